"""Records of an API as pages: each becomes a small tree of known shape, which the stages read as they read pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree, html
from lxml.etree import XPath, _Element

from crawler.html import MOST_ELEMENTS, is_crowded
from crawler.items import Selectors

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold; JSON may."""


@dataclass(slots=True)
class Picture:
    """A picture that a record shows."""

    url: str
    alt: str = ""
    caption: str = ""
    """HTML."""


@dataclass(slots=True)
class Record:
    """What an API says of one article, in its own words."""

    number: str
    link: str
    headline: str
    """HTML."""
    body: str
    """HTML."""
    published: str = ""
    modified: str = ""
    author: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """(``category`` or ``post_tag``, name as HTML, address) of each."""
    pictures: list[Picture] = field(default_factory=list)


def load(body: bytes) -> Any:
    """Return what an answer of an API says; None when it is no JSON."""
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


def record_page(record: Record) -> tuple[_Element, _Element]:
    """Return a record as a page of the layout RECORD, and the element of its article."""
    root = etree.Element("html")
    head = etree.SubElement(root, "head")
    add(head, "link", rel="canonical", href=record.link)
    if record.modified:
        add(head, "meta", property="article:modified_time", content=record.modified)
    article = add(etree.SubElement(root, "body"), "article", id=record.number)
    fragment(add(article, "h1"), record.headline)
    add(article, "time", record.published)
    if record.author:
        add(article, "address", record.author)
    for relation, name, address in record.terms:
        add(article, "a", html_text(name), rel=relation, href=address)
    for picture in record.pictures:
        figure = add(article, "figure")
        add(figure, "img", src=picture.url, alt=picture.alt)
        fragment(add(figure, "figcaption"), picture.caption)
    fragment(add(article, "div", id="content"), record.body)
    return root, article


def html_text(value: object) -> str:
    """Return a name of an API, which escapes it for HTML, as text."""
    text = str(value or "")
    if "&" not in text and "<" not in text:
        return text
    holder = etree.Element("div")
    fragment(holder, text)
    return "".join(str(piece) for piece in holder.itertext())


def add(parent: _Element, tag: str, text: object = None, **attributes: str) -> _Element:
    """Add an element, whatever characters its text and attributes hold."""
    element = etree.SubElement(parent, tag, {name: _CONTROL.sub("", value) for name, value in attributes.items()})
    if text:
        element.text = _CONTROL.sub("", str(text))
    return element


def fragment(parent: _Element, markup: str) -> None:
    """Parse HTML below an element; what cannot be parsed, or is too much, is taken as nothing."""
    if not markup.strip() or markup.count("<") > MOST_ELEMENTS or is_crowded(markup.encode("utf-8", "replace")):
        return
    try:
        found = html.fragment_fromstring(_CONTROL.sub("", markup), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    parent.text = found.text
    parent.extend(list(found))


def xpath(expression: str) -> XPath:
    """Compile an expression whose strings hold on to no tree."""
    return XPath(expression, smart_strings=False)


ARTICLE: Final = "/html/body/article"
RECORD: Final = Selectors(
    layout="record",
    source="api",
    headline=(xpath(f"{ARTICLE}/h1"),),
    author=(xpath(f"{ARTICLE}/address"),),
    published=(xpath(f"{ARTICLE}/time"),),
    category=(xpath(f"{ARTICLE}/a[@rel='category']"),),
    tags=(xpath(f"{ARTICLE}/a[@rel='post_tag']"),),
    body=(xpath(f"{ARTICLE}/div[@id='content']"),),
    lead_image=(xpath("preceding-sibling::figure/img"),),
    caption=(xpath(f"{ARTICLE}/figure/figcaption[normalize-space()]"),),
    native_id=(xpath(f"string({ARTICLE}/@id)"),),
)
"""Where :func:`record_page` puts the fields."""


def layout_named(name: str) -> Selectors:
    """Return the layout of records under a platform's own name for it."""
    return replace(RECORD, layout=name)
