"""``lontar`` and ``python -m cli``: the commands together, and every error as one line."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from cli.adding import add_site
from cli.backup import backup, restore
from cli.checking import check_site
from cli.crawling import crawl
from cli.dating import bounds
from cli.display import complain
from cli.documents import documents
from cli.evidence import evidence
from cli.exporting import export
from cli.importing import import_wayback
from cli.incidents import incidents
from cli.invocation import Invocation
from cli.outcome import EXIT_CODES, FAILED, INTERRUPTED, LOCKED, OK, USAGE, CommandError
from cli.overview import sites, status
from cli.parsing import parse
from cli.planning import plan
from cli.publishing import publish, redact
from cli.scheduling import schedule
from cli.scoring import score
from cli.serving import sample, serve
from cli.upkeep import digest, reparse, verify
from cli.watching import notify, watch
from crawler.config import VERSION, ConfigError
from pipelines.errors import ArchiveBusyError, ArchiveError

_CODES = "\n".join(f"      {code:<4} {meaning}" for code, meaning in EXIT_CODES.items())


@click.group(
    help=f"""Lontar: an archive of Indonesian regional government news.

    \b
    Examples:
      lontar crawl --sample
      lontar crawl kedirikab --limit 20
      lontar --archive archives/east-java.db status

    \b
    Exit codes:
{_CODES}

    Settings (contact, archive, delay and others) stand in lontar.toml in the working folder, or in variables
    such as LONTAR_CONTACT. LONTAR_DEBUG=1 shows where an error arose.
    """,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The archive; captures/ lies beside it.  [default: archive.db, or as configured]",
)
@click.version_option(VERSION, prog_name="lontar")
@click.pass_context
def lontar(context: click.Context, archive: Path | None) -> None:
    """Keep what stands before the command."""
    context.obj = Invocation(archive)


for command in (
    crawl, add_site, check_site, plan, incidents, status, sites, schedule, serve, publish, redact, export, evidence,
    parse, documents, bounds, import_wayback, reparse, verify, score, backup, restore, digest, sample, watch, notify,
):  # fmt: skip
    lontar.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no error but a fault of ours is more than one line."""
    try:
        code = lontar.main(
            list(arguments) if arguments is not None else None, "lontar", standalone_mode=False
        )
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except BrokenPipeError:  # the reader has seen enough; keep Python from complaining at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError, click.Abort):
        complain("stopped")
        return INTERRUPTED
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    """Write one line about an error and return the exit code it means."""
    if os.environ.get("LONTAR_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "lontar"
        complain(f"{error.format_message()} See `{path} --help`.")
        return USAGE
    if isinstance(error, CommandError):
        complain(str(error))
        return error.code
    if isinstance(error, ConfigError):
        complain(str(error))
        return USAGE
    if isinstance(error, ArchiveError):
        complain(str(error))
        return LOCKED if isinstance(error, ArchiveBusyError) else FAILED
    if isinstance(error, OSError) and error.filename is not None:
        complain(f"{error.filename}: {error.strerror}")
        return FAILED
    complain(f"a fault of Lontar itself: {type(error).__name__}: {error} (LONTAR_DEBUG=1 shows where)")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
