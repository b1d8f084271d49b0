"""Expressions that hold for all pages of a site, tried where the reading of unknown sites is unsure of some."""

from __future__ import annotations

from crawler.platforms.generic import GenericSpider
from crawler.platforms.induction import Induced, induce
from onboarding.judging import judge_articles
from onboarding.trying import Trial

LEAST_PAGES = 3
"""Articles that a site must have shown before anything is induced of them."""
SURE = 0.6
"""Share of the pages with a field on which an expression must lead to the same place."""
FIELDS = ("headline", "subheadline", "published", "author", "category", "body")
"""Fields that are declared: those of which a page has one."""
NEEDED = {"headline": "headline", "published": "published_at", "body": "body"}
"""Fields that every article has, and what is read of them."""


def induced_from(trial: Trial) -> Induced | None:
    """Return what the pages of a trial have in common; None for too few, or a platform that declares nothing."""
    pages = [reading.page for reading in trial.articles if reading.page is not None]
    if not isinstance(trial.spider, GenericSpider) or len(pages) < LEAST_PAGES:
        return None
    return induce(pages)


def doubtful(induced: Induced, trial: Trial) -> dict[str, str]:
    """Return the expressions of fields that most pages have at one place, and others elsewhere or not at all."""
    return {
        name: found.expression
        for name, found in induced.fields.items()
        if name in FIELDS and found.confidence >= SURE and (found.confidence < 1 or _is_missed(name, trial))
    }


def _is_missed(name: str, trial: Trial) -> bool:
    """Tell whether a field that every article has was not read of some."""
    attribute = NEEDED.get(name)
    return attribute is not None and any(getattr(article, attribute) is None for article in trial.read)


def quality(trial: Trial) -> tuple[float, float, int]:
    """Return how well a trial reads, to be compared: articles, dates, doubts."""
    judged = judge_articles(trial)
    dated = sum(each.article.published_at is not None for each in judged)
    doubts = sum(len(each.doubts) for each in judged)
    return round(trial.fit, 3), dated / max(len(judged), 1), -doubts
