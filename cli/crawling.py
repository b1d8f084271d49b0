"""``lontar crawl``: fetch what is due, and tell what came of it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from cli.display import complain, counting, progress_display, progress_wanted
from cli.invocation import Invocation, pass_invocation
from cli.outcome import MisuseError
from cli.summary import close_crawl
from crawler.config import LOG_LEVELS

if TYPE_CHECKING:
    from crawler.items import RunReport
    from crawler.run import CrawlOptions

SAMPLE_SITE = "contoh"
CONFIGURED = ("sites_at_once", "memory_mb", "disk_floor_mb", "log_level", "log_file", "log_json")
"""Options of a crawl that the configuration gives where the command line does not."""


@click.command(
    epilog="A page that is gone from its site is no alarm; a quarantined or failed one is (exit 3)."
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--all", "every", is_flag=True, help="Crawl every site (but not the sample): see below.")
@click.option("--sample", is_flag=True, help="Serve the bundled sample site for this run, and crawl that.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Fetch at most N articles a site.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what listings date DATE or later.",
)
@click.option("--full", is_flag=True, help="Fetch every known article again.")
@click.option("--base-url", metavar="URL", help="Crawl a mirror at URL as if it were the site itself.")
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Time between two requests; 0 on loopback only.",
)
@click.option(
    "--url", "urls", multiple=True, metavar="ADDRESS", help="Also fetch this release; may be repeated."
)
@click.option(
    "--max-minutes",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="End cleanly after N minutes; what is left stays due.",
)
@click.option(
    "--sites-at-once", type=click.IntRange(min=1), metavar="N", help="Sites crawled side by side.  [default: 8]"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@click.option("--quiet", is_flag=True, help="Print nothing but alarms, on stderr: for cron.")
@click.option(
    "--log-level", type=click.Choice(LOG_LEVELS, case_sensitive=False), help="What is logged.  [default: WARNING]"
)
@click.option(
    "--log-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Log to PATH, rotated at 10 MB, and not to stderr.",
)
@click.option("--log-json", is_flag=True, default=None, help="Log one JSON object a line.")
@pass_invocation
def crawl(
    invocation: Invocation,
    sites: tuple[str, ...],
    every: bool,
    sample: bool,
    *,
    since: datetime | None,
    as_json: bool,
    quiet: bool,
    **asked: Any,
) -> int:
    """Crawl sites, politely, into the archive.

    A first crawl walks everything; later ones read the listings and what is due. Safe to stop and to repeat.
    A site is crawled, and its host asked, by one process at a time: a second one says who is at it, and exits with 4.

    A site that nobody has seen read yet (`lontar sites`: not yet) is tried first: at most 30 articles, no alarms.
    --all tries it once and then leaves it alone, until you have named it: `lontar crawl SITE`.

    \b
    Examples:
      lontar crawl --sample
      lontar crawl kedirikab --limit 20
      lontar crawl kedirikab --since 2026-01-01
      lontar crawl --all --quiet --max-minutes 300
      lontar crawl contoh --base-url http://127.0.0.1:8765
    """
    from cli.documents import read_documents
    from cli.watching import configured_notices
    from crawler.clock import now
    from crawler.run import CrawlOptions
    from notify.after_crawl import after_crawl, before_crawl
    from pipelines.locks import is_asked

    if quiet and as_json:
        raise MisuseError("--quiet prints nothing and --json prints all: one of them")
    names = _chosen(invocation, sites, every, sample, asked["base_url"])
    options = CrawlOptions(
        archive=invocation.archive,
        since=since.strftime("%Y-%m-%d") if since else None,
        is_asked=partial(is_asked, invocation.archive),
        **_configured(asked),
    )
    if quiet and options.log_file is None and options.log_level in ("DEBUG", "INFO", "WARNING"):
        options.log_level = "ERROR"  # cron mails whatever is on stderr
    with ExitStack() as stack:
        if sample:
            _serve_sample(stack, invocation, options)
        _check_addresses(invocation, names, options)
        invocation.migrate(quiet or as_json)
        names = _taken_up(invocation, names, quiet or as_json) if every else names
        notices = configured_notices()
        before_crawl(invocation.archive, notices)
        reports = _run(names, options, quiet or as_json)
    read_documents(invocation, quiet or as_json)
    _compare(invocation.archive, quiet or as_json)
    for line in after_crawl(invocation.archive, notices, now()):
        complain(line)
    return close_crawl(invocation.archive, reports, as_json, quiet)


def _compare(archive: Path, unseen: bool) -> None:
    """Tidy the index and compare what is new with what the archive holds; a failure is made good the next time."""
    from pipelines.errors import ArchiveError
    from pipelines.likeness import refresh
    from pipelines.segments import merge

    if not archive.is_file():
        return
    try:
        merge(archive)
        with counting("compare", unseen) as progress:
            refresh(archive, progress=progress)
    except ArchiveError as error:
        complain(f"the new releases were not compared with the others: {error}")


def _configured(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked for, with the configuration's values for what was not."""
    from crawler import config

    configured = config.load()
    values = {name: getattr(configured, name) for name in CONFIGURED}
    return values | {name: value for name, value in asked.items() if name not in values or value is not None}


def _chosen(
    invocation: Invocation, sites: tuple[str, ...], every: bool, sample: bool, base_url: str | None
) -> list[str]:
    """Return the slugs to crawl; raises :class:`MisuseError` when they do not fit together."""
    if bool(sites) + every + sample > 1:
        raise MisuseError("name sites, or --all, or --sample: one of them")
    if base_url is not None and (every or sample or len(sites) > 1):
        raise MisuseError("--base-url stands for one site: name that site")
    if every:
        return [name for name in invocation.sites() if name != SAMPLE_SITE]
    if sample:
        return [SAMPLE_SITE]
    if not sites:
        raise MisuseError(
            "which site? Name one (`lontar sites` lists them), or --all, or --sample (the bundled one)"
        )
    for name in sites:
        invocation.site(name)
    if SAMPLE_SITE in sites and base_url is None:
        raise MisuseError(
            f"{SAMPLE_SITE} is the bundled sample site: `lontar crawl --sample`, or give its --base-url"
        )
    return list(dict.fromkeys(sites))


def _taken_up(invocation: Invocation, names: list[str], unseen: bool) -> list[str]:
    """Return the sites of ``--all`` without those that have only been tried, which are told; raises MisuseError.

    Whether a trial was read well is for a person to see, who then names the site or marks its spider as verified.
    """
    waiting = invocation.waiting_sites()
    left = [name for name in names if name in waiting]
    advice = "look at what was read, then name one to take it up: lontar crawl SITE"
    if left and len(left) == len(names):
        raise MisuseError(f"every site has been tried, and none is taken up yet: {advice}")
    if left and not unseen:
        complain(f"tried, and not taken up yet ({', '.join(left)}): {advice}")
    return [name for name in names if name not in waiting]


def _serve_sample(stack: ExitStack, invocation: Invocation, options: CrawlOptions) -> None:
    """Serve the sample site until the stack is closed; pages print its own address, whatever the port."""
    from sample.server import serve

    home = invocation.site(SAMPLE_SITE).home_url
    options.base_url = stack.enter_context(serve(public_url=home.rstrip("/"), real_time=True)).base_url
    options.delay = 0.0 if options.delay is None else options.delay


def _check_addresses(invocation: Invocation, names: list[str], options: CrawlOptions) -> None:
    """Raise :class:`MisuseError` for a base address that is none, or a release that no chosen site has."""
    if options.base_url is not None and not is_web_address(options.base_url):
        raise MisuseError(f"--base-url: {options.base_url!r} is no web address such as http://127.0.0.1:8765")
    spiders = [invocation.site(name)(base_url=options.base_url) for name in names]
    for url in options.urls:
        if not any(_is_release(spider, url) for spider in spiders):
            raise MisuseError(f"--url: {url} is no address of a release of {', '.join(names)}")


def is_web_address(text: str) -> bool:
    """Tell whether a text is an absolute http or https address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_release(spider: Any, url: str) -> bool:
    own = spider.addresses.resolve(spider.home_url, url)
    return bool(own and spider.key_of(own))


def _run(names: list[str], options: CrawlOptions, unseen: bool) -> list[RunReport]:
    """Crawl, with bars on stderr where somebody watches."""
    from crawler.progress import shown_on
    from crawler.run import CrawlError
    from crawler.run import crawl as crawl_sites

    options.settings["RETRY_GIVE_UP_LOG_LEVEL"] = "INFO"  # the summary counts failures
    with ExitStack() as stack:
        if progress_wanted(unseen):
            display = stack.enter_context(progress_display())
            options.settings["EXTENSIONS"] = {shown_on(display): 0}
        try:
            return crawl_sites(names, options)
        except CrawlError as error:
            raise MisuseError(str(error)) from None
