"""Layouts of the CMS Swarakalibata (PHPMU): where the fields stand on its pages.

Themes: ``phpmu-tigo``, whose stock article page prints "Berita Terkait" in a column before the body, and a
variant that prints it after the body (the Kediri news site); ``phpmu-magazine`` and ``phpmu-standar`` print
the same classes, but one wide column, and "Baca Lainnya" inside the body. Expressions start with
``/descendant`` and end with ``[1]`` where one element is meant: libxml2 then stops at the first, which is
two to three times faster than ``//div[...]``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.items import Block, Expression, Selectors


def _xpath(expression: str) -> XPath:
    return XPath(expression, smart_strings=False)


class Landmark:
    """An element of a page from which many expressions start; looked for once a page."""

    def __init__(self, *expressions: str, near: tuple[Landmark, str] | None = None) -> None:
        self.expressions = [_xpath(expression) for expression in expressions]
        self.near = Anchored(*near) if near else None
        """Where it stands as a rule, seen from another landmark; asked first."""
        self.root: _Element | None = None
        self.element: _Element | None = None

    def of(self, root: _Element) -> _Element | None:
        """Returns the landmark of a page, None where it has none; remembers that of the last page."""
        if root is not self.root:
            self.root, self.element = root, None
            found: Any = self.near(root) if self.near else []
            for expression in self.expressions:
                if found:
                    break
                found = expression(root)
            self.element = found[0] if found else None
        return self.element


class Anchored:
    """An expression from a landmark; called with the page's root like any other."""

    def __init__(self, landmark: Landmark, path: str) -> None:
        self.landmark = landmark
        self.path = _xpath(path)

    def __call__(self, root: _Element) -> Any:
        """Returns what the expression finds from the landmark; nothing on a page without it."""
        start = self.landmark.of(root)
        return self.path(start) if start is not None else []


_TITLE: Final = Landmark(
    '/descendant::h1[1]/../self::div[@class="article-title"]/h1[1]',
    '/descendant::h1[parent::div[@class="article-title"]][1]',
)
_MAIN: Final = Landmark(
    '/descendant::h1[1]/../../following-sibling::div[@class="main-page left"][1]',
    near=(_TITLE, '../../following-sibling::div[@class="main-page left"][1]'),
)


def _from_title(path: str) -> tuple[Anchored, ...]:
    """Expressions from the article's heading: the page's first ``h1`` if it is that, else any that is."""
    return (Anchored(_TITLE, f".{path}"),)


def _from_credits(path: str) -> tuple[Anchored, ...]:
    """Expressions from the credits: those below the article's heading, else those that stand without it."""
    return (Anchored(_CREDITS, f".{path}"),)


def _from_main(path: str) -> tuple[Expression, ...]:
    """Expressions for what stands below the article's heading: in the block after it, else anywhere."""
    return Anchored(_MAIN, f"descendant::{path}"), _xpath(f"/descendant::{path}")


_BELOW_TITLE: Final = '/following-sibling::div[@class="author"]/div[@class="a-content"][1]'
_CREDITS: Final = Landmark(
    f'/descendant::h1[parent::div[@class="article-title"]][1]{_BELOW_TITLE}',
    '/descendant::div[@class="author"]/div[@class="a-content"][1]',
    near=(_TITLE, f".{_BELOW_TITLE}"),
)
_META: Final = '/span[@class="meta"]'
_ITEM_DATE = _xpath(
    'div[@class="article-content"]/span[@class="meta"][1]/a[last()]/text()[normalize-space()]'
)
_ITEM_LINK = _xpath('div[@class="article-content"]/*[self::h2 or self::h3 or self::h4]/a[1]')
_RELATED = '[normalize-space()="Berita Terkait"][1]/following-sibling::ul[1]/li/a[not(@class="h-comment")]'


_WIDGET = 'div[@class="widget-comments"][1]/descendant::li/div[h3]'


def _widget(name: str, title: str) -> Block:
    """A sidebar list: its entries are the links themselves, the date stands beside their heading."""
    links = _xpath(f'/descendant::h3[normalize-space()="{title}"][1]/following-sibling::div[1]//h4/a[1]')
    date = _xpath('../following-sibling::span[@class="meta"]/a[last()]/text()[normalize-space()]')
    return Block(name, links, date=date, site_wide=True)


TICKER: Final = Block(
    "ticker",
    _xpath('/descendant::div[@class="breaking-news"][1]/ul/li/a'),
    site_wide=True,
    root_relative=True,
)
LATEST: Final = _widget("latest", "Berita Terbaru")
POPULAR: Final = _widget("popular", "Berita Populer")
_PAGED: Final = 'following-sibling::div[@class="pagination"]'
"""What stands behind a listing of phpmu-magazine and phpmu-standar, which print it as tigo prints its side columns."""
LISTING_BLOCKS: Final = (
    Block("lead", _xpath('//div[@class="wide-article"]'), _ITEM_LINK, _ITEM_DATE),
    Block("featured", _xpath('//ul[@class="article-block-big"]/li'), _ITEM_LINK, _ITEM_DATE),
    Block("category", _xpath(f'//ul[@class="article-block"][not({_PAGED})]/li'), _ITEM_LINK, _ITEM_DATE),
    Block(
        "listing",
        _xpath(f'//div[@class="article-big"] | //ul[@class="article-block"][{_PAGED}]/li'),
        _ITEM_LINK,
        _ITEM_DATE,
    ),
    Block(
        "list", _xpath('//ul[@class="article-list"]/li'), _xpath("a[1]"), _xpath('span[@class="meta-date"]')
    ),
)
TAG_CLOUD: Final = Block("tags", _xpath('//div[@class="widget"]/div[@class="tag-cloud"]/a'), site_wide=True)

RELATED_LAST: Final = Selectors(
    layout="tigo-related-last",
    headline=(*_from_title("/b[1]"), *_from_title("")),
    subheadline=_from_title("/span[1]"),
    author=_from_credits("/span[not(@class)]/b"),
    published=_from_credits(f"{_META}/text()[normalize-space()][1]"),
    category=_from_credits(f'{_META}/span[@class="tag"]/a[contains(@href, "/kategori/detail/")]'),
    tags=(
        _from_main(
            'strong[parent::div[contains(@class, "article-tags")]]'
            '/following-sibling::a[contains(@href, "/tag/detail/")]'
        )[0],
        _xpath('/descendant::div[contains(@class, "article-tags")][1]/a[contains(@href, "/tag/detail/")]'),
    ),
    body=_from_main('div[@class="column9"][1]'),
    body_end=(
        _xpath('descendant::div[@class="fb-like"][1]'),
        _xpath('following::div[@class="fb-like"][1]'),
        _xpath('descendant::*[self::h2 or self::h3][normalize-space()="Berita Terkait"][1]'),
    ),
    lead_image=(_xpath('img[contains(@src, "/foto_berita/")][1]'), _xpath("*[1][self::img]")),
    related=(*_from_main(f"h3{_RELATED}"), _xpath(f"/descendant::h2{_RELATED}")),
    comments=(
        _xpath('/descendant::ol[@class="comments"]/descendant::div[contains(@class, "ment-content")]'),
    ),
    comment_author=_xpath('strong[contains(@class, "user-nick")]'),
    comment_posted=_xpath('span[contains(@class, "time-stamp")]'),
    comment_text=_xpath('div[contains(@class, "comment-text")]'),
    recent_comments=(Anchored(_MAIN, f"following::{_WIDGET}"), _xpath(f"/descendant::{_WIDGET}")),
    recent_author=_xpath("h3"),
    recent_text=_xpath("p"),
    recent_link=_xpath('span[@class="meta"]/a'),
    native_id=_from_main('form[@id="form_komentar"]//input[@name="a"]/@value'),
    blocks=(TICKER,),  # the other site-wide blocks are read off the listings of the same run
)
STOCK: Final = replace(RELATED_LAST, layout="tigo-stock")
ONE_COLUMN: Final = replace(
    RELATED_LAST,
    layout="phpmu-one-column",
    body=_from_main('div[@class="column12"][1]'),
    related=(),
)
LISTING: Final = replace(
    RELATED_LAST,
    layout="tigo-listing",
    headline=(),
    subheadline=(),
    author=(),
    published=(),
    category=(),
    body=(),
    body_end=(),
    lead_image=(),
    related=(),
    comments=(),
    native_id=(),
    tags=(),
    blocks=(TICKER, *LISTING_BLOCKS, LATEST, POPULAR, TAG_CLOUD),
)
LAYOUTS: Final = (STOCK, RELATED_LAST, ONE_COLUMN)

_ROWS = _from_main('div[@class="paragraph-row"][1]/div')


def choose_layout(root: _Element) -> Selectors | None:
    """Returns the selectors of an article page's layout; None when the page is no article page of this
    CMS."""
    row: Any = _ROWS[0](root) or _ROWS[1](root)
    columns = [column.get("class") for column in row]
    if not columns:
        return None
    if "column12" in columns:
        return ONE_COLUMN
    if "column9" not in columns and _TITLE.of(root) is None:
        return None
    return STOCK if columns[0] == "column3" else RELATED_LAST
