"""Progress of a crawl: a Scrapy extension that moves one bar a site, where somebody watches."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import signals

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from scrapy.crawler import Crawler

RECOUNT_SECONDS = 1.0
"""Time between two looks at what is still due."""
DETAILS = ("new", "changed", "quarantined", "failed")


class CrawlProgress:
    """Moves the bar of one site: answers dealt with, of those and what is still due."""

    display: ClassVar[Progress]

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.done = 0
        self.total: int | None = None
        self.counted_at = time.monotonic()
        self.task: TaskID | None = None
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.scraped, signals.item_scraped)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for one site's crawler."""
        return cls(crawler)

    def opened(self, spider: Any) -> None:
        """Show the site's bar."""
        self.task = self.display.add_task(spider.name, total=None, detail="")

    def scraped(self, item: Any, spider: Any) -> None:
        """Count an answer that has been dealt with."""
        if getattr(item, "visit", None) is None or self.task is None:
            return
        self.done += 1
        if time.monotonic() - self.counted_at > RECOUNT_SECONDS:
            self.counted_at = time.monotonic()
            self.total = self.done + spider.frontier.count_due() + spider.in_flight
        elif self.total is not None and self.done > self.total:
            self.total = self.done + spider.in_flight
        detail = describe(spider.report.outcomes)
        self.display.update(self.task, completed=self.done, total=self.total, detail=detail)

    def closed(self, spider: Any) -> None:
        """Fill the bar."""
        if self.task is not None:
            detail = describe(spider.report.outcomes)
            self.display.update(self.task, completed=self.done, total=self.done, detail=detail)


def describe(outcomes: dict[str, int]) -> str:
    """Return the counts that matter, in words: ``new 12, failed 1``."""
    return ", ".join(f"{name} {outcomes[name]}" for name in DETAILS if outcomes.get(name))


def shown_on(display: Progress) -> type[CrawlProgress]:
    """Return the extension bound to a display, for the setting EXTENSIONS."""
    return type("ShownProgress", (CrawlProgress,), {"display": display})
