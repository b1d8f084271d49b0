"""What a search finds outside of the releases' present texts: comments, earlier texts, attachments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any

from publish.asking import Asked
from publish.hits import HIDDEN, meets
from publish.marking import START, mark, marked_texts

MORE_SHOWN = 6
SNIPPET_WORDS = 24
MORE_LOOKED_AT = 40
LOOKED_AT_TOGETHER = 10
"""Hits that are compared with the present texts at once."""
MOST_RANKED = 500
"""Hits up to which the best ones are looked at; of more, and of words that very many texts have, the latest."""
KINDS = ("comment", "earlier", "attachment")
_ORIGINS = (
    "SELECT c.article, a.headline, c.first_seen_at, c.site, c.missing_since, c.id FROM comments c"
    " LEFT JOIN articles a ON a.id = c.article WHERE c.id = ? AND c.article IS NOT NULL",
    "SELECT r.article, a.headline, r.seen_at, a.site, NULL, r.number FROM revisions r"
    f" JOIN articles a ON a.id = r.article WHERE r.id = ? AND a.status NOT IN {HIDDEN}",
    "SELECT f.article, f.label, f.first_seen_at, a.site, f.missing_since, f.url FROM attachments f"
    f" JOIN articles a ON a.id = f.article WHERE f.id = ? AND a.status NOT IN {HIDDEN}",
)
"""By what the rest of a row's number in ``more_fts`` is: a comment, an earlier text, an attachment."""
_NAMES = ("article", "headline", "at", "site", "missing_since", "which")

Hit = tuple[int, Any]
"""A row's number in ``more_fts``, and the release to which it belongs with what is told of it."""


def search(connection: sqlite3.Connection, match: str, asked: Asked, ranked: bool = True) -> list[dict[str, Any]]:
    """Return comments, earlier texts and attachments that match; of a text that still says so, no earlier state.

    What is chosen holds for the release to which they belong.
    """
    found: list[dict[str, Any]] = []
    rowids: list[int] = []
    shown: set[tuple[int, int]] = set()
    for rowid, origin in _unsaid(connection, match, _origins(connection, _hits(connection, match, ranked), asked)):
        number, rest = divmod(rowid, 4)
        if (rest, origin[0]) in shown:
            continue
        if rest != 0:
            shown.add((rest, origin[0]))
        entry = {"kind": KINDS[rest], "row": number, "page": _page_of(connection, match, rowid) if rest == 2 else None}
        rowids.append(rowid)
        found.append(entry | dict(zip(_NAMES, origin, strict=True)))
        if len(found) == MORE_SHOWN:
            break
    query = "SELECT rowid, NULL, text FROM more_fts WHERE rowid = ?"
    texts = [connection.execute(query, (rowid,)).fetchone() for rowid in rowids]
    marked = mark(texts, match, SNIPPET_WORDS) if texts else {}
    for rowid, entry in zip(rowids, found, strict=True):
        entry["snippet"] = str(marked[rowid][1]).replace("\f", " ")
    return found


def _origins(connection: sqlite3.Connection, hits: list[int], asked: Asked) -> Iterator[Hit]:
    """Give the hits that belong to a release which meets what is chosen, with what is told of them."""
    for rowid in hits:
        number, rest = divmod(rowid, 4)
        origin = connection.execute(_ORIGINS[rest], (number,)).fetchone() if rest < len(_ORIGINS) else None
        if origin is not None and meets(connection, asked, origin[0]):
            yield rowid, origin


def _unsaid(connection: sqlite3.Connection, match: str, hits: Iterator[Hit]) -> Iterator[Hit]:
    """Give the hits but for earlier states of releases that still say so."""
    while some := list(islice(hits, LOOKED_AT_TOGETHER)):
        earlier = {origin[0] for rowid, origin in some if rowid % 4 == 1}
        said = marked_texts(connection, earlier, match, 1) if earlier else {}
        yield from ((rowid, origin) for rowid, origin in some if rowid % 4 != 1 or origin[0] not in said)


def _hits(connection: sqlite3.Connection, match: str, ranked: bool) -> list[int]:
    """Return the rows of the index to look at, the best first, where there are few enough to tell."""
    query = "SELECT rowid FROM more_fts WHERE more_fts MATCH ? ORDER BY {} LIMIT {}"
    try:
        most = MOST_RANKED if ranked else MORE_LOOKED_AT
        latest = connection.execute(query.format("rowid DESC", most), (match,)).fetchall()
        if ranked and len(latest) < MOST_RANKED:
            latest = connection.execute(query.format("rank", MORE_LOOKED_AT), (match,)).fetchall()
    except sqlite3.OperationalError:  # an archive of the version before has no such index
        return []
    return [row[0] for row in latest[:MORE_LOOKED_AT]]


def _page_of(connection: sqlite3.Connection, match: str, rowid: int) -> int | None:
    """Return the page of a document on which a search first finds something; None where it has but one, or none."""
    query = "SELECT highlight(more_fts, 0, char(2), '') FROM more_fts WHERE more_fts MATCH ? AND rowid = ?"
    text = connection.execute(query, (match, rowid)).fetchone()[0]
    return text[: text.index(START)].count("\f") + 1 if "\f" in text and START in text else None
