"""The served archive: search, pages, headers, hostile content; a real Datasette over a real archive."""

from __future__ import annotations

import json
import sqlite3
from urllib.parse import quote

import pytest

from crawler.run import CrawlOptions, crawl
from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES
from publish.metadata import QUERIES
from publish.serve import ServeError, check_archive
from publish.words import LANGUAGES, WORDS, date_in_words
from sample.server import serve
from tests.served import get, served

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A served archive of the sample site with one hostile article, under a name that is not archive.db."""
    archive = tmp_path_factory.mktemp("publish") / "warta.db"
    with serve(day=1) as sample:
        crawl(["contoh"], CrawlOptions(archive=archive, base_url=sample.base_url))
    connection = sqlite3.connect(archive)
    columns = "id, site, key, url, headline, body, category, author, byline, digest, first_seen_at, last_seen_at"
    connection.execute(
        f"INSERT INTO articles ({columns}, sort_at) VALUES"
        " (9001, 'contoh', 'x', 'javascript:alert(1)', ?1, ?1, ?1, ?1, ?1, 'd',"
        " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')",
        (HOSTILE,),
    )
    connection.execute(
        "INSERT INTO comments (id, site, article, author, text, seen_via, first_seen_at, last_seen_at)"
        " VALUES (9001, 'contoh', 9001, ?1, ?1, 'page', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
        (HOSTILE,),
    )
    connection.execute("INSERT INTO tags VALUES (9001, ?1, 'javascript:alert(1)')", (HOSTILE,))
    connection.commit()
    connection.close()
    with served(archive) as base:
        yield base


def found(base: str, query: str) -> int:
    status, _, text = get(f"{base}/archive/articles.json?_shape=objects&_size=1&_search={quote(query)}")
    assert status == 200, text
    return json.loads(text)["filtered_table_rows_count"]


def test_words_of_a_family_find_each_other(site):
    counts = {word: found(site, word) for word in ("tani", "petani", "pertanian", "bertani")}
    assert len(set(counts.values())) == 1 and counts["tani"] > 5
    assert 0 < found(site, '"petani"') < counts["tani"]
    assert found(site, "tani -bibit") < counts["tani"] < found(site, "tani OR banjir")
    assert found(site, "serti*") > 0


@pytest.mark.parametrize(
    "query",
    ['"', "*", "AND", "tani'\"(", "-", "NOT", "x" * 10_000, "a\x00b", "'; DROP TABLE articles; --", "((((", "^"],
)
def test_rubbish_queries_are_answered(site, query):
    assert found(site, query) >= 0
    status, _, _ = get(f"{site}/archive/search.json?_shape=array&q={quote(query)}")
    assert status == 200


@pytest.mark.parametrize("name", QUERIES)
def test_saved_queries_run(site, name):
    status, _, text = get(f"{site}/archive/{name}.json?_shape=array&q=tani")
    assert status == 200 and isinstance(json.loads(text), list)


def test_saved_queries_find_what_they_say(site):
    (undated) = json.loads(get(f"{site}/archive/undated.json?_shape=array")[2])
    assert len([row for row in undated if row["id"] != 9001]) == 2
    newest = json.loads(get(f"{site}/archive/newest.json?_shape=array")[2])
    dates = [row["published_at"] for row in newest[1:]]
    assert dates == sorted(dates, reverse=True) and len(newest) == 100


def test_articles_are_faceted_and_newest_first(site):
    data = json.loads(get(f"{site}/archive/articles.json?_shape=objects")[2])
    assert list(data["facet_results"]) == ["region", "site", "year", "category", "status"]
    moments = [row["sort_at"] for row in data["rows"] if row["sort_at"]]
    assert moments == sorted(moments, reverse=True)


def test_operational_tables_are_hidden(site):
    tables = {table["name"]: table["hidden"] for table in json.loads(get(f"{site}/archive.json")[2])["tables"]}
    assert {name for name in TABLE_SENTENCES if tables[name]} == set(HIDDEN_TABLES)
    assert not [name for name in tables if name.startswith("articles_fts") and not tables[name]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_both_languages(site, language):
    paths = ["/", "/archive", "/archive/articles", "/archive/articles?_search=tani", "/archive/articles/1"]
    paths += [f"/archive/{table}" for table in TABLE_SENTENCES]
    for path in paths:
        sign = "&" if "?" in path else "?"
        status, headers, text = get(f"{site}{path}{sign}_lang={language}")
        assert status == 200, path
        assert f'<html lang="{language}">' in text
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert HOSTILE not in text
    assert get(f"{site}/archive/articles/999999")[0] == 404


def test_a_chosen_language_is_remembered(site):
    assert "lang=en" in get(f"{site}/?_lang=en")[1]["set-cookie"]
    assert '<html lang="en">' in get(site, {"Cookie": "lang=en"})[2]
    assert '<html lang="en">' in get(site, {"Accept-Language": "en-GB,en;q=0.9"})[2]
    assert '<html lang="id">' in get(site)[2]


def test_hostile_content_is_escaped(site):
    status, _, text = get(f"{site}/archive/articles/9001")
    assert status == 200
    assert HOSTILE not in text and "&lt;script&gt;" in text
    assert 'href="javascript:' not in text


def test_an_article_page_shows_its_evidence(site):
    _, _, text = get(f"{site}/archive/articles/1?_lang=en")
    for words in ("as printed on the page", "sha256:", ".warc.gz", "First seen", "state 1"):
        assert words in text
    data = json.loads(get(f"{site}/archive/articles/1.json?_shape=objects&_extras=foreign_key_tables")[2])
    assert data["rows"][0]["capture"]


def test_dates_in_words():
    assert date_in_words("2024-10-02T10:15:32+07:00", "id") == "2 Oktober 2024 pukul 10.15 WIB"
    assert date_in_words("2024-10-02T10:15:32+08:00", "en") == "2 October 2024, 10:15 WITA"
    assert date_in_words("2024-10-02", "id") == "2 Oktober 2024"
    assert date_in_words("2024-10", "en") == "October 2024"
    assert date_in_words(None, "id") == "" and date_in_words("rubbish", "id") == "rubbish"


def test_every_word_is_there_in_both_languages():
    assert all(len(pair) == len(LANGUAGES) and all(pair) for pair in WORDS.values())


def test_what_cannot_be_served_is_one_line(tmp_path):
    (tmp_path / "text.db").write_text("no database" * 100)
    for path in (tmp_path / "none.db", tmp_path / "text.db"):
        with pytest.raises(ServeError) as caught:
            check_archive(path)
        assert "\n" not in str(caught.value)
