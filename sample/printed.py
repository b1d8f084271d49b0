"""Forms in which the site prints things: dates, addresses of releases, numbers, texts with backslashes."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, time, timedelta, timezone

WIB = timezone(timedelta(hours=7))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
LONG_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
FIRST_DAY = date(2026, 10, 5)

_DELETED = str.maketrans("", "", "-/\\,.#:;'\"[]{})(|`~!@%$^&*=?+–")


def today(day: int) -> date:
    """Return the date that the site's clock shows on a day; day 1 is Monday 5 October 2026."""
    return FIRST_DAY + timedelta(days=day - 1)


def morning(day: int) -> datetime:
    """Return the moment at which the site's clock stands on a day: 08.00 WIB."""
    return datetime.combine(today(day), time(8), WIB)


def slug(headline: str) -> str:
    """Return the address of a headline: punctuation deleted, blanks to ``-``, lower case; never made
    unique.
    """
    return headline.translate(_DELETED).replace(" ", "-").lower()


def backslashed(text: str) -> str:
    """Return a headline as the CMS stores and prints it: a backslash before each quote."""
    return re.sub(r"(['\"])", r"\\\1", text)


def short_date(moment: date) -> str:
    """Return ``05 Okt 2026``."""
    return f"{moment.day:02d} {MONTHS[moment.month - 1]} {moment.year}"


def clock_date(moment: date) -> str:
    """Return ``Senin, 05 Okt 2026``, as in the header."""
    return f"{WEEKDAYS[moment.weekday()]}, {short_date(moment)}"


def article_date(moment: datetime) -> str:
    """Return ``05 Okt 2026, 10:15:32 WIB``, as over a release or a comment."""
    return f"{short_date(moment)}, {moment:%H:%M:%S} WIB"


def listing_date(moment: datetime) -> str:
    """Return ``10:15:32, 05 Okt 2026``, as in lists."""
    return f"{moment:%H:%M:%S}, {short_date(moment)}"


def grouped(number: int) -> str:
    """Return an Indonesian whole number, ``12500`` as ``12.500``."""
    return f"{number:,}".replace(",", ".")


def plain(markup: str) -> str:
    """Return markup without its tags, entities left as they stand (what the CMS makes excerpts from)."""
    return re.sub(r"<[^>]*>", "", markup)


def decoded(markup: str) -> str:
    """Return markup without its tags and with entities decoded once."""
    return html.unescape(plain(markup))
