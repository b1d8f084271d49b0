"""Datasette plugin: the search finds word families.

Replaces Datasette's SQL function ``escape_fts``, which the stock search box and the saved queries both call: every word
becomes its family, through the table ``stems`` filled at write time. ``"exact phrase"``, ``word*``, ``-word`` and
``OR`` are kept; nothing that a reader types can be a syntax error.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from datasette import hookimpl

from language.stemming import stem, tokens

LONGEST_QUERY = 500
"""Characters read of a query."""
MOST_TERMS = 24
FAMILY_LIMIT = 60
"""Forms of one family that are searched, in alphabetical order."""
SHORTEST_PREFIX = 3
"""Letters before ``*``; a shorter prefix would hit most of the archive."""
NOTHING = '"kata yang tidak ada 0000"'
"""A query that finds nothing, for a text without a word."""

_PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put our ``escape_fts`` in the place of Datasette's."""
    conn.create_function("escape_fts", 1, lambda query: expand(conn, query))


def expand(connection: sqlite3.Connection, query: Any) -> str:
    """Return an FTS5 query for what a reader typed."""
    wanted: list[str] = []
    unwanted: list[str] = []
    joiner = " AND "
    for term, negative in _terms(connection, str(query or "")[:LONGEST_QUERY]):
        if term == "OR":
            joiner = " OR " if wanted else joiner
            continue
        (unwanted if negative else wanted).append(term if negative or not wanted else joiner + term)
        if not negative:
            joiner = " AND "
    if not wanted:
        return NOTHING
    found = _grouped(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def _grouped(wanted: list[str]) -> str:
    """Join terms so that OR binds only its neighbours: a b OR c is a AND (b OR c)."""
    groups: list[list[str]] = []
    for term in wanted:
        if term.startswith(" OR ") and groups:
            groups[-1].append(term[4:])
        else:
            groups.append([term.removeprefix(" AND ")])
    return " AND ".join(f"({' OR '.join(group)})" if len(group) > 1 else group[0] for group in groups)


def _terms(connection: sqlite3.Connection, query: str) -> list[tuple[str, bool]]:
    terms: list[tuple[str, bool]] = []
    for minus, phrase, word_minus, word in _PART.findall(query.replace("\x00", " ")):
        if len(terms) >= MOST_TERMS:
            break
        if word == "OR":
            terms.append(("OR", False))
        elif phrase.strip():
            if found := tokens(phrase):
                terms.append((f'"{" ".join(found)}"', bool(minus)))
        elif word:
            terms += [(term, bool(word_minus)) for term in _word(connection, word)]
    while terms and terms[-1][0] == "OR":
        terms.pop()
    return terms


def _word(connection: sqlite3.Connection, word: str) -> list[str]:
    """Return the terms of one typed word: a prefix, or the family of each token in it."""
    found = tokens(word)
    if word.endswith("*") and len(found) == 1 and len(found[0]) >= SHORTEST_PREFIX:
        return [f'"{found[0]}" *']
    return [_family(connection, token) for token in found]


def _family(connection: sqlite3.Connection, token: str) -> str:
    try:
        rows = connection.execute(
            "SELECT word FROM stems WHERE stem = ? ORDER BY word LIMIT ?", (stem(token), FAMILY_LIMIT)
        ).fetchall()
    except sqlite3.Error:  # an archive without the table still has a search
        rows = []
    forms = sorted({token, *(row[0] for row in rows)})
    quoted = [f'"{form}"' for form in forms]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"
