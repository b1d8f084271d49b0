"""Dates in figures of systems that print the month first, and of sites that have changed the order."""

from __future__ import annotations

import pytest
from lxml.etree import XPath

from crawler.html import parse_html
from crawler.items import Page, Selectors
from pipelines.date_order import day_first
from pipelines.published import extract_dates


@pytest.mark.parametrize(
    ("printed", "beside", "read"),
    [
        ("Wed, 10/02/2024 - 10:15", "", "Wed, 2024-10-02 - 10:15"),
        ("10/25/2024", "", "2024-10-25"),
        ("25/10/2024", "", "2024-10-25"),
        ("Rabu, 02/10/2024 - 10:15", "", "Rabu, 2024-10-02 - 10:15"),
        ("Sel, 15/03/2022", "", "Sel, 2022-03-15"),
        # 5 September and 9 May 2022 both are Mondays
        ("Senin, 05/09/2022 - 11:03", "", "Senin, 2022-09-05 - 11:03"),
        ("Mon, 05/09/2022 - 11:03", "", "Mon, 2022-05-09 - 11:03"),
        ("Sen, 05/09/2022 - 11:03", "Berita lain Sel, 15/03/2022 - 10:12", "Sen, 2022-09-05 - 11:03"),
        ("Senin, 05/09/2022 - 11:03", "Berita lain Selasa, 03/15/2022", "Senin, 2022-05-09 - 11:03"),
        ("Sen, 05/09/2022", "Sel, 15/03/2022 dan Sel, 03/15/2022", "Sen, 2022-05-09"),
        ("05/09/2022", "15/03/2022", "2022-09-05"),
        # 1 November and 11 January 2023 both are Wednesdays; what a text says is its clerk's
        ("Rab, 11/01/2023 - 15:43", "ditutup 30/06/2024, kata bupati, Kamis (18/5/2023), dan Kamis, 18/05/2023",
         "Rab, 2023-11-01 - 15:43"),
        ("11/01/2023", "Kamis (18/5/2023)", "2023-11-01"),
        ("11/01/2023 - 15:43", "ditutup pada 30/06/2024 melalui tautan", "2023-11-01 - 15:43"),
        ("Mon, 09/09/2024", "15/03/2022", "Mon, 2024-09-09"),
        ("32/13/2024", "", "2024-32-13"),
        ("2 Oktober 2024", "15/03/2022", "2 Oktober 2024"),
    ],
)
def test_the_day_is_told_by_the_weekday_by_the_page_and_by_the_form(printed, beside, read):
    assert day_first(printed, lambda: beside) == read


@pytest.mark.parametrize(
    ("other", "published"),
    [("Jum, 25/09/2026", "2022-05-09T20:09:00+08:00"), ("Jum, 09/25/2026", "2022-09-05T20:09:00+08:00")],
)
def test_days_in_lists_beside_tell_the_order_though_no_blank_parts_them_from_headlines(other, published):
    root, _ = parse_html(
        "<ul><li id='own'>Posted on: Sen, 09/05/2022 - 20:09</li></ul><aside><div><a href='/a'>Bantuan di Desa Bena"
        f"</a></div><div><span>{other} - 13:54</span></div><div><a href='/b'>21 Rumah Rusak</a></div></aside>".encode()
    )
    page = Page("https://contoh.go.id/content/a", root, "2026-11-29T09:00:00+00:00", zone="WITA")
    own = Selectors("x", published=(XPath("//*[@id='own']"),), month_first=True)
    (found,) = extract_dates(page, own)
    assert found.value == published
