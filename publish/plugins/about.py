"""Datasette plugin: what the archive is and what may be taken of it, and robots.txt and sitemaps.

``/-/data``, ``/-/method``, ``/-/licence``, ``/-/dictionary`` and ``/-/changes``; ``/-/data/FILE`` is a file of the
published copy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.utils.asgi import AsgiFileDownload

from publish.about import DOCUMENTS, page
from publish.copies import BESIDE, changes_of, dictionary, exports_of, publication, queries
from publish.headers import language_of
from publish.sitemaps import index, part, robots
from publish.taking import has_parquet

DATABASE = "archive"
_XML = "application/xml; charset=utf-8"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages and files."""
    return [
        (rf"^/-/(?P<name>{'|'.join(DOCUMENTS)})$", document),
        (r"^/-/dictionary$", dictionary_page),
        (r"^/-/changes$", changes_page),
        (r"^/-/data$", data_page),
        (r"^/-/data/(?P<file>[\w.-]{1,100})$", file),
        (r"^/robots\.txt$", robots_file),
        (r"^/sitemap\.xml$", sitemap_index),
        (r"^/sitemap-(?P<number>\d{1,7})\.xml$", sitemap),
    ]


async def document(datasette: Any, request: Any) -> Response:
    """Show a text about the archive."""
    name = request.url_vars["name"]
    title, text = page(name, language_of(request))
    context = {"title": title, "text": text, "name": name, "publication": await _publication(datasette)}
    return await _shown(datasette, request, "document", context)


async def dictionary_page(datasette: Any, request: Any) -> Response:
    """Show every table and column."""
    tables = await datasette.get_database(DATABASE).execute_fn(dictionary)
    return await _shown(datasette, request, "dictionary", {"tables": tables})


async def changes_page(datasette: Any, request: Any) -> Response:
    """Show what has changed since the copy before."""
    return await _shown(datasette, request, "changes", {"changes": changes_of(_folder(datasette))})


async def data_page(datasette: Any, request: Any) -> Response:
    """Show what may be taken, in which forms."""
    told, folder = await _publication(datasette), _folder(datasette)
    beside = [name for name in BESIDE if told and (folder / name).is_file()]
    context = {"publication": told, "exports": exports_of(folder) if told else [], "beside": beside}
    context["queries"] = queries(language_of(request))
    context["forms"] = {"csv": "CSV", "jsonl": "JSON Lines"} | ({"parquet": "Parquet"} if has_parquet() else {})
    context["example_search"] = datasette.absolute_url(request, datasette.urls.path("/-/search")) + "?q=petani"
    return await _shown(datasette, request, "data", context)


async def file(datasette: Any, request: Any) -> Any:
    """Give a file of the published copy: one of those that are known, and no other."""
    name, folder = request.url_vars["file"], _folder(datasette)
    if await _publication(datasette) is None:
        raise NotFound("only published copies have files")
    exported = {Path(entry["file"]).name: folder / entry["file"] for entry in exports_of(folder)}
    path = exported.get(name) or (folder / name if name in BESIDE else None)
    if path is None or not path.is_file():
        raise NotFound("no such file")
    headers = {"content-length": str(path.stat().st_size)}
    if name in exported:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    media_type = BESIDE.get(name, "application/octet-stream")
    if request.method == "HEAD":
        return Response("", headers=headers, content_type=media_type)
    return AsgiFileDownload(path, content_type=media_type, headers=headers)


async def robots_file(datasette: Any, request: Any) -> Response:
    """Give robots.txt."""
    public = await _publication(datasette) is not None
    return Response(robots(_absolute(datasette, request), public=public), content_type="text/plain; charset=utf-8")


async def sitemap_index(datasette: Any, request: Any) -> Response:
    """Give the index of the sitemaps."""
    absolute = _absolute(datasette, request)
    text = await datasette.get_database(DATABASE).execute_fn(lambda connection: index(connection, absolute))
    return Response(text, content_type=_XML)


async def sitemap(datasette: Any, request: Any) -> Response:
    """Give one sitemap."""
    number, absolute = int(request.url_vars["number"]), _absolute(datasette, request)
    text = await datasette.get_database(DATABASE).execute_fn(lambda connection: part(connection, number, absolute))
    if text is None:
        raise NotFound("no such sitemap")
    return Response(text, content_type=_XML)


async def _shown(datasette: Any, request: Any, name: str, context: dict[str, Any]) -> Response:
    text = await datasette.render_template(f"{name}.html", context, request=request, view_name=name)
    return Response.html(text)


async def _publication(datasette: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await datasette.get_database(DATABASE).execute_fn(publication)
    return found


def _folder(datasette: Any) -> Path:
    """Return where the archive's file lies; what it is linked to counts."""
    return Path(datasette.get_database(DATABASE).path).resolve().parent


def _absolute(datasette: Any, request: Any) -> Any:
    return lambda path: datasette.absolute_url(request, datasette.urls.path(path))
