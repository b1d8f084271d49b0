"""Rows as files: CSV, JSON lines, Parquet and SQLite, each written as it is read, never all at once."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipelines.errors import ArchiveError

BATCH = 1_000
"""Rows that are held at a time where a format is not written row by row."""
INSTALL = "pip install 'lontar[parquet]'"
_ARROW = {"INTEGER": "int64", "REAL": "double"}


class ExportError(ArchiveError):
    """Nothing can be exported as asked; the message is one line for the user."""


@dataclass(slots=True)
class Rows:
    """The rows of one table, to be read once."""

    table: str
    cursor: sqlite3.Cursor
    made_by: str
    """The table's CREATE statement."""
    types: dict[str, str]
    """Type of each column, as declared."""
    count: int = 0
    """How many have been read."""

    @property
    def names(self) -> list[str]:
        """The columns, in order."""
        return [column[0] for column in self.cursor.description]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.cursor:
            self.count += 1
            yield row


def write_csv(rows: Rows, file: IO[str]) -> None:
    """Write rows as CSV with a header (RFC 4180, with line feeds); an empty cell is no value, or an empty text."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(rows.names)
    writer.writerows(rows)


def write_json_lines(rows: Rows, file: IO[str]) -> None:
    """Write rows as JSON objects, one a line."""
    names = rows.names
    for row in rows:
        file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


TEXT_FORMATS: dict[str, Callable[[Rows, IO[str]], None]] = {"csv": write_csv, "jsonl": write_json_lines}
FORMATS = (*TEXT_FORMATS, "parquet", "sqlite")
ENDS = {"csv": "csv", "jsonl": "jsonl", "parquet": "parquet", "sqlite": "db"}
"""Format to the end of a file's name."""


def write_file(form: str, rows: Rows, path: Path, notes: dict[str, str]) -> None:
    """Write rows into a file; ``notes`` (such as the version) go into formats that have room for them.

    An SQLite file that is there gets another table.
    """
    if form in TEXT_FORMATS:
        with path.open("w", encoding="utf-8", newline="") as file:
            TEXT_FORMATS[form](rows, file)
    elif form == "parquet":
        _write_parquet(rows, path, notes)
    else:
        _write_sqlite(rows, path, notes)


def need(form: str) -> None:
    """Raise :class:`ExportError` where a format wants a library that is not installed."""
    if form == "parquet":
        _arrow()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ExportError(f"Parquet needs a library that is not installed: {INSTALL}") from None
    return pyarrow, pyarrow.parquet


def _write_parquet(rows: Rows, path: Path, notes: dict[str, str]) -> None:
    arrow, parquet = _arrow()
    names = rows.names
    kinds = [_ARROW.get(rows.types[name], "string") for name in names]
    fields = [arrow.field(name, kind) for name, kind in zip(names, kinds, strict=True)]
    schema = arrow.schema(fields, metadata={f"lontar.{name}": text for name, text in notes.items()})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := rows.cursor.fetchmany(BATCH):
            rows.count += len(batch)
            columns = [
                arrow.array([_sound(value, kind) for value in column], kind)
                for column, kind in zip(zip(*batch, strict=True), kinds, strict=True)
            ]
            writer.write_batch(arrow.record_batch(columns, schema=schema))


def _sound(value: Any, kind: str) -> Any:
    """Return a value of the column's type: SQLite lets any value stand anywhere."""
    if value is None or kind != "string" or isinstance(value, str):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _write_sqlite(rows: Rows, path: Path, notes: dict[str, str]) -> None:
    with closing(sqlite3.connect(path)) as target, target:
        target.execute("CREATE TABLE IF NOT EXISTS export (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        target.executemany("INSERT OR REPLACE INTO export VALUES (?, ?)", notes.items())
        target.execute(rows.made_by)
        places = ", ".join("?" * len(rows.names))
        target.executemany(f"INSERT INTO {rows.table} ({', '.join(rows.names)}) VALUES ({places})", rows)
