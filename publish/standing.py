"""How sites stand: last good run, newest release, freshness against the site's own pace, coverage, alarms, next run.

Read from the database alone, for the page and for ``lontar status`` alike. A published copy may lack the frontier.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

Standing = dict[str, Any]

RUNS_LOOKED_AT = 15
"""Runs whose distance tells when the next one is to be expected."""
REASONS_SHOWN = 8
_TOTALS = """
SELECT count(*) AS articles, count(published_at) AS dated, count(nullif(body, '')) AS with_text,
    count(*) FILTER (WHERE status IN ('missing', 'suspected', 'gone')) AS absent, sum(revisions > 1) AS edited
FROM articles WHERE site = ?
"""
_NEWEST = """
SELECT id, headline, published_at, url FROM articles
WHERE site = ? AND published_at IS NOT NULL AND sort_at IS NOT NULL AND status <> 'redacted'
ORDER BY sort_at DESC LIMIT 1
"""
_DAYS = """
SELECT DISTINCT substr(published_at, 1, 10) FROM articles WHERE site = ? AND sort_at >= ? AND length(published_at) >= 10
ORDER BY 1
"""
_RUN = """
SELECT id, started_at, finished_at, mode, reason, verdict, requests, outcomes, reasons FROM runs
WHERE site = ? ORDER BY id DESC LIMIT 1
"""
_ALARMS = """
SELECT i.id, i.kind, i.first_at, i.last_at, i.evidence, k.meaning_id, k.meaning_en, k.repair_id, k.repair_en
FROM incidents i JOIN incident_kinds k ON k.kind = i.kind WHERE i.site = ? AND k.alarm AND i.closed_at IS NULL
ORDER BY i.first_at
"""
_UNOBTAINED = """
SELECT ifnull(last_error, state) AS reason, count(*) AS n FROM pages
WHERE site = ? AND kind = 'article' AND article IS NULL AND state <> 'redirected' GROUP BY 1 ORDER BY 2 DESC
"""


def standings(connection: sqlite3.Connection, instant: str) -> list[Standing]:
    """Return how every site stands at an instant (UTC), those that need a person first."""
    rows = connection.execute(
        "SELECT s.slug, s.name, s.home_url, r.name, s.full_walk_at, s.recent_walk_at, s.answers_304 FROM sites s"
        " LEFT JOIN regions r ON r.code = s.region ORDER BY s.slug"
    ).fetchall()
    names = ("site", "name", "home_url", "region", "full_walk_at", "recent_walk_at", "answers_304")
    found = [standing(connection, dict(zip(names, row, strict=True)), instant) for row in rows]
    return sorted(found, key=lambda row: not row["needs_person"])


def standing(connection: sqlite3.Connection, site: Standing, instant: str) -> Standing:
    """Return how one site stands; ``site`` is its row."""
    slug = site["site"]
    totals = _first(connection, _TOTALS, slug) or {}
    run = _first(connection, _RUN, slug)
    if run is not None:
        run |= {name: json.loads(run[name]) for name in ("outcomes", "reasons")}
    alarms = [row | {"evidence": json.loads(row["evidence"])} for row in _all(connection, _ALARMS, slug)]
    newest = _first(connection, _NEWEST, slug)
    (good,) = connection.execute(
        "SELECT max(finished_at) FROM runs WHERE site = ? AND verdict = 'healthy'", (slug,)
    ).fetchone()
    return {
        **site,
        **totals,
        "newest": newest,
        "freshness": freshness(connection, slug, instant),
        "last_run": run,
        "last_good_run_at": good,
        "next_run_at": next_run(connection, slug),
        **_frontier(connection, slug, instant),
        "alarms": alarms,
        "needs_person": bool(alarms),
    }


def freshness(connection: sqlite3.Connection, slug: str, instant: str) -> Standing | None:
    """Return days since the newest release, and the site's usual and longest usual gap; None without dated releases."""
    today = date.fromisoformat(instant[:10])
    rows = connection.execute(_DAYS, (slug, (today - timedelta(days=365)).isoformat()))
    days = [date.fromisoformat(day) for (day,) in rows if day <= instant[:10]]
    if not days:
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    return {
        "days": (today - days[-1]).days,
        "usual_gap": median(gaps) if gaps else None,
        "longest_usual_gap": gaps[min(len(gaps) - 1, int(0.95 * len(gaps)))] if gaps else None,
    }


def next_run(connection: sqlite3.Connection, slug: str) -> str | None:
    """Return when the next run is to be expected by the usual distance of runs; None where that cannot be told."""
    rows = connection.execute(
        "SELECT started_at FROM runs WHERE site = ? ORDER BY id DESC LIMIT ?", (slug, RUNS_LOOKED_AT)
    ).fetchall()
    starts = [datetime.fromisoformat(text) for (text,) in reversed(rows)]
    if len(starts) < 3:
        return None
    steps = sorted(later - earlier for earlier, later in pairwise(starts))
    usual = steps[len(steps) // 2]
    return (starts[-1] + usual).strftime("%Y-%m-%dT%H:%M:%SZ")


def _frontier(connection: sqlite3.Connection, slug: str, instant: str) -> Standing:
    """Return what is due and which known addresses were not obtained, with reasons; empty in a published copy."""
    try:
        due, failing = connection.execute(
            "SELECT count(*) FILTER (WHERE due_at <= ?), count(*) FILTER (WHERE state IN ('failed', 'quarantined'))"
            " FROM pages WHERE site = ?",
            (instant, slug),
        ).fetchone()
        reasons = dict(connection.execute(_UNOBTAINED, (slug,)).fetchall()[:REASONS_SHOWN])
    except sqlite3.OperationalError:
        return {"pages_due": None, "pages_failing": None, "unobtained": {}}
    return {"pages_due": due, "pages_failing": failing, "unobtained": reasons}


def _first(connection: sqlite3.Connection, query: str, slug: str) -> Standing | None:
    return next(iter(_all(connection, query, slug)), None)


def _all(connection: sqlite3.Connection, query: str, slug: str) -> list[Standing]:
    cursor = connection.execute(query, (slug,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
