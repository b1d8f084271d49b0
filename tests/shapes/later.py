# ruff: noqa: E501  (markup as themes print it)
"""Shapes that were kept aside at first, and used for tuning once their first figures were taken."""

from __future__ import annotations

import json
from html import escape

from tests.shapes.content import CLOCK, Facts, Release, Shape, body, day, full, iso, short
from tests.shapes.parts import FOOTER, FORM, SHARE, SITE, clock, listed, menu, page, thread, url


def magazine_hero(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - Suara {SITE}", f"""
<div class="ticker"><b>Terkini</b>{listed(others, '<a href="{url}">{headline}</a>', 6)}</div><nav id="mainnav"><ul>{menu()}</ul></nav>
<section class="hero" style="background:url(/x.jpg)"><div class="hero-inner"><span class="badge"><a href="/kanal/pemerintahan">{r.category}</a></span>
<h1>{escape(r.headline)}</h1><p class="hero-meta">{r.author} &middot; {full(r.at)} &middot; {r.at:%H:%M} WIB</p></div></section>
<section class="story"><div class="story-text">{body(r)}</div><div class="story-tags">Topik: {" ".join(f'<a href="/tag/{t}">{t}</a>' for t in r.tags)}</div></section>
<section class="more"><h2>Baca Juga</h2>{listed(others, '<div class="more-item"><a href="{url}"><h4>{headline}</h4></a><small>{day}</small></div>', 4, 2)}</section>
<footer>{FOOTER}</footer>""")  # fmt: skip


def codeigniter_panel(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="media"><div class="media-left"><img src="/user.png"></div><div class="media-body"><h4 class="media-heading">{author} <small>{date} WIB</small></h4>{text}{answers}</div></div>', "", "{short} {time}")
    return page(f"{SITE}", f"""
<div class="container"><div class="row"><div class="col-sm-12"><h3 class="pull-right" id="waktu">{clock()}</h3></div></div>
<ol class="breadcrumb"><li><a href="/">Beranda</a></li><li><a href="/berita">Berita</a></li><li class="active">{escape(r.headline)}</li></ol>
<div class="row"><div class="col-sm-3"><div class="list-group">{listed(others, '<a class="list-group-item" href="{url}">{headline} <span class="badge">{short}</span></a>', 6)}</div></div>
<div class="col-sm-9"><div class="panel panel-default"><div class="panel-heading"><h3 class="panel-title">{escape(r.headline)}</h3></div>
<div class="panel-body"><p><span class="label label-info">{short(r.at)}</span> <span class="label label-default">{r.author}</span></p>{body(r, "br")}</div>
<div class="panel-footer">{SHARE}</div></div><h4>Komentar Pembaca</h4>{comments}{FORM}</div></div></div><div class="well">{FOOTER}</div>""")  # fmt: skip


def block_editor(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} – Kecamatan Sukamaju", f"""
<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">Kecamatan Sukamaju</a></p></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">{escape(r.headline)}</h1><div class="wp-block-post-date"><time datetime="{iso(r.at)}">{day(r.at)}</time></div>
<figure class="wp-block-post-featured-image"><img src="/f.jpg"></figure><div class="entry-content wp-block-post-content">{body(r, "gutenberg")}</div>
<div class="wp-block-query"><h2>Kabar lainnya</h2><ul class="wp-block-post-template">{listed(others, '<li class="wp-block-post"><h3><a href="{url}">{headline}</a></h3><div class="wp-block-post-excerpt"><p>{lead}</p></div><time datetime="2026-11-02">{day}</time></li>', 3)}</ul></div></main>
<footer class="wp-block-template-part"><p>{FOOTER}</p></footer></div>""")  # fmt: skip


def frameset_age(r: Release, others: list[Release]) -> str:
    return page(f"..:: {SITE} ::..", f"""
<center><table border="0" width="100%"><tr><td bgcolor="navy"><font color="white">{clock()}</font></td></tr></table>
<table><tr><td width="25%">{listed(others, '<li><a href="{url}">{headline}</a></li>', 8)}</td><td width="75%"><p align="center"><b><font size="+1">{escape(r.headline)}</font></b></p>
<p align="center"><i>Dikirim oleh {r.author} tanggal {full(r.at)} ({r.at:%H:%M})</i></p>{body(r, "line")}<p align="right"><a href="/berita">Indeks Berita</a></p></td></tr></table>
<font size="1">{FOOTER}</font></center>""")  # fmt: skip


def vue_rendered(r: Release, others: list[Release]) -> str:
    data = [{"@type": "BreadcrumbList"}, {"@type": "Article", "headline": r.headline, "datePublished": iso(r.at), "author": {"name": r.author}}]
    return page(f"{r.headline}", f"""
<div id="__nuxt"><div data-v-1><div data-v-2 class="css-1abc"><div class="css-9x">{menu()}</div></div><div data-v-3 class="css-77"><div class="css-h1" role="heading">{escape(r.headline)}</div>
<div class="css-meta"><div>{r.author}</div><div>{(CLOCK - r.at).days // 30} bulan lalu</div></div><div class="css-rich">{body(r)}</div></div>
<div data-v-4 class="css-list">{listed(others, '<div class="css-item"><div class="css-t"><a href="{url}">{headline}</a></div><div class="css-d">{short}</div></div>', 6)}</div></div></div>""",
                f'<meta property="og:title" content="{escape(r.headline)} | Sukamakmur"><script type="application/ld+json">{json.dumps(data)}</script>')  # fmt: skip


def definition_list(r: Release, others: list[Release]) -> str:
    return page(f"Berita :: {r.headline}", f"""
<div id="hd">{SITE}</div><div id="mn">{menu()}</div><div id="bd"><div class="judul">{escape(r.headline)}</div>
<table class="ket"><tr><td>Tanggal</td><td>:</td><td>{day(r.at)}</td></tr><tr><td>Penulis</td><td>:</td><td>{r.author}</td></tr><tr><td>Dibaca</td><td>:</td><td>1.204 kali</td></tr></table>
<div class="uraian">{body(r)}</div><div class="nav"><a href="{url(others[0])}">&laquo; Berita sebelumnya</a> <a href="{url(others[1])}">Berita berikutnya &raquo;</a></div></div>
<div id="rt"><b>Berita Terbaru</b>{listed(others, '<p>{day}<br><a href="{url}">{headline}</a></p>', 6, 2)}</div><div id="ft">{FOOTER}</div>""")  # fmt: skip


def sections_with_icons(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="comment-item"><div class="comment-head"><span class="nama">{author}</span> <span class="waktu">{date}</span></div><div class="comment-body">{text}</div><a class="reply" href="#">Balas</a>{answers}</div>', '<div class="comment-reply">{}</div>', "{day}, {time}")
    return page(f"{r.headline} - {SITE}", f"""
<div class="preloader"></div><header class="site-header"><div class="top"><i class="bi bi-calendar"></i> {full(CLOCK)} <i class="bi bi-telephone"></i> (0354) 123456</div><div class="menu">{menu()}</div></header>
<section class="breadcrumbs"><ol><li><a href="/">Beranda</a></li><li>Detail Berita</li></ol><h2>Detail Berita</h2></section>
<section class="blog"><div class="row"><div class="col-lg-8 entries"><article class="entry entry-single"><div class="entry-img"><img src="/e.jpg"></div>
<h2 class="entry-title"><a href="{url(r)}">{escape(r.headline)}</a></h2><div class="entry-meta"><ul><li><i class="bi bi-person"></i> <a href="#">{r.author}</a></li><li><i class="bi bi-clock"></i> <a href="#"><time datetime="{r.at:%Y-%m-%d}">{short(r.at)}</time></a></li></ul></div>
<div class="entry-content">{body(r)}</div><div class="entry-footer"><ul class="cats"><li><a href="/kategori/x">{r.category}</a></li></ul><ul class="tags">{"".join(f'<li><a href="/tag/{t}">{t}</a></li>' for t in r.tags)}</ul></div></article>
<div class="blog-author d-flex"><h4>{r.author}</h4><p>Pengelola informasi dan dokumentasi yang menulis kabar kegiatan pemerintah daerah sejak tahun 2015 sampai sekarang.</p></div>
<div class="blog-comments"><h4 class="comments-count">{len(r.remarks)} Komentar</h4>{comments}<div class="reply-form"><h4>Tinggalkan Komentar</h4>{FORM}</div></div></div>
<div class="col-lg-4"><div class="sidebar">{listed(others, '<div class="post-item"><h4><a href="{url}">{headline}</a></h4><time datetime="2026-10-01">{day}</time></div>')}</div></div></div></section><footer id="footer">{FOOTER}</footer>""")  # fmt: skip


def text_before_title(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} | Bappeda", f"""
<div class="w-nav">{menu()}</div><div class="welcome"><p>Selamat datang di situs resmi kami. Situs ini memuat informasi kegiatan, layanan dan dokumen perencanaan pembangunan daerah yang dapat diunduh oleh seluruh masyarakat.</p></div>
<div class="main-left"><div class="cat-date"><span>{r.category}</span> / <span>{r.at:%Y-%m-%d %H:%M:%S}</span></div><h4 class="news-title">{escape(r.headline)}</h4>
<div class="news-content">{body(r, "span")}</div><div class="news-share">Share : {SHARE}</div></div>
<div class="main-right"><h4>Arsip</h4><ul>{listed(others, '<li><a href="{url}">{headline}</a><br>{short}</li>', 8)}</ul></div><div class="foot">{FOOTER}</div>""")  # fmt: skip


def split_body(r: Release, others: list[Release]) -> str:
    """An advertisement parts the body into two boxes."""
    text = body(r)
    at = text.find("</p>", len(text) // 2) + 4 if "</p>" in text else len(text)
    return page(f"{r.headline} - Warta Sukamakmur", f"""
<header>{SITE}<nav>{menu()}</nav></header><div class="layout"><div class="left"><h1 class="title">{escape(r.headline)}</h1>
<div class="byline"><span class="by">Oleh: {r.author}</span><span class="on">Diterbitkan {full(r.at)}, {r.at:%H:%M} WIB</span></div>
<div class="body-part">{text[:at]}</div><div class="ads"><a href="http://iklan.example"><img src="/ad.gif"></a> Iklan layanan masyarakat: bayar pajak tepat waktu di kantor terdekat sebelum jatuh tempo.</div><div class="body-part">{text[at:]}</div>
<div class="others"><div class="h">Berita Lainnya</div>{listed(others, '<div class="o"><a href="{url}">{headline}</a> <i>{short}</i></div>', 4)}</div></div></div><footer>{FOOTER}</footer>""")  # fmt: skip


def comments_in_table(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<tr><td><b>{author}</b><br><small>{date}</small></td><td>{text}</td></tr>{answers}', "", "{short}, {time} WIB")
    return page(r.headline, f"""
<div class="hdr"><h1><a href="/">{SITE}</a></h1></div><div class="nav">{menu()}</div><div class="cnt"><h2>{escape(r.headline)}</h2><p class="tgl">{day(r.at)} | Admin</p>
{body(r)}<h3>Komentar ({len(r.remarks)})</h3><table class="tbl-komentar">{comments}</table>{FORM}</div>
<div class="sb">{listed(others, '<div>{day} - <a href="{url}">{headline}</a></div>')}</div><div class="ftr">{FOOTER}</div>""")  # fmt: skip


def date_in_heading_row(r: Release, others: list[Release]) -> str:
    return page(f"{SITE} | {r.headline}", f"""
<div class="head-bar"><div id="date_time">{clock()}</div></div><div class="nav-bar">{menu()}</div>
<div class="inner"><table class="contentpaneopen"><tr><td class="contentheading">{escape(r.headline)}</td></tr></table>
<table class="contentpaneopen"><tr><td><span class="small">Written by {r.author}</span></td></tr><tr><td class="createdate">{full(r.at)} {r.at:%H:%M}</td></tr>
<tr><td>{body(r)}</td></tr><tr><td class="modifydate">Last Updated ( {full(CLOCK)} )</td></tr></table></div>
<div class="moduletable"><h3>Latest News</h3><ul>{listed(others, '<li class="latestnews"><a href="{url}">{headline}</a></li>')}</ul></div><div class="bottom">{FOOTER}</div>""")  # fmt: skip


def dark_portal(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - Portal Resmi", f"""
<div class="offcanvas">{menu()}</div><main id="konten"><div class="wrapper"><div class="post"><div class="post__head"><div class="post__date">{r.at:%d.%m.%Y}</div><h1 class="post__title">{escape(r.headline)}</h1><div class="post__lead">Siaran pers resmi pemerintah daerah.</div></div>
<div class="post__content">{body(r, "div")}</div><div class="post__nav"><a rel="prev" href="{url(others[0])}">{escape(others[0].headline)}</a><a rel="next" href="{url(others[1])}">{escape(others[1].headline)}</a></div></div>
<div class="cards">{listed(others, '<a class="card" href="{url}"><div class="card__date">{day}</div><div class="card__title">{headline}</div></a>', 6, 2)}</div></div></main><footer class="footer">{FOOTER}</footer>""")  # fmt: skip


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
    Shape("magazine-hero", magazine_hero, Facts("minute", category=True, tags=True)),
    Shape("codeigniter-panel", codeigniter_panel, Facts(comments=True, threads=True)),
    Shape("block-editor", block_editor, Facts("second")),
    Shape("frameset-age", frameset_age, Facts("minute", author=True)),
    Shape("vue-rendered", vue_rendered, Facts("second", author=True)),
    Shape("definition-list", definition_list, Facts(author=True)),
    Shape("sections-with-icons", sections_with_icons, Facts(category=True, tags=True, comments=True, threads=True)),
    Shape("text-before-title", text_before_title, Facts("second")),
    Shape("split-body", split_body, Facts("minute", author=True)),
    Shape("comments-in-table", comments_in_table, Facts(comments=True)),
    Shape("date-in-heading-row", date_in_heading_row, Facts("minute", author=True)),
    Shape("dark-portal", dark_portal, Facts()),
    Shape("webforms", webforms, Facts("second")),
    Shape("shouting-headline", shouting_headline, Facts(author=True, comments=True, threads=True)),
    Shape("english-theme", english_theme, Facts(author=True, category=True)),
    Shape("excerpts-beside", excerpts_beside, Facts("minute")),
    Shape("captions-and-quotes", captions_and_quotes, Facts("minute", category=True, related=True)),
    Shape("chat-like-comments", chat_like_comments, Facts("minute", comments=True, threads=True)),
    Shape("narrow-meta-table", narrow_meta_table, Facts()),
    Shape("amp-page", amp_page, Facts("second", category=True)),
]
