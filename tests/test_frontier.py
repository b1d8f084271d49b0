"""What the frontier takes an address for, when it is met as this and as that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.due import FILE
from crawler.frontier import Frontier
from crawler.items import Discovery, RunReport, Visit
from crawler.run import CrawlOptions, crawl
from pipelines import runs
from pipelines.schema import open_archive
from tests.kediri_server import TRUTH_PATH, kediri_routes
from tests.servers import Reply, ScriptedServer, redirect
from tests.test_cli import answer
from tests.test_documents import BODY

NOW = "2026-10-05T01:02:03Z"
PAGE = "https://a.example/berita/1"


class Rig:
    """An archive of two sites on one host, and the frontier of a run of the first."""

    def __init__(self, folder: Path) -> None:
        self.connection = open_archive(folder / "archive.db").conn
        self.frontier = self.begin("a")

    def begin(self, site: str) -> Frontier:
        told = {"slug": site, "region": None, "name": site, "home_url": f"https://a.example/{site}", "platform": "p"}
        runs.register_site(self.connection, told | {"time_zone": "WIB"}, NOW)
        report = RunReport(site=site, started_at=NOW)
        runs.begin_run(self.connection, report)
        return Frontier(self.connection, site, report.id, NOW, lambda: NOW)

    def offer(self, kind: str, **more) -> None:
        """Let a page lead to the address."""
        key = "1" if kind == "article" else None
        self.frontier.discover([Discovery(PAGE, kind, "https://a.example/x", key, **more)], NOW)

    def ask(self) -> str | None:
        """Take up what is due; return what the address is asked for as, if it is."""
        taken = [due.visit for due in self.frontier.take(10)]
        self.visit = taken[0] if taken else None
        return self.visit.kind if self.visit else None

    def settle(self, outcome: str, visit: Visit | None = None) -> None:
        visit = visit or self.visit
        assert visit is not None
        visit.outcome = outcome
        self.frontier.settle(visit, None, None, NOW)

    def row(self) -> tuple:
        return self.connection.execute("SELECT site, kind, key, state, etag FROM pages").fetchone()


@pytest.fixture
def rig(tmp_path) -> Rig:
    return Rig(tmp_path)


def test_what_was_offered_as_a_file_becomes_an_article_when_a_list_names_it(rig):
    rig.offer("file")
    rig.offer("article")
    assert rig.ask() == "article" and rig.row()[:3] == ("a", "article", "1")
    assert not rig.frontier.take(10)


def test_what_was_no_file_is_asked_again_as_an_article_in_the_same_run(rig):
    rig.offer("file")
    assert rig.ask() == "file"
    rig.settle("missing")
    rig.connection.execute("UPDATE pages SET etag = 'x', last_modified = 'y'")
    rig.offer("article")
    assert rig.ask() == "article"
    assert (rig.visit.etag, rig.visit.last_modified, rig.visit.why) == (None, None, "new")


def test_what_is_named_while_it_is_fetched_as_a_file_is_asked_for(rig):
    rig.offer("file")
    assert rig.ask() == "file"
    as_file = rig.visit
    rig.offer("article")
    rig.settle("missing", as_file)
    assert rig.row()[1:4] == ("article", "1", "new")
    assert rig.ask() == "article"


def test_a_real_file_stays_one(rig):
    rig.offer("file")
    assert rig.ask() == "file"
    rig.settle("file")
    rig.offer("article")
    assert rig.row()[:4] == ("a", "file", None, "known") and not rig.frontier.take(10)


@pytest.mark.parametrize("settled", [True, False])
def test_an_article_never_becomes_a_file(rig, settled):
    rig.offer("article")
    if settled:
        rig.ask()
        rig.settle("new")
    rig.offer("file")
    rig.offer("file", at_once=True)
    assert rig.row()[:3] == ("a", "article", "1")
    assert rig.connection.execute("SELECT priority FROM pages").fetchone()[0] < FILE


def test_what_another_site_offered_as_a_file_is_an_article_of_the_site_whose_list_names_it(rig):
    rig.offer("file")
    rig.frontier = rig.begin("b")
    rig.offer("article")
    assert rig.row()[:3] == ("b", "article", "1") and rig.ask() == "article"


@pytest.mark.parametrize("kind", ["article", "listing"])
def test_an_entry_is_what_the_run_says_it_is(rig, kind):
    rig.offer("file")
    rig.frontier.enter([Discovery(PAGE, kind, "entry", "1" if kind == "article" else None)])
    assert rig.ask() == kind


def test_a_release_that_another_offers_as_a_file_is_archived_once_a_list_names_it(tmp_path):
    archive, path = tmp_path / "archive.db", "/lampiran-siaran"
    routes = kediri_routes()
    page = routes[TRUTH_PATH]
    link = f'<br><br><p><a href="{path}" download>Unduh lampiran</a></p>'
    assert BODY.encode() in page.body
    offering = page.body.replace(BODY.encode(), f"{link}<p>Badan Penanggulangan Bencana Daerah".encode())
    routes |= {TRUTH_PATH: Reply(offering, content_type=page.content_type), path: page, "*": redirect("/main", 307)}

    def crawled(*urls: str) -> tuple:
        (report,) = crawl(["kedirikab"], CrawlOptions(archive, base_url=server.base_url, urls=urls))
        assert report.reason == "finished"
        with closing(sqlite3.connect(archive)) as connection:
            return connection.execute(
                "SELECT p.kind, p.state, a.key, (SELECT count(*) FROM captures c WHERE c.url = p.url),"
                " (SELECT count(*) FROM attachments f WHERE f.url = p.url)"
                f" FROM pages p LEFT JOIN articles a ON a.id = p.article WHERE p.url LIKE '%{path}'"
            ).fetchone()

    with ScriptedServer(routes) as server:
        assert crawled(server.base_url + TRUTH_PATH) == ("file", "missing", None, 1, 1)
        item = f"<item><title>Lampiran</title><link>{server.base_url}{path}</link></item>"
        feed = f"<rss version='2.0'><channel><title>a</title><link>{server.base_url}/</link>{item}</channel></rss>"
        server.routes["/rss.xml"] = Reply(feed, content_type="text/xml")
        assert crawled() == ("article", "known", "lampiran-siaran", 2, 1)
    before = answer(tmp_path, "digest")
    answer(tmp_path, "reparse")
    assert answer(tmp_path, "digest") == before
