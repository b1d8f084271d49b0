"""The words that themes print before what they tell of a release, Indonesian and English, and what each names."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final


class Kind(Enum):
    """What a label names."""

    DAY = "a day, it does not say of what"
    PUBLISHED = "when the release was published"
    CHANGED = "when it was changed"
    CLOCK = "a time of day"
    ABOUT = "something else about the release"
    EVENT = "when something takes place"
    PLACE = "where, or what"


_ON: Final = r"(?:\s+(?:pada|on|at|tanggal|tgl|sejak))*"
_OF_RELEASE: Final = (
    r"(?:ter|di)?(?:terbit|tayang|publi[ksc]\w*|post\w*|pos|unggah|upload|rilis|muat|buat|tulis|kirim)(?:kan)?"
    r"|(?:publish|post|upload|releas|creat|submitt?)(?:ed|e|ing)?|written|publication|publishing"
)
_DAY: Final = r"(?:hari|tanggal|tgl\.?|date|day)(?:\s*[/,&]\s*(?:hari|tanggal|tgl\.?|date))?"
_OF_EVENT: Final = (
    r"(?:kegiatan|pelaksanaan|acara|agenda|mulai|selesai|akhir|berakhir|waktu|pendaftaran|penutupan|pembukaan|rapat"
    r"|undangan|berlaku|berlangsung|event|start|end|penetapan|penyelenggaraan|layanan|pelayanan|operasional|buka|tutup"
    r"|keberangkatan|lahir|surat|sk|pengumuman|lelang|tayang ulang)"
)
_WORDS: Final = {
    Kind.CHANGED: (
        r"(?:(?:waktu|tanggal|tgl|jam|terakhir|pembaruan|last|date)\s+)*(?:(?:di|pe)?mutakhir(?:kan|an)"
        r"|(?:di|pem)?(?:perbarui|perbaharui|baruan|update|ubah|edit|revisi)|perubahan|updated?|modified|edited|revised)"
        rf"(?:\s+(?:terakhir|date))?{_ON}"
    ),
    Kind.PUBLISHED: (
        rf"(?:(?:{_DAY}|waktu)\s+)?(?:{_OF_RELEASE})(?:\s+(?:berita|artikel|date|time))?{_ON}"
        rf"|(?:{_DAY})\s+(?:berita|artikel|siaran)"
    ),
    Kind.DAY: rf"{_DAY}{_ON}|pada|on",
    Kind.CLOCK: rf"(?:pukul|pkl\.?|jam|waktu|time)(?:\s+(?:{_OF_RELEASE}))?",
    Kind.ABOUT: (
        r"(?:di|telah di|sudah di)?(?:baca|lihat|kunjungi|tulis|posting|publikasi(?:kan)?|unggah|kirim|muat|buat)"
        r"(?:\s+(?:oleh|sebanyak))?|(?:jumlah\s+)?(?:pembaca|pengunjung|kunjungan|views?|viewed|hits?|reads?)"
        r"|(?:written|posted|published|submitted)?\s*by|oleh|(?:nama\s+)?penulis|author|editor|reporter|pewarta"
        r"|kontributor|contributor|redaktur|redaksi|pengirim|pengunggah|uploader|fotografer|photographer|sumber|source"
        r"|kategori|category|rubrik|kanal|topik|topic|tags?|label|section|jenis(?: berita)?|komentar|comments?|bagikan"
        r"|share|(?:waktu|lama) (?:mem)?baca|read(?:ing)? time"
    ),
    Kind.EVENT: (
        rf"(?:{_DAY}|waktu|jam|pukul|time|jadwal|periode|masa|batas|tenggat)\s+(?:\S+\s+)?{_OF_EVENT}(?:\s+\S+){{0,2}}"
        r"|pelaksanaan|mulai|selesai|berakhir|berlaku(?:\s+(?:mulai|sampai|hingga|sejak))?|deadline|due date"
        r"|(?:start|end|event|opening|closing)(?:s|ing)?(?:\s+(?:date|time|on))?"
    ),
    Kind.PLACE: (
        r"(?:nama\s+)?(?:acara|kegiatan|agenda|event|rapat)|tempat(?:\s+\S+)?|lokasi(?:\s+\S+)?|venue|location|place"
        r"|alamat|peserta|penyelenggara|narasumber|pembicara|organi[sz]er|undangan|pakaian|kuota|dress ?code|pelaksana"
        r"|pimpinan(?: rapat)?|perihal"
    ),
}
_LABELS: Final = tuple((kind, re.compile(rf"\W*(?:{words})\W*", re.I)) for kind, words in _WORDS.items())
_LONGEST: Final = 40
"""Characters of a label."""


@lru_cache(maxsize=10_000)
def kind_of(label: str) -> Kind | None:
    """Return what a label names; None where the words are no label that is known."""
    label = label.strip()
    if not 1 < len(label) <= _LONGEST:
        return None
    return next((kind for kind, pattern in _LABELS if pattern.fullmatch(label)), None)
