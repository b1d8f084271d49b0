"""A dated archive with some of its dates hidden, to see whether the bounds found without them hold them."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from pipelines.bounds import settle_bounds

YEARS_BACK = 3 * 365


@dataclass(slots=True)
class Hidden:
    """How the bounds of hidden dates turned out."""

    dates: int
    inside: int
    both: int
    """Articles with both bounds."""
    widths: list[int]
    """Days between both bounds, the last one included."""
    conflicts: int

    @property
    def share(self) -> float:
        return self.inside / self.dates if self.dates else 1.0

    def width(self, share: float) -> int:
        """Return the width that a share of the articles with both bounds do not exceed."""
        return sorted(self.widths)[min(int(share * len(self.widths)), len(self.widths) - 1)] if self.widths else -1

    @property
    def median(self) -> float:
        return median(self.widths) if self.widths else -1


def copy_of(archive: Path) -> sqlite3.Connection:
    """Return a copy of an archive in memory."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with sqlite3.connect(archive) as source:
        source.backup(copy)
    source.close()
    return copy


def hide(connection: sqlite3.Connection, share: float, backdated: float, seed: int) -> Hidden:
    """Hide a share of an archive's dates, give a share of the rest a wrong earlier one, and look at the bounds.

    What listings and feeds print beside a hidden article's link is hidden, too: nothing of the date is left.
    """
    chance = random.Random(seed)
    dated = connection.execute(
        "SELECT id, published_at, site FROM articles WHERE length(published_at) >= 10 ORDER BY id"
    ).fetchall()
    hidden = {row[0]: row[1][:10] for row in chance.sample(dated, max(1, round(share * len(dated))))}
    for article, published_at, _ in dated:
        if article in hidden:
            connection.execute("UPDATE articles SET published_at = NULL, sort_at = NULL WHERE id = ?", (article,))
            connection.execute("UPDATE sightings SET published_at = NULL WHERE article = ?", (article,))
        elif chance.random() < backdated:
            wrong = date.fromisoformat(published_at[:10]) - timedelta(days=chance.randint(10, YEARS_BACK))
            wrong_at = wrong.isoformat() + published_at[10:]
            connection.execute("UPDATE articles SET published_at = ? WHERE id = ?", (wrong_at, article))
    for site in sorted({row[2] for row in dated}):
        settle_bounds(connection, site)
    return _outcome(connection, hidden)


def _outcome(connection: sqlite3.Connection, hidden: dict[int, str]) -> Hidden:
    found = Hidden(len(hidden), 0, 0, [], 0)
    rows = connection.execute(
        "SELECT a.id, published_after, published_before, b.conflict FROM articles a"
        " JOIN date_bounds b ON b.article = a.id"
    )
    for article, after, before, conflict in rows:
        if article not in hidden:
            continue
        true = hidden[article]
        found.inside += (after is None or after <= true) and (before is None or true <= before)
        found.conflicts += conflict
        if after and before:
            found.both += 1
            found.widths.append((date.fromisoformat(before) - date.fromisoformat(after)).days + 1)
    return found
