"""What every answer is sent with, and the reader's language: an ASGI wrapper around Datasette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from publish.words import LANGUAGES

LANGUAGE_ARGUMENT = "_lang"
"""Datasette takes an argument without an underscore for a column, so ``?lang=`` is renamed on its way in."""
NOTES = "lontar"
"""Key of the scope under which a page tells the wrapper about itself."""

_COMMON = "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
OPEN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    f" img-src 'self' data:; {_COMMON}"
)
"""For Datasette's own pages, which hold inline scripts and styles."""
STRICT_POLICY = f"default-src 'none'; style-src 'self'; img-src 'self'; {_COMMON}"
"""For our own pages, which need no script at all."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


def language_of(request: Any) -> str:
    """Choose the language: ``?_lang=``, then the cookie, then Accept-Language, else Indonesian."""
    if request is None:
        return LANGUAGES[0]
    wishes = [request.args.get(LANGUAGE_ARGUMENT), request.cookies.get("lang")]
    wishes += _accepted(request.headers.get("accept-language", ""))
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def mark_as_own(request: Any) -> None:
    """Tell the wrapper that this answer is a page of ours, without any script."""
    if request is not None and NOTES in request.scope:
        request.scope[NOTES]["own"] = True


def bare_headers(content_type: bytes = b"text/plain; charset=utf-8") -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer that Datasette has no part in."""
    return [(b"content-type", content_type), *_HEADERS, (b"content-security-policy", STRICT_POLICY.encode())]


def with_headers(app: Any) -> Any:
    """Wrap an ASGI application so that every answer has our headers and a chosen language is remembered."""

    async def guarded(scope: dict[str, Any], receive: Any, send: Callable[[dict], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        notes: dict[str, bool] = {}
        scope = {**scope, NOTES: notes, "query_string": _renamed(scope.get("query_string", b""))}

        async def send_with_headers(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": _headers(event.get("headers", ()), scope, own="own" in notes)}
            await send(event)

        await app(scope, receive, send_with_headers)

    return guarded


def _headers(sent: Any, scope: dict[str, Any], *, own: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer: ours take the place of those sent, and Vary is added to."""
    ours = [*_HEADERS, (b"content-security-policy", (STRICT_POLICY if own else OPEN_POLICY).encode())]
    names = {name for name, _ in ours}
    headers = [(name, value) for name, value in sent if name.lower() not in names]
    # A page once opened is kept by the browser for some seconds; it must not show the language just left.
    varies = [part.strip() for name, value in headers if name.lower() == b"vary" for part in value.split(b",")]
    varies += [name for name in (b"Cookie", b"Accept-Language") if name not in varies]
    headers = [(name, value) for name, value in headers if name.lower() != b"vary"]
    headers += [*ours, (b"vary", b", ".join(varies))]
    chosen = _chosen_language(scope)
    if chosen is not None:
        headers.append((b"set-cookie", f"lang={chosen}; Path=/; Max-Age=31536000; SameSite=Lax".encode()))
    return headers


def _accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header, the most wanted first."""
    wishes = []
    for part in header.split(",")[:20]:
        name, _, weight = part.partition(";")
        try:
            wanted = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            wanted = 0.0
        wishes.append((-wanted, name.strip()[:2].lower()))
    return [name for wanted, name in sorted(wishes, key=lambda wish: wish[0]) if wanted < 0]


def _renamed(query: bytes) -> bytes:
    """Rename ``lang`` to ``_lang`` where it names a language; a query of the reader's own SQL is left alone."""
    if b"lang=" not in query:
        return query
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    names = {name for name, _ in pairs}
    if "sql" in names or LANGUAGE_ARGUMENT in names:
        return query
    renamed = [(LANGUAGE_ARGUMENT if n == "lang" and v in LANGUAGES else n, v) for n, v in pairs]
    return urlencode(renamed).encode() if renamed != pairs else query


def _chosen_language(scope: dict[str, Any]) -> str | None:
    """Return the language asked for in the address, unless the cookie has it already."""
    wished = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(LANGUAGE_ARGUMENT, [""])[0]
    if wished not in LANGUAGES:
        return None
    header = b"; ".join(value for name, value in scope.get("headers", ()) if name == b"cookie").decode("latin-1")
    try:
        cookie = SimpleCookie(header).get("lang")
    except CookieError:
        cookie = None
    return None if cookie is not None and cookie.value == wished else wished
