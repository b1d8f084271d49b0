"""Where an article ends: at its thread, a form for comments, a list of others."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from crawler.structure.blocks import (
    HEADINGS,
    INLINE,
    NOT_TEXT,
    SENTENCE_ENDS,
    Block,
    Outline,
)
from crawler.structure.headline import Headline
from crawler.structure.parts import COMMENTS, OUTSIDE, SHARE, SIDE
from crawler.structure.threads import unnamed_thread
from crawler.structure.words import (
    COMMENT_FORM_LABEL,
    COMMENTS_LABEL,
    DATE,
    LATEST_LABEL,
    MODIFIED,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    is_counter,
    is_meta,
)

_NEAR: Final = 6
"""Blocks above a headline among which the article's date may stand."""
_LIST: Final = 3
"""Neighbours of one look that make a list."""
_COUNTERS: Final = 40
"""Counts of comments on one page that may be the label of its thread, at most."""
_SENT_OUT: Final = re.compile(r"\b(?:ditayangkan|diterbitkan|dipublikasikan|dibaca|dilihat)\b", re.I)
"""What is said of a release, never of a comment."""


def stops_after(made: Outline, after: int) -> list[int]:
    """Return where, after the headline, something else begins: a thread, a list of others, by its label."""
    stops = []
    counters = 0
    for block in made.blocks[after + 1 :]:
        text = block.text
        if len(text) > 130:
            continue
        if (
            (
                (block.container.tag in HEADINGS or not block.linked)
                and (
                    (COMMENTS_LABEL.fullmatch(text) and not _heads_text(made, block))
                    or COMMENT_FORM_LABEL.fullmatch(text)
                    or RECENT_COMMENTS_LABEL.fullmatch(text)
                )
                and (
                    block.container.tag in HEADINGS
                    or not is_counter(text)
                    or ((counters := counters + 1) <= _COUNTERS and _counts_thread(made, after, block))
                )
            )
            or (block.part & COMMENTS and not block.part & (SHARE | SIDE) and not is_meta(text))
            or (
                (RELATED_LABEL.fullmatch(text) or LATEST_LABEL.fullmatch(text))
                and not block.linked
                and _leads_list(made, block)
            )
        ):
            stops.append(block.number)
    begin = _unnamed_begin(made, after, stops)
    return sorted([*stops, begin] if begin is not None else stops)


def end_of_article(made: Outline, headline: Headline) -> int:
    """Return the number of the block behind the headline at which something else begins: a thread, a list of others."""
    labels = (block.number for block in made.blocks[headline.last + 1 :] if _labels_thread(made, block))
    labelled = islice(labels, _COUNTERS)
    stops = stops_after(made, headline.last)
    counted = next((number for number in labelled if follows_thread(made, headline.last, number + 1)), None)
    found = (*stops[:1], counted, form_below(made, headline), _said_again(made, headline), len(made.blocks))
    return min(number for number in found if number is not None)


def _said_again(made: Outline, headline: Headline) -> int | None:
    """Return the number of the block behind a sentence that says the headline again, as lines to quote a release do."""
    begin = headline.lead.last + 1
    found = next((block.number for block in made.blocks[begin:] if block.text == headline.text), None)
    if found is None:
        return None
    said = (line for line in made.blocks[begin:found] if not line.linked and not is_meta(line.text))
    return found if any(line.text.endswith(SENTENCE_ENDS) for line in said) else None


def follows_thread(made: Outline, after: int, first: int) -> bool:
    """Tell whether comments stand between headline and text: what follows them is no text of the article.

    They are known by their elements' names, or by their label where the article's date stands before it and another
    one behind it, beside the first words.
    """
    blocks = made.blocks[after + 1 : first]
    said = [block for block in blocks if block.part & COMMENTS]
    if len(said) > 1 and any(DATE.search(block.text) for block in said):
        return True
    label = next((block.number for block in blocks if _labels_thread(made, block)), None)
    if label is None:
        return False
    before = made.blocks[max(0, after + 1 - _NEAR) : label]
    dated = [block for block in before if DATE.search(block.text) and is_meta(block.text) and not block.part & OUTSIDE]
    return bool(dated) and any(map(_says_when, made.blocks[label + 1 : first + 3]))


def form_below(made: Outline, headline: Headline) -> int | None:
    """Return the number of the block behind the form for comments that ends a short text below a sure headline."""
    form = next((number for number in made.forms if number > headline.last), None)
    if form is None or not headline.sure:
        return None
    said = any(
        line.text.endswith(SENTENCE_ENDS) and not line.linked and not line.part & NOT_TEXT and not is_meta(line.text)
        for line in made.blocks[headline.last + 1 : form]
    )
    return form if said else None


def first_text(made: Outline, begin: int, end: int) -> int:
    return next((number for number in range(begin, end) if made.blocks[number].weight), begin)


def _counts_thread(made: Outline, after: int, block: Block) -> bool:
    """Tell whether a count of comments is the label of a thread, not one of the lines about the article."""
    return _labels_thread(made, block) and follows_thread(made, after, block.number + 1)


def _labels_thread(made: Outline, block: Block) -> bool:
    is_label = len(block.text) <= 130 and not block.linked and COMMENTS_LABEL.fullmatch(block.text) is not None
    return is_label and not _heads_text(made, block)


def _unnamed_begin(made: Outline, after: int, stops: list[int]) -> int | None:
    """Return where a thread begins that neither a label nor a name shows; a text may look like one."""
    stopped = [made.blocks[stop] for stop in stops]
    if any(block.part & COMMENTS or COMMENTS_LABEL.fullmatch(block.text) for block in stopped):
        return None
    thread = unnamed_thread(made, after)
    text = first_text(made, after + 1, len(made.blocks))  # an entry with nothing above it may be the article itself
    return next((begin for entry in thread.entries if (begin := thread.begins[entry]) > text), None)


def _says_when(block: Block) -> bool:
    """Tell whether a line says when a reader wrote; when the article was changed is another matter."""
    said = not block.linked and DATE.search(block.text) is not None and is_meta(block.text)
    return said and not MODIFIED.search(block.text) and not _SENT_OUT.search(block.text)


def _heads_text(made: Outline, block: Block) -> bool:
    """Tell whether a label stands among running text, alike before and behind it: a heading of the text."""
    above = next((each for each in block.container.iterancestors() if each.tag not in INLINE), None)
    near = made.blocks[max(0, block.number - 1) : block.number + 5]
    if above is None or len(near) < _LIST or any(sign.isdigit() for sign in block.text):
        return False
    before, _, behind, *later = near
    if not before.weight or not behind.weight or any(map(_says_when, later)):
        return False
    looks = []
    for one in (before, behind):
        around = (one.container, *one.container.iterancestors())
        child = next((each for each in around if each is above or each.getparent() is above), None)
        looks.append(None if child is None else (child is above, child.tag, child.get("class")))
    return looks[0] is not None and looks[0] == looks[1]


def _leads_list(made: Outline, block: Block) -> bool:
    """Tell whether what follows a label are links, to the end of what could be the text."""
    following = [
        other for other in made.blocks[block.number + 1 : block.number + 7] if not is_meta(other.text) or other.linked
    ][:4]
    linked = [other for other in following if other.linked >= 12]
    later = made.blocks[block.number + 1 : block.number + 40]
    above = made.blocks[max(0, block.number - 1)]
    texts = [
        other
        for other in later
        if other.weight and (other.container.tag == "p" or (above.weight and other.container is above.container))
    ]
    return len(linked) >= min(2, len(following)) and not texts
