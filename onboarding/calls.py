"""What the scripts of an app name: the calls that may list its news, and the addresses under which it shows them.

Only the texts that scripts hold are looked at, and only those that could be an address; what carries a key, a token or
a password is counted and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qsl, urljoin, urlsplit

import tldextract

from crawler.platforms.calls import is_secret_name
from onboarding.scripts import MARK, Script

MOST_CALLS = 10
"""Calls that are worth a question, at most."""
MOST_BASES = 4
PAGE_NAMES = ("page", "halaman", "hal", "paged", "page_no", "pageno", "pagenum", "p")
OFFSET_NAMES = ("offset", "start", "skip", "from", "limitstart")
HOLE = "{}"
"""What stands for a value that the script puts in."""
_PUT_IN = re.compile(rf"{MARK}([\w$]*){MARK}")
_ADDRESS = re.compile(r"(?:https?:/)?/?[\w.~:@%{}$()\[\]?&=,+/-]+")
_ADDED = re.compile(r"\s*(?:\+|\)?\.concat\()\s*([\w$.\[\]]{1,60})")
_NEWS = re.compile(
    r"(?:^|[/_.-])(?:berita|news|artikel|articles?|kabar|warta|posts?|pengumuman|siaran|publikasi|informasi)(?:$|[/_.?-])",
    re.I,
)
_FIRST = re.compile(r"berita|news|artikel|article|kabar|warta", re.I)
_API = re.compile(r"(?:^|[/.])(?:api|rest|ajax|json|v\d{1,2}|public)(?:$|[/.?])|\bapi\d*\.", re.I)
_LISTS = re.compile(r"\b(?:list|all|semua|latest|terbaru|terkini|index|daftar)\b", re.I)
_NEVER = re.compile(
    r"kategori|categor|tags?\b|comment|komentar|popul|trending|detail|show|slider|banner|search|cari|login|auth|count|views?\b"
    r"|viewer|related|terkait|upload|admin|user|foto|video|galer|menu|headline",
    re.I,
)
_FILE = re.compile(r"\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|html?|vue|tsx?|jsx|pdf|xml|txt)$", re.I)
_CALLED = re.compile(
    r"(?:\.get|fetch|axios|ajax|getJSON|useSWR|useFetch|request)\(\s*$|(?:url|uri|endpoint)\s*[:=]\s*$", re.I
)
_BASE = re.compile(
    r"(?:base_?url|api_?(?:url|base|host|root|endpoint)|url_?api|server_?url|backend\w*)[\"']?\s*[:=]\s*$", re.I
)
_PARAMETERS = re.compile(r"\s*,\s*\{\s*params\s*:\s*\{([^{}]{1,140})\}")
_PARAMETER = re.compile(r":(\w+)(?:\([^()]*\))?\??|\[(\w+)\]|\{([\w$.]*)\}")
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(slots=True, frozen=True)
class Call:
    """One call that a script names."""

    url: str
    """Absolute; ``{}`` stands where the script puts in a value."""
    named_in: str
    """Address of the script or page."""
    worth: int = 0


@dataclass(slots=True, frozen=True)
class Route:
    """The address under which an app shows one article, as its scripts name it."""

    path: str
    """``/berita/{slug}``, with the script's own names of the values."""
    named_in: str


@dataclass(slots=True)
class Named:
    """What the scripts of a site name."""

    calls: list[Call] = field(default_factory=list)
    """Of the site and its API's host, the likeliest first."""
    records: list[Call] = field(default_factory=list)
    """Calls that end in a value, which may be those for one article."""
    routes: list[Route] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    """Roots below which its calls stand."""
    foreign: list[str] = field(default_factory=list)
    """Hosts of other sites to which calls for news go."""
    keyed: int = 0
    """Calls for news that carry a key or a password."""


@dataclass(slots=True, frozen=True)
class _Literal:
    """A string of a script that may be an address, with its holes as ``{name}``."""

    text: str
    before: str
    after: str
    named_in: str

    @property
    def is_called(self) -> bool:
        """Whether it stands where a call's address does."""
        return _CALLED.search(self.before) is not None


@cache
def domain_of(host: str) -> str:
    """Return the domain under which a host was registered: ``x.go.id`` of ``api.x.go.id``; else the host itself."""
    return _suffixes(host).top_domain_under_public_suffix or host


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one registered domain: a site, and the host of its API."""
    try:
        return domain_of(urlsplit(one).hostname or "") == domain_of(urlsplit(other).hostname or "-")
    except ValueError:
        return False


def named_in(home_url: str, scripts: list[Script]) -> Named:
    """Return what scripts name."""
    told = [literal for script in scripts for literal in _literals(script)]
    told += [literal for script in scripts for literal in _nested_routes(script.address, script.text)]
    literals = list({(literal.text, literal.is_called): literal for literal in told}.values())
    named = Named()
    bases = named.bases = _bases(home_url, literals)
    found: dict[str, Call] = {}
    records: dict[str, Call] = {}
    for literal in literals:
        route = _route(literal)
        if route is not None:
            named.routes.append(route)
        for url, worth in _calls(home_url, literal, bases):
            if _is_secret(url):
                named.keyed += 1
            elif not same_site(home_url, url):
                named.foreign.append(urlsplit(url).hostname or url[:60])
            elif HOLE in urlsplit(url).path:
                records.setdefault(url, Call(url, literal.named_in, worth))
            elif url not in found or found[url].worth < worth:
                found[url] = Call(url, literal.named_in, worth)
    named.calls = sorted(found.values(), key=lambda call: (-call.worth, len(call.url)))[:MOST_CALLS]
    named.records = sorted(records.values(), key=lambda call: (-call.worth, len(call.url)))[:MOST_CALLS]
    routes = {route.path: route for route in named.routes}.values()
    named.routes = sorted(routes, key=lambda route: _FIRST.search(route.path) is None)
    named.foreign = list(dict.fromkeys(named.foreign))
    return named


def _literals(script: Script) -> Iterator[_Literal]:
    for start, end, text in script.texts:
        string = _PUT_IN.sub(r"{\1}", text).strip()
        if "/" not in string and not _NEWS.search(string):
            continue
        after = script.after(end, 160)
        if string.endswith(("/", "=", "-")) and (added := _ADDED.match(after)):
            string += "{" + _last_name(added[1]) + "}"
        if _ADDRESS.fullmatch(string):
            yield _Literal(string, script.before(start, 40), after, script.address)


_PARENT = re.compile(r"path\s*:\s*[\"'`](/?[\w/-]{1,80})[\"'`][^\[\]]{0,300}?children\s*:\s*\[")
_CHILD = re.compile(r"path\s*:\s*[\"'`](:\w{1,40}(?:\(\))?\??)[\"'`]")
MOST_PARENTS = 200


def _nested_routes(address: str, text: str) -> Iterator[_Literal]:
    """Give the addresses that a table of routes makes of a parent's path and a child's: ``berita`` and ``:slug``."""
    for count, parent in enumerate(_PARENT.finditer(text)):
        if count >= MOST_PARENTS:
            return
        if child := _CHILD.search(text, parent.end(), parent.end() + 600):
            yield _Literal(f"/{parent[1].strip('/')}/{child[1]}", "", "", address)


def _last_name(expression: str) -> str:
    """Return the last name of an expression: ``slug`` of ``e.item.slug``."""
    names = re.findall(r"[A-Za-z_]\w*", expression)
    return names[-1] if names else ""


def _bases(home_url: str, literals: list[_Literal]) -> list[str]:
    """Return the roots below which a site's calls stand: those that a script calls so, or that look like one."""
    said, likely = [], []
    for literal in literals:
        if "{" in literal.text or "?" in literal.text or _FILE.search(literal.text) or _NEWS.search(literal.text):
            continue
        url = urljoin(home_url, literal.text)
        if not url.startswith(("http://", "https://")) or _is_secret(url):
            continue
        if _BASE.search(literal.before):
            said.append(url)
        elif _API.search(literal.text) and literal.text.startswith(("http", "/")):
            likely.append(url)
    return list(dict.fromkeys([*said, *sorted(likely, key=len)]))[:MOST_BASES]


def _calls(home_url: str, literal: _Literal, bases: list[str]) -> Iterator[tuple[str, int]]:
    """Give the absolute addresses that a string may stand for, and how likely each is a list of news."""
    text = re.sub(r"\{[\w$.]*\}", HOLE, literal.text)
    path = urlsplit(text).path if text.startswith("http") else text.partition("?")[0]
    if not _NEWS.search(path) or _FILE.search(path) or re.search(r"[:\[\]]|\{[^}]|[^{]\}", path):
        return
    if "?" not in text and (given := _PARAMETERS.match(literal.after)):
        names = [name for name in re.findall(r"(\w+)\s*:", given[1]) if name.lower() in PAGE_NAMES + OFFSET_NAMES]
        text += "?" + "&".join(f"{name}={HOLE}" for name in names) if names else ""
    worth = 3 * bool(_FIRST.search(path)) + bool(_LISTS.search(path)) + 2 * bool(_paging(text))
    worth += 2 * literal.is_called - 4 * bool(_NEVER.search(_after_news(path)))
    worth -= path.rstrip("/").count("/") // 5
    if text.startswith("http"):
        yield text, worth + 3 * bool(_API.search(text))
        return
    called, is_api = literal.is_called, _API.search(text) is not None
    if is_api or called:
        yield urljoin(home_url, text), worth + 3 * is_api
    for base in bases if called or not text.startswith("/") or is_api else ():
        if not text.startswith(urlsplit(base).path.rstrip("/") + "/") or urlsplit(base).path in ("", "/"):
            yield base.rstrip("/") + "/" + text.lstrip("/"), worth + 4
        else:
            yield urljoin(base, text), worth + 4


def _after_news(path: str) -> str:
    match = _FIRST.search(path) or _NEWS.search(path)
    return path[match.end() :] if match else path


def _paging(text: str) -> bool:
    return any(bare_name(name) in PAGE_NAMES + OFFSET_NAMES for name, _ in parse_qsl(urlsplit(text).query, True))


def bare_name(name: str) -> str:
    """Return the name of a parameter as it is compared: ``page`` of ``pagination[page]``."""
    words = re.findall(r"\w+", name.lower())
    return words[-1] if words else ""


def _is_secret(url: str) -> bool:
    parts = urlsplit(url)
    return "@" in parts.netloc or any(is_secret_name(name) for name, _ in parse_qsl(parts.query, True))


def _route(literal: _Literal) -> Route | None:
    """Return a string as the address of one article: of news, with one to three values, and no call."""
    text = literal.text
    if text.startswith("http") or "?" in text or _API.search(text) or literal.is_called:
        return None
    steps = text.strip("/").split("/")
    path = "/" + "/".join("{" + (m[1] or m[2] or m[3] or "") + "}" if (m := _PARAMETER.fullmatch(step)) else
                          _PARAMETER.sub(lambda n: "{" + (n[1] or n[2] or n[3] or "") + "}", step) for step in steps)
    holes = path.count("{")
    fixed = re.sub(r"\{[^{}]*\}", "", path)
    if not 1 <= holes <= 3 or not path.endswith("}") or not _NEWS.search(fixed.replace("//", "/")):
        return None
    return Route(path, literal.named_in) if len(steps) <= 6 and ":" not in fixed else None
