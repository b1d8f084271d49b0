"""A WordPress on loopback: API, feeds, sitemaps and pages of two themes, all rendered from the same posts.

It answers as WordPress 6 does: envelopes and error codes of the API, ``X-WP-TotalPages``, GMT in feeds, body classes,
shortlinks, comment pagination, a redirect from ``/?p=ID``. Drafts, pending and spam comments are in the data only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

from tests.servers import Asked, Reply, ScriptedServer, redirect

JSON = "application/json; charset=UTF-8"
COMMENTS_PER_PAGE = 20
FEED_SIZE = 10


OF_CORE = "next|comment(?!s-area|-list)|children|fn|says|sd-|share|jp-|yarpp|et_pb_"
"""Names that core's walker of comments, its links to pages, and plugins print in every theme."""
BOXES = (
    "<div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Bagikan ini:</h3><ul><li class='share-facebook'>"
    "<a href='https://www.facebook.com/share'><span>Klik untuk membagikan di Facebook</span></a></li></ul></div>"
    "<div id='jp-relatedposts' class='jp-relatedposts'><h3><em>Terkait</em></h3></div><div class='yarpp yarpp-related'>"
    "<h3>Berita terkait:</h3><ol><li><a href='/lain/'>Lain</a> <span>2 Februari 2002</span></li></ol></div>"
    "<div class='et_pb_module et_pb_countdown_timer'><h4>Menuju Hari Jadi</h4><p class='value'>120</p></div><div"
    " class='et_pb_module et_pb_promo'><h2>Punya Aduan?</h2><p>Laporkan melalui SP4N LAPOR.</p></div>"
    "<p class='jumlah'><i></i> Post Views: <b>1.023</b></p>"
)
"""What Jetpack, a plugin for related posts, a page builder and a counter put below the text of a post."""


@dataclass(slots=True)
class Remark:
    """A comment; ``status`` is approved, hold or spam."""

    id: int
    author: str
    text: str
    at: str
    """Site time, ``2024-10-02T10:15:32``."""
    parent: int = 0
    status: str = "approved"


@dataclass(slots=True)
class Post:
    """A post; only ``publish`` is public."""

    id: int
    slug: str
    title: str
    paragraphs: list[str]
    at: str
    category: str = "Berita"
    tags: list[str] = field(default_factory=list)
    author: str = "Humas"
    picture: str | None = None
    caption: str | None = None
    remarks: list[Remark] = field(default_factory=list)
    status: str = "publish"

    @property
    def public_remarks(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.status == "approved"]

    @property
    def content(self) -> str:
        """What ``the_content`` gives, in pages and in the API: the text, and what plugins put below it."""
        return "".join(f"<p>{text}</p>\n" for text in self.paragraphs) + BOXES


@dataclass(slots=True)
class WordPress:
    """The site: posts, theme, permalinks (date, name or plain), and what is switched on."""

    posts: list[Post]
    theme: str = "classic"
    """classic, block, or renamed: classic with names of its own for all that core and plugins do not print."""
    permalinks: str = "date"
    offset: int = 7
    api: bool = True
    api_repeats: bool = False
    """Whether the list of posts is the same whatever page is asked for."""
    feed: bool = True
    feed_paged: bool = True
    """Whether a feed has pages; a cache that leaves their number out gives the first one for all."""
    feeds_lead_home: bool = False
    """Whether the addresses of feeds lead to the home page, as plugins that switch feeds off do."""
    next_linked: bool = True
    """Whether a list links to its next page: themes with a button to load more do not."""
    magazine: bool = False
    """Whether the home page shows but the newest, and leads to categories, whose pages show all."""
    walker: str = "core"
    """core, own: a theme that prints the thread itself, and links to the neighbours of its pages alone; or wpdiscuz."""
    sitemap: str | None = "core"
    """core, yoast or None."""
    root: str = ""
    """Address, once it is served."""

    def serve(self) -> ScriptedServer:
        """Return a server of the site, to be entered."""
        server = ScriptedServer({"*": self.answer})
        self.root = server.base_url
        return server

    @property
    def public(self) -> list[Post]:
        return sorted((p for p in self.posts if p.status == "publish"), key=lambda p: (p.at, p.id), reverse=True)

    def link(self, post: Post) -> str:
        """Return the permalink."""
        if self.permalinks == "plain":
            return f"{self.root}/?p={post.id}"
        day = post.at[:10].replace("-", "/") + "/" if self.permalinks == "date" else ""
        return f"{self.root}/{day}{post.slug}/"

    def gmt(self, at: str) -> str:
        return (datetime.fromisoformat(at) - timedelta(hours=self.offset)).isoformat()

    def stated(self, at: str) -> str:
        return f"{at}+{self.offset:02}:00"

    # ---- answers ----

    def answer(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /wp-admin/\n", content_type="text/plain")
        if path.startswith("/wp-json/") and self.permalinks != "plain":
            return self.api_answer(path[len("/wp-json") :], query)
        if "rest_route" in query:
            return self.api_answer(query["rest_route"], query)
        if (path.rstrip("/") == "/feed" and self.permalinks != "plain") or query.get("feed"):
            if self.feeds_lead_home:
                return redirect("/", 301)
            if query.get("feed") and self.permalinks != "plain":
                return redirect("/feed/", 301)
            return self.feed_answer(int(query.get("paged", 1)) if self.feed_paged else 1)
        if path.endswith(".xml"):
            return self.sitemap_answer(path)
        if self.permalinks == "plain" and path != "/":  # any path is the home page; what looks like none gets its slash
            return Reply(self.home(1)) if path.endswith("/") else redirect(f"{path}/?{parts.query}", 301)
        if "p" in query and (post := next((p for p in self.public if str(p.id) == query["p"]), None)):
            if self.permalinks != "plain":
                return redirect(self.link(post), 301)
            return Reply(self.page(post, int(query.get("cpage", 0))))
        return self.page_answer(path, query)

    def page_answer(self, path: str, query: dict[str, str]) -> Reply:
        base, _, cpage = path.partition("comment-page-")
        for post in self.public if "p" not in query else []:
            if urlsplit(self.link(post)).path == base and self.permalinks != "plain":
                return Reply(self.page(post, int(cpage.strip("/") or 0)))
        if self.magazine and (category := self.category_of(path, query)):
            return self.category_answer(category, path, query)
        number = int(query.get("paged", path.strip("/").removeprefix("page/") if path.startswith("/page/") else 1))
        is_list = (path == "/" and "p" not in query) or path.startswith("/page/")
        if is_list and self.public[(number - 1) * 10 :] and not (self.magazine and number > 1):
            return Reply(self.home(number))
        return Reply(self.frame("Halaman tidak ditemukan", "error404", "<h1>Halaman tidak ditemukan</h1>"), status=404)

    # ---- the lists of a magazine ----

    def categories(self) -> dict[str, str]:
        """Return the address of each category's list."""
        names = sorted({post.category for post in self.public})
        if self.permalinks == "plain":
            return {name: f"{self.root}/?cat={number}" for number, name in enumerate(names, start=1)}
        return {name: self.term("category", name)["link"] for name in names}

    def category_of(self, path: str, query: dict[str, str]) -> str | None:
        asked = f"{self.root}/?cat={query['cat']}" if "cat" in query else f"{self.root}{path.partition('page/')[0]}"
        return next((name for name, address in self.categories().items() if address == asked), None)

    def category_answer(self, name: str, path: str, query: dict[str, str]) -> Reply:
        number = int(query.get("paged") or path.partition("/page/")[2].strip("/") or 1)
        posts = [post for post in self.public if post.category == name]
        shown, left = posts[(number - 1) * 2 : number * 2], posts[number * 2 :]
        if not shown:
            return Reply(self.frame("Halaman tidak ditemukan", "error404", ""), status=404)
        items = "".join(
            f"<div class='kartu'><a href='{escape(self.link(p))}'><img src='/x.jpg'></a><h3>"
            f"<a href='{escape(self.link(p))}'>{p.title}</a></h3><span>{p.at[:10]}</span></div>"
            for p in shown
        )
        base = self.categories()[name]
        more = f"{base}&paged={number + 1}" if "?" in base else f"{base}page/{number + 1}/"
        following = f"<div class='muat' data-next-page='{escape(more)}'></div><a href='{escape(more)}'>{number + 1}</a>"
        return Reply(self.frame(name, "archive category", items + (following if left else "")))

    # ---- the API ----

    def api_answer(self, route: str, query: dict[str, str]) -> Reply:
        if not self.api:
            return Reply(json.dumps({"code": "rest_disabled", "data": {"status": 401}}), 401, content_type=JSON)
        page, size = int(query.get("page", 1)), int(query.get("per_page", 10))
        fields = query.get("_fields", "").split(",")
        if route == "/wp/v2/posts" and self.api_repeats:
            headers = {"X-WP-Total": "900", "X-WP-TotalPages": "9"}
            shown = [only(self.record(post), fields) for post in self.public]
            return Reply(json.dumps(shown), headers=headers, content_type=JSON)
        if route == "/wp/v2/posts":
            return self.listed([self.record(post) for post in self.public], page, size, fields, "post")
        if route == "/wp/v2/comments":
            post = next((p for p in self.public if str(p.id) == query.get("post")), None)
            rows = [self.reply(post, remark, "view") for remark in post.public_remarks] if post else []
            return self.listed(rows, page, size, fields, "comment")
        number = route.rpartition("/")[2]
        post = next((p for p in self.public if str(p.id) == number), None)
        if route.startswith("/wp/v2/posts/") and post is not None:
            record = self.record(post) | ({"_embedded": self.embedded(post)} if "_embed" in query else {})
            return Reply(json.dumps(only(record, fields)), content_type=JSON)
        code = "rest_post_invalid_id" if route.startswith("/wp/v2/posts/") else "rest_no_route"
        return Reply(json.dumps({"code": code, "message": "x", "data": {"status": 404}}), 404, content_type=JSON)

    def listed(self, rows: list[dict], page: int, size: int, fields: list[str], kind: str) -> Reply:
        pages = -(-len(rows) // size)
        if page > max(pages, 1):
            return Reply(json.dumps({"code": f"rest_{kind}_invalid_page_number"}), 400, content_type=JSON)
        shown = [only(row, fields) for row in rows[(page - 1) * size : page * size]]
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        return Reply(json.dumps(shown), headers=headers, content_type=JSON)

    def record(self, post: Post) -> dict[str, Any]:
        return {
            "id": post.id, "guid": {"rendered": f"{self.root}/?p={post.id}"}, "link": self.link(post),
            "slug": post.slug,
            "date": post.at, "date_gmt": self.gmt(post.at), "modified": post.at, "modified_gmt": self.gmt(post.at),
            "title": {"rendered": post.title}, "content": {"rendered": post.content, "protected": False},
            "author": 1, "featured_media": 9, "_links": {"self": [{"href": "x"}]},
        }  # fmt: skip

    def embedded(self, post: Post) -> dict[str, Any]:
        found: dict[str, Any] = {"author": [{"id": 1, "name": post.author}]}
        terms = [[("category", post.category)], [("post_tag", tag) for tag in post.tags]]
        found["wp:term"] = [[self.term(*pair) for pair in group] for group in terms]
        if post.picture:
            found["wp:featuredmedia"] = [
                {"source_url": post.picture, "alt_text": "", "caption": {"rendered": f"<p>{post.caption or ''}</p>"}}
            ]
        newest = sorted(post.public_remarks, key=lambda r: r.at, reverse=True)[:10]
        if newest:
            found["replies"] = [[self.reply(post, remark, "embed") for remark in newest]]
        return found

    def term(self, taxonomy: str, name: str) -> dict[str, str]:
        part = "category" if taxonomy == "category" else "tag"
        link = f"{self.root}/{part}/{name.lower().replace(' ', '-')}/"
        return {"name": escape(name), "taxonomy": taxonomy, "link": link}

    def reply(self, post: Post, remark: Remark, context: str) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": remark.id, "parent": remark.parent, "author_name": escape(remark.author), "date": remark.at,
            "content": {"rendered": f"<p>{escape(remark.text)}</p>\n"}, "type": "comment",
        }  # fmt: skip
        return row | ({"post": post.id, "date_gmt": self.gmt(remark.at)} if context == "view" else {})

    # ---- feeds and sitemaps ----

    def feed_answer(self, paged: int) -> Reply:
        shown = self.public[(paged - 1) * FEED_SIZE : paged * FEED_SIZE]
        if not self.feed or not shown:
            return Reply(self.frame("Halaman tidak ditemukan", "error404", ""), status=404)
        items = "".join(
            f"<item><title>{post.title}</title><link>{escape(self.link(post))}</link>"
            f"<pubDate>{datetime.fromisoformat(self.gmt(post.at)):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f'<guid isPermaLink="false">{self.root}/?p={post.id}</guid></item>'
            for post in shown
        )
        text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><link>{self.root}</link>{items}'
        return Reply(text + "</channel></rss>", content_type="application/rss+xml; charset=UTF-8")

    def sitemap_answer(self, path: str) -> Reply:
        index = {"core": "/wp-sitemap.xml", "yoast": "/sitemap_index.xml"}.get(self.sitemap or "")
        maps = {"core": "/wp-sitemap-posts-post-1.xml", "yoast": "/post-sitemap.xml"}.get(self.sitemap or "")
        if path == index:
            others = f"<sitemap><loc>{self.root}/wp-sitemap-posts-page-1.xml</loc></sitemap>"
            body = f"<sitemapindex><sitemap><loc>{self.root}{maps}</loc></sitemap>{others}</sitemapindex>"
        elif path == maps:
            body = "".join(f"<url><loc>{escape(self.link(post))}</loc></url>" for post in self.public)
            body = f"<urlset>{body}</urlset>"
        else:
            return Reply(self.frame("Halaman tidak ditemukan", "error404", ""), status=404)
        return Reply(f'<?xml version="1.0" encoding="UTF-8"?>{body}', content_type="application/xml; charset=UTF-8")

    # ---- pages ----

    def frame(self, title: str, classes: str, main: str, head: str = "") -> str:
        newest = "".join(f"<li><a href='{escape(self.link(p))}'>{p.title}</a></li>" for p in self.public[:3])
        clock = "<div class='clock'><time datetime='2026-11-23T09:00:00+07:00'>Senin, 23 November 2026</time></div>"
        menu = "".join(f"<li><a href='{escape(link)}'>{name}</a></li>" for name, link in self.categories().items())
        menu = f"<nav><ul>{menu}</ul></nav>" if self.magazine else ""
        aside = (
            f"<aside class='widget-area'><section class='widget'><h2>Terbaru</h2><ul>{newest}</ul>"
            "<time class='entry-date published' datetime='2001-01-01T00:00:00+07:00'>1 Januari 2001</time></section>"
            "</aside>"
        )
        if self.theme == "renamed":
            names = rf"(?<=\s)(?:class|id)='(?!{OF_CORE})(.*?)'"
            main = re.sub(names, lambda match: f"class='k{crc32(match[1].encode()):x}'", main)
        return (
            f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body class='{classes}'>"
            f"<header class='site-header'>{clock}<p class='site-title'><a href='/'>Pemerintah</a></p>{menu}</header>"
            f"{self.ticker()}"
            f"<main>{main}</main>{aside}<footer><p>Hak cipta</p></footer></body></html>"
        )

    def ticker(self) -> str:
        """Return what themes of newspapers print above every page: entries in the very names of core."""
        when = "<time class='entry-date published' datetime='2003-03-0{}T00:00:00+07:00'>{} Maret 2003</time>"
        linked = f"<a href='/ticker/satu/' rel='bookmark'>{when.format(1, 1)}</a>"
        with_heading = (
            f"<li><h2 class='post-title'><a href='/ticker/satu/'>Kabar Pertama</a></h2><span class='posted-on'>{linked}"
            "</span><span class='cat-links'><a href='/category/salah/' rel='category tag'>Salah</a></span><span"
            " class='author vcard'>Bukan Penulis</span></li>"
        )
        bare = "".join(
            f"<li><a href='/ticker/{n}/'>Kabar Nomor {n}</a><span class='posted-on'>{when.format(n, n)}</span></li>"
            for n in (2, 3)
        )
        return f"<div class='ticker-news'><ul>{with_heading}</ul><ul>{bare}</ul></div>"

    def home(self, number: int) -> str:
        shown = self.public[(number - 1) * 10 : number * 10][: 3 if self.magazine else None]
        title = "wp-block-post-title" if self.theme == "block" else "entry-title"
        items = "".join(
            f"<article id='post-{p.id}' class='post-{p.id} post'><h2 class='{title}'><a href='{escape(self.link(p))}'>"
            f"{p.title}</a></h2><time class='entry-date published' datetime='{self.stated(p.at)}'>x</time></article>"
            for p in shown
        )
        more = f"/?paged={number + 1}" if self.permalinks == "plain" else f"/page/{number + 1}/"
        linked = self.next_linked and not self.magazine and self.public[number * 10 :]
        following = f"<a class='next page-numbers' href='{more}'>Next</a>" if linked else ""
        return self.frame("Beranda", "home blog", items + following)

    def page(self, post: Post, cpage: int = 0) -> str:
        tops = sum(not remark.parent for remark in post.public_remarks)
        paged = self.theme == "block" and tops > COMMENTS_PER_PAGE
        last = self.comment_page(post, cpage or -(-tops // COMMENTS_PER_PAGE))
        canonical = f"{last}#comments" if paged else escape(self.link(post))
        head = f"<link rel='canonical' href='{canonical}'>"
        head += f"<link rel='shortlink' href='{self.root}/?p={post.id}'>"
        classes = f"wp-singular post-template-default single single-post postid-{post.id} single-format-standard"
        main = self.block(post, cpage) if self.theme == "block" else self.classic(post, cpage)
        return self.frame(post.title, classes, main, head)

    def links_of(self, taxonomy: str, names: list[str]) -> str:
        terms = [self.term(taxonomy, name) for name in names]
        rel = "category tag" if taxonomy == "category" else "tag"
        return ", ".join(f"<a href='{term['link']}' rel='{rel}'>{term['name']}</a>" for term in terms)

    def classic(self, post: Post, cpage: int) -> str:
        caption = f"<figcaption>{post.caption}</figcaption>" if post.caption else ""
        picture = (
            f"<figure class='post-thumbnail'><img class='wp-post-image' src='{post.picture}'>{caption}</figure>"
            if post.picture
            else ""
        )
        return (
            f"<article id='post-{post.id}' class='post-{post.id} post type-post'><header class='entry-header'>"
            f"<h1 class='entry-title'>{post.title}</h1><div class='entry-meta'><span class='posted-on'><time"
            f" class='entry-date published updated' datetime='{self.stated(post.at)}'>{post.at[:10]}</time></span>"
            f"<span class='byline'><span class='author vcard'><a class='url fn n' href='/author/x/'>{post.author}</a>"
            f"</span></span></div></header>{picture}<div class='entry-content'>{post.content}"
            f"<p class='tags-links'>Tags: {self.links_of('post_tag', post.tags)}</p></div>"
            f"<footer class='entry-footer'><span class='cat-links'>{self.links_of('category', [post.category])}</span>"
            "</footer></article>"
            f"<div id='comments' class='comments-area'>{self.thread(post, cpage)}<div id='respond'"
            " class='comment-respond'><h3>Tinggalkan Balasan</h3></div></div>"
        )

    def block(self, post: Post, cpage: int) -> str:
        picture = f"<figure class='wp-block-post-featured-image'><img src='{post.picture}'>" if post.picture else ""
        picture += f"<figcaption>{post.caption}</figcaption></figure>" if post.picture and post.caption else ""
        picture += "</figure>" if post.picture and not post.caption else ""
        return (
            f"<h1 class='wp-block-post-title'>{post.title}</h1><div class='wp-block-post-date'><time"
            f" datetime='{self.stated(post.at)}'>{post.at[:10]}</time></div><p class='wp-block-post-author-name'>"
            f"{post.author}</p><div class='taxonomy-category wp-block-post-terms'>"
            f"{self.links_of('category', [post.category])}</div>{picture}<div class='entry-content"
            f" wp-block-post-content'>{post.content}</div><div class='taxonomy-post_tag wp-block-post-terms'>"
            f"{self.links_of('post_tag', post.tags)}</div><div class='wp-block-comments'>"
            f"{self.thread(post, cpage)}</div><div class='wp-block-query'><ul class='wp-block-post-template'>"
            "<li class='wp-block-post'><h2 class='wp-block-post-title'><a href='/lain/'>Lain</a></h2>"
            "<div class='wp-block-post-date'><time"
            " datetime='2002-02-02T00:00:00+07:00'>2 Februari 2002</time></div></li></ul></div>"
        )

    def thread(self, post: Post, cpage: int) -> str:
        tops = [remark for remark in post.public_remarks if not remark.parent]
        pages = -(-len(tops) // COMMENTS_PER_PAGE) or 1
        number = cpage or pages
        shown = tops[(number - 1) * COMMENTS_PER_PAGE : number * COMMENTS_PER_PAGE]
        items = "".join(self.item(post, remark) for remark in shown)
        name = "wp-block-comment-template" if self.theme == "block" else "comment-list"
        if self.walker == "wpdiscuz":  # it has all on one page
            return f"<div class='wpd-thread-list'>{''.join(self.item(post, remark) for remark in tops)}</div>"
        other = "".join(
            f"<a href='{self.comment_page(post, each)}#comments'>{each}</a>"
            for each in range(1, pages + 1)
            if each != number and (self.walker == "core" or (abs(each - number) == 1 and each != pages))
        )
        return f"<ol class='{name}'>{items}</ol><nav class='navigation comment-navigation'>{other}</nav>"

    def comment_page(self, post: Post, number: int) -> str:
        link = escape(self.link(post))
        return f"{link}&amp;cpage={number}" if self.permalinks == "plain" else f"{link}comment-page-{number}/"

    def item(self, post: Post, remark: Remark) -> str:
        answers = "".join(self.item(post, other) for other in post.public_remarks if other.parent == remark.id)
        when = f"<a href='#comment-{remark.id}'><time datetime='{self.stated(remark.at)}'>{remark.at}</time></a>"
        author, text = escape(remark.author), escape(remark.text)
        if self.theme == "block":
            below = f"<ol>{answers.replace('<li>', '<li class=comment>')}</ol>" if answers else ""
            return (
                f"<li class='comment'><div class='wp-block-comment-author-name'>{author}</div><div"
                f" class='wp-block-comment-date'>{when}</div><div class='wp-block-comment-content'><p>{text}</p></div>"
                f"{below}</li>"
            )
        below = f"<ol class='children'>{answers}</ol>" if answers else ""
        if self.walker == "wpdiscuz":
            at = datetime.fromisoformat(remark.at)
            when = f"title='{at.day} Oktober {at:%Y %H:%M}'"
            return (
                f"<div id='wpd-comm-{remark.id}_0' class='comment even depth-1 wpd-comment'>"
                "<div class='wpd-comment-wrap'><div class='wpd-comment-left'><img src='/a.png'></div>"
                "<div class='wpd-comment-right'><div class='wpd-comment-header'>"
                f"<div class='wpd-comment-author'> {author} </div><div class='wpd-comment-date' {when}><i></i> 5 tahun"
                f" lalu</div></div><div class='wpd-comment-text'><p>{text}</p></div><div class='wpd-comment-footer'>"
                f"<span>Balas</span></div></div></div>{answers}</div>"
            )
        if self.walker == "own":
            at = datetime.fromisoformat(remark.at)
            return (
                f"<li id='li-comment-{remark.id}' class='comment depth-1'><article class='comment'><header"
                f" class='comment-meta vcard'><div class='comment-author-link'><i class='fa'></i>{author}</div><div"
                f" class='comment-date-time'><i></i>{at.day} Oktober {at:%Y} pada {at:%H:%M}</div><a href='#'>"
                f"Permalink</a></header><section class='comment-content'><p>{text}</p><a href='#respond'>Balas</a>"
                f"</section></article>{below}</li>"
            )
        return (
            f"<li id='comment-{remark.id}' class='comment depth-1'><article class='comment-body'><footer"
            f" class='comment-meta'><div class='comment-author vcard'><img src='https://secure.gravatar.com/avatar/x'>"
            f"<b class='fn'>{author}</b> <span class='says'>berkata:</span></div><div class='comment-metadata'>{when}"
            f"</div></footer><div class='comment-content'><p>{text}</p></div></article>{below}</li>"
        )


def only(record: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return the wanted fields, as ``_fields`` does."""
    return {name: value for name, value in record.items() if fields == [""] or name in fields}
