"""What is tried on a site: the families that it shows, then the pattern of its addresses, a list call, expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crawler.addresses import rest_below
from crawler.platforms.base import NewsSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.patterns import PatternError
from crawler.platforms.recognition import Recognition
from crawler.platforms.slug import SlugSpider
from crawler.platforms.wordpress import WordPressSpider
from onboarding.apps import find_app
from onboarding.given import listings_with
from onboarding.inducing import doubtful, induced_from, quality
from onboarding.judging import finds_all
from onboarding.patterning import counted_list, names_twice, patterns_in
from onboarding.probing import Probe
from onboarding.proposal import Proposal, fits, reads_whole, tried_spider
from onboarding.trying import Trial, try_platform
from onboarding.visiting import Visitor

Step = Callable[[str], None]
"""Told what is being done, in words."""


async def of_families(
    recognised: list[Recognition], declared: dict[str, Any], visitor: Visitor, found: Probe, step: Step
) -> Proposal:
    """Try the families that a site shows, at last the reading of unknown sites; return what reads it best."""
    best: Proposal | None = None
    for recognition in recognised:
        if recognition.spider.entries is NewsSpider.entries:
            continue  # recognised, but read by the generic rules
        step(f"listings and articles, as {recognition.platform}")
        told = declared | _of_platform(recognition, found)
        told |= listings_with(found.taken, tried_spider(recognition, told))
        trial = await try_platform(tried_spider(recognition, told), visitor)
        if _is_of_unknown_theme(trial):
            told |= recognition.spider.unknown_theme
            trial = await try_platform(tried_spider(recognition, told), visitor)
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


def _of_platform(recognition: Recognition, found: Probe) -> dict[str, Any]:
    """Return what only sites of one platform declare."""
    is_part = issubclass(recognition.spider, WordPressSpider)
    section = rest_below(found.prefix, found.section) if is_part else None
    return {"section": section} if section else {}


async def beyond(best: Proposal, declared: dict[str, Any], step: Step) -> tuple[Proposal, str]:
    """Try declared addresses, then a public list call, where a site is not read whole; say why there is no call."""
    twice = names_twice(best.trial)
    if best.recognition.spider is GenericSpider and (twice or not reads_whole(best.trial)):
        step("the pattern of its addresses")
        best = await _patterned(best, twice)
    if reads_whole(best.trial):
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
        spider = tried_spider(recognition, declared)
    except PatternError:  # what was found says more than a pattern can
        return best
    trial = await try_platform(spider, best.visitor)
    ours, theirs = (*quality(trial)[:2], finds_all(trial)), (*quality(best.trial)[:2], finds_all(best.trial))
    if rather and ours >= theirs:
        return replace(best, recognition=recognition, declared=declared, trial=trial)
    if (*quality(trial), finds_all(trial)) <= (*quality(best.trial), finds_all(best.trial)):
        return best
    return replace(best, recognition=recognition, declared=declared, trial=trial)


async def with_induced(proposal: Proposal) -> Proposal:
    """Declare expressions induced of all pages where the site is read better by them; nothing is asked for it."""
    if issubclass(proposal.recognition.spider, JsonApiSpider):
        return proposal
    induced = induced_from(proposal.trial)
    selectors = doubtful(induced, proposal.trial) if induced else {}
    if not induced or not selectors:
        return proposal
    declared = proposal.declared | {"selectors": selectors}
    trial = await try_platform(tried_spider(proposal.recognition, declared), proposal.visitor)
    if quality(trial) <= quality(proposal.trial):
        return proposal
    proposal.induced = {name: induced.fields[name] for name in selectors}
    return replace(proposal, declared=declared, trial=trial)
