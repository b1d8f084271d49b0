"""What was searched for, marked in the printed texts of the few releases that are shown.

An index of just these texts answers at once; the archive's own would look for every word anew for each of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from language.folding import TOKENIZER

START, END = "\x02", "\x03"
"""Stand around what was found: characters that no text of the archive holds."""
_INDEX = f"CREATE VIRTUAL TABLE shown USING fts5(headline, body, search_facts, tokenize='{TOKENIZER}')"
_MARKED = """
SELECT rowid, highlight(shown, 0, char(2), char(3)), snippet(shown, 1, char(2), char(3), ' … ', ?)
FROM shown WHERE shown MATCH ?
"""


def marked_texts(
    connection: sqlite3.Connection, numbers: Iterable[int], match: str, words: int
) -> dict[int, tuple[str | None, str | None]]:
    """Return headline and a snippet of so many words of the articles that match, by number.

    Raises :class:`sqlite3.Error` where ``match`` is none that FTS5 understands.
    """
    query = "SELECT id, headline, body FROM articles WHERE id = ?"
    return mark((row for number in numbers for row in connection.execute(query, (number,))), match, words)


def mark(texts: Iterable[Any], match: str, words: int) -> dict[int, tuple[str | None, str | None]]:
    """Return headline and a snippet of the text, by number, of those of (number, headline, text) that match."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as shown:
        shown.execute(_INDEX)
        shown.executemany("INSERT INTO shown (rowid, headline, body) VALUES (?, ?, ?)", texts)
        return {number: (headline, body) for number, headline, body in shown.execute(_MARKED, (words, match))}
