"""Where the thread of readers' comments stands on a page, whatever the markup.

A page says so as a rule: by a label ("3 Komentar"), or by a name. Where nothing does, its form or a structure that
nothing else has is enough. What calls itself the latest comments is a widget about other articles and never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile, zip_longest
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline
from crawler.structure.comment_controls import turns_pages
from crawler.structure.comment_times import CLOCK, says_when, spaced, times_of
from crawler.structure.comments import Thread, thread_of
from crawler.structure.other_threads import OWN_LINK, TEASER, begins_list, is_of_others, leads_on
from crawler.structure.parts import COMMENTS, FRAME, HIDDEN, LISTED, RELATED, SIDE
from crawler.structure.place import Place
from crawler.structure.words import (
    COMMENT_FORM_LABEL,
    COMMENTS_LABEL,
    LATEST_LABEL,
    OTHER_VOICES_LABEL,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
)

_NO_THREAD: Final = FRAME | SIDE | RELATED | LISTED | HIDDEN
_SEVERAL: Final = 2
_ENTRIES: Final = 6
"""Lines of the first entries, which may have been passed over."""
_A_PARAGRAPH: Final = 60
"""Letters of running text that make a paragraph."""
_LABEL: Final = 130
"""Letters of a label."""
_ASKED: Final = ("input", "textarea")
_FORM: Final = re.compile(r"komentar|komen(?:$|[^a-z])|comment", re.I)
_PARTS: Final = frozenset(("p", "tr", "td", "th", "tbody", "thead", "body", "html"))
"""Elements that are no comment where nothing else says so: rows of tables, and lines."""


def find_thread(made: Outline, place: Place) -> Thread:
    """Return the page's own thread; empty where it has none."""
    blocks = _region(made, place.last)
    if not blocks:
        return unnamed_thread(made, place.last, alone=True)
    thread = thread_of(made, blocks)
    return Thread() if is_of_others(made, thread) else thread


def _region(made: Outline, last: int) -> list[Block]:
    """Return the blocks of the thread: from what says that comments begin to what says that something else does."""
    following = made.blocks[last + 1 :]
    begin = next((at for at, block in enumerate(following) if _begins(made, block)), None)
    if begin is None:
        return []
    region: list[Block] = []
    for block, below in zip_longest(following[begin:], following[begin + 1 :]):
        text = block.text
        if RECENT_COMMENTS_LABEL.fullmatch(text) or (
            not block.linked
            and (RELATED_LABEL.fullmatch(text) or LATEST_LABEL.fullmatch(text) or _calls_others(block))
            and not block.part & COMMENTS
        ):
            break
        if turns_pages(block) and not any(map(says_when, region)):
            continue
        if block.part & HIDDEN and region and not region[0].part & HIDDEN:
            continue  # a form to answer, or a box to report, that opens at a touch
        if not block.part & COMMENTS and (block.part & _NO_THREAD or (region and region[0].part & COMMENTS)):
            break
        if region and block.part & SIDE and not region[0].part & SIDE:
            if block.part & COMMENTS and _is_of_form(block) and not any(map(says_when, region)):
                continue  # themes put it into a box of the kind that they have in their sidebar
            break
        if begins_list(made, block, below) and any(map(says_when, region)):
            break
        if COMMENT_FORM_LABEL.fullmatch(text) and not block.linked:
            if region and any(map(says_when, region)):
                break
            continue
        region.append(block)
    return region


def _is_of_form(block: Block) -> bool:
    """Tell whether a line stands in a form, or above one to write a comment."""
    return (
        COMMENT_FORM_LABEL.fullmatch(block.text) is not None
        or next(block.container.iterancestors("form"), None) is not None
    )


# ---- threads that nothing names ----


def unnamed_thread(made: Outline, last: int, *, alone: bool = False) -> Thread:
    """Return the thread behind block ``last`` that neither label nor name shows, by its form or its structure alone.

    Every entry has a name, a time and a text, all alike, and leads nowhere; without a form to write one each has its
    time of day, and an element of its own. Only ``alone``, where the text ends with ``last``, and with a form, one
    entry makes a thread.
    """
    has_form = _has_form(made.root)
    if not has_form and sum(CLOCK.search(block.text) is not None for block in made.blocks[last + 1 :]) < _SEVERAL:
        return Thread()
    for segment in _segments(made, last):
        thread = thread_of(made, segment)
        least = 1 if alone and has_form else _SEVERAL
        if len(thread.entries) < least or not _is_sure(made, thread, segment, has_form):
            continue
        first = thread.begins[thread.entries[0]]
        above = reversed(made.blocks[max(last + 1, first - _ENTRIES - 1) : first])
        near = list(takewhile(lambda block: not block.linked, above))  # behind a list of links something else begins
        headings = (block for block in reversed(made.blocks[last + 1 : first]) if block.container.tag in HEADINGS)
        if any(map(_calls_others, (*near, *islice(headings, 1), made.blocks[first]))):
            continue
        if has_form or not any(block.container.tag in HEADINGS for block in near):  # else it is what that calls it
            return thread
    return Thread()


def _calls_others(block: Block) -> bool:
    """Tell whether a heading calls what follows something else that many write."""
    return block.container.tag in HEADINGS and OTHER_VOICES_LABEL.fullmatch(block.text) is not None


def _has_form(root: _Element) -> bool:
    """Tell whether a page has a form for comments, by its address or its fields."""
    for form in root.iter("form"):
        fields = (field.get("name") or "" for field in form.iter(*_ASKED))
        if any(map(_FORM.search, (form.get("action") or "", *fields))):
            return True
    return False


def _segments(made: Outline, last: int) -> Iterator[list[Block]]:
    """Give runs of blocks in which a thread may stand: between links to articles and what is no part of a thread."""
    segment: list[Block] = []
    is_other = False
    shown = (block for block in made.blocks[last + 1 :] if not block.part & HIDDEN)
    for block in (*shown, None):
        if block is None or _parts(block):
            for start in [] if is_other else _starts(segment):
                yield segment[start:]
            segment = []
            if block is not None and not block.linked:
                is_other = RECENT_COMMENTS_LABEL.fullmatch(block.text) is not None
        else:
            segment.append(block)


def _parts(block: Block) -> bool:
    text = block.text
    if block.part & _NO_THREAD & ~LISTED or (block.linked >= TEASER and block.is_linked):
        return bool(block.part & _NO_THREAD & ~LISTED) or any(map(leads_on, block.links))
    return len(text) <= _LABEL and bool(
        RECENT_COMMENTS_LABEL.fullmatch(text)
        or (not block.linked and (RELATED_LABEL.fullmatch(text) or LATEST_LABEL.fullmatch(text)))
        or COMMENT_FORM_LABEL.fullmatch(text)
    )


def _starts(segment: list[Block]) -> list[int]:
    """Return where in a run the thread may begin: at once, or behind the first dates, which are of something else."""
    times = [at for at, block in enumerate(segment) if says_when(spaced(block))]
    return [0, *(at + 1 for at in times[:2])] if times else []


def _is_sure(made: Outline, thread: Thread, segment: list[Block], has_form: bool) -> bool:
    times = len(times_of(list(map(spaced, segment))))
    entries = thread.entries
    are_lines = thread.are_lines or any(entry not in made.spans or entry.tag in _PARTS for entry in entries)
    if len(entries) != times or (are_lines and not (has_form and _stands_apart(made, thread))):
        return False
    if entries[0] in made.spans and made.weight(entries[0]) > sum(block.weight for block in made.blocks) / 2:
        return False  # the first may be the article itself
    if not has_form and not all(CLOCK.search(thread.posted[entry]) for entry in entries):
        return False
    links = [link for entry in entries for link in entry.iter("a")]
    if any(entry not in made.spans for entry in entries):  # made of lines alone: the name may be a link above them
        links = [link for block in segment for link in block.links]
    return all(entry.tag not in _PARTS - {"p"} for entry in entries) and all(
        OWN_LINK.search(link.get("href") or "") for link in links
    )


def _stands_apart(made: Outline, thread: Thread) -> bool:
    """Tell whether lines with names and times are no part of the text above them, as a timetable would be.

    What goes on where paragraphs stood is theirs, and what a heading or a line above calls something else is that;
    comments have a place of their own, and begin it.
    """
    first = thread.begins[thread.entries[0]]
    above, place = made.blocks[first - 1], _place_of(made.blocks[first])
    if above.container.tag in HEADINGS or _place_of(above) is place:
        return False
    return all(_place_of(block) is not place for block in made.blocks[:first] if block.weight >= _A_PARAGRAPH)


def _place_of(block: Block) -> _Element | None:
    return block.container.getparent() if block.container.tag == "p" else block.container


def _begins(made: Outline, block: Block) -> bool:
    if block.part & _NO_THREAD and not block.part & COMMENTS:
        return False
    if RECENT_COMMENTS_LABEL.fullmatch(block.text):
        return False
    labelled = len(block.text) <= 130 and not block.linked and COMMENTS_LABEL.fullmatch(block.text) is not None
    return labelled or bool(block.part & COMMENTS and not block.part & (SIDE | FRAME))
