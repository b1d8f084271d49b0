"""Restoring a backup: everything checked first, the archive last, nothing overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from pipelines.backup import (
    ARCHIVE,
    CAPTURES,
    FACTS,
    SITES,
    SUMS,
    Facts,
    Meter,
    check_copy,
    copy_file,
    folders_below,
    read_sums,
    sum_of,
)
from pipelines.copying import Progress, need_room, sync
from pipelines.errors import ArchiveError
from pipelines.locks import sole_use


def restore(backup: Path, archive: Path, progress: Progress | None = None) -> Facts:
    """Copy a backup back to where no archive is; the archive appears last, whole and checked. Returns what it holds.

    Capture files that are there already stay when they begin with what the backup has. Raises :class:`ArchiveError`
    before anything is written when the backup is damaged or something is in the way.
    """
    sums = read_sums(backup)
    if ARCHIVE not in sums or FACTS not in sums:
        raise ArchiveError(f"{backup / SUMS} is damaged: use another backup")
    if not archive.parent.is_dir():
        raise ArchiveError(f"the folder {archive.parent} does not exist: create it, or name another --archive")
    with sole_use(archive), _sparing(archive) as partial:
        meter = Meter(progress)
        meter.total = 2 * sum((backup / name).stat().st_size for name in sums if (backup / name).is_file())
        _check_sums(backup, sums, meter)
        plans = list(_missing(backup, archive.parent, sums))
        need_room(archive.parent, sum(source.stat().st_size for source, _ in plans) + (backup / ARCHIVE).stat().st_size)
        for source, target in plans:
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(f"{target.name}.restoring")
            half.unlink(missing_ok=True)
            copy_file(source, half, source.stat().st_size, meter)
            half.rename(target)
        copy_file(backup / ARCHIVE, partial, (backup / ARCHIVE).stat().st_size, meter)
        known = json.loads((backup / FACTS).read_text("utf-8"))
        facts = Facts(**{field.name: known[field.name] for field in fields(Facts) if field.name in known})
        if check_copy(partial, archive.parent / CAPTURES) != facts.digest:
            raise ArchiveError(f"the content digest of {backup} is not that in its {FACTS}: use another backup")
        for name in (CAPTURES, SITES):
            for folder in folders_below(archive.parent / name):
                sync(folder)
        partial.rename(archive)
        sync(archive.parent)
    return facts


@contextmanager
def _sparing(archive: Path) -> Iterator[Path]:
    """Give the name under which an archive is restored; refuse where one is, and where the log of one is left."""
    for path in (archive, *(archive.with_name(archive.name + end) for end in ("-wal", "-journal"))):
        if path.exists():
            raise ArchiveError(f"{path} exists: move it away, or name another --archive")
    partial = archive.with_name(f"{archive.name}.restoring")
    partial.unlink(missing_ok=True)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def _check_sums(backup: Path, sums: dict[str, str], meter: Meter) -> None:
    for name, digest in sums.items():
        path = backup / name
        if not path.is_file():
            raise ArchiveError(f"{path} is missing: the backup is damaged, use another one")
        if sum_of(path) != digest:
            raise ArchiveError(f"{path} is not what was backed up: the backup is damaged, use another one")
        meter.add(path.stat().st_size)


def _missing(backup: Path, beside: Path, sums: dict[str, str]) -> Iterator[tuple[Path, Path]]:
    """Yield what must be copied, as pairs of source and target; refuse where another file is in the way."""
    for name, digest in sums.items():
        if not name.startswith((f"{CAPTURES}/", f"{SITES}/")):
            continue
        source, target = backup / name, beside / name
        if not target.exists():
            yield source, target
        elif sum_of(target, source.stat().st_size) != digest:
            raise ArchiveError(f"{target} is another file than the backup's: move it away, then run again")
