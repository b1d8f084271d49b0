"""When an article was published and changed, as its page states it for machines: in its head, and in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from lxml.etree import XPath

from crawler.items import DateCandidate, Page
from pipelines.date_grammar import MONTHS, WEEKDAYS

ZONE_HOURS: Final = {"WIB": 7, "WITA": 8, "WIT": 9}
_HEAD_META: Final = XPath("/html/head/meta[@property or @itemprop]")
_JSON_LD: Final = XPath("/html/head/script[@type='application/ld+json']/text()", smart_strings=False)
_JSON_LD_BELOW: Final = XPath("/html/body//script[@type='application/ld+json']/text()", smart_strings=False)
_ARTICLE_TYPES: Final = re.compile("Article|BlogPosting|Report")
_LETTERS: Final = re.compile(r"[\W_]+")
_SAME: Final = 25
"""Letters and digits of a headline by which it is known again."""
_FIELDS: Final = {
    "article:published_time": "published",
    "datePublished": "published",
    "article:modified_time": "modified",
    "dateModified": "modified",
}
_OF_SCRIPT: Final = re.compile(
    r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})(?: \([^()]*\))?", re.A
)
"""How JavaScript writes an instant that was given no form: ``Wed Jan 08 2025 08:36:05 GMT+0900 (...)``."""


def stated_for_machines(page: Page, *, below: bool, printed: str | None) -> Iterator[DateCandidate]:
    """Yields what the page states for machines; ``below`` looks for JSON-LD in the body too.

    JSON-LD whose headline is not the ``printed`` one is about another article, or about the whole site.
    """
    metas: Any = _HEAD_META(page.root)
    for meta in metas:
        field = _FIELDS.get(meta.get("property")) or _FIELDS.get(meta.get("itemprop"))
        content = meta.get("content")
        if field and content:
            yield read_stated(field, "meta:iso", content, page.zone)
    scripts: Any = _JSON_LD(page.root) or (_JSON_LD_BELOW(page.root) if below else [])
    for script in scripts:
        for name, raw, headline in _json_dates(script):
            candidate = read_stated(_FIELDS[name], "json-ld:iso", raw, page.zone)
            if candidate.refused is None and _is_another(headline, printed):
                candidate.refused = "other-article"
            yield candidate


def _is_another(stated: str, printed: str | None) -> bool:
    """Tells whether data with a headline is about another article than the one whose headline is printed."""
    one, other = _LETTERS.sub("", stated).casefold(), _LETTERS.sub("", printed or "").casefold()
    return bool(one and other) and one[:_SAME] not in other and other[:_SAME] not in one


def _json_dates(script: str) -> Iterator[tuple[str, str, str]]:
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    things = data if isinstance(data, list) else [data]
    for thing in things:
        graph = thing.get("@graph") if isinstance(thing, dict) else None
        for part in [thing, *(graph if isinstance(graph, list) else [])]:
            if isinstance(part, dict) and _ARTICLE_TYPES.search(str(part.get("@type"))):
                headline = part.get("headline") or part.get("name")
                for name in ("datePublished", "dateModified"):
                    if isinstance(part.get(name), str):
                        yield name, part[name], headline if isinstance(headline, str) else ""


def read_stated(field: str, source: str, raw: str, zone: str) -> DateCandidate:
    """Returns what is stated: a day or an instant in ISO 8601, or an instant as JavaScript writes it."""
    raw = raw.strip()
    try:
        if len(raw) == 10:
            return DateCandidate(field, date.fromisoformat(raw).isoformat(), "day", source, raw)
        instant = _of_script(raw) or datetime.fromisoformat(raw)
    except ValueError:
        return DateCandidate(field, None, None, source, raw, refused="not-iso")
    stated = "stated"
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=timezone(timedelta(hours=ZONE_HOURS.get(zone, 7))))
        stated = "assumed"
    return DateCandidate(field, instant.isoformat(timespec="seconds"), "second", source, raw, zone=stated)


def _of_script(raw: str) -> datetime | None:
    """Returns an instant as JavaScript writes it, whose weekday is that of its day; None for any other text."""
    match = _OF_SCRIPT.fullmatch(raw)
    if match is None:
        return None
    weekday, month, day, year, clock, offset = match.groups()
    instant = datetime.fromisoformat(f"{year}-{MONTHS.get(month.lower(), 0):02}-{day}T{clock}{offset}")
    return instant if WEEKDAYS.get(weekday.lower()) == instant.weekday() else None
