"""Backups: folders with a consistent copy of archive and captures, checked before they get their name.

A backup is a folder named after its instant (UTC): ``archive.db``, ``captures/``, ``sites/`` where some were added,
``backup.json`` (what it holds) and ``SHA256SUMS`` (``sha256sum -c`` reads it). It is made under a name that begins with
a dot. The archive's copy is one snapshot; captures are copied as far as it refers to them, or whole where their run has
ended. A capture file that has not changed since the backup before is a hard link into that one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.contents import archive_digest
from pipelines.copying import Progress, copy_database, database_problems, need_room, sync
from pipelines.errors import ArchiveError
from pipelines.locks import sole_use
from pipelines.schema import explain

ARCHIVE, CAPTURES, FACTS, SUMS = "archive.db", "captures", "backup.json", "SHA256SUMS"
SITES = "sites"
"""Folder of the sites that were added beside the archive, without which their captures cannot be read again."""
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
CHUNK = 1 << 20
_FILES = (
    "SELECT c.warc_file, max(c.warc_offset + c.warc_length), min(r.finished_at IS NOT NULL)"
    " FROM captures c LEFT JOIN runs r ON r.id = c.run GROUP BY c.warc_file ORDER BY c.warc_file"
)


@dataclass(slots=True)
class Facts:
    """What a backup holds."""

    made_at: str
    digest: str = ""
    """Content digest of the archive, as ``lontar digest`` prints it."""
    articles: int = 0
    captures: int = 0
    files: int = 0
    """Capture files."""
    linked: int = 0
    """Capture files shared with the backup before."""
    bytes: int = 0


class Meter:
    """Adds up bytes that have been copied, for those who watch."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress, self.done, self.total = progress, 0, 0

    def add(self, count: int) -> None:
        """Count bytes that are done."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, max(self.total, self.done))

    def shift(self, done: int, total: int) -> None:
        """Show the progress of one part as that of the whole."""
        if self.progress is not None:
            self.progress(self.done + done, max(self.total, self.done + total))


def complete_backups(folder: Path) -> list[Path]:
    """Return the complete backups in a folder, the oldest first."""
    return sorted(path for path in folder.glob("*Z") if STAMP.fullmatch(path.name) and (path / SUMS).is_file())


def back_up(archive: Path, folder: Path, instant: str, progress: Progress | None = None) -> tuple[Path, Facts]:
    """Back up an archive and its captures into ``folder``; safe during a crawl. Returns the backup and what it holds.

    ``instant`` (``2026-10-05T013000Z``) becomes its name. Raises :class:`ArchiveError`; nothing half made keeps a name
    of a backup.
    """
    if not archive.is_file():
        raise ArchiveError(f"there is no archive at {archive}: run `make archive` or `lontar crawl` first")
    folder.mkdir(parents=True, exist_ok=True)
    with sole_use(folder / "backups"):  # not the archive: two backups into one folder
        for left in folder.glob(".*.partial"):
            shutil.rmtree(left)
        backup, partial = folder / instant, folder / f".{instant}.partial"
        if backup.exists():
            raise ArchiveError(f"{backup} exists: wait a second, then run again")
        earlier = complete_backups(folder)
        try:
            facts = _fill(archive, partial, earlier[-1] if earlier else None, instant, progress)
        except sqlite3.Error as error:
            raise ArchiveError(explain(archive, error)) from error
        finally:
            if not (partial / SUMS).is_file():
                shutil.rmtree(partial, ignore_errors=True)
        partial.rename(backup)
        sync(folder)
    return backup, facts


def _fill(archive: Path, partial: Path, earlier: Path | None, instant: str, progress: Progress | None) -> Facts:
    """Copy everything, check it, and write the list of sums last."""
    facts, meter = Facts(instant), Meter(progress)
    need_room(partial.parent, archive.stat().st_size)
    (partial / CAPTURES).mkdir(parents=True)
    copy_database(archive, partial / ARCHIVE, meter.shift)
    meter.add((partial / ARCHIVE).stat().st_size)
    with closing(sqlite3.connect(partial / ARCHIVE)) as copy:
        if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'captures'").fetchone():
            raise ArchiveError(f"{archive} belongs to another program: name another --archive")
        wanted = copy.execute(_FILES).fetchall()
    sums = _copy_captures(archive.parent / CAPTURES, partial / CAPTURES, wanted, earlier, facts, meter)
    sums |= _copy_sites(archive.parent, partial, meter)
    sums[ARCHIVE] = sum_of(partial / ARCHIVE)
    facts.digest = check_copy(partial / ARCHIVE, partial / CAPTURES)
    facts.bytes = meter.done
    with closing(sqlite3.connect(partial / ARCHIVE)) as copy:
        for name in ("articles", "captures"):
            setattr(facts, name, copy.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
    (partial / FACTS).write_text(json.dumps(asdict(facts), indent=2) + "\n", "utf-8")
    sums[FACTS] = sum_of(partial / FACTS)
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (partial / f"{SUMS}.new").write_text(text, "utf-8")
    for path in [partial / FACTS, partial / f"{SUMS}.new", *folders_below(partial)]:
        sync(path)
    (partial / f"{SUMS}.new").rename(partial / SUMS)
    sync(partial)
    return facts


def folders_below(root: Path) -> Iterator[Path]:
    """Yield a folder and all below it, the deepest first."""
    yield from (Path(folder) for folder, _, _ in os.walk(root, topdown=False))


def _copy_captures(
    source: Path, target: Path, wanted: list, earlier: Path | None, facts: Facts, meter: Meter
) -> dict[str, str]:
    """Copy or link each capture file; return their sums by name within the backup."""
    sums: dict[str, str] = {}
    known = read_sums(earlier) if earlier else {}
    plans = []
    for name, end, ended in wanted:
        path = source / name
        if not path.is_file() or path.stat().st_size < end:
            raise ArchiveError(f"{path} is missing or cut short: `lontar verify` tells what else is, restore it first")
        old = earlier / CAPTURES / name if earlier and f"{CAPTURES}/{name}" in known else None
        plans.append((name, path.stat().st_size if ended else end, old if old and _same(path, old) else None))
    meter.total = meter.done + sum(length for _, length, old in plans if old is None)
    need_room(target, meter.total)
    for name, length, old in plans:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        facts.files += 1
        if old is not None:
            with suppress(OSError):  # a disk without hard links: copied instead
                (target / name).hardlink_to(old)
                sums[f"{CAPTURES}/{name}"] = known[f"{CAPTURES}/{name}"]
                facts.linked += 1
                continue
        sums[f"{CAPTURES}/{name}"] = copy_file(source / name, target / name, length, meter)
    return sums


def _copy_sites(beside: Path, partial: Path, meter: Meter) -> dict[str, str]:
    """Copy the sites that were added beside the archive; return the sums of their files by name within the backup."""
    sums: dict[str, str] = {}
    for path in sorted((beside / SITES).rglob("*")):
        name = path.relative_to(beside)
        if path.is_symlink() or not path.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        (partial / name).parent.mkdir(parents=True, exist_ok=True)
        sums[name.as_posix()] = copy_file(path, partial / name, path.stat().st_size, meter)
    return sums


def _same(path: Path, old: Path) -> bool:
    """Tell whether a file is unchanged since it was copied: files only ever grow, and copies keep the time."""
    if not old.is_file():
        return False
    new, then = path.stat(), old.stat()
    return (new.st_size, new.st_mtime_ns) == (then.st_size, then.st_mtime_ns)


def copy_file(source: Path, target: Path, length: int, meter: Meter | None = None) -> str:
    """Copy the first bytes of a file, on disk when this returns, and return their SHA-256; a whole copy keeps its time.

    Raises :class:`ArchiveError` when the file ends before.
    """
    digest, left = hashlib.sha256(), length
    with source.open("rb") as reader, target.open("xb") as writer:
        while left and (part := reader.read(min(CHUNK, left))):
            writer.write(part)
            digest.update(part)
            left -= len(part)
            if meter is not None:
                meter.add(len(part))
        writer.flush()
        if (state := os.fstat(reader.fileno())).st_size == length:
            os.utime(writer.fileno(), ns=(state.st_atime_ns, state.st_mtime_ns))
        os.fsync(writer.fileno())
    if left:
        raise ArchiveError(f"{source} ends {left} bytes early: it changed while it was copied, run again")
    return digest.hexdigest()


def sum_of(path: Path, length: int | None = None) -> str:
    """Return the SHA-256 of a file, or of its first bytes."""
    digest, left = hashlib.sha256(), path.stat().st_size if length is None else length
    with path.open("rb") as file:
        while left and (part := file.read(min(CHUNK, left))):
            digest.update(part)
            left -= len(part)
    return digest.hexdigest()


def read_sums(backup: Path) -> dict[str, str]:
    """Return the sums of a backup by name; raises :class:`ArchiveError` when it has no readable list."""
    try:
        lines = (backup / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ArchiveError(f"{backup} is no complete backup: name a folder that `lontar backup` has made") from None
    sums = {}
    for line in lines:
        match = re.fullmatch(r"([0-9a-f]{64})  (\S.*)", line)
        if match is None or match[2].startswith("/") or ".." in Path(match[2]).parts:
            raise ArchiveError(f"{backup / SUMS} is damaged: use another backup")
        sums[match[2]] = match[1]
    return sums


def check_copy(archive: Path, captures: Path) -> str:
    """Check an archive against its captures' lengths and return its content digest; raises :class:`ArchiveError`."""
    with closing(sqlite3.connect(archive)) as connection:
        problems = database_problems(connection)
        for name, end, _ in connection.execute(_FILES):
            path = captures / name
            if not path.is_file() or path.stat().st_size < end:
                problems.append(f"{name} is missing or cut short")
        if problems:
            raise ArchiveError(f"{archive} is no good copy: {problems[0]}: run `lontar verify` on the archive")
        return archive_digest(connection)


def prune(folder: Path, keep: int) -> list[str]:
    """Remove all but the newest complete backups; return the names of those removed."""
    removed = []
    for backup in complete_backups(folder)[: -max(keep, 1)]:
        doomed = backup.rename(folder / f".{backup.name}.partial")  # at once no backup any more
        shutil.rmtree(doomed)
        removed.append(backup.name)
    return removed
