"""Ages as printed, counted back from a capture: ``2 jam yang lalu``, ``3 Jam``, ``setahun lalu``, ``kemarin``.

What counts in minutes, hours or days tells the day; what counts in weeks or more tells none, only about when.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from pipelines.date_grammar import Printed, read_clock

COARSE: Final = frozenset({"week", "month", "year"})
"""Units in which an age names no day."""
_SLACK_DAYS: Final = {"hour": 1, "day": 1, "week": 7, "month": 31, "year": 366}
"""By how many days what counts back in a unit may be off; by a thirtieth where that is more (months of 30 days)."""
_UNITS: Final = {
    "detik": "second", "dtk": "second", "menit": "minute", "mnt": "minute", "jam": "hour", "hari": "day",
    "minggu": "week", "pekan": "week", "mgg": "week", "bulan": "month", "bln": "month", "tahun": "year", "thn": "year",
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "week": "week", "wk": "week", "month": "month", "mo": "month", "year": "year", "yr": "year",
}  # fmt: skip
_LETTERS: Final = {"h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}
"""Units right behind their number: ``2d ago``; ``m`` may be minutes or months."""
_COUNTS: Final = {
    name: count
    for count, name in enumerate("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), 1)
} | {"se": 1, "a": 1, "an": 1}
_LETTERED: Final = "|".join(name for name in _COUNTS if name != "se")
_SHORT: Final = re.compile(rf"(\d{{1,2}})({'|'.join(_LETTERS)}) ago", re.A)
_PART: Final = re.compile(rf"(?:(\d{{1,4}}) ?|(se)|({_LETTERED}) )({'|'.join(_UNITS)})s?", re.A)
_ABOUT: Final = (
    r"(?:about|around|over|almost|nearly|(?:more|less) than|sekitar|kira-kira|hampir|kurang dari|lebih dari"
    r"|lebih kurang|kurang lebih) "
)
_AGO: Final = re.compile(
    rf"(?P<about>{_ABOUT})?(?P<span>{_PART.pattern}(?:(?:,? (?:dan|and) |, ?| ){_PART.pattern})*)"
    r"(?P<back> (?:y(?:an)?g )?lalu| ago)?",
    re.A,
)
"""How long ago something was, in one unit or several: ``1 jam 20 menit yang lalu``, ``2 months, 1 week ago``."""
_SPAN: Final = re.compile(
    r"(?:(?:\d{1,4} |se)(?:detik|dtk|menit|mnt|jam|hari|minggu|mgg|pekan|bulan|bln|tahun|thn)\b(?: dan)? ?)+", re.A
)
"""What need not say that it counts back: ``3 Jam``, as some lists print it; ``5 hr`` may be hours or days."""
BACK: Final = frozenset(("lalu", " ago"))
"""How a text ends that counts back from the capture."""
_DAYS_BACK: Final = {
    "kemarin lusa": 2,
    "kemarin dulu": 2,
    "kemarin": 1,
    "yesterday": 1,
    "hari ini": 0,
    "today": 0,
}
_DAY_AND_TIME: Final = re.compile(rf"({'|'.join(_DAYS_BACK)})(?:,? (?=\S)(.+))?", re.A)
_LABEL: Final = re.compile(
    r"(?:di)?(?:posting|posted|poskan|terbit|publikasi|publish|unggah)[a-z]*(?: pada| on)? ?:? ?", re.A
)


class Age(NamedTuple):
    """How long before a capture something was."""

    moment: datetime | None
    """To when it counts back; None before year 1."""
    unit: str
    """The smallest unit of it: second, minute, hour, day, week, month or year."""


def slack_days(unit: str, counted_to: date, seen: date) -> int:
    """Return by how many days an age in a unit may be off, to either side; 0 for seconds and minutes."""
    slack = _SLACK_DAYS.get(unit, 0)
    return max(slack, (seen - counted_to).days // 30) if slack else 0


def day_by_word(plain: str, now: datetime) -> Printed | None:
    """Read a day that is named from the capture's, perhaps with its time: ``kemarin, 10.15 WIB``."""
    match = _DAY_AND_TIME.fullmatch(_unlabelled(plain))
    if match is None:
        return None
    clock = read_clock(match[2]) if match[2] else None
    if match[2] and clock is None:
        return None
    day = now - timedelta(days=_DAYS_BACK[match[1]])
    return Printed(day.year, day.month, day.day, clock, None, "relative")


def read_age(plain: str, now: datetime) -> Age | None:
    """Read a text that is nothing but an age, and perhaps a label before it; None for any other."""
    text = _unlabelled(plain)
    match = _AGO.fullmatch(text)
    if match is None and (short := _SHORT.fullmatch(text)) is not None:
        match = _AGO.fullmatch(f"{short[1]} {_LETTERS[short[2]]} ago")
    if match is None or not (match["back"] or (not match["about"] and _SPAN.fullmatch(text))):
        return None
    moment, unit = now, ""
    try:
        for digits, one, word, name in _PART.findall(match["span"]):
            unit = "day" if name == "hr" and match["back"] != " ago" else _UNITS[name]
            moment = _back(moment, int(digits) if digits else _COUNTS[one or word], unit)
    except (OverflowError, ValueError):
        return Age(None, unit)
    return Age(moment, unit)


def _unlabelled(plain: str) -> str:
    text = plain.lower()
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _back(moment: datetime, number: int, unit: str) -> datetime:
    """Go back by a number of units. OverflowError or ValueError before year 1."""
    if unit not in ("month", "year"):
        return moment - timedelta(**{f"{unit}s": number})
    index = moment.year * 12 + moment.month - 1 - number * (12 if unit == "year" else 1)
    year, month = index // 12, index % 12 + 1
    if year < 1:
        raise ValueError(f"{number} {unit}s before {moment} is before year 1")
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
