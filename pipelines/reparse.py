"""Reparse: every derived row rebuilt from captures, in one transaction, with the ids it had.

The parsing half comes from outside (crawler.replay); this half knows the tables. A failure or a kill rolls back to the
archive as it was.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from crawler.items import Article, Capture, Listing, Outcome
from pipelines import redactions
from pipelines.bounds import settle_bounds
from pipelines.errors import ArchiveError
from pipelines.reading import read_or_fail
from pipelines.schema import explain, open_archive, search_statements
from pipelines.store import Store

DERIVED = (
    "date_bounds", "date_candidates", "revisions", "related_links", "comment_revisions", "comments", "sightings",
    "images", "attachments", "tags", "article_urls", "likenesses", "fingerprint_bands", "fingerprints", "articles",
    "stems",
)  # fmt: skip
_FIRST_TEXT = "ifnull((SELECT r.text FROM comment_revisions r WHERE r.comment = comments.id AND r.number = 1), text)"
_KEPT = {
    "revisions": ("article", "number"),
    "related_links": ("article", "kind", "url", "text", "occurrence"),
    "comments": ("site", "article_key", "author", "posted_at", _FIRST_TEXT, "is_excerpt"),
    "comment_revisions": ("comment", "text"),
    "sightings": ("site", "block", "page_url", "url", "text", "ifnull(date_raw, '')"),
    "images": ("article", "url"),
    "attachments": ("article", "url"),
}
_CAPTURE_NAMES = (
    "url", "fetched_at", "status", "content_type", "digest", "size", "warc_file", "warc_offset", "warc_length", "etag",
    "last_modified", "same_as",
)  # fmt: skip
_CAPTURE_COLUMNS = ", ".join(f"c.{name}" for name in _CAPTURE_NAMES)


class ReadsCaptures(Protocol):
    """What reparse needs of crawler.replay.Replayer."""

    def item(
        self, site: str, base_url: str | None, capture: Capture, kind: str, original: Capture | None
    ) -> Article | Listing | Outcome:
        """Return what the answer holds."""


@dataclass(slots=True)
class ReparseReport:
    """What a reparse did."""

    captures: int = 0
    articles: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    """One line for each capture that could not be read."""


class RebuiltIds:
    """Gives every rebuilt row the id it had; new rows get ids above all old ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._next = {
            table: connection.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0]
            for table in ("articles", *_KEPT)
        }
        connection.execute(
            "CREATE TEMP TABLE kept_articles AS SELECT id, site, key, native_id, status, missing_since FROM articles"
        )
        connection.execute("CREATE INDEX temp.kept_articles_key ON kept_articles (site, key)")
        connection.execute("CREATE INDEX temp.kept_articles_native ON kept_articles (site, native_id)")
        for table, columns in _KEPT.items():
            names = [f"k{index}" for index in range(len(columns))]
            selected = ", ".join(f"{column} AS {name}" for column, name in zip(columns, names, strict=True))
            connection.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT id, {selected} FROM {table}")
            connection.execute(f"CREATE INDEX temp.kept_{table}_key ON kept_{table} ({', '.join(names)})")

    def article(self, article: Article) -> int:
        """Return the id the article had, found by the CMS's number, then by its key."""
        row = None
        if article.native_id:
            row = self.connection.execute(
                "SELECT id FROM temp.kept_articles WHERE site = ? AND native_id = ?", (article.site, article.native_id)
            ).fetchone()
        if row is None:
            row = self.connection.execute(
                "SELECT id FROM temp.kept_articles WHERE site = ? AND key = ?", (article.site, article.key)
            ).fetchone()
        taken = row and self.connection.execute("SELECT 1 FROM articles WHERE id = ?", row).fetchone()
        return int(row[0]) if row and not taken else self._fresh("articles")

    def row(self, table: str, *natural_key: object) -> int:
        """Return the id the row with this natural key had; equal rows get theirs in turn."""
        where = " AND ".join(f"k{index} IS ?" for index in range(len(natural_key)))
        row = self.connection.execute(
            f"DELETE FROM temp.kept_{table} WHERE rowid = (SELECT rowid FROM temp.kept_{table} WHERE {where}"
            " ORDER BY id LIMIT 1) RETURNING id",
            natural_key,
        ).fetchone()
        return int(row[0]) if row else self._fresh(table)

    def _fresh(self, table: str) -> int:
        self._next[table] += 1
        return int(self._next[table])

    def restore_states(self) -> None:
        """Give back what no capture holds: redactions, and the state of what has gone."""
        self.connection.execute(
            "UPDATE articles SET status = k.status, missing_since = k.missing_since FROM temp.kept_articles k"
            " WHERE k.id = articles.id AND k.status <> 'present'"
        )

    def drop(self) -> None:
        """Drop the temporary tables."""
        for table in ("articles", *_KEPT):
            self.connection.execute(f"DROP TABLE temp.kept_{table}")


def reparse(
    archive: Path, replayer: ReadsCaptures, progress: Callable[[int, int], None] | None = None
) -> ReparseReport:
    """Rebuild the archive's derived rows; ``progress`` is told captures done and captures in all.

    Raises :class:`ArchiveError` when the archive cannot be opened or written; it is then as it was.
    """
    connection = open_archive(archive, create=False).conn
    report = ReparseReport()
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        ids = RebuiltIds(connection)
        _clear(connection)
        _replay(connection, replayer, ids, report, progress)
        ids.restore_states()
        redactions.hold(connection)
        for (site,) in connection.execute("SELECT slug FROM sites ORDER BY slug").fetchall():
            settle_bounds(connection, site)
        connection.execute("DELETE FROM absences WHERE article NOT IN (SELECT id FROM articles)")
        for table in ("pages", "incidents"):
            connection.execute(
                f"UPDATE {table} SET article = NULL WHERE article IS NOT NULL"
                " AND article NOT IN (SELECT id FROM articles)"
            )
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        for statement in search_statements()[1:]:
            connection.execute(statement)
        ids.drop()
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise ArchiveError(explain(archive, error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()
    return report


def _clear(connection: sqlite3.Connection) -> None:
    for name in ("insert", "delete", "update"):
        connection.execute(f"DROP TRIGGER IF EXISTS articles_fts_{name}")
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    for table in DERIVED:
        connection.execute(f"DELETE FROM {table}")


def _replay(
    connection: sqlite3.Connection,
    replayer: ReadsCaptures,
    ids: RebuiltIds,
    report: ReparseReport,
    progress: Callable[[int, int], None] | None,
) -> None:
    total = connection.execute("SELECT count(*) FROM captures").fetchone()[0]
    store = Store(connection, None, None, ids)
    for site, base_url, kind, capture, original in _captures(connection):
        try:
            item = replayer.item(site, base_url, capture, kind, original)
        except (OSError, ValueError, KeyError) as error:
            report.problems.append(f"capture {capture.id} of {capture.url}: {error}")
            continue
        item = read_or_fail(item)
        store.save(item)
        assert item.visit is not None
        report.outcomes[item.visit.outcome] += 1
        report.captures += 1
        if progress:
            progress(report.captures, total)
    report.articles = connection.execute("SELECT count(*) FROM articles").fetchone()[0]


def _captures(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, str | None, str, Capture, Capture | None]]:
    """Yield every capture in the order of fetching, with the capture that holds its payload when it is a revisit."""
    rows = connection.execute(
        f"SELECT c.id, r.site, r.base_url, c.kind, {_CAPTURE_COLUMNS}"
        " FROM captures c JOIN runs r ON r.id = c.run ORDER BY c.id"
    )
    for number, site, base_url, kind, *values in rows:
        capture = _capture(number, values)
        original = None
        if capture.same_as is not None:
            row = connection.execute(
                f"SELECT {_CAPTURE_COLUMNS} FROM captures c WHERE id = ?", (capture.same_as,)
            ).fetchone()
            original = _capture(capture.same_as, row)
        yield site, base_url, kind, capture, original


def _capture(number: int, values: list) -> Capture:
    return Capture(**dict(zip(_CAPTURE_NAMES, values, strict=True)), id=number)
