"""What on a page is apart from any text of it: headline, sidebars, lists of others, comments, boxes about an author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Outline
from crawler.structure.headline import Headline
from crawler.structure.parts import AUTHOR_BOX, COMMENTS, LISTED, RELATED, SIDE
from crawler.structure.place import Place
from crawler.structure.words import is_meta

_APART: Final = SIDE | RELATED | COMMENTS | AUTHOR_BOX
_MOST: Final = 0.5
"""Share of a page's running text that no element holds which is apart from it, whatever it is called."""
_LISTS: Final = 0.8
"""Share of the characters in the element of a text from which lists in it are the text."""
_LABEL: Final = 30
"""Running text that the label of a list may look like, in characters."""


@dataclass(slots=True, frozen=True)
class Apart:
    """Lines that by their place's name or form are no part of any text, asked like an expression."""

    made: Outline
    headline: Headline
    place: Place
    comments: Sequence[_Element] = ()

    def __call__(self, node: _Element) -> list[str]:
        """Return the lines of sidebars, comments, other articles with their labels, and boxes about the author.

        The headline and the lines about the article between it and the text are apart, too. What stays: a list amid a
        text, or if nearly all of it is lists; an aside of running text in its element; and what the text repeats.
        """
        blocks, place = self.made.blocks, self.place
        boxes = {number for element in self._elements() for number in range(*self.made.spans[element])}
        text = {block.text for block in blocks[place.first : place.last + 1] if block.number not in boxes}
        said = [
            block.number
            for block in blocks[self.headline.first : max(self.headline.last + 1, place.first)]
            if block.number <= self.headline.last or is_meta(block.printed)
        ]
        found = {*said, *(number for number in boxes if blocks[number].text not in text)}
        return [blocks[number].text for number in sorted(found)]

    def _elements(self) -> Iterator[_Element]:
        most = _MOST * sum(block.raw for block in self.made.blocks)
        kept = (self.made.blocks[self.headline.first].container, self.place.container)
        above = {holder for element in kept for holder in (element, *element.iterancestors())}
        lists = self._is_list()
        for element in self.made.spans:
            if element in self.comments:
                yield element
            elif element not in above and self._is_apart(element, lists) and self._weight(element) <= most:
                yield self._with_label(element, above)

    def _is_list(self) -> bool:
        """Tell whether little stands in the element of the text but lists."""
        blocks = self.made.within(self.place.container)
        listed = sum(len(block.text) for block in blocks if block.part & LISTED)
        return listed > _LISTS * sum(len(block.text) for block in blocks)

    def _is_apart(self, element: _Element, lists: bool) -> bool:
        begin, end = self.made.spans[element]
        first, last = self.made.spans[self.place.container]
        inside = first <= begin < last
        part = self.made.parts[element] & _APART
        if part and not (part == SIDE and inside and self._weight(element)):
            return True
        amid = self.place.first < begin <= self.place.last or (inside and lists)
        return begin < end and not amid and all(block.part & LISTED for block in self.made.blocks[begin:end])

    def _weight(self, element: _Element) -> float:
        return sum(block.raw for block in self.made.within(element))

    def _with_label(self, element: _Element, above: set[_Element]) -> _Element:
        """Return the widest element around one that adds no running text to it: a label, a link to more of the same."""
        weight = self._weight(element)
        for holder in element.iterancestors():
            if holder in above or holder not in self.made.spans or self._weight(holder) > weight + _LABEL:
                break
            element = holder
        return element
