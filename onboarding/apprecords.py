"""Where the text of an app's articles is, if its list has none: the call for one record, tried and declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from onboarding import posted
from onboarding.asking import json_at
from onboarding.calls import HOLE, Named
from onboarding.itemlists import ItemList, fields_of, object_with
from onboarding.posts import Posts
from onboarding.visiting import Visitor

MOST_RECORDS = 6
"""Calls for one article's record that are tried."""
_OF_THE_LIST = ("id", "slug", "section", "headline", "published")
"""Fields that every item of the list has: a record may call other things by the names it uses for them."""


@dataclass(slots=True)
class Search:
    """What has been found out so far."""

    visitor: Visitor
    named: Named
    posts: Posts
    refusals: list[str] = field(default_factory=list)
    """Why calls brought no list."""


def shown(visitor: Visitor, url: str) -> str:
    """Return a call's address as it is declared: from the root of the site on where it stands there."""
    root = visitor.home_url.rstrip("/")
    return url[len(root) :] if url.startswith(f"{root}/") else url


async def record_of(search: Search, first: str, found: ItemList) -> dict[str, Any]:
    """Return the call for one article's record, where the list has no text; nothing where there is none."""
    item = found.items[0]
    values = posted.values_of(found, item)
    tried = 0
    for template in _record_calls(search.named, first):
        for name in [each for each in ("slug", "id") if each in values]:
            if tried >= MOST_RECORDS:
                break
            tried += 1
            data, reason = await json_at(search.visitor, template.replace(HOLE, quote(values[name], safe="")))
            if reason or (told := _record_fields(data, found, item)) is None:
                continue
            steps, fields = told
            record = shown(search.visitor, template.replace(HOLE, "{" + name + "}"))
            return {"record": record, **({"record_item": steps} if steps else {}), "record_fields": fields}
    return await posted_record(search, found)


async def posted_record(search: Search, found: ItemList) -> dict[str, Any]:
    """Return the call by POST for one article's record; nothing where there is none."""
    item = found.items[0]
    values = posted.values_of(found, item)
    for post in search.posts.records:
        call = posted.call_of(post, "record")
        if call is None or not call.in_body <= values.keys():
            continue
        data, reason = await posted.ask(search.visitor, call, **values)
        if reason or (told := _record_fields(data, found, item)) is None:
            continue
        steps, fields = told
        declared = {"record": shown(search.visitor, post.url), **posted.declared_body(post, "record")}
        return {**declared, **({"record_item": steps} if steps else {}), "record_fields": fields}
    return {}


def _record_calls(named: Named, first: str) -> list[str]:
    """Return where a record may be: as scripts name it, else below the list, as is the custom."""
    parts = urlsplit(first)
    custom = parts._replace(path=parts.path.rstrip("/") + "/" + HOLE, query="").geturl()
    said = [call.url for call in named.records if call.url.count(HOLE) == 1 and call.url.endswith(HOLE)]
    below = [url for url in said if url.startswith(custom.removesuffix(HOLE).removesuffix("/"))]
    return list(dict.fromkeys([*below, custom, *said]))


def _record_fields(data: Any, found: ItemList, item: dict[str, Any]) -> tuple[str, dict[str, str]] | None:
    """Return where a record stands and what it has besides the list's fields; None where it has no text."""
    place = object_with(data, found.text(item, "headline"))
    if place is None:
        return None
    steps, record = place
    fields = fields_of([record])
    if "body" not in fields:
        return None
    kept = {name: path for name, path in fields.items() if name not in _OF_THE_LIST and found.fields.get(name) != path}
    return steps, kept
