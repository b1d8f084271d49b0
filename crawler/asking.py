"""Asking a site: its rules and a delay agreed on, requests for what is due, and answers kept and handed over.

Nothing here follows a redirect by itself, and nothing says what an answer means: crawler.reading does.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.captures import CaptureWriter, Earlier, Exchange
from crawler.clock import Clock
from crawler.errors import Refused, failure_reason
from crawler.filetypes import FILE_LIMIT, FILE_SECONDS
from crawler.frontier import Due
from crawler.guards import address_problem
from crawler.hosts import host_of
from crawler.items import Answer, Outcome, Sent, Visit
from crawler.reading import SiteReader
from crawler.robots import RobotsPolicy, fetch_robots
from crawler.throttle import SiteThrottle

FILE_LIMITS = {"download_maxsize": FILE_LIMIT, "download_timeout": FILE_SECONDS}


class SiteAsker(SiteReader):
    """The asking half of a site: politely, within the guards, every answer kept."""

    crawler: Crawler
    clock: Clock
    captures: CaptureWriter
    full: bool
    """Whether every page is fetched anew, and none is asked for only if it has changed."""
    trusted: frozenset[str] = frozenset()
    """Origins that may be on this machine or in a private network."""
    in_flight = 0
    """Requests that have not been dealt with."""
    deferred = False
    """Whether the site asks for more time than a run waits."""
    robots: RobotsPolicy | None = None
    throttle: SiteThrottle | None = None

    @property
    def spared_host(self) -> str | None:
        """The host that nobody else may ask during the run; None where it is asked without delay, on this machine."""
        return host_of(self.base_url or self.home_url) if self.report.delay else None

    async def _agree_with_site(self) -> bool:
        """Read robots.txt and settle the delay; return whether the run may go on."""
        assert self.crawler.engine is not None
        before: SiteThrottle | None = getattr(self.crawler, "before", None)
        if before is not None and (before.blocked or before.deferred):  # by another site of the same host
            self.report.reason = "blocked" if before.blocked else "deferred"
            return False
        # another process may have asked this host just now
        await asyncio.sleep(before.delay if before else self.report.delay)
        self.robots = await fetch_robots(self.crawler.engine, self.home_url, self.addresses.fetch_url)
        self.throttle = self._agreed(self.robots)
        if before is not None:
            self.throttle.go_on_from(before)
        self.report.delay = self.throttle.delay
        self.report.robots = {
            "policy": self.robots.describe(),
            "digest": self.robots.digest or None,
            "crawl_delay": self.robots.crawl_delay(),
        }
        self.report.robots_digest = self.robots.digest or None
        if self.robots.reason:
            self.report.reason = self.robots.reason
            return False
        self._apply_delay()
        return True

    def _agreed(self, robots: RobotsPolicy) -> SiteThrottle:
        """Return a throttle by the operator's settings and the site's rules."""
        settings = self.crawler.settings
        return SiteThrottle(
            settings.getfloat("DOWNLOAD_DELAY"),
            robots.crawl_delay(),
            longest_wait=settings.getfloat("RETRY_AFTER_LONGEST", 3600.0),
            patience=settings.getfloat("RETRY_AFTER_PATIENCE", 120.0),
            refusals=settings.getint("REFUSALS_UNTIL_BLOCKED", 10),
        )

    def _apply_delay(self) -> None:
        """Set the delay on the downloader's slot of this site, as Scrapy's AutoThrottle does, and on later slots."""
        assert self.crawler.engine is not None and self.throttle is not None
        self.download_delay = self.throttle.delay
        slots = self.crawler.engine.downloader.slots
        host = urlsplit(self.addresses.fetch_url(self.home_url)).hostname or ""
        if host in slots:
            self.throttle.apply(slots[host])

    def _ask(self, due: Due) -> Request | Outcome:
        visit, sent = due.visit, self.sent_to(due.visit.url)
        self.in_flight += 1
        assert self.robots is not None
        fetch_url = self.addresses.fetch_url(urldefrag(visit.url).url if sent else visit.url)
        problem = address_problem(fetch_url, self.trusted)
        if problem is None and not self.robots.allows(fetch_url):
            problem = "robots"
        if problem is not None:
            visit.outcome, visit.reason, visit.instant = "refused", problem, self.clock()
            return Outcome(self.name, visit)
        return self._request(visit, fetch_url, sent)

    def _request(self, visit: Visit, fetch_url: str, sent: Sent | None) -> Request:
        """Return the request for a page, which asks for it only if it has changed, where that can be told."""
        headers: dict[str, str | None] = {"Content-Type": sent.content_type} if sent else {}
        if not self.full and not sent:
            headers = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        return Request(
            fetch_url,
            method="POST" if sent else "GET",
            body=sent.body if sent else b"",
            callback=self.answer,
            errback=self.failed,
            headers={name: value for name, value in headers.items() if value},
            meta={"visit": visit, "handle_httpstatus_all": True, **(FILE_LIMITS if visit.kind == "file" else {})},
            dont_filter=True,
        )

    def answer(self, response: Response, **_: Any) -> list[Answer]:
        """Keep an answer's bytes, and hand it over to be read: one request, one answer."""
        visit: Visit = response.meta["visit"]
        exchange = self._exchange(response)
        earlier = None
        if visit.capture_id is not None and visit.capture_digest and visit.capture_at:
            earlier = Earlier(visit.capture_id, visit.capture_digest, visit.url, visit.capture_at)
        capture = self.captures.write(exchange, earlier)
        visit.skew = _skew(response.headers.get("Date"), exchange.fetched_at)
        retry_after = self._note_status(response)
        location = response.headers.get("Location")
        text = location.decode("utf-8", "replace") if location else None
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.headers}
        return [Answer(visit, capture, response.body, text, retry_after, named)]

    def _exchange(self, response: Response) -> Exchange:
        """Return what was asked and what came, as it went over the wire."""
        version, status, phrase, fields = response.meta["lontar_http"]
        raw: bytes = response.meta["lontar_raw"]
        request = response.request
        assert request is not None
        return Exchange(
            url=response.meta["visit"].url,
            method=request.method,
            path=_target(request.url),
            request_headers=[
                (b"Host", urlsplit(request.url).netloc.encode("latin-1", "replace")),
                *((name, value) for name, values in dict.items(request.headers) for value in values),
            ],
            version=version,
            status=status,
            phrase=phrase,
            headers=fields,
            body=raw,
            fetched_at=self.clock(),
            fetched_from=request.url,
            sent=request.body,
        )

    def _note_status(self, response: Response) -> int | None:
        assert self.throttle is not None
        verdict = self.throttle.answered(response.status, response.headers.get("Retry-After"))
        self.deferred = self.deferred or verdict == "defer"
        self._apply_delay()
        wait = self.throttle.retry_after
        return int(wait) if wait is not None else None

    def failed(self, failure: Failure) -> list[Outcome]:
        """Turn a failed request into an outcome with its reason."""
        visit: Visit = failure.request.meta["visit"]  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        visit.reason = failure_reason(error)
        visit.outcome = "refused" if isinstance(error, Refused) else "failed"
        visit.instant = self.clock()
        if self.throttle is not None:
            self.throttle.failed(visit.reason)
            self._apply_delay()
        self._note_lost_listing(visit)
        return [Outcome(self.name, visit)]


def _skew(date: bytes | None, instant: str) -> float | None:
    """Return by how many seconds a Date header is ahead of an instant; None without a usable one."""
    if date is None:
        return None
    try:
        sent = parsedate_to_datetime(date.decode("latin-1"))
        return (sent - datetime.fromisoformat(instant)).total_seconds()
    except (ValueError, TypeError):
        return None


def _target(url: str) -> str:
    """Return the request target: path and query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
