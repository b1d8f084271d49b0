"""How a site says that a page does not exist: learned once a run from an address that cannot exist.

These sites seldom say 404: they redirect to the home page, or answer 200 with a page that says so in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml.etree import XPath, _Element

_TITLE = XPath("string(/html/head/title)")
_HEADINGS = XPath("//h1 | //h2 | //h3")
_HEADING_LIMIT = 40
"""Headings that are looked at; a page that only says that it is missing has few."""
_SAYS_SO = re.compile(
    r"\b(?:halaman|laman|berita|artikel|konten|data|dokumen)\b.{0,40}\btidak (?:di)?(?:temukan|tersedia|ada)\b"
    r"|\b(?:telah|sudah) dihapus\b|\bpage not found\b|^\W*(?:error )?404\b|\bnot found\W*$|^\W*not found\b",
    re.IGNORECASE,
)


@dataclass(slots=True, frozen=True)
class NotFoundLook:
    """What the site answered for an address that cannot exist."""

    status: int
    title: str = ""
    """Title of the page; empty for a redirect."""


def title_of(root: _Element) -> str:
    """Return a page's title, white space folded, at most 300 characters."""
    return " ".join(str(_TITLE(root)).split())[:300]


def says_not_found(root: _Element, look: NotFoundLook | None) -> bool:
    """Tell whether a page without an article says that what was asked for is not there.

    It does when its title is that of the page shown for an impossible address, or when title or a heading say so.
    """
    title = title_of(root)
    if look is not None and look.status == 200 and title and title == look.title:
        return True
    headings: Any = _HEADINGS(root)
    return says_so(title, *map(_text, headings[:_HEADING_LIMIT]))


def says_so(*texts: str) -> bool:
    """Tell whether a title or heading says that what was asked for is not there."""
    return any(_SAYS_SO.search(text) for text in texts)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:200]
