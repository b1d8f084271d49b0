"""Comments of Drupal 7 in themes that print when they were written each in their own way."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Page
from crawler.platforms.drupal import DrupalSpider
from crawler.platforms.drupal_selectors import ARTICLE
from pipelines.comments import extract_comments

CREDITS = {
    "zen": "<header><p class='submitted'><span class='username'>Pak RT 05</span> replied on <time pubdate datetime='2022-03-15T10:12:40+07:00'>Sel, 03/15/2022 - 10:12</time> <a href='/comment/7#comment-7' class='permalink'>Permalink</a></p><h3><a href='/comment/7'>Mantap</a></h3></header>",
    "garland": "<div class='clearfix'><span class='submitted'>Submitted by <span class='username'>Pak RT 05</span> on Tue, 03/15/2022 - 10:12.</span></div>",
    "translated": "<div class='submitted'>Dikirim oleh <span class='username'>Pak RT 05</span> pada Sel, 15/03/2022 - 10:12.</div>",
    "classy": "<footer class='comment__meta'><article class='profile'></article><p class='comment__submitted'>Dikirim oleh <span>Pak RT 05</span> (tidak diverifikasi) pada Sel, 15/03/2022 - 10:12</p></footer>",
    "stated": "<div class='submitted'><span property='dc:date dc:created' content='2022-03-15T10:12:40+07:00'><span class='username'>Pak RT 05</span> on Tue, 03/15/2022 - 10:12</span></div>",
}


@pytest.mark.parametrize("theme", list(CREDITS))
def test_a_comment_says_who_wrote_it_and_when(theme):
    def comment(name: str, text: str) -> str:
        return (
            f"<article class='comment clearfix'>{CREDITS[theme].replace('Pak RT 05', name)}<div class='content'><h3><a"
            f" href='/comment/7' class='permalink'>Mantap</a></h3><div class='field field-name-comment-body'><p>{text}</p>"
            "</div></div></article>"
        )

    thread = f"{comment('Pak RT 05', 'Mantap pak.')}<div class='indented'>{comment('Joko P.', 'Setuju.')}</div>"
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
        ("Pak RT 05", "Mantap pak.", None), ("Joko P.", "Setuju.", 0)
    ]  # fmt: skip
    assert [(one.posted_at or "")[:16] for one in found] == ["2022-03-15T10:12"] * 2
