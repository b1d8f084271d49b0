"""Serving published copies: Datasette on the current one, and on the next as soon as it is there, without a gap.

One server stands before one Datasette a copy. A request is answered to its end by the copy that it began with.
"""

from __future__ import annotations

import asyncio
import logging
import math
import re
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from publish.headers import bare_headers
from publish.serve import SETTINGS, Say, ServeError, check_address, instance, run

FILE = "archive.db"
CURRENT = "current"
LOOK_SECONDS = 2.0
"""How often a new copy is looked for."""
OPEN_SECONDS = 60
"""How long the threads of a copy's Datasette may take to open it."""
PUBLIC_SETTINGS = SETTINGS | {
    "default_allow_sql": "off",
    "sql_time_limit_ms": "2000",
    "max_returned_rows": "1000",
    "max_csv_mb": "20",
    "allow_facet": "on",
}
"""Arbitrary SQL is off; saved queries work."""
SQL_SETTINGS = {"default_allow_sql": "on", "sql_time_limit_ms": "1000", "max_returned_rows": "500"}
"""What is set when the operator opens the SQL box."""

NAME = "archive"
NOWHERE = "/-/none"
_OPEN = re.compile(
    r"/-/(?:changes|cite|compare|data|dictionary|feed|history|incidents|licence|method|regions|search|sites|static"
    r"|static-plugins|status|vanished)\b"
)
"""What of Datasette's own addresses is open: the others tell of the server, such as its paths."""

logger = logging.getLogger("lontar.publish")


class Opened:
    """One copy that is served, with the Datasette on it and how many requests it still answers."""

    def __init__(self, copy: Path, datasette: Datasette) -> None:
        self.copy = copy
        self.datasette = datasette
        self.app: Callable[..., Awaitable[None]] = datasette.app()
        self.answering = 0
        self.retired = False
        self._closing: asyncio.Future[None] | None = None

    async def open(self) -> None:
        """Open the file in every thread that will read it, and try it out: it may be removed before another comes.

        Raises :class:`ServeError`, or what else is wrong with the copy; nothing of it is open then.
        """
        threads = self.datasette.setting("num_sql_threads")
        together = threading.Barrier(threads)
        try:
            await self.datasette.invoke_startup()
            database = self.datasette.get_database(NAME)
            await asyncio.gather(*(database.execute_fn(lambda _: together.wait(OPEN_SECONDS)) for _ in range(threads)))
            await self.datasette.refresh_schemas()
            await try_out(self.datasette)
        except BaseException:
            together.abort()
            self.retired = True
            self.close_when_idle()
            raise

    async def answer(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request to its end, also when another copy has come meanwhile."""
        self.answering += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.answering -= 1
            self.close_when_idle()

    def close_when_idle(self) -> None:
        """Let go of the file once another copy has come and nothing is answered from this one."""
        if self.retired and not self.answering and self._closing is None:
            self._closing = asyncio.get_running_loop().run_in_executor(None, self._close)

    def _close(self) -> None:
        """Close what the threads of this Datasette opened, after their end: a connection in use must not be closed."""
        if self.datasette.executor is not None:
            self.datasette.executor.shutdown()
        for database in self.datasette.databases.values():
            database.close()


class Switch:
    """An ASGI application that hands each request to the Datasette of the current copy."""

    def __init__(self, folder: Path, sql: bool = False) -> None:
        self.folder = folder
        self.sql = sql
        self.opened: Opened | None = None
        self._refused: Path | None = None
        self._watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        assert self.opened is not None
        if scope["type"] == "http":
            if scope["method"] not in ("GET", "HEAD"):
                await _refuse(send, 405, b"This archive is read only.\n", (b"allow", b"GET, HEAD"))
                return
            if not _is_open(scope["path"]):
                scope = {**scope, "path": NOWHERE, "raw_path": NOWHERE.encode()}
        await self.opened.answer(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        while self.opened is None:
            copy = (self.folder / CURRENT).resolve()
            try:
                await self.look()
            except Exception as error:
                if copy == (self.folder / CURRENT).resolve():  # else another has taken its place meanwhile
                    await send({"type": "lifespan.startup.failed", "message": str(error)})
                    return
        self._watching = asyncio.create_task(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._watching.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            copy = (self.folder / CURRENT).resolve()
            try:
                await self.look()
            except Exception as error:  # the copy at hand stays
                if copy != self._refused:
                    logger.error("the copy %s cannot be served, the one before stays: %s", copy, error)
                self._refused = copy

    async def look(self) -> bool:
        """Take up the current copy if it is another one; return whether it is. Raises when it cannot be served."""
        copy = (self.folder / CURRENT).resolve()
        if self.opened is not None and copy == self.opened.copy:
            return False
        await asyncio.to_thread(check_copy, copy / FILE)
        settings = PUBLIC_SETTINGS | (SQL_SETTINGS if self.sql else {})
        fresh = Opened(copy, instance(immutables=[copy / FILE], settings=settings))
        await fresh.open()
        before, self.opened = self.opened, fresh
        if before is not None:
            before.retired = True
            before.close_when_idle()
        logger.info("serving %s", copy.name)
        return True


def _is_open(path: str) -> bool:
    """Tell whether a path is one of the public's, and none that a redirect could turn into another host's address."""
    if "\\" in path or path.startswith("//"):
        return False
    return not path.startswith("/-/") or _OPEN.match(path) is not None


async def _refuse(send: Any, status: int, said: bytes, *more: tuple[bytes, bytes]) -> None:
    """Answer in the place of Datasette; nothing of the request is looked at."""
    await send({"type": "http.response.start", "status": status, "headers": [*bare_headers(), *more]})
    await send({"type": "http.response.body", "body": said})


def check_copy(file: Path) -> None:
    """Raise :class:`ServeError` unless the file is a published copy that can be read, and is whole."""
    if not file.is_file():
        raise ServeError(f"there is no published copy at {file}: run `lontar publish` first")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("SELECT version FROM publication").fetchone()
            connection.execute("SELECT id FROM articles LIMIT 1").fetchone()
            size = math.prod(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count"))
        if (found := file.stat().st_size) != size:
            raise ServeError(f"{file} has {found:,} bytes of {size:,}: run `lontar publish` again")
    except sqlite3.Error as error:
        raise ServeError(f"{file} is no published copy ({error}): run `lontar publish` again") from None


async def try_out(datasette: Datasette) -> None:
    """Raise :class:`ServeError` unless a copy answers: one of another version of Lontar may lack what pages read."""
    query = "SELECT ifnull(max(id), 0) FROM articles WHERE status <> 'redacted'"
    (newest,) = (await datasette.get_database(NAME).execute(query)).first()
    paths = ["/", "/-/status", "/-/incidents", "/-/search?q=a", "/-/data", "/-/feed/edited.json"]
    for path in paths + ([f"/archive/articles/{newest}"] if newest else []):
        answer = await datasette.client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise ServeError(f"{path} gives {answer.status_code}: run `lontar publish` again")


def serve_public(folder: Path, say: Say, host: str = "127.0.0.1", port: int = 8001, sql: bool = False) -> int:
    """Serve the copies of a folder until ^C or SIGTERM, which give 0; ``say`` is told the address.

    Port 0 takes any free one. Raises :class:`ServeError` with one line.
    """
    if not (folder / CURRENT / FILE).is_file():
        raise ServeError(f"there is no published copy in {folder}: run `lontar publish {folder}` first")
    check_copy(folder / CURRENT / FILE)
    check_address(host, port)
    try:
        return run(Switch(folder, sql), say, host, port)
    except SystemExit:
        raise ServeError(f"the copy in {folder} could not be opened: the lines above say why") from None
