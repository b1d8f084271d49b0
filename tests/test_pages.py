"""The served pages: languages, headers, hostile content, and what each page shows."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest
from datasette.utils import tilde_encode

from pipelines.tables import TABLE_SENTENCES
from publish.metadata import QUERIES
from publish.plugins.pages import structured
from publish.words import LANGUAGES
from tests.hostile import HOSTILE, PLANTED, hostile_archive
from tests.served import get, served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(hostile_archive(tmp_path_factory.mktemp("pages"))) as base:
        yield base


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_both_languages(site, language):
    paths = ["/", "/archive", "/archive/articles?_search=tani", "/archive/articles/1"]
    paths += [f"/archive/{table}" for table in TABLE_SENTENCES]
    for path in paths:
        sign = "&" if "?" in path else "?"
        status, _, text = get(f"{site}{path}{sign}lang={language}")
        assert status == 200, path
        assert f'<html lang="{language}">' in text
    assert get(f"{site}/archive/articles/999999")[0] == 404


@pytest.mark.parametrize("path", ["/", "/archive/articles", "/archive/articles/9001", "/archive/revisions/1"])
def test_pages_of_our_own_run_no_script(site, path):
    status, headers, text = get(site + path)
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "unsafe" not in policy
    assert "<script" not in text and "<style" not in text and not re.search(r"\s(style|on\w+)=", text)
    assert not re.search(r'(?:src|<link rel="stylesheet" href)="(?!/)', text), "nothing comes from elsewhere"


@pytest.mark.parametrize("path", ["/archive", "/archive/tags", "/archive/articles.json", "/archive/articles/0", "/no"])
def test_every_answer_has_our_headers(site, path):
    _, headers, _ = get(site + path)
    source = "'none'" if path in ("/archive", "/archive/articles/0", "/no") else "'self'"
    assert f"default-src {source}" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert {"Cookie", "Accept-Language"} <= set(headers["vary"].split(", "))
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/-/nothing", 404, ""),
        ("/archive/articles/999999", 404, ""),
        ("/archive?sql=select+x", 400, "no such column: x"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_nothing_of_the_program(site, path, status, detail):
    answered, _, text = get(site + path)
    assert answered == status and "&lt;function" not in text
    assert detail in text and (detail or "<code>" not in text)


def test_a_chosen_language_is_remembered(site):
    assert "lang=en" in get(f"{site}/?lang=en")[1]["set-cookie"]
    assert '<html lang="en">' in get(site, {"Cookie": "lang=en"})[2]
    assert '<html lang="id">' in get(f"{site}/?lang=id", {"Cookie": "lang=en", "Accept-Language": "en"})[2]
    assert '<html lang="en">' in get(site, {"Accept-Language": "en-GB,en;q=0.9"})[2]
    assert '<html lang="id">' in get(site, {"Accept-Language": "en;q=0.5, id;q=0.8, *;q=x"})[2]
    assert '<html lang="id">' in get(site)[2]
    assert "set-cookie" not in get(f"{site}/?lang=xx%0d%0aa")[1]


def test_an_argument_of_the_readers_own_sql_is_no_language(site):
    rows = json.loads(get(f"{site}/archive.json?_shape=array&sql=select+:lang+as+l&lang=en")[2])
    assert rows == [{"l": "en"}]


def test_hostile_content_is_escaped_on_every_page(site):
    paths = ["/", "/archive/articles", "/archive/articles?_search=script", "/archive/articles/9001"]
    paths += [f"/archive/{table}" for table in PLANTED] + [row_path(site, table) for table in PLANTED]
    paths += [f"/archive/{name}?q=script" for name in QUERIES]
    paths += ["/-/sites/contoh", "/-/regions", "/-/vanished", "/-/vanished?site=%3Cscript%3Ealert", "/-/status"]
    paths += ["/-/incidents", "/-/incidents?kind=%3Cscript%3Ealert&region=%22%3E&since=%3Cscript%3Ealert"]
    paths += ["/archive?sql=" + quote("select headline, url, body from articles where id = 9001")]
    for path in paths:
        for language in LANGUAGES:
            status, _, text = get(f"{site}{path}{'&' if '?' in path else '?'}_lang={language}")
            assert status == 200, path
            assert "<script>alert" not in text, path
            assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:""", text, re.IGNORECASE), path
            assert not re.search(r"&lt;(?:function|bound method|generator|coroutine)", text), path
    assert text.count("&lt;script&gt;") == 3, "the page did show the hostile row"
    assert "&lt;<mark>script</mark>&gt;alert" in get(f"{site}/archive/articles?_search=script")[2]


def row_path(base: str, table: str) -> str:
    """Return the path of the row page of a table's hostile or first row."""
    keys = json.loads(get(f"{base}/archive/{table}.json?_size=1")[2])["primary_keys"]
    columns = {"articles": "id", "comment_revisions": "comment", "listings": None, "moves": None, "redactions": None}
    columns |= {"wayback_captures": None}
    column = columns.get(table, "article")
    where = f" WHERE {column} = 9001" if table in PLANTED and column else ""
    sql = quote(f"SELECT {', '.join(keys)} FROM {table}{where} LIMIT 1")
    (row,) = json.loads(get(f"{base}/archive.json?_shape=array&sql={sql}")[2])
    return f"/archive/{table}/" + ",".join(tilde_encode(str(value)) for value in row.values())


@pytest.mark.parametrize("table", [name for name in TABLE_SENTENCES if name != "stems"])
def test_a_row_of_every_table_has_its_page(site, table):
    status, _, text = get(site + row_path(site, table))
    assert status == 200
    assert "<dl" in text


def test_long_texts_are_cut_in_tables_and_whole_on_the_row_page(site):
    tail = html.escape(HOSTILE * 20)
    (row,) = json.loads(get(f"{site}/archive/revisions.json?_shape=array&article=9001")[2])
    _, _, table = get(f"{site}/archive/revisions?article=9001")
    assert tail not in unified(table) and f'href="/archive/revisions/{row["id"]}" aria-label="revisions: body"' in table
    assert tail in unified(get(f"{site}/archive/revisions/{row['id']}")[2])


def unified(text: str) -> str:
    """Write the quotation mark as html.escape does."""
    return text.replace("&#34;", "&quot;")


def test_result_cards_show_marked_extracts_and_never_whole_bodies(site):
    _, _, text = get(f"{site}/archive/articles?_search=petani")
    extracts = re.findall(r'<p lang="id">(.*?)</p></li>', text, re.DOTALL)
    assert 0 < len(extracts) <= 20 and max(map(len, extracts)) < 1_000
    assert sum("<mark>" in extract for extract in extracts) > len(extracts) / 2
    assert "kata " * 200 not in get(f"{site}/archive/articles")[2]
    headlines = re.findall(r'<a class="headline" href="/archive/articles/\d+"', text)
    assert text.count('<li class="release">') == len(headlines) == len(extracts)


@pytest.mark.parametrize("query", ["_col=headline", "_nocol=revisions", "_search=zzzz", "_size=max", "year=1"])
def test_cards_do_not_depend_on_the_columns_asked_for(site, query):
    status, _, text = get(f"{site}/archive/articles?{query}&lang=en")
    assert status == 200
    assert ('class="release"' in text) == (query[:4] in ("_col", "_noc") or query == "_size=max")
    assert ("No release matches." in text) == ('class="release"' not in text)


def test_an_article_page_shows_its_evidence(site):
    _, _, text = get(f"{site}/archive/articles/1?_lang=en")
    for words in ("as printed on the page", "sha256:", ".warc.gz", "First seen", "state 1", "Where its link was seen"):
        assert words in text
    assert re.search(r'<a href="https://[^"]+" rel="nofollow noopener noreferrer external">Original page</a>', text)
    assert not re.search(r'<a href="https?://[^"]*"(?! rel="nofollow noopener noreferrer)', text.split("<footer")[0])
    assert "<img" not in text
    data = json.loads(get(f"{site}/archive/articles/1.json?_shape=objects&_extras=foreign_key_tables")[2])
    assert data["rows"][0]["capture"]


def test_an_undated_or_vanished_article_says_so(site):
    _, _, english = get(f"{site}/archive/articles/9001?lang=en")
    assert "<b>Undated</b>, what the page prints is no possible date" in english
    assert re.search(r">gone from its site</a>, no longer there since 1 January 2026", english)
    assert "cut-off excerpt" in english
    assert "<b>Tanpa tanggal</b>" in get(f"{site}/archive/articles/9001?lang=id")[2]


def test_archived_related_links_lead_to_our_articles(site):
    sql = quote("select article, target_article from related_links where target_article is not null limit 1")
    (row,) = json.loads(get(f"{site}/archive.json?_shape=array&sql={sql}")[2])
    assert f'<a href="/archive/articles/{row["target_article"]}"' in get(f"{site}/archive/articles/{row['article']}")[2]


def test_the_front_page_begins_with_the_search(site):
    _, _, text = get(f"{site}/?lang=en")
    assert text.count('name="q"') == 1
    assert text.index('name="q"') < text.index("What the archive holds") < text.index("Newest releases")
    assert 'action="/-/search"' in text and '<label for="cari">' in text
    links = re.findall(r'href="(/(?:archive|-)[^"]*)"', text)
    assert {"/-/regions", "/-/incidents", "/-/vanished", "/-/status", "/-/sites/contoh"} <= set(links)
    assert len(links) > 20
    for link in links:
        assert get(site + html.unescape(link))[0] == 200, link


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ('{"a": [1, {"b": null}]}', {"a": [1, {"b": None}]}),
        ('["x"]', ["x"]),
        ("{}", None),
        ("{x", None),
        ("[" * 90_000, None),
        ("[" * 9 + "]" * 9, None),
        ("kata", None),
        (None, None),
        (7, None),
    ],
)
def test_a_cell_of_json_is_shown_as_a_list(value, found):
    assert structured(value) == found
