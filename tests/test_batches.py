"""Answers are read in bursts, and what they lead to is entered in the frontier ahead of the batch that tells of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.site import STEP, release_server
from crawler.frontier import Frontier
from crawler.items import Answer, Capture, Checkpoint, Discovery, Outcome, RunReport, Visit
from crawler.run import CrawlOptions, crawl
from pipelines import archive, runs
from pipelines.archive import ArchivePipeline
from pipelines.reading import BURST_ANSWERS, BURST_BYTES
from pipelines.schema import open_archive
from pipelines.store import Store

NOW = "2026-10-05T01:02:03.456Z"
SITE = {
    "slug": "a", "region": None, "name": "A", "home_url": "https://a.example/", "platform": "p", "time_zone": "WIB",
}  # fmt: skip


@pytest.fixture
def pipeline(tmp_path: Path) -> ArchivePipeline:
    """A pipeline over an archive of its own, as an open spider has it, without a crawler around it."""
    connection = open_archive(tmp_path / "archive.db").conn
    report = RunReport(site="a", started_at=NOW)
    runs.register_site(connection, SITE, NOW)
    runs.begin_run(connection, report)
    pipeline = ArchivePipeline(SimpleNamespace(engine=None), tmp_path / "archive.db")
    pipeline.connection = connection
    pipeline.frontier = Frontier(connection, "a", report.id, NOW, lambda: NOW)
    pipeline.store = Store(connection, report.id, pipeline.frontier)
    pipeline.measures = SimpleNamespace(count=lambda item: None)
    pipeline.spider = SimpleNamespace(report=report, captures=SimpleNamespace(flush=lambda: None))
    return pipeline


def answer(url: str, *found: str) -> Outcome:
    """An answer that is missing and leads to addresses."""
    visit = Visit(url, "listing", outcome="missing", instant=NOW)
    return Outcome("a", visit, None, [Discovery(each, "article", url, each[-1]) for each in found])


def ask(pipeline: ArchivePipeline, *, idle: bool = False) -> list[str]:
    """Send a checkpoint; return what is due after it."""
    checkpoint = Checkpoint(SimpleNamespace(set=lambda: None), idle)
    pipeline.process_item(checkpoint)
    return [due.visit.url for due in pipeline.frontier.take(10)]


def test_what_a_batch_leads_to_is_due_before_the_batch_is_saved(pipeline):
    pipeline.buffer = [answer("https://a.example/", "https://a.example/x")]
    assert ask(pipeline) == ["https://a.example/x"]
    pipeline.buffer.append(answer("https://a.example/2", "https://a.example/x", "https://a.example/y"))
    assert ask(pipeline) == ["https://a.example/y"]
    assert len(pipeline.buffer) == 2 and not pipeline.spider.report.outcomes
    pipeline.flush()
    assert pipeline.spider.report.outcomes["missing"] == 2
    assert not pipeline.frontier.has_due()


def test_an_address_that_cannot_be_stored_costs_its_own_page(pipeline):
    pipeline.buffer = [
        answer("https://a.example/", "https://a.example/x"),
        answer("https://a.example/2", "https://a.example/\ud800"),
    ]
    assert ask(pipeline) == ["https://a.example/x"]
    assert not pipeline.buffer
    assert pipeline.spider.report.outcomes == {"missing": 1, "failed": 1}
    assert pipeline.spider.report.reasons["store-UnicodeEncodeError"] == 1


def test_a_fault_of_ours_in_storing_costs_its_own_page(pipeline, monkeypatch):
    """The batch is saved without it, the spider that waits goes on, and the run ends."""
    save = Store.save

    def faulty(store: Store, item: Outcome) -> None:
        if item.visit.url.endswith("/2") and item.visit.outcome == "missing":
            raise IndexError("no such comment")
        save(store, item)

    monkeypatch.setattr(Store, "save", faulty)
    pipeline.buffer = [answer("https://a.example/", "https://a.example/x"), answer("https://a.example/2")]
    assert ask(pipeline, idle=False) == ["https://a.example/x"]
    pipeline.flush()
    assert pipeline.spider.report.outcomes == {"missing": 1, "failed": 1}
    assert pipeline.spider.report.reasons["store-IndexError"] == 1


def test_the_spider_does_not_wait_for_a_checkpoint_that_failed(pipeline, monkeypatch):
    told: list[bool] = []
    monkeypatch.setattr(pipeline, "read", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pipeline.process_item(Checkpoint(SimpleNamespace(set=lambda: told.append(True)), idle=False))
    assert told == [True]


class Reader:
    """A spider that notes which answers are parsed and read, and finds nothing in any."""

    def __init__(self, report: RunReport) -> None:
        self.report = report
        self.captures = SimpleNamespace(flush=lambda: None)
        self.in_flight = 100
        self.told: list[str] = []

    def prepare(self, answer: Answer) -> None:
        self.told.append(f"parse {answer.visit.url}")

    def read(self, answer: Answer) -> Outcome:
        self.told.append(f"read {answer.visit.url}")
        answer.visit.outcome, answer.visit.instant = "missing", NOW
        return Outcome("a", answer.visit, None)

    def answered(self, item: Outcome) -> None:
        self.in_flight -= 1

    def follow(self, item: object) -> list[Discovery]:
        return []


def come_in(pipeline: ArchivePipeline, *names: str, body: bytes = b"x") -> None:
    for name in names:
        pipeline.process_item(Answer(Visit(name, "article"), Capture(name, NOW, 200), body))


@pytest.fixture
async def reading(pipeline: ArchivePipeline) -> ArchivePipeline:
    pipeline.spider = Reader(pipeline.spider.report)
    pipeline.measures = SimpleNamespace(count=lambda item: None, look=lambda item, page: None)
    return pipeline


@pytest.mark.anyio
async def test_a_burst_is_parsed_and_then_read(reading):
    names = [f"u{number}" for number in range(BURST_ANSWERS)]
    come_in(reading, *names[:-1])
    assert not reading.spider.told
    come_in(reading, names[-1])
    assert reading.spider.told == [f"{verb} {name}" for verb in ("parse", "read") for name in names]
    assert len(reading.buffer) == BURST_ANSWERS and not reading.unread.answers


@pytest.mark.anyio
async def test_what_has_come_in_is_read_when_nothing_else_is_under_way(reading):
    reading.spider.in_flight = 3
    come_in(reading, "a", "b")
    assert not reading.spider.told
    reading.spider.in_flight = 3  # the third has failed: it comes as an outcome
    reading.process_item(Outcome("a", Visit("c", "article", outcome="failed", instant=NOW), None))
    assert [told for told in reading.spider.told if told.startswith("read")] == ["read a", "read b"]
    assert reading.spider.in_flight == 0


@pytest.mark.anyio
async def test_an_answer_waits_for_others_a_moment_only(reading):
    come_in(reading, "a")
    assert not reading.spider.told
    await asyncio.sleep(0)
    for _ in range(200):
        if reading.spider.told:
            break
        await asyncio.sleep(0.05)
    assert reading.spider.told == ["parse a", "read a"]


@pytest.mark.anyio
async def test_large_answers_do_not_gather(reading):
    come_in(reading, "a", body=b"x" * (BURST_BYTES + 1))
    assert reading.spider.told == ["parse a", "read a"]


@pytest.mark.anyio
async def test_a_checkpoint_reads_what_has_come_in(reading):
    come_in(reading, "a")
    ask(reading)
    assert reading.spider.told == ["parse a", "read a"]


def test_the_log_is_copied_in_time_and_by_size_after_the_captures_are_on_disk(pipeline, monkeypatch, tmp_path):
    """A power cut costs the last minutes; a fast crawl waits for the disk only as often as the log grows large."""
    log = tmp_path / "archive.db-wal"
    seen: list[int] = []
    captures = SimpleNamespace(flush=lambda: None, sync=lambda: seen.append(pipeline.connection.total_changes))
    pipeline.spider.captures = captures
    pipeline.connection.execute("PRAGMA wal_autocheckpoint = 0")

    def save(name: str) -> None:
        pipeline.buffer = [answer(f"https://a.example/{name}", f"https://a.example/{name}x")]
        pipeline.flush()

    save("1")
    assert not seen and log.stat().st_size
    monkeypatch.setattr("pipelines.archive.CHECKPOINT_SECONDS", 1000.0)
    pipeline.checkpoint_due = 0.0
    save("2")
    assert seen == [pipeline.connection.total_changes]
    frames = pipeline.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert frames[1] == frames[2], "all of the log was in the archive already"
    save("3")
    assert len(seen) == 1
    monkeypatch.setattr("pipelines.archive.CHECKPOINT_ITEMS", 2)
    save("4")
    assert len(seen) == 2


def test_batches_grow_beyond_what_one_listing_leads_to(tmp_path, monkeypatch):
    """A run goes on to what the next listing shows before it saves: small batches cost half as much again."""
    sizes = []
    save = ArchivePipeline._save

    def counted(pipeline: ArchivePipeline, batch: list) -> None:
        sizes.append(len(batch))
        save(pipeline, batch)

    monkeypatch.setattr(ArchivePipeline, "_save", counted)
    monkeypatch.setattr(archive, "BATCH_SECONDS", 600.0)
    with release_server(6 * STEP) as base_url:
        (report,) = crawl(["kedirikab"], CrawlOptions(archive=tmp_path / "archive.db", base_url=base_url))
    assert report.outcomes["new"] == 6 * STEP
    assert sizes[0] == archive.BATCH_ITEMS and len(sizes) == 2
