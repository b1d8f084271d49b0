"""Walking a site: what a run takes up from the frontier, in what order, how far, and when it has seen enough.

Requests are made lazily, never more than a few are in memory: what is due stands in the frontier until there is room.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import timedelta
from typing import Any

from scrapy.settings import BaseSettings

from crawler.asking import SiteAsker
from crawler.clock import between, later
from crawler.frontier import Due, Frontier
from crawler.items import Checkpoint, Discovery, Item, Sighting, Visit, Walks

RECENT = timedelta(days=62)
"""What a recent walk covers: agencies publish late."""


class SiteWalker(SiteAsker):
    """The walking half of a site: from what is due to requests, until nothing is due any more."""

    frontier: Frontier
    limit: int | None
    """Articles that a run asks for, at most."""
    since: str | None
    walk_days: tuple[float, float] = (0.0, 0.0)
    """Days between two walks of all listings, and of the recent ones."""
    rechecks: int | None = None
    """Known pages that a run looks at again, at most."""
    in_flight_limit = 4
    articles_asked = 0
    news = False
    """Whether something may have become due since the last look."""
    exhausted = False
    """Whether less was due than there was room for, at the last look."""
    progress: asyncio.Event

    def take_settings(self, settings: BaseSettings) -> None:
        """Take how often listings are walked and how much is looked at again."""
        self.walk_days = (settings.getfloat("FULL_WALK_DAYS"), settings.getfloat("RECENT_WALK_DAYS"))
        self.rechecks = settings.getint("RECHECKS")

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
        while not self._is_left_alone():
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

    def _is_left_alone(self) -> bool:
        """Tell whether the run asks no more: the archive cannot be written, or the site wants to be left."""
        if self.report.fatal:
            return True
        if self.throttle is not None and self.throttle.blocked:
            self.report.reason = "blocked"
        elif self.deferred:
            self.report.reason = "deferred"  # it asks for more time than a run waits
        else:
            return False
        return True

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

    def answered(self, item: Item) -> None:
        """Note that one request has been dealt with, and whether it may have made something due."""
        self.in_flight -= 1
        if not self.news:
            self.news = any(not self.frontier.has_seen(found) for found in item.discoveries)
        self.progress.set()

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
