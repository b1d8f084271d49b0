"""Where an article without much text stands: its picture, its files, and the few short lines that go with them."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import (
    NOT_TEXT,
    SENTENCE_ENDS,
    Block,
    Outline,
    after_picture,
    is_picture,
    names_of,
    shared,
)
from crawler.structure.buttons import is_button
from crawler.structure.clear import are_tags, is_control
from crawler.structure.fields import SIGNS, lines_about
from crawler.structure.headline import Headline
from crawler.structure.parts import META, OUTSIDE, TAGS, names_body
from crawler.structure.place import Place, exclude, opening
from crawler.structure.words import FILE_ADDRESS, is_meta

_NEAR: Final = 4
"""Lines between a headline in the frame of a picture and the text below that frame, at most."""
_FRAMED: Final = 3
"""Lines about the article in the frame of a picture and its headline, at most."""
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
        buttons = [block for block in following if block.number in files and is_button(block)]
        said = [block for block in following if _is_said(block)]
        files.difference_update(block.number for block in buttons)
        kept = files | {block.number for block in _without_captions(holder, said)} | _in_tables(following)
        if shown is not None and min(kept, default=end) > headline.last + _NEAR:
            continue
        first = min(kept, default=min(headline.last + 1 + _BESIDE, end))
        place = Place(holder, max(first, headline.last + 1), max([first - 1, headline.last, *kept]), 0.0)
        if kept or not _holds_all(made, holder, headline):
            exclude(made, place, [number for number in range(begin, end) if number not in kept], kept)
            place.without.update(holder.iter("form", "label"))
            place.end = opening(made, holder, stop)
            place.files = [link for block in buttons for link in block.links]
            return place
        shown = shown or place
    return shown


def _holds_all(made: Outline, holder: _Element, headline: Headline) -> bool:
    """Tell whether picture and headline stand in a frame of their own, with at most a few lines about the article."""
    begin, end = made.spans[holder]
    if begin > headline.first or end > headline.last + 1 + _FRAMED:
        return False
    below = made.blocks[headline.last + 1 : end]
    return all(block.part & META or is_meta(block.apart or block.text) for block in below)


def line_place(made: Outline, headline: Headline, stop: int) -> Place | None:
    """Return where the short sentences stand that are all that an article without picture and file says."""
    lines = made.blocks[headline.last + 1 : stop]
    tables = _in_tables(lines)
    own = [line for line in lines if line.number in tables or not (line.part & (META | TAGS) or is_meta(line.text))]
    near = [line for line in own if line.number <= headline.last + _ABOUT][:_BESIDE]
    before = sum(1 for _ in takewhile(lambda line: line.number not in tables and not _is_short_text(line), near))
    said = list(takewhile(lambda line: line.number in tables or _is_short_text(line), own[before:]))
    if before == len(near) or not any(line.text.endswith((*SENTENCE_ENDS, ":")) for line in said):
        return None
    container = shared([block.container for block in said])
    if container is None or container not in made.spans:
        return None
    place = Place(container, said[0].number, said[-1].number, 0.0)
    kept = {block.number for block in said}
    exclude(made, place, [number for number in range(*made.spans[container]) if number not in kept], kept)
    place.without.update(container.iter("form", "label"))
    return place


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
    if block.is_linked or is_meta(block.apart or block.text) or is_control(block) or are_tags(block):
        return False
    return block.weight > 0 or _is_short_text(block)


def _is_short_text(block: Block) -> bool:
    """Tell whether a line is a sentence in a paragraph, or in what is called a text."""
    if block.part & NOT_TEXT or block.linked or is_meta(block.apart or block.text) or is_control(block):
        return False
    ends = block.text.endswith(SENTENCE_ENDS) and " " in block.text
    return ends and (block.container.tag == "p" or _is_sentence(block))


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
        and not _tell_of_release(cells)
        for block in cells
    }
    above = (block.number for block in blocks if block.number + 1 in kept and block.text.endswith(":"))
    return kept.union(above)


def _tell_of_release(cells: list[Block]) -> bool:
    """Tell whether the cells of a table are but labels and what they name of a release."""
    told = lines_about(cells)
    return all(cell.number in told or not cell.text.strip(SIGNS) for cell in cells)


def _offers_files(block: Block) -> bool:
    return any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links)
