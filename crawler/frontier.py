"""The frontier, table ``pages``: what is known, what is due, and what becomes of each address that was asked.

The only room of the crawler that knows SQL. It works on the archive's own connection, so that the row of a page is
settled in the transaction that saves what the page brought.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.clock import now
from crawler.due import (
    ARTICLE,
    ENTRY,
    FILE,
    LISTING,
    NEVER,
    RECHECK,
    RETRY_DAYS,
    TAG_LISTING,
    next_due,
    priority_of,
)
from crawler.hosts import host_of, root_of
from crawler.items import Capture, Discovery, Visit

SEEN_LIMIT = 50_000
"""Addresses whose discovery this process remembers, so that a ticker on every page costs no statement."""


@dataclass(slots=True)
class Due:
    """A row of the frontier that a run has taken up."""

    visit: Visit
    key: str | None
    article: int | None


@dataclass(slots=True, frozen=True)
class Planned:
    """A page that a run would fetch, and why."""

    url: str
    kind: str
    why: str
    due_at: str
    last_status: int | None
    priority: int
    conditional: bool
    """Whether a validator is known, so that the site may answer 304."""


class Frontier:
    """What one run of one site takes up and settles."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        site: str,
        run: int,
        started_at: str,
        clock: Callable[[], str] = now,
        rechecks: int | None = None,
        open_since: str | None = None,
    ) -> None:
        self.connection = connection
        self.site = site
        self.run = run
        self.started_at = started_at
        self.clock = clock
        self.rechecks_left = rechecks
        self.open_since = open_since or started_at
        self._seen: set[str] = set()
        self._others: tuple[str, ...] = ()
        """Roots of other sites on the same host, below this one's: what stands there is theirs."""

    def draw_borders(self, home_url: str) -> None:
        """Leave to other sites what stands below their homes, and take from them what stands below this one's.

        A site below a path is not a part of that at the root of its host. What the archive has stays as it is.
        """
        rows = self.connection.execute("SELECT home_url FROM sites WHERE slug <> ?", (self.site,)).fetchall()
        root, host = home_url.rstrip("/"), host_of(home_url)
        others = [f"{root_of(home_url)}{urlsplit(url).path.rstrip('/')}/" for (url,) in rows if host_of(url) == host]
        self._others = tuple(url for url in others if url.startswith(f"{root}/") and url.rstrip("/") != root)
        for other in self._others:
            self._forget_below(other, "site = ?")
        if urlsplit(root).path:
            self._forget_below(f"{root}/", "site <> ?")

    def _forget_below(self, root: str, whose: str) -> None:
        self.connection.execute(
            f"DELETE FROM pages WHERE {whose} AND url >= ? AND url < ?", (self.site, root, f"{root[:-1]}0")
        )  # "0" comes after "/"

    def _own(self, discoveries: Iterable[Discovery]) -> Iterable[Discovery]:
        return (d for d in discoveries if not d.url.startswith(self._others)) if self._others else discoveries

    def enter(self, discoveries: Iterable[Discovery]) -> None:
        """Make the run's entries due: listings, the home page, feeds, and addresses given by the operator."""
        self.connection.execute("BEGIN IMMEDIATE")
        own = list(self._own(discoveries))
        self._take_from_files(own, self.started_at)
        rows = [
            (d.url, self.site, d.kind, d.key, priority_of(d), self.started_at, d.via, self.started_at, d.via)
            for d in own
        ]
        self.connection.executemany(
            "INSERT INTO pages (url, site, kind, key, priority, discovered_at, discovered_via, due_at, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at, lease = NULL, why = excluded.why,"
            " priority = CASE WHEN kind = 'article' THEN priority ELSE excluded.priority END",
            rows,
        )
        self.connection.execute("COMMIT")

    def _take_from_files(self, discoveries: Iterable[Discovery], instant: str) -> None:
        """Take for what a list or an entry says it is what a release, of whichever site, has offered as a file.

        What has proved to be a file stays one, and whatever else an address was taken for never becomes one.
        """
        self.connection.executemany(
            "UPDATE pages SET site = ?, kind = ?, key = ?, priority = ?, due_at = ?, hops = ?, why = ?, state = 'new',"
            " failures = 0, etag = NULL, last_modified = NULL, changed_at = NULL, lease = NULL"
            " WHERE url = ? AND kind = 'file' AND state <> 'known'",
            [(self.site, d.kind, d.key, priority_of(d), instant, d.hops, d.why, d.url) for d in discoveries],
        )

    def make_all_due(self) -> None:
        """Make every known article due (``--full``)."""
        self.connection.execute(
            "UPDATE pages SET due_at = ?, why = 'full', lease = NULL WHERE site = ? AND kind = 'article'",
            (self.started_at, self.site),
        )
        self.rechecks_left = None

    def make_due(self, urls: Iterable[str], why: str) -> int:
        """Make known articles due at once in this run unless it has looked at them already; return how many."""
        made = 0
        for url in urls:
            made += self.connection.execute(
                "UPDATE pages SET due_at = ?, why = ? WHERE url = ? AND lease IS NOT ?",
                (self.started_at, why, url, self.run),
            ).rowcount
        return made

    def take(self, limit: int, *, articles_left: int | None = None) -> list[Due]:
        """Take up to ``limit`` due pages; each is taken once a run, however often it is found again meanwhile."""
        taken: list[Due] = []
        for priority in (ENTRY, ARTICLE, LISTING, TAG_LISTING, RECHECK, FILE):
            wanted = limit - len(taken)
            if priority in (ARTICLE, RECHECK) and articles_left is not None:
                wanted = min(wanted, articles_left - sum(1 for due in taken if due.visit.kind == "article"))
            if priority in (RECHECK, FILE) and self.rechecks_left is not None:
                wanted = min(wanted, self.rechecks_left)
            found = self._take(priority, wanted) if wanted > 0 else []
            if priority in (RECHECK, FILE) and self.rechecks_left is not None:
                self.rechecks_left -= len(found)
            taken += found
        if taken:
            marks = ", ".join("?" * len(taken))
            self.connection.execute(
                f"UPDATE pages SET lease = ? WHERE url IN ({marks})", (self.run, *(due.visit.url for due in taken))
            )
        return taken

    def has_due(self) -> bool:
        """Tell whether anything is due that this run has not taken up."""
        last = FILE if self.rechecks_left is None or self.rechecks_left > 0 else TAG_LISTING
        query = "SELECT 1 FROM pages WHERE site = ? AND priority <= ? AND due_at <= ? AND lease IS NOT ? LIMIT 1"
        return self.connection.execute(query, (self.site, last, self.clock(), self.run)).fetchone() is not None

    def count_due(self) -> int:
        """Return how many pages are due that this run has not taken up; for those who watch."""
        query = "SELECT count(*) FROM pages WHERE site = ? AND due_at <= ? AND lease IS NOT ?"
        return int(self.connection.execute(query, (self.site, self.clock(), self.run)).fetchone()[0])

    def planned(self, *, whole: bool = False) -> Iterator[Planned]:
        """Yield what is due now (``whole``: every known article), in the order of taking; nothing is taken."""
        rows = self.connection.execute(
            "SELECT url, kind, CASE WHEN due_at <= ?2 THEN ifnull(why, state) ELSE 'full' END, due_at, last_status,"
            " priority, NOT ?3 AND (etag IS NOT NULL OR last_modified IS NOT NULL) FROM pages"
            " WHERE site = ?1 AND (due_at <= ?2 OR (?3 AND kind = 'article')) ORDER BY priority, due_at",
            (self.site, self.clock(), whole),
        )
        for url, kind, why, due_at, last_status, priority, conditional in rows:
            yield Planned(url, kind, why, due_at, last_status, priority, bool(conditional))

    def _take(self, priority: int, limit: int) -> list[Due]:
        rows = self.connection.execute(
            "SELECT p.url, p.kind, p.hops, p.etag, p.last_modified, p.key, p.article, c.id, c.digest,"
            " c.fetched_at, ifnull(p.why, p.state)"
            " FROM pages p LEFT JOIN captures c ON c.id = ifnull((SELECT same_as FROM captures WHERE id = p.capture),"
            " p.capture) WHERE p.site = ? AND p.priority = ? AND p.due_at <= ? AND p.lease IS NOT ?"
            " ORDER BY p.due_at LIMIT ?",
            (self.site, priority, self.clock(), self.run, limit),
        )
        return [
            Due(
                Visit(
                    url=url,
                    kind=kind,
                    hops=hops,
                    etag=etag,
                    last_modified=last_modified,
                    capture_id=capture,
                    capture_digest=digest,
                    capture_at=fetched_at,
                    why=why,
                    is_known=article is not None,
                ),
                key,
                article,
            )
            for url, kind, hops, etag, last_modified, key, article, capture, digest, fetched_at, why in rows
        ]

    def all_older(self, urls: Sequence[str], instant: str) -> bool:
        """Tell whether all these addresses show articles dated before an instant."""
        marks = ", ".join("?" * len(urls))
        found = self.connection.execute(
            f"SELECT count(*) FROM pages p JOIN articles a ON a.id = p.article WHERE p.url IN ({marks})"
            " AND a.sort_at < ? AND a.published_at IS NOT NULL",
            (*urls, instant),
        ).fetchone()
        return bool(found[0] == len(urls))

    def known_before_run(self, urls: Sequence[str]) -> int:
        """Return how many of these addresses were known before this run, and those that were cut short before it."""
        marks = ", ".join("?" * len(urls))
        return int(
            self.connection.execute(
                f"SELECT count(*) FROM pages WHERE url IN ({marks}) AND discovered_at < ?", (*urls, self.open_since)
            ).fetchone()[0]
        )

    def sources(self) -> list[tuple[str, str]]:
        """Return (kind, address) of the feeds, sitemaps and listings that have shown articles of the site."""
        shows = (
            "EXISTS (SELECT 1 FROM sightings s WHERE s.site = ?1 AND s.block = 'listing' AND s.page_url = p.url"
            " AND s.article IS NOT NULL)"
        )
        rows = self.connection.execute(
            "SELECT kind, url FROM pages p WHERE site = ?1 AND state = 'known'"
            f" AND (kind IN ('feed', 'sitemap') OR (kind = 'listing' AND {shows})) ORDER BY discovered_at, url",
            (self.site,),
        )
        return [(kind, url) for kind, url in rows]

    def recent_keys(self, limit: int) -> list[str]:
        """Return the keys of the articles found last."""
        query = "SELECT key FROM articles WHERE site = ? ORDER BY id DESC LIMIT ?"
        return [key for (key,) in self.connection.execute(query, (self.site, limit))]

    def addresses_of(self, keys: Sequence[str]) -> dict[str, str]:
        """Return for each key of a known article the address from which it was last read."""
        marks = ", ".join("?" * len(keys))
        rows = self.connection.execute(
            f"SELECT a.key, c.url FROM articles a JOIN captures c ON c.id = a.capture"
            f" WHERE a.site = ? AND a.key IN ({marks})",
            (self.site, *keys),
        )
        return dict(rows.fetchall())

    def has_seen(self, discovery: Discovery) -> bool:
        """Tell whether this process has entered the address before, so that it cannot be news."""
        return not discovery.at_once and _mark(discovery) in self._seen

    def forget(self) -> None:
        """Forget what this process remembers having entered, after a rollback."""
        self._seen.clear()

    def discover(self, discoveries: Iterable[Discovery], instant: str) -> None:
        """Add addresses that are not known yet; make those due that are wanted at once."""
        rows, articles = [], []
        for d in self._own(discoveries):
            if not d.at_once:
                if (mark := _mark(d)) in self._seen:
                    continue
                if len(self._seen) >= SEEN_LIMIT:
                    self._seen.clear()
                self._seen.add(mark)
            if d.kind == "article":
                articles.append(d)
            due_at = instant if d.at_once or d.kind in ("article", "file") else NEVER
            found = (d.url, self.site, d.kind, d.key, priority_of(d), instant, d.via, due_at, d.hops)
            rows.append((*found, d.at_once, self.run, d.why))
        self._take_from_files(articles, instant)
        self.connection.executemany(
            "INSERT INTO pages (url, site, kind, key, priority, discovered_at, discovered_via, due_at, hops, why)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?12)"
            " ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at, why = excluded.why"
            " WHERE ?10 AND due_at > excluded.due_at AND lease IS NOT ?11",
            rows,
        )

    def settle(
        self, visit: Visit, capture: Capture | None, article: int | None, instant: str, published_at: str | None = None
    ) -> None:
        """Settle the row of an answered page: its state, and when and why it is next due.

        The last change of an article that was never seen to change is its publication (UTC), where that is known.
        """
        unanswered = visit.outcome in RETRY_DAYS
        unchanged = visit.outcome == "not-modified"
        query = "SELECT failures, changed_at, kind FROM pages WHERE url = ?"
        failures, changed_at, kind = self.connection.execute(query, (visit.url,)).fetchone() or (0, None, visit.kind)
        if visit.kind == "file" and kind != "file":
            return  # a list has named it meanwhile: it is asked for as what the list says
        if visit.outcome == "changed":
            changed_at = instant
        elif changed_at is None:
            changed_at = min(published_at or instant, instant)
        priority, due_at, why = next_due(visit, self.started_at, failures, instant, changed_at)
        self.connection.execute(
            "UPDATE pages SET state = ?2, due_at = ?3, fetched_at = ?4, failures = ?5, last_status = ?6,"
            " last_error = ?7, capture = ifnull(?8, capture), article = ifnull(?9, article),"
            " etag = CASE WHEN ?10 THEN etag ELSE ?11 END,"
            " last_modified = CASE WHEN ?10 THEN last_modified ELSE ?12 END,"
            " changed_at = CASE WHEN ?10 THEN changed_at ELSE ?13 END, priority = ifnull(?14, priority),"
            " lease = ?15, why = ?16, kind = ?17 WHERE url = ?1",
            (
                visit.url,
                _STATES.get(visit.outcome, "known"),
                due_at,
                instant,
                failures + 1 if unanswered else 0,
                capture.status if capture else None,
                visit.reason,
                capture.id if capture else None,
                article,
                unanswered,
                (capture and capture.etag) or (visit.etag if unchanged else None),
                (capture and capture.last_modified) or (visit.last_modified if unchanged else None),
                changed_at,
                priority,
                self.run,
                why,
                visit.kind,
            ),
        )

_STATES = {
    "redirected": "redirected",
    "missing": "missing",
    "quarantined": "quarantined",
    "failed": "failed",
    "refused": "refused",
}


def _mark(discovery: Discovery) -> str:
    """Return how it is remembered that an address was entered: what is known as a file may still be news."""
    return f"file {discovery.url}" if discovery.kind == "file" else discovery.url
