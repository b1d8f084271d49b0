"""Readers' comments in a thread, whatever the markup: entries that repeat author, time and text.

Where a thread stands is for threads to say; what one comment says, for comment_words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline, shared
from crawler.structure.comment_controls import (
    NAME_LABEL,
    SAID_LABEL,
    alike,
    plain,
    turns_pages,
    without_alike,
)
from crawler.structure.comment_entries import Region, entries_of, own_lines
from crawler.structure.comment_names import NAME_LENGTH, name_after, name_before
from crawler.structure.comment_times import held_date
from crawler.structure.comment_words import read_comment

_ENDS_LINES: Final = re.compile(
    r"\W*(?:isi |form(?:ulir)? |kolom |tulis(?:kan)? |kirim |beri(?:kan)? |tinggalkan )komentar\b.{0,30}"
    r"|\W*(?:nama(?: lengkap| anda)?|e-?mail|website|pesan)\s*:?\s*"
    r"|\W*(?:silakan|silahkan|harap|(?:anda )?(?:harus|perlu))\b.{0,30}\b(?:masuk|log ?in|daftar)\b.{0,60}"
    r"|\W*komentar (?:ini )?(?:(?:telah |sudah )?(?:ditutup|dinonaktifkan)|lama|baru|sebelumnya|berikutnya|selanjutnya"
    r"|(?:adalah|menjadi) tanggung jawab)\b.{0,80}",
    re.I,
)
"""Lines behind the last comment that are none of it."""
_NUMBER: Final = re.compile(r"(\d{1,4})[.)]\s+(?=\S)")
"""What stands before a name where a theme counts its comments."""
_OPEN: Final = (0, 1 << 30)
"""Blocks of what has no end."""
_STEP: Final = 10_000
_LEFT: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.I)
_SIDES: Final = re.compile(r"(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+(\d{1,4})", re.I)
_Part = tuple[_Element, Block, list[Block]]
"""Element, time and lines of a comment."""
_Said = tuple[str, str, str]
"""Its author, time and text."""


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
    are_lines: bool = False
    """Whether no element holds one comment whole."""


def thread_of(made: Outline, region: list[Block]) -> Thread:
    """Return the comments among the blocks of a thread."""
    thread = Thread()
    at = Region(made, region) if region else None
    if at is None or not at.times:
        return thread
    entries = entries_of(at)
    parts = list(_parts(at, entries))
    if len(parts) < len(at.times):
        lines = list(_lines(at))
        thread.are_lines = len(lines) == len(at.times) or not parts
        parts = lines if thread.are_lines else parts
    for (entry, _, own), (author, posted, text) in zip(parts, _read(parts), strict=True):
        if _is_seen(author) and _is_seen(text):
            thread.entries.append(entry)
            thread.author[entry], thread.posted[entry], thread.text[entry] = author, posted, text
            thread.begins[entry] = min(own[0].number, made.spans.get(entry, (own[0].number, 0))[0])
    if len(thread.entries) * 2 < len(at.times):
        return Thread()
    thread.answers = _answers(thread.entries)
    if all(text.startswith('"') and text.count('"') % 2 for text in thread.text.values()):
        thread.text = {entry: text[1:].lstrip() for entry, text in thread.text.items()}  # the theme's own mark
    return thread


def _is_seen(text: str) -> bool:
    """Tell whether a text shows anything to a reader."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


def _read(parts: list[_Part]) -> list[_Said]:
    """Return author, time and text of each comment, without what all have alike; nobody's name is that, for one may
    have written all."""
    said = [read_comment(time, own) for _, time, own in parts]
    common = alike([own for _, _, own in parts])
    names = {author for author, _, _ in said}
    nameless = common - set(map(plain, names))
    again = _read_without(parts, nameless) if nameless else said
    if len(names) == 1 and common.issuperset(map(plain, names)):
        other = _read_without(parts, common)
        if all(author and text for author, _, text in other) and len({author for author, _, _ in other}) > 1:
            again = other
    told = _unnumbered([new if all(new) else old for new, old in zip(again, said, strict=True)])
    if all(SAID_LABEL.match(text) for _, _, text in told) and (len(told) > 1 or _labels_names(parts)):
        told = [(author, posted, SAID_LABEL.sub("", text, count=1)) for author, posted, text in told]
    return told


def _unnumbered(said: list[_Said]) -> list[_Said]:
    """Return comments without the numbers that a theme prints before all names."""
    matches = [_NUMBER.match(author) for author, _, _ in said]
    numbers = [int(match[1]) for match in matches if match is not None]
    count = len(said)
    if len(numbers) < count or numbers not in (list(range(1, count + 1)), list(range(count, 0, -1))):
        return said
    return [(_NUMBER.sub("", author), posted, text) for author, posted, text in said]


def _labels_names(parts: list[_Part]) -> bool:
    """Tell whether the theme says of a name that it is one."""
    return any(NAME_LABEL.match(block.text) for _, _, own in parts for block in own)


def _read_without(parts: list[_Part], pieces: set[str]) -> list[_Said]:
    left = [without_alike(own, pieces) for _, _, own in parts]
    return [
        read_comment(next((block for block in own if block.number == time.number), time), own)
        for own, (_, time, _) in zip(left, parts, strict=True)
    ]


def _parts(at: Region, entries: dict[int, _Element]) -> Iterator[_Part]:
    """Return element, time and blocks of each comment that has an element of its own."""
    taken = {entry: time for time, entry in entries.items()}
    for number, time in enumerate(at.times):
        entry = entries.get(number)
        if entry is not None and taken[entry] == number:
            yield entry, time, own_lines(at, entry, set(entries.values()))


def _lines(at: Region) -> Iterator[_Part]:
    """Return the same of comments that are but lines: name and time, in one line or two, and words up to the next."""
    blocks, times = at.blocks, at.times
    places = {block.number: place for place, block in enumerate(blocks)}
    named = [bool(name_before(time) or name_after(time)) for time in times]
    if at.is_doubtful or (any(named) and not all(named)):
        return  # some names stand beside the times: those of the others are not known
    above = 0 if all(named) else 1
    starts = [places[time.number] - above for time in times]
    around = shared([time.container for time in times]) if len(times) > 1 else None
    behind = at.made.spans.get(around, _OPEN)[1] if around is not None else _OPEN[1]
    for time, start, end in zip(times, starts, [*starts[1:], len(blocks)], strict=True):
        if start < 0 or len(blocks[start].text) > NAME_LENGTH * (2 - above):
            return  # not in this order
        stands_alone = len(at.made.within(time.container)) == 1
        if not stands_alone and (time.holders[0] is time.container or (above and held_date(time) is None)):
            return  # no element to tell one from the other by
        own = blocks[start:end]
        bounds = (place for place, block in enumerate(own) if _ends_lines(block) or block.number >= behind)
        yield time.holders[0], time, own[: next(bounds, len(own))]


def _ends_lines(block: Block) -> bool:
    """Tell whether a line behind comments is none: of a form, the thread's further pages, a word on who may write."""
    return turns_pages(block) or _ENDS_LINES.fullmatch(block.text) is not None


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
