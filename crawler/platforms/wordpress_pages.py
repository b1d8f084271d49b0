"""A WordPress read by its pages: by the marks that it prints itself, else by their structure."""

from __future__ import annotations

import re

from lxml.etree import XPath, _Element

from crawler.items import Answer, Article, Discovery, Item, Listing, Page, Selectors
from crawler.platforms.wordpress_addresses import without_thread_page
from crawler.platforms.wordpress_boxes import drop_boxes
from crawler.platforms.wordpress_records import WordPressRecords
from crawler.platforms.wordpress_selectors import (
    ARTICLE,
    LISTING,
    THREAD,
    content_of,
    is_single,
    is_standing,
    nest,
    post_number,
    shows_entries,
)
from crawler.platforms.wordpress_structure import by_structure, list_by_structure, with_thread
from crawler.structure.known import cleared_layout
from crawler.structure.reading import is_listing, with_day

_THREAD_PAGE = re.compile(r"comment-page-(\d+)|[?&]cpage=(\d+)")
_CANONICAL = XPath("string(/html/head/link[@rel='canonical']/@href)")


class WordPressPages(WordPressRecords):
    """What the pages of a WordPress show."""

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
        if isinstance(item, Listing) and not shows_entries(page.root):
            item.selectors = list_by_structure(page)
        return item

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
