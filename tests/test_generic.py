"""Crawls of sites of no known CMS: every release found, each once, and nothing that is none."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cli.summary import exit_code
from crawler.run import CrawlOptions, crawl
from tests.generic_server import Variant, releases
from tests.replays import same_after_replay
from tests.servers import Asked, Reply

HOME = "https://contoh.go.id"
SITE = "contoh_umum"


pytestmark = pytest.mark.usefixtures("made_up_sites")


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
def crawled(request, tmp_path_factory, made_up_sites):
    path = tmp_path_factory.mktemp("generic") / "archive.db"
    site = VARIANTS[request.param]
    report, server = run(path, site, at="2024-10-21T00:00:00Z")
    return path, site, report, server


def test_every_release_is_there_once_and_nothing_else(crawled):
    path, site, report, _ = crawled
    assert report.reason == "finished" and report.walk_complete
    assert found(path) == expected(site)
    assert exit_code([report]) == 0


def test_a_release_is_fetched_once_whatever_the_dress_of_its_address(crawled):
    path, site, _, server = crawled
    twice = rows(
        path,
        "SELECT a.headline, count(*) FROM articles a JOIN article_urls u ON u.article = a.id"
        " JOIN captures c ON c.url = u.url AND c.kind = 'article' GROUP BY a.id HAVING count(*) > 1",
    )
    assert twice == []
    assert not any("utm_" in a.path or "fbclid" in a.path or "/amp" in a.path for a in server.asked)
    assert not any(a.path.startswith(("/tag/", "/cari", "/kalender", "/login")) for a in server.asked)
    assert len(server.asked) < 3 * len(site.releases) + 20


def test_a_replay_gives_the_same_archive(crawled):
    path, site, *_ = crawled
    assert same_after_replay(path, len(site.releases))


@pytest.mark.parametrize("name", ["slug-cards", "date-sitemap"])
def test_a_second_run_asks_for_lists_and_what_is_due_and_finds_what_is_new(tmp_path, name):
    path, site = tmp_path / "archive.db", replace(VARIANTS[name], releases=releases())
    run(path, site, at="2024-10-21T00:00:00Z")
    report, server = run(path, site, at="2024-10-22T06:00:00Z")
    assert report.mode == "incremental" and report.outcomes["new"] == report.outcomes["changed"] == 0
    asked = {asked.path for asked in server.asked if "tidak-ada" not in asked.path}
    recent = {urlsplit(site.path(release)).path for release in site.releases[:3]}
    assert asked <= recent | {"/", "/robots.txt", site.list_path, "/kategori/ekonomi", "/rss.xml", "/atom"}
    site.releases[1].paragraphs[1] = "Kalimat ini ditulis ulang oleh pemerintah daerah sesudah terbit."
    site.releases.insert(0, replace(releases(17)[0], day=date(2024, 10, 24)))
    report, _ = run(path, site, at="2024-10-25T00:00:00Z", full=True)
    assert (report.outcomes["new"], report.outcomes["changed"]) == (1, 1)
    assert rows(path, "SELECT count(*), sum(revisions) FROM articles") == [(17, 18)]


@pytest.mark.parametrize("missing", ["404", "home", "words", "redirect"])
def test_what_is_gone_is_told_by_its_own_address(tmp_path, missing):
    path = tmp_path / "archive.db"
    site = Variant("section-slug", missing=missing, releases=releases(7))
    run(path, site, at="2024-10-05T00:00:00Z")
    taken = site.releases.pop(3)
    for day in (7, 9, 12):
        run(path, site, at=f"2024-10-{day:02}T00:00:00Z", full=True)
    assert rows(path, "SELECT headline, status FROM articles WHERE status <> 'present'") == [(taken.title, "gone")]
    cause = {"404": "http-404", "redirect": "redirect-home"}.get(missing, "soft-404")
    assert rows(path, "SELECT DISTINCT cause FROM absences") == [(cause,)]


@pytest.mark.parametrize("name", ["contoh_slug", "contoh_pilihan"])
def test_declared_addresses_make_all_their_forms_one_article(tmp_path, name):
    path, site = tmp_path / "archive.db", Variant("section-id-slug", "offset", "list", canonical=None)
    with site.serve() as server:
        urls = tuple(f"{server.base_url}/index.php/Berita/Detail/{r.id}" for r in site.releases[:2])
        (report,) = crawl([name], CrawlOptions(archive=path, base_url=server.base_url, urls=urls))
    assert exit_code([report]) == 0 or report.alarms == ["silent"]
    assert found(path) == expected(site)
    assert {key for (key,) in rows(path, "SELECT key FROM articles")} == {str(r.id) for r in site.releases}
    asked = [urlsplit(asked.path).path for asked in server.asked]
    assert asked.count("/berita/index/5") == 1 and "/kategori/ekonomi" not in asked


def test_a_slug_written_anew_is_the_same_article_where_the_site_numbers_its_articles(tmp_path):
    path, site = tmp_path / "archive.db", Variant("section-id-slug", canonical=None, releases=releases(9))
    run(path, site, at="2024-10-05T00:00:00Z")
    site.releases[2] = replace(site.releases[2], slug="judul-yang-ditulis-ulang", title="Judul Yang Ditulis Ulang")
    run(path, site, at="2024-10-09T00:00:00Z", full=True)
    assert rows(path, "SELECT count(*), max(revisions) FROM articles") == [(9, 2)]
    assert found(path) == expected(site)


def test_announcements_that_are_nothing_but_a_file_are_articles(tmp_path):
    path, site = tmp_path / "archive.db", Variant("section-slug", releases=releases(9))
    site.releases[3].file = "/unggah/surat-edaran.pdf"
    site.announcements = [
        replace(r, title=f"Pengumuman Lelang & {r.title}", file=f"/unggah/berkas-{r.id}.pdf") for r in releases(4)
    ]
    report, server = run(path, site, at="2024-10-05T00:00:00Z")
    assert exit_code([report]) == 0
    assert found(path) == sorted(expected(site) + [(r.title, r.day.isoformat()) for r in site.announcements])
    files = [site.releases[3], *site.announcements]
    offered = rows(path, "SELECT a.headline, t.url FROM attachments t JOIN articles a ON a.id = t.article ORDER BY 1")
    assert offered == sorted((r.title, f"{HOME}{r.file}") for r in files)
    assert {asked.path for asked in server.asked if asked.path.endswith(".pdf")} == {r.file for r in files}
    before = rows(path, "SELECT count(*), sum(revisions) FROM articles")
    run(path, site, at="2024-10-09T00:00:00Z", full=True)
    assert rows(path, "SELECT count(*), sum(revisions) FROM articles") == before


def test_pages_without_end_and_hosts_of_tags_end_the_walk(tmp_path):
    """A list that answers any number with its last page, and hundreds of lists of one name each."""
    path, site = tmp_path / "archive.db", Variant("section-slug", releases=releases(9))
    answer = site.answer

    def endless(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        number = int((parse_qs(parts.query).get("page") or ["1"])[0])
        reply = answer(Asked(asked.method, "/berita?page=2", asked.headers) if number > 2 else asked)
        more = f"<ul class='pagination'><li><a href='/berita?page={number + 1}'>Selanjutnya</a></li></ul>"
        topics = "".join(f"<a href='/isu/{n}'>Isu {n}</a> <a href='/topik/isu-{n}'>Topik</a>" for n in range(400))
        body = str(reply.body)
        return replace(reply, body=body.replace("</main>", f"{more}{topics}</main>")) if "</main>" in body else reply

    site.answer = endless  # type: ignore[method-assign]
    report, server = run(path, site, at="2024-10-05T00:00:00Z")
    assert found(path) == expected(site) and report.reason == "finished"
    assert len(server.asked) < 60


def test_an_article_whose_page_names_a_longer_address_is_found_in_lists_by_the_shorter_one(tmp_path):
    path, site = tmp_path / "archive.db", Variant("section-id-slug", releases=releases(9))
    answer = site.answer

    def shortened(asked: Asked) -> Reply:
        short = re.fullmatch(r"/berita/detail/(\d+)(?:/.*)?", asked.path)
        release = next((r for r in site.releases if short and str(r.id) == short[1]), None)
        if release is not None:
            return Reply(site.page(release))
        reply = answer(asked)
        return replace(reply, body=re.sub(r"(/berita/detail/\d+)/[a-z0-9-]+\.html", r"\1", str(reply.body)))

    site.answer = shortened  # type: ignore[method-assign]
    report, server = run(path, site, at="2024-10-05T00:00:00Z")
    assert found(path) == expected(site)
    assert {url for (url,) in rows(path, "SELECT url FROM articles")} == {HOME + site.path(r) for r in site.releases}
    assert rows(path, "SELECT count(*) FROM sightings WHERE block = 'listing' AND article IS NULL") == [(0,)]
    report, server = run(path, site, at="2024-10-06T06:00:00Z")
    asked = {asked.path for asked in server.asked if asked.path.startswith("/berita/detail/")}
    assert report.outcomes["new"] == 0 and len(asked) <= 4, "what was published within a week is looked at again"


def test_a_full_walk_goes_behind_a_list_that_says_it_has_not_changed(tmp_path):
    path, site = tmp_path / "archive.db", Variant("section-slug", releases=releases(9))
    answer = site.answer
    hidden = site.releases.pop(7)

    def validated(asked: Asked) -> Reply:
        first = asked.path in ("/", "/berita", "/kategori/ekonomi")
        if first and "if-none-match" in asked.headers:
            return Reply(b"", 304, {"ETag": '"a"'})
        reply = answer(asked)
        return replace(reply, headers={"ETag": '"a"'}) if first else reply

    site.answer = validated  # type: ignore[method-assign]
    run(path, site, at="2024-10-05T00:00:00Z")
    site.releases.insert(7, hidden)
    report, _ = run(path, site, at="2025-02-25T00:00:00Z")
    assert report.mode == "full" and report.outcomes["new"] == 1
    assert found(path) == expected(site)
