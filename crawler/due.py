"""When an address is next due, and before which others: rechecks, retries, and the order of what is due."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import lru_cache

from crawler.clock import between, later
from crawler.items import Discovery, Visit

ENTRY, ARTICLE, LISTING, TAG_LISTING, RECHECK, FILE = range(6)
"""Priorities: what is lower is fetched first among what is due."""

RECHECK_LADDER = ((2, 0.5), (7, 1), (30, 3), (90, 7), (365, 30), (730, 90))
"""(days since the last change, days until the next look); the last change of a release never seen to change is its
publication. Older ones: OLDEST, never "never"."""
OLDEST = 180
FILE_DAYS = 5
"""Days between two looks at an attachment, at least."""
RETRY_DAYS = {
    "failed": (0.25, 1, 3, 14, 60),
    "refused": (1, 3, 14, 60, 180),
    "quarantined": (1, 1, 3, 14, 60),
    "missing": (1, 1, 2, 7, 30, 60, 180),
}
"""Days after the first, second, ... answer in a row that brought no content."""
NEVER = "9999-12-31T00:00:00Z"
"""Due time of what only an entry of a run makes due: listings."""


def recheck_days(url: str, age: float) -> float:
    """Return after how many days an article is next looked at: by the days since its last change, spread by address.

    Nights are whole: what is looked at every few days is spread over the nights by its address, so that nights are
    alike.
    """
    interval = next((step for limit, step in RECHECK_LADDER if age < limit), OLDEST)
    if interval <= 1:
        return interval
    spread = int.from_bytes(hashlib.sha256(url.encode()).digest()[:2], "big") / 65536
    return max(1, round(interval * (0.75 + 0.5 * spread)))


@lru_cache(maxsize=1024)
def due_after(started_at: str, days: float) -> str:
    """Return when what a run has dealt with is due again: some hours early, for a nightly run is never punctual."""
    slack = timedelta(hours=6 if days >= 1 else 1)
    return later(started_at, timedelta(days=days) - slack)


def next_due(
    visit: Visit, started_at: str, failures: int, instant: str, changed_at: str
) -> tuple[int | None, str, str]:
    """Return the priority that a page has from now on (None: as before), when it is next due, and why.

    ``started_at``: when the run began; ``failures``: answers in a row before this one that brought no content;
    ``instant``: that of this answer; ``changed_at``: that of the last change of what stands there.
    """
    if visit.retry_after is not None:
        return None, later(instant, timedelta(seconds=visit.retry_after)), "retry-after"
    if (visit.outcome, visit.reason) == ("refused", "no-article"):
        return RECHECK, due_after(started_at, OLDEST), "recheck"
    if visit.outcome == "missing" and visit.kind in ("listing", "feed", "sitemap", "api"):
        return None, NEVER, "entry"
    if steps := RETRY_DAYS.get(visit.outcome):
        priority = RECHECK if visit.kind == "article" and failures else None
        return priority, due_after(started_at, steps[min(failures, len(steps) - 1)]), visit.outcome
    if visit.kind not in ("article", "file"):
        return None, NEVER, "entry"
    if visit.outcome == "redirected":
        return RECHECK, due_after(started_at, OLDEST), "redirected"
    age = round(between(changed_at, started_at) / timedelta(days=1))
    if visit.kind == "file":
        return FILE, due_after(started_at, max(FILE_DAYS, recheck_days(visit.url, age))), "file"
    return RECHECK, due_after(started_at, recheck_days(visit.url, age)), "recheck"


def priority_of(discovery: Discovery) -> int:
    """Return the priority of an address that has been found: its own, else by its kind."""
    if discovery.priority is not None:
        return discovery.priority
    if discovery.kind == "file":
        return FILE
    return ARTICLE if discovery.kind == "article" else LISTING
