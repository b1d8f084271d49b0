"""Scrapy's own commands work in the project: list, crawl, shell."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from sample.server import serve
from tests.kediri_server import TRUTH_PATH, kediri_server

ROOT = Path(__file__).parent.parent


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_list_names_the_sites():
    assert {"kedirikab", "contoh"} <= set(scrapy("list").stdout.split())


def test_crawl_fills_the_archive(tmp_path):
    with serve(day=1) as site:
        arguments = ["-a", f"base_url={site.base_url}", "-a", "limit=3"]
        done = scrapy("crawl", "contoh", *arguments, "-s", f"ARCHIVE={tmp_path / 'a.db'}", "-s", "DOWNLOAD_DELAY=0")
    assert done.returncode == 0, done.stderr
    assert sqlite3.connect(tmp_path / "a.db").execute("SELECT count(*) FROM articles").fetchone() == (3,)


def test_crawl_of_a_public_server_needs_a_contact():
    done = scrapy("crawl", "kedirikab")
    assert "contact = " in done.stderr + done.stdout


def test_shell_reads_a_page():
    with kediri_server() as server:
        done = scrapy("shell", server.base_url + TRUTH_PATH, "-c", "response.css('h1 b::text').get()")
    assert "20 Tangki Air Bersih Dikirim ke Selodono" in done.stdout, done.stderr
    refused = scrapy("shell", "https://berita.kedirikab.go.id/", "-c", "1")
    assert "contact = " in refused.stderr + refused.stdout
