"""Content digests: of one article's normalised content, and of the whole archive.

Two archives are the same when their content digests are: SHA-256 over the content tables in natural-key order, leaving
out surrogate ids, our own clock columns, runs, pages and captures.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from crawler.items import Article

REVISED_FIELDS = ("headline", "subheadline", "body", "byline", "author", "category", "image", "published_at")
"""Fields whose change makes a revision."""

RESTLESS_BLOCKS = ("popular", "tags")
"""Blocks whose entries follow readers and chance, not the agency: sightings in them are no part of the digest."""

_ARTICLE = "a.site || char(10) || a.key"
CONTENT_QUERIES = {
    "sites": "SELECT slug, region, name, home_url, platform, time_zone FROM sites ORDER BY slug",
    "articles": "SELECT site, region, key, url, headline, headline_raw, subheadline, published_at, published_precision,"
    " published_source, published_zone, published_raw, modified_at, year, category,"
    " author, byline, byline_desk, byline_initials, byline_raw, dateline, body, body_html, native_id, language,"
    " word_count, status, revisions, digest, layout FROM articles ORDER BY site, key",
    "article_urls": f"SELECT u.url, {_ARTICLE} FROM article_urls u JOIN articles a ON a.id = u.article ORDER BY u.url",
    "date_candidates": f"SELECT {_ARTICLE}, d.field, d.value, d.precision, d.zone, d.source, d.raw, d.chosen, d.refused"
    " FROM date_candidates d JOIN articles a ON a.id = d.article ORDER BY 1, 2, 6, 7",
    "revisions": f"SELECT {_ARTICLE}, r.number, r.kind, r.changed, r.paragraphs, r.headline, r.subheadline, r.body,"
    " r.byline, r.author, r.category, r.image, r.published_at, r.digest FROM revisions r"
    " JOIN articles a ON a.id = r.article ORDER BY 1, 2",
    "related_links": f"SELECT {_ARTICLE}, l.kind, l.position, l.text, l.url, l.target_key, l.missing_since IS NULL,"
    " t.key FROM related_links l JOIN articles a ON a.id = l.article LEFT JOIN articles t ON t.id = l.target_article"
    " ORDER BY 1, 2, 3, 4, 5",
    "comments": "SELECT c.site, c.article_key, c.article_url, a.key, c.author, c.posted_at, c.posted_raw, c.text,"
    " c.is_excerpt, c.position, c.seen_via, c.missing_since IS NULL, p.author, p.text FROM comments c"
    " LEFT JOIN articles a ON a.id = c.article LEFT JOIN comments p ON p.id = c.parent"
    " ORDER BY 1, 2, 3, 5, 6, 8, 9, 10",
    "comment_revisions": "SELECT c.site, c.article_key, c.author, c.posted_at, r.number, r.text"
    " FROM comment_revisions r JOIN comments c ON c.id = r.comment ORDER BY 1, 2, 3, 4, 5, 6",
    "sightings": "SELECT s.site, s.block, s.page_url, s.url, s.text, s.date_raw, s.published_at, s.key, a.key"
    f" FROM sightings s LEFT JOIN articles a ON a.id = s.article WHERE s.block NOT IN {RESTLESS_BLOCKS}"
    " ORDER BY 1, 2, 3, 4, 5, 6",
    "images": f"SELECT {_ARTICLE}, i.url, i.caption, i.alt, i.position, i.missing_since IS NULL FROM images i"
    " JOIN articles a ON a.id = i.article ORDER BY 1, 5, 2",
    "attachments": f"SELECT {_ARTICLE}, f.url, f.label, f.media_type, f.bytes, f.sha256,"
    " f.missing_since IS NULL FROM attachments f JOIN articles a ON a.id = f.article ORDER BY 1, 2",
    "tags": f"SELECT {_ARTICLE}, t.tag, t.url FROM tags t JOIN articles a ON a.id = t.article ORDER BY 1, 2",
    "moves": "SELECT site, to_key, from_key FROM moves ORDER BY 1, 2",
}
"""One query a content table, in natural-key order. Left out are incidents, whose evidence names captures and times;
what programs read in documents; and bounds of undated articles, which follow from all of this and from when it was
seen."""


def article_content(article: Article) -> dict[str, str | None]:
    """Return the fields whose change makes a revision, white space folded."""
    values = {name: getattr(article, name, None) for name in REVISED_FIELDS if name != "image"}
    values["image"] = article.images[0].url if article.images else None
    return {name: " ".join(value.split()) if value else None for name, value in values.items() if name != "body"} | {
        "body": article.body or None
    }


def stored_content(connection: sqlite3.Connection, article: int) -> dict[str, str | None]:
    """Return the same fields of an article as it stands in the archive."""
    row = connection.execute(
        "SELECT headline, subheadline, body, byline, author, category, published_at, (SELECT url FROM images"
        " WHERE article = a.id AND missing_since IS NULL ORDER BY position, id LIMIT 1) FROM articles a WHERE id = ?",
        (article,),
    ).fetchone()
    names = ("headline", "subheadline", "body", "byline", "author", "category", "published_at", "image")
    return {
        name: (value if name == "body" else " ".join(value.split())) if value else None
        for name, value in zip(names, row, strict=True)
    }


def content_digest(content: dict[str, str | None]) -> str:
    """Return the SHA-256 of the normalised content, hexadecimal."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def archive_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of the whole archive, hexadecimal; streams, so that memory does not grow with the archive."""
    digest = hashlib.sha256()
    for line in _lines(connection):
        digest.update(line)
    return digest.hexdigest()


def _lines(connection: sqlite3.Connection) -> Iterator[bytes]:
    for table, query in CONTENT_QUERIES.items():
        yield f"{table}\n".encode()
        for row in connection.execute(query):
            text = json.dumps(tuple(row), ensure_ascii=False, separators=(",", ":"))
            yield text.encode("utf-8", "surrogatepass") + b"\n"
