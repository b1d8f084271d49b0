"""NewsSpider: walks one government site from what is due in the frontier, and hands over what the answers hold.

A platform says how addresses are keyed, how pages are recognised and where listings lead; a site on a known platform
is a handful of declarations (crawler.reading has them). Nothing here follows a redirect by itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import captures
from crawler.addresses import SiteAddresses
from crawler.captures import CaptureWriter, Earlier, Exchange
from crawler.clock import Clock, between, later
from crawler.download import tls_contexts
from crawler.errors import Refused, failure_reason
from crawler.filetypes import FILE_LIMIT, FILE_SECONDS, FILES_OF_ARTICLE
from crawler.frontier import Due, Frontier
from crawler.guards import address_problem, origin_of
from crawler.hosts import contact_advice, host_of, is_loopback
from crawler.items import (
    Answer,
    Article,
    Checkpoint,
    Discovery,
    Item,
    Listing,
    Outcome,
    RunReport,
    Sighting,
    Visit,
    Walks,
)
from crawler.reading import SiteReader
from crawler.robots import RobotsPolicy, fetch_robots
from crawler.throttle import SiteThrottle, delay_problem

logger = logging.getLogger(__name__)

TRIAL_ARTICLES = 30
"""Articles asked for in the first live run of a site whose spider nobody has seen read it."""

FILE_LIMITS = {"download_maxsize": FILE_LIMIT, "download_timeout": FILE_SECONDS}

RECENT = timedelta(days=62)
"""What a recent walk covers: agencies publish late."""


class NewsSpider(SiteReader, scrapy.Spider):
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
        self.walk_days = (0.0, 0.0)
        self.rechecks: int | None = None
        self.in_flight = 0
        self.articles_asked = 0
        self.deferred = False
        self.news = False
        self.exhausted = False
        self.progress = asyncio.Event()
        self.in_flight_limit = 4
        self.trusted: frozenset[str] = frozenset()
        self.robots: RobotsPolicy | None = None
        self.throttle: SiteThrottle | None = None

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

    def take_settings(self, settings: BaseSettings) -> None:
        """Take how often listings are walked and how much is looked at again."""
        self.walk_days = (settings.getfloat("FULL_WALK_DAYS"), settings.getfloat("RECENT_WALK_DAYS"))
        self.rechecks = settings.getint("RECHECKS")

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

    @property
    def spared_host(self) -> str | None:
        """The host that nobody else may ask during the run; None where it is asked without delay, on this machine."""
        return host_of(self.base_url or self.home_url) if self.report.delay else None

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

    def budget(self, walks: Walks) -> int | None:
        """Return how many known pages the run looks at again, at most; None: all that are due."""
        return None if self.full or walks.full_at is None else self.rechecks

    def mode(self, walks: Walks) -> str:
        """Return which listings the run walks: all, those of the last two months, or until nothing new comes."""
        days = [timedelta(days=days) for days in self.walk_days]
        if self.full or walks.full_at is None or between(walks.full_at, self.report.started_at) > days[0]:
            return "full"
        last = max(walks.full_at, walks.recent_at or "")
        return "recent" if between(last, self.report.started_at) > days[1] else "incremental"

    mend = staticmethod(captures.mend)

    def answered(self, item: Item) -> None:
        """Note that one request has been dealt with, and whether it may have made something due."""
        self.in_flight -= 1
        if not self.news:
            self.news = any(not self.frontier.has_seen(found) for found in item.discoveries)
        self.progress.set()

    # ---- the run ----

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests for what is due, lazily: never more than ``in_flight_limit`` in memory."""
        try:
            async for each in self._requests():
                yield each
        except sqlite3.Error as error:  # the archive cannot be read: the pipeline ends the run
            yield Checkpoint(asyncio.Event(), error=error)

    async def _requests(self) -> AsyncIterator[Any]:
        if not await self._agree_with_site():
            return
        yield self._ask(Due(Visit(self.probe_url(), "probe"), None, None))
        await self._progress()  # what the site says of a page that does not exist is known before pages are read
        self.frontier.enter(self.entries())
        if self.full:
            self.frontier.make_all_due()
        while not self.report.fatal:
            if self.throttle is not None and self.throttle.blocked:
                self.report.reason = "blocked"
                break
            if self.deferred:
                self.report.reason = "deferred"  # the site asked for more time than a run waits
                break
            for due in self._take():
                yield self._ask(due)
            if not self.exhausted:  # more may be due: taken up when half of those under way are dealt with
                while self.in_flight > self.in_flight_limit // 2:
                    await self._progress()
                continue
            if self.in_flight and not self.news:
                await self._progress()
                continue
            idle, self.news = self.in_flight == 0 and not self.news, False
            checkpoint = Checkpoint(asyncio.Event(), idle)
            yield checkpoint
            await checkpoint.done.wait()
            self.exhausted = False
            if idle and not self._has_due():
                break

    def _take(self) -> list[Due]:
        """Take what is due and for what there is room; where less was due, no more is until a checkpoint."""
        room = self.in_flight_limit - self.in_flight
        if room <= 0 or self.exhausted:
            return []
        left = None if self.limit is None else max(self.limit - self.articles_asked, 0)
        if left == 0:
            self.exhausted = True
            self.report.reason = "limit"
            return []
        taken = self.frontier.take(room, articles_left=left)
        self.exhausted = len(taken) < room
        self.articles_asked += sum(1 for due in taken if due.visit.kind == "article")
        return taken

    def _has_due(self) -> bool:
        return self.report.reason == "finished" and self.frontier.has_due()

    async def _progress(self) -> None:
        """Wait until a request has been dealt with; at once when none is under way."""
        if self.in_flight == 0:
            return
        self.progress.clear()
        await self.progress.wait()

    async def _agree_with_site(self) -> bool:
        """Read robots.txt and settle the delay; return whether the run may go on."""
        assert self.crawler.engine is not None
        before: SiteThrottle | None = getattr(self.crawler, "before", None)
        if before is not None and (before.blocked or before.deferred):  # by another site of the same host
            self.report.reason = "blocked" if before.blocked else "deferred"
            return False
        # another process may have asked this host just now
        await asyncio.sleep(before.delay if before else self.report.delay)
        self.robots = await fetch_robots(self.crawler.engine, self.home_url, self.addresses.fetch_url)
        settings = self.crawler.settings
        self.throttle = SiteThrottle(
            settings.getfloat("DOWNLOAD_DELAY"),
            self.robots.crawl_delay(),
            longest_wait=settings.getfloat("RETRY_AFTER_LONGEST", 3600.0),
            patience=settings.getfloat("RETRY_AFTER_PATIENCE", 120.0),
            refusals=settings.getint("REFUSALS_UNTIL_BLOCKED", 10),
        )
        if before is not None:
            self.throttle.go_on_from(before)
        self.report.delay = self.throttle.delay
        self.report.robots = {
            "policy": self.robots.describe(),
            "digest": self.robots.digest or None,
            "crawl_delay": self.robots.crawl_delay(),
        }
        self.report.robots_digest = self.robots.digest or None
        if self.robots.reason:
            self.report.reason = self.robots.reason
            return False
        self._apply_delay()
        return True

    def _apply_delay(self) -> None:
        """Set the delay on the downloader's slot of this site, as Scrapy's AutoThrottle does, and on later slots."""
        assert self.crawler.engine is not None and self.throttle is not None
        self.download_delay = self.throttle.delay
        slots = self.crawler.engine.downloader.slots
        host = urlsplit(self.addresses.fetch_url(self.home_url)).hostname or ""
        if host in slots:
            self.throttle.apply(slots[host])

    def _ask(self, due: Due) -> Request | Outcome:
        visit, sent = due.visit, self.sent_to(due.visit.url)
        self.in_flight += 1
        assert self.robots is not None
        fetch_url = self.addresses.fetch_url(urldefrag(visit.url).url if sent else visit.url)
        problem = address_problem(fetch_url, self.trusted)
        if problem is None and not self.robots.allows(fetch_url):
            problem = "robots"
        if problem is not None:
            visit.outcome, visit.reason, visit.instant = "refused", problem, self.clock()
            return Outcome(self.name, visit)
        headers: dict[str, str | None] = {"Content-Type": sent.content_type} if sent else {}
        if not self.full and not sent:
            headers = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        return Request(
            fetch_url,
            method="POST" if sent else "GET",
            body=sent.body if sent else b"",
            callback=self.answer,
            errback=self.failed,
            headers={name: value for name, value in headers.items() if value},
            meta={"visit": visit, "handle_httpstatus_all": True, **(FILE_LIMITS if visit.kind == "file" else {})},
            dont_filter=True,
        )

    def answer(self, response: Response, **_: Any) -> list[Answer]:
        """Keep an answer's bytes, and hand it over to be read: one request, one answer."""
        meta = response.meta
        visit: Visit = meta["visit"]
        version, status, phrase, fields = meta["lontar_http"]
        raw: bytes = meta["lontar_raw"]
        request = response.request
        assert request is not None
        earlier = None
        if visit.capture_id is not None and visit.capture_digest and visit.capture_at:
            earlier = Earlier(visit.capture_id, visit.capture_digest, visit.url, visit.capture_at)
        exchange = Exchange(
            url=visit.url,
            method=request.method,
            path=_target(request.url),
            request_headers=[
                (b"Host", urlsplit(request.url).netloc.encode("latin-1", "replace")),
                *((name, value) for name, values in dict.items(request.headers) for value in values),
            ],
            version=version,
            status=status,
            phrase=phrase,
            headers=fields,
            body=raw,
            fetched_at=self.clock(),
            fetched_from=request.url,
            sent=request.body,
        )
        capture = self.captures.write(exchange, earlier)
        visit.skew = _skew(response.headers.get("Date"), exchange.fetched_at)
        retry_after = self._note_status(response)
        location = response.headers.get("Location")
        text = location.decode("utf-8", "replace") if location else None
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in fields}
        return [Answer(visit, capture, response.body, text, retry_after, named)]

    def _note_status(self, response: Response) -> int | None:
        assert self.throttle is not None
        verdict = self.throttle.answered(response.status, response.headers.get("Retry-After"))
        self.deferred = self.deferred or verdict == "defer"
        self._apply_delay()
        wait = self.throttle.retry_after
        return int(wait) if wait is not None else None

    def failed(self, failure: Failure) -> list[Outcome]:
        """Turn a failed request into an outcome with its reason."""
        visit: Visit = failure.request.meta["visit"]  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        visit.reason = failure_reason(error)
        visit.outcome = "refused" if isinstance(error, Refused) else "failed"
        visit.instant = self.clock()
        if self.throttle is not None:
            self.throttle.failed(visit.reason)
            self._apply_delay()
        self._note_lost_listing(visit)
        return [Outcome(self.name, visit)]

    def kind_of(self, url: str) -> str:
        """Return what is to be expected at one of the site's addresses that somebody names: article, listing or api."""
        return "article" if self.key_of(url) else "listing"

    def may_stop(self, urls: Sequence[str]) -> bool:
        """Tell whether the walk of a listing may stop at these articles: known, or older than the walk covers."""
        if self.report.mode == "recent":
            return self.frontier.all_older(urls, later(self.report.started_at, -RECENT))
        return self.report.mode == "incremental" and self.frontier.known_before_run(urls) == len(urls)

    def is_old(self, sighting: Sighting) -> bool:
        """Tell whether what is shown is older than the operator asked for."""
        return bool(self.since and sighting.published_at and sighting.published_at[:10] < self.since)

    def probe_url(self) -> str:
        """Return an address that cannot exist, another one in each run."""
        sign = hashlib.sha256(f"{self.name} {self.report.id}".encode()).hexdigest()[:12]
        return f"{self.addresses.root}/halaman-yang-tidak-ada-{sign}"

    def entries(self) -> Iterable[Discovery]:
        """Return what every run begins with: home page, first listing pages, feeds, and the operator's addresses."""
        raise NotImplementedError

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the addresses to which a page that has been read leads."""
        raise NotImplementedError


def _skew(date: bytes | None, instant: str) -> float | None:
    """Return by how many seconds a Date header is ahead of an instant; None without a usable one."""
    if date is None:
        return None
    try:
        sent = parsedate_to_datetime(date.decode("latin-1"))
        return (sent - datetime.fromisoformat(instant)).total_seconds()
    except (ValueError, TypeError):
        return None


def _target(url: str) -> str:
    """Return the request target: path and query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
