"""The date of an article: every candidate the page offers, and the one that is taken.

Order, from certain to doubtful: where the layout prints it, then what the page states for machines. The
header's clock, comments and other articles' dates are no candidates. An article without a candidate stays
undated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final

from lxml.etree import XPath

from crawler.items import Article, DateCandidate, Page, Selectors
from pipelines.dates import DateReading, read_date
from pipelines.textual import text_of

ZONE_HOURS: Final = {"WIB": 7, "WITA": 8, "WIT": 9}
EARLIEST_PUBLICATION: Final = "1995"
"""Year of the first Indonesian government web pages."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HEAD_META: Final = XPath("/html/head/meta[@property or @itemprop]")
_JSON_LD: Final = XPath("/html/head/script[@type='application/ld+json']/text()", smart_strings=False)
_JSON_LD_BELOW: Final = XPath("/html/body//script[@type='application/ld+json']/text()", smart_strings=False)
_FIELDS: Final = {
    "article:published_time": "published",
    "datePublished": "published",
    "article:modified_time": "modified",
    "dateModified": "modified",
}


def extract_dates(page: Page, selectors: Selectors) -> list[DateCandidate]:
    """Returns every date candidate, best first in each field; the best sound one of a field is chosen."""
    candidates = list(_printed(page, selectors))
    candidates += _stated(page, below=not candidates)
    for field in ("published", "modified"):
        taken = False
        for candidate in candidates:
            if candidate.field != field or candidate.refused is not None:
                continue
            if taken:
                candidate.refused = "lower-priority"
            else:
                taken = candidate.chosen = True
    return candidates


def read_printed(text: str, page: Page) -> DateReading:
    """Reads a date as printed on a page; relative ones count from the page's capture.

    Sidebars repeat the same dates on page after page, so a text with a year is read once a day of captures.
    """
    if _YEAR.search(text):
        return _read_absolute(text, page.fetched_at[:10], page.zone)
    return read_date(text, base=datetime.fromisoformat(page.fetched_at), zone=page.zone)


@lru_cache(maxsize=20_000)
def _read_absolute(text: str, day: str, zone: str) -> DateReading:
    return read_date(text, base=datetime.fromisoformat(f"{day}T23:59:59+00:00"), zone=zone)


def forget_readings() -> None:
    """Empties the memory of dates read."""
    _read_absolute.cache_clear()


def _printed(page: Page, selectors: Selectors) -> Iterator[DateCandidate]:
    seen = set()
    for expression in selectors.published:
        found: Any = expression(page.root)
        for item in found if isinstance(found, list) else [found]:
            raw = text_of(item)
            if not raw or raw in seen:
                continue
            seen.add(raw)
            reading = read_printed(raw, page)
            yield DateCandidate(
                "published",
                reading.value,
                reading.precision,
                f"{selectors.source}:{reading.source}",
                raw,
                refused=reading.refused or _implausible(reading.value),
                zone=reading.zone,
            )
        if seen:
            return


def _implausible(value: str | None) -> str | None:
    """Refuses a reading that is a date, but none on which a web page can have been published (a zero time is 1970)."""
    return "before-the-web" if value is not None and value[:4] < EARLIEST_PUBLICATION else None


def _stated(page: Page, *, below: bool) -> Iterator[DateCandidate]:
    """What the page states for machines; ``below`` looks for JSON-LD in the body too."""
    metas: Any = _HEAD_META(page.root)
    for meta in metas:
        field = _FIELDS.get(meta.get("property")) or _FIELDS.get(meta.get("itemprop"))
        content = meta.get("content")
        if field and content:
            yield _iso(field, "meta:iso", content, page.zone)
    scripts: Any = _JSON_LD(page.root) or (_JSON_LD_BELOW(page.root) if below else [])
    for script in scripts:
        for name, raw in _json_dates(script):
            yield _iso(_FIELDS[name], "json-ld:iso", raw, page.zone)


def _json_dates(script: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    things = data if isinstance(data, list) else [data]
    for thing in things:
        graph = thing.get("@graph") if isinstance(thing, dict) else None
        for part in [thing, *(graph if isinstance(graph, list) else [])]:
            if isinstance(part, dict) and "Article" in str(part.get("@type")):
                for name in ("datePublished", "dateModified"):
                    if isinstance(part.get(name), str):
                        yield name, part[name]


def _iso(field: str, source: str, raw: str, zone: str) -> DateCandidate:
    raw = raw.strip()
    try:
        if len(raw) == 10:
            return DateCandidate(field, date.fromisoformat(raw).isoformat(), "day", source, raw)
        instant = datetime.fromisoformat(raw)
    except ValueError:
        return DateCandidate(field, None, None, source, raw, refused="not-iso")
    stated = "stated"
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=timezone(timedelta(hours=ZONE_HOURS.get(zone, 7))))
        stated = "assumed"
    return DateCandidate(field, instant.isoformat(timespec="seconds"), "second", source, raw, zone=stated)


def fill_published(article: Article) -> None:
    """Fills the published fields, modified_at and date_candidates; an undated article keeps None."""
    if article.page is None or article.selectors is None:
        return
    article.date_candidates = extract_dates(article.page, article.selectors)
    for candidate in article.date_candidates:
        if not candidate.chosen:
            continue
        if candidate.field == "modified":
            article.modified_at = candidate.value
            continue
        article.published_at = candidate.value
        article.published_raw = candidate.raw
        article.published_precision = candidate.precision
        article.published_source = candidate.source
        article.published_zone = candidate.zone
