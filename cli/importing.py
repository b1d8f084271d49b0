"""``lontar import-wayback``: first captures of releases, from a saved listing of the Wayback Machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cli.display import say, show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK

if TYPE_CHECKING:
    from crawler.platforms.base import NewsSpider


@click.command("import-wayback")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file.")
@pass_invocation
def import_wayback(invocation: Invocation, files: tuple[Path, ...], as_json: bool) -> int:
    """Take in when the Wayback Machine first captured releases: none was published later than that.

    FILE is a listing of its captures (CDX) that you have saved, as JSON or text, also compressed with gzip. The first
    capture of each release bounds the dates of those that print none; table date_bounds then has it as evidence.
    Nothing is fetched, nothing is dated by it, and taking in a file again changes nothing.

    \b
    Examples:
      curl -o kediri.json 'https://web.archive.org/cdx/search/cdx?url=berita.kedirikab.go.id/*&output=json'
      lontar import-wayback kediri.json
    """
    from pipelines.bounds import settle_bounds
    from pipelines.errors import ArchiveError
    from pipelines.schema import explain, open_archive
    from pipelines.wayback import import_listing

    invocation.migrate(as_json)
    with closing(open_archive(invocation.archive, create=False).conn) as connection:
        archived = [slug for (slug,) in connection.execute("SELECT slug FROM sites")]
        key_of = _keys({slug: spider for slug, spider in invocation.sites().items() if slug in archived})
        for path in files:
            try:
                connection.execute("BEGIN IMMEDIATE")
                report, sites = import_listing(connection, path, key_of)
                bounded = sum(settle_bounds(connection, site).written for site in sorted(sites))
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise ArchiveError(explain(invocation.archive, error)) from error
            if as_json:
                show_json({"file": str(path), **asdict(report), "sites": sorted(sites), "bounded": bounded})
            else:
                say(f"{path}: {report.rows} captures, {report.releases} releases, {report.written} of them new or"
                    f" earlier; {report.other} of other pages, {report.unreadable} unreadable;"
                    f" {bounded} undated releases bounded anew")  # fmt: skip
    return OK


def _keys(spiders: dict[str, type[NewsSpider]]) -> Callable[[str], tuple[str, str, str] | None]:
    """Return what tells site, key and own address of a captured address, by the hosts of the sites."""
    sites = sorted((spider() for spider in spiders.values()), key=lambda site: len(site.addresses.prefix))
    hosts: dict[str, list[NewsSpider]] = {}
    for site in sites:
        for name in {name.removeprefix("www.") for name in site.addresses.own}:
            hosts.setdefault(name, []).insert(0, site)  # the longest path first

    def key_of(url: str) -> tuple[str, str, str] | None:
        try:
            parts = urlsplit(url)
            usual = parts.port in (None, 80, 443)
        except ValueError:
            return None
        host = (parts.hostname or "") if usual else parts.netloc.lower()
        for site in hosts.get(host.removeprefix("www."), []):
            own = site.addresses.resolve(site.home_url, f"{site.addresses.origin}{parts.path}?{parts.query}")
            if own and site.addresses.is_own(own):
                key = site.key_of(own)
                return (site.name, key, own) if key else None
        return None

    return key_of
