"""The day in a release's own address: what it adds to what the page says, and what it never decides alone."""

from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.structure.reading import article_selectors
from pipelines.stages import read_article

TEXT = (
    "<p>Pemerintah kabupaten memperbaiki jalan penghubung antardesa yang rusak akibat hujan lebat pekan lalu.</p>"
    "<p>Pekerjaan dilakukan bertahap agar warga tetap dapat melintas setiap hari, kata kepala dinas.</p>"
)
PAGE = (
    "<html><head><title>Jalan Antardesa Mulai Diperbaiki - Kabupaten</title></head><body>{beside}<main>"
    "<h1>Jalan Antardesa Mulai Diperbaiki</h1>{when}<div class='isi'>{text}</div></main></body></html>"
)
ADDRESS = "https://contoh.go.id/berita/2024/03/05/jalan-antardesa"
BESIDE = "<aside><h3>{name}</h3><ul><li>{day}</li><li><a href='/kategori/umum'>Umum</a></li></ul></aside>"


def read(url: str, when: str = "", beside: str = "") -> Article:
    root, _ = parse_html(PAGE.format(when=when, beside=beside, text=TEXT).encode())
    assert root is not None
    selectors = article_selectors(root, url)
    assert selectors is not None
    page = Page(url, root, "2026-11-27T02:30:05+00:00", link=lambda href: href if href.startswith("http") else None)
    return read_article(Article("x", "x", url, page, selectors))


@pytest.mark.parametrize(
    ("url", "when", "beside", "published", "source"),
    [
        (ADDRESS, "<p>2 tahun, 8 bulan yang lalu</p>", "", "2024-03-05", "address:iso"),
        (ADDRESS.replace("/03/05/", "/3/5/"), "<p>2 years, 8 months ago</p>", "", "2024-03-05", "address:iso"),
        (ADDRESS, "", BESIDE.format(name="Keterangan", day="Selasa, 5 Maret 2024"), "2024-03-05", "address:grammar"),
        (ADDRESS, "", BESIDE.format(name="Info", day="05/03/2024"), "2024-03-05", "address:grammar"),
        ("https://contoh.go.id/2024-03-05-jalan.html", "", BESIDE.format(name="Info", day="5 Mar 2024"), "2024-03-05", "address:grammar"),  # noqa: E501
        # the page dates itself: the address adds nothing
        (ADDRESS, "<p>Rabu, 6 Maret 2024</p>", "", "2024-03-06", "page:grammar"),
        (ADDRESS, "<p>Selasa, 5 Maret 2024 10:15 WIB</p>", "", "2024-03-05T10:15:00+07:00", "page:grammar"),
    ],
)  # fmt: skip
def test_the_day_in_an_address_makes_the_page_more_exact(url, when, beside, published, source):
    article = read(url, when, beside)
    assert (article.published_at, article.published_source) == (published, source)


@pytest.mark.parametrize(
    ("url", "beside"),
    [
        (ADDRESS, ""),
        (ADDRESS, BESIDE.format(name="Agenda", day="Rabu, 6 Maret 2024")),
        ("https://contoh.go.id/berita/2024/jalan-antardesa", BESIDE.format(name="Info", day="Selasa, 5 Maret 2024")),
        ("https://contoh.go.id/berita/2024/13/41/jalan", BESIDE.format(name="Info", day="Selasa, 5 Maret 2024")),
        ("https://contoh.go.id/berita?tgl=/2024/03/05/", BESIDE.format(name="Info", day="Selasa, 5 Maret 2024")),
    ],
)
def test_an_address_alone_dates_nothing(url, beside):
    assert read(url, beside=beside).published_at is None


def test_an_age_that_the_address_contradicts_leaves_the_release_undated():
    article = read(ADDRESS, "<p>3 bulan yang lalu</p>")
    assert article.published_at is None
    assert [each.refused for each in article.date_candidates] == ["age", "lower-priority"]
