"""The ``lontar`` command in processes of its own, against servers on loopback."""

from __future__ import annotations

import asyncio
import csv
import fcntl
import io
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from cli.__main__ import lontar
from cli.exporting import EXPORTED
from cli.outcome import EXIT_CODES
from pipelines.schema import open_archive
from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES
from sample.server import serve
from tests.kediri_server import PAGES, kediri_routes, kediri_server
from tests.servers import Reply, ScriptedServer, redirect

ROOT = Path(__file__).parent.parent
TRUTH = [json.loads(line) for line in (PAGES / "truth.jsonl").read_text("utf-8").splitlines()]
HEAVY = (
    "scrapy",
    "twisted",
    "aiohttp",
    "lxml",
    "rich",
    "datasette",
    "sqlite_utils",
    "bs4",
    "dateparser",
    "trafilatura",
)


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LONTAR_")}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return kept | {"PYTHONPATH": path, "NO_COLOR": "1"} | more


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "cli", *map(str, arguments)]


def run(folder: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answer(folder: Path, *arguments: object) -> str:
    done = run(folder, *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return the one line on stderr of a command that ended with ``code``."""
    assert done.returncode == code, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("lontar: ")
    return line


@pytest.fixture(scope="module")
def kediri(tmp_path_factory):
    """A folder with an archive of the Kediri pages, the server still up, and what the first crawl said."""
    folder = tmp_path_factory.mktemp("kediri")
    with kediri_server() as server:
        urls = [part for row in TRUTH for part in ("--url", server.base_url + row["path"])]
        crawl = ["crawl", "kedirikab", "--base-url", server.base_url, *urls, "--json"]
        yield folder, server, json.loads(answer(folder, *crawl))


@pytest.fixture(scope="module", autouse=True)
def waiting(tmp_path_factory):
    """A crawl that waits for another process's transaction: begun first, because it waits for ten seconds."""
    folder = tmp_path_factory.mktemp("waiting")
    open_archive(folder / "archive.db").conn.close()
    holder = sqlite3.connect(folder / "archive.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    process = subprocess.Popen(
        command("crawl", "--sample"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process, folder
    process.kill()
    process.communicate()
    holder.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A folder with an archive of the sample site."""
    folder = tmp_path_factory.mktemp("sample")
    report = json.loads(answer(folder, "crawl", "--sample", "--json"))["sites"][0]
    assert report["new"] > 100 and report["comments"] > 40
    assert report["failed"] == report["quarantined"] == 0
    return folder


@pytest.fixture
def copy(kediri, tmp_path) -> Path:
    """A copy of that folder, to be damaged."""
    return shutil.copytree(kediri[0], tmp_path / "copy")


# ---- help ----


def test_help_does_not_import_what_is_heavy():
    code = (
        "import sys; from cli.__main__ import main; main(['--help']);"
        f" print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", sorted(lontar.commands))
def test_every_command_has_examples_in_its_help(name):
    help_text = lontar.commands[name].get_help(
        click.Context(lontar.commands[name], info_name=f"lontar {name}")
    )
    examples = re.findall(rf"^ +lontar .*\b{name}\b", help_text, re.MULTILINE)
    assert "Examples:" in help_text and examples


def test_the_exit_codes_stand_in_the_help(tmp_path):
    text = answer(tmp_path, "--help")
    assert all(
        re.search(rf"^ +{code} +{re.escape(meaning)}$", text, re.MULTILINE)
        for code, meaning in EXIT_CODES.items()
    )


def test_version(tmp_path):
    assert re.fullmatch(r"lontar, version \d+\.\d+\.\d+\n", answer(tmp_path, "--version"))


def test_without_a_command_the_help_is_shown(tmp_path):
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and "Commands:" in done.stderr


# ---- crawl ----


def test_a_crawl_reports_as_json(kediri):
    _, server, report = kediri
    (site,) = report["sites"]
    assert report["exit_code"] == 0 and report["archive"] == "archive.db"
    assert site["site"] == "kedirikab" and site["reason"] == "finished" and site["failure"] is None
    assert site["new"] == len(TRUTH) and site["changed"] == site["quarantined"] == site["failed"] == 0
    assert site["missing"] == site["reasons"]["redirect-home"] > 0, "what is missing is counted, and is no alarm"
    assert sum(site["outcomes"].values()) <= sum(server.hits.values())
    assert site["seconds"] > 0


def test_a_second_crawl_finds_nothing_new_and_leaves_the_digest(kediri):
    folder, server, _ = kediri
    before = answer(folder, "digest")
    assert re.fullmatch(r"[0-9a-f]{64}\n", before)
    lines = answer(folder, "crawl", "kedirikab", "--base-url", server.base_url).splitlines()
    heads, values = lines[0].split(), lines[1].split()
    row = dict(zip(heads, values, strict=True))
    assert row["site"] == "kedirikab" and row["new"] == row["changed"] == row["failed"] == "0"
    assert int(row["listings"]) > 0
    assert any("lontar serve" in line for line in lines) and any("lontar status" in line for line in lines)
    assert answer(folder, "digest") == before


def test_limit(tmp_path):
    with kediri_server() as server:
        crawl = ["--archive", "few.db", "crawl", "kedirikab", "--base-url", server.base_url, "--limit", 3]
        done = run(tmp_path, *crawl)
    assert done.returncode == 0 and "stopped at --limit" in done.stdout
    assert len(answer(tmp_path, "--archive", "few.db", "export", "article_urls").splitlines()) <= 1 + 3


def test_the_sample_site_is_served_for_the_run(sample):
    digest = answer(sample, "digest")
    second = json.loads(answer(sample, "crawl", "--sample", "--json"))["sites"][0]
    assert second["new"] == second["changed"] == 0
    assert answer(sample, "digest") == digest
    assert answer(sample, "--archive", sample / "archive.db", "verify").endswith("all in order\n")


def contents(folder: Path, table: str, *columns: str) -> list[tuple]:
    lines = answer(folder, "export", table, "--format", "jsonl").splitlines()
    return sorted(tuple(str(json.loads(line)[name]) for name in columns) for line in lines)


def test_the_sample_site_served_elsewhere_gives_the_same_articles(sample, tmp_path):
    with serve() as site:
        answer(tmp_path, "crawl", "contoh", "--base-url", site.base_url)
    # not the whole digest: how far tag listings are walked hangs on the order in which answers come
    for table, columns in {
        "articles": ("key", "url", "digest", "native_id", "body_html"),
        "comments": ("article_key", "author", "posted_at", "text", "is_excerpt"),
        "related_links": ("kind", "position", "text", "url", "target_key"),
        "article_urls": ("url",),
    }.items():
        assert contents(tmp_path, table, *columns) == contents(sample, table, *columns), table


def test_a_failed_page_is_an_alarm(tmp_path):
    routes = {
        **kediri_routes(),
        TRUTH[0]["path"]: Reply("broken", 404, content_type=None),
        "*": redirect("/main", 307),
    }
    routes[TRUTH[1]["path"]] = Reply("no access", 403)
    with ScriptedServer(routes) as server:
        urls = [part for row in TRUTH[:2] for part in ("--url", server.base_url + row["path"])]
        done = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, *urls)
    assert (done.returncode, done.stderr) == (3, "")
    assert "http-403 1" in done.stdout and "lontar status" in done.stdout
    status = json.loads(answer(tmp_path, "status", "--json"))["sites"][0]
    assert [(failure["error"], failure["times"]) for failure in status["failures"]] == [("http-403", 1)]


def test_no_answer_at_all_is_a_failure(tmp_path):
    with ScriptedServer({"/robots.txt": Reply("", 404), "*": Reply("closed", 403)}) as server:
        done = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url)
    assert "gave no answer (http-403)" in complaint(done, 1)


def test_a_site_without_robots_answer_is_a_failure(tmp_path):
    with ScriptedServer({"*": Reply("down", 503)}) as server:
        done = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url, "--json")
    assert "robots.txt" in complaint(done, 1)
    assert json.loads(done.stdout)["sites"][0]["reason"] == "robots-unreachable"
    assert set(server.hits) == {"/robots.txt"}


MISUSE = {
    "no site": (["crawl"], "which site?"),
    "unknown site": (["crawl", "nowhere"], "there is no site 'nowhere'"),
    "no contact": (["crawl", "kedirikab"], 'contact = "you@example.org"'),
    "no contact to parse": (
        ["parse", "https://berita.kedirikab.go.id/x", "--site", "kedirikab"],
        "contact =",
    ),
    "two ways to choose": (["crawl", "kedirikab", "--all"], "one of them"),
    "sample without a server": (["crawl", "contoh"], "lontar crawl --sample"),
    "base address": (["crawl", "kedirikab", "--base-url", "ftp://x"], "no web address"),
    "too fast": (["crawl", "kedirikab", "--base-url", "http://192.0.2.1", "--delay", "0"], "lontar"),
    "not a release": (
        ["crawl", "kedirikab", "--base-url", "http://127.0.0.1:9", "--url", "https://example.org/x"],
        "no address of a release",
    ),
    "not a day": (["crawl", "--sample", "--since", "yesterday"], "yesterday"),
    "unknown table": (["export", "secrets"], "'secrets'"),
    "unknown option": (["status", "--nonsense"], "--nonsense"),
}


@pytest.mark.parametrize(("arguments", "words"), MISUSE.values(), ids=MISUSE)
def test_misuse_is_one_line_and_touches_nothing(tmp_path, arguments, words):
    done = run(tmp_path, *arguments)
    assert words in complaint(done, 2) and done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_configuration_is_one_line(tmp_path):
    (tmp_path / "lontar.toml").write_text('colour = "red"\n', "utf-8")
    assert "colour" in complaint(run(tmp_path, "status"), 2)
    assert "colour" in complaint(run(tmp_path, "crawl", "--sample"), 2)


def test_debug_shows_where_an_error_arose(tmp_path):
    assert "Traceback" in run(tmp_path, "status", LONTAR_DEBUG="1").stderr


def interrupted(folder: Path, server: ScriptedServer, times: int) -> subprocess.Popen[str]:
    """Start a crawl, press Ctrl-C once it is under way, and wait for its end."""
    process = subprocess.Popen(
        command("crawl", "kedirikab", "--base-url", server.base_url),
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 20
        while sum(server.hits.values()) < 12 and time.monotonic() < deadline:
            time.sleep(0.01)
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            time.sleep(0.02)
        process.communicate(timeout=20)
    finally:
        process.kill()
    return process


@pytest.mark.parametrize(("times", "reasons"), [(1, ["shutdown"]), (2, ["shutdown", None])])
def test_interrupted_crawls_leave_the_archive_whole(tmp_path, times, reasons):
    def slowly(reply: Reply):
        async def write(asked, writer):
            await asyncio.sleep(0.05)
            writer.write(reply.encode(asked.method))

        return write

    routes = {path: slowly(reply) for path, reply in kediri_routes().items()} | {"*": redirect("/main", 307)}
    with ScriptedServer(routes) as server:
        assert interrupted(tmp_path, server, times).returncode == 130
    with sqlite3.connect(tmp_path / "archive.db") as archive:
        assert archive.execute("SELECT reason FROM runs").fetchone()[0] in reasons
        assert archive.execute("SELECT full_walk_at FROM sites").fetchall() == [(None,)]
    archive.close()
    assert "all in order" in answer(tmp_path, "verify")
    with kediri_server() as server:
        whole = run(tmp_path, "crawl", "kedirikab", "--base-url", server.base_url)
        answer(tmp_path, "--archive", "other.db", "crawl", "kedirikab", "--base-url", server.base_url)
    assert whole.returncode == 0
    articles = [
        answer(tmp_path, *more, "export", "articles", "--format", "jsonl")
        for more in ([], ["--archive", "other.db"])
    ]
    assert (
        len({tuple(sorted(json.loads(line)["digest"] for line in text.splitlines())) for text in articles})
        == 1
    )


def test_progress_is_for_terminals(tmp_path):
    main, other = pty.openpty()
    with kediri_server() as server:
        crawl = command("crawl", "kedirikab", "--base-url", server.base_url)
        process = subprocess.Popen(
            crawl,
            cwd=tmp_path,
            env=environment(TERM="xterm", COLUMNS="120"),
            stdout=subprocess.PIPE,
            stderr=other,
        )
        os.close(other)
        shown = b""
        while True:
            try:
                part = os.read(main, 4096)
            except OSError:  # Linux: the other end is closed
                break
            if not part:
                break
            shown += part
        out, _ = process.communicate(timeout=30)
    os.close(main)
    assert process.returncode == 0
    assert b"kedirikab" in shown and re.search(rb"new [1-9]", shown)
    assert out.startswith(b"site ")


# ---- an archive that cannot be used ----


def not_a_database(folder: Path) -> Path:
    path = folder / "text.db"
    path.write_text("no database at all, " * 100, "utf-8")
    return path


def foreign(folder: Path) -> Path:
    path = folder / "foreign.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()
    return path


def newer(folder: Path) -> Path:
    path = folder / "newer.db"
    connection = open_archive(path).conn
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('lontar', 'm999_later', '')"
    )
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return path


def a_folder(folder: Path) -> Path:
    path = folder / "folder.db"
    path.mkdir()
    return path


UNUSABLE = {
    "missing folder": (lambda folder: folder / "nowhere" / "archive.db", "does not exist"),
    "a folder": (a_folder, "is a folder"),
    "not a database": (not_a_database, "is not an SQLite database"),
    "foreign": (foreign, "belongs to another program"),
    "newer": (newer, "newer Lontar"),
}


@pytest.mark.parametrize(("make", "words"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_archive_is_one_line(tmp_path, make, words):
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    for arguments in (["crawl", "--sample"], ["status"]):
        assert words in complaint(run(tmp_path, "--archive", path, *arguments), 1)
    assert before == (path.read_bytes() if path.is_file() else None)


@pytest.mark.parametrize("name", ["status", "digest", "verify", "reparse", "export articles", "serve"])
def test_no_archive_yet(tmp_path, name):
    assert "run `make archive`" in complaint(run(tmp_path, *name.split()), 1)
    assert not (tmp_path / "archive.db").exists()


def test_an_archive_in_use_is_read_but_not_crawled_into(waiting):
    process, folder = waiting
    status = run(folder, "status")
    assert (status.returncode, status.stderr) == (0, "")
    _, line = process.communicate(timeout=30)
    assert process.returncode == 1
    assert line.startswith("lontar: ") and "in use by another process" in line and line.count("\n") == 1


def test_a_site_is_crawled_by_one_process_at_a_time(copy):
    with (copy / "captures" / "contoh.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "being crawled by another process" in complaint(run(copy, "crawl", "--sample"), 4)


# ---- reading ----


def test_status(kediri):
    folder, _, _ = kediri
    text = answer(folder, "status")
    assert "kedirikab" in text and "healthy" in text and "none" in text
    (site,) = json.loads(answer(folder, "status", "--json"))["sites"]
    assert site["articles"] == len(TRUTH) and site["pages_due"] == site["pages_failing"] == 0
    assert site["last_run"]["reason"] == "finished" and "listing" in site["last_run"]["outcomes"]
    newest = max(TRUTH, key=lambda row: row["published_at"])
    assert site["newest"]["published_at"] == newest["published_at"]


def test_sites(kediri, tmp_path):
    rows = {row["site"]: row for row in json.loads(answer(kediri[0], "sites", "--json"))}
    assert rows["kedirikab"]["region"] == "35.06" and rows["kedirikab"]["articles"] == len(TRUTH)
    assert rows["contoh"]["region"] is None and rows["contoh"]["articles"] == 0
    assert "swarakalibata" in answer(tmp_path, "sites"), "an archive is not needed"


def test_parse_of_a_file(tmp_path):
    truth = next(row for row in TRUTH if row["comments"] and row["related"])
    page = next(
        page
        for page in json.loads((PAGES / "pages.json").read_text("utf-8"))
        if page["url"].endswith(truth["path"])
    )
    options = ["--site", "kedirikab", "--address", page["url"]]
    found = json.loads(answer(tmp_path, "parse", PAGES / page["file"], *options))
    assert found["headline"] == (truth.get("headline_as_typed") or truth["headline"])
    assert found["url"] == "https://berita.kedirikab.go.id" + truth["path"]
    assert found["published_at"] == truth["published_at"] and found["date_candidates"]
    assert [(c["author"], c["text"]) for c in found["comments"]] == [
        (c["author"], c["text"]) for c in truth["comments"]
    ]
    assert [link["text"] for link in found["related"] if link["kind"] == "related"] == [
        link["text"] for link in truth["related"]
    ]
    assert found["sightings"] and found["kind"] == "article" and "page" not in found
    assert list(tmp_path.iterdir()) == [], "nothing is archived"


def test_parse_of_what_is_no_page(tmp_path):
    (tmp_path / "notes.txt").write_text("milk, bread", "utf-8")
    assert "nothing to show" in complaint(run(tmp_path, "parse", "notes.txt", "--site", "kedirikab"), 1)
    assert "no-such.html: No such file" in complaint(
        run(tmp_path, "parse", "no-such.html", "--site", "kedirikab"), 1
    )


def test_parse_of_an_address(kediri, tmp_path):
    _, server, _ = kediri
    found = json.loads(answer(tmp_path, "parse", server.base_url + TRUTH[0]["path"], "--site", "kedirikab"))
    assert found["url"] == "https://berita.kedirikab.go.id" + TRUTH[0]["path"]
    assert found["native_id"] == str(TRUTH[0]["id"])
    listing = json.loads(answer(tmp_path, "parse", server.base_url + "/", "--site", "kedirikab"))
    assert listing["kind"] == "listing" and len(listing["sightings"]) > 10
    assert "redirect-home" in complaint(
        run(tmp_path, "parse", server.base_url + "/not-there", "--site", "kedirikab"), 1
    )


def test_parse_obeys_robots(tmp_path):
    rules = Reply("User-agent: *\nDisallow: /closed\n", content_type="text/plain")
    with ScriptedServer({"/robots.txt": rules, "*": "<p>never"}) as server:
        done = run(tmp_path, "parse", server.base_url + "/closed-page", "--site", "kedirikab")
    assert "robots.txt forbids it" in complaint(done, 1)
    assert set(server.hits) == {"/robots.txt"}


def test_export_as_csv_and_json_lines(kediri, tmp_path):
    folder, _, _ = kediri
    rows = list(csv.DictReader(io.StringIO(answer(folder, "export", "articles"))))
    lines = [
        json.loads(line) for line in answer(folder, "export", "articles", "--format", "jsonl").splitlines()
    ]
    assert len(rows) == len(lines) == len(TRUTH)
    assert [row["body"] for row in rows] == [line["body"] or "" for line in lines]
    assert {line["native_id"] for line in lines} == {str(row["id"]) for row in TRUTH}
    assert answer(folder, "export", "comments", "-o", tmp_path / "c.csv") == ""
    comments = list(csv.DictReader((tmp_path / "c.csv").open(encoding="utf-8", newline="")))
    assert {c["text"] for row in TRUTH for c in row["comments"]} <= {c["text"] for c in comments}
    assert [path.name for path in tmp_path.iterdir()] == ["c.csv"]


def test_export_by_site_and_day(kediri):
    folder, _, _ = kediri
    days = sorted(row["published_at"][:10] for row in TRUTH)
    middle = days[len(days) // 2]
    wanted = {str(row["id"]) for row in TRUTH if row["published_at"][:10] >= middle}
    select = ["--site", "kedirikab", "--since", middle, "--format", "jsonl"]
    found = [json.loads(line) for line in answer(folder, "export", "articles", *select).splitlines()]
    assert {row["native_id"] for row in found} == wanted and 0 < len(wanted) < len(TRUTH)
    links = [json.loads(line) for line in answer(folder, "export", "related_links", *select).splitlines()]
    assert {link["article"] for link in links} <= {row["id"] for row in found} and links
    assert "no site 'nowhere'" in complaint(run(folder, "export", "tags", "--site", "nowhere"), 2)
    assert "have no date" in complaint(run(folder, "export", "regions", "--since", middle), 2)


def test_every_content_table_is_exported(kediri):
    assert set(EXPORTED) == set(TABLE_SENTENCES) - set(HIDDEN_TABLES)
    for table in ("sightings", "tags", "incidents", "runs", "sites", "article_urls"):
        answer(kediri[0], "export", table, "--site", "kedirikab")


@pytest.mark.parametrize("arguments", [["digest"], ["export", "articles"]], ids=["short", "long"])
def test_writing_into_a_closed_pipe_is_quiet(kediri, arguments):
    process = subprocess.Popen(
        command(*arguments),
        cwd=kediri[0],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=20) == 1


# ---- archive and captures ----


def test_verify_notices_a_flipped_byte(copy):
    assert "all in order" in answer(copy, "verify")
    with sqlite3.connect(copy / "archive.db") as archive:
        name, offset, length = archive.execute(
            "SELECT warc_file, warc_offset, warc_length FROM captures WHERE same_as IS NULL"
            " AND kind = 'article' ORDER BY id LIMIT 1"
        ).fetchone()
    archive.close()
    path = copy / "captures" / name
    data = bytearray(path.read_bytes())
    data[offset + length // 2] ^= 0x10
    path.write_bytes(data)
    done = run(copy, "verify")
    assert (
        done.returncode == 3 and done.stderr.startswith("lontar: capture ") and "Traceback" not in done.stderr
    )
    report = json.loads(run(copy, "verify", "--json").stdout)
    assert not report["ok"] and len(report["problems"]) == 1


def test_verify_notices_a_lost_file(copy):
    lost = sorted((copy / "captures").rglob("*.warc.gz"))[0]
    lost.unlink()
    done = run(copy, "verify")
    assert done.returncode == 3 and lost.name in done.stderr and "Traceback" not in done.stderr


def test_verify_notices_a_changed_row(copy):
    with sqlite3.connect(copy / "archive.db") as archive:
        archive.execute("UPDATE articles SET headline = 'Something else' WHERE id = 1")
    archive.close()
    assert "the digest of article 1" in complaint(run(copy, "verify"), 3)


def test_reparse_keeps_digest_and_ids(copy):
    tables = ("articles", "comments", "related_links", "revisions")
    ids = [answer(copy, "export", table, "--format", "jsonl") for table in tables]
    digest = answer(copy, "digest")
    with sqlite3.connect(copy / "archive.db") as archive:
        archive.execute("UPDATE articles SET headline = 'Spoilt', byline_desk = 'Spoilt' WHERE id = 2")
    archive.close()
    assert answer(copy, "digest") != digest
    report = json.loads(answer(copy, "reparse", "--json"))
    assert report["articles"] == len(TRUTH) and report["problems"] == []
    assert answer(copy, "digest") == digest
    assert [answer(copy, "export", table, "--format", "jsonl") for table in tables] == ids


def test_reparse_without_captures_says_so(copy):
    shutil.rmtree(copy / "captures")
    done = run(copy, "reparse")
    assert done.returncode == 3 and "No such file" in done.stderr and "Traceback" not in done.stderr
