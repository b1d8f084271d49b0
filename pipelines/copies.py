"""The folder of published copies: which one is current, and which ones stay.

``DIR/<date>-<digest>/archive.db`` is one copy, ``DIR/current`` a link to the newest.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

FILE = "archive.db"
CURRENT = "current"
COPY_OF = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}")


def current(folder: Path) -> Path | None:
    """Return the folder of the current copy; None when there is none."""
    try:
        name = str((folder / CURRENT).readlink())
    except OSError:
        return None
    path = folder / name
    return path if COPY_OF.fullmatch(name) and (path / FILE).is_file() else None


def switch(folder: Path, version: str) -> None:
    link = folder / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    link.replace(folder / CURRENT)
    sync(folder)


def tidy(folder: Path, keep: int) -> None:
    """Remove the oldest copies beyond those to be kept, and all that do not apply its newest redaction."""
    now = current(folder)
    if now is None:
        return
    copies = sorted(
        (path for path in folder.iterdir() if COPY_OF.fullmatch(path.name) and path != now),
        key=lambda path: path.stat().st_mtime,
    )
    redacted = _redacted_at(now)
    for place, path in enumerate(copies):
        if place <= len(copies) - keep or _redacted_at(path) < redacted:
            shutil.rmtree(path, ignore_errors=True)


def _redacted_at(copy: Path) -> str:
    """Return when the newest redaction was made that a copy applies; empty for none, and where it cannot be read."""
    try:
        address = f"{(copy / FILE).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return str(connection.execute("SELECT redacted_at FROM publication").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
