"""The last resort for a body: trafilatura, asked only where no element of the page is known to hold it."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element

from crawler.items import Page

FALLBACK: Final = "trafilatura"
LEAST: Final = 200
"""Characters below which what it finds is no text."""


def main_text(page: Page) -> _Element | None:
    """Return an element with the page's main text, without comments; None when it finds none."""
    from trafilatura import extract  # takes most of a second to import

    html = etree.tostring(page.root, encoding="unicode", method="html")
    found = extract(html, output_format="html", include_comments=False, include_links=True, favor_precision=True)
    if not found:
        return None
    root = etree.fromstring(found, etree.HTMLParser())
    body = root.find("body") if root is not None else None
    return body if body is not None and len("".join(map(str, body.itertext())).strip()) >= LEAST else None
