"""The frontier, table ``pages``: what is known, what is due, and when each address is next due.

The only room of the crawler that knows SQL. It works on the archive's own connection, so that the row of a page is
settled in the transaction that saves what the page brought.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.items import Capture, Discovery, Visit

ENTRY, ARTICLE, LISTING, TAG_LISTING, RECHECK = range(5)
"""Priorities: what is lower is fetched first among what is due."""

RECHECK_LADDER = (
    (timedelta(days=1), timedelta(hours=12)),
    (timedelta(days=7), timedelta(days=2)),
    (timedelta(days=30), timedelta(days=10)),
    (timedelta(days=180), timedelta(days=45)),
    (timedelta(days=730), timedelta(days=120)),
)
"""(age since the last change, interval until the next look); older articles: YEARLY."""
YEARLY = timedelta(days=365)
FAILURE_INTERVALS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=14), timedelta(days=60))
"""Interval after the first, second, ... failure in a row."""
NEVER = "9999-12-31T00:00:00Z"
"""Due time of what only an entry of a run makes due: listings."""
SEEN_LIMIT = 50_000
"""Addresses whose discovery this process remembers, so that a ticker on every page costs no statement."""


@dataclass(slots=True)
class Due:
    """A row of the frontier that a run has taken up."""

    visit: Visit
    key: str | None
    article: int | None


def now() -> str:
    """Return the present instant, UTC, to the millisecond: ``2026-10-05T01:02:03.456Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(instant: str, interval: timedelta) -> str:
    """Return ``instant`` plus ``interval`` in the same form."""
    moved = datetime.fromisoformat(instant.replace("Z", "+00:00")) + interval
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def recheck_at(url: str, fetched_at: str, changed_at: str) -> str:
    """Return when an article is next looked at: a ladder by its age since the last change, spread by its address."""
    age = datetime.fromisoformat(fetched_at) - datetime.fromisoformat(changed_at)
    interval = next((step for limit, step in RECHECK_LADDER if age < limit), YEARLY)
    spread = int.from_bytes(hashlib.sha256(url.encode()).digest()[:2], "big") / 65536  # evenly over the nights
    return later(fetched_at, interval * (0.85 + 0.3 * spread))


class Frontier:
    """What one run of one site takes up and settles."""

    def __init__(self, connection: sqlite3.Connection, site: str, run: int, started_at: str) -> None:
        self.connection = connection
        self.site = site
        self.run = run
        self.started_at = started_at
        self._seen: set[str] = set()

    def enter(self, discoveries: Iterable[Discovery]) -> None:
        """Make the run's entries due: listings, the home page, feeds, and addresses given by the operator."""
        self.connection.execute("BEGIN IMMEDIATE")
        rows = [
            (d.url, self.site, d.kind, d.key, _priority(d), self.started_at, d.via, self.started_at)
            for d in discoveries
        ]
        self.connection.executemany(
            "INSERT INTO pages (url, site, kind, key, priority, discovered_at, discovered_via, due_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at, lease = NULL,"
            " priority = CASE WHEN kind = 'article' THEN priority ELSE excluded.priority END",
            rows,
        )
        self.connection.execute("COMMIT")

    def make_all_due(self) -> None:
        """Make every known article due (``--full``)."""
        self.connection.execute(
            "UPDATE pages SET due_at = ?, lease = NULL WHERE site = ? AND kind = 'article'",
            (self.started_at, self.site),
        )

    def take(self, limit: int, *, articles_left: int | None = None) -> list[Due]:
        """Take up to ``limit`` due pages; each is taken once a run, however often it is found again meanwhile."""
        taken: list[Due] = []
        for priority in (ENTRY, ARTICLE, LISTING, TAG_LISTING, RECHECK):
            wanted = limit - len(taken)
            if priority in (ARTICLE, RECHECK) and articles_left is not None:
                wanted = min(wanted, articles_left - sum(1 for due in taken if due.visit.kind == "article"))
            if wanted > 0:
                taken += self._take(priority, wanted)
        if taken:
            marks = ", ".join("?" * len(taken))
            self.connection.execute(
                f"UPDATE pages SET lease = ? WHERE url IN ({marks})", (self.run, *(due.visit.url for due in taken))
            )
        return taken

    def has_due(self) -> bool:
        """Tell whether anything is due that this run has not taken up."""
        query = "SELECT 1 FROM pages WHERE site = ? AND due_at <= ? AND lease IS NOT ? LIMIT 1"
        return self.connection.execute(query, (self.site, now(), self.run)).fetchone() is not None

    def count_due(self) -> int:
        """Return how many pages are due that this run has not taken up; for those who watch."""
        query = "SELECT count(*) FROM pages WHERE site = ? AND due_at <= ? AND lease IS NOT ?"
        return int(self.connection.execute(query, (self.site, now(), self.run)).fetchone()[0])

    def _take(self, priority: int, limit: int) -> list[Due]:
        rows = self.connection.execute(
            "SELECT p.url, p.kind, p.hops, p.etag, p.last_modified, p.key, p.article, c.id, c.digest, c.fetched_at"
            " FROM pages p LEFT JOIN captures c ON c.id = ifnull((SELECT same_as FROM captures WHERE id = p.capture),"
            " p.capture) WHERE p.site = ? AND p.priority = ? AND p.due_at <= ? AND p.lease IS NOT ?"
            " ORDER BY p.due_at LIMIT ?",
            (self.site, priority, now(), self.run, limit),
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
                ),
                key,
                article,
            )
            for url, kind, hops, etag, last_modified, key, article, capture, digest, fetched_at in rows
        ]

    def known_before_run(self, urls: Sequence[str]) -> int:
        """Return how many of these addresses were known before this run began."""
        marks = ", ".join("?" * len(urls))
        return int(
            self.connection.execute(
                f"SELECT count(*) FROM pages WHERE url IN ({marks}) AND discovered_at < ?", (*urls, self.started_at)
            ).fetchone()[0]
        )

    def has_seen(self, discovery: Discovery) -> bool:
        """Tell whether this process has entered the address before, so that it cannot be news."""
        return not discovery.at_once and discovery.url in self._seen

    def discover(self, discoveries: Iterable[Discovery], instant: str) -> None:
        """Add addresses that are not known yet; make those due that are wanted at once."""
        rows = []
        for d in discoveries:
            if not d.at_once:
                if d.url in self._seen:
                    continue
                if len(self._seen) >= SEEN_LIMIT:
                    self._seen.clear()
                self._seen.add(d.url)
            due_at = instant if d.at_once or d.kind == "article" else NEVER
            found = (d.url, self.site, d.kind, d.key, _priority(d), instant, d.via, due_at, d.hops)
            rows.append((*found, d.at_once, self.run))
        self.connection.executemany(
            "INSERT INTO pages (url, site, kind, key, priority, discovered_at, discovered_via, due_at, hops)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at"
            " WHERE ?10 AND due_at > excluded.due_at AND lease IS NOT ?11",
            rows,
        )

    def settle(self, visit: Visit, capture: Capture | None, article: int | None, instant: str) -> None:
        """Settle the row of an answered page: its state, and when it is next due."""
        changed = visit.outcome in ("new", "changed")
        priority, due_at = self._next(visit, instant)
        failed = visit.outcome in ("failed", "refused", "missing", "quarantined")
        unchanged = visit.outcome == "not-modified"
        self.connection.execute(
            "UPDATE pages SET state = ?2, due_at = ?3, fetched_at = ?4, failures = CASE WHEN ?5 THEN failures + 1"
            " ELSE 0 END, last_status = ?6, last_error = ?7, capture = ifnull(?8, capture),"
            " article = ifnull(?9, article), etag = CASE WHEN ?5 THEN etag ELSE ?10 END,"
            " last_modified = CASE WHEN ?5 THEN last_modified ELSE ?11 END,"
            " changed_at = CASE WHEN ?12 OR changed_at IS NULL THEN ?4 ELSE changed_at END,"
            " priority = ifnull(?13, priority), lease = ?14 WHERE url = ?1",
            (
                visit.url,
                _STATES.get(visit.outcome, "known"),
                due_at,
                instant,
                failed,
                capture.status if capture else None,
                visit.reason,
                capture.id if capture else None,
                article,
                (capture and capture.etag) or (visit.etag if unchanged else None),
                (capture and capture.last_modified) or (visit.last_modified if unchanged else None),
                changed,
                priority,
                self.run,
            ),
        )

    def _next(self, visit: Visit, instant: str) -> tuple[int | None, str]:
        if visit.retry_after is not None:
            return None, later(instant, timedelta(seconds=visit.retry_after))
        if visit.outcome in ("failed", "refused", "missing", "quarantined"):
            failures = self._failures(visit.url)
            return None, later(instant, FAILURE_INTERVALS[min(failures, len(FAILURE_INTERVALS) - 1)])
        if visit.kind != "article":
            return None, NEVER
        if visit.outcome == "redirected":
            return RECHECK, later(instant, YEARLY)
        changed_at = instant if visit.outcome in ("new", "changed") else self._changed_at(visit.url) or instant
        return RECHECK, recheck_at(visit.url, instant, changed_at)

    def _failures(self, url: str) -> int:
        row = self.connection.execute("SELECT failures FROM pages WHERE url = ?", (url,)).fetchone()
        return int(row[0]) if row else 0

    def _changed_at(self, url: str) -> str | None:
        row = self.connection.execute("SELECT changed_at FROM pages WHERE url = ?", (url,)).fetchone()
        return str(row[0]) if row and row[0] else None


_STATES = {
    "redirected": "redirected",
    "missing": "missing",
    "quarantined": "quarantined",
    "failed": "failed",
    "refused": "refused",
}


def _priority(discovery: Discovery) -> int:
    if discovery.priority is not None:
        return discovery.priority
    return ARTICLE if discovery.kind == "article" else LISTING
