"""What one run measures of a site while its answers come in; becomes ``runs.metrics``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath

from crawler.items import Article, Item, Listing, Outcome, Page, Visit
from pipelines.second_opinion import disagrees
from pipelines.shifts import KEPT, links_of
from pipelines.spam import injected_links, spam_text

LISTED = ("listing", "lead", "featured", "category")
"""Blocks that make up a listing."""
LISTS = ("listing", "api")
"""Kinds of entries whose links are compared with those of earlier runs."""
COVERED_FIELDS = ("headline", "published_at", "body", "byline", "author", "category")
LOST_BY = {
    "no-article": "article",
    "no-headline": "headline",
    "doubtful-headline": "headline",
    "no-content": "body",
    "doubtful-body": "body",
    "doubtful-date": "date",
}
"""Reason of a quarantined article page to the field that it has lost."""
EXAMPLES = 10
TEMPLATE_PAGES = 12
"""Article pages whose frame is looked at in one run."""
OPINIONS = 8
"""Articles of a run for which a second opinion is asked, at most; in full walks for none, for it costs much."""
_CLASSES = XPath("/html/body//*/@class", smart_strings=False)


@dataclass(slots=True)
class Entry:
    """What one of the run's entries answered."""

    url: str
    kind: str
    outcome: str
    reason: str | None
    links: int


@dataclass(slots=True)
class Measures:
    """Counts of one run."""

    closely: bool = True
    """Whether every page is looked at closely, and a second opinion asked for some: not in full walks."""
    entries: list[Entry] = field(default_factory=list)
    known: int = 0
    """Known articles whose own page was looked at and shown."""
    new: int = 0
    answers: int = 0
    """Answers with content."""
    requests: int = 0
    failed: int = 0
    missing: int = 0
    conditional: int = 0
    not_modified: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    lost_examples: list[str] = field(default_factory=list)
    covered: Counter[str] = field(default_factory=Counter)
    """For each field, the new articles that have it."""
    compared: int = 0
    disagreed: int = 0
    disagreed_examples: list[str] = field(default_factory=list)
    skews: list[float] = field(default_factory=list)
    frames: list[set[str]] = field(default_factory=list)
    spam_pages: list[str] = field(default_factory=list)
    """Addresses of pages of spam."""
    spam_entries: list[str] = field(default_factory=list)
    """Texts of spam links that listings show."""
    injected: dict[str, list[str]] = field(default_factory=dict)
    """Page to the texts of links injected into it."""
    languages: Counter[str] = field(default_factory=Counter)
    """Languages of the new articles, where known."""
    hosts: set[str] = field(default_factory=set)
    """Hosts outside of government to which the listings that every run reads lead."""
    sections: Counter[str] = field(default_factory=Counter)
    """Sections of the site to which those listings lead, with links."""
    stand_in: set[str] = field(default_factory=set)
    """Addresses to which entries were redirected: what they answer is what the entries show."""

    def look(self, item: Item, page: Page | None) -> None:
        """Look at a page while it is at hand."""
        if page is None or isinstance(item, Outcome):
            return
        home = urlsplit(page.home_url)
        host = home.hostname or ""
        if self.closely or isinstance(item, Listing) or len(self.frames) < TEMPLATE_PAGES:
            found = injected_links(page.root, host, page.link)
            if found and len(self.injected) < EXAMPLES:
                self.injected[page.url] = [text for text, _ in found[:EXAMPLES]]
        if isinstance(item, Article):
            if len(self.frames) < TEMPLATE_PAGES:
                self.frames.append(set(_CLASSES(page.root)))  # type: ignore[arg-type]
            if self.closely and self.compared < OPINIONS and item.body:
                self.compared += 1
                if disagrees(page, item.headline, item.body):
                    self.disagreed += 1
                    self.disagreed_examples.append(item.url)
        else:
            if self._is_entry(item.visit):
                hosts, sections = links_of(page.root, host, home.path.rstrip("/"))
                self.hosts |= hosts
                self.sections += sections
            texts = [s.text for s in item.sightings if s.text and spam_text(s.text)]
            self.spam_entries += texts[: EXAMPLES - len(self.spam_entries)]

    def count(self, item: Item) -> None:
        """Count an answer whose outcome is settled."""
        visit = item.visit
        assert visit is not None
        outcome, reason = visit.outcome, visit.reason
        self.requests += 1
        self.answers += outcome in ("new", "changed", "unchanged", "listing", "not-modified", "file")
        self.failed += outcome == "failed"
        if self._is_entry(visit):
            self._count_entry(item, visit)
        if visit.kind == "article":
            self._count_article(item, outcome, reason)
        for article in item.articles if isinstance(item, Listing) else ():
            assert article.visit is not None
            self._count_article(article, article.visit.outcome, article.visit.reason)
        if visit.etag or visit.last_modified:
            self.conditional += 1
            self.not_modified += outcome == "not-modified"
        if visit.skew is not None and len(self.skews) < 100:
            self.skews.append(visit.skew)
        if reason and reason.startswith("spam") and len(self.spam_pages) < EXAMPLES:
            self.spam_pages.append(visit.url)

    def _is_entry(self, visit: Visit | None) -> bool:
        """Tell whether an address is one with which the run began, or to which such a one was redirected."""
        return visit is not None and (visit.why == "entry" or visit.url in self.stand_in)

    def _count_entry(self, item: Item, visit: Visit) -> None:
        links = sum(s.block in LISTED for s in item.sightings) if isinstance(item, Listing) else 0
        self.entries.append(Entry(visit.url, visit.kind, visit.outcome, visit.reason, links))
        if visit.outcome == "redirected" and isinstance(item, Outcome):
            self.stand_in.update(found.url for found in item.discoveries)

    def _count_article(self, item: Item, outcome: str, reason: str | None) -> None:
        visit = item.visit
        assert visit is not None
        if outcome == "new":
            self.new += 1
            if isinstance(item, Article) and item.language:
                self.languages[item.language] += 1
            self.covered.update(name for name in COVERED_FIELDS if getattr(item, name))
        elif outcome in ("changed", "unchanged"):
            self.known += 1
        elif outcome == "missing":
            self.missing += visit.is_known
        elif outcome == "quarantined" and visit.is_known and (name := LOST_BY.get(reason or "")):
            self.known += 1
            self.lost[name] += 1
            if len(self.lost_examples) < EXAMPLES:
                self.lost_examples.append(visit.url)

    def frame(self) -> set[str]:
        """Return the classes that most article pages of this run have: the frame around what they say."""
        seen = Counter(name for frame in self.frames for name in frame)
        return {name for name, n in seen.items() if n > len(self.frames) / 2}

    def metrics(self, mode: str) -> dict[str, Any]:
        """Return what is kept of the run, for later runs to be compared with."""
        skews = sorted(self.skews)
        return {
            "mode": mode,
            "known": self.known,
            "new": self.new,
            "answers": self.answers,
            "requests": self.requests,
            "failed": self.failed,
            "missing": self.missing,
            "conditional": self.conditional,
            "not_modified": self.not_modified,
            "lost": dict(self.lost),
            "lost_examples": self.lost_examples,
            "covered": dict(self.covered),
            "listing_links": {e.url: e.links for e in self.entries if e.kind in LISTS and e.outcome == "listing"},
            "compared": self.compared,
            "disagreed": self.disagreed,
            "disagreed_examples": self.disagreed_examples,
            "skew": skews[len(skews) // 2] if skews else None,
            "spam_pages": self.spam_pages,
            "spam_entries": self.spam_entries,
            "injected": self.injected,
            "languages": dict(self.languages),
            "hosts": sorted(self.hosts)[:KEPT],
            "sections": dict(self.sections.most_common(KEPT)),
        }
