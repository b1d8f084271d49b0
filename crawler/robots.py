"""What a site allows: robots.txt (RFC 9309, parsed by Protego), its Crawl-delay and its sitemaps.

These sites answer a missing robots.txt with their home page, status 200 or a redirect: that is no set of
rules. A robots.txt that cannot be had (5xx, no connection) closes the site for this run.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response

from crawler.errors import FETCH_ERRORS, failure_reason
from crawler.guards import address_problem, origin_of

logger = logging.getLogger(__name__)

USER_AGENT_NAME = "Lontar"
MAXIMUM_BYTES = 500 * 1024
"""What comes after is not read (RFC 9309, 2.5)."""
MAXIMUM_REDIRECTS = 5
MAXIMUM_CRAWL_DELAY = 60.0
"""Seconds; a robots.txt that asks for more is obeyed up to here."""
UNREACHABLE = "robots-unreachable"
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_RULE = re.compile(rb"^\s*(user-?agent|disallow|allow|sitemap|crawl-delay)\s*:", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(rb"^\s*<|<!doctype\s+html|<html[\s>]", re.IGNORECASE)


class Engine(Protocol):
    """The part of Scrapy's engine that is needed here."""

    async def download_async(self, request: Request) -> Response:
        """Fetch one request through the downloader."""


class RobotsPolicy:
    """The rules of one site for one run.

    ``reason`` is None when the run may go on, else why nothing may be fetched (``robots-unreachable``).
    ``digest`` is ``sha256:`` and 64 hexadecimal digits over the file as received, empty when there was none.
    """

    def __init__(
        self,
        status: int | None,
        content_type: str = "",
        body: bytes = b"",
        *,
        absent: str | None = None,
        longest_delay: float = MAXIMUM_CRAWL_DELAY,
    ) -> None:
        self.status = status
        self.reason: str | None = None
        self.digest = ""
        self.longest_delay = longest_delay
        self._state = ""
        self._rules: Protego | None = None
        body = body[:MAXIMUM_BYTES]
        if absent:
            self._state = f"absent ({absent})"
        elif status is None or status == 429 or status >= 500 or status < 200:
            self.reason, self._state = UNREACHABLE, f"unreachable ({status or 'no answer'})"
        elif status >= 300:
            self._state = f"absent ({status})"
        elif _is_page(content_type, body):
            self._state = "absent (soft-404)"
        else:
            self.digest = "sha256:" + hashlib.sha256(body).hexdigest()
            self._rules = Protego.parse(body.decode("utf-8-sig", "replace"))
            self._state = f"obeyed ({len(body)} bytes)"

    @classmethod
    def unreachable(cls, cause: str) -> RobotsPolicy:
        """The policy of a site whose robots.txt did not come, with the reason of the failure."""
        policy = cls(None)
        policy._state = f"unreachable ({cause})"
        return policy

    def allows(self, url: str) -> bool:
        """Whether the site lets us fetch the address."""
        if self.reason:
            return False
        return self._rules is None or self._rules.can_fetch(url, USER_AGENT_NAME)

    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the site asks for, at most ``longest_delay``; None when it asks
        nothing.
        """
        delay = self._rules.crawl_delay(USER_AGENT_NAME) if self._rules else None
        if delay is None or not math.isfinite(delay) or delay < 0:
            return None
        return min(delay, self.longest_delay)

    @property
    def sitemaps(self) -> list[str]:
        """Addresses of ``Sitemap:`` lines, absolute ones only, in order."""
        found = self._rules.sitemaps if self._rules else ()
        return [url for url in dict.fromkeys(found) if origin_of(url)]

    def describe(self) -> str:
        """One line for the run record: ``obeyed (64 bytes), Crawl-delay 5``."""
        delay = self.crawl_delay()
        return self._state if delay is None else f"{self._state}, Crawl-delay {delay:g}"


async def fetch_robots(
    engine: Engine,
    site_url: str,
    fetch_url: Callable[[str], str] = lambda url: url,
    *,
    longest_delay: float = MAXIMUM_CRAWL_DELAY,
) -> RobotsPolicy:
    """Fetch and read a site's robots.txt, following at most five redirects within the site; never raises for
    a fault of the site.

    ``site_url`` is any address of the site; ``fetch_url`` turns an address of the site into the one to ask (a
    mirror) and leaves the mirror's own addresses alone.
    """
    hosts = {_host(site_url), _host(fetch_url(site_url))}
    url = urljoin(fetch_url(site_url), "/robots.txt")
    for _ in range(MAXIMUM_REDIRECTS + 1):
        try:
            response = await engine.download_async(Request(url, dont_filter=True, priority=1000))
        except FETCH_ERRORS as error:
            logger.info("robots.txt: %s", failure_reason(error))
            return RobotsPolicy.unreachable(failure_reason(error))
        if response.status not in REDIRECTS:
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
            return RobotsPolicy(response.status, content_type, response.body, longest_delay=longest_delay)
        location = (response.headers.get("Location") or b"").decode("latin-1").strip()
        try:
            target = urldefrag(urljoin(url, location)).url
        except ValueError:
            target = ""
        if address_problem(target, {origin_of(site_url) or "", origin_of(url) or ""}):
            return RobotsPolicy(response.status, absent="bad redirect")
        if _host(target) not in hosts:
            return RobotsPolicy(response.status, absent="off-site redirect")
        if urlsplit(target).path in ("", "/"):
            return RobotsPolicy(response.status, absent="soft-404")
        url = fetch_url(target)
    return RobotsPolicy(response.status, absent="redirect loop")


def _is_page(content_type: str, body: bytes) -> bool:
    """Whether a robots.txt is a web page. Some servers label true rules as HTML, so that the body decides."""
    start = body[:2048].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.search(start):
        return True
    return "html" in content_type.lower() and not _RULE.search(start)


def _host(url: str) -> str:
    """``host:port`` with default ports and a leading ``www.`` left out: http, https and www are one site."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"
