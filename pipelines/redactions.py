"""The ledger of redactions: what must not be published, and why. The archive itself keeps what it has seen.

A redaction names an article or a comment by its number, or a person by name. It holds for every published copy built
afterwards, survives a reparse, since numbers stay, and can be lifted.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from pipelines.errors import ArchiveError

KINDS: Final = ("article", "comment", "person")
SHORTEST_NAME = 4
"""Characters of a name that can be redacted: shorter ones stand in too many words."""


@dataclass(slots=True, frozen=True)
class Redaction:
    """One entry of the ledger."""

    id: int
    kind: str
    target: str
    """Number of the article or comment, or the person's name."""
    in_texts: bool
    why: str
    made_at: str


@dataclass(slots=True)
class Reach:
    """What a redaction touches."""

    articles: int = 0
    comments: int = 0


def standing(connection: sqlite3.Connection, schema: str = "main") -> list[Redaction]:
    """Return the redactions that hold, in order; ``schema`` is the name under which the archive is attached."""
    rows = connection.execute(
        f"SELECT id, kind, target, in_texts, why, made_at FROM {schema}.redactions WHERE lifted_at IS NULL ORDER BY id"
    )
    return [Redaction(row[0], row[1], row[2], bool(row[3]), row[4], row[5]) for row in rows]


def reach(connection: sqlite3.Connection, kind: str, target: str, *, in_texts: bool) -> Reach:
    """Return what a redaction would touch; raises :class:`ArchiveError` where there is nothing of that kind."""
    if kind == "person":
        name = " ".join(target.split())
        if len(name) < SHORTEST_NAME:
            raise ArchiveError(f"{name!r} is too short for a name: it would be taken out of other words, too")
        pattern = f"%{name.replace('%', '').replace('_', ' ')}%"
        (comments,) = connection.execute("SELECT count(*) FROM comments WHERE author LIKE ?", (pattern,)).fetchone()
        articles = 0
        if in_texts:
            (articles,) = connection.execute(
                "SELECT count(*) FROM articles WHERE body LIKE ?1 OR headline LIKE ?1", (pattern,)
            ).fetchone()
        return Reach(articles, comments)
    if not (target.isascii() and target.isdecimal() and len(target) < 16) or (
        connection.execute(f"SELECT 1 FROM {kind}s WHERE id = ?", (int(target),)).fetchone() is None
    ):
        raise ArchiveError(f"the archive holds no {kind} {target!r}: give its number")
    if kind == "comment":
        return Reach(comments=1)
    (comments,) = connection.execute("SELECT count(*) FROM comments WHERE article = ?", (int(target),)).fetchone()
    return Reach(1, comments)


def redact(
    connection: sqlite3.Connection, kind: str, target: str, why: str, instant: str, *, in_texts: bool = False
) -> int:
    """Enter a redaction, and return its number; raises :class:`ArchiveError` for what cannot be redacted."""
    target = " ".join(target.split())
    reach(connection, kind, target, in_texts=in_texts)
    cursor = connection.execute(
        "INSERT INTO redactions (kind, target, in_texts, why, made_at) VALUES (?, ?, ?, ?, ?)",
        (kind, target, in_texts, why, instant),
    )
    if kind == "article":
        connection.execute("UPDATE articles SET status = 'redacted' WHERE id = ?", (int(target),))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def lift(connection: sqlite3.Connection, number: int, instant: str) -> None:
    """Lift a redaction; raises :class:`ArchiveError` when there is none of that number."""
    row = connection.execute(
        "UPDATE redactions SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL RETURNING kind, target",
        (instant, number),
    ).fetchone()
    if row is None:
        raise ArchiveError(f"no redaction {number} holds: `lontar redact --list` shows those that do")
    if row[0] == "article":
        connection.execute(
            "UPDATE articles SET status = CASE WHEN missing_since IS NULL THEN 'present' ELSE 'missing' END"
            " WHERE id = ?"
            " AND NOT EXISTS"
            " (SELECT 1 FROM redactions WHERE kind = 'article' AND target = ? AND lifted_at IS NULL)",
            (int(row[1]), row[1]),
        )
