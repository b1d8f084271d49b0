"""What the site says of itself: method, licence, dictionary, changes, data; robots.txt and sitemaps."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.robotparser import RobotFileParser

import lxml.html
import pytest
from lxml import etree

from pipelines.publication import About, publish
from pipelines.redactions import redact
from pipelines.tables import column_sentences
from publish import sitemaps
from publish.about import DOCUMENTS, markdown
from publish.headers import STRICT_POLICY
from publish.words import LANGUAGES
from sample.nights import play
from tests.served import get, served
from tests.test_public import public

NOW = "2026-11-23T02:00:00Z"
SITEMAP = etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "feeds" / "sitemap.rng"))
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
PAGES = ("method", "licence", "dictionary", "changes", "data")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("about") / "archive.db"
    list(play(path, 1, 3))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET status = 'quarantined' WHERE id = 4")
        redact(connection, "article", "5", "diminta", NOW, in_texts=False)
    return path


@pytest.fixture(scope="module")
def copies(archive) -> Path:
    folder = archive.parent / "public"
    about = About("redaksi@arsip.example", {"LICENCE.md": "# Licence\n"})
    publish(archive, folder, NOW, about=about)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET headline = '<b>Baru</b>', revisions = revisions + 1 WHERE id = 6")
    publish(archive, folder, "2026-11-24T02:00:00Z", about=about)
    return folder


@pytest.fixture(scope="module")
def site(copies):
    with public(copies) as (base, _):
        yield base


def locations(text: str) -> list[str]:
    root = etree.fromstring(text.encode())
    assert SITEMAP.validate(root), SITEMAP.error_log.last_error
    return root.xpath("//s:loc/text()", namespaces=NAMESPACE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_in_the_readers_language_and_need_no_script(site, name, language):
    status, headers, text = get(f"{site}/-/{name}?lang={language}")
    assert status == 200 and len(text) < 150_000 and headers["content-security-policy"] == STRICT_POLICY
    page = lxml.html.fromstring(text)
    assert page.get("lang") == language and not page.xpath("//script | //*[@style]")
    other = get(f"{site}/-/{name}?lang={'en' if language == 'id' else 'id'}")[2]
    assert page.findtext(".//h1") and page.findtext(".//h1") != lxml.html.fromstring(other).findtext(".//h1")
    for target in ("data", *PAGES):
        assert page.xpath(f"//footer//a[@href='/-/{target}']")
    for link in {link for link in page.xpath("//main//a/@href") if link.startswith("/")}:
        assert get(site + link.partition("#")[0], binary=True)[0] == 200, link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_texts_say_the_same_in_both_languages(name):
    parts = [markdown(name, language).split("\n## ") for language in LANGUAGES]
    assert len(parts[0]) == len(parts[1]) > 4


def test_the_dictionary_is_that_of_the_copy(site, copies):
    page = lxml.html.fromstring(get(f"{site}/-/dictionary?lang=en")[2])
    shown = {
        section.find("h2").get("id"): {
            entry.findtext("dt/code"): entry.findtext("dd") for entry in section.iterfind("dl/div")
        }
        for section in page.iterfind(".//section")
    }
    with closing(sqlite3.connect(copies / "current" / "archive.db")) as connection:
        for table, columns in shown.items():
            assert list(columns) == [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    sentences = column_sentences()
    unpublished = {"pages", "redactions", "fingerprint_bands", "wayback_captures"}
    assert set(shown) == {*sentences, "publication", "tombstones"} - unpublished
    for table, columns in shown.items():
        assert all(columns.values()), table
        assert table not in sentences or columns.items() <= sentences[table].items()
    assert "metrics" not in shown["runs"]


def test_the_licence_names_whom_to_ask_and_the_version(site, copies):
    text = get(f"{site}/-/licence")[2]
    assert "redaksi@arsip.example" in text and (copies / "current").resolve().name in text


def test_changes_are_shown_as_text(site, copies):
    text = get(f"{site}/-/changes?lang=en")[2]
    assert "Edited: 1" in text and "&lt;b&gt;Baru&lt;/b&gt;" in text and "<b>Baru" not in text
    assert len(list(copies.glob("2026-*"))) == 2 and f"{sorted(copies.glob('2026-*'))[0].name}</code>" in text


def test_a_citation_names_the_version_of_the_copy(site, copies, archive):
    version = (copies / "current").resolve().name
    for form in ("csl.json", "bib", "ris", "txt"):
        assert version in get(f"{site}/-/cite/7.{form}")[2], form
    with served(archive) as base:
        assert "Lontar" in get(f"{base}/-/cite/7.txt")[2] and version not in get(f"{base}/-/cite/7.txt")[2]
        assert "lontar export --all" in get(f"{base}/-/data")[2] and get(f"{base}/-/data/archive.db")[0] == 404
        assert "/-/incidents" in get(f"{base}/-/changes")[2]
        assert get(f"{base}/robots.txt")[2] == "User-agent: *\nDisallow: /\n"
        assert get(f"{base}/-/dictionary")[2].count("<section") == len(column_sentences())


# ---- robots.txt and sitemaps ----


def test_robots_are_led_to_releases_and_kept_from_what_costs(site):
    status, headers, text = get(f"{site}/robots.txt")
    assert status == 200 and headers["content-type"].startswith("text/plain")
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert rules.site_maps() == [f"{site}/sitemap.xml"] and rules.crawl_delay("*") == 5
    for path in ("/", "/archive/articles/7", "/-/method", "/-/data", "/archive/vanished"):
        assert rules.can_fetch("*", site + path), path
    for path in ("/-/search", "/-/history/7/1", "/-/feed/new.atom", "/-/data/archive.db", "/archive.json"):
        assert not rules.can_fetch("*", site + path), path


def test_sitemaps_list_what_is_published_and_nothing_else(site, copies):
    parts = locations(get(f"{site}/sitemap.xml")[2])
    assert parts == [f"{site}/sitemap-0.xml", f"{site}/sitemap-1.xml"]
    pages, releases = (locations(get(part)[2]) for part in parts)
    assert all(get(page)[0] == 200 for page in pages) and f"{site}/-/method" in pages
    with closing(sqlite3.connect(copies / "current" / "archive.db")) as connection:
        shown = connection.execute("SELECT id FROM articles WHERE status <> 'redacted' ORDER BY id").fetchall()
    assert releases == [f"{site}/archive/articles/{number}" for (number,) in shown]
    assert len(releases) > 80 and not {f"{site}/archive/articles/{number}" for number in (4, 5)} & set(releases)
    assert [get(f"{site}/sitemap-{part}.xml")[0] for part in (2, 9_999_999)] == [404, 404]
    assert get(releases[-1])[0] == 200


def test_a_sitemap_holds_no_more_than_it_may(monkeypatch):
    monkeypatch.setattr(sitemaps, "LARGEST", 10)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE articles (id INTEGER PRIMARY KEY, status TEXT);"
                                 "CREATE TABLE revisions (article INTEGER, seen_at TEXT)")  # fmt: skip
        numbers = [*range(1, 11), 11, 25, 41, 42]
        connection.executemany("INSERT INTO articles VALUES (?, 'present')", [(number,) for number in numbers])
        connection.execute("INSERT INTO articles VALUES (31, 'redacted')")
        parts = locations(sitemaps.index(connection, "http://x.example{}".format))
        assert parts == [f"http://x.example/sitemap-{part}.xml" for part in (0, 1, 2, 3, 5)]
        found = [sitemaps.part(connection, part, "http://x.example{}".format) for part in (1, 2, 3, 5)]
        assert [len(locations(text or "")) for text in found] == [10, 1, 1, 2]
        assert sitemaps.part(connection, 4, "http://x.example{}".format) is None
        connection.execute("DELETE FROM articles")
        assert len(locations(sitemaps.index(connection, "http://x.example{}".format))) == 1
