"""Runs spiders in this process, as ``lontar crawl`` and the tests do; ``scrapy crawl`` needs none of it."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.items import RunReport
from crawler.platforms.base import contact_advice, is_loopback
from crawler.throttle import delay_problem

LOOPBACK_CONCURRENCY = 8
"""Requests at once to a server of our own, with delay 0."""


class CrawlError(Exception):
    """A crawl cannot start as asked; the message is one line for the user."""


GARBAGE_THRESHOLD = 50_000
"""Allocations between two looks for cyclic garbage; Python's 700 costs a tenth of a crawl's CPU time."""


@dataclass(slots=True)
class CrawlOptions:
    """What ``lontar crawl`` was told."""

    archive: Path
    limit: int | None = None
    since: str | None = None
    """Day, ``2024-01-31``."""
    full: bool = False
    base_url: str | None = None
    delay: float | None = None
    urls: tuple[str, ...] = ()
    """Addresses of releases to fetch besides those found."""
    at: str | None = None
    """Instant (UTC) at which the run is taken to start, when nights are played through; None: now."""
    log_level: str = "WARNING"
    settings: dict[str, Any] = field(default_factory=dict)
    """Further Scrapy settings (tests, benchmarks, progress)."""


def project_settings() -> Settings:
    """Return the settings of crawler.settings, wherever the working folder is."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def spider_classes() -> dict[str, type]:
    """Return every spider by the slug of its site, in order."""
    loader = SpiderLoader.from_settings(project_settings())
    return {name: loader.load(name) for name in sorted(loader.list())}


def settings_for(spider: type, options: CrawlOptions) -> dict[str, Any]:
    """Return the settings of one site's run; raises :class:`CrawlError` when it may not be crawled so."""
    base = project_settings()
    home = options.base_url or spider.home_url  # type: ignore[attr-defined]
    delay = base.getfloat("DOWNLOAD_DELAY") if options.delay is None else options.delay
    if options.delay is None and is_loopback(home):
        delay = 0.0
    if not is_loopback(home) and not base.get("CONTACT"):
        raise CrawlError(contact_advice(home))
    if problem := delay_problem(home, delay):
        raise CrawlError(problem)
    values: dict[str, Any] = {
        "ARCHIVE": str(options.archive),
        "DOWNLOAD_DELAY": delay,
        "LOG_LEVEL": options.log_level,
    }
    if delay == 0:
        values["CONCURRENT_REQUESTS_PER_DOMAIN"] = LOOPBACK_CONCURRENCY
    return values | options.settings


def crawl(sites: list[str], options: CrawlOptions) -> list[RunReport]:
    """Crawl the sites in parallel, each politely, and return their reports in order.

    Raises :class:`CrawlError` before anything is fetched when a site is unknown or may not be crawled as asked.
    """
    known = spider_classes()
    for name in sites:
        if name not in known:
            raise CrawlError(f"there is no site {name!r}: `lontar sites` lists those that are known")
    plans = [(known[name], settings_for(known[name], options)) for name in sites]
    base = project_settings()
    base.set("LOG_LEVEL", options.log_level, priority="cmdline")
    process = AsyncCrawlerProcess(base)
    crawlers, tasks = [], []
    for spider, values in plans:
        settings = project_settings()
        settings.setdict(values, priority="cmdline")
        crawlers.append(Crawler(spider, settings))
        arguments = {name: getattr(options, name) for name in ("base_url", "limit", "since", "full", "urls", "at")}
        tasks.append(process.crawl(crawlers[-1], **arguments))
    gc.freeze()  # what the start made lives as long as the process: no collection need look at it
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 20)
    process.start()
    for task in tasks:
        task.result()
    return [crawler.spider.report for crawler in crawlers]  # type: ignore[union-attr]
