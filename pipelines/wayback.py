"""Listings of captures that the Wayback Machine has (CDX), read from a file and kept as the first capture of releases.

Nothing is fetched. A listing may come as its server gives it: lines of text, JSON with a row of names, or a CDX file
with a header; compressed with gzip or not. Only pages that were received whole (status 200) count.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from pipelines.errors import ArchiveError

LONGEST_LINE: Final = 20_000
MOST_BYTES: Final = 1 << 30
"""Bytes of one listing, uncompressed; a longer one is no listing of one site."""
EARLIEST: Final = "1996"
"""The Wayback Machine has nothing older."""
_GZIP: Final = b"\x1f\x8b"
_STAMP: Final = re.compile(r"\d{14}")
_ADDRESS: Final = re.compile(r"https?://\S+", re.I)
_LETTERS: Final = {"N": "urlkey", "b": "timestamp", "a": "original", "m": "mimetype", "s": "statuscode"}
"""What the letters of a CDX file's header stand for."""
_USUAL: Final = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")

KeyOf = Callable[[str], tuple[str, str, str] | None]
"""Returns site, key and own address of an address that was captured; None where it is no release's."""


@dataclass(slots=True)
class WaybackReport:
    """What reading a listing came to."""

    rows: int = 0
    """Captures in the listing."""
    unreadable: int = 0
    """Rows without a time and an address."""
    other: int = 0
    """Captures of pages that are no releases of a site here, or that were not received whole."""
    releases: int = 0
    """Addresses of releases with a capture."""
    written: int = 0
    """Those that were not known, or for a later time."""


def import_listing(connection: sqlite3.Connection, path: Path, key_of: KeyOf) -> tuple[WaybackReport, set[str]]:
    """Keep the first capture of every release in a listing, within the caller's transaction; return also whose sites.

    Raises :class:`ArchiveError` when the file cannot be read, or is no such listing.
    """
    report = WaybackReport()
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for row in _rows(path):
        report.rows += 1
        if row is None:
            report.unreadable += 1
            continue
        stamp, address = row
        found = key_of(address) if stamp else None
        if found is None:
            report.other += 1
            continue
        site, key, url = found
        first[site, key] = min(first.get((site, key), (stamp, url)), (stamp, url))
    if report.unreadable == report.rows:
        raise ArchiveError(
            f"{path} is no listing of captures (CDX): save one from"
            " web.archive.org/cdx/search/cdx?url=HOST/*&output=json"
        )
    report.releases = len(first)
    for (site, key), (captured_at, url) in sorted(first.items()):
        report.written += connection.execute(
            "INSERT INTO wayback_captures (site, key, captured_at, url) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (site, key) DO UPDATE SET captured_at = ?3, url = ?4 WHERE captured_at > ?3",
            (site, key, captured_at, url),
        ).rowcount
    return report, {site for site, _ in first}


def _rows(path: Path) -> Iterator[tuple[str, str] | None]:
    """Give the instant and address of every capture; an empty instant for what does not count, None for no row."""
    try:
        with path.open("rb") as file, (gzip.open(file) if _is_packed(file) else file) as stream:
            begins = stream.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
            stream.seek(0)
            lines = _lines(stream)
            yield from _captures(_lists_of_json(lines) if begins == b"[" else _lists_of_text(lines))
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"{path} cannot be read as a listing: {_reason(error)}") from error


def _is_packed(file: IO[bytes]) -> bool:
    begins = file.read(2)
    file.seek(0)
    return begins == _GZIP


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _lines(stream: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    """Give the lines of a listing; one without line feeds is cut behind its rows."""
    read, rest = 0, ""
    while piece := stream.readline(LONGEST_LINE):
        read += len(piece)
        if read > MOST_BYTES:
            raise OSError(f"it holds more than {MOST_BYTES >> 30} GB")
        rest += piece.decode("utf-8", "replace")
        if not piece.endswith(b"\n"):
            *whole, rest = rest.split("],") if len(rest) < 2 * LONGEST_LINE else [rest, ""]
            yield from (f"{row}]" for row in whole)
        else:
            yield rest
            rest = ""
    if rest:
        yield rest


def _lists_of_json(lines: Iterable[str]) -> Iterator[list[Any]]:
    """Give the rows of a JSON listing, a list each."""
    for line in lines:
        for piece in line.replace("],[", "]\n[").split("\n"):
            text = piece.strip(" \t\r\ufeff[],")
            if text:
                try:
                    yield json.loads(f"[{text}]")
                except (ValueError, RecursionError):
                    yield [text]


def _lists_of_text(lines: Iterable[str]) -> Iterator[list[Any]]:
    for line in filter(None, (line.strip().strip("\ufeff") for line in lines)):
        begin, _, rest = line.partition("{")  # CDXJ: key, time, and the others as JSON
        if rest:
            try:
                told = json.loads("{" + rest)
            except (ValueError, RecursionError):
                told = {}
            words = begin.split()
            yield list(_USUAL[:5])
            yield [*words[:2], told.get("url", ""), told.get("mime", "-"), str(told.get("status", "-"))]
        else:
            yield line.split()


def _captures(rows: Iterable[list[Any]]) -> Iterator[tuple[str, str] | None]:
    names: Mapping[str, int] | None = None
    for row in rows:
        cells = [cell if isinstance(cell, str) else "" for cell in row]
        if header := _header(cells):
            names = header
            continue
        yield _capture(cells, names)


def _header(cells: list[str]) -> dict[str, int] | None:
    """Return where a row of names says that each value stands; None for any other row."""
    if cells[:1] == ["CDX"] and len(cells) > 2:
        return {_LETTERS[letter]: at for at, letter in enumerate(cells[1:]) if letter in _LETTERS}
    if "timestamp" in cells or "original" in cells:
        return {name: at for at, name in enumerate(cells)}
    return None


def _capture(cells: list[str], names: Mapping[str, int] | None) -> tuple[str, str] | None:
    """Return instant and address of one row; without a row of names by what its values look like."""
    if names is None and len(cells) >= len(_USUAL):
        names = {name: at for at, name in enumerate(_USUAL)}
    told = {name: cells[at] for name, at in (names or {}).items() if at < len(cells)}
    stamp = told.get("timestamp") or next((cell for cell in cells if _STAMP.fullmatch(cell)), "")
    address = told.get("original") or next((cell for cell in cells if _ADDRESS.fullmatch(cell)), "")
    instant = _instant(stamp)
    if instant is None or not _ADDRESS.fullmatch(address):
        return None
    received = told.get("statuscode", "200") == "200" and "html" in told.get("mimetype", "text/html").lower()
    return (instant if received else ""), address


def _instant(stamp: str) -> str | None:
    if not _STAMP.fullmatch(stamp) or stamp < EARLIEST:
        return None
    try:
        moment = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment <= datetime.now(UTC) else None
