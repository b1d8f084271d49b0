"""Readers' comments in a thread, whatever the markup: entries that repeat author, time and text.

Where a thread stands is for generic_threads to say; what one comment says, for generic_comment_words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import Block, Outline
from crawler.platforms.generic_comment_names import CONTROL, NAME_LENGTH, is_initial, name_after, name_before
from crawler.platforms.generic_comment_times import held_date, spaced, times_of
from crawler.platforms.generic_comment_words import read_comment, told_behind
from crawler.platforms.generic_words import COMMENTS_LABEL

_HIGHEST: Final = 12
"""Elements above a time that may be a comment's own."""
_ENDS_LINES: Final = re.compile(
    r"\W*(?:isi |form(?:ulir)? |kolom |tulis(?:kan)? |kirim |beri(?:kan)? |tinggalkan )komentar\b.{0,30}"
    r"|\W*(?:nama(?: lengkap| anda)?|e-?mail|website|pesan)\s*:?\s*",
    re.I,
)
_STEP: Final = 10_000
_LEFT: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.I)
_SIDES: Final = re.compile(r"(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+(\d{1,4})", re.I)


@dataclass(slots=True)
class Thread:
    """The comments of a page: their elements, and what each says."""

    entries: list[_Element] = field(default_factory=list)
    author: dict[_Element, str] = field(default_factory=dict)
    posted: dict[_Element, str] = field(default_factory=dict)
    text: dict[_Element, str] = field(default_factory=dict)
    answers: dict[_Element, _Element] = field(default_factory=dict)
    """Comment to the one that it answers, as far as indentation tells."""
    begins: dict[_Element, int] = field(default_factory=dict)
    """Comment to the number of its first block."""


def thread_of(made: Outline, region: list[Block]) -> Thread:
    """Return the comments among the blocks of a thread."""
    blocks = list(map(spaced, region))
    times = times_of(blocks)
    thread = Thread()
    if not times:
        return thread
    entries = _entries(made, blocks, times)
    parts = list(_parts(made, blocks, times, entries))
    if len(parts) < len(times):
        lines = list(_lines(blocks, times))
        parts = lines if len(lines) == len(times) or not parts else parts
    for entry, time, own in parts:
        author, posted, text = read_comment(time, own)
        if author and text:
            thread.entries.append(entry)
            thread.author[entry], thread.posted[entry], thread.text[entry] = author, posted, text
            thread.begins[entry] = own[0].number
    if len(thread.entries) * 2 < len(times):
        return Thread()
    thread.answers = _answers(thread.entries)
    if all(text.startswith('"') and text.count('"') % 2 for text in thread.text.values()):
        thread.text = {entry: text[1:].lstrip() for entry, text in thread.text.items()}  # the theme's own mark
    return thread


def _parts(
    made: Outline, blocks: list[Block], times: list[Block], entries: dict[int, _Element]
) -> Iterator[tuple[_Element, Block, list[Block]]]:
    """Return element, time and blocks of each comment that has an element of its own."""
    taken = {entry: time for time, entry in entries.items()}
    for number, time in enumerate(times):
        entry = entries.get(number)
        if entry is not None and taken[entry] == number:
            yield entry, time, _own_blocks(made, blocks, entry, set(entries.values()))


def _lines(blocks: list[Block], times: list[Block]) -> Iterator[tuple[_Element, Block, list[Block]]]:
    """Return the same of comments that are but lines: name and time, in one line or two, and words up to the next."""
    places = {block.number: place for place, block in enumerate(blocks)}
    named = [bool(name_before(time) or name_after(time)) for time in times]
    if any(named) and not all(named):
        return  # some names stand beside the times: those of the others are not known
    above = 0 if all(named) else 1
    starts = [places[time.number] - above for time in times]
    for time, start, end in zip(times, starts, [*starts[1:], len(blocks)], strict=True):
        if start < 0 or len(blocks[start].text) > NAME_LENGTH * (2 - above):
            return  # not in this order
        if time.holders[0] is time.container or (above and held_date(time) is None):
            return  # no element to tell one from the other by
        own = blocks[start:end]
        bounds = (place for place, block in enumerate(own) if _ENDS_LINES.fullmatch(block.text))
        yield time.holders[0], time, own[: next(bounds, len(own))]


def _own_blocks(made: Outline, blocks: list[Block], entry: _Element, entries: set[_Element]) -> list[Block]:
    begin, end = made.spans[entry]
    inner: set[int] = set()
    for other in entries:
        first, last = made.spans[other]
        if other is not entry and begin <= first and last <= end:
            inner.update(range(first - is_initial(made.blocks, first - 1), last))
    return [block for block in blocks if begin <= block.number < end and block.number not in inner]


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
    for element in (time.container, *islice(time.container.iterancestors(), _HIGHEST)):
        if element not in made.spans:
            continue
        begin, end = made.spans[element]
        if begin < first or end > last + 1:
            break
        path.append(element)
    return path


def _look(element: _Element, with_class: bool) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0] if with_class else ""


def _smallest(made: Outline, time: Block, blocks: list[Block]) -> _Element | None:
    """Return the innermost element that holds a comment: with the name before its time, where there is one."""
    found = [element for element in _path(made, time, blocks) if _has_text(made, element, time)]
    if name_before(time):
        return found[0] if found else None
    return next((element for element in found if _is_named(made, element, time)), found[0] if found else None)


def _is_named(made: Outline, element: _Element, time: Block) -> bool:
    before = (block for block in made.within(element) if block.number < time.number)
    return any(len(block.text) <= NAME_LENGTH and not COMMENTS_LABEL.fullmatch(block.text) for block in before)


def _has_text(made: Outline, element: _Element, time: Block) -> bool:
    """Tell whether an element holds more than a time and a name."""
    others = [b for b in made.within(element) if b.number != time.number and not CONTROL.fullmatch(b.text)]
    if not others:
        return len(time.text) > 60 or bool(told_behind(time))
    named = name_before(time) or name_after(time)
    return len(others) >= (1 if named else 2)


def _answers(entries: list[_Element]) -> dict[_Element, _Element]:
    """Return which comment each answers, where only its indentation says so: a deeper place, or a margin."""
    holds = Counter(ancestor for entry in entries for ancestor in entry.iterancestors())
    answers: dict[_Element, _Element] = {}
    above: list[tuple[int, _Element]] = []
    for entry in entries:
        around = list(entry.iterancestors())
        own = takewhile(lambda ancestor: holds[ancestor] == 1, around)
        indent = len(around) * _STEP + min(sum(map(_margin, (entry, *own))), _STEP - 1)
        while above and above[-1][0] >= indent:
            above.pop()
        if above:
            answers[entry] = above[-1][1]
        above.append((indent, entry))
    return answers


def _margin(entry: _Element) -> int:
    """Return by how many pixels an element's own style moves it to the right."""
    style = (entry.get("style") or "")[:200]
    found = _LEFT.search(style) or _SIDES.search(style)
    return int(found[1]) if found else 0
