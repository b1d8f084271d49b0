"""``lontar backup`` and ``restore``: a checked copy of archive and captures, and the way back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.display import counting, say, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--keep", type=click.IntRange(min=1), metavar="N", help="Then remove all backups in DIR but the newest N."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@click.option("--quiet", is_flag=True, help="Print nothing when all is well: for cron.")
@pass_invocation
def backup(invocation: Invocation, folder: Path, keep: int | None, as_json: bool, quiet: bool) -> int:
    """Back up archive and captures into DIR.

    The copy becomes a folder of its own below DIR, named after the time (UTC). It is one consistent state, also
    while a crawl is under way, and it is checked before it gets its name. Captures that have not changed since the
    last backup in DIR take no room again.

    \b
    Examples:
      lontar backup backups
      lontar backup backups --keep 14 --quiet
    """
    from pipelines.backup import back_up, prune

    while (folder / (instant := datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ"))).exists():
        time.sleep(0.1)  # another one was made this very second
    with _megabytes("backup", as_json or quiet) as progress:
        made, facts = back_up(invocation.archive, folder, instant, progress)
    removed = prune(folder, keep) if keep else []
    if as_json:
        show_json({"backup": str(made), **asdict(facts), "removed": removed})
    elif not quiet:
        say(f"{made}: {facts.articles} articles, {facts.captures} captures in {facts.files} files, all checked")
        say(f"{facts.linked} of the files are shared with the backup before; {len(removed)} older backups removed")
        say(f"To bring it back: lontar --archive PATH restore {made}")
    return OK


@click.command()
@click.argument("backup", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="BACKUP")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@pass_invocation
def restore(invocation: Invocation, backup: Path, as_json: bool) -> int:
    """Bring a backup back, to where no archive is.

    BACKUP is a folder that ``lontar backup`` has made. Its sums are checked before anything is written, and the
    archive appears last. Nothing is overwritten: move an archive that is there away, or name another one.

    \b
    Examples:
      lontar restore backups/2026-10-05T013000Z
      lontar --archive trial/archive.db restore backups/2026-10-05T013000Z
    """
    from pipelines.restore import restore as bring_back

    with _megabytes("restore", as_json) as progress:
        facts = bring_back(backup, invocation.archive, progress)
    if as_json:
        show_json({"archive": str(invocation.archive), **asdict(facts)})
    else:
        say(f"{invocation.archive}: {facts.articles} articles, {facts.captures} captures, as of {backup.name}")
        say(f"content digest {facts.digest}, as it was. Next: lontar verify")
    return OK


@contextmanager
def _megabytes(description: str, unseen: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told bytes done and bytes in all; the bar counts megabytes."""
    with counting(f"{description} (MB)", unseen) as progress:
        if progress is None:
            yield None
        else:
            yield lambda done, total: progress(done >> 20, max(total >> 20, 1))
