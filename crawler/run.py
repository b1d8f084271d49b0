"""Runs spiders in this process, as ``lontar crawl`` and the tests do; ``scrapy crawl`` needs none of it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.clock import now
from crawler.hosts import contact_advice, host_of, is_loopback
from crawler.items import RunReport
from crawler.limits import Limits, Pace, PacedCrawler, nobody_asks
from crawler.logs import log_to
from crawler.sites import SiteLoader
from crawler.throttle import delay_problem

logger = logging.getLogger(__name__)

LOOPBACK_CONCURRENCY = 16
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
    sites_at_once: int = 8
    max_minutes: float | None = None
    """Time after which all runs end."""
    memory_mb: int = 0
    disk_floor_mb: int = 0
    log_level: str = "WARNING"
    log_file: Path | None = None
    log_json: bool = False
    is_asked: Callable[[str], bool] = nobody_asks
    """Tells whether another process asks a host now: its sites are begun last, when nothing else is left to do."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Further Scrapy settings (tests, benchmarks, progress)."""

    def limits(self) -> Limits:
        """Return the limits of the whole crawl."""
        return Limits(
            self.archive.parent, self.sites_at_once, self.max_minutes, self.memory_mb, self.disk_floor_mb
        )


def project_settings() -> Settings:
    """Return the settings of crawler.settings, wherever the working folder is."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def site_loader(archive: Path | None = None) -> SiteLoader:
    """Return what finds the spiders: the project's, and those of the sites beside an archive, the configured one's."""
    settings = project_settings()
    if archive is not None:
        settings.set("ARCHIVE", str(archive), priority="cmdline")
    return SiteLoader.from_settings(settings)


def spider_classes(archive: Path | None = None) -> dict[str, type]:
    """Return every spider that can be used by the slug of its site, in order."""
    loader = site_loader(archive)
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
    }
    if delay == 0:
        values["CONCURRENT_REQUESTS_PER_DOMAIN"] = LOOPBACK_CONCURRENCY
    return values | options.settings


def crawl(sites: list[str], options: CrawlOptions) -> list[RunReport]:
    """Crawl the sites side by side, each politely, and return their reports in order.

    Raises :class:`CrawlError` before anything is fetched when a site is unknown or may not be crawled as asked. Of
    several sites, one that cannot be crawled costs only itself, and its report says why; a single one raises.
    """
    known = spider_classes(options.archive)
    for name in sites:
        if name not in known:
            raise CrawlError(f"there is no site {name!r}: `lontar sites` lists those that are known")
    plans = {name: settings_for(known[name], options) for name in sites}
    base = project_settings()
    base.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    process = AsyncCrawlerProcess(base)
    log_to(options.log_file, options.log_level, options.log_json)
    pace = Pace(options.limits(), options.is_asked)
    arguments = {name: getattr(options, name) for name in ("base_url", "limit", "since", "full", "urls", "at")}
    tasks: dict[str, asyncio.Task[None]] = {}
    gc.freeze()  # what the start made lives as long as the process: no collection need look at it; crawlers come and go
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 20)
    for name, values in plans.items():
        settings = project_settings()
        settings.setdict(values, priority="cmdline")
        host = host_of(options.base_url or known[name].home_url)  # type: ignore[attr-defined]
        tasks[name] = process.crawl(PacedCrawler(known[name], settings, pace, host), **arguments)
    process.start()
    return [_report_of(name, task, pace, alone=len(tasks) == 1) for name, task in tasks.items()]


def _report_of(name: str, task: asyncio.Task[None], pace: Pace, alone: bool) -> RunReport:
    """Return a site's report, also when its crawl has failed or has not been begun."""
    error = None if task.cancelled() else task.exception()
    if task.cancelled() or (error is not None and alone):
        task.result()  # raises
    report = pace.reports.get(name)
    if report is None:
        report = RunReport(site=name, started_at=now(), reason=pace.ended or "shutdown")
    if error is not None:
        report.reason = getattr(error, "reason", "fault")
        report.fatal = str(error)
        if report.reason == "fault":
            report.fatal = f"{name}: a fault of Lontar itself: {type(error).__name__}: {error} (the log shows where)"
            logger.error("the crawl of %s has failed", name, exc_info=error)
    return report
