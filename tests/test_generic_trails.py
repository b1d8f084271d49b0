"""Releases that a trail above them, or the news beside them, tell from pages that are none."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_reading import article_of
from tests.test_generic_sentence import read_at

DAYS = tuple(range(1, 5))
TEXT = "".join(
    f"<p>Bupati membuka panen raya ke-{n} di Desa Sukamakmur dan menyerahkan bantuan benih padi kepada para petani.</p>"
    for n in range(2)
)
LATEST = "<h6>Berita Lainnya</h6>" + "".join(
    f"<a href='/post/show/{n}'><h6>Bupati tinjau jembatan gantung ke-{n}</h6><p>0{n} Agu 2024</p></a>" for n in DAYS
)
HEADLINE = "Desa Sukamakmur Panen Raya Padi Seluas Tujuh Puluh Hektare"
TRAILED = (
    "<html><head><title>Portal Resmi Kabupaten</title></head><body><nav><a href='/'>Beranda</a></nav><div class='row'>"
    "<div class='post'><p><a href='/'>Beranda</a> / <a href='/rubrik/1'>Berita Daerah</a> / {trail}</p>"
    "<h3>{headline}</h3><p>Published on 26 Sep 2024, 18:06 WIB</p>{text}</div><div class='related'>{latest}</div></div></body></html>"
)


@pytest.mark.parametrize("text", [TEXT, "<div>SUKAMAKMUR, (Kominfo) – Kelompok tani memanen padi, Rabu.</div>"])
def test_a_trail_that_ends_in_the_headline_is_no_text_and_says_what_the_page_is_about(text):
    body = TRAILED.format(trail=HEADLINE, headline=HEADLINE, text=text, latest=LATEST)
    article = read_at("/post/show/20", body.encode())
    assert article is not None
    assert (article.headline, article.published_at) == (HEADLINE, "2024-09-26T18:06:00+07:00")
    assert article.body is not None and "Beranda" not in article.body


def test_a_sentence_with_links_is_no_trail():
    line = "<p><a href='/desa'>Desa Sukamakmur</a> panen raya, kata bupati, dan hasilnya dibagikan kepada warga desa itu.</p>"
    body = TRAILED.replace("<p><a href='/'>Beranda</a> / <a href='/rubrik/1'>Berita Daerah</a> / {trail}</p>", "")
    article = article_of(body.format(headline=HEADLINE, text=line + TEXT, latest="").encode())
    assert article is not None and article.body is not None and article.body.startswith("Desa Sukamakmur panen raya")


UNDATED = "<h3>Berita Terbaru</h3>" + "".join(
    f"<div><a href='/berita/detail/eyJpdiI{n}'><p>Bupati tinjau jembatan gantung ke-{n}</p></a></div>" for n in DAYS
)
SINGLE = (
    "<html><head><title>Dinas Pertanian</title></head><body><nav><h1><a href='/'>DINAS PERTANIAN</a></h1></nav><h1>Detail Berita</h1>"
    "<div><div><div><h1>{headline}</h1><div>SRAGEN – Bupati melantik para pejabat administrator, Sabtu.</div></div><h3>0 Komentar</h3>{form}</div>"
    "<div>{latest}</div></div><footer><h1>Startup</h1></footer></body></html>"
)
FORM = "<form><textarea name='komentar' placeholder='Komentar...'></textarea></form>"
RELEASE = "Pelantikan Pejabat Administrator, Ini Pesan Bupati"


@pytest.mark.parametrize(
    ("path", "headline", "form", "is_release"),
    [
        ("/berita/detail/eyJpdiI9", RELEASE, FORM, True),
        ("/berita/detail/eyJpdiI9", RELEASE, "<form><textarea name='pesan'></textarea></form>", False),
        ("/layanan/detail/eyJpdiI9", RELEASE, FORM, False),
        ("/berita/detail/eyJpdiI9", "Pelantikan Pejabat", FORM, False),
    ],
)
def test_one_undated_sentence_is_a_release_where_news_stand_beside_it_and_readers_may_comment(
    path, headline, form, is_release
):
    article = read_at(path, SINGLE.format(headline=headline, latest=UNDATED, form=form).encode())
    assert (article is not None) == is_release
