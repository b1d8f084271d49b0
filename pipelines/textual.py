"""How text of a page becomes text of the archive: white space folded, nothing repaired."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml.etree import _Element

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_ENTITY_LEFT = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6});")


def fold(text: str) -> str:
    """Folds every run of white space (no-break spaces too) to one space and drops characters that print
    nothing."""
    if not text.isascii() and ("\u200b" in text or "\ufeff" in text or "\u2060" in text or "\u00ad" in text):
        text = text.translate(INVISIBLE)
    return " ".join(text.split())


def text_of(found: _Element | str) -> str:
    """Returns the folded text of what a selector found: an element with all below it, or a string."""
    if isinstance(found, str):
        return fold(found)
    if len(found) == 0:
        return fold(found.text or "")
    pieces: Any = found.itertext()
    return fold("".join(pieces))


def text_apart(element: _Element) -> str:
    """Returns the folded text of an element with blanks where tags stand, which glue words of two lines otherwise."""
    pieces: Any = element.itertext()
    return fold(" ".join(pieces))


def read_entities_left(text: str) -> str:
    """Reads entities that were encoded twice: ``&amp;nbsp;`` in the page shows ``&nbsp;`` to its reader."""
    return _ENTITY_LEFT.sub(lambda found: html.unescape(found.group()), text)


def without_backslashes(text: str) -> str:
    """Takes away the backslashes that the CMS puts before quotes and apostrophes."""
    return re.sub(r"\\+(?=[\"'])", "", text) if "\\" in text else text


def ink(text: str) -> int:
    """Counts the characters that are not white space."""
    return len("".join(text.split()))
