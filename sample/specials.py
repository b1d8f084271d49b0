"""Releases and fields with a trap of their own, all as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sample.additions import ADDITIONS
from sample.printed import WIB
from sample.texts import Spec


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@dataclass(frozen=True, slots=True)
class Special:
    """A release with a headline of its own; its body comes from the bank of its topic."""

    key: str
    topic: str
    index: int
    """The release of the bank whose lines suit it; 99: only general ones."""
    entered: datetime
    spec: Spec
    tags: tuple[str, ...] = ()


SPECIALS = (
    Special(
        "kpu",
        "pemerintahan",
        99,
        _at("2019-04-02 10:15:32"),
        Spec(
            "KPU Lawungan Tetapkan Daftar Pemilih Tetap",
            "Rapat pleno terbuka penetapan daftar pemilih tetap digelar di Hotel Wiraloka, "
            "{tgl}. Jumlah pemilih di "
            "Kabupaten Lawungan ditetapkan sebanyak {480-690} ribu orang.",
        ),
    ),
    Special(
        "bst",
        "kesehatan",
        3,
        _at("2020-10-08 09:00:41"),
        Spec(
            "1.440 Keluarga di Kecamatan Mandiraga Terima Bantuan Sosial Tunai Tahap VII",
            "Penyaluran bantuan sosial tunai tahap ketujuh berlangsung di Kantor Pos Mandiraga, "
            "{tgl}. Antrean diatur "
            "per dusun dengan jarak satu meter.",
        ),
    ),
    Special(
        "ppkm",
        "kesehatan",
        99,
        _at("2021-07-05 14:00:12"),
        Spec(
            "SURAT EDARAN BUPATI TENTANG PEMBATASAN KEGIATAN MASYARAKAT",
            "Pemerintah Kabupaten Lawungan menerbitkan surat edaran tentang pembatasan kegiatan "
            "masyarakat, {tgl}. "
            "Ketentuan lengkap dapat diunduh pada tautan di bawah.",
        ),
    ),
    Special(
        "edaran-1",
        "bencana",
        99,
        _at("2022-02-23 08:30:44"),
        Spec(
            "SURAT EDARAN BUPATI TENTANG KEWASPADAAN CUACA EKSTREM",
            "Menindaklanjuti peringatan dini cuaca, Bupati Lawungan menerbitkan surat edaran "
            "pertama, {tgl}. Camat dan "
            "kepala desa diminta memeriksa saluran air dan pohon besar.",
        ),
    ),
    Special(
        "edaran-2",
        "bencana",
        99,
        _at("2022-03-01 15:00:09"),
        Spec(
            "SURAT EDARAN BUPATI TENTANG KEWASPADAAN CUACA EKSTREM",
            "Surat edaran sebelumnya diperbarui karena musim hujan diperkirakan lebih panjang, "
            "{tgl}. Pembaruan memuat "
            "daftar nomor darurat dan titik kumpul di setiap kecamatan.",
        ),
    ),
    Special(
        "data-sekolah",
        "pendidikan",
        99,
        _at("2023-05-17 13:00:20"),
        Spec(
            "Jumlah Sekolah dan Murid di Kecamatan Karangsana Tahun 2023 ",
            "Data berikut dihimpun dari perangkat daerah produsen data dan diperbarui {tgl}. "
            "Angka pada tabel dapat "
            "berubah setelah pemutakhiran data pokok pendidikan.",
        ),
    ),
    Special(
        "kampung-hijau",
        "kesehatan",
        99,
        _at("2023-09-11 16:00:33"),
        Spec(
            "Lomba Kampung Hijau Lawung & Sekitarnya Dimulai",
            "Penilaian lomba kampung hijau dimulai {tgl}. Sebanyak {20-45} rukun warga di pusat "
            "kota dan sekitarnya "
            "menata gang, pot, dan sumur resapan.",
        ),
    ),
    Special(
        "hut-ri",
        "pemerintahan",
        6,
        _at("2024-08-17 12:00:58"),
        Spec(
            "Upacara HUT Ke-79 RI di Alun-alun Lawung Berlangsung Khidmat",
            "Upacara peringatan hari ulang tahun kemerdekaan berlangsung khidmat di Alun-alun "
            "Lawung, {tgl}. Bendera "
            "dikibarkan pasukan pelajar dari sepuluh kecamatan.",
        ),
    ),
    Special(
        "jemput-bola",
        "pemerintahan",
        1,
        _at("2024-11-20 10:00:07"),
        Spec(
            'Pelatihan "Jemput Bola" Perekaman KTP bagi Petugas Desa',
            "Petugas desa dari Kecamatan {kec} berlatih merekam data kependudukan di rumah "
            "warga, {tgl}. Layanan "
            '"jemput bola" ditujukan bagi warga sakit dan lanjut usia.',
        ),
    ),
    Special(
        "perizinan",
        "umkm",
        0,
        _at("2025-01-14 08:00:26"),
        Spec(
            "Jadwal Layanan Mobil Perizinan Keliling",
            "Dinas Penanaman Modal mengumumkan jadwal layanan mobil perizinan keliling, {tgl}. "
            "Warga cukup datang ke "
            "titik layanan terdekat dengan membawa kartu identitas.",
        ),
    ),
    Special(
        "bahan-pokok",
        "umkm",
        7,
        _at("2025-04-06 09:00:18"),
        Spec(
            "Harga Rata-rata Bahan Pokok Bulan Ini di Pasar Lawung",
            "Petugas mencatat harga bahan pokok di Pasar Lawung setiap pagi. Ringkasan bulan ini "
            "diterbitkan {tgl}.",
        ),
        tags=("pasar", "pasar-murah", "umkm"),
    ),
    Special(
        "panjang",
        "stunting",
        0,
        _at("2025-08-21 19:00:50"),
        Spec(
            "Pemerintah Kabupaten Lawungan Bersama Tim Penggerak PKK, Kader Posyandu, dan "
            "Penyuluh Pertanian Perkuat "
            "Gerakan Bersama Pencegahan Stunting di 10 Desa",
            "Gerakan bersama pencegahan stunting dicanangkan di Kecamatan {kec}, {tgl}. Kegiatan "
            "itu mempertemukan kader "
            "posyandu dengan penyuluh pertanian untuk menyediakan pangan bergizi.",
        ),
    ),
    Special(
        "konsep",
        "teknologi",
        6,
        _at("2026-09-30 16:00:02"),
        Spec(
            "Konsep: Lokakarya Tata Kelola Data Desa",
            "Lokakarya tata kelola data desa direncanakan berlangsung di Kecamatan {kec}, {tgl}. "
            "Naskah ini menunggu "
            "persetujuan pimpinan.",
        ),
    ),
    *(
        Special(key, topic, index, _at(entered), Spec(headline, lead))
        for key, topic, index, entered, headline, lead in ADDITIONS
    ),
)
BY_KEY = {special.key: special for special in SPECIALS}

FIXED_DATES = {
    "bencana/0": _at("2020-12-19 20:00:37"),
    "pertanahan/2": _at("2020-03-11 09:00:15"),
    "kesehatan/4": _at("2021-08-26 11:00:03"),
    "kesehatan/3": _at("2020-05-15 10:00:56"),
    "umkm/1": _at("2025-02-24 09:00:10"),
    "umkm/6": _at("2024-07-12 10:00:25"),
    "pariwisata/3": _at("2023-06-04 17:00:08"),
    "pemerintahan/6": _at("2022-11-10 10:00:31"),
    "pemerintahan/5": _at("2025-11-27 20:00:11"),
    "pendidikan/8": _at("2026-07-13 09:00:47"),
    "pendidikan/2": _at("2026-07-16 13:00:19"),
    "olahraga/3": _at("2026-06-17 18:00:22"),
    "olahraga/5": _at("2026-05-29 14:00:40"),
    "pertanian/2": _at("2026-08-12 10:00:14"),
    "pertanahan/1": _at("2026-08-27 13:00:05"),
    "stunting/1": _at("2026-09-03 09:30:29"),
    "kesehatan/2": _at("2026-09-16 15:00:52"),
    "pertanian/0": _at("2026-10-02 10:15:32"),
    "pertanahan/0": _at("2026-10-03 17:00:44"),
    "umkm/0": _at("2026-10-05 06:45:09"),
    "infrastruktur/0": _at("2026-10-05 07:30:12"),
    # Not on the site before a later day of the script, see days.py.
    "bencana/1": _at("2026-10-06 08:00:21"),
    "teknologi/7": _at("2026-10-06 09:30:38"),
    "umkm/7": _at("2026-10-06 10:00:02"),
    "olahraga/6": _at("2026-10-13 07:45:16"),
    "stunting/6": _at("2026-10-26 08:20:55"),
    "pendidikan/4": _at("2026-10-28 08:00:33"),
    "pariwisata/6": _at("2026-10-28 09:10:07"),
}
"""Dates of entry that are not left to the seed."""
BACK_DATED = {"olahraga/6": _at("2024-03-18 09:00:00")}
"""Entered on the day above, with an old date typed by the clerk."""
DEFAULT_SKIN = "stock"
"""Shell of the home page and of lists."""
UNDATED = ("teknologi/2", "pariwisata/8")
"""The date field was left empty: the page prints nothing for the first and zeros for the second."""
TRAITS = {"konsep": ("draft",), "pariwisata/8": ("zero-date",)}
SUBHEADLINES = {
    "hut-ri": "Bupati Bertindak sebagai Inspektur Upacara",
    "pertanian/4": "Bibit Unggul Mulai Ditanam",
    "stunting/4": "Posyandu Dibuka hingga Sore Hari",
    "infrastruktur/1": "Warga Dua Dusun Tidak Lagi Memutar",
    "umkm/5": "Pendaftaran Dibuka Sampai Akhir Bulan",
    "umkm/0": "Diterbitkan Gratis lewat Layanan Jemput Bola",
}
"""Second headlines; the others have a blank in their place."""

STYLES = {
    "pertanian/2": "p",
    "panjang": "nbsp",
    "bahan-pokok": "stray",
    "perizinan": "p",
    "jemput-bola": "double",
    "stunting/1": "entities",
    "kampung-hijau": "br",
    "ppkm": "word",
    "data-sekolah": "span",
}
"""Paste styles that are not left to the order."""
HIDDEN = {"pertanahan/1": 2}
"""Comments that the CMS counts in its heading but does not show."""
TORN_DESCRIPTION = ("umkm/0", "panjang")
"""Releases whose meta description is cut inside a character: their pages are not valid UTF-8."""

CAPTIONS = (
    "Kegiatan di Desa {desa}, Kecamatan {kec}",
    "Warga {desa} mengikuti acara sejak pagi",
    "Petugas memberi penjelasan kepada peserta (foto: Kominfo)",
    "Suasana kegiatan di Kecamatan {kec}",
)

EXTRAS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "data-sekolah": (
        (
            "table",
            {
                "rows": (
                    ("No", "Uraian", "Sekolah", "Murid"),
                    ("1", "SD Negeri", "27", "3.914"),
                    ("2", "SD swasta", "4", "612"),
                    ("3", "SMP", "6", "2.087"),
                    ("4", "Jumlah", "37", "6.613"),
                )
            },
        ),
    ),
    "bahan-pokok": (
        (
            "table",
            {
                "rows": (
                    ("Komoditas", "Satuan", "Harga"),
                    ("Beras medium", "kg", "Rp 13.450"),
                    ("Cabai rawit", "kg", "Rp 61.200"),
                    ("Bawang merah", "kg", "Rp 34.900"),
                    ("Telur ayam", "kg", "Rp 27.800"),
                )
            },
        ),
    ),
    "perizinan": (
        ("heading", {"text": "Jadwal dan Lokasi"}),
        (
            "table",
            {
                "rows": (
                    ("Hari", "Lokasi", "Jam"),
                    ("Senin", "Pasar Karangsana", "08.00–12.00 WIB"),
                    ("Rabu", "Kantor Kecamatan Randualas", "09.00–13.00 WIB"),
                    ("Jumat", "Balai Desa Segaralaya", "08.00–11.00 WIB"),
                )
            },
        ),
        ("heading", {"text": "Persyaratan"}),
        ("list", {"items": ("Kartu tanda penduduk", "Nomor telepon yang aktif", "Foto tempat usaha")}),
        (
            "attachment",
            {"text": "Unduh jadwal lengkap (PDF)", "target": "/asset/files/jadwal-perizinan-keliling.pdf"},
        ),
    ),
    "ppkm": (
        (
            "list",
            {
                "items": (
                    "Kegiatan sekolah dilakukan dari rumah",
                    "Pasar buka sampai pukul 15.00 WIB",
                    "Resepsi dibatasi dua puluh orang",
                )
            },
        ),
        (
            "attachment",
            {
                "text": "Surat Edaran Bupati Nomor 360/118/2021",
                "target": "/asset/files/SE_Bupati_2021_(1).pdf",
            },
        ),
    ),
    "pertanahan/1": (
        (
            "list",
            {
                "items": (
                    "Pendaftaran, pengukuran, dan penerbitan sertifikat: ditanggung negara",
                    "Patok, meterai, dan penggandaan berkas: paling banyak Rp 150 ribu per bidang",
                    "Pungutan lain: tidak ada",
                )
            },
        ),
        ("inline", {"target": "pertanahan/2", "form": "berita"}),
    ),
    "pertanahan/0": (("inline", {"target": "pertanahan/1", "form": "baca"}),),
    "pertanian/0": (
        ("inline", {"target": "pertanian/2", "form": "plain"}),
        ("inline", {"target": "stunting/1", "form": "detail"}),
    ),
    "stunting/1": (
        ("heading", {"text": "Peran Orang Tua Asuh"}),
        ("quote", {"text": "Satu pejabat mendampingi satu keluarga sampai anaknya kembali sehat."}),
    ),
    "kesehatan/2": (("inline", {"target": "kesehatan/6", "form": "html"}),),
    "hut-ri": (("quote", {"text": "Kemerdekaan diisi dengan kerja, bukan dengan keluhan."}),),
    "edaran-2": (
        (
            "attachment",
            {"text": "Lampiran daftar nomor darurat", "target": "/asset/files/nomor-darurat-2022.pdf"},
        ),
    ),
    "umkm/7": (
        (
            "p",
            {
                "text": "Hasil pemantauan dilaporkan kepada Bagian Perekonomian & Sumber Daya Alam setiap "
                "Senin, dengan catatan bila stok < 3 hari."
            },
        ),
    ),
    "infrastruktur/0": (
        ("attachment", {"text": "Lampiran: peta ruas jalan", "target": "/asset/files/peta-ruas-jalan.pdf"}),
    ),
    "bantuan-bibit": (
        ("attachment", {"text": "Formulir pendaftaran (PDF)", "target": "/asset/files/formulir-bantuan-bibit.pdf"}),
    ),
    "lampu-surya": (
        ("attachment", {"text": "Daftar titik lampu (PDF)", "target": "/asset/files/daftar-titik-lampu.pdf"}),
    ),
}
"""Blocks put into a body after its second paragraph."""
