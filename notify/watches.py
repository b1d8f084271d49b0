"""Watches: an editor is told when one release changes or vanishes, or when a search finds something new.

They are private: they stand in ``watches.json`` beside the archive, never in it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from language.query import expand
from notify import memory
from notify.memory import Memory
from notify.messages import release_message, search_message
from notify.news import incidents_since
from notify.sending import Message


@dataclass(slots=True)
class Watch:
    """One watch: an address or a search, and whom to tell."""

    number: int
    what: str
    notify: str
    since: str
    told_at: str | None = None
    seen: Memory = field(default_factory=dict)
    """How far the archive had come when it was looked at last."""

    @property
    def is_address(self) -> bool:
        """Whether one release is watched, and not a search."""
        return is_address(self.what)


def is_address(text: str) -> bool:
    """Tell whether a text is a web address; anything else is a search."""
    return urlsplit(text).scheme in ("http", "https")


def load(folder: Path) -> list[Watch]:
    """Return the watches beside an archive; raises :class:`ValueError` for a damaged file."""
    try:
        return [Watch(**row) for row in memory.load(folder / "watches.json", [])]
    except TypeError:
        raise ValueError(f"{folder / 'watches.json'} is no list of watches: mend it, or move it away") from None


def save(folder: Path, watches: list[Watch]) -> None:
    """Write the watches beside an archive."""
    memory.save(folder / "watches.json", [asdict(watch) for watch in watches])


def message_of(
    connection: sqlite3.Connection, watch: Watch, language: str, public_url: str | None
) -> Message | None:
    """Return what is to be told of a watch since it was looked at last; None when there is nothing."""
    if not watch.is_address:
        rows = new_matches(connection, watch.what, watch.seen["article"])
        return search_message(rows, watch.what, watch.number, language, public_url) if rows else None
    article = article_of(connection, watch.what)
    found = [i for i in incidents_since(connection, watch.seen, language) if i.article == article]
    return release_message(connection, found, watch.number, language, public_url) if article and found else None


def article_of(connection: sqlite3.Connection, url: str) -> int | None:
    """Return the article that stands or stood at an address, in any form that was met."""
    row = connection.execute("SELECT article FROM article_urls WHERE url = ?", (url.partition("#")[0],)).fetchone()
    return int(row[0]) if row else None


def new_matches(connection: sqlite3.Connection, search: str, after: int) -> list[tuple[int, str, str, str]]:
    """Return (article, site, headline, address) of articles above a number that a search finds, newest first."""
    return connection.execute(
        "SELECT a.id, a.site, a.headline, a.url FROM articles_fts f JOIN articles a ON a.id = (f.rowid & 4294967295)"
        " WHERE articles_fts MATCH ? AND a.id > ? ORDER BY a.sort_at DESC",
        (expand(connection, search), after),
    ).fetchall()
