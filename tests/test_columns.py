"""Days in a side column: found in a box about the release, and taken only where what leads to it states the same."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from lxml.etree import XPath

from crawler.html import parse_html
from crawler.items import Block, Capture, Listing, Page, Selectors, Sighting, Visit
from crawler.structure.reading import article_selectors
from pipelines.links import extract_sightings, fill_dates_of_entries
from tests.generic_server import Variant, releases
from tests.replays import same_after_replay
from tests.test_generic import found, rows, run
from tests.test_generic_reading import bare

LINKS = "<li><a href='/penulis/humas'>Humas</a></li><li><a href='/kategori/umum'>Umum</a></li><li><a href='/tag/desa'>desa</a> <a href='/tag/padi'>padi</a></li>"
BOXES = {
    "a card": "<div class='sidebar'><div><h2><i class='fa-calendar'></i><span>{day}</span></h2><ul>{links}</ul></div></div>",
    "a column by its role": "<div role='navigation'><h3>Navigasi</h3><ul><li><a href='/kontak'>Kontak</a></li></ul><section><p>{day}</p><div>{links}</div></section></div>",
    "labels": "<aside><h4>Informasi</h4><table><tr><td>Penulis</td><td>Humas</td></tr><tr><td>Tanggal</td><td>{day}</td></tr><tr><td>Kategori</td><td>Umum</td></tr></table></aside>",
    "labels in lines": "<aside><ul><li>Tanggal: {day}</li><li>Oleh: Humas</li><li>Dibaca: 12 kali</li></ul></aside>",
}


def beside(below: str) -> list[str]:
    root, _ = parse_html(bare("", "", below=below))
    layout = article_selectors(root, "https://contoh.go.id/berita/pelatihan-usaha-mikro-digelar")
    assert layout is not None and layout.published == ()
    return [text for expression in layout.published_beside for text in expression(root)]


@pytest.mark.parametrize("day", ["24 May 2026", "Minggu, 24 Mei 2026", "24/05/2026"])
@pytest.mark.parametrize("dress", BOXES)
def test_the_day_in_a_box_about_the_release_is_found(dress, day):
    (text,) = beside(BOXES[dress].format(day=day, links=LINKS))
    assert text.removeprefix("Tanggal: ") == day


OTHERS = {
    "nothing else is said": "<aside><h4>Kalender</h4><p>{day}</p></aside>",
    "a menu of categories alone": "<aside><p>{day}</p><ul><li><a href='/kategori/umum'>Umum</a></li><li><a href='/kategori/desa'>Desa</a></li></ul></aside>",
    "of another release": "<aside><div><a href='/berita/panen-raya-padi'>Panen Raya Padi di Desa Sukamakmur</a><p>{day}</p><ul>{links}</ul></div></aside>",
    "of two others": "<aside><div><p>{day}</p><ul>{links}</ul></div><div><p>3 Mei 2026</p><ul>{links}</ul></div></aside>",
    "a list of days": "<aside><ul><li>{day} <a href='/penulis/humas'>Humas</a></li><li>3 Mei 2026 <a href='/kategori/umum'>Umum</a></li></ul></aside>",
    "of a change": "<aside><div><p>Diperbarui {day}</p><ul>{links}</ul></div></aside>",
    "of now": "<aside><div><p class='clock'>{day}</p><ul>{links}</ul></div></aside>",
    "an age": "<aside><div><p>2 hari lalu</p><ul>{links}</ul></div></aside>",
    "an event": "<aside><table><tr><td>Tanggal Kegiatan</td><td>{day}</td></tr><tr><td>Penulis</td><td>Humas</td></tr><tr><td>Kategori</td><td>Umum</td></tr></table></aside>",
    "an event by its place": "<aside><ul><li>Tanggal: {day}</li><li>Tempat: Aula</li><li>Oleh: Humas</li><li>Kategori: Umum</li></ul></aside>",
    "a comment": "<aside id='komentar'><div><p>{day}</p><ul>{links}</ul></div></aside>",
    "a link": "<aside><div><p><a href='/arsip/2026/05'>{day}</a></p><ul>{links}</ul></div></aside>",
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_days_in_columns_are_none(case):
    assert beside(OTHERS[case].format(day="24 Mei 2026", links=LINKS)) == []


@pytest.mark.parametrize(
    ("printed", "day"),
    [("3 hari lalu", "2024-10-18"), ("24 Mei 2024", "2024-05-24"), ("3 bulan lalu", None), ("2 tahun lalu", None), ("1 mgg lalu", None)],
)
def test_an_age_beside_a_link_names_a_day_only_where_it_counts_days(printed, day):
    root, _ = parse_html(f"<ul><li><a href='/berita/x'>Panen Raya Padi</a> <i>{printed}</i></li></ul>".encode())
    page = Page("https://contoh.go.id/", root, "2024-10-21T00:00:00Z", link=lambda href: f"https://contoh.go.id{href}")
    block = Block("latest", XPath("//li"), XPath("a"), XPath("i"))
    (sighting,) = extract_sightings(page, Selectors("x", blocks=(block,)))
    assert (sighting.date_raw, sighting.published_at) == (printed, day)
    listing = Listing("x", Visit("x", "feed"), Capture("x", "2024-10-21T00:00:00Z", 200), zone="WIB")
    listing.sightings = [Sighting("x", "feed", 1, "Panen", "x", printed)]
    fill_dates_of_entries(listing)
    assert listing.sightings[0].published_at == day


@dataclass
class InColumn(Variant):
    """A site whose pages print their day in a side column alone."""

    off: int = 0
    """Days by which lists and feeds are off."""

    def page(self, release):
        text = super().page(release).replace(f"<span class='tanggal'>{release.printed} 10:15 WIB</span>", "")
        text = text.replace(f" <small>{release.printed}</small>", "")
        box = BOXES["a card"].format(day=release.printed, links=LINKS)
        return text.replace("<footer>", f"{box}<footer>")

    def shifted(self, text):
        for r in self.releases if self.off else ():
            day = r.day + timedelta(days=self.off)
            other = r.printed.replace(f"{r.day.day} ", f"{day.day} ", 1) if day.month == r.day.month else ""
            text = text.replace(r.printed, other)
        return text

    def entries(self, rows):
        return self.shifted(super().entries(rows))

    def feed_text(self):
        return self.shifted(super().feed_text())


SITES = {
    "lists": (InColumn("section-slug", canonical=None), True),
    "a feed": (InColumn("section-slug", "path", "list", feed="rss", dated=False, canonical=None), True),
    "neither": (InColumn("section-slug", "path", "list", dated=False, canonical=None), False),
    "lists of other days": (InColumn("section-slug", "page", "list", off=1, feed="rss", canonical=None), False),
}


@pytest.mark.parametrize("name", SITES)
def test_a_day_in_a_column_is_taken_where_what_leads_to_the_release_states_the_same(tmp_path, made_up_sites, name):
    (site, is_confirmed), path = SITES[name], tmp_path / "archive.db"
    site.releases = releases(6)
    run(path, site, at="2024-10-21T00:00:00Z")
    expected = sorted((r.title, r.day.isoformat() if is_confirmed else None) for r in site.releases)
    assert found(path) == expected
    sources = {source for (source,) in rows(path, "SELECT published_source FROM articles")}
    assert sources == ({"column:grammar"} if is_confirmed else {None})
    run(path, site, at="2024-10-23T00:00:00Z", full=True)
    assert found(path) == expected and rows(path, "SELECT max(revisions) FROM articles") == [(1,)]
    assert same_after_replay(path)
