"""Headline, sub-headline and the CMS's own number of an article."""

from __future__ import annotations

from crawler.items import Article, Page, Selectors
from pipelines.selecting import first_found, first_text
from pipelines.textual import text_of, without_backslashes


def extract_headline(page: Page, selectors: Selectors) -> str | None:
    """Returns the headline exactly as printed, white space folded; None when the page has none."""
    return first_text(selectors.headline, page.root)


def extract_subheadline(page: Page, selectors: Selectors) -> str | None:
    """Returns the line below the headline; None when there is none or it is blank."""
    found = first_found(selectors.subheadline, page.root)
    text = text_of(found[0]) if found else ""
    return without_backslashes(text) or None


def extract_native_id(page: Page, selectors: Selectors) -> str | None:
    """Returns the CMS's own number of the article, digits only; None where the page does not print it."""
    found = first_text(selectors.native_id, page.root)
    return found if found and found.isdigit() else None


def fill_headline(article: Article) -> None:
    """Fills headline, headline_raw, subheadline and native_id."""
    if article.page is None or article.selectors is None:
        return
    article.headline_raw = extract_headline(article.page, article.selectors)
    article.headline = without_backslashes(article.headline_raw) if article.headline_raw else None
    article.subheadline = extract_subheadline(article.page, article.selectors)
    article.native_id = extract_native_id(article.page, article.selectors) or article.native_id
    article.layout = article.selectors.layout
