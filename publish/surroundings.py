"""What an article's page says of things outside its text: where its link was seen, whether its links are alive, and
which states its files had.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from publish import tallying
from publish.likeness import rows_of

Row = dict[str, Any]
ABSENT = ("missing", "suspected", "gone")
"""Statuses of an article whose address leads nowhere."""
_TARGETS = {
    "pages": "SELECT url, state, ifnull(last_error, '') AS reason FROM pages WHERE url IN"
    " (SELECT url FROM related_links WHERE article = ?) AND state <> 'redirected'",
    "unobtained": "SELECT url, state, ifnull(last_error, '') AS reason FROM unobtained WHERE url IN"
    " (SELECT url FROM related_links WHERE article = ?)",
}
"""What is known of addresses: in the frontier of a live archive, and of a published copy's what was not obtained."""
_FILES = """
SELECT url, sha256, bytes, first_seen_at, last_seen_at, capture FROM documents
WHERE url IN (SELECT url FROM attachments WHERE article = ?) ORDER BY first_seen_at, id
"""


def tell_links(connection: sqlite3.Connection, article: int, links: list[Row], attachments: list[Row]) -> None:
    """Add to each link its ``state``: archived, file (one of the attachments), dead, unobtained or unknown.

    ``page`` and ``reason`` tell how its address stands, where that is known.
    """
    files = {file["url"]: file["id"] for file in attachments}
    table = next((name for name in _TARGETS if tallying.has(connection, name)), None)
    known = {row["url"]: row for row in rows_of(connection, _TARGETS[table], (article,))} if table else {}
    for link in links:
        page = known.get(link["url"])
        link["page"], link["reason"] = (page["state"], page["reason"]) if page else (None, "")
        if link["target_article"]:
            link["state"] = "dead" if link["target_status"] in ABSENT else "archived"
        elif link["url"] in files:
            link["state"], link["file"] = "file", files[link["url"]]
        elif link["page"] == "missing":
            link["state"] = "dead"
        else:
            link["state"] = "unobtained" if link["page"] not in (None, "known") else "unknown"


def distinct(links: list[Row]) -> list[Row]:
    """Return links without those to a release that another of their kind leads to: what is still there is kept.

    A site that changes its addresses links to the same release twice, once as it was and once as it is.
    """
    kept: dict[tuple[Any, ...], Row] = {}
    for link in links:
        key = link["kind"], link["target_article"] or link["url"]
        if key not in kept or (kept[key]["missing_since"] and not link["missing_since"]):
            kept[key] = link
    return list(kept.values())


def tell_files(connection: sqlite3.Connection, article: int, attachments: list[Row]) -> None:
    """Add to each attachment the ``states`` that its file had, the first first."""
    states = rows_of(connection, _FILES, (article,)) if tallying.has(connection, "documents") else []
    for file in attachments:
        file["states"] = [state for state in states if state["url"] == file["url"]]


def tell_sightings(sightings: list[Row], home_url: str) -> None:
    """Add to each sighting whether it was ``at_home``: on the site's home page."""
    home = home_url.rstrip("/")
    for sighting in sightings:
        sighting["at_home"] = sighting["page_url"].rstrip("/") == home
