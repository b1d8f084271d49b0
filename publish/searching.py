"""The search over everything: releases with counts to narrow them by, comments, earlier texts, attachments.

What matches is read once, at most the newest ``MOST_HITS``, and ranked, narrowed and counted here: each count says how
many releases there would be if only that choice were different.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rapidfuzz import fuzz, process

from language.query import NOTHING, expand
from language.stemming import tokens

MOST_HITS = 20_000
"""Releases that are ranked and counted; where more match, counts are "more than"."""
PAGE = 20
LAST_PAGE = 50
MOST_VALUES = 12
"""Values of one facet that are shown."""
MORE_SHOWN = 6
"""Comments, earlier texts and attachments that are shown."""
MORE_LOOKED_AT = 60
NARROWING = ("province", "region", "site", "year", "month", "category", "status", "comments")
SORTS = ("relevance", "newest", "oldest")
RECENT_DAYS = 730.0
RECENCY = 0.35
"""How much newer releases gain: this share at most, halved every ``RECENT_DAYS``."""
SUGGEST_BELOW = 3
"""Results below which another spelling is looked for."""
ALIKE = 80
"""Likeness, of 100, of a word that is suggested."""
_START, _END = "\x02", "\x03"

_COLUMNS = (
    "a.id, a.site, a.region, a.year, a.category, a.status, a.sort_at, a.published_at, a.published_after,"
    " a.published_before"
)
_HITS = f"""
SELECT {_COLUMNS}, h.score FROM (
    SELECT rowid AS id, bm25(articles_fts, 4.0, 1.0) AS score FROM articles_fts WHERE articles_fts MATCH :match
    ORDER BY rowid DESC LIMIT :most
) h JOIN articles a ON a.id = h.id WHERE a.status NOT IN ('quarantined', 'redacted')
"""
_ALL = f"""
SELECT {_COLUMNS}, 0.0 AS score FROM articles a WHERE a.status NOT IN ('quarantined', 'redacted')
ORDER BY a.sort_at DESC LIMIT :most
"""
_MORE = """
SELECT rowid, snippet(more_fts, 0, char(2), char(3), ' … ', 24) FROM more_fts WHERE more_fts MATCH ?
ORDER BY rank LIMIT ?
"""
_ORIGINS = (
    "SELECT c.article, a.headline, c.first_seen_at, c.site, c.missing_since, c.id FROM comments c"
    " LEFT JOIN articles a ON a.id = c.article WHERE c.id = ? AND c.article IS NOT NULL",
    "SELECT r.article, a.headline, r.seen_at, a.site, NULL, r.number FROM revisions r"
    " JOIN articles a ON a.id = r.article WHERE r.id = ? AND a.status NOT IN ('quarantined', 'redacted')",
    "SELECT f.article, f.label, f.first_seen_at, a.site, f.missing_since, f.url FROM attachments f"
    " JOIN articles a ON a.id = f.article WHERE f.id = ? AND a.status NOT IN ('quarantined', 'redacted')",
)
"""By what the rest of a row's number in ``more_fts`` is: a comment, an earlier text, an attachment."""
KINDS = ("comment", "earlier", "attachment")


@dataclass(slots=True)
class Asked:
    """What a reader asks for."""

    text: str = ""
    since: str = ""
    until: str = ""
    sort: str = "relevance"
    page: int = 1
    uncertain: bool = False
    """Whether dates that are only bounded count as within the days asked for when they may lie there."""
    chosen: dict[str, str] = field(default_factory=dict)
    """Facet to the value that is chosen."""

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str]) -> Asked:
        """Read an address's arguments; what makes no sense is left out."""
        text = arguments.get("q", "")[:10_000].replace("\0", " ").strip()
        sort = arguments.get("sort", "")
        page = arguments.get("page", "")
        return cls(
            text=text,
            since=_day(arguments.get("since", "")),
            until=_day(arguments.get("until", "")),
            sort=sort if sort in SORTS else "relevance" if text else "newest",
            page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdecimal() and len(page) < 4 else 1,
            uncertain=arguments.get("uncertain", "") == "1",
            chosen={name: arguments[name][:200] for name in NARROWING if arguments.get(name)},
        )

    def arguments(self) -> dict[str, str]:
        """Return the arguments of an address that asks the same."""
        found = {"q": self.text, **self.chosen, "since": self.since, "until": self.until}
        if self.sort != ("relevance" if self.text else "newest"):
            found["sort"] = self.sort
        if self.uncertain:
            found["uncertain"] = "1"
        if self.page > 1:
            found["page"] = str(self.page)
        return {name: value for name, value in found.items() if value}


def _day(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def search(connection: sqlite3.Connection, asked: Asked, size: int = PAGE) -> dict[str, Any]:
    """Return ``ids`` of a page of releases in order, ``total``, ``more_than``, ``facets``, ``more``, ``suggestion``.

    Any text gives an answer; ``size`` is how many releases stand on a page. ``facets`` maps each name to
    (value, label, count), the most frequent first; ``more`` is what matches outside of the releases' present texts.
    """
    match = expand(connection, asked.text) if asked.text else ""
    rows = _rows(connection, match)
    provinces = dict(connection.execute("SELECT code, province_code FROM regions"))
    with_comments = {row[0] for row in connection.execute("SELECT DISTINCT article FROM comments")} if rows else set()
    values = [_values(row, provinces, with_comments) for row in rows]
    passed = [_fails(row, value, asked) for row, value in zip(rows, values, strict=True)]
    found = [row for row, failed in zip(rows, passed, strict=True) if not failed]
    found.sort(key=_order(asked.sort))
    begin = (asked.page - 1) * size
    return {
        "ids": [row["id"] for row in found[begin : begin + size]],
        "total": len(found),
        "more_than": len(rows) >= MOST_HITS,
        "next": asked.page + 1 if len(found) > begin + size and asked.page < LAST_PAGE else None,
        "facets": _facets(connection, values, passed),
        "more": _more(connection, match, asked) if match and asked.page == 1 else [],
        "suggestion": _suggestion(connection, asked.text) if asked.text and len(rows) < SUGGEST_BELOW else None,
        "words": match != NOTHING,
    }


def _rows(connection: sqlite3.Connection, match: str) -> list[dict[str, Any]]:
    cursor = connection.execute(_HITS if match else _ALL, {"match": match, "most": MOST_HITS})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _values(row: dict[str, Any], provinces: dict[str, str | None], with_comments: set[int]) -> dict[str, str | None]:
    region, published = row["region"], row["published_at"] or ""
    return {
        "province": provinces.get(region) or region,
        "region": region if region and provinces.get(region) else None,
        "site": row["site"],
        "year": str(row["year"]) if row["year"] else None,
        "month": published[:7] if len(published) >= 7 else None,
        "category": row["category"],
        "status": row["status"],
        "comments": "1" if row["id"] in with_comments else None,
    }


def _fails(row: dict[str, Any], values: dict[str, str | None], asked: Asked) -> list[str]:
    """Return the choices that a release does not meet."""
    failed = [name for name, wanted in asked.chosen.items() if values[name] != wanted]
    day = (row["published_at"] or "")[:10]
    if not day and asked.uncertain and (row["published_after"] or row["published_before"]):
        after, before = row["published_after"] or "", row["published_before"] or "9"
        if (asked.since and before < asked.since) or (asked.until and after > asked.until):
            failed.append("dates")
    elif (asked.since and (not day or day < asked.since[: len(day)])) or (
        asked.until and (not day or day > asked.until[: len(day)])
    ):
        failed.append("dates")
    return failed


def _order(sort: str) -> Any:
    if sort == "newest":
        return lambda row: (row["sort_at"] is None, _backwards(row["sort_at"]), row["id"])
    if sort == "oldest":
        return lambda row: (row["sort_at"] is None, row["sort_at"] or "", row["id"])
    now = datetime.now(UTC)

    def rank(row: dict[str, Any]) -> tuple[float, int]:
        days = _age(row["sort_at"], now)
        return row["score"] * (1 + (RECENCY * 0.5 ** (days / RECENT_DAYS) if days is not None else 0.0)), -row["id"]

    return rank  # bm25 is the smaller the better a text fits


def _backwards(text: str | None) -> list[int]:
    return [-ord(sign) for sign in text or ""]


def _age(instant: str | None, now: datetime) -> float | None:
    try:
        return max((now - datetime.fromisoformat(instant)).total_seconds() / 86_400, 0.0) if instant else None
    except (ValueError, TypeError):
        return None


def _facets(
    connection: sqlite3.Connection, values: list[dict[str, str | None]], failed: list[list[str]]
) -> dict[str, list[tuple[str, str, int]]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in NARROWING}
    for value, reasons in zip(values, failed, strict=True):
        for name in NARROWING if not reasons else reasons[:1] if len(reasons) == 1 else ():
            if name in counts and value[name] is not None:
                counts[name][str(value[name])] += 1
    labels = dict(connection.execute("SELECT code, name FROM regions"))
    labels |= dict(connection.execute("SELECT slug, name FROM sites"))
    return {
        name: [(value, labels.get(value, value), count) for value, count in found.most_common(MOST_VALUES)]
        for name, found in counts.items()
    }


def _more(connection: sqlite3.Connection, match: str, asked: Asked) -> list[dict[str, Any]]:
    """Return comments, earlier texts and attachments that match; of a text that still says so, no earlier state."""
    found: list[dict[str, Any]] = []
    shown: set[tuple[int, int]] = set()
    try:
        hits = connection.execute(_MORE, (match, MORE_LOOKED_AT)).fetchall()
    except sqlite3.OperationalError:  # an archive of the version before has no such index
        hits = []
    for rowid, snippet in hits:
        number, rest = divmod(rowid, 4)
        origin = connection.execute(_ORIGINS[rest], (number,)).fetchone() if rest < len(_ORIGINS) else None
        if origin is None or (asked.chosen.get("site") or origin[3]) != origin[3] or (rest, origin[0]) in shown:
            continue
        if rest == 1 and _still_says(connection, match, origin[0]):
            continue
        if rest != 0:
            shown.add((rest, origin[0]))
        names = ("article", "headline", "at", "site", "missing_since", "which")
        shown_in = {"row": number, "page": _page_of(connection, match, rowid) if rest == 2 else None}
        shown_in["snippet"] = snippet.replace("\f", " ")
        found.append({"kind": KINDS[rest], **shown_in, **dict(zip(names, origin, strict=True))})
        if len(found) == MORE_SHOWN:
            break
    return found


def _page_of(connection: sqlite3.Connection, match: str, rowid: int) -> int | None:
    """Return the page of a document on which a search first finds something; None where it has but one, or none."""
    query = "SELECT highlight(more_fts, 0, char(2), '') FROM more_fts WHERE more_fts MATCH ? AND rowid = ?"
    text = connection.execute(query, (match, rowid)).fetchone()[0]
    return text[: text.index(_START)].count("\f") + 1 if "\f" in text and _START in text else None


def _still_says(connection: sqlite3.Connection, match: str, article: int) -> bool:
    query = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
    return connection.execute(query, (match, article)).fetchone() is not None


def _suggestion(connection: sqlite3.Connection, text: str) -> str | None:
    """Return the query with unknown words put as words that the archive knows; None where nothing is better."""
    words = list(dict.fromkeys(tokens(text)))[:8]
    known = {row[0] for word in words for row in connection.execute("SELECT word FROM stems WHERE word = ?", (word,))}
    better = text
    for word in words:
        if word in known or len(word) < 4:
            continue
        near = connection.execute(
            "SELECT word FROM stems WHERE length(word) BETWEEN ? AND ?"
            " AND (word >= ? AND word < ? OR substr(word, 2) LIKE ?) LIMIT 50000",
            (len(word) - 2, len(word) + 2, word[0], chr(ord(word[0]) + 1), f"{word[1:3]}%"),
        )
        best = process.extractOne(word, [row[0] for row in near], scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            better = better.replace(word, best[0]) if word in better else better.lower().replace(word, best[0])
    return better if better != text else None
