"""The search of the served archive: word families, a reader's language, saved queries; in real Datasette."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from language.query import FAMILY_LIMIT, LONGEST_QUERY, MOST_TERMS, NOTHING, expand
from language.stemming import stem, words
from pipelines.schema import open_archive
from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES
from publish.metadata import QUERIES
from publish.plugins.search import MARK_END, MARK_START
from tests.served import get

ROOT = Path(__file__).parent.parent
SEEN = "2026-03-01T00:00:00Z"
TEXTS = {
    1: ("Petani panen raya", "Para petani di Desa Toyoresmi memanen padi."),
    2: ("Dinas Pertanian bagikan bibit", "Bibit unggul dibagikan."),
    3: ("Warga bertani di lahan tidur", "Lahan tidur itu digarap."),
    4: ("Keluarga tani teladan", "Penghargaan diserahkan bupati."),
    5: ("Banjir bandang", "Tiga rumah terendam <b>banjir</b> pada hari Jum'at."),
    6: ("Longsor di lereng", "Jalan tertutup tanah longsor."),
    7: ("Vaksinasi di sekolah", "Kata-kata bijak; anak anak divaksin dan sehat."),
    8: ("Bupati menerima penghargaan", "Pemerintah Kabupaten Kediri diterima dengan baik atau tidak."),
}
"""Headline and body of each article."""
FAMILY_OF_TANI = {1, 2, 3, 4}
RUBBISH = [
    '"', "*", "AND", "OR", "NOT", "tani'\"(", "-", "--", '-"', '""', "tani*bibit*", "^tani",
    "{headline}: tani", "headline:tani", "NEAR(tani padi, 2)", "((((", "a\x00b", "x" * 10_000,
    "tani " * 2_000, '"' * 9_999, "'; DROP TABLE articles; --", "tani UNION SELECT 1", "%", "é\u0301 中文 🙂",
]  # fmt: skip


def fill(path: Path) -> None:
    """Make a small archive: two sites, eight articles, of which one undated, one changed and one vanished."""
    db = open_archive(path)
    execute = db.conn.execute
    for slug, region, name in (("kediri", "35.06", "Berita Kediri"), ("malang", "35.07", "Berita Malang")):
        execute(
            "INSERT INTO sites (slug, region, name, home_url, platform, time_zone)"
            " VALUES (?, ?, ?, ?, 'x', 'WIB')",
            (slug, region, name, f"https://{slug}.go.id/"),
        )
    for number, (headline, body) in TEXTS.items():
        site, region = ("malang", "35.07") if number == 6 else ("kediri", "35.06")
        day = f"2026-02-{20 - number:02}"
        execute(
            "INSERT INTO articles (id, site, region, key, url, headline, body, published_at, sort_at, year,"
            " category, status, missing_since, digest, first_seen_at, last_seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'd', ?, ?)",
            (
                number, site, region, str(number), f"https://{site}.go.id/{number}", headline, body,
                None if number == 8 else day, None if number == 8 else f"{day}T00:00:00Z",
                None if number == 8 else 2026, "Pertanian" if number < 5 else "Bencana",
                "gone" if number == 6 else "present", SEEN if number == 6 else None, SEEN, SEEN,
            ),
        )  # fmt: skip
        fresh = words(f"{headline}\n{body}")
        db.conn.executemany(
            "INSERT OR IGNORE INTO stems VALUES (?, ?)", [(word, stem(word)) for word in fresh]
        )
        for state, kind in ((1, "first"), (2, "content"))[: 2 if number == 1 else 1]:
            execute(
                "INSERT INTO revisions (article, number, seen_at, kind, headline, digest)"
                " VALUES (?, ?, ?, ?, ?, 'd')",
                (number, state, SEEN, kind, f"{headline} {state}"),
            )
    for article, excerpt in ((1, 0), (None, 1)):
        execute(
            "INSERT INTO comments (site, article, article_url, author, text, is_excerpt, seen_via,"
            " first_seen_at, last_seen_at)"
            " VALUES ('kediri', ?, 'https://kediri.go.id/0', 'Bu Siti', 'Bagus', ?, 'page', ?, ?)",
            (article, excerpt, SEEN, SEEN),
        )
    execute(
        "INSERT INTO sightings (site, page_url, block, position, text, url, published_at, article,"
        " first_seen_at, last_seen_at) VALUES ('kediri', '/', 'listing', 1, 'x', 'y', '2026-02-01', 8, ?, ?)",
        (SEEN, SEEN),
    )
    db.conn.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Datasette over the small archive, with our metadata and plugins and its own templates."""
    folder = tmp_path_factory.mktemp("search")
    fill(folder / "archive.db")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "datasette", "serve", str(folder / "archive.db"), "--port", port]
    command += [
        "-m",
        str(ROOT / "datasette-metadata.yaml"),
        "--plugins-dir",
        str(ROOT / "publish" / "plugins"),
    ]
    command += ["--setting", "suggest_facets", "off"]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as process,
    ):
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(200):
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                        break
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield base
        finally:
            process.terminate()


def rows(base: str, path: str) -> list[dict]:
    status, _, text = get(f"{base}/archive/{path}{'&' if '?' in path else '?'}_shape=array")
    assert status == 200, text
    return json.loads(text)


def found(base: str, query: str) -> set[int]:
    """Return what the stock search box and the saved search find, which must be the same."""
    ids = {row["id"] for row in rows(base, f"articles.json?_search={quote(query)}")}
    assert ids == {row["id"] for row in rows(base, f"search.json?q={quote(query)}")}
    return ids


@pytest.mark.parametrize("word", ["tani", "petani", "Pertanian", "BERTANI", "petaninya", "pétani"])
def test_words_of_a_family_find_each_other(site, word):
    assert found(site, word) == FAMILY_OF_TANI


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("vaksin", {7}),
        ("penerima", {8}),
        ("perintah", set()),
        ("kediri", {8}),
        ('"petani"', {1}),
        ('"lahan tidur"', {3}),
        ('"lahan tidur itu"', {3}),
        ('"tidur lahan"', set()),
        ("perta*", {2}),
        ("tan*", set()),
        ("tani bibit", {2}),
        ("tani AND bibit", {2}),
        ("tani -bibit", {1, 3, 4}),
        ("tani -membagikan", {1, 3, 4}),
        ('tani -"lahan tidur"', {1, 2, 4}),
        ("tani -panen-padi", {2, 3, 4}),
        ("banjir OR longsor", {5, 6}),
        ("tani NOT bibit", {1, 3, 4}),
        ("tani AND NOT bibit", {1, 3, 4}),
        ("tani NOT", {1, 2, 3, 4}),
        ("NOT tani", set()),
        ("tani banjir OR bibit", {2}),
        ("-tani", set()),
        ("kata-kata", {7}),
        ("jum'at", {5}),
        ("jum’at", {5}),
        ("dan", {7}),
        ("atau", {8}),
        ("", set()),
    ],
)
def test_a_readers_query_language(site, query, ids):
    assert found(site, query) == ids


@pytest.mark.parametrize("query", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_answered(site, query):
    found(site, query)


def test_a_word_unknown_to_the_archive_finds_its_family(site):
    assert "pertaniannya" not in {word for text in TEXTS.values() for word in words(" ".join(text))}
    assert found(site, "pertaniannya") == FAMILY_OF_TANI


def test_a_single_column_is_refused_and_the_raw_mode_works(site):
    status, _, text = get(f"{site}/archive/articles.json?_search_headline=tani")
    assert status == 400 and "/-/search" in text
    raw = rows(site, "articles.json?_searchmode=raw&_search=tani+OR+banjir")
    assert {row["id"] for row in raw} == {4, 5}, "raw mode is FTS5's own language, without families"


def test_the_saved_search_marks_hits_in_the_printed_text(site):
    row = rows(site, "search.json?q=banjir")[0]
    assert (row["headline"], row["site"], row["published_at"]) == (
        "Banjir bandang",
        "Berita Kediri",
        "2026-02-15",
    )
    assert f"terendam <b>{MARK_START}banjir{MARK_END}</b>" in row["snippet"]
    _, _, page = get(f"{site}/archive/search?q=banjir")
    assert "terendam &lt;b&gt;<mark>banjir</mark>&lt;/b&gt;" in page
    assert [row["id"] for row in rows(site, "search.json?q=penghargaan")] == [8, 4], (
        "a hit in the headline goes first"
    )


@pytest.mark.parametrize("name", QUERIES)
def test_saved_queries_answer(site, name):
    """What each finds is tested in test_queries.py."""
    assert isinstance(rows(site, f"{name}.json?q=tani"), list)
    assert get(f"{site}/archive/{name}?q=tani")[0] == 200


def test_saved_queries_find_what_they_say(site):
    assert [row["id"] for row in rows(site, "newest.json")] == [1, 2, 3, 4, 5, 6, 7]
    (undated,) = rows(site, "undated.json")
    assert (undated["id"], undated["listed_earliest"]) == (8, "2026-02-01")
    (changed,) = rows(site, "changed.json")
    assert (changed["headline_before"], changed["headline"]) == ("Petani panen raya 1", "Petani panen raya 2")
    (vanished,) = rows(site, "vanished.json")
    assert (vanished["id"], vanished["status"], vanished["missing_since"]) == (6, "gone", SEEN)
    comments = rows(site, "comments_of_readers.json")
    assert {(row["article"], row["url"]) for row in comments} == {
        (1, "https://kediri.go.id/1"), (None, "https://kediri.go.id/0"),
    }  # fmt: skip


def test_the_list_is_faceted_and_newest_first(site):
    data = json.loads(get(f"{site}/archive/articles.json?_shape=objects")[2])
    assert [row["id"] for row in data["rows"]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(data["facet_results"]) == ["region", "site", "year", "category", "status"]
    counts = {item["label"]: item["count"] for item in data["facet_results"]["region"]["results"]}
    assert counts == {"Kabupaten Kediri": 7, "Kabupaten Malang": 1}
    _, _, page = get(f"{site}/archive/articles")
    assert re.search(r'<input[^>]*name="_search"', page), "the search box needs the full-text table"
    assert "Headline as printed" in page and "facet-info" in page


def test_operational_and_internal_tables_are_hidden(site):
    tables = {
        table["name"]: table["hidden"] for table in json.loads(get(f"{site}/archive.json")[2])["tables"]
    }
    assert {name for name, hidden in tables.items() if not hidden} == set(TABLE_SENTENCES) - set(
        HIDDEN_TABLES
    )


def test_foreign_keys_lead_on_from_an_article(site):
    _, _, page = get(f"{site}/archive/articles/1")
    for table in ("revisions", "comments", "sightings", "article_urls", "related_links", "tags", "incidents"):
        assert f'href="/archive/{table}?article=1"' in page, table
    _, _, page = get(f"{site}/archive/articles")
    for target in ("/archive/sites/kediri", "/archive/regions/35~2E06"):
        assert f'href="{target}"' in page, target
    labelled = rows(site, "articles.json?_labels=on&id=1")[0]
    assert labelled["site"] == {"value": "kediri", "label": "Berita Kediri"}
    assert rows(site, "revisions.json?_labels=on&article=1")[0]["article"]["label"] == "Petani panen raya"


@pytest.fixture(scope="module")
def index():
    """A connection with a full-text index and no table of stems."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO texts VALUES (?)", [(" ".join(text),) for text in TEXTS.values()])
    yield connection
    connection.close()


def test_without_stems_the_search_is_plain(index):
    assert expand(index, "tani bibit") == '"tani" AND "bibit"'


@settings(max_examples=300)
@given(
    st.text(max_size=80)
    | st.text(st.sampled_from(list("\"*-()^:{}+' ORANDta1\0é中")), max_size=80)
    | st.binary()
    | st.floats()
)
@example(None)
def test_whatever_is_typed_is_a_valid_query(index, query):
    match = expand(index, query)
    index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchone()
    if not (isinstance(query, str) and words(query.partition("-")[0])):
        return
    assert match != NOTHING, "a wanted word is searched"


def test_an_empty_table_of_stems_and_a_crowded_one():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE stems (word TEXT PRIMARY KEY, stem TEXT)")
    assert expand(connection, "tani") == '"tani"'
    forms = [f"{letter}tani{other}" for letter in "abcdefghij" for other in "klmnopqrst"]
    connection.executemany("INSERT INTO stems VALUES (?, 'tani')", [(form,) for form in ["tani", *forms]])
    match = expand(connection, "pertanian")
    assert match.count('"') == 2 * FAMILY_LIMIT and '"pertanian"' in match and '"tani"' in match
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
    widest = expand(connection, " ".join(f"tani{ending}" for ending in ("nya", "lah") * 50))
    assert len(widest) < LONGEST_QUERY * FAMILY_LIMIT * 20
    assert widest.count(" AND ") == MOST_TERMS - 1
    connection.execute("SELECT * FROM texts WHERE texts MATCH ?", (widest,)).fetchall()
    connection.close()


def test_stems_written_by_an_earlier_version_still_join(index):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE stems (word TEXT PRIMARY KEY, stem TEXT)")
    connection.executemany("INSERT INTO stems VALUES (?, 'old')", [("petani",), ("bertani",)])
    connection.execute("INSERT INTO stems VALUES ('pertanian', 'tani')")
    assert expand(connection, "petani") == '("bertani" OR "pertanian" OR "petani")'
    connection.close()
