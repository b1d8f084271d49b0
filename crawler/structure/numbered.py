"""The number with which an announcement begins: text of it, and no line about the release."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import PARAGRAPHS, Block, Outline
from crawler.structure.parts import OUTSIDE
from crawler.structure.words import NUMBERED, is_meta

_OPENING: Final = 7
"""Lines with which an announcement begins, its number among them: what it is, of what, whose."""


def numbers_text(made: Outline, line: Block, begin: int) -> bool:
    """Tell whether a line is the number of what an announcement says, right above it, with no line about it beside.

    It stands where the paragraphs do; nothing before block ``begin`` is looked at.
    """
    if NUMBERED.fullmatch(line.text) is None:
        return False
    held = line.container
    first, end = made.spans.get(held, (0, 0))
    above = made.blocks[max(begin, line.number - 1, first if end - first > 1 else 0) : line.number]
    if any(_is_beside(made, held, each) and is_meta(each.text) for each in above):
        return False
    for below in made.blocks[line.number + 1 : line.number + _OPENING]:
        beside = below.container
        if beside is not held and (beside.getparent() is not held.getparent() or not _are_alike(held, beside)):
            return False
        if below.part & OUTSIDE or is_meta(below.text):
            return False
        if below.weight:
            return True
    return False


def _is_beside(made: Outline, held: _Element, line: Block) -> bool:
    """Tell whether a line stands in an element, or is all of a neighbour of it."""
    beside = line.container
    return beside is held or (beside.getparent() is held.getparent() and len(made.within(beside)) == 1)


def _are_alike(one: _Element, other: _Element) -> bool:
    """Tell whether two elements hold paragraphs, or none of them does."""
    return one.tag == other.tag or (one.tag in PARAGRAPHS and other.tag in PARAGRAPHS)
