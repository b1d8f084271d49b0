"""Calls by POST that the scripts of an app write out, GraphQL queries among them: read as text, told by what they ask.

A POST may change something at a site. So only what can be nothing but the reading of a list, or of one record, is
offered: a GraphQL query (never a mutation), or a body that asks for a page. What carries a token, a key or a password
in its body or its headers is counted and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.platforms.calls import is_secret_name
from crawler.platforms.json_values import read_json
from onboarding.calls import OFFSET_NAMES, PAGE_NAMES, bare_name, same_site
from onboarding.literals import MARK, Hole, UnreadableError, value_at

MOST_PLACES: Final = 300
"""Places of one script at which a call may stand."""
MOST_POSTS: Final = 6
MOST_QUERIES: Final = 40
PAGE_SIZE: Final = 10
"""Items that are asked for where the script computes their number."""
CURSOR_NAMES: Final = ("after", "cursor", "nextcursor", "endcursor", "startafter")
SIZE_NAMES: Final = (
    "limit", "size", "pagesize", "perpage", "first", "take", "count", "jumlah", "length", "rows", "max", "top",
)  # fmt: skip
_NEWS: Final = re.compile(r"berita|news|artikel|article|kabar|warta|posts?(?![a-z])|siaran|publikasi", re.I)
_QUERY: Final = re.compile(r"\s*(?:query\b|\{)")
_WRITES: Final = re.compile(
    r"(?:^|[/_.-])(?:save|store|create|add|insert|tambah|simpan|kirim|send|submit|update|edit|delete|hapus|remove|like"
    r"|vote|rating|subscribe|track|log|login|hits?|views?|counter|comments?|komentar|upload|auth|register|daftar)"
    r"(?:$|[/_.?-])",
    re.I,
)
_CALLED: Final = re.compile(r"(?:\b(?:fetch|axios|ajax|request|ofetch|useFetch)|\.(?:post|get|request|ajax))\s*\(")
_ENDPOINT: Final = re.compile(r"[\"'`]((?:https?:/)?/[\w./:-]{0,200}?graphql/?)[\"'`]", re.I)
_QUERY_TEXT: Final = re.compile(r"[\"'`](?=\s*query\b[^\"'`]{0,200}[({])")


@dataclass(frozen=True, slots=True)
class Post:
    """One call by POST that a script names, as a spider's file declares it."""

    url: str
    body: dict[str, Any]
    """With ``{{page}}``, ``{{cursor}}``, ``{{id}}`` or ``{{slug}}`` where the script puts in a value."""
    is_form: bool
    named_in: str
    first: int | None = None
    """The number of the first page, where the script writes one out."""

    @property
    def key(self) -> str:
        """What makes two calls the same."""
        return f"{self.url} {self.body}"


@dataclass(slots=True)
class Posts:
    """What scripts name of calls by POST."""

    lists: list[Post] = field(default_factory=list)
    records: list[Post] = field(default_factory=list)
    secret: str = ""
    """The name under which a call for news carries a token, a key or a password; empty where none does."""
    foreign: list[str] = field(default_factory=list)
    not_by_get: set[str] = field(default_factory=set)
    """Addresses, without query, that scripts ask by POST or with a secret: nobody is to ask them by GET."""


@dataclass(slots=True)
class _Written:
    """One call as a script writes it; of a call by GET only what it says of secrets counts."""

    url: Any
    body: Any
    headers: Any
    is_form: bool
    named_in: str
    by_post: bool = True


def posts_in(home_url: str, texts: Iterable[tuple[str, str]], bases: list[str]) -> Posts:
    """Return the calls by POST that scripts name, given as pairs of their address and their text."""
    texts = list(texts)
    queries = [query for _, text in texts for query in _queries(text)][:MOST_QUERIES]
    places = {urljoin(home_url, match[1]): address for address, text in texts for match in _ENDPOINT.finditer(text)}
    ends = list(places)
    found = Posts()
    lists: dict[str, Post] = {}
    records: dict[str, Post] = {}
    written = [each for address, text in texts for each in _written(address, text)]
    written += [_Written(url, {"query": Hole("query"), "variables": Hole("variables")}, None, False, address)
                for url, address in places.items()]  # fmt: skip
    for each in written:
        for url in _urls(home_url, each.url, bases, ends):
            _note_get(found, url, each)
            for body in _bodies(each.body, queries):
                _take(found, home_url, Post(url, body, each.is_form, each.named_in), each, lists, records)
    found.lists, found.records = list(lists.values())[:MOST_POSTS], list(records.values())[:MOST_POSTS]
    found.foreign = list(dict.fromkeys(found.foreign))
    return found


def _take(
    found: Posts, home_url: str, post: Post, written: _Written, lists: dict[str, Post], records: dict[str, Post]
) -> None:
    """Sort one call in: a list, a record, or what is not for us."""
    if not _is_reading(post):
        return
    if secret := _secret(written, post):
        found.secret = found.secret or secret
    elif not same_site(home_url, post.url):
        found.foreign.append(urlsplit(post.url).hostname or post.url[:60])
    elif told := _record_of(post):
        records.setdefault(told.key, told)
    elif told := _list_of(post):
        lists.setdefault(told.key, told)


def _note_get(found: Posts, url: str, written: _Written) -> None:
    """Note an address that is not to be asked by GET."""
    secret = _secret_header(written)
    if written.by_post or secret:
        found.not_by_get.add(url.partition("?")[0])
    if secret and not written.by_post and _NEWS.search(urlsplit(url).path):
        found.secret = found.secret or secret


def _is_reading(post: Post) -> bool:
    path, query = urlsplit(post.url).path, post.body.get("query")
    if isinstance(query, str) and "{" in query:
        return bool(_QUERY.match(query) and _NEWS.search(query))
    return bool(_NEWS.search(path)) and not _WRITES.search(path)


def _secret(written: _Written, post: Post) -> str:
    """Return the name under which a call carries what is a secret; empty when it does not."""
    names = [*_names(post.body), *(name for name, _ in parse_qsl(urlsplit(post.url).query, True))]
    if "@" in urlsplit(post.url).netloc:
        return "a password in its address"
    return _secret_header(written) or next(filter(is_secret_name, names), "")


def _secret_header(written: _Written) -> str:
    """Return the header in which a call carries a secret; empty when there is none."""
    return next(filter(is_secret_name, written.headers if isinstance(written.headers, dict) else {}), "")


def _names(value: Any) -> Iterator[str]:
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _names(each)
    if isinstance(value, dict):
        yield from value


# ---- where a call stands ----


def _written(address: str, text: str) -> Iterator[_Written]:
    for count, match in enumerate(_CALLED.finditer(text)):
        if count >= MOST_PLACES:
            return
        try:
            first, at = value_at(text, match.end())
            second = value_at(text, at + 1)[0] if text[at : at + 1] == "," else None
            third = None
            if text[at : at + 1] == "," and ".post" in match[0]:
                after = value_at(text, at + 1)[1]
                third = value_at(text, after + 1)[0] if text[after : after + 1] == "," else None
        except UnreadableError:
            continue
        if ".post" in match[0]:
            told: dict[str, Any] = third if isinstance(third, dict) else {}
            jquery = text[max(0, match.start() - 6) : match.start()].endswith(("$", "jQuery"))
            yield _Written(first, second, told.get("headers"), jquery or _is_form(second, told), address)
            continue
        url, options = (first.get("url"), first) if isinstance(first, dict) else (first, second or {})
        if isinstance(options, dict) and _method(options) == "POST":
            body = next((options[name] for name in ("body", "data") if name in options), None)
            form = "ajax" in match[0] and not str(options.get("contentType", "")).startswith("application/json")
            yield _Written(url, body, options.get("headers"), form or _is_form(body, options), address)
        elif isinstance(options, dict):
            yield _Written(url, None, options.get("headers"), False, address, by_post=False)


def _method(options: dict[str, Any]) -> str:
    return str(next((options[name] for name in ("method", "type") if name in options), "")).upper()


def _is_form(body: Any, options: dict[str, Any]) -> bool:
    headers = options.get("headers")
    types = [str(value) for name, value in (headers.items() if isinstance(headers, dict) else ())
             if name.lower() == "content-type"]  # fmt: skip
    if types:
        return "urlencoded" in types[0]
    return isinstance(body, str) and not body.lstrip().startswith("{")


def _urls(home_url: str, url: Any, bases: list[str], ends: list[str]) -> list[str]:
    """Return the absolute addresses for which a call's first value may stand."""
    if isinstance(url, Hole):
        return ends[:2]
    if not isinstance(url, str) or len(url) > 300:
        return []
    if url.startswith(MARK):
        rest = url[1:].partition(MARK)[2]
        return [] if MARK in rest else [base.rstrip("/") + "/" + rest.lstrip("/") for base in [*bases, home_url]]
    url = url.partition("?")[0] if MARK in url else url
    if MARK in url or not url:
        return []
    if url.startswith("http"):
        return [url]
    return list(dict.fromkeys([urljoin(home_url, url), *(f"{base.rstrip('/')}/{url.lstrip('/')}" for base in bases)]))


# ---- what is sent ----


def _queries(text: str) -> Iterator[str]:
    """Give the GraphQL queries that a script holds as texts of their own."""
    for count, match in enumerate(_QUERY_TEXT.finditer(text)):
        if count >= MOST_QUERIES:
            return
        try:
            found = value_at(text, match.start())[0]
        except UnreadableError:
            continue
        if isinstance(found, str):
            yield found


def _bodies(body: Any, queries: list[str]) -> Iterator[dict[str, Any]]:
    """Give the bodies for which a call's second value may stand: as written, or with each query for a computed one."""
    if isinstance(body, str):
        told = read_json(body)
        body = told if isinstance(told, dict) else dict(_pairs(body))
    if not isinstance(body, dict):
        return
    if isinstance(body.get("query"), Hole):
        given = body.get("variables")
        for query in queries:
            if not isinstance(given, dict):
                yield body | {"query": query, "variables": _variables(query)}
            elif given.keys() <= set(re.findall(r"\$(\w+)", query)):
                yield body | {"query": query}
    elif body:
        yield body


def _pairs(text: str) -> Iterator[tuple[str, Any]]:
    for name, value in parse_qsl(text, keep_blank_values=True, separator="&"):
        yield name, Hole(value.strip(MARK)) if value.startswith(MARK) and value.endswith(MARK) else value


_DECLARED: Final = re.compile(r"\$(\w{1,60})\s*:\s*([\w\[\]!]{1,60})(\s*=)?")


def _variables(query: str) -> dict[str, Any]:
    """Return the variables that a query declares and that have no value of their own."""
    head = query.partition("{")[0]
    return {name: Hole(name) for name, _, has_value in _DECLARED.findall(head) if not has_value}


def _list_of(post: Post) -> Post | None:
    """Return a call with the fields of a list in place of what its script computes; None when it asks for no list."""
    body, first = _filled(post.body, {})
    text = str(body)
    is_graph = isinstance(body.get("query"), str) and "{" in body["query"]
    asks = is_graph or "{{page}}" in text or any(_plain(name) in SIZE_NAMES for name in _names(body))
    if not asks or MARK in text or "mutation" in str(body.get("query", ""))[:20]:
        return None
    return Post(post.url, body, post.is_form, post.named_in, first)


_IS_SLUG: Final = re.compile(r"(?:\w*slug|judulseo|permalink|alias)")
_IS_NUMBER: Final = re.compile(r"id(?:berita|artikel|post|news|article)?|(?:berita|artikel|post|news|article)id")


def _record_of(post: Post) -> Post | None:
    """Return a call that asks for one article, by its slug or number; None for any other."""
    wanted: dict[str, str] = {}
    for name in _computed_names(post.body):
        plain = _plain(name)
        if _IS_SLUG.fullmatch(plain):
            wanted[name] = "slug"
        elif _IS_NUMBER.fullmatch(plain):
            wanted[name] = "id"
    if len(wanted) != 1:
        return None
    body, _ = _filled(post.body, wanted)
    return None if MARK in str(body) or "{{page}}" in str(body) else Post(post.url, body, post.is_form, post.named_in)


def _computed_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, Hole):
                yield name
            yield from _computed_names(each)
            if isinstance(each, str):
                yield from (argument for argument, _ in _ARGUMENT.findall(each))


def _plain(name: str) -> str:
    return re.sub(r"[_-]", "", bare_name(name))


_ARGUMENT: Final = re.compile(rf"(\w{{1,60}})(\s*:\s*[\"']?){MARK}\w*{MARK}")


def _in_text(text: str, wanted: dict[str, str]) -> str:
    """Return a query with fields in place of the arguments that a script computes: ``berita(page: {{page}})``."""

    def told(match: re.Match[str]) -> str:
        plain = _plain(match[1])
        name = wanted.get(match[1]) or ("page" if plain in PAGE_NAMES + OFFSET_NAMES else "")
        value = "{{" + name + "}}" if name else str(PAGE_SIZE) if plain in SIZE_NAMES else ""
        return f"{match[1]}{match[2]}{value}" if value else match[0]

    return _ARGUMENT.sub(told, text)


def _filled(value: dict[str, Any], wanted: dict[str, str]) -> tuple[dict[str, Any], int | None]:
    """Return a body with fields for what changes from call to call, and the number that the first page has in it.

    What else a script computes (a word searched for, a category) is left out: an app does without it at first.
    """
    made: dict[str, Any] = {}
    first: int | None = None
    for name, each in value.items():
        plain = _plain(name)
        if isinstance(each, dict):
            made[name], told = _filled(each, wanted)
            first = told if first is None else first
        elif name in wanted:
            made[name] = "{{" + wanted[name] + "}}"
        elif plain in CURSOR_NAMES and (each is None or isinstance(each, Hole)):
            made[name] = "{{cursor}}"
        elif plain in PAGE_NAMES + OFFSET_NAMES and (isinstance(each, (Hole, int)) or str(each).isdecimal()):
            made[name] = "{{page}}"
            first = int(each) if str(each).isdecimal() else 0 if plain in OFFSET_NAMES else None
        elif not isinstance(each, Hole):
            made[name] = _in_text(each, wanted) if isinstance(each, str) and MARK in each else each
        elif plain in SIZE_NAMES:
            made[name] = PAGE_SIZE
    return made, first
