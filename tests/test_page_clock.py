"""Pages that print the day of the visit: no date of a release, where lists state others."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import pytest

from pipelines.page_clock import CLOCK
from tests.generic_server import Variant, releases
from tests.replays import same_after_replay
from tests.test_generic import found, rows, run


@dataclass
class Clocked(Variant):
    """A site whose pages print the day of the visit where that of the release should stand."""

    today: str = "21 Oktober 2024"

    def page(self, release):
        return super().page(release).replace(f"{release.printed} 10:15 WIB", self.today)


@pytest.mark.parametrize(("today", "at"), [("21 Oktober 2024", "2024-10-21"), ("20 Oktober 2024", "2024-10-21")])
def test_the_day_of_the_visit_is_no_date_where_lists_state_others(tmp_path, made_up_sites, today, at):
    path, site = tmp_path / "archive.db", Clocked("section-slug", canonical=None, today=today)
    site.releases = releases(6)
    run(path, site, at=f"{at}T03:00:00Z")
    is_clock = today.startswith("21")
    listed = {release.day.isoformat() for release in site.releases}
    assert {day for _, day in found(path)} == (listed if is_clock else {"2024-10-20"})
    refused = rows(path, "SELECT DISTINCT refused FROM date_candidates WHERE field = 'published' AND value IS NOT NULL")
    assert ((CLOCK,) in refused) == is_clock
    if is_clock:
        site.today = "23 Oktober 2024"
        run(path, site, at="2024-10-23T03:00:00Z", full=True)
        assert {day for _, day in found(path)} == listed
        assert rows(path, "SELECT max(revisions) FROM articles") == [(1,)]
    assert same_after_replay(path)


def test_a_release_of_today_keeps_its_day(tmp_path, made_up_sites):
    path, site = tmp_path / "archive.db", Variant("section-slug", canonical=None)
    site.releases = releases(6)
    run(path, site, at=f"{site.releases[0].day.isoformat()}T05:00:00Z")
    with sqlite3.connect(path) as connection:
        (newest,) = connection.execute("SELECT max(substr(published_at, 1, 10)) FROM articles").fetchone()
    assert newest == site.releases[0].day.isoformat()
