"""Datasette plugin: the search page, ``/-/search``; the same search as JSON and Atom, and as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.utils.asgi import BadRequest
from markupsafe import Markup, escape

from publish import taking
from publish.asking import SORTS, Asked
from publish.choosing import choices, label
from publish.copies import publication
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
SIZES = {"json": 100, "atom": 50}
RELEASE = taking.CSV_COLUMNS
"""What JSON tells of a release."""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the page, and the search as data."""
    return [
        (r"^/-/search$", page),
        (r"^/-/search\.(?P<format>json|atom)$", data),
        (rf"^/-/search\.(?P<format>{'|'.join(taking.MEDIA_TYPES)})$", file),
    ]


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
    context["forms"] = [form for form in taking.MEDIA_TYPES if form != "parquet" or taking.has_parquet()]
    context["suggested"] = Markup('<a href="{}">{}</a>').format(
        link(q=found["suggestion"]), escape(found["suggestion"] or "")
    )
    text = await datasette.render_template("search.html", context, request=request, view_name="search")
    return Response.html(text)


async def data(datasette: Any, request: Any) -> Response:
    """Give what a search finds as JSON or Atom."""
    asked, form, language = _asked(request), request.url_vars["format"], language_of(request)
    database = datasette.get_database(DATABASE)
    found = await database.execute_fn(lambda connection: search(connection, asked, SIZES[form]))
    rows = await cards(database, found["ids"], None)
    if form == "json":
        releases = [{name: row[name] for name in RELEASE} for row in rows]
        kept = {name: found[name] for name in TOLD}
        version = await _version(database)
        return Response.json({"asked": asked.arguments(), "copy": version, "releases": releases, **kept})
    own = request.path + (f"?{request.query_string}" if request.query_string else "")
    title = f"Lontar: {asked.text}" if asked.text else f"Lontar: {word('all_releases', language)}"
    entries = [_entry(row, language) for row in rows]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    text = atom(title, entries, lambda path: datasette.absolute_url(request, path), own, language)
    return Response(text, content_type="application/atom+xml; charset=utf-8")


def _chosen_label(name: str, value: str, found: dict[str, Any], language: str) -> str:
    shown = next((shown for known, shown, _ in found["facets"][name] if known == value), value)
    return label(name, value, shown, language)


class Sent:
    """A file that is sent as it is made."""

    def __init__(self, database: Any, form: str, numbers: list[int], headers: dict[str, str]) -> None:
        self.database, self.form, self.numbers, self.headers = database, form, numbers, headers

    async def asgi_send(self, send: Any) -> None:
        """Send it."""
        headers = [(name.encode(), text.encode("latin-1", "replace")) for name, text in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        maker = taking.maker(self.form, {"version": self.headers.get("lontar-version", "")})
        await self._part(send, maker.begin())
        for begin in range(0, len(self.numbers), taking.BATCH):
            numbers = self.numbers[begin : begin + taking.BATCH]
            rows = await self.database.execute_fn(lambda c, some=numbers: taking.rows_of(c, maker.columns, some))
            await self._part(send, maker.part(rows) if rows else b"")
        await send({"type": "http.response.body", "body": maker.end(), "more_body": False})

    async def _part(self, send: Any, body: bytes) -> None:
        if body:
            await send({"type": "http.response.body", "body": body, "more_body": True})


async def file(datasette: Any, request: Any) -> Any:
    """Give what a search finds as CSV, JSON lines or Parquet: the newest ``MOST_TAKEN`` releases, the newest first.

    Headers tell the version of the copy, the number of releases, and whether there are more.
    """
    asked, form = _asked(request), request.url_vars["format"]
    if form == "parquet" and not taking.has_parquet():
        raise BadRequest("This server has no library for Parquet; .jsonl and .csv give the same releases")
    database = datasette.get_database(DATABASE)
    numbers, whole = await database.execute_fn(lambda connection: taking.wanted(connection, asked))
    version = await _version(database)
    headers = {
        "content-type": taking.MEDIA_TYPES[form],
        "content-disposition": f'attachment; filename="{taking.file_name(form, asked, version)}"',
        "lontar-releases": str(len(numbers)),
        "lontar-complete": "yes" if whole else f"no, the newest {taking.MOST_TAKEN} of more",
        "link": f'<{datasette.absolute_url(request, datasette.urls.path("/-/dictionary"))}>; rel="describedby"',
    } | ({"lontar-version": version} if version else {})
    if request.method == "HEAD":
        return Response("", headers=headers, content_type=headers["content-type"])
    return Sent(database, form, numbers, headers)


async def _version(database: Any) -> str | None:
    """Return the version of the published copy; None of a live archive."""
    told = await database.execute_fn(publication)
    return told["version"] if told else None


def _asked(request: Any) -> Asked:
    return Asked.from_arguments({name: request.args.get(name) for name in request.args})


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
