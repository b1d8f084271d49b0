"""Public calls of an app as a site declares them: by GET, or by POST with a body of JSON or of a form.

A call by POST is told from others at its address by its fragment, which never goes over the wire: the page of a list
is known as ``https://api.example.go.id/graphql#list?page=2``. What is sent follows from that alone, so that captures
can be told apart and read again. A call that carries a key or a password is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.addresses import rest_below
from crawler.items import Sent
from crawler.platforms.patterns import PatternError, compile_pattern

NUMBERS: Final = ("page", "id")
"""Fields that are sent as numbers where they are a value's whole and digits alone."""
_FIELD: Final = re.compile(r"\{\{(\w+)\}\}")
_FIELDS: Final = ("page", "cursor", "id", "slug", "section")
_DEEPEST: Final = 20
_SECRET: Final = re.compile(
    r"(?:^|[_.\[-])(?:(?:api|app|access|client)?_?key|token|secret|pass(?:word|wd)?|sandi|pwd|auth(?:orization)?"
    r"|sig(?:nature)?|credential|bearer)s?(?:$|[_.\]-])",
    re.I,
)
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_secret_name(name: str) -> bool:
    """Tell whether a parameter or header by its name carries a key, a token or a password: ``apiKey``, ``X-Token``."""
    return _SECRET.search(_HUMP.sub("_", name)) is not None


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a site declares."""

    role: str
    """``list`` or ``record``."""
    declared: str
    """Its address as declared, with fields in braces; from ``root`` on where it begins with ``/``."""
    root: str
    json: Mapping[str, Any] | None = None
    """What is sent as JSON, with fields in double braces; None: no JSON is."""
    form: Mapping[str, Any] | None = None
    """The same of what is sent as a form."""

    @property
    def body(self) -> Mapping[str, Any] | None:
        """What is sent, as declared; None for a call by GET."""
        return self.form if self.json is None else self.json

    @property
    def in_body(self) -> frozenset[str]:
        """The fields that stand in the body."""
        return frozenset(_fields_in(self.body))

    @property
    def names(self) -> frozenset[str]:
        """The fields of address and body."""
        return compile_pattern(self.declared).names | self.in_body

    @property
    def page_may_be_missing(self) -> bool:
        """Whether the first page of a list has no number."""
        return "page" not in self.in_body and compile_pattern(self.declared).page_may_be_missing

    def check(self, *needed: str) -> None:
        """Raise :class:`PatternError` for what cannot be a public call, or has none of the fields needed."""
        names = self.names
        if self.json is not None and self.form is not None:
            raise PatternError(f"a {self.role} is sent as JSON or as a form, not as both")
        if unknown := self.in_body - set(_FIELDS):
            raise PatternError(f"what is sent has a field {{{{{min(unknown)}}}}}: there are {', '.join(_FIELDS)}")
        if needed and names.isdisjoint(needed):
            fields = " or ".join(f"{{{name}}}" for name in needed)
            raise PatternError(f"the call {self.declared!r} needs a field {fields}")
        query = [name for name, _ in parse_qsl(urlsplit(self.declared).query, keep_blank_values=True)]
        if secret := next(filter(is_secret_name, [*query, *names_in(self.body)]), None):
            raise PatternError(f"the call {self.declared!r} carries a key or a password ({secret}), not for us")

    def address(self, **values: str | int) -> str:
        """Return the address by which the call with these values is known; raises KeyError where one is missing.

        A list is first asked for without a cursor.
        """
        values = {"cursor": "", **values}
        filled = compile_pattern(self.declared).fill(**values)
        url = filled if filled.startswith("http") else self.root + filled
        if self.body is None:
            return url
        told = urlencode({name: str(values[name]) for name in sorted(self.in_body)})
        return f"{url}#{self.role}" + (f"?{told}" if told else "")

    def match(self, url: str) -> dict[str, str] | None:
        """Return the values of such an address; None when it is another one's."""
        address, _, fragment = url.partition("#")
        parts = urlsplit(self.declared)
        rest = rest_below(f"{parts.scheme}://{parts.netloc}" if parts.netloc else self.root, address)
        if rest is None:
            return None
        found = compile_pattern(self.declared).match(rest)
        if found is None or self.body is None:
            return None if fragment else found
        role, _, told = fragment.partition("?")
        values = dict(parse_qsl(told, keep_blank_values=True))
        return found | values if role == self.role and values.keys() == self.in_body else None

    def sent(self, url: str) -> Sent | None:
        """Return what is sent to such an address by POST; None where nothing is."""
        values = self.match(url) if self.body is not None else None
        if values is None:
            return None
        filled = _filled(self.body, values)
        if self.json is None:
            pairs = {name: _as_text(value) for name, value in filled.items()}
            return Sent(urlencode(pairs, doseq=True).encode(), "application/x-www-form-urlencoded")
        return Sent(json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")


def _fields_in(value: Any) -> Iterator[str]:
    for text in _texts_in(value):
        yield from _FIELD.findall(text)


def _texts_in(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    for each in inner if depth < _DEEPEST else ():
        yield from _texts_in(each, depth + 1)


def names_in(value: Any, depth: int = 0) -> Iterator[str]:
    """Give every name in what is sent, the inner ones first, down to a bounded depth."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    for each in inner if depth < _DEEPEST else ():
        yield from names_in(each, depth + 1)
    if isinstance(value, Mapping):
        yield from value


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(each, values) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(each, values) for each in value]
    if not isinstance(value, str):
        return value
    whole = _FIELD.fullmatch(value)
    if whole:
        told = values[whole[1]]
        if whole[1] == "cursor":
            return told or None
        return int(told) if whole[1] in NUMBERS and told.isdecimal() and len(told) < 18 else told
    return _FIELD.sub(lambda match: json.dumps(values[match[1]], ensure_ascii=False)[1:-1], value)


def _as_text(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_as_text(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else "" if value is None else value
