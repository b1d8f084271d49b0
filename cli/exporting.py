"""``lontar export``: a table, the releases that a search finds, or the whole archive, as files for other programs."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import click

from cli.display import say
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError
from pipelines.export_formats import FORMATS, TEXT_FORMATS, ExportError, need, write_file
from pipelines.exports import EXPORTED, Selection, package, published_copy, rows_of, select, version_of

SEARCH_PAGE = "/-/search"


@click.command()
@click.argument("table", type=click.Choice(sorted(EXPORTED)), metavar="[TABLE]", required=False)
@click.option("--all", "whole", is_flag=True, help="All tables, with their description, as a folder or a zip file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    show_default=True,
    help="CSV, one JSON object a line, Parquet, or an SQLite database.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of stdout; with --all a folder, or a zip file.",
)
@click.option("--search", "searched", metavar="WORDS", help="Only what this search finds: words as on the search page,"
              " or the page's address.")  # fmt: skip
@click.option("--site", metavar="SITE", help="Only this site.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only articles published on DATE or later, and rows that belong to them.",
)
@pass_invocation
def export(
    invocation: Invocation,
    table: str | None,
    whole: bool,
    form: str,
    output: Path | None,
    *,
    searched: str | None,
    site: str | None,
    since: datetime | None,
) -> int:
    """Write a table, the releases that a search finds, or all of the archive as files.

    TABLE is one of: articles, article_urls, attachments, comments, date_bounds, date_candidates, documents, images,
    incidents, likenesses, listings, regions, related_links, revisions, runs, sightings, sites, tags, tallies.
    Columns are those of the archive. With --search, it may be left out. A published copy can be named for the archive.

    \b
    Examples:
      lontar export articles -o articles.csv
      lontar export comments --format jsonl --site kedirikab
      lontar export --search 'petani -pupuk' -o petani.csv
      lontar export --search 'http://127.0.0.1:8001/-/search?q=banjir&year=2024' --format parquet -o banjir.parquet
      lontar export --all --format csv -o lontar.zip
      lontar --archive public/current/archive.db export --all --format parquet -o lontar
    """
    if (whole and table) or not (whole or table or searched is not None):
        raise MisuseError("name a table, or --search, or --all (which --search may narrow)")
    table = table or "articles"
    if output is None and (whole or form not in TEXT_FORMATS):
        raise MisuseError(f"--output is missing: {'--all' if whole else form} cannot be written to stdout")
    if output is not None and not output.absolute().parent.is_dir():
        raise MisuseError(f"the folder {output.parent} does not exist: create it, or name another --output")
    try:
        need(form)
        with _reading(invocation) as connection:
            if site and connection.execute("SELECT 1 FROM sites WHERE slug = ?", (site,)).fetchone() is None:
                raise MisuseError(f"--site: the archive holds no site {site!r} (see `lontar status`)")
            day = since.strftime("%Y-%m-%d") if since else None
            selection = Selection(site, day, _found(connection, searched) if searched is not None else None)
            if whole:
                assert output is not None
                _write_all(connection, output, form, selection, _in_words(searched, site, day))
            else:
                _write_one(connection, table, form, selection, output)
    except ExportError as error:
        raise MisuseError(str(error)) from None
    return OK


@contextmanager
def _reading(invocation: Invocation) -> Iterator[sqlite3.Connection]:
    """Open the archive, or the published copy, that is named."""
    with published_copy(invocation.archive) as copy:
        if copy is not None:
            yield copy
            return
    with invocation.reading() as connection:
        yield connection


def _found(connection: sqlite3.Connection, searched: str) -> list[int]:
    """Return the numbers of the releases that a search finds."""
    from publish.searching import Asked, every

    arguments = {"q": searched}
    if SEARCH_PAGE in searched:
        arguments = dict(parse_qsl(urlsplit(searched).query))
        arguments.pop("page", None)
    return every(connection, Asked.from_arguments(arguments))


def _in_words(searched: str | None, site: str | None, day: str | None) -> str:
    parts = {"search": searched, "site": site, "published since": day}
    return "; ".join(f"{name} {value}" for name, value in parts.items() if value)


def _write_all(connection: sqlite3.Connection, output: Path, form: str, selection: Selection, of: str) -> None:
    from publish.about import licence

    instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    version = version_of(connection, instant)
    rows = package(
        connection, output, form, selection, version=version, instant=instant, licence=licence(), of=of
    )  # fmt: skip
    say(f"{output}: {rows:,} rows of {version.name}")


def _write_one(
    connection: sqlite3.Connection, table: str, form: str, selection: Selection, output: Path | None
) -> None:
    select(connection, selection)
    rows = rows_of(connection, table, selection)
    if output is None:
        TEXT_FORMATS[form](rows, sys.stdout)
        return
    if output.is_dir():
        raise MisuseError(f"{output} is a folder: name a file for --output")
    part = output.with_name(output.name + ".part")
    part.unlink(missing_ok=True)
    try:
        write_file(form, rows, part, {"table": table})
        part.replace(output)
    except OSError as error:
        raise ExportError(f"{output}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


__all__ = ["EXPORTED", "export"]
