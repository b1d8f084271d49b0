"""Where the text of an article stands: the element that holds it, and what in that element is no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import HEADINGS, NOT_TEXT, PARAGRAPHS, Block, Outline, names_of, shared
from crawler.platforms.generic_headline import Headline
from crawler.platforms.generic_stated import Stated, plain
from crawler.platforms.generic_words import (
    COMMENT_FORM_LABEL,
    COMMENTS,
    COMMENTS_LABEL,
    DATE,
    FILE_ADDRESS,
    LATEST_LABEL,
    NO_PICTURE,
    OUTSIDE,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    SHARE,
    SHARE_ADDRESS,
    TAG_ADDRESS,
    TAGS_LABEL,
    is_counter,
    is_meta,
    names_body,
)

LEAST_TEXT: Final = 90
"""Characters of running text below which a page shows no text."""
_SHARES: Final = (1.0, 0.5, 0.25)
"""What a block gives to the element that holds it, to the next above, and to the one above that."""


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
            while holder is not None and holder.tag in ("tr", "tbody", "table", "ul", "ol", "thead"):
                holder = holder.getparent()
            if holder is None or holder not in made.spans:
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
    if not texts or any(block.part & COMMENTS and DATE.search(block.text) for block in made.blocks[after + 1 : texts[0]]):
        return None  # what stands below a thread is no text of the article
    weight = sum(made.blocks[number].weight for number in texts)
    place = Place(container, texts[0], texts[-1], weight)
    _clear(made, place, begin, end)
    return place


_CLIMBED: Final = 5
"""Elements above a headline that are looked at for a picture or a file."""
_BESIDE: Final = 6
"""Lines below a headline that may be about the article where it has no text."""


def bare_place(made: Outline, headline: Headline) -> Place | None:
    """Return where picture or files of an article without text stand; None where the page shows neither."""
    start = headline.element if headline.element is not None else made.blocks[headline.first].container
    for holder in [start, *start.iterancestors()][:_CLIMBED]:
        if holder not in made.spans or holder.tag in ("body", "main"):
            if holder in (start,):
                continue
            break
        begin, end = made.spans[holder]
        following = made.blocks[max(begin, headline.last + 1) : end]
        files = {block.number for block in following if not block.part & OUTSIDE and _offers_files(block)}
        if not files and not any(_is_picture(image) for image in holder.iter("img")):
            continue
        first = min([headline.last + 1 + _BESIDE, end, *files])
        place = Place(holder, max(first, headline.last + 1), max([first - 1, headline.last, *files]), 0.0)
        _exclude(made, place, [number for number in range(begin, end) if number not in files], files)
        return place
    return None


def _offers_files(block: Block) -> bool:
    return any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links)


def _is_picture(image: _Element) -> bool:
    return not NO_PICTURE.search(image.get("src") or image.get("data-src") or "icon")


def _first_text(made: Outline, begin: int, end: int) -> int:
    return next((number for number in range(begin, end) if made.blocks[number].weight), begin)


def _stops(made: Outline, after: int) -> list[int]:
    """Return where, after the headline, something else begins: a thread, a list of others, by its label."""
    stops = []
    for block in made.blocks[after + 1 :]:
        text = block.text
        if len(text) > 130:
            continue
        if (
            (block.container.tag in HEADINGS or not block.linked)
            and (COMMENTS_LABEL.fullmatch(text) or COMMENT_FORM_LABEL.fullmatch(text) or RECENT_COMMENTS_LABEL.fullmatch(text))
            and not is_counter(text)
        ) or (block.part & COMMENTS and not block.part & SHARE and not is_meta(text)) or (
            (RELATED_LABEL.fullmatch(text) or LATEST_LABEL.fullmatch(text)) and not block.linked and _leads_list(made, block)
        ):
            stops.append(block.number)
    return stops


def _leads_list(made: Outline, block: Block) -> bool:
    """Tell whether what follows a label are links, to the end of what could be the text."""
    following = made.blocks[block.number + 1 : block.number + 5]
    linked = [other for other in following if other.linked >= 12]
    later = made.blocks[block.number + 1 : block.number + 40]
    texts = [other for other in later if other.weight and other.container.tag == "p"]
    return len(linked) >= min(2, len(following)) and not texts


def _grown(made: Outline, container: _Element, headline: Headline | None, stops: list[int]) -> _Element:
    """Grow the element to its neighbours that go on with the text."""
    top = _top(made, container, headline)
    best = container
    child = container
    for parent in container.iterancestors():
        if parent not in made.spans or child is top:
            break
        if _joins(made, parent, child, best, headline, stops, parent is top):
            best = parent
        child = parent
    return best


def _top(made: Outline, container: _Element, headline: Headline | None) -> _Element:
    """Return the innermost element that holds headline and text: the article does not reach beyond it."""
    if headline is None:
        return container
    holder = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([holder, container])
    return top if top is not None else container


def _joins(
    made: Outline, parent: _Element, child: _Element, best: _Element, headline: Headline | None, stops: list[int], is_top: bool
) -> bool:  # fmt: skip
    begin, end = made.spans[child]
    own = made.weight(best)
    after = headline.last if headline is not None else -1
    stop = next((number for number in stops if number >= end), len(made.blocks))
    gained = 0.0
    for sibling in parent:
        if sibling is child or sibling not in made.spans:
            continue
        first, last = made.spans[sibling]
        if first >= last or first <= after or first >= stop:
            continue
        gain = made.weight(sibling)
        if not gain:
            continue
        between = last <= begin
        alike = sibling.tag == child.tag and (sibling.get("class") or "") == (child.get("class") or "")
        links = sum(block.linked for block in made.blocks[first:last]) / max(1, sum(len(b.text) for b in made.blocks[first:last]))
        if sibling.tag in PARAGRAPHS or between or alike or (not is_top and links < 0.15 and not made.teasers(sibling)):
            gained += gain
    own_text = sum(
        len(text.strip()) for text in (parent.text or "", *(str(kid.tail or "") for kid in parent)) if len(text.strip()) > 40
    )
    return gained > max(40.0, 0.02 * own) or own_text > 80


def _clear(made: Outline, place: Place, begin: int, end: int) -> None:
    """Find what in the container is no part of the text."""
    keep = _kept(made, place, begin, end)
    inside_begin, inside_end = made.spans[place.container]
    gone = [number for number in range(inside_begin, inside_end) if number not in keep]
    _exclude(made, place, gone, keep)
    for form in place.container.iter("form", "label"):
        if not made.weight(form):
            place.without.add(form)


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
    for number in sorted(keep, reverse=True):  # what trails the text: controls, links to neighbours, counters
        block = made.blocks[number]
        if number <= place.last or not _trails(block):
            break
        keep.discard(number)
    _drop_tag_lines(made, keep)
    _drop_related(made, keep, place)
    return keep

def _is_before(block: Block) -> bool:
    return is_meta(block.text) or (block.is_linked and len(block.text) < 80)


def _is_control(block: Block) -> bool:
    if len(block.text) > 110:
        return False
    shares = sum(SHARE_ADDRESS.search(link.get("href") or "") is not None for link in block.links)
    return is_counter(block.text) or (shares > 0 and block.is_linked) or shares >= 2


_SOURCE: Final = re.compile(r"\W*(?:sumber|source|ref(?:erensi)?|tautan|link|unduh|download|lampiran)\b", re.I)


def _trails(block: Block) -> bool:
    if any(FILE_ADDRESS.search(link.get("href") or "") for link in block.links) or _SOURCE.match(block.text):
        return False
    return (block.is_linked and block.linked > 0) or is_meta(block.text) or (
        len(block.text) <= 40 and block.text.rstrip().endswith(":") and not block.weight
    )


def _drop_tag_lines(made: Outline, keep: set[int]) -> None:
    for number in list(keep):
        block = made.blocks[number]
        hrefs = [link.get("href") or "" for link in block.links]
        tagged = [href for href in hrefs if TAG_ADDRESS.search(href)]
        if (tagged and len(tagged) == len(hrefs) and (block.linked >= 0.5 * len(block.text))) or (TAGS_LABEL.fullmatch(block.text) and number + 1 not in keep):
            keep.discard(number)


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
            place.noise.append(made.blocks[number].text)
            continue
        place.without.add(element)
        covered.update(range(*made.spans.get(element, (number, number + 1))))


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
        if element is container or element not in made.spans:
            break
        begin, end = made.spans[element]
        if any(number in keep for number in range(begin, end)):
            break
        best = element
    return best


def made_text(element: _Element) -> str:
    """Return the folded text of an element."""
    return " ".join("".join(map(str, element.itertext())).split())
