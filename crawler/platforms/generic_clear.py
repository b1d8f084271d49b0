"""What in the element of a text is no part of it: lines about the article, share buttons, lists of others, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final, cast

from lxml.etree import _Element

from crawler.platforms.generic_blocks import (
    HEADINGS,
    NOT_TEXT,
    Block,
    Outline,
    after_picture,
    all_text,
    is_picture,
    made_text,
    names_of,
    shared,
)
from crawler.platforms.generic_headline import Headline
from crawler.platforms.generic_words import (
    AUTHOR_BOX,
    CAPTION,
    COMMENTS,
    FILE_ADDRESS,
    LATEST_LABEL,
    LISTED,
    META,
    OUTSIDE,
    RELATED,
    RELATED_LABEL,
    SHARE_ADDRESS,
    SIDE,
    TAG_ADDRESS,
    TAGS,
    TAGS_LABEL,
    is_counter,
    is_meta,
    names_body,
)

SENTENCE_ENDS: Final = (".", "!", "?", "”")
"""How a line that says something ends."""


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
    noise: list[str] = field(default_factory=list)
    """Lines that are no part of the text and have no element of their own."""
    end: _Element | None = None
    """The element in the container at which something else begins."""
    files: list[_Element] = field(default_factory=list)
    """Links of buttons to files, which are no part of the text."""


def clear(made: Outline, place: Place, begin: int, end: int) -> None:
    """Find what in the container is no part of the text."""
    keep = _kept(made, place, begin, end)
    inside_begin, inside_end = made.spans[place.container]
    gone = [n for n in range(inside_begin, inside_end) if n not in keep and not _is_read_as_caption(made.blocks[n])]
    _exclude(made, place, gone, keep)
    place.files = [made.blocks[n].links[0] for n in gone if begin <= n < end and _is_button(made.blocks[n])]
    for form in place.container.iter("form", "label"):
        if not made.weight(form):
            place.without.add(form)


def _is_read_as_caption(block: Block) -> bool:
    """Tell whether the stages know by the markup that a line is a picture's caption."""
    return any(holder.tag == "figcaption" for holder in (block.container, *block.container.iterancestors("figcaption")))


def _kept(made: Outline, place: Place, begin: int, end: int) -> set[int]:
    """Return the numbers of the blocks that are the text."""
    keep = set()
    for number in range(begin, end):
        block = made.blocks[number]
        if block.part & NOT_TEXT:
            continue
        if number < place.first and _is_before(block):
            continue
        if _is_control(block):
            continue
        keep.add(number)
    linked = False
    for number in sorted(keep, reverse=True):  # what trails the text: controls, links to neighbours, counters
        block = made.blocks[number]
        if not (linked and _announces(block)) and (number <= place.last or not _trails(block)):
            break
        keep.discard(number)
        linked = block.is_linked
    _drop_tag_lines(made, keep)
    _drop_related(made, keep, place)
    return keep


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


def _is_before(block: Block) -> bool:
    return block.container.tag == "dt" or is_meta(block.text) or (block.is_linked and len(block.text) < 80)


def _is_control(block: Block) -> bool:
    if len(block.text) > 110:
        return False
    shares = sum(SHARE_ADDRESS.search(link.get("href") or "") is not None for link in block.links)
    return is_counter(block.text) or (shares > 0 and block.is_linked) or shares >= 2


_SOURCE: Final = re.compile(r"\W*(?:sumber|source|ref(?:erensi)?|tautan|link|unduh|download|lampiran)\b", re.I)
_BUTTON_LABEL: Final = re.compile(
    r"\W*(?:unduh|download|lihat|buka)(?:\s+(?:file|berkas|lampiran|dokumen|pdf|attachment))?\W*", re.I
)
_BUTTON_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:btn|button|tombol)(?:$|[\s_-])", re.I)
"""What says that a link is a theme's button, and names nothing but that there is a file."""
_ADDRESS: Final = re.compile(r"\W{0,3}(?:(?:https?://|www\.)\S.*|(?:[\w-]+\.)+[a-z]{2,10}(?:/\S*)?)", re.I)
"""An address printed as it is, as a text names its source."""
_LINKED_ADDRESS: Final = re.compile(r"https?://|www\.", re.I)


def _trails(block: Block) -> bool:
    if _is_button(block):
        return True
    if any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links) or _SOURCE.match(block.text):
        return False
    if _ADDRESS.fullmatch(block.text):
        return False
    if any(_LINKED_ADDRESS.match(made_text(link)) for link in block.links):
        return False  # an address that the text itself gives
    return (
        (block.is_linked and block.linked > 0)
        or is_meta(block.text)
        or (len(block.text) <= 40 and block.text.rstrip().endswith(":") and not block.weight)
    )


def _is_button(block: Block) -> bool:
    """Tell whether a line is but a button to a file, in an element of its own that is none of the text's."""
    return (
        _BUTTON_LABEL.fullmatch(block.text) is not None
        and len(block.links) == 1
        and block.is_linked
        and _BUTTON_NAMES.search(names_of(block.links[0])) is not None
    )


def _announces(block: Block) -> bool:
    """Tell whether a line only announces what follows it."""
    return len(block.text) <= 80 and not block.linked and (block.container.tag in HEADINGS or block.text.endswith(":"))


def _drop_tag_lines(made: Outline, keep: set[int]) -> None:
    for number in list(keep):
        block = made.blocks[number]
        if _are_tags(block) or (TAGS_LABEL.fullmatch(block.text) and number + 1 not in keep):
            keep.discard(number)


def _are_tags(block: Block) -> bool:
    """Tell whether a line is but links to tags, perhaps behind their label."""
    links = [link.get("href") or "" for link in block.links]
    tagged = bool(links) and all(map(TAG_ADDRESS.search, links))
    return tagged and (block.linked >= 0.5 * len(block.text) or TAGS_LABEL.fullmatch(block.printed) is not None)


def _drop_related(made: Outline, keep: set[int], place: Place) -> None:
    """Drop lists of other articles inside the text: a label, then links; ``Baca juga`` stays, it is read there."""
    numbers = sorted(keep)
    for place_in, number in enumerate(numbers):
        block = made.blocks[number]
        if block.linked or not (RELATED_LABEL.fullmatch(block.text) or LATEST_LABEL.fullmatch(block.text)):
            continue
        run = []
        for other in numbers[place_in + 1 :]:
            if not made.blocks[other].is_linked:
                break
            run.append(other)
        dropped = any(next_ not in keep for next_ in range(number + 1, min(number + 2, len(made.blocks))))
        if len(run) >= 2 or dropped or (run and run[-1] == numbers[-1]):
            keep.difference_update([number, *run])


def _exclude(made: Outline, place: Place, gone: list[int], keep: set[int]) -> None:
    """Name the elements that hold only what is gone; a line without an element of its own is noise."""
    covered: set[int] = set()
    for number in gone:
        if number in covered:
            continue
        element = _widest(made, made.blocks[number], place.container, keep)
        if element is None:
            element = _together(made, number, place, keep)
        if element is None:
            place.without.update(_pieces(made.blocks[number]))
            place.noise.append(made.blocks[number].text)
            continue
        place.without.add(element)
        covered.update(range(*made.spans.get(element, (number, number + 1))))


def _together(made: Outline, number: int, place: Place, keep: set[int]) -> _Element | None:
    """Return the widest inline element that holds a line and its neighbours, of which nothing is kept."""
    begin, end = made.spans[place.container]
    best = None
    for element in (made.blocks[number].holders[0], *made.blocks[number].holders[0].iterancestors()):
        if element is place.container or element in made.spans:
            break
        inside = set(element.iter())
        near = made.blocks[max(begin, number - _BESIDE) : min(end, number + _BESIDE)]
        held = [block for block in near if inside.intersection(block.holders)]
        if any(block.number in keep or not inside.issuperset(block.holders) for block in held):
            break
        best = element
    return best


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


def _widest(made: Outline, block: Block, container: _Element, keep: set[int]) -> _Element | None:
    """Return the widest element below the container that holds a block and nothing that is kept."""
    best = block.element if block.element is not container else None
    if best is not None and best not in made.spans:
        inner = best
        for above in inner.iterancestors():
            if above in made.spans or above is container:
                break
            if made_text(above) != block.text:
                break
            best = above
    holder = block.container
    for element in (holder, *holder.iterancestors()):
        if element is container:
            break
        if element not in made.spans:
            continue
        begin, end = made.spans[element]
        if any(number in keep for number in range(begin, end)):
            break
        if block.part & CAPTION and any(is_picture(image) for image in element.iter("img")):
            break  # the picture stays
        best = element
    return best


_NEAR: Final = 4
"""Lines between a headline in the frame of a picture and the text below that frame, at most."""
_LEAST_CELLS: Final = 4
"""Cells of a table that says something."""
_CLIMBED: Final = 5
"""Elements above a headline that are looked at for a picture or a file."""
_BESIDE: Final = 6
"""Lines below a headline that may be about the article where it has no text."""
_ABOUT: Final = 16
"""The same, with those that are so by their names."""


def bare_place(made: Outline, headline: Headline, stop: int) -> Place | None:
    """Return where picture, files and short lines of an article without much text stand; None where it shows neither.

    Nothing of it stands behind block ``stop``, where something else begins.
    """
    start = headline.element if headline.element is not None else made.blocks[headline.first].container
    around = takewhile(lambda holder: holder.tag not in ("body", "main"), (start, *start.iterancestors()))
    shown: Place | None = None
    for holder in islice((holder for holder in around if holder in made.spans), _CLIMBED):
        begin, end = made.spans[holder]
        following = made.blocks[max(begin, headline.last + 1) : min(end, stop)]
        files = {block.number for block in following if not block.part & OUTSIDE and _offers_files(block)}
        if not files and not any(is_picture(image) for image in holder.iter("img")):
            continue
        said = [block for block in following if _is_said(block)]
        kept = files | {block.number for block in _without_captions(holder, said)} | _in_tables(following)
        if shown is not None and min(kept, default=end) > headline.last + _NEAR:
            continue
        first = min(kept, default=min(headline.last + 1 + _BESIDE, end))
        place = Place(holder, max(first, headline.last + 1), max([first - 1, headline.last, *kept]), 0.0)
        if kept or not _holds_all(made, holder, headline):
            _exclude(made, place, [number for number in range(begin, end) if number not in kept], kept)
            place.without.update(holder.iter("form", "label"))
            place.end = opening(made, holder, stop)
            return place
        shown = shown or place
    return shown


def _holds_all(made: Outline, holder: _Element, headline: Headline) -> bool:
    """Tell whether picture and headline stand in a frame of their own, with at most a line about the article."""
    begin, end = made.spans[holder]
    if begin > headline.first or end > headline.last + 2:
        return False
    return all(is_meta(block.apart or block.text) for block in made.blocks[headline.last + 1 : end])


def line_place(made: Outline, headline: Headline, stop: int) -> Place | None:
    """Return where the short sentences stand that are all that an article without picture and file says."""
    lines = made.blocks[headline.last + 1 : min(stop, headline.last + 1 + _ABOUT)]
    near = [line for line in lines if not line.part & (META | TAGS) and not is_meta(line.text)][:_BESIDE]
    before = sum(1 for _ in takewhile(lambda block: not _is_short_text(block), near))
    said = list(takewhile(_is_short_text, near[before:]))
    container = shared([block.container for block in said])
    if container is None or container not in made.spans:
        return None
    place = Place(container, said[0].number, said[-1].number, 0.0)
    kept = {block.number for block in said}
    _exclude(made, place, [number for number in range(*made.spans[container]) if number not in kept], kept)
    place.without.update(container.iter("form", "label"))
    return place


def _is_short_text(block: Block) -> bool:
    """Tell whether a line is a sentence in a paragraph, or in what is called a text."""
    if block.part & NOT_TEXT or block.linked or is_meta(block.text) or _is_control(block):
        return False
    ends = block.text.endswith(SENTENCE_ENDS) and " " in block.text
    return ends and (block.container.tag == "p" or _is_sentence(block))


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


def _without_captions(holder: _Element, said: list[Block]) -> list[Block]:
    """Leave out the lines right behind a picture that are no sentences, where a sentence follows them."""
    below = {line for image in holder.iter("img") if is_picture(image) and (line := after_picture(image)) is not None}
    last = max((at for at, block in enumerate(said) if block.text.endswith(SENTENCE_ENDS)), default=0)
    return [
        block
        for at, block in enumerate(said)
        if at >= last or block.text.endswith(SENTENCE_ENDS) or below.isdisjoint((block.element, block.container))
    ]


def _is_said(block: Block) -> bool:
    """Tell whether a short line says something to go with a picture or a file."""
    if block.is_linked or is_meta(block.text) or _is_control(block) or _are_tags(block):
        return False
    return block.weight > 0 or _is_short_text(block)


def _is_sentence(block: Block) -> bool:
    """Tell whether a line is but a few words, with a full stop, in what is called a text."""
    around = (block.container, *islice(block.container.iterancestors(), 1))
    return block.text.endswith(".") and " " in block.text and any(names_body(names_of(holder)) for holder in around)


def _in_tables(blocks: list[Block]) -> set[int]:
    """Return the numbers of the blocks of tables that say something, each with the line that announces it.

    A form, a list of links, or a part of the frame is none.
    """
    tables: dict[_Element, list[Block]] = {}
    for block in blocks:
        table = next(block.container.iterancestors("table"), None)
        if table is not None:
            tables.setdefault(table, []).append(block)
    kept = {
        block.number
        for table, cells in tables.items()
        if len(cells) >= _LEAST_CELLS
        and not any(cell.part & NOT_TEXT & ~META or cell.linked for cell in cells)
        and next(table.iter("input", "textarea", "form", "img"), None) is None
        and any(len(row) > 1 for row in table.iter("tr"))  # one below the other are the parts of a page
        for block in cells
    }
    above = (block.number for block in blocks if block.number + 1 in kept and block.text.endswith(":"))
    return kept.union(above)


def _offers_files(block: Block) -> bool:
    return any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links)
