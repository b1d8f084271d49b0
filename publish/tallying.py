"""Counts by month as pages show them: read from the table ``tallies``, never by counting what is counted there.

A copy that an earlier version published has no such table: then nothing is known, which is None or empty.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from itertools import pairwise

Months = dict[str, int]
"""Month (``2024-10``) to number; the empty month for what is undated."""
NONE_CHOSEN = ""
"""The name under which sites that are not told apart are counted together."""


def has(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether there is a table."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def months_of(
    connection: sqlite3.Connection, what: Collection[str], sites: Collection[str] | None = None, since: str = ""
) -> Months:
    """Return how many of what there are, month by month from one on; of all sites where none are named."""
    if not has(connection, "tallies"):
        return {}
    scope, values = _scope(what, sites)
    query = f"SELECT month, sum(number) FROM tallies WHERE {scope} AND month >= ? GROUP BY 1 ORDER BY 1"
    return dict(connection.execute(query, [*values, since]).fetchall())


def count(connection: sqlite3.Connection, what: str, month: str | None = None) -> int:
    """Return how many of one thing all sites have, in one month (the empty one: undated) or in all."""
    wanted = "" if month is None else " AND month = ?"
    values = [what] if month is None else [what, month]
    query = f"SELECT ifnull(sum(number), 0) FROM tallies WHERE what = ?{wanted}"
    return int(connection.execute(query, values).fetchone()[0])


def totals(connection: sqlite3.Connection, what: str, sites: Collection[str] | None = None) -> dict[str, int]:
    """Return how many of one thing each site has, of all sites or of those named."""
    if not has(connection, "tallies"):
        return {}
    scope, values = _scope([what], sites)
    rows = connection.execute(f"SELECT site, sum(number) FROM tallies WHERE {scope} GROUP BY 1", values)
    return dict(rows.fetchall())


def by_site(
    connection: sqlite3.Connection, what: str, since: str, sites: Collection[str] | None, most: int
) -> dict[str, Months]:
    """Return the months of the sites that have most of something from a month on, and of the others together."""
    if not has(connection, "tallies"):
        return {}
    scope, values = _scope([what], sites)
    scope, values = f"{scope} AND month >= ?", [*values, since]
    rows = connection.execute(
        f"SELECT site FROM tallies WHERE {scope} GROUP BY 1 ORDER BY sum(number) DESC, 1 LIMIT ?", [*values, most]
    )
    found: dict[str, Months] = {site: {} for (site,) in rows}
    told = f"CASE WHEN site IN (SELECT value FROM json_each(?)) THEN site ELSE '{NONE_CHOSEN}' END"
    apart = json.dumps(list(found))
    rows = connection.execute(
        f"SELECT {told}, month, sum(number) FROM tallies WHERE {scope} GROUP BY 1, 2", [apart, *values]
    )
    for site, month, number in rows:
        found.setdefault(site, {})[month] = number
    return found


def _scope(what: Collection[str], sites: Collection[str] | None) -> tuple[str, list[str]]:
    scope, values = "what IN (SELECT value FROM json_each(?))", [json.dumps(list(what))]
    if sites is not None:
        scope, values = f"site IN (SELECT value FROM json_each(?)) AND {scope}", [json.dumps(list(sites)), *values]
    return scope, values


def span(first: str, last: str) -> list[str]:
    """Return the months from one to another, both included."""
    begin, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def dated(months: Months) -> Months:
    """Return what is known to the month."""
    return {month: number for month, number in months.items() if len(month) == 7}


def before(month: str, number: int) -> str:
    """Return the month so many months before another."""
    place = int(month[:4]) * 12 + int(month[5:7]) - 1 - number
    return f"{place // 12:04d}-{place % 12 + 1:02d}"


def gaps(months: Months) -> list[tuple[str, str, int]]:
    """Return the runs of months without anything between the first and the last: first, last, how many; old first."""
    known = sorted(dated(months))
    found: list[tuple[str, str, int]] = []
    for before, after in pairwise(known):
        if empty := span(before, after)[1:-1]:
            found.append((empty[0], empty[-1], len(empty)))
    return found


def years(months: Months) -> list[tuple[str, list[int | None], int]]:
    """Return a row a year, the newest first: the year, its twelve months and its total.

    A month before the first or after the last that has anything is None.
    """
    known = dated(months)
    if not known:
        return []
    first, last = min(known), max(known)
    rows = []
    for year in range(int(last[:4]), int(first[:4]) - 1, -1):
        names = [f"{year:04d}-{month:02d}" for month in range(1, 13)]
        numbers = [known.get(name, 0) if first <= name <= last else None for name in names]
        rows.append((str(year), numbers, sum(number or 0 for number in numbers)))
    return rows


def window(months: Months, until: str, most: int) -> list[str]:
    """Return the newest months up to the last that has anything, at most so many, without one left out.

    ``until`` is the last that can: what is dated later is dated wrongly.
    """
    known = [month for month in dated(months) if month <= until]
    return span(min(known), max(known))[-most:] if known else []
