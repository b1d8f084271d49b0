"""What is taken out of an archive, or of a published copy: one table, a search's releases, or all of it as a package.

A package is a folder, or a zip file, of every table with a description for machines (datapackage.json), a data
dictionary, the licence, and the version of what it was taken from.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.copies import FILE
from pipelines.data_package import described, dictionary, file_facts
from pipelines.export_formats import ENDS, ExportError, Rows, need, write_file

OF_AN_ARTICLE = (
    "absences", "article_urls", "attachments", "comments", "date_bounds", "date_candidates", "images", "incidents",
    "likenesses", "related_links", "revisions", "sightings", "tags",
)  # fmt: skip
"""Tables whose rows name their article in the column ``article``."""
OF_A_SITE = ("articles", "comments", "incidents", "listings", "moves", "runs", "sightings", "tallies")
"""Tables whose rows name their site in the column ``site``."""
WHOLE = ("comment_revisions", "documents", "incident_kinds", "regions")
"""Tables whose rows name neither."""
EXPORTED = ("regions", "sites", "runs", "articles", *OF_AN_ARTICLE, "comment_revisions", "documents", "incident_kinds",
            "listings", "moves", "tallies")  # fmt: skip
REFERENCE = ("incident_kinds", "regions", "sites")
"""Tables by which the others are read: a package has them whole, whatever is selected."""
LIST = "exports.json"
"""Lists the exports beside a published copy."""
SHORT_DIGEST = 8
_WANTED = "(SELECT id FROM temp.wanted)"
_THROUGH = {
    "comment_revisions": f"t.comment IN (SELECT id FROM comments WHERE article IN {_WANTED})",
    "documents": f"t.url IN (SELECT url FROM attachments WHERE article IN {_WANTED})",
} | dict.fromkeys(OF_AN_ARTICLE, f"t.article IN {_WANTED}")
"""How the rows of a table lead to the releases that are wanted."""
_DATED = {"articles": "t.published_at", "runs": "t.started_at"}
_ORDERS = {
    "article_urls": "t.url", "date_bounds": "t.article", "incident_kinds": "t.kind", "likenesses": "t.article, t.other",
    "listings": "t.site, t.block, t.url", "moves": "t.site, t.to_key", "regions": "t.code", "sites": "t.slug",
    "tags": "t.article, t.tag", "tallies": "t.site, t.what, t.month",
}  # fmt: skip
"""The primary key, where it is not ``id``: an export reads the table as it lies, without sorting."""


@dataclass(slots=True, frozen=True)
class Selection:
    """Which rows are wanted: of a site, from a day on, or of the releases that a search found."""

    site: str | None = None
    since: str | None = None
    articles: Collection[int] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.site is None and self.since is None and self.articles is None


@dataclass(slots=True, frozen=True)
class Version:
    """What an export was taken from: date and content digest."""

    name: str
    digest: str


@contextmanager
def published_copy(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Give a connection to a published copy; None where the file is none (a live archive, nothing, rubbish)."""
    if not path.is_file():
        yield None
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            connection.execute("SELECT version FROM publication").fetchone()
        except sqlite3.DatabaseError:
            yield None
            return
        yield connection


def version_of(connection: sqlite3.Connection, instant: str) -> Version:
    """Return the version of a published copy, or of a live archive as it is at an instant."""
    try:
        row = connection.execute("SELECT version, digest FROM publication").fetchone()
    except sqlite3.OperationalError:
        row = None
    if row is not None:
        return Version(*row)
    from pipelines.contents import archive_digest  # reaches lxml, which a command's help does without

    digest = archive_digest(connection)
    return Version(f"{instant[:10]}-{digest[:SHORT_DIGEST]}", digest)


def select(connection: sqlite3.Connection, selection: Selection) -> None:
    """Note the wanted releases in a temporary table, so that a long list is no long statement."""
    if selection.articles is not None:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM temp.wanted")
        connection.executemany("INSERT INTO temp.wanted VALUES (?)", ((number,) for number in selection.articles))


def rows_of(connection: sqlite3.Connection, table: str, selection: Selection) -> Rows:
    """Return the wanted rows of a table, to be read one by one; :func:`select` comes first."""
    query, values = query_of(table, selection)
    (made_by,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    stored = ", ".join(f't."{name}"' for name in types)  # what the database computes of other columns is left out
    return Rows(table, connection.execute(query.replace("t.*", stored, 1), values), made_by, types)


def query_of(table: str, selection: Selection) -> tuple[str, list[str]]:
    """Return the query, with its values, of a table's wanted rows. Raises :class:`ExportError` where they name none."""
    site, since = selection.site, selection.since
    joined = table in OF_AN_ARTICLE and (since is not None or (site is not None and table not in OF_A_SITE))
    source = f"{table} t JOIN articles a ON a.id = t.article" if joined else f"{table} t"
    wanted, values = [], []
    if site is not None:
        if table in WHOLE:
            raise ExportError(f"--site: the rows of {table} name no site")
        column = "t.slug" if table == "sites" else "t.site" if table in OF_A_SITE else "a.site"
        wanted.append(f"{column} = ?")
        values.append(site)
    if since is not None:
        if table in (*WHOLE, "listings", "moves", "sites", "tallies"):
            raise ExportError(f"--since: {table} have no date")
        wanted.append(f"{_DATED.get(table, 'a.published_at')} >= ?")
        values.append(since)
    if selection.articles is not None:
        if table != "articles" and table not in _THROUGH:
            raise ExportError(f"--search: the rows of {table} belong to no release")
        wanted.append(_THROUGH.get(table, f"t.id IN {_WANTED}"))
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    return f"SELECT t.* FROM {source}{where} ORDER BY {_ORDERS.get(table, 't.id')}", values


def package(
    connection: sqlite3.Connection,
    target: Path,
    form: str,
    selection: Selection,
    *,
    version: Version,
    instant: str,
    licence: str,
    of: str = "",
) -> int:
    """Write all wanted rows as a package into a folder, or a zip file where the name ends so; return their count.

    The target takes its name once it is whole. ``of`` says in words what was selected. Raises :class:`ExportError`.
    """
    need(form)
    if target.is_dir() and (target.suffix == ".zip" or any(target.iterdir())):
        raise ExportError(f"{target} is a folder that holds something: name another --output")
    work = target.with_name(f".{target.name}.part")
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(parents=True)
        count = _fill(connection, work, form, selection, version=version, instant=instant, licence=licence, of=of)
        if target.suffix == ".zip":
            _zip(work, target)
        else:
            if target.is_dir():
                target.rmdir()
            work.replace(target)
    except OSError as error:
        raise ExportError(f"{target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return count


def _fill(
    connection: sqlite3.Connection,
    work: Path,
    form: str,
    selection: Selection,
    *,
    version: Version,
    instant: str,
    licence: str,
    of: str,
) -> int:
    if not selection.is_all:
        if selection.site is not None or selection.since is not None:
            select(connection, selection)
            query, values = query_of("articles", selection)
            numbers = [row[0] for row in connection.execute(query.replace("t.*", "t.id", 1), values)]
            selection = Selection(articles=numbers)
        select(connection, selection)
    held = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    notes = {"version": version.name, "digest": version.digest, "selection": of or "everything"}
    counts, columns = {}, {}
    for table in EXPORTED:
        narrowed = Selection() if table in REFERENCE else selection
        if table not in held or not (narrowed.is_all or table == "articles" or table in _THROUGH):
            continue
        rows = rows_of(connection, table, narrowed)
        columns[table] = rows.types
        write_file(form, rows, work / file_of(table, form), notes)
        counts[table] = rows.count
    described_as = described(
        {table: (file_of(table, form), form, columns[table], count) for table, count in counts.items()},
        {path.name: file_facts(path) for path in work.iterdir()},
        version=version.name,
        digest=version.digest,
        instant=instant,
        of=of,
    )
    (work / "datapackage.json").write_text(json.dumps(described_as, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (work / "DICTIONARY.md").write_text(dictionary(columns), "utf-8")
    (work / "LICENCE.md").write_text(licence, "utf-8")
    (work / "VERSION").write_text(f"{version.name}\n{version.digest}\n", "utf-8")
    return sum(counts.values())


def add_to_copy(copy: Path, forms: Collection[str], instant: str, licence: str) -> list[dict[str, Any]]:
    """Export a published copy into files beside it, and list them in ``exports.json``; return the list.

    ``copy`` is its folder. What is there already stays as it is: a copy never changes. SQLite is the copy itself.
    """
    listed = copy / LIST
    found = {entry["format"]: entry for entry in (json.loads(listed.read_text("utf-8")) if listed.is_file() else ())}
    with published_copy(copy / FILE) as connection:
        if connection is None:
            raise ExportError(f"{copy / FILE} is no published copy: run `lontar publish` again")
        version = version_of(connection, instant)
        for form in forms:
            if form in found:
                continue
            path = copy / FILE
            if form != "sqlite":
                path = copy / f"lontar-{version.name}-{form}.zip"
                package(connection, path, form, Selection(), version=version, instant=instant, licence=licence)
            facts = file_facts(path)
            digest = facts["hash"].removeprefix("sha256:")
            found[form] = {"file": path.name, "format": form, "bytes": facts["bytes"], "sha256": digest}
            part = listed.with_name(LIST + ".part")
            part.write_text(json.dumps(list(found.values()), indent=1) + "\n", "utf-8")
            part.replace(listed)
    return list(found.values())


def file_of(table: str, form: str) -> str:
    """Return the name of a table's file: SQLite holds all tables in one."""
    return f"{'lontar' if form == 'sqlite' else table}.{ENDS[form]}"


def _zip(work: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path in sorted(work.iterdir()):
                archive.write(path, f"{target.stem}/{path.name}")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
