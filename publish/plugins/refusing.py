"""Datasette plugin: what cannot be answered gets a kind sentence in the reader's language.

It takes the place of Datasette's own handler, which prints every such request with all its variables, and fails itself
where an address has no route at all. What was asked wrongly leaves no line in the log; faults of ours a traceback.
"""

from __future__ import annotations

import logging
from json import JSONDecodeError
from typing import Any

from datasette import Response, hookimpl
from datasette.plugins import pm
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

from publish.headers import language_of
from publish.words import word

logger = logging.getLogger("lontar.publish")

LONGEST_REASON = 300
_SAID = {404: "no_such_page", 500: "our_fault"}


@hookimpl
def startup(datasette: Any) -> None:
    """Take out Datasette's own handler: it would run beside ours."""
    own = pm.get_plugin("datasette.handle_exception")
    if own is not None:
        pm.unregister(own)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer what was asked wrongly, or went wrong, as a page or as JSON."""
    status, reason = _reason_of(exception)
    if isinstance(exception, JSONDecodeError) and "_facet" in request.query_string:
        status, reason = 400, "a facet that begins with { or [ is no JSON"  # Datasette reads it without looking
    if status >= 500:
        logger.error("%s failed", request.path, exc_info=exception)

    async def answer() -> Response:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": reason, "status": status, "title": None}, status=status)
        said = word(_SAID.get(status, "not_answerable"), language_of(request))
        context = {"said": said, "detail": "" if status == 404 else reason}
        text = await datasette.render_template("refusal.html", context, request=request, view_name="refusal")
        return Response.html(text, status=status)

    return answer


def _reason_of(exception: Exception) -> tuple[int, str]:
    """Return the status of an answer and its reason, as text; of a fault of ours nothing is told."""
    if isinstance(exception, DatasetteError):
        # Datasette says 500 of what was asked wrongly, such as to sort by a column that is not there
        status, reason = 400 if exception.status == 500 else exception.status, exception.message
    elif isinstance(exception, Base400):
        status, reason = exception.status, exception.args[0] if exception.args else ""
    else:
        return 500, ""
    return status, Markup(str(reason)).striptags()[:LONGEST_REASON]  # noqa: S704 - never shown as markup
