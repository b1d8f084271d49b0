# ruff: noqa: E501  (markup as themes print it)
"""Shapes kept aside: the reading was never tuned on them, their figures say what an unknown theme may expect."""

from __future__ import annotations

from html import escape

from tests.shapes.content import CLOCK, Facts, Release, Shape, body, day, full, short
from tests.shapes.parts import FOOTER, FORM, SHARE, SITE, clock, listed, menu, page, thread, url


def sticky_header(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - Diskominfo Kab. Sukamakmur", f"""
<div class="container-fluid bg-primary"><div class="row"><div class="col">{full(CLOCK)} <span id="jam">09:30:05</span></div></div></div><nav class="navbar sticky-top">{menu()}</nav>
<div class="container mt-5"><div class="row g-5"><div class="col-lg-8"><div class="mb-5"><img class="img-fluid w-100" src="/i.jpg"><h1 class="mb-4">{escape(r.headline)}</h1>
<div class="d-flex mb-3"><small class="me-3"><i class="far fa-user"></i>{r.author}</small><small><i class="far fa-calendar-alt"></i>{short(r.at)}</small></div>{body(r, "span")}</div>
<div class="mb-5"><div class="section-title"><h3>Berita Terkait</h3></div><div class="row">{listed(others, '<div class="col-6"><a class="h6" href="{url}">{headline}</a><small>{short}</small></div>', 4)}</div></div></div>
<div class="col-lg-4"><div class="mb-5"><h3>Kategori</h3><a href="/kategori/a">Pemerintahan</a><a href="/kategori/b">Pendidikan</a></div><div class="mb-5"><h3>Berita Terbaru</h3>{listed(others, '<div class="d-flex"><img src="/s.jpg"><a class="h5" href="{url}">{headline}</a></div>', 5, 4)}</div></div></div></div>
<div class="container-fluid bg-dark">{FOOTER}</div>""")  # fmt: skip


def definition_header(r: Release, others: list[Release]) -> str:
    return page(f"Detail Informasi - {SITE}", f"""
<div id="kepala"><a href="/">{SITE}</a><p>{clock()}</p></div><div id="nav">{menu()}</div>
<div id="tengah"><div class="bungkus"><h2 class="nama-berita">{escape(r.headline)}</h2><dl><dt>Hari/Tanggal</dt><dd>{full(r.at)}</dd><dt>Penulis</dt><dd>{r.author}</dd></dl>
<img src="/f/{r.slug}.png">{body(r, "div")}<p class="akhir">Dilihat sebanyak 210 kali</p></div></div>
<div id="kanan"><h2>Polling</h2><p>Bagaimana menurut Anda pelayanan kami selama ini? Silakan pilih salah satu jawaban di bawah ini.</p><h2>Berita Lain</h2>{listed(others, '<p>{day} <a href="{url}">{headline}</a></p>')}</div><div id="kaki">{FOOTER}</div>""")  # fmt: skip


def comments_first_name(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="well"><p><i>Dari: {author}, {date}</i></p><p>{text}</p></div>{answers}', "", "{day} pukul {time} WIB")
    return page(f"{r.headline} • {SITE}", f"""
<div class="navi"><ul>{menu()}</ul></div><section><header><h1>{escape(r.headline)}</h1><p>{day(r.at)} pukul {r.at:%H.%M} WIB &mdash; {r.category}</p></header><div>{body(r)}</div></section>
<section><h2>Komentar Pengunjung</h2>{comments}</section><section><h2>Beri Komentar</h2>{FORM}</section>
<section><h2>Baca Berita Lainnya</h2>{listed(others, '<article><h3><a href="{url}">{headline}</a></h3><p>{lead}</p><p>{short}</p></article>', 3)}</section><footer><p>{FOOTER}</p></footer>""")  # fmt: skip


def javascript_heavy(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline}", f"""
<div class="splash"><p>Memuat halaman, mohon tunggu sebentar sampai seluruh isi halaman ini selesai dimuat.</p></div><script>var d = "1 Januari 2020";</script>
<div class="app-bar"><span>{SITE}</span></div><div class="drawer">{menu()}</div><div class="view"><div class="hero-img"></div><div class="sheet"><span class="chip"><a href="/category/{r.category[:4].lower()}">{r.category}</a></span>
<div class="headline-4">{escape(r.headline)}</div><div class="overline">{full(r.at)} | {r.at:%H:%M} WIB</div><div class="rich">{body(r, "spans")}</div><div class="actions">{SHARE}</div></div>
<div class="sheet"><div class="headline-6">Berita Populer</div>{listed(others, '<div class="tile"><div class="tile-title"><a href="{url}">{headline}</a></div><div class="tile-sub">{day}</div></div>', 5)}</div></div><div class="bottom-bar">{FOOTER}</div>""")  # fmt: skip


def newsletter_between(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} — {SITE}", f"""
<header class="gh"><a href="/">{SITE}</a><nav>{menu()}</nav></header><main class="gm"><article class="gh-article"><header><section class="gh-tag"><a href="/tag/{(r.tags or ('umum',))[0]}/">{(r.tags or ('umum',))[0]}</a></section><h1>{escape(r.headline)}</h1>
<div class="gh-meta"><h4><a href="/author/x/">{r.author}</a></h4><div><time datetime="{r.at:%Y-%m-%d}">{day(r.at)}</time> <span>— 3 menit baca</span></div></div></header><section class="gh-content">{body(r)}</section></article>
<section class="gh-signup"><h3>Dapatkan kabar terbaru</h3><p>Daftarkan alamat surat elektronik Anda untuk menerima kabar terbaru dari kami setiap pekan.</p><form><input type="email"></form></section>
<section class="gh-more"><h3>Kabar lainnya</h3>{listed(others, '<article class="post-card"><a href="{url}"><h2>{headline}</h2><p>{lead}</p></a><footer><time>{short}</time></footer></article>', 3)}</section></main><footer>{FOOTER}</footer>""")  # fmt: skip


def center_column(r: Release, others: list[Release]) -> str:
    return page(SITE, f"""
<table class="t"><tr><td class="l"><b>MENU</b><ul>{menu()}</ul></td><td class="m"><div class="post"><h2 class="title"><a href="{url(r)}">{escape(r.headline)}</a></h2><p class="date"><b>{full(r.at)}</b></p>
<div class="entry">{body(r)}</div><p class="links"><a href="/berita">Selengkapnya</a> <a href="/komentar">Komentar (0)</a></p></div></td>
<td class="r"><b>TERBARU</b><ul>{listed(others, '<li><a href="{url}">{headline}</a> {short}</li>', 6)}</ul></td></tr></table><div class="c">{FOOTER}</div>""")  # fmt: skip


SHAPES = [
    Shape("sticky-header", sticky_header, Facts(related=True)),
    Shape("definition-header", definition_header, Facts(author=True)),
    Shape("comments-first-name", comments_first_name, Facts("minute", comments=True)),
    Shape("javascript-heavy", javascript_heavy, Facts("minute", category=True)),
    Shape("newsletter-between", newsletter_between, Facts(author=True)),
    Shape("center-column", center_column, Facts()),
]
