"""Releases that the script adds from day 25 on: later than all others, whose ids and seeds they leave alone."""

ADDITIONS = (
    (
        "pompa-genangan",
        "bencana",
        1,
        "2026-10-30 07:05:18",
        "{8-16} Pompa Air Disiagakan di Titik Rawan Genangan {kec}",
        "Menjelang puncak musim hujan, pompa air disiagakan di Kecamatan {kec}, {tgl}. Setiap pompa dijaga dua "
        "petugas yang bergiliran siang dan malam.",
    ),
    (
        "bantuan-bibit",
        "pertanian",
        4,
        "2026-10-30 07:40:52",
        "Pendaftaran Bantuan Bibit Kelapa Pandan Dibuka hingga Akhir November",
        "Dinas Pertanian dan Pangan membuka pendaftaran bantuan bibit kelapa pandan bagi pekebun, {tgl}. Formulir "
        "dapat diunduh atau diambil di balai penyuluhan terdekat.",
    ),
    (
        "pasar-nontunai",
        "umkm",
        4,
        "2026-11-03 07:20:09",
        "Pedagang Pasar {kec} Mulai Layani Pembayaran Nontunai",
        "Sebanyak {45-160} pedagang Pasar {kec} mulai menerima pembayaran dengan kode pindai, {tgl}. Pada pekan "
        "pertama mereka didampingi petugas pasar dan mahasiswa.",
    ),
    (
        "posyandu-sore",
        "stunting",
        4,
        "2026-11-06 07:15:37",
        "Posyandu Sore di {desa} Jangkau Balita dari Ibu yang Bekerja",
        "Posyandu di Desa {desa}, Kecamatan {kec}, kini juga dibuka pada sore hari. Pada hari pertama, {tgl}, kader "
        "menimbang {24-58} balita yang selama ini jarang datang.",
    ),
    (
        "tabur-bunga",
        "pemerintahan",
        6,
        "2026-11-10 07:45:03",
        "Ziarah dan Tabur Bunga Awali Peringatan Hari Pahlawan di Lawung",
        "Peringatan Hari Pahlawan diawali ziarah dan tabur bunga di taman makam pahlawan, {tgl}. {bupati} memimpin "
        "rombongan yang terdiri atas pelajar, veteran, dan pegawai.",
    ),
    (
        "lampu-surya",
        "infrastruktur",
        3,
        "2026-11-13 07:10:46",
        "{36-90} Lampu Tenaga Surya Terangi Jalan Tambak {desa}",
        "Jalan menuju tambak di Desa {desa} kini terang pada malam hari. Pemasangan lampu tenaga surya selesai {tgl}, "
        "dan titiknya tercantum dalam daftar di bawah.",
    ),
    (
        "kacamata-siswa",
        "kesehatan",
        1,
        "2026-11-17 07:30:28",
        "Siswa SD di {kec} Terima Kacamata Setelah Pemeriksaan Mata",
        "Sebanyak {65-140} siswa sekolah dasar di Kecamatan {kec} menerima kacamata tanpa biaya, {tgl}. Pemeriksaan "
        "mata dilakukan tenaga puskesmas sejak awal bulan.",
    ),
    (
        "lomba-dayung",
        "olahraga",
        1,
        "2026-11-20 07:25:11",
        "Lomba Dayung Perahu Kayu Ramaikan Waduk Selatirta",
        "Sebanyak {18-36} regu mengikuti lomba dayung perahu kayu di Waduk Selatirta, {tgl}. Setiap regu mewakili "
        "desanya dan berlatih sejak bulan lalu.",
    ),
    (
        "insentif-guru",
        "pendidikan",
        99,
        "2026-11-23 07:50:34",
        "Jelang Hari Guru, {210-480} Guru Honorer Terima Tambahan Insentif",
        "Pemerintah Kabupaten Lawungan menyalurkan tambahan insentif bagi guru honorer, {tgl}. Penyerahan simbolis "
        "berlangsung di aula Kecamatan {kec}.",
    ),
    (
        "tanam-bakau",
        "kesehatan",
        99,
        "2026-11-27 07:35:20",
        "Pelajar {kec} Tanam {2-6} Ribu Bakau di Pesisir Watusegara",
        "Pesisir Watusegara yang tergerus ombak mulai ditanami bakau, {tgl}. Pelajar dari Kecamatan {kec} menanam "
        "bersama nelayan dan relawan.",
    ),
    (
        "antrean-daring",
        "teknologi",
        2,
        "2026-11-30 07:05:59",
        "Antrean Layanan Kependudukan Kini Dapat Dipesan lewat Ponsel",
        "Warga Kabupaten Lawungan kini dapat memesan nomor antrean layanan kependudukan dari rumah. Layanan itu mulai "
        "dibuka {tgl} di Kecamatan {kec} dan akan diperluas.",
    ),
    (
        "bursa-kerja",
        "teknologi",
        4,
        "2026-12-03 07:15:42",
        "Bursa Kerja Inklusif Sediakan {90-220} Lowongan bagi Penyandang Disabilitas",
        "Memperingati hari disabilitas internasional, bursa kerja inklusif dibuka di Balai Latihan Kerja Lawungan, "
        "{tgl}. Pelamar didampingi juru bahasa isyarat.",
    ),
)
"""Key, topic, place in its bank, time of entry, headline and lead of each, see ``specials.Special``."""
