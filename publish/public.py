"""Serving published copies: Datasette on the current one, and on the next as soon as it is there, without a gap.

One server stands before one Datasette a copy. A request is answered to its end by the copy that it began with.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette

from publish.serve import HERE, SETTINGS, ServeError, check_address, metadata_path, stoppable

FILE = "archive.db"
CURRENT = "current"
LOOK_SECONDS = 2.0
"""How often a new copy is looked for."""
LINGER_SECONDS = 30.0
"""How long the copy before stays open for what it still answers."""
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

NOWHERE = "/-/none"
_OPEN = re.compile(r"/-/(?:cite|feed|history|incidents|search|static|status|static-plugins)\b")
"""What of Datasette's own addresses is open: the others tell of the server, such as its paths."""

logger = logging.getLogger("lontar.publish")


class Switch:
    """An ASGI application that hands each request to the Datasette of the current copy."""

    def __init__(self, folder: Path, sql: bool = False) -> None:
        self.folder = folder
        self.sql = sql
        self.copy: Path | None = None
        self.datasette: Datasette | None = None
        self.app: Callable[..., Awaitable[None]] | None = None
        self._watching: asyncio.Task[None] | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        assert self.app is not None
        if scope["type"] == "http" and scope["path"].startswith("/-/") and not _OPEN.match(scope["path"]):
            scope = {**scope, "path": NOWHERE, "raw_path": NOWHERE.encode()}
        await self.app(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        try:
            await self.look()
        except Exception as error:
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
            try:
                await self.look()
            except Exception:  # the copy at hand stays
                logger.exception("the new copy in %s cannot be served", self.folder)

    async def look(self) -> bool:
        """Take up the current copy if it is another one; return whether it is."""
        copy = (self.folder / CURRENT).resolve()
        if copy == self.copy:
            return False
        fresh = datasette_of(copy / FILE, self.sql)
        await fresh.invoke_startup()
        await fresh.refresh_schemas()
        before, self.datasette = self.datasette, fresh
        self.copy, self.app = copy, fresh.app()
        if before is not None:
            task = asyncio.create_task(_retire(before))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)
        logger.info("serving %s", copy.name)
        return True


async def _retire(datasette: Datasette) -> None:
    """Let a Datasette finish what it answers, then let go of its file."""
    await asyncio.sleep(LINGER_SECONDS)
    if datasette.executor is not None:
        datasette.executor.shutdown(wait=False)


def datasette_of(file: Path, sql: bool = False) -> Datasette:
    """Return a Datasette on one copy, which nobody writes; raises :class:`ServeError` when it is missing."""
    if not file.is_file():
        raise ServeError(f"there is no published copy at {file}: run `lontar publish` first")
    settings = {name: _setting(value) for name, value in (PUBLIC_SETTINGS | (SQL_SETTINGS if sql else {})).items()}
    return Datasette(
        files=[],
        immutables=[str(file)],
        metadata=yaml.safe_load(metadata_path().read_text("utf-8")),
        plugins_dir=str(HERE / "plugins"),
        template_dir=str(HERE / "templates"),
        static_mounts=[("lontar", str(HERE / "static"))],
        settings=settings,
    )


def _setting(value: str) -> Any:
    return {"on": True, "off": False}.get(value, int(value) if value.isdecimal() else value)


def serve_public(folder: Path, host: str = "127.0.0.1", port: int = 8001, sql: bool = False) -> int:
    """Serve the copies of a folder until ^C or SIGTERM, which give 0; raises :class:`ServeError` with one line."""
    file = folder / CURRENT / FILE
    if not file.is_file():
        raise ServeError(f"there is no published copy in {folder}: run `lontar publish {folder}` first")
    check_address(host, port)
    switch = Switch(folder, sql)
    config = uvicorn.Config(
        switch, host=host, port=port, log_level="warning", lifespan="on", server_header=False, access_log=False,
    )  # fmt: skip
    with stoppable(), contextlib.suppress(KeyboardInterrupt):
        print(f"http://{host}:{port}", flush=True)
        uvicorn.Server(config).run()
    return 0 if switch.copy is not None else 1
