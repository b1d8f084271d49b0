"""Pages about the office that stand for ever: vision, history, structure. Many say that they are articles, of a day.

What tells them is where they stand: an entry of the site's own menu is called as they are, and no list of releases on
the page shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.addresses import rest_below
from crawler.items import Page
from crawler.platforms.entries import in_frame
from crawler.platforms.generic_addresses import shape_of
from crawler.platforms.headlines import Group
from crawler.structure.blocks import made_text
from crawler.structure.signs import STANDING

_LONGEST: Final = 6
"""Words of what such a page is called, at most."""
_ENTRY: Final = 4
"""Words of an entry of a menu, at most."""
_LEAST_SISTERS: Final = 2
"""Other entries of a menu, at least, that are neither the home page nor on the way to the page: a trail has none."""
_HOLDERS: Final = 4
"""Elements around an entry among which its menu is looked for."""
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")


def is_standing(page: Page, key: str, headline: str, groups: Callable[[], list[Group]]) -> bool:
    """Tell whether a page stands for ever; ``groups`` gives what it lists.

    Its address is called so, or is of another shape than those of all releases that the page shows.
    """
    words = _words(headline)
    if not words or len(headline.split()) > _LONGEST:
        return False
    if not any(_is_entry(page, link, words) for link in _own(page, key)):
        return False
    listed = {one.key for group in groups() if group.is_news or group.is_likely for one in group.headlines}
    if key in listed:
        return False
    if STANDING.search(urlsplit(rest_below(page.home_url, page.url) or "").path):
        return True
    return bool(listed) and shape_of(key) not in map(shape_of, listed)


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.lower()))


def _own(page: Page, key: str) -> Iterator[_Element]:
    """Yield the links in the site's frame that lead to the page itself."""
    for link in page.root.iter("a"):
        url = page.link(link.get("href") or "")
        if url and page.key(url) == key and in_frame(link):
            yield link


def _is_entry(page: Page, link: _Element, headline: set[str]) -> bool:
    """Tell whether a link is an entry of a menu that is called as the page is."""
    named = _words(made_text(link))
    if not named or not (named <= headline or headline <= named):
        return False
    for steps, holder in enumerate(link.iterancestors()):
        if steps >= _HOLDERS or holder.tag in ("body", "html"):
            return False
        links = [each for each in holder.iter("a") if each.get("href")]
        sisters = {each.get("href") for each in links if each is not link and _is_beside(page, each)}
        if len(sisters) >= _LEAST_SISTERS:
            return all(len(made_text(each).split()) <= _ENTRY for each in links)
    return False


def _is_beside(page: Page, link: _Element) -> bool:
    """Tell whether a link leads to another page of the site that is not on the way from the home page to this one."""
    url = page.link(link.get("href") or "")
    rest = rest_below(page.home_url, url) if url else None
    own = rest_below(page.home_url, page.url) or ""
    return bool(rest and rest.strip("/")) and not f"{own.rstrip('/')}/".startswith(f"{(rest or '').rstrip('/')}/")
