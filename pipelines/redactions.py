"""The ledger of redactions: what must not be published, and why. The archive itself keeps what it has seen.

A redaction names an article or a comment by its number, or a person by name. It holds for every published copy built
afterwards, and can be lifted. Beside the number stands what the row is known by (site and key, author and text), so
that it holds also where a reparse, a new key of address or the full text of an excerpt gave the row another number.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Final

from pipelines.comment_rows import is_excerpt_of
from pipelines.errors import ArchiveError
from pipelines.privacy import Scrubber

KINDS: Final = ("article", "comment", "person")
SHORTEST_NAME = 4
"""Characters of a name that can be redacted: shorter ones stand in too many words."""
SHOWN = 50
"""Numbers of articles and comments that a reach lists."""
_KNOWN_BY = {
    "article": "SELECT site, key, native_id, NULL, NULL, status FROM {schema}.articles WHERE id = ?",
    "comment": "SELECT site, article_key, NULL, author, text, NULL FROM {schema}.comments WHERE id = ?",
}
_SAME_ARTICLE = (
    "SELECT a.id FROM {schema}.articles a WHERE a.site = ?1 AND (a.native_id = ?3 OR a.key = ?2"
    " AND ifnull(a.native_id = ?3, 1)) UNION"
    " SELECT a.id FROM {schema}.articles a JOIN {schema}.moves m ON m.site = a.site AND m.to_key = a.key"
    " WHERE m.site = ?1 AND m.from_key = ?2"
)


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
    article_numbers: list[int] = field(default_factory=list)
    """The first of them."""
    comment_numbers: list[int] = field(default_factory=list)


def standing(connection: sqlite3.Connection, schema: str = "main") -> list[Redaction]:
    """Return the redactions that hold, in order; ``schema`` is the name under which the archive is attached."""
    rows = connection.execute(
        f"SELECT id, kind, target, in_texts, why, made_at FROM {schema}.redactions WHERE lifted_at IS NULL ORDER BY id"
    )
    return [Redaction(row[0], row[1], row[2], bool(row[3]), row[4], row[5]) for row in rows]


def touched(connection: sqlite3.Connection, kind: str, schema: str = "main") -> dict[int, Redaction]:
    """Return the numbers of the articles, or comments, that redactions of their own kind hold back, with the first one.

    A comment is held back with every other one of its author that says the same, or is an excerpt of it.
    """
    found: dict[int, Redaction] = {}
    known = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT id, site, key, native_id, author, text FROM {schema}.redactions"
            " WHERE kind = ? AND lifted_at IS NULL",
            (kind,),
        )
    }
    for entry in standing(connection, schema):
        if entry.kind != kind:
            continue
        site, key, native_id, author, text = known[entry.id]
        row = connection.execute(f"SELECT site, {'author' if kind == 'comment' else 'key'} FROM {schema}.{kind}s"
                                 " WHERE id = ?", (int(entry.target),)).fetchone()  # fmt: skip
        if row is not None and (site is None or kind == "article" or row == (site, author)):
            found.setdefault(int(entry.target), entry)
        if site is None:
            continue
        if kind == "article":
            rows = connection.execute(_SAME_ARTICLE.format(schema=schema), (site, key, native_id)).fetchall()
            numbers = [number for (number,) in rows]
        else:
            numbers = _same_comments(connection, schema, site, author, text)
        for number in numbers:
            found.setdefault(number, entry)
    return found


def _same_comments(connection: sqlite3.Connection, schema: str, site: str, author: str, text: str) -> list[int]:
    rows = connection.execute(
        f"SELECT id, text, is_excerpt FROM {schema}.comments WHERE site = ? AND author = ?", (site, author)
    )
    return [
        number
        for number, other, is_excerpt in rows
        if other == text or (is_excerpt and is_excerpt_of(other, text)) or _is_cut(text, other)
    ]


def _is_cut(text: str, other: str) -> bool:
    """Tell whether the redacted text was an excerpt, which ends with three dots, of another one."""
    return text.rstrip().endswith(("...", "…")) and is_excerpt_of(text, other)


def reach(connection: sqlite3.Connection, kind: str, target: str, *, in_texts: bool) -> Reach:
    """Return what a redaction would touch; raises :class:`ArchiveError` where there is nothing of that kind."""
    if kind == "person":
        return _reach_of_person(connection, " ".join(target.split()), in_texts)
    if not (target.isascii() and target.isdecimal() and len(target) < 16) or (
        connection.execute(f"SELECT 1 FROM {kind}s WHERE id = ?", (int(target),)).fetchone() is None
    ):
        raise ArchiveError(f"the archive holds no {kind} {target!r}: give its number")
    if kind == "comment":
        site, _, _, author, text, _ = connection.execute(
            _KNOWN_BY["comment"].format(schema="main"), (int(target),)
        ).fetchone()
        numbers = sorted({int(target), *_same_comments(connection, "main", site, author, text)})
        return Reach(comments=len(numbers), comment_numbers=numbers[:SHOWN])
    rows = connection.execute("SELECT id FROM comments WHERE article = ? ORDER BY id", (int(target),))
    numbers = [number for (number,) in rows]
    return Reach(1, len(numbers), [int(target)], numbers[:SHOWN])


def _reach_of_person(connection: sqlite3.Connection, name: str, in_texts: bool) -> Reach:
    """Return where a name stands, by the very rule by which it is taken out."""
    if len(name) < SHORTEST_NAME:
        raise ArchiveError(f"{name!r} is too short for a name: it would be taken out of other words, too")
    scrubber = Scrubber([name] if in_texts else [], people=[name])
    connection.create_function(
        "names_person", 1, lambda text: scrubber.names_person(text or ""), deterministic=True
    )
    connection.create_function("forbids", 1, lambda text: scrubber.forbids_text(text or ""), deterministic=True)
    connection.create_function("forbids_link", 1, lambda text: scrubber.forbids_link(text or ""), deterministic=True)
    comments = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM comments WHERE names_person(author) OR names_person(text) UNION"
            " SELECT comment FROM comment_revisions WHERE names_person(text) ORDER BY 1"
        )
    ]
    articles: list[int] = []
    if in_texts:
        columns = ("headline", "subheadline", "body", "byline", "author")
        condition = " OR ".join(f"forbids({column})" for column in columns)
        articles = [
            number
            for (number,) in connection.execute(
                f"SELECT id FROM articles WHERE {condition} OR forbids_link(url) UNION"
                " SELECT article FROM revisions WHERE forbids(headline) OR forbids(body) ORDER BY 1"
            )
        ]
    return Reach(len(articles), len(comments), articles[:SHOWN], comments[:SHOWN])


def redact(
    connection: sqlite3.Connection, kind: str, target: str, why: str, instant: str, *, in_texts: bool = False
) -> int:
    """Enter a redaction, and return its number; raises :class:`ArchiveError` for what cannot be redacted."""
    target = " ".join(target.split())
    reach(connection, kind, target, in_texts=in_texts)
    known: tuple = (None,) * 6
    if kind != "person":
        target = str(int(target))
        known = connection.execute(_KNOWN_BY[kind].format(schema="main"), (int(target),)).fetchone()
    cursor = connection.execute(
        "INSERT INTO redactions (kind, target, in_texts, why, made_at, site, key, native_id, author, text, was)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, target, in_texts, why, instant, *known),
    )
    hold(connection)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def hold(connection: sqlite3.Connection) -> None:
    """Give every redacted article its status, also one that a reparse has given another number."""
    connection.executemany(
        "UPDATE articles SET status = 'redacted' WHERE id = ?",
        [(number,) for number in touched(connection, "article")],
    )


def lift(connection: sqlite3.Connection, number: int, instant: str) -> None:
    """Lift a redaction; raises :class:`ArchiveError` when there is none of that number."""
    held = touched(connection, "article")
    row = connection.execute(
        "UPDATE redactions SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL RETURNING was", (instant, number)
    ).fetchone()
    if row is None:
        raise ArchiveError(f"no redaction {number} holds: `lontar redact --list` shows those that do")
    was = row[0] if row[0] not in (None, "redacted") else None
    for article in held.keys() - touched(connection, "article").keys():
        connection.execute(
            "UPDATE articles SET status = ifnull(?, CASE WHEN missing_since IS NULL THEN 'present' ELSE 'missing' END)"
            " WHERE id = ? AND status = 'redacted'",
            (was, article),
        )
