"""Asking a page with the expressions of its layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml.etree import _Element

from crawler.items import Expression
from pipelines.textual import text_of


def first_found(expressions: Sequence[Expression], node: _Element) -> list[Any]:
    """Returns what the first expression finds that finds anything; an empty list when none does."""
    for expression in expressions:
        found = expression(node)
        if found:
            return found if isinstance(found, list) else [found]
    return []


def first_text(expressions: Sequence[Expression], node: _Element) -> str | None:
    """Returns the first folded, non-empty text that the expressions find, tried in order."""
    for expression in expressions:
        found: Any = expression(node)
        for item in found if isinstance(found, list) else [found]:
            text = text_of(item)
            if text:
                return text
    return None
