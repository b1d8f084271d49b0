"""The files that were fetched: each state of each, and the text that is read in it, apart from crawling.

A state is an address and a digest. States stay when the file behind an address changes, and survive a reparse. What the
article shows and the search finds is the text of the state that was fetched last.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from crawler.items import Capture
from pipelines.extraction import READER, Extract, can_recognise, extract
from pipelines.vocabulary import Vocabulary

_NAMES = (
    "url", "fetched_at", "status", "content_type", "digest", "size", "warc_file", "warc_offset", "warc_length", "etag",
    "last_modified", "same_as", "id",
)  # fmt: skip
_CAPTURE = f"SELECT {', '.join(_NAMES)} FROM captures WHERE id = ?"
_PENDING = """
SELECT d.id, d.url, d.sha256, d.media_type, d.capture FROM documents d
WHERE (d.state = 'pending' OR (d.state IN ('failed', 'empty', 'unsupported') AND (:again OR d.reader <> :reader)))
    AND (:site IS NULL OR EXISTS (SELECT 1 FROM attachments f JOIN articles a ON a.id = f.article
        WHERE f.url = d.url AND a.site = :site))
ORDER BY d.id DESC LIMIT :most
"""
_SHOW = """
UPDATE attachments SET (extracted_text, text_state, text_reason) =
    (SELECT d.text, d.state, d.reason FROM documents d WHERE d.url = attachments.url AND d.sha256 = attachments.sha256)
WHERE url = ? AND sha256 IS NOT NULL
"""


class ReadsFiles(Protocol):
    """What reading needs of crawler.replay.Replayer."""

    def file(self, capture: Capture, original: Capture | None) -> bytes:
        """Return the bytes of a file that was fetched; raises OSError and ValueError."""


@dataclass(slots=True)
class DocumentsReport:
    """What reading came to."""

    states: Counter[str] = field(default_factory=Counter)
    """How many documents ended in each state."""
    reasons: Counter[str] = field(default_factory=Counter)
    """How often each reason was given."""
    left: int = 0
    """Documents that still wait."""


def note(connection: sqlite3.Connection, url: str, found: dict[str, Any], capture: Capture) -> None:
    """Note a state of a file that was fetched, within the caller's transaction."""
    connection.execute(
        "INSERT INTO documents (url, sha256, capture, media_type, bytes, first_seen_at, last_seen_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (url, sha256) DO UPDATE SET"
        " last_seen_at = max(last_seen_at, ?6), capture = min(ifnull(capture, ?3), ?3)",
        (url, found["sha256"], capture.id, found["media_type"], found["bytes"], capture.fetched_at),
    )


def show(connection: sqlite3.Connection, url: str) -> None:
    """Give the articles that offer a file the text of its present state."""
    connection.execute(_SHOW, (url,))
    query = "SELECT DISTINCT extracted_text FROM attachments WHERE url = ? AND extracted_text IS NOT NULL"
    Vocabulary(connection).learn(*(text for (text,) in connection.execute(query, (url,)).fetchall()))


def read_pending(
    connection: sqlite3.Connection,
    files: ReadsFiles,
    now: Callable[[], str],
    *,
    most: int,
    site: str | None = None,
    again: bool = False,
    seconds: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DocumentsReport:
    """Read up to ``most`` documents that wait, the newest first, each in a process and a transaction of its own.

    ``again`` also takes what could not be read before; after ``seconds`` none is begun. Whatever a document is, it
    costs its own row and no more.
    """
    report = DocumentsReport()
    recognise = can_recognise()
    rows = connection.execute(_PENDING, {"again": again, "site": site, "most": most, "reader": READER}).fetchall()
    begun = time.monotonic()
    for done, (number, url, sha256, media_type, capture) in enumerate(rows, 1):
        if seconds is not None and time.monotonic() - begun > seconds:
            break
        found = _known(connection, number, sha256) or _read(connection, files, capture, media_type, recognise)
        _save(connection, number, url, found, now())
        report.states[found.state] += 1
        if found.reason:
            report.reasons[found.reason] += 1
        if progress:
            progress(done, len(rows))
    query = "SELECT count(*) FROM documents WHERE state = 'pending'"
    report.left = int(connection.execute(query).fetchone()[0])
    return report


def _known(connection: sqlite3.Connection, number: int, sha256: str) -> Extract | None:
    """Return what was read in the same file at another address."""
    row = connection.execute(
        "SELECT reason, text, pages FROM documents WHERE sha256 = ? AND state = 'read' AND id <> ? LIMIT 1",
        (sha256, number),
    ).fetchone()
    return Extract("read", row[0], row[1].split("\f"), row[2]) if row else None


def _read(
    connection: sqlite3.Connection, files: ReadsFiles, capture: int | None, media_type: str | None, recognise: bool
) -> Extract:
    first = _capture(connection, capture)
    if first is None:
        return Extract("failed", "no-capture")
    try:
        data = files.file(first, _capture(connection, first.same_as))
    except (OSError, ValueError):
        return Extract("failed", "capture-unreadable")
    return extract(data, media_type, recognise)


def _capture(connection: sqlite3.Connection, number: int | None) -> Capture | None:
    row = connection.execute(_CAPTURE, (number,)).fetchone() if number is not None else None
    return Capture(**dict(zip(_NAMES, row, strict=True))) if row else None


def _save(connection: sqlite3.Connection, number: int, url: str, found: Extract, instant: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "UPDATE documents SET state = ?, reason = ?, pages = ?, text = ?, reader = ?, read_at = ? WHERE id = ?",
            (found.state, found.reason, found.count, found.text, READER, instant, number),
        )
        show(connection, url)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
