"""What a difference means: an edit, a restored text, an alternation, a doubtful reading, an absence, a move.

Nothing here decides by one look what a second look may refute: a field that is lost, or a text that has nothing in
common with the one before, is more often a page that we misread than an edit.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from crawler.items import Article, Outcome

Content = dict[str, str | None]
"""The fields whose change makes a revision (pipelines.contents)."""

ParagraphChange = dict[str, int | list[str]]
"""Where paragraphs differ: ``at``, ``before``, ``after``."""

FLAP_DAYS = 30
FLAP_LIMIT = 2
"""Returns to a known text within FLAP_DAYS that are recorded; further ones are an alternation."""
SHRUNK = 0.4
"""A body that keeps less than this share of its words is doubtful at first sight."""
ALIKE = 0.2
"""Texts that share less than this share of their words have nothing in common."""
MOST_COMPARED = 500
"""Paragraphs that differ beyond which they are one change: comparing them takes the square of their number."""
CONFIRMED_AFTER = timedelta(hours=18)
INCIDENT_OF = {"content": "edited", "date-only": "date-changed", "restored": "restored"}
"""The incident that a kind of revision is."""

_WORDS = re.compile(r"\w+")


def kind_of(connection: sqlite3.Connection, article: int, digest: str, changed: list[str], instant: str) -> str:
    """Return the kind of a revision: content, date-only, restored; or flapping, when none is to be made."""
    kind = "date-only" if changed == ["published_at"] else "content"
    query = "SELECT 1 FROM revisions WHERE article = ? AND digest = ? LIMIT 1"
    if connection.execute(query, (article, digest)).fetchone() is None:
        return kind
    since = (datetime.fromisoformat(instant) - timedelta(days=FLAP_DAYS)).isoformat().replace("+00:00", "Z")
    (restored,) = connection.execute(
        "SELECT count(*) FROM revisions WHERE article = ? AND kind = 'restored' AND seen_at > ?", (article, since)
    ).fetchone()
    return "flapping" if restored >= FLAP_LIMIT else "restored"


def paragraphs_changed(before: str | None, after: str | None) -> list[ParagraphChange]:
    """Return the paragraphs that differ between two texts, in order; a paragraph that only moved counts as both.

    Each change says where it stands in the text after it (number of the paragraph, from 1), what stood there before
    and what stands there now; one of the two lists is empty where paragraphs were only added or only removed.
    """
    old, new = (text.split("\n\n") if text else [] for text in (before, after))
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[begin : len(old) - end], new[begin : len(new) - end]
    if max(len(old), len(new)) > MOST_COMPARED:
        return [{"at": begin + 1, "before": old, "after": new}]
    return [
        {"at": begin + at + 1, "before": old[first:last], "after": new[at:to]}
        for kind, first, last, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


def doubt_of(
    connection: sqlite3.Connection, article: int, before: Content, content: Content, item: Article
) -> str | None:
    """Return why a changed reading is doubtful, or None: doubtful-date, doubtful-body or doubtful-headline.

    A second look at least 18 hours later that finds the same is believed, unless the site's layout was in alarm at
    either look.
    """
    reason = _doubt(before, content, item)
    if reason is None:
        return None
    capture = item.capture
    assert capture is not None
    first = connection.execute(
        "SELECT fetched_at, quarantine_reason FROM captures WHERE url = ? AND fetched_at < ?"
        " ORDER BY fetched_at DESC LIMIT 1",
        (capture.url, capture.fetched_at),
    ).fetchone()
    if first is None or first[1] != reason or _apart(first[0], capture.fetched_at) < CONFIRMED_AFTER:
        return reason
    alarmed = connection.execute(
        "SELECT 1 FROM incidents WHERE site = ? AND kind IN ('layout-article', ?) AND first_at <= ?"
        " AND (closed_at IS NULL OR closed_at > ?) LIMIT 1",
        (item.site, f"layout-{reason.removeprefix('doubtful-')}", capture.fetched_at, first[0]),
    ).fetchone()
    return reason if alarmed else None


def _doubt(before: Content, content: Content, item: Article) -> str | None:
    if before["published_at"] and not content["published_at"]:
        return "doubtful-date"
    old, new = _words(before["body"]), _words(content["body"])
    if len(old) >= 40 and (len(new) < SHRUNK * len(old) or _alike(set(old), set(new)) < ALIKE):
        return "doubtful-body"
    headline = _alike(set(_words(before["headline"])), set(_words(content["headline"])))
    if headline < ALIKE and not _fits(item.key, content["headline"]):
        return "doubtful-headline"
    return None


def _fits(key: str, headline: str | None) -> bool:
    """Tell whether the words of a headline stand in the address: then both were written anew."""
    words = _words(headline)
    return bool(words) and sum(word in key for word in words) > 0.5 * len(words)


def _words(text: str | None) -> list[str]:
    return _WORDS.findall((text or "").lower())


def _alike(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(len(first | second), 1)


def _apart(earlier: str, later: str) -> timedelta:
    return datetime.fromisoformat(later) - datetime.fromisoformat(earlier)


READ_FROM = "(SELECT url FROM captures WHERE id = a.capture)"
"""Address from which an article ``a`` was last read: its own page, or its record in the site's API."""


def note_absence(connection: sqlite3.Connection, run: int, outcome: Outcome) -> None:
    """Note that an article was looked for at its own address and was not there; nothing is concluded yet."""
    visit, capture = outcome.visit, outcome.capture
    assert capture is not None
    cause = visit.reason if visit.outcome == "missing" else None
    if visit.outcome == "redirected" and visit.reason == "redirect-other-article":
        cause = visit.reason
    if cause is None:
        return
    connection.execute(
        "INSERT INTO absences (article, run, seen_at, url, cause, capture)"
        " SELECT a.id, ?1, ?2, ?3, ?4, ?5 FROM pages p JOIN articles a ON a.id = p.article"
        f" WHERE p.url = ?3 AND p.url IN (a.url, {READ_FROM})",
        (run, capture.fetched_at, visit.url, cause, capture.id),
    )


def key_before(connection: sqlite3.Connection, site: str, key: str) -> str | None:
    """Return the key under which an article that moved to ``key`` was known before; None where none did."""
    row = connection.execute("SELECT from_key FROM moves WHERE site = ? AND to_key = ?", (site, key)).fetchone()
    return str(row[0]) if row else None
