"""Indonesian dates as printed: a grammar of our own, and dateparser only where the grammar finds nothing.

A reading carries how it is known. Nothing is guessed: what looks like a date but cannot be one is refused
with a reason, and never handed on to a more generous parser. For strings that selectors point at, not for
running text.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, NamedTuple

from pipelines.ages import BACK, COARSE, day_by_word, read_age
from pipelines.date_grammar import (
    LONGEST_TEXT,
    MONTHS,
    WEEKDAYS,
    ZONE_OFFSETS,
    Clock,
    Printed,
    fold,
    full_dates,
    offset_of,
    partial_dates,
)

EARLIEST_YEAR: Final = 1970
"""Years before it are no dates of a web page; validity of a publication date is judged elsewhere."""


class DateReading(NamedTuple):
    """What a text says."""

    value: str | None
    """ISO 8601: with seconds and offset when the precision is a time, ``2024-10`` for a printed month,
    ``2024`` for a printed year, else a day."""
    precision: str | None
    """second, minute, hour, day, week, month or year; coarser than the value where the text was an age."""
    zone: str | None
    """stated or assumed; None without a time."""
    source: str | None
    """grammar, relative, iso, rfc822 or dateparser."""
    raw: str
    """The text with its white space folded, at most 300 characters."""
    refused: str | None = None
    """impossible-day, zero-date, year-out-of-range, future or range? (it ends before it begins)."""
    weekday_mismatch: bool = False
    """The printed day of the week is another one."""
    end: str | None = None
    """Last day of a printed range, of which ``value`` is the first."""

    @property
    def day(self) -> str | None:
        """``value``, but None where the text is an age in weeks, months or years: that names no day."""
        return None if self.source == "relative" and self.precision in COARSE else self.value


# The commonest forms, whole and tried first: "Rabu, 02 Okt 2024, 10:15:32 WIB", "22:00:26, 08 Agu 2024" and
# "Diposting pada 2 Oktober 2024 oleh admin".
_DAYS: Final = WEEKDAYS | {"jum'at": 4, "jum’at": 4}
_DATE_FIRST: Final = re.compile(
    r"(?:(?:[Dd]i(?:posting|poskan|terbit|publikasi|unggah|tulis|rilis)(?:kan)?|[Pp]osted|[Pp]ublished)"
    r"(?: pada| on)?:? )?"
    r"(?:([A-Za-z'’]{3,6})(?: (?:Legi|Pahing|Pon|Wage|Kliwon))?,? )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})"
    r"(?:(?:,| -| \|)? (?:[Pp]ukul |[Jj]am )?"
    r"([01]\d|2[0-3])([:.])([0-5]\d)(?:\6([0-5]\d))?(?: (WIB|WITA|WIT))?)?(?: (?:[Oo]leh|by)(?: [A-Za-z.]+)*)?",
    re.A,
)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?", re.A
)
_NUMBERS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.A)
_TIME_FIRST: Final = re.compile(
    r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d), (\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?: - Oleh :(?: [A-Za-z.,]+)*)?",
    re.A,
)


def read_date(text: str, *, base: datetime, zone: str = "WIB", allow_dateparser: bool = True) -> DateReading:
    """Read a printed date.

    ``base`` is the capture's time (aware): relative dates count from it, a date later than the day after it
    is refused, and a date without a year takes the year nearest to and not after it, all by the clock of
    ``zone`` (WIB, WITA, WIT or an offset), which is also assumed where the text states none. Never raises for
    any text; ValueError for a base without an offset and for an unknown zone.
    """
    reading = _common(text, base, zone) if len(text) <= LONGEST_TEXT else None
    return _general(text, base, zone, allow_dateparser) if reading is None else reading


def to_utc(value: str) -> str | None:
    """Return the UTC instant of a value with a time, ``2024-10-02T03:15:32Z``; None for anything coarser."""
    try:
        instant = datetime.fromisoformat(value) if len(value) > 10 else None
        if instant is None or instant.tzinfo is None:
            return None
        return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except (ValueError, OverflowError):
        return None


def sort_instant(published_at: str | None) -> str | None:
    """Return a UTC instant to sort by: the middle of the day, month or year where no time is known."""
    if published_at is None:
        return None
    middle = {4: "-07-01T00:00:00Z", 7: "-15T12:00:00Z", 10: "T05:00:00Z"}.get(len(published_at))
    return published_at + middle if middle else to_utc(published_at)


def _common(text: str, base: datetime, zone: str) -> DateReading | None:
    """Read one of the commonest forms; None where the general grammar has to say what it is."""
    source = "grammar"
    if text[2:3] == ":":
        found = _TIME_FIRST.fullmatch(text)
        if found is None:
            return None
        hour, minute, second, day, month, year = found.groups()
        weekday = stated = None
    elif text[4:5] == "-":
        found = _YEAR_FIRST.fullmatch(text)
        if found is None:
            return None
        year, month, day, hour, minute, second = found.groups()
        weekday, stated, source = None, None, "iso"
    elif (found := _NUMBERS.fullmatch(text)) is not None:
        day, _, month, year = found.groups()
        weekday = hour = None
    else:
        found = _DATE_FIRST.fullmatch(text)
        if found is None:
            return None
        weekday, day, month, year, hour, _, minute, second, stated = found.groups()
    known = _known_day(year, month, day)
    if known is None or known[2] > _limits(base, zone)[1]:
        return None
    value, actual, _ = known
    wrong = False
    if weekday is not None:
        number = _DAYS.get(weekday.lower())
        if number is None:
            return None
        wrong = number != actual
    if hour is None:
        return DateReading(value, "day", None, source, text, None, wrong)
    value = f"{value}T{hour}:{minute}:{second or '00'}{ZONE_OFFSETS[stated] if stated else offset_of(zone)}"
    precision, known_zone = "second" if second else "minute", "stated" if stated else "assumed"
    return DateReading(value, precision, known_zone, source, text, None, wrong)


@lru_cache(maxsize=20_000)
def _known_day(year: str, month: str, day: str) -> tuple[str, int, tuple[int, int, int]] | None:
    """Return a printed day as ISO 8601, its weekday, its numbers; sites print the same days over and over."""
    found = _calendar_day(int(year), int(month) if month.isdigit() else MONTHS.get(month.lower(), 0), int(day))
    if isinstance(found, str):
        return None
    return found.isoformat(), found.weekday(), (found.year, found.month, found.day)


@lru_cache(maxsize=20_000)
def _calendar_day(year: int, month: int, day: int) -> date | str:
    """Return the day, or why it is none that a page can state."""
    if day == 0 and month == 0:
        return "zero-date"
    if not EARLIEST_YEAR <= year <= 9999:
        return "year-out-of-range"
    try:
        return date(year, month, day)
    except ValueError:
        return "impossible-day"


def _general(text: str, base: datetime, zone: str, allow_dateparser: bool) -> DateReading:
    """Read any text: full dates, then incomplete ones, then relative ones, then dateparser."""
    raw, plain = fold(text)
    if plain[-4:].lower() in BACK and (relative := _relative(raw, plain, base, zone)) is not None:
        return relative  # nothing else is read in such a text, and much would be tried
    refused: DateReading | None = None
    for dates in (full_dates, partial_dates):
        for printed in dates(plain):
            reading = _judged(raw, printed, base, zone)
            if reading.value is not None:
                return reading
            refused = refused or reading
        if refused is not None:
            return refused
    relative = _relative(raw, plain, base, zone)
    if relative is not None:
        return relative
    if allow_dateparser and (answer := _ask_dateparser(plain, base)) is not None:
        day = Printed(answer.year, answer.month, answer.day, None, None, "dateparser")
        return _judged(raw, day, base, zone)
    return DateReading(None, None, None, None, raw)


def _judged(raw: str, printed: Printed, base: datetime, zone: str) -> DateReading:
    """Make the reading of a printed date, or refuse it."""
    today, tomorrow = _limits(base, zone)
    source, last = printed.source, printed.last
    month, day = 1 if printed.month is None else printed.month, 1 if printed.day is None else printed.day
    year = _nearest_year(month, day, today) if printed.year is None else printed.year
    if year is None:
        return DateReading(None, None, None, source, raw, "impossible-day")
    found = _calendar_day(year, month, day)
    refused = found if isinstance(found, str) else "future" if (year, month, day) > tomorrow else None
    if last and not refused:
        refused = _refusal(*last, tomorrow) or ("range?" if last < (year, month, day) else None)
    if refused or isinstance(found, str):
        return DateReading(None, None, None, source, raw, refused)
    value = found.isoformat()
    if printed.day is None:
        value, precision = (value[:4], "year") if printed.month is None else (value[:7], "month")
        return DateReading(value, precision, None, source, raw)
    end = date(*last).isoformat() if last else None
    days = (found, date(*last)) if last else (found,)
    wrong = printed.weekday is not None and printed.weekday not in [one.weekday() for one in days]
    if printed.clock is None:
        return DateReading(value, "day", None, source, raw, None, wrong, end)
    return _timed(raw, value, printed.clock, source, zone, wrong, end)


def _timed(
    raw: str, day: str, clock: Clock, source: str, zone: str, wrong: bool, end: str | None
) -> DateReading:
    """Make the reading of a day with a time, by the printed zone, else by the assumed one."""
    try:
        offset, known = (offset_of(clock.zone), "stated") if clock.zone else (offset_of(zone), "assumed")
    except ValueError:  # "+9959" is no zone
        offset, known = offset_of(zone), "assumed"
    precision = "hour" if clock.minute is None else "minute" if clock.second is None else "second"
    value = f"{day}T{clock.hour:02}:{clock.minute or 0:02}:{clock.second or 0:02}{offset}"
    return DateReading(value, precision, known, source, raw, None, wrong, end)


def _refusal(year: int, month: int, day: int, tomorrow: tuple[int, int, int]) -> str | None:
    found = _calendar_day(year, month, day)
    return found if isinstance(found, str) else "future" if (year, month, day) > tomorrow else None


@lru_cache(maxsize=1024)
def _local(base: datetime, zone: str) -> datetime:
    """Return the base by the clock of a zone."""
    if base.tzinfo is None:
        raise ValueError("The base of a date needs an offset: give the capture's time with one.")
    offset = offset_of(zone)
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    return base.astimezone(timezone(-shift if offset[0] == "-" else shift))


@lru_cache(maxsize=1024)
def _limits(base: datetime, zone: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the day of the base and the day after it, by the clock of a zone."""
    today = _local(base, zone)
    after = today.date() + timedelta(days=1)
    return (today.year, today.month, today.day), (after.year, after.month, after.day)


def _nearest_year(month: int, day: int, today: tuple[int, int, int]) -> int | None:
    """Return the year nearest to and not after today in which the day exists."""
    for year in range(today[0], today[0] - 9, -1):  # nine years hold a 29 February
        if (year, month, day) <= today and not _refusal(year, month, day, today):
            return year
    return None


def _relative(raw: str, plain: str, base: datetime, zone: str) -> DateReading | None:
    """Read a date that counts from the capture: ``2 jam yang lalu``, ``3 Jam``, ``kemarin, 10.15 WIB``."""
    now = _local(base, zone)
    if (day := day_by_word(plain, now)) is not None:
        return _judged(raw, day, base, zone)
    age = read_age(plain, now)
    if age is None:
        return None
    if age.moment is None or age.moment.year < EARLIEST_YEAR:
        return DateReading(None, None, None, "relative", raw, "year-out-of-range")
    if age.unit in ("second", "minute", "hour"):
        return DateReading(age.moment.isoformat(timespec="seconds"), age.unit, "assumed", "relative", raw)
    return DateReading(age.moment.date().isoformat(), age.unit, None, "relative", raw)


_COUNTED: Final = re.compile(
    r"\d,\d|%|\b(?:rp|miliar|milyar|juta|ribu|triliun|persen|orang|no|nomor|pasal|ayat|versi|rt|rw|km"
    r"|jam|pukul|pkl)\b",
    re.I | re.A,
)
"""Numbers beside it count something else than days."""
_LONGEST_QUESTION: Final = 60


def _ask_dateparser(plain: str, base: datetime) -> date | None:
    """Ask dateparser for a day; its answer counts only if it has every number of the text."""
    if len(plain) > _LONGEST_QUESTION or not re.search("[A-Za-z]{3}", plain) or _COUNTED.search(plain):
        return None
    numbers = {int(digits) for digits in re.findall(r"[0-9]+", plain)}
    if len(numbers) < 2 or not any(EARLIEST_YEAR <= number <= base.year + 1 for number in numbers):
        return None
    import dateparser

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past",
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "STRICT_PARSING": True,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(plain, languages=["id", "en"], settings=settings)
    except Exception:  # a stranger's parser over hostile text: whatever it trips over, the text has no date
        return None
    if found is None or found.year not in numbers or found.day not in numbers:
        return None
    said = {found.year, found.month, found.day, found.hour, found.hour % 12 or 12, found.minute, found.second}
    return found.date() if numbers <= said else None
