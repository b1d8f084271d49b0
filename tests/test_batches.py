"""What a run has found is entered in the frontier ahead of the batch that tells of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.frontier import Frontier
from crawler.items import Checkpoint, Discovery, Outcome, RunReport, Visit
from pipelines import runs
from pipelines.archive import ArchivePipeline
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
