"""Any news site: declare name, region, site_name and home_url, and its articles are found by what every site has.

Feeds, sitemaps, and lists found by their structure: repeated headlines with dates. What a crawl learns of the shapes of
addresses decides where it looks next, never what a page says (crawler.platforms.generic_pages).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from scrapy import Request

from crawler.frontier import Due
from crawler.items import Article, Discovery, Listing, Outcome, Page
from crawler.platforms.generic_addresses import is_news_section, without_decoration
from crawler.platforms.generic_pages import GenericReader
from crawler.platforms.headlines import Group, Headline
from crawler.platforms.pagination import bare, list_of, next_page, place_of
from crawler.platforms.sections import NEWS, OTHER, feeds_on, sections_on

GUESSES = (
    ("sitemap", "/sitemap.xml"),
    ("sitemap", "/sitemap_index.xml"),
    ("feed", "/feed"),
    ("feed", "/rss"),
    ("feed", "/rss.xml"),
)
"""Where full walks look for what the site does not name itself."""
SECTIONS_LIMIT = 80
"""Lists that one run explores, at most, besides those known to show articles."""
PAGES_LIMIT = 5_000
"""Pages of one list."""
GUESS_LEAST = 5
"""Headlines of a list without links to further pages that make ``?page=2`` worth a try."""
GUESSES_LIMIT = 3
"""Guesses in a row that have shown nothing new, after which a run makes no more."""
KEYS_LEARNT = 500
REMEMBERED = 200_000


class GenericSpider(GenericReader):
    """A site of an unknown CMS: declare name, region, site_name and home_url."""

    listings: ClassVar[tuple[str, ...]] = ("/",)
    """Paths of the lists with which every run begins, from the site's root on; the home page is the first of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list_of: dict[str, str] = {}
        """Address of a list's further page to the list's name."""
        self.shown: dict[str, set[str]] = {}
        """List to the keys of what its pages have shown in this run."""
        self.pages_of: dict[str, int] = {}
        self.guessed: set[str] = set()
        """Lists whose further pages no link names."""
        self.futile = 0
        """Guesses in a row at further pages that have shown nothing new."""
        self.explored: set[str] = set()

    # ---- where a run begins ----

    def entries(self) -> Iterable[Discovery]:
        """Return the declared lists, what the site names itself, and what has shown articles before."""
        self.shapes.learn(self.frontier.recent_keys(KEYS_LEARNT))
        for path in self.listings:
            yield Discovery(f"{self.addresses.root}{path}", "listing", "entry", priority=0)
        full = self.report.mode == "full"
        known = self._sources()
        lists = any(kind != "sitemap" for kind, _ in known)
        for kind, url in known:
            if kind != "sitemap" or self.report.mode != "incremental" or not lists:
                yield Discovery(url, kind, "entry", priority=3 if kind == "sitemap" else 0)
        named = [self.addresses.resolve(self.home_url, url) for url in (self.robots.sitemaps if self.robots else [])]
        if full or not known:
            guessed = [(kind, f"{self.addresses.root}{path}") for kind, path in GUESSES]
            for kind, url in [("sitemap", url) for url in named if url and self.addresses.is_own(url)] + guessed:
                priority = 3 if kind == "sitemap" else 0
                yield Discovery(url, kind, "robots" if url in named else "guess", priority=priority)
        for url in self.urls:
            own = self.addresses.resolve(self.home_url, url)
            if own and (key := self.key_of(own)):
                yield Discovery(without_decoration(own), "article", "operator", key)

    def _ask(self, due: Due) -> Request | Outcome:
        """Ask for a list in full where the walk must go on behind its first page, though that has not changed."""
        if due.visit.kind in ("listing", "feed", "sitemap", "api") and self.report.mode != "incremental":
            due.visit.etag = due.visit.last_modified = None
        return super()._ask(due)

    def _note_lost_listing(self, visit: Any) -> None:
        if visit.why != "section":  # only looked whether it is a list
            super()._note_lost_listing(visit)

    def _sources(self) -> list[tuple[str, str]]:
        """Return the feeds, sitemaps and first pages of lists that have shown articles before."""
        sources = self.frontier.sources()
        names = {bare(url) for kind, url in sources if kind in ("listing", "feed")}
        return [(kind, url) for kind, url in sources if place_of(url).number is None or list_of(url) not in names]

    # ---- where it leads ----

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the articles that a page leads to, the next page of its list, and the lists that it links to."""
        assert item.visit is not None
        via = item.visit.url
        if isinstance(item, Article):
            found = self.files_of(item, via) + self.shapes.confirm(item.key)
            for link in item.related:
                if link.kind == "related" and link.key and self.shapes.trusts(link.key):
                    found += self._wanted(link.url, link.key, via, 2)
            return found
        if item.page is None:
            return self._from_entries(item)
        return self._from_page(item, item.page)

    def _from_entries(self, listing: Listing) -> list[Discovery]:
        """Return what a feed or sitemap lists: feeds list articles, sitemaps all kinds of pages."""
        found = []
        for sighting in listing.sightings:
            if sighting.key and not self.is_old(sighting):
                known = self.shapes.trusts(sighting.key) or is_news_section(sighting.key)
                certainty = 2 if sighting.block == "feed" or known else 1
                found += self._wanted(sighting.url, sighting.key, listing.visit.url, certainty)
        return found + self._next_of_feed(listing)

    def _next_of_feed(self, listing: Listing) -> list[Discovery]:
        """Return the feed's next page: as the feed names it, or in full walks as most number theirs."""
        url = listing.visit.url
        if listing.visit.kind != "feed":
            return []
        keys = [sighting.key for sighting in listing.sightings if sighting.key]
        old = {sighting.key for sighting in listing.sightings if self.is_old(sighting)}
        following = self._goes_on(url, keys, old, lambda name: listing.following or self._guess(url, len(keys), name))
        via = "section" if following and not listing.following else ""  # a guess that brings nothing is no loss
        return [Discovery(following, "feed", url, priority=2, at_once=True, why=via)] if following else []

    def _from_page(self, listing: Listing, page: Page) -> list[Discovery]:
        via = listing.visit.url
        old = {s.key for s in listing.sightings if self.is_old(s)}
        found = [file for article in listing.articles for file in self.files_of(article, via)]
        listed: list[str] = []
        for group in self._groups(page):
            for headline in group.headlines:
                certainty = self.certainty(group, headline)
                if certainty and not group.aside:
                    listed.append(headline.key)
                if headline.key not in old:
                    found += self._wanted(headline.url, headline.key, via, certainty)
        if following := self._next_page(page, listed, old):
            found.append(Discovery(following, "listing", via, priority=2, at_once=True))
        return found + self.lists_on(listing, page, has_news=bool(listed))

    def certainty(self, group: Group, headline: Headline) -> int:
        """Return how surely a headline leads to an article: 2 by the page or what is known, 1 perhaps, 0 not."""
        return 2 if group.is_news or self.shapes.trusts(headline.key) else int(group.is_likely)

    def _wanted(self, url: str, key: str, via: str, certainty: int) -> list[Discovery]:
        """Return an article's address under the one form in which it is fetched; 1: only as a sample of its shape."""
        if certainty == 0 or self.shapes.refuses(key):
            return []
        if key not in self.address_of:
            if len(self.address_of) >= REMEMBERED:
                self.address_of.clear()
            self.address_of[key] = self.frontier.addresses_of([key]).get(key) or without_decoration(url)
        found = Discovery(self.address_of[key], "article", via, key)
        return [found] if certainty > 1 else self.shapes.sample(found)

    def _next_page(self, page: Page, keys: list[str], old: set[str | None]) -> str | None:
        """Return the next page of a list, unless the walk may stop."""
        url = page.url
        return self._goes_on(url, keys, old, lambda name: self.following(page) or self._guess(url, len(keys), name))

    def _goes_on(
        self, url: str, keys: list[str], old: set[str | None], following_of: Callable[[str], str | None]
    ) -> str | None:
        """Return the next page of a list or feed, unless the walk may stop: at its end, at what is known or too old."""
        name = self.list_of.get(url) or bare(url)
        shown = self.shown.setdefault(name, set())
        fresh = set(keys) - shown
        shown |= fresh
        if name in self.guessed:
            self.futile = 0 if fresh else self.futile + 1
        self.pages_of[name] = self.pages_of.get(name, 0) + 1
        if not fresh or (old and old.issuperset(keys)):
            return None
        if self.may_stop([self.address_of.get(key, key) for key in keys]):
            return None
        if self.pages_of[name] >= PAGES_LIMIT:
            self.report.walk_complete = False
            return None
        following = following_of(name)
        if following:
            self.list_of[following] = name
        return following

    def following(self, page: Page) -> str | None:
        """Return the address of the list's next page, where the page leads to one of the site's own."""
        url = next_page(page)
        return url if url and self.addresses.rest_of(url) is not None else None

    def _guess(self, url: str, entries: int, name: str) -> str | None:
        """Return where the next page might be, of a list whose pages only a script would turn."""
        given_up = self.futile >= GUESSES_LIMIT and name not in self.guessed
        if self.report.mode != "full" or entries < GUESS_LEAST or self.is_home(url) or given_up:
            return None
        place = place_of(url)
        if place.number is None:
            self.guessed.add(name)
            return f"{url}{'&' if '?' in url else '?'}page=2"
        return place.at(place.number + 1) if name in self.guessed else None

    def lists_on(self, listing: Listing, page: Page, *, has_news: bool) -> list[Discovery]:
        """Return the lists, feeds and sections that a page leads to; they are explored in full walks."""
        if self.report.mode != "full":
            return []
        via, entry = listing.visit.url, self.is_home(page.url) or listing.visit.hops > 0
        first = page.url not in self.list_of
        if not entry and not (has_news and first):
            return []
        feeds = [url for url in feeds_on(page) if self.addresses.is_own(url)]
        found = [Discovery(url, "feed", via, priority=0, at_once=True, why="section") for url in feeds]
        for section in sections_on(page):
            full = len(self.explored) >= SECTIONS_LIMIT
            name = self.addresses.at_root(section.url) or section.url
            if full or name in self.explored or (section.rank == OTHER and not entry):
                continue
            self.explored.add(name)
            priority = 2 if section.rank == NEWS else 3
            found.append(Discovery(section.url, "listing", via, priority=priority, at_once=True, why="section"))
        return found
