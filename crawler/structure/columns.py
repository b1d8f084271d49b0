"""The day that a box beside a release prints with who wrote it, its category and its tags.

Columns print days of all kinds, so that it may be the release's only where something else says the same.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from crawler.structure.blocks import Block, Outline
from crawler.structure.fields import Fields
from crawler.structure.labels import Kind
from crawler.structure.meta import is_clock
from crawler.structure.parts import ADS, COMMENTS, FRAME, HIDDEN, LISTED, RELATED, SIDE
from crawler.structure.words import (
    AGE,
    AUTHOR_ADDRESS,
    CATEGORY_ADDRESS,
    DATE,
    MODIFIED,
    TAG_ADDRESS,
    words_beside,
)

_CLIMBED: Final = 5
"""Elements around a day among which its box is looked for."""
_LINES: Final = 16
"""Lines of a box, at most."""
_HEADLINE: Final = 25
"""Characters of a link that is a headline, and its day perhaps of that."""
_LONGEST: Final = 60
"""Characters of a day with its label."""
_LEAST: Final = 2
"""Things, at least, that a box says of a release besides its day."""
_OTHER: Final = COMMENTS | HIDDEN | RELATED | ADS | LISTED


def day_in_column(made: Outline) -> list[str]:
    """Return the one day of the one box that tells about a release; nothing where there are several such days."""
    days = {block.text for block in made.blocks if _may_be_day(block) and _is_in_box(made, block)}
    return list(days) if len(days) == 1 else []


def _may_be_day(block: Block) -> bool:
    """Tell whether a line of a column is a day, and neither that of now nor that of a change."""
    if not block.part & (SIDE | FRAME) or block.part & _OTHER or len(block.text) > _LONGEST or block.linked:
        return False
    if not DATE.search(block.text) or AGE.search(block.text) or MODIFIED.search(block.text):
        return False
    return words_beside(block.text) <= 1 and not is_clock(block, above=True)


def _is_in_box(made: Outline, day: Block) -> bool:
    """Tell whether a day stands in a box with what else is said of a release, and with no headline and no other day."""
    for holder in islice((one for one in day.container.iterancestors() if one in made.spans), _CLIMBED):
        lines = made.within(holder)
        others = [line for line in lines if line is not day]
        if len(lines) > _LINES or any(DATE.search(line.text) or line.part & _OTHER for line in others):
            return False
        if any(line.is_linked and line.linked >= _HEADLINE and len(line.links) == 1 for line in others):
            return False
        fields = Fields(lines, holder)
        if fields.kind(day) is Kind.CHANGED or any(fields.kind(line) in (Kind.EVENT, Kind.PLACE) for line in lines):
            return False
        if len(_told(others, fields)) >= _LEAST:
            return True
    return False


def _told(lines: list[Block], fields: Fields) -> set[str]:
    """Return what is told of a release besides its day, by what links lead to, and by labels."""
    addresses = [link.get("href") or "" for line in lines for link in line.links]
    kinds = {"author": AUTHOR_ADDRESS, "category": CATEGORY_ADDRESS, "tags": TAG_ADDRESS}
    told = {name for name, pattern in kinds.items() if any(map(pattern.search, addresses))}
    return told | {f"line {line.number}" for line in lines if fields.kind(line) is Kind.ABOUT and not line.links}
