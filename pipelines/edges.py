"""The rows around an article: addresses, dates, links, pictures, files, tags, and sightings of its links.

Edges carry when they were first and last seen; what a page no longer shows gets ``missing_since`` and stays.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

from crawler.items import Article, Sighting
from pipelines.comment_rows import Comments, Happening
from pipelines.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pipelines.store import KeptIds

SIGHTING_MEMORY = 100_000
"""Sightings of site-wide blocks that this process remembers having written."""


class Edges:
    """Writes edges within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, ids: KeptIds, vocabulary: Vocabulary) -> None:
        self.connection = connection
        self.ids = ids
        self._sighted: dict[tuple[str, ...], str] = {}
        self.comments = Comments(connection, ids, vocabulary)

    def forget(self) -> None:
        """Forget what this process remembers having written, after a rollback."""
        self._sighted.clear()
        self.comments.forget()

    def save(self, article: Article, number: int, instant: str, *, is_new: bool) -> list[Happening]:
        """Save all edges of one article seen at ``instant``; return what happened to those of a known one."""
        happened: list[Happening] = []
        before = None if is_new else self._shown(number)
        self._save_addresses(article, number, instant)
        self._save_dates(article, number)
        self._save_links(article, number, instant)
        self._save_files(article, number, instant)
        self._save_tags(article, number, is_new)
        happened += self.comments.save(article, number, instant, is_new=is_new)
        if before is not None:
            self._mark_missing(number, instant)
            if not article.thread_pages:
                happened += self.comments.mark_missing(number, instant)
            happened += self._compared(before, self._shown(number))
        is_same = article.visit is not None and article.visit.outcome == "unchanged"
        for key in dict.fromkeys([*([] if is_same else [article.key]), *article.other_keys]):
            self._resolve(article.site, key, number)
        self.save_sightings(article.site, article.sightings, instant)
        self.comments.save_excerpts(article.site, article.recent_comments, instant)
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

    def save_sightings(self, site: str, sightings: list[Sighting], instant: str) -> None:
        """Save what a page's blocks showed; a block of every page costs nothing while it stays the same."""
        fresh = []
        for s in sightings:
            identity = (site, s.block, s.page_url, s.url, s.text, s.date_raw or "")
            if self._sighted.get(identity, "") >= instant[:13]:  # noted within this hour already
                continue
            if len(self._sighted) >= SIGHTING_MEMORY:
                self._sighted.clear()
            self._sighted[identity] = instant[:13]
            fresh.append(
                (
                    self.ids.row("sightings", *identity), site, s.page_url, s.block, s.position, s.text, s.url,
                    s.date_raw, s.published_at, s.key, instant,
                )
            )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO sightings (id, site, page_url, block, position, text, url, date_raw, published_at, key,"
            " article, first_seen_at, last_seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " ifnull((SELECT id FROM articles WHERE site = ?2 AND key = ?10),"
            " (SELECT u.article FROM article_urls u JOIN articles a ON a.id = u.article WHERE u.url = ?7"
            " AND a.site = ?2)), ?11, ?11)"
            " ON CONFLICT (site, block, page_url, url, text, ifnull(date_raw, ''))"
            " DO UPDATE SET last_seen_at = ?11, position = ?5",
            fresh,
        )
        self.connection.executemany(
            "INSERT INTO article_urls (url, article, first_seen_at, last_seen_at)"
            " SELECT ?1, id, ?2, ?2 FROM articles WHERE site = ?3 AND key = ?4 ON CONFLICT (url) DO NOTHING",
            [(row[6], instant, site, row[9]) for row in fresh if row[9] is not None],
        )

    def _resolve(self, site: str, key: str, number: int) -> None:
        """Lead to an article what was seen of it under a key before."""
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

    def _mark_missing(self, number: int, instant: str) -> None:
        for table in ("related_links", "images", "attachments"):
            self.connection.execute(
                f"UPDATE {table} SET missing_since = ?1 WHERE article = ?2 AND last_seen_at < ?1"
                " AND missing_since IS NULL",
                (instant, number),
            )
