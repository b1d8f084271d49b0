"""CMS families whose articles are found on listings, in feeds and in sitemaps, and read from their pages.

A family says how addresses are keyed, which page of which listing an address is, and where the fields stand; walking
is the same for all. Every source is asked in every run; an article met under several addresses is asked for once, and
a listing is left where its next page brings nothing that it has not shown before. A page of a theme that the family's
layouts do not know is found and read as one of an unknown CMS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import quote

from lxml.etree import XPath, _Element

from crawler.feeds import Feed, read_feed
from crawler.items import Answer, Article, Discovery, Item, Listing, Page, Selectors, Sighting
from crawler.platforms.canonical import own_address
from crawler.platforms.generic import GenericSpider
from crawler.reading import SiteReader
from crawler.structure.known import cleared_layout
from crawler.structure.reading import with_day

MAPS_LIMIT = 200
"""Sitemaps of one index that are read."""
LISTINGS_LIMIT = 100
"""Listings of one entry page that are followed."""
_LINKS = XPath("//a/@href")
_MAP = re.compile(r"sitemap|\.xml(?:\?|$)", re.I)
Place = tuple[str, int]
"""A listing, whatever its page, and the page's number: each further page's is higher."""


class PagedSpider(GenericSpider):
    """A family of sites read from pages."""

    guesses = False
    home_paths: ClassVar[tuple[str, ...]] = ("/",)
    feeds: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    listing_selectors: ClassVar[Selectors]
    not_there: ClassVar[XPath] = XPath("false()")
    """What tells a page shown in the place of what is missing: the home page, or an article's frame left empty."""
    leads_to_listings: ClassVar[XPath] = _LINKS
    """Links of an entry page among which further listings are looked for."""

    def entries(self) -> Iterable[Discovery]:
        """Return listings, feeds and sitemaps, and the operator's addresses."""
        sources = (("listing", self.listings), ("feed", self.feeds), ("sitemap", self.sitemaps))
        for kind, paths in sources:
            for path in paths:
                yield Discovery(f"{self.addresses.root}{path}", kind, "entry", priority=0)
        for url in self.urls:
            own = self.addresses.resolve(self.home_url, url)
            if own and (key := self.key_of(own)):
                yield Discovery(self.ask_for(key, own), "article", "operator", key)

    # ---- what a family says ----

    def place_of(self, url: str) -> Place | None:
        """Return which page of which listing an address of this site is; None when it is no listing to walk.

        The address is given as if the site had its host to itself.
        """
        return None

    def form_of(self, key: str, url: str) -> str:
        """Return the address under which an article is asked for: as printed, unless the family knows a better one."""
        return url

    def straighten(self, root: _Element) -> None:
        """Put an article's page in order before it is read: take out what is no text, nest answers in comments."""

    def thread_page_of(self, url: str) -> int:
        """Return which page of an article's comments an address shows, from 1."""
        found = re.findall(r"\d{1,6}", url)
        return int(found[-1]) if found else 1

    # ---- reading ----

    def article_url(self, key: str) -> str:
        """Return the address under which the article was met."""
        return self.address_of.get(key, f"{self.addresses.root}/{quote(key)}")

    def article_layout(self, root: _Element) -> Selectors | None:
        """Return the first layout whose headline and body the page has."""
        for layout in self.layouts:
            if any(find(root) for find in layout.headline) and any(find(root) for find in layout.body):
                return layout
        return None

    def is_home_page(self, root: _Element) -> bool:
        """Tell what the family shows in the place of an article that is not there."""
        return bool(self.not_there(root))

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Read an article by the family's layouts, under the address that its page calls its own; else as any page."""
        self.straighten(page.root)
        if self.article_layout(page.root) is None and not self.is_home_page(page.root):
            return super().read_article(answer, page)
        item = SiteReader.read_article(self, answer, page)
        if isinstance(item, Article) and item.selectors:
            item.selectors = cleared_layout(with_day(item.selectors, page), page.root)
        own = own_address(page, self.key_of) if isinstance(item, Article) else None
        if own and isinstance(item, Article):
            item.other_keys = [item.key] if item.key != own[1] else []
            item.url, item.key = self.form_of(own[1], own[0]), own[1]
            item.urls = list(dict.fromkeys([item.url, *item.urls]))
        return item

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Read a listing by the family's blocks, where the page has them; else by its structure."""
        if not any(block.items(page.root) for block in self.listing_selectors.blocks if not block.site_wide):
            return super().read_listing(answer, page)
        visit = self._done(answer.visit, "listing")
        return Listing(self.name, visit, answer.capture, page, self.listing_selectors, zone=self.time_zone)

    def read_thread(self, answer: Answer, page: Page) -> Item:
        """Read a further page of an article's comments."""
        self.straighten(page.root)
        layout = self.article_layout(page.root)
        number = next((text for find in layout.native_id if (text := _text(find(page.root)))), "") if layout else ""
        if layout is None or not number.isdecimal():
            return self._outcome(answer, "quarantined", "no-thread")
        return Listing(
            self.name, self._done(answer.visit, "listing"), answer.capture, page, layout, zone=self.time_zone,
            thread_of=number, thread_page=self.thread_page_of(answer.visit.url),
        )  # fmt: skip

    def read_feed(self, answer: Answer) -> Item:
        """Read a feed or a sitemap."""
        feed = read_feed(answer.body, None)
        if feed is None or (feed.kind == "feed") != (answer.visit.kind == "feed"):
            return self._outcome(answer, "missing", "soft-404")
        return self._listed(answer, feed)

    def _listed(self, answer: Answer, feed: Feed) -> Listing:
        visit = answer.visit
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, zone=self.time_zone)
        for position, entry in enumerate(feed.entries, start=1):
            url = self.addresses.resolve(visit.url, entry.url)
            if url is None or not self.addresses.is_own(url):
                continue
            if feed.kind == "sitemapindex":
                if _MAP.search(url) and len(listing.discoveries) < MAPS_LIMIT:
                    listing.discoveries.append(Discovery(url, "sitemap", visit.url, priority=0, at_once=True))
            elif key := self.key_of(url):
                date = entry.date if feed.kind == "feed" else None
                listing.sightings.append(Sighting(visit.url, visit.kind, position, entry.headline, url, date, key))
        return listing

    # ---- where it leads ----

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the articles that a listing shows, the listings it leads to, and an article's further comments."""
        assert item.visit is not None
        via = item.visit.url
        if isinstance(item, Article):
            self.address_of.setdefault(item.key, via)
            pages = (url for url in item.thread_pages if self.addresses.is_own(url) and url != via)
            found = [Discovery(url, "thread", via, at_once=True) for url in pages if item.native_id]
            return found + self.files_of(item, via) + self.shapes.confirm(item.key)
        if item.thread_of:
            return []
        wanted = {s.key: s.url for s in item.sightings if s.key and not self.is_old(s)}
        found = [Discovery(self.ask_for(key, url), "article", via, key) for key, url in wanted.items()]
        if item.page is None:
            return found
        if item.selectors is not self.listing_selectors:
            return found + super().follow(item)
        found += self._listings(item)
        if following := self._further(item):
            found.append(Discovery(following, "listing", via, priority=2, at_once=True))
        return found

    def ask_for(self, key: str, url: str) -> str:
        """Return the one address under which an article is asked for, in this run and the next."""
        if key not in self.address_of:
            form = self.form_of(key, url)
            self.address_of[key] = self.frontier.addresses_of([key]).get(key, form) if form == url else form
        return self.address_of[key]

    def _wanted(self, url: str, key: str, via: str, certainty: int) -> list[Discovery]:
        self.ask_for(key, url)
        return super()._wanted(url, key, via, certainty)

    def _guess(self, url: str, entries: int, name: str) -> str | None:
        """Guess no further page: a family's lists say where theirs are."""
        return None

    def _listings(self, listing: Listing) -> list[Discovery]:
        """Return the listings to which an entry page links."""
        if self.addresses.rest_of(listing.visit.url) not in self.listings:
            return []
        entries = {f"{self.addresses.root}{each}" for each in self.listings}
        found: dict[str, str] = {}
        for url, (name, number) in self._places(listing, self.leads_to_listings):
            if number <= 1 and url not in entries and len(found) < LISTINGS_LIMIT:
                found.setdefault(name, url)
        return [Discovery(url, "listing", listing.visit.url, priority=2, at_once=True) for url in found.values()]

    def _places(self, listing: Listing, expression: XPath) -> list[tuple[str, Place]]:
        assert listing.page is not None
        links: Any = expression(listing.page.root)
        urls = dict.fromkeys(url for href in links if (url := listing.page.link(str(href))))
        places = ((url, self.addresses.at_root(url)) for url in urls)
        return [(url, place) for url, at_root in places if at_root and (place := self.place_of(at_root))]

    def _further(self, listing: Listing) -> str | None:
        """Return the next page of the listing among its links, unless the walk may stop here."""
        place = self.place_of(self.addresses.at_root(listing.visit.url) or listing.visit.url)
        if place is None or self._is_exhausted(listing, place[0]):
            return None
        further = [(number, url) for url, (name, number) in self._places(listing, _LINKS) if name == place[0]]
        return min((each for each in further if each[0] > place[1]), default=(0, None))[1]

    def _is_exhausted(self, listing: Listing, name: str) -> bool:
        """Tell whether the walk may stop: at nothing new, at what is known, or at what is older than it covers."""
        keys = {s.key for s in listing.sightings if s.key}
        shown = self.shown.setdefault(name, set())
        fresh = keys - shown
        shown |= keys
        if not fresh or (self.since and all(self.is_old(s) for s in listing.sightings if s.key)):
            return True
        return self.may_stop([self.address_of[key] for key in keys if key in self.address_of])


def _text(found: Any) -> str:
    first = found[0] if isinstance(found, list) and found else found
    return first.strip() if isinstance(first, str) else ""
