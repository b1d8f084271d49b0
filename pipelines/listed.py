"""What listings no longer show: the order of listings before a run, compared with what they show in it.

A listing that is read again from its beginning shows a window of the order it had before. What stood in that window and
is in no listing any more has been taken out of it; only its own page tells whether it is gone.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipelines.changes import READ_FROM

BLOCKS = ("listing", "lead")
_MARKS = ", ".join("?" * len(BLOCKS))
TOTALLED = ("listing", "feed", "sitemap", "api")
"""Blocks that show all that there is, or all of a kind; the others show a choice of it."""
MOST_LEFT_OUT = 5
SHARE_LEFT_OUT = 0.2
"""A listing that leaves out more than five and a fifth of what it showed has another order: nothing is concluded."""
_OFFSET = re.compile(r"(?:/page)?/(\d+)/?$|[?&](?:page|paged|hal|halaman|start|offset|per_page)=(\d+)")


@dataclass(slots=True, frozen=True)
class LeftOut:
    """An article that listings showed before and no longer show."""

    article: int
    url: str
    listing: str
    """The listing that no longer shows it."""


class Listed:
    """The order of a site's listings as an earlier run saw it."""

    def __init__(self, connection: sqlite3.Connection, site: str, since: str | None, whole: bool) -> None:
        """Remember what runs since an instant saw; ``whole``: this run walks the listings to their end."""
        self.connection = connection
        self.site = site
        self.whole = whole
        self.before = self._orders(since) if since else {}

    def left_out(self, started_at: str) -> list[LeftOut]:
        """Return what this run's listings should have shown and did not."""
        if not self.before:
            return []
        now = self._orders(started_at)
        shown = {article for order in now.values() for article in order}
        found: dict[int, LeftOut] = {}
        for listing, order in self.before.items():
            present = now.get(listing, [])
            window = len(order) if self.whole and present else _window(order, set(present))
            missed = [article for article in order[:window] if article not in shown]
            if len(missed) > max(MOST_LEFT_OUT, SHARE_LEFT_OUT * window):
                return []
            found |= {article: self._of(article, listing) for article in missed}
        return list(found.values())

    def _of(self, article: int, listing: str) -> LeftOut:
        query = f"SELECT ifnull({READ_FROM}, a.url) FROM articles a WHERE id = ?"
        (url,) = self.connection.execute(query, (article,)).fetchone()
        return LeftOut(article, url, listing)

    def _orders(self, since: str) -> dict[str, list[int]]:
        """Return for each listing the articles it showed since an instant, in its order."""
        rows = self.connection.execute(
            f"SELECT page_url, position, article FROM sightings WHERE site = ? AND last_seen_at >= ?"
            f" AND block IN ({_MARKS}) AND article IS NOT NULL",
            (self.site, since, *BLOCKS),
        )
        placed: dict[str, dict[int, tuple[int, int]]] = {}
        for page_url, position, article in rows:
            listing, offset = listing_of(page_url)
            places = placed.setdefault(listing, {})
            places[article] = min(places.get(article, (offset, position)), (offset, position))
        return {listing: sorted(places, key=places.__getitem__) for listing, places in placed.items()}


def note_listings(connection: sqlite3.Connection, site: str, since: str, instant: str) -> None:
    """Note how many releases each listing showed in a complete walk that began at ``since``."""
    rows = connection.execute(
        "SELECT block, page_url, key, article IS NOT NULL FROM sightings WHERE site = ? AND last_seen_at >= ?"
        f" AND key IS NOT NULL AND block IN ({', '.join('?' * len(TOTALLED))})",
        (site, since, *TOTALLED),
    )
    shown: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for block, page_url, key, archived in rows:
        shown[block, listing_of(page_url)[0]][key] = bool(archived)
    connection.execute("DELETE FROM listings WHERE site = ?", (site,))
    connection.executemany(
        "INSERT INTO listings (site, block, url, shown, archived, walked_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(site, *listing, len(keys), sum(keys.values()), instant) for listing, keys in shown.items()],
    )


@lru_cache(maxsize=10_000)
def listing_of(page_url: str) -> tuple[str, int]:
    """Return a listing's address without its page, and the page's number or offset (0 for the first)."""
    match = _OFFSET.search(page_url)
    return (page_url[: match.start()], int(match[1] or match[2])) if match else (page_url.rstrip("/"), 0)


def _window(order: list[int], present: set[int]) -> int:
    """Return how far into an earlier order what is present now reaches."""
    return max((place + 1 for place, article in enumerate(order) if article in present), default=0)
