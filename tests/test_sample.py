"""The sample site: it serves what its truth says, with the traps and the script of days that it promises."""

from __future__ import annotations

import html
import re
import socket
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from itertools import combinations
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from lxml import html as lxml_html

from sample.__main__ import run
from sample.days import LAST_DAY
from sample.server import Running, serve
from sample.specials import TORN_DESCRIPTION
from sample.truth import truth

DAY_ONE = truth(1)


class Client:
    """One keep-alive connection that never follows a redirect."""

    def __init__(self, site: Running) -> None:
        self.site = site
        self.connection = HTTPConnection(urlsplit(site.base_url).netloc, timeout=5)

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, quote(path, safe="/:?=&"), body, sent)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def tree(self, path: str) -> Any:
        answer, content = self.ask(path)
        assert answer.status == 200, path
        return lxml_html.fromstring(content.decode(errors="replace"))


@pytest.fixture
def client() -> Iterator[Client]:
    with serve() as site:
        yield Client(site)


def folded(text: str) -> str:
    """Fold white space and decode entities that were escaped twice."""
    return " ".join(html.unescape(text).split())


def texts(tree: Any, path: str) -> list[str]:
    return [folded(found if isinstance(found, str) else found.text_content()) for found in tree.xpath(path)]


def test_starts_within_a_second_and_stops() -> None:
    began = time.perf_counter()
    with serve() as site:
        Client(site).ask("/main")
        assert time.perf_counter() - began < 1
        port = urlsplit(site.base_url).port
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port or 0), timeout=1)


@pytest.mark.parametrize("day", [1, 11, 24, 60])
def test_every_release_shows_its_truth(client: Client, day: int) -> None:
    client.site.set_day(day)
    for row in truth(day):
        if not row["opens"]:
            continue
        tree = client.tree(row["path"])
        assert texts(tree, "//div[@class='article-title']/h1/b") == [folded(row["headline_raw"])]
        assert folded(tree.xpath("//h1/span")[0].text_content()) == (row["subheadline"] or "")
        printed = tree.xpath("//div[@class='a-content']/span[@class='meta']/text()")[0].strip()
        assert bool(printed) == bool(row["published_at"] or row["zero_date"])
        if row["published_at"]:
            assert (
                printed.endswith(f"{row['published_at'][11:19]} WIB") and row["published_at"][:4] in printed
            )
        assert tree.xpath("//form[@id='form_komentar']/input[@name='a']/@value") == [str(row["id"])]
        assert texts(tree, "//div[@class='a-content']/span/b") == [row["author"]]
        assert texts(tree, "//span[@class='tag']/a") == [folded(row["category"])]
        assert texts(tree, "//div[contains(@class,'article-tags')]/a") == row["tags"]
        assert texts(tree, "//h3[text()='Berita Terkait']/following-sibling::ul[1]/li/a[not(@class)]") == [
            folded(link["text"]) for link in row["related"]
        ]
        assert texts(tree, "//strong[@class='user-nick']") == [
            comment["author"] for comment in row["comments"]
        ]
        assert texts(tree, "//div[@class='comment-text']") == [
            folded(each["text"]) for each in row["comments"]
        ]
        photos = [address for address in tree.xpath("//img/@src") if "foto_berita" in address]
        assert not row["image"] or client.site.base_url + row["image"] in photos


@pytest.mark.parametrize("day", [1, 3, 14, 60])
def test_bodies_stand_on_their_pages_in_order(client: Client, day: int) -> None:
    client.site.set_day(day)
    for row in truth(day):
        if not row["opens"]:
            continue
        _, content = client.ask(row["path"])
        shown = content.decode(errors="replace")
        start = shown.index('<div class="column9">')
        column = shown[start : shown.index("<div class='fb-like'", start)]
        seen = folded(html.unescape(re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]*>", " ", column, flags=re.S)))
        place = 0
        for paragraph in row["body"]:
            for cell in paragraph.split(" | "):
                place = seen.index(folded(cell), place) + len(folded(cell))
        rest = seen[place:].strip()
        assert rest == (row["byline_raw"] or ""), row["key"]
        assert not row["caption"] or f"Keterangan Gambar : {row['caption']}" in seen
        for link in row["inline_links"]:
            assert f'Baca juga: <a href="{client.site.base_url}{link["path"]}">' in column


def test_truth_has_the_promised_variety() -> None:
    assert 100 <= len(DAY_ONE) <= 130
    assert len({row["category"] for row in DAY_ONE}) in range(6, 9)
    assert len({tag for row in DAY_ONE for tag in row["tags"]}) >= 20
    assert {row["published_at"][:4] for row in DAY_ONE if row["published_at"]} == {
        str(y) for y in range(2019, 2027)
    }
    assert [row["published_at"] for row in DAY_ONE].count(None) == 2
    assert {row["skin"] for row in DAY_ONE} == {"stock", "rebuilt"}
    assert len({row["style"] for row in DAY_ONE}) == 13
    assert {row["byline_raw"] for row in DAY_ONE} >= {None, "(Kominfo)"}
    assert any(re.fullmatch(r"\(Kominfo/\w+,\w+\)", row["byline_raw"] or "") for row in DAY_ONE)
    slugs = [row["slug"] for row in DAY_ONE]
    assert max(map(len, slugs)) == 148
    assert [slug for slug in slugs if slug.endswith("-")] and [slug for slug in slugs if "--" in slug]
    assert [row for row in DAY_ONE if "\\'" in row["headline_raw"]]
    assert [row for row in DAY_ONE if '\\"' in row["headline_raw"]]
    assert sum(len(row["comments"]) for row in DAY_ONE) >= 30
    ids = [row["id"] for row in DAY_ONE]
    assert ids == sorted(set(ids), reverse=True) and min(ids) < 1000 and max(ids) > 10_000
    instants = [row["published_at"] for row in DAY_ONE if row["published_at"]]
    assert instants != sorted(instants, reverse=True), "dates follow ids everywhere, unlike on the real site"


def test_no_two_bodies_are_alike() -> None:
    rows = truth(LAST_DAY)
    for row in rows:
        assert 4 <= len(row["body"]) <= 18 and len(set(row["body"])) == len(row["body"]), row["key"]
    for one, other in combinations(rows, 2):
        shared = set(one["body"]) & set(other["body"])
        assert len(shared) < min(len(one["body"]), len(other["body"])) / 2, (one["key"], other["key"], shared)
    assert not [row["key"] for row in rows if "{" in repr(row["body"] + [row["headline"], row["caption"]])]


def test_addresses_serve_or_redirect_as_listed(client: Client) -> None:
    for row in DAY_ONE[::9]:
        for path in [
            *row["urls"],
            row["path"] + "/",
            row["path"].upper(),
            row["path"] + "?utm=1",
            "/index.php" + row["path"],
        ]:
            answer, content = client.ask(path)
            assert answer.status == 200 and f"value='{row['id']}'".encode() in content, path
            assert (b'property="og:url"' in content) == path.startswith("/berita/detail/")
        for path in row["dead_urls"]:
            answer, _ = client.ask(path)
            assert (answer.status, answer.headers["Location"]) == (307, client.site.base_url + "/main")


def test_all_address_forms_are_linked_somewhere(client: Client) -> None:
    hrefs = "".join(
        client.ask(path)[1].decode(errors="replace")
        for path in ["/", "/rss.xml", *(r["path"] for r in DAY_ONE)]
    )
    for form in (
        r"/berita/detail/[a-z]",
        r"/baca/\d{4}/\d\d/[a-z]",
        r"/berita-[a-z0-9-]+\.html",
        r"/(?!berita-)[a-z0-9-]+\.html",
    ):
        assert re.search(re.escape(client.site.base_url) + form, hrefs), form


def test_missing_pages_are_soft(client: Client) -> None:
    for path in (
        "/no-such-release",
        "/robots.txt",
        "/sitemap.xml",
        "/kategori/detail/nothing",
        "/tag/detail/nothing",
    ):
        answer, content = client.ask(path)
        assert (answer.status, answer.headers["Location"], content) == (
            307,
            client.site.base_url + "/main",
            b"",
        )
    assert client.ask("/no-such-release", "HEAD")[0].status == 303
    assert client.ask("/main")[0].status == 200
    assert client.ask("/no/such/controller")[0].status == 404
    assert client.ask("/what(is)this")[0].status == 400


def test_the_newer_of_two_headlines_alike_opens(client: Client) -> None:
    newer, older = [row for row in DAY_ONE if row["key"] in ("edaran-1", "edaran-2")]
    assert (newer["opens"], older["opens"]) == (True, False) and newer["slug"] == older["slug"]
    assert newer["body"] != older["body"]
    assert f"value='{newer['id']}'".encode() in client.ask(older["path"])[1]


def listed(client: Client, root: str, size: int) -> list[str]:
    found: list[str] = []
    for offset in range(0, 1000, size):
        tree = client.tree(f"{root}/{offset}" if offset else root)
        links = tree.xpath("//div[@class='article-big']//h2/a[@title]/@href")
        found += [urlsplit(link).path for link in links]
        if not links:
            return found
        assert tree.xpath("//div[@class='pagination']/span[@class='current']/text()") in (
            [],
            [str(offset // size + 1)],
        )
    raise AssertionError("endless list")


def test_lists_hold_every_release(client: Client) -> None:
    assert listed(client, "/berita/index", 15) == [row["path"] for row in DAY_ONE]
    public = [row for row in DAY_ONE if not row["draft"]]
    groups = {urlsplit(link).path for link in client.tree("/").xpath("//ul[@class='the-menu']//ul//a/@href")}
    assert sorted(path for group in groups for path in listed(client, group, 10)) == sorted(
        row["path"] for row in public
    )
    assert listed(client, "/tag/detail/stunting", 10) == [
        row["path"] for row in public if "stunting" in row["tags"]
    ]
    assert "pasar-murah" in {tag for row in public for tag in row["tags"]}
    with_market = [row["path"] for row in public if "pasar" in ",".join(row["tags"])]
    assert listed(client, "/tag/detail/pasar", 10) == with_market


def test_pagination_and_excerpt_noise(client: Client) -> None:
    _, content = client.ask("/berita/index/45")
    tree: Any = lxml_html.fromstring(content.decode(errors="replace"))
    assert content.count(b'<b style="color:red"></b>') > 1000
    links = {
        link.get("rel"): urlsplit(link.get("href")).path
        for link in tree.xpath("//div[@class='pagination']/a[@rel]")
    }
    assert links == {"start": "/berita/index", "prev": "/berita/index/30", "next": "/berita/index/60"}
    last = tree.xpath("//div[@class='pagination']/a[last()]/@data-ci-pagination-page")
    assert last == [str(-(-len(DAY_ONE) // 15))]


def test_date_index_and_search(client: Client) -> None:
    today = [row["path"] for row in DAY_ONE if (row["published_at"] or "").startswith("2026-10-05")]
    path = "//ul[@class='article-list']//a[@title]/@href"
    assert len(today) == 2
    assert sorted(urlsplit(x).path for x in client.tree("/berita/indeks_berita").xpath(path)) == sorted(today)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    _, content = client.ask("/berita/indeks_berita", "POST", "tanggal=1&bulan=1&tahun=2019&filter=x", **form)
    assert b"Maaf, Belum ada artikel" in content and b"(01 Jan 2019)" in content
    _, content = client.ask("/berita/index", "POST", "kata=sertifikat&cari=Search", **form)
    assert 3 < content.count(b"<div class='article-big'>") <= 15


def test_feed_and_its_validators(client: Client) -> None:
    answer, content = client.ask("/rss.xml")
    links = [item.findtext("link", "") for item in ElementTree.fromstring(content).iter("item")]
    public = [row for row in DAY_ONE if not row["draft"]]
    assert [urlsplit(link).path for link in links] == [f"/berita/detail/{row['slug']}" for row in public[:10]]
    assert b"pubDate" not in content
    etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert client.ask("/rss.xml", If_None_Match=etag)[0].status == 304
    assert client.ask("/rss.xml", If_Modified_Since=modified)[0].status == 304
    assert client.ask("/rss.xml", If_None_Match='"other"')[0].status == 200
    client.site.set_day(2)
    answer, content = client.ask("/rss.xml", If_None_Match=etag)
    assert answer.status == 200
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(content)


def test_sitemap_leaves_out_the_newest_five(client: Client) -> None:
    _, content = client.ask("/sitemap")
    places = [urlsplit(place).path for place in re.findall(r"<loc>(.*?)</loc>", content.decode())]
    public = [row["path"] for row in DAY_ONE if not row["draft"]]
    assert places == ["/main", *public[5:15]]


def test_every_view_differs_only_in_noise(client: Client) -> None:
    row = next(row for row in DAY_ONE if row["skin"] == "rebuilt" and row["published_at"] > "2026-10-01")
    (first, one), (second, two) = client.ask(row["path"]), client.ask(row["path"])
    assert one != two and first.headers["Set-Cookie"] != second.headers["Set-Cookie"]
    assert not {"ETag", "Last-Modified"} & set(first.headers) and "no-store" in first.headers["Cache-Control"]
    counter = re.compile(rb"/" + row["slug"].encode() + rb"'>(\d+) pembaca")
    seen = [int(counter.findall(content)[0]) for content in (one, two)]
    assert seen[1] == seen[0] + 1
    clouds = [texts(lxml_html.fromstring(c.decode()), "//a[@class='badge']") for c in (one, two)]
    assert clouds[0] != clouds[1] and sorted(clouds[0]) == sorted(clouds[1])
    assert column_of(one) == column_of(two)


def column_of(content: bytes) -> bytes:
    """Return a page from its headline to its tags, without the popular list."""
    part = content[content.index(b'<div class="article-title">') : content.index(b"<strong>TAGS:</strong>")]
    return re.sub(rb"Berita Populer</h3>\n<ul>.*?</ul>", b"", part)


def test_same_requests_give_same_bytes() -> None:
    runs = []
    for _ in range(2):
        with serve(public_url="https://berita.lawungankab.example") as site:
            client = Client(site)
            runs.append(
                [client.ask(path)[1] for path in ("/", DAY_ONE[0]["path"], DAY_ONE[0]["path"], "/rss.xml")]
            )
    assert runs[0] == runs[1]
    assert b"127.0.0.1" not in b"".join(runs[0])


def test_traps_in_the_frame(client: Client) -> None:
    stock = next(row for row in DAY_ONE if row["skin"] == "stock")
    rebuilt = next(row for row in DAY_ONE if row["skin"] == "rebuilt" and row["related"])
    for row in (stock, rebuilt):
        _, content = client.ask(row["path"])
        tree: Any = lxml_html.fromstring(content.decode(errors="replace"))
        assert "Senin, 05 Okt 2026" in texts(tree, "//div[@class='header-addons']/span[@class='city']")[0]
        assert tree.xpath("//meta[@name='author']/@content")[0] not in row["author"]
        ticker = tree.xpath("//div[@class='breaking-news']/ul/li/a/@href")
        assert len(ticker) == 10 and all(("://" in link) == (row["skin"] == "rebuilt") for link in ticker)
        before = content.index(b"Berita Terkait") < content.index(b'<div class="column9">')
        assert before == (row["skin"] == "stock") == (b"''>" in content)
        widget = tree.xpath("//div[@class='widget-comments']//li")
        assert len(widget) == 3 and all(
            text.endswith(" ...") for text in texts(tree, "//div[@class='widget-comments']//p")
        )
        assert {urlsplit(link).path for link in tree.xpath("//div[@class='widget-comments']//a/@href")} <= {
            r["path"] for r in DAY_ONE if r["comments"]
        }
        for avatar in re.findall(rb"gravatar.com/avatar/([0-9a-f]+)", content):
            assert avatar == b"0" * 32


@pytest.mark.parametrize("skin", ["stock", "rebuilt"])
def test_one_skin_for_all(skin: str) -> None:
    with serve(skin=skin) as site:
        client = Client(site)
        for row in DAY_ONE[:8]:
            content = client.ask(row["path"])[1]
            assert (b'<div class="column3">' in content) == (skin == "stock")
            assert b"\x01" not in content
            assert (b" pembaca</a>" in content) == (skin == "rebuilt")


def test_some_pages_are_not_valid_utf8(client: Client) -> None:
    broken = []
    for row in DAY_ONE:
        try:
            client.ask(row["path"])[1].decode()
        except UnicodeDecodeError:
            broken.append(row["key"])
    assert sorted(broken) == sorted(TORN_DESCRIPTION)


def test_hidden_comments_are_counted_in_the_heading(client: Client) -> None:
    row = next(row for row in DAY_ONE if row["key"] == "pertanahan/1")
    assert f"Ada {len(row['comments']) + 2} Komentar".encode() in client.ask(row["path"])[1]


def test_files_are_real(client: Client) -> None:
    for row in DAY_ONE:
        if row["image"]:
            answer, content = client.ask(row["image"])
            magic = b"\x89PNG\r\n" if row["image"].endswith(".png") else b"\xff\xd8\xff"
            assert answer.status == 200 and content.startswith(magic), row["image"]
        for attachment in row["attachments"]:
            answer, content = client.ask(attachment["path"])
            assert answer.headers["Content-Type"] == "application/pdf"
            start = int(content.split(b"startxref\n")[1].split()[0])
            assert content[start : start + 4] == b"xref"
    assert sum(len(row["attachments"]) for row in DAY_ONE) >= 4
    assert client.ask("/asset/foto_berita/unknown.jpg")[0].status == 404


def test_nothing_real_is_named(client: Client) -> None:
    pages = b"".join(client.ask(path)[1] for path in ["/", *(row["path"] for row in DAY_ONE)]).lower()
    assert not [name for name in (b"kediri", b"go.id", b"jawa timur", b"jombang") if name in pages]


def test_quiet_days_leave_every_article_as_it_was(client: Client) -> None:
    client.site.set_day(4)
    before = {row["path"]: column_of(client.ask(row["path"])[1]) for row in truth(4)}
    client.site.set_day(5)
    assert {row["path"]: column_of(client.ask(row["path"])[1]) for row in truth(5)} == before


def test_headline_edit_moves_the_address(client: Client) -> None:
    old = next(row for row in DAY_ONE if row["key"] == "pertanahan/1")
    client.site.set_day(4)
    new = next(row for row in truth(4) if row["key"] == "pertanahan/1")
    assert client.ask(old["path"])[0].status == 307
    assert new["id"] == old["id"] and client.ask(new["path"])[0].status == 200
    linking = next(row for row in truth(4) if row["key"] == "pertanahan/0")
    assert old["slug"] in linking["inline_links"][0]["path"], "a link in a body must keep the old address"


def test_deleted_release_redirects_and_its_comments_link_to_the_root(client: Client) -> None:
    row = next(row for row in DAY_ONE if row["key"] == "pertanian/2")
    for day, status in ((6, 200), (7, 307), (13, 307), (14, 200)):
        client.site.set_day(day)
        assert client.ask(row["path"])[0].status == status
        links = client.tree("/").xpath("//div[@class='widget-comments']//a/@href")
        assert (client.site.base_url + "/" in links) == (status == 307)


def test_back_dated_release_is_newest_in_lists(client: Client) -> None:
    client.site.set_day(9)
    newest = truth(9)[0]
    assert newest["key"] == "olahraga/6" and newest["published_at"].startswith("2024-03-18")
    assert client.tree("/berita/index").xpath("//h2/a[@title]/@href")[0].endswith(newest["path"])


def test_layout_breaks(client: Client) -> None:
    stock = next(row for row in DAY_ONE if row["skin"] == "stock" and row["published_at"])
    rebuilt = next(row for row in DAY_ONE if row["skin"] == "rebuilt" and row["published_at"])
    client.site.set_day(15)
    renamed = client.tree(rebuilt["path"])
    assert not renamed.xpath("//*[contains(@class,'article-title') or contains(@class,'column9')]")
    assert texts(renamed, "//div[@class='kepala-berita']/h1/b") == [folded(rebuilt["headline_raw"])]
    client.site.set_day(17)
    for row, places in ((stock, 0), (rebuilt, 1)):
        tree = client.tree(row["path"])
        assert tree.xpath("//div[@class='a-content']/span[@class='meta']/text()")[0].strip() == ""
        assert len(tree.xpath("//p[@class='posted']")) == places
    client.site.set_day(18)
    assert client.tree(rebuilt["path"]).xpath("//div[@class='article-title']")


def test_bad_days(client: Client) -> None:
    path = DAY_ONE[0]["path"]
    client.site.set_day(12)
    assert [client.ask(each)[0].status for each in (path, "/", "/rss.xml")] == [503, 503, 503]
    client.site.set_day(21)
    for each in (path, "/robots.txt", "/rss.xml"):
        answer, content = client.ask(each)
        assert answer.status == 200 and b"Just a moment" in content
    client.site.set_day(23)
    assert [client.ask(each)[0].status for each in (path, "/", "/berita/index")] == [500, 200, 500]
    client.site.set_day(24)
    assert client.ask(path)[0].status == 200


def test_hijack_shows_spam_and_passes(client: Client) -> None:
    hijacked = next(row for row in truth(19) if row["hijacked"])
    client.site.set_day(19)
    _, content = client.ask(hijacked["path"])
    assert b"slot gacor" in content and hijacked["body"][0].encode() not in content
    spam = client.tree("/").xpath("//div[@class='breaking-news']//a/@href")[0]
    assert client.ask(f"/{spam}")[0].status == 200
    client.site.set_day(20)
    assert b"slot gacor" not in client.ask(hijacked["path"])[1].lower()
    assert client.ask(f"/{spam}")[0].status == 307


def test_hits_are_counted(client: Client) -> None:
    client.ask("/main", User_Agent="tester")
    client.ask("/main?x=1")
    assert client.site.hits["/main"] == 2
    assert client.site.requests[0].headers["user-agent"] == "tester"


def exchange(client: Client, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", urlsplit(client.site.base_url).port or 0), timeout=5) as raw:
        raw.sendall(sent)
        received = b""
        while part := raw.recv(65536):
            received += part
    return received


def test_speaks_http_properly(client: Client) -> None:
    twice = exchange(
        client,
        b"HEAD /main HTTP/1.1\r\nHost: x\r\n\r\n"
        b"GET /asset/images/favicon.png HTTP/1.1\r\nConnection: close\r\n\r\n",
    )
    assert twice.count(b"HTTP/1.1 200 OK") == 2 and twice.count(b"<html") == 0
    assert exchange(client, b"GET /gone HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 302 ")
    assert exchange(client, b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert exchange(client, b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000).startswith(b"HTTP/1.1 431 ")
    assert exchange(client, b"PUT / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 405 ")
    assert exchange(client, b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").startswith(
        b"HTTP/1.1 413 "
    )


def test_wrong_days_and_ports_are_one_line(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    assert run(99, 0) == 1
    assert capsys.readouterr().err == "sample site: the sample site has days -120 to 60, not 99\n"
    assert run(1, urlsplit(client.site.base_url).port or 0) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    with pytest.raises(ValueError, match="days -120 to 60"):
        client.site.set_day(-121)
