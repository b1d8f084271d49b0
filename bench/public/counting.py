"""How a text that a reader found is judged, as the benchmarks do it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.public.pages import PublicPage

SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """What one reader made of the pages of one set."""

    pages: int = 0
    empty: int = 0
    shingle_precisions: list[float] = field(default_factory=list)
    shingle_recalls: list[float] = field(default_factory=list)
    words_matched: int = 0
    words_found: int = 0
    words_expected: int = 0
    word_f1s: list[float] = field(default_factory=list)
    beginnings: list[float] = field(default_factory=list)
    """Share of the beginning's shingles that were found, page by page."""
    wanted_found: int = 0
    wanted: int = 0
    unwanted_found: int = 0
    unwanted: int = 0
    comments_found: int = 0
    comments: int = 0

    def add(self, page: PublicPage, found: str) -> float:
        """Count a page and return how well it was read, 0 to 1."""
        self.pages += 1
        self.empty += not found.strip()
        if page.text:
            return self._add_text(page.text, found)
        if page.beginning:
            matched, _, expected = overlap(shingles(page.beginning), shingles(found))
            self.beginnings.append(matched / expected if expected else 1.0)
            return self.beginnings[-1]
        return self._add_pieces(page, found)

    def _add_text(self, text: str, found: str) -> float:
        """Count as the article extraction benchmark does: shingles of four words, every page weighing the same."""
        matched, got, expected = overlap(shingles(text), shingles(found))
        precision, recall = matched / got if got else 0.0, matched / expected if expected else 1.0
        if got:
            self.shingle_precisions.append(precision)
        self.shingle_recalls.append(recall)
        matched, got, expected = overlap(words(text), words(found))
        self.words_matched, self.words_found = self.words_matched + matched, self.words_found + got
        self.words_expected += expected
        self.word_f1s.append(2 * matched / (got + expected) if got + expected else 1.0)
        return f1(precision, recall)

    def _add_pieces(self, page: PublicPage, found: str) -> float:
        """Count as trafilatura's evaluation does: pieces that must be in the text, and pieces that must not."""
        text = fold(found)
        hits = sum(fold(piece) in text for piece in page.wanted)
        wrong = sum(fold(piece) in text for piece in page.unwanted)
        self.wanted_found, self.wanted = self.wanted_found + hits, self.wanted + len(page.wanted)
        self.unwanted_found, self.unwanted = self.unwanted_found + wrong, self.unwanted + len(page.unwanted)
        self.comments_found += sum(fold(piece) in text for piece in page.comments)
        self.comments += len(page.comments)
        return f1(hits / (hits + wrong) if hits + wrong else 0.0, hits / len(page.wanted))

    def mark(self) -> float:
        """Return the one figure by which readers are compared: F1, or how much of the beginnings was found."""
        figures = self.figures()
        return figures["F1"] or figures["beginning"] or 0.0

    def figures(self) -> dict[str, float | None]:
        """Return the shares that the table shows, by name; None where this set does not tell."""
        precision, recall = _mean(self.shingle_precisions), _mean(self.shingle_recalls)
        if self.wanted:
            found = self.wanted_found + self.unwanted_found
            precision, recall = self.wanted_found / found if found else 0.0, self.wanted_found / self.wanted
        right = self.wanted_found + self.unwanted - self.unwanted_found
        return {
            "precision": precision,
            "recall": recall,
            "F1": f1(precision, recall) if precision is not None and recall is not None else None,
            "accuracy": right / (self.wanted + self.unwanted) if self.wanted else None,
            "word F1": _mean(self.word_f1s),
            "beginning": _mean(self.beginnings),
            "comments read as text": self.comments_found / self.comments if self.comments else None,
            "nothing found": self.empty / self.pages if self.pages else None,
        }


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def words(text: str) -> Counter[str]:
    """Return the words of a text as a multiset."""
    return Counter(_WORD.findall(text))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text; a shorter text is one run."""
    found = _WORD.findall(text)
    if not found:
        return Counter()
    return Counter(tuple(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1)))


def overlap(expected: Counter[Any], found: Counter[Any]) -> tuple[int, int, int]:
    """Return how many are matched, found, expected."""
    return sum((expected & found).values()), sum(found.values()), sum(expected.values())


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
