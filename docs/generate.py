"""Writes docs/data-dictionary.md from the schema: ``python docs/generate.py``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipelines.tables import TABLE_SENTENCES, column_sentences

FILE = Path(__file__).parent / "data-dictionary.md"


def text() -> str:
    """Return the page."""
    parts = ["# Data dictionary\n\nEvery table and column of the archive. Written by `python docs/generate.py`.\n"]
    for table, columns in column_sentences().items():
        rows = "\n".join(f"| `{name}` | {sentence} |" for name, sentence in columns.items())
        parts.append(f"## {table}\n\n{TABLE_SENTENCES[table]}\n\n| Column | Meaning |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
