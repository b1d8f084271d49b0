"""Back-dating: a release that appears with a date which an earlier complete walk had already covered."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from crawler.items import Walks
from pipelines.incidents import Incidents
from pipelines.listed import BLOCKS

LATE_DAYS = 14
"""Agencies publish late; a release that appears within two weeks of its date is late, not back-dated."""
_MARKS = ", ".join("?" * len(BLOCKS))


def tell_back_dated(
    connection: sqlite3.Connection, incidents: Incidents, walks: Walks, started_at: str, since: str
) -> None:
    """Tell of articles first seen since an instant, now listed, whose date a walk before this run had covered.

    The evidence names that walk. ``walks`` are those complete before this run; without one nothing is told.
    """
    if walks.full_at is None:
        return
    covered = date.fromisoformat(walks.full_at[:10])
    latest = min(covered, date.fromisoformat(started_at[:10]) - timedelta(days=LATE_DAYS))
    rows = connection.execute(
        "SELECT id, published_at, first_seen_at, (SELECT page_url FROM sightings s WHERE s.article = a.id"
        f" AND s.block IN ({_MARKS}) AND s.last_seen_at >= ? LIMIT 1) FROM articles a"
        " WHERE site = ? AND first_seen_at >= ? AND published_at IS NOT NULL AND length(published_at) >= 10",
        (*BLOCKS, started_at, incidents.site, since),
    ).fetchall()
    for article, published_at, first_seen_at, listing in rows:
        if listing is None or date.fromisoformat(published_at[:10]) >= latest:
            continue
        late = date.fromisoformat(first_seen_at[:10]) - date.fromisoformat(published_at[:10])
        evidence = {
            "published_at": published_at,
            "first_seen_at": first_seen_at,
            "days": late.days,
            "walk": _walk(connection, incidents.site, walks.full_at),
            "listing": listing,
        }
        incidents.tell("back-dated", first_seen_at, evidence, article)


def _walk(connection: sqlite3.Connection, site: str, finished_at: str) -> dict[str, object]:
    row = connection.execute(
        "SELECT id FROM runs WHERE site = ? AND finished_at = ? LIMIT 1", (site, finished_at)
    ).fetchone()
    return {"finished_at": finished_at, "run": row[0] if row else None}
