"""Threads whose lines say in one run of text first when and then who: "16 Nov. 2026, 19.33 - Lia".

A place or a few words may stand so as well. Only where nothing else can be the name is it taken from there: no line
above the times, and none of its own below them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from crawler.structure.blocks import Block, made_text
from crawler.structure.comment_controls import CONTROL, WHEN_LABEL, line_look, turns_pages
from crawler.structure.comment_names import NAME_LENGTH, name_after, name_before
from crawler.structure.comment_times import CLOCK, end_of_time
from crawler.structure.control_words import says_control
from crawler.structure.words import COMMENTS_LABEL, DATE

_BEHIND: Final = re.compile(r"\s*(?P<sign>[-–—|·•]|\b(?:oleh|by|dari|from)\b)\s+(?P<name>\S.*)", re.I)
_NAME_WORDS: Final = 6
_LETTER: Final = re.compile(r"[^\W\d_]")
_Told = tuple[str, str, str]
"""Sign, time and name of a line."""


def names_in_front(lines: list[Block], times: list[Block]) -> tuple[list[Block], bool]:
    """Return the lines of a thread with the names that stand behind its times put before them, and whether it is in
    doubt that these are names."""
    told = {time.number: said for time in times if (said := _behind(time))}
    if 2 * len(told) <= len(times):
        return lines, False
    signs = {sign for sign, _, _ in told.values()}
    parts = _parts(lines, told)
    if len(told) < len(times) or len(signs) > 1 or not (_begin(parts) and _say_more(parts, told)):
        return lines, True
    return [_turned(line, *told[line.number][1:]) if line.number in told else line for line in lines], False


def _behind(time: Block) -> _Told | None:
    """Return what stands behind a time in its own run of text, where it may be a name."""
    found = DATE.search(time.text)
    if found is None or name_before(time) or name_after(time):
        return None
    end = len(time.text[: end_of_time(time.text, found)].rstrip(" ,|·•–-"))
    match = _BEHIND.fullmatch(time.text, end)
    if match is None:
        return None
    name = match["name"].strip()
    is_name = len(name) <= NAME_LENGTH and len(name.split()) <= _NAME_WORDS and _LETTER.search(name)
    if not is_name or name.endswith(("!", "?", ":")) or CLOCK.search(name) or DATE.search(name):
        return None
    if CONTROL.fullmatch(name) or WHEN_LABEL.fullmatch(name) or says_control(name):
        return None
    return match["sign"].lower(), time.text[: match.start()], name


def _parts(lines: list[Block], told: dict[int, _Told]) -> list[list[Block]]:
    """Return what stands before the first time, and each time with the lines up to the next."""
    starts = [place for place, line in enumerate(lines) if line.number in told]
    return [lines[begin:end] for begin, end in pairwise((0, *starts, len(lines)))]


def _begin(parts: list[list[Block]]) -> bool:
    """Tell whether each time begins its comment: nothing stands above the first, or what does above the others looks
    like the words below them."""
    above, *comments = parts
    if all(COMMENTS_LABEL.fullmatch(line.text) or turns_pages(line) for line in above):
        return True
    words = {line_look(own[1]) for own in comments if len(own) > 1}
    last = {line_look(own[-1]) for own in comments[:-1]}
    return bool(last) and last <= words and words.isdisjoint(line_look(own[0]) for own in comments)


def _say_more(parts: list[list[Block]], told: dict[int, _Told]) -> bool:
    """Tell whether the words of the comments stand below the times, and no name does."""
    comments = parts[1:]
    if not all(len(own) > 1 for own in comments):
        return False
    if all(own[0].container.tag == "dt" and own[1].container.tag != "dt" for own in comments):
        return True
    if all(len(own) > 2 and _may_name(own[1]) for own in (comments[:-1] or comments)):
        return False
    below = sum(len(own[1].text.split()) for own in comments)
    return below > sum(len(name.split()) for _, _, name in told.values())


def _may_name(line: Block) -> bool:
    return len(line.text.split()) <= _NAME_WORDS and not line.text.endswith((".", "!", "?"))


def _turned(time: Block, when: str, name: str) -> Block:
    """Return a line that says when and who as one that says who and when."""
    holders = [one for one in dict.fromkeys(time.holders) if one is not time.container]
    dated = [one for one in holders if DATE.search(text := made_text(one)) and name not in text]
    pieces = [name, *map(made_text, dated)] if dated else [f"{name} | {when}"]
    return replace(time, text=f"{name} | {when}", apart="", holders=[time.container, *dated], pieces=pieces)
