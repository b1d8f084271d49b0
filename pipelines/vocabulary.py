"""The words of the archive with their stems: what lets the search find a word's whole family."""

from __future__ import annotations

import sqlite3

from language.stemming import stem, words

WORD_MEMORY = 300_000
"""Words that this process remembers having noted."""


class Vocabulary:
    """Notes words within the caller's transaction; what it has noted before costs next to nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: set[str] = set()

    def learn(self, *texts: str | None) -> None:
        """Note the words of some texts."""
        fresh = words("\n".join(filter(None, texts))) - self._known
        if not fresh:
            return
        if len(self._known) > WORD_MEMORY:
            self._known.clear()
        self._known |= fresh
        self.connection.executemany(
            "INSERT OR IGNORE INTO stems (word, stem) VALUES (?, ?)", [(word, stem(word)) for word in sorted(fresh)]
        )

    def forget(self) -> None:
        """Forget what this process remembers having noted, after a rollback."""
        self._known.clear()
