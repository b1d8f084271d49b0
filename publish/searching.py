"""The search over everything: releases with counts to narrow them by, comments, earlier texts, attachments.

The newest of what matches is read once, at most ``MOST_HITS``, and counted and ranked here: each count says how many
releases there would be if only that choice were different.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from language.query import NOTHING, Wanted, wanted
from language.stemming import tokens
from publish import elsewhere, facets, spelling
from publish.asking import LAST_PAGE, Asked
from publish.hits import COLUMNS, FIELDS, MOST_HITS, NEWEST, UNBOUNDED, UNDATED_END, Scope, read, scope

PAGE = 20
MANY_TERMS = 40
"""Forms of a query's words up to which it is counted how many releases have them, before they are looked for."""
DEAREST = 80_000
"""Releases that have a query's words, all words together, up to which ranking by fit is worth its time; where more
have them, their fit tells little, and those with the words in the headline go first."""
SAMPLE = 10_000
"""The newest releases, among which those with a word are counted; from them follows how many of all have it, about."""
DEAR_PHRASE = 50_000
"""Releases that have a phrase's words up to which the phrase is looked for as far back as ``MOST_HITS``."""
FEW = 500
"""Hits of a phrase of commoner words that are looked for."""
MOST_NAMED = 500
"""Hits that are not ranked, of which those with the words in the headline go first: the newest."""
RECENT_DAYS = 730.0
RECENCY = 0.35
"""How much newer releases gain: this share at most, halved every ``RECENT_DAYS``."""
SUGGEST_BELOW = 3
"""Results below which another spelling is looked for."""
FEW_RESULTS = 5
"""Results below which releases with all words but one are told, too."""
MOST_PARTLY = 10
_DAYS_A_NUMBER = 365.25 / 372
"""Days of the calendar to one of the index's numbers of days (pipelines.tables)."""
_RANKED = f"bm25(articles_fts, 4.0, 1.0, 0.0), {COLUMNS}"
_UNRANKED = f"0.0, {COLUMNS}"
_SORT_AT = 2 + FIELDS.index("sort_at")
"""Its place in a hit: number in the index, score, fields."""

Row = tuple[Any, ...]


def search(
    connection: sqlite3.Connection, asked: Asked, size: int = PAGE, now: datetime | None = None
) -> dict[str, Any]:
    """Return ``ids`` of a page of releases in order, ``total``, ``more_than``, ``facets``, ``more``, ``suggestion``.

    Any text gives an answer; ``size`` is how many releases stand on a page. ``facets`` maps each name to
    (value, label, count), the most frequent first, and those in ``bounded`` are counts of the newest alone; ``more`` is
    what matches outside of the releases' present texts; ``partly`` are releases with all words but one, where few have
    all; ``ranked`` tells whether the best fit is first; ``cut``, whether more words begin so than are searched.
    """
    parts = wanted(connection, asked.text) if asked.text else None
    match = parts.match if parts else ""
    where = scope(connection, asked, match)
    many = match.count('"') > 2 * MANY_TERMS
    dear, dear_phrase = _releases_with(connection, parts) if parts and not many else (0, 0)
    most = FEW if dear_phrase > DEAR_PHRASE else MOST_HITS
    by_fit = asked.sort == "relevance" and bool(match)
    ranked = by_fit and dear <= DEAREST and not many
    rows = _hits(connection, where, _RANKED if ranked else _UNRANKED, asked.sort, most)
    more_than = len(rows) >= most
    if by_fit and many and not more_than:  # few have any of the many, so that they can be ranked
        ranked, rows = True, _hits(connection, where, _RANKED, asked.sort, most)
    found = _ranked(rows, now or datetime.now(UTC)) if ranked else _by_date(rows, asked.sort)
    if by_fit and not ranked:
        found = _headlines_first(connection, where, match, found)
    begin = (asked.page - 1) * size
    counts, bounded = facets.of(connection, asked, match, rows, most)
    best_first = dear <= DEAREST and not (many and more_than)
    few = parts is not None and len(rows) < FEW_RESULTS and asked.page == 1 and dear <= DEAREST
    return {
        "ids": [_article(row) for row in found[begin : begin + size]],
        "total": len(found),
        "more_than": more_than,
        "next": asked.page + 1 if len(found) > begin + size and asked.page < LAST_PAGE else None,
        "facets": counts,
        "bounded": bounded,
        "ranked": ranked or not by_fit,
        "partly": _partly(connection, asked, parts, rows, now) if parts and few else [],
        "more": elsewhere.search(connection, match, asked, best_first) if match and asked.page == 1 else [],
        "suggestion": spelling.better(connection, asked.text) if asked.text and len(rows) < SUGGEST_BELOW else None,
        "words": match != NOTHING,
        "cut": parts is not None and parts.cut,
    }


def every(connection: sqlite3.Connection, asked: Asked, most: int = UNBOUNDED) -> list[int]:
    """Return the numbers of all releases that match, the newest first, however many there are: for exports."""
    parts = wanted(connection, asked.text) if asked.text else None
    where = scope(connection, asked, parts.match if parts else "")
    return [_article(row) for row in read(connection, where, "a.id", most)]


def _article(row: Row) -> int:
    return int(row[0]) & (UNDATED_END - 1)


def _hits(connection: sqlite3.Connection, where: Scope, columns: str, sort: str, most: int) -> list[Row]:
    rows = read(connection, where, columns, most, oldest=sort == "oldest")
    if sort == "oldest" and len(rows) < most:  # those of which no day is known come last
        rows += [row for row in read(connection, where, columns, most) if row[0] < UNDATED_END][: most - len(rows)]
    return rows


def _releases_with(connection: sqlite3.Connection, parts: Wanted) -> tuple[int, int]:
    """Return how many releases have the words of a query, and how many those of its commonest phrase, about."""
    low, times = _sample(connection)

    def count(match: str) -> int:
        query = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ?"
        return int(connection.execute(query, (match, low)).fetchone()[0] * times)

    words = phrase = 0
    for match in (match for group in parts.groups for match in group):
        several = tokens(match) if match.startswith('"') and not match.endswith("*") else []
        if len(several) > 1:
            counts = [count(f'"{token}"') for token in several]
            words, phrase = words + sum(counts), max(phrase, min(counts))
        elif words <= DEAREST:
            words += count(match)
    return words, phrase


def _sample(connection: sqlite3.Connection) -> tuple[int, float]:
    """Return the number in the index with which the newest releases begin, and how many times as many there are."""
    query = f"SELECT a.search_rowid FROM {NEWEST} ORDER BY a.search_rowid DESC LIMIT 1 OFFSET {SAMPLE}"
    row = connection.execute(query).fetchone()
    if row is None:
        return 0, 1.0
    return int(row[0]), max(connection.execute("SELECT max(id) FROM articles").fetchone()[0] / SAMPLE, 1.0)


def _partly(
    connection: sqlite3.Connection, asked: Asked, parts: Wanted, rows: list[Row], now: datetime | None
) -> list[int]:
    """Return releases with all words but one, the best fit first."""
    if not parts.partly:
        return []
    found = read(connection, scope(connection, asked, parts.partly), _RANKED)
    have_all = {row[0] for row in rows}
    return [_article(row) for row in _ranked(found, now or datetime.now(UTC)) if row[0] not in have_all][:MOST_PARTLY]


# ---- order ----


def _ranked(rows: list[Row], now: datetime) -> list[Row]:
    """Return the hits, those that fit best first."""
    today = now.year * 372 + now.month * 31 + now.day
    fresh = {0: 1.0} | {
        day: 1 + RECENCY * 0.5 ** (max(today - day, 0) * _DAYS_A_NUMBER / RECENT_DAYS)
        for day in {row[0] >> 32 for row in rows} - {0}
    }
    return sorted(rows, key=lambda row: (row[1] * fresh[row[0] >> 32], -row[0]))  # bm25 is the smaller the better


def _by_date(rows: list[Row], sort: str) -> list[Row]:
    dated = [row for row in rows if row[_SORT_AT] is not None]
    undated = [row for row in rows if row[_SORT_AT] is None]
    return sorted(dated, key=itemgetter(_SORT_AT, 0), reverse=sort != "oldest") + undated


def _headlines_first(connection: sqlite3.Connection, where: Scope, match: str, rows: list[Row]) -> list[Row]:
    """Return the hits with the words in the headline before the others, each part as it was; only the newest count."""
    if not rows:
        return rows
    numbers = sorted((row[0] for row in rows), reverse=True)[:MOST_NAMED]
    narrowed = where.match.replace(f"({match})", f"{{headline}} : ({match})", 1)
    query = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    named = {row[0] for row in connection.execute(query, (narrowed, numbers[-1], numbers[0]))}
    return [row for row in rows if row[0] in named] + [row for row in rows if row[0] not in named]
