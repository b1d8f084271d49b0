"""Links of a page: the related list, category and tags, and the listings and widgets that show other
articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lxml.etree import _Element

from crawler.items import Article, Block, Listing, Page, RelatedLink, Selectors, Sighting, Tag
from pipelines.dates import read_date
from pipelines.paragraphs import Link
from pipelines.published import read_printed
from pipelines.selecting import first_found, first_text
from pipelines.textual import fold, text_of

_ODD_DATES = 300
"""Dates of one feed in forms of which a library may be asked: each takes it some milliseconds."""
_CUT = ("..", "…")
_tickers: dict[tuple[str, str], tuple[tuple[Any, ...], list[Sighting]]] = {}
"""Last state of each site's ticker, with its reading; as many entries as sites and blocks."""


def extract_related(page: Page, selectors: Selectors) -> list[RelatedLink]:
    """Returns the list of related articles, in order; texts as printed."""
    related: list[RelatedLink] = []
    for element in first_found(selectors.related, page.root):
        url = _address(page, element)
        if url is not None:
            related.append(RelatedLink("related", len(related) + 1, text_of(element), url, page.key(url)))
    return related


def body_links(page: Page, links: Iterable[Link], kind: str) -> list[RelatedLink]:
    """Returns links met in the body that have a text and lead somewhere, numbered within their kind."""
    shown = (link for link in links if link.text and link.url)
    return [
        RelatedLink(kind, number, link.text, link.url, page.key(link.url))
        for number, link in enumerate(shown, 1)
    ]


def extract_category(page: Page, selectors: Selectors) -> str | None:
    """Returns the printed name of the category."""
    return first_text(selectors.category, page.root)


def extract_tags(page: Page, selectors: Selectors) -> list[Tag]:
    """Returns the tags in order, each once, without the sign that themes print before all of them."""
    tags: dict[str, Tag] = {}
    for element in first_found(selectors.tags, page.root):
        name = text_of(element).lstrip("# ")
        if name:
            tags.setdefault(name, Tag(name, _address(page, element)))
    return list(tags.values())


def extract_sightings(page: Page, selectors: Selectors) -> list[Sighting]:
    """Returns the links that the page's blocks show, block by block, in order."""
    sightings: list[Sighting] = []
    for block in selectors.blocks:
        sightings += _sightings_in(page, block, page.home_url or page.url if block.site_wide else page.url)
    return sightings


def _sightings_in(page: Page, block: Block, shown_on: str) -> list[Sighting]:
    sightings: list[Sighting] = []
    items: Any = block.items(page.root)
    if block.site_wide and block.link is None and block.date is None:
        return _ticker(page, block, shown_on, items)
    for item in items:
        if block.link is None:
            element = item
        else:
            found: Any = block.link(item)
            if not found:
                continue
            element = found[0]
        url = _address(page, element, block.root_relative)
        if url is None:
            continue
        date_raw = first_text((block.date,), item) if block.date is not None else None
        published_at = read_printed(date_raw, page).day if date_raw else None
        position = len(sightings) + 1
        sightings.append(
            Sighting(
                shown_on,
                block.name,
                position,
                _whole_text(element),
                url,
                date_raw,
                page.key(url),
                published_at,
            )
        )
    return sightings


def _ticker(page: Page, block: Block, shown_on: str, items: list[_Element]) -> list[Sighting]:
    """Reads a block of bare links that stands alike on page after page: once, as long as it stays the same."""
    shown = tuple([(item.get("href"), item.get("title"), text_of(item)) for item in items])
    kept = _tickers.get((shown_on, block.name))
    if kept is None or kept[0] != shown:
        sightings: list[Sighting] = []
        for item in items:
            url = _address(page, item, block.root_relative)
            if url is not None:
                position = len(sightings) + 1
                text = _whole_text(item)
                sightings.append(Sighting(shown_on, block.name, position, text, url, key=page.key(url)))
        kept = _tickers[(shown_on, block.name)] = (shown, sightings)
    return kept[1]


def _whole_text(element: _Element) -> str:
    """Returns the link's text; where the template cut it short, the full text that its title holds."""
    text = text_of(element)
    if text.endswith(_CUT):
        title = fold(element.get("title") or "")
        if title.startswith(text.rstrip(" .,…")):
            return title
    return text


def _address(page: Page, element: _Element, root_relative: bool = False) -> str | None:
    href = (element.get("href") or "").strip()
    if not href or href[0] == "#":
        return None
    if root_relative and href[0] != "/" and ":" not in href:
        href = "/" + href
    return page.link(href)


def fill_labels(article: Article) -> None:
    """Fills category and tags."""
    if article.page is not None and article.selectors is not None:
        article.category = extract_category(article.page, article.selectors)
        article.tags = extract_tags(article.page, article.selectors)


def fill_related(article: Article) -> None:
    """Adds the related list before the links of the body."""
    if article.page is not None and article.selectors is not None:
        article.related = extract_related(article.page, article.selectors) + article.related


def fill_dates_of_entries(listing: Listing) -> None:
    """Reads the dates that a feed or sitemap states for its entries."""
    base = datetime.fromisoformat(listing.capture.fetched_at)
    odd = 0
    for sighting in listing.sightings:
        if sighting.date_raw and sighting.published_at is None:
            reading = read_date(sighting.date_raw, base=base, zone=listing.zone, allow_dateparser=odd < _ODD_DATES)
            odd += reading.source in (None, "dateparser")
            sighting.published_at = reading.day


def fill_sightings(article: Article | Listing) -> None:
    """Fills sightings."""
    if article.page is not None and article.selectors is not None:
        article.sightings = extract_sightings(article.page, article.selectors)
