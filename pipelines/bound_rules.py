"""What an archive knows about when its articles can have been published, besides the dates they print.

Each reading gives, by rule, an interval of days for each article it says something about, dated ones too: on these the
rule is tried. None of them uses the article's own date.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlsplit

from pipelines.contents import RESTLESS_BLOCKS
from pipelines.listed import listing_of
from pipelines.orders import Interval, Order

Rule = dict[int, Interval]
"""Article to what a rule says about it."""

HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
_UPLOAD = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?/")
_NUMBER = re.compile(r"(?:^|[-_])(\d{2,9})(?:\.html?|\.php)?$|^(\d{2,9})(?:[-_]|$)")
_ID_NAMES = frozenset({"p", "id", "page_id", "id_berita", "berita", "news", "nid", "aid", "article", "post"})

_FIRST_SEEN = (
    "SELECT a.id, min(a.first_seen_at, ifnull((SELECT min(s.first_seen_at) FROM sightings s WHERE s.article = a.id),"
    " a.first_seen_at)) FROM articles a WHERE a.site = ?"
)


def day_of(value: str | None, hours: int = 0) -> int | None:
    """Return the ordinal of a day or instant that begins ``YYYY-MM-DD``; ``hours`` are added to an instant in UTC."""
    if not value or len(value) < 10:
        return None
    try:
        if hours and len(value) > 10:
            return (datetime.fromisoformat(value) + timedelta(hours=hours)).toordinal()
        return date.fromisoformat(value[:10]).toordinal()
    except (ValueError, OverflowError):
        return None


def orders_of(connection: sqlite3.Connection, site: str) -> list[Order]:
    """Return the orders of a site's articles: the system's numbers, numbers in addresses, and each listing."""
    native: list[tuple[int, int]] = []
    by_address: dict[str, list[tuple[int, int]]] = {}
    for number, native_id, url in connection.execute(
        "SELECT id, native_id, url FROM articles WHERE site = ? ORDER BY id", (site,)
    ):
        if native_id and native_id.isascii() and native_id.isdecimal() and len(native_id) < 16:
            native.append((int(native_id), number))
        for pattern, value in _numbers_in(url):
            by_address.setdefault(pattern, []).append((value, number))
    orders = [Order("id", "", [number for _, number in sorted(native)])]
    orders += [
        Order("address", pattern, [number for _, number in sorted(numbers)])
        for pattern, numbers in sorted(by_address.items())
    ]
    return orders + _listings(connection, site)


def _numbers_in(url: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers of an address with the place where they stand."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query)[:20]:
        if name.lower() in _ID_NAMES and value.isascii() and value.isdecimal() and len(value) < 10:
            yield f"?{name.lower()}=", int(value)
    steps = [step for step in parts.path.split("/") if step]
    dated = _UPLOAD.search(parts.path)
    for place, step in enumerate(steps):
        if dated and step in dated.groups():
            continue
        if match := _NUMBER.search(step):
            yield f"step {place + 1} of {len(steps)}, {'end' if match[1] else 'beginning'}", int(match[1] or match[2])


def _listings(connection: sqlite3.Connection, site: str) -> list[Order]:
    """Return the order of each listing as each run last saw it; positions of different runs do not compare."""
    begins = [
        row[0] for row in connection.execute("SELECT started_at FROM runs WHERE site = ? ORDER BY started_at", (site,))
    ]
    places: dict[tuple[str, str, int], dict[int, tuple[int, int]]] = {}
    rows = connection.execute(
        "SELECT block, page_url, position, article, last_seen_at FROM sightings"
        " INDEXED BY sightings_last_seen WHERE site = ? AND article IS NOT NULL ORDER BY id",
        (site,),
    )
    for block, page_url, position, article, last_seen_at in rows:
        if block in RESTLESS_BLOCKS:
            continue
        listing, offset = listing_of(page_url)
        at = places.setdefault((block, listing, bisect_right(begins, last_seen_at)), {})
        at[article] = min(at.get(article, (offset, position)), (offset, position))
    return [
        Order("listing" if block not in ("feed", "sitemap") else block, where, sorted(at, key=at.__getitem__))
        for (block, where, _), at in sorted(places.items())
    ]


def rules_of(connection: sqlite3.Connection, site: str, known: Mapping[int, int], hours: int) -> dict[str, Rule]:
    """Return what each rule says; ``known`` are the days of dated articles, ``hours`` the site's offset from UTC."""
    return {
        "listed-date": _listed_dates(connection, site, ("sitemap",), excluded=True),
        "sitemap": {
            article: Interval(None, interval.before)
            for article, interval in _listed_dates(connection, site, ("sitemap",), excluded=False).items()
        },
        "comment": _comments(connection, site),
        "upload": _uploads(connection, site),
        "file-modified": _files(connection, site, hours),
        "related": _related(connection, site, known),
        "new-since": _new_since(connection, site, hours),
        "wayback": _wayback(connection, site, hours),
    }


def first_seen(connection: sqlite3.Connection, site: str, hours: int) -> dict[int, int]:
    """Return the local day on which each article or a link to it was first seen."""
    rows = connection.execute(_FIRST_SEEN, (site,))
    return {article: day for article, instant in rows if (day := day_of(instant, hours)) is not None}


def _listed_dates(connection: sqlite3.Connection, site: str, blocks: tuple[str, ...], *, excluded: bool) -> Rule:
    """Return the days that listings and feeds print beside links to an article."""
    marks = ", ".join("?" * len(blocks))
    rows = connection.execute(
        f"SELECT article, min(published_at), max(published_at) FROM sightings WHERE site = ? AND article IS NOT NULL"
        f" AND block {'NOT ' if excluded else ''}IN ({marks}) AND length(published_at) >= 10 GROUP BY article",
        (site, *blocks),
    )
    return {article: Interval(day_of(first), day_of(last)) for article, first, last in rows}


def _comments(connection: sqlite3.Connection, site: str) -> Rule:
    """Read comments: published on or before the first of them; "2 tahun lalu" is no day on which one was written."""
    rows = connection.execute(
        "SELECT article, min(posted_at) FROM comments WHERE site = ? AND article IS NOT NULL AND NOT is_excerpt"
        " AND length(posted_at) >= 10 AND ifnull(posted_raw, '') NOT LIKE '% lalu'"
        " AND ifnull(posted_raw, '') NOT LIKE '% ago' GROUP BY article",
        (site,),
    )
    return {article: Interval(None, day_of(posted)) for article, posted in rows}


def _uploads(connection: sqlite3.Connection, site: str) -> Rule:
    """Read the month (or day) in the address of pictures and files: published in or after the newest of them."""
    found: Rule = {}
    for table in ("images", "attachments"):
        rows = connection.execute(
            f"SELECT article, f.url FROM articles a CROSS JOIN {table} f ON f.article = a.id WHERE a.site = ?", (site,)
        )
        for article, url in rows:
            match = _UPLOAD.search(urlsplit(url).path)
            if match is None:
                continue
            year, month = int(match[1]), int(match[2])
            last = monthrange(year, month)[1]
            day = min(int(match[3]), last) if match[3] else None
            begin, end = date(year, month, day or 1).toordinal(), date(year, month, day or last).toordinal()
            known = found.get(article)
            if known is None or known.after is None or known.after < begin:
                found[article] = Interval(begin, end)
    return found


def _files(connection: sqlite3.Connection, site: str, hours: int) -> Rule:
    """Read Last-Modified of the pictures and files that are held: published on or after the newest of them."""
    found: Rule = {}
    for table in ("images", "attachments"):
        rows = connection.execute(
            f"SELECT f.article, min(c.last_modified) FROM articles a CROSS JOIN {table} f ON f.article = a.id"
            " JOIN captures c ON c.url = f.url WHERE a.site = ? AND c.last_modified IS NOT NULL AND c.status = 200"
            " GROUP BY f.article, f.url",
            (site,),
        )
        for article, modified in rows:
            try:
                instant = parsedate_to_datetime(modified).astimezone(UTC)
                day = (instant + timedelta(hours=hours)).toordinal()
            except (ValueError, TypeError, OverflowError):
                continue
            known = found.get(article)
            found[article] = Interval(max(day, known.after or day) if known else day)
    return found


def _related(connection: sqlite3.Connection, site: str, known: Mapping[int, int]) -> Rule:
    """Read related lists: what is listed as related is not newer than the page that lists it."""
    found: Rule = {}
    rows = connection.execute(
        "SELECT l.article, l.target_article FROM related_links l JOIN articles a ON a.id = l.article"
        " WHERE a.site = ? AND l.kind = 'related' AND l.target_article IS NOT NULL AND l.target_article <> l.article",
        (site,),
    )
    for newer, older in rows:
        if (day := known.get(older)) is not None:
            interval = found.setdefault(newer, Interval())
            if interval.after is None or day > interval.after:
                interval.after = day
                interval.neighbours["after"] = older
        if (day := known.get(newer)) is not None:
            interval = found.setdefault(older, Interval())
            if interval.before is None or day < interval.before:
                interval.before = day
                interval.neighbours["before"] = newer
    return found


def _new_since(connection: sqlite3.Connection, site: str, hours: int) -> Rule:
    """Read runs: what a healthy run that ended its walk did not meet was published after that run began."""
    runs = connection.execute(
        "SELECT started_at, finished_at FROM runs WHERE site = ? AND verdict = 'healthy' AND reason = 'finished'"
        " AND finished_at IS NOT NULL ORDER BY finished_at",
        (site,),
    ).fetchall()
    if not runs:
        return {}
    ends = [finished_at for _, finished_at in runs]
    found: Rule = {}
    for article, instant in connection.execute(_FIRST_SEEN, (site,)):
        at = bisect_right(ends, instant) - 1
        if at >= 0:
            found[article] = Interval(day_of(runs[at][0], hours))
    return found


def _wayback(connection: sqlite3.Connection, site: str, hours: int) -> Rule:
    """Read imported captures of the Wayback Machine: published before it first received the page, under any key."""
    rows = connection.execute(
        "SELECT a.id, min(w.captured_at) FROM wayback_captures w JOIN articles a ON a.site = w.site AND a.key = w.key"
        " WHERE w.site = ?1 GROUP BY a.id"
        " UNION ALL SELECT u.article, min(w.captured_at) FROM wayback_captures w JOIN article_urls u ON u.url = w.url"
        " JOIN articles a ON a.id = u.article AND a.key <> w.key WHERE w.site = ?1 AND a.site = ?1 GROUP BY u.article",
        (site,),
    )
    found: Rule = {}
    for article, instant in rows:
        day = day_of(instant, hours)
        known = found.get(article)
        if day is not None and (known is None or known.before is None or day < known.before):
            found[article] = Interval(None, day)
    return found
