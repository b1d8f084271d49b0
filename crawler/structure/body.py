"""Where the text of an article stands: in the element that holds it, cleared of what is no part of it."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import (
    Outline,
)
from crawler.structure.clear import clear
from crawler.structure.container import holds_links
from crawler.structure.ends import first_text, follows_thread, form_below, stops_after
from crawler.structure.growth import grown
from crawler.structure.headline import Headline
from crawler.structure.place import Place, opening
from crawler.structure.words import DATE, KNOWN_LANGUAGES, LATEST_LABEL, RELATED_LABEL, is_meta

LEAST_TEXT: Final = 90
"""Characters of running text below which a page shows no text."""
LEAST_OPENING: Final = 40
"""The same of a paragraph that may open one."""
_MOST: Final = 0.5
"""Share of a page's running text below which a place is doubtful."""
_LINES: Final = 3
"""Lines between a headline and the text that it surely leads, at most."""


def find_place(made: Outline, container: _Element, headline: Headline | None) -> Place | None:
    """Return where the text stands, grown to what belongs to it and cleared of what does not."""
    after = headline.last if headline is not None else -1
    if not any(block.weight and block.number > after for block in made.within(container)):
        after, headline = -1, None  # some themes print the headline below the text
    stops = stops_after(made, after)
    container = grown(made, container, headline, stops)
    begin, end = made.spans[container]
    begin = max(begin, after + 1)
    limit = next((stop for stop in stops if stop > first_text(made, begin, end)), end)
    end = min(end, limit)
    texts = [block.number for block in made.blocks[begin:end] if block.weight]
    if not texts or follows_thread(made, after, texts[0]) or _is_below_list(made, container, after, texts[0]):
        return None
    if headline is not None and (form := form_below(made, headline)) is not None and form <= texts[0]:
        return None
    weight = sum(made.blocks[number].weight for number in texts)
    place = Place(container, texts[0], texts[-1], weight)
    place.end = opening(made, container, end)
    clear(made, place, begin, end)
    return place


def _is_below_list(made: Outline, container: _Element, after: int, first: int) -> bool:
    """Tell whether what would be the text is a labelled list of others that say more than a teaser does."""
    labels = (RELATED_LABEL, LATEST_LABEL)
    between = (block for block in made.blocks[after + 1 : first] if not block.linked)
    labelled = any(label.fullmatch(block.text) for block in between for label in labels)
    return labelled and holds_links(made, container)


def is_foreign(root: _Element) -> bool:
    """Tell whether a page says that it is in a language whose labels and names of parts we do not know."""
    stated = (root.get("lang") or root.get("xml:lang") or "").partition("-")[0].partition("_")[0].strip().lower()
    return stated.isalpha() and stated not in KNOWN_LANGUAGES


def find_opening(made: Outline, headline: Headline) -> list[_Element]:
    """Return the paragraph of running text that stands below a headline, with nothing but lines about it between."""
    following = made.blocks[headline.last + 1 : headline.last + 2 + _LINES]
    first = next((block for block in following if block.weight), None)
    if first is None or first.weight < LEAST_OPENING or first.element is None:
        return []
    return [first.element]


def is_doubtful(made: Outline, place: Place, headline: Headline) -> bool:
    """Tell whether most of the running text stands elsewhere, the headline leads to none, and nothing else begins."""
    between = made.blocks[headline.last + 1 : place.first]
    told = headline.sure or any(DATE.search(block.text) and is_meta(block.text) for block in between)
    if told and headline.last < place.first and len(between) <= _LINES:
        return False
    whole = sum(block.weight for block in made.blocks)
    return LEAST_TEXT <= place.weight < _MOST * whole and not stops_after(made, headline.last)
