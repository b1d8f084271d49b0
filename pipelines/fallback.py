"""A second reader for a body: trafilatura, asked where our own labels and names of parts do not tell enough."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Final, cast
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import XPath, _Element

from crawler.items import Expression, Page, Selectors
from pipelines.languages import is_foreign, language_of, shows_home
from pipelines.selecting import first_found
from pipelines.textual import text_of

FALLBACK: Final = "trafilatura"
LEAST: Final = 200
"""Characters below which what it finds is no text."""
SHARED: Final = 0.9
"""Share of a known text's words that it must have found, too."""
LEAST_APART: Final = 40
"""Characters of a paragraph that no text holds by chance."""
LEAST_RUNNING: Final = 80
"""Characters of a paragraph with which a text has surely begun."""
MOST_ELEMENTS: Final = 6_000
"""Elements of a page that the library is given: its time grows with their square."""
_PARAGRAPHS: Final = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div")
_PRINTED: Final = XPath("/html/body//text()[not(parent::script or parent::style)]", smart_strings=False)
_READER: Final = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
"""Reads what the library writes; a parser of HTML ends a paragraph at code within it."""
_END: Final = "\u2028"
"""Ends a line in what the library finds; white space to all others."""


def text_by_library(page: Page, selectors: Selectors, own: str) -> _Element | None:
    """Return an element with a page's text as the library finds it; None where what our selectors find is kept.

    ``own`` is that text. Of one in a foreign language the library knows better, and of an English one, too, where
    nothing on the page is Indonesian, if it finds nearly all of ours. A doubtful one it must exceed. Pages misstate
    their language, so words decide.
    """
    asked = selectors.library
    if asked == "never" or not is_readable(page.root):
        return None
    if _is_left(page, own, asked):
        found = _main_text(page, selectors, own, least=min(LEAST, len(own) or LEAST))
        return _opened(found, _text_of_first(selectors.opening, page))
    if language_of(own) == "en" and _is_abroad(page):
        found = _main_text(page, selectors, own)
        first = own.partition("\n\n")[0]
        return _opened(found, first if len(first) >= LEAST_RUNNING else "") if _holds(found, own) else None
    if asked != "doubt":
        return None
    held = first_found(selectors.body, page.root)
    found = _main_text(page, selectors, own, precise=not held)
    return found if not held or _exceeds(found, text_of(held[0])) else None


def is_readable(root: _Element) -> bool:
    """Tell whether a page has few enough elements for the library."""
    return next(islice(root.iter(), MOST_ELEMENTS, None), None) is None


def _is_left(page: Page, own: str, asked: str) -> bool:
    """Tell whether a text is left to the library for its language; where its words do not tell, the page's do."""
    foreign = is_foreign(own)
    return foreign if foreign is not None else asked == "first" or bool(is_foreign(_printed(page)))


def _is_abroad(page: Page) -> bool:
    """Tell whether nothing shows a page to be one of an Indonesian site."""
    host = urlsplit(page.url).hostname or ""
    return not host.endswith(".id") and not shows_home(_printed(page))


def _printed(page: Page) -> str:
    return " ".join(" ".join(cast("list[str]", _PRINTED(page.root))).split())


def _text_of_first(expressions: tuple[Expression, ...], page: Page) -> str:
    found = first_found(expressions, page.root)
    return text_of(found[0]) if found else ""


def _main_text(
    page: Page, selectors: Selectors, own: str, *, precise: bool = False, least: int = LEAST
) -> _Element | None:
    """Return what the library finds, without comments and what stands apart from every text.

    Asked for links, too, it loses what follows some of them, or the blanks around them: then the text goes without.
    """
    html = etree.tostring(page.root, encoding="unicode", method="html")
    found, plain = (_extracted(html, links=links, precise=precise) for links in (True, False))
    if found is None or plain is None or text_of(found) != text_of(plain):
        found = plain
    if found is None:
        return None
    _drop_apart(found, [line for expression in selectors.apart for line in expression(page.root)], own)
    return None if len(text_of(found)) < least else found


def _extracted(html: str, *, links: bool, precise: bool) -> _Element | None:
    from trafilatura import extract  # takes most of a second to import

    found = extract(
        html, output_format="html", include_comments=False, include_links=links, favor_precision=precise
    )
    root = etree.fromstring(found, _READER) if found else None
    body = root.find("body") if root is not None else None
    if body is None:
        return None
    for code in body.iter("pre"):
        if code.getparent() is not body:
            code.tag = "code"  # the library tells code within a line from no other
    return body


def _drop_apart(body: _Element, apart: list[str], own: str) -> None:
    """Empty the paragraphs whose lines all stand apart; long ones, and ones above the text, may be pieces of them.

    What our own text says, too, is no such piece: a comment quotes it.
    """
    known, whole, kept = set(apart), _ink("".join(apart)), _ink(own)
    for child in body:
        if " ".join((child.tail or "").split()) in known:  # a line without an element of its own
            child.tail = None
    for end in body.iter("br"):
        end.tail = f"{_END}{end.tail or ''}"
    least = 0
    for element in list(body.iter(*_PARAGRAPHS)):
        text = "".join(map(str, element.itertext()))
        lines = {" ".join(line.split()) for line in text.split(_END)} - {""}
        ink = _ink(text)
        if lines and (lines <= known or (len(text) >= least and ink in whole and ink not in kept)):
            tail = element.tail
            element.clear()
            element.tail = tail
        elif len(text) >= LEAST_RUNNING:
            least = LEAST_APART


def _opened(body: _Element | None, opening: str) -> _Element | None:
    """Put the paragraph that opens a text before what was found of it, unless it is there."""
    if body is not None and opening and _ink(opening) not in _ink(text_of(body)):
        first = etree.Element("p")
        first.text = opening
        body.insert(0, first)
    return body


def _exceeds(found: _Element | None, known: str) -> bool:
    return found is not None and _holds(found, known) and len(text_of(found).split()) > len(known.split())


def _holds(found: _Element | None, known: str) -> bool:
    """Tell whether a text holds nearly all words of another."""
    words = Counter(known.split())
    return found is not None and (Counter(text_of(found).split()) & words).total() >= SHARED * words.total()


def _ink(text: str) -> str:
    return "".join(text.split())
