"""Our own robots.txt and sitemap: what of the public site is to be found by search engines, and at what pace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

LARGEST = 50_000
"""Addresses of one sitemap, at most, as https://www.sitemaps.org/protocol.html has it."""
PAGES = ("/", "/-/incidents", "/-/status", "/-/data", "/-/method", "/-/licence", "/-/dictionary", "/-/changes")
_SHOWN = "status NOT IN ('quarantined', 'redacted')"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DISALLOWED = (
    "/*?", "/archive.csv", "/archive.json", "/archive/*.csv", "/archive/*.json", "/-/search", "/-/feed/", "/-/compare/",
    "/-/history/", "/-/data/",
)  # fmt: skip
"""What costs much, or is another form of what stands elsewhere."""

Absolute = Callable[[str], str]
"""Makes an address of a path."""


def robots(absolute: Absolute, *, public: bool) -> str:
    """Return robots.txt: the public site may be walked slowly, a live archive not at all."""
    if not public:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _DISALLOWED), "Crawl-delay: 5"]
    return "\n".join([*lines, "", f"Sitemap: {absolute('/sitemap.xml')}", ""])


def index(connection: sqlite3.Connection, absolute: Absolute) -> str:
    """Return the index of the sitemaps: one of our pages, and one for every 50,000 numbers that releases may have."""
    (last,) = connection.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()
    parts = [0, *(part for part in range(1, last // LARGEST + 2) if _has_any(connection, part))]
    entries = "".join(f"<sitemap><loc>{escape(absolute(f'/sitemap-{part}.xml'))}</loc></sitemap>\n" for part in parts)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"


def part(connection: sqlite3.Connection, number: int, absolute: Absolute) -> str | None:
    """Return one sitemap; None where there is no such one."""
    if number == 0:
        entries: Iterator[tuple[str, str | None]] = ((path, None) for path in PAGES)
    elif _has_any(connection, number):
        entries = _releases(connection, number)
    else:
        return None
    return f"{_HEAD}<urlset {_NAMESPACE}>\n" + "".join(_lines(entries, absolute)) + "</urlset>\n"


def _lines(entries: Iterator[tuple[str, str | None]], absolute: Absolute) -> Iterator[str]:
    for path, changed in entries:
        dated = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(absolute(path))}</loc>{dated}</url>\n"


def _range(number: int) -> tuple[int, int]:
    return (number - 1) * LARGEST + 1, number * LARGEST


def _has_any(connection: sqlite3.Connection, number: int) -> bool:
    query = f"SELECT 1 FROM articles WHERE id BETWEEN ? AND ? AND {_SHOWN} LIMIT 1"
    return connection.execute(query, _range(number)).fetchone() is not None


def _releases(connection: sqlite3.Connection, number: int) -> Iterator[tuple[str, str | None]]:
    rows = connection.execute(
        "SELECT a.id, (SELECT max(seen_at) FROM revisions r WHERE r.article = a.id) FROM articles a"
        f" WHERE a.id BETWEEN ? AND ? AND a.{_SHOWN} ORDER BY a.id",
        _range(number),
    )
    return ((f"/archive/articles/{identity}", seen_at) for identity, seen_at in rows)
