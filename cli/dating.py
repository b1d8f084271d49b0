"""``lontar bounds``: between which days releases without a printed date were published."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict

import click

from cli.display import say, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a site.")
@pass_invocation
def bounds(invocation: Invocation, sites: tuple[str, ...], as_json: bool) -> int:
    """Bound the dates of releases that print none.

    By numbers and listings among dated neighbours, by comments, feeds, uploads and what else is known; each rule is
    tried on dates that are known first. Every healthy run does it for its site; this does it for all, or those named.
    Nothing is fetched. The evidence stands in table date_bounds.

    \b
    Examples:
      lontar bounds
      lontar bounds kedirikab --json
    """
    from pipelines.bounds import settle_bounds
    from pipelines.errors import ArchiveError
    from pipelines.schema import explain, open_archive

    invocation.migrate(as_json)
    with closing(open_archive(invocation.archive, create=False).conn) as connection:
        known = [slug for (slug,) in connection.execute("SELECT slug FROM sites ORDER BY slug")]
        if unknown := sorted(set(sites) - set(known)):
            raise MisuseError(f"the archive has no site {unknown[0]!r}: `lontar status` lists those it has")
        for slug in sites or known:
            try:
                connection.execute("BEGIN IMMEDIATE")
                report = settle_bounds(connection, slug)
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise ArchiveError(explain(invocation.archive, error)) from error
            if as_json:
                show_json(asdict(report))
            else:
                said = f"{report.undated} undated, {report.bounded} bounded on both sides"
                noted = f", {report.conflicts} with evidence that conflicts" if report.conflicts else ""
                say(f"{slug}: {said}{noted}; {report.written} rows written")
    return OK
