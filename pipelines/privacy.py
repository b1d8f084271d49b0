"""What is taken out of what is published: mail addresses, phone numbers, NIK, readers' names, redactions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

NAMES: Final = ("shown", "initials", "hidden")
"""Policies for the names of readers."""
REDACTED: Final = "[disunting / redacted]"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?|%40|&#64;)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.I)
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)|(?<!\d)\d{4}(?:[ .-]\d{4}){3}(?![ .-]?\d)|(?<!\d)\d{6} \d{6} \d{4}(?!\d)")
_MOBILE = re.compile(r"(?<![\d.,/-])(?:\+?62[\s.-]?|0)8\d{1,2}(?:[\s.-]?\d{2,4}){2,3}(?![\d/])")
_LANDLINE = re.compile(r"(?<![\d.,/-])(?:\(0\d{2,3}\)|\+62[\s.-]?\d{2,3})[\s.-]?\d{3,4}[\s.-]?\d{2,5}(?![\d/])")
"""A landline only where its area code stands in brackets or after +62: bare digits are more often an amount."""
_MASKS = ((_EMAIL, "[e-mail]"), (_NIK, "[NIK]"), (_MOBILE, "[telepon]"), (_LANDLINE, "[telepon]"))
_LETTER = re.compile(r"[^\W\d_]", re.UNICODE)
_TELLING = re.compile(r"\d{4}|@|\[at\]|%40|&#64;", re.I)


class Scrubber:
    """Masks texts, and takes out what is redacted."""

    def __init__(self, forbidden: Iterable[str] = (), names: str = "initials", people: Iterable[str] = ()) -> None:
        """``forbidden`` are strings that must not be published, wherever they stand; ``people`` are readers whose
        comments must not. Case and white space do not matter; both stand for whole words."""
        self.forbidden = sorted({text for text in map(_fold, forbidden) if text}, key=len, reverse=True)
        self.names = names
        self._forbidden = _any_of(self.forbidden)
        self._people = _any_of(sorted({text for text in map(_fold, people) if text}))

    def names_person(self, name: str) -> bool:
        """Tell whether a reader's name is that of a redacted person."""
        return self._people is not None and self._people.search(name) is not None

    def text(self, text: str | None) -> str | None:
        """Return a text without personal data and without what is redacted."""
        if not text or not isinstance(text, str):
            return text
        if self._forbidden is not None:
            text = self._forbidden.sub(REDACTED, text)
        if _TELLING.search(text):
            for pattern, mask in _MASKS:
                text = pattern.sub(mask, text)
        return text

    def name(self, name: str | None) -> str | None:
        """Return the name of a reader as the policy has it."""
        if not name:
            return name
        if self.names_person(name) or (self._forbidden is not None and self._forbidden.search(name)):
            return REDACTED
        if self.names == "shown":
            return self.text(name)
        return "–" if self.names == "hidden" else initials(name)

    def evidence(self, text: str | None) -> str | None:
        """Return JSON with every text in it masked; ``author`` is a reader's name. What is no JSON is left out."""
        if not text:
            return text
        try:
            return json.dumps(self._value(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return "{}"

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                self.text(name): self.name(entry) if name == "author" and isinstance(entry, str) else self._value(entry)
                for name, entry in value.items()
            }
        if isinstance(value, list):
            return [self._value(entry) for entry in value]
        return self.text(value) if isinstance(value, str) else value


def initials(name: str) -> str:
    """Return the initials of a name, each with a full stop; a dash for a name without a letter."""
    letters = [found[0].upper() for word in name.split()[:5] if (found := _LETTER.search(word))]
    return " ".join(f"{letter}." for letter in letters) or "–"


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    patterns = (r"\s+".join(re.escape(word) for word in text.split()) for text in texts)
    joined = "|".join(rf"(?<!\w){pattern}(?!\w)" for pattern in patterns)
    return re.compile(joined, re.I) if joined else None


def _fold(text: str) -> str:
    return " ".join((text or "").split())
