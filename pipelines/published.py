"""The date of an article: every candidate the page offers, and the one that is taken.

Order, from certain to doubtful: where the layout prints it, then what the page states for machines. The
header's clock, comments and other articles' dates are no candidates, and an age in weeks, months or years is no date.
The day in an address counts where the page says only how long ago it was, or prints that day somewhere and nothing else
dates it. An article without a candidate stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from crawler.items import Article, DateCandidate, Page, Selectors
from pipelines.ages import COARSE, slack_days
from pipelines.date_order import day_first
from pipelines.dates import DateReading, read_date, to_utc
from pipelines.page_data import stated_in_data
from pipelines.selecting import first_text
from pipelines.stated_dates import ZONE_HOURS, read_stated, stated_for_machines
from pipelines.textual import text_apart, text_of

EARLIEST_PUBLICATION: Final = "1995"
"""Year of the first Indonesian government web pages."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MACHINE: Final = frozenset({"meta:iso", "json-ld:iso"})
AN_AGE: Final = "age"
"""Why an age in weeks, months or years is no date; it is kept for the bounds (``pipelines.age_bounds``)."""
UNCONFIRMED: Final = "unconfirmed"
"""Why a day in a column is no date yet."""
_IN_ADDRESS: Final = re.compile(r"[/=-]((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/-]|$)", re.A)
_SHORT: Final = 60
"""Characters of a line that is a day, and little else."""


def extract_dates(page: Page, selectors: Selectors) -> list[DateCandidate]:
    """Returns every date candidate, best first in each field; the best sound one of a field is chosen."""
    candidates = [*_printed(page, selectors), *_printed(page, selectors, "modified")]
    printed = first_text(selectors.headline, page.root)
    candidates += stated_for_machines(page, below=not candidates, printed=printed)
    candidates += _in_data(page, candidates, printed)
    candidates += _in_address(page, candidates)
    _refuse_changed(candidates, page.zone)
    candidates += _in_column(page, selectors, candidates)
    for field in ("published", "modified"):
        sound = [candidate for candidate in candidates if candidate.field == field and candidate.refused is None]
        best = _most_exact(sound, page.zone, page.fetched_at)
        for candidate in sound:
            candidate.chosen = candidate is best and not _is_age(candidate)
            candidate.refused = None if candidate.chosen else AN_AGE if _is_age(candidate) else "lower-priority"
    return candidates


def _refuse_changed(candidates: list[DateCandidate], zone: str) -> None:
    """Refuses a printed time that the page states as that of the last change, where it states another one of the same
    day for the publication."""
    stated = {
        field: next((each.value for each in candidates if each.field == field and each.source in _MACHINE), None) or ""
        for field in ("published", "modified")
    }
    published, modified = (_minute(stated[field]) for field in ("published", "modified"))
    if not published or not modified or published == modified:
        return
    for each in candidates:
        is_printed = each.field == "published" and each.source.startswith("page:") and each.refused is None
        same_day = local_day(each.value or "", zone) == local_day(stated["published"], zone)
        if is_printed and same_day and _minute(each.value or "") == modified:
            each.refused = "modified"


def _minute(value: str) -> str:
    """Returns the minute of a value with a time, UTC; empty for a day."""
    return (to_utc(value) or "")[:16]


def _most_exact(sound: list[DateCandidate], zone: str, fetched_at: str) -> DateCandidate | None:
    """Returns the first candidate, or the first that says the same more exactly: the time of a printed day, the day
    of "3 hari lalu" or of "2 tahun lalu"."""
    if not sound:
        return None
    first = sound[0]
    day = local_day(first.value or "", zone)
    if day is None:
        return first
    seen = datetime.fromisoformat(fetched_at).date()
    slack = slack_days(first.precision or "", day, seen) if first.source.endswith(":relative") else 0
    if first.precision != "day" and not slack:
        return first
    for other in sound[1:]:
        if other.precision not in ("minute", "second") and not (slack and other.precision == "day"):
            continue
        local = local_day(other.value or "", zone)
        if local is not None and abs((local - day).days) <= slack and not other.source.endswith(":relative"):
            return other
    return first


def _is_age(candidate: DateCandidate) -> bool:
    """Tells whether a candidate is an age in weeks or more, which names no day."""
    return candidate.source.endswith(":relative") and candidate.precision in COARSE


def local_day(value: str, zone: str) -> date | None:
    """Returns the day of a value by the clock of the site's zone."""
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        shift = timezone(timedelta(hours=ZONE_HOURS.get(zone, 7)))
        return datetime.fromisoformat(value).astimezone(shift).date()
    except (ValueError, OverflowError):
        return None


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


def _printed(page: Page, selectors: Selectors, field: str = "published") -> Iterator[DateCandidate]:
    seen = set()
    for expression in selectors.published if field == "published" else selectors.modified:
        found: Any = expression(page.root)
        for item in found if isinstance(found, list) else [found]:
            raw = text_of(item)
            if not raw or raw in seen:
                continue
            seen.add(raw)
            read = day_first(raw, lambda: text_apart(page.root)) if selectors.month_first else raw
            reading = read_printed(read, page)
            yield DateCandidate(
                field,
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


def _in_data(page: Page, candidates: list[DateCandidate], printed: str | None) -> Iterator[DateCandidate]:
    """What the data of the page's own script states, where nothing else tells the time of day."""
    sound = [each for each in candidates if each.field == "published" and each.refused is None]
    if not any(each.precision in ("minute", "second") for each in sound):
        for raw in stated_in_data(page.root, printed, alone=not sound):
            yield _in_zone(read_stated("published", "data:iso", raw, page.zone), page.zone)


def _in_column(page: Page, selectors: Selectors, candidates: list[DateCandidate]) -> Iterator[DateCandidate]:
    """The day in a box of a side column, where nothing else dates the page: what lists state has to confirm it."""
    if any(each.field == "published" and each.refused is None for each in candidates):
        return
    if raw := first_text(selectors.published_beside, page.root):
        reading = read_printed(raw, page)
        if reading.value is not None and reading.precision in ("day", "minute", "second"):
            refused = _implausible(reading.value) or UNCONFIRMED
            source = f"column:{reading.source}"
            yield DateCandidate(
                "published", reading.value, reading.precision, source, raw, refused=refused, zone=reading.zone
            )


def _in_address(page: Page, candidates: list[DateCandidate]) -> Iterator[DateCandidate]:
    """The day in the page's own address, where all that dates the page is an age, or a line that says that day."""
    found = _IN_ADDRESS.search(urlsplit(page.url).path)
    if found is None:
        return
    try:
        day = date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return
    sound = [each for each in candidates if each.field == "published" and each.refused is None]
    if sound:
        if _is_age(sound[0]):
            yield DateCandidate("published", day, "day", "address:iso", found[0].strip("/=-"))
    elif (line := _line_that_says(page, day)) is not None:
        yield DateCandidate("published", day, "day", "address:grammar", line)


def _line_that_says(page: Page, day: str) -> str | None:
    """Returns a short line of the page that says a day, wherever it stands; None where none does."""
    year = day[:4]
    for element in page.root.iter(etree.Element):
        text = element.text
        if text is None or year not in text or len(text) > _SHORT * 2:
            continue
        line = text_of(text)
        if len(line) <= _SHORT and (read_printed(line, page).value or "")[:10] == day:
            return line
    return None


def _in_zone(candidate: DateCandidate, zone: str) -> DateCandidate:
    """Returns an instant that is stated in UTC by the clock of the site's zone, so that its day is the printed one."""
    if candidate.value is not None and candidate.value.endswith("+00:00"):
        shift = timezone(timedelta(hours=ZONE_HOURS.get(zone, 7)))
        candidate.value = datetime.fromisoformat(candidate.value).astimezone(shift).isoformat()
    return candidate


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
        take_date(article, candidate)


def take_date(article: Article, candidate: DateCandidate) -> None:
    """Fills the published fields from a candidate."""
    article.published_at = candidate.value
    article.published_raw = candidate.raw
    article.published_precision = candidate.precision
    article.published_source = candidate.source
    article.published_zone = candidate.zone
