"""Published copies: a read-only archive for the public, built from an allow-list, with redactions applied.

``DIR/<date>-<digest>/archive.db`` is one copy, ``DIR/current`` a link to the newest. A copy is built under another
name, checked, put on disk, and only then takes its name; the link is switched last.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from importlib import resources
from itertools import count
from pathlib import Path

from pipelines import redactions, tallies
from pipelines.contents import REVISED_FIELDS, content_digest, stored_content
from pipelines.copies import FILE, current, switch, sync, tidy
from pipelines.data_package import dictionary
from pipelines.errors import ArchiveError
from pipelines.likeness import terms_left
from pipelines.locks import sole_use
from pipelines.privacy import REDACTED, Scrubber
from pipelines.publication_notes import changes_between, data_package, in_markdown
from pipelines.schema import explain, search_statements
from pipelines.tables import COMPUTED, COPY_INDEXES, INDEXES, MORE_ROWS, MORE_SEARCH, TABLES

SHORT_DIGEST = 8
LEAST_HEADLINE = 12
"""Characters of a redacted release's headline that are looked for in other texts: shorter ones stand in too many."""
_COLUMN = re.compile(r"^    (\w+) (?:TEXT|INTEGER|REAL)\b")
_OWN = ("articles_fts", "more_fts", "sqlite_")
_PUBLICATION = """
CREATE TABLE publication (
    version TEXT PRIMARY KEY, -- Date of the copy and the beginning of its digest.
    built_at TEXT NOT NULL, -- When it was built, UTC.
    digest TEXT NOT NULL, -- SHA-256 over all published rows.
    names TEXT NOT NULL, -- How readers' names are shown: shown, initials or hidden.
    redactions INTEGER NOT NULL, -- Redactions applied.
    redacted_at TEXT NOT NULL, -- When the newest of them was made, UTC; empty for none.
    contact TEXT NOT NULL -- Whom to ask for corrections and redactions; empty where the operator names nobody.
);
CREATE TABLE tombstones (
    kind TEXT NOT NULL, -- article or comment.
    number INTEGER NOT NULL, -- Its number.
    why TEXT NOT NULL, -- Why it is not published.
    made_at TEXT NOT NULL, -- When that was decided, UTC.
    PRIMARY KEY (kind, number)
);
CREATE TABLE unobtained (
    url TEXT PRIMARY KEY, -- Address of a release that is known and was not obtained.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    state TEXT NOT NULL, -- new, missing, quarantined, refused or failed.
    last_error TEXT, -- Why.
    discovered_at TEXT NOT NULL, -- When it was first met, UTC.
    fetched_at TEXT -- When it was last answered, UTC; empty when it never was.
) WITHOUT ROWID;
CREATE INDEX unobtained_site ON unobtained (site, state, last_error);
"""
_UNOBTAINED = """
INSERT OR IGNORE INTO unobtained SELECT links(url), site, state, masked(last_error), discovered_at, fetched_at
FROM source.pages WHERE kind = 'article' AND article IS NULL AND state <> 'redirected'
AND url NOT IN (SELECT url FROM temp.gone_urls)
AND (key IS NULL OR (site, key) NOT IN (SELECT site, key FROM temp.gone_keys))
"""
_OWN_TABLES = {"tombstones": "kind, number", "unobtained": "url"}
"""Tables that only a copy has, with their keys."""

Progress = Callable[[str, int, int], None]
"""Told the present step, how many are done, and how many there are."""


class PublicationError(ArchiveError):
    """The copy cannot be built; the message is one line for the operator."""


@dataclass(slots=True, frozen=True)
class Published:
    """A copy that was built."""

    version: str
    path: Path
    digest: str
    articles: int
    redactions: int
    fresh: bool
    """False when nothing has changed since the copy before, which stays."""


@dataclass(slots=True, frozen=True)
class About:
    """What the operator adds to a copy: whom to ask, and files that go with it (such as LICENCE.md)."""

    contact: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class _Table:
    name: str
    columns: dict[str, str]
    """Published column to what is done with it: public, masked, said, html, links, names or evidence."""
    private: frozenset[str]


def allowed() -> tuple[dict[str, _Table], frozenset[str]]:
    """Return the published tables, in the order in which they are copied, and the names of the private ones."""
    data = tomllib.loads(resources.files("pipelines").joinpath("data/published.toml").read_text("utf-8"))
    private = frozenset(data.pop("private"))
    tables = {}
    for name, entry in data.items():
        hidden = frozenset(entry.pop("private", "").split())
        columns = {column: how for how, names in entry.items() for column in names.split()}
        tables[name] = _Table(name, columns, hidden)
    return tables, private


def publish(
    archive: Path,
    folder: Path,
    instant: str,
    *,
    names: str = "initials",
    keep: int = 5,
    about: About | None = None,
    progress: Progress | None = None,
) -> Published:
    """Build a published copy of an archive in a folder, and make it the current one.

    A crawl may write meanwhile: one state of the archive is read. ``instant`` is now, UTC; ``keep`` is how many copies
    stay; those from before the newest redaction do not.

    Raises :class:`PublicationError` when the archive holds what the allow-list does not know, or a check fails.
    """
    steps = count()
    total = len(allowed()[0]) + 2

    def tell(step: str) -> None:
        if progress is not None:
            progress(step, next(steps), total)

    if not archive.is_file():
        raise PublicationError(f"there is no archive at {archive}: run `make archive` or `lontar crawl` first")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with sole_use(folder / "publication"):  # two builds into one folder would tread on each other
            found = _build(archive, folder, instant, names, about or About(), tell)
            tidy(folder, max(keep, 1))
            return found
    except sqlite3.Error as error:
        raise PublicationError(explain(archive, error)) from error
    except OSError as error:
        raise PublicationError(f"{folder}: {error}") from error


def _build(
    archive: Path, folder: Path, instant: str, names: str, about: About, tell: Callable[[str], None]
) -> Published:
    work = folder / ".building"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        with closing(sqlite3.connect(work / FILE, isolation_level=None, uri=True)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("ATTACH ? AS source", (f"{archive.resolve().as_uri()}?mode=ro",))
            copy.execute("BEGIN")
            tables, private = allowed()
            _check_known(copy, tables, private)
            scrubber, ledger = _fill(copy, tables, names, tell)
            tell("index")
            _index(copy)
            copy.execute("COMMIT")
            copy.execute("DETACH source")
            digest = _digest(copy, tables)
            version = f"{instant[:10]}-{digest[:SHORT_DIGEST]}"
            redacted_at = max((entry.made_at for entry in ledger), default="")
            copy.execute(
                "INSERT INTO publication VALUES (?, ?, ?, ?, ?, ?, ?)",
                (version, instant, digest, names, len(ledger), redacted_at, about.contact),
            )
            tell("check")
            _check_texts(copy, tables, scrubber)
            _check(copy)
            (articles,) = copy.execute("SELECT count(*) FROM articles").fetchone()
        _check_bytes(work / FILE, scrubber.forbidden + scrubber.addresses)
        before = current(folder)
        if before is not None and before.name == version:
            return Published(version, before, digest, articles, len(ledger), fresh=False)
        tell("write")
        changes = changes_between(before and before / FILE, work / FILE, version)
        (work / "CHANGES.md").write_text(in_markdown(changes), "utf-8")
        (work / "CHANGES.json").write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", "utf-8")
        columns = {name: list(table.columns) for name, table in tables.items()}
        for name, text in about.files.items():
            (work / name).write_text(text, "utf-8")
        (work / "DICTIONARY.md").write_text(dictionary(columns), "utf-8")
        package = data_package(work / FILE, columns)
        (work / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for path in work.iterdir():
            sync(path)
        if not (folder / version / FILE).is_file():  # else it is as it was before something was taken back
            shutil.rmtree(folder / version, ignore_errors=True)
            work.replace(folder / version)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    switch(folder, version)
    return Published(version, folder / version, digest, articles, len(ledger), fresh=True)


# ---- what is copied ----


def _check_known(copy: sqlite3.Connection, tables: dict[str, _Table], private: frozenset[str]) -> None:
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


def _fill(
    copy: sqlite3.Connection, tables: dict[str, _Table], names: str, tell: Callable[[str], None]
) -> tuple[Scrubber, list[redactions.Redaction]]:
    """Copy all rows that may be published, each text through the scrubber; return it, and the redactions applied."""
    ledger = redactions.standing(copy, "source")
    scrubber = _scrubber(copy, ledger, names)
    for how, function in {
        "masked": scrubber.text, "said": scrubber.comment, "html": scrubber.html, "links": scrubber.url,
        "names": scrubber.name, "evidence": scrubber.evidence,
    }.items():  # fmt: skip
        copy.create_function(how, 1, function, deterministic=True)
    for statement in _statements(_PUBLICATION):
        copy.execute(statement)
    for name, statement in _table_statements(tables):
        copy.execute(statement)
        if name in ("stems", "fingerprints", "tallies"):
            continue  # made of what is published
        tell(name)
        table = tables[name]
        values = ", ".join(_value_of(name, column, how) for column, how in table.columns.items())
        condition = _CONDITIONS.get(name, "1")
        order = "rowid" if name not in _WITHOUT_ROWID else "1"
        kind = "INSERT OR IGNORE" if name in _MAY_COINCIDE else "INSERT"
        copy.execute(
            f"{kind} INTO {name} ({', '.join(table.columns)}) SELECT {values} FROM source.{name} t"
            f" WHERE {condition} ORDER BY {order}"
        )
    if names != "shown":
        _unname(copy, scrubber)
    _renew_digests(copy, tables)
    _copy_terms(copy)
    copy.execute(_UNOBTAINED)
    _bury(copy, ledger, scrubber)
    tallies.fill(copy)
    return scrubber, ledger


def _value_of(table: str, column: str, how: str) -> str:
    """Return the SQL of a published value; a key that was masked stays unlike all others."""
    if (table, column) == ("articles", "key"):
        return "CASE WHEN links(key) IS key THEN key ELSE links(key) || '~' || id END"
    return column if how == "public" else f"{how}({column})"


def _unname(copy: sqlite3.Connection, scrubber: Scrubber) -> None:
    """Show readers' names as the policy says also where readers of the same thread write them out in full."""
    threads = "JOIN source.comments s ON s.article = c.article AND s.author LIKE '%_ _%'"
    for table, comments in (("comments", "comments c"), ("comment_revisions", "comments c ON c.id = t.comment")):
        texts = "comments t JOIN comments c ON c.id = t.id" if table == "comments" else f"{table} t JOIN {comments}"
        rows = copy.execute(
            f"SELECT t.id, t.text, s.author FROM {texts} {threads} WHERE instr(lower(t.text), lower(s.author))"
        ).fetchall()
        found: dict[int, tuple[str, set[str]]] = {}
        for number, text, author in rows:
            found.setdefault(number, (text, set()))[1].add(author)
        copy.executemany(
            f"UPDATE {table} SET text = ? WHERE id = ?",
            [(scrubber.unnamed(text, authors), number) for number, (text, authors) in found.items()],
        )


def _renew_digests(copy: sqlite3.Connection, tables: dict[str, _Table]) -> None:
    """Give what was masked the digest of what is published: by the original's, what is masked could be guessed."""
    for name in ("articles", "revisions"):
        masked = [column for column, how in tables[name].columns.items() if how != "public"]
        changed = " OR ".join(f"n.{column} IS NOT s.{column}" for column in masked)
        rows = copy.execute(f"SELECT n.id FROM {name} n JOIN source.{name} s ON s.id = n.id WHERE {changed}").fetchall()
        for (number,) in rows:
            content = stored_content(copy, number) if name == "articles" else _content_of_revision(copy, number)
            copy.execute(f"UPDATE {name} SET digest = ? WHERE id = ?", (content_digest(content), number))


def _copy_terms(copy: sqlite3.Connection) -> None:
    """Copy the words by which a release is compared; of a text that was masked those alone that are still in it."""
    rows = copy.execute(
        "SELECT f.article, f.terms, n.headline IS s.headline AND n.body IS s.body, n.headline, n.body"
        " FROM source.fingerprints f JOIN articles n ON n.id = f.article JOIN source.articles s ON s.id = n.id"
    )
    copy.executemany(
        "INSERT INTO fingerprints (article, terms) VALUES (?, ?)",
        (
            (number, terms if same else terms_left(terms, f"{headline or ''} {body or ''}"))
            for number, terms, same, headline, body in rows
        ),
    )


def _content_of_revision(copy: sqlite3.Connection, number: int) -> dict[str, str | None]:
    row = copy.execute(f"SELECT {', '.join(REVISED_FIELDS)} FROM revisions WHERE id = ?", (number,)).fetchone()
    return dict(zip(REVISED_FIELDS, row, strict=True))


_MAY_COINCIDE = (
    "article_urls", "attachments", "date_candidates", "images", "listings", "moves", "related_links", "tags",
)  # fmt: skip
"""Tables in which rows that differed by what is masked alone become one."""
_GONE_URLS = "SELECT url FROM temp.gone_urls"
_KEPT = "SELECT id FROM articles"
_WITHOUT_ROWID = ("article_urls", "tags", "incident_kinds", "moves", "likenesses", "listings")
_CONDITIONS = {
    "articles": "t.id NOT IN (SELECT id FROM temp.gone) AND t.status <> 'quarantined'",
    "captures": f"t.url NOT IN ({_GONE_URLS})",
    "related_links": f"t.article IN ({_KEPT}) AND t.url NOT IN ({_GONE_URLS}) AND"
    " (t.target_article IS NULL OR t.target_article NOT IN (SELECT id FROM temp.gone))"
    " AND NOT (t.target_key IS NOT NULL AND EXISTS (SELECT 1 FROM temp.gone_keys g WHERE g.key = t.target_key"
    " AND g.site = (SELECT a.site FROM source.articles a WHERE a.id = t.article)))",
    "sightings": f"t.url NOT IN ({_GONE_URLS}) AND (t.article IS NULL OR t.article IN ({_KEPT}))"
    " AND (t.key IS NULL OR (t.site, t.key) NOT IN (SELECT site, key FROM temp.gone_keys))",
    "comments": f"(t.article IS NULL OR t.article IN ({_KEPT})) AND ifnull(t.article_url, '') NOT IN ({_GONE_URLS})"
    " AND (t.article_key IS NULL OR (t.site, t.article_key) NOT IN (SELECT site, key FROM temp.gone_keys))",
    "comment_revisions": "t.comment IN (SELECT id FROM comments) AND t.comment NOT IN (SELECT id FROM temp.hushed)",
    "incidents": f"t.article IS NULL OR t.article IN ({_KEPT})",
    "likenesses": f"t.article IN ({_KEPT}) AND t.other IN ({_KEPT})",
    "documents": f"t.url NOT IN ({_GONE_URLS}) AND t.url IN (SELECT url FROM source.attachments f"
    f" WHERE f.article IN ({_KEPT}))",
    "moves": "NOT EXISTS (SELECT 1 FROM source.articles g WHERE g.id IN (SELECT id FROM temp.gone) AND g.site = t.site"
    " AND g.key IN (t.to_key, t.from_key))",
} | dict.fromkeys(
    ("article_urls", "date_bounds", "date_candidates", "revisions", "images", "attachments", "tags", "absences"),
    f"t.article IN ({_KEPT})",
)
"""Rows that are copied, of tables that do not go whole."""


def _scrubber(copy: sqlite3.Connection, ledger: list[redactions.Redaction], names: str) -> Scrubber:
    """Note what is redacted in temporary tables, and return the scrubber that takes it out of texts."""
    for name, columns in (
        ("gone", "id INTEGER PRIMARY KEY"), ("hushed", "id INTEGER PRIMARY KEY"), ("gone_urls", "url TEXT PRIMARY KEY"),
        ("gone_keys", "site TEXT, key TEXT, PRIMARY KEY (site, key)"),
    ):  # fmt: skip
        copy.execute(f"CREATE TEMP TABLE {name} ({columns})")
    gone, hushed = (redactions.touched(copy, kind, "source") for kind in ("article", "comment"))
    copy.executemany("INSERT INTO temp.gone VALUES (?)", [(number,) for number in gone])
    copy.execute(
        "INSERT INTO temp.gone SELECT id FROM source.articles WHERE status = 'redacted'"
        " AND id NOT IN (SELECT id FROM temp.gone)"
    )
    copy.execute(
        "INSERT OR IGNORE INTO temp.gone_urls SELECT url FROM source.article_urls WHERE article IN"
        " (SELECT id FROM temp.gone) UNION SELECT url FROM source.articles WHERE id IN (SELECT id FROM temp.gone)"
        " UNION SELECT url FROM source.attachments WHERE article IN (SELECT id FROM temp.gone)"
    )
    copy.execute(
        "INSERT OR IGNORE INTO temp.gone_keys SELECT site, key FROM source.articles WHERE id IN"
        " (SELECT id FROM temp.gone) UNION SELECT m.site, m.from_key FROM source.moves m JOIN source.articles a"
        " ON a.site = m.site AND a.key = m.to_key WHERE a.id IN (SELECT id FROM temp.gone)"
    )
    headlines = copy.execute(
        "SELECT headline FROM source.articles WHERE id IN (SELECT id FROM temp.gone) UNION"
        " SELECT headline FROM source.revisions WHERE article IN (SELECT id FROM temp.gone)"
    )
    forbidden = [text for (text,) in headlines if text and len(text) >= LEAST_HEADLINE]
    forbidden += [entry.target for entry in ledger if entry.kind == "person" and entry.in_texts]
    addresses = [url for (url,) in copy.execute("SELECT url FROM temp.gone_urls")]
    addresses += [key for (key,) in copy.execute("SELECT key FROM temp.gone_keys") if len(key) >= LEAST_HEADLINE]
    people = [entry.target for entry in ledger if entry.kind == "person"]
    numbers = set(hushed)
    if people:
        alone = Scrubber(people=people)
        authors = copy.execute("SELECT id, author FROM source.comments")
        numbers |= {number for number, author in authors if alone.names_person(author)}
    copy.executemany("INSERT INTO temp.hushed VALUES (?)", [(number,) for number in numbers])
    return Scrubber(forbidden, names, people, addresses, numbers)


def _bury(copy: sqlite3.Connection, ledger: list[redactions.Redaction], scrubber: Scrubber) -> None:
    """Leave a tombstone where a redacted article or comment stood, and point nothing at what is not there."""
    copy.execute(
        "INSERT INTO articles (id, site, region, key, url, status, revisions, digest, first_seen_at, last_seen_at)"
        " SELECT a.id, a.site, a.region, 'redacted-' || a.id, 'redacted:' || a.id, 'redacted', 0, '', a.first_seen_at,"
        " a.last_seen_at FROM source.articles a WHERE a.id IN (SELECT id FROM temp.gone)"
    )
    copy.execute(
        "UPDATE comments SET author = ?1, text = ?1 WHERE id IN (SELECT id FROM temp.hushed)", (REDACTED,)
    )
    copy.execute("UPDATE captures SET same_as = NULL WHERE same_as NOT IN (SELECT id FROM captures)")
    for table in ("revisions", "absences", "attachments", "articles"):
        copy.execute(f"UPDATE {table} SET capture = NULL WHERE capture NOT IN (SELECT id FROM captures)")
    copy.execute("UPDATE comments SET parent = NULL WHERE parent NOT IN (SELECT id FROM comments)")
    for table, column in (("related_links", "target_article"), ("sightings", "article"), ("comments", "article")):
        copy.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM articles)")
    rows = [
        (kind, number, scrubber.comment(entry.why), entry.made_at)
        for kind in ("article", "comment")
        for number, entry in redactions.touched(copy, kind, "source").items()
    ]
    authors = copy.execute(
        "SELECT id, author FROM source.comments WHERE id IN (SELECT id FROM temp.hushed)"
    ).fetchall()
    for entry in ledger:
        if entry.kind == "person":
            alone = Scrubber(people=[entry.target])
            why = scrubber.comment(entry.why)
            rows += [("comment", number, why, entry.made_at) for number, name in authors if alone.names_person(name)]
    copy.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?, ?, ?)", rows)
    copy.execute("DELETE FROM tombstones WHERE kind = 'comment' AND number NOT IN (SELECT id FROM comments)")


def _table_statements(tables: dict[str, _Table]) -> Iterator[tuple[str, str]]:
    """Give the published tables with their CREATE statements, private columns and what leads to them left out."""
    for statement in _statements(TABLES):
        found = re.match(r"CREATE TABLE (\w+)", statement)
        if found is None or found[1] not in tables:
            continue
        table = tables[found[1]]
        kept = []
        for line in statement.splitlines():
            column = _COLUMN.match(line)
            if column is None or column[1] in table.columns or column[1] in COMPUTED:
                kept.append(line)
        yield table.name, "\n".join(kept)


def _statements(script: str) -> list[str]:
    return [statement.strip() for statement in re.split(r";\n(?=CREATE|$)", script.strip() + "\n") if statement.strip()]


# ---- what makes it searchable, and sound ----


def _index(copy: sqlite3.Connection) -> None:
    """Make the indexes, and the full-text index of what is left after redaction; put the file in order."""
    for statement in _statements(INDEXES) + _statements(COPY_INDEXES):
        table = re.search(r" ON (\w+) ", statement)
        assert table is not None
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table[1],)).fetchone():
            copy.execute(statement.replace("CREATE UNIQUE INDEX", "CREATE INDEX"))  # see _MAY_COINCIDE
    copy.execute(search_statements()[0])
    copy.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    copy.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
    copy.execute(_statements(MORE_SEARCH)[0])
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


def _check(copy: sqlite3.Connection) -> None:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise PublicationError(f"the copy is not sound ({verdict}): run `lontar verify`")
    broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise PublicationError(f"in the copy, {broken[0]} row {broken[1]} refers to a row that {broken[2]} has not")
    copy.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    copy.execute("ANALYZE")
    copy.execute("VACUUM")


def _check_texts(copy: sqlite3.Connection, tables: dict[str, _Table], scrubber: Scrubber) -> None:
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


def _check_bytes(path: Path, forbidden: list[str]) -> None:
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


def _digest(copy: sqlite3.Connection, tables: dict[str, _Table]) -> str:
    """Return the SHA-256 over all published rows; instants of ours are part of it, the time of the build is not."""
    digest = hashlib.sha256()
    for name, table in tables.items():
        digest.update(f"{name}\n".encode())
        keys = [row[1] for row in copy.execute(f"PRAGMA table_info({name})") if row[5]] or ["rowid"]
        for row in copy.execute(f"SELECT {', '.join(table.columns)} FROM {name} ORDER BY {', '.join(keys)}"):
            digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    for name, key in _OWN_TABLES.items():
        for row in copy.execute(f"SELECT * FROM {name} ORDER BY {key}"):
            digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
