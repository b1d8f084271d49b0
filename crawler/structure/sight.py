"""What a page shows, as far as its structure tells: headline and text, and the lists beside them.

What is printed as the page's title says leads, and the densest running text after it is the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline
from crawler.structure.body import LEAST_TEXT, find_place
from crawler.structure.container import find_container, is_list_of_others
from crawler.structure.ends import end_of_article
from crawler.structure.fields import mark_fields
from crawler.structure.headline import Headline, find_headline
from crawler.structure.leads import mark_below_lead
from crawler.structure.outline import outline
from crawler.structure.parts import COMMENTS, LISTED, OUTSIDE
from crawler.structure.place import Place
from crawler.structure.short import bare_place, line_place
from crawler.structure.stated import Stated, stated
from crawler.structure.titles import title_elements
from crawler.structure.words import LATEST_LABEL, RELATED_LABEL, is_meta

MISNAMED: Final = 3.0
MISNAMED_TEXT: Final = 400
"""How many times as much text has to stand where names say that there is none, and how many characters at least."""
LEAST_ENTRIES: Final = 3
MOST_BESIDE: Final = 40
"""Entries of the lists beside an article, at most; a home page shows more."""
MANY_ENTRIES: Final = 12
"""Links of lists above what looks like a headline: more than a ticker of the newest ten shows."""


@dataclass(slots=True)
class Sight:
    """What a page shows, as far as its structure tells."""

    made: Outline
    about: Stated
    headline: Headline | None
    place: Place | None


def look(root: _Element, url: str = "", home: str = "") -> Sight:
    """Find headline and text of a page; ``home`` is the address of its site's home page, where that is known.

    Themes give misleading names: where far more text stands in what is called a sidebar or an advertisement than
    anywhere else, the names of the elements around that text do not count.
    """
    about = stated(root)
    about.home = urlsplit(home).path.rstrip("/")
    spared = title_elements(root, about, url)
    sight = _look(outline(root, spared), about, url)
    after = sight.headline.last if sight.headline is not None else -1
    whole = find_container(sight.made, about, after, by_name=False)
    known = sight.place.weight if sight.place is not None else 0.0
    if whole is None or sum(block.raw for block in sight.made.within(whole)) < max(MISNAMED * known, MISNAMED_TEXT):
        return sight
    if is_list_of_others(sight.made, whole):
        return sight
    again = _look(outline(root, spared | {whole, *whole.iterancestors()}), about, url)
    return again if again.place is not None and again.headline is not None else sight


def _look(made: Outline, about: Stated, url: str) -> Sight:
    container = find_container(made, about, -1)
    at = _text_at(made, container)
    headline = find_headline(made, about, at, url)
    if headline is not None and container is not None:
        again = find_container(made, about, headline.last)
        if again is not container:
            container = again
            headline = find_headline(made, about, _text_at(made, container), url) or headline
    if headline is not None:
        mark_below_lead(made, headline.last)
        mark_fields(made, headline.last)
    place = find_place(made, container, headline) if container is not None else None
    if headline is not None and (place is None or place.weight < LEAST_TEXT):
        end = end_of_article(made, headline)
        place = bare_place(made, headline.lead, end) or place or line_place(made, headline.lead, end)
    return Sight(made, about, headline, place)


def _text_at(made: Outline, container: _Element | None) -> int | None:
    if container is None:
        return None
    texts = [block for block in made.within(container) if block.weight]
    return next((block.number for block in texts if block.weight >= 60), texts[0].number if texts else None)


def listed_links(sight: Sight) -> list[Block]:
    """Return the links of lists that stand where an article would, not in sidebar, menu, footer or thread."""
    aside = (OUTSIDE & ~LISTED) | COMMENTS
    return [
        block for block in sight.made.blocks if block.part & LISTED and not block.part & aside and block.linked >= 15
    ]


def shown_beginnings(sight: Sight) -> int:
    """Return of how many other releases a page shows the beginning, where an article would stand."""
    aside = (OUTSIDE & ~LISTED) | COMMENTS
    return sum(not sight.made.blocks[number].part & aside for number in sight.made.beginnings)


def shows_list(sight: Sight) -> bool:
    """Tell whether a page shows more of a list of links than of a text, and no headline that is surely its own."""
    entries = _before_labels(sight, listed_links(sight))
    weight = sum(len(block.text) for block in entries)
    text = sight.place.weight if sight.place is not None else 0.0
    return len(entries) >= LEAST_ENTRIES and (sight.headline is None or not sight.headline.sure) and weight > 2 * text


def _before_labels(sight: Sight, entries: list[Block]) -> list[Block]:
    """Leave out what a page with lines about its article lists behind the text, below a label: related, most read."""
    made, headline, place = sight.made, sight.headline, sight.place
    if headline is None or place is None or len(entries) > MOST_BESIDE:
        return entries
    if not any(is_meta(block.text) for block in made.blocks[headline.last + 1 : place.first]):
        return entries
    labels = (
        block.number
        for block in made.blocks[place.last + 1 :]
        if not block.linked and (RELATED_LABEL.fullmatch(block.text) or LATEST_LABEL.fullmatch(block.text))
    )
    end = next(labels, len(made.blocks))
    return [entry for entry in entries if entry.number < end]


def follows_lists(sight: Sight) -> bool:
    """Tell whether what looks like a headline stands below long lists, as a section of a home page does."""
    assert sight.headline is not None
    return sum(block.number < sight.headline.first for block in listed_links(sight)) >= MANY_ENTRIES
