"""Datasette plugin: citations of a release, at ``/-/cite/ARTICLE.csl.json``, ``.bib``, ``.ris`` and ``.txt``."""

from __future__ import annotations

import json
from typing import Any

from datasette import NotFound, Response, hookimpl

from publish.citing import FORMATS, bibtex, citation, footnote, ris
from publish.copies import publication
from publish.words import LANGUAGES

DATABASE = "archive"
_RELEASE = """
SELECT a.id, a.site, s.name AS site_name, a.headline, a.url, a.author, a.language, a.published_at, a.digest,
    a.revisions AS number, ifnull(c.fetched_at, a.last_seen_at) AS fetched_at
FROM articles a JOIN sites s ON s.slug = a.site LEFT JOIN captures c ON c.id = a.capture
WHERE a.id = ? AND a.status NOT IN ('quarantined', 'redacted')
"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the citations."""
    formats = "|".join(name.replace(".", r"\.") for name in FORMATS)
    return [(rf"^/-/cite/(?P<article>\d{{1,15}})\.(?P<format>{formats})$", cite)]


async def cite(datasette: Any, request: Any) -> Response:
    """Give the citation of a release's present state."""
    wanted, number = request.url_vars["format"], int(request.url_vars["article"])
    database = datasette.get_database(DATABASE)
    rows = (await database.execute(_RELEASE, [number])).rows
    if not rows:
        raise NotFound("no such release")
    release = dict(rows[0]) | {"copy": (await database.execute_fn(publication) or {}).get("version")}
    archived = datasette.absolute_url(request, f"/-/history/{number}/{release['number']}")
    item = citation(release, archived)
    made = {
        "csl.json": lambda: json.dumps([item], ensure_ascii=False, indent=1),
        "bib": lambda: bibtex(item),
        "ris": lambda: ris(item),
        "txt": lambda: "\n".join(footnote(release, archived, language) for language in LANGUAGES) + "\n",
    }
    return Response(made[wanted](), content_type=FORMATS[wanted])
