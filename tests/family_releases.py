"""What the sites of tests.families_server publish, and how exactly they print its times."""

from __future__ import annotations

import random
from datetime import datetime

from tests.families_server import Release, Remark

COUNT = 20
WORDS = (
    "warga desa panen padi jagung pasar sungai jalan bupati camat sekolah siswa bantuan air bersih gotong royong"
).split()


def releases() -> list[Release]:
    """Return releases with all that can be in them, newest first; days above twelve and below, alike in both orders."""
    chance = random.Random(7)
    made = []
    for number in range(1, COUNT + 1):
        at = datetime(2024, 1 + number % 12, 1 + (number * 5) % 28, number % 24, 15, 32)
        text = [
            f"Paragraf {n} dari rilis {number}: {' '.join(chance.choices(WORDS, k=14))} & lainnya." for n in range(1, 6)
        ]
        made.append(
            Release(
                100 + number,
                f"warga-desa-{number}-panen-raya",
                f"Warga Desa {number} Panen Raya “Padi” dan Jagung",
                [t.replace("&", "&amp;") for t in text[: 2 + number % 4]],
                at,
                category="Pertanian" if number % 3 else "Pemerintahan Umum",
                author="Dinas Kominfo",
                tags=["Panen", "Padi Jagung"] if number % 3 == 0 else [],
                picture=f"foto-{number}.jpg" if number % 2 else None,
                caption="Bupati di sawah" if number % 4 == 1 else None,
                file="surat.pdf" if number == 9 else None,
            )
        )
    made[4].remarks = [Remark(f"Penulis {n}", f"Komentar nomor {n} <b>ini</b> & itu", datetime(2024, 10, 3, n, 20, 0))
                       for n in range(1, 14)]  # fmt: skip
    made[4].remarks[2].hidden = True
    made[6].remarks = [
        Remark("Siti", "Bagus sekali", datetime(2024, 2, 10, 8, 0, 0)),
        Remark("Admin", "Terima kasih, Bu Siti", datetime(2024, 2, 11, 9, 5, 0), answers=0),
        Remark("Budi", "Setuju", datetime(2024, 3, 4, 10, 0, 0)),
    ]
    return sorted(made, key=lambda r: r.at, reverse=True)


def cut(at: datetime, precision: str, zone: str = "+07:00") -> str:
    """Return a time as an archive has it that saw it printed so exactly."""
    if precision == "day":
        return f"{at:%Y-%m-%d}"
    return f"{at:%Y-%m-%dT%H:%M}:{'00' if precision == 'minute' else f'{at:%S}'}{zone}"
