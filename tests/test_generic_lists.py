"""Lists of sites of no known CMS: headlines by structure, the next page, sections, and files that are announcements."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import builder

from crawler.html import parse_html
from crawler.items import Answer, Article, Capture, Listing, Page, Visit
from crawler.platforms.announcements import announcement_page, announcements_on
from crawler.platforms.canonical import own_address
from crawler.platforms.generic_addresses import article_key
from crawler.platforms.headlines import groups_on, main_group
from crawler.platforms.pagination import list_of, next_page, place_of
from crawler.platforms.sections import feeds_on, sections_on
from crawler.structure.reading import article_selectors
from pipelines.stages import read_article
from tests.generic_spiders import ContohSpider

HOME = "https://x.go.id"
DATA = Path(__file__).parent / "data"


def page(path: str, body: str = "", root=None) -> Page:
    tree = root if root is not None else html.document_fromstring(f"<html><body>{body}</body></html>")
    return Page(
        HOME + path, tree, "2024-10-02T00:00:00Z",
        link=lambda href: None if not href or href[0] == "#" else urljoin(HOME + path, href),
        key=lambda url: article_key(url[len(HOME):]) if url.startswith(HOME) else None, home_url=f"{HOME}/",
    )  # fmt: skip


NUMBERS = "".join(f"<li><a href='/berita?page={n}'>{n}</a></li>" for n in range(1, 6))
PORTLET = "<ul class=pagination>" + "".join(
    f"<li><a href='/web/berita?p_p_id=x_q&_x_q_delta=6&_x_q_cur={n}'><span class=sr-only>Halaman</span>{n}</a>"
    for n in range(1, 4)
)
BOTH = "<td>" + " | ".join(
    f"<a href='?mod=kabar&pg={n}&stg={max(1, n - 1)}&offset={n * 10 - 10}'>{n}</a>" for n in range(1, 4)
)
OFFSETS = "".join(f"<a href='/berita/index/{n * 10}'>{n + 1}</a>" for n in range(1, 4))


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/berita", f"<ul class=pagination>{NUMBERS}</ul>", "/berita?page=2"),
        ("/berita?page=3", f"<ul class=pagination>{NUMBERS}</ul>", "/berita?page=4"),
        ("/berita?page=5", f"<ul class=pagination>{NUMBERS}</ul>", None),
        ("/berita", f"<div class=paging>{OFFSETS}<a href='/berita/index/90'>Last ›</a></div>", "/berita/index/10"),
        ("/berita/index/20", f"<div class=paging>{OFFSETS}</div>", "/berita/index/30"),
        ("/berita/kategori/5", "<nav class=pager><a href='/berita/kategori/5/10'>2</a></nav>", "/berita/kategori/5/10"),
        ("/berita/kategori/5", "<a href='?page=2'>Selanjutnya »</a>", "/berita/kategori/5?page=2"),
        ("/berita?page=0", "<a href='?page=0'>1</a> <a href='?page=1'>2</a>", "/berita?page=1"),
        ("/", "<div class=pagination><a class='next page-numbers' href='/page/2/'><i></i></a></div>", "/page/2/"),
        ("/semua-berita.html", "<a href='semua-berita-2.html'>2</a>", "/semua-berita-2.html"),
        ("/berita", "<ul class=pagination><a href='?page_artikel=1'>1</a> <a href='?page_artikel=2'>2</a></ul>",
         "/berita?page_artikel=2"),
        ("/", "<a href='/?page_id=2'>2</a>", None),
        ("/berita?start=10", "<a href='?start=0'>1</a> <a href='?start=20'>Older</a>", "/berita?start=20"),
        ("/berita", "<a href='/berita?halaman=2&kat=1'>Berikutnya</a>", "/berita?halaman=2&kat=1"),
        ("/berita?kat=1", "<a href='/berita?kat=1&halaman=2'>»</a>", "/berita?kat=1&halaman=2"),
        ("/berita", "<button class='load-more' data-url='/berita?page=2'>Muat lebih banyak</button>", "/berita?page=2"),
        ("/berita", "<a rel=next href='/berita/page/2'>x</a>", "/berita/page/2"),
        ("/index.php?mod=kabar&pg=2&stg=1&offset=10", BOTH, "/index.php?mod=kabar&pg=3&stg=2&offset=20"),
        ("/index.php?mod=kabar", BOTH, "/index.php?mod=kabar&pg=2&stg=1&offset=10"),
        ("/index.php?mod=kabar&pg=3&stg=2&offset=20", BOTH, None),
        ("/index.php?mod=lain&pg=2&stg=1&offset=10", BOTH, None),
        ("/web/berita", PORTLET, "/web/berita?p_p_id=x_q&_x_q_delta=6&_x_q_cur=2"),
        ("/web/berita?p_p_id=x_q&_x_q_delta=6&_x_q_cur=2", PORTLET, "/web/berita?p_p_id=x_q&_x_q_delta=6&_x_q_cur=3"),
        ("/", "<a class=blog-pager-older-link href='/search?updated-max=2024-05-21&max-results=5'>Posting Lama</a>",
         "/search?updated-max=2024-05-21&max-results=5"),
        ("/", "<table class=calendar><a href='/2024/10/05'>5</a><a href='/2024/10/06'>6</a></table>", None),
        ("/berita", "<a class=next href='#carousel'>Next</a>", None),
        ("/berita?page=3", "<a href='/berita?page=2'>Selanjutnya</a>", None),
        ("/", "<div class=btn><a href='/page/2/'><i class='fa fa-chevron-right'></i></a></div>", "/page/2/"),
        ("/", "<a href='/page/2/' class=prev-page>下一页</a>", "/page/2/"),
        ("/page/2/", "<a href='/page/1/'><i></i></a><a href='/page/3/'><i></i></a><a href='/page/9/'><i></i></a>",
         "/page/3/"),
        ("/page/3/", "<a href='/page/2/'><i class=left></i></a>", None),
        ("/", "<a href='/tags/desa/page/2/'><i></i></a><a href='/agenda?page=2'><i></i></a>", None),
        ("/berita", "<a href='/berita/2'><i></i></a>", None),
        ("/", "<a href='index2.html'>»</a>", "/index2.html"),
        ("/berita", f"<a href='{HOME}//berita/index/2'>2</a>", "//berita/index/2"),
        ("//berita/index/3", f"1 <a href='{HOME}//berita/index/2'>2</a> <a href='{HOME}//berita/index/4'>Last</a>",
         "//berita/index/4"),
        ("/index2.html", "<a href='index.html'>«</a> Page 2 / 4 <a href='index3.html'>»</a>", "/index3.html"),
        ("/index-3.html", "<a href='.'>Newer posts</a> <a href='index-2.html'>Older posts</a>", "/index-2.html"),
        ("/index-2.html", "<a href='index-3.html'>Newer posts</a> <a href='index-1.html'>Older posts</a>",
         "/index-1.html"),
        ("/berita", "<a href='/layanan/2'>2</a>", None),
        ("/berita/", "<a href='/a/pasar-baru-dibuka'>→</a> <a href='page/2/'>selanjutnya »</a>", "/berita/page/2/"),
    ],
)
def test_the_next_page_is_the_nearest_one_behind(path, body, expected):
    assert next_page(page(path, body)) == (f"{HOME}{expected}" if expected else None)


@pytest.mark.parametrize(
    ("path", "number", "name"),
    [
        ("/berita?kategori=2&page=3", 3, "/berita?kategori=2"),
        ("/berita/page/2/", 2, "/berita"),
        ("/berita/index/15", 15, "/berita"),
        ("/berita/halaman/3", 3, "/berita"),
        ("/berita/index/BeritaModel_page/3", 3, "/berita"),
        ("/berita?Berita_page=3", 3, "/berita"),
        ("/berita-2.html", 2, "/berita"),
        ("/index2.html", 2, ""),
        ("/berita/index-3.html", 3, "/berita"),
        ("/berita", None, "/berita"),
        ("/Berita/", None, "/berita"),
    ],
)
def test_a_list_has_one_name_on_all_its_pages(path, number, name):
    assert place_of(HOME + path).number == number and list_of(HOME + path) == HOME + name


def entries(make, count: int = 4) -> str:
    return "".join(
        make(f"/berita/warga-desa-{n}-panen-raya", f"Warga Desa {n} Panen Raya", f"{n} Okt 2024")
        for n in range(1, 1 + count)
    )


LISTS = {
    "cards": "<div class=row>" + entries(lambda u, t, d: f"<div class=col><div class=card><a href='{u}'><img alt='{t}'>"
             f"</a><h3>{t}</h3><small>{d}</small><div class=card-footer><a href='{u}'>Baca selengkapnya</a></div></div>"
             "</div>") + "</div>",
    "table": "<table>" + entries(lambda u, t, d: f"<tr><td>{d}</td><td><a href='{u}'>{t}</a></td></tr>") + "</table>",
    "list": "<ul>" + entries(lambda u, t, d: f"<li><a href='{u}'>{t}</a> - {d}</li>") + "</ul>",
    "link around": "<div>" + entries(lambda u, t, d: f"<a href='{u}'><div><h4>{t}</h4><p>{d}</p></div></a>") + "</div>",
    "button": "<div>" + entries(lambda u, t, d: f"<div><h4>{t}</h4><time>{d}</time><a href='{u}'>Detail</a></div>")
              + "</div>",
    "cut short": "<div>" + entries(lambda u, t, d: f"<p><a href='{u}' title='{t}'></a><span>{d}</span></p>") + "</div>",
}  # fmt: skip


def test_an_entry_whose_text_links_to_another_release_is_one_of_its_list():
    def entry(n: int, more: str = "") -> str:
        head = f"<div class=h><a href='/berita/warga-desa-{n}-panen'><h3>Warga Desa {n} Panen Raya</h3></a></div>"
        return f"<div class=box>{head}<p>{n} Okt 2024</p><p>Panen raya digelar.</p>{more}</div>"

    see = "<p>Baca juga: <a href='/berita/pasar-lama-dibuka-lagi'>Pasar Lama Dibuka Lagi</a></p>"
    group = main_group(groups_on(page("/berita", f"<div>{entry(1)}{entry(2, see)}{entry(3)}{entry(4)}</div>")))
    assert group is not None
    assert [(h.text, h.date) for h in group.headlines] == [
        ("Warga Desa 1 Panen Raya", "1 Okt 2024"),
        ("Warga Desa 2 Panen Raya", None),  # the day may be said of the other
        ("Warga Desa 3 Panen Raya", "3 Okt 2024"),
        ("Warga Desa 4 Panen Raya", "4 Okt 2024"),
    ]


def test_a_row_of_two_entries_is_no_entry():
    def cell(n: int) -> str:
        return f"<div class=col><a href='/berita/desa-{n}-panen-raya'>Desa {n} Panen Raya</a><i>{n} Okt 2024</i></div>"

    rows = "".join(f"<div class=row>{cell(n)}{cell(n + 1)}</div>" for n in (1, 3)) + f"<div class=row>{cell(5)}</div>"
    found = [h for group in groups_on(page("/berita", f"<section>{rows}</section>")) for h in group.headlines]
    assert [(h.text, h.date) for h in found] == [(f"Desa {n} Panen Raya", f"{n} Okt 2024") for n in range(1, 6)]


@pytest.mark.parametrize("name", LISTS)
def test_headlines_are_found_by_structure_each_with_its_date(name):
    menu = "<nav><ul><li><a href='/profil/visi-dan-misi-kabupaten'>Visi dan Misi Kabupaten</a></li></ul></nav>"
    latest = "<aside><ul><li><a href='/berita/lain-lagi-dari-samping'>Lain Lagi Dari Samping</a></li></ul></aside>"
    group = main_group(groups_on(page("/berita", f"{menu}<main>{LISTS[name]}</main>{latest}<footer>x</footer>")))
    assert group is not None
    assert [(h.key, h.text, (h.date or "").strip(" -")) for h in group.headlines] == [
        (f"berita/warga-desa-{n}-panen-raya", f"Warga Desa {n} Panen Raya", f"{n} Okt 2024") for n in range(1, 5)
    ]


FLAT = {
    "teaser, then a link": "<h4>{t}</h4><div>Bupati membukanya.</div><p><a href='{u}'>Read more</a><i>{d}</i></p>",
    "the day above": "<h3>{t}</h3><p>{d}</p><p>Bupati membuka acara itu.</p><a href='{u}'>Baca Selengkapnya</a><hr>",
    "the day in a row": "<h2>{t}</h2><table><tr><td>{d}</td></tr></table><div><a href='{u}'>Selengkapnya</a></div>",
}


@pytest.mark.parametrize("name", FLAT)
def test_the_headline_of_a_flat_entry_stands_above_its_link(name):
    made = "".join(
        FLAT[name].format(u=f"/berita/warga-desa-{n}-panen-raya", t=f"Warga Desa {n} Panen Raya", d=f"{n} Okt 2024")
        for n in range(1, 5)
    )
    group = main_group(groups_on(page("/berita", f"<div><h4>Arsip Berita</h4>{made}</div>")))
    assert group is not None
    assert [(h.text, (h.date or "").strip()) for h in group.headlines] == [
        (f"Warga Desa {n} Panen Raya", f"{n} Okt 2024") for n in range(1, 5)
    ]


def test_a_heading_above_links_of_other_words_is_no_headline():
    links = "".join(f"<p><a href='/berita/kabar-{n}-dari-desa'>Selengkapnya</a></p>" for n in range(1, 4))
    assert groups_on(page("/berita", f"<h2>Warga Panen Raya di Sawah</h2>{links}")) == []


def test_the_posts_of_a_blog_are_no_box_beside_its_list():
    posts = "".join(
        f"<div class='date-outer'><h2 class='date-header'><span>Senin, {n} Oktober 2024</span></h2><div class='post'>"
        f"<h3><a href='/2024/10/warga-desa-panen-{n}.html'>Warga Desa {n} Panen Raya</a></h3></div></div>"
        for n in range(1, 5)
    )
    popular = "".join(f"<li><a href='/2024/09/lama-{n}.html'>Lama Sekali Nomor {n}</a></li>" for n in range(1, 4))
    body = f"<div class='widget Blog' id='Blog1'>{posts}</div><div class='widget PopularPosts'><ul>{popular}</ul></div>"
    group = main_group(groups_on(page("/", body)))
    assert group is not None and [h.date for h in group.headlines] == [f"Senin, {n} Oktober 2024" for n in range(1, 5)]


@pytest.mark.parametrize(
    "frame", ["<main class='sidebar-translate'>{}</main>", "<section><main id=x-sidebar>{}</main></section>"]
)
def test_a_name_of_the_main_part_makes_its_list_no_box_beside_it(frame):
    group = main_group(groups_on(page("/berita", frame.format(LISTS["cards"]))))
    assert group is not None and not group.aside and len(group.headlines) == 4


def test_of_columns_all_called_aside_the_weightiest_holds_the_list():
    posts = entries(lambda u, t, d: f"<article><h2><a href='{u}'>{t}</a></h2><p>{d}</p></article>")
    latest = "".join(f"<p><a href='/berita/baru-{n}'>Baru Sekali Nomor {n}</a> {n} Mei 2024</p>" for n in (1, 2))
    body = f"<div class=blog_left_sidebar>{posts}</div><div class=blog_right_sidebar><aside>{latest}</aside></div>"
    groups = groups_on(page("/berita", body))
    assert [(len(group.headlines), group.aside) for group in groups] == [(4, False), (2, True)]


def test_a_column_called_aside_with_further_pages_is_a_list_though_nothing_dates_it():
    post = (
        "<article><a class=tanggal href='#'><h3>{n}</h3><p>Oktober</p></a>"
        "<a href='/content/warga-desa-{n}-panen-raya-padi'><h2>Warga Desa {n} Panen Raya Padi</h2></a></article>"
    )
    posts = "".join(post.format(n=n) for n in range(1, 6))
    pager = "<nav class=blog-pagination><a href='/blog/?page=2' rel=next>2</a></nav>"
    for below, aside in ((pager, False), ("", True)):
        groups = groups_on(page("/blog", f"<div class=blog_left_sidebar>{posts}{below}</div>"))
        assert [(len(group.headlines), group.aside) for group in groups] == [(5, aside)]


def test_the_clock_of_the_header_dates_no_headline():
    clock = "<header><div>Sabtu, 28 November 2026</div></header><div class=jam>28 November 2026</div>"
    main = "<main><div><a href='/berita/satu-berita-saja'>Satu Berita Saja</a></div></main>"
    groups = groups_on(page("/berita", f"{clock}{main}"))
    assert [h.date for group in groups for h in group.headlines] == [None]


def test_the_real_home_page_of_kediri_shows_its_lists():
    root, _ = parse_html((DATA / "kediri" / "berita.kedirikab.go.id-home-2024-08-19.html").read_bytes())
    made = page("/", root=root)
    made.link = lambda href: urljoin(f"{HOME}/", href.replace("berita.kedirikab.go.id", "x.go.id"))
    groups = [group for group in groups_on(made) if group.is_news]
    shown = [headline for group in groups for headline in group.headlines]
    assert len(shown) >= 40 and all(headline.date is not None for headline in shown)
    assert not any(headline.key.startswith(("halaman/", "kategori/", "tag/")) for headline in shown)


def test_sections_are_ranked_and_traps_are_left_out():
    links = [
        "/berita", "/pengumuman", "/kategori/ekonomi", "/profil/bupati", "/tag/padi", "/cari?q=x", "/kalender/2024/10",
        "/2024/10", "/berita?page=2", "/unggah/x.pdf", "https://lain.example/berita", "/login", "/",
    ]  # fmt: skip
    body = "<nav>" + "".join(f"<a href='{link}'>Tautan</a>" for link in links) + "</nav>"
    found = [(section.url.removeprefix(HOME), section.rank) for section in sections_on(page("/", body))]
    assert found == [("/berita", 0), ("/pengumuman", 0), ("/kategori/ekonomi", 1), ("/profil/bupati", 2)]


def test_an_address_that_hands_out_a_file_is_no_list():
    links = ("/unduh.php?berkas=dok/renstra.pdf", "/lihat.php?bagian=berita")
    body = "".join(f"<a href='{link}'>Tautan</a>" for link in links)
    assert [section.url for section in sections_on(page("/", body))] == [f"{HOME}/lihat.php?bagian=berita"]


@pytest.mark.parametrize(("fruitful", "asked"), [(False, 3), (True, 20)])
def test_further_pages_are_guessed_no_more_where_guesses_have_shown_nothing_new(fruitful, asked):
    spider = ContohSpider()
    spider.report.mode = "full"
    spider.may_stop = lambda urls: False  # type: ignore[method-assign]
    guesses = 0
    for number in range(20):
        url, keys = f"{HOME}/kategori/{chr(97 + number)}", [f"k{number}-{n}" for n in range(6)]
        following = spider._goes_on(url, keys, set(), partial(spider._guess, url, len(keys)))
        if following is not None:
            guesses += 1
            more = [f"{key}-lagi" for key in keys] if fruitful else keys
            spider._goes_on(following, more, set(), lambda name: None)
    assert guesses == asked


def test_hundreds_of_links_to_lists_are_bounded():
    paths = [f"/{name}{n}" for n in range(999) for name in ("isu/", "kategori/", "berita-x")]
    body = "".join(f"<a href='{path}'>x</a>" for path in paths)
    assert len(sections_on(page("/", body))) < 70


def test_feeds_are_found_where_they_are_named_those_of_comments_left_out():
    links = ("/feed", "/comments/feed", "/umpan-balik", "/rss.xml", "/feedback")
    body = "".join(f"<a href='{link}'>x</a>" for link in links)
    assert feeds_on(page("/", body)) == [f"{HOME}/feed", f"{HOME}/rss.xml"]


def test_dated_links_to_files_are_announcements_unless_they_have_a_page():
    rows = "".join(
        f"<tr><td>{n} Mei 2024</td><td>Pengumuman lelang nomor {n}</td><td><a href='/u/{n}.pdf'>Unduh</a></td></tr>"
        for n in (1, 2)
    )
    found = announcements_on(page("/pengumuman", f"<table>{rows}</table>"))
    assert [(h.text, h.url) for h in found] == [(f"Pengumuman lelang nomor {n}", f"{HOME}/u/{n}.pdf") for n in (1, 2)]
    paged = rows.replace("Pengumuman lelang", "<a href='/pengumuman/lelang-jabatan-tinggi'>Lelang</a>")
    assert announcements_on(page("/pengumuman", f"<table>{paged}</table>")) == []
    assert announcements_on(page("/pengumuman", "<p>1 Mei 2024 <a href='/u/1.pdf'>Unduh berkas ini</a></p>")) == []


FILES = "".join(
    f"<tr><td>{n}</td><td>{name}</td><td>0{n}-03-2024</td><td><a href='/u/{n}.pdf'>Unduh</a></td></tr>"
    for n, name in enumerate(["Laporan Akuntabilitas Kinerja", "Rencana Kerja dan Anggaran", "Daftar Aset"], start=1)
)
FILES = f"<table><tr><th>No</th><th>Nama Dokumen</th><th>Tanggal</th><th>Unduh</th></tr>{FILES}</table>"
PROSE = "<p>Pemerintah kabupaten menerbitkan tiga dokumen yang dapat diunduh warga di bawah ini tanpa biaya.</p>"


@pytest.mark.parametrize(("text", "kind"), [(FILES, Listing), (PROSE + PROSE + FILES, Article)], ids=["files", "prose"])
def test_a_table_of_dated_files_is_a_list_and_no_release(text, kind):
    body = (
        "<html><head><title>Daftar Informasi Publik</title></head><body><div class='isi'>"
        f"<h3>Daftar Informasi Publik</h3><p>9 Maret 2024</p><div>{text}</div></div></body></html>"
    )
    url = "https://contoh.go.id/informasi/berkala-tahun-ini"
    answer = Answer(Visit(url, "article"), Capture(url, "2024-10-02T00:00:00.000Z", 200), body.encode())
    item = ContohSpider().read(answer)
    assert isinstance(item, kind)
    if isinstance(item, Listing):
        assert [article.url for article in item.articles] == ["https://contoh.go.id/u/1.pdf", "https://contoh.go.id/u/2.pdf"]


ODD = st.sampled_from(
    ["http://[", "//", "?", "?page=", "?page[]=2", "/%zz", "javascript:x", "/a?id=1&id=2", "/{}?page={}", "/x/\u202e",
     "", "http://contoh.go.id:99999/", "/berita/1/", "/berita/1/?page=99999999999", "/unggah/x.pdf", "mailto:x", "#"]
)  # fmt: skip
LETTERS = st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
TEXT = st.text(LETTERS, max_size=24)


@given(st.lists(st.tuples(ODD | TEXT, TEXT, st.sampled_from(["li", "div", "td", "h3", "time", "nav"])), max_size=9))
def test_no_page_however_odd_raises(links):
    spider = ContohSpider()
    made = [builder.E(tag, builder.A(text, href=href), " 2 Okt 2024") for href, text, tag in links]
    canonical = builder.LINK(rel="canonical", href=links[0][0] if links else "")
    root = builder.HTML(builder.HEAD(canonical), builder.BODY(*made))
    odd = spider.page("https://contoh.go.id/berita?page=1", root, "2024-10-02T00:00:00Z")
    for group in groups_on(odd):
        assert group.headlines and group.weight >= 0 and group.is_news in (True, False)
    for announcement in announcements_on(odd):
        announcement_page(odd, announcement)
    own_address(odd, spider.key_of)
    assert next_page(odd) != odd.url and len(feeds_on(odd)) <= 4 and sections_on(odd) is not None


def test_the_newest_release_in_the_list_of_the_newest_is_an_entry_like_others():
    """A theme may link every headline, the page's own too: then a lower heading that says the same is in a list."""
    title = "Pemkot Siapkan Kios Sementara bagi Pedagang"
    others = ("Jalan Rusak di Metro Utara Diperbaiki", "Lomba Perpustakaan Desa Digelar", "Harga Cabai Mulai Turun")
    entry = "<div><h5><a href='/b/{n}'>{title}</a></h5><ul><li>humas</li><li>{n}-11-2026</li></ul></div>"
    beside = "".join(entry.format(n=n, title=each) for n, each in enumerate((title, *others), 12))
    text = "<p>Pemerintah kota menyiapkan kios sementara bagi para pedagang pasar yang terbakar pekan lalu.</p>"
    root, _ = parse_html(
        f"<html><head><title>{title} - Kota</title></head><body><div><h2><a href='/b/12'>{title}</a></h2>"
        f"<p>12-11-2026</p><div>{text}</div><h3>Komentar</h3><div><p>Siti, 13-11-2026 10:15</p>"
        f"<p>Terima kasih.</p></div></div><div><ul><li>{beside}</li></ul></div></body></html>".encode()
    )
    assert root is not None
    layout = article_selectors(root, "https://contoh.go.id/b/12")
    assert layout is not None
    page = Page("https://contoh.go.id/b/12", root, "2026-11-27T02:30:05+00:00", link=lambda href: href)
    article = read_article(Article("x", "x", page.url, page, layout))
    assert article.headline == title
    assert [comment.author for comment in article.comments] == ["Siti"]


@pytest.mark.parametrize(
    ("path", "href", "is_release"),
    [
        ("/berita/?bulan=2024-08&label=", "/berita/kios-sementara-bagi-pedagang-pasar/", False),
        ("/arsip/2024/08", "https://contoh.go.id/2024/kios-sementara-bagi-pedagang-pasar.html", False),
        # to itself, at another address of its own, or to what does not say of which release it is
        ("/berita/kios-sementara-bagi-pedagang-pasar/", "/berita/kios-sementara-bagi-pedagang-pasar/", True),
        ("/berita/kios-sementara-bagi-pedagang-pasar/", "/amp/kios-sementara-bagi-pedagang-pasar/", True),
        ("/berita/12", "/berita/12", True),
        ("/berita/12", "#isi", True),
        ("/berita?id=12", "/berita?id=12&cetak=kios-sementara-bagi-pedagang-pasar", True),
    ],
)
def test_a_headline_that_leads_to_its_release_is_that_of_a_list(path, href, is_release):
    text = "<p>Pemerintah kota menyiapkan kios sementara bagi para pedagang pasar yang terbakar pekan lalu.</p>" * 3
    root, _ = parse_html(
        "<html><head><title>Berita Kota</title></head><body><h1>Berita Kota</h1><form><input name='cari'></form>"
        f"<article><h2><a href='{href}'>Kios Sementara bagi Pedagang Pasar</a></h2><p>12 November 2024</p>{text}"
        "</article></body></html>".encode()
    )
    assert root is not None
    assert (article_selectors(root, f"https://contoh.go.id{path}") is not None) is is_release


def test_a_list_headed_by_its_name_that_shows_one_release_whole_is_no_release():
    text = "<p>Pemerintah kota menyiapkan kios sementara bagi para pedagang pasar yang terbakar pekan lalu.</p>" * 3
    body = (
        "<html><head><title>Berita Kota</title></head><body><h1>Berita Kota Contoh Raya</h1><form></form>"
        "<article><h2><a href='/berita/{slug}/'>{title}</a></h2><p>12 November 2024</p>{text}</article></body></html>"
    )
    for slug, expected in (("kios-sementara-bagi-pedagang-pasar", False), ("12", True)):
        page = body.format(slug=slug, title="Kios Sementara bagi Pedagang Pasar", text=text)
        root, _ = parse_html(page.encode())
        assert root is not None
        assert (article_selectors(root, "https://contoh.go.id/berita/?bulan=2024-08") is not None) is expected
