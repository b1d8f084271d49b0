"""Feeds of what is new, edited, vanished or back-dated, as Atom (through feedgen) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from publish.telling import in_words, rows_of
from publish.words import certainty, date_in_words, word

KINDS: dict[str, tuple[str, ...]] = {
    "new": (),
    "edited": ("edited", "date-changed", "restored"),
    "vanished": ("gone", "delisted"),
    "back-dated": ("back-dated",),
}
"""Name of a feed to the kinds of incidents that it tells; ``new`` tells releases."""
FILTERS = ("site", "region", "q")
_NAMES = {"site": "SELECT name FROM sites WHERE slug = ?", "region": "SELECT name FROM regions WHERE code = ?"}
ENTRIES = 50
MOST_CHANGES = 5
"""Changes of an edit that an entry tells."""
OPENING = 600
"""Characters of a release's text that an entry holds."""
LONGEST = 100_000
"""Characters of any text in a feed."""
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEW = """
SELECT a.id, a.site, a.key, s.name AS site_name, a.headline, a.url, a.language, a.category, a.author, a.published_at,
    a.published_raw, a.published_source, a.published_precision, a.published_zone, a.published_after,
    a.published_before, a.published_bounds, a.first_seen_at, substr(a.body, 1, :opening) AS opening
FROM articles a JOIN sites s ON s.slug = a.site
WHERE a.status NOT IN ('quarantined', 'redacted')
"""
_STATES = """
SELECT headline, published_at, paragraphs FROM revisions WHERE article = ? AND number IN (?, ?) ORDER BY number
"""
_OF_SITE = " AND a.site = :site"
_OF_REGION = " AND (a.region = :region OR a.region >= :region || '.' AND a.region < :region || '/')"
_MATCHING = " AND a.id IN (SELECT rowid & 4294967295 FROM articles_fts WHERE articles_fts MATCH escape_fts(:q))"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; instants are UTC."""

    id: str
    title: str
    at: str
    path: str
    """Address on our own site."""
    lines: tuple[str, ...]
    """What is to be told, as plain text."""
    original: str
    site: str
    language: str


def entries(connection: sqlite3.Connection, kind: str, asked: Mapping[str, str], language: str) -> list[Entry]:
    """Return the entries of a feed, newest first; ``asked`` may hold site, region (with all below it) and q, a search.

    Reads through a connection that has the function ``escape_fts`` (publish.plugins.search).
    """
    values = {name: asked[name][:500] for name in FILTERS if asked.get(name)}
    conditions = {"site": _OF_SITE, "region": _OF_REGION, "q": _MATCHING}
    wanted = "".join(conditions[name] for name in values)
    if kind == "new":
        query = f"{_NEW}{wanted} ORDER BY a.id DESC LIMIT {ENTRIES}"
        cursor = connection.execute(query, {**values, "opening": OPENING})
        names = [column[0] for column in cursor.description]
        return [_of_release(dict(zip(names, row, strict=True)), language) for row in cursor]
    kinds = ", ".join(f"'{name}'" for name in KINDS[kind])
    condition = f"WHERE i.kind IN ({kinds}){wanted} ORDER BY i.last_at DESC, i.id DESC LIMIT {ENTRIES}"
    rows = rows_of(connection, condition, values)
    return [_of_incident(row, language, _changed(connection, row, language)) for row in rows]


def _changed(connection: sqlite3.Connection, row: dict[str, Any], language: str) -> list[str]:
    """Return what an edit changed, as lines: what stood there, and what stands there now."""
    number = row["evidence"].get("revision")
    if row["status"] == "redacted" or not isinstance(number, int) or number < 2:
        return []
    states = connection.execute(_STATES, (row["article"], number - 1, number)).fetchall()
    if len(states) != 2:
        return []
    (old, old_day, _), (new, new_day, paragraphs) = states
    pairs = [(old, new), (date_in_words(old_day, language), date_in_words(new_day, language))]
    with suppress(ValueError, TypeError, KeyError):  # of what is stored otherwise the page tells
        pairs += [("\n".join(part["before"]), "\n".join(part["after"])) for part in json.loads(paragraphs or "[]")]
    before, after = (word(f"evidence_{name}", language) for name in ("before", "after"))
    told = [pair for pair in pairs if pair[0] != pair[1]][:MOST_CHANGES]
    lines = [(name, text) for pair in told for name, text in zip((before, after), pair, strict=True)]
    return [f"{name}: {text[:OPENING]}" for name, text in lines if text]


def _of_release(row: dict[str, Any], language: str) -> Entry:
    said = f"{date_in_words(row['published_at'], language)} ({certainty(row, language)})".removeprefix(" ")
    opening = row["opening"] or ""
    if len(opening) == OPENING:
        opening = opening.rsplit(None, 1)[0] + " …"
    return Entry(
        id=f"urn:lontar:release:{row['site']}:{row['id']}",
        title=row["headline"] or row["url"],
        at=row["first_seen_at"],
        path=f"/archive/articles/{row['id']}",
        lines=(row["site_name"], said, *opening.split("\n\n")),
        original=row["url"],
        site=row["site_name"],
        language=row["language"] or "id",
    )


def _of_incident(row: dict[str, Any], language: str, changed: list[str]) -> Entry:
    number = row["evidence"].get("revision")
    compared = isinstance(number, int) and number > 1
    said = in_words(row["kind"], row["evidence"], language)
    path = f"/-/history/{row['article']}/{number - 1}..{number}" if compared else f"/archive/articles/{row['article']}"
    return Entry(
        id=f"urn:lontar:incident:{row['id']}",
        title=f"{word('feed_' + row['kind'], language)}: {row['headline'] or row['url']}",
        at=row["last_at"],
        path=path,
        lines=(row["site_name"], row[f"meaning_{language}"], *said, *changed),
        original=row["url"] or "",
        site=row["site_name"],
        language=language,
    )


def title_of(connection: sqlite3.Connection, kind: str, asked: Mapping[str, str], language: str) -> str:
    """Return the title of a feed, with the names of the site and region that narrow it."""
    said = {name: asked[name][:100] for name in FILTERS if asked.get(name)}
    for name, query in _NAMES.items():
        if name in said and (row := connection.execute(query, (said[name],)).fetchone()):
            said[name] = row[0]
    narrowed = ", ".join(said.values())
    return f"Lontar: {word('feed_' + kind, language)}" + (f" ({narrowed})" if narrowed else "")


def atom(title: str, found: list[Entry], absolute: Callable[[str], str], own_path: str, language: str) -> bytes:
    """Return an Atom feed (RFC 4287); ``absolute`` makes an address of a path."""
    feed = FeedGenerator()
    own = absolute(own_path)
    feed.id(own)
    feed.title(_sound(title))
    feed.link(href=own, rel="self", type="application/atom+xml")
    feed.link(href=absolute("/"), rel="alternate", type="text/html")
    feed.author(name="Lontar")
    feed.generator("Lontar")
    feed.language(language)
    feed.updated(found[0].at if found else datetime(1970, 1, 1, tzinfo=UTC))
    for each in found:
        entry = feed.add_entry(order="append")
        entry.id(each.id)
        entry.title(_sound(each.title))
        entry.updated(each.at)
        entry.link(href=absolute(each.path), rel="alternate", type="text/html")
        if each.original.startswith(("http://", "https://")):
            entry.link(href=_sound(each.original), rel="via")
        entry.author(name=_sound(each.site))
        entry.content(_sound("\n\n".join(each.lines)), type="text")
    return _with_relations(feed.atom_str())


def _with_relations(text: bytes) -> bytes:
    """Say of each link of an entry what it leads to, which feedgen 1.0 forgets: the release here, then the original."""
    root = etree.fromstring(text)
    for entry in root.iter("{*}entry"):
        for place, link in enumerate(entry.findall("{*}link")):
            link.attrib.update({"rel": "via"} if place else {"rel": "alternate", "type": "text/html"})
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def json_feed(
    title: str, found: list[Entry], absolute: Callable[[str], str], own_path: str, language: str
) -> dict[str, Any]:
    """Return a JSON Feed, version 1.1."""
    items = []
    for each in found:
        item = {"id": each.id, "url": absolute(each.path), "title": each.title, "date_modified": each.at}
        item |= {"content_text": "\n\n".join(each.lines), "language": each.language}
        if each.original.startswith(("http://", "https://")):
            item["external_url"] = each.original
        items.append(item | {"authors": [{"name": each.site}]})
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": absolute("/"),
        "feed_url": absolute(own_path),
        "language": language,
        "items": items,
    }


def _sound(text: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return _UNSOUND.sub("", text[:LONGEST])
