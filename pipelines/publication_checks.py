"""What makes a published copy searchable, and what it is checked for before it takes its name."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from pathlib import Path

from pipelines.allow_list import PublicationError, Table
from pipelines.privacy import Scrubber
from pipelines.publication_rows import OWN_TABLES
from pipelines.tables import COPY_INDEXES, INDEXES, MORE_ROWS, MORE_SEARCH, SEARCH, statements


def index(copy: sqlite3.Connection) -> None:
    """Make the indexes, and the full-text index of what is left after redaction; put the file in order."""
    for statement in statements(INDEXES) + statements(COPY_INDEXES):
        table = re.search(r" ON (\w+) ", statement)
        assert table is not None
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table[1],)).fetchone():
            # of rows that only what is masked told apart, several may be alike now
            copy.execute(statement.replace("CREATE UNIQUE INDEX", "CREATE INDEX"))
    copy.execute(statements(SEARCH)[0])
    copy.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    copy.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
    copy.execute(statements(MORE_SEARCH)[0])
    copy.execute(MORE_ROWS)
    copy.execute("INSERT INTO more_fts (more_fts) VALUES ('optimize')")
    copy.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles_fts, row)")
    copy.create_function("plain", 1, _plain, deterministic=True)
    copy.execute(
        "INSERT INTO stems SELECT word, stem FROM source.stems WHERE plain(word) IN (SELECT term FROM temp.vocabulary)"
    )
    copy.execute("DROP TABLE temp.vocabulary")


def _plain(word: str) -> str:
    """Return a word as the full-text index has it: without diacritics."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def check(copy: sqlite3.Connection) -> None:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise PublicationError(f"the copy is not sound ({verdict}): run `lontar verify`")
    broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise PublicationError(f"in the copy, {broken[0]} row {broken[1]} refers to a row that {broken[2]} has not")
    copy.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    copy.execute("ANALYZE")
    copy.execute("VACUUM")


def check_texts(copy: sqlite3.Connection, tables: dict[str, Table], scrubber: Scrubber) -> None:
    """Refuse a copy in which anything stands that must not get out, column by column."""
    if not scrubber.forbidden and not scrubber.addresses:
        return
    copy.create_function("forbids_text", 1, lambda text: scrubber.forbids_text(text or ""), deterministic=True)
    copy.create_function("forbids_link", 1, lambda text: scrubber.forbids_link(text or ""), deterministic=True)
    for name, table in tables.items():
        for column, how in table.columns.items():
            test = "forbids_link" if how == "links" else "forbids_text"
            if copy.execute(f"SELECT 1 FROM {name} WHERE typeof({column}) = 'text' AND {test}({column})").fetchone():
                raise PublicationError(f"in the copy, {name}.{column} still holds what is redacted: not published")


def check_bytes(path: Path, forbidden: list[str]) -> None:
    """Refuse a file in whose bytes anything stands as whole words that must not get out."""
    wanted = [text.encode() for text in forbidden]
    if not wanted:
        return
    longest = max(map(len, wanted)) + 2
    part = rb"[\w\x80-\xff-]"
    pattern = re.compile(rb"(?<!%b)(?:%b)(?!%b)" % (part, b"|".join(re.escape(text) for text in wanted), part), re.I)
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 22):
            if (found := pattern.search(tail + piece)) is not None:
                told = found[0].decode("utf-8", "replace")
                raise PublicationError(f"the copy still holds {told!r}, which is redacted: not published")
            tail = piece[-longest:]


def digest_of(copy: sqlite3.Connection, tables: dict[str, Table]) -> str:
    """Return the SHA-256 over all published rows; instants of ours are part of it, the time of the build is not."""
    digest = hashlib.sha256()
    for name, table in tables.items():
        digest.update(f"{name}\n".encode())
        keys = [row[1] for row in copy.execute(f"PRAGMA table_info({name})") if row[5]] or ["rowid"]
        for row in copy.execute(f"SELECT {', '.join(table.columns)} FROM {name} ORDER BY {', '.join(keys)}"):
            digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    for name, key in OWN_TABLES.items():
        for row in copy.execute(f"SELECT * FROM {name} ORDER BY {key}"):
            digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
