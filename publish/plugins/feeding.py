"""Datasette plugin: the feeds, at ``/-/feed/KIND.atom`` and ``/-/feed/KIND.json``."""

from __future__ import annotations

import json
from typing import Any

from datasette import NotFound, Response, hookimpl

from publish.feeds import FILTERS, KINDS, atom, entries, json_feed, title_of
from publish.headers import language_of

DATABASE = "archive"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the feeds."""
    return [(r"^/-/feed/(?P<kind>[a-z-]{1,20})\.(?P<format>atom|json)$", feed)]


async def feed(datasette: Any, request: Any) -> Response:
    """Give a feed; ``site``, ``region`` and ``q`` (a search) narrow it, ``lang`` chooses the language."""
    kind = request.url_vars["kind"]
    if kind not in KINDS:
        raise NotFound(f"no feed {kind}")
    language = language_of(request)
    asked = {name: request.args.get(name) for name in FILTERS if request.args.get(name)}
    found, title = await datasette.get_database(DATABASE).execute_fn(
        lambda c: (entries(c, kind, asked, language), title_of(c, kind, asked, language))
    )
    own = request.path + (f"?{request.query_string}" if request.query_string else "")
    made = title, found, lambda path: datasette.absolute_url(request, path), own, language
    if request.url_vars["format"] == "json":
        text = json.dumps(json_feed(*made), ensure_ascii=False)
        return Response(text, content_type="application/feed+json; charset=utf-8")
    return Response(atom(*made), content_type="application/atom+xml; charset=utf-8")
