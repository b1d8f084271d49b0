"""``lontar sites`` and ``status``: what can be crawled, and how the archive stands, on one screen."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

import click

from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK

_FAILING = "state IN ('failed', 'quarantined')"
"""Pages that are an alarm, as condition on table pages; what is missing or refused is none."""
HEADLINE_WIDTH = 40
"""Characters of the newest headline that the table shows."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@pass_invocation
def sites(invocation: Invocation, as_json: bool) -> int:
    """List the sites that can be crawled.

    \b
    Examples:
      lontar sites
      lontar sites --json
    """
    from crawler.run import spider_classes

    archived = _archived(invocation)
    rows = [
        {
            "site": name,
            "region": spider.region,  # type: ignore[attr-defined]
            "name": spider.site_name,  # type: ignore[attr-defined]
            "platform": spider.platform,  # type: ignore[attr-defined]
            "home_url": spider.home_url,  # type: ignore[attr-defined]
            "verified": spider.verified,  # type: ignore[attr-defined]
            "articles": archived.get(name, 0),
        }
        for name, spider in spider_classes().items()
    ]
    if as_json:
        show_json(rows)
        return OK
    shown = [{**row, "verified": "yes" if row["verified"] else "not yet"} for row in rows]
    show_table(tuple(shown[0]), [tuple(row.values()) for row in shown], numbers=("articles",))
    say()
    say("verified: whether somebody has seen its spider read the live site. Next: lontar crawl SITE")
    return OK


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
    """Show how the archive stands, site by site.

    \b
    Examples:
      lontar status
      lontar --archive copy.db status --json
    """
    with invocation.reading() as connection:
        instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        slugs = [slug for (slug,) in connection.execute("SELECT slug FROM sites ORDER BY slug")]
        rows = [site_status(connection, slug, instant) for slug in slugs]
    if as_json:
        show_json({"archive": str(invocation.archive), "sites": rows})
    else:
        _show_status(invocation, rows)
    return OK


def site_status(connection: sqlite3.Connection, slug: str, instant: str) -> dict[str, Any]:
    """Return how one site stands at an instant (UTC)."""
    run = connection.execute(
        "SELECT id, started_at, finished_at, mode, reason, requests, outcomes, reasons FROM runs"
        " WHERE site = ? ORDER BY id DESC LIMIT 1",
        (slug,),
    ).fetchone()
    newest = connection.execute(
        "SELECT headline, published_at, url FROM articles WHERE site = ? AND published_at IS NOT NULL"
        " ORDER BY sort_at DESC LIMIT 1",
        (slug,),
    ).fetchone()
    due, failing = connection.execute(
        f"SELECT count(*) FILTER (WHERE due_at <= ?), count(*) FILTER (WHERE {_FAILING}) FROM pages"
        " WHERE site = ?",
        (instant, slug),
    ).fetchone()
    failures = connection.execute(
        f"SELECT url, state, last_status, last_error, failures FROM pages WHERE site = ? AND {_FAILING}"
        " ORDER BY failures DESC, url LIMIT 5",
        (slug,),
    ).fetchall()
    return {
        "site": slug,
        "articles": connection.execute("SELECT count(*) FROM articles WHERE site = ?", (slug,)).fetchone()[0],
        "newest": dict(zip(("headline", "published_at", "url"), newest, strict=True)) if newest else None,
        "pages_due": due,
        "pages_failing": failing,
        "failures": [
            dict(zip(("url", "state", "status", "error", "times"), failure, strict=True))
            for failure in failures
        ],
        "last_run": _run_of(run) if run else None,
    }


def _run_of(row: tuple) -> dict[str, Any]:
    names = ("run", "started_at", "finished_at", "mode", "reason", "requests", "outcomes", "reasons")
    run = dict(zip(names, row, strict=True))
    run |= {name: json.loads(run[name]) for name in ("outcomes", "reasons")}
    if run["finished_at"] is None:
        run["reason"] = "running or killed"
    return run


def _show_status(invocation: Invocation, rows: list[dict[str, Any]]) -> None:
    columns = (
        "site",
        "articles",
        "newest",
        "headline",
        "due",
        "failing",
        "last run (UTC)",
        "ended",
        "answers",
    )
    table = []
    for row in rows:
        run, newest = row["last_run"] or {}, row["newest"] or {}
        table.append(
            (
                row["site"],
                row["articles"],
                (newest.get("published_at") or "-")[:10],
                _short(newest.get("headline") or "-"),
                row["pages_due"],
                row["pages_failing"],
                (run.get("started_at") or "never")[:16].replace("T", " "),
                run.get("reason"),
                ", ".join(f"{name} {count}" for name, count in run.get("outcomes", {}).items()) or None,
            )
        )
    if table:
        show_table(columns, table, numbers=("articles", "due", "failing"))
    else:
        say(f"{invocation.archive} holds no site yet. Next: lontar crawl --sample")
    for row in rows:
        for failure in row["failures"]:
            what = failure["error"] or failure["status"]
            say(printable(f"failing: {failure['url']}: {what}, {failure['times']} times in a row"))


def _short(text: str) -> str:
    return text if len(text) <= HEADLINE_WIDTH else text[: HEADLINE_WIDTH - 1] + "…"
