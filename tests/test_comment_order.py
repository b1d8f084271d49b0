"""Dates in figures of comments: the day is told by proof, and no comment moves to another day for want of it."""

# ruff: noqa: E501  # one case a line

from __future__ import annotations

from datetime import date

import pytest
from lxml.html import document_fromstring

from crawler.items import Article, DateCandidate, Page, Selectors
from crawler.platforms.drupal_selectors import ARTICLE as DRUPAL
from crawler.platforms.expressions import xpath
from pipelines.comment_order import Around, days_stated, in_order, is_undecided
from pipelines.comments import extract_comments

PLAIN = Selectors(
    "plain",
    comments=(xpath("//li"),),
    comment_author=xpath("b"),
    comment_posted=xpath("i"),
    comment_text=xpath("p"),
)
OURS, AMERICAN = "2025-10-09", "2025-09-10"
"""How ``09/10/2025`` is read."""
SYSTEM = Around(text=str, month_first=True)
"""What is known of a system that prints the month first, where its page tells nothing."""


def around(**known) -> Around:
    return Around(**{"text": str, **known})


@pytest.mark.parametrize(
    ("printed", "stated", "known", "read"),
    [
        # nothing is proven: ours, whatever the system, where the page is Indonesian
        (["09/10/2025 - 05:42"], [], around(), ["09/10/2025 - 05:42"]),
        (["09/10/2025"], [], around(month_first=True, language="id-ID"), ["09/10/2025"]),
        (["09/10/2025"], [], around(month_first=True, language="en"), [AMERICAN]),
        (["09/10/2025"], [], around(month_first=True, language="en", text=lambda: "Berita yang dikirim dari kota"), [AMERICAN]),
        (["09/10/2025"], [], around(month_first=True, text=lambda: "Berita yang dikirim dari kota"), ["09/10/2025"]),
        (["Rab, 10/02/2024"], [], around(language="id"), ["Rab, 2024-10-02"]),  # a Wednesday only so
        (["Sen, 05/09/2022"], [], around(month_first=True, language="id"), ["Sen, 2022-05-09"]),  # the stock form
        (["Senin, 05/09/2022"], [], around(month_first=True, language="id"), ["Senin, 05/09/2022"]),
        (["Senin, 05/09/2022"], [], around(language="en"), ["Senin, 05/09/2022"]),
        # what one comment proves holds for all of the thread
        (["09/10/2025", "14/10/2025"], [], SYSTEM, ["09/10/2025", "14/10/2025"]),
        (["09/10/2025", "10/14/2025"], [], around(), [AMERICAN, "2025-10-14"]),
        (["09-10-2025", "10-14-2025"], [], around(), [AMERICAN, "2025-10-14"]),
        (["09.10.2025 08.15", "10.14.2025 09.30"], [], around(), [f"{AMERICAN} 08.15", "2025-10-14 09.30"]),
        (["9/10/25", "10/14/25"], [], around(), [AMERICAN, "2025-10-14"]),
        (["09/10/2025", "Rabu, 08/10/2025"], [], SYSTEM, ["09/10/2025", "Rabu, 08/10/2025"]),
        (["09/10/2025", "Rab, 10/08/2025"], [], around(), [AMERICAN, "Rab, 2025-10-08"]),
        (["09/10/2025", "5 Mei 2025", ""], [], around(), ["09/10/2025", "5 Mei 2025", ""]),
        # a thread that contradicts itself proves nothing
        (["09/10/2025", "14/10/2025", "10/14/2025"], [], around(language="id", month_first=True),
         ["09/10/2025", "14/10/2025", "2025-10-14"]),
        # two equal figures prove nothing
        (["09/10/2025", "05/05/2025"], [], SYSTEM, [AMERICAN, "2025-05-05"]),
        # what is stated for machines
        (["09/10/2025"], [[date(2025, 10, 9)]], SYSTEM, ["09/10/2025"]),
        (["09/10/2025"], [[date(2025, 10, 8)]], SYSTEM, ["09/10/2025"]),  # by another clock
        (["09/10/2025"], [[date(2025, 9, 10)]], around(language="id"), [AMERICAN]),
        (["09/10/2025", "08/07/2025"], [[], [date(2025, 8, 7)]], around(), [AMERICAN, "2025-08-07"]),
        (["09/10/2025"], [[date(2025, 12, 1)]], around(), ["09/10/2025"]),  # when it was changed
        (["09/10/2025"], [[date(2025, 10, 9), date(2025, 9, 10)]], around(), ["09/10/2025"]),
        # the release's own date
        (["09/10/2025"], [], around(month_first=True, released=("Sabtu, 02/11/2024 - 10:36",)), ["09/10/2025"]),
        (["09/10/2025"], [], around(released=("Wed, 10/02/2024 - 10:15",)), [AMERICAN]),
        (["09/10/2025"], [], around(month_first=True, released=("25/09/2025",)), ["09/10/2025"]),
        (["09/10/2025"], [], around(released=("02/03/2025",)), ["09/10/2025"]),
        (["09/10/2025"], [], around(released=("25/09/2025", "09/25/2025")), ["09/10/2025"]),
        # other dates of the page, in the same form
        (["09/10/2025 - 05:42"], [], around(month_first=True, text=lambda: "25/10/2025 - 07:00"), ["09/10/2025 - 05:42"]),
        (["09/10/2025 - 05:42"], [], around(text=lambda: "10/25/2025 - 07:00"), ["09/10/2025 - 05:42"]),
        # nobody answers what is not there, nor after the page was fetched
        (["09/10/2025"], [], around(month_first=True, first=date(2025, 10, 1)), ["09/10/2025"]),
        (["09/10/2025"], [], around(first=date(2025, 9, 5), last=date(2025, 9, 30)), [AMERICAN]),
        (["09/10/2025", "08/10/2025"], [], around(month_first=True, first=date(2025, 9, 11)), ["09/10/2025", "08/10/2025"]),
        (["09/10/2025"], [], around(first=date(2026, 1, 1)), ["09/10/2025"]),
        # no dates in figures
        (["2 jam lalu", "2025-10-09T05:42:00+07:00"], [], SYSTEM, ["2 jam lalu", "2025-10-09T05:42:00+07:00"]),
        (["pukul 09.10.25"], [], SYSTEM, ["pukul 09.10.25"]),
        (["32/13/2025"], [], SYSTEM, ["32/13/2025"]),
    ],
)  # fmt: skip
def test_the_order_of_figures_is_told_by_proof(printed, stated, known, read):
    assert in_order(printed, lambda number: stated[number] if stated else [], known) == read


@pytest.mark.parametrize(
    ("attribute", "days"),
    [
        ("data-comment-timestamp='1759963320'", [date(2025, 10, 8)]),
        ("data-time='1759963320000'", [date(2025, 10, 8)]),
        ("datetime='2025-10-09T05:42:00+07:00'", [date(2025, 10, 9)]),
        ("title='2025-10-09 05:42'", [date(2025, 10, 9)]),
        ("data-posted='2025-10-09'", [date(2025, 10, 9)]),
        ("content='2025-99-09'", []),
        ("data-id='1759963320'", []),
        ("id='comment-1759963320'", []),
        ("title='Kamis, 9 Oktober'", []),
        ("title='17599633200'", []),
    ],
)
def test_the_days_that_a_comment_states(attribute, days):
    root = document_fromstring(
        f"<ul><li><i {attribute}>x</i><ul><li><i title='2020-01-02'>y</i></li></ul></li><!-- 2020 --></ul>"
    )
    entries = dict.fromkeys(root.iter("li"), 0)
    assert days_stated(next(iter(entries)), entries) == days


@pytest.mark.parametrize(
    ("printed", "undecided"),
    [("02/11/2024", True), ("Sabtu, 02/11/2024", False), ("25/11/2024", False), ("11/11/2024", False), (None, False),
     ("2 November 2024", False)],
)  # fmt: skip
def test_figures_that_may_be_read_in_both_orders(printed, undecided):
    assert is_undecided(printed) is undecided


def read(markup: str, selectors: Selectors, article: Article | None = None) -> list[str | None]:
    page = Page("https://x.go.id/a", document_fromstring(markup), "2026-11-28T10:00:00Z")
    return [one.posted_at for one in extract_comments(page, selectors, article)]


def test_a_comment_of_any_theme_is_read_by_what_its_thread_proves():
    entries = "<li><b>Lia</b> <i>09/10/2025</i><p>ok</p></li><li><b>Ani</b> <i>{}</i><p>ya</p></li>"
    assert read(f"<ul>{entries.format('14/10/2025')}</ul>", PLAIN) == [OURS, "2025-10-14"]
    assert read(f"<ul>{entries.format('10/14/2025')}</ul>", PLAIN) == [AMERICAN, "2025-10-14"]
    assert read(f"<ul>{entries.format('10/14/2025, 5:42 PM')}</ul>", PLAIN)[1] == "2025-10-14T17:42:00+07:00"


@pytest.mark.parametrize(
    ("language", "stamp", "released", "read_as"),
    [
        ("id", "", None, OURS),
        ("en", "", None, AMERICAN),
        ("en", "data-comment-timestamp='1759963320'", None, OURS),
        ("id", "data-comment-timestamp='1757457720'", None, AMERICAN),
        ("en", "", "Sabtu, 02/11/2024 - 10:36", OURS),
        ("id", "", "Sat, 11/02/2024 - 10:36", AMERICAN),
    ],
)
def test_a_comment_of_drupal_is_read_month_first_only_where_that_is_proven(language, stamp, released, read_as):
    markup = (
        f"<html lang='{language}'><body><section id='comments' class='comment-wrapper'><article class='comment'><span {stamp}></span>"
        "<p class='comment__submitted'>Dikirim oleh <span>Lia</span> pada 09/10/2025 - 05:42</p><div class='content'><p>ok</p></div>"
        "</article></section></body></html>"
    )
    article = Article("x", "a", "https://x.go.id/a", published_at="2024-11-02", published_raw=released)
    article.date_candidates = [DateCandidate("published", "2024-11-02", "day", "page:grammar", released)] if released else []
    assert read(markup, DRUPAL, article) == [f"{read_as}T05:42:00+07:00"]
