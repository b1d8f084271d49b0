"""Datasette plugin: the pages of how sites stand, and of what happened; each as JSON, too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

from publish.headers import language_of
from publish.standing import standings
from publish.telling import in_words, timeline

DATABASE = "archive"
FILTERS = ("site", "kind", "since")
"""What the timeline can be narrowed by. Datasette keeps arguments that begin with an underscore for itself."""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages."""
    return [
        (r"^/-/status$", status_page),
        (r"^/-/status\.json$", status_json),
        (r"^/-/incidents$", incidents_page),
        (r"^/-/incidents\.json$", incidents_json),
    ]


async def status_page(datasette: Any, request: Any) -> Response:
    """Show how every site stands."""
    context = {"standings": await _standings(datasette), "in_words": _sayer(request)}
    return Response.html(await datasette.render_template("status.html", context, request=request, view_name="status"))


async def status_json(datasette: Any) -> Response:
    """Give the same as JSON."""
    return Response.json({"sites": await _standings(datasette)})


async def incidents_page(datasette: Any, request: Any) -> Response:
    """Show what happened, newest first."""
    asked = _asked(request)

    def link(**changes: Any) -> str:
        kept = {name: value for name, value in (asked | changes).items() if value}
        return "?" + urlencode(kept)

    found = await datasette.get_database(DATABASE).execute_fn(lambda connection: timeline(connection, asked))
    context = {"found": found, "asked": asked, "link": link, "in_words": _sayer(request)}
    text = await datasette.render_template("incidents.html", context, request=request, view_name="incidents")
    return Response.html(text)


async def incidents_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    asked = _asked(request)
    return Response.json(
        await datasette.get_database(DATABASE).execute_fn(lambda connection: timeline(connection, asked))
    )


def _asked(request: Any) -> dict[str, str]:
    return {name: request.args.get(name) for name in (*FILTERS, "before") if request.args.get(name)}


def _sayer(request: Any) -> Any:
    language = language_of(request)
    return lambda row: in_words(row["kind"], row["evidence"], language)


async def _standings(datasette: Any) -> list[dict[str, Any]]:
    instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    database = datasette.get_database(DATABASE)
    return list(await database.execute_fn(lambda connection: standings(connection, instant)))
