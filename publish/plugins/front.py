"""Datasette plugin: the front page, in the place of Datasette's own.

That one counts every table and asks anew for each whether it may be seen, which takes longer than all that ours shows.
"""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the page."""
    return [(r"^/$", front)]


async def front(datasette: Any, request: Any) -> Response:
    """Show what the archive holds; ``publish.readings`` gives it to the template."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    return Response.html(await datasette.render_template("index.html", {}, request=request, view_name="index"))
