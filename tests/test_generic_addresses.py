"""Addresses of sites of no known CMS: which are one article, which are none, and what declared patterns make."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crawler.items import Page
from crawler.platforms.canonical import own_address
from crawler.platforms.generic_addresses import (
    article_key,
    is_news_section,
    native_number,
    shape_of,
    without_decoration,
)
from crawler.platforms.patterns import PatternError, compile_pattern, key_by, patterns_of

ONE_ARTICLE = [
    ("/panen-raya", "/panen-raya/", "/Panen-Raya.html", "/index.php/panen-raya", "/panen-raya?utm_source=wa&fbclid=x",
     "/panen-raya/amp", "/amp/panen-raya", "/cetak/panen-raya", "/panen-raya;jsessionid=0A1B", "/panen-raya?print=1"),
    ("/berita/detail/12/panen-raya", "/index.php/Berita/Detail/12/Panen-Raya.html", "//berita//detail/12/panen-raya"),
    ("/?p=12", "/index.php?p=12", "/?p=12&ref=beranda"),
    ("/detail.php?id=12", "/detail.php?id=12&judul=panen-raya", "/detail.php?judul=lain&id=12&PHPSESSID=9"),
    ("/?mod=berita&id=7", "/index.php?id=7&mod=berita&kategori=3&token=x"),
    ("/index.php?option=com_content&view=article&id=12:panen&catid=2&Itemid=5",
     "/index.php?option=com_content&view=article&id=12:panen-raya"),
    ("/001/1717171717", "/template-1/001/1717171717"),
    ("/2024/05/panen.html", "/2024/05/panen.html?showComment=1715254540"),
    ("/berita/panen%20raya", "/Berita/panen%20raya?_=17"),
]  # fmt: skip


@pytest.mark.parametrize("forms", ONE_ARTICLE, ids=lambda forms: forms[0])
def test_forms_of_one_address_have_one_key(forms):
    keys = {article_key(form) for form in forms}
    assert len(keys) == 1 and None not in keys


def test_addresses_of_different_articles_have_different_keys():
    keys = [article_key(forms[0]) for forms in ONE_ARTICLE]
    others = (
        "/berita/detail/13/panen-raya", "/?mod=agenda2&id=7", "/?kategori=hukum&judul=panen-raya",
        "/berita/panen-raya-3?kategori=hukum", "/?page=panen-raya-padi&kategori=2", "/hut-ri-ke-79", "/hut-ri-ke-80",
        "/berita/2024/x", "/berita/2025/x", "/Berita.aspx?id=7", "/panen-raya.aspx", "/arsip.php?id=12",
        "/detail_page/12", "/web/news_page/12", "/index.php?controller=berita&action=detail&id=11",
        "/index.php?controller=agenda&action=detail&id=11", "/?c=berita&a=detail&slug=panen", "/?r=berita%2Fview&id=11",
        "/?controller=berita&action=detail&slug=panen-raya", "/?page=berita&act=detail&judul=panen_raya",
    )  # fmt: skip
    keys += [article_key(rest) for rest in others]
    assert None not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "rest",
    ["/", "", "/index.php?page=profil", "/?mod=home", "/index.php", "/berita", "/berita?page=2", "/berita/page/2",
     "/berita/index/15", "/index2.html", "/index-1.html", "/blog/page3.html", "/berita/halaman-2.html",
     "/2024/10", "/2024/10/02", "/tag/padi", "/berita/tag/padi", "/kategori/umum", "/search?q=padi", "/?s=padi",
     "/unggah/surat.pdf", "/kalender/2024/10", "/berita?tanggal=2&bulan=10", "/galeri/foto/12", "/login", "/rss.xml",
     "/berita?halaman=3", "/web/berita?p_p_id=x_q&_x_q_cur=2", "/publik/artikel?page_artikel=4", "/arsip/2024",
     "/berita/index/BeritaModel_page/5", "/berita?Berita_page=5",
     "/kontak", "/" + "x" * 500, "/berita?kategori=hukum", "/kabar.php?rubrik=12", "/index.php?pilih=arsip&mod=yes",
     "/Default.aspx", "/Arsip.aspx", "/portal/galeri.php", "/berita.asp",
     "/?pilih=map", "/index.php?pilih=news&mod=yes&aksi=arsip&topik=3",
     "/index.php?controller=berita&action=public", "/?controller=berita&action=public&page=2", "/?c=berita&a=indeks",
     "/index.php?controller=album&action=public&kategori=foto", "/?page=berita&act=daftar_berita",
     "/?mod=berita&op=all", "/index.php?halaman=tata_kelola", "/index.php?r=site%2Fberitainstansi"],
)  # fmt: skip
def test_lists_searches_days_and_files_have_no_key(rest):
    assert article_key(rest) is None


@given(st.text(max_size=60))
def test_no_address_however_odd_raises(text):
    article_key("/" + text)
    without_decoration("https://x.go.id/" + text.replace("[", "").replace("]", ""))


@pytest.mark.parametrize(
    ("rest", "shape"),
    [
        ("/panen-raya", "{}"),
        ("/berita/panen-raya", "berita/{}"),
        ("/berita/12/panen", "berita/{}/{}"),
        ("/2024/10/02/panen", "{}/{}/{}/{}"),
        ("/baca/2024/10/panen", "baca/{}/{}/{}"),
        ("/?mod=berita&id=7", "?mod=berita&id={}"),
    ],
)
def test_the_shape_of_an_address_keeps_what_its_site_repeats(rest, shape):
    assert shape_of(article_key(rest) or "") == shape


@pytest.mark.parametrize(
    ("rest", "is_news"),
    [("/berita/x-y", True), ("/?mod=berita&id=7", True), ("/profil/sejarah", False), ("/berita-kita-hari-ini", False)],
)
def test_sections_of_news_are_told_by_their_names(rest, is_news):
    assert is_news_section(article_key(rest) or "") is is_news


@pytest.mark.parametrize(
    ("key", "others", "number"),
    [
        ("berita/12/a", {f"berita/{n}/x{n}" for n in (3, 5, 7, 9)}, "berita/12"),
        ("berita/12", {f"berita/{n}/x{n}" for n in (3, 5, 7, 9)}, "berita/12"),
        ("berita/a-12", {f"berita/x-{n}" for n in (3, 5, 7, 9)}, "berita/12"),
        ("berita/12-a", {f"berita/{n}-x" for n in (3, 5, 7, 9)}, "berita/12"),
        ("berita/12_a", {f"berita/{n}_x" for n in (3, 5, 7, 9)}, "berita/12"),
        ("berita/12/a", {f"berita/12/x{n}" for n in range(9)}, None),  # the number of a category
        ("berita/12/a", {f"berita/{n}/x{n}" for n in (3, 5)}, None),  # too few to tell
        ("hut-ri-ke-79", {"a-1", "b-2", "c-3", "d-4", "lomba-panjat-pinang"}, None),  # a headline that ends in a number
        ("berita/2024/a", {f"berita/{n}/x{n}" for n in (3, 5, 7, 9)}, None),  # a year
    ],
)
def test_a_number_is_the_articles_own_where_other_addresses_prove_it(key, others, number):
    assert native_number(key, others) == number


def page(path: str, head: str, body: str = "<h1>Panen Raya Padi Di Desa</h1>") -> Page:
    root = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    home = "https://x.go.id"
    return Page(home + path, root, "2024-10-02T00:00:00Z", link=lambda href: urljoin(home + path, href),
                key=lambda url: article_key(url[len(home):]) if url.startswith(home) else None)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "stated", "expected"),
    [
        ("/berita/detail/12", "/berita/detail/12/panen-raya-padi", "/berita/detail/12/panen-raya-padi"),
        ("/panen-raya-padi-di-desa", "/berita/panen-raya-padi-di-desa", "/berita/panen-raya-padi-di-desa"),
        ("/lama", "https://x.go.id/panen-raya-padi-di-desa", "/panen-raya-padi-di-desa"),
        ("/panen-raya", "/panen-raya?utm_source=x", "/panen-raya"),
        ("/panen-raya", "/", None),  # the home page on every page
        ("/panen-raya", "/berita/selamat-datang-di-situs-kami", None),  # one address on every page
        ("/panen-raya", "https://tema.example/panen-raya", None),
        ("/panen-raya", "//[", None),
    ],
)
def test_a_canonical_address_counts_where_it_names_the_same_article(path, stated, expected):
    try:
        found = own_address(made := page(path, f"<link rel=canonical href='{stated}'>"), made.key)
    except ValueError:  # urljoin of the test itself
        found = None
    assert (found[0] if found else None) == (f"https://x.go.id{expected}" if expected else None)


# ---- declared patterns ----


@pytest.mark.parametrize(
    ("pattern", "rest", "key"),
    [
        ("/berita/{id}/{slug}", "/berita/12/panen-raya", "12"),
        ("/berita/{id}/{slug}", "/index.php/Berita/12/Panen-Raya.html?utm_source=x", "12"),
        ("/berita/{id}[/{slug}]", "/berita/12", "12"),
        ("/berita/{slug}-{id}", "/berita/hut-ri-ke-79-1234", "1234"),
        ("/informasi/detail/{section}/{slug}-{id}", "/informasi/detail/berita/panen-12", "berita/12"),
        ("/{any}/{slug}", "/ekonomi/Panen-Raya", "panen-raya"),
        ("/{year}/{month}/{day}/{slug}", "/2024/10/02/panen-raya/", "panen-raya"),
        ("/?p={id}", "/?p=12&ref=x", "12"),
        ("/baca.php?mod=berita&id={id}", "/baca.php?id=5&mod=BERITA&judul=x", "5"),
        ("/001/{id}", "/001/1717171717", "1717171717"),
        ("/berita/{id}/{slug}", "/berita/panen", None),
        ("/berita/{id}/{slug}", "/berita/12/a/b", None),
        ("/?p={id}", "/", None),
        ("/baca.php?mod=berita&id={id}", "/baca.php?id=5&mod=agenda", None),
        ("/berita/{slug}", "/berita/panen%20raya%2Fx", "panen raya/x"),
    ],
)
def test_patterns_make_keys(pattern, rest, key):
    found = key_by(patterns_of(pattern, "id slug"), rest)
    assert found == key if "%2F" not in rest else found is None


def test_patterns_are_filled_and_leave_out_optional_parts_without_a_value():
    assert compile_pattern("/berita[/index/{page}]").fill(page=15) == "/berita/index/15"
    assert compile_pattern("/berita[/index/{page}]").fill(page="") == "/berita"
    query = compile_pattern("/berita[?page={page}]")
    assert (query.fill(page=2), query.fill(page=""), query.page_may_be_missing) == ("/berita?page=2", "/berita", True)
    assert (query.match("/berita?page=3"), query.match("/berita?x=1")) == ({"page": "3"}, {})
    assert query.match("/berita?page=x") is None
    assert compile_pattern("/berita/{id}[/{slug}]").fill(id=3, slug="a b/c") == "/berita/3/a%20b%2Fc"
    assert compile_pattern("https://api.x.go.id/v1?page={page}&n=10").fill(page=2) == "https://api.x.go.id/v1?page=2&n=10"


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("berita/{id}", "must begin with /"),
        ("/berita/{nomor}", "has a field {nomor}"),
        ("/berita/{id}/{id}", "twice"),
        ("/berita/{id", "other half"),
        ("/berita/[{id}", "other half"),
        ("/berita/{page}", "needs a field {id} or {slug}"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong_in_one_line(pattern, complaint):
    with pytest.raises(PatternError, match=complaint.replace("{", r"\{").replace("}", r"\}")) as caught:
        patterns_of(pattern, "id slug")
    assert "\n" not in str(caught.value)
