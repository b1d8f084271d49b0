"""Links that only a click follows, as everything else reads them."""

from __future__ import annotations

import pytest

from crawler.html import parse_html

GOING = "<script>var x = 1; function kelink(tujuan, jenis = null)\n{ window.location.href = tujuan; }</script>"


def links(body: str) -> list[str | None]:
    root, _ = parse_html(f"<html><body>{body}</body></html>".encode())
    assert root is not None
    return [link.get("href") for link in root.iter("a")]


@pytest.mark.parametrize(
    "script",
    [
        "location.href='/berita/1'",
        "window.location = &quot;/berita/1&quot;;",
        "document.location.href='/berita/1'; return false",
        "window.location.assign('/berita/1')",
        "self.location.replace('/berita/1')",
    ],
)
@pytest.mark.parametrize(
    "dress",
    [
        '<a onClick="{}">Panen Raya</a>',
        '<a href="#" onclick="{}">Panen Raya</a>',
        '<a href="javascript:void(0)" onclick="{}">Panen Raya</a>',
        '<a href="javascript:{}">Panen Raya</a>',
        '<div onclick="{}"><h3>Panen Raya</h3></div>',
        '<button type="button" onclick="{}">Baca</button>',
        '<div onclick="{0}"><a onclick="{0}">Panen Raya</a></div>',
    ],
)
def test_where_a_click_goes_is_a_link(dress, script):
    assert links(dress.format(script)) == ["/berita/1"]


def test_the_link_of_a_picture_stands_beside_it():
    root, _ = parse_html(b"<p><img src=x.jpg onclick=\"location.href='/berita/1'\"></p>")
    assert root is not None
    (link,) = root.iter("a")
    assert link.getparent().tag == "p" and link.get("href") == "/berita/1"


def test_a_function_of_the_page_that_only_goes_where_it_is_told_is_followed():
    assert links(f"<a onClick=\"kelink('post/panen')\">Panen</a>{GOING}") == ["post/panen"]
    assert links("<a onClick=\"kelink('post/panen')\">Panen</a>") == [None]


@pytest.mark.parametrize(
    "script",
    [
        "location.href='/berita/' + nomor",
        "location='#isi'",
        "location.href='mailto:humas@x.go.id'",
        "if (location == '/berita/1') tutup()",
        "window.open('https://facebook.com/sharer')",
        "tutup('menu')",
        "kelink(alamat)",
    ],
)
def test_what_names_no_address_as_a_whole_is_no_link(script):
    assert links(f'<div onclick="{script}">Panen</div>{GOING}') == []


def test_a_link_with_an_address_keeps_it():
    assert links("<a href='/berita/1' onclick=\"location.href='/lain'\">Panen</a>") == ["/berita/1"]
