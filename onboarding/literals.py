"""Values written out in scripts: objects, lists and texts as JavaScript writes them, read and never run.

What a script computes is a :class:`Hole`: it has a name, and no value. A text with computed parts holds them as
``\\x00name\\x00``. Reading stops at limits, so that no script takes long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

MARK: Final = "\x00"
LONGEST: Final = 20_000
"""Letters of one value."""
DEEPEST: Final = 10
_SPACE: Final = re.compile(r"(?:\s|//[^\n]*\n|/\*.{0,2000}?\*/)*", re.S)
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?(?![\w.])")
_WORD: Final = re.compile(r"[A-Za-z_$][\w$]*")
_KEY: Final = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_GOES_ON: Final = frozenset("+-*/%.?([&|=<>!`")
"""What behind a value makes it part of something computed."""
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
_WRAPPERS: Final = re.compile(
    r"(?:JSON\.stringify|new\s+URLSearchParams|(?:\$|jQuery)\.param|[\w$.]*\b(?:stringify|gql|graphql))\s*[(`]"
)


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that a script computes."""

    name: str
    """The last name in it: ``page`` of ``e.state.page``."""


class UnreadableError(Exception):
    """What stands there is no value that could be read."""


def value_at(text: str, start: int) -> tuple[Any, int]:
    """Return the value at a place of a script, and where it ends; raises :class:`UnreadableError`."""
    return _Reader(text, min(len(text), start + LONGEST)).value(start, 0)


@dataclass(slots=True)
class _Reader:
    text: str
    end: int

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """Read one value; what goes on behind it (a sum, a call) makes it a computed one, unless it is a text."""
        if depth > DEEPEST:
            raise UnreadableError
        at = self._skip(at)
        start = at
        found, at = self._plain(at, depth)
        at = self._skip(at)
        while isinstance(found, str) and self.text.startswith("+", at):
            more, at = self._plain(self._skip(at + 1), depth, in_sum=True)
            found += more if isinstance(more, str) else MARK + (more.name if isinstance(more, Hole) else "") + MARK
            at = self._skip(at)
        if at < self.end and self.text[at] in _GOES_ON:
            at = self._computed(start)
            return Hole(_last_name(self.text[start:at])), at
        return found, at

    def _plain(self, at: int, depth: int, in_sum: bool = False) -> tuple[Any, int]:
        letter = self.text[at : at + 1]
        if not letter or at >= self.end:
            raise UnreadableError
        if letter in "\"'`":
            return self._string(at)
        if letter == "{":
            return self._object(at + 1, depth)
        if letter == "[":
            return self._list(at + 1, depth)
        if match := _NUMBER.match(self.text, at, self.end):
            return (float(match[0]) if "." in match[0] else int(match[0])), match.end()
        if self.text.startswith(("!0", "!1"), at):
            return self.text[at + 1] == "0", at + 2
        if self.text.startswith("void 0", at):
            return None, at + 6
        if match := _WRAPPERS.match(self.text, at, self.end):
            return self._wrapped(match, depth)
        if (match := _WORD.match(self.text, at, self.end)) and match[0] in _WORDS:
            return _WORDS[match[0]], match.end()
        stop = self._computed(at, ",;+" if in_sum else ",;")
        return Hole(_last_name(self.text[at:stop])), stop

    def _wrapped(self, match: re.Match[str], depth: int) -> tuple[Any, int]:
        if match[0].endswith("`"):
            return self._string(match.end() - 1)
        found, at = self.value(match.end(), depth + 1)
        while at < self.end and self.text[at] != ")":  # further arguments of JSON.stringify
            at = self._computed(at + 1)
        return found, at + 1

    def _string(self, at: int) -> tuple[str, int]:
        parts: list[str] = []
        quote, at = self.text[at], at + 1
        while at < self.end:
            letter = self.text[at]
            if letter == quote:
                return "".join(parts), at + 1
            if letter == "\\":
                following = self.text[at + 1 : at + 2]
                if following == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", self.text[at + 2 : at + 6]):
                    parts.append(chr(int(self.text[at + 2 : at + 6], 16)))
                    at += 6
                    continue
                parts.append(_ESCAPES.get(following, following))
                at += 2
            elif letter == "\n" and quote != "`":
                break
            elif quote == "`" and self.text.startswith("${", at):
                stop = self._computed(at + 2)
                parts.append(MARK + _last_name(self.text[at + 2 : stop]) + MARK)
                at = stop + 1
            else:
                parts.append(letter)
                at += 1
        raise UnreadableError

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while (at := self._skip(at)) < self.end:
            if self.text[at] == "}":
                return found, at + 1
            if self.text[at] == ",":
                at += 1
            elif self.text.startswith("...", at):
                at = self._computed(at + 3)
            else:
                at = self._pair(at, depth, found)
        raise UnreadableError

    def _pair(self, at: int, depth: int, found: dict[str, Any]) -> int:
        if self.text[at] in "\"'":
            key, at = self._string(at)
        elif match := _KEY.match(self.text, at, self.end):
            key, at = match[0], match.end()
        else:
            raise UnreadableError
        at = self._skip(at)
        following = self.text[at : at + 1]
        if following == ":":
            found[key], at = self.value(at + 1, depth + 1)
        elif following in ",}" and following:
            found[key] = Hole(key)
        else:  # a method
            at = self._computed(at)
        return at

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while (at := self._skip(at)) < self.end:
            if self.text[at] == "]":
                return found, at + 1
            if self.text[at] == ",":
                at += 1
            else:
                each, at = self.value(at, depth + 1)
                found.append(each)
        raise UnreadableError

    def _computed(self, at: int, ends: str = ",;") -> int:
        """Return where an expression ends: at a comma or a closing bracket that is not its own."""
        depth = 0
        while at < self.end:
            letter = self.text[at]
            if letter in "\"'`":
                at = self._string(at)[1]
                continue
            if letter in "([{":
                depth += 1
            elif letter in ")]}":
                if not depth:
                    return at
                depth -= 1
            elif letter in ends and not depth:
                return at
            at += 1
        if depth:
            raise UnreadableError
        return self.end

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at, self.end)
        return match.end() if match else at


def _last_name(expression: str) -> str:
    """Return the last name of an expression that is no call's argument list: ``page`` of ``e.page``."""
    names = re.findall(r"[A-Za-z_$][\w$]*", expression[:200])
    return names[-1] if names else ""
