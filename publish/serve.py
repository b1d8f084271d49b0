"""Serving the live archive with Datasette: the one place that knows its arguments."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
METADATA = "datasette-metadata.yaml"
SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": "3000",
    "facet_time_limit_ms": "500",
    "max_returned_rows": "2000",
    "num_sql_threads": "3",
    "allow_download": "off",
    "template_debug": "off",
}


class ServeError(Exception):
    """The archive cannot be served as asked; the message is one line for the user."""


def metadata_path() -> Path:
    """Return the metadata file: at the repository's root, or beside the installed package."""
    for folder in (HERE.parent, HERE):
        if (folder / METADATA).exists():
            return folder / METADATA
    raise ServeError(f"{METADATA} is missing: install Lontar again")


def check_archive(archive: Path) -> None:
    """Raise :class:`ServeError` unless the file is an archive that can be read."""
    if not archive.is_file():
        raise ServeError(f"there is no archive at {archive}: run `make archive` or `lontar crawl` first")
    try:
        connection = sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)
        connection.execute("SELECT 1 FROM articles LIMIT 1")
        connection.close()
    except sqlite3.Error as error:
        raise ServeError(f"{archive} is no archive of Lontar ({error}): name another --archive") from None


def datasette_arguments(archive: Path, host: str, port: int) -> list[str]:
    """Return Datasette's arguments for an archive whose file is called ``archive.db``."""
    arguments = ["serve", str(archive), "--host", host, "--port", str(port)]
    arguments += ["--metadata", str(metadata_path()), "--plugins-dir", str(HERE / "plugins")]
    arguments += ["--template-dir", str(HERE / "templates"), "--static", f"lontar:{HERE / 'static'}"]
    for name, value in SETTINGS.items():
        arguments += ["--setting", name, value]
    return arguments


@contextmanager
def named_archive(archive: Path) -> Iterator[Path]:
    """Give a path called ``archive.db``, which Datasette takes as the name of the database.

    An archive under another name is linked to, its log beside it, in a folder of its own.
    """
    archive = archive.resolve()
    if archive.name == "archive.db":
        yield archive
        return
    with tempfile.TemporaryDirectory(prefix="lontar-") as folder:
        link = Path(folder) / "archive.db"
        link.symlink_to(archive)  # SQLite follows the link, so that log and locks are those of the archive
        yield link


def serve(archive: Path, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> int:
    """Serve the archive until ^C; returns the exit code. Raises :class:`ServeError` with one line for the user."""
    check_archive(archive)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise ServeError(f"cannot listen on {host}:{port} ({error}): name another --port") from None
    with named_archive(archive) as path:
        command = [sys.executable, "-m", "datasette", *datasette_arguments(path, host, port)]
        if open_browser:
            command.append("--open")
        search_path = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": search_path}
        process = subprocess.Popen(command, env=environment)
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait(timeout=10)
            return 0
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=10)
