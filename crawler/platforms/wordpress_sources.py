"""What lists all posts of a WordPress: its API, its feed, its sitemaps, its lists; the first that answers is taken.

A source that says that it is not there leads to the next one; one that fails says nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy import Request

from crawler.frontier import Due
from crawler.items import Answer, Discovery, Outcome, Visit
from crawler.platforms.base import NewsSpider
from crawler.platforms.wordpress_addresses import first_page, key_of, page_of
from crawler.platforms.wordpress_rest import Api

DENIED = ("http-401", "http-403", "http-405", "http-406", "http-501")
"""Answers by which a site says that it does not offer a source."""
SOURCES = ("api", "feed", "sitemap")
"""What lists all posts, besides the pages."""


class WordPressSources(NewsSpider):
    """The addresses of a WordPress, and the one source from which a run learns of its posts."""

    section: ClassVar[str] = ""
    """Path below which WordPress stands, ``/berita``, where it is only a part of a site at the root of its host."""
    listings: ClassVar[tuple[str, ...]] = ("/",)
    """Paths of lists of all posts, from where WordPress stands on: the first that is there is walked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = f"{self.addresses.root}{self.section}"
        self.led_from: dict[str, str] = {}
        """Address to which a source has led, to the source's own."""
        self.asked_sources: set[str] = set()
        """Addresses of sources that this run has asked."""

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of a post's address, whatever its permalink; ``p=<number>`` of a plain one."""
        rest = self.addresses.rest_of(url)
        return key_of(rest, self.section) if rest is not None else None

    def article_url(self, key: str) -> str:
        """Return an address that WordPress itself completes: ``/?p=<number>``, or the slug below the root."""
        if key.startswith("p="):
            return f"{self.base}/?{key}"
        return f"{self.base}/{quote(key)}/"

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

    def _redirected(self, answer: Answer) -> Outcome:
        """Go where WordPress leads: it completes addresses, and a plain one leads to its permalink."""
        outcome = super()._redirected(answer)
        visit = answer.visit
        if visit.kind in SOURCES and any(found.url == f"{self.base}/" for found in outcome.discoveries):
            return self._outcome(answer, "missing", "redirect-home")  # a plugin has switched it off
        if visit.kind in SOURCES and any(found.url in self.asked_sources for found in outcome.discoveries):
            return self._outcome(answer, "missing", "redirect-inside")  # another name of one that was not enough
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
        if due.visit.kind in SOURCES:
            self.asked_sources.add(due.visit.url)
        asked = super()._ask(due)
        if isinstance(asked, Outcome):
            asked.discoveries += self._next_source(asked)
        return asked

    def _note_lost_listing(self, visit: Any) -> None:
        lost = visit.outcome in ("failed", "quarantined", "refused")
        listed = visit.kind in ("listing", "api", "feed", "sitemap")
        if lost and listed and visit.reason not in (*DENIED, "robots", "no-api"):
            self.report.walk_complete = False
