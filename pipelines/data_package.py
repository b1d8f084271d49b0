"""Descriptions of data: datapackage.json (https://datapackage.org/standard/), and the data dictionary for readers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.tables import TABLE_SENTENCES, column_sentences

TITLE = "Lontar: the record of Indonesian regional government news"
LICENCE = {"title": "Publications of government agencies; see the file", "path": "LICENCE.md"}
_TYPES = {"INTEGER": "integer", "REAL": "number"}
_FORMATS = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "jsonl": {"format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
    "sqlite": {"format": "sqlite", "mediatype": "application/vnd.sqlite3"},
}
_KEYS = {
    "article_urls": ["url"], "date_bounds": ["article"], "incident_kinds": ["kind"], "likenesses": ["article", "other"],
    "moves": ["site", "to_key"], "regions": ["code"], "sites": ["slug"], "stems": ["word"], "tags": ["article", "tag"],
    "fingerprints": ["article"], "tallies": ["site", "what", "month"], "listings": ["site", "block", "url"],
    "unobtained": ["url"],
}  # fmt: skip
"""Primary keys that are not ``id``."""

Facts = Mapping[str, Any]
"""Size and digest of a file."""


def described(
    tables: Mapping[str, tuple[str, str, Mapping[str, str | None], int]],
    files: Mapping[str, Facts],
    *,
    version: str,
    digest: str,
    instant: str,
    of: str = "",
) -> dict[str, Any]:
    """Return the description of tables: name to (file, format, type of each column, rows); ``files`` to their facts.

    ``digest`` is that of the content; ``of`` says what was selected, where not all was.
    """
    sentences = column_sentences()
    resources = []
    for table, (file, form, columns, count) in tables.items():
        fields = [
            {"name": column, "type": _TYPES.get(kind or "", "string"), "description": sentences[table][column]}
            for column, kind in columns.items()
        ]
        resources.append(
            {"name": table.replace("_", "-"), "title": table, "description": TABLE_SENTENCES[table], "rows": count}
            | {"path": file, **_FORMATS[form], **files[file]}
            | ({"dialect": {"table": table}} if form == "sqlite" else {})
            | {"schema": {"fields": fields, "primaryKey": _KEYS.get(table, ["id"])}}
        )
    selected = {"selection": of} if of else {}
    return {
        "name": "lontar",
        "title": TITLE,
        "version": version,
        "digest": f"sha256:{digest}",
        "created": instant,
        **selected,
        "licenses": [LICENCE],
        "resources": resources,
    }


def file_facts(path: Path) -> dict[str, Any]:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def dictionary(tables: Mapping[str, Iterable[str]]) -> str:
    """Return the data dictionary of tables and their columns, as Markdown."""
    sentences = column_sentences()
    parts = ["# Data dictionary\n"]
    for table, columns in tables.items():
        rows = "\n".join(f"| `{column}` | {sentences[table][column]} |" for column in columns)
        parts.append(f"## {table}\n\n{TABLE_SENTENCES[table]}\n\n| Column | Meaning |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)
