"""Copies of a database that are safe to take while it is written, checked before they count; and room for them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pipelines.errors import ArchiveError

SPARE_BYTES = 50 << 20
"""Room to be left beside a copy."""
STEPS = 200_000
"""Steps of SQLite's machine between two looks at how far a copy is."""

Progress = Callable[[int, int], None]
"""Is told how much is done and how much there is."""


def copy_database(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Write one unchanging state of a database to a new file, on disk when this returns; raises sqlite3.Error.

    ``VACUUM INTO`` reads one snapshot and finishes under a writer; the online backup API begins anew at each write.
    """
    # Through a read-only connection, SQLite 3.40 cannot copy a table that has a CHECK and computed columns.
    mode = "rw" if os.access(source, os.W_OK) else "ro"
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode={mode}", uri=True, timeout=10)) as connection:
        total = size_of(connection)
        if progress is not None:

            def look() -> None:
                progress(min(target.stat().st_size if target.exists() else 0, total), total)

            connection.set_progress_handler(look, STEPS)
        connection.execute("VACUUM INTO ?", (str(target),))
    sync(target)


def database_problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a database's pages and references, a line each."""
    found = [f"database: {line}" for (line,) in connection.execute("PRAGMA quick_check") if line != "ok"]
    found += [
        f"{table} row {row} refers to a row that {parent} does not have"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    return found


def size_of(connection: sqlite3.Connection) -> int:
    """Return the bytes that a database has in all pages."""
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages * size)


def room_problem(folder: Path, wanted: int) -> str | None:
    """Return one line when so many bytes do not fit on the disk of a folder, else None."""
    free = shutil.disk_usage(folder).free
    if free >= wanted + SPARE_BYTES:
        return None
    return f"{megabytes(wanted + SPARE_BYTES)} are needed in {folder} and {megabytes(free)} are free: free some first"


def need_room(folder: Path, wanted: int) -> None:
    """Raise :class:`ArchiveError` when so many bytes do not fit on the disk of a folder."""
    if problem := room_problem(folder, wanted):
        raise ArchiveError(problem)


def megabytes(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / (1 << 20):,.0f} MB"


def sync(path: Path) -> None:
    """Put a file, or the names in a folder, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
