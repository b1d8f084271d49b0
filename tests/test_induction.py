"""Selectors induced from several pages: one place for each field, plain strings, sound when compiled again."""

from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.platforms.declared import DECLARABLE, selectors_from
from crawler.platforms.induction import induce
from crawler.structure.reading import article_selectors
from pipelines.stages import read_article
from tests.shapes import later, tuned
from tests.shapes.content import CLOCK, Release, Shape, releases
from tests.shapes.parts import url
from tests.shapes.scoring import others_of, overlap

SHAPES = {shape.name: shape for shape in (*tuned.SHAPES, *later.SHAPES)}


def page_of(shape: Shape, release: Release) -> Page:
    root, _ = parse_html(shape.render(release, others_of(release)).encode())
    assert root is not None
    return Page(url(release), root, CLOCK.isoformat() + "+00:00")


def pages_of(name: str, first: int = 1, count: int = 5) -> list[Page]:
    return [page_of(SHAPES[name], release) for release in releases()[first : first + count]]


@pytest.mark.parametrize(
    ("shape", "field", "expression"),
    [
        ("joomla", "headline", '//h2[@itemprop="headline"]'),
        ("joomla", "published", '//time[@itemprop="datePublished"]/@datetime'),
        ("joomla", "body", '//div[@itemprop="articleBody"]'),
        ("word-paste", "headline", '//div[@id="isi"]/h2[1]'),
        ("popoji", "published", '//ul[contains(concat(" ", normalize-space(@class), " "), " post-meta ")]/li[2]'),
        ("div-soup", "published", "/html/body/div/div[3]/div[1]/div[2]"),
        ("opensid", "comments", '//div[contains(concat(" ", normalize-space(@class), " "), " kom-box ")]'),
        ("opensid", "comment_posted", './/div[contains(concat(" ", normalize-space(@class), " "), " kom-tgl ")]/i[1]'),
    ],
)
def test_the_most_telling_name_is_taken(shape, field, expression):
    found = induce(pages_of(shape))
    assert found.pages == 5
    assert found.fields[field].expression == expression
    assert found.fields[field].confidence == 1.0
    assert all(found.fields[field].samples)


@pytest.mark.parametrize("name", ["joomla", "drupal", "opensid", "old-table", "popoji"])
def test_what_is_induced_reads_pages_that_were_not_seen(name):
    shape = SHAPES[name]
    declared = induce(pages_of(name)).declared
    selectors = selectors_from(declared)
    assert selectors.layout == "induced"
    for release in releases()[10:14]:
        page = page_of(shape, release)
        article = read_article(Article("x", "x", page.url, page, selectors))
        assert article.headline == release.headline
        assert overlap(release.text, article.body or "")[0] > 0.97
        assert (article.published_at or "")[:10] == f"{release.at:%Y-%m-%d}"
        if shape.facts.comments:
            assert [comment.author for comment in article.comments] == [remark.author for remark in release.remarks]


@pytest.mark.parametrize("name", ["date-after-body", "split-body", "tailwind", "flat", "comments-in-table"])
def test_declared_fields_come_before_what_structure_says(name):
    shape = SHAPES[name]
    known = selectors_from(induce(pages_of(name)).declared)
    for release in releases()[10:14]:
        page = page_of(shape, release)
        selectors = article_selectors(page.root, page.url, known)
        assert selectors is not None and selectors.layout == "induced"
        article = read_article(Article("x", "x", page.url, page, selectors))
        assert article.headline == release.headline
        assert overlap(release.text, article.body or "")[0] > 0.97
        assert (article.published_at or "")[:10] == f"{release.at:%Y-%m-%d}"


def test_a_line_with_two_dates_is_no_place_of_a_date():
    assert "published" not in induce(pages_of("modified-beside")).fields


def test_what_is_the_same_on_all_pages_is_no_headline():
    text = "<p>" + "Kalimat yang cukup panjang untuk menjadi isi sebuah berita nomor {}. " * 4 + "</p>"
    pages = []
    for number in range(4):
        body = f"<html><body><h1>Selamat Datang di Situs Kami</h1><div>{text.format(*[number] * 4)}</div></body></html>"
        root, _ = parse_html(body.encode())
        assert root is not None
        pages.append(Page(f"https://x.example/{number}", root, "2026-11-27T00:00:00+00:00"))
    assert "headline" not in induce(pages).fields


def test_nothing_is_induced_from_nothing():
    assert induce([]).fields == {}


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"judul": "//h1"}, "Unknown field 'judul': one of headline"),
        ({"headline": "//h1["}, "The expression of headline is neither XPath nor CSS"),
        ({"headline": "h1 >> b"}, "The expression of headline is neither XPath nor CSS"),
    ],
)
def test_a_bad_declaration_says_what_is_wrong(declared, message):
    with pytest.raises(ValueError, match=r"^" + message.replace("[", r"\[")):
        selectors_from(declared)


def test_css_and_xpath_can_be_declared():
    selectors = selectors_from({"headline": "div.judul > h1", "published": "//time/@datetime", "comment_text": ".//p"})
    root, _ = parse_html(b"<div class='judul'><h1>A</h1></div><time datetime='2024-10-02'>x</time>")
    assert root is not None
    assert selectors.headline[0](root)[0].text == "A"
    assert selectors.published[0](root) == ["2024-10-02"]
    assert selectors.comment_text is not None
    assert set(DECLARABLE) >= {"headline", "body", "published", "comments", "comment_author"}


def test_an_expression_that_holds_the_headline_too_is_no_place_of_the_text():
    lead = "<p>Bupati membuka pelatihan bagi usaha kecil di kecamatan itu pada pekan ini juga.</p>"
    more = "<p>Peserta ke-{} menerima bantuan modal dan bimbingan dari dinas selama satu tahun penuh.</p>"
    rest = "".join(map(more.format, range(4)))
    pages = []
    for number in range(5):
        split = (lead, rest) if number < 4 else ("", lead)  # most texts stand in two elements, a short one in one
        title = f"Pelatihan Usaha Kecil Angkatan Ke-{number} Dibuka Bupati"
        body = (
            f"<html><head><title>{title} - Kabupaten</title></head><body><div class='baris'><div><h1>{title}</h1>"
            f"<p class='w'>{number + 2} Oktober 2024</p><div class='awal'>{split[0]}</div>"
            f"<div class='isi'>{split[1]}</div></div></div></body></html>"
        )
        root, _ = parse_html(body.encode())
        assert root is not None
        pages.append(Page(f"https://contoh.go.id/berita/{number}", root, CLOCK.isoformat() + "+00:00"))
    assert "body" not in induce(pages).fields
    assert "headline" in induce(pages).fields
