"""A WordPress read by its API: the list of its posts, the record of each, the comments of a thread."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from crawler.feeds import plain
from crawler.items import Answer, Article, Discovery, Item, Listing, Page, Selectors, Sighting
from crawler.platforms.records import load
from crawler.platforms.wordpress_rest import (
    LIST_SIZE,
    REST,
    THREAD_SIZE,
    Api,
    at_page,
    instant,
    page_number,
    record_tree,
    thread_tree,
)
from crawler.platforms.wordpress_sources import WordPressSources
from crawler.structure.known import cleared_layout

MOST_THREAD_PAGES = 200
"""Pages of one article's comments that are asked for: a cache may leave their number out."""


class WordPressRecords(WordPressSources):
    """What the API of a WordPress answers."""

    api: Api | None = None
    """The API, once it has answered in this run."""

    def _api_of(self, url: str) -> Api:
        return Api(self.base, plain=not urlsplit(url).path.startswith(urlsplit(self.base).path + "/wp-json/"))

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


def _has_more(answer: Answer, page: int, count: int, size: int) -> bool:
    """Tell whether a list of the API has further pages: by its header, else by its being full."""
    pages = answer.headers.get("x-wp-totalpages", "")
    return page < int(pages) if pages.isdecimal() and len(pages) < 8 else count >= size
