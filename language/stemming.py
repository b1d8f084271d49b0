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
_MARKS = re.compile("[\u0300-\u036f]+")
_PRINTED_SIGNS = re.compile("[\u00a0\u00ab\u00b0\u00b7\u00bb\u2000-\u206f]")
"""Signs beyond ASCII that Indonesian texts are printed with: quotes, dashes, dots, spaces."""
_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()}
_stemmer = Stemmer.Stemmer("indonesian")


def words(text: str) -> set[str]:
    """Return the distinct tokens of a text, as FTS5's ``unicode61 remove_diacritics 2`` makes them."""
    return set(tokens(text))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = _PRINTED_SIGNS.sub(" ", lowered)
    if lowered.isascii():
        return lowered.translate(_SEPARATORS).split()  # three times as fast as the expression
    return _TOKEN.findall(_without_diacritics(lowered))


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
    """Drop the marks that stand on letters, as the tokenizer does."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text))


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
