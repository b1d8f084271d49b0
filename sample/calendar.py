"""When each release is written: fixed dates for some, seeded dates for the rest, ids in order of entry.

Ids leave gaps, as on a site whose older drafts were deleted; they pass 9999 in 2024,
where the related list of the CMS starts to look at the first four digits only.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sample import specials
from sample.printed import WIB
from sample.texts import topics

PER_YEAR = {2019: 11, 2020: 12, 2021: 11, 2022: 12, 2023: 13, 2024: 13, 2025: 14}
"""Releases from the banks in each year; what remains falls into 2026."""
ID_AT = {2019: 118, 2020: 540, 2021: 1370, 2022: 3050, 2023: 5660, 2024: 9120, 2025: 12080, 2026: 14410}
"""First id of each year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A release's place in time."""

    key: str
    topic: str
    index: int
    entered: datetime
    """When the clerk saved it: decides the id."""
    printed: datetime | None
    """The date that the clerk typed; None when the field was left empty."""
    id: int
    position: int
    """From 0, in order of id."""


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries in order of id."""
    rng = random.Random("lawungan calendar")
    placed = [(special.entered, special.key, special.topic, special.index) for special in specials.SPECIALS]
    pool = [
        (f"{name}/{index}", name, index)
        for name, bank in topics().items()
        for index in range(len(bank.specs))
    ]
    rng.shuffle(pool)
    dates = _dates(rng, sum(key not in specials.FIXED_DATES for key, _, _ in pool))
    for key, topic, index in pool:
        fixed = specials.FIXED_DATES.get(key)
        placed.append((fixed or dates.pop(), key, topic, index))
    placed.sort()
    made, last, year = [], 0, 0
    for position, (entered, key, topic, index) in enumerate(placed):
        if entered.year != year:
            year, last = entered.year, max(last, ID_AT[entered.year])
        last += rng.randint(2, 19) if year < 2021 else rng.randint(25, 110)
        made.append(Entry(key, topic, index, entered, _printed(key, entered, position), last, position))
    return tuple(made)


def _dates(rng: random.Random, count: int) -> list[datetime]:
    years = [year for year, number in PER_YEAR.items() for _ in range(number)]
    years += [2026] * (count - len(years))
    made = []
    for year in years:
        day = datetime(year, 1, 4, tzinfo=WIB) + timedelta(days=rng.randrange(265 if year == 2026 else 355))
        minute = 0 if rng.random() < 0.7 else rng.randrange(60)
        made.append(day.replace(hour=rng.randint(7, 20), minute=minute, second=rng.randrange(60)))
    rng.shuffle(made)
    return made


def _printed(key: str, entered: datetime, position: int) -> datetime | None:
    if key in specials.UNDATED:
        return None
    if key in specials.BACK_DATED:
        return specials.BACK_DATED[key]
    # Clerks type the time by hand: now and then a release carries an earlier day than its neighbours.
    return entered - timedelta(days=6) if position % 17 == 11 and key not in specials.FIXED_DATES else entered
