"""What has vanished: releases that are not, or were not, at their address, with the evidence step by step.

A release climbs a ladder: missing (one look), suspected (two), gone (three on different days, its site well each
time). Beside it stand those that came back and those that listings no longer show though their page is there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from publish.likeness import rows_of
from publish.telling import scope_of_region

Row = dict[str, Any]
RUNGS = ("gone", "suspected", "missing", "returned", "delisted")
"""Steps of the ladder, the surest first, and what is beside it."""
PAGE = 30
MOST_LOOKS = 6
_ROWS = """
SELECT a.id, a.headline, a.url, a.site, s.name AS site_name, a.language, a.status, a.published_at, a.published_raw,
    a.published_source, a.published_precision, a.published_zone, a.published_after, a.published_before,
    a.published_bounds, a.first_seen_at, a.last_seen_at, a.missing_since, a.capture, c.digest AS capture_digest,
    c.fetched_at
FROM articles a JOIN sites s ON s.slug = a.site LEFT JOIN captures c ON c.id = a.capture
WHERE a.status <> 'present' AND a.status = ?
"""
_LOOKS = """
SELECT seen_at, cause, verdict, capture FROM absences WHERE article = ? ORDER BY seen_at DESC, id DESC LIMIT ?
"""


def vanished(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Row:
    """Return ``rows`` of one rung, the latest first, each with its ``looks``; ``counts`` of all rungs; and ``next``.

    ``asked`` may hold rung, site, region and page; what makes no sense in it finds nothing or is left out.
    """
    rung = asked["rung"] if asked.get("rung") in RUNGS else RUNGS[0]
    scope, values = scope_of_region("a.site", asked)
    begin = PAGE * (page_of(asked.get("page")) - 1)
    rows = rows_of(
        connection,
        f"{_ROWS} AND {scope} ORDER BY a.missing_since DESC, a.id DESC LIMIT {PAGE + 1} OFFSET {begin}",
        [rung, *values],
    )
    for row in rows[:PAGE]:
        row["looks"] = rows_of(connection, _LOOKS, (row["id"], MOST_LOOKS))
    counts = dict(
        connection.execute(
            f"SELECT a.status, count(*) FROM articles a WHERE a.status <> 'present' AND {scope} GROUP BY 1", values
        ).fetchall()
    )
    return {
        "rung": rung,
        "rows": rows[:PAGE],
        "counts": {name: counts.get(name, 0) for name in RUNGS},
        "next": begin // PAGE + 2 if len(rows) > PAGE else None,
    }


def page_of(text: str | None) -> int:
    """Return the number of a page that a reader asks for; 1 where it is none."""
    return max(int(text), 1) if text and text.isascii() and text.isdecimal() and len(text) < 5 else 1
