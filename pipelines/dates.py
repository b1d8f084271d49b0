"""Indonesian dates as printed: a grammar of our own, and dateparser only where the grammar finds nothing.

A reading carries how it is known. Nothing is guessed: what looks like a date but cannot be one is refused with a
reason, and never handed on to a more generous parser. For strings that selectors point at, not for running text.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

LONGEST_TEXT = 300
"""Characters read of a text; a printed date stands within them."""
EARLIEST_YEAR = 1970
"""Years before it are no dates of a web page; validity of a publication date is judged elsewhere."""
OFFSETS = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00"}


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says."""

    value: str | None
    """ISO 8601: with seconds and offset when the precision is a time, ``2024-10`` for a printed month, else a day."""
    precision: str | None
    """second, minute, hour, day, week, month or year; coarser than the value where the text was relative."""
    zone: str | None
    """stated or assumed; None without a time."""
    source: str | None
    """grammar, relative, iso or dateparser."""
    raw: str
    refused: str | None = None
    """impossible-day, zero-date, year-out-of-range, future or impossible-time."""
    weekday_mismatch: bool = False
    """The printed day of the week is another one."""
    end: str | None = None
    """Last day of a printed range, of which ``value`` is the first."""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb febr",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt agust ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum friday fri",
            "sabtu sab saturday sat",
            "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ZONE = r"WITA|WIB|WIT|UTC|GMT"

# The forms of this CMS, tried first: "02 Okt 2024, 10:15:32 WIB" and "22:00:26, 08 Agu 2024".
_DATE_FIRST = re.compile(
    r"(?:([A-Za-z]{3,9}), )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?:,? (\d\d):(\d\d)(?::(\d\d))?(?: (WIB|WITA|WIT))?)?"
)
_TIME_FIRST = re.compile(r"(\d\d):(\d\d):(\d\d), (\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?= -|$)")

_ISO = re.compile(r"(?<![\d-])(-?\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_NAMED = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:\s*(?:-|–|—|s/d|s\.d\.?|sampai(?: dengan)?)\s*(\d{1,2}))?"
    rf"\s*[-./]?\s*({_MONTH})\b\.?,?"
    rf"\s*[-./]?\s*(\d{{4}}|\d\d)(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEARLESS = re.compile(r"\((\d{1,2})/(\d{1,2})\)")
_YEARLESS_NAMED = re.compile(rf"(?<![\d.,])(\d{{1,2}})\s+({_MONTH})\b(?!\s*\d)", re.I)
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?\s+(\d{{4}})(?!\d)", re.I)

_TIME = re.compile(
    r"(?<![\d.:/-])(?:(pukul|jam|pkl\.?)\s*:?\s*)?T?(\d{1,2})([:.])(\d\d)(?:\3(\d\d)(?:\.\d{1,6})?)?(?![\d/])"
    rf"(?:\s*(am|pm)\b)?\s*\(?({_ZONE}|Z|[+-]\d\d:?\d\d)?(?![A-Za-z\d])",
    re.I,
)
_WORD = re.compile(r"[A-Za-z]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´ʼ](?=\w)")

_UNITS = {
    "detik": ("second", "seconds"), "menit": ("minute", "minutes"), "jam": ("hour", "hours"), "hari": ("day", "days"),
    "minggu": ("week", "weeks"), "pekan": ("week", "weeks"), "bulan": ("month", "months"), "tahun": ("year", "years"),
    "second": ("second", "seconds"), "minute": ("minute", "minutes"), "hour": ("hour", "hours"),
    "day": ("day", "days"),
    "week": ("week", "weeks"), "month": ("month", "months"), "year": ("year", "years"),
}  # fmt: skip
_RELATIVE = re.compile(
    r"(?:(\d{1,4})\s+|(se))(detik|menit|jam|hari|minggu|pekan|bulan|tahun)(?:\s+(?:yang\s+)?lalu)?$"
    r"|(\d{1,4})\s+(second|minute|hour|day|week|month|year)s?\s+ago$",
    re.I,
)
_DAYS_BACK = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1, "kemarin lusa": 2}
_PREFIX = re.compile(r"^(?:di)?(?:posting|posted|terbit|publikasi|publish|unggah)\w*\s*(?:pada|on)?\s*:?\s*", re.I)


def read_date(text: str, *, base: datetime, zone: str = "WIB", allow_dateparser: bool = True) -> DateReading:
    """Read a printed date.

    ``base`` is the capture's time (aware): relative dates count from it, a date later than the day after it is
    refused, and a date without a year takes the year nearest to and not after it. ``zone`` (WIB, WITA or WIT) is
    assumed where the text states none. Never raises for any text.
    """
    found = _DATE_FIRST.fullmatch(text)
    if found is not None:
        weekday, day, month, year, hour, minute, second, stated = found.groups()
        number = _MONTHS.get(month.lower())
        if number is not None and (weekday is None or weekday.lower() in _WEEKDAYS):
            clock = (hour, minute, second, stated) if hour else None
            return _dated(text, int(year), number, int(day), clock, weekday, base, zone)
    else:
        found = _TIME_FIRST.match(text)
        if found is not None:
            hour, minute, second, day, month, year = found.groups()
            number = _MONTHS.get(month.lower())
            if number is not None:
                stated = text.endswith(("WIB", "WITA", "WIT")) or None
                raw = text[:LONGEST_TEXT]
                if stated is None:
                    return _dated(raw, int(year), number, int(day), (hour, minute, second, None), None, base, zone)
    return _general(text, base, zone, allow_dateparser)


def to_utc(value: str) -> str | None:
    """Return the UTC instant of a value with a time, ``2024-10-02T03:15:32Z``; None for a day, month or year."""
    if len(value) <= 10:
        return None
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Clock = tuple[str, str, str | None, str | None]
"""Hour, minute, second and zone as printed."""


def _dated(
    raw: str, year: int, month: int, day: int, clock: Clock | None, weekday: str | None, base: datetime, zone: str,
    source: str = "grammar", end: str | None = None,
) -> DateReading:  # fmt: skip
    """Make the reading of one day, with or without a time."""
    refused = _refusal(year, month, day, base)
    if refused:
        return DateReading(None, None, None, source, raw, refused)
    wrong = weekday is not None and date(year, month, day).weekday() != _WEEKDAYS[weekday.lower()]
    value = f"{year:04}-{month:02}-{day:02}"
    if clock is None:
        return DateReading(value, "day", None, source, raw, None, wrong, end)
    hour, minute, second, stated = clock
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return DateReading(value, "day", None, source, raw, None, wrong, end)
    offset = _offset(stated) if stated else OFFSETS[zone]
    value = f"{value}T{int(hour):02}:{minute}:{second or '00'}{offset}"
    return DateReading(
        value, "second" if second else "minute", "stated" if stated else "assumed", source, raw, None, wrong, end
    )


def _offset(stated: str) -> str:
    known = OFFSETS.get(stated.upper())
    return known or (stated if ":" in stated else f"{stated[:3]}:{stated[3:]}")


def _refusal(year: int, month: int, day: int, base: datetime) -> str | None:
    if (year == 0 and month == 0) or (year == 0 and day == 0):
        return "zero-date"
    if not EARLIEST_YEAR <= year <= 9999:
        return "year-out-of-range"
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return "impossible-day"
    return "future" if (year, month, day) > _tomorrow(base.year, base.month, base.day) else None


@lru_cache(maxsize=256)
def _tomorrow(year: int, month: int, day: int) -> tuple[int, int, int]:
    following = date(year, month, day) + timedelta(days=1 if year < 9999 else 0)
    return following.year, following.month, following.day


def _general(text: str, base: datetime, zone: str, allow_dateparser: bool) -> DateReading:
    raw = " ".join(text[: LONGEST_TEXT * 4].split())[:LONGEST_TEXT]
    clean = _APOSTROPHES.sub("", raw)
    refused: DateReading | None = None
    for readings in (_readings, _partial):
        for reading in readings(raw, clean, base, zone):
            if reading.value is not None:
                return reading
            refused = refused or reading
        if refused is not None:
            return refused
    relative = _relative(raw, clean, base, zone)
    if relative is not None:
        return relative
    if allow_dateparser and (value := _ask_dateparser(clean, base)) is not None:
        year, month, day = (int(part) for part in value.split("-"))
        return _dated(raw, year, month, day, None, None, base, zone, "dateparser")
    return DateReading(None, None, None, None, raw)


def _readings(raw: str, clean: str, base: datetime, zone: str) -> Iterator[DateReading]:
    """Yield the reading of each full date in the text."""
    weekday = _weekday(clean)
    for match in _ISO.finditer(clean):
        year, _, month, day = match.groups()
        yield _timed(raw, clean, match, int(year), int(month), int(day), weekday, base, zone, source="iso")
    for match in _NAMED.finditer(clean):
        first, last, name, year = match.groups()
        if len(year) == 2 and match.end() < len(clean) and clean[match.end()] in ":.":
            continue  # "2 Oktober 10:15" has no year
        number = _MONTHS[name.lower()]
        if last is None:
            yield _timed(raw, clean, match, _full_year(year), number, int(first), weekday, base, zone)
            continue
        end = _dated(raw, _full_year(year), number, int(last), None, None, base, zone)
        start = _dated(raw, _full_year(year), number, int(first), None, None, base, zone, end=end.value)
        yield start if end.value else end
    for match in _MONTH_FIRST.finditer(clean):
        yield _timed(
            raw, clean, match, int(match[3]), _MONTHS[match[1].lower()], int(match[2]), weekday, base, zone
        )
    for match in _NUMBERS.finditer(clean):
        day, _, month, year = match.groups()
        yield _timed(raw, clean, match, _full_year(year), int(month), int(day), weekday, base, zone)
    for match in _COMPACT.finditer(clean):
        yield _timed(raw, clean, match, int(match[1]), int(match[2]), int(match[3]), weekday, base, zone)


def _partial(raw: str, clean: str, base: datetime, zone: str) -> Iterator[DateReading]:
    """Yield the reading of each date without a year, and of each month."""
    for match in (*_YEARLESS.finditer(clean), *_YEARLESS_NAMED.finditer(clean)):
        month = int(match[2]) if match[2].isdigit() else _MONTHS[match[2].lower()]
        yield _yearless(raw, month, int(match[1]), base)
    for match in _MONTH_YEAR.finditer(clean):
        year, month = int(match[2]), _MONTHS[match[1].lower()]
        refused = _refusal(year, month, 1, base)
        value = None if refused else f"{year:04}-{month:02}"
        yield DateReading(value, None if refused else "month", None, "grammar", raw, refused)


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year <= 69 else 1900)


def _weekday(clean: str) -> str | None:
    return next((word for word in _WORD.findall(clean) if word.lower() in _WEEKDAYS), None)


def _timed(
    raw: str, clean: str, match: re.Match[str], year: int, month: int, day: int, weekday: str | None, base: datetime,
    zone: str, *, source: str = "grammar",
) -> DateReading:  # fmt: skip
    """Read the time that stands after or before a date, if there is one."""
    clock = None
    for time in (*_TIME.finditer(clean, match.end()), *_TIME.finditer(clean[: match.start()])):
        word, hour, sign, minute, second, half, stated = time.groups()
        if sign == "." and not (word or stated or second or time.start() - match.end() in (0, 1, 2)):
            continue
        number = int(hour)
        if half:
            number = number % 12 + (12 if half.lower() == "pm" else 0)
        if number <= 23 and int(minute) <= 59:
            clock = (str(number), minute, second, stated)
            break
    return _dated(raw, year, month, day, clock, weekday, base, zone, source)


def _yearless(raw: str, month: int, day: int, base: datetime) -> DateReading:
    """Take the year nearest to and not after the base."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return DateReading(None, None, None, "grammar", raw, "impossible-day")
    for year in range(base.year, base.year - 9, -1):  # nine years hold a 29 February
        possible = _refusal(year, month, day, base) is None
        if possible and (year, month, day) <= (base.year, base.month, base.day):
            return DateReading(f"{year:04}-{month:02}-{day:02}", "day", None, "grammar", raw)
    return DateReading(None, None, None, "grammar", raw, "impossible-day")


def _relative(raw: str, clean: str, base: datetime, zone: str) -> DateReading | None:
    text = _PREFIX.sub("", clean).lower()
    local = base.astimezone(datetime.fromisoformat(f"2000-01-01T00:00:00{OFFSETS[zone]}").tzinfo)
    if text in _DAYS_BACK:
        return DateReading(_day(local - timedelta(days=_DAYS_BACK[text])), "day", None, "relative", raw)
    match = _RELATIVE.fullmatch(text)
    if match is None:
        return None
    count = int(match[1] or match[4] or 1)
    precision, unit = _UNITS[(match[3] or match[5]).lower()]
    try:
        if unit in ("months", "years"):
            moment = _months_back(local, count * (12 if unit == "years" else 1))
        else:
            moment = local - timedelta(**{unit: count})
    except (OverflowError, ValueError):
        return DateReading(None, None, None, "relative", raw, "year-out-of-range")
    if moment.year < EARLIEST_YEAR:
        return DateReading(None, None, None, "relative", raw, "year-out-of-range")
    if precision in ("second", "minute", "hour"):
        return DateReading(moment.isoformat(timespec="seconds"), precision, "assumed", "relative", raw)
    return DateReading(_day(moment), precision, None, "relative", raw)


def _months_back(moment: datetime, months: int) -> datetime:
    index = moment.year * 12 + moment.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def _day(moment: datetime) -> str:
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def _ask_dateparser(clean: str, base: datetime) -> str | None:
    """Ask dateparser for a full date; its answer counts only if year and day stand in the text as printed."""
    numbers = {int(digits) for digits in re.findall(r"(?<!\d)\d{1,4}(?!\d)", clean)}
    if len(clean) > 60 or len(numbers) < 2 or not _WORD.search(clean):
        return None
    import dateparser

    try:
        found = dateparser.parse(
            clean,
            languages=["id", "en"],
            settings={
                "DATE_ORDER": "DMY",
                "PREFER_DATES_FROM": "past",
                "RELATIVE_BASE": base.replace(tzinfo=None),
                "STRICT_PARSING": True,
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError, TypeError, RecursionError, AttributeError, KeyError, IndexError):
        return None
    if found is None or found.year not in numbers or found.day not in numbers:
        return None
    return _day(found)
