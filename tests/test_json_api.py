"""Crawls of sites that are an app over a public list call, compared with what the list holds."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from cli.summary import exit_code
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.json_values import at
from crawler.platforms.patterns import PatternError
from crawler.run import CrawlOptions, crawl
from tests.generic_server import PER_PAGE, Release, Variant, releases
from tests.replays import same_after_replay
from tests.servers import Asked, Reply, ScriptedServer, redirect

JSON = "application/json"
SHELL = "<!DOCTYPE html><html><head><title>Aplikasi</title></head><body><div id='app'></div></body></html>"
pytestmark = pytest.mark.usefixtures("made_up_sites")


class App:
    """A site whose every page is the same shell, over a list call; asked for what it has at the moment."""

    def __init__(self, pages: bool = False) -> None:
        self.releases = releases(13)
        self.pages = Variant("slug-id", theme="list") if pages else None
        self.rules = "User-agent: *\nAllow: /\n"

    def answer(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        if parts.path == "/robots.txt":
            return Reply(self.rules, content_type="text/plain")
        if parts.path == "/api/berita":
            return Reply(json.dumps({"berita": json.dumps([self.row(r) for r in self.releases])}), content_type=JSON)
        if asked.method == "POST":
            return self.posted(parts.path, asked)
        if parts.path == "/v1/public/news":
            start = (int(parse_qs(parts.query)["page"][0]) - 1) * PER_PAGE
            rows = [self.item(r) for r in self.releases[start : start + PER_PAGE]]
            return Reply(json.dumps({"data": rows}), content_type=JSON)
        number = parts.path.rpartition("/")[2].rpartition("-")[2]
        release = next((r for r in self.releases if str(r.id) == number), None)
        if parts.path.startswith("/v1/public/news/"):
            found = json.dumps({"data": self.item(release) | self.text(release)}) if release else '{"message": "none"}'
            return Reply(found, 200 if release else 404, content_type=JSON)
        return Reply(self.pages.page(release) if self.pages and release else SHELL)

    def posted(self, path: str, asked: Asked) -> Reply:
        """Answer a call by POST: as many as there are articles behind the start that the body names."""
        if path == "/graphql":
            assert asked.headers["content-type"] == "application/json"
            told = json.loads(asked.body)
            if "artikel(" in told["query"]:
                found = [r for r in self.releases if r.slug == told["variables"]["slug"]]
                r = found[0] if found else None
                text = r and {"judul": r.title, "isi": self.text(r)["content"], "terbit": f"{r.day}T10:15:00+07:00"}
                return Reply(json.dumps({"data": {"artikel": text}}), content_type=JSON)
            start = (told["variables"]["page"] - 1) * PER_PAGE
            rows = [{"id": r.id, "slug": r.slug, "judul": r.title, "terbit": f"{r.day}T10:15:00+07:00"}
                    for r in self.releases[start : start + PER_PAGE]]  # fmt: skip
            return Reply(json.dumps({"data": {"berita": {"data": rows}}}), content_type=JSON)
        if path == "/ajax/berita":
            assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
            told = parse_qs(asked.body.decode())
            assert told["urut"] == ["terbaru", "id"]
            start = int(told["mulai"][0])
            rows = [self.row(r) for r in self.releases[start : start + int(told["jumlah"][0])]]
            return Reply(json.dumps({"berita": rows}), content_type=JSON)
        return Reply("nothing is posted here", 405)

    def row(self, r: Release) -> dict:
        body = "".join(f"&lt;p&gt;{text} &amp;quot;kutipan&amp;quot;&lt;/p&gt;" for text in r.paragraphs)
        return {
            "idpost": str(r.id), "judul": f"{r.title} &amp; Lainnya", "judulurl": r.slug, "kategori": r.section,
            "kategoriurl": r.section, "deskripsi": body, "linkgambar": f"/img/{r.id}.jpg",
            "tanggal": f"{r.day} 10:15:00",
        }  # fmt: skip

    def item(self, r: Release) -> dict:
        instant = f"{r.day}T20:30:00.000Z"  # the next day in western Indonesia
        return {"id": r.id, "slug": r.slug, "title": r.title, "published_at": instant, "author": {"name": "Humas"}}

    def text(self, r: Release) -> dict:
        content = "".join(f"<p>{text}</p>" for text in r.paragraphs)
        return {"content": content, "tags": [{"name": "Panen"}, {"name": "Pasar"}], "category": r.section}


def run(path, app: App, name: str, **options):
    with ScriptedServer({"*": app.answer}) as server:
        (report,) = crawl([name], CrawlOptions(archive=path, base_url=server.base_url, **options))
        return report, server


def rows(path, query: str) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def test_articles_are_read_off_a_list_that_holds_them_whole(tmp_path):
    path, app = tmp_path / "archive.db", App()
    report, server = run(path, app, "contoh_daftar", at="2024-10-12T00:00:00Z")
    assert exit_code([report]) == 0 and report.outcomes["new"] == 13
    assert rows(path, "SELECT requests FROM runs") == [(len(server.asked) - 1,)], "robots.txt is not counted"
    assert rows(path, "SELECT url, headline, body, published_at, category, layout FROM articles ORDER BY id") == [
        (f"https://contoh.go.id/p/berita/{r.id}/{r.slug}", f"{r.title} & Lainnya",
         "\n\n".join(f'{text} "kutipan"' for text in r.paragraphs), f"{r.day}T10:15:00+07:00", r.section, "json-api")
        for r in app.releases
    ]  # fmt: skip
    assert rows(path, "SELECT count(*) FROM images WHERE url LIKE 'https://contoh.go.id/img/%'") == [(13,)]
    assert same_after_replay(path)


def test_a_second_run_asks_the_list_alone_and_sees_what_is_new_and_what_was_edited(tmp_path):
    path, app = tmp_path / "archive.db", App()
    run(path, app, "contoh_daftar", at="2024-10-12T00:00:00Z")
    app.releases[2].paragraphs[1] = "Kalimat yang ditulis ulang kemudian."
    app.releases.insert(0, releases(14)[0])
    report, server = run(path, app, "contoh_daftar", at="2024-10-14T00:00:00Z")
    assert [asked.path for asked in server.asked if "tidak-ada" not in asked.path] == ["/robots.txt", "/api/berita"]
    assert [report.outcomes[name] for name in ("new", "changed", "unchanged")] == [1, 1, 12]
    assert rows(path, "SELECT count(*), sum(revisions) FROM articles") == [(14, 15)]
    assert same_after_replay(path)


def test_articles_are_read_from_their_records_where_the_list_has_no_text(tmp_path):
    path, app = tmp_path / "archive.db", App()
    report, server = run(path, app, "contoh_rekaman", at="2024-10-12T00:00:00Z")
    assert exit_code([report]) == 0
    found = rows(path, "SELECT url, headline, body, published_at, author, category FROM articles ORDER BY url")
    assert found == sorted(
        (f"https://contoh.go.id/berita/{r.slug}-{r.id}", r.title, "\n\n".join(r.paragraphs),
         f"{r.day + timedelta(days=1)}T03:30:00+07:00", "Humas", r.section)
        for r in app.releases
    )  # fmt: skip
    assert rows(path, "SELECT count(*), count(DISTINCT key) FROM articles") == [(13, 13)]
    assert rows(path, "SELECT DISTINCT tag FROM tags ORDER BY tag") == [("Panen",), ("Pasar",)]
    assert sum(asked.path.startswith("/v1/public/news/") for asked in server.asked) == 13
    assert same_after_replay(path)
    app.releases.pop(4)
    for day in (14, 17, 20):
        run(path, app, "contoh_rekaman", at=f"2024-10-{day}T00:00:00Z", full=True)
    assert rows(path, "SELECT status, count(*) FROM articles GROUP BY status ORDER BY status") == [
        ("gone", 1), ("present", 12),
    ]  # fmt: skip


def test_articles_are_read_from_their_pages_where_there_is_no_record(tmp_path):
    path, app = tmp_path / "archive.db", App(pages=True)
    report, _ = run(path, app, "contoh_halaman", at="2024-10-12T00:00:00Z")
    assert exit_code([report]) == 0
    found = rows(path, "SELECT headline, substr(published_at, 1, 10) FROM articles ORDER BY headline")
    assert found == sorted((r.title, r.day.isoformat()) for r in app.releases)
    assert same_after_replay(path)


def test_a_list_and_records_are_asked_for_by_post_and_read_again_from_their_captures(tmp_path):
    path, app = tmp_path / "archive.db", App()
    report, server = run(path, app, "contoh_graphql", at="2024-10-12T00:00:00Z")
    assert exit_code([report]) == 0 and report.outcomes["new"] == 13
    assert rows(path, "SELECT url, headline, body, published_at FROM articles ORDER BY url") == sorted(
        (f"https://contoh.go.id/berita/{r.slug}", r.title, "\n\n".join(r.paragraphs), f"{r.day}T10:15:00+07:00")
        for r in app.releases
    )
    assert [url for (url,) in rows(path, "SELECT url FROM captures WHERE url LIKE '%#list%' ORDER BY id")] == [
        f"https://api.contoh.go.id/graphql#list?page={page}" for page in (1, 2, 3, 4)
    ]
    posts = [asked for asked in server.asked if asked.method == "POST"]
    assert {asked.path for asked in posts} == {"/graphql"}, "what tells calls apart is never sent"
    assert same_after_replay(path)
    assert requests_of(tmp_path / "captures") == [(asked.path, asked.body) for asked in posts]
    again, server = run(path, app, "contoh_graphql", at="2024-10-13T12:00:00Z")
    asked = [asked for asked in server.asked if asked.method == "POST"]
    assert again.outcomes["new"] == 0 and not any("if-none-match" in each.headers for each in asked)
    app.releases.pop(4)
    for day in (14, 17, 20):
        run(path, app, "contoh_graphql", at=f"2024-10-{day}T00:00:00Z", full=True)
    assert rows(path, "SELECT count(*) FROM articles WHERE status = 'gone'") == [(1,)]


def requests_of(folder) -> list[tuple[str, bytes]]:
    """Return target and body of every POST that the WARC files hold, in order."""
    found = []
    for file in sorted(folder.rglob("*.warc.gz")):
        for record in ArchiveIterator(file.open("rb"), record_types=WarcRecordType.request, parse_http=True):
            method, target, _ = record.http_headers.status_line.split()
            if method == "POST":
                body = record.reader.read()
                assert dict(record.http_headers.astuples())["Content-Length"] == str(len(body))
                found.append((target, body))
    return found


def test_a_list_is_asked_for_with_a_form(tmp_path):
    path, app = tmp_path / "archive.db", App()
    report, _ = run(path, app, "contoh_formulir", at="2024-10-12T00:00:00Z")
    assert exit_code([report]) == 0 and report.outcomes["new"] == 13
    assert rows(path, "SELECT count(*), count(body) FROM articles") == [(13, 13)]
    assert same_after_replay(path)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_what_is_posted_follows_no_redirect(tmp_path, status):
    app = App()
    app.posted = lambda path, asked: redirect("https://contoh.go.id/elsewhere", status)  # type: ignore
    report, server = run(tmp_path / "archive.db", app, "contoh_formulir")
    assert report.reasons["bad-redirect"] == 1 and not report.walk_complete
    assert "/elsewhere" not in server.hits


@pytest.mark.parametrize(("name", "rule"), [("contoh_rekaman", "/v1/"), ("contoh_graphql", "/graphql$")])
def test_a_call_that_the_rules_of_its_host_forbid_is_not_made(tmp_path, name, rule):
    app = App()
    app.rules = f"User-agent: *\nDisallow: {rule}\n"
    report, server = run(tmp_path / "archive.db", app, name)
    assert not any(asked.path.startswith(("/v1/", "/graphql")) for asked in server.asked)
    assert report.reasons["robots"] == 1 and not report.walk_complete


def test_a_call_that_answers_with_the_shell_of_the_app_is_a_failure(tmp_path):
    app = App()
    app.answer = lambda asked: Reply(SHELL if asked.path != "/robots.txt" else "User-agent: *\n")  # type: ignore
    report, _ = run(tmp_path / "archive.db", app, "contoh_daftar")
    assert report.reasons["no-api"] == 1 and exit_code([report]) != 0 and not report.walk_complete


def declared(**told) -> JsonApiSpider:
    fixed = {"name": "uji", "home_url": "https://contoh.go.id/", "articles": "/berita/{slug}", "api": "/graphql"}
    return type("Declared", (JsonApiSpider,), fixed | told)()


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"api_json": {"a": 1}, "api_form": {"a": 1}}, "as JSON or as a form, not as both"),
        ({"api_json": {"a": {"b": ["{{halaman}}"]}}}, "has a field {{halaman}}"),
        ({"api_form": {"apiKey": "x", "page": "{{page}}"}}, "carries a key or a password (apiKey)"),
        ({"api_json": {"variables": {"access_token": "x"}}}, "carries a key or a password (access_token)"),
        ({"api": "/api?token=x"}, "carries a key or a password (token)"),
        ({"record": "/graphql", "record_json": {"query": "{ berita }"}}, "needs a field {id} or {slug}"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_public_is_refused_in_one_line(told, problem):
    with pytest.raises(PatternError, match=re.escape(problem)):
        declared(**told)


def test_what_is_sent_follows_from_the_address_alone():
    query = 'query { berita(page: {{page}}, judul: "{{slug}}") { id slug } }'
    spider = declared(api_json={"query": "q", "variables": {"page": "{{page}}", "cari": None, "baru": True}},
                      record="/graphql", record_json={"query": query, "page": "{{page}}", "v": ["{{id}}"]})  # fmt: skip
    assert spider.sent_to("https://contoh.go.id/graphql#list?page=7").body == (
        b'{"query":"q","variables":{"page":7,"cari":null,"baru":true}}'
    )
    address = spider.record_call.address(id="9", slug='a"b\nc&d', page=2)
    told = json.loads(spider.sent_to(address).body)
    assert told == {"query": 'query { berita(page: 2, judul: "a\\"b\\nc&d") { id slug } }', "page": 2, "v": [9]}
    for other in ("graphql", "graphql#list", "graphql#list?page=7&x=1", "graphql#records?page=7", "lain#list?page=7"):
        assert spider.sent_to(f"https://contoh.go.id/{other}") is None and spider.kind_of(other) != "api"


@pytest.mark.parametrize(
    ("value", "steps", "expected"),
    [
        ({"data": {"rows": [1, 2]}}, "data.rows", [1, 2]),
        ({"berita": '[{"id": 1}]'}, "berita.0.id", 1),
        ([{"a": 1}], "", [{"a": 1}]),
        ([{"a": 1}], "0.a", 1),
        ({"a": None}, "a.b", None),
        ({"a": "no JSON"}, "a.b", None),
        (None, "a", None),
        ([1], "7", None),
    ],
)
def test_steps_lead_through_objects_lists_and_texts_of_json(value, steps, expected):
    assert at(value, steps) == expected
