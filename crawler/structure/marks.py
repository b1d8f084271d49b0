"""Lists of links to other pages, told by their look and place, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline, made_text
from crawler.structure.parts import LISTED
from crawler.structure.words import NOWHERE, words_beside

_GROUP: Final = 3
"""Neighbours of one look that make a list."""
_TEASER: Final = 420
"""Characters of one entry of a list, at most."""
_HEADED: Final = 900
"""The same where a heading that is a link begins it."""
_LEADING: Final = 15
"""Characters of a link that may be a headline."""


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
