"""What goes with a published copy: what has changed since the last, and its description as a data package."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipelines.tables import TABLE_SENTENCES, column_sentences

LISTED = 100
"""Releases of one kind that are named; the others are counted."""
_TYPES = {"INTEGER": "integer", "REAL": "number"}
_CHANGES = {
    "New": "SELECT n.site, n.headline, n.url FROM articles n WHERE n.id NOT IN (SELECT id FROM before.articles)",
    "Edited": "SELECT n.site, n.headline, n.url FROM articles n JOIN before.articles b USING (id)"
    " WHERE n.revisions > b.revisions AND b.status <> 'redacted'",
    "Vanished": "SELECT n.site, n.headline, n.url FROM articles n JOIN before.articles b USING (id)"
    " WHERE n.status = 'gone' AND b.status <> 'gone'",
    "Returned": "SELECT n.site, n.headline, n.url FROM articles n JOIN before.articles b USING (id)"
    " WHERE n.status IN ('present', 'returned') AND b.status IN ('gone', 'delisted')",
    "Redacted": "SELECT n.site, NULL, n.url FROM articles n JOIN before.articles b USING (id)"
    " WHERE n.status = 'redacted' AND b.status <> 'redacted'",
    "No longer published": "SELECT site, NULL, 'release ' || id FROM before.articles b"
    " WHERE id NOT IN (SELECT id FROM articles)",
}


def changes_between(before: Path | None, after: Path, version: str) -> str:
    """Return in Markdown what a copy has that the one before had not; ``before`` is None for the first."""
    lines = [f"# Changes of {version}", ""]
    with closing(sqlite3.connect(f"{after.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        if before is None:
            (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
            return "\n".join([*lines, f"The first copy: {count:,} releases.", ""])
        connection.execute("ATTACH ? AS before", (f"{before.resolve().as_uri()}?mode=ro&immutable=1",))
        (earlier,) = connection.execute("SELECT version FROM before.publication").fetchone()
        lines += [f"Since {earlier}:", ""]
        for name, query in _CHANGES.items():
            (count,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
            if not count:
                continue
            lines += [f"## {name}: {count:,}", ""]
            for site, headline, url in connection.execute(f"{query} ORDER BY 1, 3 LIMIT {LISTED}"):
                lines.append(f"- {site}: {f'{_plain(headline)} ' if headline else ''}{_plain(url)}")
            lines += [f"- and {count - LISTED:,} more"] if count > LISTED else []
            lines.append("")
        if len(lines) == 4:
            lines += ["Comments, links or addresses alone.", ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return a text as one line in which nothing is markup."""
    return "".join("\\" + sign if sign in "\\`*_[]<>#|&" else sign for sign in " ".join(text.split()))[:500]


def data_package(path: Path, version: str, built_at: str, tables: dict[str, list[str]]) -> dict[str, Any]:
    """Return the description of a copy as a Data Package (https://datapackage.org/standard/)."""
    sentences = column_sentences()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    resources = []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for name, columns in tables.items():
            types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({name})")}
            (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            fields = [
                {"name": column, "type": _TYPES.get(types[column], "string"), "description": sentences[name][column]}
                for column in columns
            ]
            resources.append(
                {"name": name.replace("_", "-"), "title": name, "description": TABLE_SENTENCES[name], "rows": count}
                | {"path": path.name, "format": "sqlite", "mediatype": "application/vnd.sqlite3"}
                | {"dialect": {"table": name}, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
                | {"schema": {"fields": fields}}
            )
    return {
        "name": "lontar",
        "title": "Lontar: the record of Indonesian regional government news",
        "version": version,
        "created": built_at,
        "resources": resources,
    }
