"""Days, names and controls that markup tells on pages of unknown CMS: ages beside machine times, blogs, portals."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_reading import article_of, bare
from tests.test_generic_short import read

STATED = "2024-05-21T20:27:00+07:00"


@pytest.mark.parametrize(
    "top",
    [
        f"<div><span>Tim Liputan</span><span>•</span><time datetime='{STATED}'>2 tahun yang lalu</time><span>•</span><span>2 menit baca</span></div>",
        f"<p><time datetime='{STATED}'>3 years lalu</time></p>",
    ],
)
def test_a_time_for_machines_says_when_where_only_an_age_is_printed(top):
    article = article_of(bare("", top))
    assert article is not None and article.published_at == STATED


def test_a_time_for_machines_that_names_another_day_than_the_printed_one_is_not_taken():
    article = article_of(bare("", f"<p><time datetime='{STATED}'>20 Mei 2024</time></p>"))
    assert article is not None and article.published_at == "2024-05-20"


def test_an_element_of_time_is_no_clock_whatever_its_name():
    article = article_of(bare("", f"<p><time class='datetime' datetime='{STATED}'>21 Mei 2024</time></p>"))
    assert article is not None and article.published_at == STATED


def test_an_age_amid_a_line_about_the_article_is_read():
    article = article_of(bare("", "<div><span>Tim Liputan</span> • <span>3 hari lalu</span> • <span>41 pembaca</span></div>"))
    assert article is not None and (article.published_at or "")[:10] == "2026-11-24"


@pytest.mark.parametrize(
    "top",
    [
        "<p>Humas · <span title='21 Mei 2024 20:27'>2d</span></p>",
        "<div><a href='/penulis/humas'>Humas</a> <time data-datetime='2024-05-21 20:27' class='when'>5 hr</time></div>",
        f"<ul><li>Tim Liputan</li><li><time datetime='{STATED}'>1 mgg</time></li></ul>",
        "<div><abbr data-original-title='Selasa, 21 Mei 2024 20.27 WIB'>3mo</abbr></div>",
    ],
)
def test_the_time_that_a_short_age_keeps_is_read(top):
    article = article_of(bare("", top))
    assert article is not None and (article.published_at or "")[:16] == STATED[:16]


@pytest.mark.parametrize("short", ["2d", "3h", "5 hr", "1w", "3D", "5m"])
def test_a_short_age_that_keeps_no_time_is_no_day(short):
    for top in (f"<p>Humas · <span>{short}</span></p>", f"<p><time>{short}</time></p>", f"<p title='2024'>{short}</p>"):
        article = article_of(bare("", top))
        assert article is not None and article.published_at is None


def test_what_names_no_age_takes_no_time_from_what_is_pointed_at():
    article = article_of(bare("", "<p>Humas · <span title='21 Mei 2024 20:27'>Balai Kota</span></p>"))
    assert article is not None and article.published_at is None


@pytest.mark.parametrize(
    ("age", "day"),
    [("2d ago", "2026-11-25"), ("2 hr lalu", "2026-11-25"), ("1 mgg lalu", ""), ("3 hrs ago", "2026-11-27")],
)
def test_an_age_in_short_units_is_read_where_it_says_that_it_counts_back(age, day):
    for top in (f"<p>Humas · <span>{age}</span></p>", f"<div><b>Humas</b><i>{age}</i><u>41 pembaca</u></div>"):
        article = article_of(bare("", top))
        assert article is not None and (article.published_at or "")[:10] == day


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Nov. 12, 2024, noon", "2024-11-12T12:00:00+07:00"),
        ("Nov. 12, 2024, midnight", "2024-11-12T00:00:00+07:00"),
        ("Nov. 12, 2024, 1 a.m.", "2024-11-12T01:00:00+07:00"),
        ("Nov. 12, 2024, noon | updated Nov. 14, 2024, 3 p.m.", "2024-11-12T12:00:00+07:00"),
        ("Nov. 12, 2024, 3 p.m. - Updated: Nov. 14, 2024, midnight", "2024-11-12T15:00:00+07:00"),
        ("Nov. 12, 2024, Midnight Sale", "2024-11-12T00:00:00+07:00"),
    ],
)
def test_a_day_with_noon_or_midnight_has_its_time(printed, published):
    for top in (f"<p>{printed}</p>", f"<div><span>Humas</span> <span class='tgl'>{printed}</span></div>"):
        article = article_of(bare("", top))
        assert article is not None and article.published_at == published


@pytest.mark.parametrize(("line", "day"), [("Humas Nov. 12, 2024", "2024-11-12"), ("Kediri, Nov. 12, 2024", None)])
def test_the_comma_within_a_day_makes_no_place_of_the_name_before_it(line, day):
    article = article_of(bare("", f"<p>{line}</p>"))
    assert article is not None and article.published_at == day


BLOG = (
    "<html><head><title>Humas: {0}</title></head><body><h1 class='title'><a href='http://x.example/'>Humas</a></h1><div>"
    "<h2 class='date-header'><span>Senin, 19 Februari 2024</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{0}</h3>"
    "<div class='post-body entry-content'>Pemerintah kabupaten menggelar pelatihan bagi pelaku usaha mikro di aula kantor bupati."
    "<br /><br />Peserta yang hadir berasal dari sepuluh kecamatan dan mendapat sertifikat.</div><div class='post-footer'>"
    "<span>Diposting oleh <span class='fn'>admin</span></span> di <a href='http://x.example/2024/02/a.html'>{1}</a></div></div></div></body></html>"
)


@pytest.mark.parametrize(
    ("clock", "published"),
    [
        ("<abbr class='published' itemprop='datePublished' title='2024-02-19T11:23:00+07:00'>11.23</abbr>", "2024-02-19T11:23:00+07:00"),
        ("11.23", "2024-02-19"),
    ],
    ids=["stated", "printed as a heading"],
)
def test_a_blog_says_when_above_its_headline_and_for_machines_below_its_text(clock, published):
    article = article_of(BLOG.format("Pelatihan Usaha Mikro Digelar", clock).encode())
    assert article is not None and article.published_at == published


@pytest.mark.parametrize("line", ["Rina Kominfo · 2 menit baca", "Tim Liputan • 1 menit baca • 212 pembaca", "3 min read"])
def test_how_long_a_text_takes_to_read_is_no_text(line):
    article = article_of(bare("", f"<p>2 Oktober 2024</p><p>{line}</p>"))
    assert article is not None and line not in (article.body or "")
    short = read("<p>Ralat: yang benar 13 orang.</p>", when=f"<p>2 Oktober 2024</p><p>{line}</p><img src='/f/x.jpg'>")
    assert short.body == "Ralat: yang benar 13 orang."


SHORT = "Pemerintah kabupaten mengucapkan selamat menunaikan ibadah puasa."


def whole(main: str) -> bytes:
    return (
        "<html><head><title>Camat Ikuti Rakor Inflasi - Kabupaten</title></head><body><div class='atas'>Sabtu, 28 November 2026</div>"
        f"<main>{main}</main><div class='samping'><h3>Kontak</h3><p>Jalan Pasir Peti nomor 1, Tarempa, Kepulauan Anambas.</p></div></body></html>"
    ).encode()


def test_a_sentence_below_headline_and_picture_in_a_frame_of_their_own_is_the_text():
    day = "<div class='hari'><b>09</b><i>Januari</i><u>2024</u><s>17:25</s></div>"
    hero = f"<div class='muka'><figure><img src='/f/x.jpg'><figcaption><h1>Camat Ikuti Rakor Inflasi</h1></figcaption></figure>{day}</div>"
    article = article_of(whole(f"<article>{hero}<div class='dua'><div><p>{SHORT}</p></div></div><p>Ditayangkan oleh Tim Liputan</p></article>"))
    assert article is not None
    assert (article.body, article.published_at) == (SHORT, "2024-01-09T17:25:00+07:00")


INFO = (
    "<div class='entry-footer'><ul class='tags'><li><a href='#'>banjir</a></li><li><a href='#'>pppk</a></li></ul></div><div class='entry-meta'><ul>"
    "<li><a href='#'>Agus Salim</a></li><li><a href='#'><time datetime='2024-03-31'>Diterbitkan Minggu, 31 Maret 2024</time></a></li>"
    "<li>51x dilihat</li></ul></div>"
)
ROWS = "".join(f"<tr><td><p>{n}</p></td><td><p>Desa {n}</p></td><td><p>{n}.00-{n}.30</p></td></tr>" for n in range(8, 14))
TITLE = "<h2 class='entry-title'><a href='#'>Camat Ikuti Rakor Inflasi</a></h2>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div class='entry'><img src='/f/x.jpg'>{TITLE}<div class='isi'><p>{SHORT}</p></div>{INFO}</div>",
        f"<div class='entry'><img src='/f/x.jpg'>{TITLE}<div class='isi'><p>{SHORT}</p><table>{ROWS}</table></div>{INFO}</div>",
        f"<div class='penuh'><p><span class='asset-title'>Camat Ikuti Rakor Inflasi</span></p><div class='isi'><div class='foto'><img src='/f/x.jpg'>"
        f"</div><div>{SHORT}</div></div><div class='metadata-entry'>Oleh Rina Kominfo</div><div class='metadata-entry metadata-publish-date'>"
        f"Dipublikasikan 31 Maret 2024 16.11</div></div>",
        f"<div class='isi'><span>Minggu, 31 Maret 2024 - 07:38 WIB</span><br><span class='judul'>Camat Ikuti Rakor Inflasi</span><br><span>"
        f"Diposting oleh : <b>admin</b><br> Kategori: <a href='/kategori-2-x.html'>Ekonomi</a> - Dibaca: <b>63</b> kali</span><br><img src='/f/x.jpg'>"
        f"<p>{SHORT}</p><table><tr><td>[ <a href='#'>Kembali</a> ] [ <a href='#'>Cetak</a> ]</td></tr></table></div>",
        f"<div class='post-outer'><h2 class='date-header'>Minggu, 31 Maret 2024</h2><div class='post'><h3 class='post-title'>Camat Ikuti Rakor"
        f" Inflasi</h3><div class='post-body'>{SHORT[:-1]}:<table>{ROWS}</table></div></div></div>",
    ],
    ids=["among lines that names call so", "behind a table", "below a picture and a sentence", "above", "above a table"],
)
def test_a_release_of_one_sentence_says_when_in_another_place_than_below_its_headline(page):
    article = article_of(whole(page))
    assert article is not None
    assert ((article.body or "").partition("\n")[0].replace(":", "."), (article.published_at or "")[:10]) == (SHORT, "2024-03-31")


def test_lines_about_a_release_in_one_span_are_no_text():
    lines = "<span class='posting'>Diposting oleh : <b>admin</b><br /> Kategori: <a href='/kategori-2-x.html'><b>Ekonomi</b></a> - Dibaca: <b>63</b> kali</span><br />"
    text = "".join(f"Alinea {n} memuat keterangan bupati tentang panen padi di desa pekan ini, dan warga menyambutnya.<br /><br />" for n in range(4))
    article = article_of(whole(f"<div class='isi'><span>Minggu, 31 Maret 2024</span><br><span class='judul'>Camat Ikuti Rakor Inflasi</span><br>{lines}{text}</div>"))
    assert article is not None and (article.body or "").startswith("Alinea 0") and (article.body or "").count("\n\n") == 3


def test_a_table_of_one_column_is_the_frame_of_a_release():
    rows = ("Ditulis oleh Rina", "Minggu, 31 Maret 2024 07:38", f"<p>{SHORT}</p>", "Pemutakhiran Terakhir (Selasa, 2 April 2024 08:11)")
    frame = "<table><tr><td class='contentheading'>Camat Ikuti Rakor Inflasi</td><td><a href='#'><img src='/i/pdf_button.png'></a></td></tr></table>"
    article = article_of(whole(f"<div>{frame}<table>{''.join(f'<tr><td colspan=2>{row}</td></tr>' for row in rows)}</table></div>"))
    assert article is not None
    assert (article.body, article.published_at) == (SHORT, "2024-03-31T07:38:00+07:00")
    assert article.modified_at == "2024-04-02T08:11:00+07:00"


LINES = [f"Alinea {n} memuat keterangan bupati tentang panen padi di desa pekan ini, dan warga menyambutnya." for n in range(6)]


@pytest.mark.parametrize(
    "box",
    [
        "<div style='padding:8px'><b>Simak juga</b><br><a href='/berita/2/x'>Bupati Panen Raya di Desa Dua</a></div>",
        "<h5>Komentar Warga</h5>",
    ],
    ids=["a box that offers another release", "a heading"],
)
def test_a_text_of_lines_goes_on_behind_what_looks_like_an_end(box):
    credit = "<p class='kanan'><em>Ditayangkan pada hari Rabu tanggal 19 Juni 2024 oleh admin, dibaca 3404 kali</em></p>"
    text = f"{'<br><br>'.join(LINES[:4])}{box}{'<br><br>'.join(LINES[4:])}"
    thread = "<h3>Komentar</h3><div class='list-view'><div class='empty'>Tidak ada data yang ditemukan.</div></div>"
    article = article_of(whole(f"<h1>Camat Ikuti Rakor Inflasi</h1><div><div class='isi'>{text}</div>{credit}{thread}</div>"))
    assert article is not None and article.published_at == "2024-06-19" and article.comments == []
    assert [line for line in (article.body or "").split("\n\n") if line.startswith("Alinea")] == LINES


def test_a_small_line_in_the_frame_of_a_picture_is_no_text_above_a_sentence():
    framed = "<div class='bingkai'><img src='/f/x.jpg' width='300'><br><font size=1>Camat Siti Aminah saat meninjau lokasi di Menggala.</font></div>"
    for line in (SHORT, "Berikut jadwal pemadaman bergilir pekan ini:"):
        article = read(f"<div><span>{line}</span></div>", when=f"<p>2 Oktober 2024</p>{framed}")
        assert article.body == line


@pytest.mark.parametrize("said", [["ok"], ["ok", "PDAM mati 3 hari<br>tolong dibantu", "Kapan diaspal?"]])
def test_the_words_of_a_comment_may_begin_in_the_line_of_its_day(said):
    lines = "".join(
        f"<hr><span class='j'><a name='{n}'></a>Warga {n}</span><br /><span class='t'>0{n} Oktober 2024</span> : {words}<br />"
        for n, words in enumerate(said, start=2)
    )
    thread = f"<span class='judul_head'>{len(said)} Komentar : </span><br />{lines}<hr><b>Isi Komentar :</b>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=thread))
    assert article is not None
    assert [(c.author, c.posted_at, c.text) for c in article.comments] == [
        (f"Warga {n}", f"2024-10-0{n}", words.replace("<br>", " ")) for n, words in enumerate(said, start=2)
    ]


@pytest.mark.parametrize("headline", ["Camat Ikuti Rakor Inflasi", "Camat Ikuti Rakor Inflasi – Mayor Haris", "Camat | Rakor Inflasi: Ini Daftarnya"])
def test_a_headline_in_the_frame_of_a_page_has_its_day_beside_it(headline):
    text = "".join(f"<p>{line}</p>" for line in LINES)
    head = f"<header role='banner'><nav><a href='/'>Beranda</a></nav><h1>{headline}</h1><div><time>12 Maret 2024</time></div></header>"
    page = f"<html><head><title>{headline} | Provinsi</title></head><body>{head}<main><article>{text}</article></main></body></html>"
    article = article_of(page.encode())
    assert article is not None and (article.headline, article.published_at) == (headline, "2024-03-12")


def test_the_comments_of_a_short_release_are_no_list_of_others():
    said = "".join(
        f"<li class='comment'><div class='comment-header'><cite class='user'>Warga {n}</cite><span><a href='/2024/02/a.html?showComment={n}#c{n}'>"
        f"{n} Maret 2024 pukul 20.35</a></span></div><p>Berita bagus</p></li>"
        for n in range(2, 9)
    )
    page = BLOG.format("Pelatihan Usaha Mikro Digelar", "11.23").partition("<div class='post-body")[0]
    shares = "<div class='share-buttons'><a href='#'>Kirimkan Ini lewat Email</a><a href='#'>BlogThis!</a></div>"
    thread = f"<div class='comments' id='comments'><h4>7 komentar:</h4><ol>{said}</ol></div>"
    article = article_of(f"{page}<div class='post-body entry-content'><p>{SHORT}</p></div>{shares}{thread}</div></div></body></html>".encode())
    assert article is not None
    assert (article.body, article.published_at, len(article.comments)) == (SHORT, "2024-02-19", 7)


def test_a_long_headline_is_no_text_that_makes_a_caption_of_a_sentence_below_a_picture():
    headline = "Ketua TP PKK Sambut Kunjungan Duta Besar dan Resmikan SPAM Ibu Kota Kecamatan?"
    page = (
        f"<html><head><title>{headline} - Provinsi</title></head><body><div class='penuh'><p class='h4'><span>{headline}</span></p><div class='isi'>"
        "<div class='foto'><img src='/f/x.jpg'></div><p>Silakan unduh pengumuman resmi pada tautan berikut.</p></div><div class='metadata'>"
        "Dipublikasikan 31 Maret 2024 16.11</div></div></body></html>"
    )
    article = article_of(page.encode())
    assert article is not None and article.body == "Silakan unduh pengumuman resmi pada tautan berikut."


@pytest.mark.parametrize(
    "main",
    [
        "<div class='kepala'><span>Sabtu, 28 November 2026</span></div></main><main><h1>Camat Ikuti Rakor Inflasi</h1><img src='/f/x.jpg'>",
        "<h1>Camat Ikuti Rakor Inflasi</h1>"
        + "".join(f"<div><img src='/f/{n}.jpg'><h4>Foto {n}</h4><p>Lokasi: Desa {n}</p><p>Juru foto: Andi</p><div class='post-meta'>{n} Mei 2024</div></div>" for n in range(2, 6)),
    ],
    ids=["the clock above it", "days of a list below it"],
)
def test_a_page_without_text_is_no_release_for_days_of_something_else(main):
    assert article_of(whole(main), "https://www.sukamakmurkab.example/galeri-kegiatan") is None


@pytest.mark.parametrize("name", ["Admin", "Redaksi", "Penulis", "Siti"])
def test_a_reader_may_be_called_what_stands_in_lines_about_a_release(name):
    entry = "<div class='butir'><div class='kata'><span class='akun'>{}<span class='kanan'>2{} Okt 2024 09:15 WIB</span></span>{}</div></div>"
    thread = f"<div class='ruang'><h4>2 komentar</h4>{entry.format('Dina Fitriani', 1, 'Mantap pak')}{entry.format(name, 2, 'Terima kasih')}</div>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=thread))
    assert article is not None
    assert [(c.author, (c.posted_at or "")[:10], c.text) for c in article.comments] == [
        ("Dina Fitriani", "2024-10-21", "Mantap pak"), (name, "2024-10-22", "Terima kasih"),
    ]  # fmt: skip
