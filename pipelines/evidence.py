"""Evidence packages: all that was received of one release, so that a stranger can check it with standard tools.

A package is a zip file of the raw answers with their headers, the WARC records byte for byte as they lie in the
captures, what the archive made of them, a list of digests, and a README that says how to check each claim.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from pipelines.errors import ArchiveError

GZIP_WINDOW = 31
"""zlib's ``wbits`` for a gzip member."""
LONGEST_REQUEST = 1 << 20
"""Bytes read for the record of a request, which follows that of its answer."""
TABLES = (
    *("revisions", "incidents", "absences", "date_candidates", "date_bounds", "article_urls", "sightings"),
    *("attachments", "images"),
)
"""Tables whose rows on the article are in the package; comments are not: they name third parties."""
_CAPTURES = """
SELECT c.id, c.url, c.fetched_at, c.status, c.digest, c.size, c.warc_file, c.warc_offset, c.warc_length, c.same_as
FROM captures c WHERE c.id IN (
    SELECT capture FROM articles WHERE id = :id UNION SELECT capture FROM revisions WHERE article = :id
    UNION SELECT capture FROM absences WHERE article = :id UNION SELECT capture FROM attachments WHERE article = :id)
"""
_ORIGINALS = """
SELECT id, url, fetched_at, status, digest, size, warc_file, warc_offset, warc_length, same_as FROM captures
WHERE id IN (SELECT value FROM json_each(?))
"""


class ReadsRecords(Protocol):
    """What a package needs of crawler.captures.CaptureReader."""

    def read(self, warc_file: str, offset: int, length: int) -> Any:
        """Return the record (status, headers, body, is_revisit); raises OSError or ValueError."""


@dataclass(slots=True)
class Package:
    """What a package holds."""

    article: int
    url: str
    captures: int
    files: int
    digest: str
    """SHA-256 of the list of digests, hexadecimal: it stands for the whole package."""


def find_article(connection: sqlite3.Connection, wanted: str) -> int:
    """Return the id of the article with a number or an address; raises :class:`ArchiveError` when there is none."""
    row = None
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 16:
        row = connection.execute("SELECT id FROM articles WHERE id = ?", (int(wanted),)).fetchone()
    else:
        row = connection.execute("SELECT article FROM article_urls WHERE url = ?", (wanted,)).fetchone()
    if row is None:
        raise ArchiveError(f"the archive holds no release {wanted!r}: give its number or one of its addresses")
    return int(row[0])


def pack(connection: sqlite3.Connection, captures: Path, reader: ReadsRecords, article: int, output: Path) -> Package:
    """Write the package of an article to a file that takes its name once it is whole.

    Raises :class:`ArchiveError` when a capture cannot be read, or is not what was received.
    """
    connection.row_factory = sqlite3.Row
    rows = _with_originals(connection, connection.execute(_CAPTURES, {"id": article}).fetchall())
    part = output.with_name(output.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
            bundle = _Bundle(file)
            record = _record(connection, article)
            warc = b"".join(_members(captures, row) for row in rows)
            for row in rows:
                _add_answer(bundle, reader, row)
            bundle.add("records.warc.gz", warc)
            bundle.add("record.json", json.dumps(record, ensure_ascii=False, indent=1).encode())
            bundle.add("README.md", _readme(record, rows).encode())
            sums = "".join(f"{digest}  {name}\n" for name, digest in bundle.digests.items()).encode()
            _write(file, "SHA256SUMS", sums)
        part.replace(output)
    except OSError as error:
        raise ArchiveError(f"cannot make the package: {error}") from error
    except ValueError as error:
        raise ArchiveError(f"cannot make the package: {error}; run `lontar verify`") from error
    finally:
        part.unlink(missing_ok=True)
    url = record["article"]["url"]
    return Package(article, url, len(rows), len(bundle.digests) + 1, hashlib.sha256(sums).hexdigest())


class _Bundle:
    """A zip file whose contents are listed with their digests."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self.file = file
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add a file."""
        self.digests[name] = hashlib.sha256(content).hexdigest()
        _write(self.file, name, content)


def _write(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write without the clock, so that the same evidence is the same file."""
    information = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    information.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
    information.external_attr = 0o644 << 16
    file.writestr(information, content)


def _with_originals(connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """Add the captures whose payload others only refer to; all in the order of their time."""
    found = {row["id"]: row for row in rows}
    while wanted := {row["same_as"] for row in found.values() if row["same_as"]} - set(found):
        fresh = connection.execute(_ORIGINALS, (json.dumps(sorted(wanted)),)).fetchall()
        if not fresh:
            break
        found |= {row["id"]: row for row in fresh}
    return sorted(found.values(), key=lambda row: (row["fetched_at"], row["id"]))


def _members(captures: Path, row: sqlite3.Row) -> bytes:
    """Return the gzip members of an answer and of its request, byte for byte as they lie in the WARC file."""
    with (captures / row["warc_file"]).open("rb") as file:
        file.seek(row["warc_offset"])
        data = file.read(row["warc_length"] + LONGEST_REQUEST)
    if len(data) < row["warc_length"]:
        raise ValueError(f"{row['warc_file']} ends before the record at {row['warc_offset']}")
    rest = data[row["warc_length"] :]
    request = zlib.decompressobj(GZIP_WINDOW)
    try:
        text = request.decompress(rest)
    except zlib.error:
        return data[: row["warc_length"]]
    if not request.eof or b"\r\nWARC-Type: request\r\n" not in text[:1000]:
        return data[: row["warc_length"]]
    return data[: len(data) - len(request.unused_data)]


def _add_answer(bundle: _Bundle, reader: ReadsRecords, row: sqlite3.Row) -> None:
    stored = reader.read(row["warc_file"], row["warc_offset"], row["warc_length"])
    name = f"answers/{row['fetched_at'][:19].replace(':', '')}-{row['id']}"
    head = "".join(f"{key}: {value}\n" for key, value in stored.headers)
    bundle.add(f"{name}.headers.txt", f"{row['url']}\n{row['fetched_at']}\n{stored.status}\n\n{head}".encode())
    if stored.is_revisit:
        return
    found = "sha256:" + hashlib.sha256(stored.body).hexdigest()
    if found != row["digest"]:
        raise ValueError(f"the record at {row['warc_offset']} of {row['warc_file']} is not what was received")
    bundle.add(f"{name}.body", stored.body)


def _record(connection: sqlite3.Connection, article: int) -> dict[str, Any]:
    """Return what the archive says of an article, without readers' names."""
    row = connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    record: dict[str, Any] = {"article": dict(row)}
    for table in TABLES:
        order = {"article_urls": "url", "date_bounds": "article"}.get(table, "id")
        found = connection.execute(f"SELECT * FROM {table} WHERE article = ? ORDER BY {order}", (article,))
        record[table] = [dict(each) for each in found if not str(dict(each).get("kind")).startswith("comment-")]
    return record


def _readme(record: dict[str, Any], rows: Sequence[sqlite3.Row]) -> str:
    article = record["article"]
    table = "\n".join(
        f"| {row['id']} | {row['fetched_at']} | {row['status']} | `{row['digest']}` |"
        f" {'same as ' + str(row['same_as']) if row['same_as'] else row['size']} |"
        for row in rows
    )
    text = resources.files("pipelines").joinpath("data/evidence.md").read_text("utf-8")
    values = {"headline": " ".join((article["headline"] or "").split()), "url": article["url"], "table": table}
    values |= {"digest": article["digest"], "number": str(article["id"])}
    for name, value in values.items():
        text = text.replace(f"[[{name}]]", value)
    return text
