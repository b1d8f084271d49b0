"""Announcements that are nothing but a file: a list prints headline and date, and links to the file itself.

They have no page of their own: they are read from the list, each as a record whose content is its file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.addresses import rest_below
from crawler.items import Page
from crawler.platforms.headlines import Headline, groups_on
from crawler.platforms.records import RECORD, Record, record_page

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|rtf|zip|rar)$", re.I)
ANNOUNCEMENT: Final = replace(RECORD, layout="announcement", source="listing")
LIMIT = 300
"""Announcements read of one list."""
LEAST_WORDS = 3
LEAST_FILES = 2
"""Files that make a list of them, at least."""
BESIDE_ENTRIES = 120
"""Characters beside the entries of a list: what its columns are called, and the blanks between."""


def announcements_on(page: Page) -> list[Headline]:
    """Return the entries of a list that print a date and lead to a file of the site and to nothing else."""

    def file_key(url: str) -> str | None:
        rest = rest_below(page.home_url, url)
        path = urlsplit(f"//{rest or ''}").path
        return path.strip("/").lower() if _FILE.search(path) else None

    found = []
    for group in groups_on(page, file_key):
        fit = [headline for headline in group.headlines if headline.date is not None and _is_alone(page, headline)]
        if group.dated and not group.aside and len(fit) >= LEAST_FILES:
            found += [headline for headline in fit if headline.words >= LEAST_WORDS]
    return found[:LIMIT]


def lists_files(page: Page, text: _Element) -> bool:
    """Tell whether a text is nothing but entries that lead to files, each with its day: a list, and no release."""
    if sum(_FILE.search(urlsplit(link.get("href") or "").path) is not None for link in text.iter("a")) < LEAST_FILES:
        return False
    found = announcements_on(page)
    inside = {headline.entry for headline in found} & set(text.iter())
    held = sum(len(_folded(entry)) for entry in inside)
    return len(inside) >= LEAST_FILES and len(_folded(text)) - held <= BESIDE_ENTRIES


def _folded(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


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
