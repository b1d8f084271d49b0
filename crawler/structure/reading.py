"""Reading the page of an unknown CMS: whether it shows an article, and where its fields stand.

Computed from each page's own structure, so it needs no knowledge of the site: what is printed as the page's title says
leads, the densest running text after it is the text, and what is said about the article stands between the two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from crawler.html import drop_anchors
from crawler.items import Page, Selectors
from crawler.structure.blocks import HEADINGS, made_text
from crawler.structure.body import LEAST_TEXT, is_foreign
from crawler.structure.headline import Headline
from crawler.structure.hrefs import join, split
from crawler.structure.place import Place
from crawler.structure.selectors import put_before, selectors_of
from crawler.structure.sight import (
    LEAST_ENTRIES,
    Sight,
    follows_lists,
    listed_links,
    look,
    shown_beginnings,
    shows_list,
)
from crawler.structure.signs import LINES_BETWEEN, STANDING, is_dated, says_little
from crawler.structure.titles import links_of, names_address
from crawler.structure.words import DATE, FILE_ADDRESS, is_meta

SHORT_TEXT: Final = 600
_NAME: Final = 3
"""Words of what a part of a site is called, at most."""


def article_selectors(
    root: _Element, url: str = "", known: Selectors | None = None, *, released: bool = False, home: str = ""
) -> Selectors | None:
    """Return the layout by which this page is read; None when it is no article page.

    ``known`` are a site's own selectors: each of its fields that finds something on this page comes first.
    ``released``: more than the page's text says that releases stand at such addresses, so that one sentence will do.
    ``home``: address of the site's home page.
    """
    drop_anchors(root)
    sight = look(root, url, home)
    if sight.headline is None and (sight.about.is_article or is_foreign(root)):
        sight.headline = _unprinted(sight)
    if sight.headline is None or not (_is_article(sight, url) or (released and says_little(sight, url))):
        return None
    read = selectors_of(root, sight)
    return read if known is None else put_before(known, read, root)


def is_listing(root: _Element) -> bool:
    """Tell whether a page is a list of links to articles."""
    sight = look(root)
    lists = len(listed_links(sight)) >= LEAST_ENTRIES or shown_beginnings(sight) > 0
    return lists and (sight.headline is None or not _is_article(sight, ""))


def with_day(layout: Selectors, page: Page) -> Selectors:
    """Return a family's layout that reads the day by the page's structure, where its theme marks it in no known way."""
    if not layout.published or any(expression(page.root) for expression in layout.published):
        return layout
    found = article_selectors(page.root, page.url, released=True, home=page.home_url)
    return replace(layout, published=found.published) if found is not None else layout


def _unprinted(sight: Sight) -> Headline | None:
    """Return the headline that a page states above a text without printing one."""
    about, place = sight.about, sight.place
    titles = [*about.titles, *about.segments]
    if place is None or place.weight < LEAST_TEXT or not titles:
        return None
    return Headline(None, titles[0], place.first, place.first - 1)


def _is_article(sight: Sight, url: str) -> bool:
    place, about = sight.place, sight.about
    if _shows_another(sight, url) or (place is not None and _only_leads_on(sight, place)):
        return False
    if place is None or place.weight < LEAST_TEXT:
        if sight.headline is None or _is_section(sight):
            return False
        return about.is_article or _offers_file(sight) or is_dated(sight)
    if shows_list(sight) and (place.weight < SHORT_TEXT or follows_lists(sight)) and not _heads_text(sight, place):
        return False
    standing = STANDING.search(split(url).path.removeprefix(about.home))
    if standing is None or about.is_article or place.weight > 4000:
        return True
    return standing.group().endswith("-") and (_heads_text(sight, place) or is_dated(sight))


def _is_section(sight: Sight) -> bool:
    """Tell whether the headline of a page without much text is but what an entry of the menu above it is called."""
    assert sight.headline is not None
    said = sight.headline.text.casefold()
    if sight.about.is_article or len(said.split()) > _NAME:
        return False
    above = sight.made.blocks[: sight.headline.first]
    named = [block.is_linked and len(block.text.split()) <= _NAME for block in above]
    return any(
        named[at] and block.text.casefold() == said and any(named[max(0, at - 1) : at] + named[at + 1 : at + 2])
        for at, block in enumerate(above)
    )


def _shows_another(sight: Sight, url: str) -> bool:
    """Tell whether the headline, or one between it and the text, links to another page, whose address spells it as this
    page's does not: to its release.

    A list may show one release whole, where its filter leaves no other.
    """
    headline, place, blocks = sight.headline, sight.place, sight.made.blocks
    if headline is None or not url or sight.about.is_article or names_address(headline.text, url):
        return False
    between = blocks[headline.last + 1 : place.first] if place is not None else []
    heads = [block.element for block in between if block.container.tag in HEADINGS and block.is_linked]
    return any(element is not None and _leads_to_own(element, url) for element in (headline.element, *heads))


def _leads_to_own(element: _Element, url: str) -> bool:
    """Tell whether what is printed links to another page of which the address spells it."""
    text = made_text(element)
    led = (join(url, link.get("href") or "") for link in links_of(element))
    return any(names_address(text, each) and split(each).path != split(url).path for each in led)


def _only_leads_on(sight: Sight, place: Place) -> bool:
    """Tell whether a page shows how releases begin, and little more than a word of welcome that nothing dates."""
    beginnings = shown_beginnings(sight)
    if not beginnings or sight.about.is_article or place.weight >= SHORT_TEXT:
        return False
    if sight.headline is None or _heads_text(sight, place):
        return False
    return beginnings >= LEAST_ENTRIES or not is_dated(sight)


def _heads_text(sight: Sight, place: Place) -> bool:
    """Tell whether an unlinked headline, a line that says when, and the text stand one below the other."""
    headline, blocks = sight.headline, sight.made.blocks
    assert headline is not None
    between = blocks[headline.last + 1 : place.first]
    dated = [block for block in between if DATE.search(block.text) and is_meta(block.printed)]
    linked = any(block.linked for block in blocks[headline.first : headline.last + 1])
    return not linked and bool(dated) and len(between) <= LINES_BETWEEN and not follows_lists(sight)


def _offers_file(sight: Sight) -> bool:
    assert sight.headline is not None
    following = sight.made.blocks[sight.headline.last + 1 : sight.headline.last + 12]
    return any(FILE_ADDRESS.search(link.get("href") or "") for block in following for link in block.links)
