"""Two states of a release compared for readers: field by field, paragraph by paragraph, word by word.

A comparison is plain data, so that the page, its JSON and a message can show it alike.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

FIELDS = ("headline", "subheadline", "published_at", "byline", "author", "category", "image")
"""Fields of a state beside its text, in the order in which they are shown."""
MOST_PARAGRAPHS = 600
"""Paragraphs that differ beyond which they are not aligned: aligning takes the square of their number."""
MOST_WORDS = 3_000
"""Words of two paragraphs beyond which they are shown whole: so do words."""
ALIKE = 0.3
"""Share of words that two paragraphs must have in common to be versions of each other."""
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Span(NamedTuple):
    """A piece of text: ``same`` in both states, ``removed`` from the earlier, or ``added`` in the later."""

    mark: str
    text: str


class Pair(NamedTuple):
    """A paragraph of the earlier state beside that of the later; None where one of them has no such paragraph."""

    before: list[Span] | None
    after: list[Span] | None
    inline: list[Span]
    """Both as one text, what was removed before what was added."""

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return all(span.mark == "same" for span in self.inline)


def compare_texts(before: str | None, after: str | None) -> list[Pair]:
    """Return the paragraphs of two texts (a blank line between two) side by side, in order."""
    old, new = ([part for part in (text or "").split("\n\n") if part.strip()] for text in (before, after))
    if len(old) * len(new) > MOST_PARAGRAPHS**2:
        return [*(_removed(part) for part in old), *(_added(part) for part in new)]
    pairs: list[Pair] = []
    for kind, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [_same(part) for part in old[first:last]]
        else:
            pairs += _align(old[first:last], new[start:stop])
    return pairs


def _align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair paragraphs that are versions of each other, in order; the others were removed or added."""
    pairs, taken = [], 0
    for part in old:
        words = set(part.lower().split())
        match = next((n for n in range(taken, len(new)) if _share(words, set(new[n].lower().split())) >= ALIKE), None)
        if match is None:
            pairs.append(_removed(part))
            continue
        pairs += [_added(other) for other in new[taken:match]]
        pairs.append(compare_words(part, new[match]))
        taken = match + 1
    return pairs + [_added(other) for other in new[taken:]]


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(len(first | second), 1)


def _same(part: str) -> Pair:
    spans = [Span("same", part)]
    return Pair(spans, spans, spans)


def _removed(part: str) -> Pair:
    spans = [Span("removed", part)]
    return Pair(spans, None, spans)


def _added(part: str) -> Pair:
    spans = [Span("added", part)]
    return Pair(None, spans, spans)


def compare_words(before: str, after: str) -> Pair:
    """Return two versions of a text with the words that differ marked; long texts are marked whole."""
    if before == after:
        return _same(before)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        removed, added = [Span("removed", before)], [Span("added", after)]
        return Pair(removed, added, removed + added)
    changes = [["same", "", "", ""]]  # mark, text of both, removed, added
    for kind, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[first:last]), "".join(new[start:stop])
        if kind == "equal" and not (left.isspace() and last < len(old) and stop < len(new)):
            changes.append(["same", left, "", ""])
        elif changes[-1][0] == "same":
            changes.append(["changed", "", left, right])
        else:  # a space between two words that differ belongs to what differs
            changes[-1][2] += left
            changes[-1][3] += right
    spans = [
        span
        for _, same, removed, added in changes
        for span in (Span("same", same), Span("removed", removed), Span("added", added))
        if span.text
    ]
    return Pair([s for s in spans if s.mark != "added"], [s for s in spans if s.mark != "removed"], spans)


def compare_states(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """Return ``fields`` (name and pair, of those that differ) and ``paragraphs`` of two rows of revisions."""
    fields = [
        {"name": name, "pair": compare_words(str(earlier.get(name) or ""), str(later.get(name) or ""))}
        for name in FIELDS
        if (earlier.get(name) or None) != (later.get(name) or None)
    ]
    return {"fields": fields, "paragraphs": compare_texts(earlier.get("body"), later.get("body"))}


def states_of(connection: sqlite3.Connection, article: int) -> list[dict[str, Any]]:
    """Return the states of an article, in order, with number, seen_at, kind and what they say."""
    cursor = connection.execute(
        "SELECT r.*, c.digest AS capture_digest FROM revisions r LEFT JOIN captures c ON c.id = r.capture"
        " WHERE r.article = ? ORDER BY r.number",
        (article,),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def groups(pairs: Sequence[Pair], around: int = 1) -> list[tuple[bool, list[Pair]]]:
    """Return pairs in runs for showing: (True, pairs to show) and (False, unchanged pairs that may be folded away).

    ``around`` unchanged paragraphs stay beside each change.
    """
    near = [
        any(not pairs[other].same for other in range(max(0, n - around), min(len(pairs), n + around + 1)))
        for n in range(len(pairs))
    ]
    found: list[tuple[bool, list[Pair]]] = []
    for pair, shown in zip(pairs, near, strict=True):
        if found and found[-1][0] == shown:
            found[-1][1].append(pair)
        else:
            found.append((shown, [pair]))
    return found
