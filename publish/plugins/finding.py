"""Datasette plugin: the search page, ``/-/search``; the same search as JSON, CSV and Atom."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from markupsafe import Markup, escape

from publish.asking import SORTS, Asked
from publish.choosing import choices, label
from publish.feeds import Entry, atom
from publish.headers import language_of
from publish.readings import cards, marked
from publish.searching import search
from publish.words import certainty, date_in_words, word

DATABASE = "archive"
TOLD = ("total", "more_than", "next", "facets", "bounded", "ranked", "cut", "partly", "more", "suggestion")
"""What JSON tells beside the releases."""
SHOWN_VALUES = 8
"""Values of a facet that are shown unfolded."""
SIZES = {"json": 100, "csv": 1000, "atom": 50}
CSV_COLUMNS = ("id", "site", "headline", "url", "published_at", "published_source", "category", "status", "revisions")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the page, and the search as data."""
    return [(r"^/-/search$", page), (r"^/-/search\.(?P<format>json|csv|atom)$", data)]


async def page(datasette: Any, request: Any) -> Response:
    """Show what a search finds."""
    asked = _asked(request)
    database = datasette.get_database(DATABASE)
    found = await database.execute_fn(lambda connection: search(connection, asked))
    rows = await cards(database, found["ids"], asked.text)
    partly = await cards(database, found["partly"], asked.text.replace(" ", " OR "))
    for entry in found["more"]:
        entry["extract"] = marked(entry["snippet"])

    def link(**changes: Any) -> str:
        arguments = {**asked.arguments(), "page": None, **changes}
        return "?" + urlencode({name: value for name, value in arguments.items() if value})

    language = language_of(request)
    chosen = {name: _chosen_label(name, value, found, language) for name, value in asked.chosen.items()}
    context = {"asked": asked, "found": found, "rows": rows, "link": link, "sorts": SORTS, "chosen": chosen}
    context |= {"partly": partly, "choices": choices(asked, found, language), "shown_values": SHOWN_VALUES}
    context["suggested"] = Markup('<a href="{}">{}</a>').format(
        link(q=found["suggestion"]), escape(found["suggestion"] or "")
    )
    text = await datasette.render_template("search.html", context, request=request, view_name="search")
    return Response.html(text)


async def data(datasette: Any, request: Any) -> Response:
    """Give what a search finds as JSON, CSV or Atom."""
    asked, form, language = _asked(request), request.url_vars["format"], language_of(request)
    database = datasette.get_database(DATABASE)
    found = await database.execute_fn(lambda connection: search(connection, asked, SIZES[form]))
    rows = await cards(database, found["ids"], None)
    if form == "csv":
        return Response(_csv(rows), content_type="text/csv; charset=utf-8")
    if form == "json":
        releases = [{name: row[name] for name in CSV_COLUMNS} for row in rows]
        kept = {name: found[name] for name in TOLD}
        return Response.json({"asked": asked.arguments(), "releases": releases, **kept})
    own = request.path + (f"?{request.query_string}" if request.query_string else "")
    title = f"Lontar: {asked.text}" if asked.text else f"Lontar: {word('all_releases', language)}"
    entries = [_entry(row, language) for row in rows]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    text = atom(title, entries, lambda path: datasette.absolute_url(request, path), own, language)
    return Response(text, content_type="application/atom+xml; charset=utf-8")


def _chosen_label(name: str, value: str, found: dict[str, Any], language: str) -> str:
    shown = next((shown for known, shown, _ in found["facets"][name] if known == value), value)
    return label(name, value, shown, language)


def _asked(request: Any) -> Asked:
    return Asked.from_arguments({name: request.args.get(name) for name in request.args})


def _csv(rows: list[dict[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        writer.writerow([_unformula(row[name]) for name in CSV_COLUMNS])
    return file.getvalue()


def _unformula(value: Any) -> Any:
    """Keep a spreadsheet from running a headline."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _entry(row: dict[str, Any], language: str) -> Entry:
    said = f"{date_in_words(row['published_at'], language)} ({certainty(row, language)})".strip()
    return Entry(
        id=f"urn:lontar:release:{row['site']}:{row['id']}",
        title=row["headline"] or row["url"],
        at=row["first_seen_at"],
        path=f"/archive/articles/{row['id']}",
        lines=(row["site_name"], said, str(row["opening"] or "")),
        original=row["url"],
        site=row["site_name"],
        language=row["language"] or "id",
    )
