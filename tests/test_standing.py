"""Pages about the office that call themselves articles: left out by where they stand, and no release with them."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from tests.generic_spiders import ContohSpider

HOME = "https://contoh.go.id"
STATED = (
    '<meta property="og:type" content="article"><meta property="article:published_time" content="2019-01-05T00:00:00Z">'
    '<script type="application/ld+json">{{"@type": "BlogPosting", "headline": "{title}", "datePublished": "2019-01-05"}}</script>'
)
TEXT = "".join(f"<p>Mewujudkan masyarakat kabupaten yang mandiri, sejahtera dan berbudaya lewat pelayanan yang ke-{n} kalinya.</p>" for n in range(4))
RELEASES = [(f"/berita/panen-raya-{word}-di-kecamatan", f"Panen Raya {word.title()} di Kecamatan", f"{day} Oktober 2024") for word, day in (("padi", 3), ("jagung", 9), ("kedelai", 12))]

MENUS = {
    "a list in a nav": "<nav><ul><li><a href='/'>Beranda</a></li><li><a href='/profil'>Profil</a></li><li><a href='{path}'>{name}</a></li><li><a href='/arsip'>Arsip</a></li><li><a href='/kontak'>Kontak</a></li></ul></nav>",
    "links in a row": "<header><a href='/'>SITUS</a><div><a href='/kontak'>Kontak</a> | <a href='{path}/'>{name}</a> | <a href='/layanan'>Layanan</a></div></header>",
    "a box called menu": "<div class='menu navigation'><p><a href='/layanan'>Layanan</a></p><p><a href='{path}.html'><i></i> {name}</a></p><p><a href='/ppid'>PPID</a></p></div>",
    "a menu below a menu": "<nav><ul><li><a href='/'>Beranda</a></li><li>Profil<ul><li><a href='/profil/sejarah'>Sejarah</a></li><li><a href='{path}'>{name}</a></li></ul></li><li><a href='/kontak'>Kontak</a></li></ul></nav>",
}


def latest(rows) -> str:
    return "".join(f"<li><a href='{path}'>{title}</a> <small>{day}</small></li>" for path, title, day in rows)


def shows_article(path: str, title: str, menu: str, day: str = "<p>5 Januari 2019</p>", rows=RELEASES, head: str = STATED) -> bool:
    spider = ContohSpider()
    html = (
        f"<html><head><title>{title} - Kabupaten Contoh</title>{head.format(title=title)}</head><body>{menu}"
        f"<main><h1>{title}</h1>{day}<div>{TEXT}</div></main><div><h4>Berita Terbaru</h4><ul>{latest(rows)}</ul></div></body></html>"
    )
    root, _ = parse_html(html.encode())
    page = spider.page(f"{HOME}{path}", root, "2024-10-21T00:00:00Z")
    layout = spider.layout_of(page)
    return layout is not None and spider.shows_article(page, layout)


@pytest.mark.parametrize("dress", MENUS)
@pytest.mark.parametrize(
    ("path", "title", "name"),
    [
        ("/visi-misi", "Visi dan Misi", "Visi Misi"),
        ("/halaman-kita", "Halaman Kita", "Halaman Kita"),
        ("/profil/sambutan-bupati", "Sambutan Bupati Contoh", "Sambutan Bupati"),
        ("/info/struktur-organisasi", "Struktur Organisasi", "Struktur Organisasi"),
    ],
)
def test_what_a_menu_leads_to_is_no_release_whatever_it_calls_itself(dress, path, title, name):
    menu = MENUS[dress].format(path=path, name=name)
    assert not shows_article(path, title, menu)
    assert not shows_article(path, title, menu, day="", head="<meta property='og:type' content='article'>")


def test_what_is_called_so_is_none_where_all_addresses_are_shaped_alike_or_nothing_is_listed():
    menu = MENUS["a list in a nav"].format(path="/visi-misi", name="Visi Misi")
    alike = [(path.removeprefix("/berita"), title, day) for path, title, day in RELEASES]
    assert not shows_article("/visi-misi", "Visi dan Misi", menu, rows=alike)
    assert not shows_article("/visi-misi", "Visi dan Misi", menu, rows=[])


STAYS = {
    "no menu leads to it": ("/hari-jadi", "Hari Jadi Kabupaten", MENUS["a list in a nav"].format(path="/layanan", name="Layanan")),
    "its address is a release's": ("/berita/hari-jadi", "Hari Jadi Kabupaten", MENUS["a list in a nav"].format(path="/berita/hari-jadi", name="Hari Jadi")),
    "a trail": ("/budaya/hari-jadi", "Hari Jadi", "<nav><a href='/'>Beranda</a> / <a href='/budaya'>Budaya</a> / <a href='/budaya/hari-jadi'>Hari Jadi</a></nav>"),
    "a trail with a category": ("/budaya/hari-jadi", "Hari Jadi", "<nav><ol><li><a href='/'>Beranda</a></li><li><a href='/kategori/umum'>Umum</a></li><li><a href='/budaya/hari-jadi'>Hari Jadi</a></li></ol></nav>"),
    "a choice of languages": ("/budaya/hari-jadi", "Hari Jadi", "<nav><a href='/budaya/hari-jadi'>ID</a> <a href='/en'>EN</a> <a href='/jv'>JV</a></nav>"),
    "controls": ("/budaya/hari-jadi", "Hari Jadi", "<nav><a href='/budaya/hari-jadi?print=1'>Cetak</a> <a href='/bagikan'>Bagikan</a> <a href='/unduh'>Unduh</a></nav>"),
    "a ticker": ("/budaya/hari-jadi", "Hari Jadi", f"<header><ul><li><a href='/budaya/hari-jadi'>Hari Jadi</a></li>{latest(RELEASES)}</ul></header>"),
    "a long headline": ("/budaya/hari-jadi", "Hari Jadi Kabupaten Contoh Dirayakan Seluruh Warga", MENUS["a list in a nav"].format(path="/budaya/hari-jadi", name="Hari Jadi")),
    "nothing to compare it with": ("/budaya/hari-jadi", "Hari Jadi", MENUS["a list in a nav"].format(path="/budaya/hari-jadi", name="Hari Jadi")),
}  # fmt: skip


@pytest.mark.parametrize("case", STAYS)
def test_a_release_stays_one(case):
    path, title, menu = STAYS[case]
    assert shows_article(path, title, menu, rows=[] if case.startswith("nothing") else RELEASES)


@pytest.mark.parametrize("day", ["<p>5 Januari 2019</p>", ""])
def test_what_a_list_of_releases_shows_stays_though_a_menu_leads_to_it_too(day):
    menu = MENUS["a list in a nav"].format(path="/berita-khusus/hari-jadi", name="Hari Jadi")
    rows = [*RELEASES, ("/berita-khusus/hari-jadi", "Hari Jadi", "5 Januari 2019")]
    assert shows_article("/berita-khusus/hari-jadi", "Hari Jadi", menu, day=day, rows=rows)
    assert not shows_article("/berita-khusus/hari-jadi", "Hari Jadi", menu, day=day)
