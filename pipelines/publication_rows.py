"""The rows of a published copy: what may go out of an archive, each text through the scrubber, with its tombstones."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

from pipelines import redactions, tallies
from pipelines.allow_list import Table
from pipelines.contents import REVISED_FIELDS, content_digest, stored_content
from pipelines.likeness import terms_left
from pipelines.privacy import REDACTED, Scrubber
from pipelines.tables import COMPUTED, TABLES, statements

LEAST_HEADLINE = 12
"""Characters of a redacted release's headline that are looked for in other texts: shorter ones stand in too many."""
_COLUMN = re.compile(r"^    (\w+) (?:TEXT|INTEGER|REAL)\b")
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
OWN_TABLES = {"tombstones": "kind, number", "unobtained": "url"}
"""Tables that only a copy has, with their keys."""


def fill(
    copy: sqlite3.Connection, tables: dict[str, Table], names: str, tell: Callable[[str], None]
) -> tuple[Scrubber, list[redactions.Redaction]]:
    """Copy all rows that may be published, each text through the scrubber; return it, and the redactions applied."""
    ledger = redactions.standing(copy, "source")
    scrubber = _scrubber(copy, ledger, names)
    for how, function in {
        "masked": scrubber.text, "said": scrubber.comment, "html": scrubber.html, "links": scrubber.url,
        "names": scrubber.name, "evidence": scrubber.evidence,
    }.items():  # fmt: skip
        copy.create_function(how, 1, function, deterministic=True)
    for statement in statements(_PUBLICATION):
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


def _renew_digests(copy: sqlite3.Connection, tables: dict[str, Table]) -> None:
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


def _table_statements(tables: dict[str, Table]) -> Iterator[tuple[str, str]]:
    """Give the published tables with their CREATE statements, private columns and what leads to them left out."""
    for statement in statements(TABLES):
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
