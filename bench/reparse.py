"""Reparse, from WARC to stored and indexed, in pages a second of CPU time; and peak memory of a long crawl."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.crawl import OURS, run_once
from bench.site import release_server


def measure(count: int = 1000) -> dict[str, float]:
    """Crawl ``count`` releases, then reparse them; pages a second of CPU time."""
    from crawler.replay import Replayer
    from crawler.run import CrawlOptions, crawl
    from pipelines.reparse import reparse

    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        with release_server(count) as base_url:
            crawl(["kedirikab"], CrawlOptions(archive=archive, base_url=base_url))
        started = time.process_time()
        report = reparse(archive, Replayer(archive.parent / "captures"))
        spent = time.process_time() - started
    if report.problems or report.articles < count:
        raise SystemExit(f"reparse gave {report.articles} articles, {report.problems[:3]}")
    return {"pages a second": report.captures / spent}


def measure_memory(count: int = 20_000) -> dict[str, float]:
    """Crawl ``count`` releases in one run; peak resident memory in MB."""
    with release_server(count) as base_url:
        return {"peak MB": run_once(OURS, base_url, count)["rss_mb"]}
