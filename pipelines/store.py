"""The store: what a visit brought, saved in one transaction.

``save_article`` writes the capture, the article, its revision, addresses, dates, edges and the frontier row; the caller
holds the transaction, so that all of it is there or nothing.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Protocol

from crawler.items import Article, Capture, Listing, Outcome, Visit
from pipelines import changes, documents
from pipelines.comment_rows import Happening
from pipelines.confirmed import confirm_day, date_new
from pipelines.contents import REVISED_FIELDS, article_content, content_digest, stored_content
from pipelines.dates import sort_instant
from pipelines.edges import Edges
from pipelines.incidents import Incidents
from pipelines.languages import language_of
from pipelines.page_clock import doubt_clock
from pipelines.vocabulary import Vocabulary

ARTICLE_COLUMNS = (
    "site", "region", "key", "url", "headline", "headline_raw", "subheadline", "published_at", "published_precision",
    "published_source", "published_zone", "published_raw", "modified_at", "year", "category", "author", "byline",
    "byline_desk", "byline_initials", "byline_raw", "dateline", "body", "body_html", "native_id", "language",
    "word_count", "views_last", "digest", "sort_at", "last_seen_at", "capture", "layout", "parser",
)  # fmt: skip
_INSERT_ARTICLE = (
    f"INSERT INTO articles (id, first_seen_at, {', '.join(ARTICLE_COLUMNS)})"
    f" VALUES (?, ?, {', '.join('?' * len(ARTICLE_COLUMNS))})"
)
_SEEN_AGAIN = (
    "missing_since = NULL, status = CASE WHEN status IN ('redacted', 'quarantined', 'delisted', 'returned') THEN status"
    " WHEN status IN ('suspected', 'gone') THEN 'returned' ELSE 'present' END"
)
_UPDATE_ARTICLE = (
    f"UPDATE articles SET {', '.join(f'{name} = ?' for name in ARTICLE_COLUMNS)}, revisions = revisions + 1,"
    f" {_SEEN_AGAIN} WHERE id = ?"
)
_REVISION_COLUMNS = (
    *("id", "article", "number", "seen_at", "capture", "kind", "changed", "paragraphs", "digest"),
    *REVISED_FIELDS,
)
_INSERT_REVISION = (
    f"INSERT INTO revisions ({', '.join(_REVISION_COLUMNS)}) VALUES (:{', :'.join(_REVISION_COLUMNS)})"
)


@dataclass(slots=True)
class Known:
    """An article as the archive has it."""

    id: int
    digest: str
    revisions: int
    key: str
    url: str
    status: str


class SettlesPages(Protocol):
    """What the store needs of the frontier."""

    def settle(
        self, visit: Visit, capture: Capture | None, article: int | None, instant: str, published_at: str | None = None
    ) -> None:
        """Settle the row of an answered page."""

    def discover(self, discoveries: list, instant: str) -> None:
        """Add addresses that are not known yet."""


class KeptIds(Protocol):
    """Ids that a rebuilt archive keeps (see pipelines.reparse)."""

    def article(self, article: Article) -> int | None:
        """Return the id the article had before."""

    def row(self, table: str, *natural_key: object) -> int | None:
        """Return the id a row had before."""


class FreshIds:
    """Ids of an archive that grows: SQLite gives the next one."""

    def article(self, article: Article) -> int | None:
        """Leave the choice to SQLite."""
        return None

    def row(self, table: str, *natural_key: object) -> int | None:
        """Leave the choice to SQLite."""
        return None


class Store:
    """Writes what visits brought, over one connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        run: int | None,
        frontier: SettlesPages | None,
        ids: KeptIds | None = None,
        incidents: Incidents | None = None,
    ) -> None:
        self.connection = connection
        self.run = run
        self.frontier = frontier
        self.incidents = incidents
        self.ids: KeptIds = ids or FreshIds()
        self.vocabulary = Vocabulary(connection)
        self.edges = Edges(connection, self.ids, self.vocabulary)
        self._unindexed: list[int] = []

    def save(self, item: Article | Listing | Outcome) -> None:
        """Save one item within the caller's transaction; sets ``visit.outcome`` of an article."""
        if isinstance(item, Article):
            self.save_article(item)
        elif isinstance(item, Listing):
            self.save_listing(item)
        else:
            self.save_outcome(item)

    def forget(self) -> None:
        """Forget what this process remembers having written, after a rollback."""
        self.vocabulary.forget()
        self._unindexed.clear()
        self.edges.forget()

    def index(self) -> None:
        """Put the new articles into the full-text index, before the caller commits.

        All in one statement: FTS5 writes out what it has gathered when the next statement begins. One by one, as the
        trigger does it for rows that nobody's parser made, storing an article takes twice the time.
        """
        if self._unindexed:
            self.connection.execute(
                "INSERT INTO articles_fts (rowid, headline, body, search_facts)"
                " SELECT search_rowid, headline, body, search_facts FROM articles"
                " WHERE id BETWEEN ? AND ? AND parser IS NOT NULL",
                (self._unindexed[0], self._unindexed[-1]),
            )
            self._unindexed.clear()

    def save_article(self, article: Article) -> int:
        """Save an article, returning its id."""
        capture, visit = article.capture, article.visit
        assert capture is not None and visit is not None
        found = self._find(article)
        doubt_clock(self.connection, article)
        confirm_day(self.connection, article, found.id if found is not None else None)
        content = article_content(article)
        digest = content_digest(content)
        before = None
        if found is not None and found.digest != digest:
            before = stored_content(self.connection, found.id)
            if doubt := changes.doubt_of(self.connection, found.id, before, content, article):
                return self._save_doubtful(article, found.id, doubt)
        self._save_capture(capture, visit.kind)
        if found is None or before is not None:
            article.language = language_of(article.body or "")
        if found is None:
            number = self._insert(article, digest, capture)
            visit.outcome = "new"
            self._revise(number, 1, "first", [], content, digest, capture)
        else:
            number = found.id
            visit.outcome = "unchanged"
            if before is not None:
                self._change(article, found, before, content, digest)
            self._see_again(article, found, digest)
        happened = self.edges.save(article, number, capture.fetched_at, is_new=found is None)
        if found is not None:
            self._tell(number, capture, happened)
        if visit.outcome != "unchanged":
            self.vocabulary.learn(article.headline, article.body)
        self._settle(visit, capture, number, article.discoveries, sort_instant(article.published_at))
        return number

    def _save_doubtful(self, article: Article, number: int, doubt: str) -> int:
        """Keep a capture that looks like a broken reading of a known article; a second sight will decide."""
        capture, visit = article.capture, article.visit
        assert capture is not None and visit is not None
        capture.quarantine_reason = doubt
        visit.outcome, visit.reason = "quarantined", doubt
        self._save_capture(capture, visit.kind)
        self._settle(visit, capture, number, article.discoveries)
        return number

    def _tell(self, number: int, capture: Capture, happened: list[Happening]) -> None:
        if self.incidents is not None:
            for kind, evidence in happened:
                self.incidents.tell(kind, capture.fetched_at, {**evidence, "capture": capture.id}, number)

    def save_listing(self, listing: Listing) -> None:
        """Save what a listing showed."""
        self._save_capture(listing.capture, listing.visit.kind)
        instant = listing.capture.fetched_at
        self.edges.save_sightings(listing.site, listing.sightings, instant)
        date_new(self.connection, listing.site, listing.capture)
        self.edges.comments.save_excerpts(listing.site, listing.recent_comments, instant)
        if listing.thread_of:
            self.edges.comments.save_thread(listing, instant)
        for article in listing.articles:
            if article.visit is not None and article.visit.outcome != "quarantined":
                self.save_article(article)
        self._settle(listing.visit, listing.capture, None, listing.discoveries)

    def save_outcome(self, outcome: Outcome) -> None:
        """Save an answer without content."""
        if outcome.capture is not None:
            if outcome.visit.outcome == "quarantined":
                outcome.capture.quarantine_reason = outcome.visit.reason
            self._save_capture(outcome.capture, outcome.visit.kind)
            if outcome.visit.outcome == "not-modified":
                self.connection.execute(
                    "UPDATE articles SET last_seen_at = ? WHERE id = (SELECT article FROM pages WHERE url = ?)",
                    (outcome.capture.fetched_at, outcome.visit.url),
                )
            elif outcome.visit.outcome == "file":
                self._save_file(outcome, outcome.capture)
            elif outcome.visit.kind == "article" and self.run is not None:
                changes.note_absence(self.connection, self.run, outcome)
        self._settle(outcome.visit, outcome.capture, None, outcome.discoveries)

    def _save_file(self, outcome: Outcome, capture: Capture) -> None:
        """Note what stands at the address of an attachment; another file than before is an incident."""
        fresh = outcome.evidence
        documents.note(self.connection, outcome.visit.url, fresh, capture)
        rows = self.connection.execute(
            "SELECT id, article, sha256, capture FROM attachments WHERE url = ?", (outcome.visit.url,)
        ).fetchall()
        for number, article, sha256, before in rows:
            self.connection.execute(
                "UPDATE attachments SET sha256 = ?, bytes = ?, media_type = ifnull(?, media_type), capture = ?"
                " WHERE id = ?",
                (fresh["sha256"], fresh["bytes"], fresh["media_type"], capture.id, number),
            )
            if sha256 not in (None, fresh["sha256"]):
                evidence = {"url": outcome.visit.url, "sha256": [sha256, fresh["sha256"]], "captures": [before]}
                self._tell(article, capture, [("attachment-changed", evidence)])

        documents.show(self.connection, outcome.visit.url)

    def _save_capture(self, capture: Capture, kind: str) -> None:
        if capture.id is not None:
            if capture.quarantine_reason:
                self.connection.execute(
                    "UPDATE captures SET quarantine_reason = ? WHERE id = ?", (capture.quarantine_reason, capture.id)
                )
            return
        c = capture
        cursor = self.connection.execute(
            "INSERT INTO captures (run, url, kind, fetched_at, status, content_type, digest, size, warc_file,"
            " warc_offset, warc_length, etag, last_modified, same_as, quarantine_reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.run, c.url, kind, c.fetched_at, c.status, c.content_type, c.digest, c.size, c.warc_file,
                c.warc_offset, c.warc_length, c.etag, c.last_modified, c.same_as, c.quarantine_reason,
            ),
        )  # fmt: skip
        capture.id = cursor.lastrowid

    def _find(self, article: Article) -> Known | None:
        """Find the article's row: by the CMS's own number, else by its key; joins what moved, parts what collides."""
        query = "SELECT id, digest, revisions, key, url, status, native_id FROM articles WHERE site = ? AND "
        row = None
        if article.native_id:
            row = self.connection.execute(f"{query} native_id = ?", (article.site, article.native_id)).fetchone()
        holder = self.connection.execute(f"{query} key = ?", (article.site, article.key)).fetchone()
        if (holder and row and holder[0] != row[0]) or (holder and not row and article.native_id and holder[6]):
            # Two releases with one headline share an address; the site shows only the newer one there.
            self.connection.execute(
                "UPDATE articles SET key = key || '~' || ifnull(native_id, id) WHERE id = ?", (holder[0],)
            )
            holder = None
        row = row or holder
        if row is None and (earlier := changes.key_before(self.connection, article.site, article.key)):
            row = self.connection.execute(f"{query} key = ?", (article.site, earlier)).fetchone()
        return Known(*row[:6]) if row else None

    def _values(self, article: Article, digest: str, capture: Capture) -> list[object]:
        derived = {
            "digest": digest,
            "sort_at": sort_instant(article.published_at),
            "year": int(article.published_at[:4]) if article.published_at else None,
            "last_seen_at": capture.fetched_at,
            "capture": capture.id,
            "views_last": article.views,
        }
        return [derived[name] if name in derived else getattr(article, name) for name in ARTICLE_COLUMNS]

    def _insert(self, article: Article, digest: str, capture: Capture) -> int:
        values = self._values(article, digest, capture)
        cursor = self.connection.execute(_INSERT_ARTICLE, (self.ids.article(article), capture.fetched_at, *values))
        assert cursor.lastrowid is not None
        if self.run is not None and article.parser is not None:  # a rebuilt archive is indexed as a whole
            self._unindexed.append(cursor.lastrowid)
        return cursor.lastrowid

    def _see_again(self, article: Article, known: Known, digest: str) -> None:
        """Update a known article: wholly where it changed, else when and where it was seen."""
        capture, visit = article.capture, article.visit
        assert capture is not None and visit is not None
        if visit.outcome == "changed":
            self.connection.execute(_UPDATE_ARTICLE, (*self._values(article, digest, capture), known.id))
        else:
            self.connection.execute(
                f"UPDATE articles SET last_seen_at = ?, key = ?, url = ?, views_last = ?, {_SEEN_AGAIN} WHERE id = ?",
                (capture.fetched_at, article.key, article.url, article.views, known.id),
            )
        if self.incidents is None:
            return
        instant = capture.fetched_at
        if known.status in ("missing", "suspected", "gone"):
            was = {"missing": "missing", "suspected": "missing", "gone": "gone"}[known.status]
            if self.incidents.close(was, instant, known.id) and known.status != "missing":
                self.incidents.tell("returned", instant, {"was": known.status, "capture": capture.id}, known.id)
        if known.url != article.url and visit.outcome == "unchanged":
            self.incidents.tell("moved", instant, {"url": [known.url, article.url], "capture": capture.id}, known.id)

    def _change(
        self, article: Article, known: Known, before: changes.Content, content: changes.Content, digest: str
    ) -> None:
        """Make a revision of what changed, unless the text only alternates between states already known."""
        capture, visit = article.capture, article.visit
        assert capture is not None and visit is not None
        changed = sorted(name for name, value in content.items() if before[name] != value)
        kind = changes.kind_of(self.connection, known.id, digest, changed, capture.fetched_at)
        if kind == "flapping":
            if self.incidents is not None:
                self.incidents.hold(kind, capture.fetched_at, {"digest": digest, "capture": capture.id}, known.id)
            return
        visit.outcome = "changed"
        paragraphs = changes.paragraphs_changed(before["body"], content["body"])
        self._revise(known.id, known.revisions + 1, kind, changed, content, digest, capture, paragraphs)
        evidence: dict[str, object] = {"revision": known.revisions + 1, "fields": changed}
        if known.url != article.url:
            evidence["url"] = [known.url, article.url]
        self._tell(known.id, capture, [(changes.INCIDENT_OF[kind], evidence)])

    def _revise(
        self,
        article: int,
        number: int,
        kind: str,
        changed: list[str],
        content: dict[str, str | None],
        digest: str,
        capture: Capture,
        paragraphs: list[changes.ParagraphChange] | None = None,
    ) -> None:
        row: dict[str, object] = {"id": self.ids.row("revisions", article, number), "article": article}
        row |= {"number": number, "seen_at": capture.fetched_at, "capture": capture.id, "kind": kind}
        row |= {"changed": json.dumps(changed)}
        row |= {"paragraphs": json.dumps(paragraphs, ensure_ascii=False) if paragraphs else None, "digest": digest}
        self.connection.execute(_INSERT_REVISION, row | content)

    def _settle(
        self,
        visit: Visit,
        capture: Capture | None,
        article: int | None,
        discoveries: list,
        published_at: str | None = None,
    ) -> None:
        if self.frontier is None:
            return
        instant = capture.fetched_at if capture else visit.instant
        self.frontier.discover(discoveries, instant)
        self.frontier.settle(visit, capture, article, instant, published_at)
