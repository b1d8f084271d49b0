"""Watching a site: what is out of the ordinary against its own history, and what is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipelines.health import assess, silence

USUAL = {
    "mode": "incremental",
    "known": 8,
    "new": 2,
    "requests": 20,
    "answers": 18,
    "failed": 0,
    "lost": {},
    "covered": {"headline": 2, "published_at": 2, "body": 2, "byline": 2, "author": 2},
    "listing_links": {"https://a.example/": 46, "https://a.example/berita": 15},
    "conditional": 12,
    "not_modified": 10,
    "compared": 6,
    "disagreed": 0,
    "skew": 1.5,
    "template_alike": 0.97,
}
HISTORY = [USUAL] * 20


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        ({}, []),
        ({"lost": {"date": 6}}, ["layout-date"]),
        ({"lost": {"date": 1}}, []),
        ({"lost": {"date": 2}}, []),
        ({"lost": {"date": 2}, "known": 3}, ["layout-date"]),
        ({"lost": {"body": 8}}, ["layout-body"]),
        ({"lost": {"headline": 5}}, ["layout-headline"]),
        ({"lost": {"article": 8, "date": 8}}, ["layout-article"]),
        ({"new": 6, "covered": {"published_at": 0, "body": 6, "byline": 6, "author": 6}}, ["layout-date"]),
        ({"new": 6, "covered": {"published_at": 6, "body": 6, "byline": 0, "author": 0}}, ["layout-byline"]),
        ({"new": 1, "covered": {"published_at": 0, "body": 1, "byline": 1, "author": 1}}, []),
        ({"new": 6, "covered": {"published_at": 5, "body": 6, "byline": 5, "author": 6}}, []),
        ({"listing_links": {"https://a.example/berita": 0}}, ["layout-listing"]),
        ({"listing_links": {"https://a.example/berita": 6}}, ["layout-listing"]),
        ({"listing_links": {"https://a.example/berita": 9}}, []),
        ({"listing_links": {"https://a.example/other": 0}}, []),
        ({"failed": 12}, ["failures"]),
        ({"failed": 3}, []),
        ({"requests": 400}, ["requests"]),
        ({"not_modified": 0}, ["conditional"]),
        ({"not_modified": 6}, []),
        ({"disagreed": 6}, ["disagreement"]),
        ({"disagreed": 2}, []),
        ({"skew": -36000}, ["clock"]),
        ({"skew": None}, []),
        ({"template_alike": 0.3}, ["template"]),
        ({"template_alike": 0.3, "lost": {"date": 6}}, ["layout-date"]),
    ],
)
def test_findings(now, kinds):
    assert [finding.kind for finding in assess(USUAL | now, HISTORY)] == kinds


@pytest.mark.parametrize("history", [[], HISTORY[:1]])
def test_a_first_run_has_nothing_to_be_compared_with(history):
    strange = USUAL | {"disagreed": 6, "not_modified": 0, "requests": 400, "new": 6, "covered": {}}
    assert assess(strange, history) == []


def every(days: int, count: int, last: date) -> list[date]:
    return [last - timedelta(days=days * n) for n in range(count)][::-1]


@pytest.mark.parametrize(
    ("days", "last", "today", "silent"),
    [
        (1, date(2026, 10, 5), date(2026, 10, 6), False),
        (1, date(2026, 10, 5), date(2026, 10, 10), False),
        (1, date(2026, 10, 5), date(2026, 10, 11), True),
        (7, date(2026, 10, 5), date(2026, 10, 18), False),
        (7, date(2026, 10, 5), date(2026, 10, 25), True),
        (1, date(2026, 3, 17), date(2026, 3, 24), False),  # Nyepi, Lebaran and the leave around them
        (1, date(2026, 3, 17), date(2026, 4, 3), True),
    ],
)
def test_silence_is_measured_by_the_sites_own_pace_without_holidays(days, last, today, silent):
    finding = silence(every(days, 60, last), today)
    assert (finding is not None) == silent
    if finding:
        assert finding.kind == "silent" and finding.evidence["last"] == last.isoformat()


def test_a_site_that_seldom_publishes_is_never_silent():
    assert silence(every(30, 8, date(2026, 1, 1)), date(2026, 12, 31)) is None
