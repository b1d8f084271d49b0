"""How fast one site is asked: the agreed delay, backing off when the site pushes back, easing when it
recovers.

Pure logic: a :class:`SiteThrottle` is told what each answer was and says what to do; the clocks are
injectable. It is put into effect with :meth:`SiteThrottle.apply` on the downloader's slot, as Scrapy's
AutoThrottle does.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Literal, Protocol

from crawler.hosts import is_loopback

Verdict = Literal["go", "wait", "defer", "blocked"]
"""go: nothing special. wait: the site pushed back, the next request comes later. defer: this page not in this
run. blocked: leave the site alone for this run.
"""

MINIMUM_DELAY = 0.2
"""Seconds between two requests to a host that is not this machine: nobody crawls a public office faster."""
FIRST_STEP = 1.0
"""Seconds that a delay below it jumps to at the first refusal."""
EASE = 0.8
"""Factor of the delay after each success, down to the agreed delay."""
PUSH_BACK_STATUS = frozenset({429, 503})
REFUSAL_STATUS = frozenset({403, 429, 503})
PUSH_BACK_REASONS = frozenset({"timeout", "reset", "refused-connection", "unreachable"})


class Slot(Protocol):
    """What is set in ``scrapy.core.downloader.Slot``."""

    delay: float
    jitter: float


class SiteThrottle:
    """Delay and patience with one site during one run. All times in seconds.

    ``base_delay``: the operator's setting; ``robots_delay``: the site's Crawl-delay; the larger of them is
    the floor. ``maximum``: the longest delay that backing off leads to. ``longest_wait``: what Retry-After is
    cut to. ``patience``: a Retry-After above it is not waited for, the page is deferred. ``refusals``: that
    many refusals without a success between them, and the site counts as blocked.
    """

    def __init__(
        self,
        base_delay: float,
        robots_delay: float | None = None,
        maximum: float = 60.0,
        *,
        longest_wait: float = 3600.0,
        patience: float = 120.0,
        refusals: int = 10,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], float] = time.time,
    ) -> None:
        self.floor = max(base_delay, robots_delay or 0.0)
        self.maximum = max(maximum, self.floor)
        self.longest_wait = longest_wait
        self.patience = patience
        self.refusals = refusals
        self.refused = 0
        """Refusals since the last success."""
        self.retry_after: float | None = None
        """Seconds asked for by the last answer, for ``Visit.retry_after``; None when it asked nothing."""
        self._clock = clock
        self._today = today
        self._delay = self.floor
        self._raised_at = -math.inf
        self._hold_until = -math.inf
        self._deferred_until = -math.inf

    def go_on_from(self, before: SiteThrottle) -> None:
        """Take up how another site of the same host was asked just before: what the host said holds for all of them."""
        self._delay = max(self._delay, min(before._delay, self.maximum))
        self._raised_at, self._hold_until = before._raised_at, before._hold_until
        self.refused = before.refused

    @property
    def delay(self) -> float:
        """Seconds to leave between the last request and the next one, a pause asked for included."""
        return max(self._delay, self._hold_until - self._clock())

    @property
    def deferred(self) -> bool:
        """Whether the site has asked for more time than a run waits, and that time is not over."""
        return self._clock() < self._deferred_until

    @property
    def blocked(self) -> bool:
        """Whether the site has refused so often that the run should leave it."""
        return self.refused >= self.refusals

    def answered(self, status: int, retry_after: str | bytes | None = None) -> Verdict:
        """Take note of an answer with a status; ``retry_after`` is the header's value."""
        pushed_back = status in PUSH_BACK_STATUS
        self.retry_after = parse_retry_after(retry_after, self._today()) if pushed_back else None
        if status not in REFUSAL_STATUS:
            # A page that fails by itself (404, 500) is an answer, but no sign that we may go faster.
            self.refused = 0
            if status < 400:
                self._delay = max(self.floor, self._delay * EASE)
            return "go"
        return self._refuse(pushed_back)

    def failed(self, reason: str) -> Verdict:
        """Take note of a fetch that failed, with its :func:`crawler.errors.failure_reason`."""
        self.retry_after = None
        return self._refuse(True) if reason in PUSH_BACK_REASONS else "go"

    def apply(self, slot: Slot) -> None:
        """Set the downloader slot's delay; without jitter, which would undercut an agreed Crawl-delay."""
        slot.delay = self.delay
        slot.jitter = 0.0

    def _refuse(self, pushed_back: bool) -> Verdict:
        self.refused += 1
        now = self._clock()
        if pushed_back and now - self._raised_at >= self._delay:
            # Answers to requests that were under way at the last step do not count again.
            self._delay = min(self.maximum, max(self._delay * 2, FIRST_STEP))
            self._raised_at = now
        if self.retry_after is not None:
            self.retry_after = min(self.retry_after, self.longest_wait)
            if self.retry_after <= self.patience:
                self._hold_until = max(self._hold_until, now + self.retry_after)
        if self.blocked:
            return "blocked"
        if self.retry_after is not None and self.retry_after > self.patience:
            self._deferred_until = now + self.retry_after
            return "defer"
        return "wait" if pushed_back else "go"


def parse_retry_after(value: str | bytes | None, now: float) -> float | None:
    """Read a Retry-After header: seconds or an HTTP date, against ``now`` (seconds since 1970); None when
    unreadable.

    Never negative: a date in the past means at once.
    """
    text = (value.decode("latin-1") if isinstance(value, bytes) else value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, moment.timestamp() - now)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def delay_problem(url: str, delay: float) -> str | None:
    """Say in one line why a delay (seconds) may not be used with a site, or None. Only this machine may be
    hurried.
    """
    if not math.isfinite(delay) or delay < 0:
        return f"delay: {delay:g} is not a number of seconds"
    if delay >= MINIMUM_DELAY or is_loopback(url):
        return None
    return f"delay: {delay:g} s is too fast for a site on another machine (at least {MINIMUM_DELAY:g} s)"
