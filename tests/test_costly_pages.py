"""What a page made to be dear may cost: no more than a few seconds, whatever it repeats."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crawler.html import parse_html
from crawler.items import Page, Selectors
from pipelines.fallback import text_by_library
from pipelines.second_opinion import disagrees

SECONDS = 5.0
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


def article(inner: str) -> bytes:
    """Return the page of an article that holds some markup more."""
    said = "<p>Bupati membuka kegiatan gotong royong warga di pendopo, yang dihadiri oleh camat dan lurah setempat.</p>"
    head = "<title>Bupati buka kegiatan warga</title></head><body><main><h1>Bupati buka kegiatan warga</h1>"
    return f"<html><head>{head}<div>Senin, 12 Januari 2026</div><div>{said * 5}{inner}</div></main></body></html>".encode()


@pytest.mark.parametrize("unit", ["<b>kata</b>", "<a href='/x'>kata</a> ", "kata<sup>1</sup> "])
def test_the_library_is_not_asked_of_too_many_elements(unit):
    root, _ = parse_html(article(f"<p>{unit * 20_000}</p>"))
    assert root is not None
    page = Page("https://example.org/x", root, "2026-11-27T02:30:05+00:00")
    with soon():
        assert not disagrees(page, None, "kata " * 200)
        assert text_by_library(page, Selectors("x", library="first"), "") is None
