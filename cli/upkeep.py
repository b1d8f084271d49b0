"""``lontar reparse``, ``verify`` and ``digest``: the archive against its captures."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

import click

from cli.display import complain, counting, printable, say, several, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import ALARMS, OK

if TYPE_CHECKING:
    from pipelines.verify import VerifyReport

SHOWN_PROBLEMS = 20
"""Problems written out; ``--json`` has all that are listed."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@pass_invocation
def reparse(invocation: Invocation, as_json: bool) -> int:
    """Rebuild the archive from its captures.

    Every capture is read again, and all that was read from it is made anew. Nothing is fetched. Ids stay; the
    archive changes only where the reading of pages has improved. Stopped half way, it is as it was.

    \b
    Examples:
      lontar reparse
      lontar --archive old/archive.db reparse --json
    """
    from crawler.replay import Replayer
    from pipelines.likeness import refresh
    from pipelines.locks import sole_use
    from pipelines.reparse import reparse as rebuild
    from pipelines.segments import EVERYTHING, merge

    invocation.migrate(as_json)
    with (
        sole_use(invocation.archive) if invocation.archive.is_file() else nullcontext(),
        closing(Replayer(invocation.captures)) as replayer,
        counting("reparse", as_json) as progress,
    ):
        report = rebuild(invocation.archive, replayer, progress)
        merge(invocation.archive, EVERYTHING)
        refresh(invocation.archive, most=report.articles, progress=progress)
    if as_json:
        show_json(
            {
                "captures": report.captures,
                "articles": report.articles,
                "outcomes": dict(sorted(report.outcomes.items())),
                "problems": report.problems,
            }
        )
    else:
        say(f"{several(report.captures, 'capture')} read, {several(report.articles, 'article')} in the archive")
    _complain_of(report.problems, 0)
    return ALARMS if report.problems else OK


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@pass_invocation
def verify(invocation: Invocation, as_json: bool) -> int:
    """Check the archive against its captures.

    What a killed run left behind is mended. Every row must be traceable to a capture, every capture readable,
    every digest right. Exit 3 when something is wrong.

    \b
    Examples:
      lontar verify
      lontar verify --json
    """
    from crawler.captures import CaptureReader, mend
    from pipelines.verify import verify as check

    invocation.migrate(as_json)
    with closing(CaptureReader(invocation.captures)) as reader, counting("verify", as_json) as progress:
        report = check(invocation.archive, reader, mend, progress)
    if as_json:
        show_json(
            {
                "ok": not report.problems,
                "checked": dict(sorted(report.counts.items())),
                "mended": report.mended,
                "problems": report.problems,
                "problems_not_listed": report.more,
            }
        )
    else:
        _show_verified(report)
    _complain_of(report.problems, report.more)
    return ALARMS if report.problems else OK


def _show_verified(report: VerifyReport) -> None:
    for line in report.mended:
        say(f"mended: {line}")
    if skipped := report.counts["sites being crawled"]:
        say(f"being crawled: {several(skipped, 'site')}, whose unfinished captures were left alone")
    verdict = f"{len(report.problems) + report.more} problems" if report.problems else "all in order"
    say(f"{report.counts['articles']} articles, {report.counts['captures']} captures checked: {verdict}")


def _complain_of(problems: list[str], more: int) -> None:
    for line in problems[:SHOWN_PROBLEMS]:
        complain(printable(line))
    if rest := len(problems) - SHOWN_PROBLEMS + more if len(problems) > SHOWN_PROBLEMS else more:
        complain(f"and {rest} more")


@click.command()
@pass_invocation
def digest(invocation: Invocation) -> int:
    """Print the content digest of the archive.

    Two archives with the same digest hold the same content: ids, our own clock and the record of
    fetches are left out of it.

    \b
    Examples:
      lontar digest
      lontar --archive copy.db digest
    """
    from pipelines.contents import archive_digest

    with invocation.reading() as connection:
        say(archive_digest(connection))
    return OK
