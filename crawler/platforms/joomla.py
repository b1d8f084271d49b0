"""Joomla 1.5 to 5: articles of its own content (com_content) and of K2, the addition that many agencies use.

Addresses end in ``<id>-<alias>`` or, from Joomla 4 on, in the alias alone; without rewriting they hang on
``index.php?option=com_content&view=article&id=<id>:<alias>``. Nothing lists all articles: listings are those to which
the menus and the articles' categories lead, each with ``?start=<offset>``. A page that is not there answers 404.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from lxml.etree import XPath, _Element

from crawler.html import drop
from crawler.items import Answer, Article, Item, Listing, Page, Selectors
from crawler.platforms import family_signs
from crawler.platforms.expressions import elements
from crawler.platforms.joomla_selectors import (
    JUNK,
    LAYOUTS,
    LISTING,
    MENU_ENTRY,
    NESTED,
    SINGLE,
    nest,
    wrap_text,
)
from crawler.platforms.paged import PagedSpider, Place
from crawler.structure.selectors import take_thread, tells_thread, thread_below

RESERVED = frozenset(
    "administrator api bin cache cli components includes language layouts libraries logs media modules plugins tmp"
    " templates images robots.txt sitemap.xml favicon.ico".split()
)
_SAYS_COMMENTS = XPath("boolean(//*[contains(@class, 'comment-item') or contains(@class, 'comments-list')])")
_OF_OTHERS = XPath(
    "boolean(/html/body[contains(concat(' ', translate(@class, '-', '_'), ' '), ' com_sppagebuilder ')"
    " or contains(concat(' ', translate(@class, '-', '_'), ' '), ' com_contact ')])"
)
"""Whether a page is made by a component that has no articles: a page builder's, a form."""
_DAY = re.compile(r"(?:^|/)(?:19|20)\d\d(?:/\d{1,2}){0,2}$")
"""How the address of a year, a month, a day of the archive ends."""
_PAGE_NAMES = ("start", "limitstart")
_NOT_PAGES = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|docx?|xlsx?|zip|rar|mp[34]|xml|css|js)$|/component/(?:users|search|finder)"
)


class JoomlaSpider(PagedSpider):
    """A site on Joomla: declare name, region, site_name and home_url."""

    platform = "joomla"
    signs = family_signs.JOOMLA
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    listing_selectors = LISTING
    feeds = ("/?format=feed&type=rss",)
    home_paths = ("/", "/index.php")
    leads_to_listings = XPath(
        "//ul[contains(@class, 'menu') or contains(@class, 'nav') or contains(@class, 'toplevel')]//a/@href"
        " | //nav//a/@href | //a[contains(@class, 'mainlevel')]/@href"
        " | //*[contains(@class, 'category-name') or contains(@class, 'catItemCategory')]//a/@href"
    )

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Read an article; a page that is an entry of a menu itself, and prints no date, is no release."""
        item = super().read_article(answer, page)
        if isinstance(item, Article) and item.selectors:
            item.selectors = with_thread(item.selectors, page)
        undated = isinstance(item, Article) and item.selectors and not self.is_dated(page, item.selectors)
        return self._outcome(answer, "refused", "no-article") if undated and self.is_standing(page) else item

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Read a list; where a menu alone has led to a single page, it is none, and no article either."""
        if not self.is_standing(page):
            return super().read_listing(answer, page)
        visit = self._done(answer.visit, "listing")
        return Listing(self.name, visit, answer.capture, page, self.listing_selectors, zone=self.time_zone)

    def _article(self, answer: Answer, page: Page) -> Article | None:
        return None if _OF_OTHERS(page.root) else super()._article(answer, page)

    @staticmethod
    def is_standing(page: Page) -> bool:
        """Tell whether a page shows a single article that is itself the present entry of a menu.

        Joomla prints both alike. Of an article under a list, menus mark the list as the present entry.
        """
        if not SINGLE(page.root):
            return False
        entries: Any = MENU_ENTRY(page.root)
        own = page.url.rstrip("/")
        return any((page.link(str(href)) or "").rstrip("/") == own for href in entries)

    def key_of(self, url: str) -> str | None:
        """Return what stands for an article in its address, lower-cased: ``<id>-<alias>``, or the alias alone."""
        rest = self.addresses.rest_of(url)
        return _key_of(rest) if rest is not None else None

    def place_of(self, url: str) -> Place | None:
        """Return which page of a listing an address shows; whether it is one, only the page can tell."""
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        if _NOT_PAGES.search(parts.path.lower()) or query.keys() & {"format", "tmpl", "print"}:
            return None
        if query.get("view") == "article" or query.get("option") in ("com_users", "com_search", "com_finder"):
            return None
        if query.get("view") in ("frontpage", "featured"):  # the home page, under its address without rewriting
            query = {name: value for name, value in query.items() if name in _PAGE_NAMES}
        offsets = [query.pop(name, "") for name in _PAGE_NAMES]
        number = next((int(each) for each in offsets if each.isdecimal() and len(each) < 8), 0)
        path = parts.path.rstrip("/").removesuffix("/index.php")
        return f"{path}?{urlencode(sorted(query.items()))}", number

    def straighten(self, root: _Element) -> None:
        """Take out buttons and pagers, put answers into the comments they answer, and wrap a bare text."""
        for element in elements(JUNK, root):
            drop(element)
        for thread in elements(NESTED, root):
            nest(root, thread)
        wrap_text(root)


def with_thread(layout: Selectors, page: Page) -> Selectors:
    """Return a layout that reads the comments of an extension, or a template of one, that it does not know by their
    structure."""
    told = tells_thread(layout, page.root)
    if told or (told is None and not _SAYS_COMMENTS(page.root)):
        return layout
    text: Any = next((found for expression in layout.body if (found := expression(page.root))), [])
    found = thread_below(page.root, text[0]) if text else layout
    return take_thread(layout, found) if found.comments else layout


@lru_cache(maxsize=50_000)
def _key_of(rest: str) -> str | None:
    parts = urlsplit(rest)
    query = dict(parse_qsl(parts.query))
    if "option" in query:
        is_article = query.get("view") in ("article", "item") and query["option"] in ("com_content", "com_k2")
        key = query.get("id", "").replace(":", "-").strip().lower() if is_article else ""
        return key or None
    path = unquote(parts.path).strip("/").lower().removeprefix("index.php").strip("/")
    segments = path.split("/")
    key = segments[-1].removesuffix(".html").strip()
    if not key or segments[0] in RESERVED or _NOT_PAGES.search(path) or _DAY.search(path) or len(key) > 400:
        return None
    return key
