"""Reading the page of an unknown CMS: whether it shows an article, and where its fields stand."""

from __future__ import annotations

from lxml.etree import _Element

from crawler.items import Selectors


def article_selectors(root: _Element, url: str = "", known: Selectors | None = None) -> Selectors | None:
    """Return the layout by which this page is read; None when it is no article page."""
    raise NotImplementedError


def is_listing(root: _Element) -> bool:
    """Tell whether a page is a list of links to articles."""
    raise NotImplementedError
