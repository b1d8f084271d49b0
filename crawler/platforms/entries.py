"""The entry of a list: what stands around a link, as far as it belongs to that link and to no other.

Nothing here depends on anything but the page, so that a replay sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.items import Page
from crawler.platforms.generic_addresses import without_decoration
from crawler.structure.months import MONTH
from crawler.structure.trails import own_names
from crawler.structure.words import AGE

_LINKS = XPath("//a[@href]")
_FRAME = frozenset(
    "menu navbar nav mainnav main-nav main-menu topmenu top-menu nav-menu mega-menu megamenu dropdown-menu navigation"
    " navbar-nav site-navigation breadcrumb breadcrumbs pagination pager footer site-footer main-footer page-footer"
    " share social socials tags tagcloud tag-cloud topbar top-bar offcanvas language languages copyright".split()
)
"""Classes and ids of what frames every page of a site."""
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|aside|widget(?! blog\b)|populer|popular|terpopuler|trending|related|terkait)", re.I
)
"""Names of boxes beside a list; Blogger calls the list of a blog's posts a widget, too."""
_MORE = re.compile(
    r"^\W*(?:(?:baca|lihat|simak)?\s*(?:selengkapnya|lebih\s+lanjut|lengkap|detail|semua)|read\s+more|more|detail"
    r"|view|baca|unduh|download|pdf|lihat(?:\s+(?:file|berkas|dokumen))?|lanjut(?:kan)?(?:\s+membaca)?|continue(?:\s+reading)?|\d+\s*(?:komentar|comments?)?|komentar)\W*$",
    re.I,
)
DATE: Final = re.compile(
    rf"\b\d{{1,2}}[\s.-]+{MONTH}[\s.,-]+(?:19|20)?\d\d\b|\b{MONTH}\s+\d{{1,2}},?\s+(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d?-\d\d?\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b"
    rf"|{AGE.pattern}",
    re.I,
)
"""What looks like a printed date; the date grammar reads it later."""
DATE_TEXT_LIMIT = 90
CLIMB_LIMIT = 8
ENTRY_TEXT_LIMIT = 1_500
LINE_WORDS = 3
"""Words of a line that may be a headline, at least; a category has fewer."""
LINE_LENGTH = 200
LINES_LIMIT = 6
"""Elements of a flat list between its headline and what leads to the release."""
_OUTERMOST = frozenset({"body", "html", "main", "section", "nav", "aside", "footer", "ul", "ol", "table", "tbody"})
HEADING_TAGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS = XPath(f"descendant-or-self::*[{' or '.join(f'self::{tag}' for tag in HEADING_TAGS)}]")


def date_in(entry: _Element, headline: _Element | None = None) -> str | None:
    """Return the first text of an entry that is a date and little else; that of an element ``time`` before others.

    A date in the headline, or in the text of its own link, is that of an event.
    """
    for element in (*entry.iter("time"), *entry.iter()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", *HEADING_TAGS):
            continue
        if element is headline:
            continue
        pieces = [element.text, *(child.tail for child in element)]
        for piece in pieces:
            if piece and DATE.search(piece):
                links = next(element.iterdescendants("a"), None) is not None
                whole = "" if links else "".join(map(str, element.itertext()))
                text = " ".join((whole if 0 < len(whole) <= DATE_TEXT_LIMIT else piece).split())
                if len(text) <= DATE_TEXT_LIMIT:
                    return text
    return None


def links_by(page: Page, key_of: Callable[[str], str | None]) -> Iterator[tuple[_Element, str, str]]:
    links: Any = _LINKS(page.root)
    for link in links:
        url = page.link(link.get("href") or "")
        key = key_of(url) if url else None
        if url and key:
            yield link, key, without_decoration(url)


def in_frame(link: _Element) -> bool:
    """Tell whether a link belongs to the frame of the site: menus, trails, footers, share buttons."""
    for element in link.iterancestors():
        tag, parent = element.tag, element.getparent()
        if tag in ("nav", "footer") or (tag == "header" and parent is not None and parent.tag == "body"):
            return True
        if tag in ("body", "html"):
            return False
        if not _FRAME.isdisjoint(own_names(element).lower().split()):
            return True
    return False


def keys_within(links: list[tuple[_Element, str, str]]) -> dict[_Element, set[str]]:
    """Return for every element around links the keys within it, as far as they tell one from several."""
    keys: dict[_Element, set[str]] = {}
    for link, key, _ in links:
        for element in link.iterancestors():
            within = keys.setdefault(element, set())
            if len(within) < 2:
                within.add(key)
            elif key in within:
                break
    return keys


def entry_of(link: _Element, keys: dict[_Element, set[str]]) -> _Element:
    """Return the largest element around a link that holds no link to another article."""
    entry = link
    for steps, element in enumerate(link.iterancestors()):
        if steps >= CLIMB_LIMIT or element.tag in _OUTERMOST or len(keys[element]) > 1:
            break
        if sum(map(len, element.itertext())) > ENTRY_TEXT_LIMIT:
            break
        entry = element
    return entry


def place_of_entry(entry: _Element) -> tuple[str, bool, bool]:
    """Return where an entry stands, and whether aside: as names around it say, and as an element ``aside`` says."""
    steps: list[str] = []
    aside = within = in_main = False
    for element in entry.iterancestors():
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        in_main = in_main or element.tag in ("main", "body")  # what these are called tells of the whole page's dress
        within = within or element.tag == "aside"
        aside = aside or within or (not in_main and _ASIDE.search(names) is not None)
        if len(steps) < 5:
            steps.append(f"{element.tag}.{'.'.join(sorted((element.get('class') or '').split())[:2])}")
    return f"{'/'.join(reversed(steps))}/{entry.tag}", aside, within


def text_of_link(link: _Element) -> str:
    """Return what a link says as a headline: its heading, its text, else its title; empty for "read more"."""
    headings: Any = _HEADINGS(link)
    for element in (*headings, link):
        text = " ".join("".join(element.itertext()).split())
        if text and not _MORE.match(text):
            return text if element is not link or len(text) <= 300 else text[:300]
    title = " ".join((link.get("title") or "").split())
    return "" if _MORE.match(title) else title


def heading_in(entry: _Element) -> str:
    headings: Any = _HEADINGS(entry)
    for heading in headings:
        text = " ".join("".join(heading.itertext()).split())
        if text:
            return text
    images = entry.iter("img")
    named = next((" ".join(alt.split()) for image in images if (alt := image.get("alt") or "").strip()), "")
    cells = [" ".join("".join(map(str, cell.itertext())).split()) for cell in entry.iter("td")]
    told = [cell for cell in cells if not DATE.search(cell) and not _MORE.match(cell)]
    return named or max(told, key=len, default="")


def line_above_day(entry: _Element) -> str:
    """Return the first line of an entry whose day stands below it, where that is no sentence: a headline that no
    markup tells.
    """
    for element in entry.iter("*"):
        if element.tag in ("script", "style", "button") or not (element.text or "").strip():
            continue
        line = " ".join("".join(map(str, element.itertext())).split())
        if DATE.search(line) or _MORE.match(line):
            return ""
        if len(line.split()) >= LINE_WORDS:
            return line if len(line) <= LINE_LENGTH and not line.endswith((".", "…", ":")) else ""
    return ""


def lines_above(entry: _Element, keys: dict[_Element, set[str]]) -> list[_Element]:
    """Return what stands between an entry and the one before it, the nearest first: lists are printed flat, too."""
    above: list[_Element] = []
    for element in entry.itersiblings(preceding=True):
        if element in keys or len(above) == LINES_LIMIT:
            break
        if isinstance(element.tag, str):
            above.append(element)
            if element.tag in HEADING_TAGS:
                break
    return above
