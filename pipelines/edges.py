"""The rows around an article: addresses, dates, links, comments, pictures, files, tags, and sightings of its links.

Edges carry when they were first and last seen; what a page no longer shows gets ``missing_since`` and stays.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

from crawler.items import Article, Comment, Listing, Sighting
from pipelines.vocabulary import learn_text

if TYPE_CHECKING:
    from pipelines.store import KeptIds

SIGHTING_MEMORY = 100_000
"""Sightings of site-wide blocks that this process remembers having written."""

THREAD_STEP = 10_000
"""Positions kept for each page of a thread that stands on several pages."""

Happening = tuple[str, dict[str, Any]]
"""What happened to a known article's edges: kind of incident, evidence."""


class Edges:
    """Writes edges within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, ids: KeptIds) -> None:
        self.connection = connection
        self.ids = ids
        self._sighted: dict[tuple[str, ...], str] = {}
        self._excerpts: set[tuple[str | None, ...]] = set()

    def forget(self) -> None:
        """Forget what this process remembers having written, after a rollback."""
        self._sighted.clear()
        self._excerpts.clear()

    def save(self, article: Article, number: int, instant: str, *, is_new: bool) -> list[Happening]:
        """Save all edges of one article seen at ``instant``; return what happened to those of a known one."""
        happened: list[Happening] = []
        before = None if is_new else self._shown(number)
        self._save_addresses(article, number, instant)
        self._save_dates(article, number)
        self._save_links(article, number, instant)
        self._save_files(article, number, instant)
        self._save_tags(article, number, is_new)
        self._save_comments(article, number, instant, is_new, happened)
        if before is not None:
            self._mark_missing(number, instant, happened, whole_thread=not article.thread_pages)
            happened += self._compared(before, self._shown(number))
        if article.visit is None or article.visit.outcome != "unchanged":
            self._resolve(article, number)
        self.save_sightings(article.site, article.sightings, instant)
        self.save_excerpts(article.site, article.recent_comments, instant)
        return happened

    def _shown(self, number: int) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return (label, address) of what an article shows now: the links in its text, and its attachments."""
        links = self.connection.execute(
            "SELECT text, url FROM related_links WHERE article = ? AND kind <> 'related' AND missing_since IS NULL",
            (number,),
        )
        files = self.connection.execute(
            "SELECT label, url FROM attachments WHERE article = ? AND missing_since IS NULL", (number,)
        )
        return {(text, url) for text, url in links}, {(label, url) for label, url in files}

    @staticmethod
    def _compared(before: tuple[set, set], after: tuple[set, set]) -> list[Happening]:
        """Return what was added to and removed from the links in the text and the attachments."""
        happened: list[Happening] = []
        files = before[1] | after[1]  # links to files are told as attachments
        added, removed = sorted(after[0] - before[0] - files), sorted(before[0] - after[0] - files)
        if added or removed:
            happened.append(("links-changed", {"added": added, "removed": removed}))
        for kind, shown, others in (
            ("attachment-added", after[1], {url for _, url in before[1]}),
            ("attachment-removed", before[1], {url for _, url in after[1]}),
        ):
            happened += [(kind, {"label": label, "url": url}) for label, url in sorted(shown) if url not in others]
        return happened

    def _save_addresses(self, article: Article, number: int, instant: str) -> None:
        urls = dict.fromkeys([article.url, *article.urls])
        self.connection.executemany(
            "INSERT INTO article_urls (url, article, first_seen_at, last_seen_at) VALUES (?1, ?2, ?3, ?3)"
            " ON CONFLICT (url) DO UPDATE SET last_seen_at = ?3, article = ?2",
            [(url, number, instant) for url in urls],
        )

    def _save_dates(self, article: Article, number: int) -> None:
        self.connection.executemany(
            "INSERT INTO date_candidates (article, field, value, precision, zone, source, raw, chosen, refused)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article, field, source, raw)"
            " DO UPDATE SET chosen = excluded.chosen, refused = excluded.refused",
            [
                (number, d.field, d.value, d.precision, d.zone, d.source, d.raw, d.chosen, d.refused)
                for d in article.date_candidates
            ],
        )

    def _save_links(self, article: Article, number: int, instant: str) -> None:
        alike: Counter[tuple[str, str, str]] = Counter()
        rows = []
        for link in article.related:
            alike[identity := (link.kind, link.url, link.text)] += 1
            row = self.ids.row("related_links", number, *identity, alike[identity])
            rows.append(
                (
                    row, number, link.kind, link.position, link.text, link.url, link.key, article.site, instant,
                    alike[identity],
                )
            )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO related_links (id, article, kind, position, text, url, target_key, target_article,"
            " first_seen_at, last_seen_at, occurrence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
            " (SELECT id FROM articles WHERE site = ?8 AND key = ?7), ?9, ?9, ?10)"
            " ON CONFLICT (article, kind, url, text, occurrence) DO UPDATE SET position = ?4, last_seen_at = ?9,"
            " missing_since = NULL",
            rows,
        )

    def _save_files(self, article: Article, number: int, instant: str) -> None:
        self.connection.executemany(
            "INSERT INTO images (id, article, url, caption, alt, position, first_seen_at, last_seen_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT (article, url) DO UPDATE SET caption = ?4, alt = ?5,"
            " position = ?6, last_seen_at = ?7, missing_since = NULL",
            [
                (self.ids.row("images", number, i.url), number, i.url, i.caption, i.alt, i.position, instant)
                for i in article.images
            ],
        )
        self.connection.executemany(
            "INSERT INTO attachments (id, article, url, label, media_type, first_seen_at, last_seen_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (article, url) DO UPDATE SET label = ?4,"
            " last_seen_at = ?6, missing_since = NULL",
            [
                (self.ids.row("attachments", number, f.url), number, f.url, f.label, f.media_type, instant)
                for f in article.attachments
            ],
        )

    def _save_tags(self, article: Article, number: int, is_new: bool) -> None:
        wanted = {tag.tag: tag.url for tag in article.tags}
        if not is_new:
            kept = dict(self.connection.execute("SELECT tag, url FROM tags WHERE article = ?", (number,)))
            if kept == wanted:
                return
            self.connection.execute("DELETE FROM tags WHERE article = ?", (number,))
        self.connection.executemany(
            "INSERT INTO tags (article, tag, url) VALUES (?, ?, ?)",
            [(number, tag, url) for tag, url in wanted.items()],
        )

    def _save_comments(
        self,
        article: Article,
        number: int,
        instant: str,
        is_new: bool,
        happened: list[Happening],
        offset: int = 0,
    ) -> None:
        """Save the page's own thread: the same author, time and text met n times is n comments."""
        if not article.comments and is_new:
            return
        known: dict[tuple[object, ...], list[tuple[int, str | None]]] = {}
        for *identity, row, missing_since in self.connection.execute(
            "SELECT author, posted_at, text, id, missing_since FROM comments WHERE article = ? AND NOT is_excerpt"
            " ORDER BY id",
            (number,),
        ):
            known.setdefault(tuple(identity), []).append((row, missing_since))
        matched = [
            same.pop(0) if (same := known.get((c.author, c.posted_at, c.text))) else None for c in article.comments
        ]
        left: dict[tuple[object, object], tuple[int, str]] = {
            (author, posted_at): (row, str(text))
            for (author, posted_at, text), rows in known.items()
            for row, missing_since in rows
            if missing_since is None
        }
        numbers: list[int] = []
        for position, (comment, same_row) in enumerate(zip(article.comments, matched, strict=True), start=offset + 1):
            if same_row is not None:
                numbers.append(same_row[0])
                if same_row[1] is not None:
                    happened.append(("comment-returned", {"comment": same_row[0], "missing_since": same_row[1]}))
                answered = numbers[comment.parent] if comment.parent is not None else None
                self.connection.execute(
                    "UPDATE comments SET last_seen_at = ?, missing_since = NULL, position = ?,"
                    " parent = ifnull(?, parent) WHERE id = ?",
                    (instant, position, answered, numbers[-1]),
                )
            elif comment.posted_at and (edited := left.pop((comment.author, comment.posted_at), None)):
                numbers.append(edited[0])
                self._edit_comment(edited[0], edited[1], comment.text, position, instant)
                happened.append(("comment-edited", {"comment": edited[0], "before": edited[1], "after": comment.text}))
            else:
                parent = numbers[comment.parent] if comment.parent is not None else None
                numbers.append(self._insert_comment(article, number, comment, position, parent, instant))
        self._merge_excerpts(article, number)

    def _edit_comment(self, number: int, before: str, after: str, position: int, instant: str) -> None:
        """Give a comment its new text, and keep the one it had."""
        self.connection.execute(
            "INSERT INTO comment_revisions (id, comment, number, replaced_at, text)"
            " SELECT ?, id, edits + 1, ?, ? FROM comments WHERE id = ?",
            (self.ids.row("comment_revisions", number, before), instant, before, number),
        )
        learn_text(self.connection, after)
        self.connection.execute(
            "UPDATE comments SET text = ?, edits = edits + 1, last_seen_at = ?, position = ? WHERE id = ?",
            (after, instant, position, number),
        )

    def _insert_comment(
        self, article: Article, number: int, comment: Comment, position: int, parent: int | None, instant: str
    ) -> int:
        learn_text(self.connection, comment.text)
        cursor = self.connection.execute(
            "INSERT INTO comments (id, site, article, article_url, article_key, author, posted_at, posted_raw, text,"
            " is_excerpt, parent, position, seen_via, first_seen_at, last_seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
            (
                self.ids.row("comments", article.site, article.key, comment.author, comment.posted_at, comment.text, 0),
                article.site, number, article.url, article.key, comment.author, comment.posted_at, comment.posted_raw,
                comment.text, parent, position, comment.seen_via, instant, instant,
            ),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _merge_excerpts(self, article: Article, number: int) -> None:
        """Drop excerpts that a full comment of this article now stands for."""
        rows = self.connection.execute(
            "SELECT id, author, text FROM comments WHERE site = ? AND article_key = ? AND is_excerpt",
            (article.site, article.key),
        ).fetchall()
        for excerpt_id, author, text in rows:
            if any(c.author == author and is_excerpt_of(text, c.text) for c in article.comments):
                self.connection.execute("DELETE FROM comments WHERE id = ?", (excerpt_id,))

    def save_excerpts(self, site: str, excerpts: list[Comment], instant: str) -> None:
        """Save a widget's excerpts on the articles they link to, unless the full comment is known there."""
        for comment in excerpts:
            key = comment.article_key
            identity = (site, key, comment.author, comment.text)
            if identity in self._excerpts:
                continue
            self._excerpts.add(identity)
            self._save_excerpt(site, key, comment, instant)

    def _save_excerpt(self, site: str, key: str | None, comment: Comment, instant: str) -> None:
        article = None
        if key is not None:
            row = self.connection.execute("SELECT id FROM articles WHERE site = ? AND key = ?", (site, key)).fetchone()
            article = row[0] if row else None
        candidates = self.connection.execute(
            "SELECT id, text, is_excerpt FROM comments WHERE site = ?1 AND article_key IS ?2 AND author = ?3"
            " UNION SELECT id, text, is_excerpt FROM comments WHERE article = ?4 AND author = ?3",
            (site, key, comment.author, article),
        ).fetchall()  # an article whose address was written anew has comments under its earlier key
        for number, text, is_excerpt in candidates:
            if text == comment.text if is_excerpt else is_excerpt_of(comment.text, text):
                if is_excerpt:
                    self.connection.execute("UPDATE comments SET last_seen_at = ? WHERE id = ?", (instant, number))
                return
        learn_text(self.connection, comment.text)
        self.connection.execute(
            "INSERT INTO comments (id, site, article, article_url, article_key, author, text, is_excerpt, seen_via,"
            " first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 'widget', ?, ?)",
            (
                self.ids.row("comments", site, key, comment.author, None, comment.text, 1), site, article, comment.url,
                key, comment.author, comment.text, instant, instant,
            ),
        )  # fmt: skip

    def save_sightings(self, site: str, sightings: list[Sighting], instant: str) -> None:
        """Save what a page's blocks showed; a block of every page costs nothing while it stays the same."""
        fresh = []
        for s in sightings:
            identity = (s.block, s.page_url, s.url, s.text, s.date_raw or "")
            if self._sighted.get(identity, "") >= instant[:13]:  # noted within this hour already
                continue
            if len(self._sighted) >= SIGHTING_MEMORY:
                self._sighted.clear()
            self._sighted[identity] = instant[:13]
            fresh.append(
                (
                    self.ids.row("sightings", site, *identity), site, s.page_url, s.block, s.position, s.text, s.url,
                    s.date_raw, s.published_at, s.key, instant,
                )
            )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO sightings (id, site, page_url, block, position, text, url, date_raw, published_at, key,"
            " article, first_seen_at, last_seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " (SELECT id FROM articles WHERE site = ?2 AND key = ?10), ?11, ?11)"
            " ON CONFLICT (site, block, page_url, url, text, ifnull(date_raw, ''))"
            " DO UPDATE SET last_seen_at = ?11, position = ?5",
            fresh,
        )
        self.connection.executemany(
            "INSERT INTO article_urls (url, article, first_seen_at, last_seen_at)"
            " SELECT ?1, id, ?2, ?2 FROM articles WHERE site = ?3 AND key = ?4 ON CONFLICT (url) DO NOTHING",
            [(row[6], instant, site, row[9]) for row in fresh if row[9] is not None],
        )

    def _resolve(self, article: Article, number: int) -> None:
        """Lead to a new article what was seen of it before."""
        site, key = article.site, article.key
        self.connection.execute(
            "UPDATE related_links SET target_article = ?1 WHERE target_key = ?2 AND target_article IS NULL"
            " AND (SELECT site FROM articles WHERE id = related_links.article) = ?3",
            (number, key, site),
        )
        self.connection.execute(
            "UPDATE comments SET article = ? WHERE site = ? AND article_key = ? AND article IS NULL",
            (number, site, key),
        )
        rows = self.connection.execute(
            "UPDATE sightings SET article = ? WHERE site = ? AND key = ? AND article IS NULL"
            " RETURNING url, first_seen_at, last_seen_at",
            (number, site, key),
        ).fetchall()
        self.connection.executemany(
            "INSERT INTO article_urls (url, article, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (url) DO NOTHING",
            [(url, number, first, last) for url, first, last in rows],
        )

    def save_thread(self, listing: Listing, instant: str) -> None:
        """Save a further page of an article's comments; nothing is missing because it does not show it."""
        row = self.connection.execute(
            "SELECT id, key, url FROM articles WHERE site = ? AND native_id = ?", (listing.site, listing.thread_of)
        ).fetchone()
        if row is None:
            return
        number, key, url = row
        article = Article(listing.site, key, url, native_id=listing.thread_of, comments=listing.thread)
        self._save_comments(article, number, instant, False, [], listing.thread_page * THREAD_STEP)

    def _mark_missing(
        self, number: int, instant: str, happened: list[Happening], *, whole_thread: bool = True
    ) -> None:
        for table in ("related_links", "images", "attachments"):
            self.connection.execute(
                f"UPDATE {table} SET missing_since = ?1 WHERE article = ?2 AND last_seen_at < ?1"
                " AND missing_since IS NULL",
                (instant, number),
            )
        if not whole_thread:
            return
        rows = self.connection.execute(
            "UPDATE comments SET missing_since = ?1 WHERE article = ?2 AND NOT is_excerpt AND last_seen_at < ?1"
            " AND missing_since IS NULL RETURNING id, author, text",
            (instant, number),
        ).fetchall()
        happened += [("comment-removed", {"comment": row, "author": who, "text": text}) for row, who, text in rows]


def is_excerpt_of(excerpt: str, text: str) -> bool:
    """Tell whether a widget's excerpt (cut at a word, ending in ``...``) is the beginning of a full comment.

    White space is folded; a word that the site masks with ``*`` on one side only still counts as the same.
    """
    cut = excerpt.rstrip().removesuffix("...").removesuffix("…").split()
    whole = text.split()
    if len(cut) > len(whole):
        return False
    return all(a == b or "*" in a or "*" in b for a, b in zip(cut, whole, strict=False))
