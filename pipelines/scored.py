"""Scores an archive against a truth file: finds each article of the truth, and reads its fields from the tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pipelines.errors import TruthError
from pipelines.scoring import Score, comment, judged

_SLASHES = re.compile("/{2,}")
_COLUMNS = ("headline", "subheadline", "body", "byline", "author", "category", "published_at")
_LISTS = {
    "tags": "SELECT tag AS text FROM tags WHERE article = ?",
    "comments": (
        "SELECT author, posted_at, text FROM comments WHERE article = ? AND NOT is_excerpt AND missing_since IS NULL"
    ),
    "related": (
        "SELECT text, url FROM related_links WHERE article = ? AND kind = 'related' AND missing_since IS NULL"
        " ORDER BY position"
    ),
}


def read_truth(path: Path, site: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (site, row) of a truth file of JSON lines, or of a folder with one such file a site (``<site>.jsonl``).

    ``site`` is whose rows are wanted, and whose those are that name none; None: all sites, and each row has to name
    its own. Raises :class:`TruthError` for what cannot be read.
    """
    files = [path]
    if path.is_dir():
        files = sorted(path.glob("*.jsonl"))
        if site is not None:
            files = [file for file in files if file.stem == site]
        if not files:
            raise TruthError(f"{path} holds no {site or '<site>'}.jsonl")
    for file in files:
        default = file.stem if path.is_dir() else site
        yield from _rows(file, site, default)


def _rows(file: Path, site: str | None, default: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    owner, row = _row(line, f"{file}, line {number}", default)
                    if site in (None, owner):
                        yield owner, row
    except (OSError, UnicodeDecodeError) as error:
        raise TruthError(f"{file} cannot be read: {error}") from error


def _row(line: str, place: str, default: str | None) -> tuple[str, dict[str, Any]]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise TruthError(f"{place}: no JSON: {error}") from error
    if not isinstance(row, dict) or not any(isinstance(row.get(name), str) for name in ("url", "path", "key")):
        raise TruthError(f"{place}: a row has to name its article by url, path or key")
    owner = row.get("site") or default
    if not isinstance(owner, str):
        raise TruthError(f'{place}: with --all a row has to name its "site"')
    return owner, row


def score_sites(
    connection: sqlite3.Connection, truth: Path, site: str | None, *, complete: bool = False
) -> dict[str, Score]:
    """Return the score of each site of a truth; ``complete`` if it holds every article that there is.

    Raises :class:`TruthError`.
    """
    scores: dict[str, Score] = {}
    seen: dict[str, set[int]] = {}
    rows = [(owner, row, _find(connection, owner, row)) for owner, row in read_truth(truth, site)]
    own = {found: Counter(_said(row)) for _, row, found in rows if found is not None}
    for owner, row, found in rows:
        score = scores.setdefault(owner, Score())
        if found is not None:
            seen.setdefault(owner, set()).add(found)
        try:
            expected = judged(row)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise TruthError(f"the row of {name_of(row)} is of another shape: {error!r}") from error
        score.add(name_of(row), expected, archived(connection, found) if found is not None else None)
        score.wrong_articles += _strayed(connection, owner, (found, row), own)
    if complete:
        for owner, score in scores.items():
            archive = connection.execute(
                "SELECT id, url FROM articles WHERE site = ? AND status <> 'quarantined' ORDER BY id", (owner,)
            )
            score.invented = [url for number, url in archive if number not in seen.get(owner, ())]
    return scores


def name_of(row: dict[str, Any]) -> str:
    """Return by what a row of a truth is called: its path, address or key."""
    return str(row.get("path") or row.get("url") or row.get("key"))


def _find(connection: sqlite3.Connection, site: str, row: dict[str, Any]) -> int | None:
    """Return the article that a row tells of, by its key, or by its address whatever the host."""
    if key := row.get("key"):
        found = connection.execute("SELECT id FROM articles WHERE site = ? AND key = ?", (site, key)).fetchone()
        if found:
            return int(found[0])
    home = connection.execute("SELECT home_url FROM sites WHERE slug = ?", (site,)).fetchone()
    address = row.get("url") or row.get("path")
    if not home or not address:
        return None
    parts, root = urlsplit(str(address)), urlsplit(home[0])
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    hosts = dict.fromkeys([f"{root.scheme}://{root.netloc}", f"http://{root.netloc}", f"https://{root.netloc}"])
    if root.path.strip("/"):
        hosts |= dict.fromkeys([home[0].rstrip("/")])  # of a site below a path a truth may count from there
    for path in dict.fromkeys([target, unquote(target), target.rstrip("/"), f"{target}/"]):
        for host in hosts:
            found = connection.execute(
                "SELECT u.article FROM article_urls u JOIN articles a ON a.id = u.article"
                " WHERE u.url = ? AND a.site = ?",
                (f"{host}{path}", site),
            ).fetchone()
            if found:
                return int(found[0])
    return None if parts.query else _at_doubled(connection, site, parts.path)


def _at_doubled(connection: sqlite3.Connection, site: str, path: str) -> int | None:
    """Return the article that a site prints at a path with doubled slashes; as one, they are those of the path."""
    rows = connection.execute(
        "SELECT u.url, u.article FROM article_urls u JOIN articles a ON a.id = u.article"
        " WHERE a.site = ? AND u.url LIKE '%://%//%' AND u.url NOT LIKE '%?%'",
        (site,),
    )
    wanted = _SLASHES.sub("/", path).rstrip("/")
    found = (article for url, article in rows if _SLASHES.sub("/", urlsplit(url).path).rstrip("/") == wanted)
    return next(found, None)


def archived(connection: sqlite3.Connection, article: int) -> dict[str, Any]:
    """Return an archived article's fields in the shape in which they are compared."""
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM articles WHERE id = ?", (article,)).fetchone()
    fields: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    for name, query in _LISTS.items():
        cursor = connection.execute(query, (article,))
        names = [column[0] for column in cursor.description]
        fields[name] = [dict(zip(names, values, strict=True)) for values in cursor]
    return judged(fields)


def _said(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return who says what in the comments of a truth's row; nothing where it is of another shape."""
    comments = row.get("comments")
    told = [comment(each) for each in comments if isinstance(each, dict)] if isinstance(comments, list) else []
    return [(author, text) for author, _, text in told]


def _strayed(
    connection: sqlite3.Connection,
    site: str,
    truth: tuple[int | None, dict[str, Any]],
    own: Mapping[int, Counter[tuple[str, str]]],
) -> int:
    """Count comments of a truth's row that stand on another article of the site, and not on their own.

    ``own`` are those that belong to each article: several may write the same, and one the same again.
    """
    article, row = truth
    wanted = Counter(comment(each) for each in row.get("comments") or ())
    if article is not None:
        wanted -= Counter(map(tuple, archived(connection, article)["comments"]))
    strayed = 0
    for author, _, text in wanted:
        elsewhere: Counter[int | None] = Counter()
        for other, *found in connection.execute(
            "SELECT article, author, text FROM comments WHERE site = ? AND author = ? AND article IS NOT ?"
            " AND NOT is_excerpt",
            (site, author, article),
        ):
            elsewhere[other] += comment(dict(zip(("author", "text"), found, strict=True)))[2] == text
        expected = {other: own.get(other or 0, Counter())[author, text] for other in elsewhere}
        strayed += int(any(count > expected[other] for other, count in elsewhere.items()))
    return strayed
