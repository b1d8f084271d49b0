"""Where a text begins and ends: the number of an announcement, tags, who writes for the site, a thread without names."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_captions import FIRST, SECOND, paragraphs
from tests.test_generic_reading import article_of
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
@pytest.mark.parametrize("above", ["", "<img src='http://x.example/f/x.jpg'>", "<div>Oleh Admin</div>"])
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
