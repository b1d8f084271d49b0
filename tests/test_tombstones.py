"""Redactions on the pages of the live archive and of a copy: the reason stands where the text stood."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines import redactions
from pipelines.publication import publish
from sample.nights import play
from tests.served import get, served
from tests.test_publication import public

NOW = "2026-11-23T02:00:00Z"
DAY = "2026-01-01T00:00:00Z"
WHY = "putusan 12/2026 <b>PN</b>"
COMMENT = (
    "INSERT INTO comments (id, site, article, author, text, is_excerpt, parent, position, seen_via, first_seen_at,"
    " last_seen_at) VALUES (?, 'contoh', 8, ?, ?, ?, ?, 1, 'page', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("tombstones") / "archive.db"
    list(play(path, 1, 5))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET headline = 'Sengketa Wonokerto', revisions = 2 WHERE id = 7")
        connection.executemany(
            COMMENT,
            [
                (5001, "Tukiyem Yatmo", "Soal Karjowirejo di balai desa", 0, None),
                (5002, "Tukiyem Yatmo", "Soal Karjowirejo ...", 1, None),
                (5003, "Ponirah Sastro", "Kalimat Kedungwaru", 0, None),
                (5004, "Orang Lain", "Kalimat yang tetap", 0, 5001),
            ],
        )
        connection.execute("INSERT INTO comment_revisions (comment, number, replaced_at, text) VALUES"
                           " (5001, 1, ?, 'Dahulu Karjowirejo')", (DAY,))  # fmt: skip
        happened = "INSERT INTO incidents (site, article, kind, first_at, last_at, evidence)"
        happened += " VALUES ('contoh', ?, ?, ?, ?, ?)"
        link = "INSERT INTO related_links (article, kind, position, text, url, target_article, first_seen_at,"
        link += " last_seen_at) VALUES (8, 'related', 99, 'Sengketa Wonokerto', '#', 7, ?1, ?1)"
        connection.execute(link, (DAY,))
        removed = json.dumps({"comment": 5001, "author": "Tukiyem Yatmo", "text": "Soal Karjowirejo di balai desa"})
        connection.execute(happened, (8, "comment-removed", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z", removed))
        edited = json.dumps({"label": "Sengketa Wonokerto"})
        connection.execute(happened, (7, "attachment-added", "2027-01-02T00:00:00Z", "2027-01-02T00:00:00Z", edited))
        for kind, target in (("article", "7"), ("comment", "5001"), ("person", "Ponirah Sastro")):
            redactions.redact(connection, kind, target, WHY, NOW)
    return path


SHOWN = ("/", "/archive/articles", "/archive/articles?_search=sengketa", "/archive/articles/7", "/archive/articles/8",
         "/-/incidents", "/-/incidents.json", "/-/status", "/-/feed/new.atom", "/-/feed/edited.json")  # fmt: skip
HIDDEN = ("Wonokerto", "wonokerto", "Karjowirejo", "Kedungwaru", "Tukiyem", "Ponirah")


def look_round(base: str) -> None:
    for path in SHOWN:
        status, _, text = get(base + path)
        assert status == 200, path
        for part in HIDDEN:
            assert part not in text.replace("_search=sengketa", ""), (path, part)
    release = get(f"{base}/archive/articles/7")[2]
    assert "mencetak tanggal" not in release and "memuat teks" not in release, "of what is redacted nothing is claimed"
    assert "putusan 12/2026 &lt;b&gt;PN&lt;/b&gt;" in release and "[disunting / redacted]" in release
    comments = get(f"{base}/archive/articles/8")[2]
    assert comments.count("putusan 12/2026") == 3 and "Kalimat yang tetap" in comments
    for path in ("/-/history/7/1", "/-/history/7/1.json", "/-/cite/7.bib"):
        assert get(base + path)[0] == 404, path


def test_pages_of_the_live_archive_show_tombstones(archive):
    with served(archive) as base:
        look_round(base)


def test_pages_of_a_copy_show_the_same(archive, tmp_path):
    publish(archive, tmp_path / "public", NOW, names="shown")
    with public(tmp_path / "public") as base:
        look_round(base)


def test_what_is_lifted_is_shown_again(archive, tmp_path):
    again = tmp_path / "archive.db"
    again.write_bytes(archive.read_bytes())
    with closing(sqlite3.connect(again)) as connection, connection:
        for number in (1, 2, 3):
            redactions.lift(connection, number, NOW)
    with served(again) as base:
        assert "Sengketa Wonokerto" in get(f"{base}/archive/articles/7")[2]
        text = get(f"{base}/archive/articles/8")[2]
        assert "Karjowirejo" in text and "Kedungwaru" in text and "Tukiyem" in text
