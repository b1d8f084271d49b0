"""Every site that the research met has a spider, or is known with the reason why not; each spider is in order."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.__main__ import main
from crawler.known_sites import known_sites
from crawler.run import spider_classes
from pipelines import runs
from pipelines.schema import open_archive

ROOT = Path(__file__).parent.parent
MET = list(csv.DictReader((ROOT / "tests" / "data" / "sites" / "sites.csv").read_text("utf-8").splitlines()))
REGIONS = {
    row["code"]: row
    for row in csv.DictReader((ROOT / "pipelines" / "data" / "regions.csv").read_text("utf-8").splitlines())
}
SPIDERS = {name: cls for name, cls in spider_classes().items() if name != "contoh"}
HOSTS = {urlsplit(cls.home_url).hostname: name for name, cls in SPIDERS.items()}
NOT_FOR_OTHERS = {"surabaya.go.id", "kotabogor.go.id", "semarangkota.go.id", "kukarkab.go.id", "tulungagung.go.id"}
"""Hosts whose list is known, but asks for a key or signature, or stands at an address that is not known."""


def test_every_host_that_was_met_has_a_spider_or_a_reason():
    met = {host for row in MET for host in row["hosts"].split()}
    known = {site.host for site in known_sites()}
    assert len(MET) == 47
    assert not known & set(HOSTS), "either a spider or a reason"
    assert met == known | (met & set(HOSTS))


def test_a_known_list_means_a_spider():
    listed = {host for row in MET if row["listing"] not in ("?", "") for host in row["hosts"].split()}
    assert listed - set(HOSTS) == NOT_FOR_OTHERS


@pytest.mark.parametrize("site", known_sites(), ids=lambda site: site.host)
def test_a_known_site_has_a_region_and_a_reason(site):
    assert site.region in REGIONS and site.name and site.why
    assert re.fullmatch(r"[a-z0-9.-]+\.(go\.)?id", site.host)


@pytest.fixture
def archive(tmp_path) -> Iterator[sqlite3.Connection]:
    with closing(open_archive(tmp_path / "archive.db").conn) as connection:
        yield connection


@pytest.mark.parametrize("name", SPIDERS)
def test_a_spider_is_in_order(name, archive, tmp_path):
    spider = SPIDERS[name]()
    runs.register_site(archive, spider.describe(), spider.report.started_at)
    runs.begin_run(archive, spider.report)
    spider.attach(archive, tmp_path, runs.walks_of(archive, name))
    spider.captures.close()
    assert spider.region in REGIONS, "the code of a region"
    assert spider.time_zone == REGIONS[spider.region]["timezone"]
    assert urlsplit(spider.home_url).path.endswith("/") and spider.site_name
    roots = (spider.addresses.root, getattr(spider, "api_root", spider.addresses.root))
    entries = list(spider.entries())
    assert entries and all(found.url.startswith(roots) for found in entries), "it has somewhere to begin"
    assert spider.addresses.is_own(spider.probe_url()) and spider.key_of(spider.home_url) is None


def test_the_list_of_sites_shows_both(capsys, tmp_path):
    archive = ("--archive", str(tmp_path / "archive.db"))
    assert main([*archive, "sites"]) == 0
    shown = capsys.readouterr().out
    assert "kedirikota.go.id" in shown and "semarangkota.go.id" in shown
    assert main([*archive, "sites", "--known"]) == 0
    shown = capsys.readouterr().out
    assert "kedirikota.go.id" not in shown and "semarangkota.go.id" in shown and "not for others" in shown
    assert main([*archive, "sites", "--known", "--json"]) == 0
    assert {row["host"] for row in json.loads(capsys.readouterr().out)} == {site.host for site in known_sites()}
