"""Datasette plugin: the pages of governments: the map and tree of regions, one region, one site; each as JSON, too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from datasette import NotFound, Response, hookimpl

from publish import governments
from publish.charts import province_map
from publish.figures import cadence
from publish.headers import language_of
from publish.phrases import counted
from publish.telling import in_words
from publish.words import word

DATABASE = "archive"
MOST_SITES = 60
"""Sites up to which the page of all regions lists them; of more, each province's own page does."""
_SLUG = r"(?P<slug>[\w-]{1,60})"
_CODE = r"(?P<code>\d\d(?:\.\d\d)?)"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages."""
    return [
        (r"^/-/regions$", regions_page),
        (r"^/-/regions\.json$", regions_json),
        (rf"^/-/regions/{_CODE}$", region_page),
        (rf"^/-/regions/{_CODE}\.json$", region_json),
        (rf"^/-/sites/{_SLUG}$", site_page),
        (rf"^/-/sites/{_SLUG}\.json$", site_json),
    ]


async def regions_page(datasette: Any, request: Any) -> Response:
    """Show the map and the provinces with their sites."""
    provinces, language = await _tree(datasette), language_of(request)
    sites = sum(len(province["sites"]) for province in provinces)
    title = word("map_title", language)
    context = {
        "provinces": provinces,
        "listed": sites <= MOST_SITES,
        "sites": sites,
        "map": province_map(title, [_dot(datasette, province, language) for province in provinces], language),
    }
    return await _page(datasette, request, "regions", context)


async def regions_json(datasette: Any) -> Response:
    """Give the same as JSON."""
    return Response.json({"provinces": await _tree(datasette)})


async def region_page(datasette: Any, request: Any) -> Response:
    """Show one region: its sites, and what of it is not archived."""
    found, language = await _region(datasette, request), language_of(request)
    slugs = [site["slug"] for site in found["sites"]]
    database = datasette.get_database(DATABASE)
    found["cadence"] = await database.execute_fn(lambda c: cadence(c, found["months"], slugs, language))
    return await _page(datasette, request, "region", {"found": found})


async def region_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    return Response.json(await _region(datasette, request))


async def site_page(datasette: Any, request: Any) -> Response:
    """Show the government that speaks at one site."""
    found, language = await _site(datasette, request), language_of(request)
    database = datasette.get_database(DATABASE)
    found["cadence"] = await database.execute_fn(lambda c: cadence(c, found["months"], [found["site"]], language))
    context = {"found": found, "in_words": lambda row: in_words(row["kind"], row["evidence"], language)}
    return await _page(datasette, request, "government", context)


async def site_json(datasette: Any, request: Any) -> Response:
    """Give the same as JSON."""
    return Response.json(await _site(datasette, request))


async def _page(datasette: Any, request: Any, name: str, context: dict[str, Any]) -> Response:
    return Response.html(await datasette.render_template(f"{name}.html", context, request=request, view_name=name))


def _dot(datasette: Any, province: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a province as the map shows it."""
    count = len(province["sites"])
    return {
        "code": province["code"], "sites": count, "url": datasette.urls.path(f"/-/regions/{province['code']}"),
        "said": f"{province['name']}: {counted(count, 'sites_short', language)}",
    }  # fmt: skip


async def _tree(datasette: Any) -> list[dict[str, Any]]:
    return list(await datasette.get_database(DATABASE).execute_fn(governments.tree))


async def _region(datasette: Any, request: Any) -> dict[str, Any]:
    code = request.url_vars["code"]
    found = await datasette.get_database(DATABASE).execute_fn(lambda c: governments.region(c, code))
    if found is None:
        raise NotFound("no such region")
    return dict(found)


async def _site(datasette: Any, request: Any) -> dict[str, Any]:
    slug = request.url_vars["slug"]
    instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = await datasette.get_database(DATABASE).execute_fn(lambda c: governments.government(c, slug, instant))
    if found is None:
        raise NotFound("no such site")
    return dict(found)
