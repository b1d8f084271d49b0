"""A page cut into blocks, between block elements and line breaks: one walk over it, then the marks of its looks."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, INLINE, LABELS_LENGTH, Block, Outline, fold, names_of, says_half
from crawler.structure.captions import mark_captions
from crawler.structure.marks import mark_authors, mark_lists
from crawler.structure.parts import CAPTION, HIDDEN, META, part_of
from crawler.structure.teasers import mark_beginnings, mark_teasers
from crawler.structure.trails import mark_trails, own_names
from crawler.structure.words import NOWHERE

_SKIPPED: Final = frozenset(
    "script style noscript template svg math iframe select option button textarea input object embed video audio canvas"
    " head title link meta label map".split()
)
_SHOWN: Final = frozenset("iframe object embed video audio".split())
"""What shows a film or a document between two runs of text."""
_BLOCKS: Final = frozenset("p div h1 h2 h3 h4 h5 h6 article section figure ul li table".split())
"""What makes a block of the link, or the run of text, that is around it."""
_ICON: Final = re.compile(r"material-(?:icons|symbols)", re.I)
_ICON_NAME: Final = re.compile(r"\s*[a-z0-9]+(?:_[a-z0-9]+)*\s*")
_MAY_HOLD: Final = frozenset(("a", "span", "font"))


def outline(root: _Element, spared: frozenset[_Element] = frozenset()) -> Outline:
    """Cut a page into blocks; what ``spared`` elements are called does not count."""
    made = Outline(root)
    start = root.find("body")
    _Cutter(made, spared).cut(start if start is not None else root)
    made.weigh()
    mark_trails(made)
    mark_lists(made, spared)
    mark_captions(made)
    mark_teasers(made)
    mark_beginnings(made, spared)
    mark_authors(made)
    made.weigh()
    return made


class _Open(NamedTuple):
    """An element under way."""

    node: _Element
    is_block: bool
    opens_link: bool


class _Cutter:
    """One walk over a page; does not recurse."""

    def __init__(self, made: Outline, spared: frozenset[_Element]) -> None:
        self.made = made
        self.spared = spared
        self.open: list[_Open] = []
        self.link: _Element | None = None
        """The link under way."""
        self.pieces: list[str] = []
        self.holders: list[_Element] = []
        self.links: list[_Element] = []
        self.linked = 0
        self.container: list[_Element] = []
        self.part: list[int] = []

    def cut(self, start: _Element) -> None:
        """Walk over an element and all that it holds, in the order of the page."""
        node: _Element | None = start
        while node is not None or self.open:
            if node is None:
                node = self.leave(self.open.pop(), start)
            elif not isinstance(tag := node.tag, str) or tag in _SKIPPED:
                self.skip(tag)
                node = self.after(node, start)
            else:
                entered = self.enter(node, tag)
                if len(node):
                    self.open.append(entered)
                    node = node[0]
                else:
                    node = self.leave(entered, start)

    def skip(self, tag: object) -> None:
        """Pass over an element that holds no text."""
        if tag == "textarea":
            self.made.forms.append(len(self.made.blocks))
        elif tag in _SHOWN:
            self.end()

    def enter(self, node: _Element, tag: str) -> _Open:
        """Begin an element and take the text that opens it."""
        is_block = tag not in INLINE or (tag in _MAY_HOLD and any(child.tag in _BLOCKS for child in node))
        if tag == "br":
            self.end()
            is_block = False
        elif is_block:
            self.begin(node, tag)
        opens_link = tag == "a" and self.link is None and not _is_place(node)
        if opens_link:
            self.link = node
            self.links.append(node)
        if node.text:
            self.take(node.text, node)
        return _Open(node, is_block, opens_link)

    def leave(self, left: _Open, start: _Element) -> _Element | None:
        """End an element and return its next sibling."""
        if left.is_block:
            self.close(left.node)
        if left.opens_link:
            self.link = None
        return self.after(left.node, start)

    def after(self, node: _Element, start: _Element) -> _Element | None:
        """Take what follows an element and return its next sibling."""
        if node is start:
            return None
        if node.tail and self.open:
            self.take(node.tail, self.open[-1].node)
        return node.getnext()

    def begin(self, node: _Element, tag: str) -> None:
        """Begin a block element, with the parts of a page that it names."""
        self.end()
        own = 0
        if node not in self.spared and tag not in ("html", "body", "main"):
            named = "div" if tag == "footer" and any(holder.tag == "article" for holder in self.container) else tag
            names = node.get("class") or "" if tag in HEADINGS else own_names(node)  # their ids are places to jump to
            own = part_of(named, names, node.get("role") or "")
            style = node.get("style")
            if style and "none" in style and "display" in style and "display:none" in style.replace(" ", ""):
                own |= HIDDEN
        self.made.parts[node] = own
        self.made.spans[node] = (len(self.made.blocks), 0)
        self.container.append(node)
        self.part.append(own | (self.part[-1] if self.part else 0))

    def close(self, node: _Element) -> None:
        """Close a block element."""
        self.end()
        self.made.spans[node] = (self.made.spans[node][0], len(self.made.blocks))
        self.container.pop()
        self.part.pop()

    def take(self, text: str, holder: _Element) -> None:
        """Take a piece of text that stands right in an element; what a font of icons draws is none."""
        if holder.tag in ("i", "span") and _is_icon(text, holder):
            return
        self.pieces.append(text)
        if not text.isspace():
            self.holders.append(holder)
            if self.link is not None:
                self.linked += len(fold(text))
                if not self.links:
                    self.links.append(self.link)

    def end(self) -> None:
        """End the block under way."""
        if self.holders:
            text = fold("".join(self.pieces))
            part = (self.part[-1] if self.part else 0) | self.inline_part(self.holders[0], len(text))
            block = Block(len(self.made.blocks), text, self.container[-1], part, self.holders, self.links, self.linked)
            if len(text) <= LABELS_LENGTH or self.links:
                block.pieces = [piece for piece in self.pieces if not piece.isspace()]
            if len(self.holders) > 1 and len(text) <= LABELS_LENGTH:
                block.apart = _parted(self.pieces)
            self.made.blocks.append(block)
            self.holders = []
        self.pieces, self.links, self.linked = [], [], 0

    def inline_part(self, holder: _Element, length: int) -> int:
        """Return what an inline element says that a run is: caption or date, but not where it only opens a text."""
        if holder.tag not in INLINE or holder in self.spared:
            return 0
        part = part_of(holder.tag, names_of(holder), "") & (META | HIDDEN | CAPTION)
        return part if part and says_half(holder, length) else 0


def _is_icon(name: str, holder: _Element) -> bool:
    """Tell whether a text is but the name by which a font draws an icon."""
    classes = holder.get("class")
    if not classes or _ICON.search(classes) is None or _ICON_NAME.fullmatch(name) is None:
        return False
    return next(iter(holder), None) is None


def _is_place(link: _Element) -> bool:
    """Tell whether an anchor is but a place to jump to, whatever it holds, or leads a headline to nowhere."""
    href = link.get("href")
    if href is None:
        return link.get("name") is not None
    return NOWHERE.match(href) is not None and len(link) == 1 and link[0].tag in HEADINGS


def _parted(pieces: list[str]) -> str:
    """Join pieces of text with a blank between two that would make one word."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += f" {piece}" if text[-1:].isalnum() and piece[:1].isalnum() else piece
    return fold(text)
