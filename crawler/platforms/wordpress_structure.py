"""A WordPress whose theme prints none of WordPress's own names: its pages are read by their structure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml.etree import XPath

from crawler.items import Page, Selectors
from crawler.platforms.headlines import groups_on, listing_selectors
from crawler.platforms.wordpress_boxes import drop_boxes
from crawler.platforms.wordpress_selectors import ARTICLE, LISTING, has
from crawler.structure.reading import article_selectors
from crawler.structure.selectors import LAYOUT as GENERIC
from crawler.structure.selectors import take_thread, tells_thread

POST: Final = f"{ARTICLE.layout}-{GENERIC}"
LIST: Final = f"{LISTING.layout}-{GENERIC}"
"""Layouts' names."""
_OF_CORE: Final = (
    XPath(
        f"//*[{has('comment')}][starts-with(@id, 'comment-')][descendant::*[{has('comment-author')}]//*[{has('fn')}]]"
        f"[descendant::*[{has('comment-metadata')}]]",
        smart_strings=False,
    ),
)
"""Comments as core's own walker prints them, in whatever the theme puts them."""


def by_structure(page: Page) -> Selectors | None:
    """Return the layout of a post's page, with what core prints in every theme; None where it shows no post."""
    drop_boxes(page.root)
    found = article_selectors(page.root, page.url, home=page.home_url)
    if found is None:
        return None
    if _OF_CORE[0](page.root):
        found = replace(
            found,
            comments=_OF_CORE,
            comment_author=ARTICLE.comment_author,
            comment_posted=ARTICLE.comment_posted,
            comment_text=ARTICLE.comment_text,
        )
    return replace(
        found,
        layout=POST,
        category=(*ARTICLE.category, *found.category),
        tags=(*ARTICLE.tags, *found.tags),
        native_id=ARTICLE.native_id,
        comment_pages=ARTICLE.comment_pages,
    )


def with_thread(layout: Selectors, page: Page) -> Selectors:
    """Return a layout that reads the thread by its structure, where a theme's own walker prints no names of core."""
    if tells_thread(layout, page.root) in (None, True):
        return layout
    found = article_selectors(page.root, page.url, home=page.home_url)
    if found is None or not any(expression(page.root) for expression in found.comments):
        return layout
    return take_thread(layout, found)


def list_by_structure(page: Page) -> Selectors:
    """Return the layout of a list, or of the home page: its repeated headlines."""
    return listing_selectors(groups_on(page), LIST)
