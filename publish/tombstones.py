"""What pages show in the place of what is redacted: the reason, in a published copy and in the live archive alike.

A copy holds tombstones and nothing else; the live archive holds everything, and its ledger says what is not to be
shown. Tables and SQL of the live archive, which are its operator's alone, show what it holds.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

REDACTED = "[disunting / redacted]"
"""What a copy has in the place of a redacted text."""
Row = dict[str, Any]
_LEDGER = "SELECT kind, target, why, site, author, text FROM redactions WHERE kind <> 'article' AND lifted_at IS NULL"
_KEPT_OF_ARTICLE = (
    "id", "site", "site_name", "region", "region_name", "status", "first_seen_at", "last_seen_at", "language",
)  # fmt: skip


def why_redacted(connection: sqlite3.Connection, article: int) -> str | None:
    """Return the reason why a release is not shown; None where none is known."""
    queries = (
        ("tombstones", "SELECT why FROM tombstones WHERE kind = 'article' AND number = ?", (article,)),
        (
            "redactions",
            "SELECT r.why FROM redactions r JOIN articles a ON a.id = ?2 WHERE r.kind = 'article'"
            " AND r.lifted_at IS NULL AND (r.target = ?1 OR r.site = a.site AND (r.key = a.key"
            " OR r.native_id = a.native_id))"
            " ORDER BY r.target = ?1 DESC, r.id DESC",
            (str(article), article),
        ),
    )
    for table, query, values in queries:
        if _holds(connection, table):
            row = connection.execute(f"{query} LIMIT 1", values).fetchone()
            return row[0] if row else None
    return None


def bare(article: Row) -> Row:
    """Return the row of a redacted release with nothing in it that it says."""
    return {name: value if name in _KEPT_OF_ARTICLE else None for name, value in article.items()} | {
        "headline": REDACTED, "url": "", "digest": "",
    }  # fmt: skip


def hush(connection: sqlite3.Connection, comments: list[Row]) -> list[Row]:
    """Return comments as they may be shown: of the redacted ones (``why_redacted``) neither author nor text."""
    found = []
    reasons = reasons_of(connection, comments)
    for comment in comments:
        why = reasons.get(comment["id"])
        answers = REDACTED if comment.get("parent") in reasons else comment.get("answers")
        shown = comment | {"why_redacted": why, "answers": answers}
        found.append(shown if why is None else shown | {"author": REDACTED, "text": REDACTED})
    return found


def reasons_of(connection: sqlite3.Connection, comments: list[Row]) -> dict[int, str]:
    """Return the number of each redacted comment among these, and why."""
    if not comments:
        return {}
    if _holds(connection, "tombstones"):
        places = ",".join("?" * len(comments))
        rows = connection.execute(
            f"SELECT number, why FROM tombstones WHERE kind = 'comment' AND number IN ({places})",
            [comment["id"] for comment in comments],
        )
        return dict(rows.fetchall())
    if not _holds(connection, "redactions"):
        return {}
    ledger = connection.execute(_LEDGER).fetchall()
    found = {}
    for comment in comments:
        why = next((entry[2] for entry in ledger if _is_meant(comment, *entry)), None)
        if why is not None:
            found[comment["id"]] = why
    return found


def redacted_comments(connection: sqlite3.Connection) -> set[int]:
    """Return the numbers of comments that are redacted by their number: of the live archive's, those of the ledger."""
    if not _holds(connection, "redactions"):
        return set()
    return {int(entry[1]) for entry in connection.execute(_LEDGER) if entry[0] == "comment"}


def _is_meant(comment: Row, kind: str, target: str, _: str, site: str, author: str, text: str) -> bool:
    if kind == "person":
        name = r"\s+".join(re.escape(word) for word in target.split())
        return re.search(rf"(?<!\w){name}(?!\w)", comment["author"] or "", re.IGNORECASE) is not None
    if author is None:
        return target == str(comment["id"])
    if (comment["site"], comment["author"]) != (site, author):
        return False
    ours, theirs = (" ".join(value.split()).rstrip(".… ") for value in (comment["text"] or "", text or ""))
    return target == str(comment["id"]) or ours == theirs or (comment["is_excerpt"] and theirs.startswith(ours))


def _holds(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
