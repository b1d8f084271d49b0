"""Sites of the CMS families on loopback: one server, a small table of templates for each family and theme.

The pages are our own. They print what the families' public templates print, in the same places and under the same
names, and around it what misleads: a clock, a sidebar with other dates, comments on other articles, hidden comments.
"""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.servers import Asked, Reply, ScriptedServer, redirect

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
XML = "application/xml; charset=utf-8"
PER_PAGE = 6
COMMENTS_PER_PAGE = 10


@dataclass(slots=True)
class Remark:
    """A reader's comment; hidden ones stand in the data only."""

    author: str
    text: str
    at: datetime
    answers: int | None = None
    """Position of the remark that it answers."""
    hidden: bool = False


@dataclass(slots=True)
class Release:
    """What an agency published."""

    number: int
    slug: str
    headline: str
    paragraphs: list[str]
    at: datetime
    category: str = "Pemerintahan"
    author: str = "Dinas Kominfo"
    tags: list[str] = field(default_factory=list)
    picture: str | None = None
    caption: str | None = None
    file: str | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def shown(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.hidden]

    @property
    def body(self) -> str:
        return "".join(f"<p>{text}</p>\n" for text in self.paragraphs)


@dataclass(slots=True)
class Site:
    """A site of one family and theme: its releases, newest first."""

    family: Family
    releases: list[Release]
    root: str = ""

    def serve(self) -> ScriptedServer:
        """Return a server of the site, to be entered."""
        server = ScriptedServer({"*": self.answer})
        self.root = server.base_url
        return server

    def answer(self, asked: Asked) -> Reply:
        """Answer as the family does."""
        parts = urlsplit(asked.path)
        if parts.path == "/robots.txt":
            return Reply(self.family.robots, content_type="text/plain")
        for pattern, answer in self.family.routes:
            if match := re.fullmatch(pattern, asked.path):
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                if (reply := answer(self, match, query)) is not None:
                    return reply
        return self.family.missing(self)

    def release(self, slug: str) -> Release | None:
        return next((r for r in self.releases if slug in (r.slug, str(r.number))), None)

    def path(self, release: Release) -> str:
        return self.family.path(release)

    def page(self, main: str, head: str = "", classes: str = "") -> Reply:
        """Return a page of the site: what the family prints in head and frame around the main part."""
        newest = "".join(f"<li><a href='{self.path(r)}'>{r.headline}</a></li>" for r in self.releases[:3])
        return Reply(
            f"<!DOCTYPE html><html lang='id'><head><meta charset='utf-8'>{self.family.head}{head}</head>"
            f"<body class='{classes}'><header><div class='jam'>Senin, 23 November 2026 09:00:00</div>"
            f"{self.family.menu(self)}</header>{main}<aside class='sidebar'><h3>Terbaru</h3><ul>{newest}</ul>"
            "<span class='tanggal'>01 Januari 2001 00:00:00</span>" + self.family.sidebar(self) + "</aside>"
            "<footer>Hak cipta 2026</footer></body></html>",
            headers=self.family.headers,
        )

    def shown(self, number: int, category: str | None = None) -> list[Release]:
        """Return the releases on a page of a list, counted from 1."""
        return self.all(category)[(number - 1) * PER_PAGE : number * PER_PAGE]

    def all(self, category: str | None = None) -> list[Release]:
        return [r for r in self.releases if category is None or slug_of(r.category) == category]

    def pages(self, category: str | None = None) -> int:
        return -(-len(self.all(category)) // PER_PAGE)

    @property
    def categories(self) -> list[str]:
        return list(dict.fromkeys(r.category for r in self.releases))


Answer = Callable[[Site, "re.Match[str]", dict[str, str]], Reply | None]


@dataclass(slots=True)
class Family:
    """What one family prints; every part is a template of the table below."""

    platform: str
    path: Callable[[Release], str]
    routes: list[tuple[str, Answer]]
    missing: Callable[[Site], Reply]
    head: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow:\n"
    menu: Callable[[Site], str] = lambda site: ""
    sidebar: Callable[[Site], str] = lambda site: ""
    precision: str = "second"
    """How exactly an article's page prints its date."""
    comment_precision: str = "second"
    nests: bool = True
    """Whether answers stand below what they answer."""
    categories: bool = True
    tags: bool = True
    pictures: bool = True
    captions: bool = False
    files: bool = False


def slug_of(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def long_day(at: datetime) -> str:
    return f"{at.day:02} {MONTHS[at.month - 1]} {at.year}"


def feed(site: Site) -> Reply:
    items = "".join(
        f"<item><title>{escape(r.headline)}</title><link>{site.root}{escape(site.path(r))}</link></item>"
        for r in site.releases[:10]
    )
    return Reply(f"<?xml version='1.0'?><rss version='2.0'><channel><link>{site.root}/</link>{items}</channel></rss>",
                 content_type=XML)  # fmt: skip


def sitemap(site: Site) -> Reply:
    urls = "".join(f"<url><loc>{site.root}{escape(site.path(r))}</loc></url>" for r in site.releases)
    return Reply(f"<?xml version='1.0'?><urlset><url><loc>{site.root}/</loc></url>{urls}</urlset>", content_type=XML)


def tree(remarks: list[Remark], item: Callable[[Remark, str], str], of: int | None = None) -> str:
    """Render a thread, answers within what they answer."""
    return "".join(item(remark, tree(remarks, item, n)) for n, remark in enumerate(remarks) if remark.answers == of)


def pager(current: int, last: int, link: Callable[[int], str]) -> str:
    near = {n for n in (1, current - 1, current + 1, current + 2, last) if 1 <= n <= last and n != current}
    return "".join(f"<a href='{escape(link(n))}' class='nextprev'>{n}</a> " for n in sorted(near))


# ---- Lokomedia ----


def lokomedia_article(site: Site, release: Release, number: int = 1) -> Reply:
    at, picture, comments = release.at, "", ""
    if release.picture:
        picture = (f"<div class='image2'><img src='foto_berita/{release.picture}' class='image'>"
                   f"<p class='ket_gambar'>{release.caption or ''}</p></div>")  # fmt: skip
    shown = release.shown[(number - 1) * COMMENTS_PER_PAGE : number * COMMENTS_PER_PAGE]
    for n, remark in enumerate(shown):
        name = f"<h5>{escape(remark.author)}</h5>"
        if n % 2:
            name = (f"<div class='avatar'><img src='http://www.gravatar.com/avatar/x' height='50' /></div><h5><a name={n}>"
                    f"<a href='mailto:orang@example.org'><div class='sub_judul2'>{escape(remark.author)}</div></a></a></h5>")
        comments += (f"<div class='komen'>{name}<span class='tanggal01'>{long_day(remark.at)} - {remark.at:%H:%M:%S} WIB"
                     f"</span><div>{escape(remark.text)}</div></div>")  # fmt: skip
    last = -(-len(release.shown) // COMMENTS_PER_PAGE)
    links = pager(number, last, lambda n: f"halkomentar-{release.slug}-{n}.html") if last > 1 else ""
    related = "".join(f"<li><a href=berita-{r.slug}.html>{r.headline}</a></li>"
                      for r in site.releases if r.number < release.number)  # fmt: skip
    return site.page(
        f"<div class='main-column-left'><div class='post post-style-1'><h4><a href=kategori-{len(release.category)}-"
        f"{slug_of(release.category)}.html>{release.category}</a></h4><div class='sub_judul2'></div><h2"
        f" class='article-title'>{release.headline}</h2><div class='info'> <span class='date'><b>{release.author}</b>"
        f" <span class style=\\\"color:#EA1C1C;\\\">|</span> {DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]}"
        f" {at.year} - {at:%H:%M:%S} WIB <span>|</span> dibaca: 67 pembaca</span><div class='section'></div></div>"
        f"{picture}<p>{release.body}</p><div class='fb-like' data-href='x'></div><div class='garis'></div><br/><br/>"
        f"<img src=layout/images/berita_terkait.jpg><br /><ul>{related}</ul><div class='post-title2'><h5><b>Komentar Via"
        f" Website : {len(release.shown)}</b></h5></div>{comments}<div class='pages'>{links}</div><form name='form'"
        f" action=simpankomentar.php method=POST><input type=hidden name=id value={release.number}><input"
        " name='nama_komentar'><textarea name='isi_komentar'></textarea></form></div></div>"
    )


def lokomedia_list(site: Site, number: int, category: str | None, link: Callable[[int], str]) -> Reply:
    items = "".join(
        f"<div class='item'><h2><a href=berita-{r.slug}.html>{r.headline}</a></h2><div class='info'><span class='date'>"
        f"{DAYS[r.at.weekday()]}, {r.at.day} {MONTHS[r.at.month - 1]} {r.at.year} - {r.at:%H:%M:%S} WIB <span>|</span>"
        f" dibaca: 9 pembaca</span></div><p>Ringkasan ... <a href=berita-{r.slug}.html>[selengkapnya]</a></p></div>"
        for r in site.shown(number, category)
    )
    return site.page(f"<div class='main-column-left'><div class='blog-style-1'>{items}<div class='pages'>"
                     f"{pager(number, site.pages(category), link)}</div></div></div>")  # fmt: skip


def lokomedia_category(site: Site, identity: str, number: int) -> Reply:
    name = next(c for c in site.categories if str(len(c)) == identity)
    return lokomedia_list(site, number, slug_of(name), lambda n: f"halkategori-{identity}-{n}.html")


LOKOMEDIA = Family(
    platform="lokomedia",
    path=lambda r: f"/berita-{r.slug}.html",
    head="<link rel='alternate' type='application/rss+xml' href='rss.xml'>",
    menu=lambda site: "".join(f"<a href='kategori-{len(c)}-{slug_of(c)}.html'>{c}</a>" for c in site.categories)
    + "<a href='semua-agenda.html'>Agenda</a><a href='hal-profil.html'>Profil</a><form action='hasil-pencarian.html'></form>",
    routes=[
        (r"/", lambda s, m, q: lokomedia_list(s, 1, None, lambda n: f"halberita-{n}.html")),
        (r"/semua-berita\.html", lambda s, m, q: lokomedia_list(s, 1, None, lambda n: f"halberita-{n}.html")),
        (r"/halberita-(\d+)\.html", lambda s, m, q: lokomedia_list(s, int(m[1]), None, lambda n: f"halberita-{n}.html")),
        (r"/kategori-(\d+)-.*\.html", lambda s, m, q: lokomedia_category(s, m[1], 1)),
        (r"/halkategori-(\d+)-(\d+)\.html", lambda s, m, q: lokomedia_category(s, m[1], int(m[2]))),
        (r"/berita-(.+)\.html", lambda s, m, q: lokomedia_article(s, s.release(m[1]) or NOTHING)),
        (r"/halkomentar-(.+)-(\d+)\.html", lambda s, m, q: lokomedia_article(s, s.release(m[1]) or NOTHING, int(m[2]))),
        (r"/rss\.xml", lambda s, m, q: feed(s)),
    ],
    missing=lambda site: Reply("<html><head><title>404</title></head><body><h1>Not Found</h1></body></html>", 404),
    tags=False,
    nests=False,
    captions=True,
)  # fmt: skip
NOTHING = Release(0, "", "", [], datetime(1970, 1, 1), category="", author="")
"""What a frame without a release holds."""


# ---- PopojiCMS ----


def chingsy_article(site: Site, release: Release, number: int = 1) -> Reply:
    def item(remark: Remark, answers: str) -> str:
        below = f"<ul class='children'>{answers}</ul>" if answers else ""
        n = release.remarks.index(remark)
        return (
            f"<li class='comment' id='li-comment-{n}'><div id='comment-{n}' class='comment-wrap clearfix'><div"
            " class='comment-meta'><div class='comment-author vcard'><span class='comment-avatar'><img alt=''></span>"
            f"</div></div><div class='comment-content clearfix'><div class='comment-author'><a href='http://' class='url'>"
            f"{escape(remark.author)}</a><span><a href='javascript:void(0)'>{remark.at:%d %b %Y} {remark.at:%H:%M}:"
            f"{remark.at:%p}</a></span></div><p>{escape(remark.text)}</p><a class='comment-reply-link' href='#respond'>"
            f"</a></div></div>{below}</li>"
        )

    tops = [r for r in release.shown if r.answers is None][::-1]
    shown = tops[(number - 1) * COMMENTS_PER_PAGE : number * COMMENTS_PER_PAGE]
    thread = "".join(item(t, tree(release.shown, item, release.shown.index(t))) for t in shown)
    last = -(-len(tops) // COMMENTS_PER_PAGE)
    links = pager(number, last, lambda n: f"/detailpost/{release.slug}/page/{n}") if last > 1 else ""
    picture = f"<a href='/po-content/uploads/{release.picture}'><img src='/po-content/uploads/{release.picture}'></a>"
    picture += f"<p class='text-center'><i>{release.caption}</i></p>" if release.caption else ""
    tags = "".join(f"<a href='/tag/{slug_of(tag)}'>{tag}</a>" for tag in release.tags)
    others = "".join(
        f"<div class='mpost'><div class='entry-title'><h4><a href='/detailpost/{r.slug}'>{r.headline}</a></h4></div><ul"
        f" class='entry-meta'><li><i class='icon-calendar3'></i> {long_day(r.at)}</li></ul></div>"
        for r in site.releases[:2]
    )
    return site.page(
        "<section id='content'><div class='single-post nobottommargin'><div class='entry clearfix'><div"
        f" class='entry-title'><h2>{release.headline}</h2></div><ul class='entry-meta clearfix'><li><i"
        f" class='icon-calendar3'></i> {long_day(release.at)}</li><li><a><i class='icon-user'></i> {release.author}</a>"
        f"</li><li><i class='icon-eye'></i> 12 Dibaca</li></ul><div class='entry-image'>{picture if release.picture else ''}"
        f"</div><div class='entry-content notopmargin'>{release.body}<div class='tagcloud clearfix'>{tags}</div></div>"
        f"</div><h4>Terkait</h4><div class='related-posts'>{others}</div><div id='comments'><ol class='commentlist'>"
        f"{thread}</ol><ul class='pagination'>{links}</ul><div id='respond'><form id='commentform'><input type='hidden'"
        f" name='id_parent' value='0'><input type='hidden' name='id' value='{release.number}'><input type='hidden'"
        f" name='seotitle' value='{release.slug}'></form></div></div></div></section>",
    )  # fmt: skip


def inews_article(site: Site, release: Release, number: int = 1) -> Reply:
    def item(remark: Remark, answers: str) -> str:
        below = f"<ul class='comments-list reply-list'>{answers}</ul>" if answers else ""
        return (
            "<li><div class='comment-main-level'><div class='comment-box'><div class='comment-content'><div"
            f" class='comment-header'><cite class='comment-author'>{escape(remark.author)}</cite><time"
            f" datetime='yyyy-mm-dd'>{remark.at:%d %B %Y}</time></div><p>{escape(remark.text)}</p><a class='btn"
            f" po-reply'>Reply</a></div></div></div>{below}</li>"
        )

    tops = [r for r in release.shown if r.answers is None]
    shown = tops[(number - 1) * COMMENTS_PER_PAGE : number * COMMENTS_PER_PAGE]
    thread = "".join(item(t, tree(release.shown, item, release.shown.index(t))) for t in shown)
    last = -(-len(tops) // COMMENTS_PER_PAGE)
    links = pager(number, last, lambda n: f"/detailpost/{release.slug}?page={n}") if last > 1 else ""
    picture = f"<img src='/po-content/uploads/{release.picture}'><div class='caption-text'>{release.caption or ''}</div>"
    return site.page(
        "<div class='main-content'><div class='post_details_inner'><div class='post_details_block details_block2'><div"
        f" class='post-header'><ul class='td-category'><li><a class='post-category' href='/category/"
        f"{slug_of(release.category)}'>{release.category}</a></li></ul><h2>{release.headline}</h2><ul class='authar-info'>"
        f"<li><a class='link'>{release.author}</a></li><li>{release.at:%d %B %Y}</li><li><a class='link'>9 Views</a></li>"
        f"</ul></div><div class='adaptive'>{picture if release.picture else ''}</div>{release.body}</div></div><div"
        " class='post-inner post-inner-2'><h2 class='title'>Related Posts</h2><h5><a class='title' href='/detailpost/"
        f"{site.releases[0].slug}'>{site.releases[0].headline}</a></h5><ul class='authar-info'><li>01 May 2020</li></ul>"
        f"</div><div class='comments-container'><h3>Comments ({len(release.shown)})</h3><ul class='comments-list'>{thread}"
        f"</ul><ul class='pagination'>{links}</ul></div><form class='comment-form'><input type='hidden' name='parent'>"
        f"<input type='hidden' name='post_id' value='{release.number}'></form></div>"
    )


def popoji_list(site: Site, number: int, category: str, link: Callable[[int], str], inews: bool) -> Reply:
    shown = site.shown(number, None if category == "all" else category)
    if inews:
        items = "".join(
            f"<div class='news-list-item articles-list'><div class='post-info-2'><h4><a href='{site.path(r)}' class='title'>"
            f"{r.headline}</a></h4><ul class='authar-info'><li><i class='ti-timer'></i> {r.at:%d %B %Y}</li></ul></div></div>"
            for r in shown
        )
        main = f"<div class='post-body'>{items}</div>"
    else:
        items = "".join(
            f"<div class='entry clearfix'><div class='entry-c'><div class='entry-title'><h2><a href='{site.path(r)}'>"
            f"{r.headline}</a></h2></div><ul class='entry-meta'><li><i class='icon-calendar3'></i> {long_day(r.at)}</li></ul>"
            "</div></div>"
            for r in shown
        )
        main = f"<div id='posts' class='small-thumbs'>{items}</div>"
    last = site.pages(None if category == "all" else category)
    return site.page(f"{main}<ul class='pagination'>{pager(number, last, link)}</ul>")


def popoji(theme: str, path: Callable[[Release], str], article: Callable[..., Reply], **changes) -> Family:
    inews = theme == "inews"
    folder = "frontend/inews" if inews else f"themes/{theme}"

    def listing(site: Site, category: str, number: int) -> Reply:
        pattern = "/category/{0}?page={1}" if inews else "/category/{0}/{1}"
        return popoji_list(site, number, category, lambda n: pattern.format(category, n), inews)

    def found(site: Site, slug: str, number: int = 1) -> Reply | None:
        release = site.release(slug)
        return article(site, release, number) if release and not slug.isdecimal() else None

    def missing(site: Site) -> Reply:
        return site.page("<div class='error404'>404</div><h2>Halaman tidak ditemukan</h2>")

    return Family(
        platform="popojicms",
        path=path,
        head=f"<link rel='stylesheet' href='/po-content/{folder}/css/style.css'>",
        menu=lambda site: "<a href='/category/all'>Semua</a>"
        + "".join(f"<a href='/category/{slug_of(c)}'>{c}</a>" for c in site.categories),
        routes=[
            (r"/", lambda s, m, q: listing(s, "all", 1)),
            (r"/feed", lambda s, m, q: feed(s)),
            (r"/category/([\w-]+)(?:/(\d+))?(?:\?page=(\d+))?",
             lambda s, m, q: listing(s, m[1], int(m[2] or m[3] or 1))),
            (r"/detailpost/([\w-]+)(?:/page/(\d+))?(?:\?page=(\d+))?",
             lambda s, m, q: found(s, m[1], int(m[2] or m[3] or 1))),
            (r"/(?:berita/|\d{4}/\d\d/\d\d/)([\w-]+)", lambda s, m, q: found(s, m[1])),
        ],
        missing=missing,
        precision="day",
        captions=True,
        **changes,
    )  # fmt: skip


# ---- OpenSID ----


def natra_article(site: Site, release: Release) -> Reply:
    def item(remark: Remark, answers: str) -> str:
        name = escape(remark.author) + (" <code>(Admin)</code>" if remark.answers is not None else "")
        words = escape(remark.text).replace(", ", ",<br />")
        return (
            "<table class='table table-bordered'><thead class='bg-gray'><tr><th colspan='2'><i class='fa fa-comment'></i>"
            f" {name}</th></tr></thead><tbody><tr><td colspan='2'><font color='green'><small>{long_day(remark.at)}"
            f" {remark.at:%H:%M:%S}</small></font><br />{words}</td></tr><tr><td></td><td>{answers}</td></tr>"
            "</tbody></table>"
        )

    picture = (f"<div class='sampul'><a href='/desa/upload/artikel/{release.picture}'><img"
               f" src='/desa/upload/artikel/{release.picture}'></a></div>") if release.picture else ""  # fmt: skip
    file = (f"<p>Unduh Lampiran:<br><a href='/first/unduh_dokumen_artikel/{release.number}'>{release.file}</a></p>"
            if release.file else "")  # fmt: skip
    return site.page(
        f"<div class='single_page_area'><div class='single_category'><h2><span class='title_text'>Artikel</span></h2></div>"
        f"<div id='printableArea'><h4 class='catg_titile'><font color='#FFFFFF'>{release.headline}</font></h4><div"
        f" class='post_commentbox'><span class='meta_date'>{long_day(release.at)} {release.at:%H:%M:%S}&nbsp;<i"
        f" class='fa fa-user'></i>{release.author}&nbsp;<i class='fa fa-eye'></i>12 Dibaca&nbsp;<a"
        f" href='/artikel/kategori/{slug_of(release.category)}'><i class='fa fa-tag'></i>{release.category}</a></span></div>"
        f"<div class='single_page_content'>{picture}<div class='teks'>{release.body}</div>{file}</div></div></div><div"
        f" class='contact_bottom'><div class='box-body'>{tree(release.shown, item)}</div></div><form class='form-komentar'"
        f" action='/add_comment/{release.number}'><input name='owner'></form>",
        head=f"<meta property='og:url' content='{site.root}{site.path(release)}'>",
    )


def esensi_article(site: Site, release: Release) -> Reply:
    def item(remark: Remark, margin: str = "") -> str:
        return (
            f"<div {margin}class='flex gap-x-3 py-4'><div><i class='fa fa-comments'></i></div><div class='space-y-2'>"
            f"<blockquote class='italic'>\"{escape(remark.text)}</blockquote><div><span><i class='fa fa-user mr-1'></i>"
            f" {escape(remark.author)}{' <code>(Admin)</code>' if margin else ''}</span><span><i class='fa"
            f" fa-calendar-alt mr-1'></i> {long_day(remark.at)}</span></div></div></div>"
        )

    thread = ""
    for n, remark in reversed(list(enumerate(release.shown))):
        if remark.answers is None:
            thread += item(remark)
            answers = [r for r in release.shown if r.answers == n]
            thread += "".join(item(r, "style='margin: 0 0 0 40px;' ") for r in answers)
    picture = (f"<a href='x.jpg' data-fancybox='images'><figure><img src='/desa/upload/artikel/{release.picture}'></figure>"
               "</a>") if release.picture else ""  # fmt: skip
    return site.page(
        f"<nav class='breadcrumb'><ol><li><a href='/'>Beranda</a></li><li><a href='/artikel/kategori/"
        f"{slug_of(release.category)}'>{release.category}</a></li></ol></nav><article><h1 class='text-h2'>"
        f"{release.headline}</h1><span class='inline-flex'><span>{release.author} <i class='fas fa-check'></i></span>"
        f"<span class='before:block'>{long_day(release.at)} {release.at:%H:%M:%S}</span><span>Dibaca 9 kali</span></span>"
        f"</article><div class='content space-y-2 py-4'>{picture}{release.body}</div><div id='listKomentar'>{thread}</div>"
        f"<form action='/add_comment/{release.number}' id='kolom-komentar'></form>",
        head=f"<link rel='canonical' href='{site.root}/'><meta property='og:url' content='{site.root}{site.path(release)}'>",
    )


def palanta_article(site: Site, release: Release) -> Reply:
    def item(remark: Remark, answers: str) -> str:
        name = escape(remark.author) + (" <code>(Admin)</code>" if remark.answers is not None else "")
        return (
            "<table class='table table-bordered'><thead class='bg-gray'><tr><th colspan='2'><i class='fa fa-comment'></i>"
            f" {name}</th></tr></thead><tbody><tr><td colspan='2'><font color='green'><small>{long_day(remark.at)}"
            f" {remark.at:%H:%M:%S}</small></font><br />{escape(remark.text)}</td></tr><tr><td width='10%'></td><td>"
            f"{answers}</td></tr></tbody></table>"
        )

    def meta(icon: str, text: str) -> str:
        return f"<div class='meta-item l-flex'><i class='fa fa-{icon}'></i><p>{text}</p></div>"

    picture = (f"<a data-fancybox='gallery' href='x.jpg'><img src='/desa/upload/artikel/{release.picture}'></a>"
               if release.picture else "")  # fmt: skip
    file = ("<div class='c-flex' style='margin-bottom:15px;'><p>Unduh Lampiran: <a href='/first/unduh_dokumen_artikel/"
            f"{release.number}' title=''><b>{release.file}</b></a></p></div>") if release.file else ""  # fmt: skip
    thread = ("<div class='comment-page'><h3>Semua Komentar</h3><div class='box-body'>" + tree(release.shown, item)
              + "</div></div>") if release.shown else ""  # fmt: skip
    return site.page(
        "<div class='box-def hoverstyle'><div class='box-def-inner'><div class='artike-page'><div class='bigmeta'><div"
        f" class='artikel-meta'>{meta('edit', release.category)}</div></div><h1>{release.headline}</h1><div"
        f" class='artikel-meta'>{meta('calendar', f'{long_day(release.at)} {release.at:%H:%M:%S}')}"
        f"{meta('user', release.author)}{meta('eye', '12 Kali dibaca')}</div><div class='artikel-image-page'><div"
        f" class='image-column'>{picture}</div></div><div class='artikel-inner'>{file}<div class='artikel-inner-content'>"
        f"{release.body}</div></div>{thread}<div class='comment-page'><h3>Kirim Komentar</h3><form id='validasi'"
        f" action='/add_comment/{release.number}'><input name='owner'></form></div></div></div></div>",
        head=f"<meta property='og:url' content='{site.root}{site.path(release)}'>",
    )


def village_list(site: Site, number: int, category: str | None, link: Callable[[int], str], esensi: bool) -> Reply:
    if esensi:
        items = "".join(
            f"<div class='bg-white'><div class='space-y-3'><a href='{site.path(r)}' class='text-h5'>{r.headline}</a><p>isi</p>"
            f"<ul><li><i class='fas fa-calendar-alt'></i> {long_day(r.at)}</li></ul></div></div>"
            for r in site.shown(number, category)
        )
    else:
        items = "".join(
            f"<ul class='fashion_catgnav'><li><div class='catgimg2_container2'><h5 class='catg_titile'><a"
            f" href='{site.path(r)}'>{r.headline}</a></h5><span class='meta_date'>{long_day(r.at)}&nbsp;<i></i></span></div>"
            "</li></ul>"
            for r in site.shown(number, category)
        )
    return site.page(f"<main>{items}<ul class='pagination'>{pager(number, site.pages(category), link)}</ul></main>")


def opensid(theme: str, article: Callable[[Site, Release], Reply], has_map: bool, **changes) -> Family:
    esensi = theme == "Esensi"

    def category(site: Site, name: str, number: int) -> Reply:
        return village_list(site, number, name, lambda n: f"/artikel/kategori/{name}/{n}", esensi)

    def missing(site: Site) -> Reply:
        return site.page("<div class='artikel' id='artikel-blank'><h1>404</h1><h3>Halaman ini belum tersedia</h3></div>")

    def found(site: Site, slug: str) -> Reply:
        release = site.release(slug)
        return article(site, release) if release else missing(site)

    return Family(
        platform="opensid",
        path=lambda r: f"/artikel/{r.at.year}/{r.at.month}/{r.at.day}/{r.slug}",
        head=f"<meta name='theme' content='{theme}'><link rel='icon' href='/desa/logo/favicon.ico'>",
        menu=lambda site: "".join(f"<a href='/artikel/kategori/{slug_of(c)}'>{c}</a>" for c in site.categories)
        + "<a href='/first/dpt'>DPT</a>",
        sidebar=lambda site: "<div class='single_bottom_rightbar'><table><thead><tr><th><i class='fa fa-comment'></i> Lain"
        "</th></tr></thead><tbody><tr><td><font><small>01 Januari 2020 00:00:00</small></font><br />komentar di berita..."
        f"<a href='{site.path(site.releases[-1])}'>selengkapnya</a></td></tr></tbody></table></div>",
        routes=[
            (r"/(?:index/(\d+))?", lambda s, m, q: village_list(s, int(m[1] or 1), None, lambda n: f"/index/{n}", esensi)),
            (r"/artikel/kategori/([\w-]+)(?:/(\d+))?", lambda s, m, q: category(s, m[1], int(m[2] or 1))),
            (r"/(?:first/)?artikel/(?:\d+/\d+/\d+/)?([\w-]+)", lambda s, m, q: found(s, m[1])),
            (r"/feed", lambda s, m, q: feed(s)),
            (r"/sitemap", lambda s, m, q: sitemap(s) if has_map else None),
        ],
        missing=missing,
        tags=False,
        **changes,
    )


# ---- Joomla ----


def joomla_date(at: datetime) -> str:
    return f"{DAYS[at.weekday()]}, {long_day(at)} {at:%H:%M}"


def joomla_article(site: Site, release: Release, version: int) -> Reply:
    def item(remark: Remark, answers: str) -> str:
        n = release.remarks.index(remark)
        below = f"<div class='comments-list' id='comments-list-{n}'>{answers}</div>" if answers else ""
        return (
            f"<div class='even' id='comment-item-{n}'><div class='rbox'><div class='comment-box'><a class='comment-anchor'"
            f" href='#'>#{n}</a> <span class='comment-author'>{escape(remark.author)}</span> <span class='comment-date'>"
            f"{remark.at:%Y-%m-%d %H:%M}</span><div class='comment-body' id='comment-body-{n}'>{escape(remark.text)}</div>"
            f"</div></div></div>{below}"
        )

    comments = f"<div id='jc'><div id='comments'><div id='comments-list-0'>{tree(release.shown, item)}</div></div></div>"
    category = f"<a href='/{slug_of(release.category)}'>{release.category}</a>"
    tags = "".join(f"<li><a href='/tag/{slug_of(tag)}'>{tag}</a></li>" for tag in release.tags)
    tags = f"<ul class='tags list-inline'>{tags}</ul>" if tags else ""
    pagers = "<ul class='pager pagenav'><li class='next'><a href='/berita/1-lain'>Berikutnya</a></li></ul>"
    if version < 3:
        return site.page(
            f"<div class='item-page'><h1>Berita</h1><h2>{release.headline}</h2><ul class='actions'><li>Cetak</li></ul><dl"
            f" class='article-info'><dt class='article-info-term'>Detail</dt><dd class='category-name'>Kategori: {category}"
            f"</dd><dd class='published'>Diterbitkan pada {joomla_date(release.at)}</dd><dd class='createdby'>Ditulis oleh"
            f" {release.author}</dd><dd class='hits'>Dilihat: 9</dd></dl>{release.body}{pagers}{comments}</div>",
            classes="com_content",
        )
    picture = (f"<figure class='left item-image'><img src='/images/{release.picture}'><figcaption class='caption'>"
               f"{release.caption or ''}</figcaption></figure>") if release.picture else ""  # fmt: skip
    stated = f"{release.at.isoformat()}+07:00"
    body = "com-content-article__body" if version > 3 else "x"
    mark = "" if version > 3 else " itemprop='articleBody'"
    return site.page(
        f"<div class='com-content-article item-page'><div class='page-header'><h1>Berita Daerah</h1></div><div"
        f" class='page-header'><h2{'' if version > 3 else ' itemprop=headline'}>{release.headline}</h2></div><dl"
        f" class='article-info text-muted'><dt class='article-info-term'>Detail</dt><dd class='createdby'>Ditulis oleh <span"
        f" itemprop='name'>{release.author}</span></dd><dd class='category-name'>Kategori: {category}</dd><dd"
        f" class='published'><time datetime='{stated}'>Diterbitkan: {long_day(release.at)}</time></dd><dd class='modified'>"
        "<time datetime='2026-01-01T00:00:00+07:00'>Diperbarui: 01 Januari 2026</time></dd><dd class='hits'>Dilihat: 12</dd>"
        f"</dl>{tags}{picture}<div class='{body}'{mark}>{release.body}</div>{pagers}</div>{comments}",
        classes="site com_content view-article",
    )


def joomla_static(site: Site, version: int) -> Reply:
    """A page of its own in the menu: Joomla prints it as it prints every article, with the date of its making."""
    mark = {2: "<ul class='menu'><li id='item-117' class='current active'>", 3: "<ul class='nav menu'><li class='item-117"
            " current active'>"}.get(version, "<ul class='mod-menu mod-list nav'><li class='nav-item item-117 current active'>")  # fmt: skip
    release = Release(117, "profil-dinas", "Profil Dinas Komunikasi dan Informatika",
                      ["Dinas Komunikasi dan Informatika dibentuk dengan peraturan daerah.", "Kantornya di pusat kota."],
                      datetime(2015, 3, 12, 8, 0), category="Profil")  # fmt: skip
    reply = joomla_article(site, release, version)
    menu = f"{mark}<a href='/profil-dinas'>Profil</a></li><li class='item-118'><a href='/visi-misi'>Visi</a></li></ul>"
    return Reply(str(reply.body).replace("<div class='", f"{menu}<div class='", 1), 200)


def k2_article(site: Site, release: Release) -> Reply:
    comments = "".join(
        f"<li class='even'><span class='commentLink'></span><span class='commentDate'>{joomla_date(r.at)}</span><span"
        f" class='commentAuthorName'>{('posted by', 'diposting oleh', 'diposkan oleh')[n % 3]} {escape(r.author)}</span><p>{escape(r.text)}</p></li>"
        for n, r in enumerate(release.shown)
    )
    featured = "<span><sup>Unggulan</sup></span>" if release.number % 3 == 0 else ""
    picture = (f"<div class='itemImageBlock'><span class='itemImage'><a><img src='/media/k2/{release.picture}'></a></span>"
               f"<span class='itemImageCaption'>{release.caption or ''}</span></div>") if release.picture else ""  # fmt: skip
    first, *rest = release.paragraphs
    tags = "".join(f"<li><a href='/tag/{slug_of(tag)}'>{tag}</a></li>" for tag in release.tags)
    return site.page(
        f"<div id='k2Container' class='itemView'><div class='itemHeader'><span class='itemDateCreated'>"
        f"{joomla_date(release.at)}</span><h2 class='itemTitle'>{release.headline} {featured}</h2><span class='itemAuthor'>Ditulis oleh"
        f" <a rel='author'>{release.author}</a></span></div><div class='itemToolbar'>ukuran huruf</div><div class='itemBody'>"
        f"{picture}<div class='itemIntroText'><p>{first}</p></div><div class='itemFullText'>"
        f"{''.join(f'<p>{text}</p>' for text in rest)}</div><span class='itemDateModified'>Terakhir diubah pada"
        f" {joomla_date(release.at)}</span></div><div class='itemLinks'><div class='itemCategory'><span>"
        f"Diterbitkan di</span><a href='/{slug_of(release.category)}'>{release.category}</a></div><ul class='itemTags'>{tags}"
        f"</ul></div><div class='itemComments'><ul class='itemCommentsList'>{comments}</ul></div></div>",
        classes="com_k2",
    )


def joomla_list(site: Site, number: int, category: str | None, path: str, k2: bool) -> Reply:
    def entry(r: Release) -> str:
        if k2:
            return (f"<div class='itemContainer'><div class='catItemView'><h3 class='catItemTitle'><a href='{site.path(r)}'>"
                    f"{r.headline}</a></h3><span class='catItemDateCreated'>{joomla_date(r.at)}</span></div></div>")
        return (f"<div class='blog-item item'><div class='item-content'><div class='page-header'><h2><a"
                f" href='{site.path(r)}'>{r.headline}</a></h2></div><time datetime='{r.at.isoformat()}+07:00'>x</time><p>isi</p>"
                "</div></div>")  # fmt: skip

    items = "".join(map(entry, site.shown(number, category)))
    last = site.pages(category)
    links = pager(number, last, lambda n: f"{path}?start={(n - 1) * PER_PAGE}" if n > 1 else path)
    return site.page(f"<div class='com-content-category-blog blog'>{items}<div class='pagination'>{links}</div></div>",
                     classes="site com_content view-category")  # fmt: skip


def joomla(version: int, article: Callable[[Site, Release], Reply], path: Callable[[Release], str], **changes) -> Family:
    k2 = article is k2_article
    generator = "Joomla! - Open Source Content Management" if version < 4 else ""

    def listing(site: Site, category: str, query: dict[str, str]) -> Reply | None:
        if category and category not in map(slug_of, site.categories):
            return None
        number = int(query.get("start", 0)) // PER_PAGE + 1
        return joomla_list(site, number, category or None, f"/{category}", k2)

    def home(site: Site, query: dict[str, str]) -> Reply | None:
        return feed(site) if query.get("format") == "feed" else listing(site, "", query)

    def found(site: Site, slug: str) -> Reply | None:
        release = site.release(slug)
        return article(site, release) if release else None

    return Family(
        platform="joomla",
        path=path,
        head=f"<meta name='generator' content='{generator}'>" * bool(generator)
        + "<script type='application/json' class='joomla-script-options new'>{}</script>",
        headers={"Set-Cookie": "0123456789abcdef0123456789abcdef=abcdefghijklmnopqrstuvwxyz; path=/"},
        menu=lambda site: f"<ul class='{'mod-menu mod-list nav' if version > 3 else 'nav menu'}'>"
        + "".join(f"<li><a href='/{slug_of(c)}'>{c}</a></li>" for c in site.categories)
        + "<li><a href='/profil.pdf'>Profil</a></li><li class='item-117'><a href='/profil-dinas'>Profil</a></li></ul>",
        routes=[
            (r"/profil-dinas", lambda s, m, q: joomla_static(s, version)),
            (r"/(?:\?.*)?", lambda s, m, q: home(s, q)),
            (r"/([a-z-]+)(?:\?start=\d+)?", lambda s, m, q: listing(s, m[1], q)),
            (r"/[\w/-]*?/(?:\d+-)?([\w-]+)", lambda s, m, q: found(s, m[1])),
        ],
        missing=lambda site: Reply("<html><head><title>404 - Error</title></head><body><h1>404</h1></body></html>", 404),
        **changes,
    )


# ---- Drupal ----


def american(at: datetime) -> str:
    return f"{at:%a, %m/%d/%Y - %H:%M}"


def drupal_article(site: Site, release: Release, version: int, number: int = 0) -> Reply:
    seven = version == 7

    def item(remark: Remark, answers: str) -> str:
        below = f"<div class='indented'>{answers}</div>" if answers else ""
        if seven:
            return (
                f"<div class='comment clearfix'><h3><a>Judul</a></h3><div class='submitted'><span property='dc:date"
                f" dc:created' content='{remark.at.isoformat()}+07:00'>Submitted by <span class='username'>"
                f"{escape(remark.author)}</span> on {american(remark.at)}</span></div><div class='content'><div"
                f" class='field field-name-comment-body'><p>{escape(remark.text)}</p></div></div></div>{below}"
            )
        return (
            f"<article role='article' class='comment js-comment'><footer class='comment__meta'><p class='comment__author'>"
            f"<span>{escape(remark.author)}</span></p><p class='comment__time'>{american(remark.at)}</p></footer><div"
            f" class='comment__content'><h3><a>Judul</a></h3><div class='field field--name-comment-body'><p>"
            f"{escape(remark.text)}</p></div></div></article>{below}"
        )

    tops = [r for r in release.shown if r.answers is None]
    shown = tops[number * COMMENTS_PER_PAGE : (number + 1) * COMMENTS_PER_PAGE]
    thread = "".join(item(t, tree(release.shown, item, release.shown.index(t))) for t in shown)
    last = -(-len(tops) // COMMENTS_PER_PAGE) - 1
    other = [n for n in range(last + 1) if n != number]
    links = "".join(f"<li><a href='{site.path(release)}?page={n}'>{n + 1}</a></li>" for n in other)
    thread += f"<nav class='pager'><ul>{links}</ul></nav>" if other else ""
    tags = "".join(f"<a href='/taxonomy/term/{len(t)}'>{t}</a>" for t in release.tags)
    name = "field-name" if seven else "field--name"
    picture = f"<div class='field {name}-field-image'><img src='/sites/default/files/{release.picture}'></div>"
    file = f"<span class='file'><a href='/sites/default/files/{release.file}'>{release.file}</a></span>"
    content = (
        (picture if release.picture else "") + f"<div class='clearfix field {name}-body'>{release.body}</div>"
        f"<div class='field {name}-field-tags'>{tags}</div><div class='field {name}-field-kategori'><a"
        f" href='/{slug_of(release.category)}'>{release.category}</a></div>" + (file if release.file else "")
    )
    head = f"<link rel='canonical' href='{site.root}{site.path(release)}'>"
    if seven:
        return site.page(
            f"<h1 class='title' id='page-title'>{release.headline}</h1><div id='node-{release.number}' class='node"
            f" node-article clearfix'><div class='meta submitted'><span property='dc:date dc:created'"
            f" content='{release.at.isoformat()}+07:00' rel='sioc:has_creator'>Submitted by <span class='username'>"
            f"{release.author}</span> on {american(release.at)}</span></div><div class='content clearfix'>{content}</div><div"
            f" id='comments' class='comment-wrapper'>{thread}</div></div>",
            head=head, classes="html not-front not-logged-in page-node node-type-article",
        )  # fmt: skip
    when = american(release.at)
    if version > 9:
        when = f"<time datetime='{release.at.isoformat()}+07:00' class='datetime'>{when}</time>"
    return site.page(
        f"<h1 class='title page-title'><span class='field field--name-title'>{release.headline}</span></h1><article"
        f" data-history-node-id='{release.number}' class='node node--type-article node--view-mode-full'><header><div"
        f" class='node__meta'><span>Submitted by <span class='node__author'><span>{release.author}</span></span> on <span"
        f" class='field field--name-created'>{when}</span></span></div></header><div class='node__content'>{content}</div>"
        f"<section id='comments' class='comments'>{thread}</section></article>",
        head=head, classes="path-node page-node-type-article",
    )  # fmt: skip


def drupal_list(site: Site, number: int, category: str | None, path: str) -> Reply:
    items = "".join(
        f"<article class='node node--type-article node--view-mode-teaser node-teaser'><h2 class='node__title'><a"
        f" href='{site.path(r)}' rel='bookmark'>{r.headline}</a></h2></article>"
        for r in site.shown(number + 1, category)
    )
    last = site.pages(category) - 1
    links = "".join(f"<li class='pager__item'><a href='{path}?page={n}'>{n + 1}</a></li>" for n in range(last + 1))
    return site.page(f"<div class='view-content'>{items}</div><nav class='pager'>{links}</nav>", classes="path-frontpage")


def drupal(version: int, **changes) -> Family:
    def listing(site: Site, category: str | None, path: str, query: dict[str, str]) -> Reply | None:
        if category and category not in map(slug_of, site.categories):
            return None
        return drupal_list(site, int(query.get("page", 0)), category, path)

    def found(site: Site, slug: str, query: dict[str, str]) -> Reply | None:
        release = site.release(slug)
        return drupal_article(site, release, version, int(query.get("page", 0))) if release else None

    script = (
        "<script src='/misc/drupal.js?v=7'></script>"
        if version == 7
        else "<script type='application/json' data-drupal-selector='drupal-settings-json'>{}</script>"
    )
    return Family(
        platform="drupal",
        path=lambda r: f"/berita/{r.slug}",
        head=script,
        headers={"X-Generator": f"Drupal {version} (https://www.drupal.org)"},
        menu=lambda site: "<nav class='menu'>"
        + "".join(f"<a href='/{slug_of(c)}'>{c}</a>" for c in site.categories)
        + "<a href='/user/login'>Masuk</a></nav>",
        routes=[
            (r"/(?:\?.*)?", lambda s, m, q: listing(s, None, "/", q)),
            (r"/node(?:\?.*)?", lambda s, m, q: listing(s, None, "/node", q)),
            (r"/rss\.xml", lambda s, m, q: feed(s)),
            (r"/(?:berita|node)/([\w-]+)(?:\?.*)?", lambda s, m, q: found(s, m[1], q)),
            (r"/([a-z-]+)(?:\?.*)?", lambda s, m, q: listing(s, m[1], f"/{m[1]}", q)),
        ],
        missing=lambda site: site.page("<h1 class='page-title'>Page not found</h1>")
        if version == 8
        else Reply("<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>", 404),
        **changes,
    )


# ---- Swarakalibata's other themes ----


def one_column_article(site: Site, release: Release) -> Reply:
    """Return a page of the themes that split the text at ``</p>`` and put "Baca Lainnya" behind the third paragraph."""
    pieces = release.body.split("</p>")
    text = "".join(pieces[:3]) + "</p>"
    if len(pieces) > 4:
        others = "".join(
            f"<li style='padding:0px'><a href='{site.root}/{r.slug}''>{r.headline}</a><a href='#' class='h-comment'>0</a></li>"
            for r in site.releases
            if r.number < release.number - 3
        )
        text += f"<h4>Baca Lainnya : </h4><ul>{others}</ul>" + "".join(pieces[3:])
    picture = f"<img src='/asset/foto_berita/{release.picture}' /></a><br><br>" if release.picture else ""
    if release.caption:
        picture += f"<center><p><i><b>Keterangan Gambar :</b> {release.caption}</i></p></center><br>"
    comments = "".join(
        f"<div class='commment-content'><strong class='user-nick'><a>{escape(r.author)}</a></strong><span"
        f" class='time-stamp'>{r.at.day:02} {SHORT[r.at.month - 1]} {r.at.year}, {r.at:%H:%M:%S} WIB</span><div"
        f" class='comment-text'><p>{escape(r.text)}</p></div></div>"
        for r in release.shown
    )
    tags = "".join(f"<a href='{site.root}/tag/detail/{slug_of(tag)}'>{tag}</a>" for tag in release.tags)
    return site.page(
        f"<div class='full-width'><div class='article-title'><div class='share-block right'></div><h1><b>{release.headline}"
        f"</b> <br><span style='font-size:14px; color:blue'> </span></h1><div class='author'><div class='a-content'><span>By"
        f" <b>{release.author}</b></span><span class='meta'>{release.at.day:02} {SHORT[release.at.month - 1]}"
        f" {release.at.year}, {release.at:%H:%M:%S} WIB <span class='tag'><a href='{site.root}/kategori/detail/"
        f"{slug_of(release.category)}'>{release.category}</a></span></span></div></div></div></div><div class='main-page left'>"
        f"<div class='shortcode-content'><div class='paragraph-row'><div class='column12'>{picture}{text}<hr><div"
        f" class='fb-like'></div> <br><br></div></div></div><div class='article-tags tag-cloud'><strong>TAGS:</strong>{tags}"
        f"</div><ol class='comments'><li>{comments}</li></ol><form id='form_komentar'><input name='a'"
        f" value='{release.number}'></form></div>",
    )


def article_block_list(site: Site, number: int, category: str | None, path: str, step: int) -> Reply:
    items = "".join(
        f"<li><div class='article-content'><h2 class='hidden-xs h2-judul'><a title='{escape(r.headline)}'"
        f" href='{site.root}{site.path(r)}'>{r.headline}</a></h2><span class='meta'><a href='{site.root}/kategori/detail/"
        f"{slug_of(r.category)}'><b>{r.category}</b></a> <a href='{site.root}{site.path(r)}'>{r.at:%H:%M:%S}, {long_day(r.at)}</a>"
        "</span></div></li>"
        for r in site.shown(number, category)
    )
    last = site.pages(category)
    following = f"<a href='{site.root}{path}/{number * PER_PAGE}' data-ci-pagination-page='{number + 1}' rel='next'>&gt;</a>"
    return site.page(
        f"<div class='block-content'><ul class='article-block'>{items}</ul><div class='pagination'><span class='current'>"
        f"{number}</span>{following if number < last else ''}</div></div>"
    )


def swarakalibata(theme: str, below: str = "") -> Family:
    def listing(site: Site, offset: int, category: str | None, path: str) -> Reply | None:
        if category and category not in map(slug_of, site.categories):
            return None
        return article_block_list(site, offset // PER_PAGE + 1, category, path, PER_PAGE)

    def found(site: Site, slug: str) -> Reply | None:
        release = site.release(slug)
        return one_column_article(site, release) if release and not slug.isdecimal() else None

    return Family(
        platform="swarakalibata",
        path=lambda r: f"/{below}{r.slug}",
        head=f"<link rel='stylesheet' href='/template/{theme}/background/style.css'>",
        menu=lambda site: "".join(f"<a href='{site.root}/kategori/detail/{slug_of(c)}'>{c}</a>" for c in site.categories),
        routes=[
            (r"/(?:main)?", lambda s, m, q: article_block_list(s, 1, None, "/berita/index", PER_PAGE)),
            (r"/berita/index(?:/(\d+))?", lambda s, m, q: listing(s, int(m[1] or 0), None, "/berita/index")),
            (r"/kategori/detail/([\w-]+)(?:/(\d+))?",
             lambda s, m, q: listing(s, int(m[2] or 0), m[1], f"/kategori/detail/{m[1]}")),
            (rf"/{below}([\w-]+)", lambda s, m, q: found(s, m[1])),
        ],
        missing=lambda site: redirect("/main", 307),
        nests=False,
        captions=True,
    )  # fmt: skip


FAMILIES: dict[str, Family] = {
    "lokomedia": LOKOMEDIA,
    "swarakalibata-magazine": swarakalibata("phpmu-magazine"),
    "swarakalibata-standar": swarakalibata("phpmu-standar"),
    "swarakalibata-older-routes": swarakalibata("phpmu-standar", "berita/detail/"),
    "popojicms-2-slug": popoji("chingsy", lambda r: f"/berita/{r.slug}", chingsy_article, comment_precision="minute",
                               categories=False),
    "popojicms-2-dated": popoji("chingsy", lambda r: f"/{r.at:%Y/%m/%d}/{r.slug}", chingsy_article,
                                comment_precision="minute", categories=False),
    "popojicms-3": popoji("inews", lambda r: f"/detailpost/{r.slug}", inews_article, comment_precision="day", tags=False),
    "opensid-natra": opensid("Natra", natra_article, has_map=True, files=True),
    "opensid-natra-without-sitemap": opensid("Natra", natra_article, has_map=False, files=True),
    "opensid-palanta": opensid("Palanta", palanta_article, has_map=True, files=True),
    "opensid-esensi": opensid("Esensi", esensi_article, has_map=True, comment_precision="day"),
    "joomla-2": joomla(2, lambda s, r: joomla_article(s, r, 2), lambda r: f"/berita/{r.number}-{r.slug}",
                       precision="minute", comment_precision="minute", tags=False, pictures=False),
    "joomla-3": joomla(3, lambda s, r: joomla_article(s, r, 3), lambda r: f"/berita/{r.number}-{r.slug}",
                       comment_precision="minute", captions=True),
    "joomla-5-without-numbers": joomla(5, lambda s, r: joomla_article(s, r, 5), lambda r: f"/berita/{r.slug}",
                                       comment_precision="minute", captions=True),
    "joomla-k2": joomla(3, k2_article, lambda r: f"/berita/item/{r.number}-{r.slug}", precision="minute",
                        comment_precision="minute", nests=False, captions=True),
    "drupal-7": drupal(7, files=True),
    "drupal-8": drupal(8, files=True, precision="minute", comment_precision="minute"),
    "drupal-10": drupal(10, files=True, comment_precision="minute"),
}  # fmt: skip
