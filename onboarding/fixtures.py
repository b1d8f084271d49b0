"""Recorded pages with what is to be read of them: written for review, and compared with what is read today.

A fixture is two files in the folder of its site: the answer as it came (personal data of readers blanked), and
``NAME.expected.json`` with its address, its headers and the reading of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Answer, Article, Item, Listing
from crawler.platforms.base import NewsSpider
from crawler.signs import Seen
from onboarding.blanking import Blanking
from onboarding.errors import SiteError
from onboarding.plain import plain
from onboarding.visiting import answer_of
from pipelines.reading import read_one

SUFFIX = ".expected.json"
ARTICLE_FIELDS = (
    "key", "url", "urls", "native_id", "layout", "headline", "headline_raw", "subheadline", "body", "byline",
    "byline_raw", "byline_desk", "byline_initials", "author", "dateline", "category", "published_at", "published_raw",
    "published_precision", "published_source", "published_zone", "modified_at", "language", "word_count", "views",
    "comments", "thread_pages", "recent_comments", "related", "images", "attachments", "tags",
)  # fmt: skip
"""What is expected of an article: all that is read of its own page and may be looked at by a person."""
LISTING_FIELDS = ("sightings", "recent_comments", "following", "thread", "articles")
STEM = 48
"""Letters of a fixture's name; a longer one is cut and ends in a digest."""
SHOWN_SIGHTINGS = 60
"""Entries of a listing that are expected, at most."""
SHOWN_ARTICLES = 20
"""Articles that a list holds whole and that are expected, at most."""
KEPT_HEADERS = ("content-type", "location", "x-wp-totalpages", "x-wp-total", "link")
_EXTENSIONS = (("html", "html"), ("json", "json"), ("xml", "xml"), ("rss", "xml"))


@dataclass(slots=True)
class Difference:
    """One field of one recorded page that is not read as expected."""

    page: str
    field: str
    expected: Any
    found: Any


@dataclass(slots=True)
class Comparison:
    """What a site's fixtures say."""

    pages: list[str] = field(default_factory=list)
    fields: dict[str, int] = field(default_factory=dict)
    """On how many pages a field is expected."""
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class Fixture:
    """A recorded page and what is expected of it."""

    path: Path
    """The file with what is expected."""
    kind: str
    seen: Seen
    fetched_at: str
    expected: dict[str, Any]

    @property
    def name(self) -> str:
        """What the fixture is called."""
        return self.path.name.removesuffix(SUFFIX)

    def read(self, spider_class: type[NewsSpider]) -> dict[str, Any]:
        """Return what the site's spider reads of the page today."""
        return reading_of(spider_class, answer_of(self.seen, self.kind, self.fetched_at))


def load_fixtures(folder: Path) -> list[Fixture]:
    """Return the fixtures of a folder; raises :class:`SiteError` for one that cannot be read."""
    return list(map(_load, sorted(folder.glob(f"*{SUFFIX}"))))


def _load(path: Path) -> Fixture:
    try:
        told = json.loads(path.read_text("utf-8"))
        body = (path.parent / Path(told["file"]).name).read_bytes()
        seen = Seen(told["url"], told["status"], dict(told["headers"]), body)
        return Fixture(path, told["kind"], seen, told["fetched_at"], dict(told["expected"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SiteError(f"{path}: this fixture cannot be read ({type(error).__name__}: {error})") from None


def reading_of(spider_class: type[NewsSpider], answer: Answer) -> dict[str, Any]:
    """Return what a spider reads of one answer, as it stands in a fixture: without what is empty."""
    return expected_of(read_one(spider_class().read(answer)))


def expected_of(item: Item) -> dict[str, Any]:
    """Return what a fixture expects, given what has been read."""
    told = plain(item)
    if isinstance(item, Article):
        return {name: _tidy(told[name]) for name in ARTICLE_FIELDS if told[name] not in (None, [], "")}
    if isinstance(item, Listing):
        told["sightings"] = told["sightings"][:SHOWN_SIGHTINGS]
        told["articles"] = [expected_of(article) for article in item.articles[:SHOWN_ARTICLES]]
        return {name: _tidy(told[name]) for name in LISTING_FIELDS if told[name] not in (None, [], "")}
    visit = item.visit
    return {"outcome": visit.outcome, **({"reason": visit.reason} if visit.reason else {})}


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _tidy(entry) for name, entry in value.items() if entry not in (None, [], "")}
    return [_tidy(entry) for entry in value] if isinstance(value, list) else value


def names_of_readers(item: Item) -> Iterator[str]:
    """Give the names under which readers wrote what a page shows."""
    if isinstance(item, Article):
        yield from (comment.author for comment in item.comments)
    elif isinstance(item, Listing):
        yield from (comment.author for comment in item.thread)
    if isinstance(item, (Article, Listing)):
        yield from (comment.author for comment in item.recent_comments)


class Recorder:
    """Writes the fixtures of one site into a folder."""

    def __init__(self, spider_class: type[NewsSpider], folder: Path) -> None:
        self.spider_class, self.folder = spider_class, folder
        self.blanking = Blanking()
        self.writers: set[str] = set()
        """Who wrote the releases: answering readers below one makes no reader of its author."""

    def record(self, answer: Answer) -> Path | None:
        """Write one page and what is read of it; None if its readers cannot be blanked without changing what is read.

        Returns the file with what is expected. A page that was recorded before is recorded anew.
        """
        item = read_one(self.spider_class().read(answer))
        if isinstance(item, Article) and item.author:
            self.writers.add(item.author)
        self.blanking.meet(name for name in names_of_readers(item) if name not in self.writers)
        headers = {name: value for name, value in answer.headers.items() if name in KEPT_HEADERS}
        body = self.blanking.bytes(answer.body)
        url = self.blanking.value(answer.visit.url)
        blanked = Seen(url, answer.capture.status, headers, body)
        fixture = Fixture(self._path(answer, item), answer.visit.kind, blanked, answer.capture.fetched_at, {})
        expected = fixture.read(self.spider_class)
        if not _same(expected, self.blanking.value(expected_of(item))):
            return None
        fixture = replace(fixture, expected=expected)
        self._write(fixture, answer)
        return fixture.path

    def _path(self, answer: Answer, item: Item) -> Path:
        parts = urlsplit(answer.visit.url)
        named = item.key if isinstance(item, Article) else f"{parts.path} {parts.query} {parts.fragment}"
        words = "-".join(re.findall(r"[a-z0-9]+", named.lower()))
        stem = words if len(words) <= STEM else words[: STEM - 8].rpartition("-")[0] + "-" + _digest(named)
        return self.folder / f"{answer.visit.kind}-{stem or 'home'}{SUFFIX}"

    def _write(self, fixture: Fixture, answer: Answer) -> None:
        content_type = answer.capture.content_type.lower()
        extension = next((end for part, end in _EXTENSIONS if part in content_type), "html")
        file = f"{fixture.name}.{extension}"
        told = {
            "url": fixture.seen.url, "kind": fixture.kind, "status": fixture.seen.status,
            "fetched_at": fixture.fetched_at, "headers": fixture.seen.headers, "file": file,
            "expected": fixture.expected,
        }  # fmt: skip
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_bytes(fixture.seen.body)
        fixture.path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _same(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Tell whether a blanked page reads as it should; readers' names may count as words."""
    leave = ("word_count", "language")
    return {k: v for k, v in found.items() if k not in leave} == {k: v for k, v in expected.items() if k not in leave}


def compare(spider_class: type[NewsSpider], fixtures: list[Fixture]) -> Comparison:
    """Compare what a site's spider reads today with what is expected, field by field."""
    comparison = Comparison()
    for fixture in fixtures:
        found = fixture.read(spider_class)
        comparison.pages.append(fixture.name)
        for name in dict.fromkeys([*fixture.expected, *found]):
            comparison.fields[name] = comparison.fields.get(name, 0) + 1
            if found.get(name) != fixture.expected.get(name):
                comparison.differences.append(
                    Difference(fixture.name, name, fixture.expected.get(name), found.get(name))
                )
    return comparison
