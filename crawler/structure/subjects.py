"""The category of an article: a link to its page, what is labelled so, or a word that names a subject of news."""

from __future__ import annotations

import re
from typing import Final

from crawler.structure.blocks import Block, Outline, fold, made_text
from crawler.structure.fields import SIGNS, names_subject
from crawler.structure.meta import Zone
from crawler.structure.parts import META
from crawler.structure.words import CATEGORY_ADDRESS, NOWHERE

_LABELLED: Final = re.compile(r"\W*(?:kategori|category|rubrik)\s*:?\s*(.{2,50})", re.I)
_ENDS: Final = re.compile(r"[|•·]|\s-\s")
_COUNT: Final = re.compile(r"\s*[(\[]?\d{1,6}[)\]]?$")
"""How many releases a category has, behind its name."""
_LONGEST: Final = 60


def find_category(zone: Zone, made: Outline) -> list[str]:
    """Return the category printed beside headline or text."""
    found = []
    for block in zone.all:
        for link in block.links:
            text = made_text(link)
            rel = f" {link.get('rel') or ''} "
            if (
                CATEGORY_ADDRESS.search(link.get("href") or "")
                or " category " in rel
                or link.get("itemprop") == "genre"
            ) and 1 < len(text) <= _LONGEST:
                found.append(text)
    for block in zone.all:
        if label := _LABELLED.match(block.text):
            found.append(fold(_ENDS.split(label[1])[0]))
    return found[:1] or _named(zone, made)


def _named(zone: Zone, made: Outline) -> list[str]:
    """Return words beside a headline, linked to nowhere, that are called as a category of the site or a subject."""
    begin, _ = made.spans.get(zone.text, (0, 0))
    lines = [*(block for block in zone.between if block.part & META or block.number < begin), *zone.before]
    said = [word for block in lines if _leads_nowhere(block) for word in _words(block)]
    if not said:
        return []
    groups = _groups(made)
    of_site = (word for word in said if word.casefold() in groups)
    return [word for word in (next(of_site, None), next(filter(names_subject, said), None)) if word][:1]


def _leads_nowhere(block: Block) -> bool:
    return all(NOWHERE.match(link.get("href") or "") for link in block.links)


def _words(block: Block) -> list[str]:
    """Return a line and its pieces, without the signs around them."""
    return [word for text in (block.text, *block.pieces) if 1 < len(word := fold(text).strip(SIGNS)) <= _LONGEST]


def _groups(made: Outline) -> set[str]:
    """Return what the links to categories anywhere on a page are called."""
    links = (link for block in made.blocks for link in block.links if CATEGORY_ADDRESS.search(link.get("href") or ""))
    return {_COUNT.sub("", made_text(link)).casefold() for link in links}
