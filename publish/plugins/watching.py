"""Datasette plugin: how sites stand, what happened, and what has vanished; each page as JSON, too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

from publish.figures import timeline_figures
from publish.headers import language_of
from publish.standing import standings
from publish.telling import in_words, timeline
from publish.vanishing import RUNGS, page_of, vanished

DATABASE = "archive"
FILTERS = ("site", "region", "kind", "since", "until")
"""What the timeline can be narrowed by. Datasette keeps arguments that begin with an underscore for itself."""
STANDINGS = 25
"""Sites on one page of how they stand."""
VANISHED_FILTERS = ("rung", "site", "region")
_SITES = "SELECT slug, name FROM sites ORDER BY name"
_REGIONS = """
SELECT code, name FROM regions WHERE code IN (SELECT region FROM sites UNION SELECT r.province_code FROM sites s
    JOIN regions r ON r.code = s.region) ORDER BY code
"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages."""
    return [
        (r"^/-/status$", status_page),
        (r"^/-/status\.json$", status_json),
        (r"^/-/incidents$", incidents_page),
        (r"^/-/incidents\.json$", incidents_json),
        (r"^/-/vanished$", vanished_page),
        (r"^/-/vanished\.json$", vanished_json),
    ]


async def status_page(datasette: Any, request: Any) -> Response:
    """Show how the sites stand, a page of them at a time."""
    rows, page = await _standings(datasette, request)
    context = {"standings": rows, "next": page, "in_words": _sayer(request)}
    return Response.html(await datasette.render_template("status.html", context, request=request, view_name="status"))


async def status_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON; ``next`` is the number of the page that follows."""
    rows, page = await _standings(datasette, request)
    return Response.json({"sites": rows, "next": page})


async def incidents_page(datasette: Any, request: Any) -> Response:
    """Show what happened, newest first, and how much of it each month."""
    asked, language = _asked(request, (*FILTERS, "before")), language_of(request)
    database = datasette.get_database(DATABASE)
    context = {
        "found": await database.execute_fn(lambda connection: timeline(connection, asked)),
        "figures": await database.execute_fn(lambda connection: timeline_figures(connection, asked, language)),
        "asked": asked, "link": _linker(asked), "in_words": _sayer(request), "filters": FILTERS,
        **await _names(database),
    }  # fmt: skip
    text = await datasette.render_template("incidents.html", context, request=request, view_name="incidents")
    return Response.html(text)


async def incidents_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    asked = _asked(request, (*FILTERS, "before"))
    return Response.json(
        await datasette.get_database(DATABASE).execute_fn(lambda connection: timeline(connection, asked))
    )


async def vanished_page(datasette: Any, request: Any) -> Response:
    """Show what has vanished, rung by rung of the ladder of evidence."""
    asked = _asked(request, (*VANISHED_FILTERS, "page"))
    database = datasette.get_database(DATABASE)
    context = {
        "found": await database.execute_fn(lambda connection: vanished(connection, asked)),
        "asked": asked, "link": _linker(asked), "rungs": RUNGS, "filters": VANISHED_FILTERS[1:],
        **await _names(database),
    }  # fmt: skip
    text = await datasette.render_template("vanished.html", context, request=request, view_name="vanished")
    return Response.html(text)


async def vanished_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    asked = _asked(request, (*VANISHED_FILTERS, "page"))
    return Response.json(
        await datasette.get_database(DATABASE).execute_fn(lambda connection: vanished(connection, asked))
    )


async def _names(database: Any) -> dict[str, Any]:
    """Return the names of sites and regions that lists can be narrowed to."""
    sites, regions = [(await database.execute(query)).rows for query in (_SITES, _REGIONS)]
    return {"sites": dict(map(tuple, sites)), "regions": dict(map(tuple, regions))}


def _asked(request: Any, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.args.get(name)[:100] for name in names if request.args.get(name)}


def _linker(asked: dict[str, str]) -> Any:
    """Return the function that makes the address of the same page with some arguments changed."""
    return lambda **changes: "?" + urlencode({name: value for name, value in (asked | changes).items() if value})


def _sayer(request: Any) -> Any:
    language = language_of(request)
    return lambda row: in_words(row["kind"], row["evidence"], language)


async def _standings(datasette: Any, request: Any) -> tuple[list[dict[str, Any]], int | None]:
    """Return a page of standings, and the number of the next page."""
    instant, page = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), page_of(request.args.get("page"))
    begin = STANDINGS * (page - 1)
    rows = await datasette.get_database(DATABASE).execute_fn(lambda c: standings(c, instant, begin, STANDINGS + 1))
    return rows[:STANDINGS], page + 1 if len(rows) > STANDINGS else None
