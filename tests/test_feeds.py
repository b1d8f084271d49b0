"""The feeds: what they tell, that they are valid, and that nothing in a release breaks them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from publish.feeds import KINDS
from publish.words import LANGUAGES
from sample.nights import play
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get, served

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMAS = Path(__file__).parent / "data" / "feeds"
VALID_ATOM = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
VALID_JSON = Draft202012Validator(json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    archive = tmp_path_factory.mktemp("feeds") / "archive.db"
    list(play(archive, 1, 14))
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET region = '35.06'")
        connection.commit()
    return archive


@pytest.fixture(scope="module")
def site(nights):
    with served(nights) as base:
        yield base


def check_atom(text: str) -> list:
    """Hold an Atom feed against its schema, and what RFC 4287 asks for besides; return its entries."""
    root = etree.fromstring(text.encode())
    assert VALID_ATOM.validate(root), VALID_ATOM.error_log.last_error
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1, (parent.tag, name)
        assert parent.find(f"{ATOM}author/{ATOM}name").text
        assert ":" in parent.find(f"{ATOM}id").text
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    for parent in (root, *root.iter(f"{ATOM}entry")):
        links = [link for link in parent.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        kinds = [(link.get("type"), link.get("hreflang")) for link in links]
        assert len(kinds) == len(set(kinds)), "RFC 4287, 4.1.2: one alternate of a kind"
    ids = [entry.find(f"{ATOM}id").text for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(text)
    assert not parsed.bozo and parsed.version == "atom10" and len(parsed.entries) == len(ids)
    assert all(entry.updated_parsed for entry in parsed.entries)
    return parsed.entries


def check_json(text: str) -> list[dict]:
    """Hold a JSON Feed against its schema; return its items."""
    feed = json.loads(text)
    assert not [f"{error.json_path}: {error.message}" for error in VALID_JSON.iter_errors(feed)]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed["items"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("<id>", "<id>\n no address"), ("<updated>", "<updated>yesterday "), ("<title", "<heading/><title"),
     ('rel="self"', 'rel="self" class="x"'), ("<entry>", "<entry><entry/>"), ("<name>", "<nome>x</nome><name>")],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_feed(site, old, new):
    text = get(f"{site}/-/feed/new.atom")[2]
    check_atom(text)
    assert not VALID_ATOM.validate(etree.fromstring(text.replace(old, new, 1).encode()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_feeds_are_valid_and_tell_the_same_in_both_forms(site, kind, language):
    status, headers, text = get(f"{site}/-/feed/{kind}.atom?lang={language}")
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    entries = check_atom(text)
    status, headers, text = get(f"{site}/-/feed/{kind}.json?lang={language}")
    feed = json.loads(text)
    check_json(text)
    assert headers["content-type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["language"] == language
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in entries] != []
    assert [item["url"] for item in feed["items"]] == [
        next(link.href for link in entry.links if link.rel == "alternate") for entry in entries
    ]
    for item in feed["items"]:
        assert item["content_text"] and item["date_modified"] and get(item["url"])[0] == 200


def test_feeds_tell_what_happened(site, nights):
    with closing(sqlite3.connect(nights)) as connection:
        told = {
            kind: [row[0] for row in connection.execute(
                f"SELECT id FROM incidents WHERE kind IN ({', '.join('?' * len(kinds))})", kinds)]
            for kind, kinds in KINDS.items() if kinds
        }  # fmt: skip
        (releases,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    for kind, ids in told.items():
        items = json.loads(get(f"{site}/-/feed/{kind}.json")[2])["items"]
        assert {item["id"] for item in items} == {f"urn:lontar:incident:{number}" for number in ids}
    items = json.loads(get(f"{site}/-/feed/new.json")[2])["items"]
    assert len(items) == 50 < releases
    assert [item["date_modified"] for item in items] == sorted((i["date_modified"] for i in items), reverse=True)
    edited = json.loads(get(f"{site}/-/feed/edited.json?lang=en")[2])["items"]
    assert any("/-/history/" in item["url"] for item in edited)
    assert any("what changed: text" in item["content_text"] for item in edited)
    (told,) = [item["content_text"] for item in edited if "Penyuluh mendampingi" in item["content_text"]]
    assert "before: Penyuluh mendampingi" in told and "after: Panitia menambah satu angkatan" in told


@pytest.mark.parametrize(
    ("query", "least"),
    [("site=contoh", 50), ("site=none", 0), ("region=35", 50), ("region=3", 0), ("q=petani", 5), ("q=%22", 0),
     ("q=petani&site=contoh", 5), ("q=zzzz", 0), ("region=%27", 0), ("q=AND%20OR%20(", 0)],
)  # fmt: skip
def test_feeds_can_be_narrowed(site, query, least):
    items = json.loads(get(f"{site}/-/feed/new.json?{query}")[2])["items"]
    assert (len(items) >= least) if least else items == []
    check = get(f"{site}/-/feed/new.atom?{query}")
    assert check[0] == 200 and etree.fromstring(check[2].encode()) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_every_feed_can_be_narrowed_by_site_region_and_search(site, nights, kind):
    def ids(query: str) -> list[str]:
        items = check_json(get(f"{site}/-/feed/{kind}.json?{query}")[2])
        entries = check_atom(get(f"{site}/-/feed/{kind}.atom?{query}")[2])
        assert [entry.id for entry in entries] == [item["id"] for item in items]
        return [item["id"] for item in items]

    everything = ids("")
    assert everything == ids("site=contoh") == ids("region=35.06") == ids("region=35")
    assert ids("site=none") == ids("region=36") == ids("region=35.0") == []
    with closing(sqlite3.connect(nights)) as connection:
        table = "SELECT 'release:contoh:' || a.id, a.headline FROM articles a"
        if kind != "new":
            table = "SELECT 'incident:' || i.id, a.headline FROM incidents i JOIN articles a ON a.id = i.article"
        headlines = {f"urn:lontar:{key}": headline for key, headline in connection.execute(table)}
    words = next(headlines[found] for found in everything if headlines.get(found))
    narrowed = ids("q=" + quote(f'"{words}"'))
    assert narrowed and set(narrowed) <= {found for found in headlines if headlines[found] == words}


@pytest.mark.parametrize("path", ["none.atom", "new.rss", "new", "../new.atom"])
def test_feeds_that_are_none(site, path):
    assert get(f"{site}/-/feed/{quote(path)}")[0] == 404


def test_pages_lead_to_the_feeds(site):
    text = get(site + "/")[2]
    for kind in KINDS:
        assert text.count(f"/-/feed/{kind}.atom") == 2


def test_nothing_in_a_release_breaks_a_feed(tmp_path):
    archive = hostile_archive(tmp_path)
    with closing(sqlite3.connect(archive)) as connection:
        headline = f"a\x01b\x0c\uffff]]>{HOSTILE}"
        connection.execute("UPDATE articles SET headline = ?, status = 'present' WHERE id = 9001", (headline,))
        connection.commit()
    with served(archive) as base:
        entries = check_atom(get(f"{base}/-/feed/new.atom")[2])
        assert entries[0].title.startswith("ab]]>") and [link.rel for link in entries[0].links] == ["alternate"]
        items = json.loads(get(f"{base}/-/feed/new.json")[2])["items"]
        assert "external_url" not in items[0], "an address of a script is no link"
