"""The whole pipeline beside bare Scrapy, over the same addresses from the same server, in alternating order.

Each run is a process of its own; CPU time is the process's own (children included), start-up left out by a first
measurement inside the process when the spider opens and a last one when it closes.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.site import STEP, release_server, slug_of

OURS = "ours"
BARE = "bare"
BARE_OUR_SETTINGS = "bare, our settings"
BARE_OUR_HANDLER = "bare, our settings and handler"
KINDS = (OURS, BARE, BARE_OUR_SETTINGS, BARE_OUR_HANDLER)
ROOT = Path(__file__).parent.parent


def addresses(base_url: str, count: int) -> Iterator[str]:
    """Yield what our crawl fetches: the listings and all releases."""
    yield f"{base_url}/"
    for offset in range(0, count + STEP, STEP):
        yield f"{base_url}/berita/index/{offset}"
    for number in range(count):
        yield f"{base_url}/{slug_of(number)}"


def _bare(base_url: str, count: int, kind: str) -> dict[str, float]:
    """Fetch the same addresses with a Scrapy spider whose callback does nothing."""
    import scrapy
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    marks: dict[str, float] = {}

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self):
            for address in addresses(base_url, count):
                yield scrapy.Request(address, dont_filter=True)

        def parse(self, response):
            marks["pages"] = marks.get("pages", 0) + 1

        def opened(self):
            _mark(marks, "start")

        def closed(self, reason):
            _mark(marks, "end")

        @classmethod
        def from_crawler(cls, crawler, *args, **kwargs):
            spider = super().from_crawler(crawler, *args, **kwargs)
            crawler.signals.connect(spider.opened, signals.spider_opened)
            return spider

    if kind == BARE:
        settings = Settings({"LOG_LEVEL": "WARNING"})
    elif kind == BARE_OUR_SETTINGS:
        from crawler.run import LOOPBACK_CONCURRENCY

        settings = Settings(
            {
                "LOG_LEVEL": "WARNING",
                "CONCURRENT_ITEMS": 1,
                "CONCURRENT_REQUESTS_PER_DOMAIN": LOOPBACK_CONCURRENCY,
                "COOKIES_ENABLED": False,
                "REDIRECT_ENABLED": False,
                "TELNETCONSOLE_ENABLED": False,
            }
        )
    else:
        from crawler.run import LOOPBACK_CONCURRENCY, project_settings

        settings = project_settings()
        settings.setdict(
            {
                "ITEM_PIPELINES": {},
                "DOWNLOAD_DELAY": 0,
                "CONCURRENT_REQUESTS_PER_DOMAIN": LOOPBACK_CONCURRENCY,
                "TRUSTED_ORIGINS": [base_url.removeprefix("http://")],
                "LOG_LEVEL": "WARNING",
            },
            priority="cmdline",
        )
    process: Any
    if settings.getbool("TWISTED_REACTOR_ENABLED"):
        from twisted.internet import asyncioreactor

        asyncioreactor.install()
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    return _result(marks)


class Marks:
    """Scrapy extension: takes the times when the spider opens and when all of it is closed."""

    marks: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler):
        """Connect to the signals."""
        from scrapy import signals

        marks = sys.modules["bench.crawl"].Marks()
        crawler.signals.connect(marks.opened, signals.spider_opened)
        crawler.signals.connect(marks.closed, signals.engine_stopped)
        crawler.marks = marks
        return marks

    def opened(self) -> None:
        """Note the start."""
        _mark(Marks.marks, "start")

    def closed(self) -> None:
        """Note the end, when the pipeline has written everything."""
        _mark(Marks.marks, "end")


def _ours(base_url: str, count: int) -> dict[str, float]:
    """Crawl, read, store and index the releases, as ``lontar crawl`` does."""
    from crawler.run import CrawlOptions, crawl

    marks = Marks.marks
    with tempfile.TemporaryDirectory() as folder:
        options = CrawlOptions(
            archive=Path(folder) / "archive.db", base_url=base_url, settings={"EXTENSIONS": {"bench.crawl.Marks": 0}}
        )
        (report,) = crawl(["kedirikab"], options)
        marks["pages"] = sum(report.outcomes.values())
        if report.outcomes["new"] < count:
            raise SystemExit(f"only {report.outcomes} of {count} releases were archived")
    return _result(marks)


def _mark(marks: dict[str, float], name: str) -> None:
    times = os.times()
    marks[f"{name}_cpu"] = times.user + times.system + times.children_user + times.children_system
    marks[f"{name}_wall"] = time.perf_counter()


def _result(marks: dict[str, float]) -> dict[str, float]:
    import resource

    pages = marks["pages"]
    return {
        "pages": pages,
        "cpu_ms": (marks["end_cpu"] - marks["start_cpu"]) * 1000 / pages,
        "wall_ms": (marks["end_wall"] - marks["start_wall"]) * 1000 / pages,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def run_once(kind: str, base_url: str, count: int) -> dict[str, float]:
    """Run one variant in a process of its own and return its figures."""
    command = [sys.executable, "-m", "bench.crawl", kind, base_url, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=1800, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def measure(pairs: int = 7, count: int = 1500) -> dict[str, dict[str, float]]:
    """Run the variants in alternating order; medians of each, and of the ratio of ours to it, pair by pair."""
    runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    with release_server(count) as base_url:
        for number in range(pairs):
            for kind in KINDS if number % 2 == 0 else reversed(KINDS):
                runs[kind].append(run_once(kind, base_url, count))
    return {
        kind: {name: statistics.median(run[name] for run in runs[kind]) for name in ("cpu_ms", "wall_ms", "rss_mb")}
        | {
            f"{name} ratio": statistics.median(
                ours[name] / other[name] for ours, other in zip(runs[OURS], runs[kind], strict=True)
            )
            for name in ("cpu_ms", "wall_ms")
        }
        for kind in KINDS
    }


if __name__ == "__main__":
    if len(sys.argv) == 4:
        sys.modules["bench.crawl"] = sys.modules["__main__"]
        kind, address, number = sys.argv[1:]
        figures = _ours(address, int(number)) if kind == OURS else _bare(address, int(number), kind)
        print(json.dumps(figures))
    else:
        print(json.dumps(measure(), indent=1))
