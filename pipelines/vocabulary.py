"""The words of the archive with their stems: what lets the search find a word's whole family."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from language.stemming import stem, words


def learn(connection: sqlite3.Connection, fresh: Iterable[str]) -> None:
    """Note words with their stems, within the caller's transaction; words that are known cost next to nothing."""
    connection.executemany(
        "INSERT OR IGNORE INTO stems (word, stem) VALUES (?, ?)", [(word, stem(word)) for word in fresh]
    )


def learn_text(connection: sqlite3.Connection, text: str | None) -> None:
    """Note the words of a text."""
    learn(connection, sorted(words(text or "")))
