"""The day that a page prints above its article and that is but the day of the visit: some show today's on each.

Nothing on the page tells. Where lists print another day beside links to the article, the page's is a clock.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import Final

from crawler.items import Article, DateCandidate
from pipelines.published import local_day, take_date

CLOCK: Final = "clock"
"""Why the day of the visit is no date."""
_APART: Final = 2
"""Days between what lists say and the visit, at least: lists and pages may count in different zones."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""What tells a day in full; how long ago something was is none."""
_UNDATED: Final = DateCandidate("published", None, None, "", "")


def doubt_clock(connection: sqlite3.Connection, article: Article) -> None:
    """Leave an article undated whose page prints the day of the visit, where all lists and feeds state earlier ones."""
    found = next((each for each in article.date_candidates if each.field == "published" and each.chosen), None)
    if found is None or found.value is None or article.capture is None or not found.source.startswith("page:"):
        return
    if not _is_near(found.value, article.capture.fetched_at):
        return
    keys = [article.key, *article.other_keys]
    rows = connection.execute(
        "SELECT s.published_at, ifnull(s.date_raw, ''), t.time_zone FROM sightings s JOIN sites t ON t.slug = s.site"
        f" WHERE s.site = ? AND s.key IN ({', '.join('?' * len(keys))}) AND s.block <> 'sitemap'"
        " AND length(s.published_at) >= 10",
        (article.site, *keys),
    )
    stated = [(day, zone) for day, raw, zone in rows if _YEAR.search(raw)]
    if stated and all(_is_clock(found.value, day, article.capture.fetched_at, zone) for day, zone in stated):
        found.chosen, found.refused = False, CLOCK
        take_date(article, _UNDATED)


def _is_near(printed: str, visited: str) -> bool:
    """Tell whether a printed day may be that of the visit in some zone; most are not, and cost no look at lists."""
    try:
        return abs((date.fromisoformat(printed[:10]) - date.fromisoformat(visited[:10])).days) <= 1
    except ValueError:
        return False  # a month or a year


def _is_clock(printed: str, listed: str, visited: str, zone: str) -> bool:
    """Tell whether a printed day is that of the visit, and the one that a list states well before it."""
    today, day = local_day(visited, zone), local_day(listed, zone)
    return today is not None and day is not None and local_day(printed, zone) == today and (today - day).days >= _APART
