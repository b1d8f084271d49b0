"""The choices by which a search page offers to narrow a search, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from publish.asking import NARROWING, Asked
from publish.words import WORDS, date_in_words, number_in_words, word

BELOW = {"province": "region", "year": "month"}
"""A facet to the one whose values are shown below its chosen or only value."""


@dataclass(slots=True)
class Choice:
    """A value by which a search may be narrowed; no ``address`` where it is chosen already."""

    label: str
    count: str
    address: str | None
    below: list[Choice] = field(default_factory=list)


def choices(asked: Asked, found: dict[str, Any], language: str) -> dict[str, list[Choice]]:
    """Return the choices of each facet that has some, in the order of the page, the regencies below their province."""
    facets = found["facets"]
    inner = {below: _of(below, asked, found, language) for below in BELOW.values() if facets[below]}
    offered = {}
    for name in NARROWING:
        if name in BELOW.values() or not facets[name]:
            continue
        offered[name] = _of(name, asked, found, language)
        for choice in offered[name]:
            if BELOW.get(name) in inner and (choice.address is None or len(offered[name]) == 1):
                choice.below = inner[BELOW[name]]
    return offered


def label(name: str, value: str, shown: str, language: str) -> str:
    """Return how a value of a facet is called."""
    if name == "status":
        return word(f"is_{value}", language) if f"is_{value}" in WORDS else value
    if name == "month":
        return date_in_words(value, language)
    return word("has_comments", language) if name == "comments" else shown


def _of(name: str, asked: Asked, found: dict[str, Any], language: str) -> list[Choice]:
    kept = {other: value for other, value in asked.arguments().items() if other not in (name, BELOW.get(name), "page")}
    base = "?" + urlencode(kept) + "&" * bool(kept)
    more = "+" if name in found["bounded"] else ""
    return [
        Choice(
            label(name, value, shown, language),
            number_in_words(count, language) + more,
            None if asked.chosen.get(name) == value else base + urlencode({name: value}),
        )
        for value, shown, count in found["facets"][name]
    ]
