"""Releases of one sentence on pages of unknown CMS: what tells them from pages that are no releases."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page
from pipelines.stages import read_article
from tests.generic_spiders import ContohSpider, SlugContohSpider
from tests.test_generic_reading import article_of

HOME = "https://contoh.go.id"
HEADLINE = "Camat Serahkan Bantuan Beras bagi Warga"
SENTENCE = "Rekaman sambutan Camat Sukamakmur."
FRAME = (
    "<html><head><title>{title}</title></head><body><div class='bungkus'><nav><a href='/'>Beranda</a> <a href='/berita'>Berita</a>"
    "</nav>{above}<div class='isi'><div class='kartu'>{card}</div></div><div class='kanan'>{beside}</div></div></body></html>"
)
CARD = "<div class='kepala'>{when}</div><div class='badan'><h2>{headline}</h2>{text}</div>"
SISTERS = "<h6>Terpopuler</h6><ul>" + "".join(
    f"<li><a href='/berita/{n}'>Bupati tinjau pembangunan jembatan ke-{n}</a> <small>{n} Agustus 2024</small></li>" for n in (7, 8, 9)
) + "</ul>"  # fmt: skip
PICTURE = "<img src='/unggah/12.jpg' alt='Foto'>"
SIDE = "<h6>Kata pembaca</h6>" + "".join(
    f"<div class='kp'><u>Warga {n}</u> (1{n} Februari 2024): Kami dari desa sebelah belum kebagian bantuan, mohon dibantu.</div>" for n in range(5)
)  # fmt: skip


def page_with(when: str = "", text: str = f"<p>{SENTENCE}</p>", *, headline: str = HEADLINE, **around: str) -> bytes:
    card = CARD.format(when=when, headline=headline, text=text)
    title = around.pop("title", f"{headline} - Kabupaten")
    return FRAME.format(**{"title": title, "above": "", "beside": "", "card": card, **around}).encode()


def read_at(path: str, body: bytes, spider_class: type = ContohSpider) -> Article | None:
    """Read a page as a site's spider does, with what its lists say of addresses."""
    spider = spider_class()
    root, _ = parse_html(body)
    assert root is not None
    url = f"{HOME}{path}"
    page = Page(
        url, root, "2026-11-27T02:30:05+00:00", link=lambda href: spider.addresses.resolve(url, href), key=spider.key_of
    )
    layout = spider.layout_of(page)
    return None if layout is None else read_article(Article("x", "x", url, page, layout))


@pytest.mark.parametrize(
    "when",
    [
        "<span class='username'>Diskominfo</span><span class='description'>Pembangunan - Senin, 25 September 2023 13:37 WIB</span>",
        "<p>Senin, 25 September 2023 13:37 WIB</p>",
    ],
)
def test_the_day_of_one_sentence_may_stand_above_its_headline(when):
    article = article_of(page_with(when))
    assert article is not None
    assert (article.headline, article.body, article.published_at) == (HEADLINE, SENTENCE, "2023-09-25T13:37:00+07:00")


FRAMED = (
    "<{box}>{above}<span class='besar'><b>{headline}</b></span><br><i>Diposting oleh : Redaksi</i><br><i>Kategori: <a href='/kategori/4'>Sosial</a>"
    " - Dibaca: 3067 kali</i><br><br><span><img src='/foto/33.jpg'></span></{box}>{text}<ul>{others}</ul>"
)
OTHERS = "".join(f"<li><a href='/berita/{n}'>Bupati lantik pejabat administrator ke-{n}</a></li>" for n in (3, 4, 5, 6))


@pytest.mark.parametrize("box", ["p", "div", "section"])
@pytest.mark.parametrize("text", [f"<p>{SENTENCE}</p>", f"<div><p>{SENTENCE}</p></div>"])
def test_one_sentence_may_stand_behind_the_frame_of_headline_and_picture(box, text):
    framed = FRAMED.format(box=box, above="<span>Senin, 25 September 2023 - 17:49:46 WIB</span><br>", headline=HEADLINE, text=text, others=OTHERS)
    body = page_with().replace(CARD.format(when="", headline=HEADLINE, text=f"<p>{SENTENCE}</p>").encode(), framed.encode())
    article = article_of(body)
    assert article is not None
    assert (article.headline, article.body, article.published_at) == (HEADLINE, SENTENCE, "2023-09-25T17:49:46+07:00")


HERO = (
    "<header class='spanduk'><div><a href='/kategori/sosial'>Sosial</a></div><h1>{headline}</h1><p><span>Terbit</span> <time"
    " datetime='2023-09-25T06:37:00Z'>25 September 2023</time></p></header>"
)


@pytest.mark.parametrize(
    "again",
    [
        "<header><a href='/tag/beras'>beras</a><h1>{headline}</h1><span>Diskominfo</span> <time datetime='2023-09-25T06:37:00Z'>25 September 2023</time></header>",
        "<h2><a href='#isi'>{headline}</a></h2><p>Oleh Diskominfo | 25 September 2023</p>",
    ],
)
def test_a_headline_printed_again_leads_the_text(again):
    body = page_with(text=f"<p>{SENTENCE}</p>").replace(
        f"<h2>{HEADLINE}</h2>".encode(), again.format(headline=HEADLINE).encode()
    )
    body = body.replace(b"<div class='isi'>", HERO.format(headline=HEADLINE).encode() + b"<div class='isi'>")
    article = article_of(body)
    assert article is not None
    assert (article.headline, article.body, (article.published_at or "")[:10]) == (HEADLINE, SENTENCE, "2023-09-25")


@pytest.mark.parametrize(
    "behind",
    [
        "<div class='kutip'><div>{headline}</div><div>https://contoh.go.id/berita/7</div><div>Penulis</div><div>Diskominfo</div></div>",
        "<p><b>{headline}</b></p><p>https://contoh.go.id/berita/7</p>",
        "<table><tr><td>{headline}</td></tr><tr><td>Lisensi terbuka</td></tr></table>",
    ],
)
def test_a_headline_said_again_behind_one_sentence_is_no_text(behind):
    text = f"{PICTURE}<p>{SENTENCE}</p>{behind.format(headline=HEADLINE)}"
    article = article_of(page_with("<p>Senin, 25 September 2023 13:37 WIB</p>", text))
    assert article is not None
    assert (article.headline, article.body) == (HEADLINE, SENTENCE)


def test_the_clock_above_a_standing_page_dates_nothing():
    clock = "<div>Jumat, 27 November 2026</div>"
    assert article_of(page_with(above=clock, headline="Maklumat Pelayanan Kantor Camat"), f"{HOME}/maklumat-pelayanan") is None


def test_the_day_above_a_list_makes_no_release_of_it():
    entries = "".join(f"<div class='baris'><a href='/berita/{n}'>Jembatan ke-{n}</a></div>" for n in (7, 8))
    assert article_of(page_with("<p>Senin, 25 September 2023</p>", entries, headline="Indeks Berita Sukamakmur")) is None


@pytest.mark.parametrize("line", ["<p class='kecil'>{}</p>", "<span class='kecil'>{}</span><br>"])
def test_the_line_below_a_picture_is_no_part_of_one_sentence(line):
    text = f"{PICTURE}{line.format('Camat Sukamakmur saat berada di balai desa')}<div><p>{SENTENCE}</p></div>"
    article = article_of(page_with("<p>Senin, 25 September 2023</p>", text))
    assert article is not None and article.body == SENTENCE


def test_what_readers_say_behind_the_form_is_no_text_of_a_release():
    text = (
        f"<div>{PICTURE}</div><div class='naskah'>{SENTENCE}</div><div>Kata kunci: <a href='/tag/beras'>beras</a></div><form action='/kirim'>"
        "<textarea name='isi'></textarea></form>"
    )
    article = article_of(page_with("", f"<p>Ditayangkan 7 Okt 2023 pukul 09.51 WIB</p>{text}", beside=SIDE))
    assert article is not None
    assert (article.body, article.comments, article.published_at) == (SENTENCE, [], "2023-10-07T09:51:00+07:00")


def test_one_sentence_without_a_day_is_a_release_where_dated_headlines_have_such_addresses():
    article = read_at("/berita/12", page_with(beside=SISTERS))
    assert article is not None
    assert (article.headline, article.body, article.published_at) == (HEADLINE, SENTENCE, None)
    assert read_at("/berita/12", page_with("<p>Oleh : Humas</p>", f"{PICTURE}<p>{SENTENCE}</p>", beside=SISTERS)) is not None


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/berita/12", page_with()),
        ("/berita/12", page_with(beside=SISTERS.replace("Agustus 2024", "kali dibaca"))),
        ("/layanan/12", page_with(beside=SISTERS)),
        ("/maklumat-pelayanan-publik", page_with(beside=SISTERS.replace("/berita/", "/jembatan-ke-"))),
        ("/berita/12", page_with(beside=SISTERS, text="<p>Belum ada berita pada kategori ini.</p>")),
        ("/berita/12", page_with(beside=SISTERS, text=PICTURE)),
        ("/berita/12", page_with(beside=SISTERS, headline="Olahraga")),
        ("/berita/12", page_with(beside=SISTERS, title="Kabupaten Sukamakmur")),
    ],
    ids=["no list", "an undated list", "another shape", "a shape of all pages", "nothing there", "no sentence", "a section", "an unsure headline"],
)  # fmt: skip
def test_one_sentence_that_nothing_dates_is_no_release_without_more(path, page):
    assert read_at(path, page) is None


@pytest.mark.parametrize("text", ["<p>Renstra.pdf</p>", PICTURE, "<ul><li>Formulir izin</li></ul>"])
def test_what_a_menu_calls_a_part_of_the_site_heads_no_release(text):
    menu = "<ol><li><a href='/berkas'>Unduhan</a></li><li><a href='/foto'>Foto Kegiatan</a></li></ol>"
    for name in ("Unduhan", "Foto Kegiatan"):
        body = page_with("", f"<p>12 Januari 2025</p>{text}", headline=name, above=menu)
        assert article_of(body, f"{HOME}/berkas") is None
    below = "<p>Senin, 25 September 2023</p>" + PICTURE
    assert article_of(page_with("", below, above="<ol><li><a href='/berita/12'>" + HEADLINE + "</a></li></ol>")) is not None


def test_one_sentence_is_a_release_at_an_address_that_the_site_declares_for_releases():
    assert read_at("/berita/12/camat-serahkan-bantuan", page_with(), SlugContohSpider) is not None
    assert read_at("/berita/12/olahraga", page_with(text="<p>Data tidak ditemukan.</p>"), SlugContohSpider) is None


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("<span>editor1</span> <span>18 April 2023</span> <span>Dibaca 43 Kali</span>", "2023-04-18"),
        ("<p>Published <time class='entry-date published updated' datetime='2023-04-18T15:48:29+08:00'>18 April 2023</time></p>",
         "2023-04-18"),
        ("<p>Dibuat: 30 September 2023</p><p>Ditayangkan: 1 Oktober 2023</p><p>Diperbarui: 3 Oktober 2023</p>", "2023-10-01"),
        ("<p>Dibuat: 30 September 2023</p><p>Diperbarui: 3 Oktober 2023</p>", "2023-09-30"),
    ],
    ids=["an editor's name", "published and updated", "created and published", "created"],
)  # fmt: skip
def test_what_a_line_calls_its_day(when, day):
    text = "<p>Bupati menyerahkan bantuan beras kepada warga dua belas desa di kecamatan itu, Senin pagi.</p>" * 2
    article = article_of(page_with("", f"<div>{when}</div>{text}"))
    assert article is not None and (article.published_at or "")[:10] == day


@pytest.mark.parametrize(("own", "day"), [("<p>Yudi/Kominfo</p><p>19 Januari 2023</p>", "2023-01-19"), ("", None)])
def test_the_day_of_another_release_above_is_not_its_own(own, day):
    above = "<div><h2><a href='/berita/lain'>Kepala Badan Serahkan Bantuan Benih</a></h2><p>10 Juli 2022</p></div>"
    page = page_with("", f"{own}<p>Klarifikasi menyusul.</p>").replace(b"<div class='isi'>", f"<div>{above}".encode())
    article = article_of(page.replace(b"<title>", b"<meta property='og:type' content='article'><title>"))
    assert article is not None and (article.published_at or "")[:10] == (day or "")
    assert article.body == "Klarifikasi menyusul."


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<br><br><a class='tombol' href='http://x.example/berkas/lampiran-3.pdf'>Download File</a>", []),
        ("<p><a href='http://x.example/berkas/lampiran-3.pdf'>Unduh Dokumen</a></p>", []),
        ("<p><a class='btn btn-info' href='http://x.example/berkas/lampiran-3.pdf'>Daftar Penerima Bantuan</a></p>", ["Daftar Penerima Bantuan"]),
    ],
    ids=["a button", "a link", "a button that names its file"],
)
def test_a_button_to_a_file_is_no_text_and_the_file_is_kept(below, expected):
    said = ["Bupati menyerahkan bantuan beras kepada warga dua belas desa di kecamatan itu, Senin pagi.",
            "Bantuan yang sama akan disalurkan lagi pada akhir tahun kepada warga desa lainnya."]  # fmt: skip
    text = "".join(f"<p>{one}</p>" for one in said) + below
    article = article_of(page_with("<p>Senin, 25 September 2023</p>", text))
    assert article is not None
    assert (article.body or "").split("\n\n") == [*said, *expected]
    assert [file.url for file in article.attachments] == ["http://x.example/berkas/lampiran-3.pdf"]
