"""Readers' comments below a text, whatever the markup: entries that repeat author, time and text.

A thread is one only where the page says so: by a label ("3 Komentar"), by a name, or by a form to write one. What
calls itself the latest comments is a widget about other articles and never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import Block, Outline, fold
from crawler.platforms.generic_body import Place, made_text
from crawler.platforms.generic_meta import _machine, _time_element
from crawler.platforms.generic_words import (
    COMMENT_FORM_LABEL,
    COMMENTS,
    COMMENTS_LABEL,
    DATE,
    FRAME,
    HIDDEN,
    LATEST_LABEL,
    LISTED,
    RECENT_COMMENTS_LABEL,
    RELATED,
    RELATED_LABEL,
    SIDE,
)

_NO_THREAD: Final = FRAME | SIDE | RELATED | LISTED | HIDDEN
_TIME_LENGTH: Final = 160
_NAME_LENGTH: Final = 70
_CONTROL: Final = re.compile(
    r"\W*(?:balas|reply|jawab|laporkan|report|suka|like|hapus|edit|permalink|tautan|share|bagikan|membalas|quote|\d+)(?:\s*\(?\d*\)?)\W*", re.I
)
_SAYS: Final = re.compile(r"\s*(?:berkata|mengatakan|menulis|says|said|wrote|berkomentar)\s*:?\s*$", re.I)
_LEADS: Final = re.compile(r"^\W*(?:oleh|by|dari|nama|from|submitted by|dikirim oleh|komentar dari)\s*:?\s+", re.I)
_BEFORE_DATE: Final = re.compile(
    r"[\s,.(|/•·:–—-]*(?:(?:pada|on|tanggal|tgl\.?|at|,|di)\s*)*(?:(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w{2,6}day|mon|tue|wed"
    r"|thu|fri|sat|sun)\b[\s,(]*)?(?:pukul\s*)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\s,|-]*(?:wib|wita|wit)?[\s,|-]*)?$",
    re.I,
)


@dataclass(slots=True)
class Thread:
    """The comments of a page: their elements, and what each says."""

    entries: list[_Element] = field(default_factory=list)
    author: dict[_Element, str] = field(default_factory=dict)
    posted: dict[_Element, str] = field(default_factory=dict)
    text: dict[_Element, str] = field(default_factory=dict)


def find_thread(made: Outline, place: Place) -> Thread:
    """Return the page's own thread; empty where it has none."""
    blocks = _region(made, place.last)
    times = [block for block in blocks if _says_when(block)]
    thread = Thread()
    if not times:
        return thread
    entries = _entries(made, blocks, times)
    taken = {entry: time for time, entry in entries.items()}
    for number, time in enumerate(times):
        entry = entries.get(number)
        if entry is None or taken[entry] != number:
            continue
        own = _own_blocks(made, blocks, entry, set(entries.values()))
        author, posted, text = _read(time, own)
        if author and text:
            thread.entries.append(entry)
            thread.author[entry], thread.posted[entry], thread.text[entry] = author, posted, text
    return thread if len(thread.entries) * 2 >= len(times) else Thread()


def _region(made: Outline, last: int) -> list[Block]:
    """Return the blocks of the thread: from what says that comments begin to what says that something else does."""
    following = made.blocks[last + 1 :]
    begin = next((at for at, block in enumerate(following) if _begins(made, block)), None)
    if begin is None:
        return []
    region: list[Block] = []
    for block in following[begin:]:
        text = block.text
        if RECENT_COMMENTS_LABEL.fullmatch(text) or (
            not block.linked and (RELATED_LABEL.fullmatch(text) or LATEST_LABEL.fullmatch(text)) and not block.part & COMMENTS
        ):
            break
        if block.part & _NO_THREAD and not block.part & COMMENTS:
            break
        if COMMENT_FORM_LABEL.fullmatch(text) and not block.linked:
            if region and any(map(_says_when, region)):
                break
            continue
        region.append(block)
    return region


def _begins(made: Outline, block: Block) -> bool:
    if block.part & _NO_THREAD and not block.part & COMMENTS:
        return False
    if RECENT_COMMENTS_LABEL.fullmatch(block.text):
        return False
    labelled = len(block.text) <= 130 and not block.linked and COMMENTS_LABEL.fullmatch(block.text) is not None
    return labelled or bool(block.part & COMMENTS and not block.part & (SIDE | FRAME))


def _says_when(block: Block) -> bool:
    if len(block.text) > _TIME_LENGTH and not DATE.search(block.text[:90]):
        return False
    time = _time_element(block)
    return DATE.search(block.text) is not None or (time is not None and bool(_machine(time)))


def _entries(made: Outline, blocks: list[Block], times: list[Block]) -> dict[int, _Element]:
    """Return the element of each comment, by the number of its time: what looks alike and holds one time of its own."""
    if len(times) == 1:
        entry = _smallest(made, times[0], blocks)
        return {0: entry} if entry is not None else {}
    for with_class in (True, False):
        best: dict[int, _Element] = {}
        for level in _path(made, times[0], blocks):
            look = _look(level, with_class)
            found = {}
            for number, time in enumerate(times):
                entry = next((one for one in _path(made, time, blocks) if _look(one, with_class) == look), None)
                if entry is None:
                    break
                found[number] = entry
            if len(found) == len(times) and len(set(found.values())) == len(times):
                best = found
        if best and all(_has_text(made, entry, times[number]) for number, entry in best.items()):
            return best
    singles = {number: _smallest(made, time, blocks) for number, time in enumerate(times)}
    return {number: entry for number, entry in singles.items() if entry is not None}


def _path(made: Outline, time: Block, blocks: list[Block]) -> list[_Element]:
    """Return the elements around a time, inside out, that lie wholly in the thread."""
    first, last = blocks[0].number, blocks[-1].number
    path = []
    for element in (time.container, *time.container.iterancestors()):
        begin, end = made.spans.get(element, (0, 0))
        if begin < first or end > last + 1 or not end:
            break
        path.append(element)
    return path


def _look(element: _Element, with_class: bool) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0] if with_class else ""


def _smallest(made: Outline, time: Block, blocks: list[Block]) -> _Element | None:
    return next((element for element in _path(made, time, blocks) if _has_text(made, element, time)), None)


def _has_text(made: Outline, element: _Element, time: Block) -> bool:
    """Tell whether an element holds more than a time and a name."""
    others = [b for b in made.within(element) if b is not time and not _CONTROL.fullmatch(b.text)]
    if not others:
        return len(time.text) > 60
    named = _name_before(time)
    return len(others) >= (1 if named else 2)


def _own_blocks(made: Outline, blocks: list[Block], entry: _Element, entries: set[_Element]) -> list[Block]:
    begin, end = made.spans[entry]
    inner: set[int] = set()
    for other in entries:
        first, last = made.spans[other]
        if other is not entry and begin <= first and last <= end:
            inner.update(range(first, last))
    return [block for block in blocks if begin <= block.number < end and block.number not in inner]


def _name_before(time: Block) -> str:
    """Return the name printed in the line of a time, before it."""
    when = _time_element(time)
    if when is not None:
        inside = set(when.iter())
        before = list(takewhile(lambda holder: holder not in inside, time.holders))
        names = [made_text(holder) for holder in dict.fromkeys(before) if holder is not time.container]
        if names:
            return _name(" ".join(names))
    found = DATE.search(time.text)
    if found is None:
        return ""
    return _name(_BEFORE_DATE.sub("", time.text[: found.start()]))


def _name(text: str) -> str:
    text = _LEADS.sub("", _SAYS.sub("", text.strip(" |-–—•·:,")))
    return fold(text).strip(" |-–—•·:,(")


def _read(time: Block, own: list[Block]) -> tuple[str, str, str]:
    """Return author, time and text of one comment."""
    element = _time_element(time)
    posted = _machine(element) if element is not None else ""
    author = _name_before(time)
    found = DATE.search(time.text)
    posted = posted or (time.text[len(author) :] if author and time.text.startswith(author) else time.text)
    rest = [block for block in own if block is not time and not _CONTROL.fullmatch(block.text) and not COMMENTS_LABEL.fullmatch(block.text)]
    if not author:
        before = [block for block in rest if block.number < time.number and len(block.text) <= _NAME_LENGTH]
        after = [block for block in rest if block.number > time.number and len(block.text) <= _NAME_LENGTH]
        chosen = before[-1] if before else after[0] if after and len(rest) > 1 else None
        if chosen is None:
            return "", posted, ""
        author = _name(chosen.text)
        rest = [block for block in rest if block is not chosen]
    texts = [block.text for block in rest if not _repeats(block, rest)]
    text = fold(" ".join(texts))
    if not text and found is not None and len(time.text) - found.end() > 10:
        text = time.text[found.end() :].strip(" :)-–,")
        posted = time.text[: found.end()]
    return author, fold(posted), text


def _repeats(block: Block, others: list[Block]) -> bool:
    """Tell whether a linked line is but the beginning of the comment's own text."""
    start = block.text.rstrip(" .…")
    return block.is_linked and any(other is not block and other.text.startswith(start) for other in others)


