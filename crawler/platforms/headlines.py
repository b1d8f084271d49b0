"""Headlines on a page of an unknown site: repeated blocks of links to articles, with the dates printed beside them.

What is an entry is told by structure: the largest element around a link that holds no other article's link. Entries
below alike parents are a group. Nothing here depends on anything but the page, so that a replay sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile
from statistics import median
from urllib.parse import unquote

from lxml.etree import _Element

from crawler.items import Block, Page, Selectors
from crawler.platforms.entries import (
    CLIMB_LIMIT,
    HEADING_TAGS,
    date_in,
    entry_of,
    heading_in,
    in_frame,
    keys_within,
    line_above_day,
    lines_above,
    links_by,
    place_of_entry,
    text_of_link,
)
from crawler.platforms.generic_addresses import is_news_section
from crawler.platforms.pagination import next_page

_WORD = re.compile(r"[a-z0-9]+")
LINKS_LIMIT = 5_000
"""Links of one page that are looked at."""
LEAST_WORDS = 3
LEAST_ENTRIES = 2


@dataclass(slots=True)
class Headline:
    """A link to what may be an article, and what stands around it."""

    url: str
    key: str
    text: str
    link: _Element
    entry: _Element
    date: str | None = None
    """As printed."""
    is_alone: bool = True
    """Whether its entry leads to no other release: else what is printed there may be said of another."""

    @property
    def words(self) -> int:
        """Words of the text."""
        return len(self.text.split())

    @property
    def agrees(self) -> bool:
        """Whether the address is made of the words of the headline, as slugs are."""
        words = set(_WORD.findall(self.text.lower()))
        slug = [word for word in _WORD.findall(unquote(self.key).rpartition("/")[2]) if not word.isdecimal()]
        return bool(slug) and sum(word in words for word in slug) >= 0.6 * len(slug)


@dataclass
class Group:
    """Entries of one list; what is told of it is told once it is whole."""

    place: str
    """Where the list stands: tags and classes of what is around it."""
    headlines: list[Headline] = field(default_factory=list)
    aside: bool = False
    """Beside what the page is about: most read, related, a widget."""
    within: bool = False
    """Inside an element ``aside``, whatever names say."""

    @cached_property
    def dated(self) -> bool:
        """Whether most entries print a date."""
        alone = [headline for headline in self.headlines if headline.is_alone] or self.headlines
        return 2 * sum(headline.date is not None for headline in alone) >= len(alone)

    @cached_property
    def is_news(self) -> bool:
        """Whether these are headlines by what the page itself shows: dated, or long and in a section of news."""
        words = median(headline.words for headline in self.headlines)
        if self.dated and words >= LEAST_WORDS - 1:
            return len(self.headlines) >= LEAST_ENTRIES or words >= LEAST_WORDS
        in_news = sum(is_news_section(headline.key) for headline in self.headlines)
        return words >= LEAST_WORDS and 2 * in_news > len(self.headlines)

    @cached_property
    def is_likely(self) -> bool:
        """Whether these may be headlines, undated and below a path that says nothing: a few are worth a look."""
        few = len(self.headlines) < LEAST_WORDS
        agreeing = sum(headline.agrees for headline in self.headlines)
        return not few and median(h.words for h in self.headlines) > LEAST_WORDS and 2 * agreeing > len(self.headlines)

    @cached_property
    def weight(self) -> int:
        """How much of the page is this list's."""
        return sum(len(headline.text) + (40 if headline.date is not None else 0) for headline in self.headlines)


def groups_on(page: Page, key_of: Callable[[str], str | None] | None = None) -> list[Group]:
    """Return the groups of entries that link to possible articles of the site, in the order of the page.

    ``key_of`` tells other links of interest by their address (files, say) instead of articles.
    """
    found_links = links_by(page, key_of or page.key)
    links = [(link, key, url) for link, key, url in found_links if not in_frame(link)]
    keys = keys_within(links)
    found: dict[str, Headline] = {}
    for link, key, url in links[:LINKS_LIMIT]:
        text = text_of_link(link)
        known = found.get(key)
        if known is None:
            entry = entry_of(link, keys)
            found[key] = Headline(url, key, text, link, entry)
        elif len(text) > len(known.text) and not (known.text and entry_of(link, keys) is not known.entry):
            known.text, known.link = text, link
    groups: dict[str, Group] = {}
    for headline in found.values():
        headline.text = headline.text or heading_in(headline.entry)
        headline.date = date_in(headline.entry, headline.link)
        if not headline.text and headline.date is not None and key_of is None:
            headline.text = line_above_day(headline.entry)
        if not headline.text:
            _look_above(headline, keys)
        if not headline.text:
            continue
        place, aside, within = place_of_entry(headline.entry)
        groups.setdefault(place, Group(place, aside=aside, within=within)).headlines.append(headline)
    _join_lists(groups, {key: number for number, key in enumerate(found)})
    _bring_back(page, list(groups.values()))
    return list(groups.values())


def _join_lists(groups: dict[str, Group], order: dict[str, int]) -> None:
    """Put headlines of entries whose text links to other releases, too, into the list whose entries stand beside."""
    for headline, group, beside in _within_entries(list(groups.values())):
        headline.is_alone = False
        group.headlines.remove(headline)
        beside.headlines.append(headline)
        beside.headlines.sort(key=lambda each: order[each.key])
    for place in [place for place, group in groups.items() if not group.headlines]:
        del groups[place]


def _within_entries(groups: list[Group]) -> list[tuple[Headline, Group, Group]]:
    """Return headlines of larger entries than were told, each with its group and the one of the entries beside.

    What is around such a headline stands beside entries and leads to it as they do to theirs, to it alone: a row of
    several entries leads so to each.
    """
    lists: dict[tuple[_Element | None, str], Group] = {}
    for group in groups:
        lists.update(((h.entry.getparent(), str(h.entry.tag)), group) for h in group.headlines)
    paths = {group.place: {_path(h.link, h.entry) for h in group.headlines} for group in groups}
    found: dict[_Element, list[tuple[Headline, Group, Group]]] = {}
    for group in groups:
        for headline in group.headlines:
            for around in islice(headline.entry.iterancestors(), CLIMB_LIMIT):
                beside = lists.get((around.getparent(), str(around.tag)))
                if beside and _path(headline.link, around) in paths[beside.place]:
                    found.setdefault(around, []).append((headline, group, beside))
                    break
    return [alone[0] for alone in found.values() if len(alone) == 1]


def _path(link: _Element, entry: _Element) -> str:
    """Return how an entry leads to its link: tags and classes from the one to the other."""
    steps = [link, *takewhile(lambda element: element is not entry, link.iterancestors())] if link is not entry else []
    return "/".join(f"{step.tag}.{step.get('class') or ''}" for step in steps)


def _look_above(headline: Headline, keys: dict[_Element, set[str]]) -> None:
    """Take headline and day from the lines above a link that says but "read more", where its address has the words."""
    above = lines_above(headline.entry, keys)
    if above and above[-1].tag in HEADING_TAGS:
        headline.text = heading_in(above[-1])
        if not headline.agrees:
            headline.text = ""
        elif headline.date is None:
            headline.date = next((date for line in above[:-1] if (date := date_in(line)) is not None), None)


def _bring_back(page: Page, groups: list[Group]) -> None:
    """Take the weightiest list of news for the page's own where all are called lists aside: themes call columns so.

    Of a page with further pages, it may be a list of what is only likely to be news.
    """
    if main_group(groups) is None:
        named = [group for group in groups if not group.within and len(group.headlines) > 1]
        fit = [group for group in named if group.is_news] or (
            [group for group in named if group.is_likely] if next_page(page) is not None else []
        )
        best = max(fit, key=lambda group: group.weight, default=None)
        if best is not None:
            best.aside = False


def main_group(groups: list[Group], *, certain: bool = False) -> Group | None:
    """Return the list that the page is about: the weightiest one that stands not aside, dated ones before others."""
    fit = [group for group in groups if not group.aside and (certain or group.is_news or group.is_likely)]
    return max(fit, key=lambda group: (group.is_news, group.weight), default=None)


def listing_selectors(
    groups: list[Group], layout: str, *, is_home: bool = False, certain: bool = False
) -> Selectors:
    """Return selectors by which the stages see a page's headlines as sightings, with their dates.

    ``certain``: what has a key is an article's address by declaration.

    The list that the page is about is the block ``listing``; others, and all of a home page, are ``latest``: what has
    left them has only been replaced by newer ones.
    """
    main = None if is_home else main_group(groups, certain=certain)
    blocks = []
    for name, chosen in (
        ("listing", [main] if main else []),
        ("latest", [g for g in groups if g is not main and (certain or g.is_news or g.is_likely)]),
    ):
        headlines = {headline.link: headline for group in chosen for headline in group.headlines}
        if headlines:
            blocks.append(_block(name, headlines))
    return Selectors(layout=layout, blocks=tuple(blocks))


def _block(name: str, headlines: dict[_Element, Headline]) -> Block:
    def items(root: _Element) -> list[_Element]:
        return list(headlines)

    def link(item: _Element) -> list[_Element]:
        return [item]

    def date(item: _Element) -> list[str]:
        found = headlines[item].date
        return [] if found is None else [found]

    return Block(name, items, link, date)
