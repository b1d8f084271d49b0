"""Lists of links to other pages and boxes about who wrote, told by look and place, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import (
    HEADINGS,
    LABELS_LENGTH,
    SENTENCE_ENDS,
    Block,
    Outline,
    fold,
    made_text,
)
from crawler.structure.parts import AUTHOR_BOX, LISTED, OUTSIDE
from crawler.structure.words import DATE, NOWHERE, is_meta, words_beside

_GROUP: Final = 3
"""Neighbours of one look that make a list."""
_TEASER: Final = 420
"""Characters of one entry of a list, at most."""
_HEADED: Final = 900
"""The same where a heading that is a link begins it."""
_ABOVE_PICTURE: Final = 5
"""Elements around a picture among which the box about who wrote is looked for."""
_IN_BOX: Final = 5
"""Lines of such a box, at most."""
_BY: Final = re.compile(r"^(?:\w+ )?(?:oleh|by|penulis|author)\b\s*:?\s*", re.I)
_NAME: Final = 60
"""Characters of a name."""
_LEADING: Final = 15
"""Characters of a link that may be a headline."""


def mark_authors(made: Outline) -> None:
    """Mark boxes about who wrote: a picture, the name that a line about the release names, and a few words.

    A thread's entry says when it was written, and has others like it beside.
    """
    named: set[str] = set()
    known = 0
    for image in made.root.iter("img"):
        around = islice(image.iterancestors(), _ABOVE_PICTURE)
        box = next((holder for holder in around if _says_who(made, holder)), None)
        if box is None:
            continue
        begin, end = made.spans[box]
        named.update(name for block in made.blocks[known:begin] for name in _names_in(block))
        known = max(known, begin)
        if made.blocks[begin].text.casefold() not in named or _has_likes(box):
            continue
        for block in made.blocks[begin:end]:
            block.part |= AUTHOR_BOX


def _says_who(made: Outline, holder: _Element) -> bool:
    """Tell whether an element holds a name and a few words, and no day."""
    if not 1 < made.lines(holder) <= _IN_BOX:
        return False
    lines = made.within(holder)
    if len(lines[0].text) > _NAME or lines[0].text.endswith(SENTENCE_ENDS):
        return False
    return not any(DATE.search(line.text) for line in lines) and sum(len(line.text) for line in lines) <= _TEASER


def _names_in(block: Block) -> Iterator[str]:
    """Yield what stands in elements of their own in a line about the release, in small letters."""
    if len(block.text) <= LABELS_LENGTH and not block.part & OUTSIDE and is_meta(block.apart or block.text):
        yield from (_BY.sub("", fold(piece)).casefold() for piece in block.pieces)


def _has_likes(box: _Element) -> bool:
    """Tell whether an element like a box, with a picture, too, stands right beside it."""
    near = (*islice(box.itersiblings("*"), 1), *islice(box.itersiblings("*", preceding=True), 1))
    return any(
        (each.tag, each.get("class")) == (box.tag, box.get("class")) and next(each.iter("img"), None) is not None
        for each in near
    )


def mark_lists(made: Outline, spared: frozenset[_Element]) -> None:
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
    if not any(map(_leads_on, blocks)):
        return False
    is_headed = any(block.container.tag in HEADINGS and block.is_linked for block in blocks[:2])
    return sum(len(block.text) for block in blocks) <= (_HEADED if is_headed else _TEASER)


def _leads_on(block: Block) -> bool:
    """Tell whether a block has a link to another page that is as long as a headline: no control of a comment is."""
    if block.linked < _LEADING:
        return False
    told = [made_text(link) for link in block.links if not NOWHERE.match(link.get("href") or "")]
    return sum(map(len, told)) >= _LEADING and any(map(words_beside, told))
