"""What leads on to a release: how it begins, between its headline and "read more"; a page of nothing else is a list."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.structure.reading import is_listing
from tests.test_generic_reading import article_of

TEXT = (
    "Petani memanen padi gogo di lahan seluas delapan hektare bersama penyuluh. Hasilnya dijual ke koperasi desa dengan"
    " harga yang lebih baik daripada tahun lalu."
)
HEADLINE = "Panen Raya Padi Gogo di Desa Sukamakmur"
SLUG = "panen-raya-padi-gogo-di-desa-sukamakmur"
PAGE = (
    "<html><head><title>{title}</title></head><body><table><tr><td><a href='/'>Depan</a> <a href='/kabar'>Kabar</a></td></tr></table>"
    "<div class='luar'><h1>{title}</h1>{main}</div><div id='kaki'>Jalan Merdeka Nomor 1</div></body></html>"
)
LINKED = (
    "<div class='baris'><p class='tgl'>5 April 2022 | Humas</p><h3><a href='/k/{n}'>{headline}</a></h3><div>{text}</div><div><a href='/k/{n}'>Lanjutkan membaca</a></div></div>"
)
NAMED = (
    "<h4>{headline}</h4><p>{text}</p><div>5 April 2022 10:30:00 <a href='kabar-{n}.html' title='{headline}'>Read more</a></div>"
)
SLUGGED = "<b>{headline}</b><br>{text}...<br><a href='kabar-{n}-" + SLUG + ".html'>Selengkapnya &raquo;</a><br>"
RUNNING = "<dl><dt><a href='?lihat={n}'>{headline}</a></dt><dd>{text} Acara dihadiri camat, lurah ... <a href='?lihat={n}'>[Read More]</a></dd></dl>"
SPOKEN = "<article><h2>{headline}</h2><p>5 April 2022</p><p>{text}</p><a aria-label='Baca selengkapnya: {headline}' href='/k/{n}'>Baca selengkapnya</a></article>"


def one(entry: str, number: int = 1) -> str:
    return entry.format(n=number, headline=HEADLINE, text=TEXT)


def tree(body: bytes):
    root, _ = parse_html(body)
    assert root is not None
    return root


@pytest.mark.parametrize("title", ["Arsip November 2024", "Kumpulan Kabar Dinas Pertanian", "Rubrik : Pertanian"])
@pytest.mark.parametrize("entry", [LINKED, NAMED, SLUGGED, RUNNING, SPOKEN])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_page_of_beginnings_is_a_list_however_few(entry, title, count):
    body = PAGE.format(title=title, main="".join(one(entry, number) for number in range(count))).encode()
    assert article_of(body, "https://x.go.id/kabar?bagian=3") is None
    assert is_listing(tree(body))


WELCOME = "Selamat datang di laman resmi kami, tempat Anda membaca kabar tentang kegiatan dan layanan bagi warga."


@pytest.mark.parametrize("entry", [LINKED, NAMED, SLUGGED, RUNNING, SPOKEN])
@pytest.mark.parametrize("above", ["", "<h4>Pengantar</h4>"])
def test_a_word_of_welcome_above_beginnings_makes_no_release_of_them(entry, above):
    main = f"{above}<p>{WELCOME}</p>" + "".join(one(entry, number) for number in range(3))
    body = PAGE.format(title="Kabar Terbaru Kecamatan Sukamakmur", main=main).encode()
    assert article_of(body, "https://x.go.id/kabar") is None
    assert is_listing(tree(body))


def test_a_home_page_whose_head_tells_name_and_time_is_a_list_wherever_it_stands():
    head = "<div id='atas'><b>PEMERINTAH KABUPATEN SUKAMAKMUR</b><br>Jumat, 27 November 2026 09:28:16 WIB</div>"
    menu = "".join(f"<li><a href='/h/{n}'>Halaman {n}</a></li>" for n in range(6))
    main = f"<h4>Selamat Datang</h4><p>{WELCOME}</p>" + "".join(one(NAMED, number) for number in range(4))
    body = f"<html><head><title>Pemerintah Kabupaten Sukamakmur</title></head><body>{head}<ul>{menu}</ul><div>{main}</div></body></html>".encode()
    assert article_of(body, "https://x.go.id/?buka=peta") is None


def test_one_short_text_with_its_day_stays_a_release_above_beginnings():
    below = "".join(one(entry, number) for number, entry in enumerate((LINKED, NAMED, SPOKEN)))
    main = f"<p>7 April 2022</p><p>{WELCOME}</p><hr>{below}"
    article = article_of(PAGE.format(title="Laman Resmi Kecamatan Mulai Dibuka", main=main).encode())
    assert article is not None and (article.body, article.published_at) == (WELCOME, "2022-04-07")


def test_an_excerpt_whose_source_is_elsewhere_is_a_release():
    source = f"<p>5 April 2022</p><p>{TEXT}</p><p><a href='https://lain.go.id/{SLUG}'>Selengkapnya</a></p>"
    article = article_of(PAGE.format(title=HEADLINE, main=source).encode())
    assert article is not None and article.headline == HEADLINE
    assert article.published_at == "2022-04-05"
    assert (article.body or "").startswith(TEXT)


@pytest.mark.parametrize("href", ["/unggah/{}.pdf", "#", "javascript:buka()"])
def test_more_that_is_a_file_or_opens_on_the_page_itself_leads_nowhere(href):
    main = f"<p>5 April 2022</p><p>{TEXT}</p><div><a href='{href.format(SLUG)}'>Selengkapnya</a></div>"
    article = article_of(PAGE.format(title="Kabar", main=f"<h2>{HEADLINE}</h2>{main}").encode())
    assert article is not None and (article.headline, article.published_at) == (HEADLINE, "2022-04-05")


@pytest.mark.parametrize("entry", [LINKED, NAMED, RUNNING, SPOKEN])
def test_the_beginning_of_another_release_is_no_text_of_the_one_above_it(entry):
    other = entry.format(n=2, headline="Camat Meresmikan Jembatan Gantung Sukamaju", text="Jembatan gantung dipakai warga. " * 9)
    own = f"<p>5 April 2022</p><p>{TEXT}</p><p>{TEXT}</p>"
    article = article_of(PAGE.format(title=HEADLINE, main=f"<div class='isi'>{own}</div><div class='lagi'>{other}</div>").encode())
    assert article is not None and article.body == f"{TEXT}\n\n{TEXT}"
    assert article.published_at == "2022-04-05"


def test_a_link_to_another_release_amid_a_text_leaves_the_text():
    more = "<p>Baca selengkapnya: <a href='/k/9'>Camat Meresmikan Jembatan Gantung Sukamaju</a></p>"
    main = f"<p>5 April 2022</p><p>{TEXT}</p>{more}<p>{TEXT}</p>"
    article = article_of(PAGE.format(title=HEADLINE, main=main).encode())
    assert article is not None and (article.body or "").count(TEXT) == 2


def test_the_day_below_a_text_is_its_own_above_the_beginning_of_another():
    other = NAMED.format(n=2, headline="Camat Meresmikan Jembatan Gantung Sukamaju", text="Jembatan gantung dipakai warga. " * 9)
    main = f"<div class='isi'><p>{TEXT}</p><p>{TEXT}</p><p>Diterbitkan pada 7 April 2022</p>{other}</div>"
    article = article_of(PAGE.format(title=HEADLINE, main=main).encode())
    assert article is not None and article.body == f"{TEXT}\n\n{TEXT}"
    assert article.published_at == "2022-04-07"
