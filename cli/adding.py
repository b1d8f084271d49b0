"""``lontar add-site``: from an address to a site that can be crawled, in minutes, without writing Python."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.crawling import is_web_address
from cli.display import printable, progress_wanted, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, CommandError, MisuseError

if TYPE_CHECKING:
    from onboarding.adding import Written
    from onboarding.naming import Region
    from onboarding.proposal import Proposal

TLS_NAMES = ("legacy-renegotiation", "small-keys", "unverified-chain")
"""As crawler.download has them, which would load much for a word of help."""
EVIDENCE_SHOWN = 3
LISTS_SHOWN = 5


@click.command("add-site")
@click.argument("url", metavar="URL")
@click.option("--slug", metavar="SLUG", help="Name of the site: small letters, digits and _.  [default: by its domain]")
@click.option(
    "--region", "code", metavar="CODE", help="Its region, as 35.06.  [default: by its domain, or as it calls itself]"
)
@click.option(
    "--tls", multiple=True, type=click.Choice(TLS_NAMES), metavar="EXCEPTION",
    help=f"Allow its host what it needs, only if it cannot be had otherwise: {', '.join(TLS_NAMES)}.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take what was found.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; needs --yes.")
@pass_invocation
def add_site(
    invocation: Invocation, url: str, slug: str | None, code: str | None, tls: tuple[str, ...], yes: bool, as_json: bool
) -> int:
    """Add the news site at URL.

    Looks at the site, politely, names its platform with the evidence, reads a handful of articles, shows them, and
    writes one small file and recorded pages to test it by. Nothing is written before you have seen what is read, and
    nothing if it fails. A server on this machine is crawled at that address later, too. URL may be that of a site
    below a path, or of a list or a release of a site: it says which it was taken for.

    \b
    Examples:
      lontar add-site https://berita.example.go.id
      lontar add-site https://example.go.id/portal/
      lontar add-site https://example.go.id --slug examplekab --region 35.06 --yes
    """
    from crawler.run import CrawlOptions
    from onboarding.adding import write
    from onboarding.errors import SiteError, SiteGoneError
    from onboarding.proposing import in_region, propose
    from onboarding.writing import place_of

    if as_json and not yes:
        raise MisuseError("--json asks nothing: add --yes")
    url = _address(url)
    region = _region(code) if code else None
    if slug is not None:
        _check_slug(invocation, slug)
    else:
        _check_host(invocation, url)
    try:
        with _stoppable():
            options = CrawlOptions(archive=invocation.archive)
            proposal = asyncio.run(propose(url, options, region, _steps(as_json), tls))
            if not as_json:
                _preview(proposal)
            name = slug or _slug(invocation, proposal.slug, yes)
            if code is None and not yes and (chosen := _ask_region(proposal)) != proposal.region:
                proposal = asyncio.run(in_region(proposal, chosen))
            if not yes:
                click.confirm("Write it?", default=True, abort=True)
            proposal.slug = name
            written = write(proposal, place_of(name, invocation.settings))
    except SiteGoneError as error:
        raise CommandError(str(error)) from None
    except SiteError as error:
        raise MisuseError(str(error)) from None
    if as_json:
        show_json(_as_json(proposal, written))
    else:
        _show_written(proposal, written)
    return OK


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM end the command as Ctrl-C does: what was begun is taken back."""

    def stop(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _address(url: str) -> str:
    url = url if "://" in url else f"https://{url}"
    if not is_web_address(url):
        raise MisuseError(f"{url!r} is no web address such as https://berita.example.go.id")
    return url


def _region(code: str) -> Region:
    from onboarding.naming import regions

    if code not in regions():
        raise MisuseError(f"there is no region {code!r}: codes are the Kemendagri's, as 35.06 (Kabupaten Kediri)")
    return regions()[code]


def _check_slug(invocation: Invocation, slug: str) -> None:
    """Raise :class:`MisuseError` for a name that is none, or that a site has already."""
    from crawler.sites import SLUG

    if not SLUG.fullmatch(slug):
        raise MisuseError(f"--slug: {slug!r} must begin with a small letter and have small letters, digits and _ only")
    if slug in invocation.loader.list() or slug in invocation.loader.problems:
        raise MisuseError(
            f"there is a site {slug} already: choose another name with --slug, or see what it does not fit:"
            f" `lontar check-site {slug}`"
        )


def _check_host(invocation: Invocation, url: str) -> None:
    """Raise :class:`MisuseError` for what is crawled already; with a name of its own it may be added again."""
    from urllib.parse import urlsplit

    from crawler.addresses import is_below

    asked = urlsplit(url)
    host = asked.netloc.lower().removeprefix("www.")
    for name, spider in invocation.sites().items():
        known = {urlsplit(spider.home_url).netloc, *spider.aliases}
        prefix = urlsplit(spider.home_url).path.rstrip("/")
        if host in {each.removeprefix("www.") for each in known} and is_below(asked.path, prefix):
            raise MisuseError(
                f"{host}{prefix} is the site {name} already: `lontar crawl {name}`; --slug adds it once more"
            )


def _slug(invocation: Invocation, guess: str | None, yes: bool) -> str:
    """Return the site's name: as guessed, or as the user says."""
    if yes and guess is None:
        raise MisuseError("no name for the site can be guessed: give one with --slug")
    while True:
        slug = guess if yes else click.prompt("Name of the site", default=guess)
        assert slug is not None
        try:
            _check_slug(invocation, slug)
            return str(slug)
        except MisuseError as error:
            if yes:
                raise
            say(str(error))


def _ask_region(proposal: Proposal) -> Region | None:
    """Return the region that the user names; what was guessed is the default, ``-`` is none."""
    default = proposal.region.code if proposal.region else "-"
    while True:
        code = str(click.prompt("Code of its region (- for none)", default=default)).strip()
        if code == "-":
            return None
        try:
            return _region(code)
        except MisuseError as error:
            say(str(error))


def _steps(unseen: bool) -> Any:
    """Return what tells the user what is being done, where somebody watches."""
    watched = progress_wanted(unseen)
    return lambda words: click.echo(f"looking at {words} ...", err=True) if watched else None


def _preview(proposal: Proposal) -> None:
    """Show what was found, article by article."""
    trial, region = proposal.trial, proposal.region
    if proposal.taken:
        say(printable(f"Taken: {proposal.taken.sentence()}"))
    say(f"{proposal.home_url} is a site on {proposal.system}:")
    for sentence in proposal.evidence[:EVIDENCE_SHOWN]:
        say(printable(f"  {sentence}"))
    say(printable(f"Name: {proposal.declared['site_name']}"))
    for host, names in proposal.declared.get("tls_exceptions", {}).items():
        say(f"Exceptions from the rules of TLS, for {host} only: {', '.join(names)}")
    say(f"Region: {f'{region.code}, {region.title}, {proposal.region_why}' if region else 'not known'}")
    further = "with further pages" if trial.paginated else "without further pages"
    say(f"Lists, {further}; they and what was read lead to {len(trial.found)} articles so far:")
    for told in trial.lists_as_json()[:LISTS_SHOWN]:
        say(printable(f"  {told['kind']} {told['url']}, {told['entries']} entries"))
    say()
    columns = ("headline", "date", "known by", "byline", "text begins", "comments", "confidence")
    show_table(columns, [_row(each.as_json()) for each in proposal.judged], numbers=("comments",))
    say()
    for name, induced in proposal.induced.items():
        say(printable(f"Induced for {name}, on {induced.confidence:.0%} of the pages: {induced.expression}"))
    for warning in proposal.warnings:
        say(printable(f"Warning: {warning}."))


def _row(told: dict[str, Any]) -> tuple[object, ...]:
    date = (told["published_at"] or "-")[:16].replace("T", " ")
    confidence = ": ".join(filter(None, (told["confidence"], ", ".join(told["doubts"]))))
    byline = told["byline"] or told["author"]
    return (
        told["headline"], date, told["dated_by"], byline, told["first_words"], told["comments"], confidence,
    )  # fmt: skip


def _show_written(proposal: Proposal, written: Written) -> None:
    say(f"Written: {_shown(written.spider)}")
    pages = f"{len(written.pages)} recorded pages, readers' names blanked; read as expected"
    say(f"         {_shown(written.fixtures)}, {pages}")
    for url in written.left_out:
        say(printable(f"Not recorded, for its readers could not be blanked: {url}"))
    say("Next:")
    say(f"  lontar crawl {proposal.slug} --limit 10")
    say(f"  lontar check-site {proposal.slug} --live")


def _shown(path: Path) -> str:
    """Return a path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _as_json(proposal: Proposal, written: Written) -> dict[str, Any]:
    trial = proposal.trial
    return {
        "site": proposal.slug,
        "home_url": proposal.home_url,
        "taken": {"url": proposal.taken.url, "as": proposal.taken.role} if proposal.taken else None,
        "platform": proposal.recognition.platform,
        "recognised": (proposal.overruled or proposal.recognition).platform,
        "evidence": proposal.evidence,
        "region": proposal.region.code if proposal.region else None,
        "region_why": proposal.region_why or None,
        "induced": {
            name: {"expression": one.expression, "confidence": one.confidence, "samples": one.samples}
            for name, one in proposal.induced.items()
        },
        "lists": trial.lists_as_json(),
        "paginated": sorted(trial.paginated),
        "found": len(trial.found),
        "requests": proposal.visitor.requests,
        "articles": [each.as_json() for each in proposal.judged],
        "warnings": proposal.warnings,
        "spider": str(written.spider),
        "fixtures": str(written.fixtures),
        "pages": written.pages,
        "left_out": written.left_out,
    }
