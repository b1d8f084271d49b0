"""Incidents for readers: a timeline with filters, and evidence in plain words of both languages."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from publish.tombstones import REDACTED, redacted_comments
from publish.words import date_in_words, number_in_words, word

PAGE = 50
_TIMELINE = """
SELECT i.id, i.site, s.name AS site_name, i.kind, k.alarm, k.meaning_id, k.meaning_en, k.repair_id, k.repair_en,
    i.article, a.headline, a.url, a.language, a.status, i.first_at, i.last_at, i.closed_at, i.evidence
FROM incidents i JOIN incident_kinds k ON k.kind = i.kind JOIN sites s ON s.slug = i.site
LEFT JOIN articles a ON a.id = i.article
"""
_IN_REGION = (
    "(SELECT s.slug FROM sites s JOIN regions r ON r.code = s.region WHERE r.code = ? OR r.province_code = ?)"
)
MOST_COUNTED = 20_000
"""Incidents that are counted by kind and site, the latest first."""
MOST_VALUES = 40
"""Kinds, or sites, that are offered to narrow the timeline."""
FIELDS = ("headline", "subheadline", "body", "byline", "author", "category", "image", "published_at")
MOST_LINES = 20
EXAMPLES = 3
LONGEST = 300


def timeline(connection: sqlite3.Connection, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return incidents, newest first, with counts by kind and site.

    ``asked`` may hold site, region (a province has all that is in it), kind, since, until and before. What makes no
    sense in it finds nothing, or is left out; it never fails.
    """
    scope, values = _scope(asked)
    counted = f"SELECT i.kind, i.site FROM incidents i WHERE {scope} ORDER BY i.last_at DESC LIMIT {MOST_COUNTED}"
    counts = connection.execute(f"SELECT kind, site, count(*) FROM ({counted}) GROUP BY 1, 2", values).fetchall()
    facets = {name: _most(counts, place) for place, name in enumerate(("kind", "site"))}
    before = str(asked.get("before") or "")
    if before.isascii() and before.isdecimal() and len(before) < 16:
        scope += " AND (i.last_at, i.id) < (SELECT last_at, id FROM incidents WHERE id = ?)"
        values.append(int(before))
    page = f"SELECT i.id FROM incidents i WHERE {scope} ORDER BY i.last_at DESC, i.id DESC LIMIT {PAGE + 1}"
    rows = rows_of(connection, f"WHERE i.id IN ({page}) ORDER BY i.last_at DESC, i.id DESC", values)
    return {"rows": rows[:PAGE], "facets": facets, "next": rows[PAGE - 1]["id"] if len(rows) > PAGE else None}


def _most(counts: list[tuple[str, str, int]], place: int) -> list[tuple[str, int]]:
    """Return the kinds or sites (by their place in a row) that most incidents have, with their numbers."""
    found: Counter[str] = Counter()
    for *names, number in counts:
        found[str(names[place])] += number
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_VALUES]


def _scope(asked: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return the condition on incidents that ``asked`` sets, and its values."""
    scope, values = scope_of_region("i.site", asked)
    wanted = [scope]
    for name, condition in (("kind", "i.kind = ?"), ("since", "i.last_at >= ?"), ("until", "i.first_at < ?")):
        if asked.get(name):
            wanted.append(condition)
            # a day lasts until the next begins: no sign of an instant is greater than ~
            values.append(str(asked[name])[:100] + ("~" if name == "until" else ""))
    return " AND ".join(wanted), values


def scope_of_region(column: str, asked: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return the condition on a column of sites that ``site`` and ``region`` set, and its values."""
    wanted, values = ["1"], list[Any]()
    if asked.get("site"):
        wanted.append(f"{column} = ?")
        values.append(str(asked["site"])[:100])
    if asked.get("region"):
        wanted.append(f"{column} IN {_IN_REGION}")
        values += [str(asked["region"])[:100]] * 2
    return " AND ".join(wanted), values


def rows_of(connection: sqlite3.Connection, condition: str, values: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
    """Return incidents with meaning, headline and parsed evidence."""
    cursor = connection.execute(f"{_TIMELINE} {condition}", values)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    hushed = redacted_comments(connection)
    return [_shown(row | {"evidence": _parsed(row["evidence"])}, hushed) for row in rows]


def _shown(row: dict[str, Any], hushed: set[int]) -> dict[str, Any]:
    """Return an incident without what is redacted."""
    if row["status"] == "redacted":
        return row | {"headline": REDACTED, "url": "", "evidence": {}}
    number = row["evidence"].get("comment")
    return row | {"evidence": {"comment": number}} if isinstance(number, int) and number in hushed else row


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"": text}


def in_words(kind: str, evidence: dict[str, Any], language: str) -> list[str]:
    """Return the evidence of an incident as lines in plain words."""
    lines: list[str] = []
    if fields := evidence.get("fields"):
        names = [word(f"field_{name}", language) if name in FIELDS else str(name) for name in _list(fields)]
        lines.append(f"{word('changed_fields', language)}: {', '.join(names)}")
    if looks := evidence.get("looks"):
        seen = date_in_words(str(evidence.get("last_seen")), language)
        lines.append(f"{word('last_seen', language)}: {seen}")
        lines += [_look(look, language) for look in _list(looks)]
    if kind == "back-dated":
        walk = evidence.get("walk")
        finished = walk.get("finished_at") if isinstance(walk, dict) else None
        pairs = (("printed_date", evidence.get("published_at")), ("first_seen", evidence.get("first_seen_at")))
        lines += [f"{word(name, language)}: {date_in_words(str(value), language)}" for name, value in pairs]
        lines.append(f"{word('covered_by', language)}: {date_in_words(str(finished), language)}")
    lines += _pair(evidence.get("url"), language)
    for name in ("before", "after", "author", "text", "label", "listing", "last"):
        if evidence.get(name):
            lines.append(f"{word(f'evidence_{name}', language)}: {_short(evidence[name])}")
    for name in ("lost", "looked_at", "articles", "missing", "shown", "failed", "requests", "days"):
        if isinstance(evidence.get(name), (int, float)) and kind != "back-dated":
            lines.append(f"{word(f'evidence_{name}', language)}: {number_in_words(evidence[name], language)}")
    for name in ("reasons", "added", "removed", "pages", "listed", "listings", "injected", "examples", "sha256"):
        if evidence.get(name):
            said = word(f"evidence_{name}", language)
            lines += [f"{said}: {_short(entry)}" for entry in _list(evidence[name])[:EXAMPLES]]
    return lines[:MOST_LINES]


def _look(look: Any, language: str) -> str:
    if not isinstance(look, dict):
        return _short(look)
    cause = str(look.get("cause"))
    name = f"cause_{cause}"
    causes = ("http-404", "http-410", "soft-404", "redirect-home", "redirect-other-article")
    said = word(name, language) if cause in causes else _short(cause)
    return f"{date_in_words(str(look.get('at')), language)}: {said}"


def _pair(value: Any, language: str) -> list[str]:
    if isinstance(value, list) and len(value) == 2:
        return [f"{word('address', language)}: {_short(value[0])} → {_short(value[1])}"]
    return [f"{word('address', language)}: {_short(value)}"] if value else []


def _list(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [f"{name}: {_short(entry)}" for name, entry in value.items()]
    return value if isinstance(value, list) else [value]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = ", ".join(f"{name} {entry}" for name, entry in value.items())
    text = " → ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
