"""How exactly pages of every platform are read, beside the general extractors on the same pages in one run.

``python -m bench.exactness`` prints the tables; ``--docs`` writes docs/exactness.md, ``--ours`` leaves the others out.
All get the page's bytes and address, and none may open a connection. An extractor that fails on a page read nothing.
"""

from __future__ import annotations

import logging
import platform
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.parse import no_network
from bench.samples import FETCHED_AT, Sample, samples
from crawler.items import Answer, Article, Capture, Visit
from crawler.platforms.base import NewsSpider
from pipelines.scoring import Score, instant, judged
from pipelines.stages import read_article

DOCS = Path(__file__).parent.parent / "docs" / "exactness.md"
OURS = "Lontar"
GOOD_BODY = 0.9
"""F1 of a body below which an extractor failed on a page."""
_WORD = re.compile(r"\w")

Reading = dict[str, Any]
Reader = Callable[[Sample], Reading | None]
_spiders: dict[type[NewsSpider], NewsSpider] = {}


def lontar(sample: Sample) -> Reading | None:
    """Read a page as a crawl reads it."""
    spider = _spiders.get(sample.spider) or _spiders.setdefault(sample.spider, sample.spider())
    capture = Capture(sample.url, FETCHED_AT, 200, "text/html; charset=utf-8", size=len(sample.html))
    visit = Visit(url=sample.url, kind="article", instant=FETCHED_AT)
    item = spider.read(Answer(visit, capture, sample.html, headers={"content-type": capture.content_type}))
    if not isinstance(item, Article):
        return None
    article = read_article(item)
    body = article.body or ""
    credit = article.byline_raw or article.byline
    if credit and credit in _text(sample.truth["body"]):
        body += f"\n\n{credit}"
    days = all(len(c["posted_at"]) == len("2024-10-02") for c in sample.truth.get("comments", ()))
    comments = [
        {"author": c.author, "posted_at": (c.posted_at or "")[: 10 if days else None], "text": c.text}
        for c in article.comments
    ]
    return {"headline": article.headline, "body": body, "published_at": article.published_at, "comments": comments}


def trafilatura(sample: Sample) -> Reading | None:
    """Read a page with trafilatura, comments off."""
    from trafilatura import bare_extraction

    found = bare_extraction(sample.html, url=sample.url, with_metadata=True, include_comments=False)
    return None if found is None else {"headline": found.title, "body": found.text, "published_at": found.date}


def newspaper4k(sample: Sample) -> Reading | None:
    """Read a page with newspaper4k, pictures not fetched."""
    from newspaper import Article as NewspaperArticle  # type: ignore[import-untyped]

    article = NewspaperArticle(sample.url, fetch_images=False, language="id")
    article.download(input_html=sample.html.decode("utf-8", "replace"))
    article.parse()
    return {"headline": article.title, "body": article.text, "published_at": _iso(article.publish_date)}


def news_please(sample: Sample) -> Reading | None:
    """Read a page with news-please, pictures not fetched."""
    from newsplease import NewsPlease  # type: ignore[import-untyped]

    found = NewsPlease.from_html(sample.html.decode("utf-8", "replace"), url=sample.url, fetch_images=False)
    return {"headline": found.title, "body": found.maintext, "published_at": _iso(found.date_publish)}


def htmldate(sample: Sample) -> Reading | None:
    """Date a page with htmldate."""
    from htmldate import find_date

    return {"published_at": find_date(sample.html, url=sample.url, original_date=True, extensive_search=True)}


PEERS: dict[str, tuple[str, Reader]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "news-please": ("news-please", news_please),
    "htmldate": ("htmldate", htmldate),
}
"""Name to the distribution and how it is asked."""


def _iso(moment: Any) -> str | None:
    return moment.date().isoformat() if moment is not None else None


def _text(body: Any) -> str:
    return body if isinstance(body, str) else "\n".join(body)


class Standing:
    """What one reader made of the pages of one platform."""

    def __init__(self) -> None:
        self.score = Score()
        self.bodies = 0.0
        self.same_day = self.wrong_day = self.dated = 0
        self.failures: dict[str, set[str]] = {}
        """Layout to the fields that were wrong on a page of it."""

    def add(self, sample: Sample, found: Reading | None) -> None:
        """Count one page; a page that was not read counts as read empty."""
        read = found or {}
        truth = {name: value for name, value in sample.truth.items() if name != "comments" or "comments" in read}
        expected, got = judged(truth), judged({"body": "", **read})
        before = self._body()
        self.score.add(sample.url, expected, got)
        self.score.covered -= found is None
        after = self._body()
        counts = [new - old for new, old in zip(after, before, strict=True)]
        body = 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 1.0
        self.bodies += body
        if "body" in read and body < GOOD_BODY:
            self._fail(sample, "text")
        if "headline" in read and got.get("headline") != expected["headline"]:
            self._fail(sample, "headline")
        self._add_day(sample, expected["published_at"], got.get("published_at"))

    def _add_day(self, sample: Sample, true: str | None, found: str | None) -> None:
        self.dated += true is not None
        same = bool(found) and bool(true) and (instant(found) == instant(true) or str(found)[:10] == str(true)[:10])
        self.same_day += same
        if found and not same:
            self.wrong_day += 1
            self._fail(sample, "wrong day")
        elif true and not found:
            self._fail(sample, "no date")

    def _body(self) -> tuple[int, int, int]:
        body = self.score.fields.get("body")
        return (body.matched, body.found, body.expected) if body else (0, 0, 0)

    def _fail(self, sample: Sample, field: str) -> None:
        self.failures.setdefault(sample.shape, set()).add(field)

    def figures(self) -> dict[str, float | None]:
        """Return the shares that the table shows; None where the reader reads no such field."""
        pages, fields = self.score.articles, self.score.fields
        headline, body, published, comments = (
            fields.get(name) for name in ("headline", "body", "published_at", "comments")
        )
        return {
            "read": self.score.covered / pages,
            "headline": headline.rate if headline else None,
            "body F1": self.bodies / pages,
            "body precision": body.precision if body else None,
            "same instant": published.rate if published else None,
            "same day": self.same_day / self.dated if self.dated else None,
            "wrong day": self.wrong_day / pages,
            "comments precision": comments.precision if comments else None,
            "comments recall": comments.recall if comments else None,
        }


def measure(readers: dict[str, Reader], pages: Iterable[Sample]) -> dict[str, dict[str, Standing]]:
    """Return platform to reader to what it made of the platform's pages."""
    standings: dict[str, dict[str, Standing]] = {}
    with no_network(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sample in pages:
            row = standings.setdefault(sample.platform, {name: Standing() for name in readers})
            for name, reader in readers.items():
                found = None
                if name == OURS:
                    found = reader(sample)
                else:
                    with suppress(Exception):  # what a page does to an extractor is the extractor's result
                        found = reader(sample)
                row[name].add(sample, found)
    return standings


def columns(name: str) -> tuple[str, ...]:
    """Return what a reader is measured by: htmldate reads dates alone, only we read instants and comments."""
    if name == "htmldate":
        return ("same day", "wrong day")
    every = ("read", "headline", "body F1", "body precision", "same day", "wrong day")
    return (*every, "same instant", "comments precision", "comments recall") if name == OURS else every


HEADS = (
    "read", "headline", "body F1", "body precision", "same day", "wrong day", "same instant", "comments precision",
    "comments recall",
)  # fmt: skip


def tables(standings: dict[str, dict[str, Standing]]) -> list[str]:
    """Return the tables in Markdown: one a platform."""
    lines: list[str] = []
    for name, row in standings.items():
        pages = next(iter(row.values())).score.articles
        lines += [f"### {name[0].upper()}{name[1:]}", "", f"{pages:,} pages.", ""]
        lines += ["| | " + " | ".join(HEADS) + " |", "| --- |" + " --- |" * len(HEADS)]
        for reader, standing in row.items():
            figures, shown = standing.figures(), columns(reader)
            cells = [_share(figures[head]) if head in shown else "" for head in HEADS]
            lines.append(f"| {reader} | " + " | ".join(cells) + " |")
        lines += ["", *failures(row), ""]
    return lines


def failures(row: dict[str, Standing]) -> list[str]:
    """Return which layouts each reader fails on, and in what."""
    lines = []
    for name, standing in row.items():
        if standing.failures:
            shapes = "; ".join(f"{shape} ({', '.join(sorted(f))})" for shape, f in sorted(standing.failures.items()))
            lines.append(f"- {name} fails on: {shapes}.")
    return lines


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


TEXT = """# How exactly pages are read

Written by `make bench-exactness`: every labelled page goes, as bytes, to our reading and to the general extractors, in
one run. What is labelled is what a person reads on the page; what a page does not print is not judged.

- **read**: pages that gave an article at all. **headline**: exact, white space folded.
- **body**: words and signs as a multiset. F1 is the mean over pages; precision is over all words. Credits count as text
  for all, for the extractors leave them in it.
- **same day**: a share of the pages that print a date; **wrong day**: of all pages.
- **same instant**: a time to the second, minute or day as printed, with its zone, or no date where none is printed.
- **comments**: author, time and text, and the right page. The extractors give no comments by author.
- A reader **fails on** a layout where one page of it has a wrong headline, a text with F1 below {good}, no date, or a
  wrong day.

Pages: `swarakalibata, real CMS` were rendered by the CMS that Kediri runs; `a real newspaper` is a page of a newspaper.
The pages of the other families are our own, printing what the public templates print, and their reading was written
beside them: they show what is read, not how it does on sites nobody has seen. `known shapes` are page shapes on which
the generic reading was tuned, `held out` those on which it was not; both are ours. No page of a live government site
could be had, so none of these figures is one of a live site: `lontar check-site SITE --live` and `lontar score` measure
those. [What first runs showed](exactness-first-runs.md), on sites made without a look at the reading, is told apart.
[Pages of the open web](exactness-public.md) tell how the generic reading does there, beside others.

"""


def document(standings: dict[str, dict[str, Standing]], readers: Iterable[str]) -> str:
    """Return docs/exactness.md."""
    versions = ", ".join(f"{name} {version(PEERS[name][0])}" for name in readers if name in PEERS)
    note = f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}, {platform.machine()}; {versions}."
    return "\n".join([TEXT.format(good=GOOD_BODY) + "## Figures", "", f"Measured on {note}", "", *tables(standings)])


def main() -> None:
    """Measure, print, and write the document if asked."""
    for name in ("trafilatura", "newspaper", "newsplease", "htmldate", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    readers: dict[str, Reader] = {OURS: lontar}
    if "--ours" not in sys.argv:
        readers |= {name: reader for name, (_, reader) in PEERS.items()}
    standings = measure(readers, samples())
    if "--docs" in sys.argv:
        DOCS.write_text(document(standings, readers).rstrip() + "\n", "utf-8")
    print("\n".join(tables(standings)))


if __name__ == "__main__":
    main()
