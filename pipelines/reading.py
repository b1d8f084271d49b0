"""Reading answers: gathered in bursts, each turned into an article, a listing or the outcome that stands for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Page
from crawler.patience import patience
from pipelines.stages import read_article, read_listing
from pipelines.validate import problem_of

logger = logging.getLogger(__name__)

BURST_ANSWERS = 16
"""Answers read in one go: the code that reads stays in the processor's caches, for a quarter of a crawl's CPU time."""
BURST_BYTES = 4_000_000
BURST_SECONDS = 0.1
"""How long an answer waits for others at most."""


class Burst:
    """Answers that wait to be read in one go."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.size = 0
        """Bytes of all pages."""

    def add(self, answer: Answer) -> None:
        """Put an answer to the others."""
        self.answers.append(answer)
        self.size += len(answer.body)

    def is_due(self, in_flight: int) -> bool:
        """Tell whether it is time to read: enough have come, or all of the ``in_flight`` that are under way."""
        waiting = len(self.answers)
        return waiting > 0 and (waiting >= min(BURST_ANSWERS, in_flight) or self.size > BURST_BYTES)

    def take(self) -> list[Answer]:
        """Give up the answers."""
        answers, self.answers, self.size = self.answers, [], 0
        return answers


def read_one(
    item: Item,
    follow: Callable[[Article | Listing], Iterable[Discovery]] | None = None,
    look: Callable[[Item, Page | None], None] | None = None,
) -> Item:
    """Run the stages over an item; a page that is no plausible article becomes a quarantined outcome, one that was but
    guessed to be an article and holds nothing a refused one.

    ``follow`` returns the addresses to which a page leads, ``look`` measures the page; a replay needs neither. Raises
    :class:`crawler.patience.TookTooLong` for a page made to be dear.
    """
    if isinstance(item, Outcome):
        return item
    page = item.page
    with patience():
        if isinstance(item, Article):
            read_article(item)
        else:
            read_listing(item)
        item.page = page
        if follow is not None:
            item.discoveries += follow(item)
        if look is not None:
            look(item, page)
    item.page = None
    if isinstance(item, Listing):
        for article in item.articles:
            if problem := problem_of(article):
                assert article.visit is not None
                article.visit.outcome, article.visit.reason = "quarantined", problem
        return item
    problem = problem_of(item)
    if problem is None:
        return item
    visit = item.visit
    assert visit is not None
    visit.outcome, visit.reason = "quarantined", problem
    if problem == "no-content" and visit.is_guess:
        visit.outcome, visit.reason = "refused", "no-article"
    return Outcome(item.site, visit, item.capture, item.discoveries)


def read_or_fail(
    item: Item,
    follow: Callable[[Article | Listing], Iterable[Discovery]] | None = None,
    look: Callable[[Item, Page | None], None] | None = None,
) -> Item:
    """Do the same; a fault of ours costs that page, not the run, and is logged with its traceback."""
    try:
        return read_one(item, follow, look)
    except Exception as error:
        assert item.visit is not None
        logger.exception("cannot read %s", item.visit.url)
        number = item.capture.id if item.capture is not None else None
        failure = failure_of(item, f"parser-{type(error).__name__}")
        if failure.capture is not None:
            failure.capture.id = number
        return failure


def failure_of(item: Item, reason: str) -> Outcome:
    """Return the outcome that stands for an item which could not be read or stored."""
    visit = item.visit
    assert visit is not None
    visit.outcome, visit.reason = "failed", reason
    if item.capture is not None:
        item.capture.id = None
    return Outcome(item.site, visit, item.capture)
