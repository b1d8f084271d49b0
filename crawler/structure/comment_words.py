"""What one comment says: its author, its time, and its text without controls, title and whatever else is none of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crawler.structure.blocks import HEADINGS, Block, fold, made_text
from crawler.structure.comment_controls import ANSWER, is_address, leads_nowhere
from crawler.structure.comment_names import (
    NAME_LENGTH,
    abbreviates,
    is_initial,
    leading_name,
    name_after,
    name_before,
    signature,
    signed_by,
)
from crawler.structure.comment_times import (
    CLOCK,
    COLON,
    end_of_time,
    held_date,
    printed_time,
    stated_beside,
    stated_time,
)
from crawler.structure.meta import time_element
from crawler.structure.words import COMMENTS_LABEL, DATE

_MORE_THAN_A_TIME: Final = 10
"""Characters behind a day, in a comment of one line, that are more than its time of day."""


def read_comment(time: Block, own: list[Block]) -> tuple[str, str, str]:
    """Return author, time and text of one comment."""
    author, posted = _stamped(time)
    rest = [block for block in own if block.number != time.number and not COMMENTS_LABEL.fullmatch(block.text)]
    answer = next((at for at, block in enumerate(rest) if ANSWER.fullmatch(block.text)), None)
    rest = rest[:answer] if answer else rest
    if author and rest and rest[0].number < time.number and abbreviates(rest[0].text, author):
        del rest[0]
    if not author:
        found = _signed_apart(time, rest)
        if found is None:
            return "", posted, ""
        author, rest = found
    rest = [block for block in rest if not is_address(block)] or rest
    told = [block for block in rest if not _repeats(block, rest) and not _entitles(block, rest)]
    texts = [block.text for block in told if not leads_nowhere(block)] or [block.text for block in told]
    posted, text = _with_own_line(time, posted, fold(" ".join(texts)))
    return author, fold(posted), text


def _stamped(time: Block) -> tuple[str, str]:
    """Return who wrote a comment, as far as the line of its time tells, and when."""
    author = name_before(time)
    if not author and (told := name_after(time)):
        posted, author = told
        return author, posted
    element, held = time_element(time), held_date(time)
    posted = stated_beside(time) or (stated_time(element) if element is not None else "")
    if not posted and held is not None and bool(CLOCK.search(made_text(held))) == bool(CLOCK.search(time.text)):
        posted = made_text(held)
    return author, posted or printed_time(time.text)


def _signed_apart(time: Block, lines: list[Block]) -> tuple[str, list[Block]] | None:
    """Return the name in a line of its own above a time, else below it, and the other lines; None without one."""
    before = [block for block in lines if block.number < time.number and len(block.text) <= NAME_LENGTH]
    if len(before) > 1 and is_initial(before, 0):
        initials = before.pop(0)
        lines = [block for block in lines if block is not initials]
    after = [block for block in lines if block.number > time.number and len(block.text) <= NAME_LENGTH]
    chosen = signature(before) if before else after[0] if after and len(lines) > 1 else None
    if len(lines) == 1 and (told := leading_name(lines[0])):
        return told[0], [replace(lines[0], text=told[1])]
    if chosen is None:
        return None
    return signed_by(chosen), [block for block in lines if block is not chosen]


def _with_own_line(time: Block, posted: str, text: str) -> tuple[str, str]:
    """Return time and text of a comment with what the line of the time itself says behind it."""
    if told := told_behind(time) if name_before(time) and not name_after(time) else "":
        return posted, fold(f"{told} {text}")
    said = said_in_line(time)
    return posted, fold(f"{said} {text}") if said and (not text or held_date(time) is not None) else text


def said_in_line(time: Block) -> str:
    """Return the words behind a time in its line: behind a colon, or more than what belongs to it."""
    if told := told_behind(time):
        return told
    found = DATE.search(time.text)
    if found is None or name_after(time):
        return ""
    behind = time.text[end_of_time(time.text, found) :]
    said = behind.strip(" :)-–—,·|")
    return said if COLON.match(behind) or len(said) > _MORE_THAN_A_TIME else ""


def told_behind(time: Block) -> str:
    """Return what stands in the line of a time behind it, outside the element that holds name and time."""
    held = held_date(time)
    if held is None or held.getparent() is time.container or time.holders[-1] is not time.container:
        return ""
    return time.text.partition(made_text(held))[2].strip(" :)-–,")


def _repeats(block: Block, others: list[Block]) -> bool:
    """Tell whether a linked line is but the beginning of the comment's own text."""
    start = block.text.rstrip(" .…")
    return block.is_linked and any(other is not block and other.text.startswith(start) for other in others)


def _entitles(block: Block, others: list[Block]) -> bool:
    """Tell whether a line is the comment's own title, which leads to it, above its text."""
    return block.is_linked and block.container.tag in HEADINGS and others[-1] is not block
