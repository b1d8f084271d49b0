"""What lists and feeds say of the day of an article whose page leaves it open: in a column, or nowhere at all.

An article that a run left undated stays so: that a list was read later is no change of the article.
"""

from __future__ import annotations

import sqlite3

from crawler.items import Article, Capture, DateCandidate
from pipelines.contents import content_digest, stored_content
from pipelines.dates import sort_instant
from pipelines.listed_day import are_one_day, kept_day, listed_day, stated_days
from pipelines.page_clock import CLOCK
from pipelines.published import UNCONFIRMED, take_date


def confirm_day(connection: sqlite3.Connection, article: Article, known: int | None) -> None:
    """Take the day in a column where it is all that lists and feeds have stated beside links to the article; where the
    page prints no day, the one that they print.

    ``known`` is the article's row, where it is archived already.
    """
    if article.published_at is not None:
        return
    candidates = [each for each in article.date_candidates if each.field == "published" and each.refused != CLOCK]
    found = next((each for each in candidates if each.refused == UNCONFIRMED), None)
    if found is not None and found.value is not None:
        if known is not None:
            (stored,) = connection.execute("SELECT published_at FROM articles WHERE id = ?", (known,)).fetchone()
            is_confirmed = stored == found.value
        else:
            is_confirmed = are_one_day(stated_days(connection, article), found.value)
        if is_confirmed:
            found.chosen, found.refused = True, None
            take_date(article, found)
    elif not candidates:
        listed = listed_day(connection, article) if known is None else kept_day(connection, known)
        if listed is not None:
            article.date_candidates.append(listed)
            take_date(article, listed)


def date_new(connection: sqlite3.Connection, site: str, listing: Capture) -> None:
    """Date the articles that a list shows and its run has archived undated before it: which came first is chance."""
    rows = connection.execute(
        "SELECT DISTINCT a.id, a.key, a.url FROM sightings s JOIN articles a ON a.id = s.article"
        " JOIN revisions r ON r.article = a.id AND r.number = 1 JOIN captures c ON c.id = r.capture"
        " WHERE s.site = ?1 AND s.last_seen_at = ?2 AND length(s.published_at) >= 10 AND a.published_at IS NULL"
        " AND a.revisions = 1 AND c.run = (SELECT run FROM captures WHERE id = ?3) AND NOT EXISTS"
        " (SELECT 1 FROM date_candidates d WHERE d.article = a.id AND d.field = 'published')",
        (site, listing.fetched_at, listing.id),
    ).fetchall()
    for number, key, url in rows:
        if (found := listed_day(connection, Article(site, key, url))) is not None:
            _date(connection, number, found)


def _date(connection: sqlite3.Connection, number: int, found: DateCandidate) -> None:
    """Give an article that has one state its day."""
    assert found.value is not None
    digest = content_digest(stored_content(connection, number) | {"published_at": found.value})
    connection.execute(
        "UPDATE articles SET published_at = ?, published_precision = ?, published_source = ?, published_raw = ?,"
        " published_zone = ?, sort_at = ?, year = ?, digest = ? WHERE id = ?",
        (
            *(found.value, found.precision, found.source, found.raw, found.zone),
            *(sort_instant(found.value), int(found.value[:4]), digest, number),
        ),
    )
    connection.execute(
        "UPDATE revisions SET published_at = ?, digest = ? WHERE article = ? AND number = 1",
        (found.value, digest, number),
    )
    connection.execute(
        "INSERT INTO date_candidates (article, field, value, precision, zone, source, raw, chosen)"
        " VALUES (?, 'published', ?, ?, ?, ?, ?, 1)",
        (number, found.value, found.precision, found.zone, found.source, found.raw),
    )
