"""Author, tags, sub-headline, caption and lead image of an article: what is printed beside it."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, Outline, fold, is_picture, made_text, names_of
from crawler.structure.headline import Headline
from crawler.structure.meta import Zone, part_at
from crawler.structure.parts import AUTHOR_NAMES, CAPTION, COMMENTS, META, OUTSIDE, RELATED, SHARE
from crawler.structure.place import Place
from crawler.structure.signed import name_beside_sign
from crawler.structure.words import AUTHOR_ADDRESS, DATE, NOWHERE, TAG_ADDRESS, TAGS_LABEL, is_meta

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
LONGEST_NAME: Final = 70
_LONGEST_TAG: Final = 60
_DRAWN: Final = frozenset(("span", "div", "li", "button", "label", "small"))
"""Elements in which themes draw tags."""
_AUTHOR_LABEL: Final = re.compile(r"\W*(?:penulis|oleh|author|reporter|pewarta|by|ditulis oleh)\W*", re.I)


def find_author(zone: Zone) -> list[str]:
    """Return the author printed beside headline or text."""
    lines = zone.all
    for place, block in enumerate(lines):
        if (name := _signed(block, zone) or _linked_author(block) or _written(block)) and len(name) > 1:
            return [name]
        if _AUTHOR_LABEL.fullmatch(block.text):
            following = [other.text for other in lines[place + 1 : place + 3] if other.text.strip(" :")]
            if following and len(following[0]) <= LONGEST_NAME and (name := _clean(following[0])):
                return [name]
    beside = (_name_in(name) for block in lines if (name := name_beside_sign(block)))
    return [name for name in beside if len(name) > 1][:1]


def _signed(block: Block, zone: Zone) -> str:
    """Return the name that the markup of a line calls the author's."""
    for holder in block.holders:
        for element in (holder, *holder.iterancestors()):
            if element is zone.top:
                break
            named = AUTHOR_NAMES.search(names_of(element)) is not None
            if named or element.get("rel") == "author" or element.get("itemprop") == "author":
                text = made_text(element)
                if 2 < len(text) <= LONGEST_NAME and not DATE.search(text):
                    return _name_in(text)
            if element is block.container:
                break
    return ""


def _linked_author(block: Block) -> str:
    """Return the name of a link that leads to an author's page."""
    names = (made_text(link) for link in block.links if AUTHOR_ADDRESS.search(link.get("href") or ""))
    return next((_clean(name) for name in names if 2 < len(name) <= LONGEST_NAME), "")


def _written(block: Block) -> str:
    """Return the name that a line prints after "Oleh" or its like."""
    inner = [made_text(holder) for holder in block.holders if holder is not block.container]
    found = next((match for text in (*inner, block.text) if (match := _WRITTEN_BY.search(text))), None)
    return _clean(found["name"]) if found is not None else ""


def _name_in(text: str) -> str:
    found = _WRITTEN_BY.search(text)
    return _clean(found["name"]) if found else _clean(text)


def _clean(name: str) -> str:
    name = DATE.sub("|", name).partition("|")[0]
    return fold(_NAME_ENDS.sub("", name)).strip(" ,;:-–|.") if name else ""


def find_tags(made: Outline, place: Place, headline: Headline | None) -> list[_Element]:
    """Return the article's tags, by address or label: beside the text, never a cloud of all tags.

    They are links; behind a label, also words in elements of their own that lead nowhere.
    """
    begin = max(headline.first - 2 if headline is not None else place.first, 0)
    links: list[_Element] = []
    label: Block | None = None
    for block in made.blocks[begin : place.last + 16]:
        if block.part & (OUTSIDE | COMMENTS) and not block.part & RELATED:
            if block.number > place.last:
                break
            continue
        label = _label_of(block, label)
        for link in block.links:
            href = link.get("href") or ""
            labelled = label is block or (label is not None and NOWHERE.match(href) is not None)
            if labelled or TAG_ADDRESS.search(href) or _says_tag(f" {link.get('rel') or ''} "):
                links.append(link)
        pills = _pills(block) if label is not None and not place.first <= block.number <= place.last else []
        if all(_drawn_as(each) == _drawn_as((links or pills)[-1]) for each in pills):
            links += pills
    shown = {_identity(link): link for link in reversed(links) if 1 < len(made_text(link)) <= _LONGEST_TAG}
    return list(reversed(shown.values()))


def _label_of(block: Block, label: Block | None) -> Block | None:
    """Return the label of a line of tags: its own, or the one before it in the same element; None where it has none."""
    pills = _pills(block)
    if TAGS_LABEL.fullmatch(block.printed) or (pills and TAGS_LABEL.fullmatch(block.pieces[0])):
        return block
    if label is None or not (pills or (block.is_linked and len(block.text) <= _LONGEST_TAG * max(len(block.links), 1))):
        return None
    around = label.container.getparent()
    return label if around is not None and around in (block.container, *block.container.iterancestors()) else None


def _pills(block: Block) -> list[_Element]:
    """Return the elements, all drawn alike, in which the words of a line without links stand, as themes draw tags.

    A label may lead the line.
    """
    led = bool(block.pieces) and TAGS_LABEL.fullmatch(block.pieces[0]) is not None
    pills = list(dict.fromkeys(block.holders[led:]))
    if (
        block.links
        or block.part & (SHARE | META)
        or not all(each.tag in _DRAWN and each.get("class") for each in pills)
    ):
        return []
    said = map(made_text, pills)
    return pills if len(set(map(_drawn_as, pills))) == 1 and not any(map(_is_no_tag, said)) else []


def _drawn_as(tag: _Element) -> tuple[str, str]:
    return str(tag.tag), tag.get("class") or ""


def _is_no_tag(text: str) -> bool:
    """Tell whether words in a line of tags are something else about the release."""
    return (
        is_meta(text) or text.endswith((":", ".")) or TAGS_LABEL.fullmatch(text) is not None or len(text) > _LONGEST_TAG
    )


def _says_tag(rel: str) -> bool:
    return " tag " in rel and " category " not in rel


def _identity(link: _Element) -> str:
    """Return what tells a tag from others: where its link leads, or what it says."""
    href = link.get("href") or ""
    return made_text(link).casefold() if NOWHERE.match(href) else href


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
        if element.tag == "img" and is_picture(element) and not part_at(made, element) & (OUTSIDE | COMMENTS):
            found.append(element)
    return found[-1:]
