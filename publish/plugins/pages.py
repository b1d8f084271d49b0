"""Datasette plugin: our pages in two languages, short cells in tables, and the headers of every answer.

Only hooks that Datasette 0.65 and 1.0 share are used; templates read ``display_rows``, which both have.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from publish import readings
from publish.copies import table_sentences
from publish.headers import LANGUAGE_ARGUMENT, language_of, mark_as_own, with_headers
from publish.phrases import counted, freshness_in_words, in_language, named, reason_in_words, sentence
from publish.telling import FIELDS, in_words
from publish.words import WORDS, certainty, date_in_words, number_in_words, word

DATABASE = "archive"
DEEPEST = 5
"""Levels of JSON that a row's page shows as lists; what is deeper is shown as it is."""
LONGEST_CELL = 160
"""Characters of a text cell in a table; the row's own page shows all of it."""
OWN_TEMPLATES = (
    "changes.html", "compare.html", "data.html", "database.html", "dictionary.html", "document.html", "government.html",
    "history.html", "incidents.html", "index.html", "refusal.html", "region.html", "regions.html",
    "row-archive-articles.html", "row.html", "search.html", "status.html", "table-archive-articles.html",
    "vanished.html",
)  # fmt: skip
"""Templates of ours that need no script."""


@hookimpl
def extra_template_vars(template: str, view_name: str, request: Any, datasette: Any, table: str | None) -> Any:
    """Give templates the words, the language, and what our own pages show."""

    async def variables() -> dict[str, Any]:
        language = language_of(request)
        found: dict[str, Any] = {**_vocabulary(language), **_addresses(datasette, request, language)}
        if template in OWN_TEMPLATES:
            mark_as_own(request)
        if DATABASE not in datasette.databases:
            return found
        database = datasette.get_database(DATABASE)
        found["published"] = not database.is_mutable
        if view_name == "index":
            found["lontar"] = await readings.front(database)
        elif view_name == "row" and table == "articles":
            found["lontar"] = await readings.article(database, request.url_vars["pks"]) or {}
            found["field_names"] = FIELDS
            found["known_reasons"] = [name.removeprefix("why_") for name in WORDS if name.startswith("why_")]
            found["in_words"] = lambda row: in_words(row["kind"], row["evidence"], language)
        elif view_name == "row" and table:
            found["structured"] = structured
            found["foreign"] = {key["column"]: key for key in await database.foreign_keys_for_table(table)}
        elif view_name == "database":
            found["table_sentences"] = table_sentences()
        elif view_name == "table" and table == "articles":
            found["cards"] = _cards(database, request)
        return found

    return variables


def _vocabulary(language: str) -> dict[str, Any]:
    return {
        "lang": language,
        "known_words": WORDS,
        "t": lambda name: word(name, language),
        "date_words": lambda value: date_in_words(value, language),
        "number": lambda value: number_in_words(value, language),
        "certainty": lambda article: certainty(article, language),
        "named": lambda value, name: named(value, name, language),
        "counted": lambda value, name: counted(value, name, language),
        "freshness": lambda found: freshness_in_words(found, language),
        "in_language": lambda text: in_language(text, language),
        "column_sentence": lambda text: sentence(text, language),
        "reason": lambda code: reason_in_words(code, language),
        "kind_word": lambda kind: word(f"incident_{kind}", language) if f"incident_{kind}" in WORDS else kind,
    }


def _addresses(datasette: Any, request: Any, language: str) -> dict[str, Any]:
    other = "en" if language == "id" else "id"
    query = request.query_string if request else ""
    kept = [(name, value) for name, value in parse_qsl(query) if name != LANGUAGE_ARGUMENT]

    def row_url(table: str, value: Any) -> str:
        return datasette.urls.row(DATABASE, table, tilde_encode(str(value)))

    def filtered_url(table: str, **filters: Any) -> str:
        return datasette.urls.table(DATABASE, table) + "?" + urlencode(filters)

    return {
        "other_language": other,
        "other_language_url": "?" + urlencode([*kept, (LANGUAGE_ARGUMENT, other)]),
        "row_url": row_url,
        "filtered_url": filtered_url,
        "web_link": web_link,
        "longest_cell": LONGEST_CELL,
    }


def _cards(database: Any, request: Any) -> Any:
    """Return the function by which the list's template turns Datasette's rows into cards."""

    async def cards(display_rows: Any) -> list[dict[str, Any]]:
        ids = [int(row["id"]) for row in display_rows]
        raw = request.args.get("_searchmode") == "raw"
        return await readings.cards(database, ids, request.args.get("_search"), raw=raw)

    return cards


def structured(value: Any) -> dict[str, Any] | list[Any] | None:
    """Return what a cell of JSON holds, so that it is shown as a list; None for any other cell."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, (dict, list)) and found and _depth(found) <= DEEPEST else None


def _depth(value: Any) -> int:
    """Return how deep lists and objects are nested, looked at no further than it matters."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inner = [entry for each in level for entry in (each.values() if isinstance(each, dict) else each)]
        level, depth = [entry for entry in inner if isinstance(entry, (dict, list))], depth + 1
    return depth


def web_link(url: str | None, text: str | None = None) -> Markup:
    """Return a link to a page outside, or the bare text where the address is none of the web."""
    shown = escape(text if text else url or "")
    if not url or not url.lower().startswith(("http://", "https://")):
        return Markup("<span>{}</span>").format(shown)
    return Markup('<a href="{}" rel="nofollow noopener noreferrer external">{}</a>').format(url, shown)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Make web addresses safe links, and cut long texts in tables with a link to the whole row."""
    if not isinstance(value, str):
        return None
    if value.lower().startswith(("http://", "https://")) and not any(sign.isspace() for sign in value):
        return web_link(value, value if len(value) <= LONGEST_CELL else value[:LONGEST_CELL] + "…")
    if len(value) <= LONGEST_CELL or table is None:
        return None

    async def cut() -> Markup:
        keys = await datasette.get_database(database).primary_keys(table) or ["rowid"]
        try:
            values = [row[key]["value"] if isinstance(row[key], dict) else row[key] for key in keys]
        except (KeyError, IndexError):  # rows of a view have no page of their own
            return escape(_shortened(value))
        url = datasette.urls.row(database, table, ",".join(tilde_encode(str(part)) for part in values))
        return Markup('{} <a href="{}" aria-label="{}: {}">…</a>').format(_shortened(value), url, table, column)

    return cut()


def _shortened(text: str) -> str:
    return text[:LONGEST_CELL].rsplit(None, 1)[0]


@hookimpl
def extra_css_urls() -> list[str]:
    """Our stylesheet, after Datasette's."""
    return ["/lontar/lontar.css"]


@hookimpl
def asgi_wrapper() -> Any:
    """Send every answer with our security headers, and remember a chosen language."""
    return with_headers
