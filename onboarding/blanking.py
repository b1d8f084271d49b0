"""Personal data of readers taken out of a recorded page: their names, mail addresses, avatars and home pages.

The bytes stay as they came otherwise, broken markup and all, because that is what a recorded page is for. Names are
those that the page's own comments were read with; they are put out of text and of a few attributes, never out of
what selectors look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from html.entities import html5
from typing import Any

READER = "Pembaca {}"
"""What a reader is called in a recorded page."""
NO_MAIL = "pembaca@example.org"
_ENTITIES: defaultdict[int, list[str]] = defaultdict(list)
for _name, _value in html5.items():
    if len(_value) == 1 and _name.endswith(";"):
        _ENTITIES[ord(_value)].append(_name[:-1])
_FILES = r"(?:avif|css|gif|html?|ico|jpe?g|js|map|php|png|svg|webp|woff2?)"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@|%40|&#64;|&#x40;|\\u0040)(?:[\w-]{{1,63}}\.){{1,6}}(?!{_FILES}\b)[A-Za-z]{{2,20}}\b",
    re.I,
)
_AVATAR = re.compile(r"(avatar\\?/)[0-9a-f]{32,64}", re.I)
_HIDDEN_MAIL = re.compile(r"(data-cfemail=[\"'\\]*)[0-9a-f]+|(/cdn-cgi/l/email-protection#)[0-9a-f]+", re.I)
_NICK = re.compile(r"\bcomment-author-[\w.%-]+")
_HOME_PAGE = re.compile(r"\\?\"author_url\\?\"\s*:\s*\\?\"[^\"]*\"")
_UGC_LINK = re.compile(r"<a\b(?=[^<>]*\brel=[\"'][^\"'<>]*\bugc\b)[^<>]*>", re.I)
_HREF = re.compile(r"(\bhref=)(\"[^\"]*\"|'[^']*')", re.I)
_TAG = re.compile(r"<[^<>]*>")
_TELLING = re.compile(r"(\b(?:alt|title|aria-label|value|data-[\w-]+)=)(\"[^\"]*\"|'[^']*')", re.I)


class Blanking:
    """Knows the readers of a site's recorded pages, each by one number on all of them."""

    def __init__(self) -> None:
        self.readers: dict[str, str] = {}

    def meet(self, names: Iterable[str]) -> None:
        """Take note of readers' names."""
        for name in names:
            text = " ".join(name.split())
            if text and not re.fullmatch(r"Pembaca \d+", text):
                self.readers.setdefault(text, READER.format(len(self.readers) + 1))

    def bytes(self, body: bytes) -> bytes:
        """Return a page, or an answer of an API, without what tells who its readers are."""
        try:
            text, charset = body.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            text, charset = body.decode("latin-1"), "latin-1"
        is_markup = text.lstrip()[:1] == "<"
        return (self._markup(text) if is_markup else self._names(_machine(text))).encode(charset)

    def value(self, value: Any) -> Any:
        """Return what was read of a page as it is to be read of the blanked one."""
        if isinstance(value, dict):
            return {name: self.value(entry) for name, entry in value.items()}
        if isinstance(value, list):
            return [self.value(entry) for entry in value]
        return self._names(_machine(value)) if isinstance(value, str) else value

    def _markup(self, text: str) -> str:
        text = _UGC_LINK.sub(lambda tag: _HREF.sub(r'\1"https://example.org/"', tag[0]), _machine(text))
        pieces, end = [], 0
        for tag in _TAG.finditer(text):
            pieces += [self._names(text[end : tag.start()]), _TELLING.sub(self._told, tag[0])]
            end = tag.end()
        return "".join([*pieces, self._names(text[end:])])

    def _told(self, match: re.Match[str]) -> str:
        return match[1] + self._names(match[2])

    def _names(self, text: str) -> str:
        for name in sorted(self.readers, key=len, reverse=True):
            text = _spelled(name).sub(self.readers[name], text)
        return text


def _machine(text: str) -> str:
    """Blank what needs no name to be known: mail addresses, avatars, nicknames in classes."""
    text = _HIDDEN_MAIL.sub(lambda match: f"{match[1] or match[2]}00", text)
    text = _AVATAR.sub(lambda match: match[1] + "0" * 32, _MAIL.sub(NO_MAIL, text))
    return _HOME_PAGE.sub('"author_url":""', _NICK.sub("comment-author-pembaca", text))


@cache
def _spelled(name: str) -> re.Pattern[str]:
    """Return what finds a name however a page's source or JSON spells its letters, as a whole word."""
    words = r"\s+".join("".join(map(_letter, word)) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _letter(letter: str) -> str:
    """Return a pattern for one letter: itself, or an entity, or an escape of JSON; quotes may follow a backslash."""
    number, plain = ord(letter), re.escape(letter)
    if letter.isascii() and letter.isalnum():
        return plain
    ways = [plain, rf"&#0*{number};", rf"&#[xX]0*{number:x};", *(rf"&{name};" for name in _ENTITIES.get(number, ()))]
    ways += [rf"\\u(?i:{number:04x})"] if number < 0x10000 else []
    either = "|".join(ways)
    return rf"\\{{0,2}}(?:{either})" if letter in ("'", '"') else rf"(?:{either})"
