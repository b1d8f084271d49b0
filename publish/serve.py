"""Serving the live archive with Datasette: the one place that knows its arguments."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
METADATA = "datasette-metadata.yaml"
NAME = "archive.db"
"""Datasette names a database after its file; every address and every saved query says ``archive``."""
SECONDS_TO_END = 10
"""How long Datasette may take to finish what it answers before it is killed."""
SETTINGS = {
    "default_page_size": "25",  # rows of a table; a page of a hundred long ones is too heavy for a phone
    "suggest_facets": "off",
    "sql_time_limit_ms": "3000",
    "facet_time_limit_ms": "500",
    "max_returned_rows": "2000",
    "num_sql_threads": "3",
    "allow_download": "off",
    "template_debug": "off",
    "trace_debug": "off",
}


class ServeError(Exception):
    """The archive cannot be served as asked; the message is one line for the user."""


def metadata_path() -> Path:
    """Return the metadata file: at the repository's root, or in the installed package.

    Raises :class:`ServeError` when it is in neither place.
    """
    for folder in (HERE.parent, HERE):
        if (folder / METADATA).is_file():
            return folder / METADATA
    raise ServeError(f"{METADATA} is missing: install Lontar again")


def check_archive(archive: Path) -> None:
    """Raise :class:`ServeError` unless the file is an archive of Lontar that can be read."""
    if archive.is_dir():
        raise ServeError(f"{archive} is a folder: name a file for --archive")
    if not archive.is_file():
        raise ServeError(f"there is no archive at {archive}: run `make archive` or `lontar crawl` first")
    try:
        with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.OperationalError as error:
        raise ServeError(f"{archive} cannot be read ({error}): check its permissions and its folder's") from None
    except sqlite3.DatabaseError as error:
        raise ServeError(f"{archive} is no archive of Lontar ({error}): name another --archive") from None
    if not {"articles", "sites", "captures", "_sqlite_migrations"} <= names:
        raise ServeError(f"{archive} is no archive of Lontar (its tables are missing): name another --archive")


def check_address(host: str, port: int) -> None:
    """Raise :class:`ServeError` unless the address is free to listen at."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError:
        raise ServeError(f"{port} is no port: name one from 0 to 65535") from None
    except (OSError, UnicodeError) as error:
        raise ServeError(f"cannot listen at {host}:{port} ({error}): name another --port or --host") from None


def datasette_arguments(archive: Path, host: str, port: int) -> list[str]:
    """Return Datasette's arguments for an archive whose file is called ``archive.db``.

    The archive may be written meanwhile, so it is never opened as immutable.
    """
    arguments = ["serve", str(archive), "--host", host, "--port", str(port)]
    arguments += ["--metadata", str(metadata_path()), "--plugins-dir", str(HERE / "plugins")]
    arguments += ["--template-dir", str(HERE / "templates"), "--static", f"lontar:{HERE / 'static'}"]
    for name, value in SETTINGS.items():
        arguments += ["--setting", name, value]
    return arguments


def serve(archive: Path, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> int:
    """Serve the archive until ^C or SIGTERM, which give 0; else Datasette's own exit code.

    Port 0 takes any free one. Raises :class:`ServeError` with one line for the user.
    """
    check_archive(archive)
    check_address(host, port)
    with stoppable(), named_archive(archive) as path:
        command = [sys.executable, "-m", "datasette", *datasette_arguments(path, host, port)]
        if open_browser:
            command.append("--open")
        search_path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")]))
        # A session of its own, so that ^C reaches Datasette once, from us.
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": search_path}, start_new_session=True)
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _end(process)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and a closed terminal interrupt as ^C does, so that Datasette never outlives us."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def named_archive(archive: Path) -> Iterator[Path]:
    """Give a path called ``archive.db``: the archive itself, or a link to it in a folder of its own."""
    archive = archive.resolve()
    if archive.name == NAME:
        yield archive
        return
    with tempfile.TemporaryDirectory(prefix="lontar-") as folder:
        link = Path(folder) / NAME
        link.symlink_to(archive)  # SQLite follows the link, so that log and locks are those of the archive
        yield link


def _end(process: subprocess.Popen[bytes]) -> None:
    """End Datasette and wait for its end."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
