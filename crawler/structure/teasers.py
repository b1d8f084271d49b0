"""Teasers of other releases: boxes that offer one, and beginnings that a link "read more" ends."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import LABELS_LENGTH, PARAGRAPHS, Block, Outline, fold, made_text, names_of, shared
from crawler.structure.parts import LISTED, RELATED
from crawler.structure.titles import names_address
from crawler.structure.words import FILE_ADDRESS, NOWHERE, READ_MORE, RELATED_LABEL, is_meta

_SEVERAL: Final = 2
"""Boxes alike that offer other releases, whose texts may be whole."""
_GROUP: Final = 3
"""Lines of one such box, at most."""
_LINES: Final = 10
"""Lines between the headline of another release and the link to all of it, at most."""
_HEADLINE: Final = 15
"""Characters of a headline that no link tells, at least."""
_LONGEST: Final = 320


def mark_teasers(made: Outline) -> None:
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
        is_short = len(alike) >= _SEVERAL and all(len(text) <= LABELS_LENGTH for text in said)
        if is_short or any(text.endswith(("…", "...", "]")) for text in said):
            for line in (line for lines in alike for line in lines):
                line.part |= RELATED


def mark_beginnings(made: Outline, spared: frozenset[_Element]) -> None:
    """Mark how other releases begin, from headline to "read more", as entries of a list; one is enough.

    What the page prints as its own title begins none: all of it may stand elsewhere.
    """
    for block in made.blocks:
        if not block.links or READ_MORE.search(block.text) is None:
            continue
        link = next(filter(_leads_on, block.links), None)
        first = _begins_at(made, block, link, spared) if link is not None else None
        if first is None:
            continue
        for line in _entry(made, first, block):
            line.part |= LISTED
        made.beginnings.append(block.number)


def _leads_on(link: _Element) -> bool:
    """Tell whether a link says that there is more, and leads to it."""
    href = link.get("href") or ""
    if NOWHERE.match(href) or FILE_ADDRESS.search(href):
        return False
    return READ_MORE.search(made_text(link)) is not None


def _begins_at(made: Outline, block: Block, link: _Element, spared: frozenset[_Element]) -> int | None:
    """Return the number of the line that is the headline of what a link leads to."""
    href = link.get("href") or ""
    told = fold(f"{link.get('title') or ''} {link.get('aria-label') or ''} {made_text(link)}").casefold()
    found = None
    for line in reversed(made.blocks[max(0, block.number - _LINES) : block.number]):
        if made.beginnings[-1:] == [line.number] or _is_own(made, line, spared):
            break
        if line.is_linked and any(one.get("href") == href for one in line.links):
            found = line.number
        elif found is None and _may_head(line) and (line.text.casefold() in told or names_address(line.text, href)):
            return line.number
    return found


def _may_head(line: Block) -> bool:
    return _HEADLINE <= len(line.text) <= _LONGEST and not line.linked


def _is_own(made: Outline, line: Block, spared: frozenset[_Element]) -> bool:
    """Tell whether a line is what the page says its title is."""
    within = (holder for holder in line.holders if holder is not line.container)
    return any(map(spared.__contains__, within)) or (line.container in spared and len(made.within(line.container)) == 1)


def _entry(made: Outline, first: int, last: Block) -> list[Block]:
    """Return the lines of an entry, with those about the release in the same element above and below it.

    What stands above it may as well be about the release above, unless the element, or another entry, ends there.
    """
    around = shared([made.blocks[first].container, last.container])
    begin, end = made.spans.get(around, (first, last.number + 1)) if around is not None else (first, last.number + 1)
    above = first
    while above > begin and is_meta(made.blocks[above - 1].text):
        above -= 1
    if above == begin or made.beginnings[-1:] == [above - 1]:
        first = above
    after = last.number + 1
    while after < end and is_meta(made.blocks[after].text):
        after += 1
    return made.blocks[first:after]
