"""Any news site: declare name, region, site_name and home_url, and its articles are found by what every site has.

Feeds, sitemaps, and lists found by their structure: repeated headlines with dates. What a crawl learns of the shapes of
addresses decides where it looks next; what a page says depends on the page alone, so that a replay reads the same.
A page is what it shows itself to be: an address taken for an article's that shows a list is a list from then on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler.absence import says_not_found, says_so, title_of
from crawler.feeds import read_feed
from crawler.html import parse_html
from crawler.items import Article, Discovery, Listing, Outcome, Page, Selectors, Sighting, Visit
from crawler.platforms.announcements import ANNOUNCEMENT, announcement_page, announcements_on, with_files
from crawler.platforms.base import NewsSpider
from crawler.platforms.canonical import own_address
from crawler.platforms.generic_addresses import article_key, is_news_section, native_number, without_decoration
from crawler.platforms.generic_reading import article_selectors, is_listing
from crawler.platforms.headlines import Group, Headline, groups_on, listing_selectors
from crawler.platforms.induction import selectors_from
from crawler.platforms.pagination import list_of, next_page, place_of
from crawler.platforms.sections import feeds_on, sections_on
from crawler.platforms.shapes import Shapes
from crawler.reading import Answer, Item

GUESSES = (
    ("sitemap", "/sitemap.xml"),
    ("sitemap", "/sitemap_index.xml"),
    ("feed", "/feed"),
    ("feed", "/rss"),
    ("feed", "/rss.xml"),
)
"""Where full walks look for what the site does not name itself."""
MAPS_LIMIT = 200
SECTIONS_LIMIT = 80
"""Lists that one run explores, at most, besides those known to show articles."""
PAGES_LIMIT = 5_000
"""Pages of one list."""
GUESS_LEAST = 5
"""Headlines of a list without links to further pages that make ``?page=2`` worth a try."""
KEYS_LEARNT = 500
REMEMBERED = 200_000
_OTHER_MAP = re.compile(
    r"(?:page|categor|tag|author|user|product|image|video|halaman|kategori|galer)[a-z_-]*\d*\.xml", re.I
)
_STATED = XPath(
    "boolean(/html/head/meta[@property='article:published_time' or @itemprop='datePublished']"
    " | //script[@type='application/ld+json'][contains(., 'datePublished')]"
    " | //*[@itemprop='datePublished'])"
)


class GenericSpider(NewsSpider):
    """A site of an unknown CMS: declare name, region, site_name and home_url."""

    platform = "generic"
    selectors: ClassVar[Mapping[str, str]] = {}
    """Field to expression, where the generic reading does not fit (see crawler.platforms.induction)."""
    certain = False
    """Whether every address that has a key is an article's, by declaration."""
    home_paths = ("/", "/home", "/beranda", "/main", "/welcome", "/index.php", "/id", "/web", "/portal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        host = urlsplit(self.home_url).netloc
        self.addresses.also_own(host[4:] if host.startswith("www.") else f"www.{host}")
        self.shapes = Shapes()
        self.address_of: dict[str, str] = {}
        """Key to the one address under which an article is fetched."""
        self.shown: dict[str, set[str]] = {}
        """List to the keys of what its pages have shown in this run."""
        self.pages_of: dict[str, int] = {}
        self.explored: set[str] = set()
        self.not_found_text = ""
        self.groups_read: tuple[_Element, list[Group]] | None = None

    @cached_property
    def declared(self) -> Selectors | None:
        """The selectors that the site declares."""
        return selectors_from(self.selectors) if self.selectors else None

    # ---- where a run begins ----

    def entries(self) -> Iterable[Discovery]:
        """Return the home page, what the site names itself, and what has shown articles before."""
        self.shapes.learn(self.frontier.recent_keys(KEYS_LEARNT))
        yield Discovery(f"{self.addresses.root}/", "listing", "entry", priority=0)
        full = self.report.mode == "full"
        known = [(kind, url) for kind, url in self.frontier.sources() if place_of(url).number in (None, 0, 1)]
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

    # ---- addresses ----

    def key_of(self, url: str) -> str | None:
        """Return the path and what of the query names an article, in one form for all forms of the address."""
        return article_key(url[len(self.addresses.root) :]) if url.startswith(self.addresses.root) else None

    def article_url(self, key: str) -> str:
        """Return the address under which an article was met, else one made of its key."""
        return self.address_of.get(key) or f"{self.addresses.root}/{key}"

    def is_home(self, url: str) -> bool:
        """Tell the addresses of the home page."""
        parts = urlsplit(url)
        return not parts.query and (parts.path.rstrip("/").lower() or "/") in self.home_paths

    # ---- reading ----

    def layout_of(self, page: Page) -> Selectors | None:
        """Return the layout by which a page is read as an article; None when it is none."""
        return article_selectors(page.root, page.url, self.declared)

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
                self.not_found_text = _text_by(layout, page.root)
        return outcome

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Turn a page into an article if it shows one; else say what it is."""
        article = self._article(answer, page)
        if article is not None:
            return article
        if says_not_found(page.root, self.not_found):
            return self._outcome(answer, "missing", "soft-404")
        if is_listing(page.root):
            return self.read_listing(answer, page)
        if key := self.key_of(page.url):
            self.shapes.refuse(key)
        return self._outcome(answer, "quarantined" if answer.visit.is_known else "refused", "no-article")

    def _article(self, answer: Answer, page: Page) -> Article | None:
        key, layout = self.key_of(page.url), self.layout_of(page)
        if layout is None or key is None or not self.shows_article(page, layout):
            return None
        if not layout.body:
            layout = with_files(layout)
        if self.not_found_text and _text_by(layout, page.root) == self.not_found_text:
            return None
        url, own_key = own_address(page, self.key_of) or (without_decoration(page.url), key)
        others = {other for link in page.root.iter("a") if (other := self._key_of_link(page, link))}
        answer.visit.kind = "article"
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
        """Tell whether a page dates itself, or stands where news stands: else a page about the office would do."""
        if self.is_dated(page, layout):
            return True
        in_news = is_news_section(self.key_of(page.url) or "")
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
        return listing

    def _redirected(self, answer: Answer) -> Outcome:
        """Go to the very address that the site names."""
        outcome = super()._redirected(answer)
        target = self.addresses.resolve(answer.visit.url, answer.location or "")
        if target and outcome.discoveries:
            outcome.discoveries[0].url = target
        return outcome

    def _note_lost_listing(self, visit: Any) -> None:
        if visit.why != "section":  # only looked whether it is a list
            super()._note_lost_listing(visit)

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
        return found

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
        """Return the next page of a list, unless the walk may stop: at its end, at what is known or too old."""
        name = list_of(page.url)
        shown = self.shown.setdefault(name, set())
        fresh = set(keys) - shown
        shown |= fresh
        self.pages_of[name] = self.pages_of.get(name, 0) + 1
        if not fresh or (old and old.issuperset(keys)):
            return None
        if self.may_stop([self.address_of.get(key, key) for key in keys]):
            return None
        if self.pages_of[name] >= PAGES_LIMIT:
            self.report.walk_complete = False
            return None
        return self.following(page) or self._guess(page, len(keys))

    def following(self, page: Page) -> str | None:
        """Return the address of the list's next page, where the page leads to one of the site's own."""
        url = next_page(page)
        return url if url and url.startswith(self.addresses.root) else None

    def _guess(self, page: Page, entries: int) -> str | None:
        """Return where the next page might be, of a list whose pages only a script would turn."""
        if self.report.mode != "full" or entries < GUESS_LEAST or self.is_home(page.url):
            return None
        place = place_of(page.url)
        if place.number is None:
            return f"{page.url}{'&' if '?' in page.url else '?'}page=2"
        return place.at(place.number + 1) if "page={}" in place.stem and self.pages_of[list_of(page.url)] > 1 else None

    def lists_on(self, listing: Listing, page: Page, *, has_news: bool) -> list[Discovery]:
        """Return the lists, feeds and sections that a page leads to; they are explored in full walks."""
        if self.report.mode != "full":
            return []
        via, entry = listing.visit.url, self.is_home(page.url) or listing.visit.hops > 0
        first = place_of(page.url).number in (None, 0, 1)
        if not entry and not (has_news and first):
            return []
        found = [Discovery(url, "feed", via, priority=0, at_once=True, why="section") for url in feeds_on(page)]
        for section in sections_on(page):
            full = len(self.explored) >= SECTIONS_LIMIT
            if full or section.url in self.explored or (section.rank > 1 and not entry):
                continue
            self.explored.add(section.url)
            priority = 2 if section.rank == 0 else 3
            found.append(Discovery(section.url, "listing", via, priority=priority, at_once=True, why="section"))
        return found


def _has_text(found: Any) -> bool:
    """Tell whether an expression has found any text."""
    return any(
        (each if isinstance(each, str) else "".join(each.itertext())).strip()
        for each in (found if isinstance(found, list) else [found])
        if isinstance(each, str) or hasattr(each, "itertext")
    )


def _text_by(layout: Selectors, root: _Element) -> str:
    """Return a digest of what a layout finds as the body of a page."""
    for expression in layout.body:
        found = expression(root)
        if isinstance(found, list) and found and hasattr(found[0], "itertext"):
            return hashlib.sha256(" ".join("".join(found[0].itertext()).split()).encode()).hexdigest()
    return ""
