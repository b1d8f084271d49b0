"""Releases of sites of no known CMS that are found by what else their pages show: menus, lines, redirects."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

from dataclasses import dataclass

import pytest

from crawler.items import Outcome
from crawler.platforms.entries import line_above_day
from crawler.platforms.headlines import groups_on, main_group
from crawler.platforms.sections import sections_on
from crawler.signs import Seen
from onboarding.visiting import answer_of
from pipelines.reading import read_one
from tests.generic_server import Variant, releases
from tests.generic_spiders import ContohSpider
from tests.servers import Reply, redirect
from tests.test_generic import expected, found, rows, run
from tests.test_generic_lists import HOME, page

DAYS = tuple(range(1, 5))


def entries(card: str) -> str:
    return "".join(card.format(u=f"/berita/{20 + n}", t=f"Warga Desa {n} Panen Raya", d=f"2024-10-0{n}") for n in DAYS)


BOLD = "<div class=row><div><img src=x.jpg></div><div><p class=fw-bold>{t}</p><div><span>{d}</span></div><p>SALATIGA, warga desa memanen padi seluas tujuh puluh hektare bersama</p><p>bupati dan para penyuluh pertanian kecamatan.</p><a href='{u}'>Selengkapnya</a></div></div>"


def test_the_first_line_of_an_entry_above_its_day_is_a_headline():
    group = main_group(groups_on(page("/berita", f"<main>{entries(BOLD)}</main>")))
    assert group is not None and group.is_news
    assert [(one.key, one.text, one.date) for one in group.headlines] == [
        (f"berita/{20 + n}", f"Warga Desa {n} Panen Raya", f"2024-10-0{n}") for n in DAYS
    ]


@pytest.mark.parametrize(
    "card",
    [
        "<div><p>{d}</p><p>Warga desa panen raya</p><a href='{u}'>Selengkapnya</a></div>",
        "<div><p>Warga desa itu panen raya.</p><p>{d}</p><a href='{u}'>Selengkapnya</a></div>",
        "<div><p>Warga Desa</p><p>{d}</p><a href='{u}'>Selengkapnya</a></div>",
    ],
)
def test_sentences_labels_and_what_stands_below_the_day_are_no_headline(card):
    (made,) = page("/", card.format(u="/berita/1", d="2024-10-02")).root.iter("div")
    assert line_above_day(made) == ""


TRAIL = "<nav aria-label=breadcrumb><ol class=breadcrumb><li><a href='/'>Beranda</a></li><li>Berita</li></ol></nav>"


def test_what_holds_the_page_and_its_trail_is_no_trail():
    shown = f"<section id=breadcrumb>{TRAIL}<div class=row>{entries(BOLD)}</div></section>"
    group = main_group(groups_on(page("/berita", shown)))
    assert group is not None and len(group.headlines) == 4
    few = f"<div class=breadcrumb>{TRAIL}<a href='/berita/tentang-panen-raya-padi'>Tentang Panen Raya Padi</a></div>"
    assert groups_on(page("/berita", few)) == []


def ranked(body: str) -> list[tuple[str, int]]:
    return [(section.url.removeprefix(HOME), section.rank) for section in sections_on(page("/", body))]


def test_entries_of_a_menu_numbered_as_a_list_beside_them_are_lists():
    names = {1: "Berita Daerah", 2: "Kesehatan", 3: "Layanan"}
    menu = "".join(f"<li><a href='/headline/show/{n}'>{name}</a></li>" for n, name in names.items())
    assert ranked(f"<nav><ul>{menu}</ul></nav>") == [
        ("/headline/show/1", 0),
        ("/headline/show/2", 1),
        ("/headline/show/3", 1),
    ]
    assert ranked(f"<main><ul>{menu}</ul></main>") == [("/headline/show/1", 0)]
    pages = "".join(f"<a href='/headline/show/{n}'>{n}</a>" for n in (4, 5))
    assert ranked(f"<nav>{pages}</nav>") == []


def test_what_is_called_an_archive_is_a_list_and_no_part_of_one_is():
    links = ("/berita/arsip", "/arsip", "/arsip/2024/10", "/arsip/berita-lama", "/arsip")
    assert ranked("".join(f"<a href='{link}'>Berita</a>" for link in links)) == [("/berita/arsip", 0), ("/arsip", 0)]


@dataclass
class Elsewhere(Variant):
    """A site whose home page stands at a deep address and names the feed of the theme's maker."""

    def answer(self, asked):
        if asked.path == "/":
            return redirect("/laman/kelurahan-contoh")
        return Reply(self.home()) if asked.path == "/laman/kelurahan-contoh" else super().answer(asked)

    def frame(self, title, main, head=""):
        feed = "<link rel='alternate' type='application/rss+xml' href='https://tema.example/feed/'>"
        return super().frame(title, main, head + feed)


@pytest.fixture
def elsewhere():
    site = Elsewhere("section-slug", canonical=None)
    site.releases = releases(12)
    return site


def test_the_home_page_may_stand_where_it_sends_to(tmp_path, made_up_sites, elsewhere):
    path = tmp_path / "archive.db"
    report, _ = run(path, elsewhere, at="2024-10-21T00:00:00Z")
    assert found(path) == expected(elsewhere)
    assert report.outcomes.get("failed") is None
    assert rows(path, "SELECT count(*) FROM pages WHERE url LIKE '%tema.example%'") == [(0,)]


BARE = (
    "<html lang=id><head><title>Transparansi | DPRD Contoh</title></head><body><nav><a href='/'>Beranda</a><a href='/berita'>"
    "Berita</a></nav><main><h1>Transparansi</h1><ul><li>LKPD 2025 <time datetime=2026-05-04>04 Mei 2026</time></ul></main></body></html>"
)


@pytest.mark.parametrize(
    ("is_known", "outcome"), [(False, ("refused", "no-article")), (True, ("quarantined", "no-content"))]
)
def test_a_page_with_a_day_and_nothing_else_was_wrongly_guessed_to_be_a_release(is_known, outcome):
    seen = Seen("https://contoh.go.id/transparansi", 200, {"content-type": "text/html"}, BARE.encode())
    answer = answer_of(seen, "article")
    answer.visit.is_known = is_known
    item = read_one(ContohSpider().read(answer))
    assert isinstance(item, Outcome) and (item.visit.outcome, item.visit.reason) == outcome
