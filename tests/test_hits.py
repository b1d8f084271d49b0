"""The search in a larger archive: the newest hits whatever the order of crawling, narrowed by the index."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest

from bench import search as speed
from bench.articles import Texts, build
from language.stemming import tokens
from publish import hits, searching
from publish.asking import Asked
from tests.served import get, served

RELEASES = 1_500
COMMON = "yang"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("hits") / "archive.db"
    build(path, RELEASES)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE articles SET status = 'gone' WHERE id % 50 = 7")
        connection.commit()
    return path


@pytest.fixture
def connection(archive):
    with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def found(connection, size=10_000, **arguments):
    return searching.search(connection, Asked.from_arguments(arguments), size)


def with_word(connection, word, condition="1"):
    """Return the releases with a word, read from the texts, the newest first, those without a day last."""
    query = f"SELECT id, headline || ' ' || body FROM articles WHERE {condition} ORDER BY sort_at DESC, id DESC"
    return [number for number, text in connection.execute(query) if word in tokens(text)]


def test_the_invented_archive_is_sound_and_the_same_again(archive, connection):
    count = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    assert count == RELEASES == connection.execute("SELECT count(*) FROM articles_fts").fetchone()[0]
    oldest_last = "SELECT count(*) FROM articles a JOIN articles b ON b.site = a.site AND b.id = a.id + 1"
    conditions = ("", " AND b.sort_at < a.sort_at")
    pairs, backwards = (connection.execute(oldest_last + more).fetchone()[0] for more in conditions)
    assert backwards > 0.8 * pairs, "as first crawls walk"
    with closing(sqlite3.connect(archive)) as writable:
        writable.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        assert writable.execute("PRAGMA foreign_key_check").fetchall() == []
        assert writable.execute("SELECT count(*) FROM articles WHERE commented").fetchone()[0] > 0
    assert Texts(RELEASES).words[:3] == ["yang", "dan", "di"] and speed.queries(RELEASES) == speed.queries(RELEASES)


def test_the_newest_hits_are_read_whatever_the_order_of_crawling(connection, monkeypatch):
    wanted = with_word(connection, COMMON)
    assert len(wanted) > 500
    day = dict(connection.execute("SELECT id, substr(sort_at, 1, 10) FROM articles"))

    def days_of(numbers):
        return [day[number] for number in numbers]

    def days(answer):
        return days_of(answer["ids"])

    monkeypatch.setattr(searching, "MOST_HITS", 60)
    newest = found(connection, q=f'"{COMMON}"', sort="newest")
    assert days(newest) == days_of(wanted[:60]) and newest["more_than"] and newest["total"] == 60
    oldest = found(connection, q=f'"{COMMON}"', sort="oldest")
    dated = [row[0] for row in connection.execute("SELECT id FROM articles WHERE sort_at IS NOT NULL ORDER BY sort_at")]
    assert days(oldest) == days_of([number for number in dated if number in wanted][:60])
    assert sorted(days(found(connection, q=f'"{COMMON}"')), reverse=True) == days_of(wanted[:60])
    whole = searching.every(connection, Asked.from_arguments({"q": f'"{COMMON}"'}))
    assert sorted(whole) == sorted(wanted) and days_of(whole) == days_of(wanted)


@pytest.mark.parametrize(
    ("choice", "condition"),
    [
        ({"site": "situs003"}, "site = 'situs003'"),
        ({"province": "35"}, "region LIKE '35.%'"),
        ({"region": "11.01"}, "region = '11.01'"),
        ({"category": "Kesehatan"}, "category = 'Kesehatan'"),
        ({"year": "2015"}, "year = 2015"),
        ({"month": "2015-03"}, "substr(published_at, 1, 7) = '2015-03'"),
        ({"comments": "1"}, "id IN (SELECT article FROM comments)"),
        ({"status": "gone"}, "status = 'gone'"),
        ({"status": "present", "year": "2015"}, "status = 'present' AND year = 2015"),
        ({"tag": "tag 5"}, "id IN (SELECT article FROM tags WHERE tag = 'tag 5')"),
        (
            {"since": "2015-02-10", "until": "2016-01-01"},
            "substr(published_at, 1, 10) BETWEEN '2015-02-10' AND '2016-01-01'",
        ),
        (
            {"province": "35", "category": "Berita"},
            "region LIKE '35.%' AND category = 'Berita'",
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("few_listed", [0, 3_000])
def test_what_is_chosen_is_looked_for_in_the_whole_archive(connection, monkeypatch, choice, condition, few_listed):
    monkeypatch.setattr(hits, "FEW_LISTED", few_listed)
    wanted = with_word(connection, COMMON, condition)
    assert wanted, "else the test shows nothing"
    answer = found(connection, q=f'"{COMMON}"', sort="newest", **choice)
    assert answer["ids"] == wanted
    for name, value in choice.items():
        if name in answer["facets"] and name != "tag":
            assert {each: count for each, _, count in answer["facets"][name]}[value] == len(wanted)
    query = f"SELECT id FROM articles WHERE {condition} ORDER BY sort_at DESC, id DESC"
    assert found(connection, **choice)["ids"] == [row[0] for row in connection.execute(query)]
    monkeypatch.setattr(searching, "MOST_HITS", 5)
    assert set(found(connection, q=f'"{COMMON}"', **choice)["ids"]) <= set(wanted)


def test_bounded_counts_are_said_to_be_bounded(connection, monkeypatch):
    monkeypatch.setattr(searching, "MOST_HITS", RELEASES + 1)
    assert found(connection, q=COMMON)["bounded"] == []
    monkeypatch.setattr(searching, "MOST_HITS", 60)
    some = found(connection, q=COMMON, site="situs000")
    assert sum(count for _, _, count in some["facets"]["year"]) <= 60
    assert found(connection, q=COMMON)["bounded"] == list(some["facets"])
    few = found(connection, q=COMMON, site="situs003", category="Kesehatan")
    assert 0 < few["total"] < 60 and few["bounded"] == ["site"], "what else could be chosen is not all counted"
    assert ("situs003", few["total"]) in {(value, count) for value, _, count in few["facets"]["site"]}
    alone = found(connection, q=COMMON, site="situs000")["facets"]["site"]
    assert "situs000" not in {value for value, _, _ in alone} or len(alone) > 1, "another site can be chosen"


def test_words_that_almost_all_have_are_not_ranked_but_those_in_headlines_go_first(connection, monkeypatch):
    monkeypatch.setattr(searching, "DEAREST", 300)
    some = found(connection, q=COMMON)
    assert not some["ranked"]
    headlines = dict(connection.execute("SELECT id, headline FROM articles"))
    named = [COMMON in tokens(headlines[number]) for number in some["ids"]]
    first = named.index(False)
    newest = searching.every(connection, Asked.from_arguments({"q": COMMON}))[: searching.MOST_NAMED]
    assert set(some["ids"][:first]) == {number for number in newest if COMMON in tokens(headlines[number])} != set()
    monkeypatch.setattr(searching, "MOST_NAMED", RELEASES)
    named = [COMMON in tokens(headlines[number]) for number in found(connection, q=COMMON)["ids"]]
    assert named == sorted(named, reverse=True) and named.count(True) > first
    monkeypatch.setattr(searching, "DEAR_PHRASE", 100)
    monkeypatch.setattr(searching, "FEW", 5)
    phrase = found(connection, q='"yang dan"')
    assert phrase["more_than"] and phrase["total"] == 5


def test_a_choice_that_is_none_finds_nothing_and_breaks_nothing(connection):
    for name in ("province", "region", "site", "year", "month", "category", "tag", "status", "comments"):
        for value in ('"', "x OR y", "9999", "0000-00", "2015-99", "(" * 50):
            for text in ("", COMMON):
                assert found(connection, q=text, **{name: value})["total"] == 0, (name, value)


def test_plans_read_the_narrow_index_alone(connection):
    for asked in ({"q": COMMON}, {}, {"tag": "tag 5"}, {"q": COMMON, "tag": "tag 5", "year": "2015"}):
        statements = []
        connection.set_trace_callback(statements.append)
        found(connection, **asked)
        connection.set_trace_callback(None)
        for statement in statements:
            if "articles_newest" in statement:
                plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
                assert any("articles_newest" in step for step in plan), plan
                assert not any(re.match("SCAN (articles|a)$", step) for step in plan), plan


def test_the_speed_is_measured(archive, monkeypatch):
    """The short form of ``make bench-search``: every kind of question gets an answer of both servers."""
    monkeypatch.setattr(speed, "EACH", 2)
    text = speed.measure(archive, RELEASES, 1, 4, 1.5)
    for kind in speed.queries(RELEASES):
        (line,) = [line for line in text.splitlines() if line.startswith(f"| {kind} |")]
        assert all(re.fullmatch(r"[\d,.]+", cell.strip()) for cell in line.strip("|").split("|")[1:]), line
    assert " 0 errors" in text and "front page" in text


def test_another_choice_can_be_made_on_the_page(archive):
    with served(archive) as base:
        page = get(f"{base}/-/search?q={COMMON}&province=35&lang=en")[2]
        assert 'accesskey="/"' in page and 'href="#hasil"' in page and 'id="hasil"' in page
        assert re.search(r"<b>Jawa Timur</b>.*?<ul>.*?Kabupaten", page, re.S), "regencies stand below their province"
        assert "application/atom+xml" in page and "/-/search.atom?q=yang&amp;province=35" in page
        data = json.loads(get(f"{base}/-/search.json?q={COMMON}&tag=tag+5")[2])
        assert data["asked"]["tag"] == "tag 5" and data["total"] > 0
