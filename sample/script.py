"""The script: what happens on the site on each day, as data; ``days.py`` plays it. Changes of one day stay
until another undoes them, modes and layouts last their day only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sample.comments import Comment
from sample.printed import WIB
from sample.releases import Block


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one release, by its key."""

    kind: str
    """added; body, headline, date, byline, image; deleted-redirect, deleted-404, deleted-soft-404; delisted;
    attachment-added, attachment-removed, attachment-replaced (other bytes, same address); comment-added,
    comment-edited, comment-removed. Undone by: restored-text, restored-release, relisted, comment-returned.
    """
    key: str
    text: str = ""
    """New paragraph, headline, date, byline, comment text, image file or note in a replaced attachment."""
    position: int = 0
    """Which block or comment, from 0."""
    blocks: tuple[Block, ...] = ()
    """What is put into the body before that block."""
    comments: tuple[Comment, ...] = ()
    """What a reader wrote."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day."""

    number: int
    event: str
    changes: tuple[Change, ...] = ()
    mode: str = "normal"
    """normal, outage (503), blocked (403), challenge (200), maintenance (home 200, releases 500), hijack
    (spam pages and bodies) or footer (hidden links on every page)."""
    layout: str = "normal"
    """normal, renamed (break A: other class names), dateless (break B: date line moved or gone), headless,
    bodyless or listless (other markup around the headline, the body, the entries of lists)."""
    address_form: str = ""
    """Form of the releases' addresses from this day on, see ``addresses.FORMS``; empty: as before."""


def _reader(author: str, posted: str, text: str) -> tuple[Comment, ...]:
    return (Comment(author, datetime.fromisoformat(posted).replace(tzinfo=WIB), text),)


DAYS = (
    Day(1, "first state"),
    Day(
        2,
        "three releases added; the feed stops being well-formed",
        (Change("added", "bencana/1"), Change("added", "teknologi/7"), Change("added", "umkm/7")),
    ),
    Day(
        3,
        "a paragraph of one release edited",
        (
            Change(
                "body",
                "pertanian/2",
                "Panitia menambah satu angkatan lagi karena peminat melebihi kuota. Petani muda "
                "yang belum tertampung dapat mendaftar di balai penyuluhan.",
                1,
            ),
        ),
    ),
    Day(
        4,
        "a headline edited: the address moves, the old one redirects to the home page",
        (Change("headline", "pertanahan/1", "Sertifikat Tanah Gratis, Warga Diminta Laporkan Pungutan Biaya"),),
    ),
    Day(5, "quiet: only noise moves"),
    Day(6, "only the date of one release changed", (Change("date", "stunting/1", "2026-09-04 09:30:29"),)),
    Day(
        7,
        "a release deleted; its comments stay in the widget and link to the site root",
        (Change("deleted-redirect", "pertanian/2"),),
    ),
    Day(8, "quiet: the deleted release is still missing"),
    Day(9, "a release added with an old date", (Change("added", "olahraga/6"),)),
    Day(
        10,
        "one comment edited, another removed",
        (
            Change(
                "comment-edited",
                "stunting/1",
                "Kapan giliran desa kami? Sudah tiga tahun mengajukan belum ada kabar.",
            ),
            Change("comment-removed", "pertanahan/1", position=1),
        ),
    ),
    Day(11, "the image of one release replaced", (Change("image", "kesehatan/2", "Sidaluhung_7.jpeg"),)),
    Day(12, "site down: 503 everywhere", mode="outage"),
    Day(13, "up again, nothing changed"),
    Day(14, "the deleted release restored", (Change("restored-release", "pertanian/2"),)),
    Day(15, "layout break A: class names renamed", layout="renamed"),
    Day(16, "layout as before"),
    Day(17, "layout break B: date line moved below the body, or gone", layout="dateless"),
    Day(18, "layout as before"),
    Day(19, "hijack: gambling headlines, spam pages and replaced bodies", mode="hijack"),
    Day(20, "cleaned up, nothing changed"),
    Day(21, "a challenge page with status 200 everywhere", mode="challenge"),
    Day(22, "reachable again, one release added", (Change("added", "stunting/6"),)),
    Day(23, "maintenance page: home 200, everything else 500", mode="maintenance"),
    Day(24, "two releases added", (Change("added", "pendidikan/4"), Change("added", "pariwisata/6"))),
    Day(
        25,
        "a paragraph of a fresh release edited",
        (
            Change(
                "body",
                "stunting/6",
                "Jadwal pembagian pekan kedua bergeser satu hari karena pasokan susu terlambat. Keluarga "
                "penerima diberi tahu lewat grup pesan posyandu.",
                1,
            ),
        ),
    ),
    Day(26, "two releases added", (Change("added", "pompa-genangan"), Change("added", "bantuan-bibit"))),
    Day(27, "quiet"),
    Day(28, "site down: 503 everywhere", mode="outage"),
    Day(29, "still down", mode="outage"),
    Day(30, "up again, one release added", (Change("added", "pasar-nontunai"),)),
    Day(31, "the credit of one release edited", (Change("byline", "pariwisata/6", "(Kominfo/wk, yo)"),)),
    Day(32, "layout break: headline in other markup", layout="headless"),
    Day(33, "layout as before, one release added", (Change("added", "posyandu-sore"),)),
    Day(34, "a release deleted: its address answers 404", (Change("deleted-404", "teknologi/7"),)),
    Day(35, "quiet: the deleted release is still missing"),
    Day(36, "access denied: 403 everywhere", mode="blocked"),
    Day(37, "reachable again, one release added", (Change("added", "tabur-bunga"),)),
    Day(
        38,
        "two comments added to a fresh release",
        (
            Change(
                "comment-added",
                "posyandu-sore",
                comments=_reader(
                    "Mbak Tutik", "2026-11-10 19:26:40", "Akhirnya bisa ikut menimbang sepulang kerja, matur nuwun."
                ),
            ),
            Change(
                "comment-added",
                "posyandu-sore",
                comments=_reader(
                    "Tono", "2026-11-11 05:48:13", "Apakah desa lain juga akan dibuka sore hari?\nMohon jadwalnya."
                ),
            ),
        ),
    ),
    Day(39, "layout break: column of the body renamed", layout="bodyless"),
    Day(
        40,
        "layout as before, one release added, another out of all lists; its address still opens",
        (Change("added", "lampu-surya"), Change("delisted", "pasar-nontunai")),
    ),
    Day(
        41,
        "a paragraph of a fresh release edited",
        (
            Change(
                "body",
                "tabur-bunga",
                "Upacara ditunda satu jam karena hujan. Sejumlah veteran mendapat tempat duduk di bawah tenda.",
                1,
            ),
        ),
    ),
    Day(42, "quiet"),
    Day(43, "25 hidden links to gambling sites on every page", mode="footer"),
    Day(
        44,
        "cleaned up, the paragraph of day 41 as it was before, one release added",
        (Change("restored-text", "tabur-bunga"), Change("added", "kacamata-siswa")),
    ),
    Day(
        45,
        "an attachment replaced under its address",
        (Change("attachment-replaced", "bantuan-bibit", "Perbaikan 18 November 2026", 2),),
    ),
    Day(46, "layout break: entries of lists renamed", layout="listless"),
    Day(
        47,
        "layout as before, one release added, another deleted: unknown addresses show a page with status 200",
        (Change("added", "lomba-dayung"), Change("deleted-soft-404", "pompa-genangan")),
    ),
    Day(48, "quiet: the deleted release is still missing"),
    Day(49, "layout break B again: date line moved below the body, or gone", layout="dateless"),
    Day(
        50,
        "layout as before, one release added, the delisted one listed again",
        (Change("added", "insentif-guru"), Change("relisted", "pasar-nontunai")),
    ),
    Day(51, "a comment removed", (Change("comment-removed", "posyandu-sore"),)),
    Day(52, "quiet"),
    Day(53, "releases move to /berita/read/{id}/{slug}, old addresses answer 301", address_form="read"),
    Day(54, "one release added", (Change("added", "tanam-bakau"),)),
    Day(55, "the comment of day 51 is back", (Change("comment-returned", "posyandu-sore"),)),
    Day(
        56,
        "an attachment removed from one release, another added to a second",
        (
            Change("attachment-removed", "lampu-surya", position=2),
            Change(
                "attachment-added",
                "kacamata-siswa",
                position=2,
                blocks=(
                    Block("attachment", "Jadwal pemeriksaan mata (PDF)", target="/asset/files/jadwal-periksa-mata.pdf"),
                ),
            ),
        ),
    ),
    Day(57, "one release added", (Change("added", "antrean-daring"),)),
    Day(58, "quiet"),
    Day(59, "quiet"),
    Day(60, "one release added", (Change("added", "bursa-kerja"),)),
)
LAST_DAY = DAYS[-1].number
HIJACKED = ("pertanian/0", "umkm/0", "kesehatan/2")
"""Releases whose page shows spam on a day of mode hijack."""
