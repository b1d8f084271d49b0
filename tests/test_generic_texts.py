"""Where a text begins and ends: the number of an announcement, tags, who writes for the site, a thread without names."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_captions import FIRST, SECOND, paragraphs
from tests.test_generic_reading import article_of, bare
from tests.test_generic_short import read

NUMBERS = ["Nomor : 652/27/2024", "No. : 045/12-DISKOMINFO/2024", "NOMOR: 800/115/BKPSDM"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "<p style='text-align: center;'>{0}</p><p>{1}</p><p>{2}</p>",
        "<p><strong>{0}</strong></p><p>{1}</p><p>{2}</p>",
        "<div>{0}</div><div>{1}</div><div>{2}</div>",
        "{0}<br><br>{1}<br><br>{2}",
        "<h3>{0}</h3><p>{1}</p><p>{2}</p>",
    ],
    ids=["centred", "bold", "boxes", "breaks", "a heading"],
)
@pytest.mark.parametrize(
    "above",
    ["", "<img src='http://x.example/f/x.jpg'>", "<div>Oleh Admin</div>", "<div>Oleh Admin<br>Dibaca: 12 kali</div>"],
)
def test_the_number_with_which_an_announcement_begins_is_text(number, text, above):
    assert paragraphs(text.format(number, FIRST, SECOND), above) == [number, FIRST, SECOND]


@pytest.mark.parametrize(
    "text",
    [
        "<p class='no'>{0}</p><p class='tg'>2 Oktober 2024</p><p>{1}</p><p>{2}</p>",
        "<p>Penulis: Sari</p><p>{0}</p><p>{1}</p><p>{2}</p>",
        "<ul><li>{0}</li><li>Dibaca 12 kali</li></ul><p>{1}</p><p>{2}</p>",
        "<div class='rinci'><span>{0}</span></div><p>{1}</p><p>{2}</p>",
    ],
    ids=["above a day", "below an author", "a list about the release", "a box of its own"],
)
def test_a_number_among_lines_about_the_release_is_none(text):
    assert paragraphs(text.format(NUMBERS[0], FIRST, SECOND)) == [FIRST, SECOND]


SAID = "Semoga amanah. Demikian untuk menjadi maklum."


@pytest.mark.parametrize(
    "tags",
    [
        "<div><span class='pil'>#spbe</span><span class='pil'>#kominfo</span><span class='pil'>#pembangunan</span></div>",
        "<div><b>#SPBE</b> | <b>#Pelayanan_Publik</b></div>",
        "<ul><li>#spbe</li><li>#kominfo</li><li>#pembangunan_daerah_terpadu</li></ul>",
    ],
    ids=["side by side", "bold", "a list"],
)
@pytest.mark.parametrize("inside", [True, False])
def test_tags_in_elements_of_their_own_are_no_text(tags, inside):
    inner, outer = (tags, "") if inside else ("", tags)
    article = read(f"<p>{SAID}</p>{inner}", when="<p>2 Oktober 2024</p><img src='/f/x.jpg'>", below=outer)
    assert article.body == SAID
    assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>{tags}") == [FIRST, SECOND]


def test_a_line_of_hashtags_that_somebody_wrote_is_text():
    line = "#BanggaMelayani #KabupatenMaju"
    assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p><p>{line}</p>") == [FIRST, SECOND, line]


@pytest.mark.parametrize(
    "line",
    [
        "Belum ada komentar. Jadilah yang pertama berkomentar!",
        "Tidak ada komentar untuk berita ini",
        "Belum ada tanggapan, jadilah orang pertama yang memberi tanggapan.",
        "Jadilah yang pertama memberikan komentar",
        "Be the first to comment!",
    ],
)
def test_that_nobody_has_commented_is_no_text(line):
    below = f"<section><h3><i>forum</i> Kata Pembaca</h3><div><p>{line}</p></div></section>"
    article = read(f"<p>{SAID}</p>", when="<p>2 Oktober 2024</p><img src='/f/x.jpg'>", below=below)
    assert SAID in (article.body or "") and line not in (article.body or "")
    assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p><p>{line}</p>") == [FIRST, SECOND]


VOICES = (
    ("Maria", "11 Oktober 2024 - 05:12:49 WIB", "Airnya masih keruh kalau hujan."),
    ("pak.rt", "12 Oktober 2024 - 15:14:24 WIB", "Kapan giliran desa kami? Jalannya sudah lama rusak."),
)
ENTRIES = {
    "lines": "<span>{0}</span><br><span>{1}</span><br><br>{2}<hr>",
    "paragraphs": "<p><b>{0}</b></p><p>{1}</p><p>{2}</p>",
    "boxes": "<div>{0}</div><div><small>{1}</small></div><div>{2}</div>",
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
@pytest.mark.parametrize(
    "count", ["<span><b>2</b> Komentar : </span><br><hr>", "<p>2 Tanggapan</p>", "<div>(2) komentar</div>"]
)
@pytest.mark.parametrize(
    "between",
    [
        "",
        "<ul><li><a href='/b/1'>Bupati tinjau jembatan di kecamatan</a></li><li><a href='/b/2'>Camat lantik perangkat desa baru</a></li></ul>",
    ],
)
def test_a_text_ends_where_a_count_stands_above_who_wrote_and_when(entry, count, between):
    thread = "".join(entry.format(*voice) for voice in VOICES)
    assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>{between}{count}{thread}") == [FIRST, SECOND]


def test_a_count_amid_a_text_or_above_it_ends_nothing():
    line = "<p>3 Komentar</p><p>Rapat dimulai</p>"
    assert paragraphs(f"<p>{FIRST}</p>{line}<p>{SECOND}</p>") == [FIRST, "Rapat dimulai", SECOND]
    for about in (
        "<div>3 Komentar</div><div>Oleh Admin</div>",
        "<div>3 Komentar</div>",
        "<p><a href='#k'>3 Komentar</a></p>",
    ):
        assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>", about) == [FIRST, SECOND]


BIO = "Menulis kabar dari kantor bupati sejak tahun 2015 dan gemar memotret kegiatan warga desa."
BOXES = {
    "a media object": "<div class='m'><div><a href='javascript:void(0)'><img src='/u/user-editor.jpg'></a></div><div><h3>{0}</h3><p>{1}</p></div></div>",
    "a card": "<section><img src='/u/avatar.png'><div><b>{0}</b></div><div>Redaktur</div><div>{1}</div></section>",
    "a table": "<table><tr><td><img src='/u/7.jpg'></td><td><strong>{0}</strong><br>{1}</td></tr></table>",
    "a heading that is a link": "<div><img src='/u/7.jpg'><h4><a href='/u/7'>{0}</a></h4><p>{1}</p><p><a href='/u/7'>Lihat semua tulisan</a></p></div>",
}
WRITTEN = "<div><span>2 Oktober 2024</span><span><i></i> <a href='#'> {0}</a></span><span><a href='#k'>5 Komentar</a></span></div>"


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("name", ["Kominfo Minahasa", "Sari Dewi"])
@pytest.mark.parametrize(
    "about", [WRITTEN, "<p>Ditulis oleh: {0}</p>", "<p>By <a href='/u/7'>{0}</a> | 2 Oktober 2024</p>"]
)
def test_a_box_that_tells_of_who_wrote_the_release_is_no_text(box, name, about):
    text = f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert paragraphs(text + box.format(name, BIO), about.format(name)) == [FIRST, SECOND]
    body = f"<div><div>{text}</div><div><a href='/tag/usaha'>usaha</a></div></div>{box.format(name, BIO)}<h1>1 Komentar</h1>"
    assert paragraphs(body, about.format(name)) == [FIRST, SECOND]


@pytest.mark.parametrize("box", [BOXES["a media object"], BOXES["a card"]])
def test_a_picture_with_a_name_that_the_page_names_nowhere_else_is_text(box):
    read_of = paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>{box.format('Sari Dewi', BIO)}", WRITTEN.format("Admin"))
    assert BIO in read_of


def test_portraits_one_like_the_other_are_text():
    boxes = "".join(
        BOXES["a media object"].format(name, BIO.replace("2015", str(year)))
        for name, year in (("Sari Dewi", 2015), ("Budi", 2016))
    )
    read_of = paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>{boxes}", WRITTEN.format("Sari Dewi"))
    assert BIO in read_of


def test_an_announcement_begins_with_its_number_behind_a_paragraph_of_lines_about_it():
    about = "<p><span>Diposting oleh : <b>Admin</b></span><br>Dibaca: <b>12</b> kali<br><br></p>"
    assert paragraphs(f"{about}<p>{NUMBERS[0]}</p><p>{FIRST}</p><p>{SECOND}</p>") == [NUMBERS[0], FIRST, SECOND]


@pytest.mark.parametrize("names", [("introduction", "content"), ("lead-in", "isi-berita"), ("intro", "article-body")])
def test_what_is_called_the_text_goes_on_with_its_beginning_beside_it(names):
    lead = "Dinas Perhubungan memulai uji coba delapan bus sekolah gratis dengan rute kecamatan sampai pusat kota."
    rest = [
        "Kapasitas setiap bus sebanyak 60 pelajar.",
        "Angka kecelakaan pelajar diharapkan berkurang, dan evaluasi dilakukan setelah satu bulan uji coba.",
    ]
    below = "".join(f"<p>{each}</p>" for each in rest)
    body = bare("", "<p>2 Oktober 2024</p>", f"<p>{lead}</p>", f"<div class='{names[1]}'>{below}</div><div>Dibaca 12 kali</div>")
    body = body.replace(b"<div><p>Dinas", f"<div class='{names[0]}'><p>Dinas".encode())
    article = article_of(body)
    assert article is not None
    assert article.body.split("\n\n") == [lead, *rest]


def test_what_nothing_calls_the_text_is_no_part_of_it():
    lead = "Dinas Perhubungan memulai uji coba delapan bus sekolah gratis dengan rute kecamatan sampai pusat kota."
    below = "<div class='kotak'><p>Hubungi kami di kantor dinas.</p><p>Layanan buka setiap hari kerja.</p></div>"
    article = article_of(bare("", "<p>2 Oktober 2024</p>", f"<p>{lead}</p>", below))
    assert article is not None
    assert article.body == lead
