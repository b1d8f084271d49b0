"""Selectors induced from several pages of one site, as plain expressions that a spider's file can declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawler.items import Page, Selectors


@dataclass(slots=True, frozen=True)
class InducedField:
    """Where one field stands on the pages of a site."""

    expression: str
    """XPath from the page's root."""
    confidence: float
    """From 0 to 1."""
    samples: list[str] = field(default_factory=list)
    """What it finds on the first pages."""


@dataclass(slots=True)
class Induced:
    """What several pages of one site have in common."""

    fields: dict[str, InducedField] = field(default_factory=dict)


def induce(pages: Sequence[Page]) -> Induced:
    """Return where the fields stand on article pages of one site."""
    raise NotImplementedError


def selectors_from(declared: Mapping[str, str]) -> Selectors:
    """Compile declared expressions into selectors of the layout ``induced``."""
    raise NotImplementedError
