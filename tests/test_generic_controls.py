"""What a page prints for a click around and amid a text, and the exact day that it keeps behind a short one."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.structure.control_words import says_control
from crawler.structure.pointed import is_same_day
from tests.test_generic_captions import FIRST, SECOND, paragraphs
from tests.test_generic_fields import DAY, TEXT, WIB, page, said
from tests.test_generic_reading import article_of

CONTROLS = [
    "<div><button>Dengarkan</button> Dengarkan artikel ini</div>",
    "<p>Ukuran huruf: <a href='#'>A-</a> <a href='#'>A</a> <a href='#'>A+</a></p>",
    "<div><span>Ukuran Teks</span><a href='javascript:;'>A</a><a href='javascript:;'>A</a></div>",
    "<div><a href='#'>Cetak</a> <a href='#'>PDF</a> <a href='#'>Email</a></div>",
    "<div><span>Salin tautan</span></div>",
    "<div>Bagikan artikel ini:</div><div><a href='#'>Facebook</a><a href='#'>X</a></div>",
    "<div>Share on: <a href='#'>FB</a></div>",
    "<div><h4>Apa reaksi Anda?</h4><span>Suka <b>3</b></span><span>Sedih <b>0</b></span></div>",
    "<div><h4>Apakah informasi ini bermanfaat?</h4><button>Ya</button><button>Tidak</button></div>",
    "<div>Beri nilai: <a href='#'>★</a><a href='#'>★</a></div>",
    "<div>Rating: 4.5/5 (12 suara)</div>",
    "<div><a href='#'>Kembali ke daftar berita</a></div>",
    "<p><a href='https://news.google.com/x'>Ikuti kami di Google News</a></p>",
    "<div>Ikuti saluran WhatsApp kami: <a href='https://whatsapp.com/channel/x'>klik di sini</a></div>",
    "<div>👁 123</div>",
    "<div>0 Shares</div>",
    "<div>Waktu baca: 2 menit</div>",
    "<div>ADVERTISEMENT</div>",
    "<div class=hadiah><div>Donate</div></div>",
    "<div>Scroll untuk melanjutkan membaca</div>",
    "<div>Daftar Isi</div><ul><li><a href='#a'>Pelaku usaha mikro mendapat sertifikat</a></li><li><a href='#b'>Peserta dari sepuluh kecamatan</a></li></ul>",
]


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_is_no_text_wherever_it_stands(control):
    one, two = f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"
    for text in (control + one + two, one + control + two, one + two + control):
        assert paragraphs(text) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Ikuti siaran langsung upacara di kanal YouTube Pemkab.",
        "Bagaimana tanggapan Anda terhadap program itu?",
        "Nilai: 85/100",
        "Lama rapat 5 menit",
        "5 menit",
        "Iklan Layanan Masyarakat",
        "Suka dan duka petani garam",
        "Simak penjelasan bupati berikut:",
        "Skor akhir 3-2",
        "Bagikan beras kepada warga",
        "• 12",
        "Rp 12.500",
    ],
)
def test_what_a_text_says_is_no_control(line):
    assert not says_control(line)
    assert paragraphs(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>") == [FIRST, line, SECOND]


@pytest.mark.parametrize("text", ["<h3><a href='#syarat'>Syarat Pendaftaran</a></h3>", "<p><a href='#'>Syarat dapat dibaca di kantor kecamatan.</a></p>"])
def test_a_heading_or_a_sentence_that_leads_nowhere_is_text(text):
    words = "Syarat Pendaftaran" if "h3" in text else "Syarat dapat dibaca di kantor kecamatan."
    assert paragraphs(f"<p>{FIRST}</p>{text}<p>{SECOND}</p>") == [FIRST, words, SECOND]


@pytest.mark.parametrize("leads", ["/uploadby/1", "/posted-by/humas", "/user/7", "/uploader/humas"])
def test_a_line_above_the_headline_whose_writer_is_a_link_says_when(leads):
    line = f"<div class='media'><a href='{leads}'>Bidang IKP</a> <span>Rabu, 2 Oktober 2024 pukul 13.01 WIB</span></div><p>2329 views | Share:</p>"
    article = article_of(page("").replace(b"<h1", f"{line}<h1".encode(), 1))
    assert article is not None and article.published_at == WIB


@pytest.mark.parametrize(
    ("top", "published"),
    [
        ("<p><span title='2 Oktober 2024 13:01 WIB'>2 Okt 2024</span></p>", WIB),
        ("<p><span title='2024-10-02T13:01:00+07:00'>2 Okt 2024</span></p>", WIB),
        ("<p><span data-date='2024-10-02T13:01:00+07:00'>02/10/2024</span></p>", WIB),
        ("<p><span data-bs-title='Rabu, 2 Oktober 2024 pukul 13.01 WIB'>2 tahun lalu</span></p>", WIB),
        ("<p>Oleh Rina, <time title='2 Oktober 2024 13:01 WIB'>2 tahun yang lalu</time></p>", WIB),
        ("<p><span title='5 Oktober 2024 13:01 WIB'>2 Okt 2024</span></p>", DAY),
        ("<p><span title='2 November 2024 13:01 WIB'>2 Okt 2024</span></p>", DAY),
        ("<p><span title='Panen raya 2 Oktober 2024 pukul 13:01 WIB di alun-alun kabupaten'>2 Okt 2024</span></p>", DAY),
        ("<p>Diperbarui: 5 Oktober 2024 08:00 WIB | Terbit: 2 Oktober 2024 13:01 WIB</p>", WIB),
    ],
)  # fmt: skip
def test_the_exact_day_that_a_line_keeps(top, published):
    article = article_of(page(top))
    assert article is not None
    assert (article.published_at, article.body) == (published, said(TEXT))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-10-02T13:01", "Rabu, 2 Okt 2024", True),
        ("02/10/2024 13.01", "2024-10-02", True),
        ("Oct 2, 2024, 1:01 PM", "2 Oktober 2024", True),
        ("2024-02-10T13:01", "02/10/2024", False),
        ("2 Oktober 2024", "2 Agustus 2024", False),
        ("", "2 Oktober 2024", False),
        ("2 tahun lalu", "2 tahun lalu", False),
    ],
)
def test_two_texts_name_one_day(one, other, same):
    assert is_same_day(one, other) == same


def test_a_category_and_a_day_share_the_line_above_a_headline():
    article = article_of(page(above="<p><a href='/kategori/ekonomi'>Ekonomi</a> / 2 Oktober 2024 / 13:01</p>"))
    assert article is not None and article.published_at == WIB


ABOUT = "<ul><li>2 Oktober 2024</li><li>13:01</li><li><a href='#'>Redaksi</a></li></ul>"
GALLERY = "<ul>" + "".join(f"<li><img src='/g{n}.jpg'> Suasana kegiatan {n}</li>" for n in (1, 2, 3)) + "</ul>"
SENTENCE = "Bupati membuka pelatihan."
CAPTIONED = "<p align=center><img src='/f/x.jpg'><br><font size=1>Camat Siti Aminah di lokasi</font></p>"
ROWS = "<table><tr><td>Penulis</td><td>Rina</td></tr><tr><td>Tanggal</td><td>2 Oktober 2024</td></tr><tr><td>Pukul</td><td>13:01 WIB</td></tr></table>"


@pytest.mark.parametrize("in_box", [True, False], ids=["text in a box", "text beside"])
@pytest.mark.parametrize(
    ("text", "behind"),
    [
        (f"<p>{SENTENCE}</p><p>{SECOND}</p>{GALLERY}", ABOUT),
        (f"<p>{SENTENCE}</p><p>{SECOND}</p><div>0 Shares</div><a class='btn' href='/berkas/x.pdf'>Unduh</a>", ABOUT),
        (f"<p>{SENTENCE}</p><p>{SECOND}</p>{CAPTIONED}<div>Scroll untuk melanjutkan membaca</div>", ROWS),
        (f"<div>Dengarkan artikel ini</div>{CAPTIONED}<div>ADVERTISEMENT</div><p>{SENTENCE}</p><p>{SECOND}</p>", ROWS),
    ],
)
def test_captions_controls_and_lines_about_a_release_mix(text, behind, in_box):
    article = article_of(page(text=text, behind=behind, in_box=in_box))
    assert article is not None
    assert (article.published_at, article.body) == (WIB, f"{SENTENCE}\n\n{SECOND}")


@pytest.mark.parametrize("place", ["above", "behind"])
def test_one_sentence_is_dated_by_labels_above_a_list_of_others(place):
    others = "<div class='lain'><h4>Berita Terkait</h4><ul>" + "".join(
        f"<li><a href='/berita/{n}/x'>Camat tinjau jembatan gantung ke-{n} di desa</a></li>" for n in range(4)
    ) + "</ul></div>"  # fmt: skip
    rows = {place: ROWS} if place == "above" else {"behind": ROWS + others}
    article = article_of(page(text=f"<p>{SENTENCE}</p>", in_box=False, **({"behind": others} | rows)))
    assert article is not None
    assert (article.published_at, article.body) == (WIB, SENTENCE)
