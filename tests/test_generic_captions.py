"""Lines below pictures in every dress, galleries, and buttons to files: what of them is text, and what is not."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page, Selectors
from crawler.platforms.expressions import xpath
from crawler.structure.known import cleared_layout
from pipelines.stages import read_article
from tests.test_generic_reading import article_of

FIRST = "Pemerintah kabupaten menggelar pelatihan bagi pelaku usaha mikro di aula kantor bupati pada Senin, 30 September 2024."
SECOND = "Peserta yang hadir berasal dari sepuluh kecamatan dan mendapat sertifikat pada akhir acara."
SHORT = "Ralat: yang benar 13 orang."
PICTURE = "<img src='http://x.example/f/x.jpg'>"


def page(text: str, above: str = "") -> bytes:
    return (
        "<html><head><title>Pelatihan Usaha Mikro Digelar - Situs</title></head><body><div class='atas'><img src='/logo.png'>Pemerintah Kabupaten"
        f"</div><div id='utama'><h1>Pelatihan Usaha Mikro Digelar</h1><p>2 Oktober 2024</p>{above}<div class='teks'>{text}</div></div>"
        "<div class='samping'><h3>Kontak</h3><p>Jalan Pasir Peti nomor 1, Tarempa, Kepulauan Anambas.</p></div></body></html>"
    ).encode()


def paragraphs(text: str, above: str = "") -> list[str]:
    article = article_of(page(text, above))
    assert article is not None
    return (article.body or "").split("\n\n")


FRAMES = {
    "small letters behind a break": "<p align=center>{0}<br><font size=1>{1}</font></p>",
    "small": "<p>{0}<br><small>{1}</small></p>",
    "slanted": "<p>{0}<br><em>{1}</em></p>",
    "slanted, a paragraph of its own": "<p>{0}</p><p><em>{1}</em></p>",
    "small, a paragraph of its own": "<p>{0}</p><p><small>{1}</small></p>",
    "a small class": "<p>{0}</p><p class='text-muted small'>{1}</p>",
    "a small style": "<p style='text-align:center'>{0}<br><span style='font-size:11px'>{1}</span></p>",
    "centred": "<center>{0}<br>{1}</center>",
    "a box": "<div class='gbr'>{0}<div>{1}</div></div>",
    "a span": "<div class='gbr'>{0}<span>{1}</span></div>",
    "a figure": "<figure>{0}<div>{1}</div></figure>",
    "a paragraph in a figure": "<figure>{0}<p>{1}</p></figure>",
    "marked": "<figure>{0}<figcaption>{1}</figcaption></figure>",
    "two rows": "<table align=center><tr><td>{0}</td></tr><tr><td>{1}</td></tr></table>",
    "a cell": "<table><tr><td>{0}<br><font size='2'>{1}</font></td></tr></table>",
    "a list of definitions": "<dl><dt>{0}</dt><dd>{1}</dd></dl>",
    "a card": "<div class='card'><div class='card-image'><figure>{0}</figure></div><div class='card-content'>{1}</div></div>",
    "a label attached": "<div class='ui image'>{0}<div class='ui bottom attached label'>{1}</div></div>",
    "below a link to the picture": "<div class='w'><a href='/f/x-besar.jpg'>{0}</a><div class='k'>{1}</div></div>",
    "in the link to the picture": "<a href='/f/x-besar.jpg'>{0}<span>{1}</span></a>",
    "named": "<div class='foto'>{0}</div><div class='keterangan-foto'>{1}</div>",
}
LINES = {
    "words": "Camat Siti Aminah saat meninjau lokasi kegiatan",
    "a photographer": "Camat Siti Aminah saat meninjau lokasi. (Foto: Dok. Kominfo)",
    "a sentence": "Warga menyaksikan jalannya acara dari tepi lapangan.",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_line_in_the_frame_of_a_picture_is_no_text(frame, line):
    framed = FRAMES[frame].format(PICTURE, LINES[line])
    whole = [FIRST, SECOND]
    assert paragraphs(f"{framed}<p>{FIRST}</p><p>{SECOND}</p>") == whole
    assert paragraphs(f"<p>{FIRST}</p>{framed}<p>{SECOND}</p>") == whole
    assert paragraphs(f"<p>{FIRST}</p><p>{SECOND}</p>", above=framed) == whole
    if line != "a sentence":
        assert paragraphs(f"{framed}<p>{SHORT}</p>") == [SHORT]


GALLERIES = {
    "entries": ("<div><ul>{}</ul></div>", "<li><a href='/images/g{0}.jpg'><img src='/images/g{0}.jpg'></a><div class='k'>{1}</div></li>"),
    "entries without a box": ("<ul>{}</ul>", "<li><img src='/images/g{0}.jpg'> {1}</li>"),
    "cards": ("<div class='g'>{}</div>", "<div class='card'><div class='image'><img src='/media/g{0}.jpg'></div><div class='extra'>{1}</div></div>"),
    "cells": ("<table><tr>{}</tr></table>", "<td><img src='/media/g{0}.jpg'><br>{1}</td>"),
    "links": ("<div class='g'>{}</div>", "<a href='/media/g{0}.jpg'><img src='/media/g{0}.jpg'><span>{1}</span></a>"),
    "definitions": ("<div class='g'>{}</div>", "<dl><dt><img src='/media/g{0}.jpg'></dt><dd>{1}</dd></dl>"),
    "figures": ("<div class='g'>{}</div>", "<figure><img src='/media/g{0}.jpg'><span>{1}</span></figure>"),
    "paragraphs": ("<div class='g'>{}</div>", "<p><img src='/images/g{0}.jpg'><br>{1}</p>"),
}


@pytest.mark.parametrize("text", [[FIRST, SECOND], [SHORT]], ids=["a text", "a sentence"])
@pytest.mark.parametrize("gallery", GALLERIES)
def test_lines_below_the_pictures_of_a_gallery_are_no_text(gallery, text):
    around, entry = GALLERIES[gallery]
    shown = around.format("".join(entry.format(n, f"Suasana kegiatan {n}") for n in (1, 2, 3)))
    assert paragraphs("".join(f"<p>{one}</p>" for one in text) + shown) == text


def test_sentences_below_the_pictures_of_a_gallery_are_no_text_where_they_have_elements_of_their_own():
    shown = "".join(f"<li><img src='/g{n}.jpg'><div>Suasana kegiatan hari ke-{n} di lapangan.</div></li>" for n in (1, 2, 3))
    assert paragraphs(f"<p>{SHORT}</p><ul>{shown}</ul>") == [SHORT]


OPENING = "Bupati membuka pelatihan."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<p>{PICTURE}<br>{SECOND}</p><p>{FIRST}</p>", [SECOND, FIRST]),
        (f"<p>{PICTURE}{FIRST}</p><p>{SECOND}</p>", [FIRST, SECOND]),
        (f"<p>{PICTURE}</p><p><small>{FIRST}</small></p><p><small>{SECOND}</small></p>", [FIRST, SECOND]),
        (f"<p>{PICTURE}</p><p><font size=2>{OPENING}</font></p><p><font size=2>{FIRST}</font></p>", [OPENING, FIRST]),
        (f"<p>{PICTURE}</p><p><span style='font-size:12px'>{OPENING}</span></p><p><span style='font-size:12px'>{FIRST}</span></p>", [OPENING, FIRST]),
        (f"<div>{PICTURE}<div>{SHORT}</div></div>", [SHORT]),
        (f"{PICTURE}<p>{SHORT}</p>", [SHORT]),
        (f"<div>{PICTURE}</div><div>{OPENING}</div><div>{FIRST}</div><div>{SECOND}</div>", [OPENING, FIRST, SECOND]),
        (f"<div class='row'><div>{PICTURE}<p>{OPENING}</p></div><p>{SHORT}</p></div>", [OPENING, SHORT]),
        (f"<div>{PICTURE}<h3>Jadwal Pelatihan</h3></div><p>{FIRST}</p><p>{SECOND}</p>", ["Jadwal Pelatihan", FIRST, SECOND]),
        (f"<p>{FIRST}</p><ol>" + "".join(f"<li><img src='/g{n}.jpg'> Buka aplikasi {n}</li>" for n in (1, 2)) + "</ol>", [FIRST, "Buka aplikasi 1", "Buka aplikasi 2"]),
        (f"<p style='text-align:center'>{PICTURE}</p><p style='text-align:center'>Selamat Hari Jadi</p><p style='text-align:center'>{FIRST}</p>", ["Selamat Hari Jadi", FIRST]),
    ],
)  # fmt: skip
def test_what_a_text_says_below_a_picture_is_text(text, expected):
    assert paragraphs(text) == expected


@pytest.mark.parametrize("frame", ["small letters behind a break", "a box", "a card", "slanted", "in the link to the picture"])
def test_a_caption_goes_to_its_picture(frame):
    framed = FRAMES[frame].format(PICTURE, LINES["words"])
    article = article_of(page(f"<p>{FIRST}</p>{framed}<p>{SECOND}</p>"))
    assert article is not None
    assert [(image.url, image.caption) for image in article.images] == [("http://x.example/f/x.jpg", LINES["words"])]
    assert LINES["words"] not in (article.body_html or "")


FILE = "http://x.example/berkas/lampiran-3.pdf"
BUTTONS = [
    "<a class='btn btn-primary' role='button' href='{}'>Unduh Lampiran (PDF)</a>",
    "<a class='ui primary button' href='{}'><i class='download icon'></i>Unduh Lampiran (PDF)</a>",
    "<div><a style='background:#06c;color:#fff;padding:8px 12px' href='{}'>Download PDF</a></div>",
    "<p><a class='btn btn-sm' href='{}'>Unduh Dokumen</a></p>",
    "<p style='text-align:center'><a class='tombol' href='{}'>Klik di sini untuk mengunduh</a></p>",
    "<p><a class='btn' href='{}'>Unduh Surat Edaran Bupati Nomor 3</a></p>",
    "<div><a download href='{}'>Unduh PDF (1,2 MB)</a></div>",
    "<div><a href='{}'><img src='/icon/pdf.png'> Download</a></div>",
    "<div class='unduhan'><a href='{}'>Unduh</a> <small>(340 KB)</small></div>",
    "<div class='d-flex'><a class='btn' href='{0}'>Lihat</a> <a class='btn' href='{0}?d=1'>Unduh</a></div>",
    "<span class='btn btn-info'><a href='{}'>Unduh</a></span>",
    "<div class='wp-block-file'><a href='{0}'>lampiran-3</a><a class='wp-block-file__button' download href='{0}'>Unduh</a></div>",
    "<article class='media'><span class='file file--mime-pdf'><a type='application/pdf' href='{}'>lampiran 3.pdf</a></span></article>",
    "<section class='dl'><a class='btn-unduh' href='{}'>Unduh Berkas</a></section>",
]


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_to_a_file_is_no_text_wherever_it_stands(button):
    printed = button.format(FILE)
    for text, expected in (
        (f"<p>{FIRST}</p><p>{SECOND}</p>{printed}", [FIRST, SECOND]),
        (f"<p>{FIRST}</p>{printed}<p>{SECOND}</p>", [FIRST, SECOND]),
        (f"<p>{SHORT}</p>{printed}", [SHORT]),
    ):
        article = article_of(page(text))
        assert article is not None
        assert (article.body or "").split("\n\n") == expected
        assert FILE in [file.url for file in article.attachments]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("<p><a class='btn btn-info' href='{}'>Daftar Penerima Bantuan</a></p>", "Daftar Penerima Bantuan"),
        ("<p>Surat edaran dapat <a class='btn' href='{}'>diunduh di sini</a>.</p>", "Surat edaran dapat diunduh di sini."),
        ("<p><a href='{}'>SE Bupati Nomor 3.pdf</a></p>", "SE Bupati Nomor 3.pdf"),
        ("<a href='{}'>Pengumuman Hasil Seleksi Tahap II</a>", "Pengumuman Hasil Seleksi Tahap II"),
    ],
)
def test_a_link_to_a_file_that_nothing_dresses_as_a_button_is_text(link, words):
    assert paragraphs(f"<p>{FIRST}</p>{link.format(FILE)}<p>{SECOND}</p>") == [FIRST, words, SECOND]
    assert paragraphs(f"<p>{SHORT}</p>{link.format(FILE)}") == [SHORT, words]


def test_the_text_of_a_known_layout_has_neither_captions_nor_buttons():
    around, entry = GALLERIES["entries"]
    shown = around.format("".join(entry.format(n, f"Suasana kegiatan {n}") for n in (1, 2, 3)))
    bare = f"<p align=center>{PICTURE}<br>Camat Siti Aminah di lokasi</p>"
    body = f"<p>{FIRST}</p>{bare}<p>{SECOND}</p>{BUTTONS[0].format(FILE)}{shown}"
    root, _ = parse_html(page(body))
    assert root is not None
    layout = Selectors("known", headline=(xpath("//h1"),), body=(xpath("//div[@class='teks']"),))
    read = cleared_layout(layout, root)
    url = "http://x.example/berita/1"
    article = read_article(Article("x", "x", url, Page(url, root, "2026-11-27T02:30:05+00:00", link=lambda href: f"http://x.example{href}" if href[0] == "/" else href), read))
    assert (article.body or "").split("\n\n") == [FIRST, SECOND]
    assert [file.url for file in article.attachments] == [FILE]
    assert [image.caption for image in article.images] == ["Camat Siti Aminah di lokasi", *(f"Suasana kegiatan {n}" for n in (1, 2, 3))]
    plain, _ = parse_html(page(f"<p>{FIRST}</p><p>{SECOND}</p>"))
    assert plain is not None and cleared_layout(layout, plain) is layout
