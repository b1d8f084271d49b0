"""What a page made to be dear may cost: no more than a few seconds, whatever it repeats."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from lxml.etree import Element

from crawler.blockpages import recognise
from crawler.html import parse_html
from crawler.items import (
    Answer,
    Article,
    Capture,
    Discovery,
    Item,
    Listing,
    Outcome,
    Page,
    Selectors,
    Sighting,
    Visit,
)
from crawler.patience import TookTooLong, patience
from crawler.platforms.generic import GenericSpider
from crawler.platforms.records import fragment
from crawler.platforms.shapes import Shapes
from crawler.structure.reading import article_selectors
from pipelines.fallback import text_by_library
from pipelines.links import fill_dates_of_entries
from pipelines.reading import read_or_fail
from pipelines.second_opinion import disagrees
from pipelines.stages import read_article

SECONDS = 8.0
"""Processor time that none of these pages may take; each took half a minute at least."""


@contextmanager
def soon() -> Iterator[None]:
    """Fail where what is done takes too much of the processor's time."""
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


def attributes(count: int, form: str = "a{}=x") -> str:
    return " ".join(form.format(number) for number in range(count))


@pytest.mark.parametrize("form", ["a{}=x", "a{}", "a{}='>'", 'a{}="<p>"', "a{} = x", "a{}=x/", "'{}", "<{}"])
def test_an_element_of_too_many_attributes_is_not_parsed(form):
    page = f"<html><body><p>Halo</p><p {attributes(80_000, form)}>a</p></body></html>"
    with soon():
        assert parse_html(page.encode()) == (None, "too-many-attributes")


def test_tags_that_hide_others_cost_little():
    with soon():
        for unit in ("<a " * 998 + ">", "<a b='", '<a b="', "<p a =", "<p/", "<script><p ", "<!--<p ", "< p "):
            parse_html(("<html><body>" + unit * (1_500_000 // len(unit))).encode())


def test_what_looks_like_attributes_in_a_script_is_none():
    code = "for (i=0; i<n; i++) { a = b; }\n" * 3_000
    for part in (f"<script>{code}</script>", f"<!-- {code} -->", f"<style>{code}</style>"):
        root, problem = parse_html(f"<html><body>{part * 3}<p>Halo</p></body></html>".encode())
        assert problem is None and root is not None and root.findtext(".//p") == "Halo"


@pytest.mark.parametrize("unit", ["<p>a", "<br>", "<!-->", "<b></b>"])
def test_a_page_of_too_many_elements_is_not_read(unit):
    with soon():
        assert parse_html(f"<html><body>{unit * 250_000}</body></html>".encode()) == (None, "too-many-elements")
    assert parse_html(f"<html><body>{unit * 1_000}</body></html>".encode())[1] is None


def article(inner: str) -> bytes:
    """Return the page of an article that holds some markup more."""
    said = "<p>Bupati membuka kegiatan gotong royong warga di pendopo, yang dihadiri oleh camat dan lurah setempat.</p>"
    head = "<title>Bupati buka kegiatan warga</title></head><body><main><h1>Bupati buka kegiatan warga</h1>"
    body = f"<div>Senin, 12 Januari 2026</div><div>{said * 5}{inner}</div></main></body></html>"
    return f"<html><head>{head}{body}".encode()


@pytest.mark.parametrize("unit", ["<b>kata</b>", "<a href='/x'>kata</a> ", "kata<sup>1</sup> "])
def test_the_library_is_not_asked_of_too_many_elements(unit):
    root, _ = parse_html(article(f"<p>{unit * 20_000}</p>"))
    assert root is not None
    page = Page("https://example.org/x", root, "2026-11-27T02:30:05+00:00")
    with soon():
        assert not disagrees(page, None, "kata " * 200)
        assert text_by_library(page, Selectors("x", library="first"), "") is None


class Slow(GenericSpider):
    """A site whose pages take for ever."""

    name, region, site_name, home_url = "lambat", "35.06", "Lambat", "https://lambat.example"

    def _read(self, answer: Answer) -> Item:
        while True:
            with suppress(Exception):
                re.fullmatch("(a+)+b", "a" * 28)



def test_a_page_that_takes_for_ever_costs_itself(monkeypatch, caplog):
    monkeypatch.setattr("crawler.patience.SECONDS", 0.2)
    url = "https://lambat.example/x"
    answer = Answer(Visit(url, "article"), Capture(url, "2026-11-27T02:30:05Z", 200, "text/html"), b"<p>x</p>")
    with soon():
        item = Slow().read(answer)
    assert (item.visit.outcome, item.visit.reason) == ("failed", "parser-TookTooLong")
    assert "cannot read" in caplog.text


def test_patience_ends_with_what_it_was_for():
    with pytest.raises(TookTooLong), patience(0.05), patience(60.0):
        while True:
            pass
    with patience(0.05):
        pass
    began = time.process_time()
    while time.process_time() - began < 0.2:
        pass
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_within_patience).result() == "done"


def _within_patience() -> str:
    with patience(0.01):
        return "done"


def test_a_fault_in_a_stage_costs_the_page_and_keeps_its_capture(monkeypatch, caplog):
    monkeypatch.setattr("pipelines.reading.read_article", lambda article: 1 / 0)
    capture = Capture("https://lambat.example/x", "2026-11-27T02:30:05Z", 200, id=7)
    item = read_or_fail(Article("lambat", "x", capture.url, capture=capture, visit=Visit(capture.url, "article")))
    assert isinstance(item, Outcome) and item.capture is capture and capture.id == 7
    assert (item.visit.outcome, item.visit.reason) == ("failed", "parser-ZeroDivisionError")


REPEATED = {
    "lines of one span": ("<p><span>", "kata {} yang baik<br>", "</span></p>", 20_000),
    "lines of one date": ("<span class='date'>", "kata {} yang baik<br>", "</span>", 20_000),
    "short lines": ("<p>", "a<br>", "</p>", 40_000),
    "lines that count readers": ("<p>Bupati hadir.</p>", "Dibaca {} kali<br>", "<p>Bupati hadir.</p>", 20_000),
    "pictures in a line": ("<p>kata ", "<img src='/a.jpg'>", " kata</p>", 20_000),
    "pictures in a link": ("<a href='/x'>", "<img src='/a.jpg'>", "foto kegiatan</a>", 20_000),
    "counts of comments": ("", "<p>{} Komentar</p>", "", 20_000),
    "comments in one span": ("<div id='comments'><span>", "Budi<br>12 Januari 2026 10:00<br>", "</span></div>", 8_000),
    "links to more": ("", "<h3>Judul berita {} ramai</h3><p>Awal</p><a href='/b/{}'>Selengkapnya</a>", "", 5_000),
    "lines of one comment": ("<div id='comments'>", "<a>Suka</a><p>12 Januari 2026 10:00</p>", "</div>", 4_000),
}


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED)
def test_what_is_repeated_costs_its_length(repeated):
    before, unit, after, count = repeated
    root, _ = parse_html(article(before + "".join(unit.replace("{}", str(n)) for n in range(count)) + after))
    assert root is not None
    with patience(60.0), soon():
        layout = article_selectors(root, "https://example.org/x")
        if layout is not None:
            page = Page("https://example.org/x", root, "2026-11-27T02:30:05+00:00")
            read_article(Article("x", "x", page.url, page, layout))


def test_addresses_of_many_shapes_wait_at_little_cost():
    shapes = Shapes()
    with soon():
        for number in range(60_000):
            key = f"bagian-{number}/x/judul"
            shapes.sample(Discovery(f"https://lambat.example/{key}", "article", "x", key))
    assert shapes.kept == sum(map(len, shapes.waiting.values())) == 20_000
    key = next(iter(shapes.waiting)).replace("{}", "judul")
    assert len(shapes.confirm(key)) == 1 and shapes.kept == 19_999


def test_a_feed_asks_for_few_odd_dates(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("pipelines.dates._ask_dateparser", lambda plain, base: asked.append(plain))
    visit, capture = Visit("https://lambat.example/feed", "feed"), Capture("x", "2026-11-27T02:30:05+00:00", 200)
    seen = [Sighting("x", "feed", n, "x", "x", f"selang {n} masa 2026") for n in range(2_000)]
    fill_dates_of_entries(Listing("lambat", visit, capture, sightings=seen))
    assert 0 < len(asked) < 500


def test_a_record_of_an_api_holds_no_costly_markup():
    for markup in ("<p>a" * 250_000, f"<p {attributes(80_000)}>a</p>"):
        parent = Element("div")
        with soon():
            fragment(parent, markup)
        assert not len(parent)


@pytest.mark.parametrize("words", ["situs ", "masa aktif ", "hosting ", "domain name "])
def test_a_long_title_is_no_sign_of_a_page_that_stands_in(words):
    root, _ = parse_html(f"<html><head><title>{words * 200_000}</title></head><body><h1>{words}</h1></body>".encode())
    assert root is not None
    with soon():
        recognise(root)
