"""What is new in the archive since something was told last: incidents that began, grew into another kind, or ended."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field, fields
from typing import Any

from notify.memory import Memory


@dataclass(slots=True)
class Incident:
    """An incident with what a message needs of it."""

    id: int
    site: str
    kind: str
    alarm: bool
    meaning: str
    repair: str
    article: int | None
    headline: str | None
    url: str | None
    first_at: str
    closed_at: str | None
    evidence: dict[str, Any] = field(default_factory=dict)


def incidents_since(connection: sqlite3.Connection, memory: Memory, language: str) -> list[Incident]:
    """Return incidents that began or grew into another kind since ``memory``, oldest first."""
    told = {int(number): kind for number, kind in memory["open"].items()}
    found = _read(connection, language, "i.id > ?", (memory["incident"],))
    known = _read(connection, language, f"i.id IN ({', '.join('?' * len(told))})", tuple(told)) if told else []
    return sorted([i for i in known if i.kind != told[i.id]] + found, key=lambda incident: incident.id)


def ended_since(connection: sqlite3.Connection, memory: Memory, language: str) -> list[Incident]:
    """Return incidents that were open at ``memory`` and are over now."""
    told = [int(number) for number in memory["open"]]
    if not told:
        return []
    marks = ", ".join("?" * len(told))
    return _read(connection, language, f"i.id IN ({marks}) AND i.closed_at IS NOT NULL", tuple(told))


def _read(connection: sqlite3.Connection, language: str, condition: str, values: tuple[Any, ...]) -> list[Incident]:
    rows = connection.execute(
        f"SELECT i.id, i.site, i.kind, k.alarm, k.meaning_{language}, k.repair_{language}, i.article, a.headline,"
        " a.url, i.first_at, i.closed_at, i.evidence FROM incidents i JOIN incident_kinds k ON k.kind = i.kind"
        f" LEFT JOIN articles a ON a.id = i.article WHERE {condition} ORDER BY i.id",
        values,
    )
    names = [entry.name for entry in fields(Incident)]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [Incident(**row | {"evidence": json.loads(row["evidence"])}) for row in found]
