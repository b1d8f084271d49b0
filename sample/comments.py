"""Readers' comments: who, when, what, under which release."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sample.printed import WIB

READERS = (
    "Pak Slamet",
    "Ning Ida",
    "Tono",
    "Ma'ruf",
    "arek lawungan",
    "Bu Ratmi",
    "Edi S",
    "Yuni",
    "Cak Dul",
    "Warga Wanalaras",
    "Mbak Tutik",
    "Rendra",
)
TEXTS = (
    "Alhamdulillah, semoga bermanfaat untuk warga di pelosok juga.",
    "Mohon jalan di depan pasar juga diperhatikan pak, sudah lama berlubang.",
    "Fotonya bagus, lokasinya sebelah mana ya?",
    "Kapan giliran desa kami? Sudah dua tahun mengajukan belum ada kabar.",
    "Sangat menginspirasi untuk karang taruna kami.\nTerima kasih.",
    "Harga di lapangan tidak sama dengan yang tertulis, mohon dicek lagi.",
    "Assalamualaikum. Syarat pendaftarannya apa saja nggih?",
    "Pelayanannya ramah, saya sendiri sudah mencoba minggu lalu.\n\nSemoga dipertahankan.",
    "Data tahun kemarin kok berbeda ya? Mohon penjelasan dari dinas terkait supaya warga tidak "
    "bingung membaca angka.",
    "Biaya 150 ribu itu sudah termasuk meterai & patok?",
    "Sukses terus Pemkab Lawungan.",
    "Jangan b****, baca dulu beritanya sampai selesai baru berkomentar.",
    "Petani di sini masih menunggu pupuk, tolong disampaikan kepada bapak ibu yang berwenang di kabupaten.",
    "Anak saya ikut kegiatan ini, senang sekali katanya.",
    "Kalau hujan < 2 jam saja saluran sudah penuh, apalagi semalam suntuk.",
    "Terima kasih infonya min.",
)
LAST = datetime(2026, 10, 4, 21, 17, 5, tzinfo=WIB)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as its reader typed it (bad words already masked by the CMS)."""

    author: str
    posted: datetime
    text: str
    """May hold line feeds; they are printed as ``<br />``."""


def threads(written: list[tuple[str, datetime]]) -> dict[str, tuple[Comment, ...]]:
    """Return comments by key for a seeded choice of releases, oldest first; ``written``: key and time
    of each.
    """
    rng = random.Random("lawungan comments")
    made: dict[str, tuple[Comment, ...]] = {}
    moment = LAST - timedelta(days=300)
    for key, entered in [pair for position, pair in enumerate(written) if position % 6 == 4]:
        thread = []
        for text in rng.sample(TEXTS, rng.choice((1, 1, 2, 2, 3, 5))):
            moment = max(moment, entered) + timedelta(hours=rng.randint(20, 110), seconds=rng.randrange(3600))
            if moment < LAST - timedelta(days=6):
                thread.append(Comment(rng.choice(READERS), moment, text))
        made[key] = tuple(thread)
    return made | NEWEST


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


NEWEST = {
    "pertanian/2": (
        Comment(
            "arek lawungan", _at("2026-08-14 19:22:10"), "Mantap, petani muda jangan kalah sama daerah lain."
        ),
        Comment(
            "Pak Slamet",
            _at("2026-09-30 06:41:37"),
            "Pipa irigasi tetesnya beli di mana nggih?\nMatur nuwun.",
        ),
        Comment(
            "Cak Dul",
            _at("2026-10-04 21:17:05"),
            "Tolong desa kami di Randualas juga diajari, sawah di sini "
            "sering kekurangan air kalau kemarau panjang dan petani tidak sanggup membeli pompa baru.",
        ),
    ),
    "pertanahan/1": (
        Comment("Yuni", _at("2026-08-28 08:05:51"), "Biaya 150 ribu itu sudah termasuk meterai & patok?"),
        Comment(
            "Tono",
            _at("2026-09-12 13:47:29"),
            "Di dusun saya masih ada yang menarik 500 ribu, lapornya ke mana?",
        ),
        Comment(
            "Ma'ruf",
            _at("2026-10-04 14:02:44"),
            "Terima kasih infonya, semoga pengurusan sertifikat makin mudah.",
        ),
    ),
    "stunting/1": (
        Comment(
            "Bu Ratmi",
            _at("2026-09-05 10:30:08"),
            "Kapan giliran desa kami? Sudah dua tahun mengajukan belum ada kabar.",
        ),
        Comment(
            "Ning Ida", _at("2026-10-04 07:55:16"), "Resepnya boleh dibagikan?\n\nAnak saya susah makan ikan."
        ),
    ),
    "kesehatan/2": (
        Comment(
            "Warga Wanalaras",
            _at("2026-09-18 16:20:33"),
            "Harga botol plastik sekarang < 2 ribu per kilo, semangat!",
        ),
        Comment("Mbak Tutik", _at("2026-10-03 20:11:59"), "Bank sampah di kampung kami belum aktif lagi."),
    ),
}
"""The newest comments of the site, on releases that the script of days relies on."""
