"""Crawls of sites that are an app over a public list call, compared with what the list holds."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from cli.summary import exit_code
from crawler.platforms.json_values import at
from crawler.replay import Replayer
from crawler.run import CrawlOptions, crawl
from pipelines.contents import archive_digest
from pipelines.reparse import reparse
from tests.generic_server import PER_PAGE, Release, Variant, releases
from tests.servers import Asked, Reply, ScriptedServer

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


def same_after_replay(path) -> bool:
    with sqlite3.connect(path) as connection:
        before = archive_digest(connection)
    replayer = Replayer(path.parent / "captures")
    assert reparse(path, replayer).problems == []
    replayer.close()
    with sqlite3.connect(path) as connection:
        return archive_digest(connection) == before


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


def test_a_call_that_the_rules_of_its_host_forbid_is_not_made(tmp_path):
    app = App()
    app.rules = "User-agent: *\nDisallow: /v1/\n"
    report, server = run(tmp_path / "archive.db", app, "contoh_rekaman")
    assert not any(asked.path.startswith("/v1/") for asked in server.asked)
    assert report.reasons["robots"] == 1 and not report.walk_complete


def test_a_call_that_answers_with_the_shell_of_the_app_is_a_failure(tmp_path):
    app = App()
    app.answer = lambda asked: Reply(SHELL if asked.path != "/robots.txt" else "User-agent: *\n")  # type: ignore
    report, _ = run(tmp_path / "archive.db", app, "contoh_daftar")
    assert report.reasons["no-api"] == 1 and exit_code([report]) != 0 and not report.walk_complete


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
