"""How sites stand: last good run, newest release, freshness against the site's own pace, coverage, alarms, next run.

Read from the database alone, for the page and for ``lontar status`` alike. A published copy may lack the frontier.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from publish.account import unobtained
from publish.likeness import rows_of
from publish.tallying import has, months_of

Standing = dict[str, Any]

RUNS_LOOKED_AT = 15
"""Runs whose distance tells when the next one is to be expected."""
RELEASES_LOOKED_AT = 2000
"""Releases of the last year, the newest first, by which a site's pace is told."""
REASONS_SHOWN = 8
_NEWEST = """
SELECT id, headline, published_at, url FROM articles
WHERE site = ? AND published_at IS NOT NULL AND sort_at IS NOT NULL AND status NOT IN ('quarantined', 'redacted')
ORDER BY sort_at DESC LIMIT 1
"""
_DAYS = """
SELECT DISTINCT day FROM (
    SELECT substr(published_at, 1, 10) AS day FROM articles
    WHERE site = ? AND sort_at >= ? AND length(published_at) >= 10 ORDER BY sort_at DESC LIMIT ?
) ORDER BY 1
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
_FAILING = "SELECT count(*) FROM pages WHERE site = ? AND state IN ('failed', 'quarantined')"
PRIORITIES = "(0, 1, 2, 3, 4, 5)"
"""Every priority of the frontier, named so that what is due is found by an index."""
_ABSENT = """
SELECT count(*) FROM articles WHERE site = ? AND status <> 'present' AND status IN ('missing', 'suspected', 'gone')
"""
_NEEDS_PERSON = (
    "EXISTS (SELECT 1 FROM incidents i JOIN incident_kinds k ON k.kind = i.kind"
    " WHERE i.site = s.slug AND k.alarm AND i.closed_at IS NULL)"
)
SITES = """
SELECT s.slug AS site, s.name, s.home_url, r.name AS region, s.full_walk_at, s.recent_walk_at, s.answers_304,
    s.first_run_at, s.verified
FROM sites s LEFT JOIN regions r ON r.code = s.region
"""


def standings(connection: sqlite3.Connection, instant: str, begin: int = 0, most: int = -1) -> list[Standing]:
    """Return how sites stand at an instant (UTC), those that need a person first: ``most`` of them (-1 for all)."""
    rows = rows_of(connection, f"{SITES} ORDER BY {_NEEDS_PERSON} DESC, s.slug LIMIT ? OFFSET ?", (most, begin))
    return [standing(connection, site, instant) for site in rows]


def standing(connection: sqlite3.Connection, site: Standing, instant: str) -> Standing:
    """Return how one site stands; ``site`` is its row."""
    slug = site["site"]
    run = _first(connection, _RUN, slug)
    if run is not None:
        run |= {name: json.loads(run[name]) for name in ("outcomes", "reasons")}
    alarms = [row | {"evidence": json.loads(row["evidence"])} for row in rows_of(connection, _ALARMS, (slug,))]
    newest = _first(connection, _NEWEST, slug)
    (good,) = connection.execute(
        "SELECT max(finished_at) FROM runs WHERE site = ? AND verdict = 'healthy'", (slug,)
    ).fetchone()
    return {
        **site,
        **totals(connection, slug),
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
    rows = connection.execute(_DAYS, (slug, (today - timedelta(days=365)).isoformat(), RELEASES_LOOKED_AT))
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


def totals(connection: sqlite3.Connection, slug: str) -> Standing:
    """Return how many releases a site has, and of them dated, with text, edited and absent; None where not counted."""
    found: Standing = dict.fromkeys(("articles", "dated", "with_text", "edited"))
    if has(connection, "tallies"):
        releases, texts, revised = (months_of(connection, [what], [slug]) for what in ("releases", "texts", "revised"))
        found["articles"], found["with_text"] = sum(releases.values()), sum(texts.values())
        found["edited"] = sum(revised.values())
        found["dated"] = found["articles"] - releases.get("", 0)
    (found["absent"],) = connection.execute(_ABSENT, (slug,)).fetchone()
    return found


def _frontier(connection: sqlite3.Connection, slug: str, instant: str) -> Standing:
    """Return what is due (None in a published copy), and how many known addresses were not obtained, by reason."""
    try:
        (due,) = connection.execute(
            f"SELECT count(*) FROM pages WHERE site = ? AND priority IN {PRIORITIES} AND due_at <= ?", (slug, instant)
        ).fetchone()
        (failing,) = connection.execute(_FAILING, (slug,)).fetchone()
    except sqlite3.OperationalError:
        due = failing = None
    reasons: Counter[str] = Counter()
    for row in unobtained(connection, slug) or []:
        reasons[row["reason"] or row["state"]] += row["number"]
    return {"pages_due": due, "pages_failing": failing, "unobtained": dict(reasons.most_common(REASONS_SHOWN))}


def _first(connection: sqlite3.Connection, query: str, slug: str) -> Standing | None:
    return next(iter(rows_of(connection, query, (slug,))), None)
