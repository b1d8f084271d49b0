"""Where a site's lists may be: links to sections and categories, feeds and sitemaps that a page leads to.

Lists are many and traps are endless: tags, searches, calendars and days are never followed, and all else is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from lxml.etree import XPath

from crawler.addresses import rest_below
from crawler.items import Page
from crawler.platforms.entries import in_frame
from crawler.platforms.generic_addresses import NEVER, without_decoration
from crawler.platforms.pagination import place_of

_LINKS = XPath("//a[@href]")
_DECLARED_FEEDS = XPath("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
_FEEDS = XPath("//a[contains(@href, 'rss') or contains(@href, 'feed') or contains(@href, 'atom')]/@href")
_FEED_ADDRESS = re.compile(r"(?:^|[/.?=_-])(?:rss|feed|feeds|atom)(?:$|[/.?=_-]|2|\.xml)", re.I)
_COMMENTS = re.compile(r"comment|komentar", re.I)
_NEWS = re.compile(
    r"\b(?:berita|news|kabar|artikel|articles?|pengumuman|siaran|rilis|press|warta|publikasi|kegiatan|informasi|indeks"
    r"|index|arsip|terkini|terbaru|liputan|blog|posts?|semua|selengkapnya|lainnya)\b",
    re.I,
)
_CATEGORY = re.compile(r"kategori|categor|kanal|rubrik|\bcat=|\bkat=|section|topik", re.I)
_ARCHIVES = frozenset(("arsip", "archive", "archives"))
"""What lists of all releases are called, where nothing stands behind it."""
_NOT_LISTS = NEVER - {"kategori", "category", "categories", "kanal", "rubrik"}
_DAY = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|(?:tanggal|tgl|bulan|tahun|month|year|date)=", re.I)
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$|shtml$)[a-z0-9]{2,5}$", re.I)
_PAGE_WORD = re.compile(r"[?&](?:page|paged|hal|halaman|start|offset|per_page|laman)=\d|/(?:page|hal|halaman)/\d", re.I)
_NEVER_ASKED = frozenset("s q cari search keyword kata tag sort order id print download".split())
FEEDS_LIMIT = 4
MENU_WORDS = 6
"""Words of a link to a list, at most."""
NEWS, CATEGORY, OTHER = range(3)
"""Ranks of links to what may be a list."""
RANK_LIMITS = (25, 30, 12)
"""Links of each rank that one page may add: lists of news, categories, whatever else its menu leads to."""


@dataclass(slots=True, frozen=True)
class Section:
    """A link that may lead to a list."""

    url: str
    rank: int
    """NEWS by its name a list of news, CATEGORY one, OTHER anything else in a menu."""


def sections_on(page: Page) -> list[Section]:
    """Return the links of a page that may lead to lists of articles, the likeliest first, bounded in number."""
    found: dict[str, tuple[Section, bool]] = {}
    numbered: dict[str, str] = {}
    links: Any = _LINKS(page.root)
    for link in links:
        url = page.link(link.get("href") or "")
        if url is None or rest_below(page.home_url, url) is None:
            continue
        url = without_decoration(url)
        text = " ".join("".join(link.itertext()).split())
        rank = _rank(rest_below(page.home_url, url) or "", text)
        if rank is not None and url not in found:
            found[url] = Section(url, rank), not in_frame(link)
        elif rank is None and in_frame(link) and 0 < len(text.split()) <= MENU_WORDS and not text.isdecimal():
            numbered[url] = place_of(url).stem
    found |= {url: (Section(url, CATEGORY), False) for url in _like_lists(found, numbered)}
    sections = [section for section, _ in sorted(found.values(), key=lambda pair: (pair[0].rank, pair[1]))]
    return [each for rank, most in enumerate(RANK_LIMITS) for each in [s for s in sections if s.rank == rank][:most]]


def _like_lists(found: dict[str, tuple[Section, bool]], numbered: dict[str, str]) -> list[str]:
    """Return the entries of a menu whose addresses are those of lists beside them but for a number."""
    places = (place_of(each.url) for each, beside in found.values() if not beside and each.rank != OTHER)
    stems = {place.stem for place in places if place.number is not None}
    return [url for url, stem in numbered.items() if stem in stems and "{}" in stem and url not in found]


def feeds_on(page: Page) -> list[str]:
    """Return the addresses of feeds of articles that a page names."""
    declared: Any = _DECLARED_FEEDS(page.root)
    linked: Any = _FEEDS(page.root)
    urls = [page.link(str(href)) for href in declared]
    others = [url for href in linked if (url := page.link(str(href)))]
    urls += [url for url in others if _FEED_ADDRESS.search(urlsplit(url)._replace(scheme="", netloc="").geturl())]
    return [url for url in dict.fromkeys(urls) if url and not _COMMENTS.search(url)][:FEEDS_LIMIT]


def _rank(rest: str, text: str) -> int | None:
    """Return the rank of an address, given from the site's root on, by its name and the link's text."""
    rest = f"//{rest}"  # without a host, and so that a path may begin with two slashes
    parts = urlsplit(rest)
    path = parts.path.lower().rstrip("/")
    segments = [segment for segment in path.split("/") if segment]
    query = parse_qsl(parts.query)
    if (not segments and not query) or len(segments) > 4 or len(query) > 3 or _FILE.search(path) or _DAY.search(rest):
        return None
    passed = segments[:-1] if segments and segments[-1] in _ARCHIVES else segments
    if not _NOT_LISTS.isdisjoint(passed) or _PAGE_WORD.search(rest) or len(text.split()) > MENU_WORDS:
        return None
    if any(unquote_plus(name).lower() in _NEVER_ASKED or _FILE.search(value) for name, value in query):
        return None
    last = segments[-1] if segments else ""
    if _CATEGORY.search(f"{path}?{parts.query}"):
        return CATEGORY
    if last.count("-") < 3 and (_NEWS.search(re.sub(r"[-_]", " ", last)) or _NEWS.search(text)):
        return NEWS
    return OTHER if len(segments) <= 3 and place_of(rest).number is None and last.count("-") < 4 else None
