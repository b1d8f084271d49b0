"""Items as what JSON has: for people who look at them, and for what is expected of a recorded page."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

HIDDEN = frozenset({"page", "selectors", "visit", "discoveries", "capture"})
"""Attributes of an item that say nothing about the page's content."""


def plain(value: Any) -> Any:
    """Return an item as what JSON has, without what says nothing about the page's content."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in HIDDEN
        }
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value
