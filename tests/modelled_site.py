"""An invented site in an archive: releases as an agency would publish them, with the disorder that such sites have."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.schema import open_archive

BEGIN = datetime(2018, 3, 1, 8)
SEEN = "2026-10-05T01:00:00Z"


def model(archive: Path, count: int, seed: int) -> None:
    """Fill a new archive with ``count`` releases of one site."""
    chance = random.Random(seed)
    connection = open_archive(archive).conn
    connection.execute("BEGIN")
    connection.execute(
        "INSERT INTO sites (slug, name, home_url, platform, time_zone)"
        " VALUES ('model', 'Model', 'https://model.example/', 'wordpress', 'WIB')"
    )
    published: list[tuple[datetime, int]] = []
    written = BEGIN
    for number in range(1, count + 1):
        written += timedelta(hours=chance.choice((0.5, 2, 5, 20, 40)) if chance.random() > 0.01 else 24 * 21)
        # one release in ten lies as a draft for some days
        held = timedelta(days=chance.expovariate(1 / 6)) if chance.random() < 0.1 else timedelta(minutes=20)
        published.append((written + held, number))
        _release(connection, number, written, written + held, chance)
    newest_first = sorted(published, reverse=True)
    connection.executemany(
        "INSERT INTO sightings (site, page_url, block, position, text, url, article, first_seen_at, last_seen_at)"
        " VALUES ('model', ?, 'listing', ?, ?, ?, ?, ?, ?)",
        [
            (f"https://model.example/page/{place // 10 + 1}/", place % 10 + 1, f"Judul {number}",
             f"https://model.example/?p={number}", number, SEEN, SEEN)
            for place, (_, number) in enumerate(newest_first)
        ],
    )  # fmt: skip
    connection.execute("COMMIT")
    connection.close()


def _release(connection, number: int, written: datetime, published: datetime, chance: random.Random) -> None:
    connection.execute(
        "INSERT INTO articles (id, site, key, url, headline, digest, native_id, published_at, first_seen_at,"
        " last_seen_at) VALUES (?1, 'model', ?1, 'https://model.example/?p=' || ?1, 'Judul ' || ?1, 'd', ?1, ?2,"
        " ?3, ?3)",
        (number, published.isoformat(timespec="seconds") + "+07:00", SEEN),
    )
    if chance.random() < 0.7:
        uploaded = written - timedelta(days=chance.choice((0, 0, 0, 1, 3, 30)))
        connection.execute(
            "INSERT INTO images (article, url, position, first_seen_at, last_seen_at) VALUES (?, ?, 1, ?, ?)",
            (number, f"https://model.example/wp-content/uploads/{uploaded:%Y/%m}/foto-{number}.jpg", SEEN, SEEN),
        )
    if chance.random() < 0.05:
        posted = published + timedelta(days=chance.expovariate(1 / 20))
        connection.execute(
            "INSERT INTO comments (site, article, author, posted_at, text, seen_via, first_seen_at, last_seen_at)"
            " VALUES ('model', ?, 'Pembaca', ?, 'Terima kasih', 'page', ?, ?)",
            (number, posted.isoformat(timespec="seconds") + "+07:00", SEEN, SEEN),
        )
