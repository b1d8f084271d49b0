"""``lontar sites`` and ``status``: what can be crawled, and how the archive stands, on one screen."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from cli.checking import show_doubled
from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import ALARMS, OK

_FAILING = "state IN ('failed', 'quarantined')"
"""Pages that are an alarm, as condition on table pages; what is missing or refused is none."""


@click.command()
@click.option("--known", "only_known", is_flag=True, help="Only the sites that are known, but cannot be crawled yet.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@pass_invocation
def sites(invocation: Invocation, only_known: bool, as_json: bool) -> int:
    """List the sites that can be crawled, and those that are known but cannot be crawled yet, with the reason.

    \b
    Examples:
      lontar sites
      lontar sites --json
      lontar sites --known --json
    """
    from crawler.known_sites import known_sites

    known = [asdict(site) for site in known_sites()]
    rows = [] if only_known else _crawlable(invocation)
    if as_json:
        show_json(known if only_known else rows)
        return OK
    if rows:
        words = {True: "tried", False: "not yet"}
        shown = [{**row, "verified": "yes" if row["verified"] else words[row["waiting"]]} for row in rows]
        for row in shown:
            del row["waiting"]
        show_table(tuple(shown[0]), [tuple(row.values()) for row in shown], numbers=("articles",))
        say()
        say("verified: whether somebody has seen its spider read the live site; tried: a trial has been made, and")
        say("crawl --all leaves it alone until you take it up. Next: lontar crawl SITE")
        say()
        say("Known, but not to be crawled yet:")
    columns = ("host", "region", "name", "why")
    show_table(columns, [tuple(row[name] for name in columns) for row in known])
    return OK


def _crawlable(invocation: Invocation) -> list[dict[str, Any]]:
    """Return a row for each site that has a spider."""
    archived, waiting = _archived(invocation), invocation.waiting_sites()
    return [
        {
            "site": name,
            "region": spider.region,
            "name": spider.site_name,
            "platform": spider.platform,
            "home_url": spider.home_url,
            "verified": spider.verified,
            "waiting": name in waiting,
            "articles": archived.get(name, 0),
        }
        for name, spider in invocation.sites().items()
    ]


def _archived(invocation: Invocation) -> dict[str, int]:
    """Return how many articles of each site the archive holds; none while there is no archive."""
    if not invocation.archive.exists():
        return {}
    with invocation.reading() as connection:
        return dict(connection.execute("SELECT site, count(*) FROM articles GROUP BY site"))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_invocation
def status(invocation: Invocation, as_json: bool) -> int:
    """Show how the archive stands, site by site, on one screen. Exit 3 when something needs a person.

    Last good run, newest release, freshness against the site's own pace, coverage, alarms with the likely repair,
    and what is due. The same is a page of `lontar serve`, at /-/status.

    \b
    Examples:
      lontar status
      lontar --archive copy.db status --json
    """
    from publish.likeness import doubled
    from publish.standing import standings

    with invocation.reading() as connection:
        instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows = [
            row | {"failures": _failures(connection, row["site"]), "doubled": doubled(connection, row["site"])}
            for row in standings(connection, instant)
        ]
    code = ALARMS if any(row["needs_person"] for row in rows) else OK
    if as_json:
        show_json({"archive": str(invocation.archive), "exit_code": code, "sites": rows})
    else:
        _show_status(invocation, rows)
    return code


def _failures(connection: sqlite3.Connection, slug: str) -> list[dict[str, Any]]:
    """Return the pages of a site that fail most often in a row."""
    rows = connection.execute(
        f"SELECT url, state, last_status, last_error, failures FROM pages WHERE site = ? AND {_FAILING}"
        " ORDER BY failures DESC, url LIMIT 5",
        (slug,),
    )
    return [dict(zip(("url", "state", "status", "error", "times"), row, strict=True)) for row in rows]


def _show_status(invocation: Invocation, rows: list[dict[str, Any]]) -> None:
    columns = ("site", "articles", "newest", "days", "usual", "last good run", "last run", "due", "next run", "alarms")
    if rows:
        show_table(columns, [_line(row) for row in rows], numbers=("articles", "days", "due"))
    else:
        say(f"{invocation.archive} holds no site yet. Next: lontar crawl --sample")
    for row in rows:
        for alarm in row["alarms"]:
            say(f"{row['site']}: {alarm['kind']} since {alarm['first_at'][:10]}: {alarm['meaning_en']}")
            say(f"  {alarm['repair_en']}")
    for row in rows:
        for failure in row["failures"]:
            what = failure["error"] or failure["status"]
            say(printable(f"failing: {failure['url']}: {what}, {failure['times']} times in a row"))
        show_doubled(row["site"], row["doubled"])


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    run, fresh = row["last_run"] or {}, row["freshness"] or {}
    usual = fresh.get("usual_gap")
    ended = "running or killed" if run and run["finished_at"] is None else run.get("verdict") or run.get("reason")
    return (
        row["site"],
        row["articles"],
        ((row["newest"] or {}).get("published_at") or "-")[:10],
        fresh.get("days"),
        None if usual is None else f"{usual:g}, at most {fresh['longest_usual_gap']}",
        _minute(row["last_good_run_at"]),
        ended,
        row["pages_due"],
        _minute(row["next_run_at"]),
        ", ".join(alarm["kind"] for alarm in row["alarms"]) or "none",
    )


def _minute(instant: str | None) -> str:
    return instant[:16].replace("T", " ") if instant else "-"
