"""Expressions for layouts, written short."""

from __future__ import annotations

from typing import Any

from lxml.etree import XPath, _Element


def xpath(expression: str) -> XPath:
    """Compile an expression whose strings are plain."""
    return XPath(expression, smart_strings=False)


def elements(expression: XPath, root: _Element) -> list[_Element]:
    """Return the elements that an expression finds, in a list that outlives changes of the tree."""
    found: Any = expression(root)
    return list(found)


def has(*names: str) -> str:
    """Return the condition that an element has one of these classes."""
    padded = "concat(' ', normalize-space(@class), ' ')"
    return "(" + " or ".join(f"contains({padded}, ' {name} ')" for name in names) + ")"


def text_of(element: _Element) -> str:
    """Return the text of an element with all below it, white space folded."""
    return " ".join("".join(map(str, element.itertext())).split())
