"""What our pages say with numbers in it: nouns that agree with their number, freshness, reasons."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from publish.words import LANGUAGES, WORDS, number_in_words, word

SINGULAR = {
    "releases": "release",
    "comments": "Reader's comment",
    "sites_short": "site",
    "rows": "row",
    "hidden_tables": "{} further table, of the operator and the index",
    "days_ago": "{} day ago",
    "longest_gap": "rarely more than {} day",
    "pages_due": "{} page due",
    "months_count": "{} month",
    "further_listings": "{} further listing",
    "unchanged_paragraphs": "{} paragraph unchanged",
}
"""English words to what they are after the number one; Indonesian ones do not change."""


def named(value: int | None, name: str, language: str) -> str:
    """Return a word as it stands after a number."""
    return SINGULAR[name] if value == 1 and language == "en" and name in SINGULAR else word(name, language)


def counted(value: int | None, name: str, language: str) -> str:
    """Return a number with its word: ``1 release``; where the word has a place for the number, it stands there."""
    said, number = named(value, name, language), number_in_words(value, language)
    return said.format(number) if "{}" in said else f"{number} {said}"


def freshness_in_words(freshness: dict[str, Any] | None, language: str) -> str:
    """Say how old the newest release is, and how often others came; a dash where nothing is known."""
    if not freshness:
        return "–"
    days = freshness["days"]
    said = [word("today", language) if days == 0 else counted(days, "days_ago", language)]
    if (usual := freshness["usual_gap"]) is not None:
        every = round(usual)
        told = word("usual_gap", language).format(number_in_words(every, language))
        said.append(told if every > 1 else word("every_day", language))
        if (longest := freshness["longest_usual_gap"]) > max(every, 1):
            said.append(counted(longest, "longest_gap", language))
    return "; ".join(said)


def in_language(text: str, language: str) -> str:
    """Return the half of a sentence of the metadata that is in a language: two lines, or a title with a stroke."""
    halves = text.split("\n") if "\n" in text else text.split(" / ")
    return halves[LANGUAGES.index(language)] if len(halves) == len(LANGUAGES) else sentence(text, language)


def sentence(text: str, language: str) -> str:
    """Return a sentence about a table or column in a language, as far as there is one (data/sentences.id.toml)."""
    return _sentences().get(text, text) if language == "id" else text


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads((resources.files("publish") / "data" / "sentences.id.toml").read_text("utf-8"))


def reason_in_words(reason: str, language: str) -> str:
    """Say why an address gave no release; a reason that has no words is said as it is noted."""
    if f"cause_{reason}" in WORDS:
        return word(f"cause_{reason}", language)
    if reason.startswith("http-") and reason[5:].isdecimal():
        return word("cause_http", language).format(reason[5:])
    return reason
