"""Drupal 7 to 11: nodes, whatever their type but the static page.

Addresses are aliases that the site chooses; ``/node/<id>`` answers too, and the page names its own address as
canonical. ``/node`` and ``/rss.xml`` list what is promoted to the front page; other listings are those to which the
menus and an article's terms lead, with ``?page=<n>`` from 0. Dates in figures are printed month first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Page, Selectors
from crawler.platforms import family_signs
from crawler.platforms.drupal_selectors import INDENTED, LAYOUTS, LISTING, STATIC
from crawler.platforms.expressions import elements
from crawler.platforms.paged import PagedSpider, Place

RESERVED = frozenset(
    "admin batch comment core files filter forum misc modules profiles rss.xml search sites sitemap.xml system"
    " taxonomy themes user contact print robots.txt index.php".split()
)
"""First segments that are no article."""
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|gif|docx?|xlsx?|zip|rar|mp[34]|xml|css|js|txt)$")
_NODE = re.compile(r"^node/(\d{1,12})$")


class DrupalSpider(PagedSpider):
    """A site on Drupal: declare name, region, site_name and home_url."""

    platform = "drupal"
    signs = family_signs.DRUPAL
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    listing_selectors = LISTING
    listings = ("/", "/node")
    feeds = ("/rss.xml",)
    home_paths = ("/", "/node", "/front")
    leads_to_listings = XPath(
        "//*[self::nav or contains(@class, 'menu')]//a/@href | //a[contains(@href, '/taxonomy/term/')]/@href"
        " | //*[contains(@class, 'more-link')]/a/@href"
    )

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased path of a page, without a language before it; ``node/<id>`` without an alias."""
        rest = self.addresses.rest_of(url)
        return _key_of(rest) if rest is not None else None

    def article_layout(self, root: _Element) -> Selectors | None:
        """Leave out static pages."""
        return None if STATIC(root) else super().article_layout(root)

    def layout_of(self, page: Page) -> Selectors | None:
        """Read dates in figures as Drupal prints them, month first, in a theme that is not known, too."""
        layout = super().layout_of(page)
        return replace(layout, month_first=True) if layout is not None else None

    def place_of(self, url: str) -> Place | None:
        """Return which page of a listing an address shows; whether it is one, only the page can tell."""
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        path = query.get("q", parts.path).strip("/").lower()
        if _FILE.search(path) or path.split("/")[0] in RESERVED - {"taxonomy"} or _NODE.match(path):
            return None
        page = query.get("page", "0").rpartition(",")[2]
        return path, int(page) if page.isdecimal() and len(page) < 8 else 0

    def thread_page_of(self, url: str) -> int:
        """Return which page of comments: Drupal counts from 0."""
        return super().thread_page_of(url) + 1

    def straighten(self, root: _Element) -> None:
        """Put indented answers into the comment before them."""
        for answers in reversed(elements(INDENTED, root)):
            before = answers.getprevious()
            if before is not None:
                before.append(answers)


@lru_cache(maxsize=50_000)
def _key_of(rest: str) -> str | None:
    parts = urlsplit(rest)
    query = dict(parse_qsl(parts.query))
    path = unquote(query.get("q", parts.path)).strip("/").lower()
    path = path.removeprefix("index.php").strip("/")
    path = re.sub(r"^(?:id|en)(?=/)", "", path).strip("/")
    first = path.partition("/")[0]
    if not path or first in RESERVED or _FILE.search(path) or len(path) > 400 or path in ("node", "id", "en"):
        return None
    if first == "node" and not _NODE.match(path):
        return None
    return path
