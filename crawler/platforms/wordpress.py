"""WordPress: the best source that a site offers, and one only.

Asked in turn: its API, its feed, its sitemaps, its listings; the first that answers lists all posts. Where the API
works an article is read from its record, and a page of the same article that is met anyhow (an address given by the
operator) only leads to that record: so an article is never read in two ways by turns. Elsewhere it is read from its
page. A record's 404 counts as absence only if the API itself says that the post is not there. A theme that prints none
of WordPress's own names is read by the structure of its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote, urlsplit

from lxml.etree import XPath, _Element
from scrapy import Request

from crawler.feeds import plain, read_feed
from crawler.frontier import Due
from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Page, Selectors, Sighting, Visit
from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider
from crawler.platforms.records import load
from crawler.platforms.wordpress_addresses import (
    first_page,
    key_of,
    next_feed,
    page_of,
    without_page,
    without_thread_page,
)
from crawler.platforms.wordpress_boxes import drop_boxes
from crawler.platforms.wordpress_rest import (
    LIST_SIZE,
    REST,
    THREAD_SIZE,
    Api,
    at_page,
    instant,
    is_gone,
    page_number,
    record_number,
    record_tree,
    route_of,
    thread_tree,
)
from crawler.platforms.wordpress_selectors import (
    ARTICLE,
    LISTING,
    THREAD,
    content_of,
    is_single,
    is_standing,
    nest,
    post_number,
)
from crawler.platforms.wordpress_structure import by_structure, list_by_structure, with_thread
from crawler.structure.known import cleared_layout
from crawler.structure.reading import is_listing, with_day

DENIED = ("http-401", "http-403", "http-405", "http-406", "http-501")
"""Answers by which a site says that it does not offer a source."""
SOURCES = ("api", "feed", "sitemap")
"""What lists all posts, besides the pages."""
MOST_THREAD_PAGES = 200
"""Pages of one article's comments that are asked for: a cache may leave their number out."""
_THREAD_PAGE = re.compile(r"comment-page-(\d+)|[?&]cpage=(\d+)")
_POST_MAP = re.compile(r"(?:^|/)(?:wp-sitemap-posts-post-\d+|post-sitemap\d*)\.xml$")
_CANONICAL = XPath("string(/html/head/link[@rel='canonical']/@href)")
_LINKS = XPath("//a/@href")
_NEXT = XPath("//a[contains(@class, 'next')]/@href | //link[@rel='next']/@href")


class WordPressSpider(NewsSpider):
    """A site on WordPress: declare name, region, site_name and home_url."""

    platform = "wordpress"
    layouts: ClassVar[tuple[Selectors, ...]] = (REST, ARTICLE)
    signs = family_signs.WORDPRESS
    section: ClassVar[str] = ""
    """Path below which WordPress stands, ``/berita``, where it is only a part of a site at the root of its host."""
    listings: ClassVar[tuple[str, ...]] = ("/",)
    """Paths of lists of all posts, from where WordPress stands on: the first that is there is walked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = f"{self.addresses.root}{self.section}"
        self.api: Api | None = None
        """The API, once it has answered in this run."""
        self.led_from: dict[str, str] = {}
        """Address to which a source has led, to the source's own."""
        self.shown: set[str] = set()
        """Articles that the pages of the list have shown in this run."""

    def sources(self) -> list[tuple[str, str]]:
        """Return (kind, address) of what may list all posts, best first."""
        return [
            ("api", Api(self.base).posts()),
            ("api", Api(self.base, plain=True).posts()),
            ("feed", f"{self.base}/feed/"),
            ("feed", f"{self.base}/?feed=rss2"),
            ("sitemap", f"{self.base}/wp-sitemap.xml"),
            ("sitemap", f"{self.base}/sitemap_index.xml"),
            *(("listing", f"{self.base}{path}") for path in self.listings),
        ]

    def entries(self) -> Iterable[Discovery]:
        """Return the first source, and the operator's addresses; a source that is not there leads to the next."""
        kind, url = self.sources()[0]
        yield Discovery(url, kind, "entry", priority=0)
        for url in self.urls:
            own = self.addresses.resolve(self.home_url, url)
            key = self.key_of(own) if own else None
            if own and key:
                yield Discovery(self.article_url(key) if "?" in own else own, "article", "operator", key)

    # ---- addresses ----

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of a post's address, whatever its permalink; ``p=<number>`` of a plain one."""
        rest = self.addresses.rest_of(url)
        return key_of(rest, self.section) if rest is not None else None

    def article_url(self, key: str) -> str:
        """Return an address that WordPress itself completes: ``/?p=<number>``, or the slug below the root."""
        if key.startswith("p="):
            return f"{self.base}/?{key}"
        return f"{self.base}/{quote(key)}/"

    # ---- reading ----

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

    def _redirected(self, answer: Answer) -> Outcome:
        """Go where WordPress leads: it completes addresses, and a plain one leads to its permalink."""
        outcome = super()._redirected(answer)
        visit = answer.visit
        if visit.kind in SOURCES and any(found.url == f"{self.base}/" for found in outcome.discoveries):
            return self._outcome(answer, "missing", "redirect-home")  # a plugin has switched it off
        if visit.kind in SOURCES:
            self.led_from.update((found.url, self.led_from.get(visit.url, visit.url)) for found in outcome.discoveries)
        target = self.addresses.resolve(visit.url, answer.location or "")
        if target and (key := self.key_of(target)) and outcome.discoveries:
            outcome.discoveries[0].url = target
            if (self.key_of(visit.url) or "").startswith("p=") and not key.startswith("p="):
                outcome.visit.reason = "redirect-same-article"
        return outcome

    def _next_source(self, outcome: Outcome) -> list[Discovery]:
        """Return the next source where this one says that it is not there; a failure says nothing of the kind."""
        visit = outcome.visit
        absent = visit.outcome == "missing" or visit.reason in (*DENIED, "robots", "no-api")
        is_end = visit.kind == "feed" and page_of(visit.url) > 1
        return self._source_after(visit) if absent and not is_end else []

    def _source_after(self, visit: Visit) -> list[Discovery]:
        """Return the source that comes after the one of which an address was asked; a feed's pages are one source."""
        first = first_page(visit.url) if visit.kind == "feed" else visit.url
        sources, asked = self.sources(), self.led_from.get(first, first).rstrip("/")
        places = [number for number, (_, url) in enumerate(sources) if url.rstrip("/") == asked]
        if not places or places[0] + 1 >= len(sources):
            return []
        kind, url = sources[places[0] + 1]
        return [Discovery(url, kind, visit.url, priority=0, at_once=True, why="entry")]

    def _ask(self, due: Due) -> Request | Outcome:
        asked = super()._ask(due)
        if isinstance(asked, Outcome):
            asked.discoveries += self._next_source(asked)
        return asked

    def _note_lost_listing(self, visit: Any) -> None:
        lost = visit.outcome in ("failed", "quarantined", "refused")
        listed = visit.kind in ("listing", "api", "feed", "sitemap")
        if lost and listed and visit.reason not in (*DENIED, "robots", "no-api"):
            self.report.walk_complete = False

    def _api_of(self, url: str) -> Api:
        return Api(self.base, plain=not urlsplit(url).path.startswith(urlsplit(self.base).path + "/wp-json/"))

    def _read_record(self, answer: Answer) -> Item:
        record = load(answer.body)
        api = self._api_of(answer.visit.url)
        root = record_tree(record, api) if isinstance(record, dict) else None
        if root is None:
            return self._outcome(answer, "failed", "no-api")
        if self.base_url:
            self.addresses.also_own(urlsplit(str(record["link"])).netloc)
        link = self.addresses.resolve(answer.visit.url, str(record["link"]))
        key = self.key_of(link) if link else None
        if link is None or key is None:
            return self._outcome(answer, "quarantined", "no-article")
        page = self.page(link, root, answer.capture.fetched_at)
        layout = cleared_layout(REST, page.root)
        return self._article(answer, page, layout, key, link, [f"{self.base}/?p={record['id']}"])

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Turn a page into an article, or into the way to its record where the API works."""
        item = super().read_article(answer, page)
        if not isinstance(item, Article):
            return self._without_marks(answer, page, item)
        number = post_number(page.root)
        if self.api is not None and number:
            outcome = self._outcome(answer, "redirected", "api-record")
            record = self.api.record(number)
            outcome.discoveries.append(Discovery(record, "article", answer.visit.url, item.key, at_once=True))
            return outcome
        contents = content_of(page.root)
        for content in contents:
            drop_boxes(content)
        nest(page.root)
        known = contents and any(expression(page.root) for expression in ARTICLE.headline)
        read = cleared_layout(ARTICLE, page.root) if known else by_structure(page) or ARTICLE
        layout = with_day(with_thread(read, page), page)
        canonical = self.addresses.resolve(answer.visit.url, without_thread_page(str(_CANONICAL(page.root))))
        key = self.key_of(canonical) if canonical and self.addresses.is_own(canonical) else None
        url, key = (canonical, key) if canonical and key else (answer.visit.url, item.key)
        aliases = [answer.visit.url, *([f"{self.base}/?p={number}"] if number else [])]
        return self._article(answer, page, layout, key, url, aliases)

    def _without_marks(self, answer: Answer, page: Page, item: Item) -> Item:
        """Read the page of a theme that does not print of what kind it is; a page that stands for ever says so."""
        key = self.key_of(page.url)
        if item.visit is None or item.visit.reason != "no-article" or key is None or is_standing(page.root):
            return item
        layout = by_structure(page)
        if layout is None or is_listing(page.root):
            return item
        return self._article(answer, page, layout, key, answer.visit.url, [answer.visit.url])

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Read a list by the marks that WordPress prints; by its structure where the theme prints none."""
        item = super().read_listing(answer, page)
        if isinstance(item, Listing) and not any(block.items(page.root) for block in LISTING.blocks):
            item.selectors = list_by_structure(page)
        return item

    def _article(
        self, answer: Answer, page: Page, layout: Selectors, key: str, url: str, aliases: list[str]
    ) -> Article:
        return Article(
            site=self.name,
            key=key,
            url=url,
            page=page,
            selectors=layout,
            capture=answer.capture,
            visit=answer.visit,
            region=self.region,
            urls=list(dict.fromkeys([url, *aliases])),
            layout=layout.layout,
            parser=self.parser_version,
        )

    def _read_comments(self, answer: Answer) -> Item:
        """Read a further page of comments of the API; it names the post in its address."""
        data = load(answer.body)
        if not isinstance(data, list):
            return self._outcome(answer, "failed", "no-api")
        query = dict(parse_qsl(urlsplit(answer.visit.url).query))
        number, page = query.get("post", ""), page_number(answer.visit.url)
        own = [each for each in data if isinstance(each, dict) and str(each.get("post", number)) == number]
        tree = self.page(self.home_url, thread_tree(own), answer.capture.fetched_at)
        listing = Listing(self.name, self._done(answer.visit, "listing"), answer.capture, tree, REST)
        listing.thread_of, listing.thread_page = number, page
        if page < MOST_THREAD_PAGES and _has_more(answer, page, len(data), THREAD_SIZE):
            listing.following = at_page(answer.visit.url, page + 1)
        return listing

    def read_thread(self, answer: Answer, page: Page) -> Item:
        """Read a further page of the comments of an article's page."""
        nest(page.root)
        number, match = post_number(page.root), _THREAD_PAGE.search(answer.visit.url)
        if number is None:
            return self._outcome(answer, "quarantined", "no-thread")
        layout = with_thread(THREAD if content_of(page.root) else by_structure(page) or THREAD, page)
        listing = Listing(
            self.name, self._done(answer.visit, "listing"), answer.capture, page, layout, thread_of=number,
            thread_page=int((match[1] or match[2])[:6]) if match else 1,
        )  # fmt: skip
        beside = (page.link(str(link.get("href"))) for link in ARTICLE.comment_pages[0](page.root))
        listing.discoveries += [
            Discovery(url, "thread", answer.visit.url, at_once=True)
            for url in dict.fromkeys(beside)
            if url and self.addresses.is_own(url)
        ]  # many themes link to the neighbours of a page alone
        return listing

    def article_layout(self, root: _Element) -> Selectors | None:
        """Take a page that WordPress itself marks as that of one post."""
        return ARTICLE if is_single(root) else None

    def listing_layout(self, root: _Element) -> Selectors:
        """Return the selectors of listings and of the home page."""
        return LISTING

    def is_home_page(self, root: _Element) -> bool:
        """Tell the home page by the class of its body."""
        body = root.find("body")
        classes = (body.get("class") or "").split() if body is not None else []
        return "home" in classes or "blog" in classes

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

    def _read_list(self, answer: Answer) -> Item:
        data, visit = load(answer.body), answer.visit
        if not isinstance(data, list) or not all(isinstance(post, dict) and "id" in post for post in data):
            return self._outcome(answer, "missing", "soft-404")
        self.api = self._api_of(visit.url)
        if self.base_url and data:
            self.addresses.also_own(urlsplit(str(data[0].get("link"))).netloc)
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, zone=self.time_zone)
        for position, post in enumerate(data, start=1):
            url = self.addresses.resolve(visit.url, str(post.get("link") or ""))
            key = self.key_of(url) if url else None
            if url is None or key is None or not str(post["id"]).isdecimal():
                continue
            title = post["title"] if isinstance(post.get("title"), dict) else {}
            date = instant(post.get("date"), post.get("date_gmt"))
            text = plain(str(title.get("rendered", "")))
            listing.sightings.append(Sighting(visit.url, "listing", position, text, url, date, key, date))
            if not (self.since and date and date[:10] < self.since):
                record = self.api.record(post["id"])
                listing.discoveries.append(Discovery(record, "article", visit.url, key))
        page = page_number(visit.url)
        if _has_more(answer, page, len(data), LIST_SIZE):
            listing.following = at_page(visit.url, page + 1)
        return listing

    # ---- where it leads ----

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the articles that a source lists, its next page, and the other pages of a thread."""
        assert item.visit is not None
        via = item.visit.url
        if isinstance(item, Article):
            pages = [url for url in item.thread_pages if self.addresses.is_own(url)]
            found = [Discovery(url, "thread", via, at_once=True) for url in pages]
            found += self.files_of(item, via)
            return found
        if item.thread_of:
            return [Discovery(item.following, "thread", via, at_once=True)] if item.following else []
        found = []
        if item.visit.kind != "api":
            shown = {s.url: s for s in item.sightings if s.key and not self.is_old(s)}
            found = [Discovery(url, "article", via, sighting.key) for url, sighting in shown.items()]
        if item.visit.kind in ("feed", "api") and self._repeats(item):
            return found + self._source_after(item.visit)
        following = item.following if item.page is None else self._next_page(item)
        if following and not self._may_stop(item):
            found.append(Discovery(following, item.visit.kind, via, priority=2, at_once=True))
        return found

    def _repeats(self, listing: Listing) -> bool:
        """Tell whether a further page shows nothing new: caches leave the number of the page out."""
        keys = {sighting.key for sighting in listing.sightings if sighting.key}
        is_new = not keys <= self.shown
        self.shown |= keys
        number = page_number(listing.visit.url) if listing.visit.kind == "api" else page_of(listing.visit.url)
        return number > 1 and bool(keys) and not is_new

    def _next_page(self, listing: Listing) -> str | None:
        """Return the next page of the home page's list: that to which it links, else where WordPress itself has it.

        Themes with a button to load more link to none; the last of such pages is the one that shows nothing new.
        """
        assert listing.page is not None and listing.visit is not None
        wanted = page_of(listing.visit.url) + 1
        links: Any = _NEXT(listing.page.root)
        for href in links:
            url = listing.page.link(str(href))
            if url and self.addresses.is_own(url) and page_of(url) == wanted:
                return url
        keys = {sighting.key for sighting in listing.sightings if sighting.key}
        is_new = not keys <= self.shown
        self.shown |= keys
        others: Any = _LINKS(listing.page.root)
        if not is_new or any(page_of(listing.page.link(str(href)) or "") > 1 for href in others):
            return None
        plain = any(sighting.key and sighting.key.startswith("p=") for sighting in listing.sightings)
        return f"{self.base}/?paged={wanted}" if plain else f"{without_page(listing.visit.url)}/page/{wanted}/"

    def _may_stop(self, listing: Listing) -> bool:
        """Tell whether the walk may stop: at what is known, or at what is older than it covers."""
        if self.since and listing.sightings and all(self.is_old(s) for s in listing.sightings):
            return True
        records = [found.url for found in listing.discoveries if found.kind == "article"]
        urls = list(dict.fromkeys(records or [s.url for s in listing.sightings if s.key]))
        if not urls:
            return listing.page is not None
        return self.may_stop(urls)


def _has_more(answer: Answer, page: int, count: int, size: int) -> bool:
    """Tell whether a list of the API has further pages: by its header, else by its being full."""
    pages = answer.headers.get("x-wp-totalpages", "")
    return page < int(pages) if pages.isdecimal() and len(pages) < 8 else count >= size
