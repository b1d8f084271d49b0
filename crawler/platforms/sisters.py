"""Whether a page stands where releases stand: the headlines that it shows have addresses shaped as its own."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from crawler.items import Page
from crawler.platforms.generic_addresses import shape_of
from crawler.platforms.headlines import Group

_LEAST: Final = 2
"""Headlines that tell what addresses of releases look like."""
_COMMENT: Final = re.compile(r"komentar|comment|tanggapan", re.I)
_NAMES: Final = ("name", "id", "placeholder")


def shows_sisters(page: Page, key: str | None, groups: list[Group]) -> bool:
    """Tell whether a page shows dated headlines whose addresses are shaped as its own.

    Undated ones in a section of news will do where readers may comment on the page.
    """
    shape = shape_of(key) if key else ""
    if not shape.strip("{}/"):
        return False  # addresses of all kinds of pages look so
    listed = [(one, group) for group in groups for one in group.headlines if one.key != key]
    alike = [(one, group) for one, group in listed if shape_of(one.key) == shape]
    if sum(one.date is not None for one, _ in alike) >= _LEAST:
        return True
    return sum(group.is_news for _, group in alike) >= _LEAST and _takes_comments(page.root)


def _takes_comments(root: _Element) -> bool:
    """Tell whether a page has a field for the words of a comment."""
    return any(_COMMENT.search(" ".join(field.get(name) or "" for name in _NAMES)) for field in root.iter("textarea"))
