"""``python -m bench``: the table of all benchmarks; ``--readme`` puts it into README.md, ``--quick`` is short."""

from __future__ import annotations

import multiprocessing
import os
import platform
import re
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import crawl, dates, parse, reparse

README = Path(__file__).parent.parent / "README.md"
MARKS = ("<!-- bench:begin -->", "<!-- bench:end -->")


def apart(measure: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Measure in a process of its own: what other measures have loaded costs this one nothing."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def table(quick: bool) -> str:
    """Measure everything and return the table in Markdown."""
    figures = crawl.measure(pairs=1 if quick else 7, count=300 if quick else 1500)
    lines = [
        "| Crawl | CPU ms a page | wall ms a page | ours / it, CPU | ours / it, wall |",
        "| --- | --- | --- | --- | --- |",
    ]
    for kind, row in figures.items():
        ratios = "| |" if kind == crawl.OURS else f"| {row['cpu_ms ratio']:.2f} | {row['wall_ms ratio']:.2f} |"
        name = f"Scrapy {kind}: fetch only"
        if kind == crawl.OURS:
            name = "Lontar: fetch, guards, WARC, parse, store, index"
        lines.append(f"| {name} | {row['cpu_ms']:.2f} | {row['wall_ms']:.2f} {ratios}")
    lines += ["", "| Other work | Figure |", "| --- | --- |", *parse_lines(quick)]
    found = apart(dates.measure, 20_000 if quick else 100_000)
    lines.append(
        f"| Indonesian date lines | {found['grammar']:,.0f} a second, {found['ratio']:.0f} times dateparser |"
    )
    rate = apart(reparse.measure, 200 if quick else 1000)["pages a second"]
    lines.append(f"| Reparse, WARC to indexed | {rate:.0f} pages/s a core |")
    count = 1000 if quick else 20_000
    lines.append(f"| Peak memory of a crawl of {count:,} pages | {reparse.measure_memory(count)['peak MB']:.0f} MB |")
    cores = os.cpu_count()
    note = f"{datetime.now(UTC):%d %B %Y}, {cores} cores, Python {platform.python_version()}, {platform.machine()}."
    return "\n".join([*lines, "", f"Measured by `make bench` on {note} Medians; ratios pair by pair in one run."])


def parse_lines(quick: bool) -> list[str]:
    """Return the lines about parsing all fields of a page."""
    rows = apart(parse.measure, 2 if quick else 9)
    ours = rows["all_fields"]
    return [
        f"| All fields of a 41 KB page | {ours:.2f} ms, {ours / rows['bare_tree']:.2f} times a bare lxml tree |",
        f"| trafilatura with metadata, same pages | {rows['trafilatura'] / ours:.0f} times ours |",
        f"| newspaper4k, same pages | {rows['newspaper4k'] / ours:.0f} times ours |",
    ]


def main() -> None:
    """Print the table, and put it into the README if asked."""
    text = table("--quick" in sys.argv)
    print(text)
    if "--readme" in sys.argv:
        page = README.read_text("utf-8")
        begin, end = (re.escape(mark) for mark in MARKS)
        page = re.sub(f"{begin}.*?{end}", lambda _: f"{MARKS[0]}\n{text}\n{MARKS[1]}", page, flags=re.DOTALL)
        README.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
