"""A real crawl of the recorded CMS pages on loopback, compared with their truth through the archive."""

from __future__ import annotations

import json
import sqlite3
from urllib.parse import urlsplit

import pytest

from crawler.run import CrawlOptions, crawl
from tests.kediri_server import PAGES, kediri_server
from tests.servers import ScriptedServer, redirect

TRUTH = [json.loads(line) for line in (PAGES / "truth.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module", params=["articles", "reconstructed"])
def archive(request, tmp_path_factory) -> sqlite3.Connection:
    path = tmp_path_factory.mktemp("kediri") / "archive.db"
    with kediri_server(request.param) as server:
        urls = tuple(server.base_url + row["path"] for row in TRUTH)
        (report,) = crawl(["kedirikab"], CrawlOptions(archive=path, base_url=server.base_url, urls=urls))
        assert report.reason == "finished"
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def row_of(archive: sqlite3.Connection, truth: dict) -> sqlite3.Row:
    url = "https://berita.kedirikab.go.id" + truth["path"]
    row = archive.execute("SELECT * FROM articles WHERE url = ?", (url,)).fetchone()
    assert row is not None, url
    return row


def of(archive: sqlite3.Connection, query: str, *values) -> list[tuple]:
    return [tuple(row) for row in archive.execute(query, values)]


def path_of(url: str) -> str:
    return urlsplit(url).path


def test_nothing_is_in_the_archive_that_the_truth_does_not_hold(archive):
    paths = {path_of(url) for (url,) in of(archive, "SELECT url FROM articles")}
    assert paths == {row["path"] for row in TRUTH}


@pytest.mark.parametrize("truth", TRUTH, ids=[row["path"][1:40] for row in TRUTH])
def test_every_field_is_exact(archive, truth):
    row = row_of(archive, truth)
    number = row["id"]
    assert row["headline"] == (truth.get("headline_as_typed") or truth["headline"])
    assert row["headline_raw"] == truth["headline"]
    assert row["published_at"] == truth["published_at"]
    assert row["published_raw"] == truth["published_as_printed"]
    assert row["author"] == truth["author"]
    assert row["byline"] == truth["byline"]
    assert row["subheadline"] == truth["sub_headline"]
    assert row["native_id"] == str(truth["id"])
    assert row["category"] == truth["category"]["name"]
    printed = truth["body_paragraphs"]
    if truth["byline"]:
        assert sum(paragraph.endswith(truth["byline"]) for paragraph in printed) == 1
        printed = [paragraph.removesuffix(truth["byline"]).rstrip() for paragraph in printed]
    assert (row["body"] or "").split("\n\n") == [paragraph for paragraph in printed if paragraph] or [""]
    tags = of(archive, "SELECT tag FROM tags WHERE article = ? ORDER BY tag", number)
    assert tags == sorted((tag["text"],) for tag in truth["tags"])
    comments = of(
        archive,
        "SELECT author, posted_at, text FROM comments WHERE article = ? AND NOT is_excerpt ORDER BY position",
        number,
    )
    assert comments == [(c["author"], c["published_at"], c["text"]) for c in truth["comments"]]
    related = of(
        archive, "SELECT text, url FROM related_links WHERE article = ? AND kind = 'related' ORDER BY position", number
    )
    assert [(text, path_of(url)) for text, url in related] == [
        (link["text"], path_of(link["url"])) for link in truth["related"]
    ]


def test_widget_comments_lie_on_the_articles_they_link_to(archive):
    expected = {
        (path_of(c["article_url"]), c["author"])
        for row in TRUTH
        for c in row["recent_comments_widget"]
        if path_of(c["article_url"]) != "/"
    }
    for path, author in expected:
        url = "https://berita.kedirikab.go.id" + path
        found = of(
            archive,
            "SELECT count(*) FROM comments c LEFT JOIN articles a ON a.id = c.article"
            " WHERE c.author = ? AND (c.article_url = ? OR a.url = ?)",
            author, url, url,
        )  # fmt: skip
        assert found[0][0] >= 1, (path, author)
    dated = "SELECT count(*) FROM comments WHERE is_excerpt AND article IS NOT NULL AND posted_at IS NOT NULL"
    assert of(archive, dated) == [(0,)]


def test_a_mirror_is_known_by_its_feed_alone(tmp_path):
    routes: dict = {row["path"]: (PAGES / row["file"]).read_bytes() for row in TRUTH}
    routes |= {f"/{name}": (PAGES / "feeds" / f"{name}").read_bytes() for name in ("rss.xml", "sitemap.xml")}
    routes |= {"/sitemap": routes.pop("/sitemap.xml"), "/main": "<html><body>x</body></html>"}
    with ScriptedServer({**routes, "*": redirect("/main", 307)}) as server:
        (report,) = crawl(["kedirikab"], CrawlOptions(archive=tmp_path / "archive.db", base_url=server.base_url))
    assert report.outcomes["new"] >= 5
    urls = of(sqlite3.connect(tmp_path / "archive.db"), "SELECT url FROM articles")
    assert all(url.startswith("https://berita.kedirikab.go.id/") for (url,) in urls)
