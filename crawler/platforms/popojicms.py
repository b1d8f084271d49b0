"""PopojiCMS, both generations: version 2 (PHP, ``po-content/themes``) and 3 (Laravel, ``po-content/frontend``).

An article has one slug (``seotitle``) in all languages, and always answers at ``/detailpost/<seotitle>``, whatever
permalinks the site prints (``/<word>/<slug>``, ``/yyyy/mm/dd/<slug>``, ``/<word>-<id>-<slug>``, ``/<slug>``). All
articles are listed by ``/category/all``. For an article that is not there the theme's 404 page comes with status 200.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Selectors
from crawler.platforms import family_signs
from crawler.platforms.expressions import elements
from crawler.platforms.paged import PagedSpider, Place
from crawler.platforms.popojicms_selectors import CAPTIONS, LAYOUTS, LISTING

RESERVED = frozenset(
    "album category comment contact feed feed.xml gallery home index.php login member pages po-admin po-content"
    " po-includes robots.txt rss search sitemap sitemap.xml subscribe tag install.php 404.php maintenance.php".split()
)
"""First segments that are no article."""
_CATEGORY = re.compile(r"^category/([a-z0-9_-]+)(?:/page)?(?:/(\d{1,6}))?$", re.I)
_SLUG = re.compile(r"^[a-z0-9_.\u2010-\u201d-]+$", re.I)
_DATED = re.compile(r"^\d{4}/\d{1,2}(?:/\d{1,2})?/([^/]+)$")
_NUMBERED = re.compile(r"^[a-z]+-\d+-(.+)$", re.I)
_THREAD_PAGE = re.compile(r"/page/\d{1,6}$", re.I)


class PopojiSpider(PagedSpider):
    """A site on PopojiCMS: declare name, region, site_name and home_url."""

    platform = "popojicms"
    signs = family_signs.POPOJI
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    listing_selectors = LISTING
    listings = ("/", "/category/all")
    feeds = ("/feed",)
    sitemaps = ("/sitemap.xml",)
    home_paths = ("/", "/home")
    numbered = False
    """Whether the site's permalinks are ``/<word>-<id>-<slug>``."""
    not_there = XPath("boolean(//*[contains(@class, 'error404') or contains(@class, 'error-404')])")

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of an article's address, whatever its permalink."""
        rest = self.addresses.rest_of(url)
        return _key_of(rest, self.numbered) if rest is not None else None

    def article_url(self, key: str) -> str:
        """Return ``/detailpost/<slug>``, where every article answers."""
        return f"{self.addresses.root}/detailpost/{quote(key)}"

    def form_of(self, key: str, url: str) -> str:
        """Return the one form of the address."""
        return self.article_url(key)

    def straighten(self, root: _Element) -> None:
        """Mark a caption as one, where the theme puts it before the text without saying so."""
        for caption in elements(CAPTIONS, root):
            caption.tag = "figcaption"

    def place_of(self, url: str) -> Place | None:
        """Return which page of a category an address shows."""
        parts = urlsplit(url)
        match = _CATEGORY.match(parts.path.strip("/"))
        if not match:
            return None
        page = match[2] or dict(parse_qsl(parts.query)).get("page", "1")
        return f"category {match[1].lower()}", int(page) if page.isdecimal() and len(page) < 8 else 1


@lru_cache(maxsize=50_000)
def _key_of(rest: str, numbered: bool) -> str | None:
    path = _THREAD_PAGE.sub("", unquote(urlsplit(rest).path).rstrip("/")).strip("/")
    first, _, last = path.partition("/")
    if not path or first.lower() in RESERVED:
        return None
    dated = _DATED.match(path)
    slug = dated[1] if dated else last or first
    if numbered and (match := _NUMBERED.match(slug)):
        slug = match[1]
    key = slug.strip().lower()
    return key if "/" not in key and _SLUG.match(key) and not key.isdecimal() and len(key) <= 400 else None
