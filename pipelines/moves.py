"""Moves: the same release at another address is one article with a history of addresses."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pipelines.incidents import Incidents

MANY = 4
"""So many moves in one run are a move of the site, told once."""
EXAMPLES = 10


def join_moved(connection: sqlite3.Connection, incidents: Incidents, instant: str) -> int:
    """Join articles that are absent with new ones of the same content; return how many.

    Where the publishing system numbers its releases, two numbers are two releases.
    """
    pairs = connection.execute(
        "SELECT a.id, a.key, a.url, b.id, b.key, b.url FROM articles a JOIN articles b ON b.site = a.site"
        " AND b.digest = a.digest AND b.id <> a.id WHERE a.site = ? AND a.status <> 'present'"
        " AND a.status IN ('missing', 'suspected', 'gone')"
        " AND b.status = 'present' AND b.revisions = 1 AND b.first_seen_at > a.first_seen_at"
        " AND (a.native_id IS NULL OR b.native_id IS NULL) ORDER BY a.id, b.id",
        (incidents.site,),
    ).fetchall()
    joined: set[int] = set()
    for old, old_key, old_url, new, new_key, new_url in pairs:
        if old in joined or new in joined:
            continue
        joined |= {old, new}
        _join(connection, old, new)
        connection.execute(
            "INSERT OR IGNORE INTO moves (site, to_key, from_key, seen_at) VALUES (?, ?, ?, ?)",
            (incidents.site, new_key, old_key, instant),
        )
        for kind in ("missing", "gone"):
            incidents.close(kind, instant, old)
        incidents.tell("moved", instant, {"url": [old_url, new_url]}, old)
    return len(joined) // 2


def _join(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Let ``old`` go on as ``new``; what belongs to the page is read again at its next look."""
    row = connection.execute("SELECT key, url, capture, last_seen_at FROM articles WHERE id = ?", (new,)).fetchone()
    for table in ("article_urls", "pages", "sightings", "incidents", "absences"):
        connection.execute(f"UPDATE {table} SET article = ? WHERE article = ?", (old, new))
    connection.execute("UPDATE related_links SET target_article = ? WHERE target_article = ?", (old, new))
    connection.execute("DELETE FROM comments WHERE article = ? AND NOT is_excerpt", (new,))
    connection.execute("UPDATE comments SET article = ? WHERE article = ?", (old, new))
    for table in ("date_bounds", "date_candidates", "revisions", "related_links", "images", "attachments", "tags"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (new,))
    connection.execute("DELETE FROM articles WHERE id = ?", (new,))
    connection.execute(
        "UPDATE articles SET key = ?, url = ?, capture = ?, last_seen_at = ?, status = 'present', missing_since = NULL"
        " WHERE id = ?",
        (*row, old),
    )


def tell_site_move(connection: sqlite3.Connection, incidents: Incidents, since: str, instant: str) -> None:
    """Tell many moves of one run once, as a move of the site; a few later ones are added to it."""
    rows = connection.execute(
        "SELECT id, evidence FROM incidents WHERE site = ? AND kind = 'moved' AND last_at >= ? ORDER BY last_at",
        (incidents.site, since),
    ).fetchall()
    held = connection.execute(
        "SELECT evidence FROM incidents WHERE site = ? AND kind = 'site-moved' AND closed_at IS NULL", (incidents.site,)
    ).fetchone()
    if not rows or (held is None and len(rows) < MANY):
        return
    before: dict[str, Any] = json.loads(held[0]) if held else {"articles": 0, "examples": []}
    examples = before["examples"] + [json.loads(evidence)["url"] for _, evidence in rows]
    evidence = {"articles": before["articles"] + len(rows), "examples": examples[:EXAMPLES]}
    connection.executemany("DELETE FROM incidents WHERE id = ?", [(row,) for row, _ in rows])
    incidents.hold("site-moved", instant, evidence)
