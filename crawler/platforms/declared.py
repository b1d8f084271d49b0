"""Expressions that a site's file declares, field by field, and the selectors that they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cssselect import GenericTranslator, SelectorError
from lxml.etree import XPath, XPathError

from crawler.items import Expression, Selectors

LAYOUT: Final = "induced"
SINGLE: Final = ("headline", "subheadline", "published", "author", "category", "body")
"""Fields of which a page has one, in the order of a declaration."""
LISTS: Final = ("tags", "related", "comments")
PARTS: Final = ("comment_author", "comment_posted", "comment_text")
"""Fields asked from a comment's element."""
DECLARABLE: Final = (*SINGLE, *LISTS, *PARTS, "modified", "body_end", "without", "lead_image", "caption", "native_id")


def selectors_from(declared: Mapping[str, str]) -> Selectors:
    """Compile declared expressions (XPath, or CSS where it begins otherwise) into selectors of the layout ``induced``.

    ValueError with one line for a field that cannot be declared and for an expression that is none.
    """
    compiled: dict[str, Any] = {}
    for name, text in declared.items():
        if name not in DECLARABLE:
            raise ValueError(f"Unknown field {name!r}: one of {', '.join(DECLARABLE)}.")
        expression = _compile(name, text)
        compiled[name] = expression if name in PARTS else (expression,)
    return Selectors(LAYOUT, **compiled)


def _compile(name: str, text: str) -> Expression:
    try:
        path = (
            text
            if text.startswith(("/", ".", "(", "descendant", "following"))
            else GenericTranslator().css_to_xpath(text)
        )
        return XPath(path, smart_strings=False)
    except (XPathError, SelectorError) as error:
        raise ValueError(f"The expression of {name} is neither XPath nor CSS: {text!r} ({error}).") from None
