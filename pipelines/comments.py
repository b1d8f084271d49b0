"""Readers' comments: the thread of a page, and the site-wide widget of comments on other articles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from lxml.etree import _Element, tostring

from crawler.items import Article, Comment, Expression, Listing, Page, Selectors
from pipelines.comment_order import Around, days_stated, in_order, is_undecided
from pipelines.personal import unaddressed
from pipelines.published import read_printed
from pipelines.selecting import first_found, first_text
from pipelines.textual import text_apart, text_of

_DAY_LENGTH: Final = len("2024-10-02")
MOST_APART: Final = 400
"""Days by which a rounded age may miss the time it was counted from: a year, and some."""
_widgets: dict[tuple[str, str], tuple[list[bytes], list[tuple[str, str, str]]]] = {}
"""Last state of each site's widget of comments, with its reading; as many entries as sites and layouts."""


def extract_comments(page: Page, selectors: Selectors, article: Article | None = None) -> list[Comment]:
    """Returns the page's own thread in order, without e-mail addresses; an answer names its parent's
    position. What is known of the article's own date tells in which order dates in figures are read."""
    fields = (selectors.comment_author, selectors.comment_text, selectors.comment_posted)
    read = [(each, *(_text(field, each) for field in fields)) for each in first_found(selectors.comments, page.root)]
    said = [(each, author, text, raw) for each, author, text, raw in read if text or (author and raw)]
    if not said:
        return []
    elements = [each for each, *_ in said]
    position = {element: number for number, element in enumerate(elements)}
    raw = [posted_raw for *_, posted_raw in said]
    told = in_order(raw, lambda number: days_stated(elements[number], position), _around(page, selectors, article))
    return [
        Comment(
            author=author,
            text=text,
            posted_at=_posted_at(element, posted, posted_raw, page),
            posted_raw=posted_raw or None,
            parent=_parent_of(element, position, selectors),
            seen_via="API" if selectors.source == "api" else "page",
        )
        for (element, author, text, posted_raw), posted in zip(said, told, strict=True)
    ]


def _around(page: Page, selectors: Selectors, article: Article | None) -> Around:
    """Returns what else than its comments tells in which order a page prints dates in figures."""
    day = (article.published_at or "")[:_DAY_LENGTH] if article and not is_undecided(article.published_raw) else ""
    candidates = article.date_candidates if article else ()
    return Around(
        text=lambda: text_apart(page.root),
        language=page.root.get("lang") or "",
        month_first=selectors.month_first,
        released=tuple(each.raw for each in candidates if each.refused != "other-article"),
        first=date.fromisoformat(day) if len(day) == _DAY_LENGTH else None,
        last=datetime.fromisoformat(page.fetched_at).date(),
    )


def _posted_at(comment: _Element, posted: str, stated: str, page: Page) -> str | None:
    """Returns when a comment was written; None where a time for machines is far from the age that its element prints:
    a theme's own example is left there for all comments."""
    day = read_printed(posted, page).day if posted else None
    if day is None or len(day) < _DAY_LENGTH:
        return day
    printed = (text_of(each) for each in comment.iter("time") if each.get("datetime") == stated)
    counted = (read.value for text in printed if (read := read_printed(text, page)).source == "relative")
    told = [date.fromisoformat(value[:_DAY_LENGTH]) for value in (day, *counted) if value]
    return day if all(abs((other - told[0]).days) <= MOST_APART for other in told[1:]) else None


def _parent_of(element: _Element, position: dict[_Element, int], selectors: Selectors) -> int | None:
    if selectors.comment_answers is not None and (answered := selectors.comment_answers(element)) in position:
        return position[answered]
    if len(position) > 1:
        for ancestor in element.iterancestors():
            if ancestor in position:
                return position[ancestor]
    return None


def extract_recent_comments(page: Page, selectors: Selectors) -> list[Comment]:
    """Returns the entries of the site-wide widget: excerpts, each with the address of the article it stands
    on."""
    recent = []
    for author, text, href in _read_widget(page, selectors):
        url = page.link(href) if href else None
        key = page.key(url) if url is not None else None
        recent.append(Comment(author, text, is_excerpt=True, url=url, article_key=key, seen_via="widget"))
    return recent


def _read_widget(page: Page, selectors: Selectors) -> list[tuple[str, str, str]]:
    """Reads author, text and link of each entry; a widget that stands alike on page after page is read once."""
    elements: list[_Element] = first_found(selectors.recent_comments, page.root)
    shown = [tostring(element, with_tail=False) for element in elements]
    place = (page.home_url, selectors.layout)
    kept = _widgets.get(place)
    if kept is None or kept[0] != shown:
        kept = _widgets[place] = (shown, [entry for each in elements if any((entry := _entry(each, selectors))[:2])])
    return kept[1]


def _entry(element: _Element, selectors: Selectors) -> tuple[str, str, str]:
    author, text = _text(selectors.recent_author, element), _text(selectors.recent_text, element)
    links: Any = selectors.recent_link(element) if selectors.recent_link is not None else ()
    return author, text, (links[0].get("href") or "") if links else ""


def _text(expression: Expression | None, element: _Element) -> str:
    found = first_text((expression,), element) if expression is not None else None
    return unaddressed(found or "")


def fill_comments(article: Article) -> None:
    """Fills comments and recent_comments."""
    if article.page is not None and article.selectors is not None:
        article.comments = extract_comments(article.page, article.selectors, article)
        article.recent_comments = extract_recent_comments(article.page, article.selectors)
        article.thread_pages = extract_thread_pages(article.page, article.selectors)


def extract_thread_pages(page: Page, selectors: Selectors) -> list[str]:
    """Returns the addresses of the thread's other pages, each once."""
    links = (page.link(str(link.get("href") or "")) for link in first_found(selectors.comment_pages, page.root))
    return list(dict.fromkeys(url for url in links if url))


def fill_thread(listing: Listing) -> None:
    """Fills the comments of a further page of an article's thread."""
    if listing.thread_of and listing.page is not None and listing.selectors is not None:
        listing.thread = extract_comments(listing.page, listing.selectors)


def fill_recent_comments(listing: Listing) -> None:
    """Fills recent_comments of a listing."""
    if listing.page is not None and listing.selectors is not None:
        listing.recent_comments = extract_recent_comments(listing.page, listing.selectors)
