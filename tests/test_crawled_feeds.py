"""Feeds as they really come, each in a crawl of a site that shows its releases nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.run import CrawlOptions, crawl
from tests.generic_server import MONTHS, Release, releases
from tests.servers import Asked, Reply, ScriptedServer

pytestmark = pytest.mark.usefixtures("made_up_sites")
PER_PAGE = 5
DAYS = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()


@dataclass
class FeedOnly:
    """A site whose home page names its feed and shows nothing; its releases print no date."""

    write: Callable[[list[Release], FeedOnly, int], str | bytes]
    content_type: str = "application/rss+xml; charset=utf-8"
    paged: str = ""
    """Parameter that numbers the feed's pages, if any."""
    base: str = ""

    def __post_init__(self) -> None:
        self.releases = releases(13)
        for number, release in enumerate(self.releases):
            release.title += " & “Kampung” – dua" if number % 2 else ""

    def serve(self) -> ScriptedServer:
        server = ScriptedServer({"*": self.answer})
        self.base = server.base_url
        return server

    def answer(self, asked: Asked) -> Reply:
        path, query = urlsplit(asked.path).path, parse_qs(urlsplit(asked.path).query)
        if path == "/robots.txt":
            return Reply("User-agent: *\n", content_type="text/plain")
        if path == "/":
            named = "<link rel='alternate' type='application/rss+xml' href='/umpan.xml?lang=id'>"
            return Reply(f"<title>Situs</title>{named}")
        if path == "/umpan.xml":
            number = int(query.get(self.paged, ["1"])[0]) if self.paged else 1
            rows = self.releases[(number - 1) * PER_PAGE : number * PER_PAGE] if self.paged else self.releases
            if not rows:
                return Reply("none", 404)
            return Reply(self.write(rows, self, number), content_type=self.content_type)
        release = next((r for r in self.releases if path == f"/berita/{r.slug}"), None)
        if release is None:
            return Reply("<h1>Halaman tidak ditemukan</h1>", 404)
        text = "".join(f"<p>{text}</p>" for text in release.paragraphs)
        title = escape(release.title)
        return Reply(f"<meta charset=utf-8><title>{title}</title><h1>{title}</h1><div>{text}</div>")


def link(site: FeedOnly, r: Release) -> str:
    return f"{site.base}/berita/{r.slug}"


def rss(item: Callable[[FeedOnly, Release], str], head: str = "<?xml version='1.0' encoding='UTF-8'?>"):
    def write(rows, site, number):
        return f"{head}<rss version='2.0'><channel>{''.join(item(site, r) for r in rows)}</channel></rss>"

    return write


def plain(site: FeedOnly, r: Release, date: str | None = None, title: str | None = None) -> str:
    date = date or f"{DAYS[r.day.weekday()]}, {r.day.day:02} {MONTHS[r.day.month - 1]} {r.day.year} 10:15 WIB"
    title = title or escape(r.title)
    return f"<item><title>{title}</title><link>{link(site, r)}</link><pubDate>{date}</pubDate></item>"


def encoded(write, charset: str):
    return lambda rows, site, number: write(rows, site, number).encode(charset, "replace")


def markup(site: FeedOnly, r: Release) -> str:
    """HTML that nobody has escaped, with names and signs that XML does not know."""
    body = "".join(f"<p>{text} &nbsp;&copy; A & B <br> <img src=x.jpg></p>" for text in r.paragraphs)
    return plain(site, r, title=f"<b>{r.title}</b>").replace("</item>", f"<description>{body}</description></item>")


def atom(rows, site, number, prefix: str = "", following: bool = False) -> str:
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns{':' + prefix if prefix else ''}='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'"
    entries = "".join(
        f"<{p}entry><{p}title type='html'>{escape(escape(r.title))}</{p}title><media:title>Gambar</media:title>"
        f"<media:content url='{site.base}/x.jpg'><media:title>Foto</media:title></media:content>"
        f"<{p}link rel='replies' href='{site.base}/komentar'/><{p}link href='{link(site, r)}'/>"
        f"<{p}published>{r.day}T10:15:00+07:00</{p}published><{p}updated>2026-01-01T00:00:00Z</{p}updated></{p}entry>"
        for r in rows
    )
    more = f"<{p}link rel='next' href='/umpan.xml?lang=id&amp;halaman={number + 1}'/>" if following else ""
    return f"<{p}feed {name}><{p}link rel='self' href='{site.base}/umpan.xml'/>{more}{entries}</{p}feed>"


def rdf(rows, site, number) -> str:
    items = "".join(
        f"<item rdf:about='{link(site, r)}'><title>{escape(r.title)}</title><link>{link(site, r)}</link>"
        f"<dc:date>{r.day}T10:15:00+07:00</dc:date><dc:creator>Humas</dc:creator></item>"
        for r in rows
    )
    return (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        f" xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Situs</title></channel>{items}</rdf:RDF>"
    )


NOTICE = "<br />\n<b>Notice</b>: Undefined variable $x in <b>/var/www/rss.php</b> on line <b>3</b><br />\n"
FORMS = {
    "Indonesian dates": FeedOnly(rss(plain)),
    "dates of PHP": FeedOnly(rss(lambda s, r: plain(s, r, f"{r.day} 10:15:00"))),
    "a wrong weekday": FeedOnly(rss(lambda s, r: plain(s, r, f"{r.day:Sun, %d %b %Y 10:15:00 +0700}"))),
    "short dates": FeedOnly(rss(lambda s, r: plain(s, r, f"{r.day.day} {MONTHS[r.day.month - 1][:3]} {r.day.year}"))),
    "HTML in XML": FeedOnly(rss(markup)),
    "windows-1252 that says UTF-8": FeedOnly(encoded(rss(plain), "cp1252")),
    "UTF-8 that says ISO-8859-1": FeedOnly(rss(plain, "<?xml version='1.0' encoding='ISO-8859-1'?>"), "text/xml"),
    "UTF-16": FeedOnly(encoded(rss(plain, "<?xml version='1.0' encoding='UTF-16'?>"), "utf-16"), "text/xml"),
    "a mark and lines before it": FeedOnly(rss(plain, "\ufeff\n\n<?xml version='1.0'?>"), "text/html"),
    "a notice before it": FeedOnly(rss(plain, NOTICE + "<?xml version='1.0'?>"), "text/html; charset=utf-8"),
    "no end": FeedOnly(lambda rows, site, n: rss(plain)(rows, site, n)[: -len("</channel></rss>")]),
    "Atom": FeedOnly(atom, "application/atom+xml"),
    "Atom with a prefix": FeedOnly(lambda rows, site, n: atom(rows, site, n, prefix="a"), "text/xml"),
    "RDF": FeedOnly(rdf, "text/xml"),
    "pages that it names": FeedOnly(lambda rows, site, n: atom(rows, site, n, following=True), paged="halaman"),
    "pages that nobody names": FeedOnly(rss(plain), paged="page"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_release_that_a_feed_shows_is_found_and_dated_by_it(tmp_path: Path, form: str):
    site, path = FORMS[form], tmp_path / "archive.db"
    with site.serve() as server:
        (report,) = crawl(["contoh_umum"], CrawlOptions(archive=path, base_url=server.base_url))
        first = server.hits.total()
        (again,) = crawl(["contoh_umum"], CrawlOptions(archive=path, base_url=server.base_url))
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT s.text, substr(min(s.published_at), 1, 10) FROM articles a JOIN sightings s ON s.article = a.id"
            " WHERE s.block = 'feed' GROUP BY a.id ORDER BY 1"
        ).fetchall()
        bounded = connection.execute("SELECT count(*) FROM articles WHERE published_before IS NOT NULL").fetchone()
    assert found == sorted((r.title, r.day.isoformat()) for r in site.releases), (report.outcomes, report.reasons)
    assert bounded == (len(site.releases),) and report.reason == again.reason == "finished"
    assert server.hits.total() - first < 8, "the second run asks for the feed and not for its pages"
    assert not again.outcomes["new"] and not again.outcomes["changed"]
