"""Reads scripts, in a process of its own: a JSON list of texts on stdin, one line of JSON for each on stdout.

Run by path, never imported by the rest: a stranger's script can make any parser slow or make it fail, so this first
limits its own time and memory. Scripts are parsed and never run. What a script computes has a name and no value:
``{"\\x00": "page"}`` for ``e.page``, and within a text ``\\x00page\\x00``.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

MARK: Final = "\x00"
MEMORY: Final = 2 << 30
SECONDS, SECONDS_MEGABYTE = 2, 3
"""Processor time for one script, and for each megabyte of it: several times what an honest one takes."""
LONGEST, LONGEST_QUERY = 302, 20_000
"""Bytes of a text that is told, and of one that is a GraphQL query."""
MOST_TEXTS: Final = 50_000
MOST_CALLS: Final = 2_000
MOST_VALUES: Final = 3
DEEPEST: Final = 10
CALLED: Final = frozenset(("fetch", "$fetch", "ofetch", "useFetch", "axios", "ajax", "request", "get", "post"))
"""Last names of what asks a server for something."""
_LANGUAGE: Final = Language(tree_sitter_javascript.language())
_WANTED: Final = Query(_LANGUAGE, "[(string) (template_string)] @text (call_expression) @call")
_QUERY: Final = re.compile(rb"\s*query\b")
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_WORDS: Final = {"true": True, "!0": True, "false": False, "!1": False, "null": None, "undefined": None, "void 0": None}
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\ufffd", "\n": ""}
_WRAPPERS: Final = re.compile(r"(?:[\w$.]*\.)?(?:stringify|gql|graphql)|URLSearchParams|(?:\$|jQuery)\.param")
"""What hands on the value that it is called with."""


class UnreadableError(Exception):
    """What stands there is no value that could be read."""


def main() -> None:
    """Read all scripts; one that takes too long, or that the parser fails on, ends the process before its line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    for text in json.load(sys.stdin.buffer):
        source = text.replace(MARK, "\ufffd").encode("utf-8", "replace")
        end = int(time.process_time()) + SECONDS + SECONDS_MEGABYTE * len(source) // 1_000_000
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
        print(json.dumps(read(source)), flush=True)


def read(source: bytes) -> dict[str, Any]:
    """Return the texts of a script, with the bytes at which they begin and end, and its calls."""
    found = QueryCursor(_WANTED).captures(Parser(_LANGUAGE).parse(source).root_node)
    return {
        "texts": [told for node in found.get("text", ())[:MOST_TEXTS] for told in _told(source, node)],
        "calls": [call for node in found.get("call", ()) for call in _asking(node)][:MOST_CALLS],
    }


def _told(source: bytes, node: Node) -> Iterator[tuple[int, int, str]]:
    """Give a text, with where it begins and ends, if it may be an address or a query."""
    size = node.end_byte - node.start_byte
    if size > LONGEST and (size > LONGEST_QUERY or not _QUERY.match(source, node.start_byte + 1)):
        return
    try:
        text = _text([_letters(each) for each in node.named_children])
    except UnreadableError:
        return
    if isinstance(text, str) and text:
        yield node.start_byte, node.end_byte, text


def _asking(node: Node) -> Iterator[tuple[str, list[Any]]]:
    """Give the last two names of what is called and its values, if a server may be asked by that."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    names = _names(function)
    if arguments is None or arguments.type != "arguments" or names.rpartition(".")[2] not in CALLED:
        return
    try:
        values = [_value(each, 0) for each in _parts(arguments)[:MOST_VALUES]]
    except UnreadableError:
        return
    if any(not isinstance(each, dict) or MARK not in each for each in values):
        yield names, values


def _names(node: Node | None) -> str:
    if node is None or node.type in ("identifier", "property_identifier"):
        return _written(node)
    if node.type != "member_expression":
        return ""
    owner = node.child_by_field_name("object")
    owner = owner.child_by_field_name("property") or owner if owner else None
    is_name = owner is not None and owner.type in ("identifier", "property_identifier")
    return f"{_written(owner) if is_name else ''}.{_written(node.child_by_field_name('property'))}"


def _parts(node: Node) -> list[Node]:
    return [each for each in node.named_children if "comment" not in each.type]


def _written(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


# ---- values ----


def _value(node: Node | None, depth: int) -> Any:
    if node is None or node.is_error or node.is_missing or depth > DEEPEST:
        raise UnreadableError
    match node.type:
        case "object":
            return dict(pair for each in _parts(node) for pair in _pair(each, depth))
        case "array":
            return [_value(each, depth + 1) for each in _parts(node)]
        case "parenthesized_expression":
            return _value(_parts(node)[0], depth + 1)
        case "string" | "template_string":
            return _text([_letters(each) for each in node.named_children])
        case "call_expression" | "new_expression":
            return _called(node, depth)
        case "binary_expression":
            return _sum(node, depth)
    written = _written(node)
    if number := _NUMBER.fullmatch(written):
        return float(written) if number[1] else int(written)
    return _WORDS[written] if written in _WORDS else _hole(node)


def _pair(node: Node, depth: int) -> Iterator[tuple[str, Any]]:
    """Give the name and the value in one place of an object; none for a method and for what is spread into it."""
    if node.is_error:
        raise UnreadableError
    if node.type == "shorthand_property_identifier":
        yield _written(node), _hole(node)
    key = node.child_by_field_name("key")
    if key is not None and key.type != "computed_property_name":
        name = str(_value(key, depth)) if key.type == "string" else _written(key)
        yield name, _value(node.child_by_field_name("value"), depth + 1)


def _called(node: Node, depth: int) -> Any:
    """Return what a call hands on: the value in ``JSON.stringify(value)``, the text of ``"text".concat(more)``."""
    function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    arguments = node.child_by_field_name("arguments")
    if function is None or arguments is None:
        return _hole(node)
    given = [arguments] if arguments.type == "template_string" else _parts(arguments)
    if given and _WRAPPERS.fullmatch(_names(function)):
        return _value(given[0], depth + 1)
    text = function.child_by_field_name("object") if _names(function).endswith(".concat") else None
    return _added(node, [text, *given], depth) if text else _hole(node)


def _sum(node: Node, depth: int) -> Any:
    """Return the text that a sum makes, however long it is: its parts stand right of a sign, but for the first."""
    parts: list[Node | None] = []
    left: Node | None = node
    while left and left.type == "binary_expression":
        sign = left.child_by_field_name("operator")
        if sign is None or sign.type != "+":
            break
        parts.append(left.child_by_field_name("right"))
        left = left.child_by_field_name("left")
    return _added(node, [left, *reversed(parts)], depth) if parts else _hole(node)


def _added(node: Node, parts: list[Node | None], depth: int) -> Any:
    """Return the text that parts make one behind the other; a hole where none of them is a text."""
    values = [_value(each, depth + 1) for each in parts]
    if not any(isinstance(each, str) for each in values):
        return _hole(node)
    return _text([each if isinstance(each, (str, dict)) else str(each) for each in values])


def _text(parts: list[Any]) -> Any:
    told = [each for each in parts if each != ""]
    if len(told) == 1 and isinstance(told[0], dict):
        return told[0]
    text = "".join(each if isinstance(each, str) else MARK + str(each.get(MARK, "")) + MARK for each in told)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # letters escaped as two halves


def _letters(node: Node) -> Any:
    """Return a part of a text: as written, escaped, or put in."""
    written = _written(node)
    if node.type == "string_fragment":
        return written
    if node.type == "template_substitution":
        return _hole(node)
    if node.type != "escape_sequence":
        raise UnreadableError
    if written[1] in "ux":
        number = int(written[2:].strip("{}"), 16)
        return chr(number) if 0 < number <= sys.maxunicode else "\ufffd"
    return _ESCAPES.get(written[1:], written[1:])


def _hole(node: Node) -> dict[str, str]:
    """Return what is computed, by the last name in it."""
    names = re.findall(r"[A-Za-z_$][\w$]*", _written(node)[:200])
    return {MARK: names[-1] if names else ""}


if __name__ == "__main__":
    main()
