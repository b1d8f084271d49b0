"""What was read beside what the page says: exact headlines, tokens of bodies, days, comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crawler.html import parse_html
from crawler.items import Article, Page, Selectors
from pipelines.stages import read_article
from tests.shapes.content import CLOCK, Release, Shape, releases
from tests.shapes.parts import HOME, url

Reader = Callable[..., Selectors | None]
_TOKENS = re.compile(r"\w+")


@dataclass
class Score:
    """Sums over pages."""

    pages: int = 0
    recognised: int = 0
    headline: int = 0
    f1: float = 0.0
    precision: float = 0.0
    dated: int = 0
    """Pages that print a date."""
    same_day: int = 0
    same_instant: int = 0
    wrong_day: int = 0
    comments: int = 0
    """Comments that the pages print."""
    comments_read: int = 0
    comments_right: int = 0
    """Author, text and day as printed."""
    parents: int = 0
    parents_right: int = 0
    others: Counter[str] = field(default_factory=Counter)
    """Fields asked for and got, ``author`` and ``author-right``."""

    def add(self, other: Score) -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        pages, dated = max(self.pages, 1), max(self.dated, 1)
        return (
            f"pages {self.pages} recognised {self.recognised} headline {self.headline / pages:.3f} "
            f"F1 {self.f1 / pages:.3f} P {self.precision / pages:.3f} day {self.same_day / dated:.3f} "
            f"instant {self.same_instant / dated:.3f} wrong {self.wrong_day / pages:.3f} "
            f"comments R {self.comments_right}/{self.comments} P {self.comments_right}/{self.comments_read} "
            f"parents {self.parents_right}/{self.parents} "
            + " ".join(f"{n} {self.others[n + '-right']}/{self.others[n]}" for n in FIELDS)
        )


FIELDS = ("author", "category", "tags", "related")


def overlap(truth: str, found: str) -> tuple[float, float]:
    """Return F1 and precision of the found words."""
    wanted, got = Counter(_TOKENS.findall(truth.lower())), Counter(_TOKENS.findall(found.lower()))
    same = sum((wanted & got).values())
    if not same:
        return 0.0, 0.0
    precision, recall = same / sum(got.values()), same / sum(wanted.values())
    return 2 * precision * recall / (precision + recall), precision


def read(text: str, address: str, reader: Reader) -> Article | None:
    """Read a page as the stages read it; None when it is no article."""
    root, _ = parse_html(text.encode())
    assert root is not None
    selectors = reader(root, address)
    if selectors is None:
        return None
    page = Page(
        address, root, CLOCK.isoformat() + "+00:00",
        link=lambda href: HOME + href if href.startswith("/") else href if href.startswith("http") else None,
    )  # fmt: skip
    return read_article(Article("x", "x", address, page, selectors))


def others_of(release: Release) -> list[Release]:
    """Return the releases that the lists of a page show."""
    every = releases()
    at = release.number + 1
    return [*every[at:], *every[: release.number]][:14]


def score(shape: Shape, release: Release, reader: Reader) -> Score:
    """Score one page."""
    facts = shape.facts
    article = read(shape.render(release, others_of(release)), url(release), reader)
    out = Score(pages=1, dated=int(facts.precision is not None))
    out.comments = len(release.remarks) if facts.comments else 0
    for name in FIELDS:
        out.others[name] = int(getattr(facts, name))
    if article is None:
        return out
    out.recognised = 1
    out.headline = int(article.headline == release.headline)
    out.f1, out.precision = overlap(release.text, _with_credit(article, release))
    day = (article.published_at or "")[:10]
    out.same_day = int(facts.precision is not None and day == f"{release.at:%Y-%m-%d}")
    out.wrong_day = int(bool(day) and (facts.precision is None or not out.same_day))
    length = {"day": 10, "minute": 16, "second": 19, None: 0}[facts.precision]
    out.same_instant = int(bool(day) and (article.published_at or "")[:length] == release.at.isoformat()[:length])
    _score_comments(out, article, release, facts)
    out.others["author-right"] = int(facts.author and article.author == release.author)
    out.others["category-right"] = int(facts.category and article.category == release.category)
    out.others["tags-right"] = int(facts.tags and [t.tag.lstrip("#") for t in article.tags] == list(release.tags))
    shown = {other.headline for other in others_of(release)}
    related = [link.text for link in article.related if link.kind == "related"]
    out.others["related-right"] = int(facts.related and bool(related) and set(related) <= shown)
    return out


def _with_credit(article: Article, release: Release) -> str:
    """A credit that the truth counts as text (bodies as pasted) is text here, too."""
    credit = f"\n\n{article.byline_raw}" if article.byline_raw and article.byline_raw in release.text else ""
    return (article.body or "") + credit


def _score_comments(out: Score, article: Article, release: Release, facts) -> None:  # type: ignore[no-untyped-def]
    out.comments_read = len(article.comments)
    if not facts.comments:
        return
    wanted = {(r.author, r.text, f"{r.at:%Y-%m-%d}"): r for r in release.remarks}
    for comment in article.comments:
        remark = wanted.pop((comment.author, comment.text, (comment.posted_at or "")[:10]), None)
        out.comments_right += remark is not None
        if remark is not None and facts.threads and remark.parent is not None:
            parent = article.comments[comment.parent] if comment.parent is not None else None
            out.parents_right += parent is not None and parent.text == release.remarks[remark.parent].text
    out.parents = sum(r.parent is not None for r in release.remarks) if facts.threads else 0


def score_all(shapes: Iterable[Shape], reader: Reader, chosen: Iterable[Release] | None = None) -> dict[str, Score]:
    """Score every shape over the releases."""
    found = {}
    chosen = list(chosen if chosen is not None else releases())
    for shape in shapes:
        total = Score()
        for release in chosen:
            total.add(score(shape, release, reader))
        found[shape.name] = total
    return found
