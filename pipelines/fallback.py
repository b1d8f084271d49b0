"""A second reader for a body: trafilatura, asked where no element surely holds it, or in languages foreign to us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from lxml import etree
from lxml.etree import _Element

from crawler.items import Page
from pipelines.languages import language_of

FALLBACK: Final = "trafilatura"
LEAST: Final = 200
"""Characters below which what it finds is no text."""
SHARED: Final = 0.8
"""Share of a doubtful text's words that it must have found, too."""

MUCH: Final = 0.4
"""How much must be added to an English text, as a share of it."""


def main_text(
    page: Page,
    doubtful: Sequence[_Element] = (),
    apart: AbstractSet[_Element] = frozenset(),
    *,
    surely: bool = False,
    english: bool = False,
) -> _Element | None:
    """Return an element with the page's main text, without comments; None when it finds none.

    It is not shown what stands ``apart`` from every text.

    Where an element holds a doubtful text, what is found must be longer and hold nearly all of its words, unless the
    library ``surely`` knows better. Of an ``english`` text it must find much more that is English, too: what stands
    around it on these sites is not.
    """
    from trafilatura import extract  # takes most of a second to import

    html = etree.tostring(_without(page.root, apart), encoding="unicode", method="html")
    found = extract(
        html, output_format="html", include_comments=False, include_links=True, favor_precision=not (doubtful or surely)
    )
    if not found:
        return None
    root = etree.fromstring(found, etree.HTMLParser())
    body = root.find("body") if root is not None else None
    if body is None or len(_text(body)) < LEAST:
        return None
    return body if surely or not doubtful or _goes_beyond(_words(body), _words(doubtful[0]), english) else None


def _without(root: _Element, apart: AbstractSet[_Element]) -> _Element:
    """Return a copy of a page that lacks some elements; what follows each of them stays."""
    if not apart:
        return root
    copy = deepcopy(root)
    gone = [double for element, double in zip(root.iter(), copy.iter(), strict=True) if element in apart]
    for element in gone:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "span", tail
    return copy


def _goes_beyond(found: Counter[str], known: Counter[str], english: bool) -> bool:
    if (found & known).total() < SHARED * known.total():
        return False
    added = found - known
    if english:
        return added.total() > MUCH * known.total() and language_of(" ".join(added.elements())) == "en"
    return found.total() > known.total()


def _words(element: _Element) -> Counter[str]:
    return Counter(_text(element).split())


def _text(element: _Element) -> str:
    return "".join(map(str, element.itertext())).strip()
