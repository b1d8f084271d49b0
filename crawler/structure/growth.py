"""Growing the element of a text to its neighbours that go on with it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from crawler.structure.blocks import PARAGRAPHS, Outline, names_of, shared
from crawler.structure.headline import Headline
from crawler.structure.parts import names_body


@dataclass(slots=True, frozen=True)
class _Reach:
    """How far a text may reach."""

    top: _Element
    """The innermost element that holds headline and text: the article does not reach beyond it."""
    after: int
    """Number of the headline's last block."""
    stops: list[int]
    """Numbers of the blocks at which something else begins."""


def grown(made: Outline, container: _Element, headline: Headline | None, stops: list[int]) -> _Element:
    """Grow the element to its neighbours that go on with the text."""
    reach = _Reach(_top(made, container, headline), headline.last if headline is not None else -1, stops)
    best = child = container
    for parent in container.iterancestors():
        if child is reach.top or child.tag == "article":
            break
        if parent not in made.spans:
            continue
        if _joins(made, parent, child, best, reach):
            best = parent
        child = parent
    return best


def _top(made: Outline, container: _Element, headline: Headline | None) -> _Element:
    """Return the innermost element that holds headline and text: the article does not reach beyond it."""
    if headline is None:
        return container
    holder = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([holder, container])
    return top if top is not None else container


def _joins(made: Outline, parent: _Element, child: _Element, best: _Element, reach: _Reach) -> bool:
    """Tell whether the text goes on in neighbours of an element, or in its parent's own text."""
    begin, end = made.spans[child]
    stop = next((number for number in reach.stops if number >= end), len(made.blocks))
    gained = 0.0
    for sibling in parent:
        if sibling is child or sibling not in made.spans:
            continue
        first, last = made.spans[sibling]
        if reach.after < first < min(last, stop) and (
            last <= begin or _goes_on(made, sibling, child, parent is reach.top)
        ):
            gained += made.weight(sibling)
    pieces = (parent.text or "", *(str(kid.tail or "") for kid in parent))
    own_text = sum(len(text.strip()) for text in pieces if len(text.strip()) > 40)
    return gained > max(40.0, 0.02 * made.weight(best)) or own_text > 80


def _goes_on(made: Outline, sibling: _Element, child: _Element, is_top: bool) -> bool:
    """Tell whether a neighbour after an element looks like more of the same text."""
    if sibling.tag in PARAGRAPHS or (sibling.tag, sibling.get("class")) == (child.tag, child.get("class")):
        return True
    if is_top and not names_body(names_of(sibling)):
        return False
    blocks = made.within(sibling)
    linked = sum(block.linked for block in blocks)
    return not made.teasers(sibling) and linked < 0.15 * sum(len(block.text) for block in blocks)
