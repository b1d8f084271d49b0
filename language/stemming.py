"""Words and stems of Indonesian, for search families: tani, petani, pertanian and bertani find each other.

A stem is only a key that the words of a family share, not a word to show. Affixes are taken off where a known
root remains (``data/roots.txt``); other words get PyStemmer's stem. Exceptions (``data/families.tsv``) and
place names (``data/places.txt``), which are never stemmed, are data too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

import Stemmer

from language.folding import folded

SHORTEST = 4
"""Letters; shorter words are their own stems."""
MOST_LAYERS = 3
"""Prefixes that may stand before each other, as in se-ke-ber-untung-an."""

_SEPARATORS = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "i", "an", "kan", "wan", "wati", "asi", "isasi")
_ANY = ("",)
_VOWELS = ("a", "e", "i", "o", "u")
_BEFORE_M, _BEFORE_N = ("b", "f", "p", "v"), ("c", "d", "j", "s", "t", "z")
_BEFORE_NG = ("g", "h", "k", "q", *_VOWELS)
_PREFIXES = {
    "di": _ANY, "ke": _ANY, "se": _ANY, "ber": _ANY, "be": ("r", "kerja"), "ter": _ANY, "te": ("r",),
    "me": _ANY, "mem": _BEFORE_M, "men": _BEFORE_N, "meng": _BEFORE_NG, "memper": _ANY, "mempe": ("l", "r"),
    "per": _ANY, "pe": _ANY, "pem": _BEFORE_M, "pen": _BEFORE_N, "peng": _BEFORE_NG,
}  # fmt: skip
"""Prefixes with what the rest begins with."""
_SWALLOWED = {
    "mem": "p", "men": "t", "meng": "k", "meny": "s", "pem": "p", "pen": "t", "peng": "k", "peny": "s",
}  # fmt: skip
"""The first letter that a prefix swallows before a vowel: menulis is men- and tulis."""


def words(text: str) -> set[str]:
    """Return the distinct tokens of a text, as FTS5's ``unicode61 remove_diacritics 2`` makes them."""
    return set(tokens(text))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    if not text.isascii():
        text = folded(text)
    return text.translate(_SEPARATORS).split()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the key that the family of a lower-case token shares."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    for bare in _without_endings(word):
        if bare in _places():
            return bare
        if found := _root(bare):
            return found
    return _stemmer().stemWord(word)


def _root(word: str) -> str | None:
    """Return the stem of the known word that is left when affixes are taken off, the fewest first.

    Among several the longest wins, but what is left without guessing a swallowed letter goes first:
    pengawasan is awas, though kawasan is longer.
    """
    known = _known()
    layer = [(word, False)]
    for _ in range(MOST_LAYERS + 1):
        found = [
            (not guessed, len(base), known[base])
            for start, guessed in layer
            for base in _without_suffix(start)
            if base in known
        ]
        if found:
            return max(found)[2]
        layer = [rest for start, _ in layer for rest in _without_prefix(start)]
    return None


def _without_endings(word: str) -> Iterator[str]:
    """Give the word, then the word without a pronoun or particle at its end."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending):
            yield word.removesuffix(ending)


def _without_suffix(word: str) -> Iterator[str]:
    return (word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix))


def _without_prefix(word: str) -> Iterator[tuple[str, bool]]:
    """Give the word without each prefix it may have, and whether a swallowed letter was guessed."""
    for prefix, following in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest != word and rest.startswith(following):
            yield rest, False
    for prefix, letter in _SWALLOWED.items():
        rest = word.removeprefix(prefix)
        if rest != word and rest.startswith(_VOWELS):
            yield letter + rest, True


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian")


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(_lines("places.txt"))


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Return the stem of every word that needs no rule: a root, or a word of a listed family."""
    found = {word: word for line in _lines("roots.txt") for word in line.split()}
    for line in _lines("families.tsv"):
        head, _, others = line.partition("\t")
        found |= dict.fromkeys((head, *others.split()), head)
    return found


def _lines(name: str) -> list[str]:
    text = resources.files("language").joinpath(f"data/{name}").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
