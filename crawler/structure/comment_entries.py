"""Which element holds which comment of a thread: what looks alike and holds one time of its own, with more beside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline
from crawler.structure.comment_controls import (
    is_address,
    is_label,
    line_look,
    turns_pages,
    without_bare,
    without_controls,
)
from crawler.structure.comment_names import NAME_LENGTH, is_initial, leading_name, name_after, name_before
from crawler.structure.comment_times import says_when, spaced, times_of, with_clock
from crawler.structure.comment_words import said_in_line
from crawler.structure.words import COMMENTS_LABEL

_NEAR: Final = 3
"""Lines above and below a time among which the name stands."""
_HIGHEST: Final = 12
"""Elements above a time that may be a comment's own."""


class Region:
    """The lines of a thread without what is nobody's word, and where it begins and ends on the page."""

    def __init__(self, made: Outline, region: list[Block]) -> None:
        self.made = made
        lines = _lines_of(_without_forms(region))
        self.times = times_of(lines)
        first = self.times[0].number if self.times else 0
        lines = [line for line in lines if line.number > first or not turns_pages(line)]
        self.blocks = _without_addresses(lines, self.times)
        self.numbers = [block.number for block in self.blocks]
        self.first, self.last = region[0].number, region[-1].number

    def within(self, element: _Element) -> list[Block]:
        """Return the lines of an element."""
        begin, end = self.made.spans.get(element, (0, 0))
        return self.blocks[bisect_left(self.numbers, begin) : bisect_left(self.numbers, end)]


def _without_forms(region: list[Block]) -> list[Block]:
    """Return the lines of a thread without those of forms to answer, which hold no time; a whole page may be a form."""
    forms = [next(block.container.iterancestors("form"), None) for block in region]
    timed = {form for block, form in zip(region, forms, strict=True) if form is None or says_when(block)}
    return [block for block, form in zip(region, forms, strict=True) if form is None or form in timed]


def _lines_of(region: list[Block]) -> list[Block]:
    """Return the lines of a thread without controls and labels; a time of day below its day is one line with it."""
    lines: list[Block] = []
    for number, printed in enumerate(region):
        block = without_bare(spaced(printed))
        following = region[number + 1] if number + 1 < len(region) else None
        if lines and (whole := with_clock(lines[-1], block)):
            lines[-1] = whole
        elif not is_label(block, following) and (shown := without_controls(block, is_time=says_when(block))):
            lines.append(shown)
    return lines


def _without_addresses(lines: list[Block], times: list[Block]) -> list[Block]:
    """Return the lines of a thread without mail addresses beside names: one that begins the thread is a name, and one
    that looks like what others have in its place, above or below their time, is a name or words."""
    addresses = {place for place, line in enumerate(lines) if is_address(line)}
    if not addresses:
        return lines
    stamps = {time.number for time in times}
    first = sum(1 for _ in takewhile(lambda place: _leads(lines, place), range(len(lines) - 1)))
    first += lines[first].number in stamps
    near = [
        (side, place)
        for stamp, line in enumerate(lines)
        if line.number in stamps
        for step in (-1, 1)
        for side, place in _beside(lines, stamps, stamp, step)
    ]
    looks = {(side, line_look(lines[place])) for side, place in near if place not in addresses or place == first}
    kept = {first, *(place for side, place in near if (side, line_look(lines[place])) in looks)}
    return [line for place, line in enumerate(lines) if place not in addresses or place in kept]


def _beside(lines: list[Block], stamps: set[int], stamp: int, step: int) -> Iterator[tuple[int, int]]:
    """Give the lines next to a time, on one side up to the next: how far from it each is, and its place."""
    for side in range(step, step * (_NEAR + 1), step):
        place = stamp + side
        if not 0 <= place < len(lines) or lines[place].number in stamps:
            return
        yield side, place


def _leads(lines: list[Block], place: int) -> bool:
    """Tell whether a line is but the label of a thread, or the initials of the name that follows."""
    return COMMENTS_LABEL.fullmatch(lines[place].text) is not None or is_initial(lines, place)


def own_lines(at: Region, entry: _Element, entries: set[_Element]) -> list[Block]:
    begin, end = at.made.spans[entry]
    inner: set[int] = set()
    for other in entries:
        first, last = at.made.spans[other]
        if other is not entry and begin <= first and last <= end:
            inner.update(range(first - is_initial(at.made.blocks, first - 1), last))
    return [block for block in at.within(entry) if block.number not in inner]


def entries_of(at: Region) -> dict[int, _Element]:
    """Return the element of each comment, by the number of its time: what looks alike and holds one time of its own."""
    times = at.times
    if len(times) == 1:
        entry = _smallest(at, times[0])
        return {0: entry} if entry is not None else {}
    for with_class in (True, False):
        best: dict[int, _Element] = {}
        for level in _path(at, times[0]):
            look = _look(level, with_class)
            found = {}
            for number, time in enumerate(times):
                entry = next((one for one in _path(at, time) if _look(one, with_class) == look), None)
                if entry is None:
                    break
                found[number] = entry
            if len(found) == len(times) and len(set(found.values())) == len(times):
                best = found
        if best and all(_has_text(at, entry, times[number]) for number, entry in best.items()):
            return best
    singles = {number: _smallest(at, time) for number, time in enumerate(times)}
    return {number: entry for number, entry in singles.items() if entry is not None}


def _path(at: Region, time: Block) -> list[_Element]:
    """Return the elements around a time, inside out, that lie wholly in the thread."""
    path = []
    for element in (time.container, *islice(time.container.iterancestors(), _HIGHEST)):
        if element not in at.made.spans:
            continue
        begin, end = at.made.spans[element]
        if begin < at.first or end > at.last + 1:
            break
        path.append(element)
    return path


def _look(element: _Element, with_class: bool) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0] if with_class else ""


def _smallest(at: Region, time: Block) -> _Element | None:
    """Return the innermost element that holds a comment: with the name before its time, where there is one."""
    found = [element for element in _path(at, time) if _has_text(at, element, time)]
    if name_before(time):
        return found[0] if found else None
    return next((element for element in found if _is_named(at, element, time)), found[0] if found else None)


def _is_named(at: Region, element: _Element, time: Block) -> bool:
    before = (block for block in at.within(element) if block.number < time.number)
    return any(len(block.text) <= NAME_LENGTH and not COMMENTS_LABEL.fullmatch(block.text) for block in before)


def _has_text(at: Region, element: _Element, time: Block) -> bool:
    """Tell whether an element holds more than a time and a name."""
    others = [block for block in at.within(element) if block.number != time.number]
    if not others:
        return bool(said_in_line(time))
    named = name_before(time) or name_after(time)
    return len(others) >= (1 if named else 2) or leading_name(others[0]) is not None
