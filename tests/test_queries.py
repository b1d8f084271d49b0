"""The saved queries: each gives what the sample site's script says, and none walks a large archive."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from pipelines.publication import publish
from publish import metadata
from publish.plugins.search import prepare_connection
from sample.nights import play
from sample.truth import truth

QUERIES = yaml.safe_load(metadata.FILE.read_text("utf-8"))["databases"]["archive"]["queries"]
LAST = 11
TRUTH = [row for row in truth(LAST) if row["opens"]] + [row for row in truth(6) if row["key"] == "pertanian/2"]
"""What the archive holds in the end: the deleted release, too."""
SMALL = ("s", "spans", "calendar", "found", "hits", "months", "l", "c", "runs", "likenesses", "CONSTANT")
"""What may be walked: tables of sites and runs, and what a query has bounded before."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    archive = folder / "archive.db"
    list(play(archive, 1, LAST))
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(
            "INSERT INTO sites (slug, name, home_url, platform, time_zone, verified)"
            " VALUES ('lain', 'Situs Lain', 'https://lain.example/', 'x', 'WIB', 1)"
        )
        connection.execute(
            "INSERT INTO articles (id, site, key, url, headline, published_at, year, sort_at, digest, status,"
            " first_seen_at, last_seen_at) VALUES (900, 'lain', 'x', 'https://lain.example/x', 'Salinan', '1999-01-01',"
            " 1999, '1999-01-01T05:00:00Z', 'd', 'present', '2026-10-15T00:00:00Z', '2026-10-15T00:00:00Z')"
        )
        connection.execute("INSERT INTO likenesses VALUES (900, 7, 0.75, 0.9), (8, 7, 0.5, 0.6)")
    return publish(archive, folder / "public", "2026-11-23T02:00:00Z").path / "archive.db"


@pytest.fixture(scope="module")
def connection(copy):
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        prepare_connection(connection)
        yield connection


@pytest.fixture
def ask(connection):
    """Ask a saved query; give its rows, those of the sample site."""

    def rows(name: str, **values: str) -> list[dict]:
        found = [dict(row) for row in connection.execute(QUERIES[name]["sql"], {"q": "", "year": "", **values})]
        return [row for row in found if row.get("site") not in ("lain", "Situs Lain")]

    return rows


def months() -> Counter:
    return Counter(row["published_at"][:7] if row["published_at"] else None for row in TRUTH)


def years() -> Counter:
    return Counter(int(month[:4]) if month else None for month in months().elements())


def headlines(**wanted: object) -> list[str]:
    return [row["headline"] for row in TRUTH if all(row[name] == value for name, value in wanted.items())]


def of_key(key: str) -> dict:
    return next(row for row in TRUTH if row["key"] == key)


def test_search(ask):
    assert {row["headline"] for row in ask("search", q='"Sepak Takraw"')} == {of_key("olahraga/6")["headline"]}
    assert len(ask("search", q="petani")) == len(ask("search", q="tani")) > 10


def test_newest(ask):
    dated = sorted((row["published_at"] for row in TRUTH if row["published_at"]), reverse=True)
    assert [row["published_at"] for row in ask("newest")] == dated[: len(ask("newest"))] and len(ask("newest")) > 90


def test_undated(ask):
    assert {row["headline"] for row in ask("undated")} == set(headlines(published_at=None)) != set()


def test_changed(ask):
    assert [(row["headline"], row["kind"], row["changed"]) for row in ask("changed")] == [
        (of_key("stunting/1")["headline"], "date-only", '["published_at"]'),
        (of_key("pertanahan/1")["headline"], "content", '["headline"]'),
    ]
    before = next(row for row in truth(3) if row["key"] == "pertanahan/1")
    assert ask("changed")[1]["headline_before"] == before["headline"] != of_key("pertanahan/1")["headline"]


def test_vanished(ask):
    gone = of_key("pertanian/2")["headline"]
    assert [(row["headline"], row["status"]) for row in ask("vanished")] == [(gone, "gone")]


def test_comments_of_readers(ask, connection):
    rows = ask("comments_of_readers")
    told = {" ".join(comment["text"].split()) for row in TRUTH for comment in row["comments"]}
    assert {" ".join(row["text"].split()) for row in rows if not row["is_excerpt"]} >= told != set()
    assert [row["posted_at"] or "" for row in rows] == sorted((row["posted_at"] or "" for row in rows), reverse=True)


def test_coverage(ask):
    assert {row["month"]: row["releases"] for row in ask("coverage")} == months()


def test_how_dates_are_known(ask):
    found = {row["published_precision"]: 0 for row in ask("how_dates_are_known")}
    for row in ask("how_dates_are_known"):
        found[row["published_precision"]] += row["releases"]
    assert found == {"second": len(TRUTH) - months()[None], None: months()[None]}


def test_word_by_year(ask):
    rows = {row["year"]: row for row in ask("word_by_year", q='"sepak takraw"')}
    assert list(rows) == [2024] and rows[2024]["releases"] == 1
    assert rows[2024]["percent"] == round(100 / years()[2024], 2)
    assert sum(row["releases"] for row in ask("word_by_year", q="petani")) == len(ask("search", q="petani"))
    assert ask("word_by_year", q='"') == ask("word_by_year", q="zzzz") == []


def test_texts_by_year(ask):
    rows = {row["year"]: row for row in ask("texts_by_year")}
    assert {year: row["releases"] for year, row in rows.items()} == years()
    assert all(row["percent_with_time"] == 100 and row["mean_words"] > 50 for year, row in rows.items() if year)


def test_silent_months(ask):
    known = sorted(month for month in months() if month)
    span = [f"{year}-{month:02d}" for year in range(2010, 2030) for month in range(1, 13)]
    silent = [month for month in span if known[0] < month < known[-1] and month not in known]
    assert [row["month"] for row in ask("silent_months")] == silent != []


def test_listed_dates_differ(ask):
    found = {row["headline"]: {row["published_at"], row["listed_at"]} for row in ask("listed_dates_differ")}
    moved = next(row for row in truth(5) if row["key"] == "stunting/1")
    assert found == {moved["headline"]: {moved["published_at"], of_key("stunting/1")["published_at"]}}
    assert ask("listed_dates_differ", year="2019") == [] and ask("listed_dates_differ", year="x") != []


def test_back_dated(ask):
    rows = ask("back_dated")
    assert [(row["headline"], row["published_at"]) for row in rows] == [
        (of_key("olahraga/6")["headline"], "2024-03-18T09:00:00+07:00")
    ]
    assert 938 < rows[0]["days"] < 940


def test_edit_delay(ask):
    rows = {row["headline"]: row for row in ask("edit_delay")}
    edited = of_key("pertanahan/1")
    assert edited["headline"] in rows and 41 < rows[edited["headline"]]["days"] < 43


def test_commented_most(ask, connection):
    rows = ask("commented_most")
    counted = Counter(row[0] for row in connection.execute("SELECT article FROM comments WHERE article IS NOT NULL"))
    assert {row["id"]: row["comments"] for row in rows} == counted and rows[0]["comments"] == max(counted.values())
    for row in TRUTH:
        assert not row["comments"] or row["headline"] in {each["headline"] for each in rows}


def test_copies(connection):
    (row,) = connection.execute(QUERIES["copies"]["sql"]).fetchall()
    assert (row["article"], row["site"], row["other"], row["other_site"]) == (900, "lain", 7, "contoh")
    assert (row["alike"], row["contained"]) == (0.75, 0.9)


def test_authors(ask):
    told = Counter(row["author"] for row in TRUTH if row["author"])
    rows = ask("authors")
    assert {row["author"]: row["releases"] for row in rows} == told
    assert [row["releases"] for row in rows] == sorted(told.values(), reverse=True)


def test_tags_used(ask):
    told = Counter(tag for row in TRUTH for tag in row["tags"])
    assert {row["tag"]: row["releases"] for row in ask("tags_used")} == told


def test_links_to_vanished(ask):
    gone = of_key("pertanian/2")
    rows = ask("links_to_vanished")
    assert {row["vanished_headline"] for row in rows} == {gone["headline"]}
    inline = {row["headline"] for row in TRUTH for link in row["inline_links"] if link["path"] in gone["urls"]}
    assert inline and inline == {row["headline"] for row in rows if row["kind"] == "inline"}


def test_conduct_of_runs(ask):
    rows = ask("conduct_of_runs")
    assert len(rows) == LAST and [row["id"] for row in rows] == list(range(LAST, 0, -1))
    assert all(row["verdict"] == "healthy" and row["requests"] > 0 for row in rows)


# ---- what holds for all ----


def test_there_are_enough_and_each_is_tested_and_told_in_both_languages():
    assert tuple(QUERIES) == metadata.QUERIES and len(QUERIES) >= 15
    for name, query in QUERIES.items():
        assert f"test_{name}" in globals(), name
        assert query["title"].count(" / ") == 1 and len(query["description"]) > 40
        assert re.search(r"\b(the|of|and|each|by|that)\b", query["description"], re.IGNORECASE)


@pytest.mark.parametrize("name", QUERIES)
def test_no_saved_query_walks_a_large_table(connection, name):
    sql = QUERIES[name]["sql"]
    assert re.search(r"\bLIMIT \d+\b", sql) or name == "how_dates_are_known"
    for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", {"q": "petani", "year": ""}):
        step = row["detail"]
        if step.startswith("SCAN"):
            bounded = "USING COVERING INDEX" in step or "VIRTUAL TABLE INDEX" in step or step.split()[1] in SMALL
            ordered = step.startswith(("SCAN r USING INDEX revisions_later", "SCAN c USING INDEX comments_posted"))
            assert bounded or ordered or "USING INDEX articles_absent" in step, step
