"""Known dates hidden in dated archives: how many lie within the bounds, and how wide these are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.run import CrawlOptions, crawl
from sample.nights import play
from tests.hidden_dates import Hidden, copy_of, hide
from tests.kediri_server import kediri_server
from tests.modelled_site import model
from tests.test_crawl_kediri import TRUTH

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "date-bounds.md"
SHARES = (0.05, 0.3, 0.8)
BACK_DATED = (0.0, 0.02)
LEAST = 0.95
ROUNDS = 40
"""Times that dates of a small archive are hidden, each time others."""
BEGINNING = """# Bounds of undated releases

Written by `make prove`. Dates of releases that are known are hidden, with all that listings and feeds print beside
their links; bounds are then found as for releases that print none. "Back-dated" is the share of the remaining dates
that were replaced by wrong ones, 10 days to three years too early. Of each archive several rounds, which hide other
dates each, are summed.

- sample: an archive of the bundled sample site, crawled over loopback, 108 dated releases over seven and a half years.
- kediri-cms: the recorded pages of the public CMS, crawled over loopback: 30 releases, too few for narrow bounds.
- modelled: 3,000 releases of an invented site, published in bursts with pauses, drafts published out of the order of
  their numbers, a listing in order of publication, pictures uploaded up to a month early, comments; not a real site.

Width is the days between both bounds, both included, of releases that have both; the others have one bound.
What the proof cannot show: that releases without a date are like those with one. Widths of a real site follow from how
often it publishes.

| Archive | Hidden | Back-dated | Dates | Inside | Both bounds | Width, median | Width, 90 % |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


@dataclass
class Row:
    archive: str
    share: float
    back_dated: float
    found: Hidden

    def __str__(self) -> str:
        found = self.found
        return (
            f"| {self.archive} | {self.share:.0%} | {self.back_dated:.0%} | {found.dates:,} | {found.share:.1%} |"
            f" {found.both / found.dates:.1%} | {found.median:g} | {found.width(0.9)} |"
        )


def tried(name: str, archive: Path, share: float, back_dated: float, rounds: int) -> Row:
    """Hide dates of an archive several times, and sum up."""
    whole = Hidden(0, 0, 0, [], 0)
    for seed in range(rounds):
        copy = copy_of(archive)
        found = hide(copy, share, back_dated, seed)
        copy.close()
        whole = Hidden(
            whole.dates + found.dates, whole.inside + found.inside, whole.both + found.both,
            whole.widths + found.widths, whole.conflicts + found.conflicts,
        )  # fmt: skip
    return Row(name, share, back_dated, whole)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("sample") / "archive.db"
    list(play(archive, 1, 1))
    return archive


@pytest.fixture(scope="module")
def kediri(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("kediri") / "archive.db"
    with kediri_server() as server:
        urls = tuple(server.base_url + row["path"] for row in TRUTH)
        crawl(["kedirikab"], CrawlOptions(archive=archive, base_url=server.base_url, urls=urls))
    return archive


@pytest.fixture(scope="module")
def modelled(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("modelled") / "archive.db"
    model(archive, 3000, seed=7)
    return archive


def test_nearly_all_hidden_dates_lie_within_their_bounds(sample):
    row = tried("sample", sample, 0.3, 0.02, 8)
    assert row.found.share >= LEAST, row
    assert row.found.both > 0.8 * row.found.dates
    assert row.found.median < 365


def test_the_document_says_that_the_bounds_hold():
    text = DOCUMENT.read_text("utf-8")
    assert text.startswith(BEGINNING)
    rows = re.findall(r"^\| (\S+) \| (\d+)% \| (\d+)% \| [\d,]+ \| ([\d.]+)% \|", text, re.M)
    wanted = {
        (name, f"{share:.0%}"[:-1], f"{wrong:.0%}"[:-1])
        for name in ("sample", "kediri-cms", "modelled")
        for share in SHARES
        for wrong in BACK_DATED
    }
    assert {row[:3] for row in rows} == wanted
    assert all(float(inside) >= 100 * LEAST for *_, inside in rows)


@pytest.mark.prove
def test_bounds_hold_on_every_archive(sample, kediri, modelled):
    rows = [
        tried(name, archive, share, back_dated, rounds)
        for name, archive, rounds in (
            ("sample", sample, ROUNDS),
            ("kediri-cms", kediri, ROUNDS),
            ("modelled", modelled, 3),
        )
        for back_dated in BACK_DATED
        for share in SHARES
    ]
    text = "".join(f"{row}\n" for row in rows)
    DOCUMENT.write_text(BEGINNING + text, "utf-8")
    assert all(row.found.share >= LEAST for row in rows), text
