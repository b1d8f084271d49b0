"""A second reader for a body: trafilatura, asked where our own labels and names of parts do not tell enough."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree
from lxml.etree import _Element

from crawler.items import Page, Selectors
from pipelines.languages import is_foreign, language_of
from pipelines.selecting import first_found
from pipelines.textual import text_of

FALLBACK: Final = "trafilatura"
LEAST: Final = 200
"""Characters below which what it finds is no text."""
SHARED: Final = 0.8
"""Share of a known text's words that it must have found, too."""
KEPT: Final = 0.99
"""Share of a text that it must keep where it is asked for links."""
MUCH: Final = 0.4
"""How much it must add to an English text, as a share of it."""
LEAST_APART: Final = 40
"""Characters of a paragraph that no text holds by chance."""
LEAST_RUNNING: Final = 80
"""Characters of a paragraph with which a text has surely begun."""
_PARAGRAPHS: Final = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div")
_END: Final = "\u2028"
"""Ends a line in what the library finds; white space to all others."""


def text_by_library(page: Page, selectors: Selectors, own: str) -> _Element | None:
    """Return an element with a page's text as the library finds it; None where what our selectors find is kept.

    ``own`` is that text. Of one in a foreign language the library knows better. A doubtful one it must exceed, and an
    English one by much that is English, too: what stands around it on these sites is not. Pages misstate their
    language, so words decide.
    """
    asked = selectors.library
    if asked == "never":
        return None
    if is_foreign(own, stated=asked == "first"):
        return _opened(_main_text(page, selectors, least=min(LEAST, len(own) or LEAST)), page, selectors)
    if asked == "doubt":
        held = first_found(selectors.body, page.root)
        found = _main_text(page, selectors, precise=not held)
        return found if found is None or not held or _exceeds(_text(found), _text(held[0])) else None
    if language_of(own) != "en":
        return None
    found = _main_text(page, selectors)
    return found if found is not None and _adds_english(_text(found), own) else None


def _main_text(page: Page, selectors: Selectors, *, precise: bool = False, least: int = LEAST) -> _Element | None:
    """Return what the library finds, without comments and what stands apart from every text.

    Asked for links, too, it loses what follows some of them: then the text goes without any.
    """
    html = etree.tostring(page.root, encoding="unicode", method="html")
    found, plain = (_extracted(html, links=links, precise=precise) for links in (True, False))
    if found is None or plain is None or len(_text(found)) < KEPT * len(_text(plain)):
        found = plain
    if found is None:
        return None
    _drop_apart(found, [line for expression in selectors.apart for line in expression(page.root)])
    return None if len(_text(found)) < least else found


def _extracted(html: str, *, links: bool, precise: bool) -> _Element | None:
    from trafilatura import extract  # takes most of a second to import

    found = extract(
        html, output_format="html", include_comments=False, include_links=links, favor_precision=precise
    )
    root = etree.fromstring(found, etree.HTMLParser()) if found else None
    return root.find("body") if root is not None else None


def _drop_apart(body: _Element, apart: list[str]) -> None:
    """Empty the paragraphs whose lines all stand apart; long ones, and ones above the text, may be pieces of them."""
    known, whole = set(apart), "".join("".join(apart).split())
    for child in body:
        if " ".join((child.tail or "").split()) in known:  # a line without an element of its own
            child.tail = None
    for end in body.iter("br"):
        end.tail = f"{_END}{end.tail or ''}"
    least = 0
    for element in list(body.iter(*_PARAGRAPHS)):
        text = "".join(map(str, element.itertext()))
        lines = {" ".join(line.split()) for line in text.split(_END)} - {""}
        if lines and (lines <= known or (len(text) >= least and "".join(text.split()) in whole)):
            tail = element.tail
            element.clear()
            element.tail = tail
        elif len(text) >= LEAST_RUNNING:
            least = LEAST_APART


def _opened(body: _Element | None, page: Page, selectors: Selectors) -> _Element | None:
    """Put the paragraph that opens a text before what was found of it, unless it is there."""
    opening = first_found(selectors.opening, page.root)
    text = text_of(opening[0]) if opening else ""
    if body is not None and text and text not in text_of(body):
        first = etree.Element("p")
        first.text = text
        body.insert(0, first)
    return body


def _exceeds(found: str, known: str) -> bool:
    return _holds(found, known) and len(found.split()) > len(known.split())


def _adds_english(found: str, known: str) -> bool:
    added = Counter(found.split()) - Counter(known.split())
    much = added.total() > MUCH * len(known.split())
    return much and _holds(found, known) and language_of(" ".join(added.elements())) == "en"


def _holds(found: str, known: str) -> bool:
    """Tell whether a text holds nearly all words of another."""
    words = Counter(known.split())
    return (Counter(found.split()) & words).total() >= SHARED * words.total()


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
