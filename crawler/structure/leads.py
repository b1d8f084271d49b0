"""Lines about an article that stand below its lead: who wrote it, and when."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from crawler.structure.blocks import Block, Outline, names_of
from crawler.structure.fields import LINES, RUNNING, is_about, is_sentence
from crawler.structure.parts import META, OUTSIDE
from crawler.structure.words import DATE

_ABOUT_LEAD: Final = 4
"""Lines about an article below its lead, at most."""
_SIGNED: Final = re.compile(
    r"\W*(?:oleh|by|penulis|author|editor|reporter|di(?:tulis|tambahkan|posting|pos(?:t|k)an|publikasikan|terbitkan"
    r"|unggah|muat|buat)|(?:post|publish|writt?|submitt?|add)ed|written|terbit|tayang|rilis)\b",
    re.I,
)
"""How a line begins that says of its day what it is."""
_LEAD: Final = re.compile(r"\b(?:lead|lede|intro|summary|ringkasan|excerpt|deck|sub-?title|teaser|desc)", re.I)


def mark_below_lead(made: Outline, last: int) -> None:
    """Mark lines about the article that stand between its lead, right below block ``last``, and its text."""
    near = made.blocks[last + 1 : last + 1 + LINES]
    made.below_lead = _below_lead([line for line in near if not line.part & OUTSIDE])
    for line in made.below_lead:
        line.part |= META


def _below_lead(near: list[Block]) -> list[Block]:
    """Return the lines about the article below a lead right under its headline, with its text below them.

    One of them prints a day. They are signed, or the lead is dressed as one, and the text stands in an element that
    does not hold it: else the day may be one that the text names.
    """
    lead, rest = near[:1], near[1:]
    about = list(takewhile(is_about, rest[: _ABOUT_LEAD + 1]))
    text = rest[len(about) : len(about) + 1]
    if not (lead and about and text) or len(about) > _ABOUT_LEAD or not all(map(_is_text, (lead[0], text[0]))):
        return []
    if lead[0].text.endswith(":") or not any(DATE.search(line.text) for line in about):
        return []
    signed = any(_SIGNED.match(line.text) for line in about)
    around = text[0].container.getparent()
    apart = around is not None and around not in lead[0].container.iterancestors()
    return about if signed or (apart and _is_dressed(lead[0])) else []


def _is_dressed(lead: Block) -> bool:
    """Tell whether a line is no paragraph like others: it has an element of its own kind, a name, or heavy letters."""
    holder = lead.container
    return holder.tag != "p" or holder not in lead.holders or _LEAD.search(names_of(holder)) is not None


def _is_text(line: Block) -> bool:
    return not line.linked and not is_about(line) and (len(line.text) > RUNNING or is_sentence(line))
