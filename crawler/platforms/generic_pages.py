"""What the pages of any news site are: an article, a list, an announcement that is but a file, or nothing.

It depends on the page and its address alone, so that a replay reads the same. A page is what it shows itself to be: an
address taken for an article's that shows a list is a list from then on, and the other way round.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler.absence import says_not_found, says_so, title_of
from crawler.feeds import read_feed
from crawler.html import parse_html
from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Page, Selectors, Sighting, Visit
from crawler.platforms.announcements import ANNOUNCEMENT, announcement_page, announcements_on, lists_files
from crawler.platforms.base import NewsSpider
from crawler.platforms.canonical import own_address
from crawler.platforms.declared import selectors_from
from crawler.platforms.generic_addresses import (
    article_key,
    is_news_section,
    native_number,
    without_decoration,
)
from crawler.platforms.headlines import Group, Headline, groups_on, listing_selectors
from crawler.platforms.shapes import Shapes
from crawler.platforms.sisters import shows_sisters
from crawler.platforms.standing import is_standing
from crawler.structure.blocks import made_text
from crawler.structure.reading import article_selectors, is_listing

MAPS_LIMIT = 200
"""Sitemaps of one index that are read."""
_OTHER_MAP = re.compile(
    r"(?:page|categor|tag|author|user|product|image|video|halaman|kategori|galer)[a-z_-]*\d*\.xml", re.I
)
_STATED = XPath(
    "boolean(/html/head/meta[@property='article:published_time' or @itemprop='datePublished']"
    " | //script[@type='application/ld+json'][contains(., 'datePublished')]"
    " | //*[@itemprop='datePublished'])"
)


class GenericReader(NewsSpider):
    """The reading half of a site of an unknown CMS."""

    platform = "generic"
    selectors: ClassVar[Mapping[str, str]] = {}
    """Field to expression, where the generic reading does not fit (see crawler.platforms.declared)."""
    certain = False
    """Whether every address that has a key is an article's, by declaration."""
    guesses = True
    """Whether addresses are only guessed to be articles': a page that is none is then no sign of a new layout."""
    home_paths: ClassVar[tuple[str, ...]] = (
        "/", "/home", "/beranda", "/main", "/welcome", "/index.php", "/id", "/web", "/portal",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        host = urlsplit(self.home_url).netloc.removeprefix("www.")
        for other in (host, f"www.{host}", f"m.{host}"):
            self.addresses.also_own(other)
        self.shapes = Shapes()
        self.address_of: dict[str, str] = {}
        """Key to the one address under which an article is fetched."""
        self.not_found_text = ""
        self.groups_read: tuple[_Element, list[Group]] | None = None

    @cached_property
    def declared(self) -> Selectors | None:
        """The selectors that the site declares."""
        return selectors_from(self.selectors) if self.selectors else None

    # ---- addresses ----

    def key_of(self, url: str) -> str | None:
        """Return the path and what of the query names an article, in one form for all forms of the address."""
        rest = self.addresses.rest_of(url)
        return article_key(rest) if rest is not None else None

    def article_url(self, key: str) -> str:
        """Return the address under which an article was met, else one made of its key."""
        return self.address_of.get(key) or f"{self.addresses.root}/{key}"

    def is_home(self, url: str) -> bool:
        """Tell the addresses of the home page."""
        at_root = self.addresses.at_root(url)
        parts = urlsplit(at_root or "")
        return at_root is not None and not parts.query and (parts.path.rstrip("/").lower() or "/") in self.home_paths

    # ---- reading ----

    def layout_of(self, page: Page) -> Selectors | None:
        """Return the layout by which a page is read as an article; None when it is none."""
        layout = article_selectors(page.root, page.url, self.declared, home=page.home_url)
        if layout is None and self.is_among_releases(page):
            return article_selectors(page.root, page.url, self.declared, released=True, home=page.home_url)
        return layout

    def is_among_releases(self, page: Page) -> bool:
        """Tell whether more than a page's text says that releases stand at addresses such as its own."""
        return shows_sisters(page, self.key_of(page.url), self._groups(page))

    def article_layout(self, root: _Element) -> Selectors | None:
        """Return the layout of an article's page by its tree alone."""
        return article_selectors(root, "", self.declared)

    def listing_layout(self, root: _Element) -> Selectors:
        """Return selectors that see nothing; :meth:`read_listing` makes those of each list."""
        return Selectors(layout=f"{self.platform}-listing")

    def is_home_page(self, root: _Element) -> bool:
        """Tell a page that only lists others."""
        return is_listing(root)

    def _read_probe(self, answer: Answer) -> Outcome:
        """Learn what the site shows for a page that does not exist, where it says 200."""
        outcome = super()._read_probe(answer)
        self.not_found_text = ""
        if answer.capture.status == 200 and self.not_found is not None:
            root, _ = parse_html(answer.body)
            page = self.page(answer.visit.url, root, answer.capture.fetched_at) if root is not None else None
            layout = self.layout_of(page) if page is not None else None
            if page is not None and layout is not None:
                text = _text_of(layout, page.root)
                self.not_found_text = _digest(text) if text is not None else ""
        return outcome

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Turn a page into an article if it shows one; else say what it is."""
        article = self._article(answer, page)
        if article is not None:
            return article
        if says_not_found(page.root, self.not_found):
            return self._outcome(answer, "missing", "soft-404")
        if is_listing(page.root) or announcements_on(page):
            return self.read_listing(answer, page)
        if key := self.key_of(page.url):
            self.shapes.refuse(key)
        return self._outcome(answer, "refused" if self._is_guess(answer.visit) else "quarantined", "no-article")

    def _is_guess(self, visit: Visit) -> bool:
        """Tell whether nothing but its address has said so far that an article stands there."""
        return self.guesses and not visit.is_known

    def _article(self, answer: Answer, page: Page) -> Article | None:
        key, layout = self.key_of(page.url), self.layout_of(page)
        if layout is None or key is None or not self.shows_article(page, layout):
            return None
        text = _text_of(layout, page.root)
        if text is not None and (lists_files(page, text) or _digest(text) == self.not_found_text):
            return None
        url, own_key = own_address(page, self.key_of) or (without_decoration(page.url), key)
        others = {other for link in page.root.iter("a") if (other := self._key_of_link(page, link))}
        answer.visit.kind = "article"
        answer.visit.is_guess = self._is_guess(answer.visit)
        return Article(
            site=self.name,
            key=own_key,
            url=url,
            page=page,
            selectors=replace(layout, native_id=()),
            capture=answer.capture,
            visit=answer.visit,
            region=self.region,
            urls=list(dict.fromkeys([url, page.url])),
            other_keys=[] if own_key == key else [key],
            native_id=native_number(own_key, others),
            layout=layout.layout,
            parser=self.parser_version,
        )

    def shows_article(self, page: Page, layout: Selectors) -> bool:
        """Tell whether a page dates itself, or stands where news stands, and is no page about the office."""
        key = self.key_of(page.url) or ""
        if is_standing(page, key, _headline_by(layout, page.root), lambda: self._groups(page)):
            return False
        if self.is_dated(page, layout):
            return True
        in_news = is_news_section(key)
        return in_news and not says_so(title_of(page.root), *self.headings(page.root))

    @staticmethod
    def is_dated(page: Page, layout: Selectors) -> bool:
        """Tell whether a page prints or states when it was published."""
        return bool(_STATED(page.root)) or any(_has_text(expression(page.root)) for expression in layout.published)

    @staticmethod
    def headings(root: _Element) -> list[str]:
        """Return the page's main headings."""
        return [" ".join("".join(map(str, heading.itertext())).split())[:200] for heading in root.iter("h1")]

    @staticmethod
    def _key_of_link(page: Page, link: _Element) -> str | None:
        url = page.link(link.get("href") or "")
        return page.key(url) if url else None

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Take a page for a list, unless it shows an article."""
        visit = answer.visit
        home = self.is_home(page.url)
        if visit.kind == "listing" and not home and self.key_of(page.url) and not is_listing(page.root):
            article = self._article(answer, page)
            if article is not None:
                return article
        visit.kind = "listing"
        layout = listing_selectors(
            self._groups(page), f"{self.platform}-listing", is_home=home, certain=self.certain
        )
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, page, layout, zone=self.time_zone)
        if not home:  # it cuts headlines short
            listing.articles = [self._announcement(answer, page, found) for found in announcements_on(page)]
        return listing

    def _groups(self, page: Page) -> list[Group]:
        """Return the groups of a page; those of the page read last are at hand."""
        if self.groups_read is None or self.groups_read[0] is not page.root:
            self.groups_read = page.root, groups_on(page)
        return self.groups_read[1]

    def _announcement(self, answer: Answer, page: Page, found: Headline) -> Article:
        """Return an announcement that is nothing but a file of the list that shows it."""
        return Article(
            site=self.name,
            key=found.key,
            url=found.url,
            page=announcement_page(page, found),
            selectors=ANNOUNCEMENT,
            capture=answer.capture,
            visit=Visit(found.url, "article"),
            region=self.region,
            urls=[found.url],
            layout=ANNOUNCEMENT.layout,
            parser=self.parser_version,
        )

    def read_feed(self, answer: Answer) -> Item:
        """Read what a feed or a sitemap lists."""
        feed = read_feed(answer.body, None)
        visit = answer.visit
        if feed is None or (feed.kind == "feed") != (visit.kind == "feed"):
            return self._outcome(answer, "missing", "soft-404")
        if self.base_url:
            self.addresses.also_own(urlsplit(feed.home).netloc)
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, zone=self.time_zone)
        for position, entry in enumerate(feed.entries, start=1):
            url = self.addresses.resolve(visit.url, entry.url)
            if url is None or not self.addresses.is_own(url):
                continue
            if feed.kind == "sitemapindex":
                if not _OTHER_MAP.search(url) and len(listing.discoveries) < MAPS_LIMIT:
                    listing.discoveries.append(Discovery(url, "sitemap", visit.url, priority=3, at_once=True))
            elif key := self.key_of(url):
                date = entry.date if feed.kind == "feed" else None
                listing.sightings.append(Sighting(visit.url, visit.kind, position, entry.headline, url, date, key))
        if following := self.addresses.resolve(visit.url, feed.following):
            listing.following = following if self.addresses.is_own(following) else None
        return listing

    def _redirected(self, answer: Answer) -> Outcome:
        """Go to the very address that the site names; what it names for its home page is one."""
        outcome = super()._redirected(answer)
        target = self.addresses.resolve(answer.visit.url, answer.location or "")
        if target and outcome.discoveries:
            found = outcome.discoveries[0]
            found.url = target
            if answer.visit.kind == "listing" and self.is_home(answer.visit.url):
                found.kind, found.key = "listing", None
        return outcome


def _has_text(found: Any) -> bool:
    """Tell whether an expression has found any text."""
    return any(
        (each if isinstance(each, str) else "".join(each.itertext())).strip()
        for each in (found if isinstance(found, list) else [found])
        if isinstance(each, str) or hasattr(each, "itertext")
    )


def _headline_by(layout: Selectors, root: _Element) -> str:
    """Return the headline that a layout finds."""
    for expression in layout.headline:
        found = expression(root)
        for each in found if isinstance(found, list) else [found]:
            return each if isinstance(each, str) else made_text(each)
    return ""


def _text_of(layout: Selectors, root: _Element) -> _Element | None:
    """Return the element that a layout finds to hold the body of a page."""
    for expression in layout.body:
        found = expression(root)
        if isinstance(found, list) and found and hasattr(found[0], "itertext"):
            return found[0]
    return None


def _digest(text: _Element) -> str:
    return hashlib.sha256(" ".join("".join(map(str, text.itertext())).split()).encode()).hexdigest()
