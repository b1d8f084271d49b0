"""Selectors induced from several pages of one site, as plain expressions that a spider's file can declare.

Each page is read by structure first (:mod:`crawler.structure.reading`); an expression is then wanted that
leads to the same place on every page. What is the same on all pages says nothing about an article and is no field.
Where the element of the text holds more than the text, structure still clears it: give what was declared to
``article_selectors`` as ``known``, not to the stages alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.items import Page, Selectors
from crawler.platforms.declared import LISTS, PARTS, SINGLE
from crawler.platforms.holders import Holder, holder_of, says_only
from crawler.platforms.paths import paths_to
from crawler.structure.blocks import short_text
from crawler.structure.reading import article_selectors

SAMPLES: Final = 3
_LIST_SHARE: Final = 0.6
"""On how many of the pages an expression has to find a list whole."""
_SITE_WIDE: Final = frozenset(("author", "category"))
"""Fields that may well be the same on a handful of pages."""


@dataclass(slots=True, frozen=True)
class InducedField:
    """Where one field stands on the pages of a site."""

    expression: str
    """XPath; from a comment's element for its parts, from the page's root for all others."""
    confidence: float
    """Share of the pages that have the field on which the expression leads to it alone, from 0 to 1."""
    samples: list[str] = field(default_factory=list)
    """What it finds on the first pages, cut to a line."""


@dataclass(slots=True)
class Induced:
    """What several pages of one site have in common."""

    fields: dict[str, InducedField] = field(default_factory=dict)
    pages: int = 0
    """How many of the pages are articles."""

    @property
    def declared(self) -> dict[str, str]:
        """The expressions alone, as :func:`crawler.platforms.declared.selectors_from` takes them."""
        return {name: one.expression for name, one in self.fields.items()}


@dataclass(slots=True)
class _Seen:
    """One page as read by structure."""

    page: Page
    selectors: Selectors

    def found(self, name: str) -> list[Any]:
        """Return what was found for a field."""
        for expression in getattr(self.selectors, name):
            if found := expression(self.page.root):
                return list(found)
        return []


def induce(pages: Sequence[Page]) -> Induced:
    """Return where the fields stand on pages of one site; pages that show no article are left out."""
    seen = []
    for page in pages:
        selectors = article_selectors(page.root, page.url, home=page.home_url)
        if selectors is not None:
            seen.append(_Seen(page, selectors))
    out = Induced(pages=len(seen))
    for name in SINGLE:
        having = [one for one in seen if one.found(name)]
        targets = [(one.page.root, holder_of(one.page.root, one.found(name)[0])) for one in having]
        sound = [
            (root, target)
            for one, (root, target) in zip(having, targets, strict=True)
            if target is not None and says_only(name, target, one.found(name)[0])
        ]
        best = _best(name, sound, len(targets)) if sound else None
        if best is not None and not (name == "body" and _holds_headlines(best, seen)):
            out.fields[name] = best
    for name in LISTS:
        if (best := _best_list(name, seen)) is not None:
            out.fields[name] = best
    if "comments" in out.fields:
        out.fields.update(_parts_of_comments(seen))
    return out


def _holds_headlines(body: InducedField, seen: list[_Seen]) -> bool:
    """Tell whether an expression for the text leads, on some page, to more: what holds the headline, too."""
    compiled = XPath(body.expression, smart_strings=False)
    for one in seen:
        around = [set(element.iterancestors()) for element in one.found("headline") if not isinstance(element, str)]
        wide, own = _list(compiled(one.page.root))[:1], one.found("body")[:1]
        if any(element in above for above in around for element in wide if element not in own):
            return True
    return False


def _best(name: str, targets: list[tuple[_Element, Holder]], pages: int) -> InducedField | None:
    """Return the expression that leads to the targets on most pages; None where it leads nowhere sure."""
    if len(targets) > 2 and name not in _SITE_WIDE and len({target.text for _, target in targets if target.text}) == 1:
        return None  # the same on all pages: it belongs to the site
    counted: dict[str, int] = {}
    alone: dict[str, int] = {}
    for _, target in targets[:SAMPLES]:
        suffix = f"/@{target.attribute}" if target.attribute else ""
        for path in paths_to(target.element):
            counted.setdefault(path + suffix, 0)
    for expression in counted:
        compiled = XPath(expression, smart_strings=False)
        counted[expression] = sum(_leads(compiled, root, target) for root, target in targets)
        alone[expression] = sum(len(_list(compiled(root))) == 1 for root, _ in targets)
    best = max(counted, key=lambda expression: (counted[expression], alone[expression]), default=None)
    if best is None or not counted[best]:
        return None
    compiled = XPath(best, smart_strings=False)
    samples = [_line(found[0]) for root, _ in targets[:SAMPLES] if (found := _list(compiled(root)))]
    return InducedField(best, round(counted[best] / pages, 3), samples)


def _leads(compiled: XPath, root: _Element, target: Holder) -> bool:
    found = _list(compiled(root))
    if not found:
        return False
    return found[0] == target.text if isinstance(found[0], str) else found[0] is target.element


def _best_list(name: str, seen: list[_Seen]) -> InducedField | None:
    """Return the expression that finds the same lists as were found on each page, and nothing where there are none."""
    with_some = [one for one in seen if one.found(name)]
    counted: dict[str, int] = {}
    for one in with_some[:SAMPLES]:
        for element in one.found(name)[:2]:
            for path in paths_to(element, places=False):
                counted.setdefault(path, 0)
    for expression in counted:
        compiled = XPath(expression, smart_strings=False)
        counted[expression] = sum(_list(compiled(one.page.root)) == one.found(name) for one in seen)
    best = max(counted, key=lambda expression: counted[expression], default=None)
    if best is None or counted[best] < max(1, _LIST_SHARE * len(seen)):
        return None
    compiled = XPath(best, smart_strings=False)
    samples = [_line(found) for one in with_some[:1] for found in _list(compiled(one.page.root))[:SAMPLES]]
    return InducedField(best, round(counted[best] / len(seen), 3), samples)


def _parts_of_comments(seen: list[_Seen]) -> Iterator[tuple[str, InducedField]]:
    """Yield where, in a comment's element, its author, time and text stand."""
    for name in PARTS:
        pairs = []
        for one in seen:
            said = getattr(one.selectors, name)
            pairs += [(entry, said(entry)[0]) for entry in one.found("comments") if said(entry)]
        counted: dict[str, int] = {}
        for entry, text in pairs[:SAMPLES]:
            target = holder_of(entry, text)
            if target is not None and target.element is not entry:
                suffix = f"/@{target.attribute}" if target.attribute else ""
                for path in paths_to(target.element, top=entry):
                    counted.setdefault(path + suffix, 0)
        for expression in counted:
            compiled = XPath(expression, smart_strings=False)
            counted[expression] = sum(
                _line(next(iter(_list(compiled(entry))), "")) == _line(text) for entry, text in pairs
            )
        best = max(counted, key=lambda expression: counted[expression], default=None)
        if best is not None and counted[best]:
            yield (
                name,
                InducedField(best, round(counted[best] / len(pairs), 3), [_line(text) for _, text in pairs[:SAMPLES]]),
            )


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _line(found: Any) -> str:
    text = " ".join(found.split()) if isinstance(found, str) else short_text(found, 4000)
    return text[:120]
