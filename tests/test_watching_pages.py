"""The pages of how sites stand and of what happened, over nights of the sample site; and ``lontar status``."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from publish.standing import freshness
from publish.telling import in_words, timeline
from publish.words import LANGUAGES
from sample.nights import play
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get, served
from tests.test_cli import answer, run


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Path:
    """An archive after seventeen nights; in the last one the layout is broken."""
    archive = tmp_path_factory.mktemp("pages") / "archive.db"
    list(play(archive, 1, 17))
    return archive


@pytest.fixture(scope="module")
def site(nights):
    with served(nights) as base:
        yield base


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_page_says_what_needs_a_person(site, language):
    status, headers, text = get(f"{site}/-/status?lang={language}")
    assert status == 200 and f'<html lang="{language}">' in text
    assert "default-src 'none'" in headers["content-security-policy"] and "<script" not in text
    said = {"id": "Tanggal terbit tidak ditemukan lagi", "en": "The publication date is no longer found"}[language]
    assert said in text and "attention" in text
    for words in {"id": ("Kesegaran", "biasanya setiap"), "en": ("Freshness", "usually every")}[language]:
        assert words in text


def test_status_as_json_and_on_the_command_line(site, nights):
    (row,) = json.loads(get(f"{site}/-/status.json")[2])["sites"]
    assert row["site"] == "contoh" and row["needs_person"] and row["alarms"][0]["kind"] == "layout-date"
    assert row["last_good_run_at"].startswith("2026-10-21") and row["next_run_at"].startswith("2026-10-22")
    done = run(nights.parent, "status")
    assert done.returncode == 3 and "layout-date since 2026-10-21" in done.stdout and "Mend the selector" in done.stdout
    done = run(nights.parent, "status", "--json")
    (shown,) = json.loads(done.stdout)["sites"]
    assert done.returncode == 3 and shown["articles"] == row["articles"] == 114
    assert shown["unobtained"] == row["unobtained"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_tells_in_words(site, language):
    status, headers, text = get(f"{site}/-/incidents?lang={language}")
    assert status == 200 and "default-src 'none'" in headers["content-security-policy"]
    for words in {
        "id": ("yang berubah: judul", "dialihkan ke beranda", "penelusuran lengkap sebelumnya selesai: 5 Oktober 2026"),
        "en": ("what changed: headline", "redirected to the home page", "an earlier complete walk had ended"),
    }[language]:
        assert words in text
    assert "{&#39;" not in text and "{'" not in text, "no raw data is shown"


def test_the_timeline_is_filtered_and_paged(site):
    rows = json.loads(get(f"{site}/-/incidents.json?kind=gone")[2])["rows"]
    assert [row["kind"] for row in rows] == ["gone"]
    late = json.loads(get(f"{site}/-/incidents.json?since=2026-10-19")[2])
    assert {row["kind"] for row in late["rows"]} == {"layout-article", "layout-listing", "layout-date"}
    assert dict(late["facets"]["kind"]) == {"layout-article": 1, "layout-listing": 1, "layout-date": 1}
    first = json.loads(get(f"{site}/-/incidents.json")[2])["rows"]
    rest = json.loads(get(f"{site}/-/incidents.json?before={first[3]['id']}")[2])["rows"]
    assert [row["id"] for row in first[4:]] == [row["id"] for row in rest]


@pytest.mark.parametrize("query", ["kind=%27%3B--", "site=nowhere", "since=never", "before=x", f"before={'9' * 40}"])
def test_rubbish_gives_a_page(site, query):
    assert get(f"{site}/-/incidents?{query}")[0] == 200


def test_an_article_tells_its_own_history(site, nights):
    with closing(sqlite3.connect(nights)) as connection:
        numbers = dict(connection.execute("SELECT kind, article FROM incidents").fetchall())
    text = get(f"{site}/archive/articles/{numbers['returned']}?lang=en")[2]
    assert "was gone, is back" in text and "redirected to the home page" in text
    assert "<del" in get(f"{site}/archive/articles/{numbers['comment-edited']}?lang=en")[2]


def test_hostile_evidence_is_escaped(tmp_path):
    archive = hostile_archive(tmp_path)
    evidence = json.dumps({"pages": [HOSTILE], "fields": [HOSTILE], "looks": [HOSTILE, {"at": HOSTILE}]})
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(
            "INSERT INTO incidents (site, kind, first_at, last_at, evidence) VALUES ('contoh', 'hijacked', ?, ?, ?)",
            (HOSTILE, HOSTILE, evidence),
        )
    with served(archive) as base:
        for path in ("/-/status", "/-/incidents", "/archive/articles/9001"):
            status, _, text = get(base + path)
            assert status == 200 and HOSTILE not in text, path


def test_odd_evidence_is_told_somehow():
    odd = [{"": "x"}, {"url": 5}, {"looks": 5}, {"fields": "x"}, {"listings": {"a": {"b": [1]}}}, {"days": None}]
    for evidence in odd:
        for kind in ("edited", "back-dated", "gone"):
            assert all(isinstance(line, str) for line in in_words(kind, evidence, "id"))


def test_an_archive_without_frontier_stands_too(nights, tmp_path):
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(nights)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DROP TABLE pages")
        connection.commit()
        assert timeline(connection, {})["rows"]
        assert freshness(connection, "contoh", "2026-10-21T02:00:00Z")["days"] == 15
    with served(copy) as base:
        assert get(f"{base}/-/status")[0] == 200


def test_a_quiet_archive_needs_nobody(tmp_path):
    answer(tmp_path, "crawl", "--sample")
    assert "none" in answer(tmp_path, "status")
