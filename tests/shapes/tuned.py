# ruff: noqa: E501  (markup as themes print it)
"""Shapes that the reading was tuned on."""

from __future__ import annotations

import json
from html import escape

from tests.shapes.content import CLOCK, Facts, Release, Shape, body, day, full, iso, short
from tests.shapes.parts import FOOTER, FORM, SHARE, SITE, clock, listed, menu, page, thread, url


def bootstrap_card(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - {SITE}", f"""
<nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">{SITE}</a><ul class="navbar-nav">{menu()}</ul></nav>
<div class="container"><div class="row"><div class="col-md-8">
<div class="card"><img class="card-img-top" src="/uploads/{r.slug}.jpg" alt="">
<div class="card-body"><h2 class="card-title">{escape(r.headline)}</h2>
<p class="card-text"><small class="text-muted"><i class="fa fa-calendar"></i> {full(r.at)} <i class="fa fa-user"></i> {r.author}
<i class="fa fa-eye"></i> 341 kali</small></p>
<div class="card-text">{body(r)}</div></div></div></div>
<div class="col-md-4"><div class="card"><div class="card-header">Berita Terbaru</div><ul class="list-group">
{listed(others, '<li class="list-group-item"><a href="{url}">{headline}</a><br><small>{day}</small></li>')}
</ul></div></div></div></div>
<footer class="bg-dark"><div class="container"><p>{FOOTER}</p></div></footer>""")  # fmt: skip


def old_table(r: Release, others: list[Release]) -> str:
    return page(SITE, f"""
<table width="900" align="center"><tr><td colspan="2"><img src="/banner.jpg"></td></tr>
<tr><td colspan="2" align="right">{clock()}</td></tr>
<tr><td width="180" valign="top"><b>Menu Utama</b><br>{listed(others, '<a href="{url}">{headline}</a><br>', 7)}
<b>Berita Populer</b><br>{listed(others, '<a href="{url}">{headline}</a> ({short})<br>', 4, 7)}</td>
<td valign="top"><table width="100%"><tr><td><font size="4"><b>{escape(r.headline)}</b></font></td></tr>
<tr><td><font size="1">{full(r.at)} - {r.at:%H:%M} WIB</font></td></tr>
<tr><td align="justify">{body(r, "br")}</td></tr></table></td></tr>
<tr><td colspan="2" align="center"><font size="1">{FOOTER}</font></td></tr></table>""")  # fmt: skip


def elementor(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} – {SITE}", f"""
<header class="elementor elementor-location-header"><div class="elementor-widget-wrap"><h2 class="elementor-heading-title">
<a href="/">{SITE}</a></h2><nav><ul>{menu()}</ul></nav></div></header>
<div class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-container">
<div class="elementor-column"><div class="elementor-widget elementor-widget-theme-post-title"><h1 class="elementor-heading-title">
{escape(r.headline)}</h1></div><div class="elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items">
<li itemprop="author"><span>{r.author}</span></li><li itemprop="datePublished"><span><time>{day(r.at)}</time></span></li></ul></div>
<div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{body(r, "gutenberg")}</div></div>
<div class="elementor-widget elementor-widget-share-buttons"><div>{SHARE}</div></div>
<div class="elementor-widget elementor-widget-post-navigation"><a href="{url(others[0])}">Sebelumnya {escape(others[0].headline)}</a></div>
</div></div></section><section class="elementor-section"><h3>Berita Lainnya</h3><div class="elementor-posts">
{listed(others, '<article class="elementor-post"><h3 class="elementor-post__title"><a href="{url}">{headline}</a></h3>'
'<span class="elementor-post-date">{day}</span><p>{lead} ...</p></article>', 3)}</div></section></div>
<footer class="elementor-location-footer">{FOOTER}</footer>""", '<meta name="generator" content="Elementor 3">')  # fmt: skip


def joomla(r: Release, others: list[Release]) -> str:
    return page(r.headline, f"""
<div id="top"><div class="date-today">{clock()}</div></div><div id="navigation"><ul class="menu">{menu()}</ul></div>
<div id="main"><div id="component"><div class="item-page" itemscope itemtype="https://schema.org/Article">
<meta itemprop="inLanguage" content="id-ID"><div class="page-header"><h2 itemprop="headline">{escape(r.headline)}</h2></div>
<dl class="article-info muted"><dt class="article-info-term">Detail</dt>
<dd class="createdby" itemprop="author">Ditulis oleh <span itemprop="name">{r.author}</span></dd>
<dd class="category-name">Kategori: <a href="/berita" itemprop="genre">{r.category}</a></dd>
<dd class="published"><time datetime="{iso(r.at)}" itemprop="datePublished">Diterbitkan: {day(r.at)}</time></dd>
<dd class="hits">Dilihat: 812</dd></dl>
<div itemprop="articleBody">{body(r, "span")}</div>
<ul class="pager pagenav"><li class="previous"><a rel="prev" href="{url(others[0])}">Sebelumnya</a></li></ul></div></div>
<div id="right"><div class="moduletable"><h3>Artikel Terbaru</h3><ul class="latestnews">
{listed(others, '<li><a href="{url}"><span itemprop="name">{headline}</span></a> <time datetime="2026-11-01">{day}</time></li>')}</ul></div></div>
</div><div id="footer">{FOOTER}</div>""")  # fmt: skip


def drupal(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<article class="comment js-comment"><footer class="comment__meta"><p class="comment__author">{author}</p>'
                         '<p class="comment__time">{date}</p></footer><div class="comment__content"><h3><a href="#c{number}">{text:.20}</a>'
                         '</h3><div class="field--name-comment-body"><p>{text}</p></div></div></article>{answers}',
                      '<div class="indented">{}</div>', "{short} - {time}")  # fmt: skip
    return page(f"{r.headline} | {SITE}", f"""
<header role="banner"><a href="/">{SITE}</a></header><nav role="navigation"><ul>{menu()}</ul></nav>
<main role="main"><div class="region-content"><h1 class="page-title"><span class="field--name-title">{escape(r.headline)}</span></h1>
<article role="article" class="node node--type-berita node--view-mode-full"><footer class="node__meta">
<div class="node__submitted">Submitted by <span>{r.author}</span> on <span>{short(r.at)} - {r.at:%H:%M}</span></div></footer>
<div class="node__content"><div class="field field--name-body field--type-text-with-summary">{body(r)}</div>
<div class="field field--name-field-tags"><div class="field__label">Tags</div>{"".join(f'<div class="field__item"><a href="/tags/{t}">{t}</a></div>' for t in r.tags)}</div>
</div><section class="field--name-comment comment-wrapper"><h2>Komentar</h2>{comments}{FORM}</section></article></div>
<aside class="region-sidebar"><h2>Berita Terkini</h2>{listed(others, '<div class="views-row"><a href="{url}">{headline}</a> <span>{day}</span></div>')}</aside>
</main><footer role="contentinfo">{FOOTER}</footer>""", '<meta name="Generator" content="Drupal 9">')  # fmt: skip


def opensid(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="kom-box"><div class="kom-nama"><b>{author}</b></div><div class="kom-tgl"><i>{date}</i></div>'
                         '<div class="kom-isi">{text}</div>{answers}</div>', "", "{day} {time}")  # fmt: skip
    return page(f"{r.headline} - Desa Sukamaju", f"""
<div id="header"><h1><a href="/">Website Resmi Desa Sukamaju</a></h1><div id="jam">{clock()}</div></div>
<ul id="nav">{menu()}</ul><div class="content_middle"><div class="content_middle_middle">
<div class="archive_style_1"><div class="single_page_area"><h4 class="catg_titile">{escape(r.headline)}</h4>
<div class="post_commentbox"><span class="meta_date">{r.at:%d} {day(r.at).split(" ", 1)[1]} {r.at:%H:%M:%S}</span>&nbsp;
<i class="fa fa-user"></i> {r.author} <i class="fa fa-eye"></i> 512 Dibaca</div>
<div class="single_page_content"><div class="sampul"><img src="/desa/upload/artikel/sedang_{r.slug}.jpg"></div>
<div class="teks">{body(r)}</div></div>
<div class="share">Bagikan: {SHARE}</div>
<div class="kom"><h4>Komentar</h4>{comments}</div><div class="form-kom"><h4>Kirim Komentar</h4>{FORM}</div></div></div></div></div>
<div class="content_right"><div class="single_bottom_rightbar"><h2>Arsip Artikel</h2>
{listed(others, '<table><tr><td>{short}</td></tr><tr><td><a href="{url}">{headline}</a></td></tr></table>')}</div>
<div class="single_bottom_rightbar"><h2>Komentar Terkini</h2><ul><li>Pak RT, {short(CLOCK)}<br>Bagus sekali acaranya <a href="{url(others[1])}">selengkapnya</a></li></ul></div></div>
<div id="footer">{FOOTER}</div>""")  # fmt: skip


def popoji(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - PopojiCMS", f"""
<div id="wrapper"><div class="header-top"><span class="left">{full(CLOCK)}</span></div><div id="menu"><ul>{menu()}</ul></div>
<div class="breadcrumb"><a href="/">Home</a> / <a href="/category/{r.category.lower().split()[0]}">{r.category}</a> / {escape(r.headline)}</div>
<section class="post-detail"><div class="row"><div class="col-lg-9"><div class="post-title"><h3>{escape(r.headline)}</h3></div>
<ul class="post-meta"><li><a href="#">{r.author}</a></li><li>{short(r.at)}</li><li><a href="/category/x">{r.category}</a></li><li>77 Views</li></ul>
<div class="post-img"><img src="/po-content/uploads/{r.slug}.jpg" alt=""><p class="img-caption">Warga mengikuti acara di pendopo.</p></div>
<div class="post-body">{body(r, "span")}</div>
<div class="post-tag"><strong>Tag:</strong> {", ".join(f'<a href="/tag/{t}">{t}</a>' for t in r.tags)}</div>
<div class="post-related"><h4>Related Post</h4><div class="row">{listed(others, '<div class="col-md-4"><a href="{url}"><img src="/t.jpg"></a><h5><a href="{url}">{headline}</a></h5></div>', 3)}</div></div>
</div><div class="col-lg-3 sidebar"><div class="widget"><h4>Popular Post</h4><ul>{listed(others, '<li><a href="{url}">{headline}</a><span>{short}</span></li>', 5, 3)}</ul></div></div></div></section>
<div id="footer">{FOOTER}</div></div>""")  # fmt: skip


def laravel_blade(r: Release, others: list[Release]) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": r.headline, "datePublished": iso(r.at),
            "dateModified": iso(CLOCK), "author": {"@type": "Person", "name": r.author}, "articleSection": r.category}  # fmt: skip
    return page(f"{r.headline} | Portal Berita", f"""
<div id="app"><header><div class="topbar">{full(CLOCK)}</div><nav>{menu()}</nav></header>
<main class="py-4"><div class="container"><article><h1 class="mb-3">{escape(r.headline)}</h1>
<div class="d-flex small text-secondary"><span>Oleh {r.author}</span><span class="mx-2">•</span><span>{full(r.at)}</span></div>
<figure><img src="/storage/{r.slug}.jpg"><figcaption>Suasana kegiatan. (Foto: Diskominfo)</figcaption></figure>
<div class="content">{body(r)}</div></article>
<div class="mt-4"><h5>Bagikan:</h5><div class="btn-group">{SHARE}</div></div>
<h4 class="mt-5">Berita Terkait</h4><div class="row">{listed(others, '<div class="col-6"><a href="{url}">{headline}</a><div class="small">{short}</div></div>', 4)}</div>
</div></main><footer>{FOOTER}</footer></div>""",
                f'<meta property="og:title" content="{escape(r.headline)}"><meta property="og:type" content="article">'
                f'<script type="application/ld+json">{json.dumps(data)}</script>')  # fmt: skip


def div_soup(r: Release, others: list[Release]) -> str:
    return page(f"{SITE}", f"""
<div><div><div><a href="/">{SITE}</a></div><div>{clock()}</div></div>
<div>{listed(others, '<div><a href="{url}">{headline}</a></div>', 5)}</div>
<div><div><div>{escape(r.headline)}</div><div>{full(r.at)}</div><div>{body(r, "div")}</div></div>
<div><div>Berita Lainnya</div>{listed(others, '<div><div><a href="{url}">{headline}</a></div><div>{full}</div><div>{lead}...</div></div>', 5, 5)}</div></div>
<div>{FOOTER}</div></div>""")  # fmt: skip


def tailwind(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<div class="flex gap-4 py-4"><img class="w-10 h-10 rounded-full" src="/a.png"><div class="flex-1">'
                         '<div class="flex items-center"><span class="font-semibold">{author}</span><span class="text-xs text-gray-500 ml-2">{date}</span></div>'
                         '<p class="text-gray-700 mt-1">{text}</p>{answers}</div></div>', '<div class="mt-4 pl-4 border-l">{}</div>')  # fmt: skip
    return page(f"{r.headline} :: {SITE}", f"""
<div class="bg-white shadow"><div class="max-w-7xl mx-auto flex justify-between"><a class="font-bold" href="/">Sukamakmur</a><div class="flex space-x-4">{menu()}</div></div></div>
<div class="max-w-7xl mx-auto grid grid-cols-12 gap-8"><div class="col-span-8"><p class="text-sm text-gray-500">{full(r.at)}, {r.at:%H.%M} WIB</p>
<h1 class="text-3xl font-bold leading-tight">{escape(r.headline)}</h1><p class="text-sm">Penulis: <span class="font-medium">{r.author}</span></p>
<div class="prose max-w-none">{body(r)}</div>
<div class="flex flex-wrap gap-2">{"".join(f'<a class="px-2 rounded bg-gray-100" href="/topik/{t}">#{t}</a>' for t in r.tags)}</div>
<div class="mt-8"><h2 class="text-xl">{len(r.remarks)} Komentar</h2>{comments}{FORM}</div></div>
<div class="col-span-4"><h2 class="text-lg">Terpopuler</h2>{listed(others, '<a class="block py-2" href="{url}"><div class="text-xs">{short}</div><div>{headline}</div></a>')}</div></div>
<div class="bg-gray-900 text-white p-8">{FOOTER}</div>""")  # fmt: skip


def br_text_in_cell(r: Release, others: list[Release]) -> str:
    """Headline, date and text are one cell's text between line breaks."""
    return page(f"Dinas Kesehatan - {r.headline}", f"""
<div class="atas"><b>DINAS KESEHATAN</b></div><div class="kiri"><ul>{menu()}</ul></div>
<div class="tengah"><table><tr><td><span class="judul">{escape(r.headline)}</span><br><span class="tgl">Diposting: {r.at:%d-%m-%Y} | {r.at:%H:%M:%S} | oleh: {r.author}</span><br><br>
{body(r, "br")}<br><a href="javascript:history.back()">Kembali</a> | <a href="/print/{r.number}">Cetak</a></td></tr></table></div>
<div class="kanan"><div class="judulkanan">Agenda</div>{listed(others, '{day}<br><a href="{url}">{headline}</a><br>', 4)}</div>
<div class="bawah">{FOOTER}</div>""")  # fmt: skip


def baca_juga_inside(r: Release, others: list[Release]) -> str:
    text = body(r)
    head, _, tail = text.partition("</p>")
    inset = f'</p><p><strong>Baca juga: <a href="{url(others[2])}">{escape(others[2].headline)}</a></strong></p>' if _ else ""
    box = f"""<div class="related-inline"><div class="title">Berita Terkait</div><ul>{listed(others, '<li><a href="{url}">{headline}</a></li>', 3)}</ul></div>"""
    return page(f"{r.headline} - Media Center", f"""
<header id="masthead"><div class="site-branding"><p class="site-title"><a href="/">Media Center</a></p></div><ul class="main-menu">{menu()}</ul></header>
<div id="content"><main><article class="single"><header class="entry-header"><div class="cat"><a href="/kategori/berita" rel="category">{r.category}</a></div>
<h1>{escape(r.headline)}</h1><div class="meta"><time datetime="{r.at:%Y-%m-%d}">{day(r.at)}</time> oleh <a rel="author" href="/author/x">{r.author}</a></div></header>
<div class="isi-berita">{head}{inset}{tail}{box}</div></article></main>
<div id="secondary" class="widget-area"><section class="widget"><h2>Pos-pos Terbaru</h2><ul>{listed(others, '<li><a href="{url}">{headline}</a> <span class="post-date">{day}</span></li>')}</ul></section></div></div>
<footer id="colophon">{FOOTER}</footer>""")  # fmt: skip


def date_after_body(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<li id="komen-{number}"><strong>{author}</strong> <em>{date}</em><p>{text}</p>{answers}</li>', "<ul>{}</ul>")
    return page(r.headline, f"""
<div class="header">{SITE} <div class="tanggal">{full(CLOCK)}</div></div><div class="menu">{menu()}</div>
<div class="kolom-utama"><h3>{escape(r.headline)}</h3><img src="/foto/{r.slug}.jpg" width="300">
{body(r)}
<p class="info">Ditulis pada {full(r.at)} pukul {r.at:%H.%M} WIB oleh {r.author}</p>
<div class="addthis">{SHARE}</div>
<h4>Tanggapan</h4><ol class="daftar">{comments}</ol>{FORM}</div>
<div class="kolom-samping"><h4>Berita Populer</h4><ul>{listed(others, '<li>{short} <a href="{url}">{headline}</a></li>')}</ul></div>
<div class="kaki">{FOOTER}</div>""")  # fmt: skip


def split_day_box(r: Release, others: list[Release]) -> str:
    months = short(r.at).split()
    return page(f"Detail Berita | {SITE}", f"""
<div class="header-area"><div class="logo"><a href="/">{SITE}</a></div><div class="main-menu"><ul>{menu()}</ul></div></div>
<div class="page-banner"><h1>Detail Berita</h1><p><a href="/">Beranda</a> / Berita</p></div>
<div class="blog_area"><div class="row"><div class="col-lg-8 posts-list"><div class="single-post"><div class="feature-img"><img src="/img/{r.slug}.jpg"></div>
<div class="blog_item_date"><h3>{months[0]}</h3><p>{months[1]} {months[2]}</p></div>
<div class="blog_details"><h2>{escape(r.headline)}</h2><ul class="blog-info-link"><li><a href="#"><i class="fa fa-user"></i> {r.author}</a></li><li><a href="#comments"><i class="fa fa-comments"></i> 03 Komentar</a></li></ul>
{body(r)}</div></div></div>
<div class="col-lg-4"><div class="blog_right_sidebar"><h3>Recent Post</h3>{listed(others, '<div class="media post_item"><div class="media-body"><a href="{url}"><h3>{headline}</h3></a><p>{day}</p></div></div>')}</div></div></div></div>
<div class="footer-area">{FOOTER}</div>""", f'<meta property="og:title" content="{escape(r.headline)}">')  # fmt: skip


def undated(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - {SITE}", f"""
<header><div class="clock">{clock()}</div><nav><ul>{menu()}</ul></nav></header>
<div class="wrap"><div class="main"><h1>{escape(r.headline)}</h1><div class="article">{body(r)}</div></div>
<div class="side"><h3>Berita Terbaru</h3>{listed(others, '<div class="item"><span>{full}</span><a href="{url}">{headline}</a></div>')}</div></div>
<footer>© 2026 {FOOTER}</footer>""")  # fmt: skip


def modified_beside(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} » {SITE}", f"""
<div class="navbar"><ul>{menu()}</ul></div><div class="konten"><div class="judul-berita">{escape(r.headline)}</div>
<div class="info-berita">Terakhir diperbarui: {day(CLOCK)} | Dipublikasikan: {day(r.at)} | Kategori: <a href="/kategori/umum">{r.category}</a></div>
<div class="detail-berita">{body(r, "line")}</div><div class="terkait"><b>Berita terkait</b><ul>{listed(others, '<li><a href="{url}">{headline}</a></li>', 4)}</ul></div></div>
<div class="sidebar">{listed(others, '<p><a href="{url}">{headline}</a><br>{day}</p>', 4, 4)}</div><div class="footer">{FOOTER}</div>""")  # fmt: skip


def one_div_spans(r: Release, others: list[Release]) -> str:
    return page(r.headline, f"""
<div class="main-header">{SITE}</div><ul class="topmenu">{menu()}</ul>
<div class="page-content"><h1>{escape(r.headline)}</h1><h6>{r.author} | {r.at:%d/%m/%Y}</h6>
<div>{body(r, "spans")}</div>
<div class="prev-next"><a href="{url(others[0])}">« {escape(others[0].headline)}</a> <a href="{url(others[1])}">{escape(others[1].headline)} »</a></div></div>
<div class="list-news"><h3>Berita Lain</h3>{listed(others, '<div class="n"><a href="{url}">{headline}</a><p>{lead}</p><i>{day}</i></div>', 4, 2)}</div>
<div class="copyright">{FOOTER}</div>""")  # fmt: skip


def word_paste(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline}", f"""
<div id="container"><div id="head"><h1>{SITE}</h1></div><div id="navi">{menu()}</div>
<div id="isi"><h2>{escape(r.headline)}</h2><div class="post-date">{short(r.at)} {r.at:%H:%M}</div>
<div class="post-text">{body(r, "word")}</div><div class="post-foot">Dibaca 120 kali</div></div>
<div id="kanan"><h2>Pengumuman</h2><ul>{listed(others, '<li>{day}: <a href="{url}">{headline}</a></li>')}</ul></div><div id="kaki">{FOOTER}</div></div>""")  # fmt: skip


def microdata_time(r: Release, others: list[Release]) -> str:
    comments = thread(r, '<li class="komentar"><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">{author}</span>'
                         '<time itemprop="dateCreated" datetime="{date}">baru</time><div itemprop="text">{text}</div></div>{answers}</li>', "<ul>{}</ul>", "{iso}")  # fmt: skip
    return page(f"Berita - {r.headline}", f"""
<header><a href="/">{SITE}</a></header><nav>{menu()}</nav><main><article itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">{escape(r.headline)}</h1><p>Oleh <span itemprop="author">{r.author}</span>, <time itemprop="datePublished" datetime="{iso(r.at)}">kemarin</time>
<meta itemprop="dateModified" content="{iso(CLOCK)}"></p><div itemprop="articleBody">{body(r)}</div></article>
<section id="komentar"><h2>Komentar</h2><ol>{comments}</ol></section></main><aside>{listed(others, '<article><h3><a href="{url}">{headline}</a></h3><time datetime="2026-11-20">{day}</time></article>')}</aside><footer>{FOOTER}</footer>""")  # fmt: skip


def flat(r: Release, others: list[Release]) -> str:
    """Everything is a child of the body."""
    return page(r.headline, f"""
<h1>{SITE}</h1><p>{menu()}</p><hr><h2>{escape(r.headline)}</h2><p><i>{full(r.at)}</i></p>{body(r)}<hr>
<h3>Berita lainnya</h3><ul>{listed(others, '<li><a href="{url}">{headline}</a> ({short})</li>')}</ul><hr><p>{FOOTER}</p>""")  # fmt: skip


def facebook_comments_only(r: Release, others: list[Release]) -> str:
    return page(f"{r.headline} - Diskominfo", f"""
<div class="top-bar"><div class="container"><span>{full(CLOCK)}</span></div></div><div class="navbar"><ul>{menu()}</ul></div>
<section class="section-content"><div class="container"><div class="title-news"><h1>{escape(r.headline)}</h1></div>
<div class="meta-news"><span class="date-news">{short(r.at)}</span> <span class="author-news">by Admin</span></div>
<div class="row"><div class="col-8"><div class="text-news">{body(r)}</div><div class="fb-comments" data-href="x"></div>
<div class="recent"><h4>Komentar Terakhir</h4><ul><li><b>Budi</b> <small>{short(CLOCK)}</small><p>Semoga pelayanan makin cepat dan ramah untuk semua warga.</p><a href="{url(others[4])}">Lihat Berita</a></li>
<li><b>Ani</b> <small>{short(CLOCK)}</small><p>Mohon diperbaiki jalan di dusun kami karena sudah lama rusak.</p><a href="{url(others[5])}">Lihat Berita</a></li></ul></div></div>
<div class="col-4">{listed(others, '<div class="news-item"><h5><a href="{url}">{headline}</a></h5><span>{short}</span></div>')}</div></div></div></section><footer>{FOOTER}</footer>""")  # fmt: skip


SHAPES = [
    Shape("bootstrap-card", bootstrap_card, Facts(author=False)),
    Shape("old-table", old_table, Facts("minute")),
    Shape("elementor", elementor, Facts(author=True)),
    Shape("joomla", joomla, Facts("second", author=True, category=True)),
    Shape("drupal", drupal, Facts("minute", author=True, tags=True, comments=True)),
    Shape("opensid", opensid, Facts("second", comments=True, threads=True)),
    Shape("popoji", popoji, Facts(category=True, tags=True, related=True)),
    Shape("laravel-blade", laravel_blade, Facts("second", author=True, category=True, related=True)),
    Shape("div-soup", div_soup, Facts()),
    Shape("tailwind", tailwind, Facts("minute", author=True, tags=True, comments=True, threads=True)),
    Shape("br-text-in-cell", br_text_in_cell, Facts("second", author=True)),
    Shape("baca-juga-inside", baca_juga_inside, Facts(author=True, category=True, related=True)),
    Shape("date-after-body", date_after_body, Facts("minute", author=True, comments=True, threads=True)),
    Shape("split-day-box", split_day_box, Facts()),
    Shape("undated", undated, Facts(None)),
    Shape("modified-beside", modified_beside, Facts(category=True, related=True)),
    Shape("one-div-spans", one_div_spans, Facts()),
    Shape("word-paste", word_paste, Facts("minute")),
    Shape("microdata-time", microdata_time, Facts("second", author=True, comments=True, threads=True)),
    Shape("flat", flat, Facts()),
    Shape("facebook-comments-only", facebook_comments_only, Facts()),
]
