"""Datasette plugin: permanent addresses of every state of a release, and of any two states compared.

``/-/history/ARTICLE/NUMBER`` is one state, ``/-/history/ARTICLE/NUMBER..NUMBER`` are two; both as JSON, too.
``/-/compare/ARTICLE..ARTICLE`` compares the texts of two releases.
"""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl

from publish.comparing import compare_states, groups, states_of
from publish.likeness import compared

DATABASE = "archive"
_RELEASES = r"(?P<first>\d{1,15})\.\.(?P<second>\d{1,15})"
_NUMBERS = r"(?P<article>\d{1,15})/(?P<earlier>\d{1,6})(?:\.\.(?P<later>\d{1,6}))?"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages."""
    return [
        (rf"^/-/history/{_NUMBERS}$", history_page),
        (rf"^/-/history/{_NUMBERS}\.json$", history_json),
        (rf"^/-/compare/{_RELEASES}$", compare_page),
        (rf"^/-/compare/{_RELEASES}\.json$", compare_json),
    ]


async def history_page(datasette: Any, request: Any) -> Response:
    """Show one state, or two compared: side by side, or in one text with ``?view=inline``."""
    found = await _find(datasette, request)
    context: dict[str, Any] = {"found": found, "view": "inline" if request.args.get("view") == "inline" else "side"}
    if "comparison" in found:
        context["groups"] = groups(found["comparison"]["paragraphs"])
    text = await datasette.render_template("history.html", context, request=request, view_name="history")
    return Response.html(text)


async def history_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    found = await _find(datasette, request)
    found.pop("numbers")
    if "comparison" in found:
        found |= _plain(found.pop("comparison"))
    return Response.json(found)


async def compare_page(datasette: Any, request: Any) -> Response:
    """Show how the text of one release differs from that of another: side by side, or with ``?view=inline``."""
    found = await _find_two(datasette, request)
    context = {
        "found": found,
        "view": "inline" if request.args.get("view") == "inline" else "side",
        "groups": groups(found["comparison"]["paragraphs"]),
    }
    text = await datasette.render_template("compare.html", context, request=request, view_name="compare")
    return Response.html(text)


async def compare_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    found = await _find_two(datasette, request)
    return Response.json(found | _plain(found.pop("comparison")))


async def _find_two(datasette: Any, request: Any) -> dict[str, Any]:
    numbers = [int(request.url_vars[name]) for name in ("first", "second")]
    found = await datasette.get_database(DATABASE).execute_fn(lambda connection: compared(connection, *numbers))
    if found is None or numbers[0] == numbers[1]:
        raise NotFound("no such pair of releases")
    return found


def _plain(comparison: dict[str, Any]) -> dict[str, Any]:
    return {
        "fields": [
            {"name": field["name"], "before": field["pair"].before, "after": field["pair"].after}
            for field in comparison["fields"]
        ],
        "paragraphs": [{"before": pair.before, "after": pair.after} for pair in comparison["paragraphs"]],
    }


async def _find(datasette: Any, request: Any) -> dict[str, Any]:
    database = datasette.get_database(DATABASE)
    article = int(request.url_vars["article"])
    rows = await database.execute(
        "SELECT a.id, a.headline, a.url, a.language, a.site, s.name AS site_name FROM articles a"
        " JOIN sites s ON s.slug = a.site WHERE a.id = ? AND a.status <> 'redacted'",
        [article],
    )
    states = {state["number"]: state for state in await database.execute_fn(lambda c: states_of(c, article))}
    earlier = states.get(int(request.url_vars["earlier"]))
    later = states.get(int(request.url_vars["later"] or request.url_vars["earlier"]))
    if not rows.rows or earlier is None or later is None:
        raise NotFound("no such state")
    found: dict[str, Any] = {"article": dict(rows.first()), "numbers": sorted(states), "state": later}
    if request.url_vars["later"]:
        found |= {"earlier": earlier, "later": later, "comparison": compare_states(earlier, later)}
        found.pop("state")
    return found
