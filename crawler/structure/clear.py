"""What in the element of a text is no part of it, and why: buttons, counters, lines of tags, labelled lists, forms."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import Final

from crawler.structure.blocks import HEADINGS, NOT_TEXT, SENTENCE_ENDS, Block, Outline, made_text
from crawler.structure.buttons import is_button
from crawler.structure.control_words import LONGEST_CONTROL, says_control
from crawler.structure.fields import LINES, SIGNS, goes_with_day, lines_about
from crawler.structure.labels import kind_of
from crawler.structure.numbered import numbers_text
from crawler.structure.place import Place, exclude
from crawler.structure.stated import plain
from crawler.structure.words import (
    DATE,
    FILE_ADDRESS,
    LATEST_LABEL,
    NOWHERE,
    RELATED_LABEL,
    SHARE_ADDRESS,
    TAG_ADDRESS,
    TAGS_LABEL,
    is_counter,
    is_meta,
)

_SOURCE: Final = re.compile(r"\W*(?:sumber|source|ref(?:erensi)?|tautan|link|unduh|download|lampiran)\b", re.I)
_ADDRESS: Final = re.compile(r"\W{0,3}(?:(?:https?://|www\.)\S.*|(?:[\w-]+\.)+[a-z]{2,10}(?:/\S*)?)", re.I)
"""An address printed as it is, as a text names its source."""
_LINKED_ADDRESS: Final = re.compile(r"https?://|www\.", re.I)


_GALLERY: Final = re.compile(
    r"\W*(?:(?:galeri|gallery|album)(?:\s+\w+){0,2}|(?:foto|photos?)(?:[\s-]+(?:foto|kegiatan|terkait|lainnya))?)\W*",
    re.I,
)
"""What themes print above the pictures behind a text."""
_CUT: Final = re.compile(r"\s*(?:\.{3}|…)\W*$")
_LEAST_EXCERPT: Final = 40
"""Letters of the beginning of a text that is printed above it once more."""
_EXCERPTED: Final = 6
"""Paragraphs from which it is taken, at most."""
_SIGNED_TAG: Final = re.compile(r"[\s,/|·•]*(?:#[^\W\d][\w-]*)?[\s,/|·•]*")
_SIGNED_TAGS: Final = re.compile(r"(?:#[^\W\d][\w-]*[\s,/|·•]*)+")
_ENTRIES: Final = 40
"""Links of a list that are looked at."""
_A_WORD_OR_TWO: Final = 25
"""Characters of what a link says that is for a click alone."""


def clear(made: Outline, place: Place, begin: int, end: int) -> None:
    """Find what in the container is no part of the text."""
    keep = _kept(made, place, begin, end)
    inside_begin, inside_end = made.spans[place.container]
    gone = [n for n in range(inside_begin, inside_end) if n not in keep and not is_read_as_caption(made.blocks[n])]
    exclude(made, place, gone, keep)
    buttons = (made.blocks[n] for n in gone if begin <= n < end and is_button(made.blocks[n]))
    place.files = [link for button in buttons for link in button.links]
    for form in place.container.iter("form", "label"):
        if not made.weight(form):
            place.without.add(form)


def is_read_as_caption(block: Block) -> bool:
    """Tell whether the stages know by the markup that a line is a picture's caption."""
    return any(holder.tag == "figcaption" for holder in (block.container, *block.container.iterancestors("figcaption")))


def _kept(made: Outline, place: Place, begin: int, end: int) -> set[int]:
    """Return the numbers of the blocks that are the text."""
    keep = set()
    for number in range(begin, end):
        block = made.blocks[number]
        if block.part & NOT_TEXT:
            continue
        if number < place.first and _is_before(block) and not numbers_text(made, block, begin):
            continue
        if is_control(block) or is_button(block):
            continue
        keep.add(number)
    _drop_said_again(made, keep, begin)
    _drop_excerpt(made, keep)
    told = _told_behind(made, place, end)
    linked = False
    for number in sorted(keep, reverse=True):  # what trails the text: controls, links to neighbours, counters
        block = made.blocks[number]
        trails = number > place.last and (number in told or _trails(block))
        if not (trails or (linked and _announces(block))) or _is_announced(made, block):
            break
        keep.discard(number)
        linked = block.is_linked
    _drop_tag_lines(made, keep)
    _drop_related(made, keep, place)
    return keep


def _drop_said_again(made: Outline, keep: set[int], begin: int) -> None:
    """Drop a heading with which a text begins where it stands above the text already, and what its header says else."""
    first = min(keep, default=None)
    heading = made.blocks[first] if first is not None else None
    if heading is None or heading.container.tag not in HEADINGS or len(heading.text) < _A_WORD_OR_TWO:
        return
    if not any(block.text == heading.text for block in made.blocks[:begin]):
        return
    holder = heading.container.getparent()
    said = made.spans[holder] if holder is not None and holder.tag == "header" else (heading.number, heading.number + 1)
    keep.difference_update(range(*said))


def _drop_excerpt(made: Outline, keep: set[int]) -> None:
    """Drop the first line of a text where it is cut short and the text behind it begins as it does."""
    numbers = sorted(keep)[: 1 + _EXCERPTED]
    if not numbers or _CUT.search(made.blocks[numbers[0]].text) is None:
        return
    excerpt = plain(made.blocks[numbers[0]].text)
    text = plain("".join(made.blocks[number].text for number in numbers[1:]))
    if len(excerpt) >= _LEAST_EXCERPT and text.startswith(excerpt):
        keep.discard(numbers[0])


def _is_announced(made: Outline, block: Block) -> bool:
    """Tell whether a line stands in a list below a line that announces it, and leads nowhere."""
    holder = block.container.getparent()
    if block.container.tag != "li" or block.linked or holder not in made.spans:
        return False
    before = made.blocks[max(made.spans[holder][0] - 1, 0)]
    says = not before.part & NOT_TEXT and kind_of(before.text) is None and not is_control(before)
    return says and before.text.endswith(":")


def _told_behind(made: Outline, place: Place, end: int) -> set[int]:
    """Return the numbers of the labels behind a text, and of what they name about it, unless the text announces it."""
    if made.blocks[place.last].text.endswith(":"):
        return set()
    tail = [line for line in made.blocks[place.last + 1 : min(end, place.last + LINES)] if not _SOURCE.match(line.text)]
    told = lines_about(tail)
    told.update(line.number for day, line in pairwise(tail) if goes_with_day(line, day))
    return told | {line.number for line in tail if line.number - 1 in told and not line.text.strip(SIGNS)}


def _is_before(block: Block) -> bool:
    return block.container.tag == "dt" or is_meta(block.text) or (block.is_linked and len(block.text) < 80)


def is_control(block: Block) -> bool:
    """Tell whether a line is but controls: by its words, or by where its links lead, to sharing or to nowhere."""
    if len(block.text) > LONGEST_CONTROL:
        return False
    addresses = [link.get("href") or "" for link in block.links]
    shares = sum(SHARE_ADDRESS.search(address) is not None for address in addresses)
    if shares > 1 or (shares and block.is_linked) or is_counter(block.text) or says_control(block.apart or block.text):
        return True
    says = block.container.tag in HEADINGS or block.text.endswith(SENTENCE_ENDS) or DATE.search(block.text) is not None
    if says or not addresses:
        return False
    return all(map(NOWHERE.match, addresses)) and (len(addresses) > 1 or _is_short_or_contents(block))


def _is_short_or_contents(block: Block) -> bool:
    """Tell whether a link to nowhere, or within the page, is a word or two, or an entry of a list of such links."""
    if not block.is_linked or len(block.text) <= _A_WORD_OR_TWO:
        return block.is_linked
    holder = block.container.getparent()
    links = [link.get("href") or "" for link in islice(holder.iter("a"), _ENTRIES)] if holder is not None else []
    return block.container.tag == "li" and len(links) > 1 and all(map(NOWHERE.match, links))


def _trails(block: Block) -> bool:
    if any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links) or _SOURCE.match(block.text):
        return False
    if _ADDRESS.fullmatch(block.text):
        return False
    if any(_LINKED_ADDRESS.match(made_text(link)) for link in block.links):
        return False  # an address that the text itself gives
    if block.container.tag in HEADINGS and _GALLERY.fullmatch(block.text):
        return True
    return (
        (block.is_linked and block.linked > 0)
        or is_meta(block.text)
        or are_tags(block)
        or (len(block.text) <= 40 and block.text.rstrip().endswith(":") and not block.weight)
    )


def _announces(block: Block) -> bool:
    """Tell whether a line only announces what follows it."""
    return len(block.text) <= 80 and not block.linked and (block.container.tag in HEADINGS or block.text.endswith(":"))


def _drop_tag_lines(made: Outline, keep: set[int]) -> None:
    for number in list(keep):
        block = made.blocks[number]
        if are_tags(block) or (TAGS_LABEL.fullmatch(block.text) and number + 1 not in keep):
            keep.discard(number)


def are_tags(block: Block) -> bool:
    """Tell whether a line is but tags: links to them, perhaps behind their label, or each with a sign of its own."""
    if block.text.startswith("#") and not block.linked:
        return _are_signed(block)
    links = [link.get("href") or "" for link in block.links]
    tagged = bool(links) and all(map(TAG_ADDRESS.search, links))
    return tagged and (block.linked >= 0.5 * len(block.text) or TAGS_LABEL.fullmatch(block.printed) is not None)


def _are_signed(block: Block) -> bool:
    """Tell whether a line is tags that stand in elements of their own; those that somebody wrote are his text."""
    own = block.container.tag == "li" or (block.container.tag != "p" and len(block.pieces) > 1)
    return own and _SIGNED_TAGS.fullmatch(block.text) is not None and all(map(_SIGNED_TAG.fullmatch, block.pieces))


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
