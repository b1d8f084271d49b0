"""Short texts on pages of unknown CMS: an announcement of one line, amid comments, lists and forms that say far more."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.items import Article
from tests.test_generic_reading import article_of

LINE = "Pengumuman selengkapnya dapat diunduh melalui tautan berikut ini:"
FILE = "<p><a href='http://x.example/pengumuman.pdf' target='_blank'>DISINI</a></p>"
ANNOUNCED = f"<p>{LINE}</p>{FILE}"
WHEN = "<div class='text-sm'>Admin • 2 Okt 2024, 10.15 WIB</div>"
OPINIONS = [
    ("Pak RT 05", "Apakah pelatihan ini terbuka untuk umum? Saya tertarik ikut karena punya usaha keripik di rumah."),
    ("siti_aminah", "Mohon info syarat pendaftarannya dimana ya min? Sudah ke kantor kecamatan tapi belum ada."),
    ("Joko P.", "Jalan di depan sekolah dasar masih rusak parah, tolong segera diperhatikan oleh dinas terkait!"),
]
BOXED = "".join(
    f"<div class='flex'><div class='round'>{name[0]}</div><div><div class='font-medium'>{name}</div><div class='text-xs'>"
    f"{day} Oktober 2024</div><div class='mt-1'>{text}</div></div></div>"
    for day, (name, text) in enumerate(OPINIONS, start=3)
)
PLAIN = "".join(
    f"<span class=komentar><a name='{day}'><b>{name}</b></a></span><br /><span class=date>{day:02} Oktober 2024 - 09:15:32"
    f" WIB</span><br />{text}<hr color=#CCC noshade />"
    for day, (name, text) in enumerate(OPINIONS, start=3)
)
LATEST = "".join(
    f"<li><i class='fa fa-comment'></i> {name} : {text} <small>ditulis pada {day} November 2024</small>"
    f" <a href='/berita/{day}/x'>selengkapnya</a></li>"
    for day, (name, text) in enumerate(OPINIONS * 3, start=3)
)
CARDS = "".join(
    f"<div class='col'><div class='card'><small>{day:02} Agu 2024</small><h6><a href='/berita/{day}/x'>Bupati tinjau"
    f" jembatan ke-{day} di kecamatan</a></h6><p>Bupati meninjau langsung pembangunan jembatan yang ditargetkan rampung"
    " pada akhir tahun anggaran ini.</p></div></div>"
    for day in (7, 8, 9)
)
POPULAR = "".join(
    f"<li class='post'><h5><a href='/berita/{day}/x'>Bupati tinjau jembatan ke-{day} di kecamatan</a></h5><time>{day:02}"
    f" Agu 2024</time><div class='kutipan'><p>{'Bupati meninjau langsung pembangunan jembatan itu bersama para camat. ' * 7}"
    "[…]</p></div></li>"
    for day in (7, 8, 9)
)
LONG_CARDS = CARDS.replace("ini.</p>", f"ini. {'Masyarakat berharap akses antardesa segera lancar kembali. ' * 6}</p>")


def read(text: str, below: str = "", outside: str = "", when: str = WHEN) -> Article:
    article = article_of(
        (
            "<html><head><title>Hasil Seleksi Terbuka - Kabupaten</title></head><body><div class='isi'><div class='utama'>"
            f"<h1>Hasil Seleksi Terbuka</h1>{when}<div class='mt-6'>{text}</div></div>{below}</div>{outside}</body></html>"
        ).encode()
    )
    assert article is not None
    return article


@pytest.mark.parametrize("headline", ["Siaran Pers", "Rapat", "Undangan"])
def test_a_headline_may_be_one_word_or_what_a_section_is_called(headline):
    page = (
        f"<html><head><title>{headline} | Kabupaten</title><meta property='og:title' content='{headline}'></head><body><div"
        f" class='kepala'><h1>BERITA</h1></div><div class='isi'><h3>{headline}</h3><ul><li>Dibaca 12 kali</li><li>Sabtu, 2 Maret 2024"
        "</li></ul><p>Pelayanan ditutup sementara pada Selasa (9/1).</p></div></body></html>"
    )
    article = article_of(page.encode())
    assert article is not None and article.published_at == "2024-03-02"
    assert (article.headline, article.body) == (headline, "Pelayanan ditutup sementara pada Selasa (9/1).")


@pytest.mark.parametrize(
    ("below", "outside"),
    [
        ("", ""),
        (f"<div class='mt-6'><div class='text-lg'>{len(OPINIONS)} Komentar</div>{BOXED}</div>", ""),
        (f"<br /><span class=judul>Ada {len(OPINIONS)} Komentar :</span><br />{PLAIN}", ""),
        ("", f"<div class='widget-item'><h3>Komentar Terbaru</h3><ul>{LATEST}</ul></div>"),
        ("<form action='/kirim'><label>Nama Lengkap</label><input name='b'></form>", ""),
        (f"<h5>Berita Lainnya</h5><div class='row'>{CARDS}</div>", ""),
        (f"<h5>Berita Lainnya</h5><div class='row'>{LONG_CARDS}</div>", ""),
        ("", f"<div class='kolom'><h4>Pilihan Redaksi</h4><ul>{POPULAR}</ul></div>"),
    ],
    ids=["alone", "a thread without names", "a thread of lines", "a widget", "a form", "cards", "long cards", "excerpts"],
)
@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (ANNOUNCED, [LINE, "DISINI"]),
        (FILE.replace("DISINI", "Hasil Seleksi Terbuka (unduh PDF)"), ["Hasil Seleksi Terbuka (unduh PDF)"]),
        (f"{ANNOUNCED}<p>Demikian pengumuman ini dibuat untuk diketahui.</p>",
         [LINE, "DISINI", "Demikian pengumuman ini dibuat untuk diketahui."]),
    ],
    ids=["a line and a file", "a file", "a line after the file"],
)  # fmt: skip
def test_an_announcement_is_all_that_it_says_and_no_more(text, paragraphs, below, outside):
    article = read(text, below, outside)
    assert (article.body or "").split("\n\n") == paragraphs
    assert article.published_at == "2024-10-02T10:15:00+07:00"
    assert [one.url for one in article.attachments] == ["http://x.example/pengumuman.pdf"]


def test_a_long_line_about_the_article_is_no_text():
    credits = (
        "<small class='date'>Senin, 12 September 2022, 12:14:06 WIB, 3446 View</small> <small class='date pull-right'>"
        "operator desa, Kategori : <a href='/kategori/ekonomi-dan-umkm'>Ekonomi dan UMKM</a></small><hr>"
    )
    article = read(ANNOUNCED, when=credits)
    assert (article.body or "").split("\n\n") == [LINE, "DISINI"]
    assert article.published_at == "2022-09-12T12:14:06+07:00"


def test_the_date_of_an_announcement_may_stand_below_its_tags():
    tags = "".join(f"<div><a href='/tag/{tag}'>{tag}</a></div>" for tag in ("banjir", "musrenbang", "asn", "pkk", "desa"))
    lines = "<div class='font-semibold'>Admin</div><div class='text-xs'>12 Juli 2022</div><div>2750 views</div>"
    assert read(ANNOUNCED, when=f"<div class='flex'>{tags}</div><div class='round'>A</div>{lines}").published_at == "2022-07-12"


def test_a_list_of_the_most_read_lends_no_headline_to_a_short_text():
    listed = "".join(f"<div class=brs><a href='/baca/{n}/x'>Bupati tinjau jembatan ke-{n}</a> <i>0{n}-05-2022</i></div>" for n in range(1, 7))
    page = (
        "<html><head><title>Pemerintah Provinsi</title></head><body><div id='isi'><div class='kartu'><h2>Bupati Buka Pasar Murah</h2>"
        f"<p><span>4 September 2022 01:03 WITA</span> | <span>Bagian Prokopim</span></p>{FILE}<h4>Tulis Komentar</h4></div></div>"
        f"<div id='samping'><h3>Terbanyak Dibaca</h3>{listed}</div></body></html>"
    ).encode()
    article = article_of(page)
    assert article is not None
    assert (article.headline, article.body) == ("Bupati Buka Pasar Murah", "DISINI")
    assert article.published_at == "2022-09-04T01:03:00+08:00"


RELATED = "".join(
    f"<li><a href='?mod=berita&id={n}'>Kepala Dinas Kesehatan buka pelatihan pelaku usaha ke-{n}</a> ({n:02}/10/2022)</li>"
    for n in range(10, 19)
)


OLD = (
    "<html><head><title>.: Situs Resmi Kabupaten :.</title></head><body><table><tr><td colspan=2><marquee>Selamat datang"
    " di situs resmi kami. Bupati resmikan pasar rakyat yang baru di kecamatan. *** Panen raya padi di lima kecamatan"
    " berlangsung meriah dan dihadiri ribuan warga.</marquee></td></tr><tr><td><a href='?mod=home'>Home</a></td><td><table>"
    "<tr><td><font size=4><b>{headline}</b></font></td></tr><tr><td><font size=1>{about}</font></td></tr><tr><td>{text}"
    "</td></tr><tr><td><a href='javascript:history.back()'>[ Kembali ]</a></td></tr><tr><td><b>Berita Lainnya :</b><ul>"
    "{related}</ul></td></tr></table></td></tr><tr><td>Bagaimana tampilan website ini?</td></tr></table></body></html>"
)
SHORT = (
    "KOTABARU - Pemerintah daerah mendorong pelaku usaha mikro agar segera mengurus nomor induk berusaha dan sertifikat halal."
)


@pytest.mark.parametrize("headline", ["Camat Salurkan Bantuan Beras bagi Warga", "Apel Pagi"])
@pytest.mark.parametrize("about", ["Ditulis oleh operator pada tanggal 11-03-2022 | dibaca 48 kali", "Ditulis oleh operator"])
@pytest.mark.parametrize(
    "text",
    [
        SHORT,
        f"<img src=/foto/x.jpg align=left width=200>{SHORT}",
        FILE.replace("DISINI", "Camat Salurkan Bantuan Beras (unduh PDF)"),
    ],
)
def test_a_short_text_in_tables_amid_long_lists_is_an_article(headline, about, text):
    body = OLD.format(headline=headline, about=about, text=text, related=RELATED).encode()
    article = article_of(body, "https://www.sukamakmurkab.example/?mod=berita&act=detail&id=206")
    assert article is not None and article.headline == headline
    assert article.body == (SHORT if SHORT in text else "Camat Salurkan Bantuan Beras (unduh PDF)")
    assert article.published_at == ("2022-03-11" if "tanggal" in about else None)
