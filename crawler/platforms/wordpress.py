"""WordPress: the best source that a site offers, and one only.

Asked in turn: its API, its feed, its sitemaps, its listings; the first that answers lists all posts. Where the API
works an article is read from its record, and a page of the same article that is met anyhow (an address given by the
operator) only leads to that record: so an article is never read in two ways by turns. Elsewhere it is read from its
page. A record's 404 counts as absence only if the API itself says that the post is not there. A theme that prints none
of WordPress's own names is read by the structure of its pages.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from lxml.etree import XPath

from crawler.feeds import read_feed
from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Selectors, Sighting
from crawler.platforms import family_signs
from crawler.platforms.pagination import next_page
from crawler.platforms.sections import CATEGORY, NEWS, sections_on
from crawler.platforms.wordpress_addresses import next_feed, page_at, page_of
from crawler.platforms.wordpress_pages import WordPressPages
from crawler.platforms.wordpress_rest import REST, is_gone, page_number, record_number, route_of
from crawler.platforms.wordpress_selectors import ARTICLE
from crawler.platforms.wordpress_sources import DENIED

_POST_MAP = re.compile(r"(?:^|/)(?:wp-sitemap-posts-post-\d+|post-sitemap\d*)\.xml$")
LISTS_LIMIT = 300
"""Lists that one run is led to by pages: a trap has no end of them."""
_LINKS = XPath("//a/@href")
_NEXT = XPath("//a[contains(@class, 'next')]/@href | //link[@rel='next']/@href")


class WordPressSpider(WordPressPages):
    """A site on WordPress: declare name, region, site_name and home_url."""

    platform = "wordpress"
    layouts: ClassVar[tuple[Selectors, ...]] = (REST, ARTICLE)
    signs = family_signs.WORDPRESS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown: set[str] = set()
        """Articles that the pages of the list have shown in this run."""
        self.by_lists = False
        """Whether nothing but lists tells this run of posts: then all lists are walked, for none need hold all."""
        self.lists: set[str] = set()
        """Lists to which pages have led in this run."""

    def _read(self, answer: Answer) -> Item:
        visit, status = answer.visit, answer.capture.status
        number = record_number(visit.url) if visit.kind == "article" else None
        if number is not None and status in (404, 410) and not is_gone(answer.body):
            visit.retry_after = answer.retry_after
            return self._outcome(answer, "failed", "no-api")
        if status == 200 and (number is not None or (visit.kind == "thread" and route_of(visit.url))):
            return self._read_record(answer) if number is not None else self._read_comments(answer)
        item = super()._read(answer)
        if isinstance(item, Outcome):
            item.discoveries += self._next_source(item)
            if item.discoveries and visit.reason in DENIED:
                visit.outcome, visit.retry_after = "missing", None  # not offered here, which is no failure
        return item

    def read_feed(self, answer: Answer) -> Item:
        """Read a list of the API, a feed or a sitemap."""
        if answer.visit.kind == "api":
            return self._read_list(answer)
        feed = read_feed(answer.body, None)
        if feed is None or (feed.kind == "feed") != (answer.visit.kind == "feed"):
            return self._outcome(answer, "missing", "soft-404")
        visit = answer.visit
        if self.base_url:
            self.addresses.also_own(urlsplit(feed.home).netloc)
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, zone=self.time_zone)
        for position, entry in enumerate(feed.entries, start=1):
            url = self.addresses.resolve(visit.url, entry.url)
            if url is None or not self.addresses.is_own(url):
                continue
            if feed.kind == "sitemapindex":
                if _POST_MAP.search(url):
                    found = Discovery(url, "sitemap", visit.url, priority=0, at_once=True)
                    listing.discoveries.append(found)
            elif key := self.key_of(url):
                date = entry.date if feed.kind == "feed" else None
                listing.sightings.append(Sighting(visit.url, visit.kind, position, entry.headline, url, date, key))
        if feed.kind == "feed" and listing.sightings:
            listing.following = next_feed(visit.url)
        return listing

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the articles that a source lists, its next page, and the other pages of a thread."""
        assert item.visit is not None
        via = item.visit.url
        if isinstance(item, Article):
            pages = [url for url in item.thread_pages if self.addresses.is_own(url)]
            found = [Discovery(url, "thread", via, at_once=True) for url in pages]
            found += self.files_of(item, via)
            return found + self._lists_on(item, CATEGORY)
        if item.thread_of:
            return [Discovery(item.following, "thread", via, at_once=True)] if item.following else []
        found = []
        if item.visit.kind != "api":
            shown = {s.url: s for s in item.sightings if s.key and not self.is_old(s)}
            found = [Discovery(url, "article", via, sighting.key) for url, sighting in shown.items()]
        if item.visit.kind in ("feed", "api") and self._repeats(item):
            return found + self._source_after(item.visit)
        if item.visit.kind == "listing":
            self.by_lists = True
        following = item.following if item.page is None else self._next_page(item)
        if following and not self._may_stop(item):
            found.append(Discovery(following, item.visit.kind, via, priority=2, at_once=True))
        return found + (self._lists_on(item, NEWS, CATEGORY) if page_of(via) == 1 else [])

    def _lists_on(self, item: Article | Listing, *ranks: int) -> list[Discovery]:
        """Return the lists to which a page leads, of news and of categories, where lists are all there is to go by."""
        if not self.by_lists or item.page is None or item.visit is None:
            return []
        sections = (section.url for section in sections_on(item.page) if section.rank in ranks)
        fresh = [url for url in sections if url not in self.lists][: LISTS_LIMIT - len(self.lists)]
        self.lists.update(fresh)
        return [Discovery(url, "listing", item.visit.url, priority=3, at_once=True) for url in fresh]

    def _repeats(self, listing: Listing) -> bool:
        """Tell whether a further page shows nothing new: caches leave the number of the page out."""
        keys = {sighting.key for sighting in listing.sightings if sighting.key}
        is_new = not keys <= self.shown
        self.shown |= keys
        number = page_number(listing.visit.url) if listing.visit.kind == "api" else page_of(listing.visit.url)
        return number > 1 and bool(keys) and not is_new

    def _next_page(self, listing: Listing) -> str | None:
        """Return the next page of a list: that to which it links, else where WordPress itself has it.

        Themes with a button to load more link to none; the last of such pages is the one that shows nothing new.
        """
        assert listing.page is not None and listing.visit is not None
        wanted = page_of(listing.visit.url) + 1
        links: Any = _NEXT(listing.page.root)
        for href in links:
            url = listing.page.link(str(href))
            if url and self.addresses.is_own(url) and page_of(url) == wanted:
                return url
        linked = next_page(listing.page)
        if linked and self.addresses.is_own(linked) and page_of(linked) == wanted:
            return linked
        keys = {sighting.key for sighting in listing.sightings if sighting.key}
        is_new = not keys <= self.shown
        self.shown |= keys
        others: Any = _LINKS(listing.page.root)
        if not is_new or any(page_of(listing.page.link(str(href)) or "") > 1 for href in others):
            return None
        plain = any(sighting.key and sighting.key.startswith("p=") for sighting in listing.sightings)
        return page_at(listing.visit.url, wanted, plain=plain)

    def _may_stop(self, listing: Listing) -> bool:
        """Tell whether the walk may stop: at what is known, or at what is older than it covers."""
        if self.since and listing.sightings and all(self.is_old(s) for s in listing.sightings):
            return True
        records = [found.url for found in listing.discoveries if found.kind == "article"]
        urls = list(dict.fromkeys(records or [s.url for s in listing.sightings if s.key]))
        if not urls:
            return listing.page is not None
        return self.may_stop(urls)
