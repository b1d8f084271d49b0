"""Another spelling of a search that finds little: words that the archive knows, close to those that it does not."""

from __future__ import annotations

import re
import sqlite3
from string import ascii_lowercase

from rapidfuzz import fuzz, process

from language.stemming import stem, tokens

_BEGINNING = re.compile(r"[^\s\"]+\*")
"""The beginning of a word, which is no word."""
MOST_WORDS = 8
SHORTEST = 4
ALIKE = 80
"""Likeness, of 100, of a word that is suggested."""
NEAREST = 5
"""Words among which the one wins that the most releases have."""
MOST_BEGINNING = 4_000
"""Words of one beginning that are looked at."""
COUNTED = 1_000


def better(connection: sqlite3.Connection, text: str) -> str | None:
    """Return a query with unknown words put as words that the archive knows; None where nothing is better."""
    changed = text
    for word in list(dict.fromkeys(tokens(_BEGINNING.sub(" ", text))))[:MOST_WORDS]:
        if len(word) < SHORTEST or _knows(connection, word):
            continue
        found = _nearest(connection, word)
        if found is not None:
            changed = changed.replace(word, found) if word in changed else changed.lower().replace(word, found)
    return changed if changed != text else None


def _nearest(connection: sqlite3.Connection, word: str) -> str | None:
    scored = process.extract(word, _candidates(connection, word), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST)
    if not scored:
        return None
    best = scored[0][1]
    near = [str(found) for found, score, _ in scored if best - score <= 5]
    return max(near, key=lambda found: _releases(connection, found))


def _candidates(connection: sqlite3.Connection, word: str) -> list[str]:
    """Return known words of about that length that begin like it, with at most one letter of the beginning wrong."""
    beginnings = {word[:2], word[1] + word[0], word[0] + word[2], word[1:4]}
    beginnings |= {letter + word[1:3] for letter in ascii_lowercase}
    beginnings |= {letter + word[:2] for letter in ascii_lowercase}
    found: list[str] = []
    for beginning in beginnings:
        rows = connection.execute(
            "SELECT word FROM stems WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? LIMIT ?",
            (beginning, beginning + "\U0010ffff", len(word) - 2, len(word) + 2, MOST_BEGINNING),
        )
        found += [row[0] for row in rows]
    return sorted(set(found))


def _knows(connection: sqlite3.Connection, word: str) -> bool:
    """Tell whether the archive has a word or one of its family, which the search finds, too."""
    query = "SELECT 1 FROM stems WHERE word = ? OR stem = ?"
    return connection.execute(query, (word, stem(word))).fetchone() is not None


def _releases(connection: sqlite3.Connection, word: str) -> int:
    query = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
    return int(connection.execute(query, (f'"{word}"', COUNTED)).fetchone()[0])
