"""The pages of governments, the map, what has vanished and the charts: over nights of the sample site and by hand."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest

from pipelines.publication import publish
from pipelines.schema import open_archive
from publish import charts, tallying
from publish.surroundings import tell_links
from publish.typography import typeset
from publish.vanishing import vanished
from publish.words import LANGUAGES
from sample.nights import play
from tests.hostile import HOSTILE
from tests.served import get, served
from tests.test_public import public

DAY = "2026-01-01T00:00:00Z"
PAGES = ("/-/regions", "/-/regions/35", "/-/regions/35.06", "/-/sites/contoh", "/-/vanished", "/-/incidents")
KEDIRI = {
    "slug": "kedirikab", "region": "35.06", "name": HOSTILE, "home_url": "https://berita.kedirikab.example/",
    "platform": "swarakalibata", "time_zone": "WIB", "last_run_at": "2026-10-09T00:00:00Z",
}  # fmt: skip


def insert(connection: sqlite3.Connection, table: str, **row) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def page(connection: sqlite3.Connection, url: str, state: str, reason: str | None, **row) -> None:
    always = {"kind": "article", "priority": 1, "discovered_at": DAY, "discovered_via": "x", "due_at": DAY}
    insert(connection, "pages", url=url, state=state, last_error=reason, **always | row)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """Eleven nights of the sample site, a release lost and another regency with a hostile name."""
    archive = tmp_path_factory.mktemp("governments") / "archive.db"
    list(play(archive, 1, 11))
    with closing(sqlite3.connect(archive)) as connection, connection:
        insert(connection, "sites", **KEDIRI)
        for number, month in enumerate(("2026-02", "2026-02", "2026-05", "2062-01"), 1):
            url = f"https://berita.kedirikab.example/{number}"
            insert(
                connection, "articles", id=9000 + number, site="kedirikab", region="35.06", key=str(number), url=url,
                headline="Panen", published_at=f"{month}-03", sort_at=f"{month}-03", digest="d",
                first_seen_at=DAY, last_seen_at=DAY, body="kata",
            )  # fmt: skip
        page(connection, "https://berita.kedirikab.example/hilang", "missing", "http-404", site="kedirikab")
        page(connection, f"https://berita.kedirikab.example/{HOSTILE}", "failed", HOSTILE, site="kedirikab")
        page(connection, "https://berita.kedirikab.example/baru", "new", None, site="kedirikab")
        page(connection, "https://berita.kedirikab.example/daftar", "failed", "x", site="kedirikab", kind="listing")
    return archive


@pytest.fixture(scope="module")
def site(archive):
    with served(archive) as base:
        yield base


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_without_script_and_escapes(site, language):
    for path in (*PAGES, "/-/sites/kedirikab", "/-/vanished?rung=returned&region=35&page=2", "/-/incidents?region=35"):
        status, headers, text = get(f"{site}{path}{'&' if '?' in path else '?'}lang={language}")
        assert status == 200 and f'<html lang="{language}">' in text, path
        assert "default-src 'none'" in headers["content-security-policy"] and "<script" not in text
        assert not re.search(r"\s(style|on\w+)=", text) and HOSTILE not in text
        lxml.html.fromstring(text)


def test_the_tree_leads_from_the_map_to_a_government(site):
    text = get(f"{site}/-/regions?lang=en")[2]
    assert '<a href="/-/regions/35" aria-label="Jawa Timur: 1 site"><circle' in text
    assert 'href="/-/sites/contoh"' in text and "Natural Earth" in text
    (province,) = (row for row in json.loads(get(f"{site}/-/regions.json")[2])["provinces"] if row["code"] == "35")
    assert province["releases"] == 4 and [row["slug"] for row in province["sites"]] == ["kedirikab"]
    text = get(f"{site}/-/regions/35?lang=en")[2]
    assert 'href="/-/regions/35.06"' in text and "37 of 38 regencies and cities" in text
    assert "no site of this region" in get(f"{site}/-/regions/51?lang=en")[2]
    for none in ("/-/regions/99", "/-/regions/35.99", "/-/regions/x", "/-/sites/none", "/-/sites/none.json"):
        assert get(site + none)[0] == 404


def test_a_government_gives_account(site):
    found = json.loads(get(f"{site}/-/sites/kedirikab.json")[2])
    assert found["articles"] == found["dated"] == found["with_text"] == 4
    assert found["account"]["gaps"][0] == ["2026-03", "2026-04", 2]
    reasons = {(row["state"], row["reason"]): row["number"] for row in found["account"]["unobtained"]}
    assert reasons == {("missing", "http-404"): 1, ("failed", HOSTILE): 1, ("new", ""): 1}
    text = get(f"{site}/-/sites/kedirikab?lang=en")[2]
    missing = "at its address: answer 404, no such page <code>http-404</code>"
    for words in ("March 2026 – April 2026", missing, "not fetched yet", "never been"):
        assert words in text
    assert "2062" not in re.search(r"<svg.*?</svg>", text, re.DOTALL)[0], "a wrong date does not stretch the chart"
    sample = json.loads(get(f"{site}/-/sites/contoh.json")[2])
    totals = {row["url"]: (row["shown"], row["archived"]) for row in sample["account"]["listings"]}
    assert totals["https://berita.lawungankab.example/berita/index"] == (110, 110)
    assert sample["comments"] > 40 and sample["absent"] == 1


def test_a_published_copy_carries_the_account(archive, tmp_path):
    copy = publish(archive, tmp_path / "public", "2026-11-24T00:00:00Z").path / "archive.db"
    with closing(sqlite3.connect(copy)) as connection:
        assert not tallying.has(connection, "pages")
        kept = connection.execute("SELECT * FROM tallies WHERE what = 'releases' ORDER BY 1, 2, 3").fetchall()
        with closing(sqlite3.connect(archive)) as live:
            assert live.execute("SELECT * FROM tallies WHERE what = 'releases' ORDER BY 1, 2, 3").fetchall() == kept
    with public(tmp_path / "public") as (base, _):
        for path in (*PAGES, "/-/sites/kedirikab", "/-/status", "/", "/archive/articles/7"):
            status, _, text = get(f"{base}{path}?lang=en")
            assert status == 200 and HOSTILE not in text, path
        text = get(f"{base}/-/sites/kedirikab?lang=en")[2]
        assert "not at its address: answer 404, no such page <code>http-404</code>" in text
        assert json.loads(get(f"{base}/-/sites/contoh.json")[2])["articles"] == 114


def test_the_account_of_a_copy_names_nothing_redacted(archive, tmp_path):
    other = Path(shutil.copy(archive, tmp_path / "archive.db"))
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("UPDATE articles SET status = 'redacted' WHERE id = 9001")
        page(connection, "https://berita.kedirikab.example/lama-1", "missing", "x", site="kedirikab", key="1")
        page(connection, "https://berita.kedirikab.example/telepon", "failed", "tel. 081234567890", site="kedirikab")
    copy = publish(other, tmp_path / "public", "2026-11-24T00:00:00Z").path / "archive.db"
    with closing(sqlite3.connect(copy)) as connection:
        rows = dict(connection.execute("SELECT url, last_error FROM unobtained").fetchall())
        assert "https://berita.kedirikab.example/lama-1" not in rows
        assert "0812" not in rows["https://berita.kedirikab.example/telepon"]
        assert tallying.totals(connection, "releases")["kedirikab"] == 3


def test_a_copy_of_an_earlier_version_says_what_it_does_not_know(archive, tmp_path):
    older = Path(shutil.copy(archive, tmp_path / "archive.db"))
    with closing(sqlite3.connect(older)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'tallies%' AND type = 'trigger'")
        for name in [*triggers]:
            connection.execute(f"DROP TRIGGER {name[0]}")
        for table in ("tallies", "listings", "pages"):
            connection.execute(f"DROP TABLE {table}")
    with served(older) as base:
        for path in (*PAGES, "/", "/-/status", "/archive/articles/7"):
            assert get(f"{base}{path}?lang=en")[0] == 200, path
        assert "does not carry the addresses" in get(f"{base}/-/sites/contoh?lang=en")[2]


def test_an_empty_archive_says_what_to_do_next(tmp_path):
    open_archive(tmp_path / "archive.db").conn.close()
    with served(tmp_path / "archive.db") as base:
        for path in ("/", "/-/regions", "/-/status", "/-/incidents", "/-/vanished"):
            assert "lontar crawl --sample" in get(f"{base}{path}?lang=en")[2], path
        assert get(f"{base}/-/regions/35")[0] == 200
    publish(tmp_path / "archive.db", tmp_path / "public", "2026-11-24T00:00:00Z")
    with public(tmp_path / "public") as (base, _):
        for path in ("/", "/-/regions", "/-/incidents"):
            text = get(f"{base}{path}?lang=en")[2]
            assert "has published no release yet" in text and "lontar crawl" not in text, path


def test_what_vanished_is_told_step_by_step(archive, site):
    with closing(sqlite3.connect(archive)) as connection:
        found = vanished(connection, {})
        (row,) = found["rows"]
        assert found["rung"] == "gone" and found["counts"]["gone"] == 1 and found["next"] is None
        assert {look["cause"] for look in row["looks"]} == {"redirect-home"} and len(row["looks"]) > 2
        for asked in ({"rung": "x"}, {"page": "-1"}, {"page": "9" * 40}, {"page": "x"}, {"page": "0"}):
            assert vanished(connection, asked)["rung"] == "gone"
        assert vanished(connection, {"site": "nowhere"})["counts"]["gone"] == 0
    text = get(f"{site}/-/vanished?lang=en")[2]
    assert "gone from its site (1)" in text and text.count("redirected to the home page") == len(row["looks"])
    assert re.search(r"first not found <time [^>]+>11 October 2026, 01:05 UTC<", text)
    assert f"/archive/articles/{row['id']}" in text
    assert "Tangga bukti" in get(f"{site}/-/vanished?lang=id")[2]


def test_a_redacted_release_is_in_no_list_of_what_vanished(archive, tmp_path):
    other = Path(shutil.copy(archive, tmp_path / "archive.db"))
    with closing(sqlite3.connect(other)) as connection, connection:
        before = connection.execute("SELECT sum(number) FROM tallies WHERE what = 'releases'").fetchone()[0]
        connection.execute("UPDATE articles SET status = 'redacted' WHERE status = 'gone'")
        assert vanished(connection, {})["rows"] == []
        assert connection.execute("SELECT sum(number) FROM tallies WHERE what = 'releases'").fetchone()[0] == before - 1


def test_the_timeline_is_narrowed_by_region_and_days(site):
    def kinds(query: str) -> set[str]:
        return {row["kind"] for row in json.loads(get(f"{site}/-/incidents.json?{query}")[2])["rows"]}

    assert kinds("region=35") == kinds("region=%27") == set() and len(kinds("")) > 3
    assert kinds("until=2026-10-08") == kinds("until=2026-10-10") == {"edited"} and kinds("until=2026-10-07") == set()
    assert kinds("since=2026-10-13&until=2026-10-13") == {"date-changed", "back-dated", "gone"}


def test_many_sites_stand_on_several_pages(archive, tmp_path):
    other = Path(shutil.copy(archive, tmp_path / "archive.db"))
    with closing(sqlite3.connect(other)) as connection, connection:
        for number in range(70):
            insert(connection, "sites", **KEDIRI | {"slug": f"s{number:02}", "name": f"Situs {number:02}"})
        row = {"site": "s69", "kind": "down", "first_at": DAY, "last_at": DAY}
        insert(connection, "incidents", **row)
    with served(other) as base:
        first, second, third = (json.loads(get(f"{base}/-/status.json?page={page}")[2]) for page in (1, 2, 3))
        assert first["sites"][0]["site"] == "s69" and len(first["sites"]) == 25 and first["next"] == 2
        slugs = [row["site"] for part in (first, second, third) for row in part["sites"]]
        assert len(set(slugs)) == len(slugs) == 72 and third["next"] is None
        front, regions = get(f"{base}/?lang=en")[2], get(f"{base}/-/regions?lang=en")[2]
        assert 'href="/-/regions/35"' in front and 'href="/-/sites/s01"' not in front + regions
        assert 'href="/-/sites/s01"' in get(f"{base}/-/regions/35")[2]


def test_charts_stand_beside_tables(site):
    text = get(f"{site}/-/incidents?lang=en")[2]
    tree = lxml.html.fromstring(text)
    figures = tree.xpath("//figure")
    assert len(figures) == 4 and all(figure.xpath(".//svg") and figure.xpath(".//table") for figure in figures)
    for figure in figures:
        shown = [int(title.text.rsplit(": ", 1)[1]) for title in figure.xpath(".//rect/title")]
        told = [int(cell.text) for cell in figure.xpath(".//td") if cell.text != "0"]
        assert sorted(shown) == sorted(told) and shown
    assert not lxml.html.fromstring(get(f"{site}/-/incidents?region=51")[2]).xpath("//figure")


@pytest.mark.parametrize("tallest", [0, 1, 3, 7, 12, 99, 1234, 999_999])
def test_lines_are_drawn_at_few_round_numbers(tallest):
    steps = charts._steps(tallest)
    assert steps[0] == 0 and tallest <= steps[-1] and 2 <= len(steps) <= 5
    assert steps[-1] <= max(2 * tallest, 1) and str(steps[1]).rstrip("0") in "125"


def test_texts_in_drawings_are_escaped():
    drawn = charts.bars(HOSTILE, ["2026-01"], [(HOSTILE, {"2026-01": 2}), ('"', {"2026-01": 1})], "id")
    places = [
        {"code": "35", "sites": 1, "url": f'"{HOSTILE}', "said": HOSTILE},
        {"code": "xx", "sites": 2, "url": "", "said": ""},
    ]
    drawn += charts.province_map(HOSTILE, places, "id")
    assert "<script" not in drawn and "&lt;script" in drawn and drawn.count("<circle") == 1
    assert 'href="&#34;&lt;script' in drawn


def test_every_province_has_its_place_on_the_map(archive):
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute("SELECT code FROM regions WHERE type = 'provinsi'").fetchall()
    assert {code for (code,) in rows} == set(charts._seats())
    for latitude, longitude in charts._seats().values():
        assert -11 < latitude < 6 and 95 < longitude < 141


@pytest.mark.parametrize(
    ("months", "gaps"),
    [
        ({}, []),
        ({"": 3, "2024": 1}, []),
        ({"2024-11": 1, "2025-02": 1, "": 2}, [("2024-12", "2025-01", 2)]),
        ({"2024-01": 1, "2024-02": 2}, []),
    ],
)
def test_months_without_anything_are_found(months, gaps):
    assert tallying.gaps(months) == gaps
    assert sum(total for _, _, total in tallying.years(months)) == sum(tallying.dated(months).values())


def test_links_say_whether_they_live():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE related_links (article, url)")
        connection.execute("CREATE TABLE unobtained (url, state, last_error)")
        connection.executemany("INSERT INTO related_links VALUES (1, ?)", ["a", "b", "c", "d", "e"])
        rows = [("c", "missing", "http-404"), ("d", "failed", "http-500")]
        connection.executemany("INSERT INTO unobtained VALUES (?, ?, ?)", rows)
        links = [
            {"url": url, "target_article": target, "target_status": status}
            for url, target, status in (("a", 2, "present"), ("b", 3, "gone"), *((u, None, None) for u in "cdef"))
        ]
        tell_links(connection, 1, links, [{"url": "f", "id": 5}])
    assert [link["state"] for link in links] == ["archived", "dead", "dead", "unobtained", "unknown", "file"]
    assert links[3]["reason"] == "http-500" and links[5]["file"] == 5


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a <a href='javascript:x'>b</a></p>", "<p>a b</p>"),
        ('<p onclick="x" style="y">a</p><img src=x onerror=y><script>z</script>', "<p>a</p>"),
        ("<table><tr><td>1</td></tr></table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
        ("<svg><script>x</script></svg>", None),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_set_with_its_structure_and_nothing_else(html, shown):
    assert typeset(html) == shown


def test_an_article_tells_where_it_was_seen(site):
    text = get(f"{site}/archive/articles/7?lang=en")[2]
    assert re.search(r"Was on the home page \([\w ]+, place \d+\) (?:from|on) <time", text)
    assert 'href="/-/sites/contoh"' in text and "Fetched from" in text
    assert "The file is kept: SHA-256" in get(f"{site}/archive/articles/17?lang=en")[2]
    assert "<table>" in get(f"{site}/archive/articles/17?lang=en")[2]
