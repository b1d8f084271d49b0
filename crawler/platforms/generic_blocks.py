"""A page as a sequence of blocks: runs of text between block elements and line breaks, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_words import (
    ADS,
    AUTHOR_BOX,
    BARE_LABEL,
    CAPTION,
    CATEGORY_ADDRESS,
    COMMENTS,
    COPYRIGHT,
    FILE_ADDRESS,
    HIDDEN,
    LISTED,
    META,
    META_LENGTH,
    NO_PICTURE,
    OUTSIDE,
    RELATED,
    RELATED_LABEL,
    SHARE,
    TAG_ADDRESS,
    TAGS,
    is_meta,
    part_of,
)

_SKIPPED: Final = frozenset(
    "script style noscript template svg math iframe select option button textarea input object embed video audio canvas"
    " head title link meta label map".split()
)
_SHOWN: Final = frozenset("iframe object embed video audio".split())
"""What shows a film or a document between two runs of text."""
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small span strike"
    " strong sub sup"
    " time tt u var wbr nobr label o:p st1:place st1:city".split()
)
_BLOCKS: Final = frozenset("p div h1 h2 h3 h4 h5 h6 article section figure ul li table".split())
"""What makes a block of the link, or the run of text, that is around it."""
_MAY_HOLD: Final = frozenset(("a", "span", "font"))
PARAGRAPHS: Final = frozenset("p li blockquote h1 h2 h3 h4 h5 h6 pre dd dt td th tr tbody ul ol table caption".split())
"""Elements that hold parts of a text, never a whole one (a cell may: old pages are tables)."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NOT_TEXT: Final = OUTSIDE | COMMENTS | SHARE | TAGS | CAPTION | META | AUTHOR_BOX | ADS
_VALUE: Final = 70
"""Characters of what a label in an element of its own may name."""
_SEVERAL: Final = 2
"""Boxes alike that offer other releases, whose texts may be whole."""
_GROUP: Final = 3
"""Neighbours of one look that make a list."""
_CAPTION: Final = 160
"""Characters of a line below a picture that is its caption."""
_LABELS: Final = 200
"""Characters of a line in which names, days and counters may stand side by side."""
_NEAR: Final = 3
_RUNNING: Final = 60
"""Characters of a line of running text, at least."""
_FRAMES: Final = frozenset(("div", "center", "section", "figure", "td", "tbody", "table"))
"""Elements that hold a picture and its caption."""
_ABOVE_PICTURE: Final = 4
_TEASER: Final = 420
"""Characters of one entry of a list, at most."""
_HEADED: Final = 900
"""The same where a heading that is a link begins it."""


@dataclass(slots=True)
class Block:
    """A run of text."""

    number: int
    text: str
    container: _Element
    """The block element in which it stands."""
    part: int
    """Parts of the page in which it stands."""
    holders: list[_Element]
    """Elements whose text it is made of."""
    links: list[_Element]
    linked: int
    """Characters inside links."""
    weight: float = 0.0
    """Characters that look like running text, where nothing says that they are something else."""
    raw: float = 0.0
    """The same, whatever the elements around are called."""
    apart: str = ""
    """The text of a short line with blanks where only a style sheet parts the words of two elements."""

    @property
    def is_linked(self) -> bool:
        """Whether it is little else than a link."""
        return self.linked >= 0.6 * len(self.text)

    @property
    def printed(self) -> str:
        """The text without what its links say."""
        text = self.text
        for link in self.links:
            text = text.replace(fold(all_text(link)), " ") if len(link) or link.text else text
        return fold(text)

    @property
    def element(self) -> _Element | None:
        """The innermost element that holds the whole block and nothing else; None where there is none."""
        held = shared(self.holders)
        return held if held is not None and fold(all_text(held)) == self.text else None


@dataclass(slots=True)
class Outline:
    """The blocks of a page and the span of each block element."""

    root: _Element
    blocks: list[Block] = field(default_factory=list)
    spans: dict[_Element, tuple[int, int]] = field(default_factory=dict)
    """Numbers of the first block of an element and of the first after it."""
    parts: dict[_Element, int] = field(default_factory=dict)
    """Parts that an element itself names, without those of its ancestors."""
    forms: list[int] = field(default_factory=list)
    """Where text fields for comments stand: numbers of the blocks after them."""
    _weights: list[float] = field(default_factory=list)
    _teasers: list[int] = field(default_factory=list)

    def weight(self, element: _Element) -> float:
        """Return how much running text an element holds."""
        begin, end = self.spans.get(element, (0, 0))
        return self._weights[end] - self._weights[begin]

    def teasers(self, element: _Element) -> int:
        """Return how many links with a headline's length an element holds."""
        begin, end = self.spans.get(element, (0, 0))
        return self._teasers[end] - self._teasers[begin]

    def within(self, element: _Element) -> list[Block]:
        """Return the blocks of an element."""
        begin, end = self.spans.get(element, (0, 0))
        return self.blocks[begin:end]

    def weigh(self) -> None:
        """Weigh every block, after its parts are known."""
        labelled = False
        for block in self.blocks:
            if labelled and len(block.text) <= _VALUE and not block.text.endswith("."):
                block.part |= META
            labelled = BARE_LABEL.fullmatch(block.text) is not None or (labelled and block.text.strip(" :") == "")
            block.raw = 0.0 if block.part & LISTED else block.raw if block.raw else _weight(block)
            block.weight = 0.0 if block.part & NOT_TEXT else block.raw
        self._weights = [0.0, *accumulate(block.weight for block in self.blocks)]
        self._teasers = [0, *accumulate(int(_is_teaser(block)) for block in self.blocks)]


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def all_text(element: _Element) -> str:
    """Return all text of an element."""
    return "".join(map(str, element.itertext()))


def made_text(element: _Element) -> str:
    """Return the folded text of an element."""
    return fold(all_text(element))


def is_picture(image: _Element) -> bool:
    """Tell whether an image may be a picture of an article, by its address."""
    return not NO_PICTURE.search(image.get("src") or image.get("data-src") or "icon")


def short_text(element: _Element, limit: int) -> str:
    """Return the folded text of an element; empty if it is longer than a limit."""
    pieces, length = [], 0
    for piece in element.itertext():
        text = str(piece)
        length += 0 if text.isspace() else len(text)
        if length > limit * 2:
            return ""
        pieces.append(text)
    return fold("".join(pieces))


def names_of(element: _Element) -> str:
    """Return class and id."""
    name, number = element.get("class"), element.get("id")
    return f"{name} {number}" if name and number else name or number or ""


def shared(elements: list[_Element]) -> _Element | None:
    """Return the innermost element that holds all of some elements."""
    if not elements:
        return None
    first = elements[0]
    if all(other is first for other in elements[1:]):
        return first
    path = [first, *first.iterancestors()]
    for other in elements[1:]:
        above = {other, *other.iterancestors()}
        path = [element for element in path if element in above]
    return path[0] if path else None


def outline(root: _Element, spared: frozenset[_Element] = frozenset()) -> Outline:
    """Cut a page into blocks; what ``spared`` elements are called does not count."""
    made = Outline(root)
    start = root.find("body")
    _Cutter(made, spared).cut(start if start is not None else root)
    made.weigh()
    _mark_lists(made, spared)
    _mark_captions(made)
    _mark_teasers(made)
    made.weigh()
    return made


def _mark_captions(made: Outline) -> None:
    """Mark the one short line that stands below a picture in an element of their own, whatever that is called."""
    title = fold(next((all_text(each) for each in made.root.iter("title")), ""))
    for image in made.root.iter("img"):
        holder = next((each for each in islice(image.iterancestors(), _ABOVE_PICTURE) if made.within(each)), None)
        if holder is None or holder.tag not in _FRAMES or not is_picture(image):
            continue
        block, *others = made.within(holder)
        if not others and not block.linked and len(block.text) <= _CAPTION and not is_meta(block.text):
            before = list(holder.itertext())[: _texts_before(holder, image)]
            if not any(word.strip() for word in before) and _has_text_beside(made, block, title):
                block.part |= CAPTION
    for image in made.root.iter("img"):
        line = after_picture(image) if is_picture(image) else None
        blocks = made.within(line) if line is not None else []
        if len(blocks) == 1 and len(blocks[0].text) <= _CAPTION and _CREDIT.search(blocks[0].text):
            blocks[0].part |= CAPTION


def _mark_teasers(made: Outline) -> None:
    """Mark boxes that offer another release: a label beside its headline, and how its text begins, cut off."""
    boxes: dict[tuple[str, str], list[list[Block]]] = {}
    for block in made.blocks:
        holder = block.container
        if not block.links or holder.tag in PARAGRAPHS or not RELATED_LABEL.fullmatch(made_text(block.holders[0])):
            continue
        lines = made.within(holder)
        if lines[0] is block and 1 < len(lines) <= _GROUP:
            boxes.setdefault((str(holder.tag), names_of(holder)), []).append(lines)
    for alike in boxes.values():
        said = [line.text for lines in alike for line in lines[1:]]
        is_short = len(alike) >= _SEVERAL and all(len(text) <= _LABELS for text in said)
        if is_short or any(text.endswith(("…", "...", "]")) for text in said):
            for line in (line for lines in alike for line in lines):
                line.part |= RELATED


def after_picture(image: _Element) -> _Element | None:
    """Return the element right behind a picture, or behind what holds nothing else."""
    alone = takewhile(
        lambda holder: len(holder) == 1 and not all_text(holder).strip(), islice(image.iterancestors(), 3)
    )
    return next((one.getnext() for one in (image, *alone) if one.getnext() is not None), None)


_CREDIT: Final = re.compile(r"(?:\b(?:foto|photo|dok)\.?\s*[:/]|\(\s*(?:foto|dok)\b)[^.:]{2,40}\.?$", re.I)
"""Who took a picture, at the end of the line below it."""


_SMALL: Final = frozenset(("small", "font", "em", "i"))
"""Elements in which themes print the line below a picture."""


def _has_text_beside(made: Outline, block: Block, title: str) -> bool:
    """Tell whether running text stands near a line: else a short announcement below its picture is no caption.

    A short sentence right behind a line that is none is such text, too; the headline is none, whatever its length.
    """
    behind = made.blocks[block.number + 1 : block.number + 2]
    small = all(holder.tag in _SMALL for holder in block.holders)
    ends = (".", "!", "?", ":") if small else (".", "!", "?")
    if (small or not block.text.endswith(_ENDS)) and any(
        (small or each.container.tag == "p") and each.text.endswith(ends)
        and not each.part & NOT_TEXT and not is_meta(each.text)
        for each in behind
    ):  # fmt: skip
        return True
    near = made.blocks[max(block.number - _NEAR, 0) : block.number + _NEAR + 1]
    return any(
        each is not block and not each.linked and len(each.text) >= _RUNNING and each.text.endswith(_ENDS)
        and each.text not in title and not each.part & NOT_TEXT and not is_meta(each.text)
        for each in near
    )  # fmt: skip


def _texts_before(holder: _Element, image: _Element) -> int:
    """Return how many pieces of text an element holds before a picture."""
    count = 0
    for element in holder.iter():
        if element is image:
            break
        count += element.text is not None
    return count


def _is_place(link: _Element) -> bool:
    """Tell whether an anchor is but a place to jump to, whatever it holds."""
    return link.get("href") is None and link.get("name") is not None


def _parted(pieces: list[str]) -> str:
    """Join pieces of text with a blank between two that would make one word."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += f" {piece}" if text[-1:].isalnum() and piece[:1].isalnum() else piece
    return fold(text)


class _Cutter:
    """One walk over a page; does not recurse."""

    def __init__(self, made: Outline, spared: frozenset[_Element]) -> None:
        self.made = made
        self.spared = spared
        self.pieces: list[str] = []
        self.holders: list[_Element] = []
        self.links: list[_Element] = []
        self.linked = 0
        self.container: list[_Element] = []
        self.part: list[int] = []

    def cut(self, start: _Element) -> None:
        link: _Element | None = None
        stack: list[tuple[_Element, bool, bool]] = []
        """Element, whether it is a block, whether it opened a link."""
        node: _Element | None = start
        while node is not None or stack:
            if node is not None:
                tag = node.tag
                if not isinstance(tag, str) or tag in _SKIPPED:
                    if tag == "textarea":
                        self.made.forms.append(len(self.made.blocks))
                    elif tag in _SHOWN:
                        self.end()
                    node = self.after(node, link, stack, start)
                    continue
                block = tag not in INLINE or (tag in _MAY_HOLD and any(child.tag in _BLOCKS for child in node))
                if tag == "br":
                    self.end()
                    block = False
                elif block:
                    self.begin(node, tag)
                opens = tag == "a" and link is None and not _is_place(node)
                if opens:
                    link = node
                    self.links.append(node)
                if node.text:
                    self.take(node.text, node, link)
                if len(node):
                    stack.append((node, block, opens))
                    node = node[0]
                    continue
                if block:
                    self.close(node)
                if opens:
                    link = None
                node = self.after(node, link, stack, start)
                continue
            closed, block, opens = stack.pop()
            if block:
                self.close(closed)
            if opens:
                link = None
            node = self.after(closed, link, stack, start)

    def after(
        self, node: _Element, link: _Element | None, stack: list[tuple[_Element, bool, bool]], start: _Element
    ) -> _Element | None:
        """Take what follows an element and return its next sibling."""
        if node is start:
            return None
        if node.tail and stack:
            self.take(node.tail, stack[-1][0], link)
        return node.getnext()

    def begin(self, node: _Element, tag: str) -> None:
        self.end()
        own = 0
        if node not in self.spared and tag not in ("html", "body", "main"):
            named = "div" if tag == "footer" and any(holder.tag == "article" for holder in self.container) else tag
            names = node.get("class") or "" if tag in HEADINGS else names_of(node)  # their ids are places to jump to
            own = part_of(named, names, node.get("role") or "")
            style = node.get("style")
            if style and "none" in style and "display" in style and "display:none" in style.replace(" ", ""):
                own |= HIDDEN
        self.made.parts[node] = own
        self.made.spans[node] = (len(self.made.blocks), 0)
        self.container.append(node)
        self.part.append(own | (self.part[-1] if self.part else 0))

    def close(self, node: _Element) -> None:
        self.end()
        self.made.spans[node] = (self.made.spans[node][0], len(self.made.blocks))
        self.container.pop()
        self.part.pop()

    def take(self, text: str, holder: _Element, link: _Element | None) -> None:
        self.pieces.append(text)
        if not text.isspace():
            self.holders.append(holder)
            if link is not None:
                self.linked += len(" ".join(text.split()))
                if not self.links:
                    self.links.append(link)

    def end(self) -> None:
        """End the block under way."""
        if self.holders:
            text = fold("".join(self.pieces))
            part = (self.part[-1] if self.part else 0) | self.inline_part(self.holders[0], len(text))
            block = Block(len(self.made.blocks), text, self.container[-1], part, self.holders, self.links, self.linked)
            if len(self.holders) > 1 and len(text) <= _LABELS:
                block.apart = _parted(self.pieces)
            self.made.blocks.append(block)
            self.holders = []
        self.pieces, self.links, self.linked = [], [], 0

    def inline_part(self, holder: _Element, length: int) -> int:
        """Return what an inline element says that a run is: caption or date, but not where it only opens a text."""
        if holder.tag not in INLINE or holder in self.spared:
            return 0
        part = part_of(holder.tag, names_of(holder), "") & (META | HIDDEN | CAPTION)
        return part if part and 2 * len(made_text(holder)) >= length else 0


_ENDS: Final = (".", "!", "?", "”", '"', ":", ";", ")", "…", "*", "’")


def _weight(block: Block) -> float:
    """Return how much of a block looks like running text."""
    length = len(block.text)
    if length < 25 or block.part & (COMMENTS | LISTED | CAPTION) or (length <= META_LENGTH and is_meta(block.text)):
        return 0.0
    share = block.linked / length
    if share > 0.5 or block.container.tag in HEADINGS or COPYRIGHT.search(block.text[:120]):
        return 0.0
    full = length >= 80 or (block.text.endswith(_ENDS) and length >= 40)
    return length * (1 - share) * (1.0 if full else 0.3)


_LEADS_ELSEWHERE: Final = re.compile(
    "|".join(one.pattern for one in (FILE_ADDRESS, TAG_ADDRESS, CATEGORY_ADDRESS)), re.I
)
"""Addresses of files, tags and categories: a list of them is no list of articles."""


def _is_teaser(block: Block) -> bool:
    return (
        block.linked >= 15
        and len(block.text) <= 260
        and (block.is_linked or len(block.text) - block.linked <= 90)
        and any((href := link.get("href")) and not href.startswith("#") for link in block.links)
        and not any(_LEADS_ELSEWHERE.search(link.get("href") or "") for link in block.links)
    )


def _mark_lists(made: Outline, spared: frozenset[_Element]) -> None:
    """Mark lists of links to other pages: neighbours that look alike, each little more than a link."""
    for element in list(made.spans):
        if made.teasers(element) < _GROUP or (element in spared and element.tag in ("ul", "ol")):
            continue
        for run in _runs(element, made):
            entries = [child for child in run if _is_entry(child, made)]
            if (
                len(entries) >= _GROUP
                and len(entries) >= 0.6 * len(run)
                and not any(child in spared for child in entries)
            ):
                for child in entries:
                    begin, end = made.spans[child]
                    for block in made.blocks[begin:end]:
                        block.part |= LISTED


def _runs(element: _Element, made: Outline) -> Iterator[list[_Element]]:
    """Return the children that look alike, look by look."""
    looks: dict[tuple[str, str], list[_Element]] = {}
    for child in element:
        if child in made.spans:
            looks.setdefault((str(child.tag), (child.get("class") or "").partition(" ")[0]), []).append(child)
    for run in looks.values():
        if len(run) >= _GROUP:
            yield run


def _is_entry(child: _Element, made: Outline) -> bool:
    begin, end = made.spans[child]
    if child.tag == "blockquote" or not 1 <= made.teasers(child) <= 3 or end - begin > 8:
        return False
    blocks = made.blocks[begin:end]
    is_headed = any(block.container.tag in HEADINGS and block.is_linked for block in blocks[:2])
    return sum(len(block.text) for block in blocks) <= (_HEADED if is_headed else _TEASER)
