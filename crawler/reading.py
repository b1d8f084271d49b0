"""Reading a site's answers: what a page is, whose it is, and what stands there instead.

The same for an answer fresh from the wire and for one replayed from a capture: no network, no frontier, no clock of
now. Nothing here parses fields; pipelines do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler import blockpages
from crawler.absence import NotFoundLook, says_not_found, title_of
from crawler.addresses import SiteAddresses
from crawler.config import VERSION
from crawler.filetypes import file_type
from crawler.html import parse_html
from crawler.items import (
    Answer,
    Article,
    Discovery,
    Item,
    Listing,
    Outcome,
    Page,
    RunReport,
    Selectors,
    Sent,
    Visit,
)
from crawler.patience import patience
from crawler.redirects import MAXIMUM_HOPS, REDIRECT_STATUS, classify_redirect
from crawler.signs import Sign

logger = logging.getLogger(__name__)

PAGES = frozenset({"article", "listing", "thread"})
"""Kinds of visits whose answer is a page."""
UNREAD_PROBLEMS = frozenset(
    {"empty", "not-html", "too-many-attributes", "too-many-elements", "truncated", "too-deep"}
)
"""Faults of a page (see crawler.html) that keep it from being read; a wrong charset is mended instead."""

_CANONICAL = XPath("/html/head/link[@rel='canonical']/@href")


class SiteReader:
    """The reading half of a site: its declarations, and what a platform says of its pages."""

    name: str
    region: ClassVar[str | None] = None
    """Kemendagri code."""
    site_name: ClassVar[str]
    home_url: ClassVar[str]
    platform: ClassVar[str]
    time_zone: ClassVar[str] = "WIB"
    aliases: ClassVar[tuple[str, ...]] = ()
    """Other hosts under which the site itself is met."""
    verified: ClassVar[bool] = False
    """Whether somebody has seen this spider read the live site."""
    documents: ClassVar[bool] = True
    """Whether the files that articles offer are fetched: letters and announcements are often nothing else."""
    related_older: ClassVar[bool] = False
    """Whether the platform lists only older releases as related, by its own code."""
    tls_exceptions: ClassVar[dict[str, tuple[str, ...]]] = {}
    signs: ClassVar[tuple[Sign, ...]] = ()
    """What tells that a site is of this family, see crawler.platforms.recognition."""
    layouts: ClassVar[tuple[Selectors, ...]] = ()
    unknown_theme: ClassVar[Mapping[str, Any]] = {}
    """What a site declares besides where its theme is none that the family's layouts know."""
    home_paths: ClassVar[tuple[str, ...]] = ("/",)
    parser_version: ClassVar[str] = f"lontar {VERSION}"

    addresses: SiteAddresses
    base_url: str | None
    report: RunReport
    not_found: NotFoundLook | None = None
    """What the site answered last for an address that cannot exist."""
    host_learned = False
    """Whether a mirror has told which host it was copied from."""

    def prepare(self, answer: Answer) -> None:
        """Parse the answer's page if it is one, ahead of reading, which does it otherwise and tells of faults."""
        if answer.capture.status == 200 and answer.visit.kind in PAGES:
            with suppress(Exception), patience():
                answer.tree = _parsed(answer)

    def read(self, answer: Answer) -> Item:
        """Read one answer; a fault of ours costs that page, not the run, and is logged with its traceback."""
        visit = answer.visit
        try:
            with patience():
                item = self._read(answer)
        except Exception as error:
            logger.exception("cannot read %s", visit.url)
            visit.outcome, visit.reason = "failed", f"parser-{type(error).__name__}"
            item = Outcome(self.name, visit, answer.capture)
        if isinstance(item, Outcome):
            self._note_lost_listing(visit)
        return item

    def _read(self, answer: Answer) -> Item:
        visit, status = answer.visit, answer.capture.status
        if status == 304:
            return self._outcome(answer, "not-modified")
        if visit.kind == "probe":
            return self._read_probe(answer)
        if status in REDIRECT_STATUS:
            return self._redirected(answer)
        if status in (404, 410):
            return self._outcome(answer, "missing", f"http-{status}")
        if status != 200:
            visit.retry_after = answer.retry_after
            return self._outcome(answer, "failed", f"http-{status}")
        if visit.kind == "file":
            return self._read_file(answer)
        if visit.kind in ("feed", "sitemap", "api"):
            return self.read_feed(answer)
        root, problem = answer.tree or _parsed(answer)
        answer.tree = None
        if root is None or problem in UNREAD_PROBLEMS:
            return self._outcome(answer, "quarantined", problem or "empty")
        if blocked := blockpages.recognise(root):
            return self._outcome(answer, "quarantined", blocked)
        page = self.page(visit.url, root, answer.capture.fetched_at)
        if visit.kind == "article":
            return self.read_article(answer, page)
        if visit.kind == "thread":
            return self.read_thread(answer, page)
        return self.read_listing(answer, page)

    def _read_probe(self, answer: Answer) -> Outcome:
        """Learn what the site says of a page that does not exist."""
        status = answer.capture.status
        self.not_found = NotFoundLook(status)
        if status == 200:
            root, _ = _parsed(answer)
            if root is not None and (blocked := blockpages.recognise(root)):
                self.not_found = None
                return self._outcome(answer, "quarantined", blocked)
            self.not_found = NotFoundLook(status, title_of(root) if root is not None else "")
        elif status not in REDIRECT_STATUS:
            answer.visit.retry_after = answer.retry_after
        return self._outcome(answer, "probe")

    def _read_file(self, answer: Answer) -> Outcome:
        """Take an attachment: what counts is its digest; a web page in its place is none."""
        media_type = file_type(answer.body) or answer.capture.content_type.partition(";")[0].strip().lower()
        if media_type in ("text/html", "application/xhtml+xml"):
            return self._outcome(answer, "missing", "soft-404")
        outcome = self._outcome(answer, "file")
        outcome.evidence = {
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "bytes": len(answer.body),
            "media_type": media_type[:120] or None,
        }
        return outcome

    def page(self, url: str, root: _Element, fetched_at: str) -> Page:
        """Return the page with the site's own notion of links and keys."""
        if self.base_url:
            self._learn_host(url, root)
        return Page(
            url=url,
            root=root,
            fetched_at=fetched_at,
            zone=self.time_zone,
            link=lambda href: self.addresses.resolve(url, href),
            key=self.key_of,
            home_url=self.home_url,
        )

    def _learn_host(self, url: str, root: _Element) -> None:
        """A mirror may print the host it was copied from: it is the site's own if the page names itself so."""
        if self.host_learned:
            return
        found: Any = _CANONICAL(root)
        for href in found[:1]:
            parts = urlsplit(str(href))
            if parts.netloc and parts.path.rstrip("/") == urlsplit(url).path.rstrip("/"):
                self.addresses.also_own(parts.netloc)
                self.host_learned = True

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Take a page for a list of links to articles."""
        layout = self.listing_layout(page.root)
        visit = self._done(answer.visit, "listing")
        return Listing(self.name, visit, answer.capture, page, layout, zone=self.time_zone)

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Turn the answer at an article's own address into an article, or say what stands there instead."""
        visit = answer.visit
        key = self.key_of(visit.url)
        layout = self.article_layout(page.root)
        if layout is None or key is None:
            if self.is_home_page(page.root) or says_not_found(page.root, self.not_found):
                return self._outcome(answer, "missing", "soft-404")
            return self._outcome(answer, "quarantined", "no-article")
        return Article(
            site=self.name,
            key=key,
            url=visit.url,
            page=page,
            selectors=layout,
            capture=answer.capture,
            visit=visit,
            region=self.region,
            urls=[visit.url],
            layout=layout.layout,
            parser=self.parser_version,
        )

    def _redirected(self, answer: Answer) -> Outcome:
        visit = answer.visit
        location = self.addresses.resolve(visit.url, answer.location or "")
        kind, target = classify_redirect(
            visit.url,
            location,
            home_paths=self.addresses.home_paths(self.home_paths),
            same_site=self.addresses.is_on_host,
            key_of=self.key_of,
        )
        if kind == "home":
            return self._outcome(answer, "missing", "redirect-home")
        if kind == "inside" and target and self.addresses.is_beside(target):
            kind = "off-site"
        if kind in ("off-site", "bad") or target is None:
            return self._outcome(answer, "refused", "redirect-off-site" if kind == "off-site" else "bad-redirect")
        if visit.hops >= MAXIMUM_HOPS:
            return self._outcome(answer, "failed", "redirect-loop")
        outcome = self._outcome(answer, "redirected", f"redirect-{kind}")
        key = self.key_of(target)
        url = self.article_url(key) if key and kind != "same-article" else target
        wanted = "article" if key else visit.kind
        found = Discovery(url, wanted, visit.url, key, hops=visit.hops + 1, at_once=True, why="redirected")
        outcome.discoveries.append(found)
        return outcome

    def _outcome(self, answer: Answer, outcome: str, reason: str | None = None) -> Outcome:
        visit = self._done(answer.visit, outcome)
        visit.reason = reason
        return Outcome(self.name, visit, answer.capture)

    @staticmethod
    def _done(visit: Visit, outcome: str) -> Visit:
        visit.outcome = outcome
        return visit

    def _note_lost_listing(self, visit: Visit) -> None:
        if visit.kind == "listing" and visit.outcome in ("failed", "quarantined", "refused"):
            self.report.walk_complete = False

    # ---- what a platform says ----

    def sent_to(self, url: str) -> Sent | None:
        """Return what is sent to one of the site's addresses by POST; None for one that is asked for by GET."""
        return None

    def key_of(self, url: str) -> str | None:
        """Return the key of an article's address of this site, in whatever form; None for any other address."""
        raise NotImplementedError

    def article_url(self, key: str) -> str:
        """Return the article's own address, the only one whose answer says that it is missing."""
        raise NotImplementedError

    def article_layout(self, root: _Element) -> Selectors | None:
        """Return the layout by which an article page is read; None when it is no article page."""
        raise NotImplementedError

    def listing_layout(self, root: _Element) -> Selectors:
        """Return the layout by which a listing is read."""
        raise NotImplementedError

    def is_home_page(self, root: _Element) -> bool:
        """Tell whether a page is the site's home page, shown in the place of what is missing."""
        raise NotImplementedError

    def read_feed(self, answer: Answer) -> Item:
        """Read a feed, a sitemap or a list of an API."""
        raise NotImplementedError

    def read_thread(self, answer: Answer, page: Page) -> Item:
        """Read a further page of an article's comments; most platforms have none."""
        return self._outcome(answer, "quarantined", "no-thread")


def _parsed(answer: Answer) -> tuple[_Element | None, str | None]:
    return parse_html(answer.body, _charset(answer.capture.content_type))


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
