"""Ages as pages print them: what counts weeks, months or years is no day of anything, only a bound."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

from datetime import date

import pytest

from pipelines.ages import slack_days
from pipelines.bounds import settle_bounds
from tests.test_bounds import add, bounds, evidence, new_archive
from tests.test_generic_reading import article_of, bare

AGES = ["1 tahun yang lalu", "5 bulan yang lalu", "2 minggu yang lalu", "1 year ago", "5 months ago", "3 weeks ago", "7 tahun, 7 bulan lalu", "sekitar setahun lalu", "1 mgg lalu", "5mo ago"]  # fmt: skip


@pytest.mark.parametrize("age", AGES)
def test_an_age_in_weeks_or_more_dates_no_release(age):
    article = article_of(bare("", f"<p>Oleh Humas - <span>{age}</span></p>"))
    assert article is not None and article.published_at is None and article.published_raw is None
    assert [(each.chosen, each.refused) for each in article.date_candidates] == [(False, "age")]


@pytest.mark.parametrize("age", ["1 tahun yang lalu", "5 bulan lalu", "2 weeks ago"])
def test_an_age_in_weeks_or_more_tells_no_change(age):
    article = article_of(bare("", f"<p>2 Oktober 2024 10:15 WIB | Diperbarui {age}</p>"))
    assert article is not None
    assert (article.published_at, article.modified_at) == ("2024-10-02T10:15:00+07:00", None)


@pytest.mark.parametrize("age", ["1 tahun yang lalu", "5 bulan lalu", "2 minggu lalu", "3 weeks ago"])
def test_an_age_in_weeks_or_more_dates_no_comment(age):
    entry = f"<div class='m'><b>{{}}</b> <span>{age}</span><p>Terima kasih pak.</p></div>"
    thread = entry.format("Lia") + entry.format("Ayu")
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<h4>Komentar</h4>{thread}"))
    assert article is not None
    assert [(c.author, c.posted_at, c.posted_raw) for c in article.comments] == [(n, None, age) for n in ("Lia", "Ayu")]


@pytest.mark.parametrize(
    ("unit", "days", "slack"),
    [("week", 21, 7), ("month", 150, 31), ("year", 365, 366), ("month", 2768, 92), ("day", 3, 1), ("minute", 0, 0)],
)
def test_an_age_may_be_off_by_its_unit(unit, days, slack):
    seen = date(2026, 11, 29)
    assert slack_days(unit, date.fromordinal(seen.toordinal() - days), seen) == slack


def printed(connection, value: str, unit: str, raw: str) -> None:
    connection.execute(
        "INSERT INTO date_candidates (article, field, value, precision, source, raw, refused)"
        " VALUES (1, 'published', ?, ?, 'page:relative', ?, 'age')",
        (value, unit, raw),
    )


def beside(connection, raw: str, seen: str) -> None:
    connection.execute(
        "INSERT INTO sightings (site, page_url, block, position, text, url, date_raw, article, first_seen_at, last_seen_at)"
        " VALUES ('contoh', 'https://c/', 'listing', 1, 'X', 'https://c/a1', ?1, 1, ?2, ?2)",
        (raw, seen),
    )


def test_an_age_bounds_a_release_by_its_own_width():
    connection = new_archive()
    add(connection, 1, None)
    printed(connection, "2026-05-05", "month", "5 months ago")
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == ("2026-04-04", "2026-06-05", "age")


def test_ages_of_several_visits_and_lists_narrow_each_other():
    connection = new_archive()
    add(connection, 1, None)
    printed(connection, "2026-05-05", "month", "5 months ago")
    beside(connection, "6 bulan yang lalu", "2026-10-25T01:00:00Z")
    beside(connection, "6 bulan lagi", "2026-10-25T01:00:00Z")
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == ("2026-04-04", "2026-05-26", "age")
    assert [each["rule"] for each in evidence(connection, 1)] == ["age", "first-seen"]


def test_ages_that_contradict_each_other_bound_nothing():
    connection = new_archive()
    add(connection, 1, None)
    printed(connection, "2024-05-05", "month", "29 months ago")
    beside(connection, "2 minggu lalu", "2026-10-05T01:00:00Z")
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == (None, "2026-10-05", "first-seen")
