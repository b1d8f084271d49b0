"""The next page of a list, whatever the site's way to number pages; found by links, for few sites state it.

Pages are numbered in a query (``?page=2``, ``?halaman=2``, ``?start=10``), at the end of a path (``/page/2``,
CodeIgniter's offsets ``/berita/index/15``), or in a name (``berita-2.html``). A next page is never farther than the
links on the page lead, and never before the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Page
from crawler.platforms.generic_addresses import PAGING, numbers_pages

_REL_NEXT = XPath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"
                  " | //a[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href")  # fmt: skip
_LINKS = XPath("//a[@href]")
_FETCHES = ("data-next", "data-next-page", "data-next-page-url", "data-next-url", "data-url")
"""Attributes of a button that name what it would fetch."""
_BUTTONS = XPath(f"//*[self::button or self::a or self::div][{' or '.join(f'@{name}' for name in _FETCHES)}]")
_PAGER = re.compile(r"pagin|pager|page-?num|page-?nav|nav-links|halaman|paging|wp-pagenavi", re.I)
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])(?:next|berikutnya|selanjutnya|load-?more|older)(?:$|[\s_-])", re.I)
_MORE_CLASS = re.compile(r"load-?more|more|next|muat", re.I)
_NEXT_WORD = re.compile(
    r"^\W*(?:(?:halaman|laman|berita|artikel|posting(?:an)?)\s+)?"
    r"(?:selanjutnya|berikut(?:nya)?|lanjut(?:kan)?|next(?:\s+page)?|older(?:\s+(?:posts?|entries))?"
    r"|(?:lebih\s+)?lama|posting\s+lama|muat\s+lebih\s+banyak|load\s+more|lihat\s+lebih\s+banyak)\W*$",
    re.I,
)
_OLDER = re.compile(r"\bolder\b|\blama\b", re.I)
_PAGE_WORD = re.compile(r"^(?:halaman|laman|page|hal\.?)\s*(?=\d)", re.I)
"""What stands before a page's number, for ears alone as a rule."""
_NEXT_SIGN = re.compile(r"^\s*(?:›|»|>{1,2}|→|⟩|&gt;|next\s*»)\s*$")
_PATH_NUMBER = re.compile(
    r"^(?P<before>.*?/(?:page|hal|halaman|laman|p)[/-])(?P<number>\d{1,7})(?P<after>/?(?:\.html?)?)$", re.I
)
_PATH_END = re.compile(r"^(?P<before>.*/)(?P<number>\d{1,7})(?P<after>/?(?:\.html?)?)$")
_NAME_END = re.compile(
    r"^(?P<before>.*/(?:[a-z][a-z_-]*[-_]|(?:index|indeks|page|halaman|hal)))(?P<number>\d{1,7})(?P<after>\.(?:html?|php))$",
    re.I,
)


_STATES_PAGE = re.compile(
    r"/(?:page|hal|halaman|laman|index|indeks)[/-]\{\}|/(?:index|indeks|page|halaman|hal)-?\{\}"
    r"|[?&](?:page|hal|halaman|laman|paged)=\{\}",
    re.I,
)
"""What says outright that it numbers pages."""
_NUMBERED_TAIL = re.compile(
    r"/(?:index|indeks|page|halaman|hal)-?\{\}"
    r"|(?:/(?:page|hal|halaman|laman|p|[a-zA-Z]\w{0,40}_page))?[/_-]\{\}"
)


_COUNTS_TOO = re.compile(rf"(?:{'|'.join(sorted(PAGING))})=\d{{1,7}}", re.I)
"""A second number of the same page: ``pg=3&offset=20``."""


@dataclass(slots=True, frozen=True)
class Place:
    """Which page of which list an address is."""

    stem: str
    """The address with its number as ``{}``; without one, the address itself."""
    number: int | None
    """None where the address has no number: it is the first page."""

    def at(self, number: int) -> str:
        """Return the address of another page."""
        return self.stem.replace("{}", str(number), 1)


def place_of(url: str) -> Place:
    """Return which page of which list an address is.

    >>> place_of("https://x.go.id/berita?kategori=2&page=3")
    Place(stem='https://x.go.id/berita?kategori=2&page={}', number=3)
    """
    parts = urlsplit(url)
    parts = parts._replace(path=re.sub(r"/{2,}", "/", parts.path))  # CodeIgniter, whose base ends in a slash too many
    root = f"{parts.scheme}://{parts.netloc}"
    for name, value in parse_qsl(parts.query):
        asked = unquote_plus(name).lower().strip("[]")
        if numbers_pages(asked) and value.isdecimal() and len(value) < 8:
            query = re.sub(
                rf"((?:^|&){re.escape(quote(name, safe='[]'))}=){value}(?=&|$)", r"\1{}", parts.query, count=1
            )
            if "{}" in query:
                return Place(f"{root}{parts.path}?{query}", int(value))
    for pattern in (_PATH_NUMBER, _NAME_END, _PATH_END):
        if match := pattern.match(parts.path):
            query = f"?{parts.query}" if parts.query else ""
            return Place(f"{root}{match['before']}{{}}{match['after']}{query}", int(match["number"]))
    return Place(url, None)


def list_of(url: str) -> str:
    """Return a list's address without the number of its page: the same for all its pages, as far as can be told."""
    place = place_of(url)
    if place.number is None:
        return bare(url)
    stem = _NUMBERED_TAIL.sub("", re.sub(r"[^?&=]+=\{\}&?", "", _unnumbered(place.stem)))
    return bare(stem)


def bare(url: str) -> str:
    """Return an address as it is compared: without a final slash, ``.html``, ``index`` and an empty query."""
    path, _, query = url.lower().rstrip("?&").partition("?")
    path = re.sub(r"/(?:index|indeks)$", "", re.sub(r"\.(?:html?|php)$", "", path.rstrip("/")))
    return f"{path}?{query}" if query else path


@dataclass(slots=True, frozen=True)
class _Link:
    """A link that may lead to a later page."""

    url: str
    number: int | None
    text: str
    from_first: bool
    """The present page is the first one of that list."""


def next_page(page: Page) -> str | None:
    """Return the address of the list's next page, where the page leads to one; not yet checked to be the site's own."""
    stated: Any = _REL_NEXT(page.root)
    for href in stated:
        url = page.link(str(href))
        if url and (found := _later(page.url, url, near=True)):
            return found.url
    links: Any = _LINKS(page.root)
    found_links, unsaid = [], []
    for link in links:
        text = _PAGE_WORD.sub("", " ".join("".join(link.itertext()).split()))
        if len(text) > 40:
            continue
        is_number = text.isdecimal() and len(text) < 7
        url = page.link(link.get("href") or "")
        if url is None:
            continue
        if is_number or _says_next(link, text):
            near = not is_number or _in_pager(link)
            found = _later(page.url, url, near, text if is_number else "", back=_OLDER.search(text) is not None)
            if found:
                found_links.append(found)
        elif _is_next_by_address(page.url, url):
            unsaid.append(url)
    return _nearest(found_links) or next(iter(unsaid), None) or _more_button(page)


def _nearest(links: list[_Link]) -> str | None:
    """Choose among links to later pages: the nearest one behind the present page."""
    first = [link for link in links if link.from_first]
    for link in first:
        if link.text == "2":
            return link.url
    worded = [link for link in links if not link.text]
    worded.sort(key=lambda link: link.number is None)  # an arrow may lead to a release, too
    if first and worded:
        return worded[0].url
    numbered = [(link.number, link.url) for link in links if link.number is not None]
    return min(numbered)[1] if numbered else worded[0].url if worded else None


def _later(here_url: str, url: str, near: bool, text: str = "", *, back: bool = False) -> _Link | None:
    """Return a link if it leads to a later page of the same list.

    ``near``: it stands where a list's pages do; ``back``: it says that it leads to what is older, so that pages may be
    numbered from the oldest on.
    """
    here, there = place_of(here_url), place_of(url)
    if url == here_url:
        return None
    if there.number is None:
        is_page = near and here.number is None and not text
        return _Link(url, None, text, True) if is_page else None
    if here.number is not None and _unnumbered(there.stem) == _unnumbered(here.stem):
        further = there.number > here.number or (back and 0 < there.number < here.number)
        return _Link(url, there.number, text, False) if further else None
    mine, other = bare(here_url), list_of(url)
    related = mine == other or (near and here.number is None and (other.startswith(mine) or mine.startswith(other)))
    return _Link(url, there.number, text, True) if related and there.number > 0 else None


def _unnumbered(stem: str) -> str:
    """Return an address without what else counts its pages: a site may give number and offset at once."""
    path, asked, query = stem.partition("?")
    kept = [pair for pair in query.split("&") if not _COUNTS_TOO.fullmatch(pair)]
    return f"{path}{asked}{'&'.join(kept)}"


def _is_next_by_address(here_url: str, url: str) -> bool:
    """Tell whether an address numbers the very next page of the present list, whatever its link says: an arrow drawn
    by an icon, a word of another language."""
    here, there = place_of(here_url), place_of(url)
    if there.number is None or not _STATES_PAGE.search(there.stem):
        return False
    if here.number is not None:
        return there.stem == here.stem and there.number == here.number + 1
    return there.number == 2 and bare(here_url) == list_of(url)


def _says_next(link: _Element, text: str) -> bool:
    if _NEXT_WORD.match(text) or _NEXT_SIGN.match(text):
        return True
    label = " ".join(link.get(name) or "" for name in ("aria-label", "title"))
    parent = link.getparent()
    classes = f"{link.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"
    bare = not text or not text[0].isalnum()
    return _NEXT_WORD.match(label) is not None or (bare and _NEXT_CLASS.search(classes) is not None)


def _in_pager(link: _Element) -> bool:
    element: _Element | None = link
    for _ in range(5):
        if element is None:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if _PAGER.search(names):
            return True
        element = element.getparent()
    return False


def _more_button(page: Page) -> str | None:
    """Return what a button "load more" would fetch."""
    buttons: Any = _BUTTONS(page.root)
    for button in buttons:
        text = " ".join("".join(button.itertext()).split())
        if not (_NEXT_WORD.match(text) or _MORE_CLASS.search(f"{button.get('class') or ''} {button.get('id') or ''}")):
            continue
        for name in _FETCHES:
            url = page.link(button.get(name) or "") if "/" in (button.get(name) or "") else None
            if url and (found := _later(page.url, url, near=True)):
                return found.url
    return None
