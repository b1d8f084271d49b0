"""The part of datasette-metadata.yaml that follows the schema; ``python -m publish.metadata`` writes it.

That part is ``tables``: the sentence of every table and column, and what is hidden, come from
pipelines.tables, so that nobody types them twice. A table's other options (facets, order, labels), and all
that stands outside this part (titles, saved queries), are written by hand in the file and stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES, column_sentences

FILE = Path(__file__).parent.parent / "datasette-metadata.yaml"
INTERNAL_TABLES = (
    "articles_fts",
    "articles_fts_data",
    "articles_fts_idx",
    "articles_fts_docsize",
    "articles_fts_config",
    "more_fts",
    "more_fts_content",
    "more_fts_data",
    "more_fts_idx",
    "more_fts_docsize",
    "more_fts_config",
    "_sqlite_migrations",
)
"""Tables of the full-text index and of the migrations, hidden like the operational ones."""
QUERIES = (
    "search",
    "newest",
    "undated",
    "changed",
    "vanished",
    "comments_of_readers",
    "coverage",
    "how_dates_are_known",
    "word_by_year",
    "texts_by_year",
    "silent_months",
    "listed_dates_differ",
    "back_dated",
    "edit_delay",
    "commented_most",
    "copies",
    "authors",
    "tags_used",
    "links_to_vanished",
    "conduct_of_runs",
)
"""Names of the saved queries of the file, which addresses elsewhere rely on."""
FOLLOWS_SCHEMA = ("description", "columns", "hidden")
"""Options of a table that are written anew."""
WIDTH = 110

_TABLES = re.compile(r"(?<=^  archive:\n    tables:\n)(?:      .*\n|\n)+", re.MULTILINE)


class MetadataError(Exception):
    """The file cannot be written anew; the message is one line for the user."""


def tables(written: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of the file: those of the schema, with the hand-written options of ``written``."""
    sentences = column_sentences()
    found: dict[str, Any] = {}
    for table, sentence in TABLE_SENTENCES.items():
        options = written.get(table) or {}
        found[table] = {"description": sentence, "columns": sentences[table]}
        found[table] |= {name: value for name, value in options.items() if name not in FOLLOWS_SCHEMA}
        if table in HIDDEN_TABLES:
            found[table]["hidden"] = True
    return found | {table: {"hidden": True} for table in INTERNAL_TABLES}


def text(current: str | None = None) -> str:
    """Return what the file should hold, given what it holds (by default, what the file on disk holds).

    Raises :class:`MetadataError` when the file is not as expected.
    """
    if current is None:
        current = FILE.read_text("utf-8")
    try:
        written = yaml.safe_load(current)["databases"]["archive"]["tables"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise MetadataError(f"{FILE.name} cannot be read: {' '.join(str(error).split())}") from None
    place = _TABLES.search(current)
    if place is None or not isinstance(written, dict):
        raise MetadataError(
            f"{FILE.name} has no part databases, archive, tables, indented by two spaces a level"
        )
    dumped = yaml.safe_dump(tables(written), allow_unicode=True, sort_keys=False, width=WIDTH)
    part = "".join(f"      {line}".rstrip() + "\n" for line in dumped.splitlines())
    return current[: place.start()] + part + current[place.end() :]


def main() -> None:
    """Write the file anew."""
    try:
        FILE.write_text(text(), "utf-8")
    except (OSError, MetadataError) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
