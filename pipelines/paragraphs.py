"""Paragraphs of a body, what hangs on them, and the HTML of marked text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from lxml.etree import _Element

from pipelines.textual import fold

BREAK: Final = "\v"
"""Stands for a line break inside a paragraph; white space for every purpose but ours."""
Mark = tuple[str | None, bool, bool]
"""How a piece of text is marked: address of its link, strong, emphasised."""
PLAIN: Final[Mark] = (None, False, False)


@dataclass(slots=True)
class Link:
    """A link of the body; ``text`` is folded and may be empty, ``url`` is empty where it leads to no web
    address."""

    url: str
    text: str = ""
    at: int = 0
    """How many pieces of its paragraph's text stood before it."""


@dataclass(slots=True)
class Picture:
    """An image of the body."""

    element: _Element
    caption: str | None = None


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the body, before captions and related links are told from text."""

    kind: str
    """p, heading, li, quote, row or caption (where the markup says so)."""
    text: str
    """Folded; cells of a row joined by `` | ``."""
    html_at: int
    """Position in the walk's HTML of what stands for it."""
    links: list[Link]
    italic: bool
    picture: Picture | None
    """The image that stands directly before it, or in it before its text."""


@dataclass(slots=True)
class Row:
    """A table row under way: its cells as text and as HTML, and the links in them."""

    cells: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def marked_html(parts: Sequence[str], marks: Sequence[Mark]) -> str:
    """Returns the HTML of marked pieces of text: ``a``, ``strong``, ``em`` and ``br``, well nested."""
    pieces: list[str] = []
    current = PLAIN
    for part, mark in zip(parts, marks, strict=True):
        if mark != current and not part.isspace():
            pieces.append(_tags_between(current, mark))
            current = mark
        pieces.append("<br>" if part is BREAK else escape(part, quote=False))
    pieces.append(_tags_between(current, PLAIN))
    return fold("".join(pieces)).removeprefix("<br>").removesuffix("<br>").strip()


def _tags_between(old: Mark, new: Mark) -> str:
    """Returns the tags that lead from one mark to another: ``a`` outermost, then ``strong``, then ``em``."""
    same = 0
    while same < 3 and old[same] == new[same]:
        same += 1
    closing = "".join(
        f"</{tag}>"
        for tag, on in (("em", old[2]), ("strong", old[1] and same < 2), ("a", old[0] and same < 1))
        if on
    )
    opening = f'<a href="{escape(new[0])}">' if new[0] and same < 1 else ""
    return closing + opening + ("<strong>" if new[1] and same < 2 else "") + ("<em>" if new[2] else "")
