"""What goes with a published copy: what has changed since the last, and its description as a data package."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipelines.data_package import described, file_facts

LISTED = 100
"""Releases of one kind that are named; the others are counted."""
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
    "No longer redacted": "SELECT n.site, n.headline, n.url FROM articles n JOIN before.articles b USING (id)"
    " WHERE n.status <> 'redacted' AND b.status = 'redacted'",
    "No longer published": "SELECT site, NULL, 'release ' || id FROM before.articles b"
    " WHERE id NOT IN (SELECT id FROM articles)",
}


def changes_between(before: Path | None, after: Path, version: str) -> dict[str, Any]:
    """Return what a copy has that the one before had not: by kind, with counts by site and the first addresses.

    ``before`` is None for the first; one that cannot be read any more counts as none, and ``unreadable`` says so.
    """
    found: dict[str, Any] = {"version": version, "since": None, "unreadable": None, "releases": 0, "changes": {}}
    with closing(sqlite3.connect(f"{after.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (found["releases"],) = connection.execute("SELECT count(*) FROM articles").fetchone()
        if before is None:
            return found
        try:
            connection.execute("ATTACH ? AS before", (f"{before.resolve().as_uri()}?mode=ro&immutable=1",))
            (found["since"],) = connection.execute("SELECT version FROM before.publication").fetchone()
            for name, query in _CHANGES.items():
                if sites := dict(connection.execute(f"SELECT site, count(*) FROM ({query}) GROUP BY 1 ORDER BY 1")):
                    rows = connection.execute(f"{query} ORDER BY 1, 3 LIMIT {LISTED}")
                    listed = [{"site": site, "headline": headline, "url": url} for site, headline, url in rows]
                    found["changes"][name] = {"count": sum(sites.values()), "sites": sites, "listed": listed}
        except (sqlite3.Error, TypeError):
            found |= {"since": None, "unreadable": before.parent.name, "changes": {}}
    return found


def in_markdown(changes: dict[str, Any]) -> str:
    """Return the same for readers."""
    lines = [f"# Changes of {changes['version']}", ""]
    if changes["since"] is None:
        lost = changes["unreadable"]
        told = f"The copy before, {lost}, cannot be read any more" if lost else "The first copy"
        return "\n".join([*lines, f"{told}: {changes['releases']:,} releases.", ""])
    lines += [f"Since {changes['since']}:", ""]
    for name, change in changes["changes"].items():
        lines += [f"## {name}: {change['count']:,}", ""]
        lines += [", ".join(f"{site} {count:,}" for site, count in change["sites"].items()), ""]
        for row in change["listed"]:
            lines.append(f"- {row['site']}: {_plain(row['headline'] or '')} {_plain(row['url'])}".replace(":  ", ": "))
        lines += [f"- and {change['count'] - LISTED:,} more"] if change["count"] > LISTED else []
        lines.append("")
    if not changes["changes"]:
        lines += ["Comments, links or addresses alone.", ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return a text as one line in which nothing is markup."""
    return "".join("\\" + sign if sign in "\\`*_[]<>#|&" else sign for sign in " ".join(text.split()))[:500]


def data_package(path: Path, tables: dict[str, list[str]]) -> dict[str, Any]:
    """Return the description of a copy as a Data Package."""
    found = {}
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        version, digest, instant = connection.execute("SELECT version, digest, built_at FROM publication").fetchone()
        for name, columns in tables.items():
            types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({name})")}
            (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            found[name] = (path.name, "sqlite", {column: types[column] for column in columns}, count)
    files = {path.name: file_facts(path)}
    return described(found, files, version=version, digest=digest, instant=instant)
