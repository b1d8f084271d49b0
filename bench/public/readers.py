"""The extractors, each asked for the text of a page alone, as their documents say; none may open a connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.public.pages import PublicPage
from crawler.html import decode_to_utf8, parse_html
from crawler.items import Article, Page
from crawler.platforms.generic_reading import article_selectors
from pipelines.stages import read_article

OURS = "Lontar"
FETCHED_AT = "2026-11-23T02:00:00.000Z"


def lontar(page: PublicPage) -> str:
    """Read a page as the page of an unknown CMS is read; whether its address is one of news is not asked."""
    root, _ = parse_html(page.html)
    if root is None:
        return ""
    seen = Page(page.url, root, FETCHED_AT, link=_link, key=lambda url: url, home_url="")
    layout = article_selectors(root)
    if layout is None:
        return ""
    article = read_article(Article("generic", "release", page.url, page=seen, selectors=layout))
    return "\n\n".join(part for part in (article.body, article.byline_raw) if part)  # the others keep the credit


def _link(href: str) -> str | None:
    return href if href.startswith(("http://", "https://")) else None


def trafilatura(page: PublicPage, **options: Any) -> str:
    """Read a page with trafilatura, comments off."""
    from trafilatura import extract

    return extract(page.html, url=page.url, include_comments=False, **options) or ""


def newspaper4k(page: PublicPage) -> str:
    """Read a page with newspaper4k, pictures not fetched."""
    from newspaper import Article as NewspaperArticle  # type: ignore[import-untyped]

    article = NewspaperArticle(page.url, fetch_images=False)
    article.download(input_html=text_of(page))
    article.parse()
    return article.text or ""


def news_please(page: PublicPage) -> str:
    """Read a page with news-please, pictures not fetched."""
    from newsplease import NewsPlease  # type: ignore[import-untyped]

    return NewsPlease.from_html(text_of(page), url=page.url, fetch_images=False).maintext or ""


def readability(page: PublicPage) -> str:
    """Read a page with readability-lxml."""
    from lxml import html
    from readability import Document  # type: ignore[import-untyped]

    return " ".join(map(str, html.fromstring(Document(text_of(page)).summary()).itertext()))


def goose(page: PublicPage) -> str:
    """Read a page with goose3, pictures not fetched."""
    from goose3 import Goose  # type: ignore[import-untyped]

    return Goose({"enable_image_fetching": False}).extract(raw_html=text_of(page)).cleaned_text or ""


def resiliparse(page: PublicPage) -> str:
    """Read a page with resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text  # type: ignore[import-not-found]

    return extract_plain_text(text_of(page), main_content=True, comments=False)


def text_of(page: PublicPage) -> str:
    """Return a page as text, for those who take no bytes: in the encoding in which we read it."""
    return decode_to_utf8(page.html, None)[0].decode("utf-8", "replace")


PEERS: dict[str, tuple[str, Callable[[PublicPage], str]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precision": ("trafilatura", lambda page: trafilatura(page, favor_precision=True)),
    "trafilatura, recall": ("trafilatura", lambda page: trafilatura(page, favor_recall=True)),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "readability-lxml": ("readability-lxml", readability),
    "goose3": ("goose3", goose),
    "news-please": ("news-please", news_please),
    "resiliparse": ("resiliparse", resiliparse),
}
"""Name to the distribution and how it is asked."""
READERS = {OURS: lontar} | {name: reader for name, (_, reader) in PEERS.items()}
