"""Announcements that are nothing but a file: on a page without a text, or in a list that links to the file itself.

Those of a list have no page of their own: they are read from the list, each as a record whose content is its file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Page, Selectors
from crawler.platforms.headlines import Headline, date_in, groups_on
from crawler.platforms.records import RECORD, Record, record_page

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|rtf|zip|rar)$", re.I)
ANNOUNCEMENT: Final = replace(RECORD, layout="announcement", source="listing")
_HEADINGS = XPath("//h1 | //h2 | //h3")
_EMBEDDED = frozenset({"a", "iframe", "embed", "object"})
LIMIT = 300
"""Announcements read of one list."""
LEAST_WORDS = 3


def announcements_on(page: Page) -> list[Headline]:
    """Return the entries of a list that print a date and lead to a file of the site and to nothing else."""

    def file_key(url: str) -> str | None:
        parts = urlsplit(url)
        own = url.startswith(page.home_url.rstrip("/"))
        return parts.path.strip("/").lower() if own and _FILE.search(parts.path) else None

    found = []
    for group in groups_on(page, file_key):
        fit = [headline for headline in group.headlines if headline.date is not None and _is_alone(page, headline)]
        if group.dated and not group.aside and len(fit) > 1:
            found += [headline for headline in fit if headline.words >= LEAST_WORDS]
    return found[:LIMIT]


def _is_alone(page: Page, headline: Headline) -> bool:
    """Tell whether an entry leads to no page of its own."""
    links = (page.link(link.get("href") or "") for link in headline.entry.iter("a"))
    return not any(url and page.key(url) for url in links)


def announcement_page(page: Page, headline: Headline) -> Page:
    """Return an entry as a page of the layout ANNOUNCEMENT."""
    label = escape(headline.text)
    body = f'<p><a href="{escape(headline.url)}">{label}</a></p>'
    root, _ = record_page(Record("", headline.url, label, body, published=headline.date or ""))
    return replace(page, url=headline.url, root=root)


def with_files(layout: Selectors) -> Selectors:
    """Return a layout that found no text on a page, reading the page's files as its body instead."""

    def body(root: _Element) -> list[_Element]:
        found = _files_below_headline(root)
        return [found[1]] if found else []

    def published(root: _Element) -> list[str]:
        found = _files_below_headline(root)
        date = date_in(found[0]) if found else None
        return [] if date is None else [date]

    return replace(layout, body=(body,), published=(*layout.published, published))


def _files_below_headline(root: _Element) -> tuple[_Element, _Element] | None:
    """Return what is around a page's headline and its files, and the smallest block that holds the files alone."""
    headings: Any = _HEADINGS(root)
    for heading in headings:
        for around in heading.iterancestors():
            files = [element for element in around.iter(*_EMBEDDED) if _leads_to_file(element)]
            if files and around.tag not in ("body", "html"):
                return around, _holder_of(files, around)
    return None


def _leads_to_file(element: _Element) -> bool:
    address = element.get("href") or element.get("src") or element.get("data") or ""
    return _FILE.search(address.partition("?")[0].partition("#")[0]) is not None


def _holder_of(files: list[_Element], around: _Element) -> _Element:
    for element in files[0].iterancestors():
        if element is around or all(file in element.iter() for file in files):
            return element
    return around
