"""Names beside the sign of a person: the icon that themes draw before a writer's name, or the initials of an avatar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Block, fold, made_text, names_of
from crawler.structure.words import BARE_LABEL, DATE, is_counter

_PERSON: Final = re.compile(
    r"(?:^|[\s_-])(?:bxs?[-_])?(?:user|person|account)"
    r"(?:[-_](?:alt|o|circle|fill|tie|edit|pen|check|line|outline|solid|regular|large|\d))*(?:$|\s)",
    re.I,
)
"""What fonts of icons call the sign of one person; that of several counts visitors."""
_DRAWN: Final = (
    "M16 7a4 4 0 11-8 0 4 4 0 018 0z",
    "M15.75 6a3.75 3.75 0 1 1-7.5 0 3.75 3.75 0 0 1 7.5 0Z",
    "M15.75 6a3.75 3.75 0 11-7.5 0 3.75 3.75 0 017.5 0z",
    "M10 9a3 3 0 100-6 3 3 0 000 6zm-7 9a7 7 0 1114 0H3z",
    "M20 21v-2a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4v2",
    "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2",
    "M12 12c2.21 0 4-1.79 4-4s-1.79-4-4-4-4 1.79-4 4 1.79 4 4 4z",
)
"""How the lines of that sign begin in sets of icons that themes draw without a name: Heroicons, Feather, Material."""
_SIGNS: Final = frozenset(("i", "em", "span", "svg"))
_NO_NAME: Final = re.compile(r"\W*(?:log\s?in|masuk|daftar|register|profile?|akun|log\s?out|keluar|tamu)\W*", re.I)
_LONGEST: Final = 60
_WORDS: Final = 8
"""Characters and words of a name, at most: that of an office may be long."""
_INITIALS: Final = 2
"""Letters of an avatar without a picture, at most."""


def name_beside_sign(block: Block) -> str:
    """Return the name in a line that stands beside the sign of a person; empty where there is none."""
    names = (name for sign in _signs(block) if (name := _following(sign)) in block.apart or name in block.text)
    return next((name for name in names if _is_name(name)), "") or _initialled(block)


def _signs(block: Block) -> Iterator[_Element]:
    """Yield the icons of a person in the element of a line."""
    for element in block.container.iter(*_SIGNS):
        if (_PERSON.search(names_of(element)) or _draws_person(element)) and not made_text(element):
            yield element


def _draws_person(sign: _Element) -> bool:
    """Tell whether an icon without a name is that of one person, by its lines."""
    if sign.tag != "svg":
        return False
    return any((path.get("d") or "").strip().startswith(_DRAWN) for path in sign.iter("path"))


def _following(sign: _Element) -> str:
    """Return what stands right behind an icon, or behind what holds nothing else; not the label of a name."""
    said = ""
    for element in (sign, *takewhile(lambda holder: not made_text(holder), sign.iterancestors())):
        if said := fold(element.tail or ""):
            break
        if (beside := element.getnext()) is not None:
            return made_text(beside)
    if BARE_LABEL.fullmatch(said) and (beside := sign.getnext()) is not None:
        return made_text(beside)
    return said


def _initialled(block: Block) -> str:
    """Return the name in a line of which the letters before it are the initials: ``AP`` and ``Admin Portal``."""
    pieces = [fold(piece) for piece in block.pieces]
    if len(pieces) != 2 or not (0 < len(pieces[0]) <= _INITIALS and pieces[0].isupper()):
        return ""
    initials = "".join(word[0].upper() for word in pieces[1].split())
    return pieces[1] if _is_name(pieces[1]) and initials.startswith(pieces[0]) else ""


def _is_name(text: str) -> bool:
    if not 2 < len(text) <= _LONGEST or len(text.split()) > _WORDS or not text[0].isalpha():
        return False
    return not (DATE.search(text) or is_counter(text) or _NO_NAME.fullmatch(text) or text.endswith(("!", "?", ":")))
