"""The first look at a site: robots.txt, home page, API, feeds and sitemaps, each asked for once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath, _Element

from crawler import blockpages
from crawler.feeds import Feed, read_feed
from crawler.html import parse_html
from crawler.platforms.base import NewsSpider
from crawler.platforms.records import load
from crawler.robots import REDIRECTS
from crawler.run import CrawlOptions
from crawler.signs import Seen
from onboarding.bases import Taken, place_of
from onboarding.errors import SiteError
from onboarding.visiting import MOST_HOPS, Refusal, Visitor, advice_on

API = "/wp-json/"
FEEDS = ("/feed/", "/rss.xml", "/feed", "/rss")
SITEMAPS = ("/sitemap.xml", "/wp-sitemap.xml", "/sitemap_index.xml")
ENOUGH_OF_A_KIND = 3
"""Feeds, and sitemaps, that are asked for at most where the site names them itself."""
_DECLARED_FEEDS = XPath(
    "/html/head/link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href"
)
_SITE_NAMES = XPath("/html/head/meta[@property='og:site_name']/@content | /html/head/title/text()")
_CANONICAL = XPath("string(/html/head/link[@rel='canonical']/@href)")
_API_LINK = XPath("/html/head/link[@rel='https://api.w.org/']/@href")
_APP = XPath("boolean(//body//*[@id='app' or @id='root' or @id='__next' or @id='__nuxt' or self::app-root])")
MANY_LINKS = 8
"""Links on a home page from which it is not one that a script fills."""
_COMMENTS_FEED = re.compile(r"comments?/(?:feed|rss)|feed=comments", re.I)


@dataclass(slots=True)
class Probe:
    """What the first look has shown."""

    home: Seen
    root: _Element
    """The home page, parsed."""
    seen: list[Seen] = field(default_factory=list)
    """Every answer, for the recognition of the platform."""
    feeds: list[Seen] = field(default_factory=list)
    sitemaps: list[Seen] = field(default_factory=list)
    has_api: bool = False
    forbidden: list[str] = field(default_factory=list)
    """Addresses that robots.txt keeps from us."""
    start: str = ""
    """The address that the user gave."""
    prefix: str = ""
    """The path below which the site stands on its host."""
    taken: Taken | None = None
    """What that address was taken for, where it has a path."""

    @property
    def names(self) -> list[str]:
        """What the home page calls the site, best first, white space folded."""
        found: Any = _SITE_NAMES(self.root)
        return [name for text in found if (name := " ".join(str(text).split()))]

    @property
    def section(self) -> str:
        """The path below which a WordPress that is only a part of the site says that it stands; else empty."""
        for answer in self.seen:
            root = parse_html(answer.body)[0] if b"https://api.w.org/" in answer.body else None
            links: Any = _API_LINK(root) if root is not None else []
            for href in links:
                path = urlsplit(urljoin(answer.url, str(href))).path
                return path.partition("/wp-json")[0].partition("/index.php")[0].rstrip("/")
        return ""

    @property
    def is_app(self) -> bool:
        """Whether the home page is empty until a script fills it."""
        links: Any = self.root.xpath("//a[@href]")
        return bool(_APP(self.root)) and len(links) < MANY_LINKS

    @property
    def other_host(self) -> str | None:
        """The host by which the site calls its own home page, where that is another one than was asked."""
        asked = urlsplit(self.home.url)
        named = [urlsplit(urljoin(self.home.url, str(_CANONICAL(self.root))))]
        named += [urlsplit(feed.home) for each in self.feeds if (feed := feed_of(each))]
        for parts in named:
            if parts.netloc and parts.netloc != asked.netloc and parts.path.rstrip("/") == asked.path.rstrip("/"):
                return parts.netloc.lower()
        return None


def bare_site(home_url: str, tls: tuple[str, ...] = ()) -> type[NewsSpider]:
    """Return a site of which nothing is known but its address, and what its host is allowed of TLS."""
    told = {"name": "probe", "site_name": "", "platform": "", "home_url": home_url}
    return type("BareSite", (NewsSpider,), told | {"tls_exceptions": tls_exceptions(home_url, tls)})


def tls_exceptions(home_url: str, tls: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the exceptions as a site's file declares them: for the host that is asked and no other."""
    return {urlsplit(home_url).hostname or "": tls} if tls else {}


@asynccontextmanager
async def visiting(
    url: str, options: CrawlOptions, tls: tuple[str, ...] = ()
) -> AsyncIterator[tuple[Visitor, Seen, Taken | None]]:
    """Enter the site of an address, where it leads to https or to or from ``www.`` under that name.

    Gives the visitor, the site's home page, and what the address was taken for, where it has a path. Raises
    :class:`SiteError` where no site answers, or another one.
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    rest = parts._replace(scheme="", netloc="", fragment="").geturl()
    for _ in range(MOST_HOPS):
        async with Visitor(bare_site(f"{origin}/", tls), options) as visitor:
            target = await _led_to(visitor, f"{origin}{rest or '/'}")
            moved = urlsplit(target)
            if f"{moved.scheme}://{moved.netloc}" == origin:
                yield visitor, *(await _entered(visitor, f"{origin}{rest}"))
                return
        if not _same_site(origin, target):
            raise SiteError(f"{origin}/ leads to {moved.netloc or target[:80]}: give that address if it is the site")
        origin = f"{moved.scheme}://{moved.netloc}"
    raise SiteError(f"{url} leads in a circle")


async def _led_to(visitor: Visitor, url: str) -> str:
    """Return where an address of a host leads; where nothing is to be had there, its home page is asked."""
    try:
        seen = await visitor.get(url)
    except Refusal:
        seen = await _home_of(visitor, visitor.home_url)
    return urljoin(seen.url, seen.headers.get("location", "")) if seen.status in REDIRECTS else seen.url


async def _entered(visitor: Visitor, url: str) -> tuple[Seen, Taken | None]:
    """Settle where the site of an address stands on its host; return its home page, and what the address was."""
    taken = None
    if url.rstrip("/") != visitor.addresses.origin:
        taken = await place_of(visitor, url)
        visitor.stand_at(taken.home_url)
    await _home_of(visitor, visitor.home_url)
    return await _followed(visitor, visitor.home_url), taken


async def _home_of(visitor: Visitor, home: str) -> Seen:
    try:
        return await visitor.get(home)
    except Refusal as refusal:
        if refusal.reason == "robots":
            raise SiteError(f"{visitor.place}: robots.txt forbids its home page, so it is not for us to read") from None
        what_to_do = advice_on(refusal.reason)
        raise SiteError(f"{visitor.place} gives no home page ({refusal.reason}): {what_to_do}") from None


async def _followed(visitor: Visitor, home: str) -> Seen:
    try:
        return await visitor.follow(home)
    except Refusal as refusal:
        raise SiteError(f"{home} leads to {refusal.url[:80]}, which brings nothing ({refusal.reason})") from None


def _same_site(home: str, target: str) -> bool:
    """Tell whether two addresses differ in scheme and ``www.`` only, with the usual ports."""
    one, other = urlsplit(home), urlsplit(target)
    usual = one.port in (None, 80, 443) and other.port in (None, 80, 443) and other.scheme in ("http", "https")
    return usual and (one.hostname or "").removeprefix("www.") == (other.hostname or "").removeprefix("www.")


async def probe(visitor: Visitor, home: Seen, start: str) -> Probe:
    """Look at a site whose home page has come; ``start`` is the address that the user gave.

    Raises :class:`SiteError` when what stands there is no site.
    """
    root, problem = parse_html(home.body)
    if home.status != 200:
        raise SiteError(f"{home.url} answers {home.status}: check the address, or try again later")
    if root is None:
        raise SiteError(f"{home.url} is no web page ({problem})")
    if blocked := blockpages.recognise(root):
        raise SiteError(f"{home.url} shows a page that is none of its own ({blocked}): try again later")
    found = Probe(home, root, [home], start=start, prefix=visitor.addresses.prefix)
    if start.rstrip("/") != visitor.home_url.rstrip("/"):
        await _look(visitor, found, start)
    if not visitor.addresses.prefix:  # else it tells of the host's other sites, too
        await _look(visitor, found, f"{visitor.addresses.root}/robots.txt")
    if answer := await _look(visitor, found, f"{visitor.addresses.root}{API}"):
        data = load(answer.body)
        found.has_api = answer.status == 200 and isinstance(data, dict) and "namespaces" in data
    found.feeds = await _lists(visitor, found, _declared_feeds(visitor, home.url, root), FEEDS, ("feed",))
    maps = [url for url in visitor.robots.sitemaps if visitor.addresses.is_own(url)]
    found.sitemaps = await _lists(visitor, found, maps, SITEMAPS, ("urlset", "sitemapindex"))
    return found


def _declared_feeds(visitor: Visitor, url: str, root: _Element) -> list[str]:
    hrefs: Any = _DECLARED_FEEDS(root)
    found = [visitor.addresses.resolve(url, str(href)) for href in hrefs]
    return [each for each in found if each and visitor.addresses.is_own(each) and not _COMMENTS_FEED.search(each)]


async def _lists(
    visitor: Visitor, found: Probe, named: list[str], usual: tuple[str, ...], kinds: tuple[str, ...]
) -> list[Seen]:
    """Return what is a list of one of the kinds: where the site names some, and else at the usual places."""
    places = list(dict.fromkeys(named))[:ENOUGH_OF_A_KIND]
    lists: list[Seen] = []
    for url in [*places, *(f"{visitor.addresses.root}{path}" for path in usual)]:
        if lists and url not in places:
            break
        answer = await _look(visitor, found, url)
        if answer and answer.status == 200 and (feed := feed_of(answer)) and feed.kind in kinds and feed.entries:
            lists.append(answer)
    return lists


def feed_of(answer: Seen) -> Feed | None:
    """Return the feed or sitemap that an answer is."""
    return read_feed(answer.body, None)


async def _look(visitor: Visitor, found: Probe, url: str) -> Seen | None:
    try:
        answer = await visitor.follow(url)
    except Refusal as refusal:
        if refusal.reason == "robots":
            found.forbidden.append(url)
        return None
    found.seen.append(answer)
    return answer
