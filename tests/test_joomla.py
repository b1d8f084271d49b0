"""Pages of Joomla that stand in a menu, and articles under a list that stands there: printed alike, told apart."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Item, Listing, Outcome
from crawler.signs import Seen
from onboarding.visiting import answer_of
from pipelines.reading import read_one
from tests.family_spiders import JoomlaSite

HOME = "https://joomla.example"
MENUS = {
    "1.5": "<ul class='menu'><li id='current' class='active item5'><a href='{}'><span>X</span></a></li>",
    "2.5": "<ul class='menu'><li id='item-464' class='current active'><a href='{}'>X</a></li>",
    "3": "<ul class='nav menu mod-list'><li class='item-101 current active'><a href='{}'>X</a></li>",
    "5": "<ul class='mod-menu mod-list nav'><li class='nav-item item-101 current active'><a href='{}' aria-current='page'>X"
    "</a></li>",
    "5, below another": "<ul class='mod-menu mod-list nav'><li class='nav-item item-9 active deeper parent'><a href='/p'>P</a>"
    "<ul class='mod-menu__sub'><li class='nav-item item-101 current active'><a href='{}'>X</a></li></ul></li>",
}  # fmt: skip
DATE = "<dd class='published'><time datetime='2024-03-12T08:00:00+07:00'>Diterbitkan: 12 Maret 2024</time></dd>"
TEXT = "<p>" + "Dinas Komunikasi dan Informatika melayani warga pada hari kerja. " * 4 + "</p>"


def read(kind: str, menu: str, path: str = "/profil", date: str = DATE) -> Item:
    page = (
        "<html><head><title>Profil Dinas Kominfo</title></head><body class='site com_content view-article itemid-101'>"
        f"{menu}<li class='item-102'><a href='/lain'>Y</a></li></ul><main><div class='com-content-article item-page'>"
        "<div class='page-header'><h1>Profil Dinas Kominfo</h1></div><dl class='article-info'><dd class='category-name'>"
        f"Kategori: <a href='/umum'>Umum</a></dd>{date}</dl><div class='com-content-article__body'>{TEXT}</div></div></main>"
        "</body></html>"
    )
    seen = Seen(HOME + path, 200, {"content-type": "text/html"}, page.encode())
    return read_one(JoomlaSite().read(answer_of(seen, kind)))


@pytest.mark.parametrize("version", MENUS)
def test_a_page_that_only_a_menu_leads_to_is_no_article(version):
    item = read("listing", MENUS[version].format("/profil"))
    assert isinstance(item, Listing) and not item.articles and not item.sightings


@pytest.mark.parametrize("version", MENUS)
def test_an_entry_of_a_menu_that_prints_no_date_is_no_article(version):
    item = read("article", MENUS[version].format("/profil"), date="")
    assert isinstance(item, Outcome) and item.visit.reason == "no-article"


@pytest.mark.parametrize("kind", ["listing", "article"])
@pytest.mark.parametrize("version", MENUS)
def test_an_article_under_a_list_that_stands_in_the_menu_is_one(version, kind):
    item = read(kind, MENUS[version].format("/berita"), "/berita/12-panen-raya")
    assert isinstance(item, Article) and item.headline == "Profil Dinas Kominfo"


@pytest.mark.parametrize("date", ["", DATE])
def test_an_undated_article_that_is_no_entry_of_a_menu_stays(date):
    assert isinstance(read("article", "<ul class='menu'>", "/berita/12-panen-raya", date), Article)


def test_what_a_list_shows_and_dates_is_an_article_also_where_a_menu_leads_to_it():
    item = read("article", MENUS["5"].format("/profil"))
    assert isinstance(item, Article) and (item.published_at or "").startswith("2024-03-12")


KOMENTO = (
    "<div class='komento'><h3>Komentar <span>2</span></h3><div class='kt-comments'>{}</div><form><textarea></textarea></form></div>"
)
SAID = (
    "<div class='kt-comment-item'><div class='kt-user-name'>{}</div><div class='kt-meta'><time datetime='2024-03-{}T08:01:02+07:00'>"
    "Maret 2024</time></div><div class='kt-comment-message'>{}</div><div class='kt-footer'><a>0 Suka</a> <a>Balas</a></div></div>"
)


def test_comments_of_an_extension_that_is_not_known_are_read_by_their_structure():
    thread = KOMENTO.format(SAID.format("Ucok", 13, "Mantap pak.") + SAID.format("Pak RT 05", 14, "Setuju, min."))
    page = (
        "<html><head><title>Panen Raya di Menggala</title></head><body class='site com_content view-article'>"
        "<div class='com-content-article item-page'><div class='page-header'><h2>Panen Raya di Menggala</h2></div><dl"
        f" class='article-info'>{DATE}</dl><div class='com-content-article__body'>{TEXT}</div></div>{thread}</body></html>"
    )
    seen = Seen(HOME + "/berita/12-panen-raya", 200, {"content-type": "text/html"}, page.encode())
    item = read_one(JoomlaSite().read(answer_of(seen, "article")))
    assert isinstance(item, Article)
    assert [(c.author, c.posted_at, c.text) for c in item.comments] == [
        ("Ucok", "2024-03-13T08:01:02+07:00", "Mantap pak."),
        ("Pak RT 05", "2024-03-14T08:01:02+07:00", "Setuju, min."),
    ]


ITEMS = {
    "of the template's own": (
        "<span class='comment-author'>{who}</span><small><i></i> {day}-03-2024 08:01</small><div id='comment-body-{n}'>{text}</div>"
        "<span class='comments-buttons'><a href='#'>Balas</a> | <a href='#'>Kutip</a></span>"
    ),
    "with a vote and a number": (
        "<span><span><a href='#' title='Bagus'></a><span>0</span></span></span><a href='#comment-{n}'>#{n}</a><span class='comment-author'>{who}</span>"
        "<em>{day} Maret 2024 08.01</em><p>{text}</p>"
    ),
    "of stock": "<span class='comment-author'>{who}</span><span class='comment-date'>{day}.03.2024 08:01</span><div class='comment-body'>{text}</div>",
}


@pytest.mark.parametrize("item", ITEMS)
def test_comments_of_a_known_extension_are_read_in_templates_of_their_own(item):
    one = "<div id='comment-item-{n}'><div class='rbox'>" + ITEMS[item] + "</div></div>"
    first, inner, last = (
        one.format(who=who, day=day, text=text, n=number)
        for number, (who, day, text) in enumerate([("Ucok", 13, "Mantap pak."), ("Admin", 15, "Siap."), ("Septi", 14, "Setuju 👍")], 1)
    )
    thread = f"<div id='jc'><div id='comments'><h3>Komentar</h3><div class='comments-list' id='comments-list-0'>{first}<div id='comments-list-1'>{inner}</div>{last}</div></div></div>"
    page = (
        "<html><head><title>Panen Raya di Menggala</title></head><body class='site com_content view-article'>"
        "<div class='com-content-article item-page'><div class='page-header'><h2>Panen Raya di Menggala</h2></div><dl"
        f" class='article-info'>{DATE}</dl><div class='com-content-article__body'>{TEXT}</div>{thread}</div></body></html>"
    )
    seen = Seen(HOME + "/berita/12-panen-raya", 200, {"content-type": "text/html"}, page.encode())
    item = read_one(JoomlaSite().read(answer_of(seen, "article")))
    assert isinstance(item, Article)
    assert [(c.author, (c.posted_at or "")[:16], c.text, c.parent) for c in item.comments] == [
        ("Ucok", "2024-03-13T08:01", "Mantap pak.", None), ("Admin", "2024-03-15T08:01", "Siap.", 0),
        ("Septi", "2024-03-14T08:01", "Setuju 👍", None),
    ]  # fmt: skip
    assert "Mantap" not in (item.body or "")


@pytest.mark.parametrize("menu", ["<ul class='g-toplevel'>{}</ul>", "<nav class='main'>{}</nav>", "<ul class='nav menu'>{}</ul>"])
def test_a_menu_leads_to_lists_whatever_the_template_calls_it(menu):
    root, _ = parse_html(f"<html><body>{menu.format('<li><a href=/berita>Berita</a></li>')}</body></html>".encode())
    assert JoomlaSite.leads_to_listings(root) == ["/berita"]


@pytest.mark.parametrize("component", ["com_sppagebuilder com-sppagebuilder view-page", "site com_contact view-contact"])
@pytest.mark.parametrize("kind", ["listing", "article"])
def test_a_page_of_a_component_without_articles_is_none(component, kind):
    page = (
        f"<html><head><title>Profil</title></head><body class='{component}'><main><div class='blok'><h1>Profil</h1><p>12 Maret 2024</p>"
        f"<div class='sppb-addon-content'>{TEXT}</div></div></main></body></html>"
    )
    seen = Seen(HOME + "/profil", 200, {"content-type": "text/html"}, page.encode())
    item = read_one(JoomlaSite().read(answer_of(seen, kind)))
    assert not isinstance(item, Article)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", 0),
        ("/index.php?option=com_content&view=frontpage&Itemid=1&limitstart=6", 6),
        ("/index.php?option=com_content&view=featured&start=12", 12),
    ],
)
def test_the_home_page_is_one_list_under_all_its_addresses(address, page):
    site = JoomlaSite()
    assert site.place_of(HOME + address) == (site.place_of(f"{HOME}/")[0], page)  # type: ignore[index]


def test_menus_of_version_1_lead_to_lists():
    root, _ = parse_html(b"<html><body><table><tr><td><a href='/index.php?id=1' class='mainlevel'>Berita</a></td></tr></table></body></html>")
    assert JoomlaSite.leads_to_listings(root) == ["/index.php?id=1"]


@pytest.mark.parametrize(
    ("path", "key"),
    [("/arsip/2024/11", None), ("/index.php/berita/2024", None), ("/berita/2024/11/panen-raya", "panen-raya"),
     ("/berita/2024-tahun-panen", "2024-tahun-panen"), ("/berita/12", "12")],
)  # fmt: skip
def test_a_month_of_the_archive_is_no_article(path, key):
    assert JoomlaSite().key_of(HOME + path) == key


@pytest.mark.parametrize("label", ["posted by", "dikirim oleh", "diposting oleh", "Ditulis oleh", "oleh", ""])
@pytest.mark.parametrize("name", ["Hasan Basri", "<a href='http://x.example'>Hasan Basri</a>", "Dikin Oleha"])
def test_the_words_that_k2_prints_before_a_name_are_none_of_it(label, name):
    entry = (
        "<li class='even'><span class='commentDate'>Selasa, 03 November 2026 13:22</span><span class='commentAuthorName'>"
        f"\n\t{label} {name}\t</span><p>Saya hadir waktu itu, acaranya ramai dan tertib.</p></li>"
    )
    page = (
        "<html><head><title>Panen Raya</title></head><body><div id='k2Container' class='itemView'><div class='itemHeader'>"
        "<span class='itemDateCreated'>Senin, 02 November 2026 10:00</span><h2 class='itemTitle'>Panen Raya</h2></div>"
        f"<div class='itemBody'><div class='itemFullText'>{TEXT}</div></div><div class='itemComments'>"
        f"<ul class='itemCommentsList'>{entry}</ul></div></div></body></html>"
    )
    seen = Seen(f"{HOME}/berita/item/920-panen-raya", 200, {"content-type": "text/html"}, page.encode())
    item = read_one(JoomlaSite().read(answer_of(seen, "article")))
    assert isinstance(item, Article)
    assert [comment.author for comment in item.comments] == ["Dikin Oleha" if "Oleha" in name else "Hasan Basri"]


CREDITS = {
    "in elements": "<div class=options><div class=by><span>Ditulis oleh <strong>{by}</strong></span><span>|</span><span>Diterbitkan: "
    "Sabtu, 18 April 2020 21:02</span><span>|</span><span>Terakhir diperbarui: Selasa, 21 April 2020 23:02</span><span>|</span>"
    "<span>Dilihat: 232</span></div><div class=hide><a href='https://www.facebook.com/sharer.php?u=x'>Facebook</a></div></div>",
    "in one line": "<p>Written by {by} Published: 18 April 2020 Hits: 232</p>",
}  # fmt: skip
BELOW = (
    "<div class=below><div>Kategori: <a rel=tag href='/umum'>Umum</a>, <a rel=tag href='/umum/berita'>Berita</a></div><ul class="
    "'tags inline'><li class='tag-0' itemprop=keywords><a href='/component/tags/tag/pangan'>pangan</a></li></ul></div>"
)


def release(credits: str, text: str = TEXT) -> Article:
    page = (
        "<html><head><title>Warga Panen Raya Padi</title></head><body class='site com_content'><div id=content><div class=item-page>"
        f"<h1 class=documentFirstHeading>Warga Panen Raya Padi</h1><ul class=actions></ul>{credits}<div class=description>{text}</div>"
        f"{TEXT}</div>{BELOW}</div></body></html>"
    )
    seen = Seen(f"{HOME}/berita/12-warga-panen-raya-padi", 200, {"content-type": "text/html"}, page.encode())
    item = read_one(JoomlaSite().read(answer_of(seen, "article")))
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize("credits", CREDITS)
def test_credits_in_markup_of_the_templates_own_are_no_text(credits):
    article = release(CREDITS[credits].format(by="Bagian Prokompim"))
    assert article.body == release("").body
    assert (article.author, article.category, [tag.tag for tag in article.tags]) == ("Bagian Prokompim", "Berita", ["pangan"])
    assert article.published_at is not None and article.published_at.startswith("2020-04-18")


def test_a_text_that_begins_as_a_credit_does_is_kept():
    article = release("", "<p>Ditulis oleh tangan warga sendiri, surat itu dibacakan bupati di hadapan peserta upacara.</p>")
    assert article.body.startswith("Ditulis oleh tangan warga sendiri")


def test_a_line_that_prints_the_title_of_a_captioned_picture_is_its_caption():
    said = "Siti Aminah memberi keterangan kepada wartawan."
    shown = f"<div><div class=top>{said}</div><div><img class='left caption' title='{said}' src='/images/a.jpg'></div></div>"
    article = release(shown)
    assert article.body == release("").body
    assert [image.caption for image in article.images] == [said]
