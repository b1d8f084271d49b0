"""The releases that a search finds, as files: CSV, JSON lines and Parquet, made piece by piece, never all at once."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from publish.asking import Asked
from publish.searching import every

MOST_TAKEN = 10_000
"""Releases that one file holds at most, the newest: for more there are the whole copy and ``lontar export``."""
BATCH = 200
"""Releases that are read at a time, so that nobody waits for somebody's file."""
DATED = (
    "published_at", "published_precision", "published_source", "published_zone", "published_raw", "published_after",
    "published_before", "published_bounds",
)  # fmt: skip
"""How each date is known goes with it."""
CSV_COLUMNS = ("id", "site", "headline", "url", *DATED, "category", "status", "revisions")
COLUMNS = (
    "id", "site", "region", "headline", "subheadline", "body", "url", *DATED, "modified_at", "category", "author",
    "byline", "language", "word_count", "status", "revisions", "digest", "first_seen_at", "last_seen_at",
    "missing_since",
)  # fmt: skip
"""Of a file for programs: the columns of the table articles, as the data dictionary describes them."""
_NUMBERS = ("id", "revisions", "word_count")
_ROWS = (
    "SELECT {} FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))"
    " AND a.status NOT IN ('quarantined', 'redacted')"
)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


def wanted(connection: sqlite3.Connection, asked: Asked) -> tuple[list[int], bool]:
    """Return the numbers of the newest releases that match, and whether these are all."""
    found = every(connection, asked, MOST_TAKEN + 1)
    return found[:MOST_TAKEN], len(found) <= MOST_TAKEN


def rows_of(connection: sqlite3.Connection, columns: Sequence[str], numbers: list[int]) -> list[tuple[Any, ...]]:
    """Return the rows of these releases, in their order."""
    query = _ROWS.format(", ".join(f"a.{name}" for name in columns))
    found = {row[0]: tuple(row) for row in connection.execute(query, (json.dumps(numbers),))}
    return [found[number] for number in numbers if number in found]


def file_name(form: str, asked: Asked, version: str | None) -> str:
    """Return a name that says of which copy, and what was looked for."""
    said = "-".join(filter(None, (asked.text, *asked.chosen.values(), asked.since, asked.until)))
    words = re.sub(r"[^a-z0-9]+", "-", said.lower())[:60].strip("-")
    return "-".join(filter(None, ("lontar", version, words))) + f".{form}"


def has_parquet() -> bool:
    """Tell whether the library that writes Parquet is installed."""
    return find_spec("pyarrow") is not None


class CsvFile:
    """CSV for spreadsheets, without the texts; an apostrophe stands before what one would run as a formula."""

    columns = CSV_COLUMNS

    def begin(self) -> bytes:
        """Return the header."""
        return self.part([self.columns])

    def part(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """Return rows."""
        file = io.StringIO()
        csv.writer(file).writerows([unformula(value) for value in row] for row in rows)
        return file.getvalue().encode()

    def end(self) -> bytes:
        """Return nothing."""
        return b""


class LinesFile:
    """One JSON object a line, with the texts."""

    columns = COLUMNS

    def begin(self) -> bytes:
        """Return nothing."""
        return b""

    def part(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """Return rows."""
        made = (json.dumps(dict(zip(self.columns, row, strict=True)), ensure_ascii=False) for row in rows)
        return "".join(f"{line}\n" for line in made).encode()

    def end(self) -> bytes:
        """Return nothing."""
        return b""


class ParquetFile:
    """Parquet, with the texts; ``notes`` stand in its metadata. What is written is handed on at once."""

    columns = COLUMNS

    def __init__(self, notes: dict[str, str]) -> None:
        import pyarrow
        from pyarrow import parquet

        fields = [(name, "int64" if name in _NUMBERS else "string") for name in self.columns]
        self._arrow, self._made = pyarrow, io.BytesIO()
        self._schema = pyarrow.schema(
            [pyarrow.field(*field) for field in fields], {f"lontar.{name}": text for name, text in notes.items()}
        )
        self._writer = parquet.ParquetWriter(pyarrow.PythonFile(_Onward(self._made)), self._schema, compression="zstd")

    def begin(self) -> bytes:
        """Return what stands before the rows."""
        return self._taken()

    def part(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """Return rows."""
        arrays = [
            self._arrow.array([_sound(value, name) for value in column], self._schema.field(name).type)
            for name, column in zip(self.columns, zip(*rows, strict=True), strict=True)
        ]
        self._writer.write_batch(self._arrow.record_batch(arrays, schema=self._schema))
        return self._taken()

    def end(self) -> bytes:
        """Return what closes the file."""
        self._writer.close()
        return self._taken()

    def _taken(self) -> bytes:
        made = self._made.getvalue()
        self._made.seek(0)
        self._made.truncate()
        return made


class _Onward(io.RawIOBase):
    """A file that can only be written on: it counts what went through, and keeps nothing itself."""

    def __init__(self, target: io.BytesIO) -> None:
        super().__init__()
        self._target, self._count = target, 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._count += self._target.write(data)
        return len(data)

    def tell(self) -> int:
        return self._count


def maker(form: str, notes: dict[str, str]) -> CsvFile | LinesFile | ParquetFile:
    """Return what makes a file of a form."""
    if form == "parquet":
        return ParquetFile(notes)
    return CsvFile() if form == "csv" else LinesFile()


def unformula(value: Any) -> Any:
    """Keep a spreadsheet from running a headline."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _sound(value: Any, name: str) -> Any:
    """Return a value of the column's type: SQLite lets any value stand anywhere."""
    if value is None or name in _NUMBERS or isinstance(value, str):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
