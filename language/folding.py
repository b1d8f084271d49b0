"""What the full-text index makes of signs beyond ASCII: asked of SQLite itself, each sign once.

Unicode tables of Python and of SQLite differ by version; the index is the judge of what it can find.
"""

from __future__ import annotations

import re
import sqlite3
from threading import Lock

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
TOKENIZER = "unicode61 remove_diacritics 2"
"""That of the archive's index."""
MOST_REPLACED = 40
"""Distinct signs that are replaced one after the other; beyond, a table is faster."""


def folded(text: str) -> str:
    """Return the text with every sign beyond ASCII as the index keeps it: folded, dropped, or a space."""
    signs = set(_BEYOND_ASCII.findall(text))
    if len(signs) > MOST_REPLACED:
        return text.translate({ord(sign): _signs[sign] for sign in signs})
    for sign in signs:
        text = text.replace(sign, _signs[sign])
    return text


class _Signs(dict[str, str]):
    """Signs already asked for; a new one is put between two letters and indexed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: sqlite3.Connection | None = None

    def __missing__(self, sign: str) -> str:
        with self._lock:
            try:
                found = self._tokens(f"a{sign}b")
            except UnicodeEncodeError:  # half of a surrogate pair, which no database can hold
                found = ["a", "b"]
        self[sign] = " " if len(found) != 1 else found[0][1:-1]
        return self[sign]

    def _tokens(self, text: str) -> list[str]:
        if self._index is None:
            self._index = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            self._index.execute(
                f"CREATE VIRTUAL TABLE signs USING fts5(sign, content='', tokenize='{TOKENIZER}')"
            )
            self._index.execute("CREATE VIRTUAL TABLE found USING fts5vocab(signs, 'row')")
        self._index.execute("INSERT INTO signs (signs) VALUES ('delete-all')")
        self._index.execute("INSERT INTO signs (sign) VALUES (?)", (text,))
        return [row[0] for row in self._index.execute("SELECT term FROM found")]


_signs = _Signs()
