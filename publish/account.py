"""How far a site's releases are known to be here: what its listings showed, months without any release, and the
addresses that are known and were not obtained, with reasons.

A published copy has no frontier; it carries these addresses as a table of its own, ``unobtained``.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from publish import tallying
from publish.likeness import rows_of

Row = dict[str, Any]
MOST_LISTINGS = 100
MOST_ADDRESSES = 50
_UNOBTAINED = {
    "pages": "FROM pages WHERE site = ? AND kind = 'article' AND article IS NULL AND state <> 'redirected'",
    "unobtained": "FROM unobtained WHERE site = ?",
}
"""Where the addresses stand: in the frontier of a live archive, in a table of its own in a published copy."""
_LISTINGS = """
SELECT block, url, shown, archived, walked_at FROM listings WHERE site = ? ORDER BY shown DESC, block, url LIMIT ?
"""


def account(connection: sqlite3.Connection, slug: str, months: tallying.Months) -> Row:
    """Return ``listings``, ``gaps`` (of the months given), ``unobtained`` and ``addresses`` of a site."""
    known = tallying.has(connection, "listings")
    return {
        "listings": rows_of(connection, _LISTINGS, (slug, MOST_LISTINGS)) if known else [],
        "gaps": tallying.gaps(months),
        "unobtained": unobtained(connection, slug),
        "addresses": addresses(connection, slug),
    }


def unobtained(connection: sqlite3.Connection, slug: str) -> list[Row] | None:
    """Return how many known addresses of releases were not obtained, by state and reason; None where not published."""
    if (source := _source(connection)) is None:
        return None
    counts = "SELECT state, ifnull(last_error, '') AS reason, count(*) AS number"
    return rows_of(connection, f"{counts} {source} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2", (slug,))


def addresses(connection: sqlite3.Connection, slug: str) -> list[Row]:
    """Return the first of these addresses, with state and reason."""
    if (source := _source(connection)) is None:
        return []
    columns = "url, state, ifnull(last_error, '') AS reason, discovered_at, fetched_at"
    return rows_of(connection, f"SELECT {columns} {source} ORDER BY state, last_error LIMIT {MOST_ADDRESSES}", (slug,))


def _source(connection: sqlite3.Connection) -> str | None:
    return next((sql for table, sql in _UNOBTAINED.items() if tallying.has(connection, table)), None)
