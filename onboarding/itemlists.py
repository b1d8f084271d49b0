"""The list of articles in an answer of an API: where it stands, and which of its values is which field.

A name alone proves nothing: a field is what most items hold something fit for under a fit name.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from crawler.feeds import plain
from crawler.platforms.json_values import at, markup_of, read_json, text_of_value
from pipelines.dates import read_date

MOST_NODES: Final = 20_000
"""Values of an answer that are looked at; one with more is hostile."""
DEEPEST: Final = 6
LOOKED_AT: Final = 20
"""Items by which a list is judged."""
FEWEST: Final = 2
"""Items that make a list."""
MOST: Final = 0.8
"""Share of the items that must hold a fit value, for what every article has."""
SOME: Final = 0.4
"""The same, for what articles may lack."""
A_HEADLINE: Final = 2_000
"""Letters of a headline, escaped twice and all."""
LOOKED_INTO: Final = 20_000
"""Letters of a value that are looked at."""
WHOLE_TEXT: Final = 300
"""Letters of a text, at the median, from which it is no summary."""
_CUT: Final = re.compile(r"(?:\.{3,}|…|\[&hellip;\]|\[…\])\s*(?:</p>)?\s*$")
_NUMBER: Final = re.compile(r"\d{1,20}")
_SLUG: Final = re.compile(r"(?:https?://[^\s]+/|/[^\s]*/)?[^\s/?#]{3,250}/?")
_PICTURE: Final = re.compile(r"^(?:https?:/)?/?\S+/\S+$|\.(?:jpe?g|png|webp|gif)(?:\?\S*)?$", re.I)
_EMPTY: Final = re.compile(r"<[^<>]*>|&nbsp;|\s")


@dataclass(slots=True)
class ItemList:
    """A list of articles in an answer."""

    steps: str
    """Steps from the answer to it, as ``data.rows``."""
    items: list[dict[str, Any]]
    fields: dict[str, str] = field(default_factory=dict)
    """Our name of a field to the steps from an item to its value."""

    @property
    def worth(self) -> int:
        """How much it says of articles, to be compared."""
        return len(self.fields) * min(len(self.items), LOOKED_AT) + len(self.items)

    def keys(self) -> list[str]:
        """Return by what its items are told from each other."""
        return [self.text(item, "slug") or self.text(item, "id") for item in self.items]

    def text(self, item: dict[str, Any], name: str) -> str:
        """Return the value of one field of an item."""
        return text_of_value(at(item, self.fields[name])) if name in self.fields else ""


def item_list(data: Any) -> ItemList | None:
    """Return the list of articles that an answer holds; None when it holds none."""
    lists = (ItemList(steps, items, fields_of(items)) for steps, items in _lists(data))
    fit = [each for each in lists if _is_news(each.fields)]
    return max(fit, key=lambda each: each.worth, default=None)


def _is_news(fields: dict[str, str]) -> bool:
    return "headline" in fields and bool({"slug", "id"} & set(fields)) and bool({"published", "body"} & set(fields))


def _lists(data: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give every list of objects in an answer with the steps to it, outermost first."""
    for steps, value in _values(data, into_lists=False):
        if isinstance(value, list):
            items = [each for each in value if isinstance(each, dict)]
            if len(items) >= FEWEST and len(items) == len(value):
                yield steps, items


def _values(data: Any, *, into_lists: bool) -> Iterator[tuple[str, Any]]:
    """Give objects and lists of an answer with the steps to them, outermost first; of lists the first item at most.

    A text that holds JSON is read on the way.
    """
    waiting: deque[tuple[str, Any, int]] = deque([("", data, 0)])
    seen = 0
    while waiting and seen < MOST_NODES:
        steps, value, depth = waiting.popleft()
        seen += 1
        if isinstance(value, str):
            value = read_json(value) if value[:1] in ("[", "{") else None
        yield steps, value
        inner = list(value.items()) if isinstance(value, dict) else []
        inner += [("0", each) for each in value[:1]] if into_lists and isinstance(value, list) else []
        if depth < DEEPEST:
            waiting += [
                (f"{steps}.{name}".strip("."), each, depth + 1)
                for name, each in inner
                if name and "." not in name and isinstance(each, (dict, list, str))
            ]


def object_with(data: Any, headline: str) -> tuple[str, dict[str, Any]] | None:
    """Return where in an answer one article of this headline stands, and its object."""
    wanted = plain(markup_of(headline)).lower()
    for steps, value in _values(data, into_lists=True):
        if isinstance(value, dict) and any(
            isinstance(each, str) and len(each) <= A_HEADLINE and plain(markup_of(each)).lower() == wanted
            for each in value.values()
        ):
            return steps, value
    return None


# ---- fields ----


def fields_of(items: list[dict[str, Any]]) -> dict[str, str]:
    """Return which steps of a list's items lead to which of our fields."""
    looked_at = items[:LOOKED_AT]
    paths = list(dict.fromkeys(path for item in looked_at for path in _paths(item)))[:300]
    found: dict[str, str] = {}
    for name, (patterns, fits, share) in _FIELDS.items():
        path = _fitting(looked_at, [path for path in paths if path not in found.values()], patterns, fits, share)
        if path is not None:
            found[name] = path
    return found


def _paths(item: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[str]:
    for name, value in list(item.items())[:100]:
        if not name or "." in name:
            continue
        path = f"{before}.{name}".strip(".")
        yield path
        if isinstance(value, dict) and depth < 2:
            yield from _paths(value, path, depth + 1)


def _fitting(
    items: list[dict[str, Any]], paths: list[str], patterns: str, fits: Callable[[list[str]], bool], share: float
) -> str | None:
    """Return the first path, in the order of the names, under which enough items hold a fit value."""
    for pattern in patterns.split():
        named = re.compile(pattern, re.I)
        for path in paths:
            if not named.fullmatch(_name_of(path)):
                continue
            values = [value[:LOOKED_INTO] for item in items if (value := text_of_value(at(item, path)))]
            if values and len(values) >= share * len(items) and fits(values):
                return path
    return None


def _name_of(path: str) -> str:
    """Return a path as names are compared: its last step, without marks; of an attribute its owner's, too."""
    steps = [re.sub(r"[_-]", "", step) for step in path.split(".") if step not in ("attributes", "data")]
    last = steps[-1] if steps else ""
    return f"{steps[-2]}/{last}" if len(steps) > 1 else last


def _distinct(values: list[str]) -> bool:
    return len(set(values)) >= MOST * len(values)


def _are_headlines(values: list[str]) -> bool:
    texts = [plain(markup_of(value)) for value in values if len(value) <= A_HEADLINE]
    whole = [text for text in texts if 8 <= len(text) <= 400 and " " in text]
    return len(whole) >= MOST * len(values) and _distinct(texts) and not all(map(_has_date, texts))


def _are_slugs(values: list[str]) -> bool:
    fit = [value for value in values if _SLUG.fullmatch(value) and not _NUMBER.fullmatch(value)]
    return len(fit) == len(values) and len(set(values)) == len(values)


def _are_numbers(values: list[str]) -> bool:
    return all(map(_NUMBER.fullmatch, values)) and len(set(values)) == len(values)


def _has_date(value: str) -> bool:
    if value.isdecimal():
        return len(value) in (10, 13)
    return read_date(value[:80], base=datetime.now(UTC), allow_dateparser=False).value is not None


def _are_dates(values: list[str]) -> bool:
    return sum(map(_has_date, values)) >= MOST * len(values)


def _are_texts(values: list[str]) -> bool:
    lengths = sorted(len(_EMPTY.sub("", markup_of(value))) for value in values)
    cut = sum(_CUT.search(value) is not None for value in values)
    return lengths[len(lengths) // 2] >= WHOLE_TEXT and cut * 4 <= len(values)


def _are_words(values: list[str]) -> bool:
    return all(len(value) <= 120 and not value.isdecimal() and "://" not in value for value in values)


def _are_pictures(values: list[str]) -> bool:
    return all(_PICTURE.search(value) and " " not in value.strip() for value in values)


_SUBJECT: Final = "(?:berita|artikel|article|news|post|posting|konten)"
_FIELDS: Final[dict[str, tuple[str, Callable[[list[str]], bool], float]]] = {
    "headline": (rf"judul{_SUBJECT}? {_SUBJECT}?title headline title/rendered (?:judul|title)id nama{_SUBJECT}"
                 " judul/id nama name", _are_headlines, MOST),
    "id": (rf"id{_SUBJECT}? {_SUBJECT}id nid", _are_numbers, MOST),
    "slug": (rf"{_SUBJECT}?slug slug{_SUBJECT}? judul(?:url|seo|slug) title(?:url|seo|slug) (?:url|seo)(?:judul|title)"
             " seo slugid permalink alias url link path", _are_slugs, MOST),
    "published": (r"(?:tanggal|tgl|date|waktu)?_?(?:publish|published|publikasi|terbit|tayang)(?:ed)?"
                  r"(?:at|on|date|time|ed)? publish\w*/time (?:tanggal|tgl|date|waktu)(?:berita|post|posting|id)?"
                  r" post(?:ed)?(?:at|date|on) (?:tanggal|tgl)\w* created(?:at|on|date)? date/\w+ createdat/\w+"
                  " timestamp time", _are_dates, MOST),
    "modified": ("(?:updated|modified)(?:at|on|date)? (?:tanggal|tgl)(?:update|ubah)", _are_dates, MOST),
    "body": (rf"isi{_SUBJECT}? content/rendered {_SUBJECT}?(?:content|konten|body) full(?:text|content) teks text"
             " deskripsi description desc detail", _are_texts, MOST),
    "category": (rf"(?:nama)?kategori{_SUBJECT}? {_SUBJECT}?category categoryname kategori/(?:nama|name|judul|title)"
                 " category/(?:nama|name|title) namakategori rubrik", _are_words, MOST),
    "section": ("kategori(?:url|seo|slug) category(?:url|seo|slug) slugkategori kategori/slug category/slug",
                _are_words, MOST),
    "author": ("penulis author author/(?:name|nama) penulis/(?:name|nama) namapenulis authorname"
               " createdby/(?:name|nama) creator user/(?:name|nama) oleh", _are_words, SOME),
    "image": (rf"(?:link|url|file)?(?:gambar|image|foto|thumbnail|cover|img|picture|photo)(?:url|{_SUBJECT})?"
              " featuredimage (?:gambar|image|foto|thumbnail|cover)/(?:url|path|src)", _are_pictures, SOME),
    "caption": ("(?:image|foto|gambar)?caption keterangan(?:gambar|foto)?", _are_words, SOME),
    "tags": ("tags?", _are_words, SOME),
}  # fmt: skip
"""Field to the names it may have (best first), what its values must be, and of how many items."""
