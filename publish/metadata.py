"""The part of datasette-metadata.yaml that follows the schema; ``python -m publish.metadata`` writes it anew.

What a person writes (titles, saved queries, facets) stands in ``HEAD`` and ``TABLE_OPTIONS``; the sentences of tables
and columns come from pipelines.tables, so that nobody types them twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES, column_sentences

FILE = Path(__file__).parent.parent / "datasette-metadata.yaml"
SHADOW_TABLES = (
    "_sqlite_migrations",
    "articles_fts",
    "articles_fts_data",
    "articles_fts_idx",
    "articles_fts_docsize",
    "articles_fts_config",
)

HEAD: dict[str, Any] = {
    "title": "Lontar",
    "description": "Arsip berita pemerintah daerah Indonesia. The record of Indonesian regional government news.",
    "source": "Situs berita pemerintah daerah; alamat aslinya tercatat pada setiap artikel",
    "license": "Publikasi pemerintah; sebutkan situs asal dan waktu pengambilan",
}
TABLE_OPTIONS: dict[str, dict[str, Any]] = {
    "articles": {
        "facets": ["region", "site", "year", "category", "status"],
        "sort_desc": "sort_at",
        "label_column": "headline",
        "fts_table": "articles_fts",
        "fts_pk": "id",
        "size": 20,
    },
    "regions": {"label_column": "name", "sort": "code"},
    "sites": {"label_column": "name", "sort": "slug"},
    "runs": {"sort_desc": "id"},
    "revisions": {"sort_desc": "seen_at"},
    "incidents": {"sort_desc": "last_at", "facets": ["site", "kind"]},
    "comments": {"sort_desc": "posted_at", "facets": ["is_excerpt", "seen_via"]},
    "sightings": {"sort_desc": "last_seen_at", "facets": ["block"]},
    "related_links": {"facets": ["kind"]},
    "date_candidates": {"facets": ["field", "source", "refused"]},
    "tags": {"facets": ["tag"]},
}
_ARTICLE = "a.id, a.headline, s.name AS site, a.published_at, a.published_precision, a.status, a.url"
QUERIES: dict[str, dict[str, str]] = {
    "search": {
        "title": "Cari berita / Search releases",
        "description": "Kata dicari bersama keluarganya (tani, petani, pertanian); kutip untuk frasa persis; kata*"
        " untuk awalan; -kata untuk mengecualikan. Words are searched with their family; quotes for an exact phrase.",
        "sql": f"SELECT {_ARTICLE}, snippet(articles_fts, 1, '[', ']', ' … ', 24) AS snippet FROM articles_fts"
        " JOIN articles a ON a.id = articles_fts.rowid JOIN sites s ON s.slug = a.site"
        " WHERE articles_fts MATCH escape_fts(:q) ORDER BY bm25(articles_fts, 5.0, 1.0) LIMIT 100",
    },
    "newest": {
        "title": "Terbaru / Newest releases",
        "description": "Seratus berita bertanggal paling baru. The hundred newest dated releases.",
        "sql": f"SELECT {_ARTICLE} FROM articles a JOIN sites s ON s.slug = a.site WHERE a.sort_at IS NOT NULL"
        " ORDER BY a.sort_at DESC LIMIT 100",
    },
    "undated": {
        "title": "Tanpa tanggal / Undated releases",
        "description": "Halamannya tidak mencetak tanggal; sejak kapan tampak di daftar. Releases whose page prints no"
        " date, with the dates that listings showed.",
        "sql": "SELECT a.id, a.headline, a.url, a.first_seen_at, min(g.published_at) AS listed_earliest,"
        " max(g.published_at) AS listed_latest FROM articles a LEFT JOIN sightings g ON g.article = a.id"
        " WHERE a.published_at IS NULL GROUP BY a.id ORDER BY a.first_seen_at DESC LIMIT 1000",
    },
    "changed": {
        "title": "Yang berubah / What was changed",
        "description": "Keadaan teks kedua dan seterusnya, terbaru lebih dulu. Second and later states of a text.",
        "sql": "SELECT r.article, r.number, r.seen_at, r.kind, r.changed, r.headline FROM revisions r"
        " WHERE r.number > 1 ORDER BY r.seen_at DESC LIMIT 500",
    },
    "comments_of_readers": {
        "title": "Komentar pembaca / Readers' comments",
        "description": "Komentar beserta beritanya; kutipan terpotong ditandai. Comments with their release.",
        "sql": "SELECT c.posted_at, c.author, c.text, c.is_excerpt, a.id AS article, a.headline FROM comments c"
        " LEFT JOIN articles a ON a.id = c.article ORDER BY c.posted_at DESC LIMIT 500",
    },
    "coverage": {
        "title": "Kelengkapan / Completeness by site and month",
        "description": "Jumlah berita per situs dan bulan. Releases by site and month.",
        "sql": "SELECT site, substr(published_at, 1, 7) AS month, count(*) AS releases FROM articles"
        " GROUP BY site, month ORDER BY site, month DESC LIMIT 1000",
    },
    "how_dates_are_known": {
        "title": "Asal tanggal / How dates are known",
        "description": "Jumlah berita menurut ketelitian dan sumber tanggal. Releases by precision and source of date.",
        "sql": "SELECT site, published_precision, published_source, published_zone, count(*) AS releases FROM articles"
        " GROUP BY 1, 2, 3, 4 ORDER BY releases DESC",
    },
}


def build() -> dict[str, Any]:
    """Return the whole metadata."""
    sentences = column_sentences()
    tables: dict[str, Any] = {}
    for table, sentence in TABLE_SENTENCES.items():
        entry: dict[str, Any] = {"description": sentence, "columns": sentences[table], **TABLE_OPTIONS.get(table, {})}
        if table in HIDDEN_TABLES:
            entry["hidden"] = True
        tables[table] = entry
    for table in SHADOW_TABLES:
        tables[table] = {"hidden": True}
    return {**HEAD, "databases": {"archive": {"tables": tables, "queries": QUERIES}}}


def text() -> str:
    """Return the file's text."""
    note = "# Written by python -m publish.metadata; change publish/metadata.py or pipelines/tables.py instead.\n"
    return note + yaml.safe_dump(build(), allow_unicode=True, sort_keys=False, width=110)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
