"""``python -m bench.public PAGES ANNOTATIONS``: how well texts are found on trafilatura's evaluation, beside others.

PAGES is the source archive of trafilatura 1.1.0, whose ``tests/cache/`` holds pages of the evaluation; ANNOTATIONS is
``tests/evaldata.py`` of its repository, which is read as data and never run. Neither is part of this project.
``--docs`` writes docs/exactness-public.md; ``--worst N`` lists the pages of the tuning half on which we are worst.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import logging
import platform
import sys
import tarfile
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.parse import no_network
from crawler.html import decode_to_utf8, parse_html
from crawler.items import Article, Page, Selectors
from crawler.structure.reading import article_selectors
from pipelines.stages import read_article

DOCS = Path(__file__).parents[1] / "docs" / "exactness-public.md"
OURS = "Lontar"
HALVES = ("tuning half", "held out")
LEVEL = 0.005
"""Difference of two marks below which they are the same."""
FETCHED_AT = "2026-11-23T02:00:00.000Z"


class InputError(Exception):
    """A file is missing or is another than expected; the message is one line."""


@dataclass(frozen=True)
class AnnotatedPage:
    """A page, and pieces of it of which people have said whether they belong to its text."""

    name: str
    url: str
    html: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    comments: tuple[str, ...] = ()
    """Pieces of readers' comments, which the evaluation does not count."""
    is_held_out: bool = False
    """Whether it is of the half on which nothing may be tuned."""


@dataclass
class Tally:
    """What one reader made of some pages, counted as trafilatura's evaluation counts."""

    pages: int = 0
    empty: int = 0
    wanted_found: int = 0
    wanted: int = 0
    unwanted_found: int = 0
    unwanted: int = 0
    comments_found: int = 0
    comments: int = 0

    def add(self, page: AnnotatedPage, found: str) -> float:
        """Count a page and return how well it was read, 0 to 1."""
        text = fold(found)
        hits, wrong, read = (
            sum(fold(piece) in text for piece in pieces) for pieces in (page.wanted, page.unwanted, page.comments)
        )
        self.pages, self.empty = self.pages + 1, self.empty + (not text)
        self.wanted_found, self.wanted = self.wanted_found + hits, self.wanted + len(page.wanted)
        self.unwanted_found, self.unwanted = self.unwanted_found + wrong, self.unwanted + len(page.unwanted)
        self.comments_found, self.comments = self.comments_found + read, self.comments + len(page.comments)
        return f1(hits / (hits + wrong) if hits + wrong else 0.0, hits / len(page.wanted))

    def figures(self) -> dict[str, float]:
        """Return the shares that the table shows, by name."""
        found = self.wanted_found + self.unwanted_found
        precision = self.wanted_found / found if found else 0.0
        recall = self.wanted_found / self.wanted if self.wanted else 0.0
        right = self.wanted_found + self.unwanted - self.unwanted_found
        return {
            "precision": precision,
            "recall": recall,
            "F1": f1(precision, recall),
            "accuracy": right / max(self.wanted + self.unwanted, 1),
            "comments read as text": self.comments_found / max(self.comments, 1),
            "nothing found": self.empty / max(self.pages, 1),
        }


Reader = Callable[[AnnotatedPage], str]
Tallies = dict[str, dict[str, Tally]]
"""Half to reader to what it made of it."""


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def annotated_pages(archive: Path, annotations: Path) -> list[AnnotatedPage]:
    """Return the annotated pages that the archive holds; by the digests of their names, half of them are held out."""
    said = _annotations(annotations)
    found = []
    try:
        with tarfile.open(archive) as packed:
            for member in packed:
                folder, _, name = member.name.rpartition("/")
                if folder.endswith("/tests/cache") and name in said and (opened := packed.extractfile(member)):
                    found.append((name, opened.read()))
    except (OSError, tarfile.TarError) as error:
        raise InputError(f"{archive}: {error}: it has to be the source archive of trafilatura 1.1.0") from error
    if not found:
        raise InputError(f"{archive} holds none of the {len(said)} annotated pages")
    found.sort(key=lambda page: hashlib.sha256(page[0].removesuffix(".html").encode()).digest())
    half = (len(found) + 1) // 2
    return [
        AnnotatedPage(name, said[name]["url"], html, *_pieces(said[name]), is_held_out=number >= half)
        for number, (name, html) in enumerate(found)
    ]


def _annotations(path: Path) -> dict[str, dict[str, Any]]:
    """Return what is said of each page, by the name of its file."""
    try:
        for statement in ast.parse(path.read_text("utf-8")).body:
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "EVAL_PAGES":
                pages = ast.literal_eval(statement.value)
                return {said["file"]: {"url": url, **said} for url, said in pages.items()}
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: {error}: it has to be trafilatura's tests/evaldata.py") from error
    raise InputError(f"{path} has no EVAL_PAGES: it has to be trafilatura's tests/evaldata.py")


def _pieces(said: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    return (tuple(piece for piece in said.get(key, ()) if piece.strip()) for key in ("with", "without", "comments"))


def lontar(page: AnnotatedPage) -> str:
    """Read a page as the page of an unknown CMS is read; whether its address is one of news is not asked."""
    root, _ = parse_html(page.html)
    if root is None:
        return ""
    layout = article_selectors(root) or Selectors("generic", library="first")  # no article: the library is asked
    seen = Page(page.url, root, FETCHED_AT, link=_link, key=lambda url: url, home_url="")
    article = read_article(Article("generic", "release", page.url, page=seen, selectors=layout))
    kept = (article.subheadline, article.body, article.byline_raw)  # fields of their own to us
    return "\n\n".join(part for part in kept if part)


def _link(href: str) -> str | None:
    return href if href.startswith(("http://", "https://")) else None


def trafilatura(page: AnnotatedPage, **options: Any) -> str:
    """Read a page with trafilatura, comments off."""
    from trafilatura import extract

    return extract(page.html, url=page.url, include_comments=False, **options) or ""


def newspaper4k(page: AnnotatedPage) -> str:
    """Read a page with newspaper4k, pictures not fetched."""
    from newspaper import Article as NewspaperArticle  # type: ignore[import-untyped]

    article = NewspaperArticle(page.url, fetch_images=False)
    article.download(input_html=_text_of(page))
    article.parse()
    return article.text or ""


def news_please(page: AnnotatedPage) -> str:
    """Read a page with news-please, pictures not fetched."""
    from newsplease import NewsPlease  # type: ignore[import-untyped]

    return NewsPlease.from_html(_text_of(page), url=page.url, fetch_images=False).maintext or ""


def _text_of(page: AnnotatedPage) -> str:
    """Return a page as text, for those who take no bytes: in the encoding in which we read it."""
    return decode_to_utf8(page.html, None)[0].decode("utf-8", "replace")


READERS: dict[str, Reader] = {
    OURS: lontar,
    "trafilatura": trafilatura,
    "trafilatura, precision": lambda page: trafilatura(page, favor_precision=True),
    "trafilatura, recall": lambda page: trafilatura(page, favor_recall=True),
    "newspaper4k": newspaper4k,
    "news-please": news_please,
}
PACKAGES = ("trafilatura", "newspaper4k", "news-please")


def measure(readers: dict[str, Reader], pages: Iterable[AnnotatedPage]) -> tuple[Tallies, dict[str, dict[str, float]]]:
    """Have every reader read every page; return the tallies, and page by page of the tuning half how well it went."""
    tallies: Tallies = {half: {name: Tally() for name in readers} for half in HALVES}
    scores: dict[str, dict[str, float]] = {}
    with no_network(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for page in pages:
            for name, reader in readers.items():
                found = ""
                with suppress(*(() if name == OURS else (Exception,))):  # a fault of an extractor is its result
                    found = reader(page)
                score = tallies[HALVES[page.is_held_out]][name].add(page, found)
                if not page.is_held_out:
                    scores.setdefault(page.name, {})[name] = score
    return tallies, scores


def tables(tallies: Tallies) -> list[str]:
    """Return the tables in Markdown, one for each half."""
    lines: list[str] = []
    for half, row in tallies.items():
        heads = list(Tally().figures())
        lines += [f"### {half.capitalize()}", "", f"{next(iter(row.values())).pages} pages.", ""]
        lines += ["| | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
        for reader, tally in row.items():
            lines.append(f"| {reader} | " + " | ".join(f"{share:.3f}" for share in tally.figures().values()) + " |")
        lines.append("")
    return lines


def summary(tallies: Tallies) -> list[str]:
    """Return, half by half, how we stand to the best of the others."""
    lines = ["| | Lontar | best of the others | | ours |", "| --- | --- | --- | --- | --- |"]
    for half, row in tallies.items():
        marks = {name: tally.figures()["F1"] for name, tally in row.items()}
        best = max((name for name in marks if name != OURS), key=lambda name: marks[name])
        gap = marks[OURS] - marks[best]
        stand = "level" if abs(gap) < LEVEL else "ahead" if gap > 0 else "behind"
        lines.append(f"| {half} | {marks[OURS]:.3f} | {marks[best]:.3f} | {best} | {stand} |")
    return lines


def worst(scores: dict[str, dict[str, float]], count: int) -> list[str]:
    """Return the pages of the tuning half on which another reader is better than we are by most."""
    behind = []
    for page, row in scores.items():
        best = max((name for name in row if name != OURS), key=lambda name: row[name])
        behind.append((row[best] - row[OURS], f"{page}: {row[OURS]:.2f}, {best} {row[best]:.2f}"))
    return [line for gap, line in sorted(behind, reverse=True)[:count] if gap > 0]


TEXT = """# How well texts are found on pages of the open web

Written by `python -m bench.public PAGES ANNOTATIONS --docs`. The authors of trafilatura say of pages of the open web
which pieces of text must be found and which must not; {count} of these pages are in the source archive of
trafilatura 1.1.0 (PAGES), and what is said of them is `tests/evaldata.py` of its repository (ANNOTATIONS). Neither is
part of this project. The pages go, as bytes, to our generic reading and to the extractors, in one run without a
network, and are counted as that evaluation counts: precision and recall over all pieces, accuracy over both kinds.
*Comments read as text* are pieces of readers' comments, which it does not count.

The pages are cut into halves by the digests of their names. The generic reading was changed by what the **tuning
half** shows, and by pages of other packages, of which most say nothing of their text. Of the **held out** half nobody
looked at a page. Its figures were seen after each change of the reading before this one, which was behind on it (F1
0.914), and the halves were drawn anew once, to be of one size, when only the scores of pages had been seen. This
reading was made without them, though what they had told, that text is missing and one page is read empty, was known;
they were looked at once, when it was done.

Our reading is asked for the text alone: whether a page is news, by its address and date, which a crawl asks too, is not
judged, and a page on which we see no article is left to trafilatura. The credit and the sub-headline, which we keep as
fields of their own, are put back.

## In short

F1. The best of the others is the best on these pages, whichever that is; less than 0.005 apart is level.

{summary}

Most of these pages are German. Our labels ("Berita Terkait", "Komentar", "Dibaca") are Indonesian and English ones, so
a text in another language is left to trafilatura, whatever language its page says it is in: its commonest words decide,
then those of the page, and what the page says only where they do not tell. So is an English text on a page where
nothing is Indonesian, if trafilatura finds nine tenths of what we find. From what it finds we drop what names and forms
give away in any language: the headline, lines about the article, comments, lists of others, boxes about the author.
What readers quote of the text stays, and so do an aside of running text in the text's own element and a text that is
nothing but a list. A paragraph that opens the text and is left out is put before it. Asked for links, it joins words
around some of them and cuts paragraphs: then its text is taken without.

Of any other text it is asked where less than half of a page's running text was found, no stated or dated headline
stands right above it, and neither comments nor related articles follow; then its text is taken where it is longer and
holds nine tenths of ours. It is not asked more often: on pages of Indonesian governments it takes comments and related
articles for the text ([How exactly pages are read](exactness.md)).

## Figures

Measured on {note}

"""


def document(tallies: Tallies) -> str:
    """Return docs/exactness-public.md."""
    installed = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    text = TEXT.format(
        count=sum(row[OURS].pages for row in tallies.values()),
        summary="\n".join(summary(tallies)),
        note=f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}; {installed}.",
    )
    return text + "\n".join(tables(tallies)).rstrip() + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.public", description=__doc__)
    parser.add_argument("pages", type=Path, help="source archive of trafilatura 1.1.0")
    parser.add_argument("annotations", type=Path, help="tests/evaldata.py of its repository")
    parser.add_argument("--docs", action="store_true", help="write docs/exactness-public.md")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        pages = annotated_pages(asked.pages, asked.annotations)
    except InputError as error:
        sys.exit(str(error))
    tallies, scores = measure(READERS, pages)
    if asked.docs:
        DOCS.write_text(document(tallies), "utf-8")
    print("\n".join([*tables(tallies), *worst(scores, asked.worst)]))


if __name__ == "__main__":
    main()
