"""The day that a list prints beside a link, of a release whose page prints none."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import cycle

import pytest

from crawler.items import Article
from pipelines.bounds import settle_bounds
from pipelines.confirmed import confirm_day
from tests.generic_server import Variant, releases
from tests.replays import same_after_replay
from tests.test_bounds import add, day, evidence, new_archive
from tests.test_generic import found, rows, run


@dataclass
class Undated(Variant):
    """A site whose pages print no day; its lists cut headlines short."""

    turned: bool = False
    """Whether lists show the releases in no order of time."""

    def page(self, release):
        text = super().page(release).replace(f"<span class='tanggal'>{release.printed} 10:15 WIB</span>", "")
        return text.replace(f" <small>{release.printed}</small>", "")

    def entries(self, rows):
        text = super().entries([*rows[1::2], *rows[::2]] if self.turned else rows)
        for release in rows:
            text = text.replace(f"'>{release.title}</a></h3>", f"'>{release.title[:20]}...</a></h3>")
        return text


@pytest.mark.parametrize("turned", [False, True])
def test_the_day_of_a_list_in_order_dates_releases_whose_pages_print_none(tmp_path, made_up_sites, turned):
    site, path = Undated("section-slug", canonical=None, turned=turned), tmp_path / "archive.db"
    site.releases = releases(6)
    run(path, site, at="2024-10-21T00:00:00Z")
    expected = sorted((r.title, None if turned else r.day.isoformat()) for r in site.releases)
    assert found(path) == expected
    sources = {source for (source,) in rows(path, "SELECT published_source FROM articles")}
    assert sources == ({None} if turned else {"listing:grammar"})
    run(path, site, at="2024-10-23T00:00:00Z", full=True)
    assert found(path) == expected and rows(path, "SELECT max(revisions) FROM articles") == [(1,)]
    assert same_after_replay(path)


def listed(connection: sqlite3.Connection, days: list[str], page: str = "https://c/berita", block: str = "listing"):
    """Show articles a1, a2 ... on a list with the days as printed, each ``text=YYYY-MM-DD``."""
    for number, (raw, value) in enumerate((each.split("=") for each in days), 1):
        connection.execute(
            "INSERT INTO sightings (site, page_url, block, position, text, url, date_raw, published_at, key,"
            " first_seen_at, last_seen_at) VALUES ('contoh', ?1, ?2, ?3, 'X', ?4, ?5, ?6, ?7, ?8, ?8)",
            (page, block, number, f"https://c/a{number}", raw or None, value or None, f"a{number}", SEEN),
        )


def taken(connection: sqlite3.Connection, url: str = "https://c/a1") -> tuple[str | None, str | None, str | None]:
    article = Article("contoh", "a1", url)
    confirm_day(connection, article, None)
    return article.published_at, article.published_source, article.published_raw


SEEN = "2026-10-05T01:00:00Z"
OTHERS = ["13-06-2026=2026-06-13", "1 Juni 2026=2026-06-01"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Upload : 14-06-2026", "2026-06-14"),
        ("14 Juni 2026", "2026-06-14"),
        ("Minggu, 14 Juni 2026 | 10.15 WITA", "2026-06-14T10:15:00+08:00"),
        ("Diposting oleh Admin pada 14/06/2026", "2026-06-14"),
    ],
)
def test_what_a_list_prints_in_full_is_taken(raw, value):
    connection = new_archive()
    listed(connection, [f"{raw}={value}", *OTHERS])
    assert taken(connection) == (value, "listing:grammar", raw)


CASES = {
    "a day without its year": ["14 Juni=2026-06-14", *OTHERS],
    "an age": ["3 hari lalu=2026-10-02", *OTHERS],
    "of an event": ["Pelaksanaan: 14-06-2026=2026-06-14", *OTHERS],
    "of a change": ["Diperbarui 14-06-2026=2026-06-14", *OTHERS],
    "until when": ["Berlaku sampai 14-06-2026=2026-06-14", *OTHERS],
    "several days": ["13 - 14 Juni 2026=2026-06-13", *OTHERS],
    "another weekday": ["Senin, 14 Juni 2026=2026-06-14", *OTHERS],
    "one entry": ["14-06-2026=2026-06-14"],
    "in no order": ["14-06-2026=2026-06-14", "1-06-2026=2026-06-01", "13-06-2026=2026-06-13", "2-06-2026=2026-06-02"],
    "two days": ["14-06-2026=2026-06-14", "13-06-2026=2026-06-13", "13-06-2026=2026-06-13"],
    "oldest first": ["12-06-2026=2026-06-12", "13-06-2026=2026-06-13", "14-06-2026=2026-06-14"],
}


@pytest.mark.parametrize("case", CASES)
def test_what_proves_no_day_of_publication_is_left(case):
    connection = new_archive()
    listed(connection, CASES[case])
    assert taken(connection) == (None, None, None)


@pytest.mark.parametrize(
    ("page", "block", "url"),
    [
        ("https://c/agenda", "listing", "https://c/a1"),
        ("https://c/berita", "listing", "https://c/agenda/a1"),
        ("https://c/rss", "feed", "https://c/a1"),
        ("https://c/jadwal?page=2", "latest", "https://c/a1"),
    ],
)
def test_lists_of_what_has_days_of_its_own_date_nothing(page, block, url):
    connection = new_archive()
    listed(connection, ["14-06-2026=2026-06-14", *OTHERS], page, block)
    assert taken(connection, url) == (None, None, None)


def test_lists_that_differ_date_nothing():
    connection = new_archive()
    listed(connection, ["14-06-2026=2026-06-14", *OTHERS])
    listed(connection, ["15-06-2026=2026-06-15", *OTHERS], "https://c/", "latest")
    assert taken(connection) == (None, None, None)


def test_a_page_of_a_list_is_in_the_order_of_its_first():
    connection = new_archive()
    listed(connection, ["14-06-2026=2026-06-14"], "https://c/berita?page=2")
    assert taken(connection) == (None, None, None)
    listed(connection, ["=", "1-08-2026=2026-08-01", "1-07-2026=2026-07-01"])
    assert taken(connection) == ("2026-06-14", "listing:grammar", "14-06-2026")


def test_a_list_in_no_order_speaks_against_one_in_order():
    connection = new_archive()
    listed(connection, ["14-06-2026=2026-06-14", *OTHERS], "https://c/", "latest")
    listed(connection, ["14-06-2026=2026-06-14", "15-06-2026=2026-06-15"])
    assert taken(connection) == (None, None, None)


def test_days_that_came_from_lists_prove_no_list():
    connection = new_archive()
    for number, name in zip(range(1, 31), cycle(["listing:grammar", "page:grammar"]), strict=False):
        add(connection, number, day(number), published_source=name)
    add(connection, 31, None)
    for number in range(1, 32):
        shown = day(number) if number % 2 or number == 31 else day(number + 2)
        connection.execute(
            "INSERT INTO sightings (site, page_url, block, position, text, url, published_at, article, first_seen_at,"
            " last_seen_at) VALUES ('contoh', 'https://c/', 'lead', 1, 'X', ?1, ?2, ?1, '2026-01-01', '2026-01-01')",
            (number, shown),
        )
    settle_bounds(connection, "contoh")
    (rule,) = [each for each in evidence(connection, 31) if each["rule"] == "listed-date"]
    assert (rule["tried_on"], rule["slack"]) == (15, [1, 1])
