"""Serving: what cannot be served, what is served while it is written, and a clean end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import publish.serve
from pipelines.schema import is_outdated, open_archive
from publish.serve import ServeError, check_archive, instance
from tests.hostile import DAY
from tests.served import ROOT, get, served

PROGRAM = """
import sys
from functools import partial
from pathlib import Path
from publish.serve import serve
sys.exit(serve(Path("lain.db"), partial(print, flush=True), port=0))
"""


def test_an_article_stored_meanwhile_is_seen_at_once(live):
    base, archive = live
    before = json.loads(get(f"{base}/archive/articles.json?_size=0")[2])["filtered_table_rows_count"]
    with closing(sqlite3.connect(archive)) as connection, connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.execute("UPDATE articles SET headline = 'Judul yang baru' WHERE id = 1")
        connection.execute(
            "INSERT INTO articles (site, key, url, digest, first_seen_at, last_seen_at)"
            " VALUES ('contoh', 'y', 'https://x.example/', 'd', ?1, ?1)",
            (DAY,),
        )
    after = json.loads(get(f"{base}/archive/articles.json?_size=0")[2])["filtered_table_rows_count"]
    assert after == before + 1
    assert "Judul yang baru" in get(f"{base}/archive/articles/1")[2]


@pytest.fixture
def live(tmp_path):
    """A served archive of one site and one article, with its path."""
    archive = tmp_path / "kecil.db"
    db = open_archive(archive)
    columns = "slug, name, home_url, platform, time_zone"
    db.conn.execute(f"INSERT INTO sites ({columns}) VALUES ('contoh', 'C', 'x', 'x', 'WIB')")
    db.conn.execute(
        "INSERT INTO articles (id, site, key, url, digest, first_seen_at, last_seen_at)"
        " VALUES (1, 'contoh', 'x', 'https://x.example/1', 'd', ?1, ?1)",
        (DAY,),
    )
    db.close()
    with served(archive) as base:
        yield base, archive


def test_what_cannot_be_served_is_one_line(tmp_path):
    (tmp_path / "text.db").write_text("no database" * 100)
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE articles (id)")
    for name in ("none.db", "text.db", "empty.db", "other.db", "."):
        with pytest.raises(ServeError) as caught:
            check_archive(tmp_path / name)
        said = str(caught.value)
        assert "\n" not in said and ("--archive" in said or "make archive" in said)


def test_an_address_that_cannot_be_had_is_one_line(tmp_path):
    open_archive(tmp_path / "archive.db").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for host, wrong in (("127.0.0.1", port), ("127.0.0.1", 70_000), ("198.51.100.7", 0), ("no such host", 0)):
            with pytest.raises(ServeError) as caught:
                publish.serve.serve(tmp_path / "archive.db", print, host, wrong)
            said = str(caught.value)
            assert "\n" not in said and ("--port" in said or "no port" in said)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """Serve an archive of another name in a process; give it and its port."""
    open_archive(folder / "lain.db").close()
    (folder / "tmp").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp")}
    with (folder / "log").open("w") as log:
        program = [sys.executable, "-c", PROGRAM]
        process = subprocess.Popen(program, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            port = printed_port(folder / "log")
            assert get(f"http://127.0.0.1:{port}/archive")[0] == 200
            yield process, port
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serving_ends_cleanly(tmp_path, number):
    with serving(tmp_path) as (process, port):
        process.send_signal(number)
        assert process.wait(60) == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    assert not list((tmp_path / "tmp").iterdir()), "the link to the archive is left behind"
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_nothing_outlives_a_server_that_is_killed(tmp_path):
    with serving(tmp_path) as (process, port):
        process.send_signal(signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=2).close()


def printed_port(log: Path) -> int:
    """Wait until the server says where it listens."""
    for _ in range(1200):
        if match := re.search(r"^http://127\.0\.0\.1:(\d+)", log.read_text()):
            return int(match[1])
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_the_live_archive_is_never_opened_as_immutable(tmp_path):
    open_archive(tmp_path / "archive.db").close()
    datasette = instance([tmp_path / "archive.db"])
    assert datasette.databases["archive"].is_mutable and not datasette.cors
    assert [datasette.setting(name) for name in ("suggest_facets", "template_debug", "allow_download")] == [False] * 3
    assert datasette.setting("sql_time_limit_ms") == 3000 and datasette.setting("num_sql_threads") == 3


def test_an_archive_of_an_older_version_is_brought_up_to_date_before_it_is_served(tmp_path):
    archive = tmp_path / "archive.db"
    connection = open_archive(archive).conn
    assert not is_outdated(archive)
    connection.execute("DROP INDEX articles_newest")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm014_newest'")
    connection.close()
    assert is_outdated(archive)
    with served(archive) as base:
        assert get(f"{base}/-/search?q=petani")[0] == 200
    assert not is_outdated(archive)
