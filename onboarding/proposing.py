"""From an address to a site that can be written: probe, platform, trial, judgement, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.platforms.base import NewsSpider
from crawler.platforms.induction import InducedField
from crawler.platforms.recognition import Recognition, recognise
from crawler.platforms.wordpress import WordPressSpider
from crawler.run import CrawlOptions
from onboarding import naming
from onboarding.errors import SiteError
from onboarding.inducing import doubtful, induced_from, quality
from onboarding.judging import Judged, judge_articles, warnings_of
from onboarding.naming import Region
from onboarding.probing import Probe, probe, visiting
from onboarding.trying import Trial, try_platform
from onboarding.visiting import Visitor

GOOD_FIT = 0.7
"""Share of pages read, and of articles dated, from which no other platform is tried."""
ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}
USUAL_ZONE = NewsSpider.time_zone
Step = Callable[[str], None]
"""Told what is being done, in words."""


@dataclass(slots=True)
class Proposal:
    """A site as it could be written."""

    home_url: str
    recognition: Recognition
    declared: dict[str, Any]
    """What the site's file declares besides its name."""
    trial: Trial
    visitor: Visitor = field(repr=False)
    probe: Probe = field(repr=False)
    judged: list[Judged] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    induced: dict[str, InducedField] = field(default_factory=dict)
    """Fields whose expressions were induced from several pages, and are declared."""
    overruled: str | None = None
    """The platform that was recognised, where another one reads the site better."""
    slug: str | None = None
    region: Region | None = None
    region_why: str = ""

    @property
    def title(self) -> str:
        """What the site's file says of it in its first line."""
        return f"{self.region.title if self.region else self.declared['site_name']}."

    def declarations(self) -> dict[str, Any]:
        """Return all that the site's file declares, in order, without what holds for every site."""
        told = {"name": self.slug, **self.declared}
        if told["time_zone"] == USUAL_ZONE:
            del told["time_zone"]
        return told


async def propose(url: str, options: CrawlOptions, region: Region | None, step: Step) -> Proposal:
    """Look at a site and try platforms on it; raises :class:`SiteError` when there is no news to be read."""
    step("robots.txt and home page")
    async with visiting(url, options) as (visitor, home):
        step("feeds, sitemaps, API")
        found = await probe(visitor, home, url)
        why = "as you said"
        if region is None:
            region, why = naming.guess_region(visitor.home_url, found.names)
        declared = _declared(found, visitor, region)
        best: Proposal | None = None
        recognised = recognise(found.seen)
        for recognition in recognised:
            if recognition.spider.entries is NewsSpider.entries:
                continue  # recognised, but read by the generic rules
            step(f"listings and articles, as {recognition.platform}")
            told = declared | _of_platform(recognition, found)
            trial = await try_platform(_spider(recognition, told), visitor)
            if best is None or quality(trial) > quality(best.trial):
                best = Proposal(visitor.home_url, recognition, told, trial, visitor, found)
            if fits(best.trial):
                break
        if best is not None:
            step("expressions that hold for all pages")
            best = await _induced(best)
    if best is None or not best.trial.fit:
        raise SiteError(_no_news(visitor, found, best))
    best.region, best.region_why = region, why if region else ""
    best.slug = naming.guess_slug(visitor.home_url, found.names)
    if recognised[0].platform != best.recognition.platform:
        best.overruled = recognised[0].platform
    return _judge(_zoned(best))


def fits(trial: Trial) -> bool:
    """Tell whether a platform reads a site so well that no other is tried."""
    whole, dated, _ = quality(trial)
    return whole >= GOOD_FIT and dated >= GOOD_FIT


async def _induced(proposal: Proposal) -> Proposal:
    """Declare expressions induced of all pages where the site is read better by them; nothing is asked for it."""
    induced = induced_from(proposal.trial)
    selectors = doubtful(induced, proposal.trial) if induced else {}
    if not induced or not selectors:
        return proposal
    declared = proposal.declared | {"selectors": selectors}
    trial = await try_platform(_spider(proposal.recognition, declared), proposal.visitor)
    if quality(trial) <= quality(proposal.trial):
        return proposal
    proposal.induced = {name: induced.fields[name] for name in selectors}
    return replace(proposal, declared=declared, trial=trial)


async def in_region(proposal: Proposal, region: Region | None) -> Proposal:
    """Return the proposal for another region than was guessed: what came is read anew, nothing is asked."""
    declared = proposal.declared | _of_region(region)
    trial = await try_platform(_spider(proposal.recognition, declared), proposal.visitor)
    return _judge(_zoned(replace(proposal, declared=declared, trial=trial, region=region, region_why="as you said")))


def _judge(proposal: Proposal) -> Proposal:
    judged = judge_articles(proposal.trial)
    warnings = warnings_of(proposal.trial, judged, proposal.probe)
    if proposal.overruled:
        told = proposal.recognition.platform
        warnings.append(f"it looks like {proposal.overruled}, but the rules of {told} read it better")
    if proposal.region is None:
        zone = proposal.declared["time_zone"]
        warnings.append(f"its region is not known (--region gives it): times that name no zone are taken for {zone}")
    return replace(proposal, judged=judged, warnings=warnings)


def _declared(found: Probe, visitor: Visitor, region: Region | None) -> dict[str, Any]:
    declared = {
        **_of_region(region),
        "site_name": naming.site_name(found.names, region, visitor.host),
        "home_url": visitor.home_url,
    }
    others = [name for name in (found.other_host, naming.twin_of(visitor.host)) if name]
    if others:
        declared["aliases"] = tuple(dict.fromkeys(others))
    return declared


def _of_platform(recognition: Recognition, found: Probe) -> dict[str, Any]:
    """Return what only sites of one platform declare."""
    is_part = issubclass(recognition.spider, WordPressSpider) and found.section
    return {"section": found.section} if is_part else {}


def _of_region(region: Region | None) -> dict[str, Any]:
    """Return what a site declares of its region: the zone also where it is not known, until the pages tell."""
    return {"region": region.code if region else None, "time_zone": region.time_zone if region else USUAL_ZONE}


def _zoned(proposal: Proposal) -> Proposal:
    """Take the time zone that a site without a region states itself."""
    stated = Counter(
        ZONES.get((article.published_at or "")[-6:])
        for article in proposal.trial.read
        if article.published_zone == "stated"
    )
    zone = next((name for name, _ in stated.most_common(1) if name), None)
    if proposal.region is None and zone:
        proposal.declared["time_zone"] = zone
    return proposal


def _spider(recognition: Recognition, declared: dict[str, Any]) -> NewsSpider:
    """Return a spider of a platform on a site that has no name yet."""
    return type("TriedSite", (recognition.spider,), {"name": "tried", **declared})()


def _no_news(visitor: Visitor, found: Probe, best: Proposal | None) -> str:
    """Return why a site is no news site, as far as can be seen."""
    if found.is_app:
        return f"{visitor.host}: a script fills its pages: if it has a public list call, declare a JsonApiSpider (docs)"
    if best is None or not best.trial.found:
        return f"{visitor.host}: no listing, feed or sitemap there leads to articles: give the address of its news"
    reasons = Counter(reason for _, reason in best.trial.failures if reason.startswith("article"))
    cause = f" ({', '.join(reason for reason, _ in reasons.most_common(2))})" if reasons else ""
    return f"{visitor.host}: none of the pages that its listings lead to could be read as an article{cause}"
