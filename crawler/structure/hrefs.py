"""Addresses as pages print them: what is none is the empty address, and no error."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def split(url: str) -> SplitResult:
    """Return the parts of an address."""
    try:
        return urlsplit(url)
    except ValueError:  # such as "http://[", a host in brackets that never end
        return urlsplit("")


def join(base: str, href: str) -> str:
    """Return what a link on a page leads to."""
    try:
        return urljoin(base, href)
    except ValueError:
        return ""
