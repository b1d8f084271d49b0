"""Playing nights through: a crawl of the sample site on each day of its script, with the clock of that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from crawler.items import RunReport
from crawler.run import CrawlOptions, crawl
from sample.server import serve
from sample.spiders.sample_site import SampleSpider

SETTINGS: dict[str, Any] = {"RETRY_TIMES": 0, "RETRY_GIVE_UP_LOG_LEVEL": "INFO"}


@dataclass(slots=True)
class Night:
    """One night that was played."""

    day: int
    at: str
    """When its crawl began, UTC, by the site's own calendar."""
    report: RunReport


def play(archive: Path, first: int, last: int, **settings: Any) -> Iterator[Night]:
    """Crawl the sample site into an archive on each of its days from ``first`` to ``last``, and yield each night."""
    home = SampleSpider.home_url.rstrip("/")
    with serve(first, public_url=home) as running:
        for day in range(first, last + 1):
            running.set_day(day)
            at = (running.site.moment.astimezone(UTC) + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
            options = CrawlOptions(archive=archive, base_url=running.base_url, at=at, settings=SETTINGS | settings)
            (report,) = crawl([SampleSpider.name], options)
            yield Night(day, at, report)
