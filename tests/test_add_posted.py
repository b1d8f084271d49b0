"""Adding apps whose lists are asked for by POST: written out in their scripts, tried, declared, crawled."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.run import CrawlOptions, crawl
from crawler.sites import load_site
from onboarding.errors import SiteError
from onboarding.posts import posts_in
from onboarding.proposal import Proposal
from onboarding.proposing import propose
from onboarding.scripts import Hole, Script, read_scripts
from tests.generic_server import Release, releases
from tests.servers import Asked, Reply, ScriptedServer, redirect
from tests.test_add_site import added, folder, rows, savefixture  # noqa: F401

JSON, PER_PAGE = "application/json", 4
SHELL = (
    "<!DOCTYPE html><html><head><title>Pemerintah Kota Contoh</title></head><body><div id='app'></div>"
    "<script src='/assets/app.js'></script></body></html>"
)
ROUTES = 'x=[{path:"/",component:a},{path:"/berita/:slug",name:"detail",component:c}];'
LIST = (
    "query Berita($halaman: Int, $jumlah: Int)"
    " { daftarBerita(halaman: $halaman, jumlah: $jumlah) { data { id judul slug terbit } } }"
)
ONE = "query Isi($slug: String!) { berita(slug: $slug) { judul isi terbit penulis } }"
CURSOR = (
    "query Berita($first: Int!, $after: String) { posts(first: $first, after: $after)"
    " { nodes { id judul slug terbit isi } pageInfo { endCursor hasNextPage } } }"
)


@dataclass
class PostedApp:
    """An app whose calls go by POST to ``/graphql`` or ``/api/berita/list``, and a shell for all else."""

    script: str
    releases: list[Release] = field(default_factory=lambda: releases(9))
    robots: str = "User-agent: *\nAllow: /\n"
    replies: dict[str, Reply] = field(default_factory=dict)

    def serve(self) -> ScriptedServer:
        return ScriptedServer({"*": self.answer})

    def answer(self, asked: Asked) -> Reply:
        path = urlsplit(asked.path).path
        if path in self.replies:
            return self.replies[path]
        if path == "/robots.txt":
            return Reply(self.robots, content_type="text/plain")
        if path == "/assets/app.js":
            return Reply(self.script, content_type="text/javascript")
        if asked.method != "POST":
            return Reply("Method Not Allowed", 405) if path in ("/graphql", "/api/berita/list") else Reply(SHELL)
        told = self.told(asked)
        answer = self.graph(told) if path == "/graphql" else self.listed(told) if path == "/api/berita/list" else None
        return Reply(json.dumps(answer), content_type=JSON) if answer is not None else Reply("no", 404)

    @staticmethod
    def told(asked: Asked) -> dict:
        if asked.headers["content-type"] == JSON:
            return json.loads(asked.body)
        return {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}

    def graph(self, told: dict) -> dict:
        query, given = told["query"], told.get("variables") or {}
        if "daftarBerita(" in query:
            page = int(given["halaman"] if "halaman" in given else re.search(r"halaman: (\d+)", query)[1])
            return {"data": {"daftarBerita": {"data": self.items((page - 1) * PER_PAGE) if page else []}}}
        if "posts(" in query:
            start = int(given["after"] or 0)
            more = start + PER_PAGE < len(self.releases)
            page_info = {"hasNextPage": more, "endCursor": str(start + PER_PAGE) if more else None}
            return {"data": {"posts": {"nodes": self.items(start, whole=True), "pageInfo": page_info}}}
        found = [r for r in self.releases if r.slug == given.get("slug")]
        return {"data": {"berita": self.item(found[0], whole=True) if found else None}}

    def listed(self, told: dict) -> dict:
        assert told["jenis"] == "berita"
        start = int(told["start"]) if "start" in told else int(told["page"]) * PER_PAGE
        return {"rows": self.items(start, whole=True)}

    def items(self, start: int, whole: bool = False) -> list[dict]:
        return [self.item(r, whole) for r in self.releases[start : start + PER_PAGE]]

    def item(self, r: Release, whole: bool) -> dict:
        told = {"id": r.id, "judul": r.title, "slug": r.slug, "terbit": f"{r.day} 10:15:00"}
        text = "".join(f"<p>{text}</p>" for text in r.paragraphs)
        return told | ({"isi": text, "penulis": "Humas Kota"} if whole else {})


SCRIPTS = {
    "graphql, by variables": (
        f"const L=`{LIST}`,I=`{ONE}`;"
        'fetch("/graphql",{method:"POST",headers:{"Content-Type":"application/json"},'
        "body:JSON.stringify({query:L,variables:{halaman:e,jumlah:4}})});"
        'fetch("/graphql",{method:"POST",body:JSON.stringify({query:I,variables:{slug:t.params.slug}})});',
        {"items": "data.daftarBerita.data", "record_item": "data.berita"},
    ),
    "graphql, by a client": (
        f'new HttpLink({{uri:"/graphql"}});const L=gql`{LIST}`,I=gql`{ONE}`;c.query({{query:L,variables:{{n}}}})',
        {"items": "data.daftarBerita.data", "record_item": "data.berita"},
    ),
    "graphql, written into the query": (
        f"const I=`{ONE}`;axios.post('/graphql',{{query:`query {{ daftarBerita(halaman: ${{e}}, jumlah: 4) "
        "{ data { id judul slug terbit } } }`});axios.post('/graphql',{query:I,variables:{slug:s}});",
        {"items": "data.daftarBerita.data"},
    ),
    "graphql, by cursor": (
        f'const Q=`{CURSOR}`;a({{method:"post"}});'
        'axios({url:"/graphql",method:"post",data:{query:Q,variables:{first:9,after:c}}})',
        {"items": "data.posts.nodes", "cursor": "data.posts.pageInfo.endCursor"},
    ),
    "json, pages from 0": (
        'const h=axios.create({baseURL:"/api"});h.post("/berita/list",{page:this.page,jenis:"berita",cari:q});',
        {"items": "rows", "first_page": 0, "step": 1},
    ),
    "form, by offset": (
        '$.ajax({url:"/api/berita/list",type:"POST",data:{start:s,length:5,jenis:"berita"},success:function(r){}});',
        {"items": "rows", "first_page": 0, "step": PER_PAGE},
    ),
    "form, as a text": (
        'fetch("/api/berita/list",{method:"POST",headers:{"Content-Type":"application/x-www-form-urlencoded"},'
        'body:"jenis=berita&start=0&length="+n});',
        {"items": "rows", "first_page": 0, "step": PER_PAGE},
    ),
    "address as a sum, a pattern in the body": (
        'const A="/api/";axios.post(A+"berita/list",{page:e,jenis:"berita",cari:q.replace(/["{]/g,"")});',
        {"items": "rows", "first_page": 0, "step": 1},
    ),
    "address put together, an apostrophe in a comment": (
        '$.ajax({success:function(r){ // tiap Jum\'at\n },url:"".concat(A,"/berita/list"),type:"POST",'
        'contentType:"application/json",data:JSON.stringify({page:p,jenis:"berita"})});var api_url="/api";',
        {"items": "rows", "first_page": 0, "step": 1},
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_app_that_asks_by_post_is_added_and_crawled_whole(folder, capsys, name):  # noqa: F811
    script, declared = SCRIPTS[name]
    app = PostedApp(script.replace("${e}", "${e.page}") + ROUTES)
    with app.serve() as server:
        told = added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "json_api" and not told["warnings"], told
    assert any("by POST" in sentence and "/assets/app.js" in sentence for sentence in told["evidence"]), told
    spider = load_site(folder / "sites" / "aplikasi.py")
    assert {name: getattr(spider, name) for name in declared} == declared
    assert report.reason == "finished"
    assert rows("SELECT url, headline, published_at, body FROM articles ORDER BY url") == sorted(
        (f"{server.base_url}/berita/{r.slug}", r.title, f"{r.day}T10:15:00+07:00", "\n\n".join(r.paragraphs))
        for r in app.releases
    )


def test_a_page_of_a_call_by_post_is_recorded(folder, capsys):  # noqa: F811
    app = PostedApp(SCRIPTS["graphql, by variables"][0] + ROUTES)
    with app.serve() as server:
        added(capsys, server.base_url, "--slug", "aplikasi", "--region", "35.71")
        savefixture("aplikasi", f"{server.base_url}/graphql#list?page=2")
        savefixture("aplikasi", f"{server.base_url}/graphql#record?slug={app.releases[4].slug}")
    told = [json.loads(path.read_text("utf-8")) for path in Path("sites/aplikasi").glob("*.expected.json")]
    assert {each["url"].partition("#")[2] for each in told if each["kind"] == "api"} >= {"list?page=2"}
    assert app.releases[4].title in {each["expected"].get("headline") for each in told}


def looked_at(app: PostedApp) -> tuple[Proposal | str, ScriptedServer]:
    with app.serve() as server:
        try:
            options = CrawlOptions(Path("none.db"), base_url=server.base_url)
            return asyncio.run(propose("https://contoh.go.id/", options, None, print)), server
        except SiteError as error:
            return str(error), server


def calling(headers: str = "", body: str = '{page:e,jenis:"berita"}', url: str = "/api/berita/list") -> str:
    return f'fetch("{url}",{{method:"POST",headers:{{{headers}}},body:JSON.stringify({body})}});'


@pytest.mark.parametrize(
    ("script", "more", "reason"),
    [
        ('fetch("/api/berita/list?page="+e,{headers:{Authorization:a}});', {}, "carries a secret (Authorization)"),
        (calling('Authorization:"Bearer "+k'), {}, "carries a secret (Authorization), which is not for us"),
        (calling('"X-Api-Key":"rahasia"'), {}, "carries a secret (X-Api-Key)"),
        (calling('"X-CSRF-TOKEN":t'), {}, "carries a secret (X-CSRF-TOKEN)"),
        (calling(body='{page:e,apiKey:"rahasia"}'), {}, "carries a secret (apiKey)"),
        (calling(body='{page:e,auth:{password:"rahasia"}}'), {}, "carries a secret (password)"),
        (calling(url="https://lain.example/api/berita"), {}, "its scripts call lain.example, which is another site"),
        (calling(), {"replies": {"/api/berita/list": Reply("{}", 401)}}, "401, it wants a key or a password"),
        (calling(), {"replies": {"/api/berita/list": redirect("https://lain.example/")}}, "/api/berita/list: 302"),
        (calling(), {"replies": {"/api/berita/list": Reply("[" * 99_999, content_type=JSON)}}, "no JSON"),
        (calling(), {"robots": "User-agent: *\nDisallow: /api/\n"}, "/api/berita/list: robots"),
        (calling() + "y", {}, "nothing tells where one of them is read"),
        (calling(url="/api/berita/simpan"), {}, "its scripts name no public list call"),
        (calling(body='{judul:j,isi:i}'), {}, "its scripts name no public list call"),
        ("{a:" * 100_000, {}, "its scripts name no public list call (https://contoh.go.id/assets/app.js cannot"),
        (calling(body='{query:"mutation { berita(page: 1) { id } }"}'), {}, "its scripts name no public list call"),
    ],
)  # fmt: skip
def test_a_call_by_post_that_is_not_for_us_is_not_made_and_said_in_one_line(script, more, reason):
    app = PostedApp(script, **more)
    told, server = looked_at(app)
    assert isinstance(told, str) and reason in told and "\n" not in told, told
    assert not any(b"rahasia" in asked.body for asked in server.asked)
    if "secret" in reason or "no public" in reason or "robots" in reason:
        assert not any(asked.method == "POST" for asked in server.asked)


VALUES = [
    ('{page:e,limit:10,a:!0,b:[1,"2",c.d],...z,"q":null})', {"page": Hole("e"), "limit": 10, "a": True,
                                                            "b": [1, "2", Hole("d")], "q": None}),
    ("JSON.stringify({query:gql`{ a }`,v:{p:this.page+1}},null,2))", {"query": "{ a }", "v": {"p": Hole("page")}}),
    ('"a=1&page="+t.n+"&x=1")', "a=1&page=\x00n\x00&x=1"),
    ("`a ${f(`b`,{c:1}).page} d`)", "a \x00page\x00 d"),
    ("{f(){return 1},a,b /* c */ , // d\n e:-1.5})", {"a": Hole("a"), "b": Hole("b"), "e": -1.5}),
    ("'x\\u0041\\n\\'')", "xA\n'"),
    ('{a:"x".trim(),b:void 0})', {"a": Hole("trim"), "b": None}),
    ("{cari:q.replace(/[\"{]/g,''),page:e})", {"cari": Hole("g"), "page": Hole("e")}),
    ("{page:e,f(r){ // Jum'at\n },get g(){return 1},['h']:2,i:3})", {"page": Hole("e"), "i": 3}),
    ('e.base+"/api/berita?page="+1 /* satu */ +f)', "\x00base\x00/api/berita?page=1\x00f\x00"),
    ('"".concat(e,"/berita?page=").concat(t.page))', "\x00e\x00/berita?page=\x00page\x00"),
    ("{a:`${e}`,b:e+'',c:('d')})", {"a": Hole("e"), "b": Hole("e"), "c": "d"}),
    (r"'\ud83d\ude00 \ud800 \u{1f600} \u{ffffffff} \x41 \0')", "😀 \ufffd 😀 \ufffd A \ufffd"),
    ("'a\x00b\x00c\ud800')", "a\ufffdb\ufffdc?"),
    ("{a:1e999,b:-7,c:99999999999999999999})", {"a": Hole("e999"), "b": -7, "c": Hole("")}),
    ("{a:1", None),
    ("{a:1,b:=})", None),
    ("", None),
    ("[" * 50 + "]" * 50, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def read_values() -> dict[str, Script]:
    """The scripts of the table, read by one reader."""
    scripts, unread = read_scripts([(text, f"fetch({text}") for text, _ in VALUES])
    assert not unread
    return {script.address: script for script in scripts}


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values_written_out_in_scripts_are_read(read_values, text, value):
    calls = read_values[text].calls
    assert calls == [] if value is None else calls[0][1][0] == value


HOSTILE = {
    **{f"only {filler}": filler * (100_000 // len(filler)) for filler in (
        'fetch("/api/berita",{method:"POST",body:', "axios.post(", "`${", "/*", "{a:", "'query {", '"query berita {',
    )},
    "what has many meanings": "fetch(a," * 400 + "+in " * 50_000,
    "what ends the parser": "{a:" * 100_000,
    "open brackets": 'fetch("/api/berita",' + "[" * 100_000,
    "brackets": 'fetch("/api/berita",' + "[" * 100_000 + "]" * 100_000,
    "a sum": 'fetch("/api/berita",' + "a+" * 100_000 + "a)",
    "5 MB": 'fetch("/api/berita",{body:[' + ("{a:[1,'" + "x" * 2_480 + "']},") * 2_000 + "]})",
    "broken UTF-8": (b'fetch("\xff\xfe\xc3(' * 20_000).decode("utf-8", "replace"),
    "NUL": 'fetch("/api/berita",{method:"POST",body:{"\x00page\x00":"\x00"}});\x00' * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_script_is_read_within_limits_and_hides_no_other(script):
    texts = [("https://contoh.go.id/a.js", script + '"\'`;'), ("https://contoh.go.id/b.js", calling())]
    lists = posts_in("https://contoh.go.id/", read_scripts(texts)[0], []).lists
    assert len(lists) <= 6 and any(post.named_in.endswith("b.js") for post in lists)


def test_a_script_that_ends_the_parser_is_named_and_the_others_are_read(monkeypatch):
    honest, ending = ("b.js", calling()), ("a.js", "{a:" * 100_000)
    scripts, unread = read_scripts([honest, ending, honest])
    assert [script.address for script in scripts] == ["b.js", "b.js"] and unread == ["a.js"]
    monkeypatch.setattr("onboarding.scripts.MOST_FAILURES", 1)
    assert read_scripts([ending, honest]) == ([], ["a.js", "b.js"])
