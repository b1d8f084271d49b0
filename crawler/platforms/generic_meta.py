"""What stands around a text: its dates, author, category, tags, related links, lead image; near the headline only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import HEADINGS, Block, Outline, fold, made_text, names_of, shared
from crawler.platforms.generic_headline import Headline
from crawler.platforms.generic_place import Place
from crawler.platforms.generic_words import (
    AGE,
    CATEGORY_ADDRESS,
    CLOCK,
    COMMENTS,
    COMMENTS_LABEL,
    DATE,
    FRAME,
    LATEST_LABEL,
    MODIFIED,
    OUTSIDE,
    PUBLISHED,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    SHARE,
    SIDE,
    TAGS,
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
_TEASER: Final = 25
"""Characters of a link that is the headline of another release."""
_HOME: Final = re.compile(r"(?:https?://[^/]*)?/?")
_DAY_BOX: Final = 30
"""Characters of a day in a box, with its clock."""
_CLOCK_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:clock|jam|waktu|today|now|date[-_]?time|sekarang|topbar|ticker)(?:$|[\s_-])", re.I
)
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d)?")


@dataclass(slots=True)
class Zone:
    """The blocks about the article, in order of trust."""

    between: list[Block]
    before: list[Block]
    after: list[Block]
    top: _Element
    """The innermost element that holds headline and text."""

    @property
    def all(self) -> list[Block]:
        return [*self.between, *self.before, *self.after]


def zone_of(made: Outline, place: Place, headline: Headline | None, top: _Element) -> Zone:
    """Return where date, author and category may stand."""
    first = headline.last + 1 if headline is not None else max(0, place.first - 6)
    between = [block for block in made.blocks[first : place.first] if not block.part & (OUTSIDE | COMMENTS)][:BETWEEN]
    between = [block for block in between if len(block.text) <= 200 or (block.holders and is_meta(block.text))]
    before = _before(made, headline, top) if headline is not None else []
    after = []
    _, end = made.spans.get(top, (0, 0))
    for block in made.blocks[place.last + 1 : min(place.last + 1 + AFTER, end)]:
        if block.part & (OUTSIDE | COMMENTS) or block.container.tag in HEADINGS or _ENDS.fullmatch(block.text):
            break
        if is_meta(block.text) or (block.links and CATEGORY_ADDRESS.search(block.links[0].get("href") or "")):
            after.append(block)
        elif not block.linked and not block.part & (SHARE | TAGS) and not block.text.startswith("#"):
            break
    return Zone(parted(between), parted(before), parted(after), top)


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
    lines: list[Block] = []
    for number in range(headline.first - 1, max(headline.first - 1 - BEFORE, begin - 1), -1):
        block = made.blocks[number]
        if block.part & (OUTSIDE | COMMENTS) or len(block.text) > 120:
            break
        if block.is_linked and not CATEGORY_ADDRESS.search(block.links[0].get("href") or ""):
            leads_on = block.linked >= _TEASER and not _HOME.fullmatch(block.links[0].get("href") or "")
            return [] if leads_on else lines  # what stands below the headline of another release is about that
        if (block.linked and not block.is_linked) or (block.container.tag in ("h1", "h2") and not _is_day(block.text)):
            break
        lines.append(block)
    return lines


def _is_day(text: str) -> bool:
    """Tell whether a line is a day and nothing else, as blogs print it above what they posted on it."""
    return DATE.search(text) is not None and not words_beside(text)


def dated_above(made: Outline, place: Place, headline: Headline) -> bool:
    """Tell whether a line right above the headline says when, with nothing of the page's frame around the two."""
    held = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([held, place.container])
    for line in _before(made, headline, top if top is not None else held):
        if not DATE.search(line.text) or not is_meta(line.printed) or _is_clock(line):
            continue
        around = shared([held, line.container])
        begin = made.spans[around][0] if around in made.spans else 0
        return not any(block.part & (FRAME | SIDE) for block in made.blocks[begin : headline.first])
    return False


@dataclass(slots=True)
class Dates:
    """Elements' texts and attributes that say when, in order of trust."""

    published: list[str]
    modified: list[str]


def find_dates(zone: Zone, made: Outline) -> Dates:
    """Return the dates printed beside the headline and the text, never those of lists, comments or the frame."""
    out = Dates([], [])
    for element in zone.top.iter():
        prop = element.get("itemprop")
        if prop in ("datePublished", "dateModified") and not part_at(made, element) & (OUTSIDE | COMMENTS):
            raw = machine_of(element) or made_text(element)
            if raw:
                (out.published if prop == "datePublished" else out.modified).append(raw)
    for blocks in (zone.between, zone.before, zone.after):
        for block in _published_first(blocks):
            _read_block(block, out)
        if not out.published and (day := split_day(blocks)):
            out.published.append(day)
        _join_clocks(blocks, out)
    out.published = list(dict.fromkeys(out.published))
    out.modified = list(dict.fromkeys(out.modified))
    return out


_IS_PUBLISHED: Final = re.compile(
    r"\W*(?:tanggal )?(?:(?:di)?(?:terbit|tayang|publi[ks]|posting|rilis)|published)", re.I
)
_IS_CREATED: Final = re.compile(r"\W*(?:tanggal )?(?:(?:di)?(?:buat|tulis|kirim)|created|written|submitted)", re.I)


def _published_first(blocks: list[Block]) -> list[Block]:
    """Return lines about the article; when it was made stands behind others where one says when it was published."""
    if not any(_IS_PUBLISHED.match(block.text) and DATE.search(block.text) for block in blocks):
        return blocks
    return sorted(blocks, key=lambda block: _IS_CREATED.match(block.text) is not None)


def _read_block(block: Block, out: Dates) -> None:
    """Take the dates of one line, if it is about the article and no clock."""
    if _is_clock(block):
        return
    time = time_element(block)
    machine = machine_of(time) if time is not None else ""
    if time is not None and machine and not DATE.search(AGE.sub(" ", block.text)):
        changed = MODIFIED.search(block.text) is not None or _names_change(time)
        (out.modified if changed else out.published).append(machine)
        return
    if not DATE.search(block.text) or len(block.text) > 200 or is_dateline(block.text):
        return
    if words_beside(block.printed) > 8:
        return
    changed = time is not None and _names_change(time)
    for text, modified in segments(block.text):
        exact = len(machine) > 10 and _agrees(machine, text)
        (out.modified if modified or changed else out.published).append(machine if exact else text)


def _names_change(time: _Element) -> bool:
    """Tell whether an element is named for when the article was changed, and not for when it was published, too."""
    names = names_of(time)
    return re.search(r"\bupdated\b|modif", names) is not None and re.search(r"publi[sc]", names) is None


def _is_clock(block: Block) -> bool:
    """Tell whether a line is named as what tells the time of now."""
    time = time_element(block)  # its own name may say that it is a time
    around = [holder for holder in [block.container, *block.holders[:2]] if holder is not time]
    return any(_CLOCK_NAMES.search(names_of(holder)) for holder in around)


def segments(text: str) -> list[tuple[str, bool]]:
    """Cut a line at its dates: each with its label and clock, and whether it says when the article was changed."""
    matches = list(DATE.finditer(text))
    if len(matches) < 2:
        label = text[: matches[0].start()] if matches else text
        age = AGE.search(text)
        return [(age.group() if age else text, _says_modified(label))]
    out = []
    begin = 0
    for place, match in enumerate(matches):
        limit = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        clock = CLOCK.match(
            text, match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,-|()")), limit
        )
        end = clock.end() if clock else match.end()
        out.append((fold(text[begin:end]), _says_modified(text[begin : match.start()])))
        begin = end
    return out


def _says_modified(label: str) -> bool:
    changed = list(MODIFIED.finditer(label))
    made = list(PUBLISHED.finditer(label))
    return bool(changed) and (not made or changed[-1].start() > made[-1].start() or "tanggal" in label.lower())


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


def _join_clocks(blocks: list[Block], out: Dates) -> None:
    """Give a printed day the time of day that stands in the next line alone."""
    for day, clock in pairwise(sorted(blocks, key=lambda block: block.number)):
        if day.text in out.published and DATE.fullmatch(day.text) and CLOCK.fullmatch(clock.text):
            out.published[out.published.index(day.text)] = f"{day.text} {clock.text}"


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
        if _ISO.match(value):
            return value
    for inner in element.iter("time"):
        value = (inner.get("datetime") or "").strip()
        if _ISO.match(value):
            return value
    return ""


def _agrees(machine: str, text: str) -> bool:
    """Tell whether a stated time names the printed day: themes print now for machines, the true day for readers."""
    found = _ISO.match(machine)
    numbers = {int(digits) for digits in re.findall(r"\d+", text)}
    return found is not None and int(found[1]) in numbers and int(found[3]) in numbers


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
