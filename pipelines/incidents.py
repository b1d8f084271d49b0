"""Incidents: what is worth telling, each with its evidence. Written within the caller's transaction.

What merely happened (an edit) is told once and is over at once; what lasts (an outage, a release that is missing) is
one open row until it is over, however often it is seen again.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

Evidence = dict[str, Any]


class Incidents:
    """Writes the incidents of one site as one run meets them."""

    def __init__(self, connection: sqlite3.Connection, site: str, run: int) -> None:
        self.connection = connection
        self.site = site
        self.run = run

    def tell(self, kind: str, instant: str, evidence: Evidence, article: int | None = None) -> None:
        """Record what happened; it is over with its observation."""
        self._insert(kind, instant, evidence, article, closed_at=instant)

    def hold(self, kind: str, instant: str, evidence: Evidence, article: int | None = None) -> bool:
        """Record what lasts: a new row, or the open one seen again with newer evidence. Return whether it is new."""
        cursor = self.connection.execute(
            "UPDATE incidents SET last_at = ?, evidence = ? WHERE site = ? AND kind = ? AND ifnull(article, 0) = ?"
            " AND closed_at IS NULL",
            (instant, _json(evidence), self.site, kind, article or 0),
        )
        if cursor.rowcount:
            return False
        self._insert(kind, instant, evidence, article, closed_at=None)
        return True

    def close(self, kind: str, instant: str, article: int | None = None) -> bool:
        """End what lasted; return whether it was open."""
        cursor = self.connection.execute(
            "UPDATE incidents SET closed_at = ? WHERE site = ? AND kind = ? AND ifnull(article, 0) = ?"
            " AND closed_at IS NULL",
            (instant, self.site, kind, article or 0),
        )
        return cursor.rowcount > 0

    def grow(self, old: str, new: str, instant: str, evidence: Evidence, article: int) -> None:
        """Let an open incident become one of another kind: a missing article is now gone."""
        self.connection.execute(
            "UPDATE incidents SET kind = ?, last_at = ?, evidence = ? WHERE site = ? AND kind = ? AND article = ?"
            " AND closed_at IS NULL",
            (new, instant, _json(evidence), self.site, old, article),
        )

    def open_kinds(self) -> set[str]:
        """Return the kinds of what lasts and concerns the site, not one article."""
        rows = self.connection.execute(
            "SELECT kind FROM incidents WHERE site = ? AND article IS NULL AND closed_at IS NULL", (self.site,)
        )
        return {kind for (kind,) in rows}

    def _insert(
        self, kind: str, instant: str, evidence: Evidence, article: int | None, closed_at: str | None
    ) -> None:
        self.connection.execute(
            "INSERT INTO incidents (site, article, kind, first_at, last_at, evidence, closed_at, run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.site, article, kind, instant, instant, _json(evidence), closed_at, self.run),
        )


def _json(evidence: Evidence) -> str:
    return json.dumps(evidence, ensure_ascii=False, sort_keys=True)
