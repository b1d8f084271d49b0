"""Opening the archive: migrations as numbered functions, regions, pragmas, and the errors a user can mend."""

from __future__ import annotations

import csv
import re
import sqlite3
import tomllib
from contextlib import closing
from importlib import resources
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pipelines import tallies
from pipelines.errors import ArchiveError
from pipelines.migrate import Watch, migrate
from pipelines.tables import COMMENTED, INDEXES, MORE_ROWS, MORE_SEARCH, SEARCH, TABLES, statements

SET_NAME = "lontar"
BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""

migrations = Migrations(SET_NAME)


@migrations()
def m001_tables(db: Database) -> None:
    """Create all tables, their indexes and the full-text index."""
    for statement in statements(TABLES + INDEXES + SEARCH):
        db.conn.execute(statement)


@migrations()
def m002_regions(db: Database) -> None:
    """Load the provinces, regencies and cities."""
    text = resources.files("pipelines").joinpath("data/regions.csv").read_text("utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: len(row["code"]))
    db.conn.executemany(
        "INSERT INTO regions (code, name, type, province, province_code, time_zone) VALUES (?, ?, ?, ?, ?, ?)",
        [(r["code"], r["name"], r["type"], r["province"], r["province_code"] or None, r["timezone"]) for r in rows],
    )


@migrations()
def m003_change_and_absence(db: Database) -> None:
    """Add what remembers change: absences, moves, kinds of incidents, texts of edited comments, measures of runs."""
    add_what_is_missing(db.conn)
    _load_incident_kinds(db.conn)


@migrations()
def m004_fields_of_revisions(db: Database) -> None:
    """Add what revisions did not keep (sub-headline, author, paragraphs that differ), and the alarm of a shift."""
    add_what_is_missing(db.conn)
    _load_incident_kinds(db.conn)


@migrations()
def m005_redactions(db: Database) -> None:
    """Add the ledger of redactions."""
    add_what_is_missing(db.conn)


@migrations()
def m006_search_of_everything(db: Database) -> None:
    """Index comments, earlier states of texts, and attachments."""
    for statement in statements(MORE_SEARCH):
        db.conn.execute(statement)
    db.conn.execute(MORE_ROWS)


def _load_incident_kinds(connection: sqlite3.Connection) -> None:
    text = resources.files("pipelines").joinpath("data/incident_kinds.toml").read_text("utf-8")
    absent = {"alarm": False, "repair_id": "", "repair_en": ""}
    columns = ("concerns", "alarm", "meaning_id", "meaning_en", "repair_id", "repair_en")
    connection.executemany(
        "INSERT INTO incident_kinds (kind, concerns, alarm, meaning_id, meaning_en, repair_id, repair_en)"
        " VALUES (:kind, :concerns, :alarm, :id, :en, :repair_id, :repair_en)"
        f" ON CONFLICT (kind) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns)}",
        [absent | values | {"kind": kind} for kind, values in tomllib.loads(text).items()],
    )


@migrations()
def m007_verified(db: Database) -> None:
    """Add whether somebody has seen a site's spider read the live site."""
    add_what_is_missing(db.conn)


@migrations()
def m008_what_redactions_know(db: Database) -> None:
    """Note beside a redaction what its row is known by, so that it holds under another number, too."""
    add_what_is_missing(db.conn)
    db.conn.execute(
        "UPDATE redactions SET (site, key, native_id) = (SELECT site, key, native_id FROM articles a WHERE a.id ="
        " CAST(target AS INTEGER)) WHERE kind = 'article' AND site IS NULL"
    )
    db.conn.execute(
        "UPDATE redactions SET (site, key, author, text) = (SELECT site, article_key, author, text FROM comments c"
        " WHERE c.id = CAST(target AS INTEGER)) WHERE kind = 'comment' AND site IS NULL"
    )


@migrations()
def m009_bounds(db: Database) -> None:
    """Add between which days undated articles were published, and by what that is known."""
    add_what_is_missing(db.conn)


@migrations()
def m010_documents(db: Database) -> None:
    """Add the states of fetched files with their texts; those that are known wait to be read."""
    add_what_is_missing(db.conn)
    db.conn.execute(
        "INSERT OR IGNORE INTO documents (url, sha256, capture, media_type, bytes, first_seen_at, last_seen_at)"
        " SELECT f.url, f.sha256, f.capture, f.media_type, f.bytes, c.fetched_at, c.fetched_at FROM attachments f"
        " JOIN captures c ON c.id = f.capture WHERE f.sha256 IS NOT NULL"
    )
    db.conn.execute("UPDATE attachments SET text_state = 'pending' WHERE sha256 IS NOT NULL AND text_state IS NULL")


@migrations()
def m011_likenesses(db: Database) -> None:
    """Add what tells which releases are alike; the crawls to come fill it."""
    add_what_is_missing(db.conn)


@migrations()
def m012_tallies(db: Database) -> None:
    """Count releases, comments and incidents by month, and keep the counts by triggers."""
    add_what_is_missing(db.conn)
    for statement in tallies.triggers():
        db.conn.execute(statement)
    tallies.fill(db.conn)


@migrations()
def m013_search_in_order(db: Database) -> None:
    """Number the full-text index in the order of publication, with what a search is narrowed by."""
    add_what_is_missing(db.conn)
    db.conn.execute("DROP TABLE articles_fts")
    for name in ("insert", "delete", "update"):
        db.conn.execute(f"DROP TRIGGER IF EXISTS articles_fts_{name}")
    db.conn.execute("UPDATE articles SET commented = 1 WHERE id IN (SELECT article FROM comments)")
    for statement in statements(SEARCH + COMMENTED):
        db.conn.execute(statement)
    db.conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")


@migrations()
def m014_newest(db: Database) -> None:
    """Keep what searches are narrowed by in the order of the full-text index, in the place of two indexes."""
    add_what_is_missing(db.conn)
    for name in ("articles_narrow", "articles_search_rowid"):
        db.conn.execute(f"DROP INDEX IF EXISTS {name}")


@migrations()
def m015_wayback_captures(db: Database) -> None:
    """Add when the Wayback Machine first captured releases, where that is imported."""
    add_what_is_missing(db.conn)


def is_outdated(path: Path) -> bool:
    """Tell whether an older version wrote an archive; it is only read. Raises :class:`sqlite3.Error`."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return bool(migrations.pending(Database(connection)))


def add_what_is_missing(connection: sqlite3.Connection) -> None:
    """Add the tables, columns and indexes that pipelines.tables has and an older archive has not."""
    for statement in statements(TABLES + INDEXES):
        made = re.match(r"CREATE (?:UNIQUE )?(TABLE|INDEX) (\w+)", statement)
        assert made is not None
        kind, name = made[1].lower(), made[2]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)).fetchone():
            connection.execute(statement)
        elif kind == "table":
            present = {row[1] for row in connection.execute(f"PRAGMA table_xinfo({name})")}
            for column, definition in _COLUMN.findall(statement):
                if column not in present:
                    connection.execute(f"ALTER TABLE {name} ADD COLUMN {column} {definition}")


_COLUMN = re.compile(r"^    (\w+) ((?:TEXT|INTEGER|REAL)\b.*?),? --", re.MULTILINE)


def open_archive(path: str | Path, *, create: bool = True, watch: Watch | None = None) -> Database:
    """Open the archive at ``path`` for writing, creating or migrating it where needed (pipelines.migrate).

    ``watch`` is told of each migration. Raises :class:`ArchiveError`, with a message for the user, when the folder is
    missing, the file is no SQLite database or belongs to another program, another process holds it, a newer version
    of Lontar wrote it, or there is no room for the copy that a migration makes first.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise ArchiveError(f"the folder {path.parent} does not exist: create it, or name another --archive")
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder: name a file for --archive")
    if not create and not path.exists():
        raise ArchiveError(f"there is no archive at {path}: run `make archive` or `lontar crawl` first")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
        db = Database(connection)
        _check_owner(path, db)
        _set_pragmas(connection)
        if migrations.pending(db):
            migrate(path, db, migrations, BUSY_SECONDS, watch)
    except (sqlite3.Error, ArchiveError) as error:
        if connection is not None:
            connection.close()
        raise error if isinstance(error, ArchiveError) else ArchiveError(explain(path, error)) from error
    return db


def explain(path: str | Path, error: sqlite3.Error) -> str:
    """Return one line that tells the user what an SQLite error on the archive means and what to do."""
    text = str(error)
    if "not a database" in text or "file is encrypted" in text:
        return f"{path} is not an SQLite database: move it away, or name another --archive"
    if "malformed" in text:
        return f"{path} is damaged ({text}): restore a copy, or rebuild it with `lontar reparse` from its captures"
    if "locked" in text or "busy" in text:
        return f"{path} is in use by another process: wait for its end, then run again"
    if ("disk" in text and "full" in text) or "disk I/O" in text:
        return f"no space left for {path} ({text}): free some, then run again; nothing committed is lost"
    if "unable to open" in text or "readonly" in text:
        return f"{path} cannot be opened for writing: check its permissions and those of its folder"
    return f"{path}: {text}"


def _check_owner(path: Path, db: Database) -> None:
    names = {row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if names <= {"_sqlite_migrations"}:  # empty, or its maker died before the first migration was done
        return
    if "_sqlite_migrations" not in names or "articles" not in names:
        raise ArchiveError(f"{path} belongs to another program: name another --archive")
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    applied = {
        row[0]
        for row in db.conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET_NAME,))
    }
    newer = sorted(applied - known)
    if newer:
        raise ArchiveError(f"{path} was written by a newer Lontar ({newer[-1]}): install that version or a later one")


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def search_statements() -> list[str]:
    """Return the statements that make the full-text index and its triggers, the table first."""
    return statements(SEARCH)
