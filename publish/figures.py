"""Figures of pages: a chart by month with what its table shows, of one site, of a region, or of all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from publish import tallying
from publish.charts import bars
from publish.tallying import Months
from publish.telling import scope_of_region
from publish.words import word

Figure = dict[str, Any]
MOST_MONTHS = 60
"""Months that a chart of one site or region shows."""
MONTHS_TOGETHER = 36
"""Months that each of several charts on one page shows."""
SITES_APART = 5
"""Sites that are told apart, those with most releases; the others are counted together."""
EDITED = ("edited", "restored", "date-changed")
VANISHED = ("gone", "delisted")


def cadence(connection: sqlite3.Connection, months: Months, sites: Sequence[str], language: str) -> Figure:
    """Return how many releases were published, month by month, with a table of all years."""
    shown = tallying.window(months, _last_month(connection, sites), MOST_MONTHS)
    title = word("releases_by_month", language)
    chart = bars(title, shown, [(word("releases", language), months)], language) if shown else None
    return {"title": title, "chart": chart, "years": tallying.years(months), "shown": len(shown), "most": MOST_MONTHS}


def timeline_figures(connection: sqlite3.Connection, asked: Mapping[str, str], language: str) -> list[Figure]:
    """Return the charts beside the timeline: releases by site, edits, disappearances and comments, month by month.

    ``site``, ``region``, ``since`` and ``until`` of ``asked`` narrow them.
    """
    scope, values = scope_of_region("slug", asked)
    narrowed = [slug for (slug,) in connection.execute(f"SELECT slug FROM sites WHERE {scope}", values)]
    sites = narrowed if values else None
    last = _last_month(connection, narrowed)
    if not last:
        return []
    until = min(last, asked["until"][:7]) if asked.get("until") else last
    since = max(asked.get("since", "")[:7], _begin(until))

    def counts(*what: str) -> list[tuple[str, Months]]:
        return [(word(f"feed_{kind}", language), tallying.months_of(connection, [kind], sites, since)) for kind in what]

    comments = tallying.months_of(connection, ["comments"], sites, since)
    parts = {
        "releases_by_month": _releases(connection, sites, since, language),
        "edits_by_month": counts(*EDITED),
        "vanished_by_month": counts(*VANISHED),
        "comments_by_month": [(word("comments", language), comments)],
    }
    known = {month: 1 for series in parts.values() for _, months in series for month in months}
    shown = tallying.window(known, until, MONTHS_TOGETHER)
    return [_figure(word(name, language), shown, series, language) for name, series in parts.items() if shown]


def _begin(until: str) -> str:
    """Return the first month that is shown when the last one is given; what a reader gives may be no month."""
    try:
        return tallying.before(until, MONTHS_TOGETHER - 1)
    except ValueError:
        return ""


def _releases(
    connection: sqlite3.Connection, sites: Sequence[str] | None, since: str, language: str
) -> list[tuple[str, Months]]:
    """Return the releases of the sites that have most of them, and of the others together."""
    found = tallying.by_site(connection, "releases", since, sites, SITES_APART)
    others = found.pop(tallying.NONE_CHOSEN, None)
    names = dict(connection.execute("SELECT slug, name FROM sites"))
    told = [(names.get(site, site), months) for site, months in found.items()]
    return told + ([(word("other_sites", language), others)] if others else [])


def _figure(title: str, shown: Sequence[str], series: Sequence[tuple[str, Months]], language: str) -> Figure:
    rows = [(month, [values.get(month, 0) for _, values in series]) for month in reversed(shown)]
    rows = [(month, numbers) for month, numbers in rows if any(numbers)]
    chart = bars(title, shown, series, language) if rows else None
    return {"title": title, "chart": chart, "names": [name for name, _ in series], "rows": rows}


def _last_month(connection: sqlite3.Connection, sites: Sequence[str]) -> str:
    """Return the month of the last run over some sites: the archive's own clock."""
    marks = ", ".join("?" * len(sites))
    (last,) = connection.execute(f"SELECT max(last_run_at) FROM sites WHERE slug IN ({marks})", list(sites)).fetchone()
    return (last or "")[:7]
