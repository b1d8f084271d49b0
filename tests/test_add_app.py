"""Adding sites that are an app over a public list call: found in its scripts, declared, crawled; hostile ones, too."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.exceptions import UsageError

from cli.__main__ import main
from crawler.html import parse_html
from crawler.run import CrawlOptions, crawl
from crawler.signs import Seen
from crawler.sites import load_site
from onboarding.calls import Route, named_in, same_site
from onboarding.errors import SiteError
from onboarding.itemlists import ItemList, item_list, object_with
from onboarding.probing import Probe
from onboarding.proposal import Proposal
from onboarding.proposing import propose
from onboarding.routes import articles_of
from onboarding.scripts import read_scripts
from tests.generic_server import Release, Variant, releases
from tests.servers import Asked, Reply, ScriptedServer, redirect
from tests.test_add_site import added, folder, refused, rows, savefixture  # noqa: F401

JSON, SCRIPT = "application/json", "text/javascript"
PER_PAGE = 5


@dataclass
class App:
    """An app: one shell for every address, a script that names its calls, and these calls."""

    script: str
    shape: str = "records"
    """whole (articles in the list), records (one call each) or pages (only the list is a call)."""
    paging: str = "page"
    """page, zero (pages from 0), offset, or none (all at once)."""
    prefix: str = "/api/berita"
    releases: list[Release] = field(default_factory=lambda: releases(13))
    robots: str = "User-agent: *\nAllow: /\n"
    base: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)

    def serve(self) -> ScriptedServer:
        server = ScriptedServer({"*": self.answer})
        self.base = server.base_url
        return server

    def answer(self, asked: Asked) -> Reply:
        path, query = urlsplit(asked.path).path, parse_qs(urlsplit(asked.path).query)
        if path in self.replies:
            return self.replies[path]
        if path == "/robots.txt":
            return Reply(self.robots, content_type="text/plain")
        if path == "/assets/app.js":
            return Reply(self.script.replace("BASE", self.base), content_type=SCRIPT)
        if path == self.prefix:
            return Reply(json.dumps(self.listed(query)), content_type=JSON)
        if self.shape == "records" and path.startswith(f"{self.prefix}/"):
            found = [self.item(r, whole=True) for r in self.releases if r.slug == path.rpartition("/")[2]]
            return Reply(json.dumps({"data": found[0]} if found else {}), 200 if found else 404, content_type=JSON)
        release = next((r for r in self.releases if path == f"/berita/{r.slug}"), None)
        if self.shape == "pages" and release:
            return Reply(Variant("section-slug", theme="list").page(release))
        return Reply(
            "<!DOCTYPE html><html><head><title>Pemerintah Kota Contoh</title></head><body><div id='app'></div>"
            "<script src='https://cdn.example/vue.js'></script><script src='/assets/app.js'></script></body></html>"
        )

    def listed(self, query: dict[str, list[str]]) -> dict:
        rows = [self.item(r, whole=self.shape == "whole") for r in self.releases]
        asked = {name: int(values[0]) for name, values in query.items() if values[0].isdecimal()}
        start = {
            "pagination[page]": (asked.get("pagination[page]", 1) - 1) * PER_PAGE,
            "page": (asked.get("page", 1) - 1) * PER_PAGE, "zero": asked.get("page", 0) * PER_PAGE,
            "offset": asked.get("offset", 0), "none": 0,
        }[self.paging]  # fmt: skip
        rows = rows if self.paging == "none" else rows[start : start + PER_PAGE]
        menu = [{"id": 1, "nama": "Beranda"}, {"id": 2, "nama": "Profil"}]
        return {"status": True, "menu": menu, "data": {"rows": rows}}

    def item(self, r: Release, whole: bool) -> dict:
        text = "".join(f"<p>{text}</p>" for text in r.paragraphs)
        told = {"id_berita": str(r.id), "judul": r.title, "slug": r.slug, "tgl_publish": f"{r.day} 10:15:00",
                "kategori": {"nama": r.section.title()}, "ringkasan": r.paragraphs[0][:80] + "...",
                "gambar": f"/storage/{r.id}.jpg"}  # fmt: skip
        return told | ({"isi": text, "penulis": "Humas Kota"} if whole else {})


ROUTES = 'x=[{path:"/",component:a},{path:"/kontak",component:b},{path:"/berita/:slug",name:"detail",component:c}];'
CALLS = {
    "fetch": 'fetch("/api/berita?page="+e).then(t=>t.json());',
    "axios": 'const h=axios.create({baseURL:"/api"});h.get("/berita",{params:{page:t,limit:5}});',
    "template": "fetch(`/api/berita?page=${e}&cari=${q}`);fetch(`/api/berita/${s}`);",
    "full": 'const API_URL="BASE/api/";$.getJSON(API_URL+"berita",function(r){});fetch(API_URL+"kategori-berita")',
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("shape", ["whole", "records", "pages"])
def test_an_app_is_added_and_crawled_whole(folder, capsys, call, shape):  # noqa: F811
    app = App(CALLS[call] + ROUTES, shape)
    with app.serve() as server:
        told = added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "json_api" and not told["warnings"], told
    assert {each["confidence"] for each in told["articles"]} == {"high"} and len(told["articles"]) == 7
    assert any("/assets/app.js" in sentence for sentence in told["evidence"])
    assert "an app over a public list call" in Path(told["spider"]).read_text("utf-8")
    assert report.reason == "finished"
    assert rows("SELECT url, headline, published_at, body FROM articles ORDER BY url") == sorted(
        (f"{server.base_url}/berita/{r.slug}", r.title,
         f"{r.day}T10:15:00+07:00", "\n\n".join(r.paragraphs))
        for r in app.releases
    )  # fmt: skip
    assert main(["check-site", "aplikasi", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recorded"]["pages"]


@pytest.mark.parametrize(
    ("paging", "script", "declared"),
    [
        ("page", 'fetch("/api/berita");', (1, 1)),
        ("zero", 'fetch("/api/berita?page="+n);', (0, 1)),
        ("offset", 'fetch("/api/berita?offset="+n+"&limit=5");', (0, PER_PAGE)),
        ("pagination[page]", "fetch(`/api/berita?filters[status]=1&pagination[page]=${n}`);", (1, 1)),
    ],
)
def test_how_pages_are_numbered_is_tried(folder, capsys, paging, script, declared):  # noqa: F811
    app = App(script + ROUTES, "whole", paging)
    with app.serve() as server:
        added(capsys, server.base_url, "--slug", "aplikasi")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    spider = load_site(folder / "sites" / "aplikasi.py")
    assert (spider.first_page, spider.step) == declared and report.outcomes["new"] == len(app.releases)


def test_a_list_without_further_pages_is_warned_of(folder, capsys):  # noqa: F811
    with App('fetch("/api/berita");' + ROUTES, "whole", "none").serve() as server:
        told = added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
    assert told["warnings"] == ["no listing leads to a further page: only the newest 13 articles can be found"]


def test_pages_of_the_call_are_recorded_as_what_they_are(folder, capsys):  # noqa: F811
    app = App(CALLS["fetch"] + ROUTES)
    with app.serve() as server:
        added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        for address in (f"/api/berita/{app.releases[4].slug}", "/api/berita?page=2"):
            savefixture("aplikasi", server.base_url + address)
        with pytest.raises(UsageError, match="is no address of aplikasi"):
            savefixture("aplikasi", "https://lain.example/api/berita")
    told = {path.name[:4]: json.loads(path.read_text("utf-8")) for path in Path("sites/aplikasi").glob("*2.expected*")}
    assert told["api-"]["kind"] == "api" and len(told["api-"]["expected"]["sightings"]) == 5
    recorded = [json.loads(path.read_text("utf-8")) for path in Path("sites/aplikasi").glob("article-*.json")]
    assert app.releases[4].title in {each.get("expected", {}).get("headline") for each in recorded}
    assert main(["check-site", "aplikasi"]) == 0


def looked_at(app: App, home: str = "https://contoh.go.id/") -> tuple[Proposal | str, ScriptedServer]:
    """Look at a site and the host of its API, both served on loopback in their place."""
    with app.serve() as server:
        try:
            options = CrawlOptions(Path("none.db"), base_url=server.base_url)
            return asyncio.run(propose(home, options, None, print)), server
        except SiteError as error:
            return str(error), server


def test_the_host_of_the_api_is_asked_by_its_own_rules():
    script = 'const u="https://api.contoh.go.id/v1/";fetch(u+"berita")' + ROUTES
    proposal, _ = looked_at(App(script, prefix="/v1/berita"))
    assert isinstance(proposal, Proposal), proposal
    assert proposal.declared["api"] == "https://api.contoh.go.id/v1/berita?page={page}"
    assert proposal.declared["record"] == "https://api.contoh.go.id/v1/berita/{slug}"
    told, server = looked_at(App(script, prefix="/v1/berita", robots="User-agent: *\nDisallow: /v1/\n"))
    assert "(https://api.contoh.go.id/v1/berita: robots)" in told and "/v1/berita" not in server.hits


CALL = 'fetch("/api/berita")'


def answering(body: str, status: int = 200) -> dict[str, Reply]:
    return {"/api/berita": Reply(body, status, content_type=JSON)}


@pytest.mark.parametrize(
    ("script", "replies", "reason"),
    [
        ("", {}, "its scripts name no public list call"),
        ('fetch("https://api.lain.example/v1/berita")', {}, "its scripts call api.lain.example, which is another site"),
        ('fetch("http://10.0.0.7/api/berita")', {}, "its scripts call 10.0.0.7, which is another site"),
        ('fetch("/api/berita?api_key=rahasia")', {}, "carries a key or a password, which is not for us"),
        ('fetch("https://admin:rahasia@contoh.go.id/api/berita")', {}, "carries a key or a password"),
        (CALL, answering("{}", 401), "401, it wants a key"),
        (CALL, {"/api/berita": redirect("https://lain.example/api")}, "/api/berita: 302"),
        (CALL, answering("[" * 200_000), "/api/berita: no JSON"),
        (CALL, answering('{"a":' * 900 + "1" + "}" * 900), "/api/berita: no"),
        (CALL, answering("[" + "{}," * 300_000 + "{}]"), "no list of articles"),
        (CALL, answering("9" * 9_000_000), "/api/berita: no"),
    ],
)  # fmt: skip
def test_a_call_that_is_not_for_us_is_said_in_one_line(script, replies, reason):
    told, server = looked_at(App(script, replies=replies))
    assert isinstance(told, str) and reason in told and "\n" not in told, told
    assert not any("rahasia" in asked.path for asked in server.asked)


def test_an_app_that_names_no_address_of_an_article_is_refused():
    told, _ = looked_at(App(CALL, "whole"))
    assert isinstance(told, str) and "but nothing tells where one of them is read: give the address" in told


def test_the_address_of_one_article_tells_those_of_all(folder, capsys):  # noqa: F811
    app = App(CALL, "whole")
    with app.serve() as server:
        newest = app.releases[0]
        assert "nothing tells" in refused(capsys, 2, f"{server.base_url}/kabar/lain")
        added(capsys, f"{server.base_url}/kabar/{newest.slug}", "--slug", "aplikasi", "--region", "35.71")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    assert load_site(folder / "sites" / "aplikasi.py").articles == "/kabar/{slug}" and report.reason == "finished"
    found = rows("SELECT url FROM articles ORDER BY url")
    assert found == sorted((f"{server.base_url}/kabar/{release.slug}",) for release in app.releases)


MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def own_links(app: App) -> None:
    plain = app.item
    app.item = lambda r, whole: plain(r, whole) | {"url": f"{app.base}/kabar/{r.id}/{r.slug}"}  # type: ignore


def mapped(app: App) -> None:
    paths = ["profil", *(f"warta/{r.slug}" for r in app.releases)]
    urls = [f"<url><loc>{app.base}/{path}</loc></url>" for path in paths]
    app.replies["/sitemap.xml"] = Reply(MAP.format("".join(urls)), content_type="application/xml")


@pytest.mark.parametrize(
    ("script", "shape", "prepare", "pattern"),
    [
        (CALL, "whole", own_links, "/kabar/{id}/{slug}"),
        (CALL, "whole", mapped, "/warta/{slug}"),
        (CALL, "records", lambda app: None, "/api/berita/{slug}"),
        (CALL + 'r=[{path:"/berita",component:a,children:[{path:"",component:b},{path:":slug",component:c}]}]', "whole",
         lambda app: None, "/berita/{slug}"),
        (CALL + 'r=[{name:"x-slug",path:"/kabar/:slug()",component:c}]', "whole", lambda app: None, "/kabar/{slug}"),
        (CALL + 'self.__BUILD_MANIFEST={"/":["a.js"],"/warta/[slug]":["b.js"]}', "whole", lambda app: None,
         "/warta/{slug}"),
        (CALL + "u=t=>`/informasi/berita/${t.slug}`", "whole", lambda app: None, "/informasi/berita/{slug}"),
    ],
    ids=["links of items", "sitemap", "record", "nested routes", "vue-router", "Next.js", "template"],
)  # fmt: skip
def test_what_tells_the_address_of_an_article(folder, capsys, script, shape, prepare, pattern):  # noqa: F811
    app = App(script, shape)
    with app.serve() as server:
        prepare(app)
        added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    assert load_site(folder / "sites" / "aplikasi.py").articles == pattern and report.reason == "finished"
    assert rows("SELECT url, headline, body FROM articles ORDER BY url") == sorted(
        (server.base_url + pattern.format(id=r.id, slug=r.slug), r.title, "\n\n".join(r.paragraphs))
        for r in app.releases
    )


def test_a_record_on_the_host_of_the_api_may_be_all_an_article_has():
    proposal, _ = looked_at(App('fetch("https://api.contoh.go.id/v1/berita")', prefix="/v1/berita"))
    assert isinstance(proposal, Proposal), proposal
    assert proposal.declared["articles"] == "https://api.contoh.go.id/v1/berita/{slug}" == proposal.declared["record"]
    assert {article.url.partition("/v1/")[0] for article in proposal.trial.read} == {"https://api.contoh.go.id"}


def test_a_draft_is_no_article(folder, capsys):  # noqa: F811
    app = App(CALL + ROUTES, "whole")
    plain = app.item
    app.item = lambda r, whole: plain(r, whole) | {  # type: ignore
        "status": "draft" if r is app.releases[2] else "published",
        "published_at": None if r is app.releases[7] else "2024-10-01T00:00:00Z",
    }
    with app.serve() as server:
        added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    drafts = {app.releases[2].title, app.releases[7].title}
    assert {title for (title,) in rows("SELECT headline FROM articles")} == {r.title for r in app.releases} - drafts


def test_an_api_under_the_same_domain_but_on_a_private_address_is_refused(folder, capsys):  # noqa: F811
    script = 'fetch("http://127.0.0.1:1/api/berita")' + ROUTES
    with App(script).serve() as server:
        told = refused(capsys, 2, server.base_url, "--slug", "aplikasi")
    assert "private-address" in told, told


@pytest.mark.parametrize(("size", "is_read"), [(9_000_000, True), (11_000_000, False)])
def test_a_script_of_ten_megabytes_is_read_and_a_larger_one_passed_over(size, is_read):
    script = ("var a='" + "x" * 391 + "';") * (size // 400) + 'fetch("/api/berita?page="+e);' + ROUTES
    told, _ = looked_at(App(script, "whole"))
    assert isinstance(told, Proposal) is is_read, told


@pytest.mark.parametrize(
    "filler", ["'x", '"/berita/', "`${", "/" * 8, '"/berita/list",', 'fetch("/berita/a/${x}");', "\"'`\n"]
)
def test_no_script_takes_long_to_look_through(filler):
    script = filler * (100_000 // len(filler)) + '"\'`;fetch("/api/berita");' + ROUTES
    named = named_in("https://contoh.go.id/", read_scripts([("https://contoh.go.id/a.js", script)])[0])
    assert len(named.calls) <= 10 and len(named.routes) <= 3


def test_texts_of_scripts_are_told_from_patterns_comments_and_escapes():
    script = r'''a=b.replace(/["'`]/g,"");/* it's "/api/berita/lama" */fetch("\/api\/berita?page="+e);''' + ROUTES
    named = named_in("https://contoh.go.id/", read_scripts([("https://contoh.go.id/a.js", script)])[0])
    assert [call.url for call in named.calls] == ["https://contoh.go.id/api/berita?page={}"]
    assert [route.path for route in named.routes] == ["/berita/{slug}"]


def test_a_site_whose_pages_read_well_is_not_asked_for_calls(folder, capsys):  # noqa: F811
    with Variant("section-slug", "page", "list", list_path="/berita").serve() as server:
        added(capsys, server.base_url, "--slug", "situs")
    assert not any("api/" in path or path.endswith(".js") for path in server.hits if "wp-json" not in path)


TEXT = "<p>" + "Bupati meresmikan pasar rakyat di hadapan warga yang telah menunggu sejak pagi. " * 6 + "</p>"


@pytest.mark.parametrize(
    ("answer", "steps", "fields"),
    [
        (  # as Kota Kediri answers: the list is a text of JSON
            {"berita": json.dumps([
                {"idpost": str(n), "judul": f"Judul berita ke {n}", "judulurl": f"judul-{n}", "kategori": "Kota",
                 "kategoriurl": "kota", "deskripsi": TEXT, "linkgambar": f"/img/{n}.jpg", "tanggal": f"2024-10-0{n}"}
                for n in range(1, 6)])},
            "berita",
            {"id": "idpost", "headline": "judul", "slug": "judulurl", "category": "kategori", "section": "kategoriurl",
             "body": "deskripsi", "image": "linkgambar", "published": "tanggal"},
        ),
        (  # as Jawa Barat answers, with more lists beside it
            {"meta": {"tags": [{"id": 1, "name": "Satu dua tiga empat"}, {"id": 2, "name": "Lima enam tujuh lagi"}]},
             "data": [{"slug": f"judul-{n}", "title": f"Judul berita ke {n}", "author": "Humas", "image": f"a/{n}.png",
                       "published_at": f"2024-10-0{n}T03:00:00Z", "views": n} for n in range(1, 6)]},
            "data",
            {"slug": "slug", "headline": "title", "author": "author", "image": "image", "published": "published_at"},
        ),
        (  # as Strapi answers
            {"data": [{"id": n, "attributes": {"title": f"Judul berita ke {n}", "slug": f"judul-{n}", "content": TEXT,
                       "publishedAt": f"2024-10-0{n}T03:00:00Z"}} for n in range(1, 6)]},
            "data",
            {"id": "id", "headline": "attributes.title", "slug": "attributes.slug", "body": "attributes.content",
             "published": "attributes.publishedAt"},
        ),
        ({"data": [{"id": n, "nama": f"Dinas nomor {n} kabupaten", "alamat": "Jalan"} for n in range(5)]}, None, {}),
        ([{"id": 1, "title": "Sama saja judulnya", "date": "2024-10-01"}] * 5, None, {}),
    ],
)  # fmt: skip
def test_a_list_and_its_fields_are_told_by_names_and_values(answer, steps, fields):
    found = item_list(answer)
    assert (found.steps if found else None) == steps and (found.fields if found else {}) == fields


@pytest.mark.parametrize(
    ("home", "items", "routes", "pattern"),
    [
        ("", [("/p/berita/7/panen-raya", "7"), ("https://contoh.go.id/p/berita/8/jalan", "8")], [],
         "/p/berita/{id}/{slug}"),
        ("", [("https://lain.go.id/berita/panen-raya", "7"), ("https://lain.go.id/berita/jalan", "8")], [], ""),
        ("<a href='/news/7-panen-raya'>x</a><a href='/x'>y</a>", [("panen-raya", "7"), ("jalan-baru", "8")], [],
         "/news/{id}-{slug}"),
        ("", [("panen-raya", "7"), ("jalan-baru", "8")], ["/berita/{kategori}/{x}", "/berita/{judul}"],
         "/berita/{slug}"),
        ("", [("panen-raya", "7"), ("jalan-baru", "8")], ["/berita/{kategori}/{slug}"], ""),
        ("", [("", "7"), ("", "8")], ["/berita/{slug}"], "/berita/{id}"),
    ],
)  # fmt: skip
def test_the_address_of_an_article_is_known_or_not_declared(home, items, routes, pattern):
    page = Seen("https://contoh.go.id/", 200, {}, f"<p>{home}".encode())
    fields = {"id": "id"} | ({"slug": "slug"} if items[0][0] else {})
    found = ItemList("", [{"slug": slug, "id": number} for slug, number in items], fields)
    named = [Route(path, "https://contoh.go.id/a.js") for path in routes]
    assert articles_of(found, named, Probe(page, parse_html(page.body)[0]), page.url)[0] == pattern


def test_the_slug_of_an_item_is_its_own_and_not_its_categorys():
    page = Seen("https://contoh.go.id/", 200, {}, b"<p>")
    items = [{"slug": f"judul-{n}", "kategori": {"slug": "umum"}} for n in range(3)]
    found = ItemList("", items, {"slug": "slug", "section": "kategori.slug"})
    told = articles_of(found, [Route("/berita/{slug}", "a.js")], Probe(page, parse_html(page.body)[0]), page.url)
    assert told == ("/berita/{slug}", "named in a.js")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("https://jabarprov.go.id/", "https://api.jabarprov.go.id/v1", True),
        ("https://a.go.id/", "https://b.go.id/", False),
        ("https://go.id/", "https://b.go.id/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:9000/", True),
        ("https://a.go.id/", "https://[", False),
    ],
)
def test_a_site_and_its_api_are_under_one_domain(one, other, is_one):
    assert same_site(one, other) is is_one


@pytest.mark.parametrize("text", ["<" * 2_000_000, "&amp;" * 400_000, "<a " * 700_000, "&lt;" * 500_000])
def test_no_value_of_an_answer_takes_long_to_look_at(text):
    told = {"title": text, "tanggal": "2024-10-01", "isi": text}
    items = [told | {"id": number, "judul": f"Judul berita ke {number}"} for number in range(4)]
    found = item_list({"data": items})
    assert found is not None and found.fields["headline"] == "judul"
    assert object_with({"a": text, "b": {"judul": "Judul berita ke 2"}}, "Judul berita ke 2") is not None
