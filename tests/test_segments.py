"""The full-text indexes stay in few parts, and find the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipelines.errors import ArchiveError
from pipelines.schema import open_archive
from pipelines.segments import EVERYTHING, merge

PARTS = "SELECT count(DISTINCT segid) FROM articles_fts_idx"
FOUND = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'bersama AND kata7*' ORDER BY rowid"


@pytest.fixture
def archive(tmp_path) -> Path:
    """An archive in which every release came in a transaction of its own."""
    path = tmp_path / "archive.db"
    connection = open_archive(path).conn
    connection.execute(
        "INSERT INTO sites (slug, name, home_url, platform, time_zone)"
        " VALUES ('a', 'A', 'https://a.example', 'p', 'WIB')"
    )
    for number in range(60):
        connection.execute(
            "INSERT INTO articles (site, key, url, headline, body, digest, first_seen_at, last_seen_at, sort_at)"
            " VALUES ('a', ?1, ?1, ?1, ?2, 'd', '2026-01-01', '2026-01-01', '2026-01-01')",
            (f"rilis-{number}", f"bersama kata{number} " + " ".join(f"lain{number}x{n}" for n in range(300))),
        )
    connection.close()
    return path


def ask(archive: Path, query: str) -> list[tuple]:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_parts_are_merged_and_find_the_same(archive):
    parts, found = ask(archive, PARTS)[0][0], ask(archive, FOUND)
    assert parts > 3 and len(found) == 1
    assert merge(archive) > 0
    assert ask(archive, PARTS)[0][0] < parts and ask(archive, PARTS)[0][0] <= 3
    assert ask(archive, FOUND) == found
    connection = sqlite3.connect(archive)
    connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()
    assert merge(archive, EVERYTHING) == 0, "nothing is left to merge"


def test_the_work_of_a_night_is_bounded(archive):
    assert merge(archive, 1) <= 2


def test_an_archive_that_is_none_is_one_line(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"rubbish " * 1000)
    with pytest.raises(ArchiveError) as told:
        merge(tmp_path / "archive.db")
    assert "\n" not in str(told.value)
