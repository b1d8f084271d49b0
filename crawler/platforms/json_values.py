"""Values of an API's answers: found by steps, read as text or as HTML, however often they were escaped."""

from __future__ import annotations

import html
import json
import re
from typing import Any


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
