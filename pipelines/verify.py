"""Verify: the archive against itself and against its captures. Every row traceable, every digest right."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipelines import locks, runs
from pipelines.contents import content_digest, stored_content
from pipelines.errors import ArchiveError
from pipelines.schema import explain, open_archive

PROBLEM_LIMIT = 1_000
"""Problems listed; more are counted only."""

_UNTRACED = {
    "articles without their capture": "SELECT url FROM articles WHERE capture IS NULL",
    "revisions without their capture": "SELECT article || '/' || number FROM revisions WHERE capture IS NULL",
    "articles without a revision": "SELECT url FROM articles a WHERE NOT EXISTS"
    " (SELECT 1 FROM revisions WHERE article = a.id)",
    "articles whose count of revisions is wrong": "SELECT url FROM articles a WHERE revisions <>"
    " (SELECT count(*) FROM revisions WHERE article = a.id)",
    "articles missing among the addresses": "SELECT url FROM articles a WHERE NOT EXISTS"
    " (SELECT 1 FROM article_urls WHERE article = a.id)",
    "captures of no run": "SELECT url FROM captures WHERE run IS NULL",
}


class ReadsRecords(Protocol):
    """What verify needs of crawler.captures.CaptureReader."""

    def read(self, warc_file: str, offset: int, length: int) -> Any:
        """Return the record (url, body, is_revisit); raises OSError or ValueError."""


@dataclass(slots=True)
class VerifyReport:
    """What was checked and found."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    more: int = 0
    """Problems beyond those listed."""
    mended: list[str] = field(default_factory=list)
    """What was put right."""

    def note(self, problem: str) -> None:
        """Add a problem."""
        if len(self.problems) < PROBLEM_LIMIT:
            self.problems.append(problem)
        else:
            self.more += 1


def verify(
    archive: Path, reader: ReadsRecords, mend: runs.Mend, progress: Callable[[int, int], None] | None = None
) -> VerifyReport:
    """Check the archive and all its captures, and mend what killed runs left; raises :class:`ArchiveError`."""
    report = VerifyReport()
    connection = open_archive(archive, create=False).conn
    try:
        _mend(connection, archive, mend, report)
        _check_database(connection, report)
        _check_articles(connection, report)
        _check_captures(connection, reader, report, progress)
    except sqlite3.Error as error:
        raise ArchiveError(explain(archive, error)) from error
    finally:
        connection.close()
    return report


def _mend(connection: sqlite3.Connection, archive: Path, mend: runs.Mend, report: VerifyReport) -> None:
    for (site,) in connection.execute("SELECT slug FROM sites ORDER BY slug").fetchall():
        try:
            with locks.sole_run(archive, site):
                connection.execute("BEGIN IMMEDIATE")
                recovered = runs.mend_captures(connection, archive.parent / "captures", site, mend)
                connection.execute("COMMIT")
        except ArchiveError:
            report.counts["sites being crawled"] += 1
            continue
        if recovered:
            report.mended.append(f"{site}: {recovered} captures of a killed run recovered")


def _check_database(connection: sqlite3.Connection, report: VerifyReport) -> None:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            report.note(f"database: {line}")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        report.note(f"{table} row {row} refers to a row that {parent} does not have")
    for index in ("articles_fts", "more_fts"):
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            report.note(f"full-text index {index}: {error}")
    for sentence, query in _UNTRACED.items():
        for (name,) in connection.execute(query):
            report.note(f"{sentence}: {name}")


def _check_articles(connection: sqlite3.Connection, report: VerifyReport) -> None:
    for number, url, digest in connection.execute("SELECT id, url, digest FROM articles ORDER BY id"):
        report.counts["articles"] += 1
        if content_digest(stored_content(connection, number)) != digest:
            report.note(f"the digest of article {number} is not that of its content: {url}")


def _check_captures(
    connection: sqlite3.Connection,
    reader: ReadsRecords,
    report: VerifyReport,
    progress: Callable[[int, int], None] | None,
) -> None:
    total = connection.execute("SELECT count(*) FROM captures").fetchone()[0]
    rows = connection.execute(
        "SELECT id, url, digest, warc_file, warc_offset, warc_length, same_as FROM captures"
        " ORDER BY warc_file, warc_offset"
    )
    for number, url, digest, warc_file, offset, length, same_as in rows:
        report.counts["captures"] += 1
        try:
            record = reader.read(warc_file, offset, length)
        except (OSError, ValueError) as error:
            report.note(f"capture {number}: {error}")
            continue
        if record.url != url:
            report.note(f"capture {number}: the record at {offset} of {warc_file} is of another address")
        if same_as is None and "sha256:" + hashlib.sha256(record.body).hexdigest() != digest:
            report.note(f"capture {number}: the digest of the record at {offset} of {warc_file} is wrong")
        if progress:
            progress(report.counts["captures"], total)
