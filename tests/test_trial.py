"""Sites that nobody has seen read: named so everywhere, and tried carefully in their first live run."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from crawler.items import RunReport
from crawler.platforms.base import TRIAL_ARTICLES
from crawler.platforms.wordpress import WordPressSpider
from crawler.run import spider_classes
from pipelines import runs
from pipelines.conclusion import Conclusion
from pipelines.measures import Entry, Measures
from pipelines.schema import open_archive

WORDPRESS = {name: cls for name, cls in spider_classes().items() if issubclass(cls, WordPressSpider)}


@pytest.fixture
def archive(tmp_path) -> sqlite3.Connection:
    return open_archive(tmp_path / "archive.db").conn


def attached(archive, folder: Path, *, verified: bool = False, **options) -> WordPressSpider:
    """Return a spider that has begun a run, without asking the network for anything."""
    spider = type("Tried", (WORDPRESS["blitarkab"],), {"verified": verified})(**options)
    runs.register_site(archive, spider.describe(), spider.report.started_at)
    runs.begin_run(archive, spider.report)
    spider.attach(archive, folder, runs.walks_of(archive, spider.name))
    spider.captures.close()
    return spider


def test_the_first_live_run_of_an_unverified_site_is_a_trial(archive, tmp_path):
    first = attached(archive, tmp_path)
    assert (first.report.trial, first.report.bounded, first.limit) == (True, True, TRIAL_ARTICLES)
    assert attached(archive, tmp_path).report.trial, "a run that was killed has shown nothing"
    runs.finish_run(archive, first.report, "2026-11-23T00:00:00Z")
    second = attached(archive, tmp_path)
    assert (second.report.trial, second.report.bounded, second.limit) == (False, False, None)


def test_fewer_pages_than_a_trial_stay_fewer(archive, tmp_path):
    assert attached(archive, tmp_path, limit=5).limit == 5
    assert attached(archive, tmp_path, limit=500).limit == TRIAL_ARTICLES


@pytest.mark.parametrize("options", [{"verified": True}, {"base_url": "http://127.0.0.1:9"}])
def test_a_verified_site_and_a_mirror_are_not_tried(archive, tmp_path, options):
    assert not attached(archive, tmp_path, **options).report.trial


@pytest.mark.parametrize(("trial", "alarms"), [(True, []), (False, ["down"])])
def test_a_trial_raises_no_alarm(archive, trial, alarms):
    spider = WORDPRESS["blitarkab"]()
    runs.register_site(archive, spider.describe(), spider.report.started_at)
    report = RunReport(site=spider.name, started_at=spider.report.started_at, trial=trial)
    runs.begin_run(archive, report)
    measures = Measures(entries=[Entry("https://x.go.id/", "api", "failed", "http-500", 0)])
    Conclusion(archive, report, runs.walks_of(archive, spider.name)).conclude(measures, report.started_at)
    assert (report.verdict, report.alarms) == ("down", alarms)


def test_the_archive_says_whether_a_site_is_verified(archive, tmp_path):
    attached(archive, tmp_path)
    assert archive.execute("SELECT verified FROM sites").fetchall() == [(0,)]
    attached(archive, tmp_path, verified=True)
    assert archive.execute("SELECT verified FROM sites").fetchall() == [(1,)]


@pytest.mark.parametrize("name", WORDPRESS)
def test_a_wordpress_site_agrees_with_the_list_of_regions(name):
    spider = WORDPRESS[name]
    path = Path(__file__).parent.parent / "pipelines" / "data" / "regions.csv"
    regions = {row["code"]: row for row in csv.DictReader(path.read_text("utf-8").splitlines())}
    region = regions[spider.region or ""]
    assert spider.time_zone == region["timezone"]
    assert spider.home_url.split("/")[2].endswith(region["domain"])
    assert spider().sources()[0][1].startswith(spider.home_url.rstrip("/") + spider.section)
    assert not spider.verified
