"""WordPress's own API: lists of posts, the record of one post, further pages of its comments.

A record becomes a small tree of known shape, so that the same stages read it as read pages. Dates are those of the
site with its offset, which is ``date`` less ``date_gmt``. What the API shows anybody is published: drafts, pending and
spam comments are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree
from lxml.etree import _Element

from crawler.platforms.records import (
    ARTICLE,
    Picture,
    Record,
    add,
    fragment,
    html_text,
    layout_named,
    load,
    record_page,
    xpath,
)
from crawler.platforms.wordpress_boxes import drop_boxes

LIST_SIZE: Final = 100
"""Posts on a page of a list: the most the API gives."""
THREAD_SIZE: Final = 100
EMBEDDED_REPLIES: Final = 10
"""Comments that a record embeds at most; with as many there may be more."""
_LIST_FIELDS = "id,link,title,date,date_gmt,modified_gmt"
_RECORD_FIELDS = (
    "id,guid,link,date,date_gmt,modified,modified_gmt,title,content,author,featured_media,_links,_embedded"
)
_EMBED = "author,replies,wp:featuredmedia,wp:term"
_COMMENT_FIELDS = "id,post,parent,author_name,date,date_gmt,content,type"
_ROUTE = re.compile(r"^/wp/v2/posts/(\d+)/?$")


class Api:
    """Addresses of the API of one site: below ``/wp-json``, or as ``?rest_route=`` where permalinks are plain."""

    def __init__(self, root: str, *, plain: bool = False) -> None:
        self.root, self.plain = root, plain

    def url(self, route: str, **query: str | int) -> str:
        """Return the address of a route."""
        text = urlencode(query, safe=",:")
        if self.plain:
            return f"{self.root}/?rest_route={route}" + (f"&{text}" if text else "")
        return f"{self.root}/wp-json{route}" + (f"?{text}" if text else "")

    def posts(self, page: int = 1) -> str:
        """Return the address of a page of the list of posts, newest first."""
        return self.url("/wp/v2/posts", _fields=_LIST_FIELDS, page=page, per_page=LIST_SIZE)

    def record(self, number: int | str) -> str:
        """Return the address of one post's record, with its author, terms, lead picture and first comments."""
        return self.url(f"/wp/v2/posts/{number}", _fields=_RECORD_FIELDS, _embed=_EMBED)

    def comments(self, number: int | str, page: int = 1) -> str:
        """Return the address of a page of one post's comments, oldest first."""
        fields = {"_fields": _COMMENT_FIELDS, "order": "asc", "post": number}
        return self.url("/wp/v2/comments", **fields, page=page, per_page=THREAD_SIZE)


def record_number(url: str) -> str | None:
    """Return the post's number of a record's address; None for any other address."""
    match = _ROUTE.match(route_of(url) or "")
    return match[1] if match else None


def route_of(url: str) -> str | None:
    """Return the route that an address asks the API for; None when it is no address of the API."""
    parts = urlsplit(url)
    _, marked, route = parts.path.partition("/wp-json/")  # below a section where WordPress is only a part of the site
    if marked:
        return f"/{route}"
    return dict(parse_qsl(parts.query)).get("rest_route")


def page_number(url: str) -> int:
    """Return which page of a list an address asks for."""
    found = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    return int(found) if found.isdecimal() and len(found) < 8 else 1


def at_page(url: str, page: int) -> str:
    """Return the address of another page of the same list."""
    return re.sub(r"([?&]page=)\d+", lambda match: f"{match[1]}{page}", url)


def is_gone(body: bytes) -> bool:
    """Tell whether a 404 says that the post is not there, and not that the API is not."""
    data = load(body)
    return isinstance(data, dict) and data.get("code") in ("rest_post_invalid_id", "rest_forbidden_status")


def instant(local: object, gmt: object) -> str | None:
    """Return a time of the site with its offset, ``2024-10-02T10:15:32+07:00``; without one where none is known."""
    try:
        here = datetime.fromisoformat(str(local))
    except ValueError:
        return None
    try:
        offset = here - datetime.fromisoformat(str(gmt).removesuffix("Z"))
    except (ValueError, TypeError):
        return here.isoformat(timespec="seconds")
    if abs(offset) > timedelta(hours=14) or offset.seconds % 900:
        return here.isoformat(timespec="seconds")
    sign, minutes = ("-" if offset < timedelta(0) else "+"), abs(offset) // timedelta(minutes=1)
    return f"{here.isoformat(timespec='seconds')}{sign}{minutes // 60:02}:{minutes % 60:02}"


# ---- a record as a tree ----


def record_tree(record: dict[str, Any], api: Api) -> _Element | None:
    """Return a post's record as a page of the layout REST; None when it is no post's record."""
    number, link = record.get("id"), record.get("link")
    if not isinstance(number, int) or not isinstance(link, str) or not isinstance(record.get("content"), dict):
        return None
    embedded = record.get("_embedded") if isinstance(record.get("_embedded"), dict) else {}
    assert embedded is not None
    published = instant(record.get("date"), record.get("date_gmt")) or ""
    said = Record(
        str(number), link, _rendered(record.get("title")), _rendered(record.get("content")), published,
        instant(record.get("modified"), record.get("modified_gmt")) or "",
    )  # fmt: skip
    said.author = next((str(author.get("name") or "") for author in _dicts(embedded.get("author"))), "")
    groups = embedded.get("wp:term")
    for terms in groups if isinstance(groups, list) else []:
        for term in _dicts(terms):
            said.terms.append((str(term.get("taxonomy")), str(term.get("name") or ""), str(term.get("link", ""))))
    for media in _dicts(embedded.get("wp:featuredmedia"))[:1]:
        if isinstance(media.get("source_url"), str):
            caption = _rendered(media.get("caption"))
            said.pictures.append(Picture(media["source_url"], str(media.get("alt_text") or ""), caption))
    root, post = record_page(said)
    drop_boxes(post)
    groups = embedded.get("replies")
    replies = [reply for group in groups for reply in _dicts(group)] if isinstance(groups, list) else []
    add_comments(add(post, "ol"), replies, _offset(published))
    if len(replies) >= EMBEDDED_REPLIES:
        add(post, "a", rel="comments", href=api.comments(number))
    return root


def thread_tree(comments: Iterable[dict[str, Any]]) -> _Element:
    """Return a page of comments as a page of the layout REST."""
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    add_comments(add(add(body, "article"), "ol"), list(comments))
    return root


def add_comments(thread: _Element, comments: list[dict[str, Any]], offset: str = "") -> None:
    """Add comments below a list element, oldest first, an answer inside what it answers."""
    placed: dict[int, _Element] = {}
    for comment in sorted(comments, key=lambda c: (str(c.get("date")), _whole(c.get("id")))):
        if comment.get("type", "comment") != "comment" or not isinstance(comment.get("content"), dict):
            continue
        item = add(placed.get(_whole(comment.get("parent")), thread), "li")
        if number := _whole(comment.get("id")):
            placed[number] = item
        add(item, "b", html_text(comment.get("author_name")))
        posted = instant(comment.get("date"), comment.get("date_gmt")) or ""
        add(item, "time", posted + (offset if len(posted) == 19 else ""))
        fragment(add(item, "div"), _rendered(comment.get("content")))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _offset(stated: str) -> str:
    return stated[19:]


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _rendered(value: object) -> str:
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""


REST: Final = replace(
    layout_named("wordpress-rest"),
    comments=(xpath(f"{ARTICLE}/ol//li[b and time]"),),
    comment_author=xpath("b[1]"),
    comment_posted=xpath("time[1]"),
    comment_text=xpath("div[1]"),
    comment_pages=(xpath(f"{ARTICLE}/a[@rel='comments']"),),
)
"""Where :func:`record_tree` puts the fields."""
