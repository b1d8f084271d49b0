"""Keeps the full-text indexes in few parts (FTS5 calls them segments): a search looks for each word in every part.

A crawl adds parts as it goes, and SQLite merges them only as far as it must; what is left is done after it, in short
transactions, so that nobody who writes waits.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipelines.errors import ArchiveError
from pipelines.schema import explain, open_archive

INDEXES = ("articles_fts", "more_fts")
STEP = 500
"""Pages of the file that one transaction writes, about."""
MOST_STEPS = 60
"""Transactions after one crawl; a large archive that was never merged is caught up with in some nights."""
EVERYTHING = 1_000_000
"""More transactions than any archive needs."""


def merge(archive: Path, most: int = MOST_STEPS) -> int:
    """Merge the parts of each index of which there are two of about one size; return how many steps were taken.

    Raises :class:`ArchiveError` with one line; what was done until then stays.
    """
    connection = open_archive(archive, create=False).conn
    try:
        return sum(_merge(connection, index, most) for index in INDEXES)
    except sqlite3.Error as error:
        raise ArchiveError(explain(archive, error)) from error
    finally:
        connection.close()


def _merge(connection: sqlite3.Connection, index: str, most: int) -> int:
    """Merge one index; FTS5 tells that nothing is left by changing nothing but its own counter."""
    if connection.execute(f"SELECT v FROM {index}_config WHERE k = 'usermerge'").fetchone() != (2,):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('usermerge', 2)")
    for step in range(most):
        before = connection.total_changes
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', {STEP})")
        if connection.total_changes - before < 2:
            return step
    return most
