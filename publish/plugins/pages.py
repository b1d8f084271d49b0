"""Datasette plugin: what our pages show, in two languages, and the headers they are sent with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from datasette import hookimpl
from markupsafe import Markup, escape

from publish.words import LANGUAGES, certainty, date_in_words, word

DATABASE = "archive"
LONGEST_CELL = 160
"""Characters of a text cell in a table; the row's own page shows all of it."""
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
        b" img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)
"""Datasette's own pages have inline scripts and styles; ours have none."""

_ARTICLE_PARTS = {
    "tags": "SELECT tag, url FROM tags WHERE article = ? ORDER BY tag",
    "related": "SELECT * FROM related_links WHERE article = ? ORDER BY kind = 'related' DESC, kind, position",
    "comments": "SELECT * FROM comments WHERE article = ? ORDER BY is_excerpt, position, posted_at",
    "images": "SELECT * FROM images WHERE article = ? ORDER BY position",
    "attachments": "SELECT * FROM attachments WHERE article = ? ORDER BY id",
    "revisions": "SELECT * FROM revisions WHERE article = ? ORDER BY number",
    "addresses": "SELECT * FROM article_urls WHERE article = ? ORDER BY first_seen_at, url",
    "dates": "SELECT * FROM date_candidates WHERE article = ? ORDER BY chosen DESC, id",
}


def language_of(request: Any) -> str:
    """Choose the language: ``?_lang=``, then the cookie, then Accept-Language, else Indonesian."""
    if request is None:
        return "id"
    wishes = [request.args.get("_lang"), request.cookies.get("lang")]
    wishes += [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((wish for wish in wishes if wish in LANGUAGES), "id")


@hookimpl
def extra_template_vars(template: str, view_name: str, request: Any, datasette: Any, table: str | None) -> Any:
    """Give templates the words, the language, and what our own pages show."""

    async def variables() -> dict[str, Any]:
        language = language_of(request)
        other = "en" if language == "id" else "id"
        query = [(k, v) for k, v in parse_qsl(request.query_string if request else "") if k != "_lang"]
        found: dict[str, Any] = {
            "lang": language,
            "t": lambda name: word(name, language),
            "date_words": lambda value: date_in_words(value, language),
            "certainty": lambda article: certainty(article, language),
            "web_link": web_link,
            "other_language_url": "?" + urlencode([*query, ("_lang", other)]),
            "other_language": other,
        }
        if view_name == "index":
            found["lontar"] = await _front(datasette)
        elif view_name == "row" and table == "articles":
            found["lontar"] = await _article(datasette, request.url_vars["pks"])
        return found

    return variables


async def _rows(datasette: Any, sql: str, values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    database = datasette.get_database(DATABASE)
    return [dict(row) for row in await database.execute(sql, values)]


async def _front(datasette: Any) -> dict[str, Any]:
    if DATABASE not in datasette.databases:
        return {}
    (counts,) = await _rows(
        datasette,
        "SELECT (SELECT count(*) FROM articles) AS releases, (SELECT count(*) FROM comments) AS comments,"
        " (SELECT count(*) FROM revisions WHERE number > 1) AS changes,"
        " (SELECT count(*) FROM articles WHERE published_at IS NULL) AS undated",
    )
    sites = await _rows(
        datasette,
        "SELECT s.slug, s.name, s.home_url, r.name AS region, count(a.id) AS releases, max(a.published_at) AS newest"
        " FROM sites s LEFT JOIN regions r ON r.code = s.region LEFT JOIN articles a ON a.site = s.slug"
        " GROUP BY s.slug ORDER BY s.name",
    )
    newest = await _rows(
        datasette,
        "SELECT a.id, a.headline, a.published_at, s.name AS site, a.revisions, a.status FROM articles a"
        " JOIN sites s ON s.slug = a.site WHERE a.sort_at IS NOT NULL ORDER BY a.sort_at DESC LIMIT 10",
    )
    return {"counts": counts, "sites": sites, "newest": newest}


async def _article(datasette: Any, pks: str) -> dict[str, Any]:
    if not pks.isdigit() or len(pks) > 15:
        return {}
    number = int(pks)
    rows = await _rows(
        datasette,
        "SELECT a.*, s.name AS site_name, r.name AS region_name FROM articles a JOIN sites s ON s.slug = a.site"
        " LEFT JOIN regions r ON r.code = a.region WHERE a.id = ?",
        (number,),
    )
    if not rows:
        return {}
    found: dict[str, Any] = {"article": rows[0]}
    for name, sql in _ARTICLE_PARTS.items():
        found[name] = await _rows(datasette, sql, (number,))
    captures = await _rows(datasette, "SELECT * FROM captures WHERE id = ?", (rows[0]["capture"],))
    found["capture"] = captures[0] if captures else None
    found["paragraphs"] = [part for part in (rows[0]["body"] or "").split("\n\n") if part.strip()]
    return found


def web_link(url: str | None, text: str | None = None) -> Markup:
    """Return a link to a page outside, or the bare text where the address is none of the web."""
    shown = escape(text if text else url or "")
    if not url or not url.lower().startswith(("http://", "https://")):
        return Markup("<span>{}</span>").format(shown)
    return Markup('<a href="{}" rel="nofollow noopener noreferrer external">{}</a>').format(url, shown)


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str) -> Any:
    """Cut long texts in tables, and make web addresses safe links."""
    if not isinstance(value, str):
        return None
    if value.startswith(("http://", "https://")) and " " not in value:
        return web_link(value, value if len(value) <= LONGEST_CELL else value[:LONGEST_CELL] + "…")
    if len(value) > LONGEST_CELL and table is not None:
        return escape(value[:LONGEST_CELL].rsplit(" ", 1)[0] + " …")
    return None


@hookimpl
def extra_css_urls() -> list[str]:
    """Our stylesheet, after Datasette's."""
    return ["/lontar/lontar.css"]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Send every answer with our security headers, and remember a chosen language."""

    def wrap(app: Any) -> Any:
        async def guarded(scope: dict, receive: Any, send: Callable[[dict], Awaitable[None]]) -> None:
            async def send_with_headers(event: dict) -> None:
                if event["type"] == "http.response.start":
                    names = {name.lower() for name, _ in event.get("headers", ())}
                    headers = [pair for pair in event.get("headers", ()) if pair[0].lower() != b"referrer-policy"]
                    headers += [pair for pair in HEADERS if pair[0] not in names or pair[0] == b"referrer-policy"]
                    if (chosen := _chosen_language(scope)) is not None:
                        cookie = f"lang={chosen}; Path=/; Max-Age=31536000; SameSite=Lax"
                        headers.append((b"set-cookie", cookie.encode()))
                    event = {**event, "headers": headers}
                await send(event)

            await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

        return guarded

    return wrap


def _chosen_language(scope: dict) -> str | None:
    """Return the language asked for in the address, unless the cookie has it already."""
    wished = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("_lang", [""])[0]
    if wished not in LANGUAGES:
        return None
    header = b"; ".join(value for name, value in scope.get("headers", ()) if name == b"cookie").decode("latin-1")
    try:
        cookie = SimpleCookie(header).get("lang")
    except CookieError:
        cookie = None
    return None if cookie is not None and cookie.value == wished else wished
