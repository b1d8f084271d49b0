"""The ladder of absence: present, missing once, suspected, gone, returned. Never one invented time of deletion.

Only a page's own answer proves absence, and only on a night when the site is otherwise well. Undecided looks
(table ``absences``) are decided at the end of a run.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import Any

from pipelines.incidents import Incidents

NIGHT = timedelta(hours=18)
"""Looks closer together than this count once."""
GONE_AFTER = timedelta(days=2, hours=18)
GONE_LOOKS = 3
MASS_LEAST = 5
MASS_SHARE = 0.5
"""At least five, and more than half, of the known articles looked at: then something is wrong with the site."""


def decide(connection: sqlite3.Connection, incidents: Incidents, verdict: str) -> None:
    """Decide a site's undecided looks: with verdict ``counts`` they move articles along the ladder."""
    rows = connection.execute(
        "SELECT b.id, b.article, b.seen_at FROM absences b JOIN articles a ON a.id = b.article"
        " WHERE b.verdict IS NULL AND a.site = ? ORDER BY b.seen_at, b.id",
        (incidents.site,),
    ).fetchall()
    for row, article, seen_at in rows:
        connection.execute("UPDATE absences SET verdict = ? WHERE id = ?", (verdict, row))
        if verdict == "counts":
            _step(connection, incidents, article, seen_at)


def _step(connection: sqlite3.Connection, incidents: Incidents, article: int, seen_at: str) -> None:
    status, last_seen_at = connection.execute(
        "SELECT status, last_seen_at FROM articles WHERE id = ?", (article,)
    ).fetchone()
    looks = _looks(connection, article, last_seen_at)
    if status in ("redacted", "quarantined") or not looks or seen_at < last_seen_at:
        return
    first = looks[0]["at"]
    since = _instant(seen_at) - _instant(first)
    nights = _nights([look["at"] for look in looks])
    state = "missing" if nights < 2 else "gone" if nights >= GONE_LOOKS and since >= GONE_AFTER else "suspected"
    evidence = {"cause": looks[-1]["cause"], "last_seen": last_seen_at, "first_missing": first, "looks": looks[:20]}
    connection.execute("UPDATE articles SET status = ?, missing_since = ? WHERE id = ?", (state, first, article))
    if status == "delisted":
        incidents.close("delisted", seen_at, article)
    if state == "gone" and status in ("missing", "suspected"):
        incidents.grow("missing", "gone", seen_at, evidence, article)
    else:
        incidents.hold("gone" if state == "gone" else "missing", seen_at, evidence, article)


def _looks(connection: sqlite3.Connection, article: int, last_seen_at: str) -> list[dict[str, Any]]:
    """Return the looks that count since the article was last seen, oldest first."""
    rows = connection.execute(
        "SELECT seen_at, cause, capture FROM absences WHERE article = ? AND seen_at > ? AND verdict = 'counts'"
        " ORDER BY seen_at",
        (article, last_seen_at),
    )
    return [{"at": at, "cause": cause, "capture": capture} for at, cause, capture in rows]


def _nights(instants: list[str]) -> int:
    """Return how many of these instants lie apart from the one counted before."""
    count, last = 0, None
    for text in instants:
        moment = _instant(text)
        if last is None or moment - last >= NIGHT:
            count, last = count + 1, moment
    return count


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
