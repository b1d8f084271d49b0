"""Values of an API's answers: found by steps, read as text or as HTML, however often they were escaped."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final


def at(value: Any, steps: str) -> Any:
    """Return what lies at the end of steps (``data.rows.0``); a text that holds JSON is read on the way."""
    for step in filter(None, steps.split(".")):
        if isinstance(value, str):
            value = read_json(value)
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step[:6]) < len(value):
            value = value[int(step[:6])]
        else:
            return None
    return value


def read_json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def text_of_value(value: Any) -> str:
    """Return a value as text; a list of names line by line, as texts or as objects that have one."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_of_value, value[:100])))
    if isinstance(value, dict):
        names = [name for name in ("rendered", "name", "nama", "title") if name in value]
        return text_of_value(value[names[0]]) if names else ""
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def markup_of(text: str) -> str:
    """Return a text as HTML: markup that was escaped once more is read, plain lines become paragraphs."""
    if "<" not in text and re.search(r"&(?:amp;)*(?:lt|gt|nbsp|quot|amp|#\d+);", text):
        text = html.unescape(text)
    if re.search(r"<[a-zA-Z!/]", text):
        return text
    lines = [line.strip() for line in text.splitlines()] if "\n" in text else []
    paragraphs = [f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line]
    return "".join(paragraphs) or html.escape(text, quote=False)


_NOT_PUBLIC: Final = frozenset(
    "draft draf konsep pending private trash unpublished archived scheduled inactive nonaktif menunggu".split()
)
_STATES: Final = ("status", "state", "post_status", "status_publikasi")
_PUBLISHED: Final = (
    "published_at", "publishedAt", "publish_at", "publishAt", "published", "is_published", "isPublished",
)  # fmt: skip


def is_published(item: Any) -> bool:
    """Tell whether an item does not say of itself that it is a draft: by its state, or an empty instant of release."""
    if not isinstance(item, dict):
        return True
    inner = item["attributes"] if isinstance(item.get("attributes"), dict) else item
    states = (inner.get(name) for name in _STATES)
    if any(isinstance(state, str) and state.strip().lower() in _NOT_PUBLIC for state in states):
        return False
    told = [inner[name] for name in _PUBLISHED if name in inner]
    return not told or any(value not in (None, False, "") for value in told)
