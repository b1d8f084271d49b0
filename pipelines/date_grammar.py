"""What a printed Indonesian date says, word for word: pure grammar, no judgement.

Finds the dates of a short text in the order in which they stand there, each with the clock and the weekday
that belong to it. Whether a day exists, is plausible or agrees with its weekday is for ``pipelines.dates``.
All patterns are ASCII-only, so that no exotic digit or letter (Arabic digits, a long s) gets past them, and
none repeats a repetition, so that hostile text stays cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_TEXT: Final = 300
"""Characters read of a text; a printed date stands within them."""


class Clock(NamedTuple):
    """A printed time of day; it may be impossible."""

    hour: int
    minute: int | None
    second: int | None
    zone: str | None
    """As printed: WIB, +0700, GMT+7, Z; None when not printed."""


class Printed(NamedTuple):
    """One date as it stands in the text; day and month may be impossible."""

    year: int | None
    """None where none is printed."""
    month: int | None
    """None where only a year is printed."""
    day: int | None
    """None where only a month is printed."""
    clock: Clock | None
    weekday: int | None
    """Monday is 0."""
    source: str = "grammar"
    """grammar, iso or rfc822."""
    last: tuple[int, int, int] | None = None
    """Year, month and day on which a printed range ends."""


def _numbered(*groups: str, start: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(groups, start) for name in names.split()}


def _with_slips(months: dict[str, int]) -> dict[str, int]:
    """Add to names of months what clerks type instead: a letter left out behind the first, or two in wrong order."""
    slips: dict[str, int] = {}
    for name, number in months.items():
        if len(name) >= _SLIPS_LEAST:
            for at in range(1, len(name)):
                slips[name[:at] + name[at + 1 :]] = number
                slips[name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]] = number
    return slips | months


_SLIPS_LEAST: Final = 7
"""Letters of a name of which a slip is still that name and no other word."""
MONTHS: Final = _with_slips(_numbered(
    "januari january jan",
    "februari february pebruari febuari feb peb febr",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agust agu agt ags aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
    start=1,
))
WEEKDAYS: Final = _numbered(
    "senin sen monday mon",
    "selasa sel tuesday tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thu",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "minggu ahad min sunday sun",
    start=0,
)
ZONE_OFFSETS: Final = {
    "WIB": "+07:00",
    "WITA": "+08:00",
    "WIT": "+09:00",
    "UTC": "+00:00",
    "GMT": "+00:00",
    "Z": "+00:00",
}


def _words(names: Iterable[str]) -> str:
    """Return a pattern for any of some words, letter by letter: as many steps as a word has letters."""
    endings: dict[str, set[str]] = {}
    for name in sorted(name for name in names if name):
        endings.setdefault(name[0], set()).add(name[1:])
    ways = [
        re.escape(letter) + (f"(?:{_words(rest)})" + "?" * ("" in rest) if rest != {""} else "")
        for letter, rest in endings.items()
    ]
    return "|".join(ways)


_MONTH: Final = rf"(?:{_words(MONTHS)})(?![a-z])"
_TO: Final = r"\s*(?:-|&|s/d|s\.d\.?|sampai(?: dengan)?|hingga|dan)\s*"
_GAP: Final = r"\s*(?:[-./]|bulan )?\s*"
_FULL: Final = re.compile(
    r"(?=[\d-])(?:"  # where no alternative can begin, none is tried
    # 2024-10-02, 2024/10/02
    r"(?<![\d-])(?P<iso_year>-?\d{4})(?P<iso_mark>[-/])(?P<iso_month>\d{1,2})(?P=iso_mark)"
    r"(?P<iso_day>\d{1,2})(?!\d)"
    # 2 Oktober 2024, 1 - 3 Oktober 2024, 30 Sept - 2 Okt 2024; two-digit years only where nothing is counted
    rf"|(?<!\d)(?<!\d[.,:])(?:(?P<first>\d{{1,2}})"
    rf"(?:{_GAP}(?P<first_month>{_MONTH})\.?(?:\s+(?P<first_year>\d{{4}}))?)?{_TO})?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<month>{_MONTH})\.?,?\s*(?:[-./]|tahun )?\s*"
    r"(?P<year>\d{4}(?!\d)|'?\d\d(?=\s*(?:$|[,|)/;(-]|\d\d?[:.]\d\d|pukul|jam|pkl)))"
    # 02/10/2024, 2-10-24, 2.10.2024; 10.05.12 may be a clock
    r"|(?<!\d)(?<!\d[/.:,-])(?P<d>\d{1,2})(?P<mark>\s?[/.-]\s?)(?P<m>\d{1,2})(?P=mark)"
    r"(?P<y>\d{4}(?!\d|[/.]\d)|(?<!\.)\d\d(?!\d|[/.,:-]\d)))"
    # Oktober 2, 2024
    rf"|(?=[jfmasond])(?<![a-z])(?P<leading>{_MONTH})\.?\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    r"(?P<closing>\d{4})(?!\d)",
    re.I | re.A,
)
_DIGIT: Final = re.compile("[0-9]")
_LONGEST_MONTH: Final = max(map(len, MONTHS)) + len(". ")
"""Characters before the first digit of a text in which its first date may begin."""
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z?))?", re.A)
_NO_YEAR: Final = re.compile(
    r"\((?P<d>\d{1,2})/(?P<m>\d{1,2})\)"
    rf"|(?<!\d)(?<!\d[.,:])(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})(?!\W{{0,3}}\d+(?![\d:.]))"
    rf"|(?<![a-z\d])(?<!\d[ -])(?P<only>{_MONTH})\.?,?\s+(?P<year>\d{{4}})(?!\d)",
    re.I | re.A,
)
_YEAR_ONLY: Final = re.compile(r"tahun\s+(\d{4})", re.I | re.A)
_NUMBERED: Final = re.compile(
    r"(?<![a-z])(?:pukul|jam|pkl|rp|no|nomor|versi|pasal|ayat)[.:]{0,2}\s*$", re.I | re.A
)
"""Before numbers, it makes them something else than a date."""

_NAMED_ZONE: Final = r"(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|WITA|WIB|WIT|Z"
_UNTIL: Final = r"(?:\s*(?:-|s/d|s\.d\.?|sampai|hingga)\s*(?:\d{1,2}[:.]\d\d(?!\d)|selesai))?"
_TIME: Final = re.compile(
    r"(?=[pjt\d])(?<![\d.:/,])(?P<word>(?:pukul|jam|pkl)\.?\s*:?\s*)?T?(?P<hour>\d{1,2})"
    r"(?:(?P<sign>[:.])(?P<minute>\d\d)(?:(?P=sign)(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"|(?(word)(?![:.,]\d)|(?=\s?[ap]\.m\.)))(?![\d/%])"
    rf"(?(second)|{_UNTIL})(?:\s*(?P<half>[ap]m|[ap]\.m\.?|pagi|siang|sore|malam)(?![a-z]))?"
    rf"(?:\s*\(?(?P<zone>{_NAMED_ZONE}|\+\d\d(?::?\d\d)?|(?(second)-\d\d:?\d\d|(?!)))(?![a-z\d]))?",
    re.I | re.A,
)
_NAMED_TIME: Final = re.compile(r", (noon|midnight)(?![a-z])", re.I | re.A)
"""Behind a day, as Django prints it for 12 and 0 o'clock sharp."""
_NEAR: Final = 3
"""Characters between a date and a bare ``10.15`` that belongs to it."""
_LOOSE: Final = re.compile(r"[^a-z\d]*(?:(?:WIB|WITA|WIT)[^a-z\d]*)?(?:tanggal\s)?", re.I | re.A)
_PASARAN: Final = "legi|pahing|paing|pon|wage|kliwon"
_DAY_BEFORE: Final = re.compile(
    rf"(?<![a-z])({_words(WEEKDAYS)})"
    rf"(?:[\s(]+(?:{_PASARAN}|pagi|siang|sore|malam|tanggal|tgl\.?))?[\s,.(/|:-]*$",
    re.I | re.A,
)
_DAY_AFTER: Final = re.compile(rf"[\s,(]*(?:hari\s+)?({_words(WEEKDAYS)})(?![a-z])", re.I | re.A)
_RFC822: Final = re.compile(
    r"(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{2,4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|Z|[+-]\d{4})", re.I | re.A
)

_WORD: Final = re.compile(r"[A-Za-z]+")
DATE_WORDS: Final = frozenset(
    (
        *WEEKDAYS,
        *MONTHS,
        *_PASARAN.split("|"),
        *"pagi siang sore malam dini hari tanggal tgl pukul jam pkl wib wita wit pada terbit".split(),
        *"diterbitkan diposting diposkan dipublikasikan diunggah posted on published".split(),
        *"update updated terakhir".split(),
    )
)
"""What may stand beside a date and says nothing else than that it is one."""
_MOST_WORDS: Final = 3
"""Words besides an incomplete date ("Kab. Kediri, 2 Oktober"); more is running text."""
_LONGEST_PARTIAL: Final = 100

_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])\\?'(?=[A-Za-z])")
_PLAIN: Final = str.maketrans(
    dict.fromkeys("’‘`´ʼ′ʻ‛＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff", None)
)


def fold(text: str) -> tuple[str, str]:
    """Return the text with its white space folded, and the plain form that the grammar reads.

    A text that is too long loses its end at a word's edge: half a year would be another year.
    """
    head = text[: LONGEST_TEXT * 4]
    raw = " ".join(head.split())
    if len(raw) > LONGEST_TEXT or len(head) < len(text):
        raw = raw[:LONGEST_TEXT].rpartition(" ")[0]
    plain = raw if raw.isascii() else raw.translate(_PLAIN)
    return raw, _APOSTROPHE.sub("", plain.replace("`", "'"))


def full_dates(plain: str) -> Iterator[Printed]:
    """Yield each date with day, month and year, in the order of the text."""
    compact = _COMPACT.fullmatch(plain)
    if compact is not None:
        year, month, day, hour, minute, second, zone = compact.groups()
        clock = Clock(int(hour), int(minute), int(second), zone or None) if hour else None
        if clock is not None and (clock.hour > 23 or int(minute) > 59 or int(second) > 59):
            return
        yield Printed(int(year), int(month), int(day), clock, None, "iso")
        return
    digit = _DIGIT.search(plain)
    if digit is None:
        return
    found = _FULL.finditer(plain, max(digit.start() - _LONGEST_MONTH, 0))
    matches = [match for match in found if match["d"] is None or not _is_number(plain, match)]
    for place, match in enumerate(matches):
        before = matches[place - 1].end() if place else 0
        after = matches[place + 1].start() if place + 1 < len(matches) else len(plain)
        yield _printed(plain, match, before, after)


def partial_dates(plain: str) -> Iterator[Printed]:
    """Yield each day without a year and each month; to be asked only where no full date stands."""
    if len(plain) > _LONGEST_PARTIAL or _DIGIT.search(plain) is None:
        return
    for match in _NO_YEAR.finditer(plain):
        weekday = _weekday(plain, match.start(), match.end())
        rest = [word for word in _WORD.findall(plain) if word.lower() not in DATE_WORDS]
        if len(rest) > (0 if match["d"] and weekday is None else _MOST_WORDS):
            continue
        if match["only"]:
            yield Printed(int(match["year"]), MONTHS[match["only"].lower()], None, None, None)
            continue
        clock = _clock(plain, match.start(), match.end(), 0, len(plain))
        month = int(match["m"]) if match["m"] else MONTHS[match["month"].lower()]
        yield Printed(None, month, int(match["d"] or match["day"]), clock, weekday)
    year = _YEAR_ONLY.fullmatch(plain)
    if year is not None:
        yield Printed(int(year[1]), None, None, None, None)


def read_clock(text: str) -> Clock | None:
    """Read a text that is nothing but a time of day: ``pukul 10.15 WITA``."""
    match = _TIME.fullmatch(text)
    return None if match is None else _time(match)


_PRINTED_OFFSET: Final = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?([0-5]\d)?", re.A)


@lru_cache(maxsize=256)
def offset_of(zone: str) -> str:
    """Return the offset of a zone word or of a printed offset, ``+07:00``; ValueError for anything else."""
    known = ZONE_OFFSETS.get(zone.upper())
    match = _PRINTED_OFFSET.fullmatch(zone.upper())
    if known is None and (match is None or int(match[2]) > 14):
        raise ValueError(f"Unknown time zone {zone!r}: give WIB, WITA, WIT or an offset such as +07:00.")
    return known or (f"{match[1]}{int(match[2]):02}:{match[3] or '00'}" if match else "")


def _is_number(plain: str, match: re.Match[str]) -> bool:
    return _NUMBERED.search(plain[max(match.start() - 10, 0) : match.start()]) is not None


def _printed(plain: str, match: re.Match[str], before: int, after: int) -> Printed:
    """Read a full date; its clock and weekday stand between the dates before and after it."""
    source, last = "grammar", None
    if match["iso_year"]:
        year, month, day = int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])
        source = "iso"
    elif match["month"]:
        year, month, day = _full_year(match["year"]), MONTHS[match["month"].lower()], int(match["day"])
        if match["first"]:
            last = (year, month, day)
            year, month, day = _first(match, year, month)
        elif _RFC822.fullmatch(plain):
            source = "rfc822"
    elif match["leading"]:
        year, month, day = int(match["closing"]), MONTHS[match["leading"].lower()], int(match["second"])
    else:
        year, month, day = _full_year(match["y"]), int(match["m"]), int(match["d"])
    clock = _clock(plain, match.start(), match.end(), before, after)
    weekday = _weekday(plain, match.start(), match.end())
    return Printed(year, month, day, clock, weekday, source, last)


def _first(match: re.Match[str], year: int, month: int) -> tuple[int, int, int]:
    """Return the day on which a range begins; what it leaves out, it has in common with the end."""
    if match["first_month"]:
        first_month = MONTHS[match["first_month"].lower()]
        turned = first_month > month and not match["first_year"]  # 30 Desember - 2 Januari 2025
        year, month = int(match["first_year"] or year) - turned, first_month
    return year, month, int(match["first"])


def _full_year(text: str) -> int:
    digits = text.lstrip("'")
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year <= 69 else 1900)


def _weekday(plain: str, start: int, end: int) -> int | None:
    """Return the weekday printed right before or after a date."""
    match = _DAY_BEFORE.search(plain, max(start - 40, 0), start) or _DAY_AFTER.match(plain, end)
    return None if match is None else WEEKDAYS[match[1].lower()]


def _clock(plain: str, start: int, end: int, before: int, after: int) -> Clock | None:
    """Return the time that belongs to a date: right before it, else after it, else anywhere before it."""
    if plain[end : end + 2] == ", " and (named := _NAMED_TIME.match(plain, end, after)) is not None:
        return Clock(12 if named[1].lower() == "noon" else 0, 0, None, None)
    if _DIGIT.search(plain, before, start) is None and _DIGIT.search(plain, end, after) is None:
        return None
    earlier = list(_TIME.finditer(plain, before, start))
    for match in earlier:
        leads = match.start() == 0 or _is_sure(match)
        if leads and _LOOSE.fullmatch(plain, match.end(), start) and (clock := _time(match)) is not None:
            return clock
    for match in _TIME.finditer(plain, end, after):
        if (_is_sure(match) or match.start() - end <= _NEAR) and (clock := _time(match)) is not None:
            return clock
    return next((clock for match in earlier if _is_sure(match) and (clock := _time(match)) is not None), None)


def _is_sure(match: re.Match[str]) -> bool:
    """Tell whether numbers are a time wherever they stand; ``10.15`` alone may be an amount."""
    return bool(match["sign"] == ":" or match["word"] or match["zone"] or match["second"])


def _time(match: re.Match[str]) -> Clock | None:
    """Return the printed time in 24 hours; None where it cannot be told which half of the day is meant."""
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half == "malam" and hour == 12:
        return None
    elif (
        (half == "siang" and hour <= 3)
        or (half == "sore" and hour <= 6)
        or (half == "malam" and 6 <= hour <= 11)
    ):
        hour += 12
    minute, second = match["minute"], match["second"]
    if hour > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    return Clock(hour, int(minute) if minute else None, int(second) if second else None, match["zone"])
