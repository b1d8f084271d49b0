"""What stands around a text: its dates, author, category, tags, related links, lead image; near the headline only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import Block, Outline, fold, names_of
from crawler.platforms.generic_body import Place, made_text
from crawler.platforms.generic_headline import Headline
from crawler.platforms.generic_words import (
    AUTHOR_NAMES,
    CAPTION,
    CATEGORY_ADDRESS,
    CLOCK,
    COMMENTS,
    COMMENTS_LABEL,
    DATE,
    LATEST_LABEL,
    MODIFIED,
    NO_PICTURE,
    OUTSIDE,
    PUBLISHED,
    RELATED,
    TAG_ADDRESS,
    is_dateline,
    is_meta,
    words_beside,
)

BETWEEN: Final = 14
BEFORE: Final = 4
AFTER: Final = 6
"""How many blocks between headline and text, before the headline and after the text are looked at."""
_CLOCK_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:clock|jam|waktu|today|now|date[-_]?time|sekarang|topbar|ticker)(?:$|[\s_-])", re.I)
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
        if block.part & (OUTSIDE | COMMENTS) or COMMENTS_LABEL.fullmatch(block.text) or LATEST_LABEL.fullmatch(block.text):
            break
        if is_meta(block.text):
            after.append(block)
    return Zone(between, before, after, top)


def _before(made: Outline, headline: Headline, top: _Element) -> list[Block]:
    """Return the lines right above the headline, up to the first thing that is none of its own."""
    above = [element for element in (top, *top.iterancestors()) if element in made.spans and element.tag != "body"][:3]
    begin = made.spans[above[-1]][0] if above else headline.first
    lines: list[Block] = []
    for number in range(headline.first - 1, max(headline.first - 1 - BEFORE, begin - 1), -1):
        block = made.blocks[number]
        if block.part & (OUTSIDE | COMMENTS) or len(block.text) > 120:
            break
        if block.is_linked and not CATEGORY_ADDRESS.search(block.links[0].get("href") or ""):
            break
        if (block.linked and not block.is_linked) or block.container.tag in ("h1", "h2"):
            break
        lines.append(block)
    return lines


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
        if prop in ("datePublished", "dateModified") and not _part_at(made, element) & (OUTSIDE | COMMENTS):
            raw = _machine(element) or made_text(element)
            if raw:
                (out.published if prop == "datePublished" else out.modified).append(raw)
    for blocks in (zone.between, zone.before, zone.after):
        for block in blocks:
            _read_block(block, out)
        if not out.published:
            _join_split(blocks, out)
    out.published = list(dict.fromkeys(out.published))
    out.modified = list(dict.fromkeys(out.modified))
    return out


def _read_block(block: Block, out: Dates) -> None:
    if any(_CLOCK_NAMES.search(names_of(holder)) for holder in [block.container, *block.holders[:2]]):
        return
    time = _time_element(block)
    machine = _machine(time) if time is not None else ""
    if time is not None and machine and not DATE.search(block.text):
        target = out.modified if MODIFIED.search(f"{block.text} {names_of(time)}") else out.published
        target.append(machine)
        return
    if not DATE.search(block.text) or len(block.text) > 200 or is_dateline(block.text):
        return
    if words_beside(block.printed) > 8:
        return
    for text, modified in segments(block.text):
        if machine and _agrees(machine, text) and len(machine) > 10:
            text = machine
        if time is not None and re.search(r"\bupdated\b|modif", names_of(time)) and not modified:
            modified = True
        (out.modified if modified else out.published).append(text)


def segments(text: str) -> list[tuple[str, bool]]:
    """Cut a line at its dates: each with its label and clock, and whether it says when the article was changed."""
    matches = list(DATE.finditer(text))
    if len(matches) < 2:
        label = text[: matches[0].start()] if matches else text
        return [(text, _says_modified(label))]
    out = []
    begin = 0
    for place, match in enumerate(matches):
        limit = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        clock = CLOCK.match(text, match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,-|()")), limit)
        end = clock.end() if clock else match.end()
        out.append((fold(text[begin:end]), _says_modified(text[begin : match.start()])))
        begin = end
    return out


def _says_modified(label: str) -> bool:
    changed = list(MODIFIED.finditer(label))
    made = list(PUBLISHED.finditer(label))
    return bool(changed) and (not made or changed[-1].start() > made[-1].start() or "tanggal" in label.lower())


def _join_split(blocks: list[Block], out: Dates) -> None:
    """Read a day box, its number and month in elements of their own."""
    ordered = sorted(blocks, key=lambda block: block.number)
    for size in (2, 3):
        for at in range(len(ordered) - size + 1):
            run = ordered[at : at + size]
            text = " ".join(block.text for block in run)
            if len(text) <= 24 and DATE.fullmatch(text):
                out.published.append(text)
                return


def _time_element(block: Block) -> _Element | None:
    for holder in block.holders:
        for element in (holder, *holder.iterancestors()):
            if element.tag == "time":
                return element
            if element is block.container:
                break
    return None


def _machine(element: _Element) -> str:
    """Return what an element states for machines of its time; empty where it states none."""
    for name in ("datetime", "content"):
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


def _part_at(made: Outline, element: _Element) -> int:
    part = 0
    for holder in (element, *element.iterancestors()):
        part |= made.parts.get(holder, 0)
    begin, end = next((made.spans[holder] for holder in (element, *element.iterancestors()) if holder in made.spans), (0, 0))
    for block in made.blocks[begin:end][:1]:
        part |= block.part
    return part


_WRITTEN_BY: Final = re.compile(
    r"(?:^|[\s|(•·/,-])(?:(?:di)?(?:tulis|posting|post|buat|kirim|publikasi(?:kan)?|terbit(?:kan)?|unggah)\w*\s+oleh|(?:written|posted|submitted)"
    r"\s+by|oleh|by|penulis|pewarta|reporter|author)\s*:?\s*(?P<name>[^\W\d_][^|•·\n/()–—]{1,60})",
    re.I,
)
_NAME_ENDS: Final = re.compile(
    r"(?:[,;]\s*|\s+|^)(?:pada|on|tanggal|tgl|pukul|hari|di|in|senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|dibaca|dilihat|kategori"
    r"|views?|komentar|\d)(?:\b|\d).*$|\s-\s.*$",
    re.I,
)
_AUTHOR_LABEL: Final = re.compile(r"\W*(?:penulis|oleh|author|reporter|pewarta|by|ditulis oleh)\W*", re.I)


def find_author(zone: Zone) -> list[str]:
    """Return the author printed beside headline or text."""
    names: list[str] = []
    ordered = zone.all
    for place, block in enumerate(ordered):
        for holder in block.holders:
            for element in (holder, *holder.iterancestors()):
                signed = element.get("rel") == "author" or element.get("itemprop") == "author" or AUTHOR_NAMES.search(names_of(element))
                if signed and not DATE.search(text := made_text(element)) and 2 < len(text) <= 70:
                    names.append(_name_in(text))
                if element is block.container or element in made_limits(zone):
                    break
        if found := _WRITTEN_BY.search(block.text):
            names.append(_clean(found["name"]))
        elif _AUTHOR_LABEL.fullmatch(block.text):
            following = [other for other in ordered[place + 1 : place + 3] if other.text.strip(" :")]
            names += [_clean(following[0].text)] if following and len(following[0].text) <= 70 else []
    return [name for name in dict.fromkeys(names) if len(name) > 1][:1]


def made_limits(zone: Zone) -> tuple[_Element, ...]:
    """Return the elements beyond which nothing is about the article."""
    return (zone.top,)


def _name_in(text: str) -> str:
    found = _WRITTEN_BY.search(text)
    return _clean(found["name"]) if found else _clean(text)


def _clean(name: str) -> str:
    name = DATE.sub("|", name).partition("|")[0]
    return fold(_NAME_ENDS.sub("", name)).strip(" ,;:-–|.") if name else ""


def find_category(zone: Zone) -> list[str]:
    """Return the category printed beside headline or text."""
    found = []
    for block in zone.all:
        for link in block.links:
            text = made_text(link)
            rel = f" {link.get('rel') or ''} "
            if (CATEGORY_ADDRESS.search(link.get("href") or "") or " category " in rel or link.get("itemprop") == "genre") and 1 < len(text) <= 60:
                found.append(text)
    for block in zone.all:
        label = re.match(r"\W*(?:kategori|category|rubrik)\s*:?\s*(.{2,50})", block.text, re.I)
        if label:
            found.append(fold(re.split(r"[|•·]|\s-\s", label[1])[0]))
    return found[:1]


def find_tags(made: Outline, place: Place, headline: Headline | None) -> list[_Element]:
    """Return the links to the article's tags: beside the text, never a cloud of all tags."""
    begin = max(headline.first - 2 if headline is not None else place.first, 0)
    links = []
    for block in made.blocks[begin : place.last + 16]:
        if block.part & (OUTSIDE | COMMENTS) and not block.part & RELATED:
            if block.number > place.last:
                break
            continue
        for link in block.links:
            rel = f" {link.get('rel') or ''} "
            if TAG_ADDRESS.search(link.get("href") or "") or (" tag " in rel and " category " not in rel):
                links.append(link)
    shown = {link.get("href"): link for link in reversed(links) if 1 < len(made_text(link)) <= 60}
    return list(reversed(shown.values()))


_SUB_NAMES: Final = re.compile(r"sub[-_]?(?:title|judul|headline|heading)|deck\b|kicker|alternativeHeadline", re.I)


def find_subheadline(zone: Zone) -> list[_Element]:
    """Return the line below the headline where it is called so."""
    for block in zone.between:
        element = block.element if block.element is not None else block.container
        if _SUB_NAMES.search(f"{names_of(element)} {names_of(block.container)} {element.get('itemprop') or ''}"):
            return [element]
    return []


def find_caption(made: Outline, place: Place, headline: Headline | None) -> list[str]:
    """Return the caption of the picture between headline and text."""
    first = headline.last + 1 if headline is not None else max(0, place.first - 4)
    return [block.text for block in made.blocks[first : place.first + 1] if block.part & CAPTION][:1]


def find_lead_image(made: Outline, place: Place, top: _Element) -> list[_Element]:
    """Return the picture that leads the text: the last one before its first line."""
    found: list[_Element] = []
    end = made.blocks[min(place.first, len(made.blocks) - 1)].container
    for element in top.iter():
        if element is end:
            break
        if element.tag == "img" and not NO_PICTURE.search(element.get("src") or element.get("data-src") or "icon"):
            if not _part_at(made, element) & (OUTSIDE | COMMENTS):
                found.append(element)
    return found[-1:]
