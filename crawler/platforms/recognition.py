"""Which CMS family a site is of, and by what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.platforms.base import NewsSpider
from crawler.platforms.drupal import DrupalSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.joomla import JoomlaSpider
from crawler.platforms.lokomedia import LokomediaSpider
from crawler.platforms.opensid import OpenSidSpider
from crawler.platforms.popojicms import PopojiSpider
from crawler.platforms.swarakalibata import SwarakalibataSpider
from crawler.platforms.wordpress import WordPressSpider
from crawler.signs import ENOUGH, Seen, Traits, matches, score_of, traits_of

FAMILIES: tuple[type[NewsSpider], ...] = (
    WordPressSpider,
    SwarakalibataSpider,
    LokomediaSpider,
    PopojiSpider,
    OpenSidSpider,
    JoomlaSpider,
    DrupalSpider,
)


@dataclass(slots=True)
class Recognition:
    """A family that a site may be of."""

    platform: str
    spider: type[NewsSpider]
    evidence: list[str]
    """Plain sentences: what was seen where, the weightiest first."""
    score: float
    """Sum of the signs' weights; from 1 on the family is recognised."""


def recognise(seen: Sequence[Seen]) -> list[Recognition]:
    """Return the families that the answers of a site show, best first; the last is always ``generic``."""
    answers = [(each.url, traits_of(each)) for each in seen]
    found = [recognition for family in FAMILIES if (recognition := _recognised(family, answers))]
    found.sort(key=lambda recognition: -recognition.score)
    return [*found, _generic()]


def _recognised(family: type[NewsSpider], answers: Sequence[tuple[str, Traits]]) -> Recognition | None:
    found = sorted(matches(family.signs, answers), key=lambda match: -match.sign.weight)
    score = score_of(found)
    if score < ENOUGH:
        return None
    return Recognition(family.platform, family, [match.sentence() for match in found], round(score, 2))


def _generic() -> Recognition:
    return Recognition(GenericSpider.platform, GenericSpider, ["no sign of a CMS family that is known here"], 0.0)
