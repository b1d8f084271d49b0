"""What scripts send with a call by POST, with fields in place of what they compute: a page, a cursor, a slug."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

from crawler.platforms.calls import names_in
from crawler.platforms.json_values import read_json
from onboarding.calls import OFFSET_NAMES, PAGE_NAMES, bare_name
from onboarding.scripts import MARK, Hole, Script

MOST_QUERIES: Final = 40
PAGE_SIZE: Final = 10
"""Items that are asked for where the script computes their number."""
CURSOR_NAMES: Final = ("after", "cursor", "nextcursor", "endcursor", "startafter")
SIZE_NAMES: Final = (
    "limit", "size", "pagesize", "perpage", "first", "take", "count", "jumlah", "length", "rows", "max", "top",
)  # fmt: skip
_QUERY_TEXT: Final = re.compile(r"\s*query\b[^\"'`]{0,200}[({]")


def queries_in(script: Script) -> Iterator[str]:
    """Give the GraphQL queries that a script holds as texts of their own."""
    return (text for _, _, text in script.texts if _QUERY_TEXT.match(text))


def bodies_of(body: Any, queries: list[str]) -> Iterator[dict[str, Any]]:
    """Give the bodies for which a call's second value may stand: as written, or with each query for a computed one."""
    if isinstance(body, str):
        told = read_json(body)
        body = told if isinstance(told, dict) else dict(_pairs(body))
    if not isinstance(body, dict):
        return
    if isinstance(body.get("query"), Hole):
        given = body.get("variables")
        for query in queries:
            if not isinstance(given, dict):
                yield body | {"query": query, "variables": _variables(query)}
            elif given.keys() <= set(re.findall(r"\$(\w+)", query)):
                yield body | {"query": query}
    elif body:
        yield body


def _pairs(text: str) -> Iterator[tuple[str, Any]]:
    for name, value in parse_qsl(text, keep_blank_values=True, separator="&"):
        yield name, Hole(value.strip(MARK)) if value.startswith(MARK) and value.endswith(MARK) else value


_DECLARED: Final = re.compile(r"\$(\w{1,60})\s*:\s*([\w\[\]!]{1,60})(\s*=)?")


def _variables(query: str) -> dict[str, Any]:
    """Return the variables that a query declares and that have no value of their own."""
    head = query.partition("{")[0]
    return {name: Hole(name) for name, _, has_value in _DECLARED.findall(head) if not has_value}


def list_body(written: dict[str, Any]) -> tuple[dict[str, Any], int | None] | None:
    """Return a body with the fields of a list in place of what its script computes, and the number of the first page.

    None for a body that asks for no list.
    """
    body, first = _filled(written, {})
    text = str(body)
    is_graph = isinstance(body.get("query"), str) and "{" in body["query"]
    asks = is_graph or "{{page}}" in text or any(_plain(name) in SIZE_NAMES for name in names_in(body))
    if not asks or MARK in text or "mutation" in str(body.get("query", ""))[:20]:
        return None
    return body, first


_IS_SLUG: Final = re.compile(r"(?:\w*slug|judulseo|permalink|alias)")
_IS_NUMBER: Final = re.compile(r"id(?:berita|artikel|post|news|article)?|(?:berita|artikel|post|news|article)id")


def record_body(written: dict[str, Any]) -> dict[str, Any] | None:
    """Return a body that asks for one article, by its slug or number; None for any other."""
    wanted: dict[str, str] = {}
    for name in _computed_names(written):
        plain = _plain(name)
        if _IS_SLUG.fullmatch(plain):
            wanted[name] = "slug"
        elif _IS_NUMBER.fullmatch(plain):
            wanted[name] = "id"
    if len(wanted) != 1:
        return None
    body, _ = _filled(written, wanted)
    return None if MARK in str(body) or "{{page}}" in str(body) else body


def _computed_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, Hole):
                yield name
            yield from _computed_names(each)
            if isinstance(each, str):
                yield from (argument for argument, _ in _ARGUMENT.findall(each))


def _plain(name: str) -> str:
    return re.sub(r"[_-]", "", bare_name(name))


_ARGUMENT: Final = re.compile(rf"(\w{{1,60}})(\s*:\s*[\"']?){MARK}\w*{MARK}")


def _in_text(text: str, wanted: dict[str, str]) -> str:
    """Return a query with fields in place of the arguments that a script computes: ``berita(page: {{page}})``."""

    def told(match: re.Match[str]) -> str:
        plain = _plain(match[1])
        name = wanted.get(match[1]) or ("page" if plain in PAGE_NAMES + OFFSET_NAMES else "")
        value = "{{" + name + "}}" if name else str(PAGE_SIZE) if plain in SIZE_NAMES else ""
        return f"{match[1]}{match[2]}{value}" if value else match[0]

    return _ARGUMENT.sub(told, text)


def _filled(value: dict[str, Any], wanted: dict[str, str]) -> tuple[dict[str, Any], int | None]:
    """Return a body with fields for what changes from call to call, and the number that the first page has in it.

    What else a script computes (a word searched for, a category) is left out: an app does without it at first.
    """
    made: dict[str, Any] = {}
    first: int | None = None
    for name, each in value.items():
        plain = _plain(name)
        if isinstance(each, dict):
            made[name], told = _filled(each, wanted)
            first = told if first is None else first
        elif name in wanted:
            made[name] = "{{" + wanted[name] + "}}"
        elif plain in CURSOR_NAMES and (each is None or isinstance(each, Hole)):
            made[name] = "{{cursor}}"
        elif plain in PAGE_NAMES + OFFSET_NAMES and (isinstance(each, (Hole, int)) or str(each).isdecimal()):
            made[name] = "{{page}}"
            first = int(each) if str(each).isdecimal() else 0 if plain in OFFSET_NAMES else None
        elif not isinstance(each, Hole):
            made[name] = _in_text(each, wanted) if isinstance(each, str) and MARK in each else each
        elif plain in SIZE_NAMES:
            made[name] = PAGE_SIZE
    return made, first
