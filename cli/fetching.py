"""One page fetched as a crawl would fetch it: contact, robots.txt, delay, guards; nothing is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cli.outcome import CommandError, MisuseError
from crawler.items import Answer, Sent
from crawler.run import CrawlOptions
from onboarding.errors import SiteError
from onboarding.visiting import Refusal, Visitor, answer_of

if TYPE_CHECKING:
    from crawler.platforms.base import NewsSpider


def fetch_one(spider: NewsSpider, url: str, kind: str, options: CrawlOptions) -> Answer:
    """Return the answer at one of the site's own addresses; ``kind`` is what is expected there.

    Raises :class:`CommandError` with the reason when nothing came, or when the site or a guard forbids it.
    """
    try:
        visitor = Visitor(type(spider), options)
    except SiteError as error:
        raise MisuseError(str(error)) from None
    try:
        return asyncio.run(_fetch(visitor, url, kind, spider.sent_to(url)))
    except SiteError as error:
        raise CommandError(str(error)) from None
    except Refusal as refusal:
        why = "robots.txt forbids it" if refusal.reason == "robots" else refusal.reason
        raise CommandError(f"{visitor.addresses.fetch_url(url)}: {why}") from None


async def _fetch(visitor: Visitor, url: str, kind: str, sent: Sent | None) -> Answer:
    async with visitor:
        return answer_of(await visitor.get(url, sent), kind)
