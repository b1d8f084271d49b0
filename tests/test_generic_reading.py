"""Reading the pages of unknown systems: page shapes of our own, recorded pages, and what must never happen."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.structure.dates import segments
from crawler.structure.outline import outline
from crawler.structure.parts import (
    ADS,
    CAPTION,
    COMMENTS,
    FRAME,
    HIDDEN,
    META,
    RELATED,
    SHARE,
    SIDE,
    names_body,
    part_of,
)
from crawler.structure.reading import article_selectors, is_listing
from crawler.structure.words import (
    COMMENTS_LABEL,
    RECENT_COMMENTS_LABEL,
    RELATED_LABEL,
    is_counter,
    is_dateline,
    is_meta,
)
from pipelines.stages import read_article
from tests.shapes import held_out, later, tuned
from tests.shapes.content import releases
from tests.shapes.scoring import FIELDS, Score, overlap, score, score_all

DATA = Path(__file__).parent / "data"
CHOSEN = (2, 19, 33)
"""Releases that stand for all: with a thread, with lists, with a body as pasted."""


def article_of(body: bytes, url: str = "https://www.sukamakmurkab.example/berita/7/judul") -> Article | None:
    root, _ = parse_html(body)
    assert root is not None
    selectors = article_selectors(root, url)
    if selectors is None:
        return None
    page = Page(url, root, "2026-11-27T02:30:05+00:00", link=lambda href: href if href.startswith("http") else None)
    return read_article(Article("x", "x", url, page, selectors))


@pytest.mark.parametrize("shape", [*tuned.SHAPES, *later.SHAPES], ids=lambda shape: shape.name)
def test_every_known_shape_is_read_exactly(shape):
    for number in CHOSEN:
        got = score(shape, releases()[number], article_selectors)
        assert got.recognised and got.headline, number
        assert got.f1 >= 0.97 and got.precision >= 0.97, (number, got.f1)
        assert got.same_day == got.same_instant == got.dated and not got.wrong_day, number
        assert got.comments_right == got.comments_read == got.comments, number
        assert got.parents_right == got.parents, number
        assert [name for name in FIELDS if got.others[f"{name}-right"] != got.others[name]] == [], number


def test_shapes_kept_aside_reach_the_aim():
    total = Score()
    for one in score_all(held_out.SHAPES, article_selectors, [releases()[number] for number in CHOSEN]).values():
        total.add(one)
    assert total.headline >= 0.97 * total.pages, total.line()
    assert total.f1 >= 0.96 * total.pages, total.line()
    assert total.same_day >= 0.95 * total.dated and total.wrong_day <= 0.01 * total.pages, total.line()
    assert total.comments_right == total.comments_read, total.line()


# ---- recorded pages ----


def kediri_pages():
    truth = {row["path"].strip("/"): row for row in map(json.loads, (DATA / "kediri-cms/truth.jsonl").open())}
    for folder in ("articles", "reconstructed"):
        for path in sorted((DATA / "kediri-cms" / folder).glob("*.html")):
            if path.stem in truth:
                yield pytest.param(path, truth[path.stem], id=f"{folder}-{path.stem[:30]}")


@pytest.mark.parametrize(("path", "truth"), list(kediri_pages()))
def test_a_known_system_is_read_without_its_selectors(path, truth):
    article = article_of(path.read_bytes(), truth["url"])
    assert article is not None
    assert article.headline == truth["headline"].replace("\\", "")
    assert article.published_at == truth["published_at"]
    text = "\n".join(truth["body_paragraphs"])
    read_text = f"{article.body or ''} {article.byline_raw or ''}"
    assert overlap(text, read_text)[0] >= 0.99 if text else not (article.body or "").strip()
    assert [comment.author for comment in article.comments] == [one["author"] for one in truth["comments"]]


def test_a_newspaper_is_read():
    folder = DATA / "fundus-id"
    expected = json.loads((folder / "MediaIndonesia.json").read_text("utf-8"))["V1"]
    (name, meta), *_ = json.loads((folder / "meta.info").read_text("utf-8")).items()
    article = article_of(gzip.decompress((folder / name).read_bytes()), meta["url"])
    assert article is not None
    assert article.headline == expected["title"] and [article.author] == expected["authors"]
    assert article.published_at == expected["publishing_date"].replace(" ", "T")
    text = "\n".join(line for part in expected["body"]["sections"] for line in (*part["headline"], *part["paragraphs"]))
    assert overlap(text, article.body or "")[0] >= 0.97


def test_a_page_without_any_date_stays_undated():
    article = article_of((DATA / "malangkab/malangkab-article-2024-08-29.html").read_bytes())
    assert article is not None and article.published_at is None
    assert article.headline == "Wakil Bupati Malang Dampingi Kunker Menaker RI ke Desmigratif"
    assert article.byline == "(prokopim/dhe)" and article.dateline == "KALIPARE"


@pytest.mark.parametrize(
    "path",
    [
        "kediri-cms/home.html",
        "kediri/berita.kedirikab.go.id-home-2024-08-19.html",
        "kediri-cms/reconstructed/home.html",
        "kediri-cms/reconstructed/kategori-pertanian.html",
        *(f"kediri-cms/listings/{path.name}" for path in sorted((DATA / "kediri-cms/listings").glob("*.html"))),
    ],
)
def test_listings_are_no_articles(path):
    root, _ = parse_html((DATA / path).read_bytes())
    assert root is not None
    assert article_selectors(root) is None and is_listing(root)


def test_a_page_that_says_it_is_missing_is_no_article():
    root, _ = parse_html((DATA / "kediri-cms/special/not-found-404.html").read_bytes())
    assert root is not None
    assert article_selectors(root) is None and not is_listing(root)


# ---- single rules ----

TEXT = (
    "<p>Pemerintah daerah menggelar pelatihan bagi pelaku usaha mikro di pendopo kabupaten, Rabu (2/10).</p>"
    "<p>Kegiatan diikuti puluhan peserta yang datang dari seluruh kecamatan di wilayah kabupaten.</p>"
)


def bare(head: str, top: str, text: str = TEXT, below: str = "") -> bytes:
    return (
        f"<html><head><title>Pelatihan Usaha Mikro Digelar - Situs</title>{head}</head><body><div id='utama'>"
        f"<h1>Pelatihan Usaha Mikro Digelar</h1>{top}<div>{text}</div>{below}</div></body></html>"
    ).encode()


LD = '<script type="application/ld+json">{}</script>'
OTHER = LD.format('{"@type": "NewsArticle", "headline": "Lain Sekali", "datePublished": "2020-01-01T00:00:00+07:00"}')


@pytest.mark.parametrize(
    ("head", "top", "below", "published", "modified"),
    [
        ("", "<p>2 Oktober 2024</p>", "", "2024-10-02", None),
        ("", "<p>Kediri, 2 Oktober 2024</p>", "", None, None),
        ("", "<p>Diperbarui 5 Oktober 2024</p>", "", None, "2024-10-05"),
        ("", "<p>Terbit: 2 Oktober 2024, diperbarui: 5 Oktober 2024</p>", "", "2024-10-02", "2024-10-05"),
        ("", "<time datetime='2026-11-27T09:00:00+07:00'>2 Okt 2024</time>", "", "2024-10-02", None),
        ("", "<time datetime='2024-10-02T09:00:00+07:00'>2 Okt 2024</time>", "", "2024-10-02T09:00:00+07:00", None),
        ("", "", "<h3>Komentar</h3><ol><li><b>Budi</b> 3 Oktober 2024<p>Terima kasih.</p></li></ol>", None, None),
        ("", "", "<aside><p>3 Oktober 2024</p></aside><footer>2 Januari 2026</footer>", None, None),
        ("", "<div class='clock'>Jumat, 27 November 2026</div>", "", None, None),
        (
            OTHER,
            "<p>Rabu, 2 Oktober 2024</p>", "", "2024-10-02", None,
        ),
        (
            OTHER,
            "", "", None, None,
        ),
        (
            LD.format('{"@type": "NewsArticle", "headline": "Pelatihan Usaha Mikro Digelar",'
                      ' "datePublished": "2024-10-02T03:15:00Z"}'),
            "<p>Rabu, 2 Oktober 2024</p>", "", "2024-10-02T03:15:00+00:00", None,
        ),
        (
            '<meta property="article:published_time" content="2024-10-02T10:15:00+07:00">',
            "<p>2 tahun yang lalu</p>", "", "2024-10-02T10:15:00+07:00", None,
        ),
        ("", "<time datetime='2024-10-02T12:00:00Z'>2 Oktober 2024</time>", "", "2024-10-02", None),
        ("", "<time datetime='2024-10-02T00:00:00+07:00'>2 Oktober 2024</time>", "", "2024-10-02", None),
        ("", "<time datetime='2024-10-02T12:00:00+07:00'>2 Oktober 2024</time>", "", "2024-10-02T12:00:00+07:00", None),
        (
            "", "<time itemprop='datePublished' datetime='2024-10-02T00:00:00.000Z'>02-10-2024</time>", "",
            "2024-10-02", None,
        ),
        ("", "<meta itemprop='datePublished' content='2024-10-02T00:00:00+07:00'>", "", "2024-10-02", None),
        ("", "<span class='datetime'>2 Oktober 2024 10:15</span>", "", "2024-10-02T10:15:00+07:00", None),
        (
            "", "<div class='font-caption text-caption'><div><i class='sign'>calendar_today</i> 2 October 2024</div>"
            "<div><i class='sign'>person</i> By Staf Layanan</div></div>", "", "2024-10-02", None,
        ),
        (
            "", "<div class='field--type-datetime'><time class='datetime'>2 Oktober 2024</time></div>", "",
            "2024-10-02", None,
        ),
        (
            "", "<span class='create-date'><i></i> <span class='datetime'>2024-10-02 10:15:00</span></span>"
            "<span class='update-date'><span class='datetime'>2026-11-20 05:50:35</span></span>", "",
            "2024-10-02T10:15:00+07:00", None,
        ),
        (
            LD.format('{"@type": "NewsArticle", "headline": "Pelatihan Usaha Mikro Digelar",'
                      ' "datePublished": "2024-10-02T03:15:00Z", "dateModified": "2024-10-02T05:20:00Z"}'),
            "<p>Rabu, 2 Oktober 2024 12:20 WIB</p>", "", "2024-10-02T03:15:00+00:00", "2024-10-02T05:20:00+00:00",
        ),
    ],
)  # fmt: skip
def test_dates_come_from_beside_the_headline_only(head, top, below, published, modified):
    article = article_of(bare(head, top, below=below))
    assert article is not None
    assert (article.published_at, article.modified_at) == (published, modified)


def test_a_date_that_loses_is_kept():
    said = LD.format('{"@type": "Article", "headline": "Lain Sekali", "datePublished": "2020-01-01"}')
    article = article_of(bare(said, "<p>Rabu, 2 Oktober 2024</p>"))
    assert article is not None
    assert [(one.value, one.refused) for one in article.date_candidates] == [
        ("2024-10-02", None),
        ("2020-01-01", "other-article"),
    ]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='share'><a href='https://www.facebook.com/sharer/sharer.php?u=x'>Facebook</a></div>",
        "<div class='x'><b>Berita Terkait</b><ul><li><a href='/a'>Pembangunan jembatan desa selesai</a></li>"
        "<li><a href='/b'>Panen raya padi di lima kecamatan</a></li></ul></div>",
        "<form><textarea name='k'></textarea><label>Nama Anda</label></form>",
        "<div class='komentar'><h4>Komentar</h4><p>Budi, 3 Oktober 2024</p><p>Terima kasih atas acaranya.</p></div>",
        "<p>Dibaca 120 kali</p>",
        "<div class='tags'>Tag: <a href='/tag/umkm'>umkm</a></div>",
        "<p><a href='/x/9'>Bupati resmikan pasar rakyat yang baru</a></p>",
    ],
)
def test_what_stands_around_a_text_is_no_part_of_it(box):
    article = article_of(bare("", "<p>2 Oktober 2024</p>", TEXT + box))
    assert article is not None
    assert (article.body or "").endswith("kecamatan di wilayah kabupaten."), article.body
    assert (article.body or "").startswith("Pemerintah daerah menggelar")


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<p><strong>{}</strong></p>"])
@pytest.mark.parametrize("words", ["Tanggapan Warga", "Komentar Bupati", "Terkait Anggaran", "Populer di Desa"])
def test_a_heading_within_the_text_is_no_label_of_what_follows_it(heading, words):
    later = "<p>Sejumlah petani berharap pelatihan semacam ini digelar setiap tahun sejak 2 Januari 2021.</p>"
    others = "<p>Terakhir diperbarui 5 Oktober 2024</p>"
    others += "<b>Berita Lain :</b><ul><li>- <a href='/berita/3'>Undangan Rapat Kerja</a> (18-03-2023)</li></ul>"
    text = TEXT + heading.format(words) + later
    within = f"<span>{TEXT}<span>{heading.format(words)}</span>{later}</span>"
    for shown in (text, within):
        article = article_of(bare("", "<p>2 Oktober 2024</p>", shown, below=others))
        assert article is not None
        assert (article.body or "").split("\n\n")[2:3] == [words] and (article.body or "").count("\n\n") == 3


def test_blocks_in_a_span_are_blocks_and_a_place_to_jump_to_is_no_teaser():
    last = "<p><a name='akhir'>Pelatihan ditutup oleh sekretaris daerah pada hari berikutnya di pendopo.</a></p>"
    parts = TEXT.replace("<p>", "<div>").replace("</p>", "</div>") + last
    article = article_of(bare("", "<p>2 Oktober 2024</p>", f"<span id='lblIsi'>{parts}</span>"))
    assert article is not None
    lines = (article.body or "").split("\n\n")
    assert [line.split()[0] for line in lines] == ["Pemerintah", "Kegiatan", "Pelatihan"], article.body


def test_recent_comments_are_never_the_thread():
    box = (
        "<div class='x'><h4>Komentar Terakhir</h4><ul><li><b>Budi</b> 3 Oktober 2024<p>Bagus sekali acaranya.</p></li>"
        "<li><b>Ani</b> 4 Oktober 2024<p>Mohon diperbaiki jalannya.</p></li></ul></div>"
    )
    article = article_of(bare("", "", below=box))
    assert article is not None and article.comments == [] and article.published_at is None


def test_an_announcement_may_be_a_file_alone():
    links = "<a href='http://x.example/surat.pdf'>Surat Edaran Nomor 5</a>"
    article = article_of(bare("", "<p>2 Oktober 2024</p>", f"<p>Unduh: {links}</p>"))
    assert article is not None
    assert [one.url for one in article.attachments] == ["http://x.example/surat.pdf"]
    assert article.published_at == "2024-10-02"


def test_pictures_keep_their_captions():
    picture = "<figure><img src='http://x.example/a.jpg'><figcaption>Suasana di pendopo.</figcaption></figure>"
    boxed = "<div class='w'><img src='http://x.example/b.jpg'><p class='caption'>Peserta mencoba alat.</p></div>"
    article = article_of(bare("", "<p>2 Oktober 2024</p>", picture + TEXT.replace("</p><p>", f"</p>{boxed}<p>")))
    assert article is not None
    assert [image.url for image in article.images] == ["http://x.example/a.jpg", "http://x.example/b.jpg"]
    assert article.images[0].caption == "Suasana di pendopo."
    assert len((article.body or "").split("\n\n")) == 2


def test_an_address_at_the_end_of_a_text_is_part_of_it():
    line = "<p>Selengkapnya: <a href='https://youtu.be/abc123'>https://youtu.be/abc123</a></p>"
    article = article_of(bare("", "<p>2 Oktober 2024</p>", TEXT + line))
    assert article is not None and (article.body or "").endswith("Selengkapnya: https://youtu.be/abc123")


def test_a_table_of_picture_and_line_is_picture_and_caption():
    table = (
        "<table align='left' width='210'><tr><td><img src='http://x.example/foto.jpg' width='200'></td></tr><tr><td"
        " align='center'><font size='1'>Sekda saat meninjau lokasi pelatihan. (Foto: Humas)</font></td></tr></table>"
    )
    article = article_of(bare("", "<p>2 Oktober 2024</p>", table + TEXT))
    assert article is not None and (article.body or "").startswith("Pemerintah daerah")
    assert [image.url for image in article.images] == ["http://x.example/foto.jpg"]


ARTICLE = '<meta property="og:type" content="article">'


def test_where_structure_finds_no_text_a_library_is_asked_and_named():
    more = TEXT.replace("Pemerintah", "Dinas").replace("Kegiatan", "Acara")
    article = article_of(bare(ARTICLE, "<p>2 Oktober 2024</p>", f"<div class='banner'>{TEXT}{more}</div>"))
    assert article is not None and article.layout == "generic-trafilatura"
    assert (article.body or "").startswith("Pemerintah daerah menggelar pelatihan")
    assert article.published_at == "2024-10-02"


def test_an_article_without_any_text_stays_without():
    article = article_of(bare(ARTICLE, "", "<ul><li>satu sehat</li><li>dua sehat</li></ul>"))
    assert article is not None and not article.body and article.layout == "generic"


@pytest.mark.parametrize(
    ("names", "part"),
    [
        ("sidebar", SIDE), ("col-md-4 sidebar-right", SIDE), ("has-sidebar", 0), ("l-sidebar-fixed", 0),
        ("elementor-widget elementor-widget-text", 0), ("elementor-widget-share-buttons", SHARE),
        ("widget widget_recent_entries", SIDE | RELATED), ("entry-footer", META), ("site-footer", FRAME),
        ("field--label-hidden", 0), ("sr-only", HIDDEN), ("section--has-ad", 0), ("iklan", ADS),
        ("comments-area", COMMENTS), ("post_commentbox", 0), ("relatedPosts", RELATED), ("berita-lainnya", RELATED),
        ("font-caption text-caption", 0), ("v-typography--caption", 0), ("mdc-typography--caption", 0),
        ("wp-caption-text", CAPTION), ("image-caption", CAPTION),
    ],
)  # fmt: skip
def test_names_say_what_a_part_is(names, part):
    assert part_of("div", names, "") == part


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("entry-content", True),
        ("isi-berita", True),
        ("post__content", True),
        ("content", True),
        ("content-wrapper", False),
    ],
)
def test_names_say_where_the_text_is(names, expected):
    assert names_body(names) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rabu, 02 Oktober 2024 | Oleh Admin | Dibaca 120 kali", True),
        ("Posted on 2 Oct 2024 by Humas", True),
        ("Penulis: Dinas Kominfo", True),
        ("Share Facebook Twitter WhatsApp", True),
        ("Kediri, 2 Oktober 2024", False),
        ("Rapat digelar pada Rabu, 2 Oktober 2024 di Pendopo Agung.", False),
        ("Tahap berikutnya dijadwalkan pada Sabtu, 11 September 2021.", False),
        ("Pendaftaran ditutup Jumat, 3 Mei 2024.", False),
        ("Diterbitkan pada 2 Oktober 2024 oleh Humas Pemkab.", True),
        ("Bupati mengajak warga menjaga kebersihan lingkungan.", False),
        ("Oleh karena itu, warga diminta waspada terhadap hujan lebat.", False),
    ],
)
def test_lines_about_an_article_are_told_from_its_text(text, expected):
    assert is_meta(text) is expected


def test_counters_and_datelines():
    assert is_counter("Dibaca: 1.204 kali") and is_counter("12 komentar") and not is_counter("12 warga hadir")
    assert is_dateline("Kediri, 2 Oktober 2024") and not is_dateline("Rabu, 2 Oktober 2024")
    assert not is_dateline("Bagian Prokopim Senin, 4 April 2022 803 kali")
    assert is_meta("Bagian Prokopim Senin, 4 April 2022 803 kali")


@pytest.mark.parametrize(
    ("text", "thread", "recent", "related"),
    [
        ("3 Komentar", True, False, False),
        ("Ada 2 Komentar untuk Berita Ini", True, False, False),
        ("Komentar Terbaru", False, True, False),
        ("Recent Comments", False, True, False),
        ("Berita Terkait", False, False, True),
        ("Artikel Terkait Lainnya", False, False, True),
        ("Baca Juga:", False, False, True),
        ("Komentar warga dicatat petugas lapangan.", True, False, False),
    ],
)
def test_labels(text, thread, recent, related):
    assert (COMMENTS_LABEL.fullmatch(text) is not None) is thread
    assert (RECENT_COMMENTS_LABEL.fullmatch(text) is not None) is recent
    assert (RELATED_LABEL.fullmatch(text) is not None) is related


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senin, 2 Okt 2024 10:15 WIB", [("Senin, 2 Okt 2024 10:15 WIB", False)]),
        ("Last updated 2 Oct 2024", [("Last updated 2 Oct 2024", True)]),
        (
            "Terbit 2 Okt 2024 10:15 | Diubah 3 Okt 2024",
            [("Terbit 2 Okt 2024 10:15", False), ("| Diubah 3 Okt 2024", True)],
        ),
    ],
)
def test_a_line_is_cut_at_its_dates(text, expected):
    assert segments(text) == expected


SOUP = st.recursive(
    st.text(max_size=30)
    | st.sampled_from(
        ["2 Oktober 2024", "Komentar", "Berita Terkait", "Oleh: Admin", "&", "<br>", "Kalimat panjang " * 8]
    ),
    lambda inner: st.builds(
        lambda tag, name, parts: f"<{tag} class='{name}'>{''.join(parts)}</{tag}>",
        st.sampled_from("div p a span li ul table tr td h1 h2 time form footer article textarea b".split()),
        st.sampled_from(["", "comment", "sidebar", "entry-content", "title", "share", "date"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(SOUP)
@example(f"<h1><span>{'Kalimat panjang ' * 8}</span><r>0OKT0000</h1>")
def test_no_page_is_too_strange(markup):
    root, _ = parse_html(f"<html><head><title>x</title></head><body>{markup}</body></html>".encode("utf-8", "replace"))
    if root is None:
        return
    before = etree.tostring(root)
    first = article_of(before)
    second = article_of(before)
    assert (first and first.body) == (second and second.body)
    assert etree.tostring(root) == before


def test_blocks_cover_all_text_once():
    root, _ = parse_html(b"<html><body>a<p>b <b>c</b></p>d<div>e<br>f</div><script>no</script></body></html>")
    assert root is not None
    assert [block.text for block in outline(root).blocks] == ["a", "b c", "d", "e", "f"]


def test_a_home_page_with_letters_of_citizens_is_no_article_wherever_it_stands():
    home = (DATA / "malangkab/malangkab-home-in-kediri-template-2024-10-02.html").read_bytes()
    root, _ = parse_html(home)
    assert is_listing(root) and article_selectors(root, "https://malangkab.go.id/Berita/index/x") is None


LINES = "".join(f"<p>Alinea {n} memuat keterangan bupati tentang panen padi di desa pekan ini.</p>" for n in range(4))
ENTRY = "<div><b>{}</b> <i>{} Oktober 2024 10:15</i><div>{}</div></div>"
ENTRIES = ENTRY.format("Siti", 3, "Terima kasih, Pak") + ENTRY.format("Budi", 4, "Semoga lekas jadi")
TABLE = "".join(f"<tr><td>Camat {n}</td><td>{n} Oktober 2024 09:00</td><td>Rapat</td></tr>" for n in range(1, 4))
WIDGET = "".join(
    f"<div><b>{name}</b> <i>3 Oktober 2024 10:15</i><div>Bagus sekali</div><a href='/berita/lain'>Lihat</a></div>"
    for name in ("Siti", "Budi")
)


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        (f"<div>{ENTRIES}</div>", ["Siti", "Budi"]),
        (f"<div>{ENTRY.format('Siti', 3, 'Terima kasih')}</div>", []),
        (f"<div>{ENTRY.format('Siti', 3, 'Ya')}</div><form action='/kirim_komentar'><input name=a></form>", ["Siti"]),
        (f"<h3>Agenda</h3><div>{ENTRIES}</div>", []),
        (f"<table>{TABLE}</table>", []),
        (f"<div>{WIDGET}</div>", []),
        (f"<aside>{ENTRIES}</aside>", []),
        (f"<h3>Komentar Terbaru</h3><div>{ENTRIES}</div>", []),
        (f"<div>{ENTRIES.replace(' 10:15', '')}</div>", []),
    ],
)
def test_what_nothing_calls_a_thread_is_one_only_where_nothing_else_looks_so(below, authors):
    head = "<title>Panen raya padi di desa</title>"
    page = f"<html><head>{head}</head><body><div><h1>Panen raya padi di desa</h1>{LINES}</div>{below}</body></html>"
    article = article_of(page.encode())
    assert [comment.author for comment in article.comments] == authors
    assert not authors or "Terima kasih" not in (article.body or "")


LISTED = (
    "<header><h1><a href='/'>Kabupaten Contoh</a></h1><nav><a href='/category/desa.html'>Desa</a></nav></header>"
    "<main>{}</main><footer>Proudly powered by Pelican</footer>"
)
POST = (
    "<article><header><h2><a href='{0}'>{1}</a></h2></header><div class=entry-content><p>{2}</p></div>"
    "<footer><p>Published: <time datetime='2025-10-17T20:07:00+07:00'>Fri 17 October 2025</time></p>"
    "<p>By <a href='/author/x.html'>Diskominfo</a></p></footer></article>"
)


def test_a_day_behind_the_text_tells_that_a_page_is_a_release():
    headline = "Sekolah Lapang Iklim Bekali 24 Penyuluh"
    post = POST.format("/sekolah-lapang.html", headline, "Berikut jadwal pelayanan keliling bulan ini.")
    page = f"<html><head><title>{headline}</title></head><body>{LISTED.format(post)}</body></html>"
    root, _ = parse_html(page.encode())
    layout = article_selectors(root, "https://x.go.id/sekolah-lapang.html")
    assert layout is not None and [str(each) for each in layout.published[0](root)] == ["2025-10-17T20:07:00+07:00"]


def test_the_name_of_the_site_is_no_headline():
    posts = "".join(
        POST.format(f"/desa-{n}.html", f"Warga Desa {n} Panen Raya Padi", f"Warga desa {n} memanen padi. " * 9)
        for n in range(1, 4)
    )
    page = f"<html><head><title>Kabupaten Contoh</title></head><body>{LISTED.format(posts)}</body></html>"
    root, _ = parse_html(page.encode())
    layout = article_selectors(root, "https://x.go.id/index2.html")
    assert layout is None or str(layout.headline[0](root)) != "Kabupaten Contoh"


def test_a_cms_says_in_its_body_that_a_page_shows_a_release():
    page = (
        "<html><head><title>Jembatan Gantung Kembali Dapat Dilalui — Kabupaten Contoh</title></head>"
        "<body class='col-one portaltype-news-item section-berita'><article id=content>"
        "<header><h1>Jembatan Gantung Kembali Dapat Dilalui</h1></header>"
        "<div id=content-core><p>Perbaikan menghabiskan waktu 78 hari.</p></div></article></body></html>"
    )
    for classes, expected in (("portaltype-news-item", True), ("portaltype-document", False)):
        root, _ = parse_html(page.replace("portaltype-news-item", classes).encode())
        assert (article_selectors(root, "https://x.go.id/berita/jembatan") is not None) is expected


@pytest.mark.parametrize(
    ("address", "top", "expected"),
    [
        ("/berita/9/air-bersih-mengalir-ke-613-rumah/", "<a href='#'><h2>{}</h2></a>", True),
        ("/berita/9/air-bersih-mengalir-ke-613-rumah.html", "<div><h2>{}</h2></div>", True),
        ("/berita/9", "<a href='/berita/8'><h2>{}</h2></a>", False),
    ],
)
def test_an_address_made_of_its_words_tells_the_headline(address, top, expected):
    headline = "Air Bersih Mengalir ke 613 Rumah"
    text = "<p>" + "Warga menerima sambungan air bersih dari mata air di lereng bukit. " * 6 + "</p>"
    page = (
        "<html><head><title>Situs Resmi</title></head><body><h1>Kegiatan</h1>"
        f"<div>{top.format(headline)}{text}<p>(rd/kominfo)</p><ul><li>Jumat, 18 Juli 2025 | 06:33 WIB</li></ul>"
        "</div></body></html>"
    )
    article = article_of(page.encode(), f"https://x.go.id{address}")
    assert (article is not None and article.headline == headline) is expected
    if expected:
        assert article.published_at == "2025-07-18T06:33:00+07:00"


def test_a_headline_repeated_at_the_head_of_its_text_is_no_text():
    headline = "Air Bersih Mengalir ke 613 Rumah"
    line = "<p>Warga dusun ke-{} menerima sambungan air bersih dari mata air di lereng bukit.</p>"
    lines = "".join(map(line.format, range(4)))
    header = (
        f"<header><a href='/categories/desa/'>Desa</a><h1>{headline}</h1><span>Diskominfo</span>"
        "<time>2024-10-02</time><time>2026-11-20</time></header>"
    )
    page = (
        f"<html><head><title>{headline}</title></head><body><header><h1>{headline}</h1>"
        f"<time>2 Oktober 2024</time></header><main><article class='post-content'>{header}{lines}</article>"
        f"<div class='license-box'><div>{headline}</div><div>https://x.go.id/air</div></div></main></body></html>"
    )
    article = article_of(page.encode(), "https://x.go.id/air")
    assert article is not None and article.headline == headline
    assert (article.body or "").split("\n\n")[0].startswith("Warga dusun ke-0") and headline not in (article.body or "")
    assert "2024" not in (article.body or "") and "https" not in (article.body or "")


def test_a_column_called_aside_holds_the_release_that_its_address_names():
    page = (
        "<html><head><title>Situs Resmi</title></head><body><div class='blog_left_sidebar'><a href='#'>"
        "<h2>Air Bersih Mengalir ke 613 Rumah</h2></a><p>Warga menerima sambungan air bersih.</p>"
        "<ul class='blog-info-link'><li>Jumat, 18 Juli 2025 | 06:33 WIB</li></ul></div><div class='blog_right_sidebar'>"
        "<aside><h4>Berita Terbaru</h4><a href='/berita/8/lain'>Stok Beras Cukup</a><p>11 April 2026</p></aside></div>"
        "</body></html>"
    )
    article = article_of(page.encode(), "https://x.go.id/berita/9/air-bersih-mengalir-ke-613-rumah/")
    assert article is not None and article.body == "Warga menerima sambungan air bersih."
    assert article.published_at == "2025-07-18T06:33:00+07:00"


@pytest.mark.parametrize(
    "trail",
    [
        "<div><b><u><a href='/'>Kota Contoh</a>/ <a href='/berita/'>berita</a>/</u> <span>{title}</span></b></div>",
        "<p><a href='/'>Beranda</a> » <a href='/berita'>Berita</a> » <b>{title}</b></p>",
        "<div>Kota Contoh / <i class='x'>{title}</i></div>",
    ],
)
def test_a_headline_may_stand_at_the_end_of_the_trail_that_leads_to_it(trail):
    title = "Pelatihan Usaha Mikro Digelar"
    body = bare("", "<p>2 Oktober 2024</p>").replace(f"<h1>{title}</h1>".encode(), trail.format(title=title).encode())
    article = article_of(body)
    assert article is not None
    assert (article.headline, article.published_at) == (title, "2024-10-02")
