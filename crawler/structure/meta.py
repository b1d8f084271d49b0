"""The lines about an article around its headline and text, and how markup and lines of them say when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline, fold, made_text, names_of, shared
from crawler.structure.buttons import is_button
from crawler.structure.clear import is_control
from crawler.structure.fields import SIGNS, Fields, goes_with_day, lines_about, names_writer
from crawler.structure.headline import Headline
from crawler.structure.labels import Kind
from crawler.structure.parts import CAPTION, COMMENTS, FRAME, META, OUTSIDE, SHARE, SIDE, TAGS
from crawler.structure.place import Place
from crawler.structure.signed import name_beside_sign
from crawler.structure.words import (
    AUTHOR_ADDRESS,
    CATEGORY_ADDRESS,
    CLOCK,
    COMMENTS_LABEL,
    DATE,
    FILE_ADDRESS,
    LATEST_LABEL,
    NOWHERE,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    is_counter,
    is_dateline,
    is_meta,
    words_beside,
)

_ENDS: Final = re.compile(
    "|".join(one.pattern for one in (COMMENTS_LABEL, RECENT_COMMENTS_LABEL, RELATED_LABEL, LATEST_LABEL)), re.I
)
"""Labels of what is not about the article."""
BETWEEN: Final = 14
BEFORE: Final = 4
AFTER: Final = 6
"""How many blocks between headline and text, before the headline and after the text are looked at."""
_SEEN: Final = 40
"""The same after the text, with captions and controls."""
_PLACE_AND_DAY: Final = 60
"""Characters of the place and day with which a letter ends."""
_TEASER: Final = 25
"""Characters of a link that is the headline of another release."""
_HOME: Final = re.compile(r"(?:https?://[^/]*)?/?")
MOST_LISTED: Final = 6
"""Lines of a list about a release."""
_IN_BOX: Final = 40
"""Characters of a label, or of what it names."""
_CREDIT: Final = re.compile(r"\([^()]{2,60}\)\.?")
"""Who wrote, as desks sign below a text."""
_DAY_BOX: Final = 30
"""Characters of a day in a box, with its clock."""
_CLOCK_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:clock|jam|today|now|sekarang|topbar|ticker)(?:$|[\s_-])", re.I)
_TIME_NAMES: Final = re.compile(r"(?:^|\s)(?:date[-_]?time|waktu)(?:$|\s)", re.I)
"""The same, where a line stands above the headline; below it, it is what is said of a release."""
ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d)?")


@dataclass(slots=True)
class Zone:
    """The blocks about the article, in order of trust."""

    between: list[Block]
    before: list[Block]
    after: list[Block]
    top: _Element
    """The innermost element that holds headline and text."""
    text: _Element
    """The element of the text."""

    @property
    def all(self) -> list[Block]:
        return [*self.between, *self.before, *self.after]


def zone_of(made: Outline, place: Place, headline: Headline | None, top: _Element) -> Zone:
    """Return where date, author and category may stand."""
    first = headline.last + 1 if headline is not None else max(0, place.first - 6)
    between = [block for block in made.blocks[first : place.first] if not block.part & (OUTSIDE | COMMENTS)][:BETWEEN]
    between = [block for block in between if len(block.text) <= 200 or (block.holders and is_meta(block.text))]
    between += [block for block in made.below_lead if block not in between]
    before = _before(made, headline, top) if headline is not None else []
    after = _after(made, place, top)
    return Zone(parted(between), parted(before), parted(after), top, place.container)


def _after(made: Outline, place: Place, top: _Element) -> list[Block]:
    """Return the lines about the article behind its text; what the text announces at its end is none of them."""
    _, end = made.spans.get(top, (0, 0))
    following = [
        block
        for block in made.blocks[place.last + 1 : min(place.last + 1 + _SEEN, end)]
        if not (block.part & CAPTION or not block.text.strip(SIGNS) or is_button(block) or _is_control(block))
    ][:BETWEEN]
    told, fields = lines_about(following, top), Fields(following, top)
    announced = made.blocks[place.last].text.endswith(":")
    _, inside = made.spans.get(place.container, (0, 0))
    after: list[Block] = []
    for at, block in enumerate(following):
        if block.part & (OUTSIDE | COMMENTS) or _heads_more(block, fields) or _ENDS.fullmatch(block.text):
            break
        if _CREDIT.fullmatch(block.text) or (len(block.text) <= _PLACE_AND_DAY and is_dateline(block.text)):
            continue
        if fields.is_event(block) or (announced and block.number < inside and not block.part & META):
            break
        if block.number not in told and at >= AFTER:
            break
        if (
            block.number in told
            or is_meta(block.text)
            or goes_with_day(block, after[-1] if after else None)
            or (block.part & META and _is_signed_beside(block, after, following))
            or (block.links and CATEGORY_ADDRESS.search(block.links[0].get("href") or ""))
        ):
            after.append(block)
        elif not (block.linked or block.part & (SHARE | TAGS) or block.text.startswith("#")):
            break
    return after


def _heads_more(block: Block, fields: Fields) -> bool:
    """Tell whether a line is a heading, and no label of the release with what it names."""
    if block.container.tag not in HEADINGS:
        return False
    field = fields.of.get(block.number)
    return field is None or field.label is not None or field.kind is not Kind.ABOUT or not is_meta(block.text)


def _is_control(block: Block) -> bool:
    """Tell whether a line is a control; a name beside the sign of a person may link to nowhere."""
    return is_control(block) and not (block.part & META and name_beside_sign(block))


def _is_signed_beside(block: Block, told: list[Block], following: list[Block]) -> bool:
    """Tell whether a line names a writer, in one list with a line that says when, and no other release beside it."""
    holder = block.container.getparent()
    beside = any(line.container.getparent() is holder and DATE.search(line.text) for line in told)
    if not beside or not name_beside_sign(block):
        return False
    lines = [line for line in following if not line.part & (OUTSIDE | COMMENTS)]
    signed = [line for line in lines if line.part & META and name_beside_sign(line)]
    return len(signed) == 1 and not any(map(_leads_to_another, lines))


def _leads_to_another(line: Block) -> bool:
    """Tell whether a line is a link as long as a headline, and no file of the release."""
    offers = any(FILE_ADDRESS.search(link.get("href") or "") for link in line.links)
    return line.is_linked and line.linked >= _TEASER and not offers and not _tells_of_release(line)


def parted(blocks: list[Block]) -> list[Block]:
    """Return lines about the article with blanks between what stands in elements of its own."""
    return [replace(block, text=block.apart) if block.apart else block for block in blocks]


def _before(made: Outline, headline: Headline, top: _Element) -> list[Block]:
    """Return the lines right above the headline, up to the first thing that is none of its own."""
    held = headline.element if headline.element is not None else made.blocks[headline.first].container
    begin = headline.first
    for start, levels in ((top, 3), (held, 4)):
        above = [one for one in (start, *start.iterancestors()) if one in made.spans and one.tag != "body"][:levels]
        begin = min([begin, *(made.spans[one][0] for one in above[-1:])])
    inside = made.spans[top][0] if top in made.spans and top.tag not in ("body", "main") else headline.first
    lines: list[Block] = []
    for number in range(headline.first - 1, begin - 1, -1):
        block = made.blocks[number]
        if block.part & (OUTSIDE | COMMENTS) or len(block.text) > 120:
            break
        if len(lines) >= BEFORE and (number < inside or len(lines) >= BETWEEN or len(block.text) > _IN_BOX):
            break
        if _tells_of_release(block) and (number >= inside or _is_listed_about(made, block)):
            if name_beside_sign(block) or any(AUTHOR_ADDRESS.search(link.get("href") or "") for link in block.links):
                lines.append(block)
            continue
        if block.is_linked and not CATEGORY_ADDRESS.search(block.links[0].get("href") or ""):
            leads_on = block.linked >= _TEASER and not _HOME.fullmatch(block.links[0].get("href") or "")
            return [] if leads_on else lines  # what stands below the headline of another release is about that
        if block.linked and not block.is_linked and not _leads_to_release(block):
            break
        if block.container.tag in ("h1", "h2") and not _is_day(block.text):
            break
        if not block.part & CAPTION:
            lines.append(block)
    return lines


def _tells_of_release(block: Block) -> bool:
    """Tell whether a line is a link to the author, to the comments, or to nowhere, as one about a release may be."""
    leads = [link.get("href") or "" for link in block.links]
    return block.is_linked and all(NOWHERE.match(href) or AUTHOR_ADDRESS.search(href) for href in leads)


def _leads_to_release(block: Block) -> bool:
    """Tell whether the links in a line are those to the category, the author, or nowhere."""
    return all(names_writer(made_text(link)) or _is_about(link.get("href") or "") for link in block.links)


def _is_about(address: str) -> bool:
    patterns = (AUTHOR_ADDRESS, CATEGORY_ADDRESS)
    return NOWHERE.match(address) is not None or any(pattern.search(address) for pattern in patterns)


def _is_listed_about(made: Outline, block: Block) -> bool:
    """Tell whether a line stands in a short list of which another counts readers, or names who wrote."""
    holder = block.container.getparent()
    lines = made.within(holder) if holder is not None else []
    others = [line for line in lines if line is not block]
    return len(lines) <= MOST_LISTED and any(line.text.isdecimal() or is_counter(line.text) for line in others)


def _is_day(text: str) -> bool:
    """Tell whether a line is a day and nothing else, as blogs print it above what they posted on it."""
    return DATE.search(text) is not None and not words_beside(text)


def dated_behind(made: Outline, place: Place, headline: Headline) -> bool:
    """Tell whether a line behind a text is labelled as the day of the release."""
    held = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([held, place.container])
    lines = _after(made, place, top if top is not None else place.container)
    fields = Fields(lines, top)
    labelled = (line for line in lines if fields.kind(line) in (Kind.DAY, Kind.PUBLISHED))
    return any(DATE.search(line.text) and not fields.is_event(line) for line in labelled)


def dated_above(made: Outline, place: Place, headline: Headline) -> bool:
    """Tell whether a line right above the headline says when, with nothing of the page's frame around the two."""
    held = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([held, place.container])
    for line in _before(made, headline, top if top is not None else held):
        if not DATE.search(line.text) or not is_meta(line.printed) or is_clock(line, above=True):
            continue
        around = shared([held, line.container])
        begin = made.spans[around][0] if around in made.spans else 0
        return not any(block.part & (FRAME | SIDE) for block in made.blocks[begin : headline.first])
    return False


def split_day(blocks: list[Block]) -> str | None:
    """Return what a day box says, its number and month in elements of their own, or its year behind a clock."""
    ordered = sorted(blocks, key=lambda block: block.number)
    for size in (2, 3):
        for at in range(len(ordered) - size + 1):
            text = " ".join(block.text for block in ordered[at : at + size])
            day = fold(CLOCK.sub(" ", text, count=1))
            if len(text) <= _DAY_BOX and DATE.fullmatch(day):
                clock = CLOCK.search(text)
                return f"{day} {clock.group()}" if clock else day
    return None


def is_clock(block: Block, *, above: bool = False) -> bool:
    """Tell whether a line is named as what tells the time of now; ``above``: it stands above the headline."""
    time = time_element(block)  # its own name may say that it is a time
    around = [names_of(holder) for holder in [block.container, *block.holders[:2]] if holder is not time]
    return any(_CLOCK_NAMES.search(names) or (above and _TIME_NAMES.search(names)) for names in around)


def time_element(block: Block) -> _Element | None:
    for holder in block.holders:
        for element in (holder, *holder.iterancestors()):
            if element.tag == "time":
                return element
            if element is block.container:
                break
    return None


def machine_of(element: _Element) -> str:
    """Return what an element states for machines of its time; empty where it states none."""
    for name in ("datetime", "content", *(("title",) if element.tag == "abbr" else ())):
        value = (element.get(name) or "").strip()
        if ISO.match(value):
            return value
    for inner in element.iter("time"):
        value = (inner.get("datetime") or "").strip()
        if ISO.match(value):
            return value
    return ""


def part_at(made: Outline, element: _Element) -> int:
    part = 0
    for holder in (element, *element.iterancestors()):
        part |= made.parts.get(holder, 0)
    begin, end = next(
        (made.spans[holder] for holder in (element, *element.iterancestors()) if holder in made.spans), (0, 0)
    )
    for block in made.blocks[begin:end][:1]:
        part |= block.part
    return part
