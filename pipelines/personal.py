"""Mail addresses, phone numbers and NIK in a text, in whatever way people write them so that others still read them.

What is certain by its form alone is a pattern. Numbers that strange signs or ends of lines part are candidates first,
and taken for a number of a person only where their groups are such as people write; amounts, dates, times of day and
numbers of documents are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple

# ---- signs that look like others ----

_UNSEEN = (
    "\xad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_DIGITS = r"(?![0-9])\d|[\u2460-\u2468\u24ea\u2776-\u277e]"
_ODD = re.compile(
    rf"(?P<unseen>[{_UNSEEN}])|(?P<digit>{_DIGITS})|[\u2000-\u200a\u2028\u2029\u202f\u205f\u2212\u3000\u3002\uff01-\uff61]"
)
"""Signs that are not seen, or look like others: they hide a number from patterns, and not from readers."""
_ALIKE = str.maketrans({"。": ".", "\u2212": "-", "\u2028": "\n", "\u2029": "\n"})


def is_odd(text: str) -> bool:
    """Tell whether a text holds a sign that is not what it looks like."""
    return _ODD.search(text) is not None


def as_seen(text: str) -> str:
    """Return a text without signs that are not seen, and with those that look like others put as these."""
    return _ODD.sub(_seen, text)


def _seen(odd: re.Match[str]) -> str:
    if odd["unseen"]:
        return ""
    if odd["digit"]:
        return str(unicodedata.digit(odd["digit"]))
    return unicodedata.normalize("NFKC", odd[0].translate(_ALIKE))


# ---- mail addresses ----

_AT = r"(?:@|\s?[\[({<]\s?(?:at|et|@)\s?[\])}>]\s?|%(?:25)?40|&#(?:64|x40);|&commat;)"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|titik)\s?[\])}>]\s?)"
_SERVICES = r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|icloud|aol|proton(?:mail)?)"
_ENDS = r"(?:com|co(?:\.id)?|id|net|me|my)"
_DOMAIN_ENDS = r"(?:(?:go|co|or|ac|sch|desa|web|my)\s?\.\s?id|com|net|org)"
_NAME = r"(?<![\w.+-])[\w.+-]{1,64}"
EMAIL: Final = re.compile(
    rf"{_NAME}\"?{_AT}(?:[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}|\[[0-9a-f.:ipv]{{3,45}}\])"
    rf"|{_NAME}(?:\s{{0,2}}(?:{_AT}|\(a\)|\sat\s)\s{{0,2}}|[_-]at[_-]){_SERVICES}\b"
    rf"(?:(?:\s?(?:{_DOT}|\s(?:dot|titik)\s)\s?|[_-](?:dot|titik)[_-]){_ENDS}\b)*"
    rf"|{_NAME}\s@\s(?:[\w-]{{1,63}}\s?\.\s?){{1,4}}?{_DOMAIN_ENDS}\b"
    rf"|{_NAME}\s(?:at|et)\s[\w-]{{2,63}}(?:\s(?:dot|titik)\s[\w-]{{2,63}}){{1,4}}",
    re.I,
)
"""Written apart (``budi @ gmail.com``) only with a service that people have mail from, a known end, or with the word
for the stop, too: accounts on other platforms are written with an @ and a dot."""

_PLAIN_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def unaddressed(text: str) -> str:
    """Return what somebody wrote, or is called, as it is archived: without mail addresses that are written plainly."""
    return _PLAIN_EMAIL.sub("[e-mail]", text) if "@" in text else text


# ---- numbers of the population register ----

_PROVINCE = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"
_DAY_OF_BIRTH = r"(?:[04][1-9]|[1256]\d|[37][01])"
_NIK = re.compile(
    rf"(?<!\d)\d{{16}}(?!\d)|(?<![\d]){_PROVINCE}(?:[ .-]?\d\d){{2}}[ .-]?{_DAY_OF_BIRTH}[ .-]?(?:0[1-9]|1[0-2])"
    r"(?:[ .-]?\d\d){3}(?!\d)"
    r"|(?<!\d)\d{6}[ .-]\d{6}[ .-]\d{4}(?!\d)|(?<!\d)\d{2}\.\d{2}\.\d{2}[.-]\d{6}[.-]\d{4}(?!\d)"
)
"""In other groups only where province, day and month of birth are possible: four years in a row are no NIK."""
_NIK_DIGITS = re.compile(rf"{_PROVINCE}\d{{4}}{_DAY_OF_BIRTH}(?:0[1-9]|1[0-2])\d{{6}}")
_PARTED = r"(?:[ \t\xa0]?[^\w\s]{1,2}[ \t\xa0]?|[ \t\xa0]|_|[ \t\xa0]*-?\r?\n[ \t\xa0]*|)"
"""What may stand between two digits; each is found in one way alone, or the search would try them all."""
_NIK_PARTED = re.compile(rf"(?<!\d)(?<!\d[^\w\s])\d(?:{_PARTED}\d){{15}}(?!{_PARTED}\d)")
_NIK_GROUPS = ((4, 4, 4, 4), (6, 6, 4), (6, 10), (10, 6), (12, 4), (8, 8), (2, 2, 2, 6, 4), (1,) * 16)


def _is_nik(parted: str) -> bool:
    groups = re.findall(r"\d+", parted)
    shaped = tuple(map(len, groups)) in _NIK_GROUPS and parted.count("\n") < 2
    return shaped and _NIK_DIGITS.fullmatch("".join(groups)) is not None


# ---- phone numbers ----

_SPACE = r"[ \t\xa0._)\u2010-\u2014-]"
_DASH = r"[\u2010-\u2015-]"
_ALONE = r"(?<!\d)(?<!\d[.,/-])"
"""Before a number: no digit, and no sign that makes it part of an amount or of a document's number."""
_ABROAD = r"(?:\(?(?:\+|00)62\)?)"
_MOBILE = re.compile(
    rf"{_ALONE}(?:{_ABROAD}{_SPACE}{{0,3}}(?:\(?0\)?{_SPACE}{{0,2}})?|62{_SPACE}?|0|(?<!\w)[Oo])8\d"
    rf"(?:{_SPACE}{{0,3}}\d){{6,12}}(?!\d)"
    r"|(?<=\d/)08\d(?:-?\d){7,10}(?!\d)|(?<!\d )(?<!\d)0 8(?: \d){7,11}(?! ?\d)"
    r"|(?i:(?<=\bwa[ :.])|(?<=\bhp[ :.])|(?<=\bwa: )|(?<=\bhp: )|(?<=\bhp\. ))8\d{8,11}(?!\d)"
)
"""Also the second one of two that a stroke parts, one whose digits all stand apart, and one without its 0 after WA."""
_LANDLINE = re.compile(
    rf"{_ALONE}(?:\(0\d{{2,3}}\)|{_ABROAD}{_SPACE}{{0,2}}\(?\d{{2,3}}\)?)(?:{_SPACE}{{0,3}}|/)"
    rf"(?:\d{{3,4}}{_SPACE}?\d{{2,5}}|\d\d[.-]\d\d[.-]\d\d)(?!\d)"
    rf"|{_ALONE}0(?:2[1-9]|[3-7]\d|9\d)\d?"
    rf"(?:(?:{_DASH}|\s{_DASH}\s| )(?:\d{{3,4}}[ -]\d{{3,4}}|\d\d(?:[ -]\d\d){{2,3}})"
    rf"|(?:{_DASH}|\s{_DASH}\s|[ ./]|[ ]?\r?\n[ ]?)\d{{6,8}})(?![\d/])"
)
"""An area code in brackets, after +62, or parted from six digits or more: other digits are more often an amount."""
_BETWEEN = r"(?:[ \t\xa0]?[^\w\s]{1,3}[ \t\xa0]?(?<![,;][ \t\xa0])|[ \t\xa0]{1,2}|_|[ \t\xa0]*-?\r?\n[ \t\xa0]*-?|)"
_MOBILE_PARTED = re.compile(rf"{_ALONE}0{_BETWEEN}8(?:{_BETWEEN}\d){{7,11}}\)?(?!{_BETWEEN}\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_mobile(parted: str) -> bool:
    """Tell whether the groups of a number are such as people write, and not those of dates, times or documents."""
    groups, signs = re.findall(r"\d+", parted), re.findall(r"(?<=\d)\D+(?=\d)", parted)
    lengths, same = set(map(len, groups)), len({sign.strip() for sign in signs}) == 1
    if lengths == {1}:
        return same
    if lengths == {2}:
        days = [int(group) for group in groups]
        return same and signs[0].strip() not in ("", ",", ";") and (days != sorted(set(days)) or days[-1] > 31)
    years = [group for group in groups[1:] if _YEAR.fullmatch(group)]
    if len(years) == len(groups) - 1 or (years and any("/" in sign for sign in signs)):
        return False
    return len(groups[0]) >= 3 and min(lengths) >= 2


# ---- all of them ----


class Finder(NamedTuple):
    """What finds one kind of personal data, and what stands in its place."""

    pattern: re.Pattern[str]
    mask: str
    accepts: Callable[[str], bool] | None = None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it stands in a text."""
        found = self.pattern.finditer(text)
        return [match.span() for match in found if self.accepts is None or self.accepts(match[0])]

    def masked(self, text: str) -> str:
        """Return a text with the mask in its place."""
        accepts = self.accepts
        if accepts is None:
            return self.pattern.sub(self.mask, text)
        return self.pattern.sub(lambda match: self.mask if accepts(match[0]) else match[0], text)


FINDERS: Final = (
    Finder(EMAIL, "[e-mail]"),
    Finder(_NIK, "[NIK]"),
    Finder(_NIK_PARTED, "[NIK]", _is_nik),
    Finder(_MOBILE, "[telepon]"),
    Finder(_LANDLINE, "[telepon]"),
    Finder(_MOBILE_PARTED, "[telepon]", _is_mobile),
)
"""In the order in which they are looked for: a later one does not see what an earlier one has found."""
TELLING: Final = re.compile(
    rf"\d{{3}}|\d[^\w\s]{{0,3}}\s?\d[^\w\s]{{0,3}}\s?\d|@|[\[({{<]\s?(?:at|et)\s?[\])}}>]|[\s_-]at[\s_-]|\set\s|\(a\){_SERVICES}"
    r"|%(?:25)?40|&#(?:64|x40);|&commat;",
    re.I,
)
"""Without any of this nothing is to be masked."""


def masked(text: str) -> str:
    """Return a text, in which no sign is odd, with masks in the place of what is personal."""
    if TELLING.search(text):
        for finder in FINDERS:
            text = finder.masked(text)
    return text
