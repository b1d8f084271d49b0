"""The place of a text: the element that holds it, and what in that element is left out of it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, cast

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline, all_text, is_picture, says_just
from crawler.structure.parts import CAPTION

_NEAR: Final = 6
"""Lines before and behind one with which it may share an inline element."""


@dataclass(slots=True)
class Place:
    """Where the text stands."""

    container: _Element
    first: int
    """Number of the first block of the text."""
    last: int
    """Number of the last block of the text."""
    weight: float
    without: set[_Element] = field(default_factory=set)
    """Elements in the container that are no part of the text."""
    captions: set[_Element] = field(default_factory=set)
    """Elements in the container that hold the line below a picture of its."""
    noise: list[str] = field(default_factory=list)
    """Lines that are no part of the text and have no element of their own."""
    end: _Element | None = None
    """The element in the container at which something else begins."""
    files: list[_Element] = field(default_factory=list)
    """Links of buttons to files, which are no part of the text."""


def exclude(made: Outline, place: Place, gone: list[int], keep: set[int]) -> None:
    """Name the elements that hold only what is gone; a line without an element of its own is noise."""
    covered: set[int] = set()
    kept = sorted(keep)
    for number in gone:
        if number in covered:
            continue
        if (caption := _caption_in(made, number, place.container)) is not None:
            place.captions.add(caption)
            continue
        element = _widest(made, made.blocks[number], place.container, kept)
        if element is None:
            element = _together(made, number, place, keep)
        if element is None:
            place.without.update(_pieces(made.blocks[number]))
            place.noise.append(made.blocks[number].text)
            continue
        place.without.add(element)
        covered.update(range(*made.spans.get(element, (number, number + 1))))


def _caption_in(made: Outline, number: int, container: _Element) -> _Element | None:
    """Return the element of a line below a picture, where both stand in the container, in no cell of a table."""
    image = made.captions.get(number)
    element = made.blocks[number].element if image is not None else None
    if image is None or element is None or element is container or container not in image.iterancestors():
        return None
    around = list(takewhile(lambda holder: holder is not container, (element, *element.iterancestors())))
    return element if around[-1].getparent() is container and not _in_cell(around) else None


def _in_cell(around: list[_Element]) -> bool:
    return any(holder.tag in ("td", "th", "tr") for holder in around)


def _together(made: Outline, number: int, place: Place, keep: set[int]) -> _Element | None:
    """Return the widest inline element that holds a line and its neighbours, of which nothing is kept."""
    begin, end = made.spans[place.container]
    best = None
    for element in (made.blocks[number].holders[0], *made.blocks[number].holders[0].iterancestors()):
        if element is place.container or element in made.spans:
            break
        near = made.blocks[max(begin, number - _NEAR) : min(end, number + _NEAR)]
        held = [block for block in near if any(_is_in(element, holder) for holder in block.holders)]
        if any(block.number in keep or not all(_is_in(element, each) for each in block.holders) for block in held):
            break
        best = element
    return best


def _is_in(element: _Element, holder: _Element) -> bool:
    return holder is element or any(above is element for above in holder.iterancestors())


def _pieces(block: Block) -> list[_Element]:
    """Return the elements of a line of which each is one piece; none where some of it stands in no such element."""
    pieces = []
    for holder in dict.fromkeys(block.holders):
        piece = holder
        while piece.getparent() is not None and piece.getparent() is not block.container:
            piece = cast("_Element", piece.getparent())
        if holder is block.container or piece.getparent() is None:
            return []
        pieces.append(piece)
    whole = "".join("".join(map(all_text, dict.fromkeys(pieces))).split())
    return pieces if whole in block.text.replace(" ", "") else []


def _widest(made: Outline, block: Block, container: _Element, kept: list[int]) -> _Element | None:
    """Return the widest element below the container that holds a block and nothing that is kept."""
    best = block.element if block.element is not container else None
    if best is not None and best not in made.spans:
        inner = best
        for above in inner.iterancestors():
            if above in made.spans or above is container:
                break
            if not says_just(above, block.text):
                break
            best = above
    holder = block.container
    for element in (holder, *holder.iterancestors()):
        if element is container:
            break
        if element not in made.spans:
            continue
        begin, end = made.spans[element]
        if bisect_left(kept, begin) < bisect_left(kept, end):
            break
        if block.part & CAPTION and any(is_picture(image) for image in element.iter("img")):
            break  # the picture stays
        best = element
    return best


def opening(made: Outline, container: _Element, number: int) -> _Element | None:
    """Return the widest element in a container with which a block begins; None where it has none of its own there."""
    begin, end = made.spans[container]
    if not begin < number < end:
        return None
    earlier = made.blocks[number - 1].holders[-1]
    around = {earlier, *earlier.iterancestors()}
    best = None
    for element in (made.blocks[number].holders[0], *made.blocks[number].holders[0].iterancestors()):
        if element in around:
            return best
        best = element
    return None
