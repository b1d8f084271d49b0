"""The rows of comments: an article's own thread, and the excerpts that widgets show of threads elsewhere.

Comments carry when they were first and last seen; one that its page no longer shows gets ``missing_since`` and stays,
with every text it had.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crawler.items import Article, Comment, Listing
from pipelines.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pipelines.store import KeptIds

THREAD_STEP = 10_000
"""Positions kept for each page of a thread that stands on several pages."""

Happening = tuple[str, dict[str, Any]]
"""What happened to a row that was known: kind of incident, evidence."""


class Comments:
    """Writes comments within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, ids: KeptIds, vocabulary: Vocabulary) -> None:
        self.connection = connection
        self.ids = ids
        self.vocabulary = vocabulary
        self._excerpts: set[tuple[str | None, ...]] = set()

    def forget(self) -> None:
        """Forget what this process remembers having written, after a rollback."""
        self._excerpts.clear()

    def save(
        self, article: Article, number: int, instant: str, *, is_new: bool, offset: int = 0
    ) -> list[Happening]:
        """Save the page's own thread: the same author, time and text met n times is n comments.

        Returns what happened to comments that were known.
        """
        happened: list[Happening] = []
        if not article.comments and is_new:
            return happened
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
                answered = self._number_of(numbers, comment.parent)
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
                parent = self._number_of(numbers, comment.parent)
                numbers.append(self._insert_comment(article, number, comment, position, parent, instant))
        self._answer_below(article, numbers)
        self._merge_excerpts(article)
        return happened

    @staticmethod
    def _number_of(numbers: list[int], place: int | None) -> int | None:
        """Return the row of what stands at a place of the thread; None where it is yet to be saved."""
        return numbers[place] if place is not None and place < len(numbers) else None

    def _answer_below(self, article: Article, numbers: list[int]) -> None:
        """Tell what they answer of answers that stand above it."""
        for at, comment in enumerate(article.comments):
            if comment.parent is not None and at < comment.parent < len(numbers):
                self.connection.execute(
                    "UPDATE comments SET parent = ? WHERE id = ?", (numbers[comment.parent], numbers[at])
                )

    def mark_missing(self, number: int, instant: str) -> list[Happening]:
        """Mark the comments of an article's whole thread that its page no longer shows."""
        rows = self.connection.execute(
            "UPDATE comments SET missing_since = ?1 WHERE article = ?2 AND NOT is_excerpt AND last_seen_at < ?1"
            " AND missing_since IS NULL RETURNING id, author, text",
            (instant, number),
        ).fetchall()
        return [("comment-removed", {"comment": row, "author": who, "text": text}) for row, who, text in rows]

    def _edit_comment(self, number: int, before: str, after: str, position: int, instant: str) -> None:
        """Give a comment its new text, and keep the one it had."""
        self.connection.execute(
            "INSERT INTO comment_revisions (id, comment, number, replaced_at, text)"
            " SELECT ?, id, edits + 1, ?, ? FROM comments WHERE id = ?",
            (self.ids.row("comment_revisions", number, before), instant, before, number),
        )
        self.vocabulary.learn(after)
        self.connection.execute(
            "UPDATE comments SET text = ?, edits = edits + 1, last_seen_at = ?, position = ? WHERE id = ?",
            (after, instant, position, number),
        )

    def _insert_comment(
        self, article: Article, number: int, comment: Comment, position: int, parent: int | None, instant: str
    ) -> int:
        self.vocabulary.learn(comment.text)
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

    def _merge_excerpts(self, article: Article) -> None:
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
        self.vocabulary.learn(comment.text)
        self.connection.execute(
            "INSERT INTO comments (id, site, article, article_url, article_key, author, text, is_excerpt, seen_via,"
            " first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 'widget', ?, ?)",
            (
                self.ids.row("comments", site, key, comment.author, None, comment.text, 1), site, article, comment.url,
                key, comment.author, comment.text, instant, instant,
            ),
        )  # fmt: skip

    def save_thread(self, listing: Listing, instant: str) -> None:
        """Save a further page of an article's comments; nothing is missing because it does not show it."""
        row = self.connection.execute(
            "SELECT id, key, url FROM articles WHERE site = ? AND native_id = ?", (listing.site, listing.thread_of)
        ).fetchone()
        if row is None:
            return
        number, key, url = row
        article = Article(listing.site, key, url, native_id=listing.thread_of, comments=listing.thread)
        self.save(article, number, instant, is_new=False, offset=listing.thread_page * THREAD_STEP)


def is_excerpt_of(excerpt: str, text: str) -> bool:
    """Tell whether a widget's excerpt (cut at a word, ending in ``...``) is the beginning of a full comment.

    White space is folded; a word that the site masks with ``*`` on one side only still counts as the same.
    """
    cut = excerpt.rstrip().removesuffix("...").removesuffix("…").split()
    whole = text.split()
    if len(cut) > len(whole):
        return False
    return all(a == b or "*" in a or "*" in b for a, b in zip(cut, whole, strict=False))
