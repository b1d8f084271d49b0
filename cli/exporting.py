"""``lontar export``: one table of the archive as CSV or JSON lines, row by row."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError

OF_AN_ARTICLE = (
    "absences", "article_urls", "attachments", "comments", "date_bounds", "date_candidates", "images", "incidents",
    "likenesses", "related_links", "revisions", "sightings", "tags",
)  # fmt: skip
"""Tables whose rows name their article in the column ``article``."""
OF_A_SITE = ("articles", "comments", "incidents", "moves", "runs", "sightings")
"""Tables whose rows name their site in the column ``site``."""
WHOLE = ("comment_revisions", "documents", "incident_kinds", "regions")
"""Tables whose rows name neither."""
EXPORTED = ("articles", *OF_AN_ARTICLE, *WHOLE, "moves", "runs", "sites")
_DATED = {"articles": "t.published_at", "runs": "t.started_at"}


@click.command()
@click.argument("table", type=click.Choice(sorted(EXPORTED)), metavar="TABLE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="CSV, or one JSON object a line.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE instead of stdout.",
)
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
    table: str,
    form: str,
    output: Path | None,
    *,
    site: str | None,
    since: datetime | None,
) -> int:
    """Write a table of the archive as CSV or JSON lines.

    TABLE is one of: articles, article_urls, attachments, comments, date_bounds, date_candidates, documents,
    images, incidents, regions, related_links, revisions, runs, sightings, sites, tags. Columns are those of the
    archive.

    \b
    Examples:
      lontar export articles -o articles.csv
      lontar export comments --format jsonl --site kedirikab
      lontar export articles --since 2026-01-01 --format jsonl | head
    """
    query, values = query_of(table, site, since.strftime("%Y-%m-%d") if since else None)
    with invocation.reading() as connection:
        if site and connection.execute("SELECT 1 FROM sites WHERE slug = ?", (site,)).fetchone() is None:
            raise MisuseError(f"--site: the archive holds no site {site!r} (see `lontar status`)")
        cursor = connection.execute(query, values)
        with _opened(output) as file:
            WRITERS[form](cursor, file)
    return OK


def query_of(table: str, site: str | None, since: str | None) -> tuple[str, list[str]]:
    """Return the query, with its values, of a table's rows; ``since`` is a day."""
    joined = table in OF_AN_ARTICLE and (since is not None or (site is not None and table not in OF_A_SITE))
    source = f"{table} t JOIN articles a ON a.id = t.article" if joined else f"{table} t"
    wanted, values = [], []
    if site is not None:
        if table in WHOLE:
            raise MisuseError(f"--site: the rows of {table} name no site")
        column = "t.slug" if table == "sites" else "t.site" if table in OF_A_SITE else "a.site"
        wanted.append(f"{column} = ?")
        values.append(site)
    if since is not None:
        if table in (*WHOLE, "moves", "sites"):
            raise MisuseError(f"--since: {table} have no date")
        wanted.append(f"{_DATED.get(table, 'a.published_at')} >= ?")
        values.append(since)
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    return f"SELECT t.* FROM {source}{where} ORDER BY {_order(table)}", values


def _order(table: str) -> str:
    """Return the primary key, so that an export reads the table as it lies, without sorting."""
    keys = {
        "article_urls": "t.url",
        "incident_kinds": "t.kind",
        "moves": "t.site, t.to_key",
        "regions": "t.code",
        "sites": "t.slug",
        "tags": "t.article, t.tag",
    }
    return keys.get(table, "t.id")


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[str]]:
    """Give stdout, or a file that takes its name once it is whole."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_csv(cursor: sqlite3.Cursor, file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_names(cursor))
    writer.writerows(cursor)


def _write_json_lines(cursor: sqlite3.Cursor, file: IO[str]) -> None:
    names = _names(cursor)
    for row in cursor:
        file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _names(cursor: sqlite3.Cursor) -> list[Any]:
    return [column[0] for column in cursor.description]


WRITERS: dict[str, Callable[[sqlite3.Cursor, IO[str]], None]] = {
    "csv": _write_csv,
    "jsonl": _write_json_lines,
}
