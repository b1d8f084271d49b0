"""Plausibility: what is no article is refused with a reason, and kept as a quarantined capture."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.items import Article
from pipelines.languages import foreign_script
from pipelines.spam import spam_problem

HEADLINE_LIMIT = 600
BODY_LIMIT = 2_000_000


def problem_of(article: Article) -> str | None:
    """Return why an article as read is not plausible, or None.

    A release without text is one if it shows a picture or offers a file: announcements often are nothing else.
    """
    if not article.headline:
        return "no-headline"
    if len(article.headline) > HEADLINE_LIMIT:
        return "headline-too-long"
    if article.body and len(article.body) > BODY_LIMIT:
        return "body-too-long"
    if not article.body and not article.images and not article.attachments:
        return "no-content"
    links = [link.url for link in article.related if link.kind != "related"]
    host = urlsplit(article.url).hostname or ""
    if spam := spam_problem(article.headline, article.key, article.body, links, own_host=host):
        return spam
    return "language-shift" if foreign_script(f"{article.headline}\n{article.body or ''}") else None
