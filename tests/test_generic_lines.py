"""Lines about a release that only a style sheet parts, releases of one line, and addresses that begin as a section's do."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import json

import pytest

from tests.test_generic_reading import article_of, bare
from tests.test_generic_short import read

ADDRESS = "https://www.sukamakmurkab.example"


@pytest.mark.parametrize(
    ("top", "published"),
    [
        (
            "<div><span>Oleh Yudi</span><span>Sabtu, 19 November 2022</span><span>3862 kali dibaca</span></div>",
            "2022-11-19",
        ),
        ("<div><a href='/kategori/desa'>Pemerintahan</a><a href=''>Kamis, 24 November 2022</a></div>", "2022-11-24"),
        ("<div><span>Nov 16, 2022</span></div>", "2022-11-16"),
        ("<div><span>Des 29, 2022</span><span>#pkk</span></div>", "2022-12-29"),
        (
            "<div><div>2 Des</div><div><font>04:08:10</font><font>2022</font></div></div><div><a href='#'>Cetak berita ini,"
            " bagikan</a></div>",
            "2022-12-02T04:08:10+07:00",
        ),
        ("<ul><li><time>November 10, 2022</time></li><li><time>9:10 pm</time></li></ul>", "2022-11-10T21:10:00+07:00"),
    ],
    ids=[
        "a counter",
        "a category",
        "the month first",
        "a tag",
        "a box with its year behind a clock",
        "a clock of its own",
    ],
)
def test_a_day_is_read_whatever_stands_right_beside_it(top, published):
    article = article_of(bare("", top))
    assert article is not None and article.published_at == published


@pytest.mark.parametrize("font", ["material-symbols-outlined kecil", "material-icons"])
def test_the_name_of_a_sign_that_a_font_draws_is_no_word(font):
    sign = f"<span class='{font}'>{{}}</span>"
    lines = "".join(
        f"<div>{sign.format(name)} {text}</div>"
        for name, text in (("calendar_today", "10 May 2022"), ("person", "Oleh Siti Aminah"), ("visibility", "2,454 Kali Dibaca"))
    )
    article = article_of(bare("", f"<div>{lines}</div>"))
    assert article is not None
    assert (article.published_at, article.author) == ("2022-05-10", "Siti Aminah")
    assert "visibility" not in (article.body or "") and "Dibaca" not in (article.body or "")


CAPTION = "Camat Siti Aminah di sela kegiatan di Menggala. Foto: Humas"


@pytest.mark.parametrize("picture", ["<img src='/f/x.webp'>{}", "<figure><img src='/f/x.webp'></figure>{}"])
def test_a_line_below_a_picture_that_names_who_took_it_is_no_text(picture):
    line = f"<p class='kecil'>{CAPTION}</p>"
    article = read(
        "<p>Berikut kami sampaikan pengumuman dimaksud.</p>", when=f"<p>2 Oktober 2024</p>{picture.format(line)}"
    )
    assert article.body == "Berikut kami sampaikan pengumuman dimaksud."


@pytest.mark.parametrize("line", ["<div class='bawah'>{}</div>", "<span>{}</span>"])
def test_a_line_in_the_frame_of_a_picture_is_no_text_above_one_short_sentence(line):
    framed = f"<div class='bingkai'><img src='/f/x.jpg'>{line.format('Camat Siti Aminah saat berada di Menggala')}</div>"
    article = read("<p>Ralat: yang benar 13 orang.</p>", when=f"<p>2 Oktober 2024</p>{framed}")
    assert article.body == "Ralat: yang benar 13 orang."


def test_a_programme_of_the_week_keeps_its_table():
    days = "".join(
        f"<tr><td>Senin, {n} September 2023</td><td>0{n}.00 - selesai</td><td>Rapat</td></tr>" for n in (4, 5)
    )
    head = "<tr><th>Hari/Tanggal</th><th>Waktu</th><th>Kegiatan</th></tr>"
    article = read(f"<p>Agenda Camat pekan ini:</p><table>{head}{days}</table>", when="<p>2 Oktober 2024</p><img src='/f/x.jpg'>")
    assert article.published_at == "2024-10-02"
    assert (article.body or "").split("\n\n") == [
        "Agenda Camat pekan ini:",
        "Hari/Tanggal | Waktu | Kegiatan",
        "Senin, 4 September 2023 | 04.00 - selesai | Rapat",
        "Senin, 5 September 2023 | 05.00 - selesai | Rapat",
    ]


def test_two_words_in_what_is_called_a_text_are_one():
    article = read(
        "<div class='prose'><p>Klarifikasi menyusul.</p></div>", when="<p>2 Oktober 2024</p><img src='/f/x.jpg'>"
    )
    assert article.body == "Klarifikasi menyusul."


@pytest.mark.parametrize(
    ("path", "is_release"),
    [
        ("/berita/foto-bupati-buka-pelatihan-usaha-mikro", True),
        ("/agenda-pimpinan-58-iv", True),
        ("/galeri/foto-pelatihan", False),
        ("/profil", False),
        ("/info_publik/sertamerta", False),
        ("/informasi-publik/setiap-saat", False),
        ("/berita/serta-merta-warga-bergotong-royong", True),
    ],
)
def test_an_address_that_begins_as_that_of_a_standing_page_may_be_a_release(path, is_release):
    article = article_of(bare("", "<p>2 Oktober 2024</p>"), ADDRESS + path)
    assert (article is not None) == is_release
    if "agenda" in path:
        assert article_of(bare("", ""), ADDRESS + path) is None, "nothing says when"


def test_a_headline_that_only_its_name_tells_of_is_one_above_a_day():
    page = (
        "<html><head><title>Situs Resmi</title></head><body><div class='judul_besar'>BERITA</div><div class='judul_berita'>Kantor"
        " Camat Tutup Sementara</div><div class='tgl'>{}</div><div class='isi'><p>Kantor tutup dan buka kembali seperti biasa"
        " pada hari kerja.</p><img src='/f/x.jpg'></div></body></html>"
    )
    article = article_of(page.format("Jumat, 23 Desember 2022").encode())
    assert article is not None and article.published_at == "2022-12-23"
    assert article.headline == "Kantor Camat Tutup Sementara"
    assert article_of(page.format("Dihadiri camat, 23 Desember 2022").encode()) is None


def test_a_list_that_shows_the_release_itself_is_not_the_release():
    line = "Berikut kami sampaikan pengumuman dimaksud."
    entries = "".join(
        f"<div class='butir'><h4><a href='/2023/{n}/x'>{headline}</a></h4><small>{n} Juni 2023</small><p>{words}</p></div>"
        for n, (headline, words) in enumerate(
            [("Hasil Seleksi Terbuka", line), ("Camat Tinjau Jembatan", "Jembatan ditinjau camat. " * 9),
             ("Panen Raya Padi Gogo", "Petani memanen padi gogo. " * 9)],
            start=1,
        )
    )  # fmt: skip
    article = read(f"<p>{line}</p>", outside=f"<aside><div><h6>Pos-pos Terbaru</h6>{entries}</div></aside>")
    assert (article.body, article.published_at) == (line, "2024-10-02T10:15:00+07:00")


DATA = "<script id='__NEXT_DATA__' type='application/json'>{}</script>"
HEADLINE = "Pelatihan Usaha Mikro Digelar"


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ({"judul": HEADLINE, "tanggal": "2024-10-01T22:30:10.000Z", "createdAt": "2024-09-30T01:00:00Z"}, "2024-10-02T05:30:10+07:00"),
        ([{"title": "Lain", "published_at": "2024-10-02T01:00:00Z"}, {"title": HEADLINE}], "2024-10-02"),
        ({"title": HEADLINE, "created_at": "2024-10-02T01:00:00Z"}, "2024-10-02"),
        ({"title": HEADLINE, "published_at": "2024-10-05T01:00:00Z"}, "2024-10-02"),
        ([{"title": HEADLINE, "date": "2024-10-02T01:00:00Z"}, {"title": HEADLINE, "date": "2024-10-02T09:00:00Z"}], "2024-10-02"),
        ("[" * 9000, "2024-10-02"),
    ],
    ids=["the printed day", "another release", "when it was made", "another day", "two that disagree", "no data"],
)
def test_the_data_of_a_page_gives_the_printed_day_its_time(said, published):
    data = said if isinstance(said, str) else json.dumps({"props": {"pageProps": {"berita": said}}})
    article = article_of(bare("", "<p>Rabu, 2 Oktober 2024</p>", below=DATA.format(data)))
    assert article is not None and article.published_at == published


@pytest.mark.parametrize(("name", "published"), [("published_at", "2024-10-02T08:00:00+07:00"), ("tanggal", None)])
def test_without_a_printed_day_only_what_is_named_so_is_the_day_of_publication(name, published):
    data = json.dumps([{"title": HEADLINE, name: "2024-10-02T01:00:00Z"}])
    article = article_of(bare("", "", below=DATA.format(data)))
    assert article is not None and article.published_at == published


@pytest.mark.parametrize("end", [", yang hasilnya naik…", "."], ids=["cut off", "whole"])
def test_boxes_that_offer_other_releases_are_no_text_above_or_below_one_short_sentence(end):
    box = (
        "<div class='dua'><span>Simak pula</span><a href='/berita/{0}/judul'>Bupati Panen Raya di Desa {0}</a><p>Bupati turun ke"
        " sawah bersama warga dan memanen padi gogo seluas {0} hektare" + end + "</p></div>"
    )
    article = read(f"<p>Ralat: yang benar 13 orang.</p></div><div>{box.format(4)}{box.format(5)}", when="<p>2 Oktober 2024</p>")
    assert article.body == "Ralat: yang benar 13 orang."


def test_two_counters_in_one_line_are_no_text():
    text = "<p>Berikut kami sampaikan pengumuman dimaksud.</p>"
    article = read(f"{text}<span>2.638 dilihat - 6 komentar</span>", when="<p>2 Oktober 2024</p><img src='/f/x.jpg'>")
    assert article.body == "Berikut kami sampaikan pengumuman dimaksud."
