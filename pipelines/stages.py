"""The order in which the stages read a page; none of them knows a site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from crawler.items import Article, Listing
from pipelines.body import fill_body
from pipelines.byline import fill_author
from pipelines.comments import fill_comments, fill_recent_comments, fill_thread
from pipelines.headline import fill_headline
from pipelines.links import fill_dates_of_entries, fill_labels, fill_related, fill_sightings
from pipelines.published import fill_published

ARTICLE_STAGES: Final[tuple[Callable[[Article], None], ...]] = (
    fill_headline,
    fill_author,
    fill_published,
    fill_labels,
    fill_body,
    fill_related,
    fill_comments,
    fill_sightings,
)


def read_article(article: Article) -> Article:
    """Runs every stage over the article's page, then lets go of the page."""
    for stage in ARTICLE_STAGES:
        stage(article)
    article.page = None
    return article


def read_listing(listing: Listing) -> Listing:
    """Reads what a listing shows (sightings, recent comments, whole articles), then lets go of its page."""
    for article in listing.articles:
        read_article(article)
    if listing.page is None:
        fill_dates_of_entries(listing)
        return listing
    if listing.thread_of:
        fill_thread(listing)
    else:
        fill_sightings(listing)
        fill_recent_comments(listing)
    listing.page = None
    return listing
