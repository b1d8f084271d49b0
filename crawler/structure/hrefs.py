"""Addresses as pages print them: what is none is the empty address, and no error."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

_FOLDER: Final = re.compile(
    r"//+(?!localhost(?:[/?#]|$))[^/?#.:@]+(?:\.(?:php|s?html?|aspx?|jsp))?(?=[/?#]|$)", re.I
)
"""What no host of the web is called: a name without a dot, or with the ending of a page."""
_SLASHES: Final = re.compile("/{2,}")


def split(url: str) -> SplitResult:
    """Return the parts of an address."""
    try:
        return urlsplit(url)
    except ValueError:  # such as "http://[", a host in brackets that never end
        return urlsplit("")


def join(base: str, href: str) -> str:
    """Return what a link on a page leads to."""
    try:
        return urljoin(base, rooted(base, href))
    except ValueError:
        return ""


def rooted(base: str, href: str) -> str:
    """Return a link with one slash before its path, where by the standard its first folder would be its host.

    Software that puts a slash before what begins with one prints ``//berita/x``. The page's own host has to have a dot:
    among hosts that have none, ``berita`` may be another of them.
    """
    if href[:2] != "//" or "." not in split(base).netloc or not _FOLDER.match(href):
        return href
    return f"/{href.lstrip('/')}"


def without_empty(address: str) -> str:
    """Return a path, and what it may be asked, without the folders that have no name: servers pass over them."""
    path, mark, asked = address.partition("?")
    return f"{_SLASHES.sub('/', path)}{mark}{asked}" if "//" in path else address
