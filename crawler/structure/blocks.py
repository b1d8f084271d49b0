"""A page as a sequence of blocks: runs of text, each with where it stands, what is linked in it and what it weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.control_words import says_control
from crawler.structure.parts import ADS, AUTHOR_BOX, CAPTION, COMMENTS, LISTED, META, OUTSIDE, SHARE, TAGS
from crawler.structure.words import (
    BARE_LABEL,
    CATEGORY_ADDRESS,
    COPYRIGHT,
    FILE_ADDRESS,
    META_LENGTH,
    NO_PICTURE,
    TAG_ADDRESS,
    is_meta,
)

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small span strike"
    " strong sub sup"
    " time tt u var wbr nobr label o:p st1:place st1:city".split()
)
PARAGRAPHS: Final = frozenset("p li blockquote h1 h2 h3 h4 h5 h6 pre dd dt td th tr tbody ul ol table caption".split())
"""Elements that hold parts of a text, never a whole one (a cell may: old pages are tables)."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NOT_TEXT: Final = OUTSIDE | COMMENTS | SHARE | TAGS | CAPTION | META | AUTHOR_BOX | ADS
SENTENCE_ENDS: Final = (".", "!", "?", "”")
"""How a line that says something ends."""
ENDS: Final = (".", "!", "?", "”", '"', ":", ";", ")", "]", "…", "*", "’")
"""The same, where a line may announce another, quote one, or break off."""
LABELS_LENGTH: Final = 200
"""Characters of a line in which names, days and counters may stand side by side."""
_VALUE: Final = 70
"""Characters of what a label in an element of its own may name."""
_MOST_BLANKS: Final = 1_000
"""Pieces of white space, besides as many as a line has characters, beyond which an element is not that of a line."""
_ANNOUNCES: Final = 60
"""Characters of a line that announces what follows it, and is no label, at least."""
_LEADS_ELSEWHERE: Final = re.compile(
    "|".join(one.pattern for one in (FILE_ADDRESS, TAG_ADDRESS, CATEGORY_ADDRESS)), re.I
)
"""Addresses of files, tags and categories: a list of them is no list of articles."""


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
    pieces: list[str] = field(default_factory=list)
    """What each of its holders says in it."""

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
        return held if held is not None and says_just(held, self.text) else None


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
    captions: dict[int, _Element] = field(default_factory=dict)
    """The picture to which a line below one belongs, by the line's number."""
    beginnings: list[int] = field(default_factory=list)
    """Numbers of the lines that end the beginning of another release, with a link to all of it."""
    trail: str = ""
    """The headline in which a trail above it ends; empty where there is none."""
    below_lead: list[Block] = field(default_factory=list)
    """Lines about the article that stand between its lead and its text."""
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

    def lines(self, element: _Element) -> int:
        """Return the number of an element's blocks."""
        begin, end = self.spans.get(element, (0, 0))
        return end - begin

    def within(self, element: _Element) -> list[Block]:
        """Return the blocks of an element."""
        begin, end = self.spans.get(element, (0, 0))
        return self.blocks[begin:end]

    def weigh(self) -> None:
        """Weigh every block, after its parts are known."""
        labelled = announced = False
        for block in self.blocks:
            if labelled and len(block.text) <= _VALUE and not block.text.endswith("."):
                block.part |= META
            is_label = BARE_LABEL.fullmatch(block.text) is not None and not announced  # else it is what the text says
            labelled = is_label or (labelled and block.text.strip(" :") == "")
            announced = len(block.text) > _ANNOUNCES and block.text.endswith(":")
            block.raw = 0.0 if block.part & LISTED else block.raw if block.raw else _weight(block)
            block.weight = 0.0 if block.part & NOT_TEXT else block.raw
        self._weights = [0.0, *accumulate(block.weight for block in self.blocks)]
        self._teasers = [0, *accumulate(int(_is_teaser(block)) for block in self.blocks)]


def _weight(block: Block) -> float:
    """Return how much of a block looks like running text."""
    length = len(block.text)
    if length < 25 or block.part & (COMMENTS | LISTED | CAPTION) or (length <= META_LENGTH and is_meta(block.text)):
        return 0.0
    if says_control(block.text):
        return 0.0
    share = block.linked / length
    if share > 0.5 or block.container.tag in HEADINGS or COPYRIGHT.search(block.text[:120]):
        return 0.0
    full = length >= 80 or (block.text.endswith(ENDS) and length >= 40)
    return length * (1 - share) * (1.0 if full else 0.3)


def _is_teaser(block: Block) -> bool:
    return (
        block.linked >= 15
        and len(block.text) <= 260
        and (block.is_linked or len(block.text) - block.linked <= 90)
        and any((href := link.get("href")) and not href.startswith("#") for link in block.links)
        and not any(_LEADS_ELSEWHERE.search(link.get("href") or "") for link in block.links)
    )


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def all_text(element: _Element) -> str:
    """Return all text of an element."""
    return "".join(map(str, element.itertext()))


def made_text(element: _Element) -> str:
    """Return the folded text of an element."""
    return fold(all_text(element))


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


def says_just(element: _Element, text: str) -> bool:
    """Tell whether the folded text of an element is a text; looks no further than where it says more."""
    pieces, left, blanks = [], len(text), _MOST_BLANKS + len(text)
    for piece in element.itertext():
        said = str(piece)
        left -= len(said) if said.isalnum() else len("".join(said.split()))
        blanks -= said.isspace()
        if left < 0 or blanks < 0:
            return False
        pieces.append(said)
    return fold("".join(pieces)) == text


def says_half(element: _Element, length: int) -> bool:
    """Tell whether the folded text of an element is at least half as long as a number of characters."""
    pieces, said = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        said += len("".join(pieces[-1].split()))
        if 2 * said >= length:
            return True
    return 2 * len(fold("".join(pieces))) >= length


def text_within(element: _Element, most: int) -> str:
    """Return the folded text of an element; empty where its signs are more than a number."""
    pieces, said = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        said += len("".join(pieces[-1].split()))
        if said > most:
            return ""
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


def is_picture(image: _Element) -> bool:
    """Tell whether an image may be a picture of an article, by its address."""
    return not NO_PICTURE.search(image.get("src") or image.get("data-src") or "icon")


def _holds_one(holder: _Element) -> bool:
    """Tell whether an element holds one other; to count them all takes long where there are many."""
    first = next(iter(holder), None)
    return first is not None and first.getnext() is None


def after_picture(image: _Element) -> _Element | None:
    """Return the element right behind a picture, or behind what holds nothing else."""
    alone = takewhile(
        lambda holder: _holds_one(holder) and not all_text(holder).strip(), islice(image.iterancestors(), 3)
    )
    return next((one.getnext() for one in (image, *alone) if one.getnext() is not None), None)
