"""Addresses of a site's articles as a pattern, deduced from those that its lists show; and how its list counts.

What a pattern adds to the reading of unknown sites: an address that fits is an article's though its page prints no
date, one that does not is none, and a list whose further pages only a script turns is walked on by its number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.html import parse_html
from crawler.items import Listing, Page, Sighting
from crawler.platforms.generic import GenericSpider
from crawler.platforms.generic_addresses import shape_of
from crawler.platforms.headlines import groups_on
from crawler.platforms.patterns import compile_pattern
from onboarding.trying import Trial
from onboarding.visiting import Refusal, Visitor

FEWEST = 4
"""Addresses alike that make a pattern."""
FEWEST_TWICE = 2
"""Articles known by two addresses from which it is no chance."""
MOST_PATTERNS = 3
A_LIST = 5
"""Articles on a page from which it is a list that may have further pages."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_INDEX = re.compile(r"^/index\.php(?=/)", re.I)


def patterns_in(trial: Trial) -> tuple[str, ...]:
    """Return the patterns of the addresses that a site's lists show, most used first; none where nothing is alike."""
    shapes: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for sighting in _listed(trial):
        if sighting.key:
            at_root = trial.spider.addresses.at_root(sighting.url) or sighting.url
            shapes[shape_of(sighting.key)].setdefault(sighting.key, (_rest(at_root), sighting.text))
    read = {shape_of(article.key) for article in trial.read}
    chosen = [shape for shape in shapes if len(shapes[shape]) >= FEWEST and (not read or shape in read)]
    chosen.sort(key=lambda shape: -len(shapes[shape]))
    made = [pattern_of(list(shapes[shape].values())) for shape in chosen]
    return tuple(dict.fromkeys(filter(None, made)))[:MOST_PATTERNS]


def names_twice(trial: Trial) -> bool:
    """Tell whether some articles stand at two addresses, ``/berita/12`` and ``/berita/12/panen-raya``."""
    named = {key.rpartition("/")[0] for key in trial.found if not key.rpartition("/")[2].isdecimal()}
    both = [key for key in trial.found if key.rpartition("/")[2].isdecimal() and key in named]
    return len(both) >= FEWEST_TWICE


def _listed(trial: Trial) -> Iterator[Sighting]:
    for reading in trial.lists:
        if isinstance(reading.item, Listing):
            yield from reading.item.sightings


def _rest(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"\.html?$", "", _INDEX.sub("", unquote(parts.path)).rstrip("/"))
    return path + (f"?{parts.query}" if parts.query else "")


def pattern_of(links: list[tuple[str, str]]) -> str:
    """Return the pattern of addresses that are alike, given from the site's root on, with the headlines of their links.

    Empty where they are not alike, or say too little.

    >>> pattern_of([("/berita/12/panen-raya", "Panen raya"), ("/berita/13/jalan-baru", "Jalan baru")])
    '/berita/{id}/{slug}'
    """
    rests = [rest for rest, _ in links]
    paths = [rest.partition("?")[0].strip("/").split("/") for rest in rests]
    if len({len(path) for path in paths}) != 1 or any("{" in rest or "[" in rest for rest in rests):
        return ""
    columns = [list(column) for column in zip(*paths, strict=True)]
    query = _query_of([dict(parse_qsl(rest.partition("?")[2])) for rest in rests])
    steps = _steps_of(columns, [text for _, text in links], has_id="{id}" in query)
    pattern = "/" + "/".join(steps) + (f"?{query}" if query else "")
    fixed = re.sub(r"\{[^{}]*\}|[/?=&_-]", "", pattern)
    names = re.findall(r"\{(\w+)\}", pattern)
    if not {"id", "slug"} & set(names) or len(names) != len(set(names)) or not (fixed or {"id", "year"} & set(names)):
        return ""
    compiled = compile_pattern(pattern)
    return pattern if all(compiled.match(rest) for rest in rests) else ""


def _query_of(asked: list[dict[str, str]]) -> str:
    """Return what of the queries names an article: a number, and what all have alike."""
    named = [name for name in asked[0] if all(name in each for each in asked)]
    pairs, has_id = [], False
    for name in named:
        values = {each[name] for each in asked}
        if len(values) == 1:
            pairs.append(f"{name}={values.pop()}")
        elif not has_id and all(value.isdecimal() for value in values) and len(values) == len(asked):
            pairs.append(f"{name}={{id}}")
            has_id = True
    return "&".join(pairs) if has_id else ""


def _steps_of(columns: list[list[str]], headlines: list[str], has_id: bool) -> list[str]:
    """Return each step of a path: fixed, a number, a name, or a part of a date."""
    steps: list[str] = []
    last = len(columns) - 1
    for number, column in enumerate(columns):
        values = set(column)
        told = steps[-1] if steps else ""
        step = ""
        if len(values) == 1 and not column[0].isdecimal():
            step = column[0]
        elif all(map(_YEAR.fullmatch, values)) and number < last:
            step = "{year}"
        elif told in ("{year}", "{month}") and all(value.isdecimal() and len(value) < 3 for value in values):
            step = "{month}" if told == "{year}" else "{day}"
        elif all(value.isdecimal() for value in values):
            is_id = not has_id and len(values) == len(column)
            step = "{id}" if is_id else column[0] if len(values) == 1 else "{any}"
        elif number < last:
            step = "{section}"
        else:
            step = "{slug}" if has_id else _last_step(column, headlines)
        has_id = has_id or "{id}" in step
        steps.append(step)
    return steps


def _last_step(column: list[str], headlines: list[str]) -> str:
    """Return the pattern of names that may begin or end in the article's number; a headline may end in one, too."""
    for form, pattern in ((r"(\d{1,12})([-_]).+", "{{id}}{}{{slug}}"), (r".+([-_])(\d{1,12})", "{{slug}}{}{{id}}")):
        found = [re.fullmatch(form, value) for value in column]
        if all(found):
            groups = [match.groups() for match in found if match]
            marks = {mark for pair in groups for mark in pair if mark in "-_"}
            numbers = [part for pair in groups for part in pair if part.isdecimal()]
            said = sum(number in headline for number, headline in zip(numbers, headlines, strict=True))
            is_year = all(map(_YEAR.fullmatch, numbers))
            if len(marks) == 1 and len(set(numbers)) == len(numbers) and not said and not is_year:
                return pattern.format(marks.pop())
    return "{slug}"


# ---- the list ----


async def counted_list(trial: Trial, visitor: Visitor, articles: tuple[str, ...]) -> dict[str, Any]:
    """Return how the fullest list of a site is declared, where no link leads to its second page but a number does."""
    spider = trial.spider
    assert isinstance(spider, GenericSpider)
    patterns = [compile_pattern(each) for each in articles]

    def fit(urls: list[str]) -> set[str]:
        rests = ((url, _rest(spider.addresses.at_root(url) or url)) for url in urls)
        return {url for url, rest in rests if any(pattern.match(rest) for pattern in patterns)}

    lists = [
        (reading.answer.visit.url, fit([s.url for s in reading.item.sightings]), len(_longest(reading.page, fit)))
        for reading in trial.lists
        if isinstance(reading.item, Listing) and reading.page is not None
        and not spider.is_home(reading.answer.visit.url) and "?" not in reading.answer.visit.url
    ]  # fmt: skip
    url, shown, count = max(lists, key=lambda each: each[2], default=("", set(), 0))
    if count < A_LIST:
        return {}
    path = urlsplit(spider.addresses.at_root(url) or url).path
    for pattern, start, step in _ways(path.rstrip("/"), count):
        pages = [f"{url.removesuffix(path)}{_page(pattern, start + number * step)}" for number in (1, 2)]
        second = await _longest_at(visitor, spider, pages[0], fit) - shown
        third = await _longest_at(visitor, spider, pages[1], fit) - shown if second else set()
        if second and second != third:  # else the same page stands everywhere
            return {"listing": pattern} | ({"first_page": start, "step": step} if (start, step) != (1, 1) else {})
    return {}


def _page(pattern: str, number: int) -> str:
    return re.sub(r"[\[\]]", "", pattern).replace("{page}", str(number))


def _longest(page: Page, fit: Callable[[list[str]], set[str]]) -> set[str]:
    """Return the articles of the longest list of a page: of the others some may change from one look to the next."""
    groups = [group for group in groups_on(page) if not group.aside]
    return max((fit([headline.url for headline in group.headlines]) for group in groups), key=len, default=set())


def _ways(path: str, count: int) -> Iterator[tuple[str, int, int]]:
    """Give the usual ways to number the pages of a list: its pattern, the first page's number, the step."""
    yield f"{path}[/page/{{page}}]", 1, 1
    yield f"{path}[/index/{{page}}]", 0, count
    yield f"{path}[/{{page}}]", 0, count
    yield f"{path}[?page={{page}}]", 1, 1
    yield f"{path}[?halaman={{page}}]", 1, 1
    for name in ("start", "offset", "per_page"):
        yield f"{path}[?{name}={{page}}]", 0, count


async def _longest_at(
    visitor: Visitor, spider: GenericSpider, url: str, fit: Callable[[list[str]], set[str]]
) -> set[str]:
    """Return the articles of the longest list that stands at an address; none where no page does."""
    try:
        seen = await visitor.get(url)
    except Refusal:
        return set()
    root = parse_html(seen.body)[0] if seen.status == 200 else None
    return _longest(spider.page(url, root, spider.report.started_at), fit) if root is not None else set()
