"""``lontar incidents``: what was worth telling, newest first."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

import click

from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError

SHOWN = 50
"""Incidents that the table shows; ``--limit`` changes it, ``--json`` has all."""
WIDTH = 60
"""Characters of a headline or of evidence in the table."""


@click.command()
@click.option("--site", metavar="SITE", help="Of one site only.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last observed on DATE or later.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Of this kind only; may be repeated.")
@click.option("--open", "only_open", is_flag=True, help="Only what still lasts.")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, metavar="N")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of all, with the whole evidence.")
@pass_invocation
def incidents(
    invocation: Invocation,
    site: str | None,
    since: datetime | None,
    kinds: tuple[str, ...],
    only_open: bool,
    limit: int,
    as_json: bool,
) -> int:
    """Tell what happened: edits, disappearances, back-dating, moves, alarms, each with its evidence.

    \b
    Examples:
      lontar incidents
      lontar incidents --kind gone --kind missing --since 2026-10-01
      lontar incidents --open --json
    """
    with invocation.reading() as connection:
        known = {kind for (kind,) in connection.execute("SELECT kind FROM incident_kinds")}
        for kind in kinds:
            if kind not in known:
                raise MisuseError(f"--kind: there is no kind {kind!r}; known are {', '.join(sorted(known))}")
        rows = found(connection, site, since.strftime("%Y-%m-%d") if since else None, kinds, only_open)
        if as_json:
            show_json(rows)
            return OK
        table = [_shown(row) for row in rows[:limit]]
    if table:
        show_table(("last seen", "site", "kind", "release", "evidence", ""), table)
    else:
        say("nothing of the kind was observed")
    if len(rows) > limit:
        say(f"and {len(rows) - limit} more: --limit, or --json for all")
    return OK


def found(
    connection: sqlite3.Connection, site: str | None, since: str | None, kinds: tuple[str, ...], only_open: bool
) -> list[dict[str, Any]]:
    """Return incidents, newest first: id, site, kind, alarm, article, headline, url, first_at, last_at, closed_at,
    evidence."""
    wanted, values = ["1"], []
    for condition, value in (("i.site = ?", site), ("i.last_at >= ?", since)):
        if value is not None:
            wanted.append(condition)
            values.append(value)
    if kinds:
        wanted.append(f"i.kind IN ({', '.join('?' * len(kinds))})")
        values += kinds
    if only_open:
        wanted.append("i.closed_at IS NULL")
    cursor = connection.execute(
        "SELECT i.id, i.site, i.kind, k.alarm, i.article, a.headline, a.url, i.first_at, i.last_at, i.closed_at,"
        " i.evidence FROM incidents i LEFT JOIN incident_kinds k ON k.kind = i.kind"
        f" LEFT JOIN articles a ON a.id = i.article WHERE {' AND '.join(wanted)} ORDER BY i.last_at DESC, i.id DESC",
        values,
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    return [row | {"alarm": bool(row["alarm"]), "evidence": json.loads(row["evidence"])} for row in rows]


def _shown(row: dict[str, Any]) -> tuple[str | None, ...]:
    lasting = "open" if row["closed_at"] is None else ""
    headline = _short(row["headline"] or "")
    return row["last_at"][:16].replace("T", " "), row["site"], row["kind"], headline, _evidence(row), lasting


def _evidence(row: dict[str, Any]) -> str:
    """Return what was observed in a few words: plain values of the evidence, the telling ones first."""
    evidence = {name: value for name, value in row["evidence"].items() if name not in ("capture", "captures", "looks")}
    parts = []
    for name, value in evidence.items():
        if isinstance(value, list):
            parts.append(f"{name}: {', '.join(str(entry) for entry in value[:3])}")
        else:
            parts.append(f"{name}: {len(value) if isinstance(value, dict) else value}")
    return _short("; ".join(parts))


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
