"""Asking one site, one request at a time, as a crawl does: contact, robots.txt, delay, guards; nothing is kept."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.addresses import SiteAddresses
from crawler.download import TLS_NAMES, GuardedDownloadHandler
from crawler.errors import FETCH_ERRORS, failure_reason
from crawler.guards import address_problem
from crawler.hosts import root_of
from crawler.items import Answer, Capture, Sent, Visit
from crawler.robots import REDIRECTS, RobotsPolicy, fetch_robots
from crawler.run import CrawlError, CrawlOptions, project_settings, settings_for
from crawler.signs import Seen
from crawler.throttle import SiteThrottle
from onboarding.errors import SiteError, SiteGoneError
from pipelines import locks

if TYPE_CHECKING:
    from crawler.platforms.base import NewsSpider

logger = logging.getLogger(__name__)

MOST_REQUESTS = 80
"""Requests of one visit; what needs more is a crawl."""
MOST_FAILURES = 3
"""Requests in a row without an answer, after which the site counts as gone."""
MOST_HOPS = 5


class Refusal(Exception):
    """One address brought no answer; ``reason`` is that of the run record: ``robots``, ``timeout``, ``dns`` ..."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason = url, reason


class OneFetch:
    """The part of Scrapy's engine that reading robots.txt needs."""

    def __init__(self, handler: GuardedDownloadHandler) -> None:
        self.handler = handler

    async def download_async(self, request: Request) -> Response:
        """Fetch one request through the guards."""
        return await self.handler.download_request(request)


class Visitor:
    """Asks one site while it is entered; remembers what was answered, so that nothing is asked twice.

    Raises :class:`SiteError` when the site must not be asked at all, or has stopped answering.
    """

    def __init__(self, spider_class: type[NewsSpider], options: CrawlOptions) -> None:
        settings = project_settings()
        try:
            settings.setdict(settings_for(spider_class, options), priority="cmdline")
        except CrawlError as error:
            raise SiteError(str(error)) from None
        self.archive = options.archive
        self.held = ExitStack()
        self.crawler = Crawler(spider_class, settings)
        spider = spider_class.from_crawler(self.crawler, base_url=options.base_url)  # settles what the guards let pass
        self.spared_host = spider.spared_host
        self.addresses, self.home_url = spider.addresses, spider.home_url
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        self.robots = RobotsPolicy(None)
        self.rules: dict[str, RobotsPolicy] = {}
        """Rules of other hosts of the site that are asked, by their root."""
        self.throttle = SiteThrottle(0.0)
        self.asked: dict[str, Seen | Refusal] = {}
        """Address really asked to what came."""
        self.requests = 0
        self.left = False
        """Whether the visit is over: what was answered can be had again, nothing else."""
        self._failures = 0
        self._last = 0.0

    async def __aenter__(self) -> Self:
        self.handler = GuardedDownloadHandler(self.crawler)
        try:
            if self.spared_host is not None:
                self.held.enter_context(locks.sole_visit(self.archive, self.spared_host))
                await asyncio.sleep(self.delay)  # a crawl may have asked this host just now
            self.robots = await fetch_robots(OneFetch(self.handler), self.home_url, self.addresses.fetch_url)
            self._last = time.monotonic()
            if self.robots.reason:
                state = self.robots.describe()
                raise SiteError(f"{self.host} cannot be asked, its robots.txt is {state}: {advice_on(state)}")
        except BaseException:
            await self._leave()
            raise
        self.throttle = SiteThrottle(self.delay, self.robots.crawl_delay())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave()

    async def _leave(self) -> None:
        self.left = True
        await self.handler.close()
        self.held.close()

    @property
    def host(self) -> str:
        """The host that is really asked."""
        return urlsplit(self.addresses.fetch_url(self.home_url)).netloc

    @property
    def place(self) -> str:
        """The host, with the path below which the site stands there."""
        return self.host + self.addresses.prefix

    def stand_at(self, home_url: str) -> None:
        """Take what stands below an address on the host for the site, instead of all that is there."""
        self.home_url, self.addresses = home_url, SiteAddresses(home_url)

    async def get(self, url: str, sent: Sent | None = None) -> Seen:
        """Return the answer at one of the site's own addresses, or its API's; follows no redirect.

        ``sent`` goes to it by POST, where there is any; the address then has what tells this call from others as its
        fragment. Raises :class:`Refusal` when there is no answer.
        """
        await self._meet(url)
        address = self.addresses.fetch_url(url)
        if address not in self.asked:
            try:
                self.asked[address] = await self._ask(url, address, sent)
            except Refusal as refusal:
                self.asked[address] = refusal
        found = self.asked[address]
        if isinstance(found, Refusal):
            raise found
        return found

    async def follow(self, url: str) -> Seen:
        """Return the answer at an address, going where the site leads as long as that is the site's own."""
        for _ in range(MOST_HOPS):
            seen = await self.get(url)
            location = seen.headers.get("location")
            target = self.addresses.resolve(url, urljoin(url, location)) if location else None
            if seen.status not in REDIRECTS or target is None:
                return seen
            if not self.addresses.is_own(target):
                raise Refusal(target, "off-site")
            url = target
        raise Refusal(url, "redirect-loop")

    async def _meet(self, url: str) -> None:
        """Read the rules of another host of the site, that of its API, before it is asked; its own are read already.

        Raises :class:`Refusal` for an address that must not be asked at all.
        """
        root = root_of(url)
        if root in self.rules or self.addresses.is_on_host(url):
            return
        self.addresses.also_fetch(root)
        trusted = self.crawler.settings.getlist("TRUSTED_ORIGINS")
        if problem := address_problem(self.addresses.fetch_url(url), trusted):
            raise Refusal(url, problem)
        self.rules[root] = await fetch_robots(OneFetch(self.handler), f"{root}/", self.addresses.fetch_url)

    async def _ask(self, url: str, address: str, sent: Sent | None) -> Seen:
        rules = self.rules.get(root_of(url))
        asked, address = urldefrag(url).url, urldefrag(address).url
        if not (rules.allows(asked) if rules else self.robots.allows(address)):
            raise Refusal(url, (rules.reason if rules else None) or "robots")
        if self.left or self.requests >= MOST_REQUESTS:
            raise Refusal(url, "enough-asked")
        await asyncio.sleep(max(0.0, self._last + self.throttle.delay - time.monotonic()))
        self.requests += 1
        try:
            response = await self.handler.download_request(_request(address, sent))
        except FETCH_ERRORS as error:
            reason = failure_reason(error)
            raise Refusal(url, reason if rules else self._failed(reason)) from None
        finally:
            self._last = time.monotonic()
        self._failures = 0
        self.throttle.answered(response.status, response.headers.get("Retry-After"))
        if self.throttle.blocked:
            raise SiteGoneError(f"{self.host} refuses us again and again ({response.status}): try again later")
        headers = {
            name.decode("latin-1").lower(): b"\n".join(values).decode("utf-8", "replace")
            for name, values in dict.items(response.headers)
        }
        return Seen(url, response.status, headers, response.body)

    def _failed(self, reason: str) -> str:
        """Count a request without an answer; raises :class:`SiteError` when there have been too many in a row."""
        self.throttle.failed(reason)
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            raise SiteGoneError(f"{self.host} has stopped answering ({reason}): try again when it is well")
        return reason


def _request(address: str, sent: Sent | None) -> Request:
    if sent is None:
        return Request(address, dont_filter=True)
    headers = {"Content-Type": sent.content_type}
    return Request(address, method="POST", body=sent.body, headers=headers, dont_filter=True)


def advice_on(reason: str) -> str:
    """Return what a user can do about a site that cannot be asked."""
    if "tls" not in reason:
        return "check the address"
    return f"its TLS set-up is broken; the mildest exception that helps may be allowed, --tls {', '.join(TLS_NAMES)}"


def answer_of(seen: Seen, kind: str, fetched_at: str | None = None) -> Answer:
    """Return what came as the reading of a site takes it; ``kind`` is what was expected there."""
    at = fetched_at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content_type = seen.headers.get("content-type", "")
    capture = Capture(seen.url, at, seen.status, content_type, size=len(seen.body))
    location = seen.headers.get("location")
    return Answer(Visit(url=seen.url, kind=kind), capture, seen.body, location, headers=seen.headers)
