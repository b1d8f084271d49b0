"""``lontar plan``: what the next run of a site would fetch, and why; nothing is fetched."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK

if TYPE_CHECKING:
    from crawler.frontier import Planned

SHOWN = 40
REASONS = {
    "entry": "entry: read in every run",
    "new": "found, never fetched",
    "recheck": "looked at again: its turn by the days since its last change",
    "file": "attachment looked at again",
    "missing": "was not there; looked for again",
    "failed": "failed; tried again",
    "refused": "was refused; tried again",
    "quarantined": "was put into quarantine; read again",
    "redirected": "redirected elsewhere",
    "retry-after": "the site asked us to come back then",
    "full": "asked for with --full",
    "operator": "asked for with --url",
}
MODES = {
    "full": "all listings: no complete walk yet, or the last one is older than {0:g} days",
    "recent": "listings of the last two months: the last such walk is older than {1:g} days",
    "incremental": "listings until nothing new comes",
}


@click.command()
@click.argument("site")
@click.option("--full", is_flag=True, help="As `crawl --full` would: every known article.")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, metavar="N", help="Lines shown.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every address.")
@pass_invocation
def plan(invocation: Invocation, site: str, full: bool, limit: int, as_json: bool) -> int:
    """Print what the next run of SITE would fetch and why, without fetching.

    Addresses that listings will show are not known yet; a run finds them.

    \b
    Examples:
      lontar plan kedirikab
      lontar plan kedirikab --full --json
    """
    from crawler.due import RECHECK
    from crawler.frontier import Frontier
    from crawler.run import project_settings
    from pipelines.runs import walks_of

    spider = invocation.site(site)(full=full)
    spider.take_settings(project_settings())
    with invocation.reading() as connection:
        walks = walks_of(connection, site)
        frontier = Frontier(connection, site, 0, spider.report.started_at, spider.clock)
        entries = [entry.url for entry in spider.entries()]
        pages = [page for page in frontier.planned(whole=full) if page.url not in entries]
        answers = connection.execute("SELECT answers_304 FROM sites WHERE slug = ?", (site,)).fetchone()
    mode, budget = spider.mode(walks), spider.budget(walks)
    looks = [page for page in pages if page.priority >= RECHECK]
    over = max(0, len(looks) - budget) if budget is not None else 0
    report = {
        "site": site,
        "mode": mode,
        "why": "asked for with --full" if full else MODES[mode].format(*spider.walk_days),
        "answers_304": None if not answers or answers[0] is None else bool(answers[0]),
        "entries": entries,
        "pages": [_as_json(page) for page in pages],
        "rechecks": len(looks),
        "rechecks_at_most": budget,
        "left_for_later": over,
    }
    if as_json:
        show_json(report)
    else:
        _show(report, pages, limit)
    return OK


def _as_json(page: Planned) -> dict[str, Any]:
    return {
        "url": page.url,
        "kind": page.kind,
        "why": page.why,
        "due_at": page.due_at,
        "last_status": page.last_status,
        "conditional": page.conditional,
    }


def _show(report: dict[str, Any], pages: list[Planned], limit: int) -> None:
    say(f"{report['site']}: {report['mode']} run ({report['why']})")
    say(f"{len(report['entries'])} entries, then what their listings show that is new")
    counts = Counter(page.why for page in pages)
    for why, count in counts.most_common():
        say(f"{count:6} {REASONS.get(why, why)}")
    if report["left_for_later"]:
        say(f"{report['left_for_later']} looks are left for later runs: at most {report['rechecks_at_most']} a run")
    if pages:
        say()
        rows = [
            (page.why, page.due_at[:16].replace("T", " "), page.last_status, printable(page.url))
            for page in pages[:limit]
        ]
        show_table(("why", "due (UTC)", "last answer", "address"), rows)
    if len(pages) > limit:
        say(f"and {len(pages) - limit} more: --limit, or --json for all")
