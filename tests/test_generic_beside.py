"""What stands beside a headline or a text and has no label: a writer's name, a subject, tags, an excerpt, a masthead."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_fields import TEXT, page, said
from tests.test_generic_reading import article_of

DATED = "<ul class='info'><li>{}</li><li><i class='fa fa-calendar'></i> 02-10-2024</li></ul>"


@pytest.mark.parametrize(
    "printed",
    [
        "<a href='#'><i class='fa fa-user'></i> Nanda Pratiwi</a>",
        "<i class='fal fa-user-alt'></i> <a href='#'>Nanda Pratiwi</a>",
        "<i class='bi bi-person-circle'></i><span>Nanda Pratiwi</span>",
        "<span class='tanda'><i class='ti-user'></i></span><span>Nanda Pratiwi</span>",
        "<i class='fas fa-user-edit'></i> Oleh <b>Nanda Pratiwi</b>",
        "<svg class='lucide lucide-user h-4'></svg><span>Nanda Pratiwi</span>",
        "<span class='bulat'><span>N</span></span><span class='tebal'>Nanda Pratiwi</span>",
        "<span class='bulat'><span>NP</span></span><span class='tebal'>Nanda Pratiwi</span>",
        "<a href='/uploadby/7'>Nanda Pratiwi</a>",
        "<svg viewBox='0 0 24 24'><path d='M16 7a4 4 0 11-8 0 4 4 0 018 0zM12 14a7 7 0 00-7 7h14a7 7 0 00-7-7z'/></svg><span>Nanda Pratiwi</span>",
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_name_beside_the_sign_of_a_person_is_the_writers(printed, above):
    lines = DATED.format(printed)
    article = article_of(page(above=lines) if above else page(lines, in_box=False))
    assert article is not None
    assert (article.author, article.body) == ("Nanda Pratiwi", said(TEXT))
    assert article.published_at == "2024-10-02"


@pytest.mark.parametrize(
    "printed",
    [
        "<i class='fa fa-users'></i> Pengunjung Hari Ini",
        "<i class='fa fa-user'></i> 1.287 kali dibaca",
        "<i class='fa fa-user'></i> (1287)",
        "<svg viewBox='0 0 24 24'><path d='M17 21v-2a4 4 0 0 0-4-4H5a4 4 0 0 0-4 4v2'/></svg><span>Nanda Pratiwi</span>",
        "<a href='#'><i class='fa fa-user'></i> Masuk</a>",
        "<span>X</span><span>Nanda Pratiwi</span>",
    ],
)
def test_what_is_no_name_is_no_writer(printed):
    article = article_of(page(DATED.format(printed)))
    assert article is not None and article.author is None


GROUPS = "<aside><h4>Kategori</h4><ul><li><a href='/berita?kategori=warta-desa'>Warta Desa (3)</a></li><li><a href='/berita/kategori/umum'>Umum</a></li></ul></aside>"


@pytest.mark.parametrize(
    ("printed", "category"),
    [
        ("<p class='text-muted'>Ekonomi</p>", "Ekonomi"),
        ("<p class='text-muted'>Pemerintahan dan Sosial</p>", "Pemerintahan dan Sosial"),
        ("<div><span>02 Oktober 2024</span> <span><i class='fa fa-tag'></i> Warta Desa</span></div>", "Warta Desa"),
        ("<p class='text-muted'>Suara Rakyat</p>", None),
        ("<p><a href='/profil/ekonomi'>Ekonomi</a></p>", None),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_subject_or_a_category_of_the_site_beside_a_headline_is_the_releases(printed, category, above):
    article = article_of(page(**{"above" if above else "below": printed}, behind=GROUPS))
    assert article is not None and article.category == category


def test_a_category_that_links_to_nowhere_is_told_by_the_list_of_all():
    printed = "<div>2024-10-02</div><div class='tags'><i class='fa fa-tag'></i> <a href=''>Warta Desa</a></div>"
    article = article_of(page(printed, behind=GROUPS))
    assert article is not None and article.category == "Warta Desa"


def test_a_subject_right_below_a_headline_is_no_text():
    head = "<h2 class='mb-0'>Pelatihan Usaha Mikro Digelar</h2><p class='text-muted'>Ekonomi</p>"
    root = f"<html><head><title>Situs</title></head><body><div class='row'><div class='blok'>{head}</div><p><p>{TEXT}</p></div></body></html>"
    article = article_of(root.encode())
    assert article is not None and (article.body, article.category) == (said(TEXT), "Ekonomi")


def test_a_subject_that_heads_a_part_of_a_text_is_text():
    for heading in ("<h3>Ekonomi</h3>", "<p><b>Ekonomi</b></p>"):
        article = article_of(page(text=f"{heading}{TEXT}<h3>Kesehatan</h3>{TEXT}", in_box=True))
        assert article is not None and article.body.startswith("Ekonomi") and article.category is None


@pytest.mark.parametrize(
    "printed",
    [
        "<ul><li class='judul'>Tag:</li><li><a href='#'>sampah</a></li><li><a href='#'>lingkungan</a></li></ul>",
        "<ul><p>Tags :</p><li><a href='/berita/tags?t=sampah'>sampah</a></li><li><a href='/berita/tags?t=lingkungan'>lingkungan</a></li></ul>",
        "<p>Tags: <a href='/s/1'>sampah</a>, <a href='/s/2'>lingkungan</a></p>",
    ],
)
def test_links_behind_their_label_are_tags(printed):
    others = "<ul><li>Bagikan :</li><li><a href='#'>Salin</a></li></ul>"
    article = article_of(page("<p>2 Oktober 2024</p>", behind=printed + others))
    assert article is not None and [each.tag for each in article.tags] == ["sampah", "lingkungan"]


def test_neighbours_behind_a_line_of_tags_are_none():
    printed = "<p>Tags: <a href='/s/1'>sampah</a></p><p><a href='/berita/8'>Panen Raya Padi Digelar</a></p>"
    article = article_of(page("<p>2 Oktober 2024</p>", behind=printed))
    assert article is not None and [each.tag for each in article.tags] == ["sampah"]


@pytest.mark.parametrize(
    "printed",
    [
        "<div><div class='tebal'>Tags:</div><span class='tag-pill'>sampah</span> <span class='tag-pill'>lingkungan</span></div>",
        "<div><b>Tag :</b> <span class='badge'>sampah</span> <span class='badge'>lingkungan</span></div>",
        "<ul><li>Tags</li><li class='tag'>sampah</li><li class='tag'>lingkungan</li></ul>",
    ],
)
def test_words_in_boxes_of_their_own_behind_their_label_are_tags(printed):
    others = "<div class='bawah'><span class='label-bagi'>Bagikan Berita:</span> <span class='badge'>Salin</span></div>"
    article = article_of(page("<p>2 Oktober 2024</p>", behind=printed + others))
    assert article is not None and [each.tag for each in article.tags] == ["sampah", "lingkungan"]


def test_the_sign_before_all_tags_is_none_of_their_words():
    printed = "<div><a href='/tag/desa-wisata/'>#Desa Wisata</a> <a href='/tag/umkm/'># UMKM</a></div>"
    article = article_of(page("<p>2 Oktober 2024</p>", behind=printed))
    assert article is not None and [each.tag for each in article.tags] == ["Desa Wisata", "UMKM"]


@pytest.mark.parametrize(
    "text", ["<h3>Topik</h3><p><span class='x'>Pertanian</span></p>", "<p>Topik:</p><p>Pertanian</p>"]
)
def test_what_a_text_says_below_a_heading_is_no_tag(text):
    article = article_of(page("<p>2 Oktober 2024</p>", text=TEXT + text + TEXT))
    assert article is not None and article.tags == []


OPENING = "Pemerintah kabupaten menggelar pelatihan bagi pelaku usaha mikro di aula kantor"


@pytest.mark.parametrize("cut", ["...", "…", " […]"])
def test_the_beginning_of_a_text_printed_above_it_is_no_text(cut):
    article = article_of(
        page("<p>2 Oktober 2024</p>", text=f"<div class='italic'>{OPENING}{cut}</div><div>{TEXT}</div>")
    )
    assert article is not None and article.body == said(TEXT)


def test_a_line_that_ends_in_dots_and_is_not_said_again_is_text():
    lead = "<p>Aula kantor bupati penuh sesak sejak pagi oleh pelaku usaha mikro yang menunggu...</p>"
    article = article_of(page("<p>2 Oktober 2024</p>", text=f"{lead}{TEXT}"))
    assert article is not None and article.body.startswith("Aula kantor bupati penuh")


def test_what_heads_the_pictures_behind_a_text_is_no_text():
    pictures = "<h2>{}</h2><div><img src='/a.jpg' alt=''><img src='/b.jpg' alt=''></div>"
    for heading, read in (("Galeri", ""), ("Galeri Foto", ""), ("Harapan Warga", "\n\nHarapan Warga")):
        article = article_of(page("<p>2 Oktober 2024</p>", text=TEXT + pictures.format(heading)))
        assert article is not None and article.body == said(TEXT) + read


MENU = (
    "<ul class='menu'>"
    + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("profil", "berita", "dokumen", "album", "agenda"))
    + "</ul>"
)


@pytest.mark.parametrize("section", [" - Detail Berita", ""])
def test_the_name_of_an_office_above_the_menu_is_no_headline(section):
    name = "Dinas Pemetaan dan Sumber Daya Air"
    top = f"<div id='header'><h1>{name}</h1><h3>Data akurat, pembangunan tepat</h3></div>{MENU}"
    body = f"<div><div id='title-news'>Pelatihan Usaha Mikro Digelar</div><p>Posted on : 02-Oct-2024 07:05:39</p>{TEXT}</div>"
    article = article_of(f"<html><head><title>{name}{section}</title></head><body>{top}{body}</body></html>".encode())
    assert article is not None
    assert (article.headline, article.body) == ("Pelatihan Usaha Mikro Digelar", said(TEXT))
    assert article.published_at == "2024-10-02T07:05:39+07:00"


@pytest.mark.parametrize(
    "below",
    [
        f"<h4>Laporan Utama</h4><div>{TEXT}</div>",
        f"<div>{TEXT}</div><div><h4>Panen Raya Padi di Desa</h4><p>3 Oktober 2024</p></div>",
    ],
)
def test_a_headline_above_a_menu_stays_one_where_no_other_is_dated_above_the_text(below):
    body = f"<h1>Pelatihan Usaha Mikro Digelar</h1>{MENU}{below}"
    article = article_of(
        f"<html><head><title>Pelatihan Usaha Mikro Digelar - Berita</title></head><body>{body}</body></html>".encode()
    )
    assert article is not None and article.headline == "Pelatihan Usaha Mikro Digelar"


@pytest.mark.parametrize("in_box", [True, False], ids=["text in a box", "text beside"])
def test_category_and_writer_labelled_behind_a_text_are_no_text(in_box):
    behind = "<h6>Kategori : Olahraga</h6><h6>Dipublikasi Oleh : Administrator</h6>"
    article = article_of(page("<small>Situs - - Rabu, 02-10-2024 13:01 WIB</small>", behind=behind, in_box=in_box))
    assert article is not None
    assert (article.category, article.author, article.body) == ("Olahraga", "Administrator", said(TEXT))


BEHIND = "<ul class='{}'><li><i class='fa fa-calendar'></i><a href='#'>2 Oktober 2024</a></li><li><i class='fa fa-user'></i><a href='#'>Nanda Pratiwi</a></li></ul>"


@pytest.mark.parametrize(
    ("behind", "author"),
    [
        (BEHIND.format("meta-post"), "Nanda Pratiwi"),
        (BEHIND.format("meta-post").replace("Nanda Pratiwi", "Masuk"), None),
        (BEHIND.format("isi"), None),
        (
            f"<p><a href='https://www.sukamakmurkab.example/berkas/siaran.pdf'>Unduh Siaran Pers Pelatihan</a></p>{BEHIND.format('meta-post')}",
            "Nanda Pratiwi",
        ),
    ],
)
def test_a_name_beside_its_sign_behind_a_text_is_the_writers_where_the_day_stands_with_it(behind, author):
    article = article_of(page(behind=behind, in_box=False))
    assert article is not None
    assert (article.author, article.published_at, article.body) == (author, "2024-10-02", said(TEXT))


OTHER = "<a href='/berita/8/panen-raya'>Panen Raya Padi di Desa Makmur Jaya</a>"


@pytest.mark.parametrize(
    "behind",
    [
        f"<div>{OTHER}{BEHIND.format('meta-post')}</div>",
        f"<div>{BEHIND.format('meta-post')}{OTHER}</div>",
        f"<div>{BEHIND.format('meta-post')}</div><div>{BEHIND.format('meta-post').replace('Nanda', 'Rina')}</div>",
    ],
)
def test_a_name_behind_a_text_beside_another_release_is_nobodys(behind):
    article = article_of(page("<p>1 Oktober 2024</p>", behind=behind, in_box=False))
    assert article is not None and (article.author, article.published_at) == (None, "2024-10-01")


@pytest.mark.parametrize("day", ["Wed, 02 Oct 2024", "Rab, 2 Okt 2024", "Rabu, 2 Okt 2024"])
def test_a_day_of_the_week_cut_short_is_no_place(day):
    article = article_of(page(f"<div><a class='gelap'><span class='icon-calendar'></span> {day}</a></div>"))
    assert article is not None and (article.published_at, article.body) == ("2024-10-02", said(TEXT))
