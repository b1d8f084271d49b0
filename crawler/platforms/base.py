"""NewsSpider: one government site, as Scrapy and the pipeline meet it.

It walks (crawler.walking), asks (crawler.asking) and reads (crawler.reading). A platform says how addresses are keyed,
how pages are recognised and where listings lead; a site on a known platform is a handful of declarations.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler import captures
from crawler.addresses import SiteAddresses
from crawler.captures import CaptureWriter
from crawler.clock import Clock
from crawler.download import tls_contexts
from crawler.filetypes import FILES_OF_ARTICLE
from crawler.frontier import Frontier
from crawler.guards import origin_of
from crawler.hosts import contact_advice, is_loopback
from crawler.items import Article, Discovery, Listing, RunReport, Walks
from crawler.throttle import delay_problem
from crawler.walking import SiteWalker

logger = logging.getLogger(__name__)

TRIAL_ARTICLES = 30
"""Articles asked for in the first live run of a site whose spider nobody has seen read it."""


class NewsSpider(SiteWalker, scrapy.Spider):
    """One government site. Class attributes are its declarations."""

    def __init__(
        self,
        base_url: str | None = None,
        limit: str | int | None = None,
        since: str | None = None,
        full: bool | str = False,
        urls: Sequence[str] = (),
        at: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.clock = Clock(at)
        self.addresses = SiteAddresses(self.home_url, base_url, self.aliases)
        self.base_url = base_url
        self.limit = int(limit) if limit not in (None, "") else None
        self.since = since or None
        self.full = str(full).lower() in ("1", "true", "yes")
        self.urls = tuple(urls)
        self.report = RunReport(site=self.name, started_at=self.clock(), base_url=base_url)
        self.report.bounded = bool(self.since or self.limit)
        self.progress = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Build the spider and take what it needs from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.in_flight_limit = max(1, min(settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") * 4, 1000))
        home = spider.base_url or spider.home_url
        if not is_loopback(home) and not settings.get("CONTACT"):
            raise UsageError(contact_advice(home))
        if spider.base_url or is_loopback(home):
            settings.set("TRUSTED_ORIGINS", [origin_of(home)], priority="spider")
        if problem := delay_problem(home, settings.getfloat("DOWNLOAD_DELAY")):
            raise UsageError(problem)
        tls_contexts(cls.tls_exceptions)  # an unknown exception is refused here, in one line
        settings.set("TLS_EXCEPTIONS", dict(cls.tls_exceptions), priority="spider")
        spider.trusted = frozenset(origin for origin in settings.getlist("TRUSTED_ORIGINS") if origin)
        spider.take_settings(settings)
        spider.report.user_agent = settings["USER_AGENT"]
        spider.report.delay = settings.getfloat("DOWNLOAD_DELAY")
        spider.report.tls_exceptions = {host: list(names) for host, names in cls.tls_exceptions.items()}
        return spider

    def files_of(self, article: Article, via: str) -> list[Discovery]:
        """Return the files of an article that are fetched: those on its own host, up to a number."""
        urls = [file.url for file in article.attachments] if self.documents else []
        own = [url for url in urls if self.addresses.is_on_host(url)]
        return [Discovery(url, "file", via) for url in own[:FILES_OF_ARTICLE]]

    # ---- what the pipeline asks of a spider ----

    def describe(self) -> dict[str, str | None]:
        """Return the site's row."""
        return {
            "slug": self.name,
            "region": self.region,
            "name": self.site_name,
            "home_url": self.home_url,
            "platform": self.platform,
            "time_zone": self.time_zone,
            "verified": "1" if self.verified else "0",
            "related_older": "1" if self.related_older else "0",
        }

    def attach(self, connection: sqlite3.Connection, folder: Path, walks: Walks) -> Frontier:
        """Take up the archive: open frontier and captures for the run in ``report``."""
        assert self.report.id is not None
        started = self.report.started_at
        if walks.never_run and not self.verified and not is_loopback(self.base_url or self.home_url):
            self._try()
        self.report.mode = self.mode(walks)
        self.frontier = Frontier(
            connection, self.name, self.report.id, started, self.clock, self.budget(walks), walks.open_since
        )
        self.frontier.draw_borders(self.home_url)
        self.captures = CaptureWriter(
            folder, self.name, self.report.id, started, software="Lontar", operator=self.report.user_agent
        )
        return self.frontier

    def _try(self) -> None:
        """Make this run a trial: few pages, and nothing that happens is an alarm."""
        self.report.trial = self.report.bounded = True
        self.limit = TRIAL_ARTICLES if self.limit is None else min(self.limit, TRIAL_ARTICLES)
        logger.info("%s: a trial of at most %d articles, for nobody has seen it read yet", self.name, self.limit)

    mend = staticmethod(captures.mend)

    def kind_of(self, url: str) -> str:
        """Return what is to be expected at one of the site's addresses that somebody names: article, listing or api."""
        return "article" if self.key_of(url) else "listing"

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the addresses to which a page that has been read leads."""
        raise NotImplementedError
