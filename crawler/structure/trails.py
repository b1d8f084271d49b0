"""Trails: what is called so and holds the page's own part, and the line of links that ends in the headline."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline, fold, made_text, names_of
from crawler.structure.parts import FRAME

TRAILS: Final = frozenset(("breadcrumb", "breadcrumbs"))
"""What classes and ids call a trail."""
_NO_TRAIL: Final = 300
"""Characters outside links that no trail has."""
_NEAR: Final = 6
"""Lines between a trail and the headline, at most."""
_HEADLINE: Final = 15
"""Characters of a headline, at least."""
_BETWEEN: Final = re.compile(r"[\s/\\>»›→|·•-]+")
"""Signs between the steps of a trail."""


def own_names(element: _Element) -> str:
    """Return what an element is called, but no trail where it holds one and the text of the page beside it."""
    names = names_of(element)
    told = names.lower().split()
    if TRAILS.isdisjoint(told) or not _holds_trail(element) or not _holds_text(element):
        return names
    return " ".join(name for name in names.split() if name.lower() not in TRAILS)


def _holds_trail(element: _Element) -> bool:
    return any(not TRAILS.isdisjoint(names_of(each).lower().split()) for each in element.iterdescendants("*"))


def _holds_text(element: _Element) -> bool:
    said = 0
    for each in element.iterdescendants("*"):
        if each.tag not in ("a", "script", "style"):
            said += len((each.text or "").strip())
        said += len((each.tail or "").strip())
        if said > _NO_TRAIL:
            return True
    return False


def mark_trails(made: Outline) -> None:
    """Mark the first trail of a page, and keep the headline that it ends in: the page is about that."""
    for block in made.blocks:
        said = _end_of(block)
        if not said:
            continue
        near = made.blocks[block.number + 1 : block.number + 2 + _NEAR]
        if any(line.text == said and line.container.tag in HEADINGS and not line.linked for line in near):
            block.part |= FRAME
            made.trail = said
            return


def _end_of(block: Block) -> str:
    """Return what a line ends in behind its links and the signs between them; empty where it is no trail."""
    if not block.links or block.container.tag in HEADINGS or not block.text.startswith(fold(made_text(block.links[0]))):
        return ""
    begun = _BETWEEN.match(block.printed)
    said = block.printed[begun.end() :] if begun is not None else ""
    return said if len(said) >= _HEADLINE else ""
