"""An archive of the sample site with hostile rows in it, for the tests of the served pages."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.run import CrawlOptions, crawl
from sample.server import serve

DAY = "2026-01-01T00:00:00Z"
HOSTILE = '<script>alert("x")</script>'


SCRIPT_URL = "javascript:alert(1)"
PLANTED = {
    "articles": {
        "id": 9001, "site": "contoh", "key": "x", "url": SCRIPT_URL, "headline": HOSTILE, "subheadline": HOSTILE,
        "body": f"{HOSTILE} {'kata ' * 200}\n\nakhir {HOSTILE}", "category": HOSTILE, "author": HOSTILE,
        "byline": HOSTILE, "published_raw": HOSTILE, "layout": HOSTILE, "digest": "d", "missing_since": DAY,
        "status": "gone", "sort_at": "2027-01-01T00:00:00Z", "first_seen_at": DAY, "last_seen_at": DAY,
    },
    "article_urls": {"url": SCRIPT_URL, "article": 9001, "first_seen_at": DAY, "last_seen_at": DAY},
    "comments": {
        "id": 9001, "site": "contoh", "article": 9001, "author": HOSTILE, "text": HOSTILE, "posted_raw": HOSTILE,
        "is_excerpt": 1, "seen_via": "widget", "first_seen_at": DAY, "last_seen_at": DAY,
    },
    "tags": {"article": 9001, "tag": HOSTILE, "url": SCRIPT_URL},
    "images": {
        "article": 9001, "url": SCRIPT_URL, "caption": HOSTILE, "position": 1, "first_seen_at": DAY,
        "last_seen_at": DAY,
    },
    "attachments": {
        "article": 9001, "url": SCRIPT_URL, "label": HOSTILE, "media_type": HOSTILE, "first_seen_at": DAY,
        "last_seen_at": DAY,
    },
    "related_links": {
        "article": 9001, "kind": "body", "position": 1, "text": HOSTILE, "url": SCRIPT_URL, "first_seen_at": DAY,
        "last_seen_at": DAY,
    },
    "sightings": {
        "site": "contoh", "page_url": SCRIPT_URL, "block": HOSTILE, "position": 1, "text": HOSTILE, "url": SCRIPT_URL,
        "date_raw": HOSTILE, "article": 9001, "first_seen_at": DAY, "last_seen_at": DAY,
    },
    "revisions": {
        "article": 9001, "number": 1, "seen_at": DAY, "kind": "content", "changed": json.dumps([HOSTILE]),
        "headline": HOSTILE, "body": HOSTILE * 20, "digest": "d",
    },
    "date_candidates": {"article": 9001, "field": "published", "source": "page:None", "raw": HOSTILE},
    "incidents": {
        "site": "contoh", "article": 9001, "kind": "edited", "first_at": DAY, "last_at": DAY,
        "evidence": json.dumps({"url": [SCRIPT_URL, HOSTILE]}),
    },
    "comment_revisions": {"comment": 9001, "number": 1, "replaced_at": DAY, "text": HOSTILE},
    "absences": {"article": 9001, "seen_at": DAY, "url": SCRIPT_URL, "cause": HOSTILE, "verdict": HOSTILE},
    "redactions": {
        "kind": "person", "target": HOSTILE, "why": HOSTILE, "made_at": DAY, "lifted_at": DAY, "site": HOSTILE,
        "author": HOSTILE, "text": HOSTILE,
    },
    "fingerprints": {"article": 9001, "digest": "d", "terms": json.dumps([[HOSTILE, 2.5], ["kata", 1.5], ['"', 1]])},
    "fingerprint_bands": {"article": 9001, "band": -1},
    "likenesses": {"article": 9001, "other": 1, "alike": 0.5, "contained": 0.9},
    "listings": {"site": "contoh", "block": HOSTILE, "url": SCRIPT_URL, "shown": 2, "archived": 1, "walked_at": DAY},
    "wayback_captures": {"site": "contoh", "key": HOSTILE, "captured_at": DAY, "url": SCRIPT_URL},
    "moves": {"site": "contoh", "to_key": HOSTILE, "from_key": HOSTILE, "seen_at": DAY},
}
"""A row of every table that is filled from pages, as an attacker who writes on a government site would have it."""


def plant(archive: Path) -> None:
    """Put the hostile rows into an archive."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        for table, row in PLANTED.items():
            names = ", ".join(row)
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def hostile_archive(folder: Path) -> Path:
    """Crawl the sample site into an archive that is not called archive.db, and plant the hostile rows."""
    archive = folder / "warta.db"
    with serve(day=1) as sample:
        crawl(["contoh"], CrawlOptions(archive=archive, base_url=sample.base_url))
    plant(archive)
    return archive
