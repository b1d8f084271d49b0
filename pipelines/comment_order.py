"""Dates in figures below an article: which figure is the day, told by proof, for a thread as a whole.

``09/10/2025`` is the ninth of October or the tenth of September, and a time read wrongly makes a comment another one.
Proof, in this order: a figure that is no month, or a weekday; what the comment states for machines; the same of the
others of its thread; the dates of the release above; what the page prints in the same form; that nobody answers a
release before it is there, nor after it was fetched. Where nothing is proven our own order holds, but for what a system
that prints the month first says in its stock form, or in another language than Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from lxml.etree import _Element

from pipelines.date_order import AMERICAN, OURS, date_in_order, is_cut_short, order_beside, orders_of
from pipelines.languages import shows_home

_FIGURES: Final = re.compile(r"(?<![\d./-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)")
_SHORT: Final = re.compile(r"(?<![\d./-])(\d{1,2})[-/](\d{1,2})[-/](\d\d)(?![\d/-])")
_TOLD: Final = re.compile(r"date|time|stamp|tanggal|tgl|waktu|created|posted|epoch|unix|title|content", re.I)
"""Attributes that may state a time for machines."""
_DAY: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_INSTANT: Final = re.compile(r"(1\d{9})(?:\d{3})?")
"""Seconds or thousandths of Unix, from 2001 to 2033."""
_NEAR: Final = timedelta(days=1)
"""By how much two clocks may be apart: two orders of figures that differ are a month apart."""
_MOST_STATED: Final = 20
"""Attributes of one comment that are looked at."""
_INDONESIAN: Final = ("id", "in", "ms", "jv", "su")


@dataclass(slots=True, frozen=True)
class Around:
    """What a page tells of the order of figures, besides its comments."""

    text: Callable[[], str]
    language: str = ""
    """The language that the page states."""
    month_first: bool = False
    """Whether its system prints the month first unless it is told otherwise."""
    released: tuple[str, ...] = ()
    """Dates of the release as printed."""
    first: date | None = None
    """The day of the release, where it is known otherwise than by undecided figures."""
    last: date | None = None
    """The day on which the page was fetched."""


def in_order(printed: Sequence[str], stated: Callable[[int], list[date]], around: Around) -> list[str]:
    """Return the times of a thread's comments as they are to be read; ``stated`` gives the days of one for machines."""
    found = [_figures(text) for text in printed]
    if not any(found):
        return list(printed)
    own = [
        _proven(text, match, partial(stated, number)) if match else []
        for number, (text, match) in enumerate(zip(printed, found, strict=True))
    ]
    told = {orders[0] for orders in own if len(orders) == 1}
    common = told.pop() if len(told) == 1 else None
    common = common or _by_release(around) or _by_page(printed, found, around) or _by_bounds(found, own, around)
    return [
        _rewritten(text, match, orders[0] if len(orders) == 1 else common or _usual(text, match, around))
        if match
        else text
        for text, match, orders in zip(printed, found, own, strict=True)
    ]


def days_stated(comment: _Element, comments: Container[_Element]) -> list[date]:
    """Return the days that a comment states for machines, without those of the comments inside it."""
    days: list[date] = []
    for element in comment.iter("*"):
        attributes = ((str(name), str(value).strip()) for name, value in element.items())
        told = [day for name, value in attributes if _TOLD.search(name) and (day := _day_of(value))]
        if told and next(one for one in (element, *element.iterancestors()) if one in comments) is comment:
            days += told
        if len(days) >= _MOST_STATED:
            break
    return days


def is_undecided(printed: str | None) -> bool:
    """Tell whether a date is one of figures that may be read in both orders."""
    match = _figures(printed or "")
    return match is not None and len(orders_of(printed or "", match)) > 1 and match[1] != match[2]


def _day_of(value: str) -> date | None:
    try:
        if instant := _INSTANT.fullmatch(value):
            return datetime.fromtimestamp(int(instant[1]), UTC).date()
        return date.fromisoformat(value[: len("2024-10-02")]) if _DAY.match(value) else None
    except (ValueError, OverflowError, OSError):
        return None


def _figures(text: str) -> re.Match[str] | None:
    return _FIGURES.search(text) or _SHORT.search(text)


def _proven(text: str, match: re.Match[str], stated: Callable[[], list[date]]) -> list[str]:
    """Return the orders in which a date may be read, by what it says and by what its comment states."""
    orders = orders_of(text, match)
    if len(orders) < 2:
        return orders
    days = stated()
    near = [order for order in orders if any(abs(date_in_order(match, order) - day) <= _NEAR for day in days)]
    return near if len(near) == 1 else orders


def _by_release(around: Around) -> str | None:
    told = {
        orders[0]
        for text in around.released
        if (match := _figures(text)) and len(orders := orders_of(text, match)) == 1
    }
    return told.pop() if len(told) == 1 else None


def _by_page(printed: Sequence[str], found: Sequence[re.Match[str] | None], around: Around) -> str | None:
    """Return the order of what a page of such a system prints elsewhere, in the form of its comments' dates."""
    if not around.month_first:
        return None
    return next((told for text, match in zip(printed, found, strict=True)
                 if match and (told := order_beside(text, match, around.text()))), None)  # fmt: skip


def _by_bounds(found: Sequence[re.Match[str] | None], own: Sequence[list[str]], around: Around) -> str | None:
    """Return the order in which all comments lie between the release and its capture, where only one does that."""
    undecided = [match for match, orders in zip(found, own, strict=True) if match and len(orders) == 2]
    inside = [order for order in (AMERICAN, OURS) if all(_is_inside(match, order, around) for match in undecided)]
    return inside[0] if undecided and len(inside) == 1 else None


def _is_inside(match: re.Match[str], order: str, around: Around) -> bool:
    day = date_in_order(match, order)
    return (around.first is None or day >= around.first - _NEAR) and (around.last is None or day <= around.last + _NEAR)


def _usual(text: str, match: re.Match[str], around: Around) -> str:
    if not around.month_first:
        return OURS
    if is_cut_short(text, match):
        return AMERICAN  # the stock form of such a system, in whatever language it speaks
    stated = around.language.lower()[:2]
    return OURS if stated in _INDONESIAN or (not stated and shows_home(around.text())) else AMERICAN


def _rewritten(text: str, match: re.Match[str], order: str) -> str:
    """Return a text with its date as ``yyyy-mm-dd``, where its order is not the one in which it would be read."""
    try:
        day = date_in_order(match, order)
    except ValueError:
        return text
    return f"{text[: match.start()]}{day.isoformat()}{text[match.end() :]}" if order == AMERICAN else text
