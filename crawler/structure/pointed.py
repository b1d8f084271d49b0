"""What a line tells when it is pointed at, or keeps for a script: day and time behind a short day or an age."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block
from crawler.structure.months import MONTHS
from crawler.structure.words import CLOCK, DATE, MODIFIED, words_beside

_TOLD_IN: Final = (
    *("title", "data-original-title", "data-bs-title", "data-bs-original-title", "data-tooltip", "aria-label"),
    *("data-date", "data-time", "data-datetime", "data-timestamp", "datetime"),
)
"""Attributes in which themes keep it."""
_LONGEST: Final = 60
"""Characters of a day with its time."""
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_FIGURES: Final = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_NAMED: Final = re.compile(
    r"(?:(\d{1,2})\D{0,4})?\b([a-z]{3})[a-z]{0,7}\.?\s*(?:(\d{1,2})\D{1,4})?[-./]?\s*(\d{4})", re.I
)


def told_when_pointed_at(block: Block) -> str:
    """Return the one day with its time that an element of a line keeps; empty where none does."""
    return next((told for holder in dict.fromkeys(block.holders) if (told := _told_by(holder, block.container))), "")


def _told_by(holder: _Element, container: _Element) -> str:
    for element in (holder, *holder.iterancestors()):
        values = (" ".join((element.get(name) or "").split()) for name in _TOLD_IN)
        told = next((value for value in values if _is_day_with_time(value)), "")
        if told or element is container:
            return told
    return ""


def _is_day_with_time(text: str) -> bool:
    """Tell whether a text is one day with its time, and no more than their labels."""
    if not text or len(text) > _LONGEST or len(DATE.findall(text)) != 1 or MODIFIED.search(text):
        return False
    return CLOCK.search(DATE.sub(" ", text)) is not None and not words_beside(text.replace("T", " "))


def is_same_day(one: str, other: str) -> bool:
    """Tell whether two texts surely name one day."""
    day = _day_of(one)
    return day is not None and day == _day_of(other)


def _day_of(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of the first date in a text, as far as its form is one of the common ones."""
    if found := _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _FIGURES.search(text):
        return int(found[3]), int(found[2]), int(found[1])
    for found in _NAMED.finditer(text):
        month, day = MONTHS.get(found[2].lower()), found[1] or found[3]
        if month is not None and day is not None:
            return int(found[4]), month, int(day)
    return None
