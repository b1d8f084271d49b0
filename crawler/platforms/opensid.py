"""OpenSID, the villages' information system (CodeIgniter, later Laravel): articles of a village.

An article has two addresses, ``/artikel/yyyy/m/d/<slug>`` and the older ``/first/artikel/<id>``; the slug tells which
one it is. The sitemap lists all articles; the home page and its further pages list the newest first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Answer, Article, Item, Page, Selectors
from crawler.platforms import family_signs
from crawler.platforms.expressions import elements
from crawler.platforms.opensid_selectors import (
    FILES,
    LAYOUTS,
    LISTING,
    REPLIES,
    drop_closing,
    part_timed,
    set_files_aside,
)
from crawler.platforms.paged import PagedSpider, Place

_DATED = re.compile(r"^(?:first/)?artikel/\d{4}/\d{1,2}/\d{1,2}/([^/]+)$", re.I)
_BY_NUMBER = re.compile(r"^(?:first/)?artikel/(\d{1,12})$", re.I)
_ALL = re.compile(r"^(?:(?:first/)?index(?:/(\d{1,6}))?|(\d{1,6}))?$", re.I)
_CATEGORY = re.compile(r"^(?:first|artikel)/kategori/([^/]+)(?:/(\d{1,6}))?$", re.I)


class OpenSidSpider(PagedSpider):
    """A village's site: declare name, region, site_name and home_url."""

    platform = "opensid"
    signs = family_signs.OPENSID
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    listing_selectors = LISTING
    feeds = ("/feed",)
    sitemaps = ("/sitemap",)
    home_paths = ("/", "/first", "/beranda")
    not_there = XPath("boolean(//*[@id='artikel-blank' or contains(@class, 'error_page_content')])")

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of an article's address; ``id=<number>`` of one by number."""
        at_root = self.addresses.at_root(url)
        return _key_of(at_root) if at_root is not None else None

    def article_url(self, key: str) -> str:
        """Return the address under which the article was met, or the one by number."""
        if key.startswith("id="):
            return self.address_of.get(key, f"{self.addresses.root}/artikel/{key[3:]}")
        return self.address_of.get(key, f"{self.addresses.root}/artikel/{quote(key)}")

    def place_of(self, url: str) -> Place | None:
        """Return which page of all articles, or of a category, an address shows."""
        parts = urlsplit(url)
        path = parts.path.strip("/").removeprefix("index.php").strip("/")
        page = dict(parse_qsl(parts.query)).get("page", "")
        number = int(page) if page.isdecimal() and len(page) < 8 else 0
        if match := _CATEGORY.match(path):
            return f"category {match[1].lower()}", number or int(match[2] or 1)
        if match := _ALL.match(path):
            return "all", number or int(match[1] or match[2] or 1)
        return None

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Read an article; the file that it offers is known by its address in every theme."""
        item = super().read_article(answer, page)
        if isinstance(item, Article) and item.selectors is not None:
            item.selectors = replace(item.selectors, files=(*item.selectors.files, *FILES))
        return item

    def straighten(self, root: _Element) -> None:
        """Set the article's file aside, drop what a theme adds to every text, put an answer that is but indented below
        the comment that it answers, and part its time from its words."""
        set_files_aside(root)
        drop_closing(root)
        for reply in elements(REPLIES, root):
            before = reply.getprevious()
            if before is not None:
                before.append(reply)
        part_timed(root)


@lru_cache(maxsize=50_000)
def _key_of(url: str) -> str | None:
    path = urlsplit(url).path.strip("/").removeprefix("index.php").strip("/")
    if match := _DATED.match(path):
        key = unquote(match[1]).strip().lower()
        return key if key and "/" not in key and len(key) <= 400 else None
    number = _BY_NUMBER.match(path)
    return f"id={number[1]}" if number else None
