"""What the served archive finds and lists, and the words of its pages; a real Datasette over a real archive."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from contextlib import closing
from urllib.parse import quote

import pytest

from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES, TABLES, column_sentences
from publish.metadata import QUERIES
from publish.phrases import sentence
from publish.words import LANGUAGES, WORDS, certainty, date_in_words
from tests.hostile import hostile_archive
from tests.served import ROOT, get, served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(hostile_archive(tmp_path_factory.mktemp("publish"))) as base:
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


def test_dates_in_words():
    assert date_in_words("2024-10-02T10:15:32+07:00", "id") == "2 Oktober 2024 pukul 10.15 WIB"
    assert date_in_words("2024-10-02T10:15:32+08:00", "en") == "2 October 2024, 10:15 WITA"
    assert date_in_words("2024-10-02", "id") == "2 Oktober 2024"
    assert date_in_words("2024-10", "en") == "October 2024"
    assert date_in_words(None, "id") == "" and date_in_words("rubbish", "id") == "rubbish"


def test_every_word_is_there_in_both_languages():
    assert all(len(pair) == len(LANGUAGES) and all(pair) for pair in WORDS.values())


def test_every_sentence_of_tables_and_columns_is_there_in_indonesian():
    told = tomllib.loads((ROOT / "publish/data/sentences.id.toml").read_text("utf-8"))
    asked = {*TABLE_SENTENCES.values(), *(text for columns in column_sentences().values() for text in columns.values())}
    missing = asked - set(told)
    assert not missing
    assert all(said.endswith(".") for said in told.values())
    assert sentence("Status HTTP.", "id") == "Status HTTP." and sentence("HTTP status.", "id") == "Status HTTP."
    assert sentence("HTTP status.", "en") == "HTTP status."


def test_pages_use_every_word_and_no_other():
    folder = ROOT / "publish"
    text = "".join(path.read_text("utf-8") for path in sorted(folder.glob("templates/*.html")))
    assert set(re.findall(r"\bt\('(\w+)'\)", text)) <= set(WORDS)
    text += (folder / "words.py").read_text("utf-8").partition("_MONTHS")[2]
    modules = [folder / f"{name}.py" for name in ("telling", "figures", "phrases", "choosing")]
    modules += folder.glob("plugins/*.py")
    text += "".join(path.read_text("utf-8") for path in modules)
    computed = ("is_", "kind", "verdict_", "field_", "cause_", "evidence_", "feed_", "facet_", "sort_", "found_")
    computed += ("release_", "block_", "filter_", "by_", "text_", "why_", "page_", "look_", "ladder_")
    computed += ("names_", "form_", "change_", "op_", "incident_")
    computed += ("hour", "week", "month", "year", "region", "site", "status")
    unused = [name for name in WORDS if not name.startswith(computed) and not re.search(rf"['\"]{name}['\"]", text)]
    assert not unused
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        (articles,), (revisions,) = (
            connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            for table in ("articles", "revisions")
        )
    for column, prefix, table in (("status", "is_", articles), ("kind", "kind_", revisions)):
        values = re.findall(r"'([\w-]+)'", re.search(rf"CHECK \({column} IN \(([^)]*)\)", table)[1])
        assert values and {prefix + value for value in values} <= set(WORDS)


def test_the_certainty_of_a_date_is_said():
    article = {"published_at": "2024-10-02T10:15:32+07:00", "published_source": "page:grammar"}
    assert certainty(article, "id") == "sebagaimana tercetak di halaman"
    assert certainty({**article, "published_zone": "assumed"}, "en").endswith("; time zone assumed from the region")
    assert certainty({**article, "published_source": "meta:iso"}, "en") == "as the page states for machines"
    listed, addressed = "listing:grammar", "address:grammar"
    assert certainty({**article, "published_source": listed}, "en") == "as printed in its site's list of releases"
    assert certainty({**article, "published_source": addressed}, "en") == "as its page's address says"
    assert "reckoned" in certainty({**article, "published_source": "page:relative"}, "en")
    assert certainty({**article, "published_precision": "week"}, "en").endswith("precise to the week")
    bounds = {"published_after": "2024-10-01", "published_before": "2024-10-03"}
    assert certainty(bounds, "en") == "the page prints no date; published between 1 and 3 October 2024"
    found = certainty({**bounds, "published_bounds": "listing+first-seen"}, "id")
    assert found == (
        "halaman tidak mencetak tanggal; terbit antara 1 dan 3 Oktober 2024"
        " (menurut tetangganya dalam daftar berita dan saat pertama terlihat)"
    )
    assert certainty({"published_before": "2024-10-03", "published_bounds": "first-seen"}, "en") == (
        "the page prints no date; not after 3 October 2024 (by when it was first seen)"
    )
    assert "not before 1 October 2024; not after 1 October 2024" in certainty(
        {"published_after": "2024-10-01", "published_before": "2024-10-01"}, "en"
    )
