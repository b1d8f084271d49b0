"""No statement of the store walks the archive: each finds its rows by an index, however large the archive is."""

from __future__ import annotations

import sqlite3

import pytest

from crawler.run import CrawlOptions, crawl
from pipelines.schema import open_archive
from sample.server import serve


@pytest.fixture(scope="module")
def statements(tmp_path_factory) -> tuple[sqlite3.Connection, set[str]]:
    """Every statement that a first and a full second crawl execute on a page."""
    archive = tmp_path_factory.mktemp("plans") / "archive.db"
    seen: set[str] = set()
    real = sqlite3.connect

    def tracing(*arguments, **options):
        connection = real(*arguments, **options)
        connection.set_trace_callback(seen.add)
        return connection

    sqlite3.connect = tracing
    try:
        with serve(day=1) as site:
            crawl(["contoh"], CrawlOptions(archive=archive, base_url=site.base_url))
            seen.clear()
            site.set_day(3)
            crawl(["contoh"], CrawlOptions(archive=archive, base_url=site.base_url, full=True))
    finally:
        sqlite3.connect = real
    return open_archive(archive).conn, seen


def test_no_statement_scans_a_table(statements):
    connection, seen = statements
    verbs = ("SELECT", "UPDATE", "INSERT", "DELETE")
    once_a_run = ("PRAGMA", "sqlite_master", "_sqlite_migrations", "FROM runs WHERE site", "kind = 'article'")
    once_a_run += ("FROM incidents", "published_at IS N", "length(published_at)")  # all of a site
    once_a_run += ("SELECT home_url FROM sites",)  # some hundred rows
    scans = set()
    checked = 0
    for text in seen:
        if not text.lstrip().startswith(verbs) or any(words in text for words in once_a_run) or "_fts" in text:
            continue
        checked += 1
        for row in connection.execute(f"EXPLAIN QUERY PLAN {text}"):
            if row[3].startswith("SCAN") and not row[3].startswith("SCAN CONSTANT"):
                scans.add((row[3], text[:200]))
    assert checked > 100
    assert not scans


def test_leading_to_a_new_article_does_not_ask_every_article(statements):
    connection, seen = statements
    texts = [text for text in seen if text.startswith("UPDATE related_links SET target_")]
    assert texts
    for text in texts:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]
        assert "related_links_unresolved" in plan[0], plan
