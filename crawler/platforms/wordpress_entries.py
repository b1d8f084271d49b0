"""Whose a day, a writer or a category on a page of WordPress is: the post's own, or that of an entry of a list.

Themes print tickers, banners and boxes of other posts with the very names that core gives to those of the post itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from lxml.etree import XPath, _Element

_CANONICAL: Final = XPath("string(/html/head/link[@rel='canonical']/@href)", smart_strings=False)
_SHORT: Final = XPath("string(/html/head/link[@rel='shortlink']/@href)", smart_strings=False)
CONTENT: Final = (
    "entry-content", "wp-block-post-content", "post-content", "td-post-content", "single-content", "post-entry",
    "article-content", "post-body", "the-content", "content-inner", "elementor-widget-theme-post-content",
    "et_pb_post_content",
)  # fmt: skip
"""Classes by which themes name the element that holds the content of a post."""
_CONTENT: Final = frozenset(CONTENT)
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_AROUND: Final = 8
"""Elements around one among which its entry is looked for."""
_ARCHIVE: Final = re.compile(r"/\d{4}(?:/\d{1,2}){0,2}")
"""Path of the list of a year, a month or a day, to which themes link a day."""



def own(expression: Callable[[_Element], Any], attribute: str | None = None) -> Callable[[_Element], list[Any]]:
    """Return an expression that gives the first element found that is the post's own, or its ``attribute``."""

    def first(root: _Element) -> list[Any]:
        found = islice(_own_of(expression(root), root), 1)
        return [element if attribute is None else str(element.get(attribute)) for element in found]

    return first


def all_own(expression: Callable[[_Element], Any]) -> Callable[[_Element], list[Any]]:
    """Return an expression that gives the elements found that are the post's own."""
    return lambda root: list(_own_of(expression(root), root))


def _own_of(found: Any, root: _Element) -> Iterator[_Element]:
    paths = _paths(root)
    return (element for element in found if not _is_of_another(element, paths))


def _paths(root: _Element) -> set[str]:
    """Return the paths by which a page says that it is to be linked to."""
    return {path for address in (_CANONICAL(root), _SHORT(root)) if (path := _path(str(address)))}


def _path(href: str) -> str:
    """Return what of an address tells posts apart: its path, or the number of the post; empty where it tells none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    number = parse_qs(parts.query).get("p", [""])[0]
    return f"?p={number}" if number else parts.path.rstrip("/")


def _is_of_another(element: _Element, own_paths: set[str]) -> bool:
    """Tell whether an element stands in an entry that leads to another post."""
    around = next(element.iterancestors("a"), None)
    path = _path(around.get("href") or "") if around is not None else ""
    if path and own_paths and not _ARCHIVE.fullmatch(path):
        return path not in own_paths
    for holder in islice(element.iterancestors(), _AROUND):
        if holder.tag in ("body", "main") or next(holder.iter("h1"), None) is not None or _holds_content(holder):
            return False
        if any(_leads_elsewhere(heading, own_paths) for heading in holder.iter(*_HEADINGS)):
            return True
        if holder.tag in ("li", "article") and _has_sisters(holder):
            return True
    return False


def _holds_content(holder: _Element) -> bool:
    return any(not _CONTENT.isdisjoint((each.get("class") or "").split()) for each in holder.iter("div", "section"))


def _leads_elsewhere(heading: _Element, own_paths: set[str]) -> bool:
    """Tell whether a heading is, holds or stands in a link to another page than its own."""
    links = (*heading.iter("a"), *islice(heading.iterancestors("a"), 1))
    return any((path := _path(link.get("href") or "")) and path not in own_paths for link in links)


def _has_sisters(entry: _Element) -> bool:
    """Tell whether the element beside an entry prints a link and a day, too, as entries of a list do."""
    beside = (entry.getprevious(), entry.getnext())
    return any(
        each is not None
        and each.tag == entry.tag
        and next(each.iter("a"), None) is not None
        and any("updated" not in (time.get("class") or "") for time in each.iter("time"))
        for each in beside
    )
