"""Who wrote a comment: the name in the line of its time or in a line of its own, without what themes put around it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from crawler.structure.blocks import Block, fold, made_text, names_of, text_within
from crawler.structure.comment_controls import CONTROL, WHEN_LABEL
from crawler.structure.comment_times import BEFORE_DATE, CLOCK, held_date
from crawler.structure.meta import time_element
from crawler.structure.words import DATE

_MOST: Final = 400
"""Signs of what stands in a line with a name and a time, in an element of its own."""
NAME_LENGTH: Final = 70
"""Characters of a line that may be a name, at most."""
_AROUND: Final = " |-–—•·:,(★☆⭐✔✓✅☑"
"""Signs around a name."""
_INITIALS: Final = 2
_SAYS: Final = re.compile(r"\s*(?:berkata|mengatakan|menulis|says|said|wrote|berkomentar)\s*:?\s*$", re.I)
_TO_WHOM: Final = re.compile(r"(?<=\S)\s+(?:membalas|menanggapi|menjawab|(?:in )?repl(?:y|ied|ying) to)\s.*$", re.I)
"""Whom somebody answers, behind the name."""
_LEADS: Final = re.compile(
    r"^(?:[+-]?\d{1,4}\s+(?=#\d))?(?:#\d{1,5}\s+)?\W*(?:(?:(?:di\w+\s+|komentar\s+)?(?:oleh|dari)|(?:[a-z]{4,9}ed\s+|written\s+)?(?:by|from)"
    r"|(?:nama|pengirim|penulis)(?=\s*:)|nama)\s*:?\s+|(?:tamu|guest)\s+[-–—]\s+)?",
    re.I,
)
_ROLES: Final = (
    r"(?:(?:post )?author|penulis|(?:super ?)?admin(?:istrator)?|operator|redaksi|redaktur|moderator|kontributor"
    r"|tamu|guest|(?:tidak|belum) (?:di)?verifikasi|(?:not|un)\s?verified|terverifikasi|verified)"
)
"""What a theme says that somebody is."""
_ROLE: Final = re.compile(rf"\s*\({_ROLES}\)\s*$", re.I)
_BADGE: Final = r"(?:staff?|petugas|pengelola|mod|owner|pemilik|team|tim|resmi|official|anggota|member|pengguna)"
_ROLE_ALONE: Final = re.compile(rf"\W*(?:{_ROLES}|{_BADGE})\W*", re.I)
"""The same, or how it marks somebody, in an element of its own."""
_LABELLED: Final = re.compile(
    r"\W*(?:(?:di(?:tulis|kirim|posting|buat)(?:kan)? oleh|(?:posted|written) by)\W+"
    r"|(?:nama|oleh|dari|pengirim|penulis|by|from)\s*:\s*)\w",
    re.I,
)
"""How a line begins that says of a name that it is one."""
_WORD: Final = re.compile(r"[^\W\d_]")
_INITIAL: Final = re.compile(r"^(?:\S+ ){1,3}\w{1,2}\.$")
"""A name that ends in an initial."""
_MARKED: Final = frozenset(("b", "strong", "cite", "h2", "h3", "h4", "h5", "h6"))
_CALLED: Final = re.compile(
    r"(?:^|[\s_-])(?:author|name|nama|user|username|nick|pengirim|penulis|fn)(?:$|[\s_-])", re.I
)


def name_before(time: Block) -> str:
    """Return the name printed in the line of a time, before it."""
    when = time_element(time)
    held = when if when is not None else held_date(time)
    if held is not None:
        inside, around = set(held.iter()), set(held.iterancestors())
        before = list(takewhile(lambda holder: holder not in inside, time.holders))
        own = [holder for holder in dict.fromkeys(before) if holder is not time.container]
        outer = [holder for holder in own if not set(own).intersection(holder.iterancestors())]
        when_told = made_text(held)
        names = [made_text(each).partition(when_told)[0] if each in around else made_text(each) for each in outer]
        if _ends_in_role(names):
            names.pop()
        if any(map(_WORD.search, names)):  # a number or a sign in an element of its own is no name
            return _no_control(_name(" ".join(names)))
        if when is None and not before:
            return ""
    found = DATE.search(time.text)
    if found is None:
        return ""
    return _no_control(_name(BEFORE_DATE.sub("", time.text[: found.start()])))


def name_after(time: Block) -> tuple[str, str] | None:
    """Return the time and the name that follows it in the same line, in an element of its own; None without one."""
    holders = list(dict.fromkeys(time.holders))
    told = [time.text if holder is time.container else text_within(holder, _MOST) for holder in holders]
    dated = next((at for at, text in enumerate(told) if DATE.search(text)), None)
    if dated is None or time.container in holders[dated + 1 :]:
        return None  # what follows stands in the line itself
    name = _name(" ".join(told[dated + 1 :]))
    is_name = name and len(name) <= NAME_LENGTH and not CLOCK.search(name) and not CONTROL.fullmatch(name)
    if not is_name or (name.endswith((".", "!", "?")) and not _INITIAL.search(name)):
        return None
    return " ".join(told[: dated + 1]), name


def signature(lines: list[Block]) -> Block:
    """Return which of the short lines above a time is the name: what says so, or is marked so, else the first, else
    the last."""
    if labelled := next((line for line in lines if _LABELLED.match(line.text)), None):
        return labelled
    for line in lines:
        marked = line.container.tag in _MARKED or any(holder.tag in _MARKED for holder in line.holders)
        if marked or any(_CALLED.search(names_of(holder)) for holder in (line.container, *line.holders)):
            return line
    return next((line for line in lines if not line.text.endswith((".", "!", "?"))), lines[-1])


def signed_by(line: Block) -> str:
    """Return the name that a line is, without the role that an element behind it names."""
    told = [made_text(holder) for holder in dict.fromkeys(line.holders)]
    return _name(line.text.removesuffix(told[-1]) if _ends_in_role(told) else line.text)


def leading_name(line: Block) -> tuple[str, str] | None:
    """Return name and words of a line that begins with a name in an element of its own; None where none does."""
    first = line.holders[0]
    told = made_text(first)
    if first is line.container or line.holders[-1] is first or len(told) > NAME_LENGTH:
        return None
    is_marked = first.tag in ("a", *_MARKED) or _CALLED.search(names_of(first)) is not None
    words = line.text.removeprefix(told).strip(" :–—-") if is_marked else ""
    return (_name(told), words) if words and words != line.text else None


def _no_control(name: str) -> str:
    return "" if CONTROL.fullmatch(name) else name


def _ends_in_role(told: list[str]) -> bool:
    """Tell whether the last of several elements names a role or is a control, and those before it are somebody."""
    if not told or not any(map(_WORD.search, told[:-1])):
        return False
    return _ROLE_ALONE.fullmatch(told[-1]) is not None or CONTROL.fullmatch(told[-1]) is not None


def _name(text: str) -> str:
    text = _TO_WHOM.sub("", fold(_SAYS.sub("", text)).strip(_AROUND))
    name = _ROLE.sub("", _LEADS.sub("", text)).strip(_AROUND)
    return "" if WHEN_LABEL.fullmatch(name) else name


def is_initial(blocks: list[Block], at: int) -> bool:
    """Tell whether a block is but the initials of the line behind it, in the place of a picture."""
    initials = blocks[at].text
    return abbreviates(initials, blocks[at + 1].text)


def abbreviates(initials: str, name: str) -> bool:
    """Tell whether one or two letters are how the words of a name begin, or its first word."""
    first = "".join(word[0] for word in name.split()[: len(initials)])
    return len(initials) <= _INITIALS and initials.upper() in (first.upper(), name[: len(initials)].upper())
