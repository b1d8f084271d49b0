"""One page fetched as a crawl would fetch it: contact, robots.txt, delay, guards; nothing is kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from cli.outcome import CommandError, MisuseError
from crawler.download import GuardedDownloadHandler
from crawler.errors import FETCH_ERRORS, failure_reason
from crawler.items import Capture, Visit
from crawler.reading import Answer
from crawler.robots import fetch_robots
from crawler.run import CrawlError, CrawlOptions, project_settings, settings_for

if TYPE_CHECKING:
    from crawler.platforms.base import NewsSpider


class OneFetch:
    """The part of Scrapy's engine that a single fetch needs."""

    def __init__(self, handler: GuardedDownloadHandler) -> None:
        self.handler = handler

    async def download_async(self, request: Request) -> Response:
        """Fetch one request through the guards."""
        return await self.handler.download_request(request)


def fetch_one(spider: NewsSpider, url: str, kind: str, options: CrawlOptions) -> Answer:
    """Return the answer at one of the site's own addresses; ``kind`` is what is expected there.

    Raises :class:`CommandError` with the reason when nothing came, or when the site or a guard forbids it.
    """
    settings = project_settings()
    try:
        settings.setdict(settings_for(type(spider), options), priority="cmdline")
    except CrawlError as error:
        raise MisuseError(str(error)) from None
    crawler = Crawler(type(spider), settings)
    type(spider).from_crawler(crawler, base_url=options.base_url)  # settles what the guards let through
    return asyncio.run(_fetch(spider, url, kind, crawler))


async def _fetch(spider: NewsSpider, url: str, kind: str, crawler: Crawler) -> Answer:
    address = spider.addresses.fetch_url(url)
    handler = GuardedDownloadHandler(crawler)
    try:
        policy = await fetch_robots(OneFetch(handler), spider.home_url, spider.addresses.fetch_url)
        if not policy.allows(address):
            cause = f"robots.txt {policy.describe()}" if policy.reason else "robots.txt forbids it"
            raise CommandError(f"{address}: {cause}")
        await asyncio.sleep(max(crawler.settings.getfloat("DOWNLOAD_DELAY"), policy.crawl_delay() or 0))
        response = await handler.download_request(Request(address, dont_filter=True))
    except FETCH_ERRORS as error:
        raise CommandError(f"{address}: {failure_reason(error)}") from None
    finally:
        await handler.close()
    location, content_type = (_text(response.headers.get(name)) for name in ("Location", "Content-Type"))
    fetched_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    capture = Capture(url, fetched_at, response.status, content_type or "", size=len(response.body))
    return Answer(Visit(url=url, kind=kind), capture, response.body, location)


def _text(header: bytes | None) -> str | None:
    return header.decode("utf-8", "replace") if header else None
