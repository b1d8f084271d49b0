"""Where the text of an article stands: the element that holds it, and what in that element is no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import (
    HEADINGS,
    INLINE,
    NOT_TEXT,
    PARAGRAPHS,
    SENTENCE_ENDS,
    Block,
    Outline,
    names_of,
    shared,
)
from crawler.platforms.generic_clear import clear
from crawler.platforms.generic_headline import Headline
from crawler.platforms.generic_place import Place, opening
from crawler.platforms.generic_stated import Stated, plain
from crawler.platforms.generic_threads import unnamed_thread
from crawler.platforms.generic_words import (
    COMMENT_FORM_LABEL,
    COMMENTS,
    COMMENTS_LABEL,
    DATE,
    KNOWN_LANGUAGES,
    LATEST_LABEL,
    MODIFIED,
    OUTSIDE,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    SHARE,
    SIDE,
    is_counter,
    is_meta,
    names_body,
)

LEAST_TEXT: Final = 90
"""Characters of running text below which a page shows no text."""
LEAST_OPENING: Final = 40
"""The same of a paragraph that may open one."""
_NO_HOLDERS: Final = frozenset(("tr", "tbody", "table", "ul", "ol", "thead"))
_SHARES: Final = (1.0, 0.5, 0.25)
"""What a block gives to the element that holds it, to the next above, and to the one above that."""


def find_container(made: Outline, about: Stated, after: int, by_name: bool = True) -> _Element | None:
    """Return the element with the best claim to the text that follows block ``after``.

    Without ``by_name`` it does not count what elements are called.
    """
    scores: dict[_Element, float] = {}
    for block in made.blocks:
        weight = block.weight if by_name else block.raw
        if not weight:
            continue
        weight *= 1.0 if block.number > after else 0.15
        holder: _Element | None = block.container
        if holder is not None and holder.tag in PARAGRAPHS and holder.tag not in ("td", "th"):
            holder = holder.getparent()
        for share in _SHARES:
            while holder is not None and (holder.tag in _NO_HOLDERS or holder not in made.spans):
                holder = holder.getparent()
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + weight * share
            holder = holder.getparent()
    for element in scores:
        if element.get("itemprop") == "articleBody" or names_body(names_of(element)):
            scores[element] *= 1.5
        elif element.tag == "article":
            scores[element] *= 1.15
    best = max(scores, key=lambda element: scores[element], default=None)
    return _stated_place(made, about, best) if best is not None else None


def _stated_place(made: Outline, about: Stated, best: _Element) -> _Element:
    """Prefer where the first words of the stated text or description stand, if that holds a text at all."""
    wanted = plain(about.text)[:80] if about.text else plain(about.description.rstrip(" .…"))[:60]
    if len(wanted) < 40 or any(wanted in plain(block.text) for block in made.within(best)):
        return best
    for block in made.blocks:
        if block.weight and wanted in plain(block.text):
            holder = block.container if block.container.tag not in PARAGRAPHS else block.container.getparent()
            while holder is not None and holder not in made.spans:
                holder = holder.getparent()
            if holder is not None and made.weight(holder) >= 0.4 * made.weight(best):
                return holder
    return best


def find_place(made: Outline, container: _Element, headline: Headline | None) -> Place | None:
    """Return where the text stands, grown to what belongs to it and cleared of what does not."""
    after = headline.last if headline is not None else -1
    if not any(block.weight and block.number > after for block in made.within(container)):
        after, headline = -1, None  # some themes print the headline below the text
    stops = _stops(made, after)
    container = _grown(made, container, headline, stops)
    begin, end = made.spans[container]
    begin = max(begin, after + 1)
    limit = next((stop for stop in stops if stop > _first_text(made, begin, end)), end)
    end = min(end, limit)
    texts = [block.number for block in made.blocks[begin:end] if block.weight]
    if not texts or _follows_thread(made, after, texts[0]) or _is_below_list(made, container, after, texts[0]):
        return None
    if headline is not None and (form := _form_below(made, headline)) is not None and form <= texts[0]:
        return None
    weight = sum(made.blocks[number].weight for number in texts)
    place = Place(container, texts[0], texts[-1], weight)
    place.end = opening(made, container, end)
    clear(made, place, begin, end)
    return place


_NEAR: Final = 6
"""Blocks above a headline among which the article's date may stand."""


def _follows_thread(made: Outline, after: int, first: int) -> bool:
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
    return bool(dated) and any(DATE.search(block.text) for block in made.blocks[label + 1 : first + 3])


def _form_below(made: Outline, headline: Headline) -> int | None:
    """Return the number of the block behind the form for comments that ends a short text below a sure headline."""
    form = next((number for number in made.forms if number > headline.last), None)
    if form is None or not headline.sure:
        return None
    said = any(
        line.text.endswith(SENTENCE_ENDS) and not line.linked and not line.part & NOT_TEXT and not is_meta(line.text)
        for line in made.blocks[headline.last + 1 : form]
    )
    return form if said else None


def _is_below_list(made: Outline, container: _Element, after: int, first: int) -> bool:
    """Tell whether what would be the text is a labelled list of others that say more than a teaser does."""
    labels = (RELATED_LABEL, LATEST_LABEL)
    between = (block for block in made.blocks[after + 1 : first] if not block.linked)
    labelled = any(label.fullmatch(block.text) for block in between for label in labels)
    return labelled and _holds_links(made, container)


def _labels_thread(made: Outline, block: Block) -> bool:
    is_label = len(block.text) <= 130 and not block.linked and COMMENTS_LABEL.fullmatch(block.text) is not None
    return is_label and not _heads_text(made, block)


def end_of_article(made: Outline, headline: Headline) -> int:
    """Return the number of the block behind the headline at which something else begins: a thread, a list of others."""
    labelled = (block.number for block in made.blocks[headline.last + 1 :] if _labels_thread(made, block))
    stops = _stops(made, headline.last)
    counted = next((number for number in labelled if _follows_thread(made, headline.last, number + 1)), None)
    found = (*stops[:1], counted, _form_below(made, headline), len(made.blocks))
    return min(number for number in found if number is not None)


def _first_text(made: Outline, begin: int, end: int) -> int:
    return next((number for number in range(begin, end) if made.blocks[number].weight), begin)


_LIST: Final = 3
"""Neighbours of one look that make a list."""


def is_list_of_others(made: Outline, element: _Element) -> bool:
    """Tell whether an element is a list, labelled so or of entries that each hold a link, and no text of its own."""
    begin, _ = made.spans[element]
    labels = (LATEST_LABEL, RELATED_LABEL, RECENT_COMMENTS_LABEL)
    if any(label.fullmatch(block.text) for block in made.blocks[max(0, begin - 1) : begin + 1] for label in labels):
        return True
    lists = (child for child in element if child.tag in ("ul", "ol", "table", "tbody"))
    return any(_holds_links(made, holder) for holder in (element, *lists))


def _holds_links(made: Outline, element: _Element) -> bool:
    """Tell whether the children of an element, which are no paragraphs, each hold a link."""
    entries = [child for child in element if child in made.spans and child.tag != "p"]
    linked = [entry for entry in entries if next(entry.iter("a"), None) is not None]
    return len(linked) >= max(_LIST, 0.8 * len(entries))


def _stops(made: Outline, after: int) -> list[int]:
    """Return where, after the headline, something else begins: a thread, a list of others, by its label."""
    stops = []
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
                and (block.container.tag in HEADINGS or not is_counter(text))
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


def _unnamed_begin(made: Outline, after: int, stops: list[int]) -> int | None:
    """Return where a thread begins that neither a label nor a name shows; a text may look like one."""
    stopped = [made.blocks[stop] for stop in stops]
    if any(block.part & COMMENTS or COMMENTS_LABEL.fullmatch(block.text) for block in stopped):
        return None
    thread = unnamed_thread(made, after)
    text = _first_text(made, after + 1, len(made.blocks))  # an entry with nothing above it may be the article itself
    return next((begin for entry in thread.entries if (begin := thread.begins[entry]) > text), None)


def _says_when(block: Block) -> bool:
    """Tell whether a line says when a reader wrote; when the article was changed is another matter."""
    said = not block.linked and DATE.search(block.text) is not None and is_meta(block.text)
    return said and not MODIFIED.search(block.text) and not _SENT_OUT.search(block.text)


_SENT_OUT: Final = re.compile(r"\b(?:ditayangkan|diterbitkan|dipublikasikan|dibaca|dilihat)\b", re.I)
"""What is said of a release, never of a comment."""


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


@dataclass(slots=True, frozen=True)
class _Reach:
    """How far a text may reach."""

    top: _Element
    """The innermost element that holds headline and text: the article does not reach beyond it."""
    after: int
    """Number of the headline's last block."""
    stops: list[int]
    """Numbers of the blocks at which something else begins."""


def _grown(made: Outline, container: _Element, headline: Headline | None, stops: list[int]) -> _Element:
    """Grow the element to its neighbours that go on with the text."""
    reach = _Reach(_top(made, container, headline), headline.last if headline is not None else -1, stops)
    best = child = container
    for parent in container.iterancestors():
        if child is reach.top or child.tag == "article":
            break
        if parent not in made.spans:
            continue
        if _joins(made, parent, child, best, reach):
            best = parent
        child = parent
    return best


_MOST: Final = 0.5
"""Share of a page's running text below which a place is doubtful."""
_LINES: Final = 3
"""Lines between a headline and the text that it surely leads, at most."""


def is_foreign(root: _Element) -> bool:
    """Tell whether a page says that it is in a language whose labels and names of parts we do not know."""
    stated = (root.get("lang") or root.get("xml:lang") or "").partition("-")[0].partition("_")[0].strip().lower()
    return stated.isalpha() and stated not in KNOWN_LANGUAGES


def find_opening(made: Outline, headline: Headline) -> list[_Element]:
    """Return the paragraph of running text that stands below a headline, with nothing but lines about it between."""
    following = made.blocks[headline.last + 1 : headline.last + 2 + _LINES]
    first = next((block for block in following if block.weight), None)
    if first is None or first.weight < LEAST_OPENING or first.element is None:
        return []
    return [first.element]


def is_doubtful(made: Outline, place: Place, headline: Headline) -> bool:
    """Tell whether most of the running text stands elsewhere, the headline leads to none, and nothing else begins."""
    between = made.blocks[headline.last + 1 : place.first]
    told = headline.sure or any(DATE.search(block.text) and is_meta(block.text) for block in between)
    if told and headline.last < place.first and len(between) <= _LINES:
        return False
    whole = sum(block.weight for block in made.blocks)
    return LEAST_TEXT <= place.weight < _MOST * whole and not _stops(made, headline.last)


def _top(made: Outline, container: _Element, headline: Headline | None) -> _Element:
    """Return the innermost element that holds headline and text: the article does not reach beyond it."""
    if headline is None:
        return container
    holder = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([holder, container])
    return top if top is not None else container


def _joins(made: Outline, parent: _Element, child: _Element, best: _Element, reach: _Reach) -> bool:
    """Tell whether the text goes on in neighbours of an element, or in its parent's own text."""
    begin, end = made.spans[child]
    stop = next((number for number in reach.stops if number >= end), len(made.blocks))
    gained = 0.0
    for sibling in parent:
        if sibling is child or sibling not in made.spans:
            continue
        first, last = made.spans[sibling]
        if reach.after < first < min(last, stop) and (
            last <= begin or _goes_on(made, sibling, child, parent is reach.top)
        ):
            gained += made.weight(sibling)
    pieces = (parent.text or "", *(str(kid.tail or "") for kid in parent))
    own_text = sum(len(text.strip()) for text in pieces if len(text.strip()) > 40)
    return gained > max(40.0, 0.02 * made.weight(best)) or own_text > 80


def _goes_on(made: Outline, sibling: _Element, child: _Element, is_top: bool) -> bool:
    """Tell whether a neighbour after an element looks like more of the same text."""
    if sibling.tag in PARAGRAPHS or (sibling.tag, sibling.get("class")) == (child.tag, child.get("class")):
        return True
    blocks = made.within(sibling)
    linked = sum(block.linked for block in blocks)
    return not is_top and not made.teasers(sibling) and linked < 0.15 * sum(len(block.text) for block in blocks)
