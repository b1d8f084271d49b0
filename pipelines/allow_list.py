"""The allow-list: which tables and columns of an archive may be published, and what is done with each value."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from importlib import resources

from pipelines.errors import ArchiveError

_OWN = ("articles_fts", "more_fts", "sqlite_")
"""How the names of tables begin that every copy makes for itself."""


class PublicationError(ArchiveError):
    """The copy cannot be built; the message is one line for the operator."""


@dataclass(slots=True, frozen=True)
class Table:
    """What of one table may be published."""

    name: str
    columns: dict[str, str]
    """Published column to what is done with it: public, masked, said, html, links, names or evidence."""
    private: frozenset[str]


def allowed() -> tuple[dict[str, Table], frozenset[str]]:
    """Return the published tables, in the order in which they are copied, and the names of the private ones."""
    data = tomllib.loads(resources.files("pipelines").joinpath("data/published.toml").read_text("utf-8"))
    private = frozenset(data.pop("private"))
    tables = {}
    for name, entry in data.items():
        hidden = frozenset(entry.pop("private", "").split())
        columns = {column: how for how, names in entry.items() for column in names.split()}
        tables[name] = Table(name, columns, hidden)
    return tables, private


def check_known(copy: sqlite3.Connection, tables: dict[str, Table], private: frozenset[str]) -> None:
    """Refuse an archive with a table or a column of which nobody has said whether it may be published."""
    for (name,) in copy.execute("SELECT name FROM source.sqlite_master WHERE type IN ('table', 'view')").fetchall():
        if name.startswith(_OWN) or name in private:
            continue
        if name not in tables:
            raise PublicationError(f"the table {name} is neither published nor private: name it in published.toml")
        for _, column, *_ in copy.execute(f"PRAGMA source.table_info({name})").fetchall():
            if column not in tables[name].columns and column not in tables[name].private:
                raise PublicationError(
                    f"the column {name}.{column} is neither published nor private: name it in published.toml"
                )
