"""The parts of a page, as themes call them in classes, ids and roles.

Each is a hint. Where a page's structure says otherwise (the element holds the headline), structure wins.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

FRAME, SIDE, RELATED, COMMENTS, SHARE, TAGS, ADS, CAPTION, HIDDEN, AUTHOR_BOX, LISTED = (1 << n for n in range(11))
"""Parts of a page that are no text of its article; an element has those of its ancestors, too."""
META: Final = 1 << 11
"""Where date, author and category of the article stand: no text, but looked at."""
OUTSIDE: Final = FRAME | SIDE | RELATED | ADS | HIDDEN | LISTED
"""Where nothing of the article is looked for."""

_PARTS: Final = {
    FRAME: "nav navbar navigation navi menu menus submenu breadcrumb breadcrumbs footer copyright topbar toolbar ticker"
    " marquee pagination pager pagenav pagelinks hero-nav masthead offcanvas skip prevnext colophon license licence",
    SIDE: "sidebar sidebars aside widget widgets rightbar leftbar",
    RELATED: "related terkait terbaru populer popular terpopuler latest recent trending rekomendasi recommended"
    " relatedposts latestnews bacajuga recentposts popularposts",
    COMMENTS: "comment comments komentar komen disqus commentlist respond commentform tanggapan disqusthread",
    SHARE: "share sharing sharer shares addthis addtoany sosmed bagikan sharethis sharedaddy sharebuttons"
    " rating ratings postratings starrating",
    TAGS: "tags tagcloud taglinks posttags tagslinks",
    ADS: "ads ad adv advert advertisement iklan banner adsense sponsor adsbygoogle newsletter subscribe",
    CAPTION: "caption imgcaption captiontext figcaption",
    META: "meta metadata postmeta entrymeta byline dateline postinfo newsinfo articleinfo infoberita postdate entrydate"
    " timestamp",
}  # fmt: skip
_PART_OF: Final = {name: part for part, names in _PARTS.items() for name in names.split()}
_TOGETHER: Final = (
    (re.compile(r"(?:\b|_)(?:author|penulis)[-_ ]?(?:box|bio|profile|about|card)"), AUTHOR_BOX),
    (re.compile(r"(?:about|blog)[-_]author\b"), AUTHOR_BOX),
    (re.compile(r"\b(?:article|post|entry|news|berita|blog)[-_]?(?:info|meta|date|time|detail-meta|tgl)\b"), META),
    (re.compile(r"\b(?:post|entry|article|berita|story|news)[-_]tags?\b|\btags?[-_](?:links|list|cloud)\b"), TAGS),
    (re.compile(r"\b(?:post|page|entry|single|nav)[-_](?:navigation|nav|pagination|links)\b"), FRAME),
    (re.compile(r"\b(?:prev[-_]?next|next[-_]?prev)\b"), FRAME),
    (re.compile(r"(?:\b|_)ket(?:erangan)?[-_]?(?:foto|gambar|photo|image|img)\b"), CAPTION),
    (
        re.compile(r"(?:\b|_)(?:foto|gambar|photo|image|img|picture|pic)[-_]?(?:ket(?:erangan)?|desc(?:ription)?|credits?|legend)\b"),
        CAPTION,
    ),
    (re.compile(r"\b(?:post|entry|article)[-_]?footer\b"), META),
    (re.compile(r"(?:^|\s)(?:(?:ez|wp-block-rank-math)-)?toc(?:[-_](?:container|list|block|box))?(?:\s|$)"), FRAME),
    (re.compile(r"(?:^|\s)(?:wp-block-)?table-of-contents"), FRAME),
    (re.compile(r"\bbaca[-_]juga\b|\b(?:berita|artikel|news|post)[-_](?:lain|lainnya|lain-lain)\b"), RELATED),
)  # fmt: skip
_SPLIT: Final = re.compile(r"[^a-z0-9]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATEST_COMMENTS: Final = re.compile(
    r"\b(?:latest|recent|newest)[-_]?comments?|\b(?:comments?|komentar)[-_]?(?:latest|recent|terbaru|terkini|terakhir)"
)
"""What lists the newest comments of a site is called."""
_TAGS: Final = {"nav": FRAME, "footer": FRAME, "marquee": FRAME, "aside": SIDE, "figcaption": CAPTION}
_ROLES: Final = {"navigation": FRAME, "banner": FRAME, "contentinfo": FRAME, "complementary": SIDE, "search": FRAME}


_BUILDER: Final = re.compile(
    r"^(?:elementor|wp-block|vc|wpb|et_pb|fusion|brxe|so|siteorigin|tdb|jeg|has|with|no)[-_]|layout|fixed|wrapper|container|page"
)
"""Page builders call each of their parts a widget; ``has-sidebar`` is no sidebar."""
_LETTERS: Final = re.compile(r"^(?:(?:text|font|type|typo|typography|mat|mdc|v)[-_]{1,2})+caption$")
"""How large letters are: style sheets call the small ones those of captions."""
_OWN: Final = re.compile(
    r"(?:^|[-_])(?:entry|post|article|single|card|panel|news|berita|node|comment|story)[-_]{1,2}(?:footer|top|bar|header)"
)
"""Foot and head of an article, not of the page."""
_HIDDEN_NAME: Final = re.compile(
    r"(?:is-|u-)?hidden|hide|d-none|sr-only|screen-reader-text|visually-?hidden|modal|preloader|offscreen"
)


@lru_cache(maxsize=20_000)
def part_of(tag: str, names: str, role: str) -> int:
    """Return which parts of a page an element is by its tag, its class and id, and its role."""
    part, as_role = _TAGS.get(tag, 0), _ROLES.get(role, 0)
    names = _without_terms(names)
    if not names:
        return part | as_role
    part |= as_role & ~SIDE
    plain = _CAMEL.sub("-", names).lower()
    for name in plain.split():
        if _OWN.search(name):
            part &= ~FRAME
        part |= _part_named(name)
    for pattern, meant in _TOGETHER:
        if pattern.search(plain):
            part |= meant
    if not part & COMMENTS:  # a thread that says of its role that it is complementary stands below a text
        return part | as_role & SIDE
    return part | SIDE if _LATEST_COMMENTS.search(plain) else part


def _without_terms(names: str) -> str:
    """Leave out the terms of a post, such as ``tag-iklan``: WordPress prints them behind ``hentry``."""
    before, marked, behind = names.partition(" hentry ")
    if not marked or " type-" not in before:
        return names
    return " ".join((before, *(name for name in behind.split() if "-" not in name)))


def _part_named(name: str) -> int:
    """Return which parts of a page one name means."""
    if _LETTERS.match(name):
        return 0
    part = HIDDEN if _HIDDEN_NAME.fullmatch(name) else 0
    if not name.startswith("field--name"):
        name = name.partition("--")[0]  # a modifier says how something looks, not what it is
    for word in (_SPLIT.sub("", name), *_SPLIT.split(name)):
        part |= _PART_OF.get(word, 0)
    if _OWN.search(name):
        part &= ~FRAME
    return part & ~SIDE if _BUILDER.search(name) else part


_BODY_NAMES: Final = re.compile(
    r"(?:^|\s)(?:(?:entry|post|article|news|single|page|blog|story|berita|artikel|detail|td-post)[-_]*"
    r"(?:content|body|text|konten|isi)|(?:content|isi|konten|teks|text|body|uraian)[-_]*(?:berita|artikel|detail|post|news|"
    r"article|single|inner)?|the-content|prose|field--name-body|detail-berita|articlebody|story|uraian|rich-?text)(?:\s|$)",
    re.I,
)


@lru_cache(maxsize=20_000)
def names_body(names: str) -> bool:
    """Tell whether class or id say that an element holds a text."""
    return _BODY_NAMES.search(names.replace("__", "-")) is not None


TITLE_NAMES: Final = re.compile(r"title|judul|headline|heading|titile", re.I)
AUTHOR_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:author|penulis|byline|createdby|reporter|writer|pewarta)", re.I)
