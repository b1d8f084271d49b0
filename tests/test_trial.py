"""Sites that nobody has seen read: named so everywhere, and tried carefully in their first live run."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.__main__ import main
from crawler.items import Discovery, Outcome, RunReport, Visit
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
    assert attached(archive, tmp_path).report.trial, "nor has one that read nothing"
    first.report.outcomes["new"] = 3
    runs.finish_run(archive, first.report, "2026-11-23T00:00:00Z")
    second = attached(archive, tmp_path)
    assert (second.report.trial, second.report.bounded, second.limit) == (False, False, None)


@pytest.fixture
def asked(monkeypatch, tmp_path, capsys) -> Callable[..., tuple[list[str], str]]:
    """Return a way to call ``lontar crawl`` that tells the sites it would crawl, and what it printed."""
    monkeypatch.setenv("LONTAR_CONTACT", "redaksi@example.com")

    def ask(*words: str) -> tuple[list[str], str]:
        crawled: list[str] = []
        monkeypatch.setattr("cli.crawling._run", lambda names, *_: crawled.extend(names) or [])
        main(["--archive", str(tmp_path / "archive.db"), "crawl", *words])
        return crawled, "".join(capsys.readouterr())

    return ask


def read_live(archive, name: str, **report) -> None:
    """Note a finished run of a site that read articles."""
    spider = spider_classes()[name]()
    runs.register_site(archive, spider.describe(), spider.report.started_at)
    run = RunReport(site=name, started_at=spider.report.started_at, **report)
    run.outcomes["new"] = 3
    runs.begin_run(archive, run)
    runs.finish_run(archive, run, spider.report.started_at)


def test_all_tries_a_site_once_and_leaves_it_until_it_is_named(archive, asked, monkeypatch):
    assert {"blitarkab", "ambon", "kedirikab"} <= set(asked("--all")[0]), "nobody has tried them yet"
    read_live(archive, "blitarkab", trial=True)
    read_live(archive, "ambon", base_url="http://127.0.0.1:9")
    crawled, said = asked("--all")
    assert "blitarkab" not in crawled and "ambon" in crawled, "a mirror's run tells nothing of the site"
    assert "tried, and not taken up yet (blitarkab)" in said and "lontar crawl SITE" in said
    assert "taken up" not in asked("--all", "--quiet")[1]
    assert asked("blitarkab")[0] == ["blitarkab"]
    with monkeypatch.context() as patch:
        patch.setattr(spider_classes()["blitarkab"], "verified", True)
        assert "blitarkab" in asked("--all")[0]
    read_live(archive, "blitarkab")
    crawled, said = asked("--all")
    assert "blitarkab" in crawled and "taken up" not in said


def test_all_of_tried_sites_only_says_what_to_do(archive, asked):
    for name in spider_classes():
        if name != "contoh":
            read_live(archive, name, trial=True)
    crawled, said = asked("--all")
    assert not crawled and "none is taken up yet" in said


def test_the_list_of_sites_says_which_are_tried(archive, tmp_path, capsys):
    read_live(archive, "blitarkab", trial=True)
    assert main(["--archive", str(tmp_path / "archive.db"), "sites"]) == 0
    words = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert " tried " in words["blitarkab"] and " not yet " in words["ambon"] and " yes " in words["contoh"]


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


def visited(archive, *answers: tuple[str, str, str, str | None]) -> RunReport:
    """Return the report of a run whose answers were these: address, why, outcome, and where a redirect led."""
    spider = WORDPRESS["blitarkab"]()
    runs.register_site(archive, spider.describe(), spider.report.started_at)
    report = RunReport(site=spider.name, started_at=spider.report.started_at)
    runs.begin_run(archive, report)
    measures = Measures()
    for url, why, outcome, led_to in answers:
        found = [Discovery(led_to, "listing", url, at_once=True, why="redirected")] if led_to else []
        measures.count(Outcome(spider.name, Visit(url, "listing", outcome, why=why), discoveries=found))
    Conclusion(archive, report, runs.walks_of(archive, spider.name)).conclude(measures, report.started_at)
    return report


HOME, LED, FURTHER = (f"https://x.go.id/{path}" for path in ("", "media.php?module=home", "id/beranda"))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([(HOME, "entry", "redirected", LED), (LED, "redirected", "listing", None)], "healthy"),
        ([(HOME, "entry", "redirected", LED), (LED, "redirected", "not-modified", None)], "healthy"),
        ([(HOME, "entry", "redirected", LED), (LED, "new", "listing", None)], "healthy"),
        ([(HOME, "entry", "redirected", LED), (LED, "redirected", "redirected", FURTHER),
          (FURTHER, "redirected", "listing", None)], "healthy"),
        ([(HOME, "entry", "redirected", LED), (LED, "redirected", "failed", None)], "down"),
        ([(HOME, "entry", "redirected", LED), (LED, "redirected", "missing", None)], "down"),
        ([(HOME, "entry", "redirected", LED)], "down"),
        ([(HOME, "entry", "failed", None), (FURTHER, "redirected", "listing", None)], "down"),
        ([(HOME, "entry", "listing", None), (FURTHER, "entry", "redirected", LED),
          (LED, "redirected", "failed", None)], "broken"),
    ],
)  # fmt: skip
def test_what_a_first_address_leads_to_stands_for_it(archive, answers, verdict):
    report = visited(archive, *answers)
    assert (report.verdict, report.alarms) == (verdict, ["down"] if verdict == "down" else [])


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
