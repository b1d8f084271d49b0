"""Captures: WARC files out and in. Bytes first: a response is on its way to disk before anything parses it.

Each run writes its own files below ``captures/<site>/<year>/``, one gzip member a record, response (or revisit) and
request after each other. Formats: WARC 1.1, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from isal import isal_zlib

from crawler.items import Capture

ROTATE_BYTES = 1 << 30
"""A file is followed by the next one once it is larger."""
COMPRESSION_LEVEL = 2
"""ISA-L's level: files as small as zlib's level 2 gives, for a fifth of the CPU time (measured on such pages)."""
GZIP_WINDOW = 31
"""zlib's ``wbits`` for a gzip member."""
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(slots=True)
class Exchange:
    """One request and its answer, as they went over the wire."""

    url: str
    """The site's own address; of a call by POST with what tells it from others as its fragment."""
    method: str
    path: str
    """Request target as sent."""
    request_headers: list[tuple[bytes, bytes]]
    version: str
    """``HTTP/1.1``."""
    status: int
    phrase: str
    headers: list[tuple[bytes, bytes]]
    body: bytes
    """As transferred, without the transfer encoding."""
    fetched_at: str
    fetched_from: str | None = None
    """Address really asked, where a mirror was crawled."""
    sent: bytes = b""
    """Body of the request."""


@dataclass(slots=True)
class Earlier:
    """The capture of which a new one may be a revisit."""

    id: int
    digest: str
    url: str
    fetched_at: str


@dataclass(slots=True)
class Stored:
    """A record read back."""

    url: str
    fetched_at: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    """As transferred; empty for a revisit."""
    is_revisit: bool
    digest: str


class CaptureWriter:
    """Writes the records of one run; ``folder`` is the archive's ``captures/``."""

    def __init__(self, folder: Path, site: str, run: int, started_at: str, software: str, operator: str = "") -> None:
        self.folder = folder
        self.stem = f"{site}/{started_at[:4]}/{site}-{started_at[:19].replace(':', '')}-{run:06d}"
        self.information = {"software": software, "operator": operator, "format": "WARC File Format 1.1"}
        self.serial = 0
        self.name = ""
        self._file: BinaryIO | None = None
        self._open()

    def write(self, exchange: Exchange, earlier: Earlier | None = None) -> Capture:
        """Write response and request; a revisit record instead when ``earlier`` holds the same payload."""
        if self._file is None or self._file.tell() > ROTATE_BYTES:
            self._open()
        digest = "sha256:" + hashlib.sha256(exchange.body).hexdigest()
        not_modified = exchange.status == 304
        same = earlier if earlier and (not_modified or (exchange.body and earlier.digest == digest)) else None
        response = WarcRecord()
        response.init_headers(WarcRecordType.revisit if same else WarcRecordType.response)
        response.headers["WARC-Date"] = exchange.fetched_at
        response.headers["WARC-Target-URI"] = exchange.url
        response.headers["Content-Type"] = "application/http;msgtype=response"
        response.headers["WARC-Payload-Digest"] = same.digest if same else digest
        if same:
            response.headers["WARC-Profile"] = NOT_MODIFIED if not_modified else IDENTICAL_PAYLOAD
            response.headers["WARC-Refers-To-Target-URI"] = same.url
            response.headers["WARC-Refers-To-Date"] = same.fetched_at
        if exchange.fetched_from and exchange.fetched_from != exchange.url.partition("#")[0]:
            response.headers["WARC-Source-URI"] = exchange.fetched_from
        head = _response_head(exchange)
        offset, length = self._put(response, head if same else head + exchange.body)
        request = WarcRecord()
        request.init_headers(WarcRecordType.request)
        request.headers["WARC-Date"] = exchange.fetched_at
        request.headers["WARC-Target-URI"] = exchange.url
        request.headers["WARC-Concurrent-To"] = response.record_id or ""
        request.headers["Content-Type"] = "application/http;msgtype=request"
        self._put(request, _request_head(exchange) + exchange.sent)
        fields = {name.lower(): value.decode("latin-1") for name, value in exchange.headers}
        return Capture(
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            content_type=fields.get(b"content-type", ""),
            digest=same.digest if same and not_modified else digest,
            size=len(exchange.body),
            warc_file=self.name,
            warc_offset=offset,
            warc_length=length,
            etag=fields.get(b"etag"),
            last_modified=fields.get(b"last-modified"),
            same_as=same.id if same else None,
        )

    def flush(self) -> None:
        """Hand everything written so far to the system; called before the archive commits what refers to it.

        Enough for the death of this process; :meth:`sync` is for that of the machine.
        """
        if self._file is not None:
            self._file.flush()

    def sync(self) -> None:
        """Put everything written so far on disk; called before the archive's log is checkpointed."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Put everything on disk and close the file."""
        if self._file is not None:
            self.sync()
            self._file.close()
            self._file = None

    def _open(self) -> None:
        self.close()
        (self.folder / self.stem).parent.mkdir(parents=True, exist_ok=True)
        while self._file is None:
            self.serial += 1
            self.name = f"{self.stem}-{self.serial:03d}.warc.gz"
            path = self.folder / self.name
            with suppress(FileExistsError):  # a second archive in the same folder may have taken the name
                self._file = path.open("xb")
        record = WarcRecord()
        record.init_headers(WarcRecordType.warcinfo)
        record.headers["Content-Type"] = "application/warc-fields"
        record.headers["WARC-Filename"] = path.name
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.information.items() if value)
        self._put(record, lines.encode())

    def _put(self, record: WarcRecord, content: bytes) -> tuple[int, int]:
        """Append one record as a gzip member of its own, so that it can be read alone; return offset and length."""
        assert self._file is not None
        digest = hashlib.sha256(content).hexdigest()
        record.headers["WARC-Block-Digest"] = f"sha256:{digest}"
        record.set_bytes_content(content)
        plain = io.BytesIO()
        record.write(plain)
        member = isal_zlib.compress(plain.getbuffer(), COMPRESSION_LEVEL, GZIP_WINDOW)
        start = self._file.tell()
        self._file.write(member)
        return start, len(member)


def _response_head(exchange: Exchange) -> bytes:
    lines = [f"{exchange.version} {exchange.status} {exchange.phrase}".encode("latin-1", "replace")]
    for name, value in exchange.headers:
        moot = name.lower() == b"transfer-encoding"  # the body is stored without it
        lines.append((b"X-Archive-Orig-" if moot else b"") + name + b": " + value)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _request_head(exchange: Exchange) -> bytes:
    lines = [f"{exchange.method} {exchange.path} HTTP/1.1".encode("latin-1", "replace")]
    lines += [name + b": " + value for name, value in exchange.request_headers]
    lines += [b"Content-Length: %d" % len(exchange.sent)] if exchange.sent else []
    return b"\r\n".join(lines) + b"\r\n\r\n"


class CaptureReader:
    """Reads single records back; keeps the last file open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name = ""
        self._descriptor: int | None = None

    def read(self, warc_file: str, offset: int, length: int) -> Stored:
        """Return the response or revisit record at ``offset``.

        Raises :class:`OSError` when the file is missing and :class:`ValueError` when no whole record stands there.
        """
        if warc_file != self._name or self._descriptor is None:
            self.close()
            self._descriptor = os.open(self.folder / warc_file, os.O_RDONLY)
            self._name = warc_file
        data = os.pread(self._descriptor, length, offset)
        if len(data) < length:
            raise ValueError(f"{warc_file} ends before the record at {offset}")
        return _parse(data, warc_file, offset)

    def close(self) -> None:
        """Close the file that is open."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _parse(data: bytes, warc_file: str, offset: int) -> Stored:
    try:
        records = ArchiveIterator(io.BytesIO(data), parse_http=True)
        record = next(iter(records))
        body = record.reader.read()
    except StopIteration:
        raise ValueError(f"no record at {offset} of {warc_file}") from None
    if record.record_type not in (WarcRecordType.response, WarcRecordType.revisit):
        raise ValueError(f"the record at {offset} of {warc_file} is no response")
    head = record.http_headers
    return Stored(
        url=record.headers["WARC-Target-URI"],
        fetched_at=record.headers["WARC-Date"],
        status=(head.status_code if head else 0) or 0,
        headers=list(head.astuples()) if head else [],
        body=body,
        is_revisit=record.record_type == WarcRecordType.revisit,
        digest=record.headers.get("WARC-Payload-Digest") or "",
    )


def mend(path: Path, committed: int) -> list[tuple[int, int, Stored]]:
    """Cut a torn tail off a WARC file and return the whole responses after byte ``committed``.

    Those were fetched, but the process died before the archive committed them. Returns ``(offset, length, record)``.
    """
    found: list[tuple[int, int, Stored]] = []
    end = committed
    with path.open("r+b") as file:
        for offset, length, data in _members(file, committed):
            end = offset + length
            head = data[:4096]
            if b"WARC-Type: response" in head or b"WARC-Type: revisit" in head:
                file.seek(offset)
                found.append((offset, length, _parse(file.read(length), path.name, offset)))
        if path.stat().st_size > end:
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
    return found


def _members(file: BinaryIO, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield offset, length and content of each whole gzip member from byte ``start`` on."""
    offset = start
    file.seek(start)
    pending = b""
    while True:
        inflate = zlib.decompressobj(31)
        parts: list[bytes] = []
        length = 0
        while not inflate.eof:
            chunk = pending or file.read(1 << 16)
            pending = b""
            if not chunk:
                return
            try:
                parts.append(inflate.decompress(chunk))
            except zlib.error:
                return
            length += len(chunk)
        pending = inflate.unused_data
        length -= len(pending)
        yield offset, length, b"".join(parts)
        offset += length
        file.seek(offset + len(pending))
