"""What a crawl learns about the shapes of a site's addresses: which lead to articles, which do not.

It decides where the crawl looks; what a page says does not depend on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.items import Discovery
from crawler.platforms.generic_addresses import shape_of

SAMPLES = 4
"""Pages of an unknown shape that are fetched to learn what they are."""
ALL_SAMPLES = 150
"""Pages that one run fetches to learn what they are."""
REFUSALS = 5
"""Pages of one shape that were no articles, after which no more are fetched."""
WAITING_LIMIT = 20_000


class Shapes:
    """Counts of one run, with those of the articles known before."""

    def __init__(self) -> None:
        self.confirmed: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.sampled: Counter[str] = Counter()
        self.waiting: dict[str, list[Discovery]] = {}
        self.kept = 0
        """How many wait."""

    def learn(self, keys: Iterable[str]) -> None:
        """Count articles that are known."""
        self.confirmed.update(map(shape_of, keys))

    def confirm(self, key: str) -> list[Discovery]:
        """Count a page that is an article; return what has waited for its shape to be trusted."""
        shape = shape_of(key)
        self.confirmed[shape] += 1
        found = self.waiting.pop(shape, []) if self.trusts(key) else []
        self.kept -= len(found)
        return found

    def refuse(self, key: str) -> None:
        """Count a page that is no article."""
        self.refused[shape_of(key)] += 1

    def trusts(self, key: str) -> bool:
        """Tell whether addresses of this shape are articles as a rule."""
        shape = shape_of(key)
        return self.confirmed[shape] > self.refused[shape]

    def refuses(self, key: str) -> bool:
        """Tell whether addresses of this shape have shown to be none."""
        shape = shape_of(key)
        return self.refused[shape] >= REFUSALS and self.refused[shape] > 4 * self.confirmed[shape]

    def sample(self, found: Discovery) -> list[Discovery]:
        """Return an address that may be an article's if it is among the first of its shape; else it waits."""
        assert found.key is not None
        shape = shape_of(found.key)
        if self.sampled[shape] < SAMPLES and self.sampled.total() < ALL_SAMPLES:
            self.sampled[shape] += 1
            return [found]
        if self.kept < WAITING_LIMIT:
            self.kept += 1
            self.waiting.setdefault(shape, []).append(found)
        return []
