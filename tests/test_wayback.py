"""Listings of the Wayback Machine's captures taken in as bounds, in every form in which they come, and hostile ones."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.__main__ import main
from pipelines.bounds import settle_bounds
from pipelines.errors import ArchiveError
from pipelines.wayback import import_listing
from tests.test_bounds import add, bounds, day, evidence, new_archive

SITE = "http://berita.kedirikab.go.id"
ROWS = [
    ("id,go,kedirikab,berita)/panen-raya", "20240301170501", f"{SITE}:80/Panen-Raya", "text/html", "200", "AB", "9"),
    ("id,go,kedirikab,berita)/panen-raya", "20231231170000", f"{SITE}/panen-raya.html", "text/html", "200", "AC", "9"),
    ("id,go,kedirikab,berita)/panen-raya", "20230101000000", f"{SITE}/panen-raya", "text/html", "302", "AD", "9"),
    ("id,go,kedirikab,berita)/jalan-baru", "20240505000000", f"{SITE}/baca/2024/05/jalan-baru", "text/html", "200"),
    ("id,go,kedirikab,berita)/asset/x.png", "20200505000000", f"{SITE}/asset/x.png", "image/png", "200", "AE", "9"),
    ("id,go,lain)/", "20200505000000", "https://lain.go.id/panen-raya", "text/html", "200", "AF", "9"),
]
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
TEXT = "\n".join(" ".join((*row, "AG", "9")[:7]) for row in ROWS)
FORMS = {
    "json": json.dumps([NAMES, *ROWS]).replace("], [", "],\n["),
    "json in one line": json.dumps([NAMES, *ROWS], separators=(",", ":")),
    "json with spaces": json.dumps([NAMES, *ROWS], indent=1).replace("\n  ", " "),
    "text": TEXT,
    "short text": "\n".join(f"{row[1]} {row[2]}" for row in ROWS if row[4] == "200"),
    "cdx file": " CDX N b a m s k S\n" + TEXT,
    "cdxj": "\n".join(
        f"{row[0]} {row[1]} {json.dumps({'url': row[2], 'mime': row[3], 'status': row[4]})}" for row in ROWS
    ),
}


@pytest.fixture
def archive(tmp_path, monkeypatch) -> Path:
    """An archive of Kediri with three releases: one undated with captures, one dated, one undated without."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "archive.db"
    with closing(new_archive(path)) as connection:
        connection.execute(
            "INSERT INTO sites (slug, name, home_url, platform, time_zone)"
            " VALUES ('kedirikab', 'K', 'https://berita.kedirikab.go.id/', 'swarakalibata', 'WIB')"
        )
        for number, (key, published) in enumerate(
            [("panen-raya", None), ("jalan-baru", "2024-05-01"), ("pasar-murah", None)], start=1
        ):
            add(connection, number, published, site="kedirikab", key=key, url=f"{SITE}/{key}")
    return path


def stored(path: Path) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT key, captured_at FROM wayback_captures ORDER BY key").fetchall()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_the_first_capture_of_each_release_is_taken_in_and_bounds_it(archive, capsys, form, packed):
    file = archive.parent / "listing"
    file.write_bytes(gzip.compress(FORMS[form].encode()) if packed else FORMS[form].encode())
    assert main(["import-wayback", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["releases"], told["written"], told["unreadable"], told["sites"]) == (2, 2, 0, ["kedirikab"]), told
    assert stored(archive) == [("jalan-baru", "2024-05-05T00:00:00Z"), ("panen-raya", "2023-12-31T17:00:00Z")]
    with closing(sqlite3.connect(archive)) as connection:
        assert bounds(connection, 1) == (None, "2024-01-01", "wayback"), "the local day"
        assert bounds(connection, 3)[1:] == ("2026-10-05", "first-seen")
        assert {"rule": "wayback", "after": None, "before": "2024-01-01"}.items() <= evidence(connection, 1)[0].items()
        assert bounds(connection, 2) == (None, None, None), "what is dated stays as it is"


def test_taking_in_a_file_again_changes_nothing_and_an_earlier_capture_counts(archive, capsys):
    file = archive.parent / "listing"
    file.write_text(FORMS["json"])
    for written in (2, 0):
        assert main(["import-wayback", str(file), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["written"] == written
    rows = [("20220101000000", "panen-raya"), ("20250101000000", "jalan-baru")]
    file.write_text("\n".join(f"x {stamp} {SITE}/{key} text/html 200 A 1" for stamp, key in rows))
    assert main(["import-wayback", str(file)]) == 0
    assert "2 releases, 1 of them new or earlier" in capsys.readouterr().out
    assert dict(stored(archive)) == {"jalan-baru": "2024-05-05T00:00:00Z", "panen-raya": "2022-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html>Too many requests</html>", b"{}", b"[]", b"[" * 100_000, b"\x1f\x8bbroken", b"\x00" * 70_000,
        b"x" * 70_000, b"[[" + b'"a",' * 50_000 + b'"b"]]', b'[["timestamp","original"]]',
    ],
)  # fmt: skip
def test_what_is_no_listing_is_one_line_and_leaves_the_archive_as_it_was(archive, capsys, content):
    file = archive.parent / "listing"
    file.write_bytes(content)
    assert main(["import-wayback", str(file)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "listing" in line and not stored(archive)
    assert main(["import-wayback", "none.json"]) == 1


def test_rows_that_cannot_be_are_counted(archive, capsys):
    file = archive.parent / "listing"
    bad = ["99999999999999", "20241301000000", "19000101000000", "2024", "29990101000000", "２０２４０１０１"]
    rows = [f"x {stamp} {SITE}/panen-raya text/html 200 A 1" for stamp in bad]
    file.write_text("\n".join([*rows, TEXT]))
    assert main(["import-wayback", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["unreadable"], told["releases"]) == (len(bad) + len(ROWS), len(bad), 2)


def test_captures_are_tried_on_known_dates_before_they_are_believed():
    connection = new_archive()
    for number in range(1, 61):
        add(connection, number, None if number == 60 else f"{day(number * 3)}T09:00:00+08:00")
        captured = number * 3 - 5 if number <= 58 else number * 3 + 2  # an address that was used before
        connection.execute(
            "INSERT INTO wayback_captures VALUES ('contoh', ?, ?, ?)",
            (f"a{number}", f"{day(captured)}T00:00:00Z", f"https://c/a{number}"),
        )
    settle_bounds(connection, "contoh")
    assert bounds(connection, 60)[1] == day(60 * 3 + 2 + 5), "as many days later as it was found to be early"


def test_a_file_that_another_key_was_captured_under_counts_by_its_address():
    connection = new_archive()
    add(connection, 1, None)
    connection.execute("INSERT INTO article_urls VALUES ('https://c/lama', 1, ?, ?)", (day(900), day(900)))
    first = ("contoh", "lama", f"{day(9)}T00:00:00Z", "https://c/lama")
    connection.execute("INSERT INTO wayback_captures VALUES (?, ?, ?, ?)", first)
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == (None, day(9), "wayback")


def test_a_folder_or_a_missing_file_is_told(tmp_path):
    with pytest.raises(ArchiveError, match="cannot be read"):
        import_listing(new_archive(), tmp_path, lambda url: None)
