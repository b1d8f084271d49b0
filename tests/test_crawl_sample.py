"""Crawls of the bundled sample site: exactness against its own truth, second runs, replay, verify."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.captures import CaptureReader, mend
from crawler.replay import Replayer
from crawler.run import CrawlOptions, crawl
from pipelines.contents import archive_digest
from pipelines.reparse import reparse
from pipelines.verify import verify
from sample.server import serve
from sample.truth import truth


def crawl_sample(archive: Path, base_url: str, **options):
    (report,) = crawl(["contoh"], CrawlOptions(archive=archive, base_url=base_url, **options))
    return report


def connect(archive: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(archive)
    connection.row_factory = sqlite3.Row
    return connection


def digest_of(archive: Path) -> str:
    connection = connect(archive)
    try:
        return archive_digest(connection)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An archive after a first crawl, with its report and the sites's hits."""
    archive = tmp_path_factory.mktemp("sample") / "archive.db"
    with serve(day=1) as site:
        report = crawl_sample(archive, site.base_url)
    return archive, report


def test_every_release_is_exact(first):
    archive, _ = first
    connection = connect(archive)
    for row in truth(1):
        if not row["opens"]:
            continue
        found = connection.execute(
            "SELECT * FROM articles WHERE key = ? AND site = 'contoh'", (row["slug"],)
        ).fetchone()
        assert found is not None, row["slug"]
        number = found["id"]
        assert found["headline"] == " ".join(row["headline"].split())
        assert found["headline_raw"] == " ".join(row["headline_raw"].split())
        assert found["subheadline"] == row["subheadline"]
        assert (found["body"] or "").split("\n\n") == row["body"], row["slug"]
        assert found["published_at"] == row["published_at"]
        assert found["author"] == row["author"]
        assert (found["byline"] or "").strip("()") == (row["byline"] or "")
        assert found["category"] == row["category"]
        tags = {tag for (tag,) in connection.execute("SELECT tag FROM tags WHERE article = ?", (number,))}
        assert tags == set(row["tags"])
        comments = connection.execute(
            "SELECT author, posted_at, text FROM comments WHERE article = ? AND NOT is_excerpt ORDER BY position",
            (number,),
        ).fetchall()
        assert [tuple(c) for c in comments] == [
            (c["author"], c["posted_at"], " ".join(c["text"].split())) for c in row["comments"]
        ]
        related = connection.execute(
            "SELECT text FROM related_links WHERE article = ? AND kind = 'related' ORDER BY position", (number,)
        ).fetchall()
        assert [r[0] for r in related] == [link["text"] for link in row["related"]]


def test_nothing_else_is_in_the_archive(first):
    archive, report = first
    slugs = {row["slug"] for row in truth(1) if row["opens"]}
    keys = {key for (key,) in connect(archive).execute("SELECT key FROM articles")}
    assert keys == slugs
    assert set(report.outcomes) == {"new", "listing", "file", "probe"}


def test_a_second_run_fetches_only_listings_and_changes_nothing(first, tmp_path):
    archive, _ = first
    before = digest_of(archive)
    with serve(day=1) as site:
        report = crawl_sample(archive, site.base_url)
        assert report.mode == "incremental"
        assert set(report.outcomes) <= {"listing", "not-modified", "probe"}
        assert sum(report.outcomes.values()) < 20
    assert digest_of(archive) == before


def test_a_full_run_with_moving_noise_makes_no_revision(first):
    archive, _ = first
    before = digest_of(archive)
    with serve(day=1) as site:
        report = crawl_sample(archive, site.base_url, full=True)
    assert report.outcomes["unchanged"] == len([row for row in truth(1) if row["opens"]])
    assert report.outcomes["changed"] == report.outcomes["new"] == 0
    assert digest_of(archive) == before


def test_reparse_gives_the_same_archive_and_ids(first):
    archive, _ = first
    before = digest_of(archive)
    ids = connect(archive).execute("SELECT id, site, key FROM articles ORDER BY id").fetchall()
    comments = connect(archive).execute("SELECT id, author, text FROM comments ORDER BY id").fetchall()
    for _ in range(2):
        replayer = Replayer(archive.parent / "captures")
        report = reparse(archive, replayer)
        assert not report.problems
        assert digest_of(archive) == before
    assert [tuple(row) for row in connect(archive).execute("SELECT id, site, key FROM articles ORDER BY id")] == [
        tuple(row) for row in ids
    ]
    assert [tuple(row) for row in connect(archive).execute("SELECT id, author, text FROM comments ORDER BY id")] == [
        tuple(row) for row in comments
    ]


def test_verify_finds_nothing_wrong_and_notices_damage(first, tmp_path):
    archive, _ = first
    report = verify(archive, CaptureReader(archive.parent / "captures"), mend)
    assert report.problems == []
    assert report.counts["captures"] > 100
    connection = connect(archive)
    file, offset = connection.execute("SELECT warc_file, warc_offset FROM captures ORDER BY id LIMIT 1").fetchone()
    path = archive.parent / "captures" / file
    whole = path.read_bytes()
    try:
        damaged = bytearray(whole)
        damaged[offset + 200] ^= 0xFF
        path.write_bytes(damaged)
        assert verify(archive, CaptureReader(archive.parent / "captures"), mend).problems
    finally:
        path.write_bytes(whole)
    connection.execute("UPDATE articles SET author = 'somebody else' WHERE id = 1")
    connection.commit()
    problems = verify(archive, CaptureReader(archive.parent / "captures"), mend).problems
    assert len(problems) == 1 and "digest of article 1" in problems[0]
    reparse(archive, Replayer(archive.parent / "captures"))
    assert verify(archive, CaptureReader(archive.parent / "captures"), mend).problems == []


def test_limit_and_since(tmp_path):
    with serve(day=1) as site:
        report = crawl_sample(tmp_path / "limited.db", site.base_url, limit=5)
        assert (report.outcomes["new"], report.reason) == (5, "limit")
        report = crawl_sample(tmp_path / "since.db", site.base_url, since="2026-01-01")
    rows = connect(tmp_path / "since.db").execute("SELECT published_at FROM articles").fetchall()
    expected = [row for row in truth(1) if row["opens"] and (row["published_at"] or "9") >= "2026-01-01"]
    assert len(expected) <= len(rows) < 0.75 * len(truth(1))
    assert report.mode == "full" and report.reason == "finished"
