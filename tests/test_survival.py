"""What a crawl must survive: kills, hostile pages, servers that misbehave, a full disk, archives that are none."""

from __future__ import annotations

import gzip
import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.captures import CaptureReader, mend
from crawler.frontier import Frontier
from crawler.run import CrawlOptions, crawl
from pipelines.contents import archive_digest
from pipelines.errors import ArchiveError
from pipelines.schema import open_archive
from pipelines.verify import verify
from sample.server import serve
from tests.kediri_server import PAGES
from tests.servers import Reply, ScriptedServer, drip, endless, hang, raw, redirect, reset

ROOT = Path(__file__).parent.parent
ARTICLE = (PAGES / "articles" / "20-tangki-air-bersih-dikirim-ke-selodono.html").read_bytes()
PATIENCE = {"DOWNLOAD_TIMEOUT": 2.0, "DOWNLOAD_IDLE_TIMEOUT": 1.0, "RETRY_TIMES": 1, "REFUSALS_UNTIL_BLOCKED": 1000}


def command(archive: Path, base_url: str, *arguments: str, site: str = "contoh") -> list[str]:
    program = [sys.executable, "-m", "cli", "--archive", str(archive)]
    return [*program, "crawl", site, "--base-url", base_url, "--json", *arguments]


def digest_of(archive: Path) -> str:
    connection = sqlite3.connect(archive)
    try:
        return archive_digest(connection)
    finally:
        connection.close()


def problems_of(archive: Path) -> list[str]:
    return verify(archive, CaptureReader(archive.parent / "captures"), mend).problems


def killed_crawls(folder: Path, times: int, seed: int) -> int:
    """Kill crawls at random requests, finish each, compare with an unhurt one; return how many died on the way."""
    chance = random.Random(seed)
    died = 0
    with serve(day=1) as site:
        whole = folder / "whole" / "archive.db"
        whole.parent.mkdir()
        subprocess.run(command(whole, site.base_url), cwd=ROOT, capture_output=True, timeout=120, check=True)
        requests = sum(site.hits.values())
        expected = digest_of(whole)
        for number in range(times):
            archive = folder / f"killed-{number}" / "archive.db"
            archive.parent.mkdir()
            process = subprocess.Popen(
                command(archive, site.base_url), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            moment = sum(site.hits.values()) + chance.randrange(requests)
            while process.poll() is None and sum(site.hits.copy().values()) < moment:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.01))
            process.send_signal(signal.SIGKILL)
            died += process.wait(30) == -signal.SIGKILL
            if archive.exists() and sqlite3.connect(archive).execute("PRAGMA user_version").fetchone():
                with suppress(ArchiveError):  # killed while the tables were being made: the next run makes them
                    assert problems_of(archive) == []
            subprocess.run(command(archive, site.base_url), cwd=ROOT, capture_output=True, timeout=120, check=True)
            assert problems_of(archive) == []
            assert digest_of(archive) == expected
            shutil.rmtree(archive.parent)
    return died


def test_killed_at_random_moments(tmp_path):
    assert killed_crawls(tmp_path, 5, seed=20261123) >= 3


@pytest.mark.prove
def test_killed_at_fifty_random_moments(tmp_path):
    died = killed_crawls(tmp_path, 50, seed=7)
    text = f"50 crawls were killed with SIGKILL, {died} of them on the way; all were finished by a second run.\n"
    (ROOT / "docs" / "proof-kills.md").write_text(
        f"# Kills\n\nWritten by `make prove`.\n\n{text}No article was lost or doubled, every archive had the content\n"
        "digest of an uninterrupted crawl, and `verify` found nothing wrong.\n"
    )
    assert died >= 30


HOSTILE = {
    "/empty": (Reply(b""), "quarantined", "empty"),
    "/truncated": (Reply(ARTICLE[:9000]), "quarantined", "truncated"),
    "/binary": (Reply(bytes(range(256)) * 200), "quarantined", "not-html"),
    "/picture": (Reply(b"\x89PNG\r\n\x1a\n" + b"\0" * 4000, content_type="image/png"), "quarantined", "not-html"),
    "/too-large": (Reply(b"<html><body>" + b"x" * (11 << 20)), "refused", "too-large"),
    "/bomb": (Reply(gzip.compress(bytes(100 << 20)), headers={"Content-Encoding": "gzip"}), "refused", "bomb"),
    "/deep": (Reply(b"<html><body>" + b"<div>" * 100_000), "quarantined", "too-deep"),
    "/no-article": (Reply("<html><head><title>x</title></head><body><p>Halo</p></body></html>"),
                    "quarantined", "no-article"),
    "/challenge": (Reply("<html><head><title>Just a moment...</title></head><body></body></html>"),
                   "quarantined", "challenge"),
    "/maintenance": (Reply((PAGES / "special" / "maintenance-200.html").read_bytes()), "quarantined", "maintenance"),
    "/gone": (Reply("gone", 410), "missing", "http-410"),
    "/not-there": (Reply("no", 404), "missing", "http-404"),
    "/unknown": (redirect("/main", 307), "missing", "redirect-home"),
    "/error": (Reply("oops", 500), "failed", "http-500"),
    "/forbidden": (Reply("no", 403), "failed", "http-403"),
    "/away": (redirect("https://example.com/elsewhere"), "refused", "redirect-off-site"),
    "/inward": (redirect("http://169.254.169.254/latest/meta-data"), "refused", "redirect-off-site"),
    "/file": (redirect("file:///etc/passwd"), "refused", "bad-redirect"),
    "/hangs": (hang, "failed", "timeout"),
    "/resets": (reset, "failed", "reset"),
    "/drips": (drip(b"x" * 1000, 0.2), "failed", "timeout"),
    "/short": (Reply(ARTICLE[:5000], headers={"Content-Length": "90000"}, keep_alive=False), "failed", "incomplete"),
    "/rubbish": (raw(b"not http at all\r\n\r\n"), "failed", "bad-response"),
    "/flood": (endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 65536), "refused", "too-large"),
}  # fmt: skip
READ = {
    "/nul-bytes": ARTICLE.replace(b"<p>", b"<p>\0", 3),
    "/latin-1": ARTICLE.replace(b"warga", b"warg\xe9"),
    "/good": ARTICLE,
}


def test_hostile_pages_cost_themselves_only(tmp_path):
    routes = {path: answer for path, (answer, _, _) in HOSTILE.items()}
    routes |= {path: Reply(page.replace(b"form_komentar", b"form_x")) for path, page in READ.items()}
    loop = {f"/loop-{number}": redirect(f"/loop-{number + 1}") for number in range(20)}
    listing = Reply("<html><body><div class='article-big'></div></body></html>")
    with ScriptedServer({**routes, **loop, "/": listing, "/berita/index": listing, "*": Reply("no", 404)}) as server:
        urls = tuple(server.base_url + path for path in (*HOSTILE, *READ, "/loop-0"))
        options = CrawlOptions(
            archive=tmp_path / "archive.db",
            base_url=server.base_url,
            urls=urls,
            settings=PATIENCE,
            log_level="CRITICAL",
        )
        (report,) = crawl(["kedirikab"], options)
    assert report.reason == "finished"
    connection = sqlite3.connect(tmp_path / "archive.db")
    pages = {
        url.removeprefix("https://berita.kedirikab.go.id"): (state, error)
        for url, state, error in connection.execute("SELECT url, state, last_error FROM pages")
    }
    for path, (_, state, reason) in HOSTILE.items():
        assert pages[path][0] == state, (path, pages[path])
        assert pages[path][1], path
        if reason is not None:
            assert pages[path] == (state, reason)
    for path in READ:
        assert pages[path][0] == "known", (path, pages[path])
    assert pages["/loop-5"] == ("failed", "redirect-loop") and "/loop-6" not in pages
    ((requests, outcomes, reasons),) = connection.execute("SELECT requests, outcomes, reasons FROM runs").fetchall()
    assert {reason for _, _, reason in HOSTILE.values()} <= set(json.loads(reasons))
    assert sum(json.loads(outcomes).values()) == requests == sum(report.outcomes.values())
    (fetched,) = connection.execute("SELECT count(*) FROM pages WHERE fetched_at IS NOT NULL").fetchone()
    assert fetched == requests - json.loads(outcomes)["probe"]
    assert problems_of(tmp_path / "archive.db") == []


def test_a_site_that_asks_for_time_is_left_alone(tmp_path):
    busy = Reply("later", 429, {"Retry-After": "3600"})
    with ScriptedServer({"/robots.txt": Reply("", 404), "*": busy}) as server:
        (report,) = crawl(
            ["kedirikab"],
            CrawlOptions(archive=tmp_path / "archive.db", base_url=server.base_url, log_level="CRITICAL"),
        )
        asked = sum(server.hits.values())
    assert report.reason == "deferred" and asked < 12


def test_robots_rules_and_crawl_delay_are_obeyed(tmp_path):
    rules = "User-agent: *\nDisallow: /rahasia\nCrawl-delay: 0.3\n"
    listing = Reply("<html><body><div class='article-big'></div></body></html>")
    routes = {"/robots.txt": Reply(rules, content_type="text/plain"), "/": listing, "/berita/index": listing}
    with ScriptedServer({**routes, "/terbuka": Reply(ARTICLE), "*": Reply("no", 404)}) as server:
        urls = (server.base_url + "/rahasia-besar", server.base_url + "/terbuka")
        started = time.monotonic()
        (report,) = crawl(
            ["kedirikab"], CrawlOptions(archive=tmp_path / "archive.db", base_url=server.base_url, urls=urls)
        )
        length = time.monotonic() - started
        assert server.hits["/rahasia-besar"] == 0
        assert server.hits["/terbuka"] == 1
        assert length > 0.3 * 4
    assert report.reasons["robots"] == 1 and report.delay == 0.3


def test_a_full_disk_is_one_line_and_leaves_the_archive_readable(tmp_path):
    def few_bytes() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    archive = tmp_path / "archive.db"
    with serve(day=1) as site:
        done = subprocess.run(
            command(archive, site.base_url),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            preexec_fn=few_bytes,
            check=False,
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert len([line for line in done.stderr.splitlines() if line.startswith("lontar: ")]) == 1, done.stderr
        connection = sqlite3.connect(archive)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        subprocess.run(command(archive, site.base_url), cwd=ROOT, capture_output=True, timeout=120, check=True)
        crawl(["contoh"], CrawlOptions(archive=tmp_path / "whole.db", base_url=site.base_url))
    assert problems_of(archive) == []
    assert digest_of(archive) == digest_of(tmp_path / "whole.db")


def test_archives_that_are_none(tmp_path):
    (tmp_path / "text.db").write_text("this is no database, however long it may be " * 100)
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE things (x)")
    foreign.close()
    newer = open_archive(tmp_path / "newer.db")
    newer["_sqlite_migrations"].insert({"migration_set": "lontar", "name": "m999_later", "applied_at": ""})
    newer.conn.close()
    for path, words in {
        tmp_path / "missing" / "archive.db": "does not exist",
        tmp_path: "is a folder",
        tmp_path / "text.db": "not an SQLite database",
        tmp_path / "foreign.db": "another program",
        tmp_path / "newer.db": "newer Lontar",
    }.items():
        with pytest.raises(ArchiveError, match=words):
            open_archive(path)


def test_an_archive_that_another_process_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.schema.BUSY_SECONDS", 0.2)
    holder = open_archive(tmp_path / "archive.db").conn
    holder.execute("BEGIN EXCLUSIVE")
    fresh = tmp_path / "archive.db"
    with pytest.raises(ArchiveError, match="in use"), serve(day=1) as site:
        crawl(["contoh"], CrawlOptions(archive=fresh, base_url=site.base_url, log_level="CRITICAL"))


def test_an_archive_that_cannot_be_read_ends_the_run_in_one_line(tmp_path, monkeypatch, caplog):
    take, taken = Frontier.take, []

    def fail_later(*arguments, **options):
        taken.append(1)
        if len(taken) > 3:
            raise sqlite3.OperationalError("disk I/O error")
        return take(*arguments, **options)

    monkeypatch.setattr(Frontier, "take", fail_later)
    with serve(day=1) as site:
        (report,) = crawl(["contoh"], CrawlOptions(archive=tmp_path / "archive.db", base_url=site.base_url))
    assert "disk I/O error" in report.fatal and report.reason == "archive-error"
    assert [record.exc_info for record in caplog.records if record.exc_info] == []
