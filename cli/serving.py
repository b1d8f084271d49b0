"""``lontar serve`` and ``sample``: the archive, or the bundled sample site, in a browser."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.display import counting, printable, say, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, CommandError, MisuseError

if TYPE_CHECKING:
    from sample.nights import Night


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0: any free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, too.")
@click.option(
    "--public",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Serve the copy that `lontar publish FOLDER` built last, and each new one without a gap.",
)
@click.option("--sql", is_flag=True, help="With --public: let readers write SQL of their own, within limits.")
@pass_invocation
def serve(
    invocation: Invocation, host: str, port: int, open_browser: bool, public: Path | None, sql: bool
) -> int:
    """Read and search the archive in Datasette, until Ctrl-C.

    The live archive is for its operator. The public gets --public.

    \b
    Examples:
      lontar serve
      lontar serve --port 8080 --open
      lontar --archive copy.db serve
      lontar serve --public public --port 8002
    """
    from pipelines.schema import is_outdated
    from publish.serve import ServeError, check_archive
    from publish.serve import serve as serve_archive

    if sql and public is None:
        raise MisuseError("--sql is for --public: readers of the live archive have it already")
    if open_browser and public is not None:
        raise MisuseError("--open is for the live archive: leave it out with --public")
    try:
        if public is not None:
            from publish.public import serve_public

            return serve_public(public, say, host, port, sql)
        check_archive(invocation.archive)
        if is_outdated(invocation.archive):
            invocation.migrate()
        return serve_archive(invocation.archive, say, host, port, open_browser)
    except ServeError as error:
        raise CommandError(str(error)) from None


@click.command()
@click.option(
    "--day", type=int, default=1, show_default=True, metavar="N", help="Day of the sample site's script."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0: any free one."
)
@click.option(
    "--nights",
    type=click.IntRange(1, 60),
    metavar="N",
    help="Instead: crawl the site on N nights of its script, with the clock of those nights, into --archive.",
)
@click.option("--archive", type=click.Path(path_type=Path), metavar="PATH", help="The archive for --nights.")
@pass_invocation
def sample(invocation: Invocation, day: int, port: int, nights: int | None, archive: Path | None) -> int:
    """Serve the bundled sample site on 127.0.0.1, until Ctrl-C.

    Its script of days edits, moves and deletes releases, breaks the layout and goes down:
    see sample/README.md. With --nights the nights are played through, and what Lontar noticed is shown.

    \b
    Examples:
      lontar sample
      lontar sample --day 4 --port 8765
      lontar crawl contoh --base-url http://127.0.0.1:8765
      lontar sample --nights 60 --archive nights/archive.db
    """
    if nights is not None:
        return play_nights(archive or invocation.chosen, nights)
    if archive is not None:
        raise MisuseError("--archive here is for --nights: add --nights 60")
    from sample.__main__ import run

    return run(day, port)


def play_nights(archive: Path | None, nights: int) -> int:
    """Play nights of the sample site into a new archive, and show what happened and what was noticed."""
    if archive is None:
        raise MisuseError("--nights: name a new archive for them: --archive nights/archive.db")
    if archive.exists():
        raise MisuseError(f"{archive} exists: the nights need an archive of their own")
    from pipelines.likeness import refresh
    from sample.nights import play

    archive.parent.mkdir(parents=True, exist_ok=True)
    rows = []
    with counting("nights") as progress:
        for night in play(archive, 1, nights):
            rows.append((night.day, night.at[:10], _events(night.day), night.report.verdict, _noticed(archive, night)))
            if progress:
                progress(night.day, nights)
    refresh(archive)
    show_table(("night", "date", "on the site", "the site is", "noticed"), rows, numbers=("night",))
    say()
    say(f"The archive is {archive}. What to try next:")
    say(f"  lontar --archive {archive} incidents      the same with the evidence")
    say(f"  lontar --archive {archive} serve          look at it in the browser")
    return OK


def _events(day: int) -> str:
    from sample.truth import events

    kinds = [kind for _, kind, _ in events(day, day)]
    return ", ".join(f"{kind} {kinds.count(kind)}" if kinds.count(kind) > 1 else kind for kind in dict.fromkeys(kinds))


def _noticed(archive: Path, night: Night) -> str:
    """Return the kinds of incidents whose first observation was in this night, with the headline of their release."""
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(
            "SELECT i.kind, a.headline FROM incidents i LEFT JOIN articles a ON a.id = i.article WHERE i.run = ?"
            " ORDER BY i.id",
            (night.report.id,),
        ).fetchall()
    new = [f"new releases {night.report.outcomes['new']}"] if night.report.outcomes["new"] else []
    return "; ".join(new + [f"{kind}: {printable(headline)[:40]}" if headline else kind for kind, headline in rows])
