"""Whether a site still fits its spider: its recorded pages read by the rules of today, and the live site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crawler.items import Article, Outcome
from crawler.platforms.base import NewsSpider
from crawler.run import CrawlOptions
from onboarding.errors import SiteError
from onboarding.fixtures import Comparison, Difference, Fixture, expected_of
from onboarding.judging import Judged, judge_articles
from onboarding.proposal import GOOD_FIT
from onboarding.trying import try_platform
from onboarding.visiting import Refusal, Visitor, answer_of
from onboarding.writing import scrapy
from pipelines.reading import read_one

NEEDED = ("headline", "published_at", "body")
"""Fields that do not vanish from a release."""
LIVE_FIELDS = (*NEEDED, "byline", "author", "category", "comments", "related", "images", "tags")
"""Fields of a live page that are compared with the recorded one; others move with every view."""
ENOUGH_TO_JUDGE = 2
"""Pages on which a field must have vanished, or changed, before it is the reading that is at fault."""
LIVE_SAMPLE = 4


@dataclass(slots=True)
class Live:
    """How the live site is read today."""

    comparison: Comparison = field(default_factory=Comparison)
    gone: list[tuple[str, str]] = field(default_factory=list)
    """Recorded pages that could not be read again, and why."""
    lists: list[str] = field(default_factory=list)
    found: int = 0
    judged: list[Judged] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What no longer fits, a line each; none: the site is read as it was."""


async def look(spider_class: type[NewsSpider], fixtures: list[Fixture], options: CrawlOptions) -> Live:
    """Read a site's recorded pages anew, and a few that its lists show; SiteError if it cannot be asked."""
    live = Live()
    spider = spider_class(base_url=options.base_url)
    async with Visitor(spider_class, options) as visitor:
        for fixture in fixtures:
            if fixture.kind == "article":
                await _again(live, spider, fixture, visitor)
        trial = await try_platform(spider_class(base_url=options.base_url), visitor, sample=LIVE_SAMPLE)
    live.lists = list(dict.fromkeys(reading.answer.visit.kind for reading in trial.lists))
    live.found, live.judged = len(trial.found), judge_articles(trial)
    if not trial.found:
        live.problems.append("no list of the site leads to articles")
    elif trial.fit < GOOD_FIT:
        reasons = sorted({reason for _, reason in trial.failures if reason.startswith("article")})
        live.problems.append(f"only {trial.fit:.0%} of the pages looked at are read as articles: {', '.join(reasons)}")
    live.problems += _lost(live.comparison, live.gone)
    return live


async def _again(live: Live, spider: NewsSpider, fixture: Fixture, visitor: Visitor) -> None:
    """Read one recorded page as it is today."""
    try:
        seen = await visitor.get(fixture.seen.url, spider.sent_to(fixture.seen.url))
    except Refusal as refusal:
        live.gone.append((fixture.seen.url, refusal.reason))
        return
    item = read_one(spider.read(answer_of(seen, fixture.kind)))
    if not isinstance(item, Article):
        reason = item.visit.reason or item.visit.outcome if isinstance(item, Outcome) else "shows a list"
        live.gone.append((fixture.seen.url, reason))
        return
    found = expected_of(item)
    live.comparison.pages.append(fixture.name)
    for name in LIVE_FIELDS:
        expected = fixture.expected.get(name)
        if expected is not None:
            live.comparison.fields[name] = live.comparison.fields.get(name, 0) + 1
            is_there = found.get(name) is not None
            if not is_there or (name != "comments" and found[name] != expected):  # whose writers are blanked
                live.comparison.differences.append(Difference(fixture.name, name, expected, found.get(name)))


def _lost(comparison: Comparison, gone: list[tuple[str, str]]) -> list[str]:
    """Return which fields are no longer read, as far as a few pages can tell."""
    problems = []
    if gone and not comparison.pages:
        problems.append(f"none of the recorded pages can be read any more: {gone[0][1]}")
    for name, count in comparison.fields.items():
        missing = [each for each in comparison.differences if each.field == name and each.found is None]
        changed = [each for each in comparison.differences if each.field == name and each.found is not None]
        if missing and (name in NEEDED or len(missing) == count >= ENOUGH_TO_JUDGE):
            problems.append(f"{name} is no longer found on {len(missing)} of {count} recorded pages")
        if name in NEEDED and len(changed) == count > ENOUGH_TO_JUDGE:
            problems.append(f"{name} is another one on every recorded page")
    return problems


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return what a program is told of a comparison."""
    unfit: dict[str, int] = {}
    for each in comparison.differences:
        unfit[each.field] = unfit.get(each.field, 0) + 1
    return {
        "pages": comparison.pages,
        "fields": {
            name: {"expected": count, "fit": count - unfit.get(name, 0)} for name, count in comparison.fields.items()
        },
        "differences": [
            {"page": each.page, "field": each.field, "expected": each.expected, "found": each.found}
            for each in comparison.differences
        ],
    }


def require_something(slug: str, fixtures: list[Fixture], live: bool) -> None:
    """Raise :class:`SiteError` where there is nothing by which a site could be checked."""
    if not fixtures and not live:
        raise SiteError(
            f"{slug} has no recorded pages: `{scrapy()} savefixture {slug} URL` records one; --live looks at the site"
        )
