"""Queries as readers type them, as queries of the full-text index: every word becomes its family of forms.

``"exact phrase"``, ``word*``, ``-word``, ``NOT``, ``AND`` and ``OR`` are kept; nothing that a reader types is a syntax
error.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from language.stemming import stem, tokens

LONGEST_QUERY = 500
"""Characters read of a query."""
MOST_TERMS = 24
MOST_LEFT_OUT = 6
"""Words of a query up to which one of them may be missing."""
FAMILY_LIMIT = 60
"""Forms of one family that are searched, the shortest first."""
SHORTEST_PREFIX = 4
"""Letters before ``*``; a shorter prefix would hit most of the archive, so that it is taken for a word."""
MOST_BEGUN = 100
"""Words of one beginning that are searched, the shortest first. Each is looked for, not the beginning: FTS5 would
gather every occurrence of it first, and of "meng" that would be the whole archive."""
NOTHING = '""'
"""A query that finds nothing, for a text without a word."""

_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_JOINING = ("OR", "AND", "NOT")
_BEGUN = f"SELECT word FROM stems WHERE word >= ? AND word < ? ORDER BY length(word), word LIMIT {MOST_BEGUN + 1}"
_FAMILY = "SELECT word FROM stems WHERE stem = :stem OR stem = (SELECT stem FROM stems WHERE word = :word)"
_FORMS = f"{_FAMILY} ORDER BY length(word), word LIMIT {FAMILY_LIMIT - 1}"


class Term(NamedTuple):
    """A part of a query as FTS5 reads it, and how it is joined to what stands before it."""

    match: str
    unwanted: bool = False
    alternative: bool = False
    cut: bool = False


class Wanted(NamedTuple):
    """What a reader wants: all of the groups, of each group one term, and none of the unwanted.

    ``cut`` tells that more words begin like one that was typed with ``*`` than are searched.
    """

    groups: list[list[str]]
    unwanted: list[str]
    cut: bool = False

    @property
    def match(self) -> str:
        """What FTS5 is asked."""
        if not self.groups:
            return NOTHING
        found = " AND ".join(_any_of(group) for group in self.groups)
        return f"({found}) NOT {_any_of(self.unwanted)}" if self.unwanted else found

    @property
    def partly(self) -> str:
        """What FTS5 is asked for releases with all of the groups but one; empty where there is but one."""
        if not 1 < len(self.groups) <= MOST_LEFT_OUT:
            return ""
        others = [self.groups[:place] + self.groups[place + 1 :] for place in range(len(self.groups))]
        return _any_of([f"({Wanted(groups, self.unwanted).match})" for groups in others])


def expand(connection: sqlite3.Connection, query: Any) -> str:
    """Return an FTS5 query for what a reader typed; any value gives a valid one."""
    return wanted(connection, query).match


def wanted(connection: sqlite3.Connection, query: Any) -> Wanted:
    """Return what a reader typed, understood; any value gives something valid."""
    groups: list[list[str]] = []
    unwanted: list[str] = []
    cut = False
    for term in _terms(connection, str("" if query is None else query)[:LONGEST_QUERY]):
        cut = cut or term.cut
        if term.unwanted:
            unwanted.append(term.match)
        elif term.alternative and groups:
            groups[-1].append(term.match)  # OR binds its neighbours alone: a b OR c is a AND (b OR c)
        else:
            groups.append([term.match])
    return Wanted(groups, unwanted, cut)


def _terms(connection: sqlite3.Connection, query: str) -> Iterator[Term]:
    """Give the terms of a query, at most ``MOST_TERMS``."""
    alternative = negated = False
    count = 0
    for part in _PART.finditer(_shortened(query)):
        phrase, word = part["phrase"], part["word"]
        if word in _JOINING and not part["minus"] and count:
            alternative, negated = word == "OR", word == "NOT"
            continue
        match, cut = (_phrase(phrase), False) if word is None else _word(connection, word)
        if match:
            yield Term(match, negated or bool(part["minus"]), alternative, cut)
            alternative = negated = False
            count += 1
        if count == MOST_TERMS:
            return


def _phrase(text: str) -> str:
    found = tokens(text)
    return f'"{" ".join(found)}"' if found else ""


def _word(connection: sqlite3.Connection, word: str) -> tuple[str, bool]:
    """Return what one typed word finds, a beginning or the family of each token in it (kata-kata, jum'at), and whether
    more words begin so than are searched.
    """
    found = list(dict.fromkeys(tokens(word)))
    if word.endswith("*") and found and len(found[-1]) >= SHORTEST_PREFIX:
        begun = _begun(connection, found[-1])
        searched = [f'"{one}"' for one in begun[:MOST_BEGUN]] or [f'"{found[-1]}" *']
        families = [_family(connection, token) for token in found[:-1]]
        return _all_of([*families, _any_of(searched)]), len(begun) > MOST_BEGUN
    return _all_of([_with_synonym(connection, token) for token in found]), False


def _with_synonym(connection: sqlite3.Connection, token: str) -> str:
    """Return the family of a token; a short form finds what it stands for, too."""
    family = _family(connection, token)
    if (meant := synonyms().get(token)) is None:
        return family
    return _any_of([family, _all_of([_family(connection, word) for word in meant.split()])])


@cache
def synonyms() -> dict[str, str]:
    """Return short forms of government language with what they stand for (language/data/synonyms.toml)."""
    text = resources.files("language").joinpath("data/synonyms.toml").read_text("utf-8")
    return {str(short): str(meant) for short, meant in tomllib.loads(text).items()}


@cache
def _written_out() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds forms written in full, the longest first, and their short forms."""
    short_of: dict[str, str] = {}
    for short, meant in synonyms().items():
        short_of.setdefault(meant, short)
    longest = sorted(short_of, key=len, reverse=True)
    return re.compile(r"(?<![\w\"-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w\"*])", re.I), short_of


def _shortened(query: str) -> str:
    """Put the short form where a query has one written in full, outside of quotes: it finds both."""
    pattern, short_of = _written_out()
    parts = query.split('"')
    parts[::2] = [pattern.sub(lambda found: short_of[found[0].lower()], part) for part in parts[::2]]
    return '"'.join(parts)


def _family(connection: sqlite3.Connection, token: str) -> str:
    try:
        rows = connection.execute(_FORMS, {"stem": stem(token), "word": token}).fetchall()
    except sqlite3.Error:  # an archive without the table still has a search
        rows = []
    return _any_of(sorted({f'"{token}"', *(f'"{row[0]}"' for row in rows)}))


def _begun(connection: sqlite3.Connection, beginning: str) -> list[str]:
    """Return words of the archive that begin so, one more than are searched; none where it has no table of words."""
    try:
        rows = connection.execute(_BEGUN, (beginning, beginning + "\U0010ffff")).fetchall()
    except sqlite3.Error:
        return []
    return [row[0] for row in rows]


def _any_of(matches: list[str]) -> str:
    return matches[0] if len(matches) == 1 else f"({' OR '.join(matches)})"


def _all_of(matches: list[str]) -> str:
    return matches[0] if len(matches) == 1 else f"({' AND '.join(matches)})" if matches else ""
