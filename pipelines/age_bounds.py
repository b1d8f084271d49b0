"""What ages say about when undated articles were published: ``2 tahun yang lalu`` on a page, or beside a link to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from pipelines.ages import COARSE, slack_days
from pipelines.dates import read_date
from pipelines.orders import Interval
from pipelines.published import AN_AGE


def ages_of(connection: sqlite3.Connection, site: str, zone: str, hours: int) -> dict[int, Interval]:
    """Return for each article the days that all ages printed of it leave, each as wide as its unit may be off."""
    found: dict[int, Interval] = {}
    ages = chain(_on_pages(connection, site), _beside_links(connection, site, zone, hours))
    for article, unit, counted_to, seen in ages:
        slack = slack_days(unit, counted_to, seen)
        interval = found.setdefault(article, Interval())
        after, before = counted_to.toordinal() - slack, counted_to.toordinal() + slack
        interval.after = max(after, interval.after or after)
        interval.before = min(before, interval.before or before)
    return {article: interval for article, interval in found.items() if (interval.after or 0) <= (interval.before or 0)}


def _on_pages(connection: sqlite3.Connection, site: str) -> Iterator[tuple[int, str, date, date]]:
    """Yield article, unit, the day to which an age counts back, and about when it was seen; of pages."""
    rows = connection.execute(
        "SELECT d.article, d.precision, d.value, substr(a.last_seen_at, 1, 10) FROM articles a"
        " CROSS JOIN date_candidates d ON d.article = a.id"
        " WHERE a.site = ? AND d.field = 'published' AND d.refused = ?",
        (site, AN_AGE),
    )
    for article, unit, counted_to, seen in rows:
        yield article, unit, date.fromisoformat(counted_to), date.fromisoformat(seen)


def _beside_links(
    connection: sqlite3.Connection, site: str, zone: str, hours: int
) -> Iterator[tuple[int, str, date, date]]:
    """Yield the same of lists."""
    rows = connection.execute(
        "SELECT article, date_raw, first_seen_at FROM sightings WHERE site = ? AND article IS NOT NULL"
        " AND published_at IS NULL AND (date_raw LIKE '% lalu' OR date_raw LIKE '% ago')",
        (site,),
    )
    for article, printed, instant in rows:
        base = datetime.fromisoformat(instant)
        reading = read_date(printed, base=base, zone=zone, allow_dateparser=False)
        if reading.value is not None and reading.source == "relative" and reading.precision in COARSE:
            seen = (base + timedelta(hours=hours)).date()
            yield article, reading.precision, date.fromisoformat(reading.value), seen
