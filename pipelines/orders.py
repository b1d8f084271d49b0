"""Orders that follow time, such as numbers in addresses and listings, and how far each is to be trusted.

Days are proleptic ordinals (``date.toordinal``). A neighbour's own date may be wrong, so an order speaks through the
longest run of its dated members that never goes back; and what it says is tried out on dates that are known: a fifth of
them is hidden in turn, and the order's bounds are widened until they hold for nearly all of these.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import correlation

FOLDS = 5
"""Parts of the known dates that are hidden in turn."""
MISSED = 0.035
"""Share of the known dates that may lie outside of the bounds: agencies do print wrong dates."""
MOST_SLACK = 400
"""Days beyond which an order or rule says nothing about time."""
FEWEST_DATED = 8
"""Dated members below which an order is not used."""
FEW_DATED = 30
"""Dated members below which the nearest neighbour is not relied on, but the one behind it."""
LEAST_AGREEMENT = 0.7
"""Rank correlation with time below which an order is no order of time."""


@dataclass(slots=True)
class Interval:
    """First and last day on which something may have been published; None where nothing is said."""

    after: int | None = None
    before: int | None = None
    neighbours: dict[str, int] = field(default_factory=dict)
    """The article that speaks for ``after`` and the one that speaks for ``before``."""

    def widened(self, slack: Slack) -> Interval:
        """Return the interval with its slack; a side whose slack is None says nothing."""
        after = None if self.after is None or slack.after is None else self.after - slack.after
        before = None if self.before is None or slack.before is None else self.before + slack.before
        kept = {
            side: who
            for side, who in self.neighbours.items()
            if {"after": after, "before": before}[side] is not None
        }
        return Interval(after, before, kept)


@dataclass(slots=True)
class Slack:
    """Days by which each side is widened; None: the side is not used."""

    after: int | None
    before: int | None
    checked: int = 0
    """Known dates on which it was tried."""
    held: float | None = None
    """Share of these that the interval held before it was widened."""


def longest_run(days: Sequence[int]) -> list[int]:
    """Return the places of the longest run of days that never goes back (O(n log n))."""
    tails: list[int] = []
    places: list[int] = []
    before = [-1] * len(days)
    for place, day in enumerate(days):
        at = bisect_right(tails, day)
        before[place] = places[at - 1] if at else -1
        if at == len(tails):
            tails.append(day)
            places.append(place)
        else:
            tails[at] = day
            places[at] = place
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def slack_of(tried: Sequence[tuple[Interval, int]], missed: float = MISSED) -> Slack:
    """Return by how many days intervals must be widened, so that no more than a share of known days lies outside.

    The misses allowed go to the side where they save most: dates that are wrong are nearly always too early.
    """
    low = sorted(max(interval.after - day, 0) for interval, day in tried if interval.after is not None)
    high = sorted(max(day - interval.before, 0) for interval, day in tried if interval.before is not None)
    allowed = max(math.floor((len(tried) + 1) * missed) - 1, 0)
    best = min(
        ((_but(low, left), _but(high, allowed - left)) for left in range(allowed + 1)),
        key=lambda pair: sum(MOST_SLACK * 2 if days is None else days for days in pair),
    )
    inside = sum((i.after is None or i.after <= day) and (i.before is None or day <= i.before) for i, day in tried)
    after, before = (days if days is not None and days <= MOST_SLACK else None for days in best)
    return Slack(after, before, len(tried), round(inside / len(tried), 4) if tried else None)


def _but(days: list[int], left: int) -> int | None:
    """Return the most of sorted days once so many of the largest are left out; None of no days."""
    return days[max(len(days) - 1 - left, 0)] if days else None


@dataclass(slots=True)
class Order:
    """Articles in an order that may follow time."""

    rule: str
    """id, address or listing."""
    where: str
    """What gives the order: the address of a listing, the pattern of an address."""
    members: list[int]
    """Articles, oldest first once :meth:`turn` has been asked."""

    def turn(self, known: Mapping[int, int]) -> bool:
        """Put the oldest first; False when the order follows time in neither direction."""
        days = [known[member] for member in self.members if member in known]
        if len(days) < FEWEST_DATED:
            return False
        agreement = _agreement(days)
        if agreement < 0:
            self.members.reverse()
        return abs(agreement) >= LEAST_AGREEMENT

    def intervals(self, known: Mapping[int, int], wanted: set[int]) -> dict[int, Interval]:
        """Return what the dated members that agree say about the wanted ones between them."""
        dated = [place for place, member in enumerate(self.members) if member in known and member not in wanted]
        run = [dated[at] for at in longest_run([known[self.members[place]] for place in dated])]
        behind = 0 if len(dated) >= FEW_DATED else 1
        found = {}
        for place, member in enumerate(self.members):
            if member not in wanted:
                continue
            at = bisect_left(run, place)
            interval = Interval()
            if (low := at - 1 - behind) >= 0:
                interval.neighbours["after"] = self.members[run[low]]
                interval.after = known[interval.neighbours["after"]]
            if (high := at + behind) < len(run):
                interval.neighbours["before"] = self.members[run[high]]
                interval.before = known[interval.neighbours["before"]]
            found[member] = interval
        return found


def _agreement(days: Sequence[int]) -> float:
    """Return Spearman's rank correlation between the order and time; 1 where all days are the same."""
    ordered = sorted(days)
    ranks = [bisect_left(ordered, day) + bisect_right(ordered, day) for day in days]
    return correlation(range(len(days)), ranks) if ordered[0] != ordered[-1] else 1.0


def folds_of(known: Mapping[int, int]) -> list[set[int]]:
    """Return the known articles in parts, each spread over the whole of time."""
    in_time = sorted(known, key=lambda article: (known[article], article))
    return [set(in_time[part::FOLDS]) for part in range(FOLDS)]
