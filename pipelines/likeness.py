"""Which releases are alike: copies of one text, on one site or on several, and releases on one subject.

A text is taken as its runs of three words. MinHash (rensa) makes a fingerprint of them, cut into bands; texts that
share a band are compared run by run, so that what is stored was counted and not estimated. The words by which releases
on the same subject are found are the rare ones of a text. All of it is derived and can be made again.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Set
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from rensa import RMinHash

from language.stemming import tokens
from pipelines.errors import ArchiveError
from pipelines.schema import explain, open_archive

RUN_WORDS = 3
"""Words of a run; rewritten sentences still share some."""
LEAST_RUNS = 20
"""Runs of a text too short to be called a copy of another."""
BANDS, ROWS = 16, 3
"""Two texts with half of their runs in common share a band in 88 of 100 cases, with two thirds in 99.6."""
SEED = 20241002
ALIKE = 0.4
"""Share of their runs that two texts must have in common to be copies..."""
CONTAINED = 0.8
"""... or share of the shorter one's runs that the longer one has."""
MOST_CANDIDATES = 60
MOST_COPIES = 20
"""Copies noted of one release, the likest first."""
MOST_TERMS = 12
SHORTEST_TERM = 4
"""Letters."""
COMMON_SHARE, LEAST_COMMON, MOST_COMMON = 10, 20, 2_000
"""A word is rare when it stands in at most a tenth of the releases, between these bounds."""
LONGEST = 60_000
"""Characters of a text that are looked at."""
NIGHTLY = 20_000
"""Releases that are taken up after one crawl; an archive from before is caught up with in some nights."""
MOST_HELD = 500
"""Texts whose runs are held: what is copied much is compared much."""
BATCH = 200
"""Releases a transaction: who else writes waits for no more than that."""

_STALE = """
SELECT a.id FROM articles a LEFT JOIN fingerprints f ON f.article = a.id
WHERE f.digest IS NOT a.digest AND a.status NOT IN ('quarantined', 'redacted') ORDER BY a.id LIMIT ?
"""
_CANDIDATES = f"""
SELECT b.article FROM fingerprint_bands b JOIN articles a ON a.id = b.article
WHERE b.band IN ({", ".join("?" * BANDS)}) AND b.article <> ? AND a.status NOT IN ('quarantined', 'redacted')
GROUP BY b.article ORDER BY count(*) DESC, b.article DESC LIMIT {MOST_CANDIDATES}
"""

Progress = Callable[[int, int], None]


def refresh(archive: Path, most: int = NIGHTLY, progress: Progress | None = None) -> int:
    """Compare the releases of an archive that are new or were changed, at most so many; return how many.

    ``progress`` is told releases done and releases in all. Raises :class:`ArchiveError` with one line; what was done
    until then stays.
    """
    connection = open_archive(archive, create=False).conn
    try:
        return _refresh(connection, most, progress)
    except sqlite3.Error as error:
        raise ArchiveError(explain(archive, error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def _refresh(connection: sqlite3.Connection, most: int, progress: Progress | None) -> int:
    stale = [number for (number,) in connection.execute(_STALE, (most,))]
    rarity = Rarity(connection)
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        connection.execute("BEGIN IMMEDIATE")
        for number in batch:
            _take_up(connection, number, rarity)
        connection.execute("COMMIT")
        if progress is not None:
            progress(start + len(batch), len(stale))
    _runs_of_text.cache_clear()
    return len(stale)


@cache
def plain_words() -> frozenset[str]:
    """Return the words that tell nothing of a subject."""
    text = resources.files("language").joinpath("data/plain_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


class Rarity:
    """In how many releases a word stands, asked of the full-text index; no further than it matters."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        (self.releases,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        self.common = min(max(self.releases // COMMON_SHARE, LEAST_COMMON), MOST_COMMON)
        self._known: dict[str, int] = {}

    def of(self, word: str) -> int:
        """Return the number of releases, ``common`` + 1 for all that are more."""
        if (known := self._known.get(word)) is None:
            (known,) = self.connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)",
                (f'"{word}"', self.common + 1),
            ).fetchone()
            self._known[word] = known
        return known

    def terms(self, headline: list[str], body: list[str]) -> list[tuple[str, float]]:
        """Return the words that tell most of what a release is about, each with its weight, the heaviest first.

        A word that no other release has leads nowhere, and a common one everywhere.
        """
        weights: dict[str, float] = {}
        for word, times in (Counter(body) + Counter(headline * 2)).items():
            if len(word) < SHORTEST_TERM or not word.isalpha() or word in plain_words():
                continue
            if 2 <= (found := self.of(word)) <= self.common:
                weights[word] = (1 + math.log(times)) * math.log((self.releases + 1) / found)
        best = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_TERMS]
        return [(word, round(weight, 2)) for word, weight in best]


def runs_of(words: list[str]) -> set[str]:
    """Return the distinct runs of three words of a text."""
    return {" ".join(words[n : n + RUN_WORDS]) for n in range(len(words) - RUN_WORDS + 1)}


def bands_of(runs: Iterable[str]) -> list[int]:
    """Return the bands of a text's fingerprint, 64-bit numbers of which each belongs to its place alone."""
    print_ = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    print_.update(sorted(runs))
    parts = print_.digest()
    return [_mixed(band, parts[band * ROWS : band * ROWS + ROWS]) for band in range(BANDS)]


def _mixed(band: int, parts: list[int]) -> int:
    """Return one number for the parts of a band, within SQLite's signed integers."""
    packed = struct.pack(f"<{1 + len(parts)}I", band, *parts)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little", signed=True)


def shares(first: Set[str], second: Set[str]) -> tuple[float, float]:
    """Return the share of all runs that both texts have, and the share of the shorter one's that the longer has."""
    both = len(first & second)
    return both / max(len(first) + len(second) - both, 1), both / max(min(len(first), len(second)), 1)


@lru_cache(MOST_HELD)
def _runs_of_text(text: str) -> frozenset[str]:
    return frozenset(runs_of(tokens(text[:LONGEST])))


def _take_up(connection: sqlite3.Connection, number: int, rarity: Rarity) -> None:
    """Compare one release with those before it."""
    headline, body, digest = connection.execute(
        "SELECT ifnull(headline, ''), ifnull(body, ''), digest FROM articles WHERE id = ?", (number,)
    ).fetchone()
    words = tokens(body[:LONGEST])
    runs = runs_of(words)
    connection.execute("DELETE FROM likenesses WHERE article = ?1 OR other = ?1", (number,))
    if len(runs) >= LEAST_RUNS:
        bands = bands_of(runs)
        candidates = connection.execute(_CANDIDATES, (*bands, number)).fetchall()
        connection.executemany(
            "INSERT OR REPLACE INTO likenesses (article, other, alike, contained) VALUES (?, ?, ?, ?)",
            _copies(connection, number, runs, [other for (other,) in candidates]),
        )
        connection.executemany(  # bands of an earlier text stay: they lead to a comparison, which then finds nothing
            "INSERT OR IGNORE INTO fingerprint_bands (band, article) VALUES (?, ?)", [(band, number) for band in bands]
        )
    connection.execute(
        "INSERT OR REPLACE INTO fingerprints (article, digest, terms) VALUES (?, ?, ?)",
        (number, digest, json.dumps(rarity.terms(tokens(headline), words), ensure_ascii=False)),
    )


def _copies(
    connection: sqlite3.Connection, number: int, runs: set[str], candidates: list[int]
) -> list[tuple[int, int, float, float]]:
    """Return the rows of ``likenesses`` between a release and the candidates that are copies, the likest."""
    found = []
    for other in candidates:
        (text,) = connection.execute("SELECT ifnull(body, '') FROM articles WHERE id = ?", (other,)).fetchone()
        theirs = _runs_of_text(text)
        if len(theirs) < LEAST_RUNS:
            continue
        alike, contained = shares(runs, theirs)
        if alike >= ALIKE or contained >= CONTAINED:
            found.append((max(number, other), min(number, other), round(alike, 3), round(contained, 3)))
    return sorted(found, key=lambda row: (-row[2], -row[3], row[0], row[1]))[:MOST_COPIES]


def terms_left(terms: str, text: str) -> str:
    """Return those of a release's terms, JSON as stored, that stand in a text."""
    left = set(tokens(text))
    return json.dumps([entry for entry in json.loads(terms) if entry[0] in left], ensure_ascii=False)
