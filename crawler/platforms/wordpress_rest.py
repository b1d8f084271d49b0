"""WordPress's own API: lists of posts, the record of one post, further pages of its comments.

A record becomes a small tree of known shape, so that the same stages read it as read pages. Dates are those of the
site with its offset, which is ``date`` less ``date_gmt``. What the API shows anybody is published: drafts, pending and
spam comments are not in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree, html
from lxml.etree import XPath, _Element

from crawler.items import Selectors

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
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold; JSON may."""


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
    if parts.path.startswith("/wp-json/"):
        return parts.path[len("/wp-json") :]
    return dict(parse_qsl(parts.query)).get("rest_route")


def page_number(url: str) -> int:
    """Return which page of a list an address asks for."""
    found = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    return int(found) if found.isdecimal() and len(found) < 8 else 1


def at_page(url: str, page: int) -> str:
    """Return the address of another page of the same list."""
    return re.sub(r"([?&]page=)\d+", lambda match: f"{match[1]}{page}", url)


def load(body: bytes) -> Any:
    """Return what an answer of the API says; None when it is no JSON."""
    try:
        return json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        start = min((place for place in (body.find(b"{"), body.find(b"[")) if place >= 0), default=-1)
        if start <= 0 or body.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
            return None
        try:  # a notice of PHP stands before it
            return json.loads(body[start:].decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            return None


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
    root = etree.Element("html")
    head = etree.SubElement(root, "head")
    _add(head, "link", rel="canonical", href=link)
    if modified := instant(record.get("modified"), record.get("modified_gmt")):
        _add(head, "meta", property="article:modified_time", content=modified)
    post = _add(etree.SubElement(root, "body"), "article", id=str(number))
    _fragment(_add(post, "h1"), _rendered(record.get("title")))
    _add(post, "time", instant(record.get("date"), record.get("date_gmt")) or "")
    for author in _dicts(embedded.get("author"))[:1]:
        _add(post, "address", author.get("name"))
    groups = embedded.get("wp:term")
    for terms in groups if isinstance(groups, list) else []:
        for term in _dicts(terms):
            _add(post, "a", html_text(term.get("name")), rel=str(term.get("taxonomy")), href=str(term.get("link", "")))
    for media in _dicts(embedded.get("wp:featuredmedia"))[:1]:
        if isinstance(media.get("source_url"), str):
            figure = _add(post, "figure")
            _add(figure, "img", src=media["source_url"], alt=str(media.get("alt_text") or ""))
            _fragment(_add(figure, "figcaption"), _rendered(media.get("caption")))
    _fragment(_add(post, "div", id="content"), _rendered(record.get("content")))
    groups = embedded.get("replies")
    replies = [reply for group in groups for reply in _dicts(group)] if isinstance(groups, list) else []
    offset = _offset(instant(record.get("date"), record.get("date_gmt")))
    add_comments(_add(post, "ol"), replies, offset)
    if len(replies) >= EMBEDDED_REPLIES:
        _add(post, "a", rel="comments", href=api.comments(number))
    return root


def thread_tree(comments: Iterable[dict[str, Any]]) -> _Element:
    """Return a page of comments as a page of the layout REST."""
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    add_comments(_add(_add(body, "article"), "ol"), list(comments))
    return root


def add_comments(thread: _Element, comments: list[dict[str, Any]], offset: str = "") -> None:
    """Add comments below a list element, oldest first, an answer inside what it answers."""
    placed: dict[int, _Element] = {}
    for comment in sorted(comments, key=lambda c: (str(c.get("date")), _whole(c.get("id")))):
        if comment.get("type", "comment") != "comment" or not isinstance(comment.get("content"), dict):
            continue
        item = _add(placed.get(_whole(comment.get("parent")), thread), "li")
        if number := _whole(comment.get("id")):
            placed[number] = item
        _add(item, "b", html_text(comment.get("author_name")))
        posted = instant(comment.get("date"), comment.get("date_gmt")) or ""
        _add(item, "time", posted + (offset if len(posted) == 19 else ""))
        _fragment(_add(item, "div"), _rendered(comment.get("content")))


def html_text(value: object) -> str:
    """Return a name of the API, which escapes it for HTML, as text."""
    text = str(value or "")
    if "&" not in text and "<" not in text:
        return text
    holder = etree.Element("div")
    _fragment(holder, text)
    return "".join(str(piece) for piece in holder.itertext())


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _offset(stated: str | None) -> str:
    return stated[19:] if stated else ""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _rendered(value: object) -> str:
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""


def _add(parent: _Element, tag: str, text: object = None, **attributes: str) -> _Element:
    element = etree.SubElement(parent, tag, {name: _CONTROL.sub("", value) for name, value in attributes.items()})
    if text:
        element.text = _CONTROL.sub("", str(text))
    return element


def _fragment(parent: _Element, markup: str) -> None:
    """Parse HTML below an element; what cannot be parsed is taken as nothing."""
    if not markup.strip():
        return
    try:
        found = html.fragment_fromstring(_CONTROL.sub("", markup), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    parent.text = found.text
    parent.extend(list(found))


def _xpath(expression: str) -> XPath:
    return XPath(expression, smart_strings=False)


_POST = "/html/body/article"
REST: Final = Selectors(
    layout="wordpress-rest",
    source="api",
    headline=(_xpath(f"{_POST}/h1"),),
    author=(_xpath(f"{_POST}/address"),),
    published=(_xpath(f"{_POST}/time"),),
    category=(_xpath(f"{_POST}/a[@rel='category']"),),
    tags=(_xpath(f"{_POST}/a[@rel='post_tag']"),),
    body=(_xpath(f"{_POST}/div[@id='content']"),),
    lead_image=(_xpath("preceding-sibling::figure/img"),),
    caption=(_xpath(f"{_POST}/figure/figcaption[normalize-space()]"),),
    comments=(_xpath(f"{_POST}/ol//li[b and time]"),),
    comment_author=_xpath("b[1]"),
    comment_posted=_xpath("time[1]"),
    comment_text=_xpath("div[1]"),
    comment_pages=(_xpath(f"{_POST}/a[@rel='comments']"),),
    native_id=(_xpath(f"string({_POST}/@id)"),),
)
"""Where :func:`record_tree` puts the fields."""
