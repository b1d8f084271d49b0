"""WordPress's pages: where the fields stand, whatever the theme, for WordPress itself prints the names.

Classic themes print ``post_class()``, ``entry-title``, ``entry-content`` and ``comment-list``; block themes print
``wp-block-post-title``, ``wp-block-post-content`` and ``wp-block-comment-template``. Dates are those of the article's
own element: never of its comments, of a list of other posts, or of the page's frame.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.items import Block, Selectors
from crawler.platforms.wordpress_entries import CONTENT, all_own, own


def _xpath(expression: str) -> XPath:
    return XPath(expression, smart_strings=False)


def has(name: str) -> str:
    """Return the condition that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _any(*names: str) -> str:
    return "(" + " or ".join(has(name) for name in names) + ")"


_COMMENTS = _any("comments-area", "comment-list", "commentlist", "wp-block-comments", "comment-respond")
_OTHERS = _any(
    "wp-block-post-template", "wp-block-query", "wp-block-latest-posts", "widget", "sidebar", "related-posts",
    "relatedposts", "jp-relatedposts", "yarpp-related", "post-navigation", "widget-area", "et_pb_blog_grid_wrapper",
    "et_pb_blog_grid", "et_pb_posts",
)  # fmt: skip
_OWN = f"[not(ancestor-or-self::*[(self::aside or self::footer[not(ancestor::article)]) or {_COMMENTS} or {_OTHERS}])]"
_CATEGORIES = _any("cat-links", "taxonomy-category", "entry-categories", "post-categories")
_META = _any("entry-meta", "post-meta")
_OF_CATEGORY = " or ".join(f"contains(@href, '{part}')" for part in ("/category/", "/kategori/", "?cat="))
_NAME = "[not(descendant::time)][string-length(normalize-space()) < 80]"
_ITEM = f"[{has('comment')} or parent::*[{has('wp-block-comment-template')}]][not({_any('pingback', 'trackback')})]"

HTML: Final = Selectors(
    layout="wordpress-html",
    headline=(
        _xpath(f"//h1[{_any('entry-title', 'wp-block-post-title', 'post-title', 'single-title')}]{_OWN}"),
        _xpath(f"//article//h1{_OWN}"),
        _xpath(f"//*[{_any('entry-title', 'wp-block-post-title')}][not(ancestor::li)]{_OWN}"),
        _xpath("//h1[not(ancestor::header[not(ancestor::article)])]"),
    ),
    author=tuple(
        own(_xpath(f"//{path}{_OWN}"))
        for path in (
            f"*[{_any('wp-block-post-author-name', 'wp-block-post-author__name')}]",
            f"*[{has('author')} and {has('vcard')}]",
            f"a[@rel='author' or {has('url')} and {has('fn')}]",
            f"*[{_META}]//*[{_any('meta-author', 'post-author', 'entry-author', 'posted-by', 'author-name')}]{_NAME}",
        )
    ),
    published=tuple(
        own(_xpath(f"{path}{_OWN}"), "datetime")
        for path in (
            f"//*[{has('wp-block-post-date')}]//time[@datetime]",
            f"//time[@datetime][{has('published')}]",
            f"//time[@datetime][{has('entry-date')}][not({has('updated')})]",
            "//time[@datetime][@itemprop='datePublished']",
        )
    )
    + tuple(
        own(_xpath(f"{path}{_OWN}"))
        for path in (
            f"//*[{_any('posted-on', 'entry-date', 'post-date', 'published')}]",
            "//article/header//time",
            f"//*[{_any('entry-meta', 'post-meta')}]//*[{_any('date', 'meta-date', 'post-meta-date')}]",
        )
    ),
    category=(
        all_own(_xpath(f"//*[{_CATEGORIES}]//a{_OWN}")),
        all_own(_xpath(f"//a[contains(concat(' ', @rel, ' '), ' category ')]{_OWN}")),
        all_own(_xpath(f"//*[{_META}]//a[{_OF_CATEGORY}]{_OWN}")),
    ),
    tags=(
        _xpath(f"//*[{_any('tags-links', 'taxonomy-post_tag', 'entry-tags', 'post-tags', 'tagcloud-post')}]//a{_OWN}"),
        _xpath(f"//a[@rel='tag'][contains(@href, '/tag/') or contains(@href, '?tag=')]{_OWN}"),
    ),
    without=(_xpath(f"//*[{_any('tags-links', 'entry-tags', 'post-tags', 'cat-links', 'tagcloud-post')}]"),),
    body=tuple(_xpath(f"//*[{where}]{_OWN}") for where in (*map(has, CONTENT), "@itemprop='articleBody'")),
    lead_image=(
        _xpath(
            f"preceding::*[{_any('post-thumbnail', 'wp-block-post-featured-image', 'entry-thumbnail')}]"
            f"{_OWN}/descendant-or-self::img"
        ),
        _xpath("preceding::img[contains(@class, 'wp-post-image')][ancestor::article or ancestor::main]" + _OWN),
    ),
    caption=(_xpath(f"//*[{_any('post-thumbnail', 'wp-block-post-featured-image')}]{_OWN}//figcaption"),),
    comments=(
        _xpath(
            f"//ol[{_any('comment-list', 'commentlist', 'wp-block-comment-template')}]//li{_ITEM}"
            f" | //*[{has('wp-block-comments')}]//li{_ITEM}"
        ),
        _xpath(f"//*[@id='comments']//li{_ITEM}"),
        _xpath(f"//*[{has('wpd-comment')}]"),  # wpDiscuz
    ),
    comment_author=_xpath(
        f"(descendant::*[{has('wp-block-comment-author-name')}]"
        f" | descendant::*[{has('comment-author')}]//*[{has('fn')}] | descendant::*[{has('wpd-comment-author')}])[1]"
    ),
    comment_posted=_xpath(
        f"(descendant::*[{_any('wp-block-comment-date', 'comment-metadata', 'comment-meta')}]//time/@datetime"
        f" | descendant::*[{has('wpd-comment-date')}]/@title)[1]"
    ),
    comment_text=_xpath(
        f"(descendant::*[{_any('wp-block-comment-content', 'comment-content', 'comment-text', 'wpd-comment-text')}])[1]"
    ),
    comment_pages=(
        _xpath("//a[contains(@href, '/comment-page-') or contains(@href, 'cpage=')][not(ancestor::li)]"),
    ),
)  # fmt: skip

_ENTRIES = _xpath(
    "//article[contains(concat(' ', normalize-space(@class)), ' post-') or contains(@id, 'post-')]"
    f" | //li[{has('wp-block-post')}] | //*[self::div or self::section or self::li][{has('type-post')}]"
)
_TITLE_LINK = _xpath(
    f"(descendant::*[{_any('entry-title', 'wp-block-post-title', 'post-title')}]//a[@href]"
    " | descendant::a[@rel='bookmark'] | descendant::*[self::h1 or self::h2 or self::h3]/a[@href])[1]"
)
LISTED: Final = Block("listing", _ENTRIES, _TITLE_LINK, _xpath("(descendant::time[@datetime]/@datetime)[1]"))
LISTING: Final = Selectors(layout="wordpress-listing", blocks=(LISTED,))


def shows_entries(root: _Element) -> bool:
    """Tell whether a list marks its entries as WordPress does, and links to them."""
    entries: Any = _ENTRIES(root)
    return any(_TITLE_LINK(entry) for entry in entries)


_SHORTLINK = _xpath("/html/head/link[@rel='shortlink']/@href")
_API_LINK = _xpath("/html/head/link[@rel='alternate'][@type='application/json']/@href")
_BODY_CLASS = _xpath("string(/html/body/@class)")
_ARTICLE_ID = _xpath("//article/@id | //*[@id][starts-with(@id, 'post-')]/@id")
_PRINTED = (
    re.compile(r"[?&]p=(\d{1,12})(?:&|$)"),
    re.compile(r"/wp/v2/posts/(\d{1,12})"),
    re.compile(r"(?:^|\s)postid-(\d{1,12})(?:\s|$)"),
)


def post_number(root: _Element) -> str | None:
    """Return the number of the post that a page shows, where the page prints it."""
    links: Any = [_SHORTLINK(root), _API_LINK(root), [_BODY_CLASS(root)]]
    for pattern, texts in zip(_PRINTED, links, strict=True):
        for text in texts:
            if match := pattern.search(str(text)):
                return match[1]
    if not is_single(root):
        return None
    found: Any = _ARTICLE_ID(root)
    numbers = {match[1] for text in found if (match := re.fullmatch(r"post-(\d{1,12})", str(text)))}
    return numbers.pop() if len(numbers) == 1 else None


def is_single(root: _Element) -> bool:
    """Tell whether a page shows one post: WordPress writes it into the class of the body."""
    classes = str(_BODY_CLASS(root)).split()
    if "single" in classes or "single-post" in classes:
        return "single-post" in classes or not any(name.startswith("single-") for name in classes)
    shortlinks: Any = _SHORTLINK(root)
    return any(_PRINTED[0].search(str(link)) for link in shortlinks) and "page" not in classes


def is_standing(root: _Element) -> bool:
    """Tell whether a page says in the class of its body that it is no post: a page, a list, the home page."""
    classes = str(_BODY_CLASS(root)).split()
    return not {"page", "home", "blog", "archive", "search", "error404", "attachment"}.isdisjoint(classes)


_DEEP: Final = _xpath(f"//li[{has('comment')}][contains(@class, 'depth-')]")
_DEPTH: Final = re.compile(r"(?:^|\s)depth-(\d{1,3})(?:\s|$)")


def nest(root: _Element) -> None:
    """Put each comment into the one that it answers, by its printed depth: core's own block closes lists wrongly."""
    found: Any = _DEEP(root)
    latest: dict[int, _Element] = {}
    for item in found:
        match = _DEPTH.search(item.get("class") or "")
        depth = int(match[1]) if match else 1
        above = latest.get(depth - 1)
        around = next((holder for holder in item.iterancestors("li") if holder in latest.values()), None)
        if above is not None and around is not above:
            above.append(item)
        latest = {level: each for level, each in latest.items() if level < depth} | {depth: item}


def content_of(root: _Element) -> list[_Element]:
    """Return the elements that hold the content of the post that a page shows."""
    for expression in HTML.body:
        if found := expression(root):
            return found if isinstance(found, list) else []
    return []


def _native_id(root: _Element) -> str:
    return post_number(root) or ""


ARTICLE: Final = replace(HTML, native_id=(_native_id,))
"""Layout of an article's page."""
THREAD: Final = replace(ARTICLE, layout="wordpress-thread")
