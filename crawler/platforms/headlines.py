"""Headlines on a page of an unknown site: repeated blocks of links to articles, with the dates printed beside them.

What is an entry is told by structure: the largest element around a link that holds no other article's link. Entries
below alike parents are a group. Nothing here depends on anything but the page, so that a replay sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Any, Final
from urllib.parse import unquote

from lxml.etree import XPath, _Element

from crawler.items import Block, Page, Selectors
from crawler.platforms.generic_addresses import is_news_section, without_decoration

_LINKS = XPath("//a[@href]")
_FRAME = frozenset(
    "menu navbar nav mainnav main-nav main-menu topmenu top-menu nav-menu mega-menu megamenu dropdown-menu navigation"
    " navbar-nav site-navigation breadcrumb breadcrumbs pagination pager footer site-footer main-footer page-footer"
    " share social socials tags tagcloud tag-cloud topbar top-bar offcanvas language languages copyright".split()
)
"""Classes and ids of what frames every page of a site."""
_ASIDE = re.compile(r"(?:^|[\s_-])(?:sidebar|aside|widget|populer|popular|terpopuler|trending|related|terkait)", re.I)
_MORE = re.compile(
    r"^\W*(?:(?:baca|lihat|simak)?\s*(?:selengkapnya|lebih\s+lanjut|lengkap|detail|semua)|read\s+more|more|detail"
    r"|view|baca|unduh|download|pdf|lihat(?:\s+(?:file|berkas|dokumen))?|lanjut(?:kan)?(?:\s+membaca)?|continue(?:\s+reading)?|\d+\s*(?:komentar|comments?)?|komentar)\W*$",
    re.I,
)
_MONTH = (
    r"(?:jan|feb|peb|mar|mrt|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des|dec)[a-z]{0,7}"
)
DATE: Final = re.compile(
    rf"\b\d{{1,2}}[\s.-]+{_MONTH}[\s.,-]+(?:19|20)?\d\d\b|\b{_MONTH}\s+\d{{1,2}},?\s+(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d?-\d\d?\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b"
    r"|\b(?:\d+|se)\s*(?:detik|menit|jam|hari|minggu|bulan|tahun)(?:\s+yang)?\s+lalu\b",
    re.I,
)
"""What looks like a printed date; the date grammar reads it later."""
DATE_TEXT_LIMIT = 90
LINKS_LIMIT = 5_000
CLIMB_LIMIT = 8
ENTRY_TEXT_LIMIT = 1_500
_OUTERMOST = frozenset({"body", "html", "main", "section", "nav", "aside", "footer", "ul", "ol", "table", "tbody"})
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS = XPath(f"descendant-or-self::*[{' or '.join(f'self::{tag}' for tag in _HEADING_TAGS)}]")
_WORD = re.compile(r"[a-z0-9]+")
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

    @cached_property
    def dated(self) -> bool:
        """Whether most entries print a date."""
        return 2 * sum(headline.date is not None for headline in self.headlines) >= len(self.headlines)

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
    found_links = _links_by(page, key_of or page.key)
    links = [(link, key, url) for link, key, url in found_links if not in_frame(link)]
    keys = _keys_within(links)
    found: dict[str, Headline] = {}
    for link, key, url in links[:LINKS_LIMIT]:
        text = _text_of(link)
        known = found.get(key)
        if known is None:
            entry = _entry_of(link, keys)
            found[key] = Headline(url, key, text, link, entry)
        elif len(text) > len(known.text) and not (known.text and _entry_of(link, keys) is not known.entry):
            known.text, known.link = text, link
    groups: dict[str, Group] = {}
    for headline in found.values():
        headline.text = headline.text or _heading_in(headline.entry)
        headline.date = date_in(headline.entry, headline.link)
        if not headline.text:
            continue
        place, aside = _place_of(headline.entry)
        groups.setdefault(place, Group(place, aside=aside)).headlines.append(headline)
    return list(groups.values())


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


def date_in(entry: _Element, headline: _Element | None = None) -> str | None:
    """Return the first text of an entry that is a date and little else; that of an element ``time`` before others.

    A date in the headline, or in the text of its own link, is that of an event.
    """
    for element in (*entry.iter("time"), *entry.iter()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", *_HEADING_TAGS):
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


def _links_by(page: Page, key_of: Callable[[str], str | None]) -> Iterator[tuple[_Element, str, str]]:
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
        if not _FRAME.isdisjoint(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()):
            return True
    return False


def _keys_within(links: list[tuple[_Element, str, str]]) -> dict[_Element, set[str]]:
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


def _entry_of(link: _Element, keys: dict[_Element, set[str]]) -> _Element:
    """Return the largest element around a link that holds no link to another article."""
    entry = link
    for steps, element in enumerate(link.iterancestors()):
        if steps >= CLIMB_LIMIT or element.tag in _OUTERMOST or len(keys[element]) > 1:
            break
        if sum(map(len, element.itertext())) > ENTRY_TEXT_LIMIT:
            break
        entry = element
    return entry


def _place_of(entry: _Element) -> tuple[str, bool]:
    steps: list[str] = []
    aside = False
    for element in entry.iterancestors():
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        aside = aside or element.tag == "aside" or _ASIDE.search(names) is not None
        if len(steps) < 5:
            steps.append(f"{element.tag}.{'.'.join(sorted((element.get('class') or '').split())[:2])}")
    return f"{'/'.join(reversed(steps))}/{entry.tag}", aside


def _text_of(link: _Element) -> str:
    """Return what a link says as a headline: its heading, its text, else its title; empty for "read more"."""
    headings: Any = _HEADINGS(link)
    for element in (*headings, link):
        text = " ".join("".join(element.itertext()).split())
        if text and not _MORE.match(text):
            return text if element is not link or len(text) <= 300 else text[:300]
    title = " ".join((link.get("title") or "").split())
    return "" if _MORE.match(title) else title


def _heading_in(entry: _Element) -> str:
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
