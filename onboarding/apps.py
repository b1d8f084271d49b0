"""Sites that are an app: the public list call behind them found, tried, and declared.

Only what the site's own pages and scripts name is asked for, on the site itself and its API's host under the same
domain, within robots.txt of each. A call that wants a key, a password or another site is left alone, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from lxml.etree import XPath, _Element

from crawler.signs import Seen
from onboarding import posted
from onboarding.apprecords import Search, posted_record, record_of, shown
from onboarding.asking import get, json_at
from onboarding.calls import HOLE, OFFSET_NAMES, PAGE_NAMES, Call, bare_name, named_in
from onboarding.itemlists import ItemList, item_list
from onboarding.posts import posts_in
from onboarding.probing import Probe
from onboarding.routes import articles_of
from onboarding.scripts import read_scripts
from onboarding.visiting import Visitor

MOST_SCRIPTS = 8
_SCRIPTS = XPath(
    "//script[@src][not(@type) or contains(@type, 'javascript') or @type='module']/@src"
    " | //link[@rel='modulepreload' or (@rel='preload' and @as='script')]/@href"
)
_INLINE = XPath("//script[not(@src) and not(contains(@type, 'template') or contains(@type, 'html'))]/text()")
_LIKELY = re.compile(
    r"(?:^|[/._-])(?:app|main|index|bundle|_buildManifest|berita|news|artikel|home|pages?|chunk)", re.I
)
_LAZY = re.compile(r"[\"']([\w./-]{0,80}(?:berita|news|artikel|article)[\w.-]{0,60}\.m?js)[\"']", re.I)

_NO_ADDRESS = (
    "but nothing tells where one of them is read: give the address that a browser shows for the newest, or declare it"
)


@dataclass(slots=True)
class App:
    """An app over a public list call, as it could be declared."""

    declared: dict[str, Any]
    evidence: list[str]
    named_in: str
    """Path of the page or script that names the call."""


async def find_app(visitor: Visitor, probe: Probe) -> tuple[App | None, str]:
    """Return the app that a site is; or None and why not, in words that end a sentence."""
    scripts, unread = read_scripts(await _texts(visitor, probe))
    named = named_in(visitor.home_url, scripts)
    search = Search(visitor, named, posts_in(visitor.home_url, scripts, named.bases))
    for call in search.named.calls:
        if call.url.partition("?")[0] in search.posts.not_by_get:
            continue
        found = await _list_at(search, call)
        if found is not None:
            return await _declared(search, call, found, probe)
    answered = await posted.list_of(visitor, search.posts, search.refusals)
    if answered is not None:
        return await _declared_post(search, answered, probe)
    return None, _why_not(search) + (f" ({unread[0][:80]} cannot be read)" if unread else "")


def _why_not(search: Search) -> str:
    named = search.named
    if search.refusals:
        return f"none of the list calls that its scripts name can be read ({search.refusals[0]})"
    if named.keyed:
        return "its scripts name a list call that carries a key or a password, which is not for us"
    if search.posts.secret:
        return f"its scripts name a call for news that carries a secret ({search.posts.secret}), which is not for us"
    if foreign := named.foreign or search.posts.foreign:
        return f"its scripts call {foreign[0]}, which is another site"
    return "its scripts name no public list call"


# ---- scripts ----


async def _texts(visitor: Visitor, probe: Probe) -> list[tuple[str, str]]:
    """Return the scripts of the home page, within the page and beside it, with their addresses."""
    inline: Any = _INLINE(probe.root)
    texts = [(probe.home.url, str(text)) for text in inline]
    waiting = _scripts(visitor, probe.home.url, probe.root)
    asked: set[str] = set()
    while waiting and len(asked) < MOST_SCRIPTS:
        url = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        answer = await get(visitor, url)
        if isinstance(answer, Seen) and answer.status == 200 and b"<html" not in answer.body[:500].lower():
            text = answer.body.decode("utf-8", "replace")
            texts.append((url, text))
            lazy = [_beside(visitor, url, match[1]) for match in _LAZY.finditer(text)]
            waiting = [each for each in dict.fromkeys(lazy) if each][:MOST_SCRIPTS] + waiting
    return texts


def _scripts(visitor: Visitor, page_url: str, root: _Element) -> list[str]:
    hrefs: Any = _SCRIPTS(root)
    urls = [visitor.addresses.resolve(page_url, str(href)) for href in hrefs]
    own = [url for url in dict.fromkeys(urls) if url and visitor.addresses.is_on_host(url)]
    return sorted(own, key=lambda url: _LIKELY.search(urlsplit(url).path) is None)


def _beside(visitor: Visitor, script: str, path: str) -> str | None:
    """Return the address of a script that another one loads when it is needed."""
    folder = urlsplit(script).path.rpartition("/")[0].rpartition("/")[2]
    below_root = folder and path.startswith(f"{folder}/")
    url = visitor.addresses.resolve(script, f"{visitor.addresses.prefix}/{path}" if below_root else path)
    return url if url and visitor.addresses.is_on_host(url) else None


# ---- the list ----


async def _list_at(search: Search, call: Call) -> ItemList | None:
    """Return the list that a call answers with; None, with the reason noted, when it does not."""
    url = _without_holes(call.url)
    data, reason = await json_at(search.visitor, url)
    found = item_list(data) if not reason else None
    if found is None:
        search.refusals.append(f"{_short(url)}: {reason or 'no list of articles'}")
    return found


def _short(url: str) -> str:
    return url if len(url) <= 80 else url[:77] + "..."


def _without_holes(url: str) -> str:
    """Return the address of a call's first page: parameters whose values the script puts in are left out."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if HOLE not in value and bare_name(name) not in PAGE_NAMES + OFFSET_NAMES]  # fmt: skip
    return parts._replace(query=urlencode(kept, safe=":,*")).geturl()


async def _declared(search: Search, call: Call, found: ItemList, probe: Probe) -> tuple[App | None, str]:
    """Declare what has been found, as far as an article's address, its text and further pages can be told."""
    first = _without_holes(call.url)
    articles, told_by = articles_of(found, search.named.routes, probe, search.visitor.home_url)
    by_record: dict[str, Any] = {}
    if not articles:
        by_record = await record_of(search, first, found)
        articles, told_by = _by_record(by_record)
    if not articles:
        return None, f"{_short(first)} lists articles, {_NO_ADDRESS}"
    paged = await _paging(search.visitor, call, first, found)
    declared: dict[str, Any] = {"articles": articles, "api": shown(search.visitor, paged.get("api", first))}
    declared |= {"items": found.steps} if found.steps else {}
    declared["fields"] = dict(found.fields)
    if "body" not in found.fields or by_record:
        declared |= by_record or await record_of(search, first, found)
    declared |= {name: paged[name] for name in ("first_page", "step") if name in paged}
    _leave_out_unused(declared)
    names = ", ".join(found.fields)
    evidence = [
        f'list call "{_short(first)}" named in {_short(call.named_in)}',
        f"{len(found.items)} items there" + (f' at "{found.steps}"' if found.steps else "") + f" with {names}",
        f'address of an article "{articles}" {told_by}',
    ]
    return App(declared, evidence, urlsplit(call.named_in).path), ""


async def _declared_post(search: Search, answered: posted.Answered, probe: Probe) -> tuple[App | None, str]:
    """Declare a list that is asked for by POST, as far as an article's address, its text and further pages are told."""
    post, found = answered.post, answered.found
    articles, told_by = articles_of(found, search.named.routes, probe, search.visitor.home_url)
    by_record: dict[str, Any] = {}
    if not articles:
        by_record = await record_of(search, post.url, found)
        articles, told_by = _by_record(by_record)
    if not articles:
        return None, f"POST {_short(post.url)} lists articles, {_NO_ADDRESS}"
    declared: dict[str, Any] = {"articles": articles, "api": shown(search.visitor, post.url)}
    declared |= posted.declared_body(post, "api")
    declared |= {"items": found.steps} if found.steps else {}
    paged = await posted.paging_of(search.visitor, answered)
    declared |= {name: paged[name] for name, usual in (("cursor", ""), ("first_page", 1), ("step", 1))
                 if paged.get(name, usual) != usual}  # fmt: skip
    declared["fields"] = dict(found.fields)
    if "body" not in found.fields:
        declared |= by_record or await posted_record(search, found) or await record_of(search, post.url, found)
    _leave_out_unused(declared)
    evidence = [
        f'list call by POST "{_short(post.url)}" written out in {_short(post.named_in)}',
        f"{len(found.items)} items there" + (f' at "{found.steps}"' if found.steps else "")
        + f" with {', '.join(found.fields)}",
        f'address of an article "{articles}" {told_by}',
    ]  # fmt: skip
    return App(declared, evidence, urlsplit(post.named_in).path), ""


def _by_record(record: dict[str, Any]) -> tuple[str, str]:
    """Return the address of an article's public record as its own, where it has no other and GET brings the record."""
    if "record" not in record or {"record_json", "record_form"} & record.keys():
        return "", ""
    return record["record"], "as its record has it: nothing names a page for people"


def _leave_out_unused(declared: dict[str, Any]) -> None:
    """Leave out a category's own address where the articles' addresses have none."""
    if "{section}" not in declared["articles"]:
        declared["fields"].pop("section", None)


async def _paging(visitor: Visitor, call: Call, first: str, found: ItemList) -> dict[str, Any]:
    """Return the address of the list's pages and how they count, where a second page shows other items."""
    shown = set(found.keys())
    for name, number, start, step in _ways(call.url, len(found.items)):
        url = _with(first, name, str(number))
        other = await _keys_at(visitor, url)
        if other and not shown & set(other):
            told: dict[str, Any] = {"api": _with(first, name, "{page}")}
            told |= {"first_page": start} if start != 1 else {}
            return told | ({"step": step} if step != 1 else {})
    return {}


def _ways(url: str, count: int) -> Iterator[tuple[str, int, int, int]]:
    """Give ways to ask for a second page: parameter, its number there, its number on the first page, the step."""
    named = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    for name in [each for each in named if bare_name(each) in OFFSET_NAMES]:
        yield name, count, 0, count
    for name in [each for each in named if bare_name(each) in PAGE_NAMES] or ["page"]:
        yield name, 1, 0, 1  # shows other items only where pages are counted from 0
        yield name, 2, 1, 1


async def _keys_at(visitor: Visitor, url: str) -> list[str]:
    data, _ = await json_at(visitor, url)
    found = item_list(data) if data is not None else None
    return found.keys() if found else []


def _with(url: str, name: str, value: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{quote(name)}={value}"
