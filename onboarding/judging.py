"""What is doubtful about the reading of a site, in words, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Article, Listing
from crawler.platforms.json_api import JsonApiSpider
from onboarding.probing import Probe
from onboarding.trying import Reading, Trial
from pipelines.second_opinion import disagrees

SHORT = 25
"""Words; a shorter text is rarely a whole release."""
FEW = 3
"""Articles; fewer show too little."""
WHOLE_SOURCES = ("api", "sitemap")
"""Kinds of lists that name all articles without further pages, or whose further pages the platform knows."""
FORBIDDEN_SHOWN = 3
A_PAGEFUL = 8
"""Articles on a listing from which a further page is to be expected."""


@dataclass(slots=True)
class Judged:
    """One article as read, and how sure that is."""

    article: Article
    doubts: list[str] = field(default_factory=list)

    @property
    def confidence(self) -> str:
        """high, medium or low: none, one, or several doubts."""
        return ("high", "medium")[len(self.doubts)] if len(self.doubts) < 2 else "low"

    @property
    def dated_by(self) -> str:
        """How the date is known: ``page, to the minute``."""
        article = self.article
        if article.published_at is None:
            return "undated"
        source = (article.published_source or "").partition(":")[0]
        return f"{source}, to the {article.published_precision}"

    def as_json(self) -> dict[str, Any]:
        """Return what a program is told of it."""
        article = self.article
        return {
            "url": article.url, "headline": article.headline, "published_at": article.published_at,
            "dated_by": self.dated_by, "byline": article.byline, "author": article.author,
            "first_words": first_words(article.body), "words": article.word_count,
            "comments": len(article.comments), "images": len(article.images), "layout": article.layout,
            "confidence": self.confidence, "doubts": self.doubts,
        }  # fmt: skip


def first_words(body: str | None, count: int = 8) -> str:
    """Return how a text begins."""
    words = (body or "").split()
    return " ".join(words[:count]) + (" ..." if len(words) > count else "")


def judge_articles(trial: Trial) -> list[Judged]:
    """Return the articles of a trial with what is doubtful about each."""
    listed = _listed_days(trial)
    headlines = Counter(article.headline for article in trial.read)
    return [Judged(each.item, list(_doubts(each, headlines, listed))) for each in trial.articles
            if isinstance(each.item, Article)]  # fmt: skip


def _doubts(reading: Reading, headlines: Counter[str | None], listed: dict[str, str]) -> Iterator[str]:
    article = reading.item
    assert isinstance(article, Article)
    if headlines[article.headline] > 1:
        yield "same headline as another"
    if article.published_at is None:
        yield "no date"
    elif article.key in listed and not _near(listed[article.key], article.published_at):
        yield f"listed under {listed[article.key][:10]}"
    if article.word_count < SHORT:
        yield f"{article.word_count} words only" if article.body else "no text"
    elif _shows_a_page(article) and reading.page and disagrees(reading.page, article.headline, article.body or ""):
        yield "another reader finds another text"


def _shows_a_page(article: Article) -> bool:
    """Tell whether an article was read of a page, and not of an API's record."""
    return article.selectors is not None and article.selectors.source == "page"


def _listed_days(trial: Trial) -> dict[str, str]:
    """Return the dates that lists print for articles, by key."""
    return {
        sighting.key: sighting.published_at
        for reading in trial.lists
        if isinstance(reading.item, Listing)
        for sighting in reading.item.sightings
        if sighting.key and sighting.published_at
    }


def _near(one: str, other: str) -> bool:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1
    except ValueError:
        return True  # a month or a year alone contradicts nothing


def warnings_of(trial: Trial, judged: list[Judged], probe: Probe) -> list[str]:
    """Return what is doubtful about the site as a whole, a line each."""
    return [*_about_articles(judged, trial), *_about_lists(trial), *_about_robots(trial, probe)]


def _about_articles(judged: list[Judged], trial: Trial) -> Iterator[str]:
    articles = [each.article for each in judged]
    count = len(articles)
    if count < FEW:
        yield f"only {count} article{'s' if count != 1 else ''} could be read: too few to be sure of anything"
    doubts = Counter(doubt.split(" under ")[0] for each in judged for doubt in each.doubts)
    undated = sum(article.published_at is None for article in articles)
    if undated == count:
        yield "no article shows a date: all would be undated (their dates get bounds later, by what is around them)"
    elif undated:
        yield f"{undated} of {count} articles show no date"
    dates = {article.published_at for article in articles if article.published_at}
    if len(dates) == 1 and count - undated > 1:
        yield f"every article has the same date {dates.pop()}: this may be the day's clock, and no publication date"
    if doubts["same headline as another"]:
        yield "several articles have the same headline: it may be the name of the site"
    if short := [each for each in judged if any("words only" in d or d == "no text" for d in each.doubts)]:
        yield f"{len(short)} of {count} articles have next to no text"
    if doubts["listed"]:
        yield f"{doubts['listed']} of {count} articles: the listing's date and the page's are days apart"
    if other := doubts["another reader finds another text"]:
        yield f"{other} of {count} texts: a generic reader finds another text there"
    if trial.misread:
        yield f"{trial.misread} pages at addresses of articles show none"


def finds_all(trial: Trial) -> bool:
    """Tell whether all articles of a site can be found, not only those of its lists' first pages."""
    if len(trial.found) < A_PAGEFUL or trial.paginated:
        return True
    kinds = {reading.answer.visit.kind for reading in trial.lists}
    return not isinstance(trial.spider, JsonApiSpider) and bool(kinds & set(WHOLE_SOURCES))


def _about_lists(trial: Trial) -> Iterator[str]:
    if not finds_all(trial):
        yield f"no listing leads to a further page: only the newest {len(trial.found)} articles can be found"


def _about_robots(trial: Trial, probe: Probe) -> Iterator[str]:
    refused = [url for url, reason in trial.failures if reason.endswith("robots")]
    paths = list(dict.fromkeys(urlsplit(url).path for url in [*probe.forbidden, *refused]))
    if paths:
        more = f" and {len(paths) - FORBIDDEN_SHOWN} more" if len(paths) > FORBIDDEN_SHOWN else ""
        yield f"robots.txt forbids {', '.join(paths[:FORBIDDEN_SHOWN])}{more}: what stands there is not read"
