"""Indonesian date lines through the grammar, beside dateparser on the same lines (CPU time)."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

BASE = datetime(2024, 12, 31, tzinfo=UTC)
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
LONG = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()


def lines(count: int) -> list[str]:
    """Return date lines as this family of sites prints them: article, listing, day, long form."""
    chance = random.Random(7)
    made = []
    for _ in range(count):
        moment = datetime.fromtimestamp(chance.randrange(1_400_000_000, 1_735_000_000), UTC)
        day, month, clock = f"{moment:%d}", moment.month - 1, f"{moment:%H:%M:%S}"
        made.append(
            chance.choice(
                (
                    f"{day} {MONTHS[month]} {moment.year}, {clock} WIB",
                    f"{clock}, {day} {MONTHS[month]} {moment.year}",
                    f"{day} {MONTHS[month]} {moment.year}",
                    f"{DAYS[moment.weekday()]}, {moment.day} {LONG[month]} {moment.year}",
                )
            )
        )
    return made


def measure(count: int = 100_000) -> dict[str, float]:
    """Return lines a second of CPU time: ``grammar``, ``dateparser``, and their ``ratio``."""
    import dateparser

    from pipelines.dates import read_date

    texts = lines(count)
    started = time.process_time()
    read = sum(1 for text in texts if read_date(text, base=BASE).value)
    grammar = count / (time.process_time() - started)
    assert read == count, f"{count - read} lines were not read"
    sample = texts[: max(count // 200, 100)]
    dateparser.parse(sample[0], languages=["id", "en"])
    started = time.process_time()
    for text in sample:
        dateparser.parse(text, languages=["id", "en"])
    other = len(sample) / (time.process_time() - started)
    return {"grammar": grammar, "dateparser": other, "ratio": grammar / other}


if __name__ == "__main__":
    print({name: round(value) for name, value in measure().items()})
