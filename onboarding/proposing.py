"""From an address to a site that can be written: probe, platform, trial, judgement, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.addresses import rest_below
from crawler.platforms.base import NewsSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.induction import InducedField
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.patterns import PatternError
from crawler.platforms.recognition import Recognition, recognise
from crawler.platforms.slug import SlugSpider
from crawler.platforms.wordpress import WordPressSpider
from crawler.run import CrawlOptions
from onboarding import naming
from onboarding.apps import find_app
from onboarding.bases import Taken
from onboarding.errors import SiteError
from onboarding.given import is_walked, listings_with, role_of
from onboarding.inducing import doubtful, induced_from, quality
from onboarding.judging import Judged, finds_all, judge_articles, warnings_of
from onboarding.naming import Region
from onboarding.patterning import counted_list, names_twice, patterns_in
from onboarding.probing import Probe, probe, tls_exceptions, visiting
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
    note: str = ""
    """What the site's file says besides of how the site is read."""
    taken: Taken | None = None
    """What the address was taken for, where it had a path."""
    slug: str | None = None
    region: Region | None = None
    region_why: str = ""

    @property
    def title(self) -> str:
        """What the site's file says of it in its first line."""
        name = self.region.title if self.region else self.declared["site_name"]
        return f"{name}: {self.note}." if self.note else f"{name}."

    def declarations(self) -> dict[str, Any]:
        """Return all that the site's file declares, in order, without what holds for every site."""
        told = {"name": self.slug, **self.declared}
        if told["time_zone"] == USUAL_ZONE:
            del told["time_zone"]
        return told


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
        best = await _of_families(recognised, declared, visitor, found, step)
        best, no_call = await _beyond(best, declared, step)
        step("expressions that hold for all pages")
        best = await _induced(best)
    if not best.trial.fit:
        raise SiteError(_no_news(best, no_call))
    if taken and taken.page and not taken.role:
        taken = replace(taken, role=role_of(_spider(best.recognition, best.declared), taken.page))
    best.taken = taken
    if not is_walked(taken, best.trial):
        best.declared.pop("listings", None)
    best.region, best.region_why = region, why if region else ""
    best.slug = naming.guess_slug(visitor.home_url, found.names)
    if recognised[0].platform != best.recognition.platform and recognised[0].score:
        best.overruled = recognised[0].platform
    return _judge(_zoned(best))


async def _of_families(
    recognised: list[Recognition], declared: dict[str, Any], visitor: Visitor, found: Probe, step: Step
) -> Proposal:
    """Try the families that a site shows, at last the reading of unknown sites; return what reads it best."""
    best: Proposal | None = None
    for recognition in recognised:
        if recognition.spider.entries is NewsSpider.entries:
            continue  # recognised, but read by the generic rules
        step(f"listings and articles, as {recognition.platform}")
        told = declared | _of_platform(recognition, found)
        told |= listings_with(found.taken, _spider(recognition, told))
        trial = await try_platform(_spider(recognition, told), visitor)
        if _is_of_unknown_theme(trial):
            told |= recognition.spider.unknown_theme
            trial = await try_platform(_spider(recognition, told), visitor)
        if best is None or quality(trial) > quality(best.trial):
            best = Proposal(visitor.home_url, recognition, told, trial, visitor, found)
        if fits(best.trial):
            break
    assert best is not None  # the last of them reads any site
    return best


def _is_of_unknown_theme(trial: Trial) -> bool:
    """Tell whether no layout of the family fits any page of a site that shows its signs, and it may declare so."""
    known = {layout.layout for layout in trial.spider.layouts}
    return bool(trial.spider.unknown_theme) and not fits(trial) and not any(a.layout in known for a in trial.read)


async def _beyond(best: Proposal, declared: dict[str, Any], step: Step) -> tuple[Proposal, str]:
    """Try declared addresses, then a public list call, where a site is not read whole; say why there is no call."""
    twice = names_twice(best.trial)
    if best.recognition.spider is GenericSpider and (twice or not _reads_whole(best.trial)):
        step("the pattern of its addresses")
        best = await _patterned(best, twice)
    if _reads_whole(best.trial):
        return best, ""
    step("scripts, for a public list call")
    app, no_call = await find_app(best.visitor, best.probe)
    if app is None:
        return best, no_call
    recognition = Recognition(JsonApiSpider.platform, JsonApiSpider, app.evidence, 1.0)
    other = await _tried(best, recognition, declared | app.declared)
    if other is best:
        return best, f"what its {app.evidence[0]} leads to cannot be read as articles"
    return replace(other, note=f"an app over a public list call, which {app.named_in} names"), ""


def _reads_whole(trial: Trial) -> bool:
    """Tell whether a site is read well, and all of its articles can be found."""
    return fits(trial) and not trial.misread and finds_all(trial)


async def _patterned(best: Proposal, twice: bool) -> Proposal:
    """Declare the pattern of a site's addresses, and how its list counts, where the site is read better by them.

    Where releases have two addresses each (``twice``), it is declared unless the site is read worse.
    """
    articles = patterns_in(best.trial)
    if not articles:
        return best
    told: dict[str, Any] = {"articles": articles[0] if len(articles) == 1 else articles}
    if not finds_all(best.trial):
        told |= await counted_list(best.trial, best.visitor, articles)
    evidence = [f'addresses of articles are alike: "{pattern}"' for pattern in articles]
    evidence += [f'pages of a list are numbered: "{told["listing"]}"'] if "listing" in told else []
    recognition = Recognition(SlugSpider.platform, SlugSpider, evidence, 0.0)
    return await _tried(best, recognition, best.declared | told, rather=twice)


async def _tried(
    best: Proposal, recognition: Recognition, declared: dict[str, Any], *, rather: bool = False
) -> Proposal:
    """Try one more platform; return what reads the site better, or as well and more of it; ``rather``: or as well."""
    try:
        spider = _spider(recognition, declared)
    except PatternError:  # what was found says more than a pattern can
        return best
    trial = await try_platform(spider, best.visitor)
    ours, theirs = (*quality(trial)[:2], finds_all(trial)), (*quality(best.trial)[:2], finds_all(best.trial))
    if rather and ours >= theirs:
        return replace(best, recognition=recognition, declared=declared, trial=trial)
    if (*quality(trial), finds_all(trial)) <= (*quality(best.trial), finds_all(best.trial)):
        return best
    return replace(best, recognition=recognition, declared=declared, trial=trial)


def fits(trial: Trial) -> bool:
    """Tell whether a platform reads a site so well that no other is tried."""
    whole, dated, _ = quality(trial)
    return whole >= GOOD_FIT and dated >= GOOD_FIT


async def _induced(proposal: Proposal) -> Proposal:
    """Declare expressions induced of all pages where the site is read better by them; nothing is asked for it."""
    if issubclass(proposal.recognition.spider, JsonApiSpider):
        return proposal
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
    is_part = issubclass(recognition.spider, WordPressSpider)
    section = rest_below(found.prefix, found.section) if is_part else None
    return {"section": section} if section else {}


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
