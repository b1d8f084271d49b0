"""Serving an archive with Datasette: the one place that knows its settings."""

from __future__ import annotations

import signal
import socket
import sqlite3
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette

HERE = Path(__file__).parent
METADATA = "datasette-metadata.yaml"
NAME = "archive.db"
"""Datasette names a database after its file; every address and every saved query says ``archive``."""
SECONDS_TO_END = 10
"""How long what is being answered may take once we are told to end."""
SETTINGS = {
    "default_page_size": "25",  # rows of a table; a page of a hundred long ones is too heavy for a phone
    "suggest_facets": "off",
    "sql_time_limit_ms": "3000",
    "facet_time_limit_ms": "500",
    "max_returned_rows": "2000",
    "num_sql_threads": "3",
    "cache_size_kb": "24000",  # of each of the threads: pages of the index stay at hand
    "allow_download": "off",
    "template_debug": "off",
    "trace_debug": "off",
}


Say = Callable[[str], None]


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


def instance(
    files: Sequence[Path] = (), immutables: Sequence[Path] = (), settings: Mapping[str, str] = SETTINGS
) -> Datasette:
    """Return a Datasette on files with our pages; ``immutables`` are files that nobody writes."""
    return Datasette(
        files=[str(file) for file in files],
        immutables=[str(file) for file in immutables],
        metadata=yaml.safe_load(metadata_path().read_text("utf-8")),
        plugins_dir=str(HERE / "plugins"),
        template_dir=str(HERE / "templates"),
        static_mounts=[("lontar", str(HERE / "static"))],
        settings={name: _setting(value) for name, value in settings.items()},
    )


def _setting(value: str) -> Any:
    return {"on": True, "off": False}.get(value, int(value) if value.isdecimal() else value)


def serve(archive: Path, say: Say, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> int:
    """Serve the archive until ^C or SIGTERM, which give 0; ``say`` is told the address.

    Port 0 takes any free one. The archive may be written meanwhile, so it is never opened as immutable. Raises
    :class:`ServeError` with one line for the user.
    """
    check_archive(archive)
    check_address(host, port)
    with named_archive(archive) as path:
        return run(instance([path]).app(), say, host, port, open_browser=open_browser)


def run(app: Any, say: Say, host: str, port: int, *, open_browser: bool = False) -> int:
    """Run an ASGI application in this process until it is stopped: nothing of it outlives us, however we end."""
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", lifespan="on", server_header=False, access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )  # fmt: skip
    with stoppable(), closing(config.bind_socket()) as listening, suppress(KeyboardInterrupt):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else an answer's end waits 40 ms for an ACK
        listening.listen(config.backlog)  # who asks before the first copy is open waits for it
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        say(address)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])
    return 0


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and a closed terminal interrupt as ^C does."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    def end(number: int, frame: Any) -> None:
        signal.raise_signal(signal.SIGTERM)  # the server ends itself on SIGTERM, and knows no SIGHUP

    handlers = {signal.SIGTERM: interrupt, signal.SIGHUP: end}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
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
