"""Limits of one ``lontar crawl``: sites at once, its time, its memory, free disk. A run that meets one ends cleanly.

What is under way is finished and saved, what is left stays due, and sites that have not been begun are left.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler

from crawler.items import RunReport
from crawler.logs import SITE
from crawler.throttle import SiteThrottle

logger = logging.getLogger(__name__)

MEGABYTE = 1 << 20
LOOK_SECONDS = 1.0
"""Time between two looks at clock, memory and disk."""
OPENING_SECONDS = 0.02
"""The same, at a spider that is being opened while it is to be stopped."""
MEMORY_EXCESS = 1.5
"""Share of the bound on memory at which all runs end."""


@dataclass(slots=True, frozen=True)
class Limits:
    """What one crawl may take; 0 or None stands for no limit."""

    folder: Path
    """Folder of the archive, whose disk is watched."""
    sites_at_once: int = 8
    max_minutes: float | None = None
    memory_mb: int = 0
    disk_floor_mb: int = 0


def nobody_asks(host: str) -> bool:
    """Take every host for one that no other process asks."""
    return False


class Pace:
    """Begins crawls in turn, within the limits, and ends them when one is met."""

    def __init__(self, limits: Limits, is_asked: Callable[[str], bool] = nobody_asks) -> None:
        self.limits = limits
        self.is_asked = is_asked
        """Tells whether another process asks a host now."""
        self.waiting: dict[PacedCrawler, str] = {}
        """Crawlers that have not begun, with their hosts."""
        self.begun_at = time.monotonic()
        self.running: set[PacedCrawler] = set()
        self.reports: dict[str, RunReport] = {}
        self.throttles: dict[str, SiteThrottle] = {}
        """Host to how the last of its sites was asked, which the next one goes on from."""
        self.ended: str | None = None
        """Why no further site is begun: time-limit, memory or disk-floor."""
        self._turns = asyncio.Condition()
        self._watch: asyncio.Task[None] | None = None
        self._stops: set[asyncio.Future[None]] = set()

    async def begin(self, crawler: PacedCrawler) -> bool:
        """Wait until a crawler may begin; return False when it shall not any more."""
        if self._watch is None:
            self._watch = asyncio.create_task(self._look())
        async with self._turns:
            try:
                await self._turns.wait_for(lambda: self.ended or not crawler.wanted or self._has_room(crawler.host))
            finally:
                self.waiting.pop(crawler, None)
            self.ended = self.ended or self.reached()
            if self.ended or not crawler.wanted:
                return False
            self.running.add(crawler)
        if self.reports:
            gc.collect()  # what the sites before have left is a tangle of cycles, a megabyte each
        return True

    async def finish(self, crawler: PacedCrawler) -> None:
        """Note that a crawler has ended, keep its report, and let the next one begin."""
        if crawler.spider is not None:
            self.reports[crawler.spidercls.name] = crawler.spider.report  # type: ignore[attr-defined]
            if crawler.spider.throttle is not None:  # type: ignore[attr-defined]
                self.throttles[crawler.host] = crawler.spider.throttle  # type: ignore[attr-defined]
        self.running.discard(crawler)
        await self.wake()

    async def wake(self) -> None:
        """Let those who wait look again."""
        async with self._turns:
            self._turns.notify_all()

    def _has_room(self, host: str) -> bool:
        """Tell whether a site may begin: a host is asked by one site at a time, whatever its delay."""
        if any(other.host == host for other in self.running) or len(self.running) >= self.limits.sites_at_once:
            return False
        if self.is_asked(host) and (self.running or not all(map(self.is_asked, set(self.waiting.values())))):
            return False  # by another process: it comes last, and is told who asks if that has not ended by then
        return not self.running or not self.limits.memory_mb or memory_mb() < self.limits.memory_mb

    def reached(self) -> str | None:
        """Return which limit has been met, or None."""
        limits = self.limits
        if limits.max_minutes and time.monotonic() - self.begun_at >= limits.max_minutes * 60:
            return "time-limit"
        if limits.memory_mb and (used := memory_mb()) >= limits.memory_mb * MEMORY_EXCESS:
            logger.warning("%d MB of memory are in use, memory_mb is %d: all runs end", used, limits.memory_mb)
            return "memory"
        if problem := disk_problem(limits.folder, limits.disk_floor_mb):
            logger.warning("%s: all runs end", problem)
            return "disk-floor"
        return None

    async def _look(self) -> None:
        """Look at the limits again and again; end all runs when one is met."""
        while self.ended is None:
            await asyncio.sleep(LOOK_SECONDS)
            self.ended = self.ended or self.reached()
            await self.wake()
        while True:
            for crawler in [crawler for crawler in self.running if crawler.wanted]:
                self._end(crawler)
            await asyncio.sleep(LOOK_SECONDS)

    def _end(self, crawler: PacedCrawler) -> None:
        """Stop a run as Ctrl-C does, with a reason of its own; one that is being opened waits for the next look."""
        if crawler.spider is None or not crawler.crawling or not crawler.engine.running:
            return
        report = crawler.spider.report  # type: ignore[attr-defined]
        if report.reason in ("finished", "limit"):
            report.reason = self.ended
        crawler.wanted = False
        self._stops.add(asyncio.ensure_future(crawler.stop_async()))  # ends when what is under way has ended


class PacedCrawler(Crawler):
    """A crawler that waits for its turn; one that is stopped before its turn never begins."""

    def __init__(self, spider: type, settings: Any, pace: Pace, host: str) -> None:
        super().__init__(spider, settings)
        self.pace = pace
        self.host = host
        self.wanted = True
        self.over = False
        pace.waiting[self] = host

    @property
    def before(self) -> SiteThrottle | None:
        """How another site of the same host was asked before, in this crawl."""
        return self.pace.throttles.get(self.host)

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        """Crawl when there is room."""
        SITE.set(self.spidercls.name)
        if not await self.pace.begin(self):
            return
        try:
            await super().crawl_async(*args, **kwargs)
        finally:
            self.over = True
            await self.pace.finish(self)

    async def stop_async(self) -> None:
        """Stop gracefully, or give up the turn; one that is being opened is stopped then: Scrapy would go on."""
        self.wanted = False
        await self.pace.wake()
        while self.crawling and not self.over and not self.engine.running:
            await asyncio.sleep(OPENING_SECONDS)
        await super().stop_async()


def memory_mb() -> float:
    """Return the memory that this process has in use; 0 where the system does not say."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    return 0.0


def disk_problem(folder: Path, floor_mb: int) -> str | None:
    """Return one line when less is free than the floor, for the archive or its captures; else None."""
    for place in (folder, folder / "captures"):
        if floor_mb and place.is_dir() and (free := shutil.disk_usage(place).free / MEGABYTE) < floor_mb:
            return f"{free:,.0f} MB are free in {place}, less than disk_floor_mb = {floor_mb}"
    return None
