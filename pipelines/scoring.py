"""How exact an archive is: its articles against a truth, field by field.

A truth has one row for each article: ``url``, ``path`` or ``key`` says which, and every other field that the row holds
is judged; what it leaves out is not. Texts are compared with white space folded. Precision and recall of a body count
its words (with signs, as a multiset), those of lists their entries, those of single values whether a value is there
and right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from pipelines.personal import unaddressed

_TOKEN = re.compile(r"\w+|[^\w\s]")
MOST_WORST = 200
"""Cases of one field that are remembered; the worst of them are kept."""

Row = Mapping[str, Any]
"""One article: of a truth file, or of the archive in the same shape (see :func:`judged`)."""


@dataclass(slots=True)
class Case:
    """One article of which a field is not exact."""

    article: str
    field: str
    expected: str
    found: str
    score: float
    """F1 of the field of this article, 0 to 1."""


@dataclass(slots=True)
class FieldScore:
    """One field over all articles that the truth tells it of."""

    name: str
    judged: int = 0
    """Articles of which the truth tells the field."""
    exact: int = 0
    expected: int = 0
    """Words, entries or values that the truth has."""
    found: int = 0
    matched: int = 0
    worst: list[Case] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None where there is nothing."""
        return self.matched / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both, over all articles together."""
        return f1(self.matched, self.found, self.expected)

    @property
    def rate(self) -> float | None:
        """Share of articles of which the field is exact."""
        return self.exact / self.judged if self.judged else None

    def add(self, article: str, expected: Any, found: Any, units: Callable[[Any], Counter[str]]) -> None:
        """Count one article."""
        wanted, got = units(expected), units(found)
        matched = sum((wanted & got).values())
        self.judged += 1
        self.expected += sum(wanted.values())
        self.found += sum(got.values())
        self.matched += matched
        if expected == found or (wanted == got and not isinstance(expected, list)):
            self.exact += 1
            return
        score = f1(matched, sum(got.values()), sum(wanted.values())) or 0.0
        self.worst.append(Case(article, self.name, _said(expected), _said(found), score))
        if len(self.worst) > 2 * MOST_WORST:
            self.keep_worst(MOST_WORST)

    def keep_worst(self, most: int) -> None:
        """Keep so many cases, the worst first."""
        self.worst.sort(key=lambda case: (case.score, case.article))
        del self.worst[most:]


@dataclass(slots=True)
class Score:
    """An archive, or one site of it, against a truth."""

    fields: dict[str, FieldScore] = field(default_factory=dict)
    articles: int = 0
    """Articles of the truth."""
    covered: int = 0
    """Those that the archive has."""
    missing: list[str] = field(default_factory=list)
    wrong_days: int = 0
    """Publication dates on another day than the true one; a missing date is none."""
    wrong_articles: int = 0
    """Comments of the truth that stand on another article than theirs."""
    invented: list[str] = field(default_factory=list)
    """Articles that the archive has and the truth has not; only known where the truth is complete."""

    @property
    def coverage(self) -> float | None:
        """Share of the truth's articles that the archive has."""
        return self.covered / self.articles if self.articles else None

    def add(self, name: str, expected: Row, found: Row | None) -> None:
        """Count one article, named so; None where the archive has it not: its fields are then not judged."""
        self.articles += 1
        if found is None:
            self.missing.append(name)
            return
        self.covered += 1
        for each, value in expected.items():
            score = self.fields.setdefault(each, FieldScore(each))
            score.add(name, value, found.get(each), UNITS.get(each, _value))
        if "published_at" in expected and found.get("published_at"):
            true, got = expected["published_at"], found["published_at"]
            self.wrong_days += instant(true) != instant(got) and str(true or "")[:10] != str(got)[:10]


def f1(matched: int, found: int, expected: int) -> float | None:
    """Return the harmonic mean of precision and recall; None where there is nothing to find and nothing found."""
    return 2 * matched / (found + expected) if found + expected else None


def judged(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a row of a truth file in the shape in which they are compared.

    Names of the archive's columns and of older truth files are taken alike: ``body`` may be a text, a list of
    paragraphs, or stand in ``body_paragraphs``; ``category`` a name or an object with one; ``tags`` names or objects
    with ``text``; times of comments ``posted_at`` or ``published_at``.
    """
    made: dict[str, Any] = {}
    if "headline" in row:
        made["headline"] = folded(row.get("headline_as_typed") or row["headline"])
    for name, names in _SAME.items():
        if present := [each for each in names if each in row]:
            made[name] = folded(row[present[0]])
    if "published_at" in row:
        made["published_at"] = row["published_at"] or None
    if "body_paragraphs" in row or "body" in row:
        made["body"] = paragraphs(row["body_paragraphs"] if "body_paragraphs" in row else row["body"])
        made["body"] = _without_credit(made["body"], made.get("byline"))
    if made.get("byline"):
        made["byline"] = made["byline"].strip("()[]*. ")
    if "category" in row:
        category = row["category"]
        made["category"] = folded(category.get("name") if isinstance(category, dict) else category)
    if "tags" in row:
        made["tags"] = sorted(folded(tag["text"] if isinstance(tag, dict) else tag) or "" for tag in row["tags"])
    if "comments" in row:
        made["comments"] = sorted(map(comment, row["comments"]))
    if "related" in row:
        made["related"] = [folded(link["text"] if isinstance(link, dict) else link) for link in row["related"]]
        if all(isinstance(link, dict) and (link.get("url") or link.get("path")) for link in row["related"]):
            made["related_targets"] = [_path(link.get("url") or link["path"]) for link in row["related"]]
    return made


_SAME = {"subheadline": ("subheadline", "sub_headline"), "author": ("author",), "byline": ("byline_raw", "byline")}


def folded(text: Any) -> str | None:
    """Return a text with white space folded; None for an empty one."""
    return " ".join(str(text).split()) or None if text is not None else None


def paragraphs(body: Any) -> list[str]:
    """Return the paragraphs of a body: a text with blank lines, or a list of texts."""
    parts = re.split(r"\n\s*\n", body) if isinstance(body, str) else body or []
    return [text for part in parts if (text := folded(part))]


def _path(address: str) -> str:
    """Return where an address leads, whatever its host: truths are often recorded under another one."""
    parts = urlsplit(address)
    return unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _without_credit(body: list[str], byline: str | None) -> list[str]:
    """Return a body without the credit at its end, which the archive keeps apart."""
    if not byline:
        return body
    return [text for each in body if (text := each.removesuffix(byline).rstrip())]


def comment(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return author, instant and text of a comment; a truth may tell the mail addresses that are never archived."""
    posted = row.get("posted_at") or row.get("published_at")
    author, text = (unaddressed(folded(row.get(name)) or "") for name in ("author", "text"))
    return author, instant(posted) or "", text


def instant(value: Any) -> str | None:
    """Return an ISO 8601 value so that equal instants are equal texts: seconds since 1970 for a time, else the day."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return str(int(moment.timestamp())) if moment.tzinfo and len(str(value)) > 10 else str(value)


def _words(body: Any) -> Counter[str]:
    return Counter(_TOKEN.findall(" ".join(body or ())))


def _entries(entries: Any) -> Counter[str]:
    return Counter(map(repr, entries or ()))


def _value(value: Any) -> Counter[str]:
    return Counter([str(value)] if value is not None else [])


UNITS: dict[str, Callable[[Any], Counter[str]]] = {
    "body": _words,
    "tags": _entries,
    "comments": _entries,
    "related": _entries,
    "related_targets": _entries,
    "published_at": lambda value: _value(instant(value)),
}
"""What is counted of a field; of all others the value itself."""


def _said(value: Any) -> str:
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value) if value is not None else ""
    return text[:400]


def merged(scores: Iterable[Score]) -> Score:
    """Return several sites' scores as one."""
    total = Score()
    for score in scores:
        for name in ("articles", "covered", "wrong_days", "wrong_articles"):
            setattr(total, name, getattr(total, name) + getattr(score, name))
        total.missing += score.missing
        total.invented += score.invented
        for name, each in score.fields.items():
            into = total.fields.setdefault(name, FieldScore(name))
            for count in ("judged", "exact", "expected", "found", "matched"):
                setattr(into, count, getattr(into, count) + getattr(each, count))
            into.worst += each.worst
            into.keep_worst(MOST_WORST)
    return total
