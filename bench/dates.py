"""Indonesian date lines through the grammar, beside dateparser on the same lines (CPU time)."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

BASE = datetime(2024, 12, 31, tzinfo=UTC)
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
LONG = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAYS = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()
PASARAN = "Legi Pahing Pon Wage Kliwon".split()


def common_forms(moment: datetime) -> tuple[str, ...]:
    """Return the forms of a moment that one family of sites prints: article, listing, day, long form."""
    short, long, clock = MONTHS[moment.month - 1], LONG[moment.month - 1], f"{moment:%H:%M:%S}"
    return (
        f"{moment:%d} {short} {moment.year}, {clock} WIB",
        f"{clock}, {moment:%d} {short} {moment.year}",
        f"{moment:%d} {short} {moment.year}",
        f"{DAYS[moment.weekday()]}, {moment.day} {long} {moment.year}",
    )


def other_forms(moment: datetime) -> tuple[str, ...]:
    """Return forms of a moment that other sites, their datelines and their feeds print."""
    short, long, day = MONTHS[moment.month - 1], LONG[moment.month - 1], DAYS[moment.weekday()]
    return (
        f"{day}, {moment.day} {long} {moment.year} pukul {moment:%H.%M} WITA",
        f"{day} {PASARAN[moment.day % 5]}, {moment.day} {long} {moment.year} | {moment:%H:%M} WIT",
        f"Kediri, {day} ({moment.day}/{moment.month}/{moment.year}) pagi",
        f"Diposting pada {moment.day} {long} {moment.year} oleh admin",
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%d-%m-%Y}",
        f"{moment:%H:%M:%S}, {moment:%d} {short} {moment.year} - Oleh : Dinas Kominfo Kab. Kediri",
        f"{moment.day % 28 + 2} hari yang lalu",
    )


def lines(count: int, others: float) -> list[str]:
    """Return date lines, the same each time; ``others`` is the share of the less common forms."""
    chance = random.Random(7)
    made = []
    for _ in range(count):
        moment = datetime.fromtimestamp(chance.randrange(1_400_000_000, 1_735_000_000), UTC)
        forms = other_forms(moment) if chance.random() < others else common_forms(moment)
        made.append(chance.choice(forms))
    return made


def speed(texts: list[str]) -> float:
    """Return lines a second of CPU time through the grammar; every line must be read."""
    from pipelines.dates import read_date

    started = time.process_time()
    read = sum(1 for text in texts if read_date(text, base=BASE, allow_dateparser=False).value)
    spent = time.process_time() - started
    assert read == len(texts), f"{len(texts) - read} lines were not read"
    return len(texts) / spent


def measure(count: int = 100_000) -> dict[str, float]:
    """Return lines a second of CPU time.

    ``grammar`` on varied lines (a third of them in less common forms), ``common`` on the common forms alone,
    ``other`` on the less common alone; ``dateparser`` on the varied lines, and ``ratio`` of grammar to it.
    """
    import dateparser

    texts = lines(count, 1 / 3)
    found = {
        "grammar": speed(texts),
        "common": speed(lines(count, 0)),
        "other": speed(lines(count // 2, 1)),
    }
    sample = texts[: max(count // 200, 100)]
    dateparser.parse(sample[0], languages=["id", "en"])
    started = time.process_time()
    for text in sample:
        dateparser.parse(text, languages=["id", "en"])
    found["dateparser"] = len(sample) / (time.process_time() - started)
    found["ratio"] = found["grammar"] / found["dateparser"]
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:<12}{value:>12,.0f}" + ("" if name == "ratio" else " lines/s"))
