"""When a comment was written: the lines of a thread that say so, and how they print it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, fold, made_text, text_within
from crawler.structure.meta import machine_of, time_element
from crawler.structure.words import AGE, BEHIND_A_SENTENCE, DATE, words_beside

MOST_COMMENTS: Final = 400
"""Comments read of one page; what is beyond them would cost more than it is worth."""
_TIME_LENGTH: Final = 160
_ICON: Final = 100
"""Signs that a font may draw in a line of which its text says nothing."""
_STAMP_WORDS: Final = 3
_NAME_WORDS: Final = 6
"""Words beside a date in a line that is but a time, and of a name before it."""
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,80}")
"""A name in one word, whatever it is made of."""
CLOCK: Final = re.compile(r"(?<![\d.:])\d{1,2}(?:[:.]\d\d(?!\d)|\s[ap]\.m\.)|(?<=, )(?:noon|midnight)\b", re.I)
"""A time of day."""
_ZONE: Final = re.compile(
    r"[\s,|·•–-]*(?:(?:pukul|pkl|jam|pada|at)\W+)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?"
    r"(?:\s*:?\s*(?:(?:\d{1,2}\s)?[ap]\.m\.|(?:[ap]m|noon|midnight|wib|wita|wit)\b))?\s*",
    re.I,
)
"""The time of day behind a day."""
COLON: Final = re.compile(r"[\s)\]]*:\s*(?=\S)")
"""What stands between name and time, and somebody's words."""
_STATING: Final = re.compile(
    r"datetime|content|title|data-[\w-]*(?:date|time|stamp|tanggal|waktu|created|posted|title)[\w-]*"
)
"""Attributes that may state a time."""
_INSTANT: Final = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or thousandths of Unix."""
_STATED: Final = 60
_CLOCK_LINE: Final = re.compile(
    r"\W*(?:(?:pukul|jam|pkl)\W+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:wib|wita|wit|[ap]\.?m\.?)?\W*", re.I
)
BEFORE_DATE: Final = re.compile(
    r"[\s,(|/•·:–—-]*(?:(?:\b(?:at|pukul|pkl|jam)\b\.?\s*)?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"\s*(?:wib|wita|wit|[ap]\.?m\b\.?)?[\s,|-]*(?=\b(?:pada|on|tanggal|tgl)\b))?"
    r"(?:\b(?:pada|on|tanggal|tgl\.?|at|di|sekitar|kira-kira|kurang lebih|lebih dari|hampir|about|over|almost)\b"
    r"\s*(?:(?:min|sen|sel|rab|kam|jum|sab)\b,?\s*)?|,\s*)*"
    r"(?:(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w{2,6}day|mon|tue|wed"
    r"|thu|fri|sat|sun|\b(?:min|sen|sel|rab|kam|jum|sab)(?=\s*,))\b[\s,(]*)?(?:pukul\s*)?"
    r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\s,|-]*(?:wib|wita|wit)?[\s,|-]*)?$",
    re.I,
)
"""What stands before a day and belongs to it: "pada", the day of the week, the time of day."""
_DAY_LENGTH: Final = len("2024-10-02")
_OF_EVENT: Final = re.compile(r"\W*hari\s*(?:[/,]|dan)?\s*(?:tanggal|tgl)?\s*:", re.I)
"""What an announcement prints before the day of an event, and nobody before that of a comment."""

_WORD_NEXT: Final = re.compile(r"[\s)]*[a-z]{2}")
_LOWER_WORD: Final = re.compile(r"(?<!\w)[a-z]{3,}")
"""What a name has at most one of."""


def says_when(block: Block) -> bool:
    """Tell whether a block prints a time, and perhaps a name with it."""
    if len(block.text) > _TIME_LENGTH and not DATE.search(block.text[:90]):
        return False
    if _OF_EVENT.match(block.text):
        return False
    time = time_element(block)
    if time is not None and machine_of(time):
        return True
    if _goes_on_around_date(block):
        return False
    return DATE.search(block.text) is not None or held_date(block) is not None


def _goes_on_around_date(block: Block) -> bool:
    """Tell whether a line is a sentence that goes on, in one piece, behind a date that it names amid its words."""
    if not BEHIND_A_SENTENCE.sub("", block.text[-_TIME_LENGTH:]).endswith((".", "!", "?")):
        return False
    begins = (piece[:_TIME_LENGTH] for piece in block.pieces)
    piece = next((begin for begin in begins if DATE.search(begin)), "")
    found = DATE.search(piece)
    if found is None or not _WORD_NEXT.match(piece, end_of_time(piece, found)):
        return False
    return len(_LOWER_WORD.findall(BEFORE_DATE.sub("", piece[: found.start()]))) > 1


def times_of(blocks: list[Block]) -> list[Block]:
    """Return the lines that say when: those that say little else, where there are such."""
    times = [block for block in blocks if says_when(block)][:MOST_COMMENTS]
    return _alike([block for block in times if _is_stamp(block)]) or times


def _alike(stamps: list[Block]) -> list[Block]:
    """Leave out short comments that name a day, where the thread's own stamps look otherwise."""
    apart = [stamp for stamp in stamps if not _says_more(stamp)]
    clocked = [stamp for stamp in stamps if CLOCK.search(stamp.text)]
    told = max(apart, clocked, key=len)
    return told if 2 * len(told) >= len(stamps) else stamps


def _says_more(stamp: Block) -> bool:
    """Tell whether words stand in one run with the date of a stamp: a name, or a sentence."""
    time = time_element(stamp)
    if held_date(stamp) is not None or (time is not None and machine_of(time)):
        return False
    text = stamp.text
    for holder in dict.fromkeys(stamp.holders):
        told = text_within(holder, len(stamp.text)) if holder is not stamp.container else ""
        if told and not DATE.search(told):
            text = text.replace(told, " ")
    return words_beside(text) > 0


def _is_stamp(block: Block) -> bool:
    """Tell whether a line is name and time, not words in which a day is named."""
    held = held_date(block)
    if held is not None:
        return words_beside(made_text(held)) <= _STAMP_WORDS
    time = time_element(block)
    if time is not None and machine_of(time):
        return True
    found = DATE.search(block.text)
    if found is None:
        return False
    before = _MAIL.sub("x", BEFORE_DATE.sub("", block.text[: found.start()]))
    behind = _MAIL.sub("x", block.text[end_of_time(block.text, found) :])
    if block.holders[0] is not block.container and COLON.match(behind):
        behind = ""  # behind a name and a time somebody's words begin
    return words_beside(behind) <= _STAMP_WORDS and words_beside(before) <= _NAME_WORDS


def end_of_time(text: str, found: re.Match[str]) -> int:
    """Return where in a line a time ends: behind the day, and the time of day that follows."""
    zone = _ZONE.match(text, found.end())
    return zone.end() if zone is not None else found.end()


def printed_time(text: str) -> str:
    """Return a line's day with what belongs to it: the time of day, before or behind, and the weekday."""
    found = DATE.search(text)
    if found is None:
        return text
    before = BEFORE_DATE.search(text, 0, found.start()) if not AGE.search(found[0]) else None
    begin = before.start() if before is not None else found.start()
    return text[begin : end_of_time(text, found)].strip(" ,(|/•·:–—-")


def held_date(block: Block) -> _Element | None:
    """Return the innermost element inside a line that holds its date, where it has one of its own."""
    held: _Element | None = None
    for holder in dict.fromkeys(block.holders):
        text = text_within(holder, len(block.text) + _ICON) if holder is not block.container else ""
        found = DATE.search(text)
        if found is None or words_beside(text[: found.start()]):
            continue
        if held is not None and held not in holder.iterancestors():
            break
        held = holder  # a name such as "Admin" before the date counts for no word, but is none of it
    return held


def spaced(block: Block) -> Block:
    """Return a block with spaces where only a style sheet parts a name from the time behind it, without its age."""
    block = _without_age(block)
    holders = list(dict.fromkeys(block.holders))
    if len(holders) < 2 or len(block.text) > _TIME_LENGTH:
        return block
    text = fold(" ".join(text_within(holder, len(block.text)) for holder in holders))
    same = text.replace(" ", "") == block.text.replace(" ", "")
    return replace(block, text=text) if same and DATE.search(text) and not DATE.search(block.text) else block


def _without_age(block: Block) -> Block:
    """Return a line that prints a time without how long ago that was, which an element beside it says."""
    age = AGE.search(block.text) if len(block.text) <= _TIME_LENGTH else None
    if age is None or not DATE.search(rest := f"{block.text[: age.start()]} {block.text[age.end() :]}"):
        return block
    kept = [at for at, holder in enumerate(block.holders) if not AGE.fullmatch(text_within(holder, _TIME_LENGTH))]
    if not kept or not block.pieces:
        return block
    holders, pieces = [block.holders[at] for at in kept], [block.pieces[at] for at in kept]
    return replace(block, text=fold(rest), holders=holders, pieces=pieces)


def with_clock(day: Block, below: Block) -> Block | None:
    """Return a line that prints a day with the line below it, where that is but the time of day; else None."""
    if len(day.text) > _TIME_LENGTH or not _CLOCK_LINE.fullmatch(below.text):
        return None
    if not DATE.search(day.text) or CLOCK.search(day.text):
        return None
    holders, pieces = [*day.holders, *below.holders], [*day.pieces, *below.pieces]
    return replace(day, text=f"{day.text} {below.text}", holders=holders, pieces=pieces)


def stated_beside(time: Block) -> str:
    """Return what an element of a line states, for machines or on a touch, of a time printed as an age or as a day."""
    found = DATE.search(time.text)
    if found is None or CLOCK.search(time.text):
        return ""
    for holder in dict.fromkeys(time.holders):
        for element in takewhile(lambda each: each is not time.container, (holder, *holder.iterancestors())):
            for name, value in element.items():
                told = _stated(str(value).strip()) if _STATING.fullmatch(str(name)) else ""
                if told and (AGE.search(found[0]) or _is_same_day(told, found[0])):
                    return told
    return ""


def _is_same_day(stated: str, printed: str) -> bool:
    """Tell whether a stated time has all figures of a printed day, as far as these are no part of another number."""
    figures = {int(digits) for digits in re.findall(r"\d+", stated)}
    return {int(digits) for digits in re.findall(r"\d+", printed)} <= figures


def _stated(value: str) -> str:
    """Return the time that an attribute states; empty where it states none, or not to the minute."""
    if _INSTANT.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    if len(value) <= _STATED and DATE.search(value) and CLOCK.search(value) and not words_beside(value):
        return value
    return ""


def stated_time(element: _Element) -> str:
    """Return what a time says for machines; what it prints, where that tells the time of day, too."""
    machine, printed = machine_of(element), made_text(element)
    return printed if len(machine) == _DAY_LENGTH and DATE.search(printed) and CLOCK.search(printed) else machine
