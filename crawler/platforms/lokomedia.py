"""Lokomedia, and Swarakalibata (phpmu.com) before CodeIgniter: ``berita-<slug>.html``, everything below the root.

Releases are listed by ``semua-berita.html`` and ``halberita-<n>.html``, by category ``kategori-<id>-<slug>.html`` and
``halkategori-<id>-<n>.html``; the stock theme shows an empty frame for a release that is not there. Ten comments stand
on a release's page, the others on ``halkomentar-<slug>-<n>.html``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar
from urllib.parse import quote, unquote, urlsplit

from lxml.etree import XPath, _Element

from crawler.html import drop
from crawler.items import Selectors
from crawler.platforms import family_signs
from crawler.platforms.expressions import elements
from crawler.platforms.lokomedia_selectors import LAYOUTS, LISTING
from crawler.platforms.paged import PagedSpider, Place

_ARTICLE = re.compile(r"^berita-(.+)\.html?$", re.I)
_ALL = re.compile(r"^(?:semua-berita|halberita-(\d{1,6}))\.html?$", re.I)
_CATEGORY = re.compile(r"^kategori-(\d+)(?:-[^/]*)?\.html?$|^halkategori-(\d+)-(\d{1,6})\.html?$", re.I)
_BY_NUMBER = re.compile(r"(?:^|&)module=detailberita&(?:.*&)?id=(\d{1,12})(?:&|$)")


_COMMENTS_HEADING = XPath(
    "(//h3 | //h4 | //h5)[starts-with(normalize-space(), 'Komentar Via Website')]"
)


class LokomediaSpider(PagedSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "lokomedia"
    signs = family_signs.LOKOMEDIA
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    listing_selectors = LISTING
    listings = ("/", "/semua-berita.html")
    feeds = ("/rss.xml",)
    home_paths = ("/", "/index.html", "/home.html", "/media.php")
    related_older = True  # the list asks for numbers below the own one
    not_there = XPath(
        "boolean(//*[@id='lofslidecontent45'] | //h2[contains(@class, 'article-title')][not(normalize-space())])"
    )

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of a release's address, with the number that some versions put before it."""
        at_root = self.addresses.at_root(url)
        return _key_of(at_root) if at_root is not None else None

    def article_url(self, key: str) -> str:
        """Return ``/berita-<slug>.html``, or the address by number of versions without rewriting."""
        if key.startswith("id="):
            return f"{self.addresses.root}/media.php?module=detailberita&{key}"
        return f"{self.addresses.root}/berita-{quote(key)}.html"

    def form_of(self, key: str, url: str) -> str:
        """Return the one form of the address."""
        return self.article_url(key)

    def straighten(self, root: _Element) -> None:
        """Take out the heading of the comments, which stands in every theme and is no text."""
        for heading in elements(_COMMENTS_HEADING, root):
            drop(heading)

    def place_of(self, url: str) -> Place | None:
        """Return which page of all releases, or of a category, an address shows."""
        path = urlsplit(url).path.strip("/")
        if match := _ALL.match(path):
            return "all", int(match[1] or 1)
        if match := _CATEGORY.match(path):
            return f"category {match[1] or match[2]}", int(match[3] or 1)
        return None


@lru_cache(maxsize=50_000)
def _key_of(url: str) -> str | None:
    parts = urlsplit(url)
    match = _ARTICLE.match(parts.path.strip("/"))
    if match:
        key = unquote(match[1]).strip().lower()
        return key if key and "/" not in key and len(key) <= 400 else None
    number = _BY_NUMBER.search(parts.query)
    return f"id={number[1]}" if number else None
