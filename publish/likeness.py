"""What stands beside a release on its page: its neighbours, copies of its text, and releases on the same subject."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from publish.comparing import compare_states

Row = dict[str, Any]
MOST_SHOWN = 6
LEAST_SHARED = 2
"""Rare words that two releases on one subject have in common, at least..."""
LEAST_WEIGHT = 0.25
"""... and their share of the weight of all."""
NEAREST = 300
"""Releases with one of the words that are looked at on either side, those published nearest to the release."""
_HIDDEN = "('quarantined', 'redacted')"
_SHOWN = (
    "SELECT a.id, a.headline, a.url, a.site, s.name AS site_name, a.language, a.published_at, a.published_raw,"
    " a.published_source, a.published_precision, a.published_zone, a.published_after, a.published_before,"
    " a.sort_at, a.first_seen_at, a.status FROM articles a JOIN sites s ON s.slug = a.site"
)
_NEIGHBOURS = {
    "earlier": f"{_SHOWN} WHERE a.site = :site AND a.sort_at IS NOT NULL AND (a.sort_at, a.id) < (:sort_at, :id)"
    f" AND a.status NOT IN {_HIDDEN} ORDER BY a.sort_at DESC, a.id DESC LIMIT 1",
    "later": f"{_SHOWN} WHERE a.site = :site AND (a.sort_at, a.id) > (:sort_at, :id)"
    f" AND a.status NOT IN {_HIDDEN} ORDER BY a.sort_at, a.id LIMIT 1",
}
_COPIES = f"""
WITH pairs AS (
    SELECT other AS id, alike, contained FROM likenesses WHERE article = :id
    UNION ALL SELECT article, alike, contained FROM likenesses WHERE other = :id
)
SELECT shown.*, p.alike, p.contained FROM pairs p JOIN ({_SHOWN} WHERE a.status NOT IN {_HIDDEN}) shown USING (id)
ORDER BY max(p.alike, p.contained) DESC, shown.id LIMIT {MOST_SHOWN}
"""
_SAME = (
    f"{_SHOWN} WHERE a.site = :site AND a.digest = :digest AND a.id <> :id AND a.body <> ''"
    f" AND a.status NOT IN {_HIDDEN} ORDER BY a.id LIMIT {MOST_SHOWN}"
)
_DOUBLED = f"""
WITH repeated AS (SELECT digest FROM articles WHERE site = :site GROUP BY digest HAVING count(*) > 1),
pairs AS (
    SELECT min(a.url) AS one, max(a.url) AS other FROM repeated r
    JOIN articles a ON a.site = :site AND a.digest = r.digest
    WHERE a.body <> '' AND a.status NOT IN {_HIDDEN} GROUP BY a.digest HAVING count(*) > 1
)
SELECT count(*) OVER () AS releases, one, other FROM pairs ORDER BY one LIMIT 1
"""
_SIDES = [
    "SELECT rowid & 4294967295 AS id, ? AS weight FROM articles_fts WHERE articles_fts MATCH ?"
    f" AND rowid {side} ? ORDER BY rowid {order} LIMIT {NEAREST}"
    for side, order in (("<", "DESC"), (">", "ASC"))
]
_LETTERS = {"year": 4, "month": 7, "day": 10}
"""Letters of a date as far as it is known; what is more precise is compared as an instant."""
_STATE = "SELECT id, site, headline, subheadline, body, byline, author, category, published_at, published_raw,"
_TEXT = (
    f"{_STATE} published_source, published_precision, published_zone, published_after, published_before, url,"
    " language, first_seen_at, status, NULL AS image, (SELECT name FROM sites WHERE slug = site) AS site_name"
    f" FROM articles WHERE id = ? AND status NOT IN {_HIDDEN}"
)


def rows_of(connection: sqlite3.Connection, sql: str, values: Any) -> list[Row]:
    """Return the rows of a query as dictionaries of column to value."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def beside(connection: sqlite3.Connection, article: Row) -> Row:
    """Return ``earlier`` and ``later`` (or None), ``same``, ``copies`` and ``subject``: rows that a list can show.

    ``same`` are the same release at other addresses of the site, which nothing joins. A copy has ``first`` (1 before,
    -1 after, 0 unknown), and how many paragraphs only one has: ``here``, ``there``.
    """
    values = {name: article[name] for name in ("site", "digest", "id")}
    found: Row = {"same": rows_of(connection, _SAME, values), "copies": [], "subject": []}
    for name, sql in _NEIGHBOURS.items():
        values = {"site": article["site"], "sort_at": article["sort_at"], "id": article["id"]}
        found[name] = next(iter(rows_of(connection, sql, values)), None) if article["sort_at"] else None
    if not _has(connection, "likenesses"):  # a copy that an earlier version published
        return found
    same = {row["id"] for row in found["same"]}
    found["copies"] = [row for row in rows_of(connection, _COPIES, {"id": article["id"]}) if row["id"] not in same]
    for copy in found["copies"]:
        copy["first"] = published_first(copy, article)
        copy["here"], copy["there"] = _apart(article["body"], _body(connection, copy["id"]))
    known = same | {copy["id"] for copy in found["copies"]}
    found["subject"] = [row for row in _on_subject(connection, article["id"]) if row["id"] not in known][:MOST_SHOWN]
    return found


def doubled(connection: sqlite3.Connection, site: str) -> Row | None:
    """Return how many ``releases`` of a site stand at several addresses that nothing joins, with ``one`` and ``other``.

    They are the same in all that makes a state of a release: headline, text, date and what else is compared. None
    where there are none.
    """
    return next(iter(rows_of(connection, _DOUBLED, {"site": site})), None)


def quoted(word: str) -> str:
    """Return a word as FTS5 takes it for a word, whatever stands in it."""
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def published_first(copy: Row, article: Row) -> int:
    """Tell by the dates of both whether the copy was published before (1) or after (-1) the article; 0 when unknown.

    Dates are compared as far as both are known.
    """
    if not copy["published_at"] or not article["published_at"]:
        return 0
    precisions = {row["published_precision"] or "day" for row in (copy, article)}
    if "week" in precisions:
        return 0
    width = min((_LETTERS[name] for name in precisions if name in _LETTERS), default=None)
    theirs, ours = ((row["published_at"][:width] if width else row["sort_at"]) or "" for row in (copy, article))
    return (theirs < ours) - (theirs > ours)


def _body(connection: sqlite3.Connection, number: int) -> str:
    return str(connection.execute("SELECT ifnull(body, '') FROM articles WHERE id = ?", (number,)).fetchone()[0])


def _apart(here: str | None, there: str | None) -> tuple[int, int]:
    """Return how many paragraphs only the one text has, and only the other; white space and case do not count."""
    ours, theirs = ({" ".join(part.lower().split()) for part in (text or "").split("\n\n")} for text in (here, there))
    return len(ours - theirs - {""}), len(theirs - ours - {""})


def _on_subject(connection: sqlite3.Connection, number: int) -> list[Row]:
    """Return releases that share rare words with one, the most alike first, of those published nearest to it."""
    row = connection.execute(
        "SELECT f.terms, a.search_rowid FROM fingerprints f JOIN articles a ON a.id = f.article WHERE f.article = ?",
        (number,),
    ).fetchone()
    terms = [(str(word), float(weight)) for word, weight in json.loads(row[0])] if row else []
    if len(terms) < LEAST_SHARED:
        return []
    lists = " UNION ALL ".join(f"SELECT * FROM ({side})" for _ in terms for side in _SIDES)
    values: list[Any] = [
        part for word, weight in terms for part in (weight, quoted(word), row[1], weight, quoted(word), row[1])
    ]
    least = LEAST_WEIGHT * sum(weight for _, weight in terms)
    hits = (
        f"SELECT id, sum(weight) AS shared FROM ({lists}) WHERE id <> ? GROUP BY id"
        f" HAVING count(*) >= {LEAST_SHARED} AND sum(weight) >= ? ORDER BY shared DESC, id DESC LIMIT {3 * MOST_SHOWN}"
    )
    return rows_of(
        connection,
        f"SELECT shown.*, h.shared FROM ({hits}) h JOIN ({_SHOWN} WHERE a.status NOT IN {_HIDDEN}) shown USING (id)"
        " ORDER BY h.shared DESC, id DESC",
        [*values, number, least],
    )


def compared(connection: sqlite3.Connection, first: int, second: int) -> Row | None:
    """Return two releases and how the second differs from the first; None when one of them is not to be shown."""
    rows = [row for number in (first, second) for row in rows_of(connection, _TEXT, (number,))]
    if len(rows) != 2:
        return None
    return {"earlier": rows[0], "later": rows[1], "comparison": compare_states(*rows)}
