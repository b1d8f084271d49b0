"""Crawls that nobody watches: silence, locks, limits, several sites side by side, logs."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import json
import logging
import re
import signal
import sqlite3
import subprocess
import sys
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from cli.summary import alarm_lines, exit_code
from crawler import config, limits, logs
from crawler.items import RunReport
from crawler.platforms.swarakalibata import SwarakalibataSpider
from crawler.run import CrawlOptions, crawl
from pipelines.errors import ArchiveBusyError
from pipelines.locks import lock_of, sole_run, sole_use
from pipelines.schema import open_archive
from tests.kediri_server import kediri_routes, kediri_server
from tests.servers import Reply, ScriptedServer, redirect
from tests.test_cli import ROOT, answer, command, complaint, environment, run

LISTING = Reply("<html><body><div class='article-big'></div></body></html>")


def slow_server(seconds: float, hold: bool = False) -> ScriptedServer:
    """A server of the recorded pages that takes its time; with ``hold``, of all but the first it takes minutes."""
    answered = count()

    def slowly(reply: Reply):
        async def write(asked, writer):
            await asyncio.sleep(300 if hold and next(answered) > 13 else seconds)
            writer.write(reply.encode(asked.method))

        return write

    routes = {**kediri_routes(), "*": redirect("/main", 307)}
    return ScriptedServer({path: slowly(reply) for path, reply in routes.items()})


@contextmanager
def slow_crawl(
    folder: Path, *arguments: str, hold: bool = False
) -> Iterator[tuple[subprocess.Popen[str], ScriptedServer]]:
    """A crawl in a process of its own that is well under way, and takes long."""
    with slow_server(0.4, hold) as server:
        process = subprocess.Popen(
            command("crawl", "kedirikab", "--base-url", server.base_url, *arguments),
            cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 20
            while sum(server.hits.copy().values()) < 12 and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.01)
            yield process, server
        finally:
            process.kill()
            process.communicate()


def run_row(folder: Path) -> tuple:
    with sqlite3.connect(folder / "archive.db") as archive:
        row = archive.execute(
            "SELECT reason, finished_at IS NOT NULL, (SELECT full_walk_at FROM sites), (SELECT count(*) FROM pages"
            " WHERE due_at <= strftime('%Y-%m-%dT%H:%M:%SZ')) FROM runs ORDER BY id DESC LIMIT 1"
        ).fetchone()
    archive.close()
    return row


# ---- silence ----


def test_a_quiet_crawl_says_nothing_when_all_is_well(tmp_path):
    with kediri_server() as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url, "--quiet"]
        assert answer(tmp_path, *crawling) == ""
        assert answer(tmp_path, *crawling) == "", "nor when nothing is new"


def test_a_quiet_crawl_tells_alarms_on_stderr(tmp_path):
    routes = {**kediri_routes(), "/berita/index": Reply("no", 403), "*": redirect("/main", 307)}
    with ScriptedServer(routes) as server:
        url = server.base_url + "/broken"
        server.routes["/broken"] = Reply("<html><body></body></html>")
        done = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--url", url, "--quiet")
    line = complaint(done, 3)
    assert done.stdout == "" and "kedirikab: pages " in line and " failed" in line and "lontar --archive" in line


def test_a_quiet_crawl_without_an_answer_fails_in_one_line(tmp_path):
    with ScriptedServer({"/robots.txt": Reply("", 404), "*": Reply("closed", 403)}) as server:
        done = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--quiet")
    assert done.returncode == 1 and done.stdout == ""
    assert "gave no answer" in done.stderr and "Traceback" not in done.stderr


def test_quiet_and_json_do_not_go_together(tmp_path):
    assert "one of them" in complaint(run(tmp_path, "crawl", "--sample", "--quiet", "--json"), 2)


@pytest.mark.parametrize(
    ("reasons", "failed", "code"),
    [
        (["finished"], 0, 0), (["time-limit"], 0, 0), (["finished", "locked"], 0, 4), (["finished", "locked"], 1, 3),
        (["memory", "finished"], 0, 3), (["disk-floor"], 0, 3), (["blocked", "locked"], 1, 1), (["shutdown"], 1, 130),
    ],
)  # fmt: skip
def test_the_worst_decides_the_exit_code(reasons, failed, code, tmp_path):
    reports = [RunReport(site=f"site{n}", started_at="", reason=reason) for n, reason in enumerate(reasons)]
    for report in reports:
        report.outcomes.update({"listing": 3} if report.reason != "locked" else {})
        report.fatal = "held by process 4711" if report.reason == "locked" else None
    reports[0].outcomes["failed"] = failed
    assert exit_code(reports) == code
    assert bool(alarm_lines(tmp_path / "archive.db", reports)) == bool(code)


# ---- locks ----


def test_a_second_crawl_of_a_site_says_who_is_at_it(tmp_path):
    with slow_crawl(tmp_path, hold=True) as (process, server):
        second = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--quiet")
        line = complaint(second, 4)
        assert f"kedirikab is being crawled by process {process.pid} since 20" in line
        assert "(lontar crawl kedirikab" in line and second.stdout == ""
        (shown,) = re.findall(r"(?m)^lontar: kedirikab is being crawled.*$", (ROOT / "docs/operator.md").read_text())
        plain = [re.sub(r"\d+", "0", re.sub(r"\(.*\)", "()", text)) for text in (line, shown)]
        assert plain[0] == plain[1], "the docs show what is printed"
        rebuilt = complaint(run(tmp_path, "reparse"), 4)
        assert f"archive.db is in use by process {process.pid} since" in rebuilt
        assert run(tmp_path, "status").returncode == 0, "reading goes on"
        process.kill()
        process.wait()
    assert (tmp_path / "captures" / "kedirikab.lock").read_text(), "a file left behind"
    with kediri_server() as server:
        answer(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--quiet")
    assert "all in order" in answer(tmp_path, "verify")


def test_nothing_is_crawled_while_an_archive_is_rebuilt(tmp_path):
    with kediri_server() as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url, "--quiet"]
        answer(tmp_path, *crawling)
        with sole_use(tmp_path / "archive.db"):
            assert "archive.db is in use by process " in complaint(run(tmp_path, *crawling), 4)
            assert "in use by process" in complaint(run(tmp_path, "reparse"), 4)
        answer(tmp_path, *crawling)
        answer(tmp_path, "reparse")


def test_locks_in_one_archive(tmp_path):
    archive = tmp_path / "archive.db"
    with sole_run(archive, "one"), sole_run(archive, "two"):
        with pytest.raises(ArchiveBusyError, match="one is being crawled by process"), sole_run(archive, "one"):
            pass
        started = time.monotonic()
        with pytest.raises(ArchiveBusyError, match="in use by process"), sole_use(archive, wait=0.3):
            pass
        assert time.monotonic() - started >= 0.3
    with sole_use(archive), pytest.raises(ArchiveBusyError), sole_run(archive, "one"):
        pass
    assert lock_of(archive).read_text() == "", "who lets go says so"


def test_a_lock_that_does_not_say_who_holds_it(tmp_path):
    (tmp_path / "captures").mkdir()
    for text in ("", "{", '{"process": "x", "host": 3, "since": 1, "command": 2}', "[]"):
        with (tmp_path / "captures" / "one.lock").open("w") as file:
            file.write(text)
            file.flush()
            fcntl.flock(file, fcntl.LOCK_EX)
            with pytest.raises(ArchiveBusyError, match="another process"), sole_run(tmp_path / "archive.db", "one"):
                pass


# ---- several sites ----


@contextmanager
def sites(monkeypatch, count: int, seconds: float = 0.0, host: str = "127.0.0.1") -> Iterator[tuple[list[str], list]]:
    """Several sites, each on its own server; a list of (time, site) at the begin and the end of every request."""
    asked: list[tuple[float, str]] = []
    spiders: dict[str, type] = {}

    def routes(name: str) -> dict:
        async def write(request, writer):
            asked.append((time.monotonic(), name))
            await asyncio.sleep(seconds)
            asked.append((time.monotonic(), name))
            writer.write(LISTING.encode(request.method))

        return {"/robots.txt": Reply("", 404), "*": write}

    with ExitStack() as stack:
        for number in range(count):
            name = f"site{number}"
            server = stack.enter_context(ScriptedServer(routes(name)))
            body = {"name": name, "site_name": name, "home_url": f"http://{host}:{server.port}/", "region": None}
            spiders[name] = type(name, (SwarakalibataSpider,), body)
        monkeypatch.setattr("crawler.run.spider_classes", lambda archive=None: spiders)
        yield list(spiders), asked


def spans(asked: list[tuple[float, str]]) -> dict[str, tuple[float, float]]:
    times: dict[str, list[float]] = {}
    for moment, name in asked:
        times.setdefault(name, []).append(moment)
    return {name: (min(found), max(found)) for name, found in times.items()}


def most_at_once(asked: list[tuple[float, str]]) -> int:
    ranges = spans(asked).values()
    return max(sum(begin <= moment <= end for begin, end in ranges) for moment, _ in asked)


@pytest.mark.parametrize("at_once", [1, 3])
def test_so_many_sites_at_once(tmp_path, monkeypatch, at_once):
    with sites(monkeypatch, 5, 0.2) as (names, asked):
        reports = crawl(names, CrawlOptions(archive=tmp_path / "archive.db", sites_at_once=at_once))
    assert [(report.site, report.reason) for report in reports] == [(name, "finished") for name in names]
    assert len(spans(asked)) == 5 and most_at_once(asked) == at_once


def test_a_crawled_site_takes_no_memory_any_more(tmp_path, monkeypatch):
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # pytest keeps what is logged
    made: weakref.WeakSet = weakref.WeakSet()
    begin = limits.Pace.begin

    def noted(pace, crawler):
        made.add(crawler)
        return begin(pace, crawler)

    monkeypatch.setattr(limits.Pace, "begin", noted)
    with sites(monkeypatch, 3) as (names, _):
        crawl(names, CrawlOptions(archive=tmp_path / "archive.db"))
    gc.collect()
    assert not list(made)


def test_a_host_is_asked_by_one_site_at_a_time(tmp_path, monkeypatch):
    with sites(monkeypatch, 3, 0.05) as (names, asked):
        monkeypatch.setattr("crawler.run.host_of", lambda url: "the-same.example")
        crawl(names, CrawlOptions(archive=tmp_path / "archive.db"))
    assert len(spans(asked)) == 3 and most_at_once(asked) == 1


def test_one_locked_site_costs_only_itself(tmp_path, monkeypatch):
    archive = tmp_path / "archive.db"
    open_archive(archive).conn.close()
    with sites(monkeypatch, 3) as (names, _), sole_run(archive, "site1"):
        reports = crawl(names, CrawlOptions(archive=archive))
        with pytest.raises(ArchiveBusyError, match="site1 is being crawled"):
            crawl(["site1"], CrawlOptions(archive=archive))
    assert [report.reason for report in reports] == ["finished", "locked", "finished"]
    assert exit_code(reports) == 4 and "site1 is being crawled by process" in alarm_lines(archive, reports)[0]


def test_one_broken_site_costs_only_itself(tmp_path, monkeypatch, capsys):
    with sites(monkeypatch, 3) as (names, _):
        from crawler import run as running

        broken = running.spider_classes()["site1"]
        monkeypatch.setattr(broken, "describe", lambda self: 1 // 0)
        reports = crawl(names, CrawlOptions(archive=tmp_path / "archive.db", log_level="CRITICAL"))
    assert [report.reason for report in reports] == ["finished", "fault", "finished"]
    assert exit_code(reports) == 1 and "ZeroDivisionError" in alarm_lines(tmp_path / "archive.db", reports)[0]


# ---- limits ----


def test_a_crawl_ends_cleanly_at_its_time(tmp_path):
    with slow_server(0.2) as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url, "--delay", "0.5", "--max-minutes", "0.08"]
        done = run(tmp_path, *crawling)
        assert (done.returncode, done.stderr) == (0, "") and "stopped at --max-minutes" in done.stdout
        asked = sum(server.hits.values())
    reason, finished, walked, due = run_row(tmp_path)
    assert (reason, finished, walked) == ("time-limit", 1, None) and due > 0
    assert "all in order" in answer(tmp_path, "verify")
    with sqlite3.connect(tmp_path / "archive.db") as archive:
        saved = archive.execute("SELECT requests FROM runs").fetchone()[0]
    archive.close()
    assert asked - saved <= 2, "what was in flight has been saved; robots.txt is no page"
    with kediri_server() as server:
        answer(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--quiet")
    assert run_row(tmp_path)[0] == "finished"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_a_crawl_cleanly(tmp_path, number):
    with slow_crawl(tmp_path, "--quiet") as (process, _):
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err == "lontar: stopped before the end (kedirikab): the next run goes on there\n"
    reason, finished, walked, due = run_row(tmp_path)
    assert (reason, finished, walked) == ("shutdown", 1, None) and due > 0
    assert "all in order" in answer(tmp_path, "verify")


OPENED_LATE = """
import asyncio, os, signal, sys
from scrapy.core.engine import ExecutionEngine
opened = ExecutionEngine.open_spider_async
async def late(self):
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(0.2)
    await opened(self)
ExecutionEngine.open_spider_async = late
from cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_signal_ends_a_crawl_that_is_only_being_opened(tmp_path):
    with slow_server(0.2) as server:
        arguments = ["--archive", str(tmp_path / "archive.db"), "crawl", "kedirikab", "--base-url", server.base_url]
        script = [sys.executable, "-c", OPENED_LATE, *arguments, "--delay", "0.2"]
        told = {"cwd": ROOT, "env": environment(), "capture_output": True, "text": True}
        done = subprocess.run(script, timeout=30, check=False, **told)
        assert sum(server.hits.values()) < 5
    assert done.returncode == 130, done.stderr
    assert "all in order" in answer(tmp_path, "verify")


def test_sites_that_time_did_not_allow_are_not_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LOOK_SECONDS", 30.0)
    with sites(monkeypatch, 4, 0.3) as (names, asked):
        options = CrawlOptions(archive=tmp_path / "archive.db", sites_at_once=1, max_minutes=0.005)
        reports = crawl(names, options)
    assert reports[0].reason in ("finished", "time-limit") and reports[-1].reason == "time-limit"
    assert reports[-1].id is None and "site3" not in spans(asked)
    assert exit_code(reports) == 0 and alarm_lines(options.archive, reports) == []


def test_short_memory_holds_sites_back_and_shorter_ends_them(tmp_path, monkeypatch):
    used = [150.0]
    monkeypatch.setattr(limits, "memory_mb", lambda: used[0])
    monkeypatch.setattr(limits, "LOOK_SECONDS", 0.05)
    with sites(monkeypatch, 4, 0.1) as (names, asked):
        options = CrawlOptions(archive=tmp_path / "archive.db", memory_mb=120)
        reports = crawl(names, options)
        assert {report.reason for report in reports} == {"finished"} and most_at_once(asked) == 1
        used[0] = 200.0
        reports = crawl(names, options)
    assert {report.reason for report in reports} == {"memory"} and exit_code(reports) == 3
    (line,) = alarm_lines(options.archive, reports)
    assert "site0, site1, site2, site3: ended early" in line and "memory_mb" in line


def test_a_crawl_ends_when_the_disk_gets_short(tmp_path, monkeypatch):
    looks = Counter()

    def problem(folder, floor):
        looks["all"] += 1
        return f"1 MB are free in {folder}, less than disk_floor_mb = {floor}" if looks["all"] > 4 else None

    monkeypatch.setattr(limits, "disk_problem", problem)
    monkeypatch.setattr(limits, "LOOK_SECONDS", 0.2)
    with slow_server(0.1) as server:
        options = CrawlOptions(archive=tmp_path / "archive.db", base_url=server.base_url, disk_floor_mb=500)
        (report,) = crawl(["kedirikab"], options)
    assert report.reason == "disk-floor" and sum(report.outcomes.values()) > 0 and exit_code([report]) == 3
    assert run_row(tmp_path)[:2] == ("disk-floor", 1)
    assert "all in order" in answer(tmp_path, "verify")


def test_a_crawl_does_not_begin_below_the_floor(tmp_path):
    with kediri_server() as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url, "--quiet"]
        line = complaint(run(tmp_path, *crawling, LONTAR_DISK_FLOOR_MB="999999999"), 3)
        assert "disk_floor_mb" in line and not server.hits
        answer(tmp_path, *crawling)


def test_free_disk_is_measured(tmp_path):
    assert limits.disk_problem(tmp_path, 0) is None
    assert limits.disk_problem(tmp_path, 1) is None
    assert "MB are free in" in (limits.disk_problem(tmp_path, 1 << 40) or "")


def test_memory_is_measured():
    before = limits.memory_mb()
    held = b"x" * (64 << 20)
    assert before > 10 and limits.memory_mb() - before > 32 and len(held)


# ---- logs and settings ----


def test_the_log_as_json_in_a_file(tmp_path):
    with kediri_server() as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url, "--quiet"]
        answer(tmp_path, *crawling, "--log-level", "info", "--log-file", "crawl.log", "--log-json")
    lines = [json.loads(line) for line in (tmp_path / "crawl.log").read_text("utf-8").splitlines()]
    assert all(set(line) >= {"time", "level", "logger", "site", "message"} for line in lines)
    assert any(line["site"] == "kedirikab" and line["message"].startswith("Spider closed") for line in lines)
    assert {line["level"] for line in lines} <= {"INFO", "WARNING"} and lines[0]["time"].endswith("+00:00")


def test_the_log_on_stderr_and_its_level(tmp_path):
    with kediri_server() as server:
        crawling = ["crawl", "kedirikab", "--base-url", server.base_url]
        done = run(tmp_path, *crawling, "--log-level", "INFO")
        assert done.returncode == 0 and " INFO scrapy.core.engine: kedirikab: Spider opened" in done.stderr
        assert run(tmp_path, *crawling, "--quiet", LONTAR_LOG_LEVEL="INFO").stderr == "", "cron would mail it"
        (tmp_path / "lontar.toml").write_text('log_file = "all.log"\nlog_level = "info"\n', "utf-8")
        assert run(tmp_path, *crawling, "--quiet").stderr == ""
        assert "Spider opened" in (tmp_path / "all.log").read_text("utf-8")
        assert "Is a directory" in complaint(run(tmp_path, *crawling, LONTAR_LOG_FILE="captures"), 1)


def test_a_log_file_is_rotated(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "FILE_BYTES", 2_000)
    monkeypatch.setattr(logs, "FILES_KEPT", 2)
    level = logging.root.level
    try:
        logs.log_to(tmp_path / "crawl.log", "INFO", as_json=True)
        for number in range(100):
            logging.getLogger("test").info("line %d", number)
        with suppress(ZeroDivisionError):
            try:
                raise ZeroDivisionError
            except ZeroDivisionError:
                logging.getLogger("test").exception("it broke")
                raise
        last = json.loads((tmp_path / "crawl.log").read_text("utf-8").splitlines()[-1])
        assert "Traceback" in last["exception"]
    finally:
        logs.log_to(None, "WARNING")
        logging.root.setLevel(level)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crawl.log", "crawl.log.1", "crawl.log.2"]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir())


def test_settings_of_a_crawl(tmp_path, monkeypatch):
    text = (Path(__file__).parent.parent / "lontar.toml.example").read_text("utf-8")
    (tmp_path / "lontar.toml").write_text(text.replace("\n# log_file", "\nlog_file"), "utf-8")
    settings = config.load(tmp_path / "lontar.toml")
    assert settings == config.Config("you@example.org", log_file=Path("crawl.log")), "the example shows what holds"
    assert all(name.removeprefix("notify_") in text for name in config.Config.__dataclass_fields__)
    monkeypatch.setenv("LONTAR_SITES_AT_ONCE", "3")
    monkeypatch.setenv("LONTAR_LOG_JSON", "true")
    assert (config.load().sites_at_once, config.load().log_json) == (3, True)


@pytest.mark.parametrize(
    "line", ['memory_mb = "much"', "sites_at_once = 0", 'log_level = "loud"', "log_json = 3", "disk_floor_mb = -1",
             "disk_floor = 3", "notify = 3"],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_one_line(tmp_path, line):
    (tmp_path / "lontar.toml").write_text(line + "\n", "utf-8")
    assert line.split()[0].strip("[]") in complaint(run(tmp_path, "crawl", "--sample"), 2)


def test_an_archive_is_made_by_two_crawls_at_once(tmp_path):
    with kediri_server() as server:
        crawls = [
            subprocess.Popen(command("crawl", *site, "--quiet"), cwd=tmp_path, env=environment())
            for site in (["kedirikab", "--base-url", server.base_url], ["--sample"])
        ]
        assert [process.wait(60) for process in crawls] == [0, 0]
    assert "all in order" in answer(tmp_path, "verify")
    open_archive(tmp_path / "archive.db").conn.close()
