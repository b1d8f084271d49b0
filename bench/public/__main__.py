"""``python -m bench.public FOLDER`` prints how well every reader finds the texts of the public benchmarks.

``--fetch`` fetches the archives into the folder first; ``--docs`` writes docs/exactness-public.md; ``--ours`` leaves
the others out; ``--worst N`` lists the pages of the tuning half on which we are worst, beside the best of the others.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.parse import no_network
from bench.public.counting import Tally
from bench.public.pages import (
    ARCHIVES,
    SET_OF_BEGINNINGS,
    SET_OF_SEGMENTS,
    SET_OF_TEXTS,
    FetchError,
    PublicPage,
    fetch,
    public_pages,
)
from bench.public.readers import OURS, PEERS, READERS

DOCS = Path(__file__).parents[2] / "docs" / "exactness-public.md"
LEVEL = 0.005
"""Difference of two marks below which they are the same."""
HALVES = ("tuning half", "held out")

Tallies = dict[tuple[str, str], dict[str, Tally]]
"""Set and half to reader to what it made of them."""
Scores = dict[str, dict[str, float]]
"""Page of the tuning half to reader to how well it was read."""


def measure(readers: dict[str, Callable[[PublicPage], str]], pages: Iterable[PublicPage]) -> tuple[Tallies, Scores]:
    """Have every reader read every page."""
    tallies: Tallies = {}
    scores: Scores = {}
    with no_network(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for page in pages:
            row = tallies.setdefault((page.of, HALVES[page.is_held_out]), {name: Tally() for name in readers})
            for name, reader in readers.items():
                found = ""
                if name == OURS:
                    found = reader(page)
                else:
                    with suppress(Exception):  # what a page does to an extractor is the extractor's result
                        found = reader(page)
                score = row[name].add(page, found)
                if not page.is_held_out:
                    scores.setdefault(f"{page.of}: {page.name}", {})[name] = score
    return tallies, scores


def tables(tallies: Tallies) -> list[str]:
    """Return the tables in Markdown: one for each half of each set."""
    lines: list[str] = []
    for (of, half), row in _sorted(tallies):
        first = next(iter(row.values()))
        heads = [name for name, value in first.figures().items() if value is not None]
        lines += [f"### {of[0].upper()}{of[1:]}, {half}", "", f"{first.pages} pages.", ""]
        lines += ["| | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
        for reader, tally in row.items():
            figures = tally.figures()
            lines.append(f"| {reader} | " + " | ".join(_share(figures[head]) for head in heads) + " |")
        lines.append("")
    return lines


def summary(tallies: Tallies) -> list[str]:
    """Return, set by set and half by half, how we stand to the best of the others."""
    lines = ["| | Lontar | best of the others | | ours |", "| --- | --- | --- | --- | --- |"]
    for (of, half), row in _sorted(tallies):
        marks = {name: tally.mark() for name, tally in row.items()}
        others = {name: mark for name, mark in marks.items() if name != OURS}
        best = max(others, key=lambda name: others[name])
        stand = standing(marks[OURS] - others[best])
        lines.append(f"| {of}, {half} | {marks[OURS]:.3f} | {others[best]:.3f} | {best} | {stand} |")
    return lines


def standing(gap: float) -> str:
    """Return in words how we stand to another reader."""
    return "level" if abs(gap) < LEVEL else "ahead" if gap > 0 else "behind"


def _sorted(tallies: Tallies) -> list[tuple[tuple[str, str], dict[str, Tally]]]:
    return sorted(tallies.items(), key=lambda item: (item[0][0], HALVES.index(item[0][1])))


def worst(scores: Scores, count: int) -> list[str]:
    """Return the pages of the tuning half on which another reader is better than we are by most."""
    behind = []
    for page, row in scores.items():
        others = {name: score for name, score in row.items() if name != OURS}
        best = max(others, key=lambda name: others[name])
        behind.append((others[best] - row[OURS], f"{page}: {row[OURS]:.2f}, {best} {others[best]:.2f}"))
    return [line for gap, line in sorted(behind, reverse=True)[:count] if gap > 0]


TEXT = """# How well texts are found on public benchmarks

Written by `make bench-public`: the pages of public benchmarks of article extraction go, as bytes, to our generic
reading and to the extractors, in one run without a network. Nothing of the pages is part of this project: the archives
are fetched by package name and version, and one whose digest differs is refused. Each set is cut into halves by the
digests of the pages' names. The generic reading was changed by what the **tuning half** shows. Of the **held out** half
nobody looked at a page, but its figures were seen after each change, and were in view when the rule for doubtful texts
(below) got its form: they are no proof of a reading never measured on them. The halves were drawn anew once, to be of
one size, when only the scores of pages had been seen.

- **{segments}**: {trafilatura} of the pages of which the authors of trafilatura say which pieces of text must be
  found and which must not; the others of its evaluation are in no package. Counted as they do: precision and recall
  over all pieces, accuracy over both kinds. *Comments read as text* are pieces of readers' comments, which they do not
  count.
- **{texts}**: what Mozilla's Readability is tested with, each with the whole text that its authors accepted: its own
  output, so it is lenient to what is built like it. Precision and recall over runs of four words, the mean over pages,
  as the article extraction benchmark of Zyte counts; word F1 is over single words.
- **{beginnings}**: news of goose's tests, of which the first words are known, of some the whole text: the share of the
  beginning's runs of four words that was found, in the mean.

What was looked for and not found in a package: the pages of Zyte's benchmark, the rest of trafilatura's evaluation.

Our reading is asked for the text alone: whether a page is news, by its address and date, which a crawl asks too, is not
judged. The credit that we cut off is put back, for the others leave it in. A page that shows no headline is no article
to us, and counts as read empty.

## In short

F1, or the share of the beginning. The best of the others is the best on these pages, whichever that is.

{summary}

Where ours is worse, and why, as far as the tuning half shows:

- Most of trafilatura's pages are German. Our labels ("Berita Terkait", "Komentar", "Dibaca") are Indonesian and English
  ones; a German "Das könnte dich auch interessieren" is known by structure only, and on some pages it is not.
- Pages that are no news: a product's page of many sections, a tourist office's page of a hero, a gallery and a route.
  Ours takes one part for the text. Where that part holds less than half of the running text, no stated or dated
  headline stands right above it, and neither comments nor related articles follow, trafilatura is asked, and its text
  is taken where it is longer and holds nearly all of ours. That mends some of them. It is not asked more often: on
  pages of Indonesian governments it takes comments and related articles for the text
  ([How exactly pages are read](exactness.md)).
- Lists of links that are the text: ours leaves them out as lists of other articles, as most of them are.
- Boxes amid a text, of an issue on sale or a video's controls, that no name and no label tells from it.
- Files that are no page: two of Mozilla's and one of goose's have no heading and are no article to us, and another of
  goose's has no markup at all.

Besides the tuning half, pages of other packages, whose text nobody has written down, were looked at where the readers
disagree.

## Figures

Measured on {note}

"""


def versions() -> str:
    """Return the versions of the readers that are installed."""
    packages = dict.fromkeys(package for package, _ in PEERS.values())
    return ", ".join(f"{package} {version(package)}" for package in packages)


def document(tallies: Tallies, measured: str) -> str:
    """Return docs/exactness-public.md; ``measured`` names the readers' versions."""
    archives = ", ".join(f"{archive.name} {archive.version}" for archive in ARCHIVES)
    text = TEXT.format(
        segments=SET_OF_SEGMENTS,
        texts=SET_OF_TEXTS,
        beginnings=SET_OF_BEGINNINGS,
        trafilatura=sum(row[OURS].pages for (of, _), row in tallies.items() if of == SET_OF_SEGMENTS),
        summary="\n".join(summary(tallies)),
        note=f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}; {measured}. Pages of {archives}.",
    )
    return text + "\n".join(tables(tallies)).rstrip() + "\n"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.public", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the archives are")
    parser.add_argument("--fetch", action="store_true", help="fetch those that are not there")
    parser.add_argument("--docs", action="store_true", help="write docs/exactness-public.md")
    parser.add_argument("--ours", action="store_true", help="leave the other readers out")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        if asked.fetch:
            fetch(asked.folder)
        pages = public_pages(asked.folder)
    except FetchError as error:
        sys.exit(str(error))
    if asked.docs and asked.ours:
        sys.exit("--docs tells of all readers: leave --ours out")
    tallies, scores = measure({OURS: READERS[OURS]} if asked.ours else READERS, pages)
    if asked.docs:
        DOCS.write_text(document(tallies, versions()), "utf-8")
    print("\n".join([*tables(tallies), *(worst(scores, asked.worst) if asked.worst else [])]))


if __name__ == "__main__":
    main()
