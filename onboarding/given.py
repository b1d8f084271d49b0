"""What the page at the address that was given is of the site, as its platform reads it; and the list that it may be."""

from __future__ import annotations

from typing import Any

from crawler.addresses import rest_below
from crawler.items import Article, Listing
from crawler.platforms.base import NewsSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.pagination import place_of
from crawler.platforms.wordpress import WordPressSpider
from crawler.signs import Seen
from onboarding.bases import Taken
from onboarding.trying import Trial
from onboarding.visiting import answer_of
from pipelines.reading import read_one

LEAST_ENTRIES = 3
"""Releases that a page shows from which it is a list."""


def role_of(spider: NewsSpider, seen: Seen) -> str:
    """Return what a page of a site is: ``list``, ``release`` or ``page``; the spider is one that has read nothing."""
    is_keyed = spider.key_of(seen.url) is not None
    if is_keyed and isinstance(spider, JsonApiSpider):
        return "release"  # of an app, whose pages hold nothing themselves
    for kind in ("article", "listing") if is_keyed else ("listing",):
        item = read_one(spider.read(answer_of(seen, kind)))
        if isinstance(item, Article):
            return "release"
        if isinstance(item, Listing):
            own = {sighting.key for sighting in item.sightings if sighting.key and sighting.page_url == seen.url}
            return "list" if len(own) >= LEAST_ENTRIES else "page"
    return "page"


def listings_with(taken: Taken | None, spider: NewsSpider) -> dict[str, Any]:
    """Return the lists that a site declares, with the one that was given; nothing where none was.

    No run begins in the middle of a list.
    """
    if taken is None or taken.role or taken.page is None or role_of(spider, taken.page) != "list":
        return {}
    url = taken.page.url
    if (place_of(url).number or 1) != 1:
        return {}
    if not isinstance(spider, (WordPressSpider, GenericSpider)):
        return {}
    path = rest_below(spider.base if isinstance(spider, WordPressSpider) else spider.home_url, url)
    if not path or path in spider.listings:
        return {}
    is_first = isinstance(spider, WordPressSpider)  # which walks the first of them that is there
    return {"listings": (path, *spider.listings) if is_first else (*spider.listings, path)}


def is_walked(taken: Taken | None, trial: Trial) -> bool:
    """Tell whether the list that was given has been asked for in a trial, and leads to articles."""
    return any(
        taken is not None and taken.page is not None and each.answer.visit.url == taken.page.url
        and isinstance(each.item, Listing) and any(sighting.key for sighting in each.item.sightings)
        for each in trial.lists
    )  # fmt: skip
