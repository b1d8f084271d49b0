"""What our own pages show, read from the archive; rows are dictionaries of column to value."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from datasette.database import Database, QueryInterrupted
from markupsafe import Markup, escape

from publish import governments, likeness, surroundings, tallying, telling, tombstones
from publish.marking import END, START, marked_texts
from publish.typography import typeset

Row = dict[str, Any]
MOST_ROWS = 500
"""Rows of one kind on an article's page; the table's own page shows all of them."""
DEEPEST_THREAD = 10
"""Answers to answers that are shown below each other; deeper ones stand beside the first comment."""
SNIPPET_WORDS = 32
"""Words of the text around what was searched for; FTS5 gives 64 at most."""
OPENING = 300
"""Characters of a body's beginning on a card without a search."""

MOST_EXTRACTED = 30_000
"""Characters of a document's text that an article's page shows."""
BARE = 60
"""Words of a text below which an article is little more than its attachments, whose texts are then shown unfolded."""

MOST_SITES = 12
"""Sites that the front page names; of more, their provinces."""
_NEWEST_OF_SITE = """
SELECT published_at FROM articles WHERE site = ? AND sort_at IS NOT NULL AND published_at IS NOT NULL
ORDER BY sort_at DESC LIMIT 1
"""
_CARD = """
SELECT a.id, a.headline, a.url, a.site, s.name AS site_name, a.published_at, a.published_raw, a.published_source,
    a.published_precision, a.published_zone, a.published_after, a.published_before, a.published_bounds, a.category,
    a.revisions, a.status, a.first_seen_at, a.language, substr(a.body, 1, :opening) AS opening
FROM articles a JOIN sites s ON s.slug = a.site
"""
_NEWEST = (
    f"{_CARD} WHERE a.sort_at IS NOT NULL AND a.published_at IS NOT NULL AND a.status <> 'redacted'"
    " ORDER BY a.sort_at DESC LIMIT 12"
)
_CARDS = f"{_CARD} WHERE a.id IN (SELECT value FROM json_each(:ids))"
_ARTICLE = """
SELECT a.*, s.name AS site_name, s.home_url, r.name AS region_name
FROM articles a JOIN sites s ON s.slug = a.site LEFT JOIN regions r ON r.code = a.region WHERE a.id = :id
"""
_PARTS = {
    "tags": "SELECT tag, url FROM tags WHERE article = :id ORDER BY tag",
    "links": "SELECT l.*, (SELECT status FROM articles t WHERE t.id = l.target_article) AS target_status"
    " FROM related_links l WHERE article = :id AND NOT EXISTS (SELECT 1 FROM articles a"
    " WHERE a.id = l.target_article AND a.status = 'redacted') ORDER BY kind = 'related' DESC, kind, position",
    "comments": "SELECT c.*, p.author AS answers FROM comments c LEFT JOIN comments p ON p.id = c.parent"
    " WHERE c.article = :id ORDER BY c.is_excerpt, c.position, c.posted_at",
    "images": "SELECT * FROM images WHERE article = :id ORDER BY position",
    "attachments": "SELECT * FROM attachments WHERE article = :id ORDER BY id",
    "states": "SELECT id, number, seen_at, kind, changed FROM revisions WHERE article = :id ORDER BY number",
    "earlier_texts": "SELECT r.* FROM comment_revisions r JOIN comments c ON c.id = r.comment WHERE c.article = :id"
    " ORDER BY r.comment, r.number",
    "addresses": "SELECT * FROM article_urls WHERE article = :id ORDER BY first_seen_at, url",
    "sightings": "SELECT * FROM sightings WHERE article = :id ORDER BY first_seen_at, id",
    "captures": "SELECT c.*, r.user_agent FROM captures c JOIN articles a ON a.capture = c.id"
    " LEFT JOIN runs r ON r.id = c.run WHERE a.id = :id",
}


async def rows_of(database: Database, sql: str, values: Row | None = None) -> list[Row]:
    """Return the rows of a query."""
    return [dict(row) for row in await database.execute(sql, values or {})]


async def front(database: Database) -> Row:
    """Return counts (None where they are not kept), provinces with their sites, and the newest dated releases."""
    state = _state(database)
    if _held.get(database, (None, {}))[0] != state:
        _held[database] = state, await database.execute_fn(_holdings)
    return _held[database][1] | {"newest": await rows_of(database, _NEWEST, {"opening": 0})}


_held: WeakKeyDictionary[Database, tuple[Any, Row]] = WeakKeyDictionary()
"""The counts of each database, with the state of its file in which they were taken."""


def _state(database: Database) -> list[tuple[int, int]]:
    """Return what changes whenever something is written: age and size of the file and of its log."""
    found = []
    for path in (Path(str(database.path)), Path(f"{database.path}-wal")):
        with suppress(OSError):
            told = path.stat()
            found.append((told.st_mtime_ns, told.st_size))
    return found


def _holdings(connection: sqlite3.Connection) -> Row:
    provinces = governments.tree(connection)
    counts: Row = dict.fromkeys(("releases", "comments", "revised", "undated"))
    if tallying.has(connection, "tallies"):
        counts["releases"] = sum(province["releases"] for province in provinces)
        counts["undated"] = tallying.count(connection, "releases", "")
        counts |= {what: tallying.count(connection, what) for what in ("comments", "revised")}
    sites = [site for province in provinces for site in province["sites"]]
    for site in sites[:MOST_SITES]:
        row = connection.execute(_NEWEST_OF_SITE, (site["slug"],)).fetchone()
        site["newest"] = row[0] if row else None
    return {"counts": counts, "provinces": provinces, "sites": sites if len(sites) <= MOST_SITES else None}


async def cards(database: Database, ids: list[int], query: str | None, *, raw: bool = False) -> list[Row]:
    """Return what result cards show, in the order of ``ids``: ``title`` and ``extract`` are escaped and marked.

    ``query`` is what the reader searched for, None or empty without a search; ``raw`` takes it for FTS5's own syntax.
    """
    numbers = json.dumps(ids)
    found = {row["id"]: row for row in await rows_of(database, _CARDS, {"ids": numbers, "opening": OPENING})}
    hits: dict[int, tuple[str | None, str | None]] = {}
    if query:
        try:
            match = query if raw else (await database.execute("SELECT escape_fts(?)", [query])).single_value()
            hits = await database.execute_fn(lambda c: marked_texts(c, list(found), match, SNIPPET_WORDS))
        except (sqlite3.Error, QueryInterrupted):
            hits = {}  # the table above has told what is wrong with the query; its rows still have their openings
    for number, row in found.items():
        if row["status"] == "redacted":
            row |= {"title": tombstones.REDACTED, "extract": "", "category": None, "published_at": None}
            continue
        hit = hits.get(number)
        row["title"] = marked(hit[0] if hit else row["headline"]) or escape(row["url"])
        row["extract"] = marked(hit[1]) if hit else escape(_cut(row["opening"]))
    return [found[number] for number in ids if number in found]


async def article(database: Database, pks: str) -> Row | None:
    """Return an article with all that belongs to it; None when there is none of that number."""
    if not pks.isdecimal() or len(pks) > 15:
        return None
    rows = await rows_of(database, _ARTICLE, {"id": int(pks)})
    if not rows:
        return None
    found: Row = {"article": rows[0]}
    for name, sql in _PARTS.items():
        found[name] = await rows_of(database, f"{sql} LIMIT {MOST_ROWS}", {"id": int(pks)})
    for state in found["states"]:
        state["fields"] = _names(state["changed"])
    found["incidents"] = await database.execute_fn(
        lambda connection: telling.rows_of(
            connection, f"WHERE i.article = ? ORDER BY i.last_at DESC, i.id DESC LIMIT {MOST_ROWS}", [int(pks)]
        )
    )
    found["beside"] = await database.execute_fn(lambda connection: likeness.beside(connection, rows[0]))
    found["why_redacted"] = None
    if rows[0]["status"] == "redacted":
        found |= {name: [] for name in (*_PARTS, "incidents")}
        found["article"] = tombstones.bare(rows[0])
        found["beside"] = {}
        found["why_redacted"] = await database.execute_fn(lambda c: tombstones.why_redacted(c, int(pks)))
    found["comments"] = await database.execute_fn(lambda c: tombstones.hush(c, found["comments"]))
    found["threads"] = threads(found["comments"])
    hushed = {comment["id"] for comment in found["comments"] if comment["why_redacted"]}
    found["earlier_texts"] = [row for row in found["earlier_texts"] if row["comment"] not in hushed]
    found["capture"] = next(iter(found["captures"]), None)
    found["links"] = surroundings.distinct(found["links"])
    await database.execute_fn(lambda c: surroundings.tell_links(c, int(pks), found["links"], found["attachments"]))
    await database.execute_fn(lambda c: surroundings.tell_files(c, int(pks), found["attachments"]))
    surroundings.tell_sightings(found["sightings"], rows[0]["home_url"])
    for file in found["attachments"]:
        file["parts"], file["is_cut"] = _parts_of(file.get("extracted_text"))
    found["is_bare"] = (found["article"].get("word_count") or 0) < BARE
    found["typeset"] = typeset(found["article"].get("body_html"))
    found["paragraphs"] = [part.strip() for part in (found["article"]["body"] or "").split("\n\n") if part.strip()]
    return found


def threads(comments: list[Row]) -> list[Row]:
    """Return the comments that answer none of the others, each with ``replies``: those that answer it, likewise.

    A comment that stands below the one it answers needs no word of it: its ``answers`` becomes None.
    """
    by_number = {comment["id"]: comment | {"replies": []} for comment in comments}
    tops = []
    for comment in by_number.values():
        parent = by_number.get(comment["parent"])
        if parent is None or _is_below(parent, comment["id"], by_number):
            tops.append(comment)
        else:
            parent["replies"].append(comment)
            comment["answers"] = None
    return tops


def _is_below(comment: Row, number: int, by_number: dict[int, Row]) -> bool:
    """Tell whether a comment answers, through others, the one of that number; or stands deeper than a page shows."""
    for _ in range(DEEPEST_THREAD):
        if comment["id"] == number:
            return True
        if (above := by_number.get(comment["parent"])) is None:
            return False
        comment = above
    return True


def _parts_of(text: str | None) -> tuple[list[list[str]], bool]:
    """Return the paragraphs of each page of a document's text, and whether there are more than are shown."""
    if not text:
        return [], False
    pages = [
        [" ".join(part.split()) for part in page.split("\n\n") if part.strip()]
        for page in text[:MOST_EXTRACTED].split("\f")
    ]
    return pages, len(text) > MOST_EXTRACTED


def marked(text: str | None) -> Markup:
    """Escape a text and turn the search's marks into elements."""
    shown = str(escape(text or ""))
    return Markup(shown.replace(START, "<mark>").replace(END, "</mark>"))  # noqa: S704 - escaped above


def _cut(text: str | None) -> str:
    """Cut an opening at a word's edge."""
    if not text or len(text) < OPENING:
        return text or ""
    return text.rsplit(None, 1)[0] + " …"


def _names(value: str) -> list[str]:
    """Read a JSON list of field names; anything else is no name."""
    try:
        names = json.loads(value)
    except ValueError:
        return []
    return [str(name) for name in names] if isinstance(names, list) else []
