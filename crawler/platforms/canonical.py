"""The address that a page says is its own: believed where it names the same article, not where a theme prints it.

Some themes print the home page, or one address of their maker's, as canonical on every page of the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from lxml.etree import XPath

from crawler.absence import title_of
from crawler.items import Page
from crawler.platforms.generic_addresses import without_decoration

_CANONICAL = XPath("//link[@rel='canonical']/@href | /html/head/meta[@property='og:url']/@content")
_WORD = re.compile(r"[a-z]{3,}")
_NUMBER = re.compile(r"\d{2,12}")
_YEAR = re.compile(r"(?:19|20)\d\d$")
SLUG_LEAST = 8
"""Letters of a name cut short that still tell one article from another."""
_HEADINGS = XPath("//h1")


def own_address(page: Page, key_of: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Return the address and key under which a page itself says that its article stands; None where it says nothing."""
    visited = key_of(page.url)
    found: Any = _CANONICAL(page.root)
    for href in dict.fromkeys(str(href) for href in found):
        url = page.link(href)
        key = key_of(url) if url else None
        if url and key and visited and (key == visited or _is_same(page, visited, key)):
            return without_decoration(url), key
    return None


def _is_same(page: Page, visited: str, stated: str) -> bool:
    """Tell whether two keys name one article: by their slug, by their number, or by the page's own headline."""
    mine, other = _name(visited), _name(stated)
    if min(len(mine), len(other)) >= SLUG_LEAST and (mine.startswith(other) or other.startswith(mine)):
        return True
    numbers = [{n for n in _NUMBER.findall(key) if not _YEAR.match(n)} for key in (visited, stated)]
    if numbers[0] & numbers[1] and visited.split("/", maxsplit=1)[0] == stated.split("/", maxsplit=1)[0]:
        return True
    headings: Any = _HEADINGS(page.root)
    says = f"{title_of(page.root)} {' '.join(''.join(h.itertext()) for h in headings[:2])}".lower()
    words = set(_WORD.findall(other.replace("-", " ")))
    return len(words) >= 3 and sum(word in says for word in words) >= 0.7 * len(words)


def _name(key: str) -> str:
    """Return the slug in a key, without a number before or behind it."""
    last = unquote(key).rpartition("/")[2].rpartition("=")[2]
    return re.sub(r"^\d+[-_]|[-_]\d+$", "", last)
