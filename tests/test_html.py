"""From bytes to a tree: encodings, and pages that are none."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html import drop_anchors, parse_html
from tests.swarakalibata_pages import CMS

TEXT = "“Terima kasih” – café Ta’aruf ©"


def page(text: str = TEXT, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>x</title></head><body><p>{text}</p></body></html>"


def text_in(root: Any) -> str:
    return "".join(root.find("body").itertext())


@pytest.mark.parametrize(
    ("body", "charset", "problem"),
    [
        (page().encode(), "utf-8", None),
        (page().encode(), None, None),
        (page().encode(), "UTF8", None),
        (page().encode(), "no-such-charset", None),
        (page().encode(), "hex", None),
        (b"\xef\xbb\xbf" + page().encode(), None, None),
        (page().encode("cp1252"), "windows-1252", None),
        (page().encode("cp1252"), "iso-8859-1", None),
        (page(head='<meta charset="windows-1252">').encode("cp1252"), None, None),
        (
            page(head='<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">').encode(
                "cp1252"
            ),
            "",
            None,
        ),
        (page().encode("utf-16"), None, None),
        (page().encode("utf-16-le"), "utf-16-le", None),
        (page().encode("cp1252"), "utf-8", "wrong-charset"),
        (page().encode("cp1252"), None, "wrong-charset"),
        (page(head='<meta charset="utf-8">').encode("cp1252"), None, "wrong-charset"),
        (page().encode(), "iso-8859-1", "wrong-charset"),
        (page().encode(), "us-ascii", "wrong-charset"),
    ],
    ids=str,
)
def test_encodings(body: bytes, charset: str | None, problem: str | None) -> None:
    root, found = parse_html(body, charset)
    assert found == problem
    assert text_in(root) == TEXT


def test_header_goes_before_meta() -> None:
    root, problem = parse_html(page(head='<meta charset="windows-1251">').encode("cp1252"), "windows-1252")
    assert (text_in(root), problem) == (TEXT, None)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>x</title></head></html><body><p>one</p><p>two</p></body></html>",
        b"<html><head><title>x</title></head></html></html>\n<div><p>one</p></div><p>two</p></html>",
        b"<HTML><HEAD><TITLE>x</TITLE></HEAD><BODY><P>one</BODY></HTML>\n<P>two</HTML>",
        b"<html><body><p>one</p></body></html><!-- served --><p>two</p>",
    ],
)
def test_what_stands_behind_the_end_of_a_page_belongs_to_it(body: bytes) -> None:
    root, problem = parse_html(body)
    assert problem is None and "".join(text_in(root).split()) == "onetwo"


@pytest.mark.parametrize("foot", ["<footer>kaki</footer>", "<main>isi</main>"])
def test_a_menu_ends_where_it_says_whatever_is_open_inside(foot: str) -> None:
    menu = "<header><nav><div class=a><ul><li><a href='/'>Beranda</a></li></ul></nav></header>"
    root, _ = parse_html(f"<html><body><div>{menu}<section><p>isi</p></section>{foot}</div></body></html>".encode())
    assert root is not None
    assert [element.tag for element in root.find(".//section").iterancestors()] == ["div", "body", "html"]
    assert "".join(root.find(".//nav").itertext()) == "Beranda"


@pytest.mark.parametrize("cut", [b"\xe2\x80", b"\xe2", b"\xc3"])
@pytest.mark.parametrize("text", [TEXT, "polos"])
def test_character_cut_in_half_is_replaced_and_the_rest_stays(cut: bytes, text: str) -> None:
    head = b'<html><head><meta name="description" content="Kata' + cut + b'"></head>'
    root, problem = parse_html(head + f"<body><p>{text}</p></body></html>".encode(), "utf-8")
    assert problem is None and text_in(root) == text
    content: Any = root.xpath("string(//meta/@content)") if root is not None else ""
    assert content.startswith("Kata\ufffd")


def test_a_few_bad_bytes_make_no_latin_1_of_utf_8_that_a_server_calls_latin_1() -> None:
    text = "<p>“Kami siap” – Jum’at, café</p>"
    body = page().encode().replace(b"</body>", text.encode() + b"<p>a\xe2\x80 b\x93</p></body>")
    root, problem = parse_html(body, "iso-8859-1")
    assert problem == "wrong-charset" and "“Kami siap” – Jum’at, café" in text_in(root)


@pytest.mark.parametrize("text", ["Café “Ändra” – naïve © 2020", "Ça © 2020"])
def test_a_few_signs_of_latin_1_stay_what_they_are(text: str) -> None:
    root, problem = parse_html(page(text).encode("cp1252"), "iso-8859-1")
    assert problem is None and text_in(root) == text


def test_markup_between_the_bytes_of_characters_is_no_latin_1() -> None:
    split = b"<b></b>".join(bytes([byte]) for byte in "“satu” “dua” “tiga”".encode())
    root, problem = parse_html(
        b"<html><body><h2>\xe2\x80\x9cJudul\xe2\x80\x9d</h2><p>" + split + b"</p></body></html>"
    )
    assert problem is None and text_in(root).startswith("“Judul”")


@pytest.mark.parametrize(
    "file", ["listings/berita-index.html", "articles/lomba-kampung-hijau-wates--sekitarnya-dimulai.html"]
)
def test_recorded_pages_with_invalid_bytes_stay_utf_8(file: str) -> None:
    body = (CMS / file).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    root, problem = parse_html(body, "utf-8")
    assert problem is None and "Ã" not in text_in(root) and "â€" not in text_in(root)


@pytest.mark.parametrize("body", [b"", b"   \n\t"])
def test_empty(body: bytes) -> None:
    assert parse_html(body, "utf-8") == (None, "empty")


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 <</Type /Catalog>>",
        b"\x89PNG\r\n\x1a\n<p>",
        b"PK\x03\x04<html>",
        b"GIF89a<p>",
        b"\x1f\x8b\x08",
        b"hello, world",
        b'{"html": 1}',
        b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>",
        b"<urlset><url/></urlset>",
        b"\0" * 500 + b"<html></html>",
        b"\0",
        b"<",
        b"a < b",
    ],
    ids=repr,
)
def test_not_html(body: bytes) -> None:
    assert parse_html(body, "utf-8") == (None, "not-html")


def test_nul_bytes_are_removed() -> None:
    root, problem = parse_html(page("sa\0tu").encode(), "utf-8")
    assert (text_in(root), problem) == ("satu", None)


@pytest.mark.parametrize("kept", [40, 60, 90])
def test_truncated(kept: int) -> None:
    root, problem = parse_html(page("kata " * 50).encode()[:kept], "utf-8")
    assert problem == "truncated" and root is not None


@pytest.mark.parametrize(
    "body",
    [
        "<html><body><p>x",
        "<HTML><BODY><p>x</p></BODY>",
        "<p>potongan</p>",
        "<div>potongan",
        "<html><body><p>x</p></body></html>" + "<!-- cached -->" * 500,
    ],
)
def test_closing_tags(body: str) -> None:
    problem = parse_html(body.encode(), "utf-8")[1]
    assert problem == ("truncated" if body == "<html><body><p>x" else None)


FOOT = "<html><body><header><h1>Warta</h1></header><div><p>Isi.</p></div><footer><p>Kontak</p></footer>"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (FOOT, None),
        (FOOT + "\n<script>var a = '<b>'</script><!-- 0.2 s -->\n", None),
        (FOOT.replace("<footer>", '<div id="colophon">').replace("</footer>", "</div>"), None),
        (FOOT.removesuffix("</footer>"), "truncated"),
        (FOOT + "<div class='popup'>Segera", "truncated"),
        (FOOT + "<script>var", "truncated"),
        (FOOT + "<br><b>Fatal error</b>: out of memory", "truncated"),
        ("<html><body><article><p>Isi.</p><footer>Tag: pasar</footer>", "truncated"),
        ("<html><body><article><p>Isi.</p><footer>Tag: pasar</footer></article>", "truncated"),
    ],
)
def test_a_theme_may_leave_the_last_ends_out(body: str, problem: str | None) -> None:
    assert parse_html(body.encode(), "utf-8")[1] == problem


@pytest.mark.parametrize(("depth", "problem"), [(200, None), (300, "too-deep"), (100_000, "too-deep")])
def test_too_deep(depth: int, problem: str | None) -> None:
    root, found = parse_html(page("<div>" * depth + "x" + "</div>" * depth).encode(), "utf-8")
    assert found == problem and root is not None


def test_many_comments_before_the_page_take_no_time() -> None:
    begin = time.process_time()
    assert parse_html(b"<!-- x --> " * 5_000 + page().encode(), "utf-8")[1] is None
    assert time.process_time() - begin < 2


def test_one_deep_page_does_not_mark_the_next() -> None:
    assert parse_html(page("<div>" * 400).encode(), "utf-8")[1] == "too-deep"
    assert parse_html(page().encode(), "utf-8")[1] is None


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "utf-7", "x"]))
def test_any_bytes_give_a_tree_or_a_reason(body: bytes, charset: str | None) -> None:
    root, problem = parse_html(body, charset)
    assert root is not None or problem in ("empty", "not-html")
    root, problem = parse_html(b"<html><body><p>" + body + b"</p></body></html>", charset)
    assert root is not None or problem in ("empty", "not-html")


@pytest.mark.parametrize("sign", "¶#§")
def test_the_sign_to_point_at_a_heading_is_no_part_of_it(sign: str) -> None:
    body = (
        f"<html><body><h1>Jalan Dibuka<a class='x' href='#jalan' title='Tautan'>{sign}</a></h1>"
        f"<h2><a href='#a'>{sign}</a> Pasal 1 <b>#2</b></h2>"
        f"<p>Isi<a href='#k'>{sign}</a></p><h3><a href='/berita'>#</a></h3></body></html>"
    )
    root, _ = parse_html(body.encode())
    assert root is not None
    drop_anchors(root)
    assert ["".join(map(str, each.itertext())).strip() for each in root.iter("h1", "h2", "p", "h3")] == [
        "Jalan Dibuka",
        "Pasal 1 #2",
        f"Isi{sign}",
        "#",
    ]
