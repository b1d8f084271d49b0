"""What a page and its address say that its headline is, and where that is printed."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import unquote

from lxml.etree import XPath, _Element

from crawler.structure.blocks import HEADINGS, short_text
from crawler.structure.hrefs import split
from crawler.structure.stated import Stated, plain

_HEADING: Final = XPath(
    "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or @itemprop='headline' or"
    " @role='heading'"
    " or contains(@class, 'title') or contains(@class, 'judul') or contains(@class, 'headline')]"
)
LONGEST: Final = 320
_WORDS: Final = re.compile(r"[^\W_]+")
_ENDING: Final = re.compile(r"\.(?:html?|php|aspx?)$")
_NUMBERED: Final = re.compile(r"^[^\W\d_]+[-_]\d+[-_](?=\D)")
"""What kind of page it is and which, before the words of a slug: ``berita-12-panen-raya``."""
_LEAST_NAMED: Final = 4
"""Words of a slug that tell one headline from others."""
_PARTS: Final = 6
"""Parts of a title that are looked at."""


def title_elements(root: _Element, about: Stated, url: str = "") -> frozenset[_Element]:
    """Return the elements above what is printed as title or address say: whatever they are called, it is their article.

    Where it is printed as a headline, a link that says the same is an entry of a list beside it; where all are links, a
    lower heading is.
    """
    spared: set[_Element] = set()
    titles: list[_Element] = []
    wanted = {*about.plain_titles, *_runs(about.plain_segments), about.plain_title} - {""}
    found: Any = _HEADING(root)
    for element in found[:400]:
        printed = short_text(element, LONGEST)
        is_own = plain(printed) in wanted or names_address(printed, url)
        if len(plain(printed)) > 8 and is_own and not names_site(element, about):
            titles.append(element)
    own = [element for element in titles if not any(map(_leads_away, links_of(element)))]
    highest = min((str(element.tag) for element in titles if element.tag in HEADINGS), default="")
    for element in own or [each for each in titles if each.tag not in HEADINGS or each.tag == highest]:
        spared.update(element.iterancestors())
        spared.add(element)
    return frozenset(spared)


def _runs(segments: list[str]) -> list[str]:
    """Return what neighbouring parts of a title say together: a headline may have the signs that part a title."""
    few = segments[:_PARTS]
    return ["".join(few[begin:end]) for end in range(1, len(few) + 1) for begin in range(end)]


def links_of(element: _Element) -> list[_Element]:
    around = (element, *element.iterancestors("a"), *element.iter("a"))
    return [link for link in around if link.tag == "a"]


def _leads_away(link: _Element) -> bool:
    return not (link.get("href") or "#").startswith("#")


def names_site(element: _Element, about: Stated) -> bool:
    """Tell whether what is printed leads to the home page, as the name of a site does."""
    asked = [split(link.get("href") or "") for link in links_of(element)]
    return any((about.is_home(one.path) or (one.netloc and not one.path)) and not one.query for one in asked)


def names_address(text: str, url: str) -> bool:
    """Tell whether an address ends in the words of a text, as slugs are made."""
    slug = _ENDING.sub("", unquote(split(url).path).rstrip("/").rpartition("/")[2].lower())
    named = [word for word in _WORDS.findall(_NUMBERED.sub("", slug)) if not word.isdecimal()]
    words = _WORDS.findall(text.lower())
    if len(named) < _LEAST_NAMED or not words:
        return False
    told = sum(word in named for word in words)
    return sum(word in words for word in named) >= 0.9 * len(named) and 2 * told >= len(words)


def agreement(text: str, about: Stated) -> float:
    """Return how well a printed text agrees with what the page says its title is."""
    if len(text) < 6:
        return 45.0 if len(text) > 3 and (text in about.plain_titles or text in about.plain_segments[:1]) else 0.0
    if text in about.plain_titles:
        return 90.0
    whole = about.plain_title
    if text == whole:
        return 85.0
    if text in about.plain_segments:
        return 40.0 + 40.0 * len(text) / max(len(whole), 1)
    for title in (*about.plain_titles, whole):
        if len(text) >= 15 and text in title:
            return 20.0 + 50.0 * len(text) / len(title)
        if len(title) >= 20 and title in text and len(title) >= 0.5 * len(text):
            return 45.0  # the title was cut
    return 0.0
