"""Links that only offer a file: attachments of a release, and no text of it."""

from __future__ import annotations

import pytest

from tests.test_body import HOST, read_fragment

SAID = "Bupati menyerahkan bantuan kepada warga."
OFFERS = [
    "<p><a href='/a/dokumen.pdf' target='_blank'>Unduh dokumen (PDF)</a></p>",
    "<p><a href='/a/dokumen.pdf'>Unduh Lampiran 70-pelaku-umkm-.pdf</a></p>",
    "<p><a href='/a/dokumen.pdf'><b>Download</b></a></p>",
    "<div><a href='/a/dokumen.pdf'>Lihat dokumen</a></div>",
    "<p>Lampiran: <a href='/a/dokumen.pdf'>Surat Edaran Nomor 5</a></p>",
    "<p><a href='/a/dokumen.pdf'>Lampiran I</a> | <a href='/a/lain.xlsx'>Lampiran II</a></p>",
    "<ul><li><a href='/a/dokumen.pdf'>Unduh formulir</a></li><li><a href='/a/lain.docx'>Unduh juknis</a></li></ul>",
    "<h4><a href='/a/dokumen.pdf'>Berkas pengumuman</a></h4>",
    "<br><br><a href='/a/dokumen.pdf'>Klik di sini untuk mengunduh</a>",
]


@pytest.mark.parametrize("offer", OFFERS)
def test_an_offer_of_a_file_is_no_text(offer: str) -> None:
    for fragment in (f"<p>{SAID}</p>{offer}", f"{offer}<p>{SAID}</p>"):
        article = read_fragment(fragment)
        assert article.body == SAID
        assert article.body_html == f"<p>{SAID}</p>"
        assert f"{HOST}/a/dokumen.pdf" in [file.url for file in article.attachments]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>Berkas dapat diunduh <a href='/a/b.pdf'>di sini</a></p>", "Berkas dapat diunduh di sini"),
        ("<p><a href='/a/b.pdf'>Dokumen berlaku sampai Mei.</a></p>", "Dokumen berlaku sampai Mei."),
        ("<p><a href='/berita/7'>Lihat dokumen</a></p>", "Lihat dokumen"),
        ("<p><a href='/a/b.pdf'>Daftar Penerima Bantuan</a></p>", "Daftar Penerima Bantuan"),
        ("<p><a href='/a/b.pdf'>Unduh</a> dan isi formulir</p>", "Unduh dan isi formulir"),
        ("<p><a href='/a/b.pdf'>Unduh</a> <a href='/kontak'>atau tanya</a></p>", "Unduh atau tanya"),
        ("<table><tr><td>Unduh</td><td><a href='/a/b.pdf'>Unduh</a></td></tr></table>", "Unduh | Unduh"),
        (
            "<p><a href='/a/b.pdf'>Lampiran Peraturan Bupati Nomor 5 Tahun 2023 tentang Tata Cara Hibah</a></p>",
            "Lampiran Peraturan Bupati Nomor 5 Tahun 2023 tentang Tata Cara Hibah",
        ),
        (
            "<ul><li><a href='/a/b.pdf'>Dokumen RKPD</a></li><li><a href='/a/c.pdf'>Renstra</a></li></ul>",
            "Dokumen RKPD\n\nRenstra",
        ),
    ],
    ids="a sentence|a linked sentence|a page|a name|goes on|another link|a row|long|a list".split("|"),
)  # fmt: skip
def test_what_says_more_than_an_offer_is_text(fragment: str, expected: str) -> None:
    assert read_fragment(f"<p>{SAID}</p>{fragment}").body == f"{SAID}\n\n{expected}"


@pytest.mark.parametrize("credit", ["", "<p>(hms)</p>"])
def test_a_release_that_is_but_its_file_says_so(credit: str) -> None:
    article = read_fragment(f"<p><a href='/a/b.pdf'>Unduh pengumuman</a></p>{credit}")
    assert article.body == "Unduh pengumuman"
    assert [file.label for file in article.attachments] == ["Unduh pengumuman"]


@pytest.mark.parametrize("credit", ["(hms)", "Penulis: Rudi Hartono", "(diskominfo)"])
def test_a_credit_above_an_offer_is_the_last_line(credit: str) -> None:
    article = read_fragment(f"<p>{SAID}</p><p><em>{credit}</em></p>{OFFERS[0]}")
    assert (article.body, article.byline) == (SAID, credit)
    signed = read_fragment(f"<p>{SAID} <em>(hms)</em></p><p>&nbsp;</p>{OFFERS[0]}")
    assert (signed.body, signed.byline, signed.body_html) == (SAID, "(hms)", f"<p>{SAID}</p>")
