"""The search page: what it finds, how it narrows and orders, and that any query gets an answer."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.query import expand, synonyms
from publish import taking
from publish.asking import Asked
from publish.searching import search
from publish.words import LANGUAGES
from sample.nights import play
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get, served
from tests.test_feeds import check_atom


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    archive = tmp_path_factory.mktemp("finding") / "archive.db"
    list(play(archive, 1, 14))
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET region = '35.06' WHERE id % 2")
        connection.execute("UPDATE articles SET region = '35.78' WHERE NOT id % 2")
        connection.commit()
    return archive


@pytest.fixture(scope="module")
def site(nights):
    with served(nights) as base:
        yield base


@pytest.fixture
def connection(nights):
    with closing(sqlite3.connect(f"{nights.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def found(connection, **arguments):
    return search(connection, Asked.from_arguments(arguments))


def asked_json(site, **arguments):
    return json.loads(get(f"{site}/-/search.json?{urlencode(arguments)}")[2])


# ---- what is found ----


def test_families_and_exact_words(connection):
    family = {word: set(found(connection, q=word)["ids"]) for word in ("tani", "petani", "pertanian", "bertani")}
    assert len(set(map(frozenset, family.values()))) == 1 and family["tani"]
    exact = found(connection, q='"bertani"')
    assert 0 < exact["total"] < found(connection, q="bertani")["total"]


def test_short_forms_and_what_they_stand_for_find_each_other(connection):
    assert len(synonyms()) >= 60
    assert all(meant == meant.lower() and " " in meant and " " not in short for short, meant in synonyms().items())
    short, long = found(connection, q="pemkab"), found(connection, q="Pemerintah Kabupaten")
    assert short["total"] == long["total"] > 0 and short["ids"] == long["ids"]
    assert expand(connection, '"pemerintah kabupaten"') == '"pemerintah kabupaten"', "quotes are exact"
    assert expand(connection, "banjir -pemkab").count(" NOT ") == 1


def test_what_stood_there_before_is_found_and_said_to_be_gone(site, nights):
    with closing(sqlite3.connect(nights)) as opened:
        article, changed = opened.execute(
            "SELECT article, paragraphs FROM revisions WHERE paragraphs LIKE '%Penyuluh%'"
        ).fetchone()
    sentence = json.loads(changed)[0]["before"][0]
    words = '"' + " ".join(sentence.split()[:5]) + '"'
    (entry,) = [e for e in asked_json(site, q=words)["more"] if e["kind"] == "earlier"]
    assert entry["article"] == article and entry["which"] == 1
    text = get(f"{site}/-/search?{urlencode({'q': words, 'lang': 'en'})}")[2]
    assert "an earlier text; it no longer says so" in text and f"/-/history/{article}/1" in text


def test_comments_are_found_and_lead_to_their_place(site, nights):
    with closing(sqlite3.connect(nights)) as opened:
        number, article, text = opened.execute(
            "SELECT id, article, text FROM comments WHERE NOT is_excerpt AND missing_since IS NULL LIMIT 1"
        ).fetchone()
    words = '"' + " ".join(word.strip(".,?!") for word in text.split()[:4]) + '"'
    entries = [entry for entry in asked_json(site, q=words)["more"] if entry["kind"] == "comment"]
    assert number in [entry["which"] for entry in entries]
    page = get(f"{site}/-/search?{urlencode({'q': words})}")[2]
    assert f"/archive/articles/{article}#comment-{number}" in page
    assert f'id="comment-{number}"' in get(f"{site}/archive/articles/{article}")[2]


def test_another_spelling_is_suggested(connection):
    assert found(connection, q="pertannian")["suggestion"] == "pertanian"
    assert found(connection, q="pertanian")["suggestion"] is None
    assert found(connection, q="zzzzqqqq")["suggestion"] is None


# ---- narrowing and order ----


def test_counts_are_what_narrowing_finds(connection):
    everything = found(connection)
    assert everything["total"] == connection.execute(
        "SELECT count(*) FROM articles WHERE status NOT IN ('quarantined', 'redacted')").fetchone()[0]  # fmt: skip
    for name, values in everything["facets"].items():
        assert values, name
        for value, label, count in values:
            assert label
            assert found(connection, **{name: value})["total"] == count, (name, value)
    assert {value for value, _, _ in everything["facets"]["province"]} == {"35"}
    assert {label for _, label, _ in everything["facets"]["region"]} == {"Kabupaten Kediri", "Kota Surabaya"}
    both = found(connection, year="2026", region="35.06")
    assert {value for value, _, _ in both["facets"]["region"]} == {"35.06", "35.78"}, "a choice can be changed"


def test_dates_and_order(connection):
    days = dict(connection.execute("SELECT id, substr(published_at, 1, 10) FROM articles"))
    some = found(connection, since="2026-01-01", until="2026-06-30", sort="oldest")
    assert some["total"] and all("2026-01-01" <= days[number] <= "2026-06-30" for number in some["ids"])
    assert [days[number] for number in some["ids"]] == sorted(days[number] for number in some["ids"])
    newest = found(connection, sort="newest")["ids"]
    assert [days[number] for number in newest] == sorted((days[number] for number in newest), reverse=True)
    in_headline = connection.execute("SELECT id FROM articles WHERE headline LIKE '%cabai%'").fetchall()
    assert found(connection, q="cabai")["ids"][0] in [row[0] for row in in_headline], "headlines weigh more"


def test_pages_follow_each_other_without_gap_or_doubling(connection):
    numbers, page = [], 1
    while page:
        part = found(connection, page=str(page))
        numbers += part["ids"]
        page = part["next"]
    assert len(numbers) == len(set(numbers)) == part["total"]


# ---- pages and data ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page(site, language):
    status, headers, text = get(f"{site}/-/search?q=petani&lang={language}")
    assert status == 200 and f'<html lang="{language}">' in text and "<mark>" in text
    assert "default-src 'none'" in headers["content-security-policy"] and "<script" not in text
    assert len(text) < 150_000
    assert {"id": "sebagaimana tercetak", "en": "as printed"}[language] in text


def test_the_same_search_as_data(site):
    found = asked_json(site, q="petani", year="2026")
    assert found["asked"] == {"q": "petani", "year": "2026"} and found["total"] == len(found["releases"]) >= 3
    assert {"published_precision", "published_source", "published_zone"} <= set(found["releases"][0])
    entries = check_atom(get(f"{site}/-/search.atom?q=petani&year=2026")[2])
    assert len(entries) == found["total"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_search_as_a_file(site, nights, form):
    query = "q=petani&year=2026"
    with closing(sqlite3.connect(nights)) as opened:
        asked = Asked.from_arguments({"q": "petani", "year": "2026"})
        numbers, whole = taking.wanted(opened, asked)
        columns = taking.CSV_COLUMNS if form == "csv" else taking.COLUMNS
        stored = [dict(zip(columns, row, strict=True)) for row in taking.rows_of(opened, columns, numbers)]
    assert whole and len(stored) > 2 and {row["id"] for row in stored} == set(found_ids(site, query))
    status, headers, body = get(f"{site}/-/search.{form}?{query}", binary=True)
    assert status == 200 and headers["content-type"] == taking.MEDIA_TYPES[form]
    assert headers["content-disposition"] == f'attachment; filename="lontar-petani-2026.{form}"'
    assert (headers["lontar-releases"], headers["lontar-complete"]) == (str(len(stored)), "yes")
    assert headers["link"].endswith('/-/dictionary>; rel="describedby"')
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode())))
        shown = ("id", "url", "published_precision", "published_after")
        assert [[row[name] for name in shown] for row in rows] == [
            [str(row[name]) if row[name] is not None else "" for name in shown] for row in stored
        ]
    elif form == "jsonl":
        assert [json.loads(line) for line in body.decode().splitlines()] == stored
    else:
        table = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(body))
        assert table.to_pylist() == stored and all(row["body"] for row in stored)


def found_ids(site, query):
    return [row["id"] for row in json.loads(get(f"{site}/-/search.json?{query}")[2])["releases"]]


def test_a_file_holds_so_many_releases_and_says_so(connection, monkeypatch):
    monkeypatch.setattr(taking, "MOST_TAKEN", 5)
    numbers, whole = taking.wanted(connection, Asked.from_arguments({}))
    days = [row[0] for row in connection.execute("SELECT search_rowid >> 32 FROM articles ORDER BY 1 DESC LIMIT 5")]
    (found,) = zip(*taking.rows_of(connection, ("id",), numbers), strict=True)
    assert not whole and list(found) == numbers
    order = "SELECT search_rowid >> 32 FROM articles WHERE id = ?"
    assert [connection.execute(order, (number,)).fetchone()[0] for number in numbers] == days


def test_a_parquet_file_is_whole_whatever_its_parts():
    parquet = pytest.importorskip("pyarrow.parquet")
    made = taking.maker("parquet", {"version": "2026-01-01-abc"})
    row = {"id": 1, "headline": "=1", "body": b"\xff", "revisions": 2}
    rows = [tuple(row.get(name) for name in taking.COLUMNS)] * 3
    body = b"".join([made.begin(), made.part(rows[:1]), made.part(rows[1:]), made.end()])
    table = parquet.read_table(io.BytesIO(body))
    assert table.num_rows == 3 and table.schema.metadata[b"lontar.version"] == b"2026-01-01-abc"
    assert table.to_pylist()[2]["body"] == "\ufffd"


def test_a_file_is_named_without_anything_but_letters_and_digits():
    name = taking.file_name("parquet", Asked.from_arguments({"q": "../../x\r\ny", "since": "2019-01-01"}), "v")
    assert name == "lontar-v-x-y-2019-01-01.parquet"


RUBBISH = (
    '"', '""', '"tani', "*", "AND", "OR OR", "NOT", "(", "tani AND (", "NEAR(a b)", "headline:tani", "^tani",
    "a" * 10_000, "' OR 1=1 --", "'; DROP TABLE articles; --", "\0", "😀", "-", "-tani", "%", "\\", "{}",
    "tani" * 3000, "a b " * 2000,
)  # fmt: skip


@pytest.mark.parametrize("query", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_gets_a_result_or_a_kind_sentence(site, query):
    status, _, text = get(f"{site}/-/search?q={quote(query)}")
    assert status == 200 and "<main" in text
    assert get(f"{site}/-/search.json?q={quote(query)}")[0] == 200


@given(st.dictionaries(
    st.sampled_from(["q", "since", "until", "sort", "page", "year", "month", "site", "region", "status", "x"]),
    st.text(max_size=40), max_size=6))  # fmt: skip
@settings(max_examples=150)
def test_any_arguments_get_an_answer(arguments):
    asked = Asked.from_arguments(arguments)
    assert asked.page >= 1 and Asked.from_arguments(asked.arguments()) == asked
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.execute("CREATE TABLE stems (word, stem)")
        expand(empty, asked.text)


def test_hostile_text_is_escaped_and_the_redacted_is_not_found(tmp_path):
    archive = hostile_archive(tmp_path)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET status = 'present' WHERE id = 9001")
        (headline,) = connection.execute("SELECT headline FROM articles WHERE id = 3").fetchone()
        connection.execute("UPDATE articles SET status = 'redacted' WHERE id = 3")
        connection.commit()
    with served(archive) as base:
        for query in ("script", HOSTILE, "alert"):
            text = get(f"{base}/-/search?q={quote(query)}")[2]
            assert HOSTILE not in text and "&lt;" in text
        found = json.loads(get(f"{base}/-/search.json?q={quote(headline)}")[2])
        assert 3 not in [row["id"] for row in found["releases"]]
        rows = list(csv.reader(io.StringIO(get(f"{base}/-/search.csv?q=script")[2])))
        assert all(not cell.startswith(("=", "@")) for row in rows for cell in row)


def test_undated_releases_are_found_by_their_bounds_when_asked_for(nights):
    with closing(sqlite3.connect(f"{nights.as_uri()}?mode=ro", uri=True)) as source:
        copy = sqlite3.connect(":memory:")
        source.backup(copy)
    with closing(copy):
        article = copy.execute("SELECT min(id) FROM articles WHERE published_at IS NULL").fetchone()[0]
        copy.execute(
            "UPDATE articles SET published_after = '2024-10-03', published_before = '2024-10-09' WHERE id = ?",
            (article,),
        )
        for since, until, expected in (
            ("2024-10-09", "2024-10-20", True),
            ("2024-09-01", "2024-10-03", True),
            ("2024-10-10", "", False),
            ("", "2024-10-02", False),
        ):
            days = {"since": since, "until": until}
            assert article not in found(copy, **days)["ids"]
            asked = Asked.from_arguments({**days, "uncertain": "1"})
            assert (article in search(copy, asked, 1000)["ids"]) is expected
            assert asked.arguments()["uncertain"] == "1"
