"""Calls by POST that the scripts of an app write out, GraphQL queries among them: read as text, told by what they ask.

A POST may change something at a site. So only what can be nothing but the reading of a list, or of one record, is
offered: a GraphQL query (never a mutation), or a body that asks for a page. What carries a token, a key or a password
in its body or its headers is counted and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.platforms.calls import is_secret_name, names_in
from onboarding.bodies import MOST_QUERIES, bodies_of, list_body, queries_in, record_body
from onboarding.calls import same_site
from onboarding.scripts import MARK, Hole, Script

MOST_POSTS: Final = 6
_NEWS: Final = re.compile(r"berita|news|artikel|article|kabar|warta|posts?(?![a-z])|siaran|publikasi", re.I)
_QUERY: Final = re.compile(r"\s*(?:query\b|\{)")
_WRITES: Final = re.compile(
    r"(?:^|[/_.-])(?:save|store|create|add|insert|tambah|simpan|kirim|send|submit|update|edit|delete|hapus|remove|like"
    r"|vote|rating|subscribe|track|log|login|hits?|views?|counter|comments?|komentar|upload|auth|register|daftar)"
    r"(?:$|[/_.?-])",
    re.I,
)
_ENDPOINT: Final = re.compile(r"(?:https?:/)?/[\w./:-]{0,200}?graphql/?", re.I)


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


def posts_in(home_url: str, scripts: list[Script], bases: list[str]) -> Posts:
    """Return the calls by POST that scripts name."""
    queries = [query for script in scripts for query in queries_in(script)][:MOST_QUERIES]
    places = {urljoin(home_url, text): script.address for script in scripts for _, _, text in script.texts
              if _ENDPOINT.fullmatch(text)}  # fmt: skip
    ends = list(places)
    found = Posts()
    lists: dict[str, Post] = {}
    records: dict[str, Post] = {}
    written = [each for script in scripts for each in _written(script)]
    written += [_Written(url, {"query": Hole("query"), "variables": Hole("variables")}, None, False, address)
                for url, address in places.items()]  # fmt: skip
    for each in written:
        for url in _urls(home_url, each.url, bases, ends):
            _note_get(found, url, each)
            for body in bodies_of(each.body, queries):
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
    elif record := record_body(post.body):
        told = replace(post, body=record)
        records.setdefault(told.key, told)
    elif listed := list_body(post.body):
        told = replace(post, body=listed[0], first=listed[1])
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
    names = [*names_in(post.body), *(name for name, _ in parse_qsl(urlsplit(post.url).query, True))]
    if "@" in urlsplit(post.url).netloc:
        return "a password in its address"
    return _secret_header(written) or next(filter(is_secret_name, names), "")


def _secret_header(written: _Written) -> str:
    """Return the header in which a call carries a secret; empty when there is none."""
    return next(filter(is_secret_name, written.headers if isinstance(written.headers, dict) else {}), "")


# ---- where a call stands ----


def _written(script: Script) -> Iterator[_Written]:
    for names, given in script.calls:
        owner, _, called = names.rpartition(".")
        first, second, third = [*given, None, None, None][:3]
        if called == "post" and "." in names:
            told: dict[str, Any] = third if isinstance(third, dict) else {}
            form = owner in ("$", "jQuery") or _is_form(second, told)
            yield _Written(first, second, told.get("headers"), form, script.address)
        elif called != "post" and (called != "get" or "." in names):
            url, options = (first.get("url"), first) if isinstance(first, dict) else (first, second or {})
            if isinstance(options, dict):
                yield _by_options(url, options, called == "ajax", script.address)


def _by_options(url: Any, options: dict[str, Any], is_jquery: bool, address: str) -> _Written:
    headers = options.get("headers")
    if _method(options) != "POST":
        return _Written(url, None, headers, False, address, by_post=False)
    body = next((options[name] for name in ("body", "data") if name in options), None)
    is_form = is_jquery and not str(options.get("contentType", "")).startswith("application/json")
    return _Written(url, body, headers, is_form or _is_form(body, options), address)


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
