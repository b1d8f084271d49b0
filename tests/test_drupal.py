"""Comments of Drupal in themes that print when they were written each in their own way."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.platforms.drupal import DrupalSpider
from crawler.platforms.drupal_selectors import ARTICLE
from crawler.signs import Seen
from onboarding.visiting import answer_of
from pipelines.comments import extract_comments
from pipelines.reading import read_one
from tests.family_spiders import DrupalSite

CREDITS = {
    "zen": "<header><p class='submitted'><span class='username'>Pak RT 05</span> replied on <time pubdate datetime='2022-03-15T10:12:40+07:00'>Sel, 03/15/2022 - 10:12</time> <a href='/comment/7#comment-7' class='permalink'>Permalink</a></p><h3><a href='/comment/7'>Mantap</a></h3></header>",
    "garland": "<div class='clearfix'><span class='submitted'>Submitted by <span class='username'>Pak RT 05</span> on Tue, 03/15/2022 - 10:12.</span></div>",
    "translated": "<div class='submitted'>Dikirim oleh <span class='username'>Pak RT 05</span> pada Sel, 15/03/2022 - 10:12.</div>",
    "classy": "<footer class='comment__meta'><article class='profile'></article><p class='comment__submitted'>Dikirim oleh <span>Pak RT 05</span> (tidak diverifikasi) pada Sel, 15/03/2022 - 10:12</p></footer>",
    "Tara": "<footer class='comment-meta'><p class='comment-submitted'>Submitted by <span class='username'>Pak RT 05</span> on <time datetime='2022-03-15T10:12:40+07:00' title='Selasa, Maret 15, 2022 - 10:12' class='datetime'>Sel, 15/03/2022 - 10:12</time></p></footer>",
    "stated": "<div class='submitted'><span property='dc:date dc:created' content='2022-03-15T10:12:40+07:00'><span class='username'>Pak RT 05</span> on Tue, 03/15/2022 - 10:12</span></div>",
}


@pytest.mark.parametrize("name", ["Pak RT 05", "Ayu Wulandari, S.E."])
@pytest.mark.parametrize("theme", list(CREDITS))
def test_a_comment_says_who_wrote_it_and_when(theme, name):
    def comment(name: str, text: str) -> str:
        return (
            f"<article class='comment clearfix'>{CREDITS[theme].replace('Pak RT 05', name)}<div class='content'><h3><a"
            f" href='/comment/7' class='permalink'>Mantap</a></h3><div class='field field-name-comment-body'><p>{text}</p>"
            "</div></div></article>"
        )

    thread = f"{comment(name, 'Mantap pak.')}<div class='indented'>{comment('Joko P.', 'Setuju.')}</div>"
    root, _ = parse_html(
        (
            "<html><body><article class='node node-article'><section class='comments comment-wrapper' id='comments'>"
            f"{thread}</section></article></body></html>"
        ).encode()
    )
    assert root is not None
    DrupalSpider.straighten(None, root)  # type: ignore[arg-type]
    page = Page("https://x.go.id/a", root, "2026-11-27T02:30:05+00:00", link=lambda href: None)
    found = extract_comments(page, ARTICLE)
    assert [(one.author, one.text, one.parent) for one in found] == [
        (name, "Mantap pak.", None), ("Joko P.", "Setuju.", 0)
    ]  # fmt: skip
    assert [(one.posted_at or "")[:16] for one in found] == ["2022-03-15T10:12"] * 2
    if "10:12:40" in CREDITS[theme]:
        assert [one.posted_at for one in found] == ["2022-03-15T10:12:40+07:00"] * 2


@pytest.mark.parametrize("age", ["2 weeks 3 days ago", "1 year ago", "5 bulan 1 minggu yang lalu"])
def test_a_comment_of_olivero_that_prints_its_age_has_the_instant_of_its_mark(age):
    def comment(name: str, text: str, stamp: int, parent: str = "") -> str:
        return (
            "<article role='article' data-drupal-selector='comment' class='comment js-comment comment--level-1 by-anonymous'>"
            f"<span class='hidden' data-comment-timestamp='{stamp}'></span><div class='comment__picture-wrapper'></div><div"
            f" class='comment__text-wrapper'><footer class='comment__meta'><p class='comment__author'><span>{name}</span></p>"
            f"<p class='comment__time'>{age}</p>{parent}</footer><div class='comment__content'><h3><a href='/comment/7'>Judul"
            f"</a></h3><div class='text-content clearfix field field--name-comment-body'><p>{text}</p></div><ul class='links'>"
            "<li><a href='#'>Balas</a></li></ul></div></div></article>"
        )

    told = "<p class='visually-hidden'>In reply to <a href='/comment/7'>Judul</a> by <span>Pak RT 05</span></p>"
    thread = comment("Pak RT 05", "Mantap pak.", 1647313960)
    thread += f"<div class='indented'>{comment('Joko P.', 'Setuju.', 1647400360, told)}</div>"
    root, _ = parse_html(
        (
            "<html><body><article data-history-node-id='9' class='node node--type-article node--view-mode-full'><div"
            f" class='node__content'>isi</div><div id='comments'><section class='comments'>{thread}</section></div></article>"
            "</body></html>"
        ).encode()
    )
    assert root is not None
    DrupalSpider.straighten(None, root)  # type: ignore[arg-type]
    page = Page("https://x.go.id/a", root, "2026-11-27T02:30:05+00:00", link=lambda href: None)
    assert [(one.author, one.text, one.parent, one.posted_at) for one in extract_comments(page, ARTICLE)] == [
        ("Pak RT 05", "Mantap pak.", None, "2022-03-15T03:12:40+00:00"),
        ("Joko P.", "Setuju.", 0, "2022-03-16T03:12:40+00:00"),
    ]


@pytest.mark.parametrize(
    "credits",
    [
        "<div class='node__meta'><span>By <span class='node__author'><span>admin</span></span>, 12 March, 2024</span></div>",
        "<div class='node__meta'><span>Submitted by <span>admin</span> on Tue, 03/12/2024 - 08:00</span></div>",
        "<div class='node__meta'><span>By <a class='username' href='/user/1'>admin</a>, <time"
        " datetime='2024-03-12T08:00:00+07:00'>12 March, 2024</time></span></div>",
    ],
    ids=["Olivero", "Bartik", "Olivero, from 10.1"],
)
def test_the_credits_of_the_core_themes_are_read(credits):
    page = (
        "<html><head><title>Panen Raya Dimulai | Situs</title></head><body><main><h1 class='title page-title'><span"
        " class='field field--name-title'>Panen Raya Dimulai</span></h1><article data-history-node-id='9' class='node"
        f" node--type-article node--view-mode-full'><header>{credits}</header><div class='node__content'><div class='text-content"
        " clearfix field field--name-body'><p>Panen raya dimulai pada pekan ini di tiga kecamatan.</p></div></div></article>"
        "</main></body></html>"
    )
    seen = Seen("https://drupal.example/panen", 200, {"content-type": "text/html"}, page.encode())
    article = read_one(DrupalSite().read(answer_of(seen, "article")))
    assert isinstance(article, Article) and article.headline == "Panen Raya Dimulai" and article.author == "admin"
    assert (article.published_at or "")[:10] == "2024-03-12"


def test_a_day_that_a_theme_prints_outside_the_node_is_read_by_its_place():
    page = (
        "<html><head><title>Panen Raya Dimulai | Situs</title></head><body><div class='banner'><time>28 November 2026</time></div>"
        "<header role='banner'><nav><a href='/'>Beranda</a></nav><div class='hero'><h1 class='page-title'>Panen Raya Dimulai</h1><div"
        " class='hero-meta'><span class='field field--name-created'><time datetime='2024-03-12T08:00:09+07:00' class='datetime'>12 Mar"
        " 2024</time></span></div></div></header><main><article data-history-node-id='9' class='node node--type-warta"
        " node--view-mode-full'><div class='node__content'><div class='field field--name-body'><p>Panen raya dimulai pada pekan ini di"
        " tiga kecamatan.</p></div></div></article></main></body></html>"
    )
    seen = Seen("https://drupal.example/panen", 200, {"content-type": "text/html"}, page.encode())
    article = read_one(DrupalSite().read(answer_of(seen, "article")))
    assert isinstance(article, Article) and article.published_at == "2024-03-12T08:00:09+07:00"
