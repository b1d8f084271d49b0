"""Expressions that may lead to an element on other pages of its site: by its names, those above it, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

_STEPS: Final = 4
"""Elements above the wanted one that may be named in an expression."""
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*")
_DATED: Final = re.compile(r"\d{3,}|\d+$")


def paths_to(element: _Element, top: _Element | None = None, places: bool = True) -> Iterator[str]:
    """Yield expressions that may lead to an element, by its own names, those above it, and its place."""
    start = ".//" if top is not None else "//"
    own = list(_steps(element))
    for step in own[:-1]:
        yield f"{start}{step}"
    steps = own[-1:]
    if places:
        same = list(element.itersiblings(element.tag, preceding=True))
        steps = [f"{element.tag}[{len(same) + 1}]", *own[-1:]]
    tail = ""
    for above in list(element.iterancestors())[:_STEPS]:
        if above is top or above.tag in ("html", "body"):
            break
        for step in list(_steps(above))[:-1]:
            for last in (*own[:-1], *steps):
                yield f"{start}{step}{tail}/{last}"
                if not tail:
                    yield f"{start}{step}//{last}"
        place = len(list(above.itersiblings(above.tag, preceding=True))) + 1
        tail = f"/{above.tag}[{place}]{tail}" if places else f"/{above.tag}{tail}"
    if top is not None:
        yield f"{start}{element.tag}"
    elif places:
        yield element.getroottree().getpath(element)


def _steps(element: _Element) -> Iterator[str]:
    """Yield what an element may be called, most telling first; at last its bare tag."""
    tag = str(element.tag)
    number = element.get("id")
    if number and _NAME.fullmatch(number) and not _DATED.search(number):
        yield f'{tag}[@id="{number}"]'
    for name in ("itemprop", "rel", "role"):
        value = element.get(name)
        if value and _NAME.fullmatch(value):
            yield f'{tag}[@{name}="{value}"]'
    for name in (element.get("class") or "").split()[:6]:
        if _NAME.fullmatch(name) and not _DATED.search(name):
            yield f'{tag}[contains(concat(" ", normalize-space(@class), " "), " {name} ")]'
    yield tag
