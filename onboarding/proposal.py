"""A site as it could be written, and whether that reads it well."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crawler.platforms.base import NewsSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.induction import InducedField
from crawler.platforms.recognition import Recognition
from onboarding.bases import Taken
from onboarding.inducing import quality
from onboarding.judging import Judged, finds_all
from onboarding.naming import Region
from onboarding.probing import Probe
from onboarding.trying import Trial
from onboarding.visiting import Visitor

GOOD_FIT = 0.7
"""Share of pages read, and of articles dated, from which no other platform is tried."""
USUAL_ZONE = NewsSpider.time_zone


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
    overruled: Recognition | None = None
    """The family that the site shows, where the rules of another platform read it better."""
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
        note = self.note or (f"on {self.system}" if self.overruled else "")
        return f"{name}: {note}." if note else f"{name}."

    @property
    def system(self) -> str:
        """What the site is on, as far as it shows, and by whose rules it is read where these are another's."""
        told = self.recognition.platform
        return f"{self.overruled.platform}, read by the rules of {told}" if self.overruled else told

    @property
    def evidence(self) -> list[str]:
        """What tells what the site is on; then what tells how it is read."""
        if self.overruled is None:
            return self.recognition.evidence
        of_none = self.recognition.platform == GenericSpider.platform  # its evidence is that there is no sign
        return [*self.overruled.evidence, *(() if of_none else self.recognition.evidence)]

    def declarations(self) -> dict[str, Any]:
        """Return all that the site's file declares, in order, without what holds for every site."""
        told = {"name": self.slug, **self.declared}
        if told["time_zone"] == USUAL_ZONE:
            del told["time_zone"]
        return told


def tried_spider(recognition: Recognition, declared: dict[str, Any]) -> NewsSpider:
    """Return a spider of a platform on a site that has no name yet."""
    return type("TriedSite", (recognition.spider,), {"name": "tried", **declared})()


def fits(trial: Trial) -> bool:
    """Tell whether a platform reads a site so well that no other is tried."""
    whole, dated, _ = quality(trial)
    return whole >= GOOD_FIT and dated >= GOOD_FIT


def reads_whole(trial: Trial) -> bool:
    """Tell whether a site is read well, and all of its articles can be found."""
    return fits(trial) and not trial.misread and finds_all(trial)
