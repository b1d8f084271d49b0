"""A proposed site written: its file and its fixtures, tested before they are moved to their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crawler.items import Article, Listing
from crawler.sites import SiteFileError, load_site
from onboarding.errors import SiteError
from onboarding.fixtures import Recorder, compare, load_fixtures
from onboarding.proposal import Proposal
from onboarding.trying import Reading
from onboarding.writing import Place, spider_text, staged

RECORDED_ARTICLES = 5
RECORDED_LISTS = 1


@dataclass(slots=True)
class Written:
    """What has been written."""

    spider: Path
    fixtures: Path
    pages: list[str] = field(default_factory=list)
    """Names of the recorded pages."""
    left_out: list[str] = field(default_factory=list)
    """Addresses of pages whose readers could not be blanked."""


def write(proposal: Proposal, place: Place) -> Written:
    """Write a site's file and fixtures, whole or not at all.

    Raises :class:`SiteError` when the site, read by what was written, is not what was proposed.
    """
    written = Written(place.spider, place.fixtures)
    with staged(place) as prepared:
        prepared.spider.write_text(
            spider_text(proposal.recognition.spider, proposal.title, proposal.declarations()), "utf-8"
        )
        try:
            spider_class = load_site(prepared.spider)
        except SiteFileError as error:
            raise SiteError(f"the file of the site could not be written: {error}") from None
        recorder = Recorder(spider_class, prepared.fixtures)
        for readings, wanted in _worth_recording(proposal):
            written.left_out += _record(recorder, readings, wanted)
        fixtures = load_fixtures(prepared.fixtures)
        written.pages = [fixture.name for fixture in fixtures]
        comparison = compare(spider_class, fixtures)
        shows = any(each.kind == "article" or each.expected.get("articles") for each in fixtures)
        if not shows or comparison.differences:
            told = ", ".join(sorted({each.field for each in comparison.differences})) or "no page could be recorded"
            raise SiteError(f"what was recorded is not read again as it was read: {told}")
    return written


def _record(recorder: Recorder, readings: list[Reading], wanted: int) -> list[str]:
    """Record as many pages as are wanted; returns the addresses of those whose readers could not be blanked."""
    left_out: list[str] = []
    for reading in readings:
        if wanted and recorder.record(reading.answer) is not None:
            wanted -= 1
        elif wanted:
            left_out.append(reading.answer.visit.url)
    return left_out


def _worth_recording(proposal: Proposal) -> tuple[tuple[list[Reading], int], ...]:
    """Return the pages to record, and how many of them: whole articles, those with comments first, and listings.

    One whose readers cannot be blanked makes room for the next.
    """
    whole = [each for each in proposal.trial.articles if isinstance(each.item, Article) and each.item.headline]
    whole.sort(key=lambda each: isinstance(each.item, Article) and not each.item.comments)
    lists = [each for each in proposal.trial.lists if isinstance(each.item, Listing) and each.item.sightings]
    return (whole, RECORDED_ARTICLES), (lists, RECORDED_LISTS)
