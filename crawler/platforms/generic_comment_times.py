"""When a comment was written: the lines of a thread that say so, and how they print it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import Block, fold, made_text
from crawler.platforms.generic_meta import machine_of, time_element
from crawler.platforms.generic_words import AGE, DATE, words_beside

MOST_COMMENTS: Final = 400
"""Comments read of one page; what is beyond them would cost more than it is worth."""
_TIME_LENGTH: Final = 160
_STAMP_WORDS: Final = 3
_NAME_WORDS: Final = 6
"""Words beside a date in a line that is but a time, and of a name before it."""
CLOCK: Final = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d\d(?!\d)")
"""A time of day."""
BEFORE_DATE: Final = re.compile(
    r"[\s,(|/•·:–—-]*(?:\b(?:pada|on|tanggal|tgl\.?|at|di)\b\s*(?:(?:min|sen|sel|rab|kam|jum|sab)\b,?\s*)?|,\s*)*"
    r"(?:(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w{2,6}day|mon|tue|wed"
    r"|thu|fri|sat|sun)\b[\s,(]*)?(?:pukul\s*)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\s,|-]*(?:wib|wita|wit)?[\s,|-]*)?$",
    re.I,
)
"""What stands before a day and belongs to it: "pada", the day of the week, the time of day."""
_DAY_LENGTH: Final = len("2024-10-02")


def says_when(block: Block) -> bool:
    """Tell whether a block prints a time, and perhaps a name with it."""
    if len(block.text) > _TIME_LENGTH and not DATE.search(block.text[:90]):
        return False
    time = time_element(block)
    if time is not None and machine_of(time):
        return True
    return DATE.search(block.text) is not None or held_date(block) is not None


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
        if holder is not stamp.container and not DATE.search(told := made_text(holder)):
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
    before = BEFORE_DATE.sub("", block.text[: found.start()])
    return words_beside(block.text[found.end() :]) <= _STAMP_WORDS and words_beside(before) <= _NAME_WORDS


def held_date(block: Block) -> _Element | None:
    """Return the innermost element inside a line that holds its date, where it has one of its own."""
    held: _Element | None = None
    for holder in dict.fromkeys(block.holders):
        text = made_text(holder) if holder is not block.container else ""
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
    text = fold(" ".join(map(made_text, holders)))
    same = text.replace(" ", "") == block.text.replace(" ", "")
    return replace(block, text=text) if same and DATE.search(text) and not DATE.search(block.text) else block


def _without_age(block: Block) -> Block:
    """Return a line that prints a time without how long ago that was, which an element beside it says."""
    age = AGE.search(block.text) if len(block.text) <= _TIME_LENGTH else None
    if age is None or not DATE.search(rest := f"{block.text[: age.start()]} {block.text[age.end() :]}"):
        return block
    holders = [holder for holder in block.holders if not AGE.fullmatch(made_text(holder))]
    return replace(block, text=fold(rest), holders=holders) if holders else block


def stated_time(element: _Element) -> str:
    """Return what a time says for machines; what it prints, where that tells the time of day, too."""
    machine, printed = machine_of(element), made_text(element)
    return printed if len(machine) == _DAY_LENGTH and DATE.search(printed) and CLOCK.search(printed) else machine
