"""Migrations of an archive that is in use: a checked copy first, then one transaction each.

A kill leaves the archive between two migrations, and the next one to open it goes on from there. The copy stands
beside the archive, ``archive.db.before-NAME`` after the first migration that it does not have, until the next series.
While a series is under way its name goes on with the last migration of the series, ``.until-NAME``, so that a series
which is taken up again keeps the copy from before its beginning.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pipelines.copying import copy_database, database_problems, need_room, size_of, sync
from pipelines.errors import ArchiveError
from pipelines.locks import sole_use

logger = logging.getLogger(__name__)

UNTIL = ".until-"
Watch = Callable[[str, int, int], None]
"""Is told what is done now, how many steps are done, and how many there are."""


def migrate(path: Path, db: Database, migrations: Migrations, wait: float, watch: Watch | None = None) -> None:
    """Apply the pending migrations, holding the archive alone; waits so many seconds for who else does.

    Raises :class:`ArchiveError` when others crawl into it, or a copy cannot be made.
    """
    with sole_use(path, wait):
        pending = [migration.name for migration in migrations.pending(db)]  # another process may have done it
        if not pending:
            return
        copy = _copy(path, db, pending, watch) if _is_used(db) else None
        for done, name in enumerate(pending):
            if watch is not None:
                watch(f"migration {name}", done + 1, len(pending) + 1)
            migrations.apply(db, stop_before=pending[done + 1 :])
        if copy is not None:
            logger.info("migrated %s; the copy from before is %s", path, _finish(copy))


def _is_used(db: Database) -> bool:
    """Tell whether there is anything to lose: not while an archive is being made."""
    return db["runs"].exists() and bool(db.conn.execute("SELECT EXISTS (SELECT 1 FROM runs)").fetchone()[0])


def _copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.before-*"))


def _copy(path: Path, db: Database, pending: list[str], watch: Watch | None) -> Path:
    """Copy the archive as it stands, check the copy, and return it; an interrupted series has one already."""
    copy = path.with_name(f"{path.name}.before-{pending[0]}{UNTIL}{pending[-1]}")
    for earlier in _copies(path):
        begun, _, last = earlier.name.partition(".before-")[2].partition(UNTIL)
        if last in pending and begun != pending[0]:
            return earlier
    if watch is not None:
        watch("copy of the archive", 0, len(pending) + 1)
    need_room(path.parent, size_of(db.conn))
    partial = path.with_name(f"{path.name}.copying")
    partial.unlink(missing_ok=True)
    try:
        copy_database(path, partial)
        with closing(sqlite3.connect(partial)) as connection:
            problems = database_problems(connection)
        if problems:
            raise ArchiveError(f"{path} is damaged ({problems[0]}) and was not migrated: `lontar restore` a backup")
        partial.replace(copy)
    finally:
        partial.unlink(missing_ok=True)
    sync(path.parent)
    return copy


def _finish(copy: Path) -> Path:
    """Give the copy of a finished series its lasting name, and remove that of the series before."""
    kept = copy.with_name(copy.name.partition(UNTIL)[0])
    copy.replace(kept)
    archive = copy.with_name(kept.name.partition(".before-")[0])
    for earlier in _copies(archive):
        if earlier != kept:
            earlier.unlink()
    return kept
