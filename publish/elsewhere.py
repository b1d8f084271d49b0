"""What a search finds outside of the releases' present texts: comments, earlier texts, attachments."""

from __future__ import annotations

import sqlite3
from typing import Any

from publish.asking import Asked
from publish.hits import HIDDEN, meets
from publish.marking import START, marked_texts

MORE_SHOWN = 6
MORE_LOOKED_AT = 60
MOST_RANKED = 2_000
"""Hits up to which the best ones are looked at; of more, the latest."""
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


def search(connection: sqlite3.Connection, match: str, asked: Asked) -> list[dict[str, Any]]:
    """Return comments, earlier texts and attachments that match; of a text that still says so, no earlier state.

    What is chosen holds for the release to which they belong.
    """
    found: list[dict[str, Any]] = []
    shown: set[tuple[int, int]] = set()
    for rowid in _hits(connection, match):
        number, rest = divmod(rowid, 4)
        origin = connection.execute(_ORIGINS[rest], (number,)).fetchone() if rest < len(_ORIGINS) else None
        if origin is None or (rest, origin[0]) in shown or not meets(connection, asked, origin[0]):
            continue
        if rest == 1 and _still_says(connection, match, origin[0]):
            continue
        if rest != 0:
            shown.add((rest, origin[0]))
        entry = {"kind": KINDS[rest], "row": number, "page": _page_of(connection, match, rowid) if rest == 2 else None}
        entry["snippet"] = _snippet(connection, match, rowid)
        found.append(entry | dict(zip(_NAMES, origin, strict=True)))
        if len(found) == MORE_SHOWN:
            break
    return found


def _hits(connection: sqlite3.Connection, match: str) -> list[int]:
    """Return the rows of the index to look at, the best first, where there are few enough to tell."""
    query = "SELECT rowid FROM more_fts WHERE more_fts MATCH ? ORDER BY {} LIMIT {}"
    try:
        latest = connection.execute(query.format("rowid DESC", MOST_RANKED), (match,)).fetchall()
        if len(latest) < MOST_RANKED:
            latest = connection.execute(query.format("rank", MORE_LOOKED_AT), (match,)).fetchall()
    except sqlite3.OperationalError:  # an archive of the version before has no such index
        return []
    return [row[0] for row in latest[:MORE_LOOKED_AT]]


def _snippet(connection: sqlite3.Connection, match: str, rowid: int) -> str:
    query = (
        "SELECT snippet(more_fts, 0, char(2), char(3), ' … ', 24) FROM more_fts WHERE more_fts MATCH ? AND rowid = ?"
    )
    return str(connection.execute(query, (match, rowid)).fetchone()[0]).replace("\f", " ")


def _page_of(connection: sqlite3.Connection, match: str, rowid: int) -> int | None:
    """Return the page of a document on which a search first finds something; None where it has but one, or none."""
    query = "SELECT highlight(more_fts, 0, char(2), '') FROM more_fts WHERE more_fts MATCH ? AND rowid = ?"
    text = connection.execute(query, (match, rowid)).fetchone()[0]
    return text[: text.index(START)].count("\f") + 1 if "\f" in text and START in text else None


def _still_says(connection: sqlite3.Connection, match: str, article: int) -> bool:
    return article in marked_texts(connection, [article], match, 1)
