"""The list of related articles of a page: what its label or its name says is one, beside or in the text."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline, made_text
from crawler.structure.headline import Headline
from crawler.structure.parts import COMMENTS, FRAME, SIDE
from crawler.structure.place import Place
from crawler.structure.words import LATEST_LABEL, RELATED_LABEL, TAG_ADDRESS

_MOST: Final = 30
_SHORTEST: Final = 12
"""Characters of a link that may be a headline."""


def find_related(made: Outline, place: Place, headline: Headline | None) -> list[_Element]:
    """Return the links of the related list in order, one for each address."""
    first = headline.last + 1 if headline is not None else place.first
    for block in made.blocks[first:]:
        if block.part & (SIDE | FRAME | COMMENTS) or block.linked or len(block.text) > 60:
            continue
        if RELATED_LABEL.fullmatch(block.text) and (
            not LATEST_LABEL.fullmatch(block.text) or "lain" in block.text.lower()
        ):
            links = _links_after(made, block)
            if len(links) >= 2:
                return links
    return []


def _links_after(made: Outline, label: Block) -> list[_Element]:
    """Return the links of the smallest element that holds a label and a list."""
    for holder in (label.container, *label.container.iterancestors()):
        if holder not in made.spans:
            break
        _, end = made.spans[holder]
        run = _linked(made.blocks[label.number + 1 : end])
        if len(run) >= 2:
            return run
        if end - label.number > 40:
            break
    return []


def _linked(blocks: list[Block]) -> list[_Element]:
    best: dict[str, _Element] = {}
    plain = 0
    for block in blocks:
        if block.part & (SIDE | FRAME | COMMENTS):
            break
        if not block.linked:
            plain = plain + 1 if block.weight else plain
            if (block.weight and block.container.tag == "p" and not block.part) or LATEST_LABEL.fullmatch(block.text):
                break  # the text goes on, or another list begins
            continue
        for link in block.links:
            href = link.get("href") or ""
            if href and href[0] != "#" and not TAG_ADDRESS.search(href) and len(made_text(link)) >= _SHORTEST:
                best.setdefault(href, link)
    return list(best.values())[:_MOST]
