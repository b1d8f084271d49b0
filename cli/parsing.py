"""``lontar parse``: read one page and print what it holds, for trying selectors."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cli.crawling import is_web_address
from cli.display import show_json
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, CommandError, MisuseError

if TYPE_CHECKING:
    from crawler.items import Answer
    from crawler.platforms.base import NewsSpider


@click.command()
@click.argument("page", metavar="URL|FILE")
@click.option("--site", required=True, metavar="SITE", help="Site by whose rules the page is read.")
@click.option(
    "--address",
    metavar="URL",
    help="The page's own address, for a FILE.  [default: home page and name of the file]",
)
@pass_invocation
def parse(invocation: Invocation, page: str, site: str, address: str | None) -> int:
    """Read one page and print all that it holds.

    The answer is JSON: fields, dates, comments, related links, sightings. An URL is fetched once, politely,
    as in a crawl; a FILE is read from disk. Nothing is archived. An address on another host than the site's
    is taken for a mirror's.

    \b
    Examples:
      lontar parse page.html --site kedirikab
      lontar parse page.html --site kedirikab --address https://berita.kedirikab.go.id/panen-raya
      lontar parse https://berita.kedirikab.go.id/panen-raya --site kedirikab
    """
    from crawler.items import Outcome
    from onboarding.plain import plain
    from pipelines.reading import read_one

    spider_class = invocation.site(site)
    if is_web_address(page):
        if address is not None:
            raise MisuseError("--address is for a FILE: an URL has one")
        spider = _spider(spider_class, page)
        answer = _fetched(invocation, spider, page)
    else:
        address = address or f"{spider_class.home_url.rstrip('/')}/{Path(page).stem}"
        spider = _spider(spider_class, address)
        answer = _from_disk(spider, Path(page), address)
    item = read_one(spider.read(answer))
    if isinstance(item, Outcome):
        reason = f" ({item.visit.reason})" if item.visit.reason else ""
        raise CommandError(f"{page}: {item.visit.outcome}{reason}: nothing to show")
    assert item.capture is not None
    show_json({"kind": answer.visit.kind, "fetched_at": item.capture.fetched_at, **plain(item)})
    return OK


def _spider(spider_class: type, address: str) -> NewsSpider:
    """Return a spider that takes the host of ``address`` for its site's or for a mirror's."""
    if not is_web_address(address):
        raise MisuseError(f"--address: {address!r} is no web address such as https://example.org/news")
    spider: NewsSpider = spider_class()
    if not spider.addresses.is_on_host(address):
        parts = urlsplit(address)
        spider = spider_class(base_url=f"{parts.scheme}://{parts.netloc}{spider.addresses.prefix}")
    return spider


def _own(spider: NewsSpider, address: str) -> tuple[str, str]:
    """Return the site's own form of an address, and what is expected there: article or listing."""
    url = spider.addresses.resolve(spider.home_url, address)
    if url is None or spider.addresses.is_beside(url):
        raise MisuseError(f"{address} is no address of {spider.name}")
    return url, "article" if spider.key_of(url) else "listing"


def _from_disk(spider: NewsSpider, path: Path, address: str) -> Answer:
    """Return a file as the answer at its address, fetched when the file was written."""
    from crawler.items import Answer, Capture, Visit

    body = path.read_bytes()
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    url, kind = _own(spider, address)
    capture = Capture(url=url, fetched_at=written, status=200, content_type="text/html", size=len(body))
    return Answer(Visit(url=url, kind=kind), capture, body)


def _fetched(invocation: Invocation, spider: NewsSpider, address: str) -> Answer:
    """Return the answer at an address, fetched with every guard of a crawl."""
    from cli.fetching import fetch_one
    from crawler.run import CrawlOptions

    url, kind = _own(spider, address)
    return fetch_one(spider, url, kind, CrawlOptions(archive=invocation.archive, base_url=spider.base_url))
