"""Crawls of sites of no known CMS: every release found, each once, and nothing that is none."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from cli.summary import exit_code
from crawler.replay import Replayer
from crawler.run import CrawlOptions, crawl
from pipelines.contents import archive_digest
from pipelines.reparse import reparse
from tests.generic_server import Release, Variant, releases

HOME = "https://contoh.go.id"
SITE = "contoh_umum"


@pytest.fixture(autouse=True, scope="module")
def made_up_sites():
    """Let the crawl know the sites of tests.generic_spiders."""
    import crawler.settings as settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.generic_spiders"])
        yield


def run(path: Path, site: Variant, name: str = SITE, **options):
    with site.serve() as server:
        (report,) = crawl([name], CrawlOptions(archive=path, base_url=server.base_url, **options))
        return report, server


def rows(path: Path, query: str, *values) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query, values).fetchall()


def expected(site: Variant) -> list[tuple[str, str]]:
    return sorted((r.title, r.day.isoformat()) for r in site.releases)


def found(path: Path) -> list[tuple[str, str]]:
    return rows(path, "SELECT headline, substr(published_at, 1, 10) FROM articles ORDER BY headline")


VARIANTS = {
    "slug-cards": Variant("slug", list_path="/berita", missing="home"),
    "section-slug-table": Variant("section-slug", "path", "table"),
    "category-slug-list": Variant("category-slug", "halaman", "list", missing="words", list_path="/kabar-daerah"),
    "section-id-slug-offset": Variant("section-id-slug", "offset", "cards", canonical="home", missing="redirect"),
    "id-slug-rss": Variant("id-slug", "page", "list", feed="rss", list_path="/artikel"),
    "slug-id-start": Variant("slug-id", "start", "table", canonical=None, list_path="/informasi/berita"),
    "id_slug-atom": Variant("id_slug", "script", "cards", feed="atom"),
    "date-sitemap": Variant("date", lists=False, sitemap="robots", feed="rss"),
    "baca": Variant("baca", "page", "list", canonical="home", missing="home"),
    "plain-sitemap": Variant("plain", "halaman", "cards", sitemap="plain"),
    "unix": Variant("unix", "page", "cards", dated=True, list_path="/001"),
    "index.php": Variant("index.php", "path", "table", missing="redirect", list_path="/index.php/Berita"),
    "query": Variant("query", "halaman", "list", canonical=None, list_path="/semua-berita"),
}


@pytest.fixture(scope="module", params=list(VARIANTS))
def crawled(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("generic") / "archive.db"
    site = VARIANTS[request.param]
    report, server = run(path, site, at="2024-11-11T00:00:00Z")
    return path, site, report, server


def test_every_release_is_there_once_and_nothing_else(crawled):
    path, site, report, _ = crawled
    assert report.reason == "finished" and report.walk_complete
    assert found(path) == expected(site)
    assert exit_code([report]) == 0


def test_a_release_is_fetched_once_whatever_the_dress_of_its_address(crawled):
    path, site, _, server = crawled
    keys = rows(path, "SELECT a.headline, count(*) FROM articles a JOIN captures c ON c.kind = 'article'"
                      " JOIN article_urls u ON u.url = c.url AND u.article = a.id GROUP BY a.id HAVING count(*) > 1")  # fmt: skip
    assert keys == []
    assert not any("utm_" in a.path or "fbclid" in a.path or "/amp" in a.path for a in server.asked)
    assert not any(a.path.startswith(("/tag/", "/cari", "/kalender", "/login")) for a in server.asked)
    assert len(server.asked) < 3 * len(site.releases) + 20


def test_a_replay_gives_the_same_archive(crawled):
    path, site, *_ = crawled
    with sqlite3.connect(path) as connection:
        before = archive_digest(connection)
    replayer = Replayer(path.parent / "captures")
    result = reparse(path, replayer)
    replayer.close()
    assert result.problems == [] and result.articles == len(site.releases)
    with sqlite3.connect(path) as connection:
        assert archive_digest(connection) == before
