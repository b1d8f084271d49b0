"""Bodies as clerks paste them: paragraphs, captions, related links, files, sanitised HTML."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.swarakalibata_selectors import RELATED_LAST
from pipelines.body import extract_body
from pipelines.links import extract_related
from tests.swarakalibata_pages import HOST, page_of, printed, read_fragment

LEAD = "<img src='https://berita.kedirikab.example/asset/foto_berita/a.jpg' alt='Judul' /></a><br><br>"
LEAD_URL = "https://berita.kedirikab.example/asset/foto_berita/a.jpg"

BODIES = [
    # name, HTML, paragraphs
    ("p", "<p>Satu.</p>\n\n<p>Dua.</p>", ["Satu.", "Dua."]),
    (
        "no-break spaces",
        "<p>&nbsp; &nbsp;Satu&nbsp;dua.</p><p>&nbsp;</p><p> \u200b</p><p>Tiga.</p>",
        ["Satu dua.", "Tiga."],
    ),
    ("br only", "Satu.<br />\n<br />\nDua,<br>tiga.<br>&nbsp;<br>Empat.", ["Satu.", "Dua, tiga.", "Empat."]),
    (
        "one p",
        "<p>Satu.<br><br>Dua.<blockquote><p>Tiga.</p></blockquote>Empat.</p>",
        ["Satu.", "Dua.", "Tiga.", "Empat."],
    ),
    (
        "a film",
        "<div>Satu.<video controls><source src='/v/1.mp4'>Peramban Anda tidak mendukung video.</video>Dua.</div>",
        ["Satu.", "Dua."],
    ),
    ("div", "<div>Satu.</div><div><br></div><div><div dir='auto'>Dua.</div></div>", ["Satu.", "Dua."]),
    (
        "mixed",
        "Satu.<p>Dua.</p>Tiga.<div>Empat.</div><br>Lima.",
        ["Satu.", "Dua.", "Tiga.", "Empat.", "Lima."],
    ),
    ("unclosed", "<p>Satu.<p>Dua.<ul><li>a<li>b</ul><p>Tiga.", ["Satu.", "Dua.", "a", "b", "Tiga."]),
    (
        "stray closing tags",
        "<p>Satu.</p></div></div><p>Dua.</p></a></span><p>Tiga.</p>",
        ["Satu.", "Dua.", "Tiga."],
    ),
    (
        "word",
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><style>p{}</style>"
        "<xml><w:X>y</w:X></xml>"
        "<p class=MsoNormal><span lang=IN>Satu.<o:p></o:p></span></p><script>x()</script>",
        ["Satu."],
    ),
    (
        "bold around paragraphs",
        "<b style='font-weight:normal'><p>Satu.</p><br><p>Dua.</p></b>",
        ["Satu.", "Dua."],
    ),
    (
        "headings",
        "<h1>Satu</h1>Dua.<h4><strong>Tiga</strong></h4><p>Empat.</p>",
        ["Satu", "Dua.", "Tiga", "Empat."],
    ),
    (
        "nested lists",
        "<ol><li>a<ul><li>b</li><li><p>c</p><p>d</p></li></ul>e</li></ol>",
        ["a", "b", "c", "d", "e"],
    ),
    (
        "table",
        "<table><thead><tr><th>No</th><th>Nama</th></tr></thead><tr><td><p>1</p></td><td>A<br>B</td></tr>"
        "<tr><td>2</td><td></td></tr></table>",
        ["No | Nama", "1 | A B", "2 |"],
    ),
    ("table that lays out", "<table><tr><td><p>Satu.</p><p>Dua.</p></td></tr></table>", ["Satu.", "Dua."]),
    (
        "columns",
        "<table><tr><td><p>Satu.</p><p>Dua.</p></td><td><p>Tiga.</p></td></tr></table>",
        ["Satu.", "Dua.", "Tiga."],
    ),
    (
        "nested tables",
        "<table><tr><td>a</td><td>b<table><tr><td>c</td><td>d</td></tr></table>e</td><td>f</td></tr></table>g",
        ["a | b", "c | d", "e | f", "g"],
    ),
    (
        "list in a cell",
        "<table><tr><td>a</td><td><ul><li>b</li><li>c</li></ul></td></tr></table>",
        ["a | b c"],
    ),
    (
        "entities encoded twice",
        "<p>&amp;quot;Kami&amp;nbsp; siap&amp;rdquo; &amp;amp; sigap &lt;x&gt;</p>",
        ['"Kami siap” & sigap <x>'],
    ),
    ("text is not repaired", '<p>"Halo,"ujarKepala Dinas ,ya .</p>', ['"Halo,"ujarKepala Dinas ,ya .']),
    ("removed attributes", "<p [removed]>Sa<span [removed]>tu</span>.</p>", ["Satu."]),
    ("credit in the text", "<p>Satu.</p><p>Dua. (Kominfo/ng)</p>", ["Satu.", "Dua."]),
    (
        "labels for screen readers",
        "<p>Satu.</p><div class='x visually-hidden'>Gambar</div><p>Dua <span class='sr-only'>buka</span>tiga.</p>",
        ["Satu.", "Dua tiga."],
    ),
    ("empty", "<p>&nbsp;</p><div><br></div>", []),
]


@pytest.mark.parametrize(
    ("html", "paragraphs"), [body[1:] for body in BODIES], ids=[body[0] for body in BODIES]
)
@pytest.mark.parametrize("lead", ["", LEAD])
def test_paragraphs(html: str, paragraphs: list[str], lead: str) -> None:
    article = read_fragment(html, lead)
    assert article.body is not None
    assert (article.body.split("\n\n") if article.body else []) == paragraphs
    assert [image.url for image in article.images] == ([LEAD_URL] if lead else [])


def test_what_follows_the_end_marker_is_no_body() -> None:
    article = read_fragment("<p>Satu.</p></div><div class='fb-like'></div><p>Iklan.</p>")
    assert article.body == "Satu."


def test_body_without_end_marker_ends_with_its_element() -> None:
    html = b"""<html><body><div class="article-title"><h1><b>Judul</b></h1></div><div class="main-page left">
<div class="paragraph-row"><div class="column9"><p>Satu.</p>
<p>Dua. (prokopim/dhe)<br />&nbsp;</p></div></div></div>
<div class="main-sidebar right">Iklan</div></body></html>"""
    page = page_of(html, f"{HOST}/judul")
    body = extract_body(page, RELATED_LAST)
    assert body is not None and body.text == "Satu.\n\nDua."


def test_body_ends_before_the_related_list_where_no_marker_stands() -> None:
    html = b"""<html><body><div class="article-title"><h1><b>Judul</b></h1></div><div class="main-page left">
<div class="paragraph-row"><div class="column9"><p>Satu.</p><h3> Berita Terkait</h3>
<ul><li><a href="/x">X</a></li></ul>
</div></div></div></body></html>"""
    page = page_of(html, f"{HOST}/judul")
    body = extract_body(page, RELATED_LAST)
    assert body is not None and body.text == "Satu."
    assert [link.text for link in extract_related(page, RELATED_LAST)] == ["X"]


CAPTIONS = [
    # HTML, body, images with captions
    (
        "<center><p><i><b>Keterangan Gambar :</b> Warga antre</i></p></center><br><p>Satu.</p>",
        ["Satu."],
        [(LEAD_URL, "Warga antre")],
    ),
    ("<p><em>Satu miring.</em></p><p>Dua.</p>", ["Satu miring.", "Dua."], [(LEAD_URL, None)]),
    ("<p>Foto: Bupati menyapa warga</p><p>Dua.</p>", ["Dua."], [(LEAD_URL, "Bupati menyapa warga")]),
    (
        "<p>Satu.</p><p><img src='/b.jpg' alt=' B '></p>"
        "<p style='text-align:center'><em>Suasana rapat</em></p><p>Dua.</p>",
        ["Satu.", "Dua."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", "Suasana rapat")],
    ),
    (
        "<p>Satu.</p><div class='wp-caption'><img src='/b.jpg'><p class='wp-caption-text'>Suasana rapat</p></div>Dua.",
        ["Satu.", "Dua."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", "Suasana rapat")],
    ),
    (
        "<p>Satu.</p><figure><img src='/b.jpg'><figcaption>Suasana rapat</figcaption></figure>Dua.",
        ["Satu.", "Dua."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", "Suasana rapat")],
    ),
    (
        "<p>Satu.</p><div class='wp-caption'><img src='/b.jpg'><p class='wp-caption-text'>Suasana rapat</p></div>"
        "<p>Dua.</p>",
        ["Satu.", "Dua."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", "Suasana rapat")],
    ),
    (
        "<p>Satu.</p><p><img src='/b.jpg'><br>"
        "<span style='font-style:italic'>Suasana rapat</span></p><p>Dua.</p>",
        ["Satu.", "Dua."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", "Suasana rapat")],
    ),
    (
        "<p>Satu.</p><img src='/b.jpg'><p>Dua.</p><p><em>Tiga miring.</em></p>",
        ["Satu.", "Dua.", "Tiga miring."],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", None)],
    ),
    (
        f"<p>Satu.</p><img src='/b.jpg'><p><em>{'Panjang sekali. ' * 20}</em></p>",
        ["Satu.", ("Panjang sekali. " * 20).strip()],
        [(LEAD_URL, None), (f"{HOST}/b.jpg", None)],
    ),
    (
        "<p>Satu.<img src='data:image/png;base64,xx'><img src='https://s.w.org/images/core/emoji/1.png'></p>",
        ["Satu."],
        [(LEAD_URL, None)],
    ),
]


@pytest.mark.parametrize(("html", "paragraphs", "images"), CAPTIONS)
def test_captions_belong_to_images(
    html: str, paragraphs: list[str], images: list[tuple[str, str | None]]
) -> None:
    article = read_fragment(html, LEAD)
    assert article.body is not None and article.body.split("\n\n") == paragraphs
    assert [(image.url, image.caption) for image in article.images] == images
    assert [image.position for image in article.images] == list(range(1, len(images) + 1))
    assert article.body_html is not None
    assert all(caption not in article.body_html for _, caption in images if caption)


RELATED = [
    ("<p>Satu.</p><p>Baca juga: <a href='/x'>Judul X</a></p><p>Dua.</p>", ["Satu.", "Dua."], ["Judul X"]),
    ("<p>Satu.</p><p><strong>Baca Juga : <a href='/x'>Judul X</a></strong></p>", ["Satu."], ["Judul X"]),
    (
        "<p>Satu.</p><h4>Baca Lainnya : </h4><ul><li><a href='/x'>Judul X</a><a href='#'>0</a></li>"
        "<li><a href='/y'>Y</a></li>"
        "</ul><p>Dua.</p>",
        ["Satu.", "Dua."],
        ["Judul X", "Y"],
    ),
    ("<p>Satu.<br>Baca juga: <a href='/x'>Judul X</a></p><p>Dua.</p>", ["Satu.", "Dua."], ["Judul X"]),
    (
        "<p>Satu <a href='/s'>s</a>.<br>BACA JUGA <a href='/x'>Judul X</a><br>Dua.</p>",
        ["Satu s.", "Dua."],
        ["Judul X"],
    ),
    ("<p>Baca juga: <a href='/x'>X</a><br>Dua.<br>Tiga.</p>", ["Dua. Tiga."], ["X"]),
    (
        "<p>Satu.<br>Baca juga: <a href='/x'>X</a><br>Baca juga: <a href='/y'>Y</a><br>"
        "Dua <a href='/z'>z</a>.</p>",
        ["Satu.", "Dua z."],
        ["X", "Y"],
    ),
    ("<p>Satu.<br>Baca juga:<br><a href='/x'>X</a><br><a href='/y'>Y</a></p>", ["Satu."], ["X", "Y"]),
    ("<p>Satu.<br>Dua <a href='/x'>x</a>.<br>Tiga.</p>", ["Satu. Dua x. Tiga."], []),
    ("<p>Simak juga</p><p><a href='/x'>X</a></p><p>Dua <a href='/z'>z</a></p>", ["Dua z"], ["X"]),
    ("<p>Satu.</p><div><small>BACA: </small><a href='/x'>Judul X</a></div>", ["Satu."], ["Judul X"]),
    ("<p>Baca: <a href='/x'>buku ini</a> setiap hari.</p>", ["Baca: buku ini setiap hari."], []),
    ("<p>Baca juga buku <a href='/x'>ini</a> setiap hari.</p>", ["Baca juga buku ini setiap hari."], []),
    ("<p>Baca juga:</p><p>Bukan tautan.</p>", ["Baca juga:", "Bukan tautan."], []),
    ("<p>Baca juga: Judul tanpa tautan</p>", ["Baca juga: Judul tanpa tautan"], []),
]


@pytest.mark.parametrize(("html", "paragraphs", "titles"), RELATED)
def test_inline_related_links_are_no_body(html: str, paragraphs: list[str], titles: list[str]) -> None:
    article = read_fragment(html)
    assert article.body is not None and article.body.split("\n\n") == paragraphs
    inline = [link for link in article.related if link.kind == "inline"]
    assert [link.text for link in inline] == titles
    assert [link.position for link in inline] == list(range(1, len(titles) + 1))
    assert article.body_html is not None and all(title not in article.body_html for title in titles)
    assert "<li></li>" not in article.body_html and "<ul></ul>" not in article.body_html


def test_links_and_files_of_the_body() -> None:
    article = read_fragment("""<p>Lihat <a href="/halaman"> situs <b>kami</b></a> atau
<a href="mailto:a@b.go.id">surel</a>.</p>
<p><a href="/asset/files/Surat%20Edaran.PDF?x=1">Surat Edaran</a>, <a href="https://drive.google.com/file/d/1/view">unduh</a>,
<a href="/download/file?id=7&hash=0">di sini</a> <a href="/asset/a.xlsx"><img src="/ikon.png"></a></p>
<iframe src="https://drive.google.com/file/d/2/preview"></iframe><iframe src="https://www.youtube.com/embed/x"></iframe>""")
    body = [(link.position, link.text, link.url, link.key) for link in article.related if link.kind == "body"]
    assert body == [
        (1, "situs kami", f"{HOST}/halaman", "halaman"),
        (2, "Surat Edaran", f"{HOST}/asset/files/Surat%20Edaran.PDF?x=1", None),
        (3, "unduh", "https://drive.google.com/file/d/1/view", None),
        (4, "di sini", f"{HOST}/download/file?id=7&hash=0", None),
    ]
    assert [(file.url, file.label, file.media_type) for file in article.attachments] == [
        (f"{HOST}/asset/files/Surat%20Edaran.PDF?x=1", "Surat Edaran", "application/pdf"),
        ("https://drive.google.com/file/d/1/view", "unduh", None),
        (f"{HOST}/download/file?id=7&hash=0", "di sini", None),
        (
            f"{HOST}/asset/a.xlsx",
            "a.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("https://drive.google.com/file/d/2/preview", "preview", None),
    ]


def test_html_keeps_structure_only() -> None:
    article = read_fragment("""<h2 class=x>Judul</h2><p style="color:red"
onclick="x()"><b>Satu</b> dan <i>du<b>a</b></i>
<a href="https://a.go.id/?x=1&y=2" onclick="y()" target=_blank>tautan <b>tebal</b></a><a
href="javascript:z()">z</a><br>tiga.</p>
<ol><li>a<ul><li>b</li></ul></li></ol><blockquote>kutipan</blockquote><script>alert(1)</script>
<p>&lt;script&gt; 1 &lt; 2</p>
<table onload=x><tr><th>No</th><td><a href='/x'>x</a></td></tr></table>
<p>Akhir. <strong>(Kominfo/ng)</strong></p>""")
    rel = 'rel="noopener noreferrer nofollow"'
    assert article.body_html == (
        "<h2>Judul</h2><p><strong>Satu</strong> dan <em>du</em><strong><em>a </em></strong>"
        f'<a href="https://a.go.id/?x=1&amp;y=2" {rel}>tautan <strong>tebal</strong></a>z<br>tiga.</p>'
        "<ol><li>a<ul><li>b</li></ul></li></ol><blockquote><p>kutipan</p></blockquote>"
        "<p>&lt;script&gt; 1 &lt; 2</p>"
        f'<table><tbody><tr><th>No</th><td><a href="{HOST}/x" {rel}>x</a></td></tr></tbody></table>'
        "<p>Akhir.</p>"
    )
    assert article.byline == "(Kominfo/ng)"


def test_word_count_and_dateline() -> None:
    article = read_fragment("<p>KALIPARE - Wakil Bupati hadir.</p><p>Dua kata (Kominfo/ng)</p>")
    assert (article.dateline, article.word_count) == ("KALIPARE", 7)


def test_deep_nesting_does_not_recurse() -> None:
    article = read_fragment("<div><b>" * 100 + "Satu." + "</b></div>" * 100 + "<p>Dua.</p>")
    assert article.body == "Satu.\n\nDua."


@pytest.mark.parametrize(
    "piece",
    [
        "<p>x</p>",
        "x<br>",
        "<a href='/x'>Baca juga:</a><br>",
        "<b>x</b>",
        "<ul><li><a href='/x'>x</a></li></ul>",
        "<p>Baca juga:</p>",
        "&amp;nbsp;",
        "<img src=/x>",
        "<table><tr><td>x</td><td>y</td></tr></table>",
        "<div>(x)</div>",
        "*",
        "-",
        "(x).",
        "a@",
        "<!-- x -->",
        "Satu <a href='/x'>x</a><br>dua<br>",
    ],
)
def test_time_grows_with_the_size(piece: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        read_fragment(piece * count)
        return time.process_time() - begin

    seconds(100)
    small, large = (min(seconds(count) for _ in range(3)) for count in (400, 4000))
    assert large < 40 * max(small, 0.002)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<br>",
                "<b>",
                "</b>",
                "<a href='/x'>",
                "</a>",
                "<ul>",
                "</ul>",
                "<li>",
                "</li>",
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                "</td>",
                "<th>",
                "<h3>",
                "</h3>",
                "<blockquote>",
                "</blockquote>",
                "<em>",
                "</em>",
                "<img src='/i.jpg'>",
                "<figcaption>",
                "</figcaption>",
                "satu ",
                "dua. ",
                "&nbsp;",
                "Baca juga: ",
                "(Kominfo/ng)",
                "<!-- x -->",
            ]
        ),
        max_size=30,
    )
)
def test_any_markup_keeps_every_word(pieces: list[str]) -> None:
    """Whatever the nesting, no word is lost or doubled between body, captions, inline links and credit."""
    html = "".join(pieces)
    article = read_fragment(html)
    page = page_of(f"<html><body><div>{html}</div></body></html>".encode(), HOST)
    shown = printed(page.root)
    assert article.body is not None and article.body_html is not None
    inline = [link for link in article.related if link.kind == "inline"]
    kept = (
        article.body
        + "".join(image.caption or "" for image in article.images)
        + "".join(link.text for link in inline)
    )
    assert kept.count("dua.") == shown.count("dua.")
    assert kept.count("satu") == shown.count("satu")
    assert article.body_html.count("satu") == article.body.count("satu")


@pytest.mark.parametrize(
    "line",
    [
        "Dibaca: 1.234 kali", "Dibaca 12 kali", "123 views", "Views: 1,204", "15 komentar",
        "Diperbarui 5 menit yang lalu", "3 jam lalu", "Bagikan ke:", "Share this: Facebook Twitter WhatsApp",
        "Bagikan: Facebook | WhatsApp",
    ],
)  # fmt: skip
def test_counters_and_share_lines_are_no_text(line):
    assert read_fragment(f"<p>Bupati hadir.</p><p>{line}</p>").body == "Bupati hadir."


@pytest.mark.parametrize(
    "line",
    [
        "Buku itu dibaca 12 kali oleh para murid.", "Dibaca 12 siswa", "Bagikan Sembako",
        "120 pengunjung memadati alun-alun", "3 jam lalu lintas tersendat", "Bagikan ke warga",
    ],
)  # fmt: skip
def test_sentences_about_reading_and_sharing_are_text(line):
    assert read_fragment(f"<p>Bupati hadir.</p><p>{line}</p>").body == f"Bupati hadir.\n\n{line}"


def test_a_layout_may_declare_its_own_noise():
    article = read_fragment("<p>Bupati hadir.</p><p>Suhu hari ini 31 derajat</p>")
    assert article.selectors is not None and article.body is not None and "31" in article.body
    noise = (re.compile(r"Suhu hari ini \d+ derajat"),)
    article = read_fragment("<p>Bupati hadir.</p><p>Suhu hari ini 31 derajat</p>", noise=noise)
    assert article.body == "Bupati hadir."


def test_noise_is_told_in_time_that_grows_with_the_text():
    started = time.perf_counter()
    for line in ("bagikan " + "x " * 40 + "!a", "1" * 89 + "a", "dibaca " + " " * 80 + "a", "3" * 40 + " " * 40 + "x"):
        read_fragment(f"<p>Bupati hadir.</p><p>{line}</p>")
    assert time.perf_counter() - started < 1
