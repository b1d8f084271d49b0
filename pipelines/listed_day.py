"""The day of an article whose page prints none: what lists print beside the links to it.

It is taken where all lists and feeds state one day in full, and one of them is in order of time, so that its days are
those of publication, and each stands at its own link.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from crawler.items import Article, DateCandidate
from pipelines.date_grammar import DATE_WORDS
from pipelines.dates import DateReading, read_date
from pipelines.listed import listing_of
from pipelines.published import local_day

_LISTED: Final = "listing:"
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""What tells a day in full; how long ago something was is none."""
_NOT_PRINTED: Final = ("feed", "sitemap", "api")
"""Blocks that no page prints."""
_LEAST_DAYS: Final = 3
"""Different days of a list by which it is known to be in order of time."""
_OWN_DAYS: Final = re.compile(
    r"agenda|events?\b|acara|jadwal|kalender|calendar|lelang|tender|lowongan|loker|jdih|peraturan|perda\b|perbup", re.I
)
"""Addresses of what has a day other than that of its publication."""
_LABELS: Final = DATE_WORDS.difference(("update", "updated", "terakhir")).union(
    "upload uploaded diupload dirilis ditayangkan date oleh by admin administrator".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")


class Stated(NamedTuple):
    """A day in full that a list or feed states beside a link to an article."""

    block: str
    page_url: str
    value: str
    raw: str
    seen_at: str
    zone: str

    def reading(self) -> DateReading:
        """Return what the printed text says."""
        return read_date(self.raw, base=datetime.fromisoformat(self.seen_at), zone=self.zone, allow_dateparser=False)


def stated_days(connection: sqlite3.Connection, article: Article) -> list[Stated]:
    """Return the days in full that lists and feeds state of an article."""
    keys = [article.key, *article.other_keys]
    marks = ", ".join("?" * len(keys))
    rows = connection.execute(
        "SELECT s.block, s.page_url, s.published_at, ifnull(s.date_raw, ''), s.last_seen_at, t.time_zone"
        f" FROM sightings s JOIN sites t ON t.slug = s.site WHERE s.site = ? AND s.key IN ({marks})"
        " AND s.block <> 'sitemap' AND length(s.published_at) >= 10 ORDER BY s.id",
        (article.site, *keys),
    )
    return [stated for stated in map(Stated._make, rows) if _YEAR.search(stated.raw)]


def are_one_day(stated: Sequence[Stated], value: str) -> bool:
    """Tell whether lists state a day, and no other one."""
    return bool(stated) and all(local_day(each.value, each.zone) == local_day(value, each.zone) for each in stated)


def listed_day(connection: sqlite3.Connection, article: Article) -> DateCandidate | None:
    """Return the day that lists state of a new article, as one in order of time prints it."""
    stated = stated_days(connection, article)
    if not stated or not are_one_day(stated, stated[0].value) or _OWN_DAYS.search(article.url):
        return None
    printed = [each for each in stated if each.block not in _NOT_PRINTED and not _OWN_DAYS.search(each.page_url)]
    ordered = [_is_in_order(connection, article.site, each) for each in printed]
    if any(told is False and each.block == "listing" for each, told in zip(printed, ordered, strict=True)):
        return None
    for each, told in zip(printed, ordered, strict=True):
        reading = each.reading()
        if told and reading.value == each.value and _is_of_publication(each.raw, reading):
            return _candidate(each.value, reading.precision, f"{_LISTED}{reading.source}", each.raw, reading.zone)
    return None


def kept_day(connection: sqlite3.Connection, known: int) -> DateCandidate | None:
    """Return the day of a list that an article has since it was new."""
    row = connection.execute(
        "SELECT published_at, published_precision, published_source, published_raw, published_zone FROM articles"
        " WHERE id = ? AND published_source LIKE ?",
        (known, f"{_LISTED}%"),
    ).fetchone()
    return None if row is None else _candidate(*row)


def _candidate(value: str, precision: str | None, source: str, raw: str, zone: str | None) -> DateCandidate:
    return DateCandidate("published", value, precision, source, raw, chosen=True, zone=zone)


def _is_of_publication(raw: str, reading: DateReading) -> bool:
    """Tell whether what is printed is one day, and nothing says that it is that of something else."""
    is_one = not reading.end and not reading.weekday_mismatch
    return is_one and all(word.lower() in _LABELS for word in _WORD.findall(raw))


def _is_in_order(connection: sqlite3.Connection, site: str, stated: Stated) -> bool | None:
    """Tell whether a list shows the newest first, by this page of it and its first one; None where days are too few."""
    rows = connection.execute(
        "SELECT page_url, published_at, date_raw FROM sightings s WHERE site = ?1 AND block = ?2"
        " AND page_url IN (?3, ?4) AND last_seen_at = (SELECT max(last_seen_at) FROM sightings WHERE site = ?1"
        " AND block = ?2 AND page_url = s.page_url) AND key IS NOT NULL AND length(published_at) >= 10"
        " ORDER BY position",
        (site, stated.block, stated.page_url, listing_of(stated.page_url)[0]),
    ).fetchall()
    rows.sort(key=lambda row: listing_of(row[0])[1])
    days = [local_day(value, stated.zone) for _, value, raw in rows if _YEAR.search(raw or "")]
    if any(newer is None or older is None or newer < older for newer, older in pairwise(days)):
        return False
    return True if len(set(days)) >= _LEAST_DAYS else None
