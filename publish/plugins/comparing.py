"""Datasette plugin: permanent addresses of every state of a release, and of any two states compared.

``/-/history/ARTICLE/NUMBER`` is one state, ``/-/history/ARTICLE/NUMBER..NUMBER`` are two; both as JSON, too.
"""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl

from publish.comparing import compare_states, groups, states_of

DATABASE = "archive"
_NUMBERS = r"(?P<article>\d{1,15})/(?P<earlier>\d{1,6})(?:\.\.(?P<later>\d{1,6}))?"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages."""
    return [(rf"^/-/history/{_NUMBERS}$", history_page), (rf"^/-/history/{_NUMBERS}\.json$", history_json)]


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
        comparison = found.pop("comparison")
        found["fields"] = [
            {"name": field["name"], "before": field["pair"].before, "after": field["pair"].after}
            for field in comparison["fields"]
        ]
        found["paragraphs"] = [{"before": pair.before, "after": pair.after} for pair in comparison["paragraphs"]]
    return Response.json(found)


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
