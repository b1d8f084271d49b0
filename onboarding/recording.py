"""One page of a site fetched and recorded, for ``scrapy savefixture``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from crawler.platforms.base import NewsSpider
from crawler.run import CrawlOptions
from onboarding.errors import SiteError
from onboarding.fixtures import Recorder
from onboarding.visiting import Refusal, Visitor, answer_of
from onboarding.writing import fixtures_of
from pipelines.errors import ArchiveBusyError


def record_page(spider_class: type[NewsSpider], url: str, settings: Any, base_url: str | None = None) -> Path:
    """Fetch a page as a crawl would and write its fixture; returns the file with what is expected.

    Raises :class:`ValueError`, with one line for the user, when there is nothing to record.
    """
    options = CrawlOptions(archive=Path(settings["ARCHIVE"]), base_url=base_url)
    try:
        return asyncio.run(_record(spider_class, url, fixtures_of(spider_class.name, settings), options))
    except (SiteError, ArchiveBusyError) as error:
        raise ValueError(str(error)) from None
    except Refusal as refusal:
        raise ValueError(f"{refusal.url}: {refusal.reason}") from None


async def _record(spider_class: type[NewsSpider], url: str, folder: Path, options: CrawlOptions) -> Path:
    spider = spider_class(base_url=options.base_url)
    own = spider.addresses.resolve(spider.home_url, url)
    if own and spider.sent_to(f"{own}#{urldefrag(url).fragment}"):
        own = f"{own}#{urldefrag(url).fragment}"  # a call by POST
    kind = spider.kind_of(own) if own else "listing"
    if own is None or (kind == "listing" and not spider.addresses.is_own(own)):
        raise ValueError(f"{url} is no address of {spider_class.name}")
    async with Visitor(spider_class, options) as visitor:
        seen = await visitor.get(own, spider.sent_to(own))
    path = Recorder(spider_class, folder).record(answer_of(seen, kind))
    if path is None:
        raise ValueError(f"{url}: its readers cannot be blanked without changing what is read: record another page")
    return path
