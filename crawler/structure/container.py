"""Which element holds the text of an article."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import (
    PARAGRAPHS,
    Outline,
    names_of,
)
from crawler.structure.parts import names_body
from crawler.structure.stated import Stated, plain
from crawler.structure.words import LATEST_LABEL, RECENT_COMMENTS_LABEL, RELATED_LABEL

_NO_HOLDERS: Final = frozenset(("tr", "tbody", "table", "ul", "ol", "thead"))
_SHARES: Final = (1.0, 0.5, 0.25)
"""What a block gives to the element that holds it, to the next above, and to the one above that."""
_LIST: Final = 3
"""Neighbours of one look that make a list."""


def find_container(made: Outline, about: Stated, after: int, by_name: bool = True) -> _Element | None:
    """Return the element with the best claim to the text that follows block ``after``.

    Without ``by_name`` it does not count what elements are called.
    """
    scores: dict[_Element, float] = {}
    for block in made.blocks:
        weight = block.weight if by_name else block.raw
        if not weight:
            continue
        weight *= 1.0 if block.number > after else 0.15
        holder: _Element | None = block.container
        if holder is not None and holder.tag in PARAGRAPHS and holder.tag not in ("td", "th"):
            holder = holder.getparent()
        for share in _SHARES:
            while holder is not None and (holder.tag in _NO_HOLDERS or holder not in made.spans):
                holder = holder.getparent()
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + weight * share
            holder = holder.getparent()
    for element in scores:
        if element.get("itemprop") == "articleBody" or names_body(names_of(element)):
            scores[element] *= 1.5
        elif element.tag == "article":
            scores[element] *= 1.15
    best = max(scores, key=lambda element: scores[element], default=None)
    return _stated_place(made, about, best) if best is not None else None


def _stated_place(made: Outline, about: Stated, best: _Element) -> _Element:
    """Prefer where the first words of the stated text or description stand, if that holds a text at all."""
    wanted = plain(about.text)[:80] if about.text else plain(about.description.rstrip(" .…"))[:60]
    if len(wanted) < 40 or any(wanted in plain(block.text) for block in made.within(best)):
        return best
    for block in made.blocks:
        if block.weight and wanted in plain(block.text):
            holder = block.container if block.container.tag not in PARAGRAPHS else block.container.getparent()
            while holder is not None and holder not in made.spans:
                holder = holder.getparent()
            if holder is not None and made.weight(holder) >= 0.4 * made.weight(best):
                return holder
    return best


def is_list_of_others(made: Outline, element: _Element) -> bool:
    """Tell whether an element is a list, labelled so or of entries that each hold a link, and no text of its own."""
    begin, _ = made.spans[element]
    labels = (LATEST_LABEL, RELATED_LABEL, RECENT_COMMENTS_LABEL)
    if any(label.fullmatch(block.text) for block in made.blocks[max(0, begin - 1) : begin + 1] for label in labels):
        return True
    lists = (child for child in element if child.tag in ("ul", "ol", "table", "tbody"))
    return any(holds_links(made, holder) for holder in (element, *lists))


def holds_links(made: Outline, element: _Element) -> bool:
    """Tell whether the children of an element, which are no paragraphs, each hold a link."""
    entries = [child for child in element if child in made.spans and child.tag != "p"]
    linked = [entry for entry in entries if next(entry.iter("a"), None) is not None]
    return len(linked) >= max(_LIST, 0.8 * len(entries))
