"""What has been told, beside the archive and never in it: private files, written whole or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

Memory = dict[str, Any]


def load(path: Path, empty: Any) -> Any:
    """Return what a file holds; ``empty`` where there is none. Raises :class:`ValueError` for a damaged one."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return empty
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read ({error}): mend it, or move it away") from None


def save(path: Path, value: Any) -> None:
    """Write a file that only its owner may read, in one step."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def mark(connection: sqlite3.Connection) -> Memory:
    """Return how far the archive has come: the last incident and article, and what is open and of which kind."""
    incident, article = connection.execute(
        "SELECT (SELECT ifnull(max(id), 0) FROM incidents), (SELECT ifnull(max(id), 0) FROM articles)"
    ).fetchone()
    rows = connection.execute("SELECT id, kind FROM incidents WHERE closed_at IS NULL")
    return {"incident": incident, "article": article, "open": {str(number): kind for number, kind in rows}}
