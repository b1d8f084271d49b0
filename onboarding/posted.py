"""Lists and records that an app asks for by POST, tried and declared: what its scripts write out is what is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from crawler.hosts import root_of
from crawler.items import Sent
from crawler.platforms.calls import Call
from crawler.platforms.json_values import at, text_of_value
from crawler.platforms.patterns import PatternError
from onboarding.asking import json_at
from onboarding.itemlists import ItemList, item_list
from onboarding.posts import Post, Posts
from onboarding.visiting import Visitor

MOST_CURSORS: Final = 3
CURSORS: Final = ("endCursor", "nextCursor", "next_cursor", "end_cursor", "cursor", "next")
"""Names under which an answer tells what the following page is asked for with."""


@dataclass(slots=True)
class Answered:
    """A list that was asked for by POST."""

    post: Post
    call: Call
    found: ItemList
    data: Any = field(repr=False)
    first: int = 1
    """The number of the page that was asked for."""


def call_of(post: Post, role: str) -> Call | None:
    """Return a call as a spider declares it; None for one that cannot be declared."""
    body = {"form": post.body} if post.is_form else {"json": post.body}
    call = Call(role, post.url, root_of(post.url), **body)
    if any(letter in post.url for letter in "{}[]"):
        return None
    try:
        call.check(*(("id", "slug") if role == "record" else ()))
    except PatternError:
        return None
    return call


async def ask(visitor: Visitor, call: Call, **values: str | int) -> tuple[Any, str]:
    """Return what a call answers, or why it does not."""
    url = call.address(**values)
    sent: Sent | None = call.sent(url)
    return await json_at(visitor, url, sent)


async def list_of(visitor: Visitor, posts: Posts, refusals: list[str]) -> Answered | None:
    """Return the first list that a call by POST answers with; why the others do not is noted."""
    for post in posts.lists:
        call = call_of(post, "list")
        if call is None:
            continue
        first = 1 if post.first is None else post.first
        data, reason = await ask(visitor, call, page=first)
        found = item_list(data) if not reason else None
        if found is not None:
            return Answered(post, call, found, data, first)
        refusals.append(f"POST {post.url[:80]}: {reason or 'no list of articles'}")
    return None


async def paging_of(visitor: Visitor, answered: Answered) -> dict[str, Any]:
    """Return how the pages of a list count, where another page shows other items."""
    call, shown = answered.call, set(answered.found.keys())
    if "cursor" in call.names:
        for steps in list(_cursors(answered.data))[:MOST_CURSORS]:
            cursor = text_of_value(at(answered.data, steps))
            other = await _keys(visitor, call, page=answered.first, cursor=cursor)
            if other and not shown & set(other):
                return {"cursor": steps}
    for first, step in _ways(answered) if "page" in call.names else ():
        other = await _keys(visitor, call, page=first + step if first == answered.first else first)
        if other and not shown & set(other):
            return {"first_page": first, "step": step}
    return {"first_page": answered.first} if "page" in call.names else {}


def _ways(answered: Answered) -> Iterator[tuple[int, int]]:
    """Give ways in which pages may count: the number of the first one, and by how much each counts on."""
    first, count = answered.first, len(answered.found.items)
    if first == 1:
        yield 0, 1  # shows other items only where pages are counted from 0
        yield 1, 1
    else:
        if count > 1:
            yield first, count
        yield first, 1


async def _keys(visitor: Visitor, call: Call, **values: str | int) -> list[str]:
    data, reason = await ask(visitor, call, **values)
    found = item_list(data) if not reason else None
    return found.keys() if found else []


def _cursors(data: Any, steps: str = "", depth: int = 0) -> Iterator[str]:
    """Give the steps to what may be the cursor of the following page."""
    for name, value in list(data.items())[:50] if isinstance(data, dict) and depth < 6 else ():
        path = f"{steps}.{name}".strip(".")
        if name in CURSORS and isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            yield path
        if "." not in name:
            yield from _cursors(value, path, depth + 1)


def declared_body(post: Post, role: str) -> dict[str, Any]:
    """Return what a spider's file declares of what is sent: under ``api_json``, ``record_form`` and the like."""
    return {f"{role}_{'form' if post.is_form else 'json'}": post.body}


def values_of(found: ItemList, item: dict[str, Any]) -> dict[str, str]:
    """Return the values of one item by which its record is asked for."""
    told = {name: found.text(item, name).rstrip("/").rpartition("/")[2] for name in ("id", "slug")}
    return {name: value for name, value in told.items() if value}


