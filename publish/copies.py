"""What a page tells of the archive as a whole: its version, what goes with a published copy, its tables and columns."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from publish.phrases import in_language
from publish.serve import metadata_path

BESIDE = {
    "datapackage.json": "application/json; charset=utf-8",
    "CHANGES.json": "application/json; charset=utf-8",
    "CHANGES.md": "text/markdown; charset=utf-8",
    "DICTIONARY.md": "text/markdown; charset=utf-8",
    "LICENCE.md": "text/markdown; charset=utf-8",
}
"""Files that lie beside a copy, and may be taken, with their media types."""
EXPORTS = "exports.json"
"""The list of a copy's exports, which may be taken, too."""
_COMMENTED = re.compile(r"^\s+(\w+) .*?-- (.+)$", re.MULTILINE)


def publication(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """Return what a published copy says of itself; None for a live archive."""
    try:
        cursor = connection.execute("SELECT * FROM publication")
    except sqlite3.OperationalError:
        return None
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


def exports_of(folder: Path) -> list[dict[str, Any]]:
    """Return the files that were exported beside a copy: name, format, bytes, sha256; none where there are none."""
    try:
        found = json.loads((folder / EXPORTS).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [entry for entry in found if (folder / entry["file"]).is_file()]


def changes_of(folder: Path) -> dict[str, Any] | None:
    """Return what has changed in a copy since the last; None where nothing tells it."""
    try:
        found: dict[str, Any] = json.loads((folder / "CHANGES.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def dictionary(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return every table of the file with its sentence, rows where they are quickly counted, and columns."""
    told = _metadata()["tables"]
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    names = [name for name in told if name in made and told[name].get("columns")]
    names += [name for name in ("publication", "tombstones") if name in made]
    found = []
    for name in names:
        sentences = dict(_COMMENTED.findall(made[name])) | (told.get(name, {}).get("columns") or {})
        columns = [
            {"name": row[1], "type": row[2], "sentence": sentences.get(row[1], "")}
            for row in connection.execute(f'PRAGMA table_info("{name}")')
        ]
        found.append({"name": name, "sentence": told.get(name, {}).get("description", ""), "columns": columns})
    return found


def queries(language: str) -> dict[str, str]:
    """Return the saved queries: name to title."""
    return {name: in_language(query["title"], language) for name, query in _metadata()["queries"].items()}


def table_sentences() -> dict[str, str]:
    """Return what each table holds, in a sentence."""
    return {name: table.get("description", "") for name, table in _metadata()["tables"].items()}


@cache
def _metadata() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(metadata_path().read_text("utf-8"))["databases"]["archive"]
    return found
