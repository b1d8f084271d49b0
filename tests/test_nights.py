"""Sixty nights of the sample site: the incidents told are exactly those that the script gives cause for."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from crawler.captures import CaptureReader, mend
from crawler.replay import Replayer
from pipelines.contents import archive_digest
from pipelines.reparse import reparse
from pipelines.verify import verify
from sample.nights import Night, play
from sample.printed import today
from sample.server import serve
from sample.spiders.sample_site import SampleSpider
from sample.truth import events, truth

ROOT = Path(__file__).parent.parent
EXPECTED = Path(__file__).parent / "data" / "nights" / "incidents.json"

TOLD_AS = {
    "body": {"edited"},
    "headline": {"edited"},
    "byline": {"edited"},
    "image": {"edited"},
    "date": {"date-changed"},
    "restored-text": {"restored"},
    "deleted-404": {"gone"},
    "deleted-soft-404": {"gone"},
    "deleted-redirect": {"gone"},
    "restored-release": {"returned"},
    "delisted": {"delisted"},
    "relisted": {"relisted"},
    "back-dated": {"back-dated"},
    "comment-edited": {"comment-edited"},
    "comment-removed": {"comment-removed"},
    "comment-returned": {"comment-returned"},
    "attachment-replaced": {"attachment-changed"},
    "attachment-removed": {"attachment-removed"},
    "attachment-added": {"attachment-added"},
    "outage": {"down"},
    "maintenance": {"down"},
    "blocked": {"blocked"},
    "challenge": {"blocked"},
    "hijack": {"hijacked"},
    "footer": {"injected"},
    "layout-renamed": {"layout-article", "layout-listing"},
    "layout-headless": {"layout-headline"},
    "layout-dateless": {"layout-date"},
    "layout-bodyless": {"layout-body"},
    "layout-listless": {"layout-listing"},
    "moved": {"site-moved"},
}
"""What happened on the site to the kinds of incident by which it is told."""
UNTOLD = {"added", "comment-added"}
"""What happens on a site that is well: the archive grows, and tells of nothing."""
ALSO = {"attachment-removed": {"edited"}, "attachment-added": {"edited"}}
"""What is told besides: the label of an attachment is a paragraph of the text."""
LATEST = {("attachment-replaced", "bantuan-bibit"): 7, ("body", "pertanian/2"): 11}
"""Nights after which an event is told at the latest; three where none is given. Attachments are looked at weekly; the
text of ``pertanian/2`` was edited, deleted before it was due again, and is seen when it returns."""


@pytest.fixture(scope="module")
def sixty(tmp_path_factory) -> tuple[Path, list[Night]]:
    archive = tmp_path_factory.mktemp("nights") / "archive.db"
    return archive, list(play(archive, 1, 60))


def told(archive: Path) -> list[tuple[int, str, str, bool]]:
    """Return (night of first sight, kind, our name of the release, still open) of every incident, in order."""
    names = {row["slug"]: row["key"] for day in (1, 24, 60) for row in truth(day)}
    names |= {row["slug"]: row["key"] for day in range(1, 61) for row in truth(day)}
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(
            "SELECT i.first_at, i.kind, a.key, i.closed_at IS NULL FROM incidents i"
            " LEFT JOIN articles a ON a.id = i.article ORDER BY i.first_at, i.kind, a.key"
        ).fetchall()
    return [(night_of(at), kind, names.get(key, "") if key else "", bool(is_open)) for at, kind, key, is_open in rows]


def night_of(instant: str) -> int:
    return (date.fromisoformat(instant[:10]) - today(1)).days + 1


def test_the_incidents_of_sixty_nights_are_exactly_these(sixty):
    archive, _ = sixty
    assert [list(row) for row in told(archive)] == json.loads(EXPECTED.read_text("utf-8"))


def test_every_event_is_told_and_nothing_else_is(sixty):
    archive, _ = sixty
    left = told(archive)
    happened = [event for event in events(2, 60) if event[1] not in UNTOLD]
    for day, kind, key in happened:
        if (day - 1, kind, key) in happened:
            continue  # the second night of what lasts
        for name in TOLD_AS[kind]:
            found = [
                row
                for row in told(archive)
                if row[1:3] == (name, key) and day <= row[0] <= day + LATEST.get((kind, key), 3)
            ]
            assert found, (day, kind, key, name)
            left = [row for row in left if row != found[0]]
    for night, name, key, _ in left:
        causes = [kind for day, kind, of in happened if of == key and day <= night and name in ALSO.get(kind, ())]
        assert causes, (night, name, key)


def test_nothing_is_lost_and_nothing_false_is_told_of_articles(sixty):
    archive, _ = sixty
    with closing(sqlite3.connect(archive)) as connection:
        connection.row_factory = sqlite3.Row
        states = {row["key"]: row for row in connection.execute("SELECT * FROM articles")}
        for row in truth(60):
            if not row["opens"]:
                continue
            found = states[row["slug"]]
            assert found["headline"] == " ".join(row["headline"].split())
            assert found["status"] in ("present", "returned")
        gone = {key for key, row in states.items() if row["status"] == "gone"}
    assert len(gone) == 2
    assert verify(archive, CaptureReader(archive.parent / "captures"), mend).problems == []


def test_the_nights_can_be_replayed(sixty):
    archive, _ = sixty
    with closing(sqlite3.connect(archive)) as connection:
        before, incidents = archive_digest(connection), told(archive)
    report = reparse(archive, Replayer(archive.parent / "captures"))
    assert not report.problems
    with closing(sqlite3.connect(archive)) as connection:
        assert archive_digest(connection) == before
    assert told(archive) == incidents


def test_nights_are_alike_and_cheap(sixty):
    _, nights = sixty
    quiet = [night.report for night in nights if night.report.verdict == "healthy"][1:]
    assert len(quiet) > 45
    assert max(sum(report.outcomes.values()) for report in quiet) < 60


def test_sixty_quiet_nights_raise_no_alarm(tmp_path):
    archive = tmp_path / "archive.db"
    for night in play(archive, -59, 0):
        assert night.report.verdict == "healthy", night
        assert not night.report.alarms, night
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("SELECT kind, evidence FROM incidents").fetchall() == []
        assert connection.execute("SELECT max(revisions) FROM articles").fetchone() == (1,)
        (metrics,) = connection.execute("SELECT metrics FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        assert json.loads(metrics)["sections"]["berita"] > 5, "what a shift is measured by"


PROOF = """# Sixty nights

Written by `make prove`.

Sixty nights of the sample site were played twice: once whole, and once with crawls killed with SIGKILL at random
moments ({died} of them died so) and started again. Both archives had the same content digest, `{digest}`.
"""
CRAWL = """
import sys
from pathlib import Path
from crawler.run import CrawlOptions, crawl
from sample.nights import SETTINGS
archive, base_url, at = sys.argv[1:]
crawl(["contoh"], CrawlOptions(archive=Path(archive), base_url=base_url, at=at, settings=SETTINGS))
"""


def killed_nights(folder: Path, last: int, seed: int) -> tuple[str, int]:
    """Play nights whose crawls are killed at random moments and started again; return digest and number of deaths."""
    archive, chance, died = folder / "killed.db", random.Random(seed), 0
    with serve(1, public_url=SampleSpider.home_url.rstrip("/")) as running:
        for day in range(1, last + 1):
            running.set_day(day)
            begin = running.site.moment.astimezone(UTC) + timedelta(minutes=5)
            for attempt in range(9):
                at = (begin + timedelta(minutes=attempt)).strftime("%Y-%m-%dT%H:%M:%SZ")
                arguments = [sys.executable, "-c", CRAWL, str(archive), running.base_url, at]
                process = subprocess.Popen(arguments, cwd=ROOT, stderr=None)
                try:
                    assert process.wait(chance.uniform(0.5, 1.6) if attempt < 2 else 60) == 0
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    died += 1
    with closing(sqlite3.connect(archive)) as connection:
        return archive_digest(connection), died


@pytest.mark.parametrize("last", [8, pytest.param(60, marks=pytest.mark.prove)])
def test_killed_nights_give_the_same_archive(tmp_path, last):
    whole = tmp_path / "whole.db"
    assert len(list(play(whole, 1, last))) == last
    with closing(sqlite3.connect(whole)) as connection:
        expected = archive_digest(connection)
    digest, died = killed_nights(tmp_path, last, seed=last)
    assert died >= last / 4
    assert digest == expected
    if last == 60:
        (ROOT / "docs" / "proof-nights.md").write_text(PROOF.format(died=died, digest=digest))
