"""Dates in figures of systems that print the month first: which figure is the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Final

from pipelines.date_grammar import WEEKDAYS

AMERICAN: Final = "american"
OURS: Final = "ours"
_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_WORD_BEFORE: Final = re.compile(r"[A-Za-z]{3,9}(?=\W*$)")
_CLOCK_BEHIND: Final = re.compile(r"\W{1,3}\d{1,2}[:.]\d\d")
_CUT_SHORT: Final = 3
"""Letters of a weekday that is cut short."""
_MOST_BESIDE: Final = 100
"""Dates of one page that are looked at for their order."""


def day_first(text: str, beside: Callable[[], str] | None = None) -> str:
    """Turn a date in figures that a system prints month first (``Wed, 10/02/2024``) into one that is read as meant.

    A printed weekday that fits only the other order, or a first figure that is no month, shows that the site has
    changed the order. Where both orders fit, the page's other dates of that form tell, for a text may have its own;
    else a weekday in full tells that the form is the site's own, for the system's forms cut it short.
    """
    match = _FIGURES.search(text)
    if not match:
        return text
    fitting = orders_of(text, match)
    order = fitting[0] if fitting else AMERICAN
    if len(fitting) == 2 and match[1] != match[2]:
        told = order_beside(text, match, beside()) if beside is not None else None
        order = told or (OURS if len(_weekday_before(text, match)) > _CUT_SHORT else AMERICAN)
    year, month, day = _in_order(match, order)
    return f"{text[: match.start()]}{year:04}-{month:02}-{day:02}{text[match.end() :]}"


def orders_of(text: str, match: re.Match[str]) -> list[str]:
    """Return the orders in which figures are a date that falls on the weekday printed before them."""
    weekday = WEEKDAYS.get(_weekday_before(text, match).lower())
    return [order for order in (AMERICAN, OURS) if _fits(*_in_order(match, order), weekday)]


def date_in_order(match: re.Match[str], order: str) -> date:
    """Return the date that figures are in an order; ValueError where they are none."""
    return date(*_in_order(match, order))


def is_cut_short(text: str, match: re.Match[str]) -> bool:
    """Tell whether the weekday before figures is cut short, as the stock forms of systems have it."""
    return 0 < len(_weekday_before(text, match)) <= _CUT_SHORT


def order_beside(text: str, match: re.Match[str], page: str) -> str | None:
    """Return the order in which a page's other dates in the form of this one can be read only."""
    return _order_in(page, _form_of(text, match))


def _in_order(match: re.Match[str], order: str) -> tuple[int, int, int]:
    first, second, year = (int(figure) for figure in match.groups())
    year += 2000 if year < 100 else 0
    return (year, first, second) if order == AMERICAN else (year, second, first)


def _weekday_before(text: str, match: re.Match[str]) -> str:
    printed = _WORD_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
    return printed[0] if printed and printed[0].lower() in WEEKDAYS else ""


def _form_of(text: str, match: re.Match[str]) -> tuple[bool, str]:
    """Return what dates of a form have in common: a weekday in full and what parts the two, or a clock behind."""
    weekday = _weekday_before(text, match)
    if not weekday:
        return False, "clock" if _CLOCK_BEHIND.match(text, match.end()) else ""
    return len(weekday) > _CUT_SHORT, text[max(0, match.start() - 20) : match.start()].rpartition(weekday)[2]


def _order_in(text: str, form: tuple[bool, str]) -> str | None:
    """Return the order of all dates of a form that can be read in one only; None for none, or where they differ."""
    told: set[str] = set()
    for match in islice(_FIGURES.finditer(text), _MOST_BESIDE):
        if _form_of(text, match) != form:
            continue
        fitting = orders_of(text, match)
        told.update(fitting if len(fitting) == 1 else ())
    return told.pop() if len(told) == 1 else None


def _fits(year: int, month: int, day: int, weekday: int | None) -> bool:
    try:
        found = date(year, month, day).weekday()
    except ValueError:
        return False
    return weekday is None or found == weekday
