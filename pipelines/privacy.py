"""What is taken out of what is published: mail addresses, phone numbers, NIK, readers' names, redactions."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from html import unescape
from typing import Any, Final

from pipelines.personal import EMAIL, FINDERS, TELLING, as_seen, is_odd, masked

NAMES: Final = ("shown", "initials", "hidden")
"""Policies for the names of readers."""
REDACTED: Final = "[disunting / redacted]"
REDACTED_IN_ADDRESS: Final = "redacted"
"""What stands for a redacted name within an address."""
_LETTER = re.compile(r"[^\W\d_]", re.UNICODE)
_CONTACT = re.compile(
    r"\b(tel:|sms:|callto:|wa\.me/|whatsapp\.com/send/?\?(?:[^\"'<>]*?[?&;])?phone=|whatsapp://send/?\?phone=|t\.me/"
    r"|tg://resolve\?phone=|signal\.me/\#p/|(?<=[?&;])(?:no_?)?(?:hp|phone|wa|telp?|telepon|mobile|nik|ktp)=)"
    r"(?:\+|%2b)?[\d().\- ]{6,}|\bt\.me/\+[\w-]+",
    re.I,
)
"""Addresses by which a person is called, or known."""
_TAG = re.compile(r"<[^<>]*>")
_PIECE = re.compile(r"<[^<>]*>|&(?:#\d+|#x[0-9a-f]+|\w+);|.", re.I | re.S)
_INLINE = re.compile(r"</?(?:a|abbr|b|big|del|em|font|i|ins|mark|s|small|span|strike|strong|sub|sup|u)\b", re.I)
"""Elements that part no words."""
_TOLD = re.compile(r"""(\s(?:alt|title|cite)=)("[^"]*"|'[^']*')""", re.I)


class Scrubber:
    """Masks texts, and takes out what is redacted."""

    def __init__(
        self,
        forbidden: Iterable[str] = (),
        names: str = "initials",
        people: Iterable[str] = (),
        addresses: Iterable[str] = (),
        hushed: Collection[int] = (),
    ) -> None:
        """``forbidden`` are strings that must not be published, wherever they stand; ``people`` are readers whose
        comments must not; ``addresses`` are those of redacted releases, and their keys; ``hushed`` are numbers of
        redacted comments. Case and white space do not matter; names stand for whole words."""
        self.forbidden = sorted({text for text in map(_fold, forbidden) if text}, key=len, reverse=True)
        self.addresses = sorted({text for text in addresses if text}, key=len, reverse=True)
        self.names = names
        self.hushed = frozenset(hushed)
        folded = sorted({text for text in map(_fold, people) if text}, key=len, reverse=True)
        self._people = _any_of(folded)
        self._texts = _joined([_any_of(self.forbidden), _addresses(self.addresses)])
        self._comments = _joined([self._texts, self._people])
        self._links = _joined([_addresses(self.addresses), _slugs(self.forbidden)])

    def names_person(self, name: str) -> bool:
        """Tell whether a reader's name is that of a redacted person."""
        return self._people is not None and self._people.search(as_seen(name)) is not None

    def text(self, text: str | None) -> str | None:
        """Return a text without personal data and without what is redacted."""
        return self._masked(text, self._texts)

    def comment(self, text: str | None) -> str | None:
        """Return what a reader wrote; redacted persons are not named in it, either."""
        return self._masked(text, self._comments)

    def unnamed(self, text: str, authors: Iterable[str]) -> str:
        """Return what a reader wrote with the full names of readers shown as the policy has it."""
        for author in sorted(authors, key=len, reverse=True):
            pattern = _any_of([_fold(author)])
            text = pattern.sub(self.name(author) or "", text) if pattern is not None else text
        return text

    def forbids_text(self, text: str) -> bool:
        """Tell whether anything stands in a text that is redacted."""
        return self._texts is not None and self._texts.search(as_seen(text)) is not None

    def forbids_link(self, address: str) -> bool:
        """Tell whether an address is, or names, what is redacted."""
        return self._links is not None and self._links.search(address) is not None

    def _masked(self, text: str | None, redacted: re.Pattern[str] | None) -> str | None:
        if not text or not isinstance(text, str):
            return text
        if is_odd(text):
            return self._masked_as_seen(text, redacted)
        if redacted is not None:
            text = redacted.sub(REDACTED, text)
        return masked(text)

    def _masked_as_seen(self, text: str, redacted: re.Pattern[str] | None) -> str:
        """Mask what a reader sees: signs that are not seen, or look like others, do not matter."""
        seen, places = [], []
        for place, sign in enumerate(text):
            shown = as_seen(sign)
            seen.append(shown)
            places += [place] * len(shown)
        for start, end, mask in reversed(self._spans("".join(seen), redacted)):
            text = text[: places[start]] + mask + text[places[end - 1] + 1 :]
        return text

    def html(self, text: str | None) -> str | None:
        """Return a fragment of HTML in which the text that a reader sees is masked, and so are its addresses.

        A number or a name counts as one text also where elements (``0812<b>3456</b>``) or entities stand in it; the
        elements stay.
        """
        if not text or not isinstance(text, str):
            return text
        pieces = _PIECE.findall(text) if self._spans(_flat(text), self._texts) else None
        if pieces is not None:
            text = self._without(pieces)
        return _TAG.sub(lambda tag: self._tag(tag[0]), text)

    def _without(self, pieces: list[str]) -> str:
        """Put pieces of HTML together again, the signs of what is masked left out."""
        signs, places = [], []
        for place, piece in enumerate(pieces):
            shown = as_seen(_shown(piece) if len(piece) > 1 else piece)
            signs.append(shown)
            places += [place] * len(shown)
        for start, end, mask in self._spans("".join(signs), self._texts):
            for place in places[start:end]:
                if not _TAG.fullmatch(pieces[place]):
                    pieces[place] = ""
            pieces[places[start]] += mask
        return "".join(pieces)

    def _spans(self, text: str, redacted: re.Pattern[str] | None) -> list[tuple[int, int, str]]:
        """Return (start, end, mask) of all that is to be masked in a text, none within another, in order."""
        found = [(*match.span(), REDACTED) for match in redacted.finditer(text)] if redacted is not None else []
        for finder in FINDERS if TELLING.search(text) else ():
            for begin, end in finder.spans(text):
                if all(end <= start or begin >= stop for start, stop, _ in found):
                    found.append((begin, end, finder.mask))
        return sorted(found)

    def _tag(self, tag: str) -> str:
        if "=" not in tag:
            return tag
        return _TOLD.sub(lambda told: f"{told[1]}{told[2][0]}{self.text(told[2][1:-1])}{told[2][0]}", self.url(tag))

    def url(self, url: Any) -> Any:
        """Return an address that calls nobody and names nobody who is redacted; others are as they were."""
        if not isinstance(url, str) or not url:
            return url
        if self._links is not None:
            url = self._links.sub(REDACTED_IN_ADDRESS, url)
        url = _CONTACT.sub(lambda found: (found[1] or "t.me/") + "[telepon]", url)
        return EMAIL.sub("[e-mail]", url) if TELLING.search(url) else url

    def name(self, name: str | None) -> str | None:
        """Return the name of a reader as the policy has it."""
        if not name:
            return name
        if self.names_person(name) or (self._texts is not None and self._texts.search(as_seen(name))):
            return REDACTED
        if self.names == "shown":
            return self.text(name)
        return "–" if self.names == "hidden" else initials(name)

    def evidence(self, text: str | None) -> str | None:
        """Return JSON with every text in it masked; ``author`` is a reader's name. What is no JSON is left out.

        Of what happened to a redacted comment, only its number is left. Digests are left out: who knows all but a
        number of a text could find the number by its digest.
        """
        if not text:
            return text
        try:
            return json.dumps(self._value(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return "{}"

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            number = value.get("comment")
            if isinstance(number, int) and number in self.hushed:
                return {"comment": number}
            of_comment = number is not None
            return {
                self.text(name): self._entry(name, entry, of_comment)
                for name, entry in value.items()
                if name != "digest"
            }
        if isinstance(value, list):
            return [self._value(entry) for entry in value]
        return self._told(value) if isinstance(value, str) else value

    def _entry(self, name: str, entry: Any, of_comment: bool) -> Any:
        if not isinstance(entry, str):
            return self._value(entry)
        if name == "author":
            return self.name(entry)
        return self.comment(entry) if of_comment else self._told(entry)

    def _told(self, text: str) -> str | None:
        """Mask a text of which it is not known whether it is an address."""
        return self.url(text) if re.match(r"[a-z][a-z+.-]{1,9}:\S+$", text, re.I) else self.text(text)


def initials(name: str) -> str:
    """Return the initials of a name, each with a full stop; a dash for a name without a letter."""
    letters = [found[0].upper() for word in name.split()[:5] if (found := _LETTER.search(word))]
    return " ".join(f"{letter}." for letter in letters) or "–"


def _shown(piece: str) -> str:
    """Return what a reader sees of an element or an entity: a line's end where an element parts words."""
    if piece[0] == "<":
        return "" if _INLINE.match(piece) else "\n"
    return unescape(piece)


def _flat(html: str) -> str:
    return as_seen(unescape(_TAG.sub(lambda tag: _shown(tag[0]), html)))


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    patterns = (r"\s+".join(re.escape(word) for word in text.split()) for text in texts)
    joined = "|".join(rf"(?<!\w){pattern}(?!\w)" for pattern in patterns)
    return re.compile(joined, re.I) if joined else None


def _addresses(addresses: Sequence[str]) -> re.Pattern[str] | None:
    """Find addresses that do not merely begin others: ``/panen`` is not meant by ``/panen-2`` or ``/panen.html``."""
    joined = "|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-]|\.\w)" for text in addresses)
    return re.compile(joined, re.I) if joined else None


def _slugs(texts: Sequence[str]) -> re.Pattern[str] | None:
    """Find the words of texts as addresses join them: ``siti-aminah``, ``Siti%20Aminah``, ``siti+aminah``."""
    gap = r"(?:%[0-9a-f]{2}|[^\w/?&=]|_)+"
    patterns = (gap.join(re.escape(word) for word in re.findall(r"[^\W_]+", text)) for text in texts)
    joined = "|".join(rf"(?<![^\W_]){pattern}(?![^\W_])" for pattern in patterns if pattern)
    return re.compile(joined, re.I) if joined else None


def _joined(patterns: Sequence[re.Pattern[str] | None]) -> re.Pattern[str] | None:
    kept = [pattern.pattern for pattern in patterns if pattern is not None]
    return re.compile("|".join(kept), re.I) if kept else None


def _fold(text: str) -> str:
    return " ".join(as_seen(text or "").split())
