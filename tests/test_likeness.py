"""Releases that are alike: copies of one text, releases on one subject, neighbours, and two texts compared."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.stemming import tokens
from pipelines import likeness
from pipelines.errors import ArchiveError
from pipelines.likeness import bands_of, refresh, runs_of, shares, terms_left
from pipelines.publication import publish
from pipelines.schema import open_archive
from publish.likeness import beside, compared, doubled, published_first, rows_of
from publish.readings import threads
from tests.served import get, served
from tests.test_cli import run

FIRST = (
    "Bupati meresmikan jembatan gantung Kaliwungu yang menghubungkan dua dusun di lereng Wilis pada Senin pagi. "
    "Jembatan sepanjang delapan puluh meter itu dibangun dengan dana desa dan gotong royong warga selama lima bulan. "
    "Kepala desa berharap hasil panen cengkih lebih mudah dibawa ke pasar kecamatan."
)
RELEASED = f"Dinas Kominfo menyampaikan kabar berikut kepada awak media. {FIRST} Acara ditutup dengan doa bersama."
EDITED = FIRST.replace("Senin pagi", "Selasa siang").replace("lima bulan", "enam bulan")
ELSEWHERE = (
    "Panen raya padi organik di Plosoklaten menghasilkan tujuh ton setiap hektare, kata penyuluh pertanian. "
    "Kelompok tani menjual gabah kepada koperasi dengan harga yang lebih tinggi daripada musim sebelumnya."
)
SUBJECT = (
    "Warga Kaliwungu menanam cengkih di sepanjang jalan menuju jembatan gantung yang baru saja diresmikan. Penanaman "
    "diikuti pelajar, dan bibitnya disumbangkan oleh kelompok penghijauan dari kecamatan sebelah, ujar ketua panitia."
)


def add(connection: sqlite3.Connection, number: int, site: str, body: str, date: str | None = None, **more: object):
    """Put a release into the archive."""
    values = {
        "id": number, "site": site, "key": str(number), "url": f"https://{site}.example/{number}",
        "headline": f"Berita {number}", "body": body, "digest": f"d{number}", "revisions": 1, "published_at": date,
        "published_precision": "second" if date else None, "first_seen_at": "2026-01-01T00:00:00Z",
        "sort_at": date and f"{date[:10]}T00:00:00Z", "last_seen_at": "2026-01-01T00:00:00Z", **more,
    }  # fmt: skip
    connection.execute(
        f"INSERT INTO articles ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )


@pytest.fixture
def archive(tmp_path) -> Path:
    path = tmp_path / "archive.db"
    connection = open_archive(path).conn
    for site in ("satu", "dua"):
        connection.execute(
            "INSERT INTO sites (slug, name, home_url, platform, time_zone) VALUES (?, ?, ?, 'wordpress', 'WIB')",
            (site, f"Situs {site}", f"https://{site}.example/"),
        )
    headline = "Jembatan Gantung Kaliwungu Diresmikan"
    add(connection, 1, "satu", FIRST, "2026-01-05T08:00:00+07:00", headline=headline)
    add(connection, 2, "dua", RELEASED, "2026-01-06T08:00:00+07:00")
    add(connection, 3, "satu", EDITED)
    add(connection, 4, "satu", ELSEWHERE, "2026-01-07T08:00:00+07:00")
    add(connection, 5, "dua", SUBJECT, "2026-01-09T08:00:00+07:00", headline="Tanam Cengkih di Kaliwungu")
    add(connection, 6, "dua", "Singkat saja.", "2026-01-10T08:00:00+07:00")
    add(connection, 7, "dua", FIRST, "2026-01-11T08:00:00+07:00", status="quarantined")
    for number in range(10, 40):  # what makes words rare or common
        add(connection, number, "satu", f"Bupati hadir di pasar kecamatan ke{number} bersama warga", None)
    connection.close()
    return path


def pairs(path: Path) -> dict[tuple[int, int], tuple[float, float]]:
    with closing(sqlite3.connect(path)) as connection:
        return {(a, b): (x, y) for a, b, x, y in connection.execute("SELECT * FROM likenesses WHERE article < 10")}


def of(path: Path, number: int) -> dict:
    with closing(sqlite3.connect(path)) as connection:
        return beside(connection, rows_of(connection, "SELECT * FROM articles WHERE id = ?", (number,))[0])


def test_copies_are_counted_run_by_run(archive):
    assert refresh(archive) == 36
    found = pairs(archive)
    assert set(found) == {(2, 1), (3, 1), (3, 2)}
    first, released = (runs_of(tokens(text)) for text in (FIRST, RELEASED))
    alike = len(first & released) / len(first | released)
    assert found[2, 1] == (round(alike, 3), 1.0) and 0.4 < alike < 0.9
    assert refresh(archive) == 0, "nothing is new"


def test_a_changed_text_is_compared_anew(archive):
    refresh(archive)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET body = ?, digest = 'other' WHERE id = 2", (ELSEWHERE,))
    assert refresh(archive) == 1
    assert set(pairs(archive)) == {(3, 1), (4, 2)}


def test_the_work_of_a_night_is_bounded_and_gone_on_with(archive):
    told = []
    assert refresh(archive, most=2, progress=lambda done, total: told.append((done, total))) == 2
    assert refresh(archive, most=2) == 2 and refresh(archive) == 32 and told == [(2, 2)]
    assert (3, 1) in pairs(archive)


def test_what_stands_beside_a_release(archive):
    refresh(archive)
    found = of(archive, 1)
    assert [(copy["id"], copy["first"]) for copy in found["copies"]] == [(2, -1), (3, 0)]
    assert found["earlier"] is None and found["later"]["id"] == 4
    assert [row["id"] for row in found["subject"]] == [5], "copies and hidden ones are not repeated"
    assert [row["id"] for row in of(archive, 5)["subject"]][:1] in ([1], [2], [3])
    assert of(archive, 4)["earlier"]["id"] == 1 and of(archive, 4)["subject"] == []
    assert of(archive, 3)["later"] is None, "an undated release has no neighbours"
    assert [copy["first"] for copy in of(archive, 2)["copies"]] == [1, 0]


@pytest.mark.parametrize(
    ("theirs", "ours", "precisions", "first"),
    [
        ("2026-01-05T08:00:00+07:00", "2026-01-05T08:30:00+08:00", ("second", "minute"), -1),
        ("2026-01-05", "2026-01-05T08:30:00+07:00", ("day", "minute"), 0),
        ("2026-01-04", "2026-01-05T08:30:00+07:00", ("day", "minute"), 1),
        ("2026-01", "2026-01-05", ("month", "day"), 0),
        ("2026-02", "2026-01-05", ("month", "day"), -1),
        ("2026-01-01", "2026-03-05", ("week", "day"), 0),
        (None, "2026-03-05", (None, "day"), 0),
    ],
)
def test_who_was_first_is_told_as_far_as_dates_are_known(theirs, ours, precisions, first):
    zones = {"+07:00": 7, "+08:00": 8}

    def row(date, precision):
        instant = date and (f"{int(date[11:13]) - zones[date[19:]]:02}{date[13:19]}" if len(date) > 10 else "")
        return {"published_at": date, "published_precision": precision, "sort_at": instant}

    assert published_first(row(theirs, precisions[0]), row(ours, precisions[1])) == first
    assert published_first(row(ours, precisions[1]), row(theirs, precisions[0])) == -first


def test_two_texts_compared(archive):
    with closing(sqlite3.connect(archive)) as connection:
        found = compared(connection, 1, 3)
        assert compared(connection, 1, 7) is None and compared(connection, 1, 999) is None
    (pair,) = found["comparison"]["paragraphs"]
    assert [span.text for span in pair.inline if span.mark == "removed"] == ["Senin pagi", "lima"]


def test_an_archive_that_is_none_is_one_line(tmp_path):
    (tmp_path / "rubbish.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError, match="not an SQLite database"):
        refresh(tmp_path / "rubbish.db")
    with pytest.raises(ArchiveError, match="no archive"):
        refresh(tmp_path / "none.db")


@given(st.lists(st.sampled_from("abcdefghij"), min_size=30, max_size=60))
def test_a_fingerprint_is_of_the_runs_and_not_of_their_order(words):
    runs = runs_of(words)
    bands = bands_of(runs)
    assert bands == bands_of(sorted(runs, reverse=True)) and len(bands) == likeness.BANDS
    assert all(-(2**63) <= band < 2**63 for band in bands)
    assert shares(runs, runs) == (1.0, 1.0)


def test_a_fingerprint_is_the_same_on_every_machine():
    runs = runs_of(tokens(FIRST))
    assert bands_of(runs)[:2] == [-5266683384182249060, -4354440642031828713]


def test_fingerprints_find_what_they_promise():
    """Of 300 pairs of texts of which half or two thirds of the runs are the same, as many as bands should find."""
    for share, least in ((1 / 2, 0.8), (2 / 3, 0.97)):
        found = 0
        for number in range(300):
            same = {f"s{number}-{n}" for n in range(round(200 * share))}
            rest = (200 - len(same)) // 2
            one, other = (same | {f"{side}{number}-{n}" for n in range(rest)} for side in "ab")
            found += bool(set(bands_of(one)) & set(bands_of(other)))
        assert found / 300 >= least


def test_terms_of_what_was_masked_are_taken_out():
    terms = json.dumps([["partiyem", 5.1], ["jembatan", 4.0]])
    assert json.loads(terms_left(terms, "Jembatan itu")) == [["jembatan", 4.0]]


def test_a_published_copy_has_what_is_alike_and_no_word_that_was_taken_out(archive, tmp_path):
    with closing(sqlite3.connect(archive)) as connection, connection:
        for number in (2, 5):
            connection.execute(
                "UPDATE articles SET body = body || ' Saksi Partiyem Sulastri hadir.' WHERE id = ?", (number,)
            )
    refresh(archive)
    with closing(sqlite3.connect(archive)) as connection:
        assert "partiyem" in connection.execute("SELECT terms FROM fingerprints WHERE article = 5").fetchone()[0]
    folder = archive.parent
    assert run(folder, "redact", "article", "3", "--why", "putusan").returncode == 0
    assert run(folder, "redact", "person", "Partiyem Sulastri", "--in-texts", "--why", "anak").returncode == 0
    copy = publish(archive, tmp_path / "public", "2026-11-24T00:00:00Z").path / "archive.db"
    with closing(sqlite3.connect(copy)) as connection:
        assert [row[:2] for row in connection.execute("SELECT * FROM likenesses WHERE article < 10")] == [(2, 1)]
        (terms,) = connection.execute("SELECT terms FROM fingerprints WHERE article = 5").fetchone()
        assert "jembatan" in terms and "partiyem" not in terms
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'fingerprint_bands'").fetchone()


@pytest.fixture
def twice(archive) -> Path:
    """The archive with one release at two addresses of a site, a short one, and what looks so and is none."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        for number, site in ((111, "satu"), (112, "satu"), (113, "dua")):
            add(connection, number, site, FIRST, "2026-02-01T08:00:00+07:00", headline="Satu berita", digest="same")
        for number, body in ((114, "Pendek."), (115, "Pendek."), (116, ""), (117, "")):
            add(connection, number, "satu", body, digest=f"of {body}")
        for number, status in ((118, "present"), (119, "quarantined")):
            add(connection, number, "dua", "Judi.", digest="judi", status=status)
    refresh(archive)
    return archive


def test_one_release_at_two_addresses_is_told_and_not_merged(twice):
    others = {number: [row["id"] for row in of(twice, number)["same"]] for number in (1, 3, *range(111, 119))}
    assert {number: found for number, found in others.items() if found} == {
        111: [112], 112: [111], 114: [115], 115: [114],
    }  # fmt: skip
    assert {row["id"] for row in of(twice, 111)["copies"]} == {1, 2, 3, 113}
    with closing(sqlite3.connect(twice)) as connection:
        told = {"releases": 2, "one": "https://satu.example/111", "other": "https://satu.example/112"}
        assert doubled(connection, "satu") == told and doubled(connection, "dua") is None
    with served(twice) as base:
        for language, sentence in (("en", "Nothing at the site joins"), ("id", "yang menghubungkan kedua alamat")):
            for number, other in ((111, 112), (112, 111)):
                text = get(f"{base}/archive/articles/{number}?lang={language}")[2]
                assert sentence in text and f'href="https://satu.example/{other}"' in text
        assert "Nothing at the site joins" not in get(f"{base}/archive/articles/113?lang=en")[2]


def test_status_and_check_warn_of_releases_at_two_addresses(twice):
    told = run(twice.parent, "status")
    assert "satu: warning: 2 releases stand at several addresses" in told.stdout and "dua: warning" not in told.stdout
    with closing(sqlite3.connect(twice)) as connection, connection:
        connection.execute("UPDATE articles SET site = 'kedirikab' WHERE id IN (111, 112)")
    told = run(twice.parent, "check-site", "kedirikab")
    assert told.returncode == 0 and "https://satu.example/111 and https://satu.example/112" in told.stdout, told
    assert "kedirikab: warning: 1 release stands at several addresses" in told.stdout
    assert json.loads(run(twice.parent, "check-site", "kedirikab", "--json").stdout)["doubled"]["releases"] == 1


def test_pages_show_what_is_beside_a_release(archive):
    refresh(archive)
    with served(archive) as base:
        _, _, text = get(f"{base}/archive/articles/1?lang=en")
        assert "Much the same text" in text and "More like this" in text and "published later" in text
        assert 'href="/-/compare/1..2"' in text and "After on this site" in text
        status, _, text = get(f"{base}/-/compare/1..3?lang=en")
        assert status == 200 and "<del>Senin pagi</del>" in text and "<ins>Selasa siang</ins>" in text
        found = json.loads(get(f"{base}/-/compare/1..3.json")[2])
        assert found["earlier"]["id"] == 1 and found["paragraphs"][0]["before"][1] == ["removed", "Senin pagi"]
        for none in ("1..7", "1..1", "1..99", "x..1", "1..9999999999999999"):
            assert get(f"{base}/-/compare/{none}")[0] == 404


def test_comments_are_threads():
    def comment(number, parent=None):
        return {"id": number, "parent": parent, "answers": "x" if parent else None}

    found = threads([comment(1), comment(2, 1), comment(3, 2), comment(4, 99), comment(5, 6), comment(6, 5)])
    assert [top["id"] for top in found] == [1, 4, 5, 6], "who answers nobody that is shown, or in a circle"
    assert [reply["id"] for reply in found[0]["replies"]] == [2] and found[0]["replies"][0]["answers"] is None
    assert found[1]["answers"] == "x"
    deep = threads([comment(1), *(comment(number, number - 1) for number in range(2, 200))])
    assert len(deep) > 1 and sum(_count(top) for top in deep) == 199


def _count(comment: dict) -> int:
    return 1 + sum(_count(reply) for reply in comment["replies"])
