"""What docs/exactness.md says holds on a part of the same pages, and readers are counted as they should be."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from bench.exactness import HEADS, OURS, Standing, columns, lontar, measure, tables
from bench.samples import Sample, samples

DOCS = Path(__file__).parent.parent / "docs" / "exactness.md"
PAGES = 3
"""Pages taken of each layout."""


@pytest.fixture(scope="module")
def standings() -> dict[str, dict[str, Standing]]:
    layouts: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples():
        layouts[sample.platform, sample.shape].append(sample)
    chosen = [sample for pages in layouts.values() for sample in pages[:: max(1, len(pages) // PAGES)][:PAGES]]
    return measure({OURS: lontar}, chosen)


GOALS = {
    "family": {"read": 1.0, "headline": 0.99, "body F1": 0.99, "body precision": 0.995, "same instant": 0.99,
               "comments precision": 0.98, "comments recall": 0.98},
    "generic": {"read": 0.97, "headline": 0.97, "body F1": 0.96, "same day": 0.95},
}  # fmt: skip


def test_every_platform_reaches_its_goal(standings):
    assert len(standings) == 11
    for name, row in standings.items():
        figures = row[OURS].figures()
        generic = name.startswith("generic")
        for head, least in GOALS["generic" if generic else "family"].items():
            value = figures[head]
            assert value is None or value >= least, (name, head, value)
        assert figures["wrong day"] <= (0.02 if generic else 0.0), name


def test_the_document_tells_of_every_platform_and_reader(standings):
    text = DOCS.read_text("utf-8")
    for name in standings:
        assert f"### {name[0].upper()}{name[1:]}\n" in text
    for reader in (OURS, "trafilatura", "newspaper4k", "news-please", "htmldate"):
        assert text.count(f"\n| {reader} |") == len(standings)


def test_a_page_is_counted_as_a_person_would():
    page = Sample("p", "theme", "https://x.example/a", b"", object, {
        "headline": "Banjir", "body": "satu dua tiga empat", "published_at": "2024-10-02",
    })  # fmt: skip
    standing = Standing()
    text = "satu dua tiga empat"
    standing.add(page, {"headline": "Banjir", "body": text, "published_at": "2024-10-02T05:00:00+07:00"})
    standing.add(page, {"headline": "Banjir!", "body": "satu dua", "published_at": "2024-10-03"})
    standing.add(page, None)
    figures = standing.figures()
    assert (figures["read"], figures["headline"], figures["wrong day"]) == (2 / 3, 1 / 3, 1 / 3)
    assert figures["body F1"] == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert figures["body precision"] == 1.0 and figures["same day"] == pytest.approx(1 / 3)
    assert standing.failures == {"theme": {"text", "headline", "wrong day", "no date"}}
    undated = Sample("p", "theme", "u", b"", object, {"headline": "x", "body": "y", "published_at": None})
    other = Standing()
    other.add(undated, {"published_at": "2026-11-27"})
    assert other.figures()["wrong day"] == 1.0 and other.figures()["same day"] is None


def test_readers_are_shown_by_what_they_read(standings):
    assert set(columns(OURS)) == set(HEADS) and columns("htmldate") == ("same day", "wrong day")
    shown = "\n".join(tables(standings))
    assert shown.count(f"| {OURS} | 100.0 % |") >= 8
