"""Counts by site and month that the database keeps itself: triggers on the tables that are counted.

Pages show them at once, however large the archive is. What is counted is told here once, as data; the triggers and the
counting of a whole archive are made of it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_SHOWN = "{row}.status NOT IN ('quarantined', 'redacted')"
_REVISED = f"{_SHOWN} AND {{row}}.revisions > 1"
_PUBLISHED = "ifnull(substr({row}.published_at, 1, 7), '')"
_WRITTEN = "substr(ifnull({row}.posted_at, {row}.first_seen_at), 1, 7)"


@dataclass(slots=True, frozen=True)
class Measure:
    """One thing that is counted; ``{row}`` stands for the row in the expressions."""

    name: str
    table: str
    month: str
    """Expression of the month that a row belongs to."""
    columns: str
    """Columns on which month, kind or condition depend, beside the site."""
    condition: str = "1"
    what: str = ""
    """Expression of ``tallies.what``; the name where it is empty."""

    def values(self, row: str) -> tuple[str, str, str]:
        """Return the expressions of site, what and month for a row of that name."""
        what = self.what.format(row=row) or f"'{self.name}'"
        return f"{row}.site", what, self.month.format(row=row)


MEASURES = (
    Measure("releases", "articles", _PUBLISHED, "published_at, status", _SHOWN),
    Measure("texts", "articles", _PUBLISHED, "published_at, status, body", f"{_SHOWN} AND {{row}}.body <> ''"),
    Measure("revised", "articles", _PUBLISHED, "published_at, status, revisions", _REVISED),
    Measure("comments", "comments", _WRITTEN, "posted_at, first_seen_at"),
    Measure("incidents", "incidents", "substr({row}.first_at, 1, 7)", "first_at, kind", what="{row}.kind"),
)


def triggers() -> list[str]:
    """Return the statements that create the triggers."""
    return [statement for measure in MEASURES for statement in _triggers_of(measure)]


def fill(connection: sqlite3.Connection) -> None:
    """Count everything anew."""
    connection.execute("DELETE FROM tallies")
    for measure in MEASURES:
        site, what, month = measure.values("t")
        connection.execute(
            f"INSERT INTO tallies (site, what, month, number) SELECT {site}, {what}, {month}, count(*)"
            f" FROM {measure.table} t WHERE {measure.condition.format(row='t')} GROUP BY 1, 2, 3"
        )


def _triggers_of(measure: Measure) -> list[str]:
    name, table = f"tallies_{measure.name}", measure.table
    old, new = (", ".join(measure.values(row)) for row in ("old", "new"))
    was, is_now = (measure.condition.format(row=row) for row in ("old", "new"))
    changed = f"({old}, ({was}) IS TRUE) IS NOT ({new}, ({is_now}) IS TRUE)"
    return [
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} WHEN {is_now} BEGIN {_more(measure)} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} WHEN {was} BEGIN {_less(measure)} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF site, {measure.columns} ON {table} WHEN {changed}"
        f" BEGIN {_less(measure)} {_more(measure)} END",
    ]


def _more(measure: Measure) -> str:
    """Count a new row. No upsert: the conflict rule of the statement that fired the trigger would take its place."""
    here, given = _place(measure, "new"), measure.condition.format(row="new")
    values = ", ".join(measure.values("new"))
    return (
        f"INSERT INTO tallies (site, what, month, number) SELECT {values}, 0 WHERE ({given})"
        f" AND NOT EXISTS (SELECT 1 FROM tallies WHERE {here});"
        f" UPDATE tallies SET number = number + 1 WHERE {here} AND ({given});"
    )


def _less(measure: Measure) -> str:
    here, given = _place(measure, "old"), measure.condition.format(row="old")
    return (
        f"UPDATE tallies SET number = number - 1 WHERE {here} AND ({given});"
        f" DELETE FROM tallies WHERE {here} AND number < 1;"
    )


def _place(measure: Measure, row: str) -> str:
    site, what, month = measure.values(row)
    return f"site = {site} AND what = {what} AND month = {month}"
