"""The summary of a crawl: table, reasons, what to try next; or JSON. And the exit code."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.display import complain, say, show_json, show_table
from cli.outcome import ALARMS, FAILED, INTERRUPTED, LOCKED, OK

if TYPE_CHECKING:
    from crawler.items import RunReport

COUNTS = ("new", "changed", "unchanged", "quarantined", "failed", "missing", "listings")
COLUMNS = (*COUNTS, "comments", "links", "seconds")
NO_ANSWERS = ("failed", "refused", "probe")
"""Outcomes that say nothing of a site's content."""
STOPPED = ("shutdown", "killed")
"""Reasons of a run that the user stopped, with one Ctrl-C or with two."""
LOCKED_OUT = "locked"
"""Reason of a run that was not begun because another process is at work on the site."""
SHORTAGES = {
    "disk-floor": "less than disk_floor_mb is free on the archive's disk: free some, then run again; nothing is lost",
    "memory": "the process took more than memory_mb allows: raise it, or lower sites_at_once; nothing is lost",
}
"""Reasons of a run that a lack of something ended, in words: alarms."""
CUT_SHORT = (*STOPPED, *SHORTAGES, "time-limit")
"""Reasons of a run that ended before its site could be asked for everything; what is left stays due."""
_BAD_ENDS = {
    "robots-unreachable": "its robots.txt could not be had, so that nothing may be fetched: try again later",
    "blocked": "it refused us again and again, so we left it alone: try again later, with a longer --delay",
    "archive-error": "the archive could not be written",
}
"""Reasons of a run that make it a failure, in words."""


def failure_of(report: RunReport) -> str | None:
    """Return why a run has failed, in words, or None. Zero answers are a failure, not a quiet success."""
    if report.fatal:
        return None if report.reason == LOCKED_OUT else report.fatal
    if report.reason in _BAD_ENDS:
        return f"{report.site}: {_BAD_ENDS[report.reason]}"
    answers = sum(n for outcome, n in report.outcomes.items() if outcome not in NO_ANSWERS)
    if answers == 0 and report.reason not in CUT_SHORT:
        reasons = ", ".join(sorted(report.reasons)) or "nothing was asked"
        return f"{report.site}: the site gave no answer ({reasons})"
    return None


def exit_code(reports: Iterable[RunReport]) -> int:
    """Return the exit code that the reports of a crawl mean: the worst, in the order 130, 1, 3, 4, 0."""
    reports = list(reports)
    if any(report.reason in STOPPED for report in reports):
        return INTERRUPTED
    if not reports or any(failure_of(report) for report in reports):
        return FAILED
    if any(report.alarms or page_alarms(report) or report.reason in SHORTAGES for report in reports):
        return ALARMS
    return LOCKED if any(report.reason == LOCKED_OUT for report in reports) else OK


def page_alarms(report: RunReport) -> int:
    """Return how many pages of a run are an alarm: a quarantined or failed one is, a missing one is not.

    In a trial none is: it shows whether the spider fits its site.
    """
    return 0 if report.trial else report.outcomes["quarantined"] + report.outcomes["failed"]


def problem_lines(reports: Sequence[RunReport]) -> list[str]:
    """Return a line for each run that failed or was locked out, and for each lack that ended runs."""
    lines = [problem for report in reports if (problem := failure_of(report))]
    lines += [report.fatal for report in reports if report.reason == LOCKED_OUT and report.fatal]
    for reason, words in SHORTAGES.items():
        if names := [report.site for report in reports if report.reason == reason]:
            lines.append(f"{', '.join(names)}: ended early, because {words}")
    return lines


def alarm_lines(archive: Path, reports: Sequence[RunReport]) -> list[str]:
    """Return what an operator must hear of a crawl that nobody watched, a line each; none when all is well."""
    lines = problem_lines(reports) + open_alarms(archive, reports)
    for report in reports:
        if page_alarms(report):
            counts = [f"{report.outcomes[name]} {name}" for name in ("quarantined", "failed") if report.outcomes[name]]
            lines.append(f"{report.site}: pages {', '.join(counts)}: `lontar --archive {archive} status` names them")
    if stopped := [report.site for report in reports if report.reason in STOPPED]:
        lines.append(f"stopped before the end ({', '.join(stopped)}): the next run goes on there")
    return lines


def open_alarms(archive: Path, reports: Sequence[RunReport]) -> list[str]:
    """Return a line for each alarm of the crawled sites that is open: what it is, since when, the likely repair."""
    if not any(report.alarms for report in reports):
        return []
    told = [(report.site, kind) for report in reports for kind in report.alarms]
    if all(failure_of(report) for report in reports if report.alarms):
        told = [(site, kind) for site, kind in told if kind not in ("down", "blocked")]  # said already
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT i.site, i.kind, substr(i.first_at, 1, 10), k.meaning_en, k.repair_en FROM incidents i"
            " JOIN incident_kinds k ON k.kind = i.kind WHERE k.alarm AND i.closed_at IS NULL ORDER BY i.site, i.kind"
        ).fetchall()
    return [
        f"{site}: {kind} since {since}: {meaning} {repair}".strip()
        for site, kind, since, meaning, repair in rows
        if (site, kind) in told
    ]


def counts_of(report: RunReport) -> dict[str, int]:
    """Return the counts of the summary by column."""
    outcomes = report.outcomes
    counts = {name: outcomes[name] for name in COUNTS}
    counts["unchanged"] += outcomes["not-modified"]
    counts["listings"] = outcomes["listing"]
    return counts | {"comments": report.comments, "links": report.links}


def seconds_of(archive: Path, reports: Sequence[RunReport]) -> list[float | None]:
    """Return how long each run took, as the archive has it; None where it does not say."""
    try:
        connection = sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return [None for _ in reports]
    seconds: list[float | None] = []
    for report in reports:
        try:
            row = connection.execute(
                "SELECT started_at, finished_at FROM runs WHERE id = ?", (report.id,)
            ).fetchone()
        except sqlite3.Error:
            row = None
        started, finished = row or (None, None)
        seconds.append(_between(started, finished) if finished else None)
    connection.close()
    return seconds


def _between(started: Any, finished: Any) -> float:
    return round((datetime.fromisoformat(finished) - datetime.fromisoformat(started)).total_seconds(), 1)


def close_crawl(archive: Path, reports: Sequence[RunReport], as_json: bool, quiet: bool = False) -> int:
    """Write what a crawl did on stdout (nothing when quiet) and what went wrong on stderr; return the exit code."""
    seconds = seconds_of(archive, reports)
    for report, time in zip(reports, seconds, strict=True):
        if time is None and report.id is not None and not report.fatal:  # the archive knows of no end
            report.reason = "killed"
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # what was cut off complains
    code = exit_code(reports)
    if as_json:
        sites = [_as_json(report, time) for report, time in zip(reports, seconds, strict=True)]
        show_json({"archive": str(archive), "exit_code": code, "sites": sites})
    elif not quiet:
        rows = [
            (report.site, *counts_of(report).values(), time)
            for report, time in zip(reports, seconds, strict=True)
        ]
        show_table(("site", *COLUMNS), rows, numbers=COLUMNS)
        _show_reasons(reports)
        _show_next(archive, code)
    for line in alarm_lines(archive, reports) if quiet else problem_lines(reports):
        complain(line)
    return code


def _as_json(report: RunReport, seconds: float | None) -> dict[str, Any]:
    return {
        "site": report.site,
        "run": report.id,
        "mode": report.mode,
        "reason": report.reason,
        "trial": report.trial,
        "verdict": report.verdict,
        "alarms": report.alarms,
        "failure": failure_of(report),
        **counts_of(report),
        "seconds": seconds,
        "outcomes": dict(sorted(report.outcomes.items())),
        "reasons": dict(sorted(report.reasons.items())),
        "base_url": report.base_url,
        "delay": report.delay,
        "bytes": report.bytes,
    }


def _show_reasons(reports: Iterable[RunReport]) -> None:
    for report in reports:
        counts = counts_of(report)
        if report.verdict == "healthy" and not counts["new"] and not counts["changed"]:
            looks = counts["unchanged"] + counts["missing"]
            say(f"{report.site}: nothing new ({counts['listings']} listings read, {looks} known pages looked at again)")
        notes = [f"{reason} {count}" for reason, count in report.reasons.most_common()]
        if report.outcomes["refused"]:
            notes.insert(0, f"not asked or not taken {report.outcomes['refused']}")
        if notes:
            say(f"{report.site}: {', '.join(notes)}")
        if report.reason == "time-limit":
            say(f"{report.site}: {'stopped' if report.id else 'not begun'} at --max-minutes; run again to go on")
        if report.trial:
            say(f"{report.site}: a trial, for nobody has seen it read the live site yet. Look at what was read:")
            say(f"  where it is well, `lontar crawl {report.site}` takes it up whole, and --all from then on")
        elif report.reason == "limit":
            say(f"{report.site}: stopped at --limit; run again to go on")


def _show_next(archive: Path, code: int) -> None:
    """Say what to try next."""
    say()
    say(f"The archive is {archive}. What to try next:")
    if code == INTERRUPTED:
        say("  the same command again      goes on where this run was stopped")
    if code == FAILED:
        say("  lontar status               what failed, site by site")
    if code != FAILED:
        say("  lontar serve                read and search it at http://127.0.0.1:8001")
        say("  lontar status               one screen about every site, with what failed")
        say("  lontar export articles      the articles as CSV")
    say("  lontar sites                the sites that can be crawled")
