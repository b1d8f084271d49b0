"""Pages as public themes of WordPress print them that use but some of its own names."""

from __future__ import annotations

import pytest

from crawler.items import Answer, Article, Capture, Item, Listing, Visit
from crawler.platforms.base import NewsSpider
from crawler.run import spider_classes
from crawler.structure.parts import META, part_of
from pipelines.reading import read_one

HOME = "https://blitarkab.go.id"
MARKS = "post-{n} post type-post status-publish format-standard hentry category-{c} tag-iklan byline-rina"


@pytest.fixture
def spider() -> NewsSpider:
    return spider_classes()["blitarkab"](limit=None)


def read(spider: NewsSpider, path: str, body: str, kind: str = "article", name: str = "single single-post") -> Item:
    url = f"{HOME}{path}"
    html = f"<html><head><title>Warta</title></head><body class='{name}'>{body}</body></html>"
    answer = Answer(Visit(url, kind), Capture(url, "2026-11-27T02:30:05.000Z", 200), html.encode())
    return read_one(spider.read(answer), spider.follow)


def test_entries_that_carry_the_marks_of_a_post_are_those_of_a_list(spider):
    entries = "".join(
        f"<section class='{MARKS.format(n=n, c=category)}'><div><h2 class='entry-title'>"
        f"<a href='/warga-desa-{n}-panen'>Warga Desa {n} Panen</a></h2></div></section>"
        for n, category in enumerate(("sosial", "pertanian", "kesehatan"), start=1)
    )
    carousel = "<header><a href='/warga-desa-1-panen'><h5>Warga Desa 1 Panen</h5></a></header>"
    pages = "<ul class='pagination'><li><a href='/page/2/'>2</a></li></ul>"
    item = read(spider, "/", f"{carousel}<div>{entries}</div>{pages}", "listing", "home blog")
    assert isinstance(item, Listing) and item.selectors is not None
    assert [each.key for each in item.sightings] == [f"warga-desa-{n}-panen" for n in (1, 2, 3)]
    assert f"{HOME}/page/2/" in [each.url for each in item.discoveries]


HEADER = "<header class='post-header'><h1 class='post-title'><a href='/panen'>Warga Panen Raya</a></h1>{}</header>"
TEXT = (
    "<div class='post-content'><p>Warga desa menggelar panen raya padi bersama bupati dan dinas pertanian di sawah"
    " seluas sepuluh hektare, Senin pagi.</p></div>"
)
OTHERS = (
    "<div><div class='post'><h3><a href='/lain'>Lain</a></h3><div class='post-meta'>"
    "<span class='meta-author'>Lain</span> <a href='/category/lain/'>Lain</a></div></div></div>"
)


@pytest.mark.parametrize(
    ("line", "author", "category"),
    [
        ("By <span class='meta-author'> Melky Ondi </span> in <i class='tag'><a href='/category/desa/'>Desa</a></i>",
         "Melky Ondi", "Desa"),
        ("<span class='posted-by entry-author'><button title='x'><i></i>Humas</button></span>", "Humas", None),
        ("<span class='posted-by'>Ditulis oleh Humas</span> <a href='/?cat=3'>Desa</a>", "Humas", "Desa"),
        ("<div class='post-author'>Humas <time datetime='2024-10-02'>2 Okt 2024</time></div>", None, None),
        ("<a href='/tag/desa/'>desa</a>", None, None),
    ],
)  # fmt: skip
def test_writer_and_category_are_those_that_the_line_about_the_post_names(spider, line, author, category):
    head = HEADER.format(f"<div class='post-meta'>{line}</div>")
    page = f"<article id='post-7' class='{MARKS.format(n=7, c='desa')}'>{head}{TEXT}</article>{OTHERS}"
    item = read(spider, "/panen", page)
    assert isinstance(item, Article)
    assert (item.author, item.category) == (author, category)


def test_terms_of_a_post_are_no_names_of_parts():
    assert part_of("article", MARKS.format(n=7, c="desa"), "") == 0
    assert part_of("div", "byline", "") == META
    assert part_of("div", f"byline {MARKS.format(n=7, c='desa')}", "") == META


def test_a_short_release_whose_terms_are_called_like_parts_is_read(spider):
    text = "Warga desa kini menikmati listrik selama 24 jam. " * 3
    head = "<div id='headline'><h1>Desa Patika Teraliri Listrik</h1><div>oleh Rina di 30 Juni 2020</div></div>"
    page = f"<article id='post-7' class='{MARKS.format(n=7, c='desa')}'><div>{text}</div></article>"
    item = read(spider, "/desa-patika-teraliri-listrik", f"<main>{head}<div>{page}</div></main>")
    assert isinstance(item, Article)
    assert item.body == text.strip()
