"""The day that a page prints in a column beside its article, confirmed by the lists and feeds that lead to the article.

An article that was archived undated stays so: that a list was read later is no change of the article.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from crawler.items import Article
from pipelines.published import UNCONFIRMED, local_day, take_date

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""What tells a day in full; how long ago something was is none."""


def confirm_day(connection: sqlite3.Connection, article: Article, known: int | None) -> None:
    """Take the day in a column where it is all that lists and feeds have stated beside links to the article.

    ``known`` is the article's row, where it is archived already.
    """
    found = next((each for each in article.date_candidates if each.refused == UNCONFIRMED), None)
    if article.published_at is not None or found is None or found.value is None:
        return
    if known is not None:
        (stored,) = connection.execute("SELECT published_at FROM articles WHERE id = ?", (known,)).fetchone()
        is_confirmed = stored == found.value
    else:
        is_confirmed = _is_listed(connection, article, found.value)
    if is_confirmed:
        found.chosen, found.refused = True, None
        take_date(article, found)


def _is_listed(connection: sqlite3.Connection, article: Article, value: str) -> bool:
    """Tell whether all days in full that lists and feeds state of an article are one day."""
    keys = [article.key, *article.other_keys]
    rows = connection.execute(
        "SELECT s.published_at, s.date_raw, t.time_zone FROM sightings s JOIN sites t ON t.slug = s.site"
        f" WHERE s.site = ? AND s.key IN ({', '.join('?' * len(keys))}) AND s.block <> 'sitemap'"
        " AND length(s.published_at) >= 10",
        (article.site, *keys),
    )
    stated = [(day, zone) for day, raw, zone in rows if _YEAR.search(raw or "")]
    return bool(stated) and all(local_day(day, zone) == local_day(value, zone) for day, zone in stated)
