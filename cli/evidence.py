"""``lontar evidence``: what was received of one release, for those who must prove it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from cli.display import say, several, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError


@click.command()
@click.argument("article")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the package.  [default: evidence-NUMBER.zip]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_invocation
def evidence(invocation: Invocation, article: str, output: Path | None, as_json: bool) -> int:
    """Write an evidence package of a release.

    ARTICLE is its number in the archive, or any of its addresses. The package is a zip file of the raw answers, their
    headers and WARC records, the archive's record, a list of digests, and a README for the stranger who checks it with
    sha256sum and warcio. It is not for the public: pages as received carry the names of those who commented on them.

    \b
    Examples:
      lontar evidence 1234
      lontar evidence https://berita.kedirikab.go.id/judul-berita -o evidence.zip
    """
    from crawler.captures import CaptureReader
    from pipelines.evidence import find_article, pack

    with invocation.reading() as connection, closing(CaptureReader(invocation.captures)) as reader:
        number = find_article(connection, article)
        target = output or Path(f"evidence-{number}.zip")
        if not target.absolute().parent.is_dir():
            raise MisuseError(f"the folder {target.parent} does not exist: create it, or name another --output")
        package = pack(connection, invocation.captures, reader, number, target)
    if as_json:
        show_json(asdict(package) | {"file": str(target)})
    else:
        say(f"{target}: {several(package.captures, 'capture')} of {package.url}, {several(package.files, 'file')}")
        say(f"SHA-256 of its list of digests: {package.digest}")
    return OK
