"""A platform tried on a site: its own walk of a few listings and articles, read as a crawl would read them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from crawler.frontier import Frontier
from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Page
from crawler.platforms.base import NewsSpider
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.pagination import list_of
from onboarding.visiting import Refusal, Visitor, answer_of
from pipelines.reading import read_or_fail
from pipelines.schema import open_archive

LISTS = ("listing", "feed", "sitemap", "api")
MOST_LISTS = 10
"""Lists that are asked for."""
SAMPLE = 7
"""Articles that are read."""
MOST_ATTEMPTS = 20
"""Addresses of articles that are asked for to get them."""
MOST_STEPS = 3
"""Redirects, or pages that lead to their record, before an article."""
NEWEST = 3
"""Articles of the sample that are the first of the lists; the others come from all over them."""


@dataclass(slots=True)
class Reading:
    """An answer, and what was read of it."""

    answer: Answer
    item: Item
    page: Page | None = None
    """The page that was read, parsed; the item has let go of it."""


@dataclass(slots=True)
class Trial:
    """What a platform makes of a site."""

    spider: NewsSpider
    lists: list[Reading] = field(default_factory=list)
    articles: list[Reading] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Address and reason, of what brought no content."""
    found: dict[str, Discovery] = field(default_factory=dict)
    """Articles that are known of, by key or address: those of the lists first, in their order."""
    paginated: set[str] = field(default_factory=set)
    """Kinds of lists with a further page."""
    misread: int = 0
    """Pages at addresses of articles on which no article was found."""

    @property
    def read(self) -> list[Article]:
        """The articles as read."""
        return [reading.item for reading in self.articles if isinstance(reading.item, Article)]

    def lists_as_json(self) -> list[dict[str, str | int]]:
        """Return the lists that were read, with how many entries each shows."""
        return [
            {"kind": reading.answer.visit.kind, "url": reading.answer.visit.url, "entries": _entries(reading.item)}
            for reading in self.lists
        ]

    @property
    def fit(self) -> float:
        """How well the platform reads the site, 0 to 1: pages read with headline and text, of those that were there."""
        whole = sum(1 for article in self.read if article.headline and article.body)
        return whole / (len(self.articles) + self.misread) if whole else 0.0


def _entries(item: Item) -> int:
    return len({sighting.url for sighting in item.sightings if sighting.key}) if isinstance(item, Listing) else 0


async def try_platform(spider: NewsSpider, visitor: Visitor, sample: int = SAMPLE) -> Trial:
    """Walk a few lists and articles of a site; raises :class:`SiteError` when the site stops answering."""
    trial = Trial(spider)
    with _frontier(spider):
        spider.robots = visitor.robots
        await _walk_lists(trial, visitor)
        tried: set[str] = set()
        while len(trial.articles) < sample and len(tried) < MOST_ATTEMPTS:
            waiting = [each for each in trial.found.values() if each.url not in tried]
            if not waiting:
                break
            chosen = waiting[place_of(len(tried), len(waiting), sample)]
            tried.add(chosen.url)
            await _read_article(trial, visitor, chosen)
    return trial


@contextmanager
def _frontier(spider: NewsSpider) -> Iterator[None]:
    """Give a spider the frontier of an archive that knows nothing yet, as in a first run."""
    with (
        tempfile.TemporaryDirectory(prefix="lontar-") as folder,
        closing(open_archive(Path(folder) / "archive.db").conn) as connection,
    ):
        spider.frontier = Frontier(connection, spider.name, 0, spider.report.started_at, spider.clock)
        yield


async def _walk_lists(trial: Trial, visitor: Visitor) -> None:
    waiting = [each for each in trial.spider.entries() if each.kind in LISTS]
    asked: set[str] = set()
    second: dict[str, str] = {}
    while waiting and len(asked) < MOST_LISTS:
        waiting.sort(key=lambda each: each.priority or 0)
        discovery = waiting.pop(0)
        if discovery.url in asked:
            continue
        asked.add(discovery.url)
        reading = await _read(trial, visitor, discovery)
        if reading is not None:
            _keep(trial, reading)
            waiting += _sorted_out(trial, reading, discovery, second)
    trial.paginated = {kind for kind, url in second.items() if url not in asked or _shows_more(trial, url)}


def _shows_more(trial: Trial, url: str) -> bool:
    """Tell whether a list's second page shows what no page before it did: else it was but a guess, or leads nowhere."""
    shown: set[str] = set()
    for reading in trial.lists:
        sightings = reading.item.sightings if isinstance(reading.item, Listing) else []
        keys = {sighting.key or "" for sighting in sightings}
        if reading.answer.visit.url == url:
            return bool(keys - shown)
        if _same_list(trial, reading.answer.visit.url, url):
            shown |= keys
    return False


def _same_list(trial: Trial, one: str, other: str) -> bool:
    """Tell whether two addresses are pages of one list; an app has one list alone, however its pages are told."""
    return isinstance(trial.spider, JsonApiSpider) or list_of(one) == list_of(other)


def _keep(trial: Trial, reading: Reading) -> None:
    if isinstance(reading.item, Article):
        if all(reading.item.key != other.key for other in trial.read):
            trial.articles.append(reading)
    elif isinstance(reading.item, Listing):
        trial.lists.append(reading)
        _keep_listed(trial, reading, reading.item)


def _keep_listed(trial: Trial, reading: Reading, listing: Listing) -> None:
    """Keep some of the articles that a list holds whole, and note the others."""
    for article in listing.articles:
        assert article.visit is not None
        trial.found.setdefault(article.key, Discovery(article.url, "article", reading.answer.visit.url, article.key))
        if article.visit.outcome == "quarantined":
            trial.failures.append((article.url, f"article: {article.visit.reason}"))
            trial.misread += 1
    if not isinstance(trial.spider, JsonApiSpider):
        return  # an announcement that is but a file has an answer of its own
    whole = [article for article in listing.articles if article.visit and article.visit.outcome != "quarantined"]
    for article in whole[:: max(1, len(whole) // SAMPLE)]:
        if len(trial.articles) < SAMPLE:
            trial.articles.append(Reading(reading.answer, article))


def _sorted_out(
    trial: Trial, reading: Reading, discovery: Discovery, second: dict[str, str]
) -> list[Discovery]:
    """Keep the articles that an answer leads to, note the ``second`` page of a kind of list, and return other lists."""
    others = []
    for each in reading.item.discoveries:
        if each.kind == "article":
            trial.found.setdefault(each.key or each.url, each)
        elif each.kind in LISTS:
            if isinstance(reading.item, Listing) and _same_list(trial, each.url, discovery.url):
                if each.kind in second:
                    continue  # a second page has been seen; more of them are for the crawl
                second[each.kind] = each.url
                each.priority = 0
            others.append(each)
    return others


async def _read_article(trial: Trial, visitor: Visitor, discovery: Discovery) -> None:
    for _ in range(MOST_STEPS):
        reading = await _read(trial, visitor, discovery)
        if reading is None:
            return
        if not isinstance(reading.item, Outcome):
            _keep(trial, reading)
            _sorted_out(trial, reading, discovery, {})
            return
        further = [each for each in reading.item.discoveries if each.kind == "article"]
        if not further:
            return
        discovery = further[0]


async def _read(trial: Trial, visitor: Visitor, discovery: Discovery) -> Reading | None:
    try:
        seen = await visitor.get(discovery.url, trial.spider.sent_to(discovery.url))
    except Refusal as refusal:
        trial.failures.append((refusal.url, f"{discovery.kind}: {refusal.reason}"))
        return None
    answer = answer_of(seen, discovery.kind)
    answer.visit.hops = discovery.hops
    item = trial.spider.read(answer)
    page = None if isinstance(item, Outcome) else item.page
    item = read_or_fail(item, trial.spider.follow)
    if isinstance(item, Outcome) and not item.discoveries:
        visit = item.visit
        trial.failures.append((seen.url, f"{discovery.kind}: {visit.reason or visit.outcome}"))
        trial.misread += discovery.kind == "article" and visit.outcome == "quarantined"
    return Reading(answer, item, page)


def place_of(number: int, waiting: int, sample: int) -> int:
    """Return which of those that wait is asked next: the newest three first, then some from all over the list."""
    if number < NEWEST:
        return 0
    return round((number - NEWEST) % sample / sample * (waiting - 1))
