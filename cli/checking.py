"""``lontar check-site``: what of a site still fits its spider, field by field."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

from cli.crawling import is_web_address
from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import ALARMS, OK, CommandError, MisuseError

if TYPE_CHECKING:
    from onboarding.checking import Live
    from onboarding.fixtures import Comparison

SHOWN = 40
"""Letters of a value that are shown in a table."""


@click.command("check-site")
@click.argument("site")
@click.option("--live", is_flag=True, help="Look at the live site, too: its recorded pages, and some of its newest.")
@click.option("--base-url", metavar="URL", help="With --live: look at a mirror at URL.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_invocation
def check_site(invocation: Invocation, site: str, live: bool, base_url: str | None, as_json: bool) -> int:
    """Tell what of SITE is read as recorded, and what is not. Exit 3 when something no longer fits.

    Recorded pages are compared field by field, and nothing is fetched. With --live they are fetched again, politely,
    with a few of the newest: an article that was edited is no misfit, a field that is no longer found is. Releases that
    the archive holds twice, as the site has them at two addresses, are a warning.

    \b
    Examples:
      lontar check-site kedirikab
      lontar check-site kedirikab --live --json
    """
    from crawler.run import CrawlOptions
    from onboarding.checking import look, require_something
    from onboarding.errors import SiteError, SiteGoneError
    from onboarding.fixtures import compare, load_fixtures
    from onboarding.writing import fixtures_of

    spider_class = invocation.site(site)
    if base_url is not None and not (live and is_web_address(base_url)):
        raise MisuseError("--base-url is the address of a mirror, and goes with --live")
    seen: Live | None = None
    try:
        fixtures = load_fixtures(fixtures_of(site, invocation.settings))
        require_something(site, fixtures, live)
        comparison = compare(spider_class, fixtures)
        if live:
            options = CrawlOptions(archive=invocation.archive, base_url=base_url)
            seen = asyncio.run(look(spider_class, fixtures, options))
    except SiteGoneError as error:
        raise CommandError(str(error)) from None
    except SiteError as error:
        raise MisuseError(str(error)) from None
    code = ALARMS if comparison.differences or (seen and seen.problems) else OK
    twice = _twice(invocation, site)
    if as_json:
        show_json(_as_json(site, comparison, seen, code) | {"doubled": twice})
    else:
        _show(site, comparison, seen)
        show_doubled(site, twice)
    return code


def _twice(invocation: Invocation, site: str) -> dict[str, Any] | None:
    """Return what the archive holds of a site at several addresses; None while there is no archive."""
    from publish.likeness import doubled

    if not invocation.archive.exists():
        return None
    with invocation.reading() as connection:
        return doubled(connection, site)


def show_doubled(site: str, twice: dict[str, Any] | None) -> None:
    """Warn of releases that stand at several addresses of a site, with the first for an example."""
    if twice is not None:
        number = twice["releases"]
        say(f"{site}: warning: {number} {'release stands' if number == 1 else 'releases stand'} at several addresses")
        say(printable(f"  that nothing at the site joins, and are archived apart: {twice['one']} and {twice['other']}"))


def _as_json(site: str, comparison: Comparison, live: Live | None, code: int) -> dict[str, Any]:
    from onboarding.checking import as_json

    told: dict[str, Any] = {"site": site, "fits": code == OK, "exit_code": code, "recorded": as_json(comparison)}
    if live is not None:
        told["live"] = as_json(live.comparison) | {
            "gone": [{"url": url, "reason": reason} for url, reason in live.gone],
            "lists": live.lists,
            "found": live.found,
            "articles": [each.as_json() for each in live.judged],
            "problems": live.problems,
        }
    return told


def _show(site: str, comparison: Comparison, live: Live | None) -> None:
    if comparison.pages:
        say(f"{site}: {len(comparison.pages)} recorded pages, read by today's rules:")
        _show_fields(comparison)
    if live is not None:
        _show_live(live)
    problems = [f"{each.page}: {each.field}" for each in comparison.differences] + (live.problems if live else [])
    say()
    if problems:
        say(f"{site} no longer fits in {len(problems)} places:")
        for problem in problems:
            say(printable(f"  {problem}"))
    else:
        say(f"{site} fits.")


def _show_fields(comparison: Comparison) -> None:
    rows = []
    for name, count in comparison.fields.items():
        unfit = [each for each in comparison.differences if each.field == name]
        example = (_shown(unfit[0].expected), _shown(unfit[0].found)) if unfit else ("", "")
        rows.append((name, count, count - len(unfit), *example))
    show_table(("field", "pages", "as recorded", "recorded", "now"), rows, numbers=("pages", "as recorded"))


def _show_live(live: Live) -> None:
    say()
    say(f"Live: lists {', '.join(live.lists) or 'none'}; {live.found} articles on those that were looked at.")
    if live.comparison.pages:
        say(f"{len(live.comparison.pages)} recorded pages, fetched again:")
        _show_fields(live.comparison)
    for url, reason in live.gone:
        say(printable(f"Not read again: {url}: {reason}"))
    columns = ("headline", "date", "known by", "comments", "confidence")
    rows = [
        (told["headline"], told["published_at"], told["dated_by"], told["comments"], _confidence(told))
        for told in (each.as_json() for each in live.judged)
    ]
    if rows:
        say()
        show_table(columns, rows, numbers=("comments",))


def _confidence(told: dict[str, Any]) -> str:
    return ": ".join(filter(None, (told["confidence"], ", ".join(told["doubts"]))))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
