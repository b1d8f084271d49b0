"""A server of many release pages for benchmarks: recorded CMS pages under many slugs, in a process of its own.

Every page is a recorded one with its slug, headline and number replaced, so that each is a release of its own; the
listings lead to all of them.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

PAGES = Path(__file__).parent.parent / "tests" / "data" / "kediri-cms"
STEP = 15
_HEADLINE = re.compile(rb"(<h1><b>)(.*?)(</b>)", re.S)
_NUMBER = re.compile(rb"(<input[^>]*name=['\"]?a['\"]?[^>]*value=['\"]?)(\d+)")


def slug_of(number: int) -> str:
    """Return the slug of the release with this number."""
    return f"rilis-nomor-{number}"


def templates() -> list[bytes]:
    """Return the recorded stock release pages."""
    rows = json.loads((PAGES / "pages.json").read_text("utf-8"))
    files = [row["file"] for row in rows if row["file"].startswith("articles/") and "_alias_" not in row["file"]]
    return [(PAGES / file).read_bytes() for file in files]


class ReleaseServer(asyncio.Protocol):
    """Answers one keep-alive connection."""

    pages: list[bytes]
    count: int

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport."""
        self.transport = transport
        self.pending = b""

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self.pending += data
        while b"\r\n\r\n" in self.pending:
            head, self.pending = self.pending.split(b"\r\n\r\n", 1)
            path = head.split(b" ", 2)[1].decode()
            self.transport.write(self.answer(path))  # type: ignore[attr-defined]

    def answer(self, path: str) -> bytes:
        """Return the response for a path."""
        parts = urlsplit(path).path.strip("/").split("/")
        if parts[0].startswith("rilis-nomor-") and parts[0][12:].isdigit():
            return _reply(self.page(int(parts[0][12:])))
        if parts[:2] == ["berita", "index"]:
            return _reply(self.listing(int(parts[2]) if len(parts) > 2 else 0))
        if parts == [""]:
            return _reply(self.listing(0))
        return b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /main\r\nContent-Length: 0\r\n\r\n"

    def page(self, number: int) -> bytes:
        """Return one release page."""
        page = self.pages[number % len(self.pages)]
        page = _HEADLINE.sub(rb"\g<1>Rilis nomor %d: \g<2>\g<3>" % number, page, count=1)
        return _NUMBER.sub(rb"\g<1>%d" % (100_000 + number), page, count=1)

    def listing(self, offset: int) -> bytes:
        """Return one page of the listing of all releases."""
        items = "".join(
            f"<div class='article-big'><div class='article-content'><h2><a title='Rilis nomor {number}'"
            f" href='/{slug_of(number)}'>Rilis nomor {number}</a></h2><span class='meta'><a href='#'>"
            f"22:00:26, 08 Agu 2024</a></span></div></div>"
            for number in range(offset, min(offset + STEP, self.count))
        )
        return f"<html><head><title>Indeks</title></head><body>{items}</body></html>".encode()


def _reply(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _run(count: int, port: multiprocessing.Queue) -> None:
    async def main() -> None:
        ReleaseServer.pages = templates()
        ReleaseServer.count = count
        server = await asyncio.get_running_loop().create_server(ReleaseServer, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def release_server(count: int):
    """Serve ``count`` releases; gives the base URL."""
    context = multiprocessing.get_context("spawn")
    port = context.Queue()
    process = context.Process(target=_run, args=(count, port), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{port.get(timeout=30)}"
    finally:
        process.terminate()
        process.join(5)
