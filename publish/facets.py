"""How many of the hits of a search there are by each of what they can be narrowed by."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from publish.asking import NARROWING, Asked
from publish.hits import FIELDS, UNDATED_END, read, scope

MOST_VALUES = 40
"""Values of one facet that are told."""
_FIELD_OF = {"province": "region", "month": "published_at", "comments": "commented"}
"""A facet to the column that it is counted by, where that has another name."""
_REGIONS = "SELECT code, name FROM regions WHERE code IN (SELECT value FROM json_each(?))"
_NAMES = {
    "province": _REGIONS,
    "region": _REGIONS,
    "site": "SELECT slug, name FROM sites WHERE slug IN (SELECT value FROM json_each(?))",
}
"""What the values of a facet are called, where they are codes."""

Row = tuple[Any, ...]
Counted = list[tuple[str, str, int]]


def of(
    connection: sqlite3.Connection, asked: Asked, match: str, rows: list[Row], most: int
) -> tuple[dict[str, Counted], list[str]]:
    """Return the values of each facet with their labels and counts, and of which facets the newest alone are counted.

    What is chosen is counted as if it were not. ``rows`` are the hits, number in the index, score, fields; of them, and
    of other choices, there are the newest ``most``.
    """
    columns = dict(zip(FIELDS, list(zip(*rows, strict=True))[2:], strict=True)) if rows else dict.fromkeys(FIELDS, ())
    found: dict[str, Counted] = {}
    bounded = []
    for name in NARROWING:
        others: list[Row] | None = None
        if name in asked.chosen:
            others = read(connection, scope(connection, asked, match, name), _column(name), most)
        if name == "tag":
            counts = _tags(connection, rows if others is None else others)
        else:
            column = columns[_FIELD_OF.get(name, name)] if others is None else [row[1] for row in others]
            counts = _counted(name, column)
        if len(rows if others is None else others) >= most:
            bounded.append(name)
        values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
        chosen = asked.chosen.get(name, "")
        if name in asked.chosen:
            counts[chosen] = max(counts[chosen], len(rows))  # the newest of other choices may have none of it
            values = [(value, counts[value]) for value, _ in values]
        if counts[chosen] and (chosen, counts[chosen]) not in values:
            values.append((chosen, counts[chosen]))
        if name in ("year", "month"):
            values.sort(reverse=True)
        labels = _labels(connection, name, values)
        found[name] = [(value, labels.get(value, value), count) for value, count in values]
    return found, bounded


def _labels(connection: sqlite3.Connection, name: str, values: list[tuple[str, int]]) -> dict[str, str]:
    """Return the names of what is told by a code or a short name."""
    if name not in _NAMES:
        return {}
    return dict(connection.execute(_NAMES[name], (json.dumps([value for value, _ in values]),)).fetchall())


def _column(name: str) -> str:
    return f"a.{_FIELD_OF.get(name, name)}" if name != "tag" else "a.id"


def _counted(name: str, column: Iterable[Any]) -> Counter[str]:
    """Count a facet's values by those of its column."""
    if name == "month":
        return Counter(day[:7] for day in column if day and len(day) >= 7)
    counts: Counter[str] = Counter()
    for value, number in Counter(column).items():
        text = str(value or "")
        if name == "province":
            text = text.partition(".")[0]  # 35.06 is a regency of 35
        if text and (name != "region" or "." in text):
            counts[text] += number
    return counts


def _tags(connection: sqlite3.Connection, rows: list[Row]) -> Counter[str]:
    """Count the tags of releases."""
    query = (
        "SELECT tag, count(*) AS releases FROM tags WHERE article IN (SELECT value FROM json_each(?))"
        f" GROUP BY tag ORDER BY releases DESC, tag LIMIT {MOST_VALUES}"
    )
    newest = [row[0] & (UNDATED_END - 1) for row in rows]
    return Counter(dict(connection.execute(query, (json.dumps(newest),))))
