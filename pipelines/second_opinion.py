"""A second opinion: what a generic extractor reads on a page, to be compared with what our selectors read."""

from __future__ import annotations

import re

from lxml import etree

from crawler.items import Page
from pipelines.fallback import is_readable

_WORDS = re.compile(r"\w+")
AGREED = 0.5
"""Share of our text's words that the generic reader must have found, too."""


def disagrees(page: Page, headline: str | None, body: str) -> bool:
    """Tell whether trafilatura finds less than half of the words that we read as the text of the page.

    Of a page that is too much for it, it is not asked.
    """
    if not is_readable(page.root):
        return False
    from trafilatura import extract  # takes most of a second to import

    html = etree.tostring(page.root, encoding="unicode", method="html")
    text = extract(html, include_comments=False, favor_recall=True) or ""
    ours = set(_WORDS.findall(body.lower()))
    theirs = set(_WORDS.findall(text.lower()))
    return len(ours & theirs) < AGREED * len(ours)
