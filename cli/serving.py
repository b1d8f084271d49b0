"""``lontar serve`` and ``sample``: the archive, or the bundled sample site, in a browser."""

from __future__ import annotations

import click

from cli.invocation import Invocation, pass_invocation
from cli.outcome import CommandError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0: any free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, too.")
@pass_invocation
def serve(invocation: Invocation, host: str, port: int, open_browser: bool) -> int:
    """Read and search the archive in Datasette, until Ctrl-C.

    \b
    Examples:
      lontar serve
      lontar serve --port 8080 --open
      lontar --archive copy.db serve
    """
    from publish.serve import ServeError
    from publish.serve import serve as serve_archive

    try:
        return serve_archive(invocation.archive, host, port, open_browser)
    except ServeError as error:
        raise CommandError(str(error)) from None


@click.command()
@click.option(
    "--day", type=int, default=1, show_default=True, metavar="N", help="Day of the sample site's script."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0: any free one."
)
def sample(day: int, port: int) -> int:
    """Serve the bundled sample site on 127.0.0.1, until Ctrl-C.

    Its script of days edits, moves and deletes releases, breaks the layout and goes down:
    see sample/README.md.

    \b
    Examples:
      lontar sample
      lontar sample --day 4 --port 8765
      lontar crawl contoh --base-url http://127.0.0.1:8765
    """
    from sample.__main__ import run

    return run(day, port)
