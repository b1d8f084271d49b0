"""Words and stems of Indonesian, for search families: tani, petani, pertanian and bertani find each other.

PyStemmer's Indonesian does the bulk; exceptions and place names are data (``language/data``). A stem is only a key
that words of a family share, not a word to show.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

import Stemmer

SHORTEST = 4
"""Letters; shorter words are their own stems."""

_TOKEN = re.compile(r"[^\W_]+")
_REDUPLICATED = re.compile(r"^(\w{3,})\1$")
_stemmer = Stemmer.Stemmer("indonesian")


def words(text: str) -> set[str]:
    """Return the distinct tokens of a text, as FTS5's ``unicode61 remove_diacritics 2`` makes them."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = _without_diacritics(lowered)
    return set(_TOKEN.findall(lowered))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    lowered = text.lower()
    return _TOKEN.findall(lowered if lowered.isascii() else _without_diacritics(lowered))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the key that the family of a lower-case token shares."""
    exceptions = _exceptions()
    if word in exceptions:
        return exceptions[word]
    if len(word) < SHORTEST or not word.isalpha() or word in _places():
        return word
    for ending in ("nya", "lah", "kah", "pun", "ku", "mu"):
        short = word.removesuffix(ending)
        if short != word and short in exceptions:
            return exceptions[short]
        if short != word and short in _places():
            return short
    found = _stemmer.stemWord(word)
    return exceptions.get(found, found)


def _without_diacritics(text: str) -> str:
    """Fold letters the way the tokenizer does: a combining mark is dropped where it stands on a Latin letter."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("families.txt"):
        head, *others = line.split()
        for word in (head, *others):
            found[word] = head
    return found


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(_lines("places.txt"))


def _lines(name: str) -> list[str]:
    text = resources.files("language").joinpath(f"data/{name}").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
