"""How fast the search and the pages answer on a large synthetic archive, beside stock Datasette on the same file.

``python -m bench.search`` measures an archive of a million releases, kept in ``build/`` for the next time;
``--docs`` puts the table into docs/search.md, ``--count N`` takes another number of releases.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml

from bench.articles import SEED, Texts, build
from bench.relevance import PAGE, put
from pipelines.schema import open_archive

ROOT = Path(__file__).parent.parent
MARKS = ("<!-- speed:begin -->", "<!-- speed:end -->")
MILLION = 1_000_000
READERS, SECONDS = 50, 60
EACH = 12
"""Different queries of a kind."""
STOCK_LIMIT_MS = 20_000
LONGEST_KIND = 30.0
"""Seconds after which no more queries of a kind are asked."""


@dataclass(slots=True)
class Timings:
    """Milliseconds of the answers of one kind of request, and what was no answer."""

    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    spent: float = 0.0
    """Milliseconds of the server's processor time an answer."""

    def at(self, share: float) -> float:
        """Return the time within which that share of the answers came."""
        ordered = sorted(self.taken) or [float("nan")]
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def queries(count: int) -> dict[str, list[dict[str, str]]]:
    """Return the arguments of the searches of each kind, always the same for the same number of releases."""
    texts, choose = Texts(count), random.Random(SEED + count)
    singles = [word for word in texts.words if " " not in word and len(word) > 3]
    pairs = [word for word in texts.words if " " in word]
    common, middle, rare = singles[:40], singles[100:1500], singles[len(singles) // 3 :]

    def several(make: str) -> list[dict[str, str]]:
        made = []
        for _ in range(EACH):
            a, b, c = choose.choice(common), choose.choice(middle), choose.choice(middle)
            year = str(choose.randrange(2011, 2026))
            word = {"common": a, "middle": b, "rare": choose.choice(rare), "pair": choose.choice(pairs[:2000])}
            asked: dict[str, dict[str, str]] = {
                "common word": {"q": a},
                "middling word": {"q": b},
                "rare word": {"q": word["rare"]},
                "phrase": {"q": f'"{word["pair"]}"'},
                "phrase of common words": {"q": f'"{choose.choice(common)} {choose.choice(common)}"'},
                "boolean": {"q": f"{a} {b} OR {c} NOT {word['rare']}"},
                "several words": {"q": f"{b} {c}"},
                "prefix": {"q": f"{b[:4]}*"},
                "common word of a site": {"q": a, "site": f"situs{choose.randrange(500):03}"},
                "common word of a province and year": {"q": a, "province": "35", "year": year},
                "word of a category": {"q": b, "category": "Kesehatan"},
                "no word, a year": {"year": year},
            }
            made.append(asked[make])
        return made

    kinds = (
        "rare word", "middling word", "common word", "several words", "phrase", "phrase of common words", "boolean",
        "prefix", "common word of a site", "common word of a province and year", "word of a category",
        "no word, a year",
    )  # fmt: skip
    return {kind: several(kind) for kind in kinds}


# ---- servers ----


class Spent:
    """Processor time of a server and of what it starts, as the system counts it."""

    def __init__(self, process: int) -> None:
        self.process = process

    def seconds(self) -> float:
        """Return the seconds spent until now."""
        numbers = [self.process]
        for number in numbers:
            children = Path(f"/proc/{number}/task/{number}/children")
            numbers += [int(child) for child in children.read_text().split()] if children.exists() else []
        return sum(map(_seconds_of, numbers))


def _seconds_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:  # another system, or its end
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str], port: int) -> Iterator[Spent]:
    """Run a server until it is no longer needed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
        try:
            for _ in range(600):
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    log.seek(0)
                    raise SystemExit(log.read()[-2000:].decode())
                time.sleep(0.1)
            yield Spent(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lontar(archive: Path, port: int) -> list[str]:
    """Return the command that serves an archive as its operator does."""
    return [sys.executable, "-m", "cli", "--archive", str(archive), "serve", "--port", str(port)]


def stock(archive: Path, port: int, folder: Path) -> list[str]:
    """Return the command of Datasette without anything of ours but the name of the full-text index."""
    table = {"fts_table": "articles_fts", "fts_pk": "search_rowid", "sort_desc": "sort_at"}
    metadata = folder / "stock.yaml"
    metadata.write_text(yaml.safe_dump({"databases": {archive.stem: {"tables": {"articles": table}}}}))
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--port", str(port), "-m", str(metadata)]
    for name, value in (("suggest_facets", "off"), ("sql_time_limit_ms", str(STOCK_LIMIT_MS))):
        command += ["--setting", name, value]
    return command


# ---- asking ----


def ask(connection: http.client.HTTPConnection, path: str, timings: Timings) -> None:
    """Time one request, to the last byte."""
    begun = time.perf_counter()
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        timings.errors.append(f"{path[:80]}: {error!r}")
        return
    timings.taken.append((time.perf_counter() - begun) * 1000)
    if answer.status != 200:
        timings.errors.append(f"{path[:80]}: {answer.status}")


def timed(server: Spent, port: int, paths: list[str], rounds: int) -> Timings:
    """Ask for each path so many times, one after the other, after one round that warms up; stop when it takes long."""
    connection, timings = http.client.HTTPConnection("127.0.0.1", port, timeout=120), Timings()
    for path in paths if rounds > 1 else ():
        ask(connection, path, Timings())
    begun, before = time.perf_counter(), server.seconds()
    for path in paths * rounds:
        ask(connection, path, timings)
        if time.perf_counter() - begun > LONGEST_KIND:
            break
    timings.spent = (server.seconds() - before) * 1000 / max(len(timings.taken), 1)
    connection.close()
    return timings


def read_together(port: int, paths: list[str], readers: int, seconds: float) -> Timings:
    """Let many readers ask at once, each one page after the other; return all of their answers."""
    everything, end = [Timings() for _ in range(readers)], time.monotonic() + seconds

    def read(number: int) -> None:
        choose = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.monotonic() < end:
            ask(connection, choose.choice(paths), everything[number])
        connection.close()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Timings(
        [taken for each in everything for taken in each.taken], [error for each in everything for error in each.errors]
    )


@contextmanager
def crawling(archive: Path, releases: int) -> Iterator[list[int]]:
    """Crawl a site of so many releases into the archive meanwhile; gives how many have come in, at the end.

    Those of an earlier measure are fetched again, and count as well.
    """
    from bench.site import release_server

    arrived: list[int] = []
    count = "SELECT count(*) FROM articles WHERE site = 'kedirikab' AND last_seen_at >= ?"
    begun = datetime.now(UTC).isoformat()
    with release_server(releases) as base_url:
        command = [sys.executable, "-m", "cli", "--archive", str(archive), "crawl", "kedirikab", "--full"]
        command += ["--base-url", base_url, "--delay", "0.05"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield arrived
        finally:
            process.terminate()
            process.wait(60)
            with closing(sqlite3.connect(archive)) as connection:
                arrived.append(connection.execute(count, (begun,)).fetchone()[0])


# ---- the table ----


def pages(archive: Path) -> dict[str, list[str]]:
    """Return the addresses of pages of each kind."""
    choose = random.Random(SEED)
    with closing(sqlite3.connect(archive)) as connection:
        (last,) = connection.execute("SELECT max(id) FROM articles").fetchone()
    numbers = [choose.randint(1, last) for _ in range(EACH)]
    return {
        "front page": ["/"],
        "article page": [f"/archive/articles/{number}" for number in numbers],
        "government page": [f"/-/sites/situs{choose.randrange(500):03}" for _ in range(EACH)],
    }


def measure(archive: Path, count: int, rounds: int, readers: int, seconds: float) -> str:
    """Measure everything and return the tables in Markdown."""
    open_archive(archive).conn.close()  # one of an older version is migrated before anybody waits for it
    asked = queries(count)
    lines = [
        "| Search page, as a reader gets it | p50 ms | p95 ms | server ms | stock Datasette server ms | ratio |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        port, other = free_port(), free_port()
        with (
            running(lontar(archive, port), port) as server,
            running(stock(archive, other, Path(folder)), other) as other_server,
        ):
            for kind, arguments in asked.items():
                ours = timed(server, port, [f"/-/search?{urlencode(each)}" for each in arguments], rounds)
                same = [_stock_path(archive.stem, each) for each in arguments[: EACH // 2]]
                theirs = timed(other_server, other, same, 1)
                lines.append(_line(kind, ours, theirs))
            lines += ["", "| Page | p50 ms | p95 ms | server ms |", "| --- | --- | --- | --- |"]
            mixed = [f"/-/search?{urlencode(each)}" for arguments in asked.values() for each in arguments]
            for kind, paths in pages(archive).items():
                timings = timed(server, port, paths, rounds)
                answered = f"{timings.at(0.5):.0f} | {timings.at(0.95):.0f} | {timings.spent:.0f}"
                lines.append(f"| {kind} | {answered if not timings.errors else timings.errors[0] + ' | |'} |")
                mixed += paths if not timings.errors else []
        port = free_port()
        with running(lontar(archive, port), port), crawling(archive, 20_000) as arrived:
            timings = read_together(port, mixed, readers, seconds)
    errors = "; ".join(f"{error} ({number})" for error, number in Counter(timings.errors).most_common(3))
    lines.append(
        f"\n{readers} readers at once for {seconds:.0f} seconds, while a crawl stored {arrived[0]:,} releases in the"
        f" archive: {len(timings.taken):,} answers, {len(timings.errors)} errors{': ' + errors if errors else ''}, half"
        f" of them within {timings.at(0.5):.0f} ms, 95 of 100 within {timings.at(0.95):.0f} ms."
    )
    size = archive.stat().st_size / 1e9
    note = f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f}"
    lines.append(
        f"\nMeasured by `make bench-search` on {note}, Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}: {count:,} releases, {size:.1f} GB; one request after the other through HTTP,"
        f" {EACH} different ones of a kind, {rounds} times, after one round."
    )
    return "\n".join(lines)


def _stock_path(name: str, arguments: dict[str, str]) -> str:
    wanted = {"_size": "20", **({"_search": arguments["q"]} if "q" in arguments else {})}
    wanted |= {column: arguments[column] for column in ("site", "year", "category") if column in arguments}
    if "province" in arguments:
        wanted["region__startswith"] = arguments["province"]
    return f"/{quote(name)}/articles?{urlencode(wanted)}"


def _line(kind: str, ours: Timings, theirs: Timings) -> str:
    if ours.errors:
        return f"| {kind} | {ours.errors[0]} | | | | |"
    start = f"| {kind} | {ours.at(0.5):.0f} | {ours.at(0.95):.0f} | {ours.spent:.0f}"
    if theirs.errors:
        return f"{start} | no answer within {STOCK_LIMIT_MS // 1000} s | |"
    return f"{start} | {theirs.spent:,.0f} | {theirs.spent / max(ours.spent, 0.1):.1f} |"


def main() -> None:
    """Build the archive where it is missing, measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=MILLION, help="releases")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--docs", action="store_true", help="write the table into docs/search.md")
    options = parser.parse_args()
    archive = ROOT / "build" / f"bench-{options.count}" / "archive.db"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        unfinished = archive.with_suffix(".building")
        unfinished.unlink(missing_ok=True)
        print(f"making an archive of {options.count:,} releases at {archive}", file=sys.stderr)
        build(unfinished, options.count)
        unfinished.replace(archive)
    text = measure(archive, options.count, options.rounds, options.readers, options.seconds)
    print(text)
    if options.docs:
        PAGE.write_text(put(PAGE.read_text("utf-8"), MARKS, text), "utf-8")


if __name__ == "__main__":
    main()
