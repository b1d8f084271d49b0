"""The clock of a run: the present, or a night that is played through."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


def now() -> str:
    """Return the present instant, UTC, to the millisecond: ``2026-10-05T01:02:03.456Z``."""
    return _text(datetime.now(UTC))


def later(instant: str, interval: timedelta) -> str:
    """Return ``instant`` plus ``interval`` in the same form."""
    return _text(datetime.fromisoformat(instant) + interval)


def between(earlier: str, later: str) -> timedelta:
    """Return the time from one instant to another."""
    return datetime.fromisoformat(later) - datetime.fromisoformat(earlier)


class Clock:
    """Tells the time; started at another instant, it goes on from there at its usual pace."""

    def __init__(self, start: str | None = None) -> None:
        self.start = datetime.fromisoformat(start) if start else None
        self.began = time.monotonic()

    def __call__(self) -> str:
        """Return the present instant of this clock, as :func:`now`."""
        if self.start is None:
            return now()
        return _text(self.start + timedelta(seconds=time.monotonic() - self.began))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
