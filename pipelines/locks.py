"""Locks between processes: a site is crawled, and a host is asked, by one at a time; and none while others rebuild.

Each lock is a file that a process holds with flock: the system frees it when the process dies, so that a file left
behind is no lock. Who holds one alone writes into it who it is. Crawls share the lock of their archive and hold those
of their site and its host alone; what rebuilds, migrates or restores an archive holds the archive's lock alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipelines.errors import ArchiveBusyError

POLL_SECONDS = 0.05
SHOWN_COMMAND = 80
"""Characters of the holder's command that a message shows."""


@contextmanager
def sole_run(archive: Path, site: str, host: str | None = None) -> Iterator[None]:
    """Hold the lock of a site alone: two runs of one site at once would tread on each other's files.

    Hold that of its host, too, where one is to be spared: two runs at once would ask it twice as fast as agreed.
    Raises :class:`ArchiveBusyError`, which says who crawls the site, asks the host or rebuilds the archive.
    """
    folder = archive.parent / "captures"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if (text := _lock(stack, lock_of(archive), alone=False)) is not None:
            raise ArchiveBusyError(f"{archive} is in use by {_holder(text)}: wait for its end, then run again")
        if (text := _lock(stack, folder / f"{site}.lock", alone=True)) is not None:
            raise ArchiveBusyError(f"{site} is being crawled by {_holder(text)}: wait for its end, then run again")
        if host is not None:
            _take_host(stack, archive, host, f"{site}: its host {host}")
        yield


@contextmanager
def sole_visit(archive: Path, host: str) -> Iterator[None]:
    """Hold the lock of a host alone, to ask it for something that is not archived; raises :class:`ArchiveBusyError`.

    Beside an archive that has never been crawled into nobody else asks, and nothing is left behind.
    """
    with ExitStack() as stack:
        if (archive.parent / "captures").is_dir():
            _take_host(stack, archive, host, host)
        yield


def is_asked(archive: Path, host: str) -> bool:
    """Tell whether a process that is alive says that it asks a host: a hint, the lock alone is sure."""
    try:
        return _lives(_lock_of_host(archive, host).read_text("utf-8", "replace"))
    except OSError:
        return False


@contextmanager
def sole_use(archive: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the archive alone, as what rebuilds, migrates or restores it does; wait so many seconds for others.

    Raises :class:`ArchiveBusyError`, which says who crawls into the archive or rebuilds it.
    """
    until = time.monotonic() + wait
    with ExitStack() as stack:
        while (text := _lock(stack, lock_of(archive), alone=True)) is not None:
            if time.monotonic() >= until:
                users = " and ".join(_crawls(archive.parent / "captures")) or _holder(text)
                raise ArchiveBusyError(f"{archive} is in use by {users}: wait for its end, then run again")
            time.sleep(POLL_SECONDS)
        yield


def lock_of(archive: Path) -> Path:
    """Return the archive's lock file, beside it."""
    return archive.with_name(f"{archive.name}.lock")


def _lock_of_host(archive: Path, host: str) -> Path:
    return archive.parent / "captures" / "hosts" / f"{re.sub(r'[^a-z0-9.-]', '_', host)[:200]}.lock"


def _take_host(stack: ExitStack, archive: Path, host: str, told: str) -> None:
    path = _lock_of_host(archive, host)
    path.parent.mkdir(parents=True, exist_ok=True)
    if (text := _lock(stack, path, alone=True)) is not None:
        raise ArchiveBusyError(f"{told} is being asked by {_holder(text)}: wait for its end, then run again")


def _lock(stack: ExitStack, path: Path, *, alone: bool) -> str | None:
    """Take a lock until the stack closes; return what its holder wrote into it when another process has it."""
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        with file:
            return file.read()
    stack.enter_context(file)
    if alone:
        _sign(file)
        stack.callback(file.truncate, 0)
    return None


def _sign(file: IO[str]) -> None:
    """Write into a lock who holds it."""
    program = Path(sys.argv[0]).name
    words = ["lontar" if program == "__main__.py" else program, *sys.argv[1:]]
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    holder = {"process": os.getpid(), "host": socket.gethostname(), "since": since, "command": " ".join(words)}
    file.truncate(0)
    file.write(json.dumps(holder, ensure_ascii=False) + "\n")
    file.flush()


def _holder(text: str) -> str:
    """Return in words who holds a lock, by what was written into it; those who share one write nothing."""
    try:
        holder = json.loads(text)
        where = "" if holder["host"] == socket.gethostname() else f" on {holder['host']}"
        since = str(holder["since"])[:16].replace("T", " ")
        command = str(holder["command"])[:SHOWN_COMMAND]
        return f"process {int(holder['process'])}{where} since {since} UTC ({command})"
    except (ValueError, KeyError, TypeError):
        return "another process"


def _crawls(folder: Path) -> list[str]:
    """Return in words who crawls into the archive; what a dead process wrote is left out."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.lock"))]
    return list(dict.fromkeys(_holder(text) for text in texts if text and _lives(text)))


def _lives(text: str) -> bool:
    try:
        holder = json.loads(text)
        if holder["host"] == socket.gethostname():
            os.kill(int(holder["process"]), 0)
    except (ValueError, KeyError, TypeError, ProcessLookupError):
        return False
    except PermissionError:  # it is somebody else's, and alive
        return True
    return True
