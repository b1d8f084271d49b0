"""Which releases a search finds: the newest of any number, narrowed by the index itself.

The rows of the full-text index are numbered in the order of publication (articles.search_rowid), and what a search is
narrowed by stands in it as words. So the newest hits are read without looking at the others, however many there are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from language.query import NOTHING
from publish.asking import Asked

MOST_HITS = 1_000
"""Releases that are read and counted, as many as can be paged through; where more match, counts are "more than"."""
UNBOUNDED = -1
"""In the place of a number of releases: as many as there are."""
FEW_LISTED = 3_000
"""Releases of a tag or a status up to which each is looked up among the hits, and not each hit among them."""
HIDDEN = "('quarantined', 'redacted')"
UNDATED_END = 1 << 32
"""Numbers of the index below this are those of releases of which no day is known."""
_END = (1 << 63) - 1

FIELDS = ("region", "site", "category", "year", "status", "commented", "sort_at", "published_at")
COLUMNS = ", ".join(f"a.{name}" for name in FIELDS)
NEWEST = "articles a INDEXED BY articles_newest"
"""Only what this index holds is read: the texts of thousands of releases are many pages of the file. It is in the order
of the full-text index, so that hits that follow each other lie near each other."""
_SOURCES = {
    "text": f"articles_fts CROSS JOIN {NEWEST} ON a.search_rowid = articles_fts.rowid"
    " WHERE articles_fts MATCH :match AND articles_fts.rowid BETWEEN :low AND :high",
    "each": f"{NEWEST} WHERE a.search_rowid BETWEEN :low AND :high",
    "listed": "({listed}) h CROSS JOIN articles a ON a.id = h.id WHERE a.search_rowid BETWEEN :low AND :high",
}
"""By what is asked for: words of the index, nothing, or what few releases have."""
_NUMBERS = {"text": "articles_fts.rowid", "each": "a.search_rowid", "listed": "a.search_rowid"}
_LISTS = {
    "tag": "SELECT article AS id FROM tags WHERE tag = :tag",
    "status": "SELECT id FROM articles INDEXED BY articles_absent WHERE status <> 'present' AND status = :status",
}
"""Choices that are no words of the index, and the releases that meet them."""

_EXACT: dict[str, str] = {
    "province": "(a.region = :province OR a.region IN (SELECT code FROM regions WHERE province_code = :province))",
    "region": "a.region = :region",
    "site": "a.site = :site",
    "year": "a.year = :year",
    "month": "substr(a.published_at, 1, 7) = :month",
    "category": "a.category = :category",
    "status": "a.status = :status",
    "comments": "a.commented = :comments",
    "tag": "EXISTS (SELECT 1 FROM tags t WHERE t.article = a.id AND t.tag = :tag)",
}
_FACTS: dict[str, Callable[[str], str]] = {
    "province": lambda value: "qxp" + re.sub("[^0-9A-Za-z]", "", value)[:2],
    "region": lambda value: "qxr" + re.sub("[^0-9A-Za-z]", "", value),
    "site": lambda value: "qxs" + value.encode("utf-8", "replace").hex(),
    "category": lambda value: "qxc" + value[:80].encode("utf-8", "replace").hex(),
    "comments": lambda value: "qxk",
}
"""A choice to the word of articles.search_facts that the releases have which meet it."""
_DAY = "substr(a.published_at, 1, 10)"
_BOUNDED = "a.published_at IS NULL AND ifnull(a.published_after, a.published_before) IS NOT NULL"


@dataclass(slots=True)
class Scope:
    """What of the archive a search looks at, as parts of a query."""

    match: str
    conditions: list[str]
    values: dict[str, Any]
    kind: str = "text"
    listed: str = ""


def scope(connection: sqlite3.Connection, asked: Asked, match: str, without: str = "") -> Scope:
    """Return what is looked at; ``match`` is what FTS5 is asked for the text, and one choice may be left out."""
    chosen = {name: value for name, value in asked.chosen.items() if name != without}
    facts = [f'"{_FACTS[name](value)}"' for name, value in chosen.items() if name in _FACTS]
    found = Scope(
        " AND ".join([f"({match})"] * bool(match) + facts),
        [f"a.status NOT IN {HIDDEN}", *(_EXACT[name] for name in chosen), *_days(asked)],
        {**chosen, "since": asked.since, "until": asked.until},
    )
    found.values |= {"match": found.match} | _range(asked, chosen)
    found.listed = next((_LISTS[name] for name in _LISTS if _are_few(connection, name, chosen)), "")
    if not found.match:
        found.kind = "listed" if found.listed else "each"
    elif found.listed:
        numbers = f"SELECT search_rowid FROM articles WHERE id IN ({found.listed})"
        found.conditions.append(f"articles_fts.rowid IN ({numbers})")
    return found


def read(
    connection: sqlite3.Connection, where: Scope, columns: str, most: int = MOST_HITS, *, oldest: bool = False
) -> list[tuple[Any, ...]]:
    """Return the newest rows, or the oldest of which a day is known; each begins with its number in the index."""
    if where.match.startswith((NOTHING, f"({NOTHING})")):
        return []
    number, order = _NUMBERS[where.kind], "ASC" if oldest else "DESC"
    source = " AND ".join([_SOURCES[where.kind].format(listed=where.listed), *where.conditions])
    query = f"SELECT {number}, {columns} FROM {source} ORDER BY {number} {order} LIMIT {most}"
    values = where.values | ({"low": max(where.values["low"], UNDATED_END)} if oldest else {})
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples, whatever the server wants of other queries
    return cursor.execute(query, values).fetchall()


def meets(connection: sqlite3.Connection, asked: Asked, article: int) -> bool:
    """Tell whether a release meets all that is chosen, whatever its text says."""
    conditions = [f"a.status NOT IN {HIDDEN}", *(_EXACT[name] for name in asked.chosen), *_days(asked)]
    query = f"SELECT 1 FROM articles a WHERE a.id = :article AND {' AND '.join(conditions)}"
    values = {**asked.chosen, "since": asked.since, "until": asked.until, "article": article}
    return connection.execute(query, values).fetchone() is not None


def _days(asked: Asked) -> list[str]:
    """Return the conditions of the days asked for; what is dated less exactly is in when it may be."""
    dated = ["a.published_at IS NOT NULL"]
    bounded = [_BOUNDED]
    if asked.since:
        dated.append(f"{_DAY} >= substr(:since, 1, length({_DAY}))")
        bounded.append("ifnull(a.published_before, '9') >= :since")
    if asked.until:
        dated.append(f"{_DAY} <= substr(:until, 1, length({_DAY}))")
        bounded.append("ifnull(a.published_after, '') <= :until")
    if len(dated) == 1:
        return []
    both = [" AND ".join(dated)] + ([" AND ".join(bounded)] if asked.uncertain else [])
    return ["(" + " OR ".join(f"({condition})" for condition in both) + ")"]


def _range(asked: Asked, chosen: dict[str, str]) -> dict[str, int]:
    """Return the numbers of the index between which the years asked for lie, with days to spare for time zones."""
    first, last = 1, 9999
    if not asked.uncertain:
        first, last = int(asked.since[:4] or first), int(asked.until[:4] or last)
    for name in ("year", "month"):
        if re.fullmatch(r"\d{4}(-\d\d)?", chosen.get(name, ""), re.ASCII):
            year = int(chosen[name][:4])
            first, last = max(first, year), max(min(last, year), 1)
    low = _number(date(first, 1, 1) - timedelta(days=1)) if first > 1 else 0
    high = _number(date(last, 12, 31) + timedelta(days=2)) if last < 9999 else _END
    return {"low": low, "high": high}


def _number(day: date) -> int:
    """Return the least number in the index of a day (pipelines.tables)."""
    return (day.year * 372 + day.month * 31 + day.day) * UNDATED_END


def _are_few(connection: sqlite3.Connection, name: str, chosen: dict[str, str]) -> bool:
    """Tell whether a choice is made that few releases meet."""
    if name not in chosen or chosen[name] == "present":
        return False
    query = f"SELECT count(*) FROM (SELECT 1 FROM ({_LISTS[name]}) LIMIT {FEW_LISTED + 1})"
    return bool(connection.execute(query, chosen).fetchone()[0] <= FEW_LISTED)
