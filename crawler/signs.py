"""Signs by which a site's CMS family is recognised, and what of an answer a sign may look at.

Only what the site's own server says counts: headers, cookies, the head, addresses of its own host in attributes, names
of classes and form fields. Running text never does, nor what other hosts are called; and what an article's text may
have brought along from an earlier CMS (pictures below /wp-content/uploads/) counts little and once.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import Pattern
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath, _Element

from crawler.hosts import host_of
from crawler.html import parse_html

ENOUGH = 1.0
"""Sum of weights from which a family is recognised."""
MOST_VALUES = 20_000
"""Values of one place that are looked at; a page with more is hostile."""
MOST_LETTERS = 500
"""Letters of one value that are looked at."""


@dataclass(slots=True)
class Seen:
    """One answer of a site."""

    url: str
    """Address that answered, as the site itself is called (not that of a redirect's start)."""
    status: int
    headers: dict[str, str]
    """Names in lower case; several values of one name are joined by a line feed."""
    body: bytes
    """With its content encoding undone."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a family leaves in one place of an answer."""

    place: str
    """A key of :data:`PLACES`."""
    pattern: Pattern[str]
    weight: float = ENOUGH
    in_text: bool = False
    """Whether an article's text may bring it along; of all such signs of a family only the heaviest counts."""


PLACES = {
    "header": "header",
    "cookie": "cookie",
    "generator": "generator",
    "meta": "meta element",
    "head link": "link in the head",
    "asset": "file of its own",
    "link": "link to its own page",
    "body class": "class of the page's body",
    "class": "class",
    "id": "id",
    "field": "form field",
    "attribute": "attribute",
    "style": "style sheet's id",
    "robots": "line of robots.txt",
    "api": "name space of its API",
    "feed": "element of its feed",
}
"""Where a sign may stand, and what the evidence calls it."""


def sign(place: str, pattern: str, weight: float = ENOUGH, in_text: bool = False) -> Sign:
    """Return a sign; the pattern is searched for in each value of its place, whatever the case."""
    if place not in PLACES:
        raise ValueError(f"no place of an answer: {place}")
    return Sign(place, re.compile(pattern, re.I), weight, in_text)


def _xpath(expression: str) -> XPath:
    return XPath(expression, smart_strings=False)


_HEAD_LINKS = _xpath("/html/head/link[@href] | /html/body/link[@href]")
_METAS = _xpath("//meta[@content]")
_ASSETS = _xpath("//link/@href | //script/@src | //img/@src | //img/@data-src | //source/@src | //iframe/@src"
                 " | //form/@action | //meta[@property='og:image']/@content")  # fmt: skip
_LINKS = _xpath("//a/@href")
_NAMES = _xpath("//input/@name | //textarea/@name | //button/@name | //form/@name | //form/@id")
_STYLES = _xpath("//style/@id | //link[@rel='stylesheet']/@id | //script/@id")
_COOKIE = re.compile(r"^\s*([^=;\s]{1,200})=([^;]{0,200})")

Traits = dict[str, list[str]]
"""Values by place."""


def traits_of(seen: Seen) -> Traits:
    """Return what the signs may look at in one answer."""
    traits: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in seen.headers.items():
        for each in value.split("\n"):
            if name == "set-cookie":
                if match := _COOKIE.match(each):
                    traits["cookie"].append(f"{match[1]}={match[2]}")
            else:
                traits["header"].append(f"{name}: {each}")
    start = seen.body[:2_000].lstrip().lower()
    if urlsplit(seen.url).path.lower().endswith("/robots.txt"):
        if b"<html" not in start and seen.status == 200:
            traits["robots"] += seen.body[:100_000].decode("utf-8", "replace").splitlines()
    elif start[:1] in (b"{", b"["):
        traits["api"] += _name_spaces(seen.body)
    elif b"<rss" in start or b"<feed" in start or b"<rdf" in start or b"<urlset" in start or b"<sitemapindex" in start:
        _traits_of_feed(seen.body, traits)
    else:
        root, _ = parse_html(seen.body)
        if root is not None:
            _traits_of_page(seen, root, traits)
    return {place: [value[:MOST_LETTERS] for value in values[:MOST_VALUES]] for place, values in traits.items()}


def _name_spaces(body: bytes) -> list[str]:
    """Return the name spaces of a WordPress API's root, or the names of a JSON answer."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, dict):
        return []
    spaces = data.get("namespaces")
    return [str(each) for each in spaces] if isinstance(spaces, list) else [str(data.get("code", ""))]


_FEED_GENERATOR = re.compile(r"<(?:\w+:)?generator\b([^>]{0,300})>([^<]{0,300})</", re.I)
_FEED_WORDS = re.compile(r"<(?:guid|link|loc|description|title)\b[^>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})", re.I)


def _traits_of_feed(body: bytes, traits: dict[str, list[str]]) -> None:
    text = body[:500_000].decode("utf-8", "replace")
    traits["generator"] += [" ".join(f"{a} {b}".split()) for a, b in _FEED_GENERATOR.findall(text)]
    traits["feed"] += [each.strip() for each in _FEED_WORDS.findall(text)[:500]]
    traits["feed"] += re.findall(r"<\?xml-stylesheet[^>]{0,300}\?>|<!-- ?(?:generator|sitemap)[^>]{0,200}-->", text)


def _traits_of_page(seen: Seen, root: _Element, traits: dict[str, list[str]]) -> None:
    own = _own_hosts(seen.url, root)
    for element in _found(_HEAD_LINKS, root):
        href = _own_path(seen.url, element.get("href"), own)
        said = " ".join(filter(None, (element.get("rel"), element.get("type"), element.get("title"))))
        if href is not None:
            traits["head link"].append(f"{said} {href}")
        elif (element.get("rel") or "").startswith("http"):
            traits["head link"].append(said)
    for element in _found(_METAS, root):
        name = (element.get("name") or element.get("property") or element.get("http-equiv") or "").lower()
        traits["generator" if name == "generator" else "meta"].append(
            element.get("content") if name == "generator" else f"{name}: {element.get('content')}"
        )
    for place, expression in (("asset", _ASSETS), ("link", _LINKS)):
        paths = (_own_path(seen.url, href, own) for href in _found(expression, root))
        traits[place] += dict.fromkeys(path for path in paths if path is not None)
    body = root.find("body")
    traits["body class"] += (body.get("class") or "").split() if body is not None else []
    traits["field"] += map(str, _found(_NAMES, root))
    traits["style"] += map(str, _found(_STYLES, root))
    classes: dict[str, None] = {}
    attributes: dict[str, None] = {}
    for element in root.iter("*"):
        for name, value in cast("list[tuple[str, str]]", element.items()):
            if name == "class":
                classes |= dict.fromkeys(value.split()[:100])
            elif name == "id":
                traits["id"].append(value)
            elif name.startswith("data-"):
                attributes[name] = None
    traits["class"] += classes
    traits["attribute"] += attributes


def _found(expression: XPath, root: _Element) -> list[Any]:
    found: Any = expression(root)
    return list(found)


def _own_hosts(url: str, root: _Element) -> set[str]:
    """Return the hosts that are the site: the one that answered, and the one that the page calls its own."""
    hosts = {host_of(url)}
    for href in root.xpath("/html/head/link[@rel='canonical']/@href | /html/head/base/@href"):  # type: ignore[union-attr]
        hosts.add(host_of(urljoin(url, str(href).strip())))
    return hosts - {""}


def _own_path(url: str, href: str | None, own: set[str]) -> str | None:
    """Return path and query of an address on the site itself; None for any other host."""
    try:
        parts = urlsplit(urljoin(url, (href or "").strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc.lower().removeprefix("www.") not in own:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass(slots=True)
class Match:
    """A sign that was found, the value that has it, and where."""

    sign: Sign
    value: str
    url: str

    def sentence(self) -> str:
        """Return the evidence in plain words."""
        return f'{PLACES[self.sign.place]} "{self.value[:100]}" at {self.url}'


def matches(signs: Iterable[Sign], answers: Sequence[tuple[str, Traits]]) -> list[Match]:
    """Return the signs that stand in the answers, each once."""
    found = []
    for each in signs:
        hits = (
            Match(each, value, url)
            for url, traits in answers
            for value in traits.get(each.place, ())
            if each.pattern.search(value)
        )
        if hit := next(hits, None):
            found.append(hit)
    return found


def score_of(found: Iterable[Match]) -> float:
    """Return the sum of the weights; what a text may have brought along counts once."""
    listed = list(found)
    own = sum(match.sign.weight for match in listed if not match.sign.in_text)
    return own + max((match.sign.weight for match in listed if match.sign.in_text), default=0.0)
