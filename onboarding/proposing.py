"""From an address to a site that can be written: probe, platform, trial, judgement, names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from crawler.platforms.recognition import recognise
from crawler.run import CrawlOptions
from onboarding import naming
from onboarding.attempts import Step, beyond, of_families, with_induced
from onboarding.errors import SiteError
from onboarding.given import is_walked, role_of
from onboarding.judging import judge_articles, warnings_of
from onboarding.naming import Region
from onboarding.probing import Probe, probe, tls_exceptions, visiting
from onboarding.proposal import USUAL_ZONE, Proposal, tried_spider
from onboarding.trying import try_platform
from onboarding.visiting import Visitor

ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}


async def propose(
    url: str, options: CrawlOptions, region: Region | None, step: Step, tls: tuple[str, ...] = ()
) -> Proposal:
    """Look at a site and try platforms on it; raises :class:`SiteError` when there is no news to be read.

    ``tls`` names exceptions from the usual rules of TLS that the site's host may have.
    """
    step("robots.txt and home page")
    async with visiting(url, options, tls) as (visitor, home, taken):
        step("feeds, sitemaps, API")
        found = await probe(visitor, home, url)
        found.taken = taken
        why = "as you said"
        if region is None:
            region, why = naming.guess_region(visitor.home_url, found.names)
        recognised = recognise(found.seen)
        declared = _declared(found, visitor, region)
        declared |= {"tls_exceptions": allowed} if (allowed := tls_exceptions(visitor.home_url, tls)) else {}
        best = await of_families(recognised, declared, visitor, found, step)
        best, no_call = await beyond(best, declared, step)
        step("expressions that hold for all pages")
        best = await with_induced(best)
    if not best.trial.fit:
        raise SiteError(_no_news(best, no_call))
    if taken and taken.page and not taken.role:
        taken = replace(taken, role=role_of(tried_spider(best.recognition, best.declared), taken.page))
    best.taken = taken
    if not is_walked(taken, best.trial):
        best.declared.pop("listings", None)
    best.region, best.region_why = region, why if region else ""
    best.slug = naming.guess_slug(visitor.home_url, found.names)
    if recognised[0].platform != best.recognition.platform and recognised[0].score:
        best.overruled = recognised[0]
    return _judge(_zoned(best))


async def in_region(proposal: Proposal, region: Region | None) -> Proposal:
    """Return the proposal for another region than was guessed: what came is read anew, nothing is asked."""
    declared = proposal.declared | _of_region(region)
    trial = await try_platform(tried_spider(proposal.recognition, declared), proposal.visitor)
    return _judge(_zoned(replace(proposal, declared=declared, trial=trial, region=region, region_why="as you said")))


def _judge(proposal: Proposal) -> Proposal:
    judged = judge_articles(proposal.trial)
    warnings = warnings_of(proposal.trial, judged, proposal.probe)
    if proposal.overruled:
        told = proposal.recognition.platform
        family = proposal.overruled.platform
        warnings.append(f"it looks like {family}, but the rules of {told} read it better")
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


def _no_news(best: Proposal, no_call: str) -> str:
    """Return why a site is no news site, as far as can be seen."""
    host = best.visitor.place
    if best.probe.is_app:
        return f"{host}: a script fills its pages, and {no_call}: a JsonApiSpider declares such a call (docs)"
    if not best.trial.found:
        return f"{host}: no listing, feed or sitemap there leads to articles: give the address of its news"
    reasons = Counter(reason for _, reason in best.trial.failures if reason.startswith("article"))
    cause = f" ({', '.join(reason for reason, _ in reasons.most_common(2))})" if reasons else ""
    return f"{host}: none of the pages that its listings lead to could be read as an article{cause}"
