"""An archive of an earlier version is brought to the present one, with all that it holds."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.run import CrawlOptions, crawl
from pipelines import schema
from pipelines.schema import open_archive
from pipelines.tables import INDEXES, TABLES, column_sentences
from sample.server import serve

NEW_TABLES = ("absences", "comment_revisions", "incident_kinds", "moves")
NEW_INDEXES = (
    "absences|incidents_(kind|open)|articles_(site_first|site_digest|absent)|sightings_(last|first)_seen|attachments_url"
)
NEW_COLUMNS = {
    "comments": ("edits",),
    "incidents": ("closed_at", "run"),
    "pages": ("why",),
    "runs": ("statuses", "metrics", "verdict"),
    "sites": ("recent_walk_at", "template", "answers_304"),
}


@pytest.fixture
def old(tmp_path, monkeypatch) -> Path:
    """An archive as the version before migration 3 made it, with an article in it."""
    archive = tmp_path / "archive.db"
    db = Database(sqlite3.connect(archive, isolation_level=None))
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "TABLES", without(TABLES, NEW_TABLES, NEW_COLUMNS))
        indexes = [line for line in INDEXES.splitlines() if not re.search(NEW_INDEXES, line)]
        earlier.setattr(schema, "INDEXES", "\n".join(indexes) + "\n")
        schema.migrations.apply(db, stop_before="m003_change_and_absence")
    db.conn.execute(
        "INSERT INTO sites (slug, name, home_url, platform, time_zone) VALUES ('contoh', 'C', 'https://c', 'p', 'WIB')"
    )
    db.conn.execute(
        "INSERT INTO articles (site, key, url, headline, digest, first_seen_at, last_seen_at)"
        " VALUES ('contoh', 'x', 'https://c/x', 'Panen', 'd', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"
    )
    db.conn.execute("INSERT INTO runs (site, started_at, mode) VALUES ('contoh', '2026-01-01T00:00:00Z', 'full')")
    db.conn.close()
    return archive


def without(script: str, tables: tuple[str, ...], columns: dict[str, tuple[str, ...]]) -> str:
    """Return the script of tables without some tables and columns."""
    kept = []
    for statement in re.findall(r"CREATE TABLE .*?\n\).*?;\n", script, re.DOTALL):
        name = statement.split()[2]
        lines = statement.replace(" REFERENCES incident_kinds(kind)", "").splitlines()
        lines = [line for line in lines if line.strip().split(" ")[0] not in columns.get(name, ())]
        if name not in tables:
            text = "\n".join(lines)
            kept.append(re.sub(r",( -- [^\n]*\n\))", r"\1", text))
    return "\n".join(kept) + "\n"


def test_an_older_archive_gets_all_that_a_new_one_has(old, tmp_path):
    with closing(sqlite3.connect(old)) as connection:
        before = connection.execute("SELECT id, headline, digest FROM articles ORDER BY id").fetchall()
    migrated = open_archive(old).conn
    fresh = open_archive(tmp_path / "fresh.db").conn
    for table in column_sentences():
        columns = [{row[1] for row in each.execute(f"PRAGMA table_info({table})")} for each in (migrated, fresh)]
        assert columns[0] == columns[1], table
    query = "SELECT name FROM sqlite_master WHERE type IN ('index', 'table', 'trigger') ORDER BY 1"
    assert migrated.execute(query).fetchall() == fresh.execute(query).fetchall()
    assert migrated.execute("SELECT id, headline, digest FROM articles ORDER BY id").fetchall() == before
    assert migrated.execute("SELECT count(*) FROM incident_kinds").fetchone()[0] > 30


def test_an_older_archive_goes_on_growing(old):
    with serve(day=2) as site:
        (report,) = crawl(["contoh"], CrawlOptions(archive=old, base_url=site.base_url))
    assert report.verdict == "healthy" and report.outcomes["new"] == 113
    assert (old.parent / "archive.db.before-m003_change_and_absence").exists()
