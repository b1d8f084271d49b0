"""Counts that the database keeps itself are those that counting gives, whatever is written."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import tallies
from pipelines.listed import note_listings
from pipelines.schema import open_archive

DAY = "2026-01-01T00:00:00Z"
MONTHS = [None, "2024", "2024-10", "2024-10-02", "2024-11-03T10:15:00+07:00"]
STATUSES = ["present", "gone", "quarantined", "redacted"]
BODIES = [None, "", "kata"]

ARTICLE = st.fixed_dictionaries(
    {
        "site": st.sampled_from("ab"),
        "published_at": st.sampled_from(MONTHS),
        "status": st.sampled_from(STATUSES),
        "body": st.sampled_from(BODIES),
        "revisions": st.sampled_from([1, 2]),
    }
)
COMMENT = st.fixed_dictionaries({"site": st.sampled_from("ab"), "posted_at": st.sampled_from(MONTHS)})
INCIDENT = st.fixed_dictionaries(
    {"site": st.sampled_from("ab"), "kind": st.sampled_from(["gone", "down"]), "first_at": st.sampled_from(MONTHS[3:])}
)
ALWAYS = {
    "articles": {"digest": "d", "first_seen_at": DAY, "last_seen_at": DAY},
    "comments": {"author": "A", "text": "t", "seen_via": "page", "first_seen_at": DAY, "last_seen_at": DAY},
    "incidents": {"last_at": DAY, "closed_at": DAY},
}
ROW = st.one_of(
    *(st.tuples(st.just(table), rows) for table, rows in zip(ALWAYS, (ARTICLE, COMMENT, INCIDENT), strict=True))
)
STEP = st.tuples(st.sampled_from(["insert", "ignore", "update", "delete"]), st.integers(1, 4), ROW)


@pytest.fixture(scope="module")
def connection(tmp_path_factory) -> sqlite3.Connection:
    connection = open_archive(tmp_path_factory.mktemp("tallies") / "archive.db").conn
    for slug in "ab":
        connection.execute(
            "INSERT INTO sites (slug, name, home_url, platform, time_zone) VALUES (?, '', '', '', '')", slug
        )
    return connection


def play(connection: sqlite3.Connection, how: str, number: int, table: str, row: dict) -> None:
    row = ALWAYS[table] | row
    if table == "articles":
        row |= {"key": str(number), "url": f"https://{row['site']}/{number}"}
    names = ", ".join(row)
    if how == "delete":
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    elif how == "update":
        marks = ", ".join(f"{name} = ?" for name in row)
        connection.execute(f"UPDATE OR IGNORE {table} SET {marks} WHERE id = ?", (*row.values(), number))
    else:
        verb = "INSERT OR IGNORE" if how == "ignore" else "INSERT"
        marks = ", ".join("?" * len(row))
        conflict = " ON CONFLICT (id) DO UPDATE SET site = excluded.site" if how == "insert" else ""
        connection.execute(f"{verb} INTO {table} (id, {names}) VALUES (?, {marks}){conflict}", (number, *row.values()))


@given(st.lists(STEP, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_counts_kept_are_those_counted(connection, steps):
    connection.execute("BEGIN")
    try:
        for how, number, (table, row) in steps:
            play(connection, how, number, table, row)
        kept = connection.execute("SELECT * FROM tallies ORDER BY 1, 2, 3").fetchall()
        tallies.fill(connection)
        assert connection.execute("SELECT * FROM tallies ORDER BY 1, 2, 3").fetchall() == kept
    finally:
        connection.execute("ROLLBACK")


def test_a_complete_walk_notes_what_each_listing_showed(connection):
    connection.execute("BEGIN")
    index, day = "https://a/berita/index", "2026-01-02"
    rows = [
        ("listing", index, "x", day), ("listing", f"{index}/10", "y", day), ("listing", f"{index}/20", "y", day),
        ("listing", index, "old", "2025-01-01"), ("ticker", "https://a/", "x", day),
        ("listing", "https://a/tag/banjir", None, day),
    ]  # fmt: skip
    for number, (block, page, key, day) in enumerate(rows):
        connection.execute(
            "INSERT INTO sightings (site, block, page_url, position, text, url, key, first_seen_at, last_seen_at)"
            " VALUES ('a', ?, ?, 1, ?, 'u', ?, ?, ?)",
            (block, page, str(number), key, day, day),
        )
    for instant in ("2026-01-03", "2026-01-04"):
        note_listings(connection, "a", "2026-01-01", instant)
    found = connection.execute("SELECT * FROM listings").fetchall()
    connection.execute("ROLLBACK")
    assert found == [("a", "listing", "https://a/berita/index", 2, 0, "2026-01-04")]
