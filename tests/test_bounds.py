"""Bounds of undated articles: orders, rules, slack, contradictions, and what stays of them."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.bounds import settle_bounds
from pipelines.orders import Interval, Order, longest_run, slack_of
from pipelines.schema import open_archive

FIRST = date(2022, 1, 3)


def new_archive(path: Path | str = ":memory:") -> sqlite3.Connection:
    if path == ":memory:":
        from sqlite_utils import Database

        from pipelines.schema import migrations

        db = Database(memory=True)
        migrations.apply(db)
        connection = db.conn
    else:
        connection = open_archive(path).conn
    connection.execute(
        "INSERT INTO sites (slug, name, home_url, platform, time_zone) VALUES ('contoh', 'C', 'https://c', 'p', 'WITA')"
    )
    return connection


def add(connection: sqlite3.Connection, number: int, published_at: str | None, **values: object) -> None:
    row = {
        "id": number, "site": "contoh", "key": f"a{number}", "url": f"https://c/a{number}", "digest": "d",
        "published_at": published_at, "first_seen_at": "2026-10-05T01:00:00Z", "last_seen_at": "2026-10-05T01:00:00Z",
    } | values  # fmt: skip
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO articles ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def bounds(connection: sqlite3.Connection, number: int) -> tuple[str | None, str | None, str | None]:
    return connection.execute(
        "SELECT published_after, published_before, published_bounds FROM articles WHERE id = ?", (number,)
    ).fetchone()


def evidence(connection: sqlite3.Connection, number: int) -> list[dict]:
    (text,) = connection.execute("SELECT evidence FROM date_bounds WHERE article = ?", (number,)).fetchone()
    return json.loads(text)


def numbered(connection: sqlite3.Connection, undated: set[int], count: int = 100) -> None:
    """A site that publishes every day, its articles numbered by its system."""
    for number in range(1, count + 1):
        published = None if number in undated else f"{day(number)}T09:00:00+08:00"
        add(connection, number, published, native_id=str(number))


def test_the_longest_run_leaves_out_what_goes_back():
    assert longest_run([1, 2, 9, 3, 3, 4]) == [0, 1, 3, 4, 5]
    assert longest_run([]) == []
    assert len(longest_run(sorted(random.Random(1).choices(range(99), k=500)))) == 500


def test_slack_lets_few_known_days_go_and_holds_the_rest():
    tried = [(Interval(10, 20), 15)] * 60 + [(Interval(10, 20), 7), (Interval(10, 20), 23)]
    assert (slack_of(tried).after, slack_of(tried).before) in ((3, 0), (0, 3))
    assert slack_of(tried[-2:]).after == 3
    assert slack_of([(Interval(1000), 10)]).after is None


def test_an_order_without_direction_is_refused():
    shuffled = list(range(40))
    random.Random(5).shuffle(shuffled)
    assert not Order("listing", "x", shuffled).turn({number: number for number in range(40)})
    newest_first = Order("listing", "x", list(range(40, 0, -1)))
    assert newest_first.turn({number: number for number in range(41)})
    assert newest_first.members[0] == 1


def test_an_article_lies_between_its_neighbours_and_the_evidence_names_them():
    connection = new_archive()
    numbered(connection, {50})
    report = settle_bounds(connection, "contoh")
    assert (report.undated, report.bounded, report.written) == (1, 1, 1)
    assert bounds(connection, 50) == (day(49), day(51), "id")
    (by_id,) = [one for one in evidence(connection, 50) if one["rule"] == "id"]
    assert by_id["neighbours"] == {"after": 49, "before": 51}
    assert by_id["tried_on"] == 99 and by_id["held"] > 0.95
    assert connection.execute("SELECT sort_at, year FROM articles WHERE id = 50").fetchone() == (
        f"{day(50)}T05:00:00Z",
        None,
    )
    assert settle_bounds(connection, "contoh").written == 0


def test_a_neighbour_with_a_wrong_date_is_not_believed():
    connection = new_archive()
    numbered(connection, {50})
    connection.execute("UPDATE articles SET published_at = ? WHERE id = 49", (day(-700),))
    connection.execute("UPDATE articles SET published_at = ? WHERE id = 51", (day(900),))
    settle_bounds(connection, "contoh")
    assert bounds(connection, 50) == (day(48), day(52), "id")


def test_disorder_widens_the_bounds():
    connection = new_archive()
    chance = random.Random(3)
    for number in range(1, 201):
        published = None if number == 100 else day(number + chance.randint(-9, 9))
        add(connection, number, published, native_id=str(number))
    settle_bounds(connection, "contoh")
    after, before, _ = bounds(connection, 100)
    assert after is not None and before is not None
    assert after <= day(94) and before >= day(106)


def test_nothing_was_published_after_it_was_first_seen_by_the_sites_own_day():
    connection = new_archive()
    add(connection, 1, None, first_seen_at="2024-03-09T16:30:00Z")
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == (None, "2024-03-10", "first-seen")
    assert connection.execute("SELECT sort_at FROM articles").fetchone() == (None,)


@pytest.mark.parametrize("age", ["2 tahun yang lalu", "2 years ago"])
def test_how_long_ago_a_comment_was_written_bounds_nothing(age):
    connection = new_archive()
    add(connection, 1, None)
    connection.executemany(
        "INSERT INTO comments (site, article, author, posted_at, posted_raw, text, seen_via, first_seen_at,"
        " last_seen_at) VALUES ('contoh', 1, 'X', ?, ?, 'Ya', 'page', 'x', 'x')",
        [("2023-01-10", age), ("2023-11-20", "20 November 2023")],
    )
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == (None, "2023-11-20", "comment")


def test_comments_and_uploads_speak_where_no_neighbour_does():
    connection = new_archive()
    add(connection, 1, None)
    connection.execute(
        "INSERT INTO comments (site, article, author, posted_at, text, seen_via, first_seen_at, last_seen_at)"
        " VALUES ('contoh', 1, 'X', '2023-11-20T10:00:00+08:00', 'Ya', 'page', 'x', 'x')"
    )
    connection.execute(
        "INSERT INTO images (article, url, position, first_seen_at, last_seen_at)"
        " VALUES (1, 'https://c/wp-content/uploads/2023/10/foto.jpg', 1, 'x', 'x')"
    )
    settle_bounds(connection, "contoh")
    assert bounds(connection, 1) == ("2023-08-31", "2023-11-20", "upload+comment")


def test_a_contradiction_is_kept_wide_and_noted():
    connection = new_archive()
    numbered(connection, {50})
    connection.execute(
        "INSERT INTO comments (site, article, author, posted_at, text, seen_via, first_seen_at, last_seen_at)"
        " VALUES ('contoh', 50, 'X', ?, 'Ya', 'page', 'x', 'x')",
        (f"{day(20)}T10:00:00+08:00",),
    )
    report = settle_bounds(connection, "contoh")
    after, before, _ = bounds(connection, 50)
    assert report.conflicts == 1
    assert (after, before) == (day(49), day(51))
    assert connection.execute("SELECT conflict FROM date_bounds").fetchone() == (1,)
    assert {one["rule"] for one in evidence(connection, 50)} == {"id", "comment", "first-seen"}


def test_related_lists_of_older_releases_bound_both_ends():
    connection = new_archive()
    connection.execute("UPDATE sites SET related_older = 1")
    add(connection, 1, day(100))
    add(connection, 2, None)
    add(connection, 3, day(200))
    connection.executemany(
        "INSERT INTO related_links (article, kind, position, text, url, target_article, first_seen_at, last_seen_at)"
        " VALUES (?, 'related', 1, 't', 'u', ?, 'x', 'x')",
        [(2, 1), (3, 2)],
    )
    settle_bounds(connection, "contoh")
    assert bounds(connection, 2) == (day(69), day(231), "related")
    connection.execute("UPDATE sites SET related_older = 0")
    settle_bounds(connection, "contoh")
    assert bounds(connection, 2) == (None, "2026-10-05", "first-seen")


def test_a_date_that_turns_up_ends_the_bounds():
    connection = new_archive()
    numbered(connection, {50})
    settle_bounds(connection, "contoh")
    connection.execute("UPDATE articles SET published_at = ? WHERE id = 50", (day(50),))
    settle_bounds(connection, "contoh")
    assert bounds(connection, 50) == (None, None, None)
    assert connection.execute("SELECT count(*) FROM date_bounds").fetchone() == (0,)


@pytest.mark.parametrize("url", ["https://c/berita/{}/judul", "https://c/?p={}", "https://c/baca-{}.html"])
def test_numbers_in_addresses_are_an_order(url):
    connection = new_archive()
    for number in range(1, 41):
        add(connection, number, None if number == 20 else day(number), url=url.format(100 + number))
    settle_bounds(connection, "contoh")
    assert bounds(connection, 20) == (day(19), day(21), "address")


def test_a_hundred_thousand_articles_take_seconds():
    connection = new_archive()
    undated = set(random.Random(2).sample(range(1, 100_001), 5000))
    connection.executemany(
        "INSERT INTO articles (id, site, key, url, digest, published_at, native_id, first_seen_at, last_seen_at)"
        " VALUES (?1, 'contoh', ?1, 'https://c/' || ?1 || '/x', 'd', ?2, ?1, '2026-10-05T01:00:00Z', '2026-10-05')",
        [
            (number, None if number in undated else (date(1990, 1, 1) + timedelta(days=number // 8)).isoformat())
            for number in range(1, 100_001)
        ],
    )
    begun = time.process_time()
    report = settle_bounds(connection, "contoh")
    assert time.process_time() - begun < 20
    assert (report.undated, report.bounded) == (5000, 5000)
