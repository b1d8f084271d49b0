"""Where on a page a value that was read there is printed or stated, and whether anything else stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml.etree import _Element

from crawler.structure.blocks import fold, short_text
from crawler.structure.words import DATE

_LONGEST: Final = 600
_LABEL: Final = re.compile(r"^(?:-\s*)?(?:by|oleh|penulis|author)\b\s*:?\s*", re.I)


@dataclass(slots=True, frozen=True)
class Holder:
    """The element that holds a value, and the attribute if it stands in one."""

    element: _Element
    attribute: str = ""

    @property
    def text(self) -> str:
        """Return all that stands there."""
        return self.element.get(self.attribute) or "" if self.attribute else short_text(self.element, _LONGEST)


def holder_of(root: _Element, found: Any) -> Holder | None:
    """Return the innermost element that prints a value, or states it in an attribute."""
    if not isinstance(found, str):
        return Holder(found)
    best: _Element | None = None
    shortest = 3 * len(found) + 60
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "head", "title", "meta"):
            continue
        for attribute in ("datetime", "content"):
            if element.get(attribute) == found:
                return Holder(element, attribute)
        text = short_text(element, _LONGEST)
        if found in text and len(text) <= shortest:
            best, shortest = element, len(text)
    return Holder(best) if best is not None else None


def says_only(name: str, target: Holder, found: Any) -> bool:
    """Tell whether a place says no more than what was found there, so that its whole text may be read for it."""
    if not isinstance(found, str) or target.attribute:
        return True
    text = target.text
    if name == "published":
        return len(DATE.findall(text)) == 1 and DATE.search(found) is not None
    return fold(_LABEL.sub("", text)) == found
