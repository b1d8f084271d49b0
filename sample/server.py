"""Serves the sample site over loopback: HTTP/1.1 with keep-alive on asyncio, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import NamedTuple, cast

from sample.site import Answer, Request, Site

LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 1024 * 1024


class Seen(NamedTuple):
    """One request as it came in."""

    moment: float
    """Seconds on the event loop's clock."""
    method: str
    target: str
    headers: dict[str, str]


class Running:
    """A running sample site."""

    def __init__(self, loop: asyncio.AbstractEventLoop, real_time: bool = False) -> None:
        self.loop = loop
        self.real_time = real_time
        """Whether the Date header is that of now, and not of the script's day."""
        self.base_url = ""
        """Where it answers, ``http://127.0.0.1:port``, without a slash at its end."""
        self.hits: Counter[str] = Counter()
        """Requests by path, queries left out."""
        self.requests: deque[Seen] = deque(maxlen=100_000)
        """The newest requests, oldest first."""
        self.site: Site
        self._done = asyncio.Event()

    def set_day(self, number: int) -> None:
        """Turn to a day at once; raise ValueError for one that the site does not have."""
        asyncio.run_coroutine_threadsafe(self._set_day(number), self.loop).result()

    async def _set_day(self, number: int) -> None:
        self.site.set_day(number)

    def stop(self) -> None:
        """Stop answering; safe to call twice."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._done.set)

    async def wait(self) -> None:
        """Return once :meth:`stop` was called."""
        await self._done.wait()


class Connection(asyncio.Protocol):
    """One connection: reads requests, also several in a row, and writes the answers in their order."""

    def __init__(self, running: Running, open_ones: set[Connection]) -> None:
        self.running, self.open_ones = running, open_ones
        self.buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.open_ones.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open_ones.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while not self.transport.is_closing() and (request := self._next()) is not None:
            self._write(request)

    def _next(self) -> Request | None:
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self.buffer) > LONGEST_HEAD:
                self._refuse(431)
            return None
        first, *lines = self.buffer[:end].decode("latin-1").split("\r\n")
        words = first.split(" ")
        headers = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
        }
        length = headers.get("content-length", "0")
        if len(words) != 3 or not words[2].startswith("HTTP/1.") or not length.isdigit():
            self._refuse(400)
            return None
        if int(length) > LONGEST_BODY:
            self._refuse(413)
            return None
        stop = end + 4 + int(length)
        if len(self.buffer) < stop:
            return None
        body = bytes(self.buffer[end + 4 : stop])
        del self.buffer[:stop]
        target = words[1]
        if target.startswith("http://"):  # a client that speaks to us as to a proxy
            target = "/" + target[7:].partition("/")[2]
        return Request(words[0], target, headers, body, words[2])

    def _refuse(self, status: int) -> None:
        self.transport.write(_head(Answer(status, []), 0, "close", ""))
        self.transport.close()

    def _write(self, request: Request) -> None:
        running = self.running
        running.hits[request.target.partition("?")[0]] += 1
        running.requests.append(Seen(running.loop.time(), request.method, request.target, request.headers))
        if request.method not in ("GET", "HEAD", "POST"):
            self._refuse(405)
            return
        answer = running.site.answer(request)
        asked = request.headers.get("connection", "").lower()
        keep = asked == "keep-alive" if request.version == "HTTP/1.0" else asked != "close"
        present = datetime.now(UTC) if running.real_time else running.site.moment.astimezone(UTC)
        moment = format_datetime(present, usegmt=True)
        head = _head(answer, len(answer.body), "keep-alive" if keep else "close", moment)
        self.transport.write(head if request.method == "HEAD" else head + answer.body)
        if not keep:
            self.transport.close()


def _head(answer: Answer, length: int, connection: str, moment: str) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}", f"Date: {moment}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if answer.status != 304:
        lines.append(f"Content-Length: {length}")
    lines.append(f"Connection: {connection}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@contextmanager
def serve(
    day: int = 1,
    port: int = 0,
    host: str = "127.0.0.1",
    *,
    public_url: str | None = None,
    skin: str = "mixed",
    real_time: bool = False,
) -> Iterator[Running]:
    """Serve the site in a thread until the block ends; port 0 takes a free one.

    ``public_url`` is printed in links instead of the address served at; with ``real_time`` the Date header is that of
    now. Raise ValueError for an unknown day
    and OSError when the port is taken.
    """
    started, failed = threading.Event(), []
    made: list[Running] = []

    async def main() -> None:
        running = Running(asyncio.get_running_loop(), real_time)
        open_ones: set[Connection] = set()
        try:
            server = await running.loop.create_server(
                lambda: Connection(running, open_ones), host, port, backlog=512
            )
            running.base_url = f"http://{host}:{server.sockets[0].getsockname()[1]}"
            running.site = Site((public_url or running.base_url).rstrip("/"), day, skin)
        except (OSError, ValueError) as error:
            failed.append(error)
            return
        finally:
            made.append(running)
            started.set()
        async with server:
            await running.wait()
            server.close()
            for connection in list(open_ones):
                connection.transport.abort()

    thread = threading.Thread(target=lambda: asyncio.run(main()), name="sample site", daemon=True)
    thread.start()
    started.wait()
    if failed:
        thread.join()
        raise failed[0]
    try:
        yield made[0]
    finally:
        made[0].stop()
        thread.join(timeout=5)
