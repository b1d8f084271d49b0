"""The pattern language in which a spider's file declares addresses: ``/berita/{id}/{slug}``, ``/berita[?page={page}]``.

A field in braces stands for a part of an address; what stands in brackets may be missing, also a whole query. Case,
``/index.php`` before the path, a final slash and ``.html`` count for nothing; parameters of the query that a pattern
does not name are passed over.

=========  =====================================  ==============================================
field      stands for                             in the key of an article
=========  =====================================  ==============================================
id         digits                                 yes; the key is then made of it alone
slug       the rest of one step of the path       yes, where there is no id
section    one step of the path                   yes: numbers or slugs count in each section anew
any        one step of the path                   no
year month day   digits of a date                 no
page       number or offset of a list's page      (lists only)
=========  =====================================  ==============================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_FIELDS = {
    "id": r"\d{1,20}",
    "slug": r"[^/]+?",
    "section": r"[^/]+?",
    "any": r"[^/]+?",
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
    "page": r"\d{1,9}",
}
_PART = re.compile(r"\{([^{}]*)\}|([\[\]])|([^{}\[\]]+)")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


class PatternError(ValueError):
    """A pattern that cannot be read; the message is one line for the author of the spider's file."""


@dataclass(slots=True, frozen=True)
class Pattern:
    """A declared address."""

    text: str
    path: re.Pattern[str]
    query: dict[str, re.Pattern[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    may_lack_query: bool = False
    """Whether the query stands in brackets: ``/berita[?page={page}]``."""

    def match(self, rest: str) -> dict[str, str] | None:
        """Return the fields of an address, given from the site's root on; None when it is another."""
        path, _, query = rest.partition("?")
        found = self.path.fullmatch(unquote(path) or "/")
        if found is None:
            return None
        fields = {name: value for name, value in found.groupdict().items() if value is not None}
        if self.query:
            asked = {name.lower(): value for name, value in parse_qsl(query)}
            if self.may_lack_query and asked.keys().isdisjoint(self.query):
                return fields
            for name, wanted in self.query.items():
                match = wanted.fullmatch(asked.get(name, ""))
                if match is None:
                    return None
                fields |= match.groupdict()
        return fields

    @property
    def page_may_be_missing(self) -> bool:
        """Whether a list's first page has no number: ``/berita[/{page}]``."""
        return re.search(r"\[[^\]]*\{page\}", self.text) is not None

    def fill(self, **values: str | int) -> str:
        """Return the address with these values; optional parts without theirs are left out."""

        def optional(match: re.Match[str]) -> str:
            wanted = re.findall(r"\{(\w+)\}", match[1])
            return match[1] if wanted and all(values.get(name) not in (None, "") for name in wanted) else ""

        text = _BRACKETS.sub(optional, self.text)
        return re.sub(r"\{(\w+)\}", lambda match: quote(str(values[match[1]]), safe="-_.~!,()@:"), text)


@lru_cache(maxsize=1_000)
def compile_pattern(text: str) -> Pattern:
    """Compile a pattern; raises :class:`PatternError` that says what is wrong with it."""
    may_lack_query = "[?" in text and text.endswith("]")
    plain = text[:-1].replace("[?", "?", 1) if may_lack_query else text
    if plain.startswith(("http://", "https://")):
        parts = urlsplit(plain)
        text_path, query = parts.path, parts.query
    else:
        text_path, _, query = plain.partition("?")
    if not text_path.startswith("/"):
        raise PatternError(f"the pattern {text!r} must begin with / or with http")
    names: set[str] = set()
    path = _expression(text, text_path.rstrip("/") if text_path != "/" else "", names)
    asked = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        wanted = _expression(text, value, names) if "{" in value else re.escape(unquote(value))
        asked[unquote(name).lower()] = re.compile(wanted, re.IGNORECASE)
    whole = re.compile(rf"(?:/index\.php)?{path}(?:\.html?)?/?", re.IGNORECASE)
    return Pattern(text, whole, asked, frozenset(names), may_lack_query)


def _expression(text: str, part: str, names: set[str]) -> str:
    made, depth = "", 0
    for match in _PART.finditer(part):
        name, bracket, literal = match.groups()
        if name is not None:
            if name not in _FIELDS:
                raise PatternError(f"the pattern {text!r} has a field {{{name}}}: there are {', '.join(_FIELDS)}")
            if name in names:
                raise PatternError(f"the pattern {text!r} has {{{name}}} twice")
            names.add(name)
            made += f"(?P<{name}>{_FIELDS[name]})"
        elif bracket:
            depth += 1 if bracket == "[" else -1
            made += "(?:" if bracket == "[" else ")?"
        else:
            made += re.escape(literal)
        if depth not in (0, 1):
            break
    if depth or sum(len(match[0]) for match in _PART.finditer(part)) != len(part):
        raise PatternError(f"the pattern {text!r} has a bracket or brace without its other half")
    return made


def patterns_of(declared: str | tuple[str, ...], needed: str = "") -> tuple[Pattern, ...]:
    """Compile what a spider declares: one pattern or several; each must have one of the ``needed`` fields."""
    patterns = tuple(compile_pattern(text) for text in ([declared] if isinstance(declared, str) else declared) if text)
    for pattern in patterns:
        if needed and pattern.names.isdisjoint(needed.split()):
            fields = " or ".join(f"{{{name}}}" for name in needed.split())
            raise PatternError(f"the pattern {pattern.text!r} needs a field {fields}")
    return patterns


def key_by(patterns: tuple[Pattern, ...], rest: str) -> str | None:
    """Return the key of an article's address, given from the site's root on; None when no pattern fits."""
    for pattern in patterns:
        fields = pattern.match(rest)
        if fields is not None:
            name = fields.get("id") or unquote(fields.get("slug", "")).lower().strip()
            section = fields.get("section", "").lower()
            return (f"{section}/{name}" if section else name)[:400] or None
    return None
