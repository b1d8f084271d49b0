"""A scriptable web server on loopback, in a thread, that can also misbehave: for tests of everything that
fetches.

>>> with ScriptedServer({"/": "<p>hello"}) as server:
...     ask(server.base_url + "/")

A route's value is a text or bytes (an HTML page), a :class:`Reply`, or a function. A plain function gets the
:class:`Asked` and returns text, bytes or a Reply; an ``async`` function gets the :class:`Asked` and the
``asyncio.StreamWriter`` and writes whatever it likes, after which the connection is closed. The route ``"*"``
answers for every path that has none of its own; without it that is a 404. ``server.hits`` counts requests by
path, ``server.asked`` holds them in order, ``server.connections`` counts accepted connections.
"""

from __future__ import annotations

import asyncio
import inspect
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    """Request target as sent, query included."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes = b""


@dataclass(slots=True)
class Reply:
    """One well-formed response; Content-Length is added unless ``headers`` has it or ``chunked`` is set."""

    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = HTML
    chunked: bool = False
    keep_alive: bool = True

    def encode(self, method: str = "GET") -> bytes:
        """Make the bytes of the response."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        fields = {"Content-Type": self.content_type} if self.content_type else {}
        fields.update(self.headers)
        if self.chunked:
            fields["Transfer-Encoding"] = "chunked"
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
        elif self.status not in (204, 304) and "content-length" not in map(str.lower, fields):
            fields["Content-Length"] = str(len(body))
        if not self.keep_alive:
            fields["Connection"] = "close"
        phrase = HTTPStatus(self.status).phrase if self.status in HTTPStatus._value2member_map_ else "Odd"
        head = (
            f"HTTP/1.1 {self.status} {phrase}\r\n"
            + "".join(f"{k}: {v}\r\n" for k, v in fields.items())
            + "\r\n"
        )
        return head.encode("latin-1") + (b"" if method == "HEAD" or self.status in (204, 304) else body)


Misbehaviour = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
Route = str | bytes | Reply | Callable[[Asked], str | bytes | Reply] | Misbehaviour


def redirect(location: str, status: int = 302) -> Reply:
    """A redirect to ``location``, whatever that is."""
    return Reply(b"", status, {"Location": location})


def raw(*pieces: bytes, interval: float = 0.0) -> Misbehaviour:
    """Send these very bytes, ``interval`` seconds between the pieces, then close."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(interval)

    return answer


def drip(body: bytes, interval: float) -> Misbehaviour:
    """Send a good header, then one byte every ``interval`` seconds."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    return raw(head, *(body[place : place + 1] for place in range(len(body))), interval=interval)


async def hang(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Say nothing, for as long as the other side waits."""
    while not writer.is_closing():
        await asyncio.sleep(0.05)


async def reset(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Break the connection without an answer (RST)."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def endless(head: bytes, chunk: bytes) -> Misbehaviour:
    """Send a header, then the same chunk until the other side has had enough; ``sent`` of the function counts
    bytes.
    """

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(chunk)
            await writer.drain()
            answer.sent += len(chunk)  # type: ignore[attr-defined]

    answer.sent = 0  # type: ignore[attr-defined]
    return answer


class ScriptedServer:
    """Serves ``routes`` at ``base_url`` (no final slash) while it is entered; routes may be changed
    meanwhile.
    """

    def __init__(
        self,
        routes: Mapping[str, Route] | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.hits: Counter[str] = Counter()
        self.asked: list[Asked] = []
        self.connections = 0
        self._tls = tls
        self._socket = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
        self.host, self.port = self._socket.getsockname()[:2]
        self.origin = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        """``host:port``, as a list of trusted origins has it."""
        self.base_url = f"{'https' if tls else 'http'}://{self.origin}"
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        self._started.wait(5)
        return self

    def __exit__(self, *exception: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    def url(self, path: str, host: str | None = None) -> str:
        """Address of a path here, under another host name if one is given."""
        return self.base_url.replace(self.host, host or self.host) + path

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._stop = asyncio.Event()
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._loop.set_exception_handler(
            lambda loop, context: None
        )  # broken connections are the purpose here
        server = await asyncio.start_server(self._connected, sock=self._socket, ssl=self._tls, limit=1 << 20)
        self._started.set()
        await self._stop.wait()
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection is to be closed."""
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:-2])
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        asked = Asked(method, path, headers, body)
        self.hits[path] += 1
        self.asked.append(asked)
        found: Any = self.routes.get(path, self.routes.get("*", Reply("not here", 404)))
        if inspect.iscoroutinefunction(found):
            await found(asked, writer)
            return False
        answer = found(asked) if callable(found) else found
        reply = answer if isinstance(answer, Reply) else Reply(answer)
        writer.write(reply.encode(method))
        await writer.drain()
        return reply.keep_alive
