# ruff: noqa: E501  (markup as themes print it)
"""Shapes kept aside: the reading was never tuned on them, their figures say what an unknown theme may expect."""

from __future__ import annotations

from html import escape

from tests.shapes.content import CLOCK, Facts, Release, Shape, body, day, full, short
from tests.shapes.parts import FOOTER, FORM, SHARE, SITE, clock, listed, menu, page, thread, url


def webforms(r: Release, others: list[Release]) -> str:
    """The whole page is one form."""
    return page(f"{SITE} - Berita", f"""
<form method="post" action="./Berita.aspx?id=12" id="form1"><input type="hidden" name="__VIEWSTATE" value="abc">
<div id="ctl00_Header"><span id="ctl00_lblTanggal">{full(CLOCK)}</span></div><div id="ctl00_Menu1">{menu()}</div>
<table id="ctl00_tblIsi"><tr><td><span id="ctl00_Isi_lblJudul" style="font-size:Large;font-weight:bold;">{escape(r.headline)}</span></td></tr>
<tr><td><span id="ctl00_Isi_lblTgl">{r.at:%d/%m/%Y %H:%M:%S}</span> <span id="ctl00_Isi_lblUser">{r.author}</span></td></tr>
<tr><td><span id="ctl00_Isi_lblIsi">{body(r, "br")}</span></td></tr></table>
<table id="ctl00_GridView1">{listed(others, '<tr><td><a href="{url}">{headline}</a></td><td>{short}</td></tr>', 6)}</table>
<div id="ctl00_Footer">{FOOTER}</div></form>""")  # fmt: skip


def shouting_headline(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="ulasan"><p class="pengirim"><strong>{author}</strong> berkata: <span>{date}</span></p><p>{text}</p>{answers}</div>', '<div class="balasan">{}</div>', "{short} - {time}")
    return page(f"{r.headline} - Kecamatan Ngaliyan", f"""
<div class="strip"><p>{clock()}</p><p>Selamat Datang di Website Resmi Kecamatan</p></div><div class="menu-utama"><ul>{menu()}</ul></div>
<div class="dua-kolom"><div class="kolom kiri"><div class="kotak"><h3>{escape(r.headline)}</h3><p class="keterangan-tulisan">Dipublikasikan pada {day(r.at)} | Oleh {r.author}</p>
<img src="/gambar/{r.slug}.jpg" align="left" width="200">{body(r)}
<p>Bagikan ke: {SHARE}</p></div><div class="kotak"><h3>Komentar</h3>{comments}<h3>Kirim Komentar</h3>{FORM}</div></div>
<div class="kolom kanan"><div class="kotak"><h3>Info Terkini</h3>{listed(others, '<p><a href="{url}">{headline}</a><br>{day}</p>')}</div></div></div><div class="bawah">{FOOTER}</div>""")  # fmt: skip


def english_theme(r: Release, others: list[Release]) -> str:
    printed = f"{r.at:%B} {r.at.day}, {r.at.year}"
    return page(f"{r.headline} | Dinas Pariwisata", f"""
<div class="site"><div class="site-top"><div class="inner">{menu()}</div></div><div class="site-main"><div class="grid"><div class="grid__main">
<div class="crumbs"><a href="/">Home</a> &gt; <a href="/news">News</a></div><div class="h-wrap"><h1>{escape(r.headline)}</h1><div class="sub">{printed} <span class="sep">/</span> by <a href="/author/admin">{r.author}</a> <span class="sep">/</span> <a href="/category/news/">{r.category}</a> <span class="sep">/</span> 0 Comments</div></div>
<div class="copy">{body(r, "span")}</div><div class="about-writer"><img src="/w.png"><strong>{r.author}</strong><p>Writes about tourism, culture and people of the regency since the website was launched in 2014.</p></div>
<div class="two"><div><span>Previous</span><a href="{url(others[0])}">{escape(others[0].headline)}</a></div><div><span>Next</span><a href="{url(others[1])}">{escape(others[1].headline)}</a></div></div></div>
<div class="grid__side"><div class="box"><h4>Recent Posts</h4><ul>{listed(others, '<li><a href="{url}">{headline}</a><small>{short}</small></li>')}</ul></div></div></div></div><div class="site-foot">{FOOTER}</div></div>""")  # fmt: skip


def excerpts_beside(r: Release, others: list[Release]) -> str:
    """A column of long excerpts stands before a short text."""
    return page(r.headline, f"""
<div id="a1">{SITE}</div><div id="a2">{menu()}</div><div id="b1">{listed(others, '<div class="k"><b><a href="{url}">{headline}</a></b><br><i>{day}</i><br>{lead}... <a href="{url}">selengkapnya</a></div>', 6)}</div>
<div id="b2"><div class="t">{escape(r.headline)}</div><div class="d">{full(r.at)}, {r.at:%H.%M} WIB</div><div class="x">{body(r, "line")}</div></div><div id="c">{FOOTER}</div>""")  # fmt: skip


def captions_and_quotes(r: Release, others: list[Release]) -> str:
    text = body(r)
    return page(f"Kabar Daerah: {r.headline}", f"""
<header class="top"><a class="brand" href="/">Kabar Daerah</a><nav>{menu()}</nav></header><article class="reader"><p class="kicker"><a href="/rubrik/umum">{r.category}</a></p><h1>{escape(r.headline)}</h1>
<p class="who">{r.author}</p><p class="when"><time>{short(r.at)}, {r.at:%H:%M} WIB</time></p>
<div class="media"><img src="/m.jpg"><div class="caption">Kepala dinas menyampaikan sambutan dalam kegiatan tersebut. (Dok. Humas)</div></div>
<div class="body">{text}</div><ul class="labels">{"".join(f'<li><a href="/label/{t}">{t}</a></li>' for t in r.tags)}</ul></article>
<section class="next-reads"><h2>Artikel Terkait</h2>{listed(others, '<div><a href="{url}">{headline}</a><time>{short}</time></div>', 4)}</section><footer>{FOOTER}</footer>""")  # fmt: skip


def chat_like_comments(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<li><div class="row"><div class="col-2"><img src="/u.png"></div><div class="col-10"><b>{author}</b><p>{text}</p><span class="small">{date} WIB</span></div></div>{answers}</li>', '<ul class="list-unstyled">{}</ul>', "{full} {time}")
    return page(f"{r.headline}", f"""
<div class="hdr"><div class="hdr-l">{SITE}</div><div class="hdr-r" id="tgl_sekarang">{full(CLOCK)}</div></div><div class="nv">{menu()}</div>
<main><h2 class="mb-2">{escape(r.headline)}</h2><p class="text-muted">{full(r.at)} - {r.at:%H:%M} WIB | Dilihat: 77 kali</p>{body(r, "div")}
<section id="komentar"><h4>{len(r.remarks)} Tanggapan</h4><ul class="list-unstyled">{comments}</ul>{FORM}</section></main>
<div class="lain">{listed(others, '<a href="{url}"><p>{headline}</p><span>{day}</span></a>')}</div><div class="ft">{FOOTER}</div>""")  # fmt: skip


def narrow_meta_table(r: Release, others: list[Release]) -> str:
    return page(f"Siaran Pers - {SITE}", f"""
<table><tr><td>{clock()}</td></tr></table><ul>{menu()}</ul><h3 class="hal">Siaran Pers</h3><div class="rilis"><p class="jdl"><b>{escape(r.headline)}</b></p>
<p class="no">Nomor: 045/{r.number}/2024</p><p class="tg">{full(r.at)}</p>{body(r, "word")}</div><p class="arsip"><a href="/rilis">Arsip siaran pers</a></p>
<div>{listed(others, '<li>{short} - <a href="{url}">{headline}</a></li>', 8)}</div><p>{FOOTER}</p>""")  # fmt: skip


def amp_page(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - Warta", f"""
<amp-sidebar id="s"><ul>{menu()}</ul></amp-sidebar><header class="h"><a href="/">Warta</a></header><div class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{escape(r.headline)}</h1>
<div class="amp-wp-meta amp-wp-byline">{r.author}</div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{r.at:%Y-%m-%dT%H:%M:%S}+07:00">{(CLOCK - r.at).days // 365 or 1} tahun ago</time></div></header>
<div class="amp-wp-article-content">{body(r)}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Kategori: <a href="/category/x">{r.category}</a></div></footer></div>
<div class="amp-related">{listed(others, '<div class="card"><amp-img src="x"></amp-img><a href="{url}">{headline}</a></div>', 4)}</div><footer class="amp-wp-footer">{FOOTER}</footer>""")  # fmt: skip


SHAPES = [
    Shape("webforms", webforms, Facts("second")),
    Shape("shouting-headline", shouting_headline, Facts(author=True, comments=True, threads=True)),
    Shape("english-theme", english_theme, Facts(author=True, category=True)),
    Shape("excerpts-beside", excerpts_beside, Facts("minute")),
    Shape("captions-and-quotes", captions_and_quotes, Facts("minute", category=True, related=True)),
    Shape("chat-like-comments", chat_like_comments, Facts("minute", comments=True, threads=True)),
    Shape("narrow-meta-table", narrow_meta_table, Facts()),
    Shape("amp-page", amp_page, Facts("second", category=True)),
]
