"""What a page states for machines: JSON-LD, Open Graph and the title; never trusted before what it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.structure.words import SEPARATORS

_METAS: Final = XPath("//meta[@content and (@property or @name)]")
_TITLE: Final = XPath("string(/html/head/title)")
_SCRIPTS: Final = XPath("//script[@type='application/ld+json']/text()", smart_strings=False)
_ARTICLE_TYPES: Final = re.compile(r"Article|BlogPosting|Report|LiveBlog")
_BODY_CLASS: Final = XPath("string(/html/body/@class)")
_TYPE_NAMES: Final = re.compile(
    r"(?:^|\s)(?:portaltype|(?:page-)?node-?-?type|content-?type|single|template|type)-{1,2}"
    r"(?:news-?item|news|berita|article|artikel|blog-?post|post|pengumuman|siaran-pers|press-release)(?:\s|$)",
    re.I,
)
"""What a CMS calls the body of a page that shows one release (Plone, WordPress, Drupal)."""
_LETTERS: Final = re.compile(r"[\W_]+")
_ENTRIES_READ: Final = 60
_LONGEST_TITLE: Final = 2_000
"""Characters of a title that are looked at."""


@dataclass(slots=True)
class Stated:
    """What is stated; empty where it is not."""

    titles: list[str] = field(default_factory=list)
    """Headlines as stated, surest first."""
    title: str = ""
    """Text of the title element."""
    segments: list[str] = field(default_factory=list)
    """Parts of the title element."""
    is_article: bool = False
    author: str = ""
    section: str = ""
    description: str = ""
    text: str = ""
    """The article's text (articleBody)."""
    plain_titles: list[str] = field(default_factory=list)
    plain_title: str = ""
    plain_segments: list[str] = field(default_factory=list)
    """The same as :attr:`titles`, :attr:`title` and :attr:`segments`, letters and digits only."""
    home: str = ""
    """Path of the site's home page without its final slash; empty where the site has its host to itself."""

    def is_home(self, path: str) -> bool:
        """Tell whether a path is that of the home page, the site's or the host's."""
        return path == "/" or (self.home != "" and path.rstrip("/") == self.home)

    def mentions(self, text: str) -> bool:
        """Tell whether a text may be one of the titles, or the other way round."""
        start = plain(text[:40])[:15]
        return len(start) > 5 and any(start in title for title in (*self.plain_titles, self.plain_title))


def stated(root: _Element) -> Stated:
    """Read what a page states for machines."""
    out = Stated()
    metas: dict[str, str] = {}
    elements: Any = _METAS(root)
    for meta in elements:
        metas.setdefault((meta.get("property") or meta.get("name") or "").lower(), meta.get("content") or "")
    out.title = " ".join(str(_TITLE(root)).split())[:_LONGEST_TITLE]
    articles = list(_articles(root))
    own = [one for one in articles if not out.title or plain(one["headline"])[:30] in plain(out.title)] or articles
    article = own[0] if len(own) == 1 or (own and len(articles) == len(own)) else None
    candidates = [article["headline"] if article else "", metas.get("og:title", ""), metas.get("twitter:title", "")]
    out.titles = list(dict.fromkeys(" ".join(text.split())[:_LONGEST_TITLE] for text in candidates if text.strip()))
    out.segments = [part for part in SEPARATORS.split(out.title) if part and len(part) > 3]
    out.plain_titles, out.plain_title = [plain(text) for text in out.titles], plain(out.title)
    out.plain_segments = [plain(text) for text in out.segments]
    of_type = metas.get("og:type", "").lower() == "article" or _TYPE_NAMES.search(str(_BODY_CLASS(root))) is not None
    out.is_article = article is not None or of_type
    out.description = " ".join((metas.get("og:description") or metas.get("description") or "").split())
    if article is not None:
        out.author, out.section, out.text = article["author"], article["section"], article["text"]
    out.section = out.section or metas.get("article:section", "")
    return out


def plain(text: str) -> str:
    """Return a text's letters and digits, in lower case."""
    return _LETTERS.sub("", text).casefold()


def _articles(root: _Element) -> Iterator[dict[str, str]]:
    scripts: Any = _SCRIPTS(root)
    for script in scripts[:20]:
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        for thing in things[:_ENTRIES_READ]:
            graph = thing.get("@graph") if isinstance(thing, dict) else None
            for part in [thing, *(graph if isinstance(graph, list) else [])][:_ENTRIES_READ]:
                if isinstance(part, dict) and _ARTICLE_TYPES.search(str(part.get("@type"))):
                    yield {
                        "headline": _text(part.get("headline")) or _text(part.get("name")),
                        "author": _name(part.get("author")),
                        "section": _text(part.get("articleSection")),
                        "text": _text(part.get("articleBody")),
                    }


def _text(value: object) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    text = _text(value)
    return "" if text.startswith("http") else text
