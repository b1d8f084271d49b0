"""Layouts of Drupal: where the fields stand on a node's page, by the names that Drupal itself prints.

From version 8 on ``node--type-<type>`` and ``field--name-<field>`` (Olivero, Bartik, Classy and what builds on them),
in version 7 ``node-<type>`` and ``field-name-<field>``. Machine-readable dates come first; printed ones are read month
first.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

from lxml.etree import _Element

from crawler.items import Block, Selectors
from crawler.platforms.expressions import has, text_of, xpath
from crawler.structure.words import AGE

UNIX_DIGITS: Final = 10
"""Digits of an instant in seconds, from 2001 to 2286."""
_COMMENT: Final = f"*[{has('comment')}]"
_NODE: Final = (
    f"//*[self::article or self::div][{has('node', 'node--view-mode-full')} or @data-history-node-id]"
    f"[not({has('node-teaser', 'node--view-mode-teaser')})]"
    f"[not(ancestor::*[{has('view-content', 'views-element-container')} or self::aside])]"
)
_OWN: Final = f"[not(ancestor::{_COMMENT} or ancestor::*[{has('comment-wrapper')} or @id='comments'])]"
STATIC: Final = xpath(f"boolean({_NODE}[{has('node--type-page', 'node-page', 'node--type-webform')}])")
"""A page that the site calls static: profile, contact."""
INDENTED: Final = xpath(f"//div[{has('indented')}]")
"""Answers to a comment, which stand behind it."""
_META: Final = (
    f"{_NODE}//*[{has('node__submitted', 'node__meta', 'submitted', 'meta')} or {has('field--name-created')}]{_OWN}"
)
_ON = re.compile(r"\b(?:on|pada|tanggal)\s+(?=\S*\d|(?:[A-Za-z]{3,9}),)", re.I)
_SUBMITTED: Final = xpath(f"({_META})[1]")
_BY = re.compile(
    r"^(?:submitted|posted|diajukan|dikirim|ditulis)?\s*(?:by|oleh)\s+(.+?)"
    r"(?:\s+(?:on|pada)\s|,(?!.*\s(?:on|pada)\s)).*$",
    re.I,
)


def _printed(root: _Element) -> list[str]:
    """Return the date of the line of credits: what stands behind ``on``, else behind the last name."""
    found: Any = _SUBMITTED(root)
    if not found:
        return []
    text = text_of(found[0])
    return [_ON.split(text)[-1]] if text else []


def _fields(*names: str) -> str:
    return " or ".join(has(f"field--name-{name}") + " or " + has(f"field-name-{name}") for name in names)


_POSTED: Final = xpath(
    "string((descendant::*[@property='schema:dateCreated' or contains(@property, 'dc:created')]/@content"
    f" | descendant::*[{has('comment__time', 'comment-time', 'submitted', 'comment__submitted', 'comment-submitted')}]"
    "//time/@datetime"
    f" | descendant::*[{has('comment__time', 'comment-time')}])[1])"
)
_SIGNED: Final = xpath(f"(descendant::*[{has('submitted', 'comment__submitted', 'comment-submitted')}])[1]")
_ABOUT: Final = xpath(f"(descendant::*[{has('comment__meta')}])[1]")


_STAMP: Final = xpath("string((descendant::*/@data-comment-timestamp)[1])")


def _credit(comment: _Element) -> str:
    """Return a comment's line of credits."""
    found: Any = _SIGNED(comment) or _ABOUT(comment)
    return text_of(found[0]) if found else ""


def _comment_posted(comment: _Element) -> list[str]:
    """Return when a comment was written: as stated, else what its line of credits says behind ``on``.

    Olivero prints but its age; its last change, in seconds of Unix, is then the nearest that the page states.
    """
    stated = str(_POSTED(comment))
    stamp = str(_STAMP(comment))
    if AGE.fullmatch(stated.strip()) and stamp.isdecimal() and len(stamp) == UNIX_DIGITS:
        return [datetime.fromtimestamp(int(stamp), UTC).isoformat()]
    printed = stated or _ON.split(_credit(comment))[-1]
    return [printed] if printed else []


_COMMENT_AUTHOR: Final = xpath(
    f"string((descendant::*[{has('username')}] | descendant::*[{has('comment__author', 'commenter-name')}])[1])"
)
_UNVERIFIED: Final = re.compile(r"\s*\((?:not verified|tidak diverifikasi|belum diverifikasi)\)$", re.I)
_COMMENT_BODY: Final = xpath(f"(descendant::*[{_fields('comment-body')}])[1]")
_COMMENT_CONTENT: Final = xpath(f"(descendant::div[{has('content')}])[1]")


def _comment_author(comment: _Element) -> list[str]:
    """Return who wrote a comment: as named, else what its line of credits says behind ``by``."""
    named = " ".join(str(_COMMENT_AUTHOR(comment)).split())
    if not named:
        match = _BY.match(_credit(comment))
        named = match[1] if match else ""
    return [_UNVERIFIED.sub("", named)] if named else []


def _comment_text(comment: _Element) -> Any:
    return _COMMENT_BODY(comment) or _COMMENT_CONTENT(comment)


def _author(root: _Element) -> list[str]:
    found: Any = _SUBMITTED(root)
    text = text_of(found[0]) if found else ""
    match = _BY.match(text)
    return [match[1]] if match else []


_NUMBER: Final = xpath(
    f"string(({_NODE}/@data-history-node-id | //@data-history-node-id | /html/head/link[@rel='shortlink']/@href"
    f" | {_NODE}/@id)[1])"
)


def _number(root: _Element) -> str:
    match = re.search(r"(\d{1,12})$", str(_NUMBER(root)))
    return match[1] if match else ""


_TERMS: Final = ("field-tags", "field-tag", "taxonomy-vocabulary-1", "field-label")
_KINDS: Final = ("field-kategori", "field-category", "field-kategori-berita", "field-jenis", "field-rubrik")
ARTICLE: Final = Selectors(
    layout="drupal",
    headline=(
        xpath(
            "//h1[contains(@class, 'page-title') or contains(@class, 'title') or @id='page-title'][normalize-space()]"
        ),
        xpath(f"//h1[.//*[{has('field--name-title')}]][normalize-space()]"),
        xpath(f"{_NODE}//h1[normalize-space()]"),
        xpath("//h1[normalize-space()]"),
    ),
    author=(xpath(f"({_META}//*[{has('username')} or @property='schema:name'])[1]"), _author),
    published=(
        xpath(f"({_META}//time/@datetime)[1]"),
        xpath(f"({_META}//*[@property='schema:dateCreated']/@content)[1]"),
        xpath(f"({_META}//@content[contains(../@property, 'dc:created')])[1]"),
        xpath(f"({_META}/self::*[contains(@property, 'dc:created')]/@content)[1]"),
        _printed,
    ),
    month_first=True,
    category=(xpath(f"{_NODE}//*[{_fields(*_KINDS)}]//a"),),
    tags=(xpath(f"{_NODE}//*[{_fields(*_TERMS)}]//a"),),
    body=(
        xpath(f"{_NODE}//*[{_fields('body')}]{_OWN}"),
        xpath(f"{_NODE}//*[{has('node__content')}]{_OWN}"),
        xpath(f"{_NODE}/div[{has('content')}]"),
    ),
    files=(xpath(f"{_NODE}//*[{has('file', 'field--type-file', 'field-type-file')}]//a{_OWN}"),),
    lead_image=(xpath(f"preceding::*[{_fields('field-image', 'field-gambar', 'field-foto')}][1]//img"),),
    comments=(xpath(f"//*[@id='comments' or {has('comments', 'comment-wrapper')}]//{_COMMENT}"),),
    comment_author=_comment_author,
    comment_posted=_comment_posted,
    comment_text=_comment_text,
    comment_pages=(
        xpath(f"//*[@id='comments' or {has('comments')}]//*[contains(@class, 'pager')]//a[contains(@href, 'page=')]"),
    ),
    native_id=(_number,),
)
LAYOUTS: Final = (ARTICLE,)
LISTING: Final = Selectors(
    layout="drupal-listing",
    blocks=(
        Block(
            "listing",
            xpath(f"//*[{has('node--view-mode-teaser', 'node-teaser', 'views-row')} or {has('node--promoted')}]"),
            xpath(
                f"(descendant::*[{has('views-field-title', 'node__title')}]//a"
                " | descendant::*[self::h1 or self::h2 or self::h3 or self::h4]//a | descendant::a[@rel='bookmark'])[1]"
            ),
            xpath("(descendant::time/@datetime)[1]"),
        ),
        Block("table", xpath(f"//td[{has('views-field-title')}]/a")),
    ),
)
