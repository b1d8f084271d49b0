"""``lontar documents``: the text of fetched files, read apart from crawling."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import click

from cli.display import complain, counting, say, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError

if TYPE_CHECKING:
    from pipelines.documents import DocumentsReport

NIGHT_SECONDS = 600.0
"""Time after which the end of a crawl begins no further document."""


@click.command()
@click.argument("site", required=False)
@click.option("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="Read so many at most.")
@click.option("--again", is_flag=True, help="Also those that could not be read before, or held no text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@pass_invocation
def documents(invocation: Invocation, site: str | None, limit: int, again: bool, as_json: bool) -> int:
    """Read the text of documents that crawls have fetched.

    Crawls fetch the files that releases offer on their own site, and read some of them at their end; this reads the
    rest: PDF, DOCX and ODT, and scans where tesseract is installed. Each is read in a process of its own, with bounds
    on time and memory; one that cannot be read costs its own row in table documents, with the reason. Nothing is
    fetched. Stopped half way, what was read stays.

    \b
    Examples:
      lontar documents
      lontar documents kedirikab --limit 50
      lontar documents --again --json
    """
    invocation.migrate(as_json)
    report = _read(invocation, limit, site, again, as_json)
    if as_json:
        show_json({"states": dict(sorted(report.states.items())), "reasons": dict(sorted(report.reasons.items())),
                   "left": report.left})  # fmt: skip
    else:
        say(_summary(report))
    return OK


def read_documents(invocation: Invocation, unseen: bool) -> None:
    """Read some of the documents that wait, as many as are configured, at the end of a crawl."""
    from crawler import config
    from pipelines.errors import ArchiveError

    most = config.load().documents
    if most and invocation.archive.is_file():
        try:
            _read(invocation, most, None, False, unseen, NIGHT_SECONDS)
        except ArchiveError as error:  # what was crawled is safe; the next crawl reads on
            complain(f"documents were not read: {error}")


def _read(
    invocation: Invocation, most: int, site: str | None, again: bool, unseen: bool, seconds: float | None = None
) -> DocumentsReport:
    from crawler.clock import now
    from crawler.replay import Replayer
    from pipelines.documents import read_pending
    from pipelines.errors import ArchiveError
    from pipelines.schema import explain, open_archive

    with (
        closing(open_archive(invocation.archive, create=False).conn) as connection,
        closing(Replayer(invocation.captures)) as files,
    ):
        if site and not connection.execute("SELECT 1 FROM sites WHERE slug = ?", (site,)).fetchone():
            raise MisuseError(f"the archive has no site {site!r}: `lontar status` lists those it has")
        try:
            with counting("documents", unseen) as progress:
                return read_pending(
                    connection, files, now, most=most, site=site, again=again, seconds=seconds, progress=progress
                )
        except sqlite3.Error as error:
            raise ArchiveError(explain(invocation.archive, error)) from error


def _summary(report: DocumentsReport) -> str:
    states = ", ".join(f"{count} {state}" for state, count in sorted(report.states.items())) or "none waited"
    reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(report.reasons.items()))
    left = f"; {report.left} left" if report.left else ""
    return f"documents: {states}{f' ({reasons})' if reasons else ''}{left}"
