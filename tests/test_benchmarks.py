"""The bench on trafilatura's evaluation: pages are taken and halved by name, and readers are counted as told."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from bench.public import (
    DOCS,
    HALVES,
    OURS,
    READERS,
    AnnotatedPage,
    InputError,
    Tally,
    annotated_pages,
    document,
    lontar,
    main,
    measure,
    summary,
    worst,
)
from crawler.html import parse_html
from crawler.structure.reading import article_selectors

TEXT = "Bupati membuka pelatihan bagi pelaku usaha mikro di pendopo kabupaten pada Rabu pagi. " * 4
HTML = (
    "<html><head><title>Pelatihan dibuka hari ini</title></head><body><h1>Pelatihan dibuka hari ini</h1>"
    f"<p>2 Oktober 2024</p><div><p>{TEXT}</p></div><p><a href='/x'>Impressum</a></p></body></html>"
)
SAID = "'with': ['pelaku usaha mikro'], 'without': ['Impressum'], 'comments': [' ']"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive built as the package is, with four pages of which three are annotated."""
    path = tmp_path / "pages.tar.gz"
    with tarfile.open(path, "w:gz") as packing:
        for name in ("tests/cache/a.html", "tests/cache/b.html", "tests/cache/c.html", "tests/cache/d.html", "a.html"):
            member = tarfile.TarInfo(f"trafilatura-1.1.0/{name}")
            member.size = len(HTML.encode())
            packing.addfile(member, io.BytesIO(HTML.encode()))
    return path


@pytest.fixture
def annotations(tmp_path: Path) -> Path:
    """Annotations in the form of the evaluation's own file."""
    pages = ", ".join(f"'https://x.example/{name}': {{'file': '{name}.html', {SAID}}}" for name in "abcz")
    path = tmp_path / "evaldata.py"
    path.write_text(f"# data\nraise SystemExit('never run')\nEVAL_PAGES = {{{pages}}}\n", "utf-8")
    return path


def test_pages_are_halved_by_the_digests_of_their_names(archive, annotations):
    found = annotated_pages(archive, annotations)
    assert sorted(page.name for page in found) == ["a.html", "b.html", "c.html"]
    assert [page.is_held_out for page in found] == [False, False, True]
    assert found[0].url == f"https://x.example/{found[0].name[0]}" and found[0].comments == ()


def test_what_is_read_of_a_page_is_counted(archive, annotations):
    readers = {OURS: lontar, "nothing": lambda page: ""}
    tallies, scores = measure(readers, annotated_pages(archive, annotations))
    for half in HALVES:
        ours, nothing = tallies[half][OURS].figures(), tallies[half]["nothing"].figures()
        assert (ours["precision"], ours["recall"], ours["accuracy"], ours["nothing found"]) == (1, 1, 1, 0)
        assert (nothing["recall"], nothing["accuracy"], nothing["nothing found"]) == (0, 0.5, 1)
    assert len(scores) == 2 and worst(scores, 5) == []  # the other reads nothing
    assert [line.split("|")[-2].strip() for line in summary(tallies)[2:]] == ["ahead", "ahead"]


def test_a_page_on_which_no_article_is_seen_is_left_to_the_library():
    entries = "".join(f"<p>Bupati meninjau jembatan baru di kecamatan ke-{at} pada Rabu pagi.</p>" for at in range(9))
    page = AnnotatedPage("a", "https://x.example/", f"<html><body><div>{entries}</div></body></html>".encode(), (), ())
    assert article_selectors(parse_html(page.html)[0]) is None
    assert "kecamatan ke-8" in lontar(page)


def test_an_extractor_that_fails_has_read_nothing_and_ours_may_not_fail(archive, annotations):
    def fails(page: AnnotatedPage) -> str:
        raise ValueError(page.name)

    pages = annotated_pages(archive, annotations)
    tallies, _ = measure({"other": fails}, pages)
    assert all(row["other"].empty == row["other"].pages for row in tallies.values())
    with pytest.raises(ValueError, match="html"):
        measure({OURS: fails}, pages)


@pytest.mark.parametrize("text", ["EVAL = {}", "EVAL_PAGES = open('x')", "EVAL_PAGES = {", "EVAL_PAGES = [1]"])
def test_annotations_of_another_kind_are_refused_in_one_line(archive, tmp_path, monkeypatch, text):
    (tmp_path / "x.py").write_text(text, "utf-8")
    monkeypatch.setattr("sys.argv", ["bench.public", str(archive), str(tmp_path / "x.py")])
    with pytest.raises(SystemExit, match=r"it has to be trafilatura's tests/evaldata\.py"):
        main()


def test_an_archive_of_another_kind_is_refused_in_one_line(annotations, tmp_path):
    with pytest.raises(InputError, match="it has to be the source archive"):
        annotated_pages(annotations, annotations)
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz"):
        pass
    with pytest.raises(InputError, match="holds none of the 4 annotated pages"):
        annotated_pages(tmp_path / "other.tar.gz", annotations)


def test_pieces_are_counted_as_the_evaluation_does():
    page = AnnotatedPage("a", "", b"", ("satu dua", "tiga"), ("Menu", "Iklan"), ("Bagus!",))
    tally = Tally()
    tally.add(page, "Satu satu\n dua. Menu")
    figures = tally.figures()
    assert (figures["precision"], figures["recall"], figures["F1"], figures["accuracy"]) == (0.5, 0.5, 0.5, 0.5)
    assert figures["comments read as text"] == 0


def test_the_document_tells_of_both_halves_and_every_reader(archive, annotations, monkeypatch):
    monkeypatch.setattr("bench.public.version", lambda package: "9.9")  # peers are installed apart
    tallies, _ = measure(dict.fromkeys(READERS, lontar), annotated_pages(archive, annotations))
    for text in (document(tallies), DOCS.read_text("utf-8")):
        assert text.count("\n### ") == 2 and "{" not in text
        assert all(text.count(f"\n| {reader} |") == 2 for reader in READERS)
