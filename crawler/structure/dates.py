"""When an article was published and changed: the dates printed beside headline and text, each with its time of day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline, fold, made_text, names_of
from crawler.structure.fields import SIGNS, Fields, is_writer
from crawler.structure.labels import Kind, kind_of
from crawler.structure.meta import ISO, Zone, is_clock, machine_of, part_at, split_day, time_element
from crawler.structure.parts import CAPTION, COMMENTS, OUTSIDE
from crawler.structure.pointed import is_same_day, told_when_pointed_at
from crawler.structure.words import (
    AGE,
    CLOCK,
    DATE,
    MODIFIED,
    OF_A_COMMENT,
    PUBLISHED,
    SHORT_AGE,
    is_dateline,
    words_beside,
)

_IS_PUBLISHED: Final = re.compile(
    r"\W*(?:tanggal )?(?:(?:di)?(?:terbit|tayang|publi[ks]|posting|rilis)|published)", re.I
)
_IS_CREATED: Final = re.compile(r"\W*(?:tanggal )?(?:(?:di)?(?:buat|tulis|kirim)|created|written|submitted)", re.I)
_ZONE: Final = re.compile(r"\(?(?:WIB|WITA|WIT)\)?", re.I)
"""A zone in an element of its own."""
_CLOCK_LABEL: Final = re.compile(r"^\W*(?:[^\W\d]+\W+){0,3}(?=\d)")
"""What stands before a time of day in its line."""


_DAY_ALONE: Final = re.compile(r"T(?:00:00(?::00)?(?:\.0+)?(?:Z|[+-]\d\d:?\d\d)?|12:00:00(?:Z|\+00:00))$")
"""How systems write a day that has no time: at midnight, or (Drupal) at noon of Greenwich."""


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
            stated = machine_of(element)
            raw = made_text(element) if not stated else stated[:10] if _DAY_ALONE.search(stated) else stated
            if raw:
                (out.published if prop == "datePublished" else out.modified).append(raw)
    for blocks in (zone.between, zone.before, zone.after):
        lines = sorted(blocks, key=lambda block: block.number)
        fields = Fields(lines, zone.top)
        above = blocks is zone.before
        own = [
            line
            for line in blocks
            if not line.part & CAPTION and not _is_of_another(line, fields) and not is_clock(line, above=above)
        ]
        clocks = _clocks(lines, fields, zone.text)
        for block in _published_first(own, fields):
            _read_block(block, fields, clocks.get(block.number, ""), out)
        if not out.published and (day := split_day(own)):
            out.published.append(day)
    out.published = list(dict.fromkeys(out.published))
    out.modified = list(dict.fromkeys(out.modified))
    return out


def _is_of_another(line: Block, fields: Fields) -> bool:
    """Tell whether the day of a line is that of an event, or of a comment."""
    return fields.is_event(line) or OF_A_COMMENT.match(line.text) is not None


def _published_first(blocks: list[Block], fields: Fields) -> list[Block]:
    """Return lines about the article; when it was made stands behind others where one says when it was published."""
    labels = {block.number: _label(block, fields) for block in blocks}
    if not any(_IS_PUBLISHED.match(labels[block.number]) and DATE.search(block.text) for block in blocks):
        return blocks
    return sorted(blocks, key=lambda block: _IS_CREATED.match(labels[block.number]) is not None)


def _label(block: Block, fields: Fields) -> str:
    """Return the words that say what the day of a line is: those of its label, or its own."""
    field = fields.of.get(block.number)
    return field.label.text if field is not None and field.label is not None else block.text


def _read_block(block: Block, fields: Fields, clock: str, out: Dates) -> None:
    """Take the dates of one line about the article."""
    labelled = fields.kind(block) is Kind.CHANGED
    time = time_element(block)
    machine = machine_of(time) if time is not None else ""
    shown = told_when_pointed_at(block)
    shown = "" if _DAY_ALONE.search(shown) else shown
    if not machine and shown and _is_age(block) and not DATE.search(AGE.sub(" ", block.text)):
        changed = labelled or MODIFIED.search(block.text) is not None
        (out.modified if changed else out.published).append(shown)
        return
    if time is not None and machine and not DATE.search(AGE.sub(" ", block.text)):
        changed = labelled or MODIFIED.search(block.text) is not None or _names_change(time)
        (out.modified if changed else out.published).append(machine)
        return
    if not DATE.search(block.text) or len(block.text) > 200 or is_dateline(block.text):
        return
    if words_beside(block.printed) > 8:
        return
    printed = segments(block.text)
    changed = (labelled and len(printed) == 1) or (time is not None and _names_change(time))
    for text, modified in printed:
        exact = machine if len(machine) > 10 and _agrees(machine, text) and not _DAY_ALONE.search(machine) else ""
        if not exact and not CLOCK.search(DATE.sub(" ", text)):
            exact = f"{text} {clock}" if clock else shown if is_same_day(shown, text) else ""
        (out.modified if modified or changed else out.published).append(exact or text)


def _is_age(block: Block) -> bool:
    """Tell whether a line prints how long ago something was; as short as "2d", in an element of its own."""
    return AGE.search(block.text) is not None or any(SHORT_AGE.fullmatch(made_text(each)) for each in block.holders)


def _names_change(time: _Element) -> bool:
    """Tell whether an element is named for when the article was changed, and not for when it was published, too."""
    names = names_of(time)
    return re.search(r"\bupdated\b|modif", names) is not None and re.search(r"publi[sc]", names) is None


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


def _clocks(lines: list[Block], fields: Fields, text: _Element) -> dict[int, str]:
    """Return the time of day, in a line of its own, that belongs to each line with a day.

    It stands right beside the day, or its label or its zone says that it is one; never behind another day.
    """
    dated = [at for at, line in enumerate(lines) if DATE.search(line.text)]
    found: dict[int, str] = {}
    used: set[int] = set()
    for place, at in enumerate(dated):
        day = lines[at]
        if fields.is_event(day):
            continue
        if DATE.fullmatch(day.text) is None and CLOCK.search(DATE.sub(" ", day.text)):
            zone = _zone_behind(lines, at)
            if zone and not re.search(rf"\b{_ZONE.pattern}$", day.text):
                found[day.number] = zone
            continue
        before = dated[place - 1] + 1 if place else 0
        after = dated[place + 1] if place + 1 < len(dated) else len(lines)
        for other in (*range(at + 1, after), *range(at - 1, before - 1, -1)):
            clock = _clock_in(lines[other], fields)
            if other in used or not clock or _in_text(lines[other], day, text):
                continue
            if _belongs(lines, at, other, fields):
                found[day.number] = " ".join((clock, _zone_behind(lines, other))).strip()
                used.add(other)
                break
    return found


def _clock_in(line: Block, fields: Fields) -> str:
    """Return the time of day that a line is, without its label; empty where it is none."""
    if line.linked or len(line.text) > _LONGEST_CLOCK or is_clock(line):
        return ""
    if fields.kind(line) not in (None, Kind.CLOCK, Kind.PUBLISHED) or fields.is_event(line):
        return ""
    label = _CLOCK_LABEL.match(line.text)
    if label is not None and label.group().strip(" :|,-") and fields.kind(line) is None:
        return ""
    found = CLOCK.search(line.text)
    rest = line.text.replace(found.group(), "", 1) if found is not None else "x"
    label_text = label.group() if label is not None else ""
    return found.group() if found is not None and not re.search(r"\w", rest.removeprefix(label_text)) else ""


_LONGEST_CLOCK: Final = 40
"""Characters of a time of day with its label."""


def _belongs(lines: list[Block], at: int, other: int, fields: Fields) -> bool:
    """Tell whether a time of day is that of a day, by its label or by what stands between the two."""
    if fields.kind(lines[other]) in (Kind.CLOCK, Kind.PUBLISHED):
        return True
    first, last = sorted((at, other))
    between = [line for line in lines[first + 1 : last] if line.text.strip(SIGNS)]
    if all(kind_of(line.text) in (Kind.DAY, Kind.PUBLISHED, Kind.CLOCK) for line in between):
        return True
    return len(between) == 1 and _ZONE.search(lines[other].text) is not None and is_writer(between[0])


def _zone_behind(lines: list[Block], at: int) -> str:
    """Return the zone that stands in the line behind a time of day."""
    following: Iterable[Block] = lines[at + 1 : at + 2]
    return next((line.text.strip("()") for line in following if _ZONE.fullmatch(line.text)), "")


def _in_text(clock: Block, day: Block, text: _Element) -> bool:
    """Tell whether a time stands in the element of the text, and the day beside it does not."""
    inside = [text in (line.container, *line.container.iterancestors()) for line in (clock, day)]
    return inside[0] and not inside[1]


def _agrees(machine: str, text: str) -> bool:
    """Tell whether a stated time names the printed day: themes print now for machines, the true day for readers."""
    found = ISO.match(machine)
    numbers = {int(digits) for digits in re.findall(r"\d+", text)}
    return found is not None and int(found[1]) in numbers and int(found[3]) in numbers
