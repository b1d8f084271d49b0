"""Datasette plugin: the search finds word families.

Replaces Datasette's SQL function ``escape_fts``, which the stock search box (unless ``_searchmode=raw``) and
the saved queries call: every word becomes its family, through the table ``stems`` filled at write time
(language.query).
Only hooks that Datasette 0.65 and 1.0 share are used.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import BadRequest
from markupsafe import Markup, escape

from language.query import expand

MARK_START, MARK_END = "\x02", "\x03"
"""What the saved search puts round a hit: characters that no text of the archive holds, unlike ``<mark>``."""


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put our ``escape_fts`` in the place of Datasette's, which is registered first.

    Texts are read by SQLite's own module: Datasette's function for broken ones would be called for every cell, and an
    archive has none, for all of its texts come from Python.
    """
    conn.text_factory = str
    conn.create_function("escape_fts", 1, lambda query: expand(conn, query))


@hookimpl
def filters_from_request(request: Any, table: str) -> None:
    """Refuse to search one column of the articles: Datasette takes a number of the index there for an article's."""
    if table == "articles" and any(name.startswith("_search_") for name in request.args):
        raise BadRequest("A single column cannot be searched: use ?_search= or /-/search")


@hookimpl(tryfirst=True)
def render_cell(value: Any, table: str | None) -> Markup | None:
    """Show the marks of the saved search; everything else in the cell is escaped."""
    if table is not None or not isinstance(value, str) or MARK_START not in value:
        return None
    shown = str(escape(value)).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return Markup(shown)  # noqa: S704 - escaped above
