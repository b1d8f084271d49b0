"""Addresses with a slash too many: of which site they are, which release they name, and that they are fetched once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from html import escape

import pytest

from crawler.addresses import SiteAddresses
from crawler.feeds import read_feed
from crawler.platforms.slug import SlugSpider
from crawler.platforms.wordpress_addresses import key_of as wordpress_key
from crawler.structure.hrefs import join
from pipelines.scored import score_sites
from tests import family_spiders
from tests.generic_server import Variant, releases
from tests.servers import Asked
from tests.test_generic import expected, found, rows, run
from tests.test_score import write

PAGE = "https://contoh.go.id/umpan.xml"


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("//berita/x/", "/berita/x/"),
        ("//berita", "/berita"),
        ("///berita//x?a=//b", "/berita//x?a=//b"),
        ("//panen-raya_2024", "/panen-raya_2024"),
        ("//index.php/berita/detail/12", "/index.php/berita/detail/12"),
        ("//artikel.php?id=3", "/artikel.php?id=3"),
        ("//baca.html#isi", "/baca.html"),
        ("https://contoh.go.id/a//b", "/a//b"),
        ("https://contoh.go.id//berita/x/", "//berita/x/"),
        ("//contoh.go.id/berita/x", "/berita/x"),
    ],
)
def test_a_folder_behind_two_slashes_is_a_path_of_the_site_and_else_an_address_stays_as_printed(href, path):
    assert SiteAddresses("https://contoh.go.id/").resolve(PAGE, href) == f"https://contoh.go.id{path}"
    assert join(PAGE, href).partition("#")[0] == f"https://contoh.go.id{path}"


@pytest.mark.parametrize(
    ("page", "href"),
    [
        (PAGE, "//cdn.example.com/berita/x"),
        (PAGE, "//berita.contoh.go.id/x"),
        (PAGE, "//berita:8080/x"),
        (PAGE, "//humas@berita/x"),
        (PAGE, "//localhost/x"),
        (PAGE, "//[::1]/x"),
        (PAGE, "//php.net/x"),
        ("http://portal/umpan.xml", "//berita/x"),
        ("http://portal:8080/umpan.xml", "//index.php/x"),
    ],
)
def test_what_may_be_a_host_stays_one(page, href):
    scheme = page.partition(":")[0]
    assert SiteAddresses("https://contoh.go.id/").resolve(page, href) == f"{scheme}:{href}"
    assert join(page, href) == f"{scheme}:{href}"


def test_a_feed_that_names_a_base_leads_into_it():
    entry = "<entry><title>x</title><link href='{}'/></entry>"
    links = "//berita/x", "//cdn.example.com/x", "//index.php/berita/3"
    text = f"<feed xml:base='{PAGE}'>{''.join(map(entry.format, links))}</feed>"
    urls = [each.url for each in read_feed(text.encode()).entries]
    assert urls == [
        "https://contoh.go.id/berita/x", "https://cdn.example.com/x", "https://contoh.go.id/index.php/berita/3",
    ]  # fmt: skip


class Declared(SlugSpider):
    """A site whose addresses are declared."""

    name = "uji-pola"
    region = "35.06"
    site_name = "Uji"
    home_url = "https://pola.example/"
    articles = "/berita/detail/{id}[/{slug}]"


@pytest.mark.parametrize(
    ("kind", "paths", "other"),
    [
        (family_spiders.SwarakalibataSite, ("/berita/detail/panen", "/berita//detail/panen", "//panen"), "/padi"),
        (family_spiders.LokomediaSite, ("/berita-panen-raya.html", "//berita-panen-raya.html"), "/berita-padi.html"),
        (family_spiders.PopojiSite, ("/detailpost/panen-raya", "//detailpost//panen-raya"), "/detailpost/padi"),
        (family_spiders.OpenSidSite, ("/artikel/2024/5/6/panen", "//artikel/2024//5/6/panen"), "/artikel/8"),
        (family_spiders.JoomlaSite, ("/berita/12-panen-raya", "//berita//12-panen-raya"), "/berita/13-padi"),
        (family_spiders.DrupalSite, ("/berita/panen-raya", "//berita//panen-raya"), "/berita/padi"),
        (Declared, ("/berita/detail/12/panen", "//berita/detail//12/panen"), "/berita/detail/13/panen"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)  # fmt: skip
def test_a_doubled_slash_makes_no_other_release(kind, paths, other):
    spider = kind()
    root = spider.home_url.rstrip("/")
    keys = {spider.key_of(f"{root}{path}") for path in paths}
    assert len(keys) == 1 and None not in keys
    assert spider.key_of(f"{root}{other}") not in keys


def test_a_doubled_slash_makes_no_other_post():
    addresses = SiteAddresses("https://contoh.go.id/")
    forms = "/2024/05/panen/", "//2024/05//panen/", "//panen"
    assert {wordpress_key(addresses.rest_of(f"https://contoh.go.id{form}") or "", "") for form in forms} == {"panen"}


@dataclass
class Sloppy(Variant):
    """A site whose feed and lists print slashes too many, and whose server passes over them."""

    listed: str = "{path}"
    fed: str = "{base}/{path}"

    def answer(self, asked: Asked):
        path, mark, query = asked.path.partition("?")
        plain = f"/{'/'.join(filter(None, path.split('/')))}{mark}{query}"
        return super().answer(Asked(asked.method, plain, asked.headers))

    def entries(self, rows):
        made = super().entries(rows)
        for r in rows:
            made = made.replace(f"'{self.path(r)}'", f"'{escape(self.listed.format(path=self.path(r)))}'")
        return made

    def feed_text(self):
        text = super().feed_text()
        for r in self.releases:
            whole = f"{self.base}{self.path(r)}<"
            text = text.replace(whole, self.fed.format(path=self.path(r), base=self.base) + "<")
        return text


DRESSES = {
    "feed, whole": Sloppy("section-slug", feed="rss"),
    "feed, without a host": Sloppy("section-slug", feed="rss", lists=False, fed="/{path}"),
    "lists, without a host": Sloppy("section-id-slug", "path", "list", listed="/{path}"),
    "both, each in its own way": Sloppy("index.php", "path", "table", feed="rss", listed="/{path}"),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_each_release_is_archived_once_and_fetched_once(tmp_path, made_up_sites, dress):
    site, path = DRESSES[dress], tmp_path / "archive.db"
    site.releases = releases(8)
    site.canonical = None
    report, _ = run(path, site, at="2024-10-21T00:00:00Z")
    assert report.walk_complete and found(path) == expected(site)
    twice = (
        "SELECT a.key FROM articles a JOIN article_urls u ON u.article = a.id"
        " JOIN captures c ON c.url = u.url AND c.kind = 'article' GROUP BY a.id HAVING count(*) > 1"
    )
    assert rows(path, twice) == []
    with closing(sqlite3.connect(path)) as connection:
        truth = write(tmp_path / "truth.jsonl", [{"path": site.path(r), "headline": r.title} for r in site.releases])
        score = score_sites(connection, truth, "contoh_umum", complete=True)["contoh_umum"]
    assert (score.covered, score.invented) == (8, [])
