"""Crawls of a WordPress on loopback by each of its sources, compared with what was put in."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.summary import exit_code
from crawler.html import parse_html
from crawler.items import Article, Page, Visit
from crawler.platforms.records import load
from crawler.platforms.wordpress import LISTS_LIMIT
from crawler.platforms.wordpress_boxes import drop_boxes
from crawler.platforms.wordpress_rest import Api, instant, is_gone, record_tree, thread_tree
from crawler.platforms.wordpress_selectors import ARTICLE, nest
from crawler.run import CrawlOptions, crawl, spider_classes
from crawler.structure.reading import with_day
from pipelines.comments import extract_comments
from tests.replays import same_after_replay
from tests.wordpress_posts import ARTICLES, plain, posts
from tests.wordpress_server import Post, WordPress

SITE = "blitarkab"
HOME = "https://blitarkab.go.id"
def run(path: Path, site: WordPress, **options):
    with site.serve() as server:
        (report,) = crawl([SITE], CrawlOptions(archive=path, base_url=server.base_url, **options))
        return report, server


def rows(path: Path, query: str, *values) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query, values).fetchall()


SOURCES = {
    "api": {},
    "api-plain": {"permalinks": "plain"},
    "feed": {"api": False},
    "feed-block": {"api": False, "theme": "block", "permalinks": "name"},
    "feed-one-page": {"api": False, "feed_paged": False, "permalinks": "name"},
    "feed-one-page-alone": {"api": False, "feed_paged": False, "sitemap": None},
    "core-sitemap": {"api": False, "feed": False},
    "yoast-block": {"api": False, "feed": False, "sitemap": "yoast", "theme": "block"},
    "pages": {"api": False, "feed": False, "sitemap": None},
    "pages-renamed": {"api": False, "feed": False, "sitemap": None, "theme": "renamed"},
    "feed-renamed": {"api": False, "theme": "renamed", "permalinks": "name"},
    "pages-plain-block": {"api": False, "feed": False, "sitemap": None, "theme": "block", "permalinks": "plain"},
    "pages-only": {"api": False, "feeds_lead_home": True, "next_linked": False, "sitemap": None, "permalinks": "name"}
    | {"walker": "own"},
    "feed-wpdiscuz": {"api": False, "permalinks": "name", "walker": "wpdiscuz"},
    "magazine": {"api": False, "feeds_lead_home": True, "sitemap": None, "magazine": True},
    "magazine-plain": {"api": False, "feed_paged": False, "sitemap": None, "magazine": True, "permalinks": "plain"},
    "pages-only-plain": {"api": False, "feeds_lead_home": True, "next_linked": False, "sitemap": None}
    | {"permalinks": "plain"},
}


@pytest.fixture(scope="module", params=list(SOURCES))
def crawled(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("wordpress") / "archive.db"
    site = WordPress(posts(), **SOURCES[request.param])
    report, server = run(path, site)
    return path, site, report, server, request.param


def test_every_article_is_there_once_and_exact(crawled):
    path, site, report, _, source = crawled
    assert report.reason == "finished" and report.walk_complete
    assert exit_code([report]) == 0, "a source that is not offered is no alarm"
    found = rows(
        path,
        "SELECT native_id, url, headline, body, published_at, published_precision, published_zone, category, author,"
        " layout, revisions, published_source FROM articles ORDER BY CAST(native_id AS INTEGER)",
    )
    by_api = source.startswith("api")
    layout = "wordpress-rest" if by_api else "wordpress-html"
    layout += "-generic" if site.theme == "renamed" else ""
    expected = [
        (
            str(post.id),
            site.link(post).replace(site.root, HOME),
            plain(post.title),
            "\n\n".join(post.paragraphs),
            f"{post.at}+07:00",
            "second",
            "stated",
            post.category,
            post.author,
            layout,
            1,
            "api:iso" if by_api else "page:iso",
        )
        for post in sorted(site.public, key=lambda post: post.id)
    ]
    assert found == expected


def test_comments_are_those_that_are_public_each_under_what_it_answers(crawled):
    path, site, *_ = crawled
    found = rows(
        path,
        "SELECT a.native_id, c.author, c.text, c.posted_at, p.text, c.missing_since FROM comments c"
        " JOIN articles a ON a.id = c.article LEFT JOIN comments p ON p.id = c.parent WHERE NOT c.is_excerpt",
    )
    texts = {remark.id: remark.text for post in site.posts for remark in post.remarks}
    expected = [
        (str(post.id), remark.author, remark.text, f"{remark.at}+07:00", texts.get(remark.parent), None)
        for post in site.public
        for remark in post.public_remarks
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_tags_and_the_lead_picture_with_its_caption(crawled):
    path, site, *_ = crawled
    tags = rows(path, "SELECT a.native_id, t.tag FROM tags t JOIN articles a ON a.id = t.article")
    assert sorted(tags) == sorted((str(post.id), tag) for post in site.public for tag in post.tags)
    pictures = rows(path, "SELECT a.native_id, i.url, i.caption FROM images i JOIN articles a ON a.id = i.article")
    assert pictures == [("501", f"{HOME}/wp-content/uploads/pasar.jpg", "Bupati di pasar murah")]


def test_a_replay_of_the_captures_gives_the_same_archive(crawled):
    path, *_ = crawled
    assert same_after_replay(path, ARTICLES)


def test_where_the_api_works_nothing_else_is_asked(tmp_path):
    report, server = run(tmp_path / "archive.db", WordPress(posts()))
    pages = [asked.path for asked in server.asked if not asked.path.startswith("/wp-json/")]
    assert [path for path in pages if not path.startswith("/halaman-yang-tidak-ada")] == ["/robots.txt"]
    assert report.outcomes["new"] == ARTICLES and report.outcomes["failed"] == 0


def test_a_second_run_makes_no_revision_and_notices_an_edit_and_a_new_post(tmp_path):
    path, site = tmp_path / "archive.db", WordPress(posts())
    run(path, site, at="2024-11-01T00:00:00Z")
    assert run(path, site, at="2024-11-01T20:00:00Z")[0].outcomes["changed"] == 0
    site.posts[-3].paragraphs[1] = "Pasar berlangsung sampai Sabtu."
    site.posts.append(Post(700, "baru", "Berita Baru", ["Isi berita yang baru."], "2024-11-01T09:00:00"))
    report, _ = run(path, site, at="2024-11-08T00:00:00Z", full=True)
    assert (report.outcomes["new"], report.outcomes["changed"]) == (1, 1)
    assert rows(path, "SELECT native_id FROM articles WHERE revisions > 1") == [("502",)]


def test_all_addresses_of_a_post_are_one_article(tmp_path):
    for name, api in (("api", True), ("html", False)):
        site = WordPress(posts()[-5:], api=api)
        with site.serve() as server:
            urls = tuple(server.base_url + path for path in ("/?p=501", "/2024/10/02/pasar-murah-dibuka/"))
            path = tmp_path / name / "archive.db"
            path.parent.mkdir()
            crawl([SITE], CrawlOptions(archive=path, base_url=server.base_url, urls=urls))
        assert rows(path, "SELECT count(*), sum(revisions) FROM articles") == [(4, 4)]
        known = {url for (url,) in rows(path, "SELECT u.url FROM article_urls u JOIN articles a ON a.id = u.article"
                                              " WHERE a.native_id = '501'")}  # fmt: skip
        assert known == {f"{HOME}/?p=501", f"{HOME}/2024/10/02/pasar-murah-dibuka/"}


@pytest.mark.parametrize("api", [True, False])
def test_absence_is_proved_by_the_answer_for_the_article_itself(tmp_path, api):
    path, site = tmp_path / "archive.db", WordPress(posts(), api=api)
    run(path, site, at="2024-11-01T00:00:00Z")
    next(post for post in site.posts if post.id == 503).status = "trash"
    for day in (3, 5, 8):
        run(path, site, at=f"2024-11-{day:02}T00:00:00Z", full=True)
    assert rows(path, "SELECT native_id, status FROM articles WHERE status <> 'present'") == [("503", "gone")]
    assert {cause for (cause,) in rows(path, "SELECT cause FROM absences")} == {"http-404"}


def test_an_api_that_is_switched_off_makes_nothing_disappear(tmp_path):
    path, site = tmp_path / "archive.db", WordPress(posts())
    run(path, site, at="2024-11-01T00:00:00Z")
    site.api = False
    report, _ = run(path, site, at="2024-11-05T00:00:00Z", full=True)
    assert report.outcomes["new"] == 0
    assert rows(path, "SELECT status, count(*) FROM articles GROUP BY status") == [("present", ARTICLES)]
    assert rows(path, "SELECT count(*) FROM absences") == [(0,)]


@pytest.mark.parametrize(
    ("local", "gmt", "expected"),
    [
        ("2024-10-02T10:15:32", "2024-10-02T03:15:32", "2024-10-02T10:15:32+07:00"),
        ("2024-10-02T00:15:00", "2024-10-01T15:15:00", "2024-10-02T00:15:00+09:00"),
        ("2024-10-02T10:15:32", "2024-10-02T15:15:32", "2024-10-02T10:15:32-05:00"),
        ("2024-10-02T10:15:32", "0000-00-00T00:00:00", "2024-10-02T10:15:32"),
        ("2024-10-02T10:15:32", None, "2024-10-02T10:15:32"),
        ("2024-10-02T10:15:32", "2020-01-01T00:00:00", "2024-10-02T10:15:32"),
        ("0000-00-00T00:00:00", "0000-00-00T00:00:00", None),
        (None, None, None),
    ],
)
def test_the_zone_is_what_lies_between_site_time_and_gmt(local, gmt, expected):
    assert instant(local, gmt) == expected


def test_an_answer_behind_a_notice_of_php_is_read_and_a_page_is_none():
    assert load(b'<br />\n<b>Notice</b>: x in y\n[{"id": 1}]') == [{"id": 1}]
    assert load(b"<!DOCTYPE html><html>{}</html>") is None
    assert is_gone(json.dumps({"code": "rest_post_invalid_id"}).encode())
    assert not is_gone(json.dumps({"code": "rest_no_route"}).encode())
    assert not is_gone(b"<html>404</html>")


@pytest.mark.parametrize("record", [{}, {"id": "x"}, {"id": 1, "link": 2}, {"id": 1, "link": "x", "content": []}])
def test_what_is_no_record_makes_no_tree(record):
    assert record_tree(record, None) is None  # type: ignore[arg-type]


def test_a_thread_whose_lists_core_itself_closes_wrongly_is_put_in_order():
    """The comment template block of 6.1 opens no list for answers of answers, and closes one all the same."""

    def item(number: int, depth: int, text: str, below: str = "") -> str:
        return (
            f"<li id='comment-{number}' class='comment depth-{depth}'><div><div class='wp-block-comment-author-name'>"
            f"W{number}</div><div class='wp-block-comment-date'><time datetime='2024-10-0{number}T09:00:00+07:00'>x"
            f"</time></div><div class='wp-block-comment-content'><p>{text}</p></div></div>{below}</li>"
        )

    deep = item(3, 3, "tiga") + item(4, 3, "empat") + "</li>" + item(5, 2, "lima")
    thread = item(1, 1, "satu", f"<ol>{item(2, 2, 'dua').removesuffix('</li>')}<ol>{deep}</ol>") + "</ol></li>"
    page = f"<ol class='wp-block-comment-template'>{thread}{item(6, 1, 'enam')}</ol>"
    root, _ = parse_html(f"<html><body><div class='wp-block-comments'>{page}</div></body></html>".encode())
    assert root is not None
    nest(root)
    tree = Page("https://x.go.id/a/", root, "2026-11-27T02:30:05+00:00", link=lambda href: None)
    found = extract_comments(tree, ARTICLE)
    assert [(c.author, c.text) for c in found] == [
        ("W1", "satu"), ("W2", "dua"), ("W3", "tiga"), ("W4", "empat"), ("W5", "lima"), ("W6", "enam")
    ]  # fmt: skip
    assert [c.parent for c in found] == [None, 0, 1, 1, 0, None]


def test_a_comment_of_which_nothing_is_read_is_none():
    said = "<li id='c-{0}' class='comment'>{1}<ol>{2}</ol></li>"
    named = "<b class='comment-author'><i class='fn'>Lia</i></b><div class='comment-content'>Setuju</div>"
    alone, answer = named.partition("<div")[0], said.format(3, named, "")
    items = said.format(1, "", "") + said.format(4, alone, "") + said.format(2, named, answer)
    thread = f"<ol class='comment-list'>{items}</ol>"
    root, _ = parse_html(f"<html><body>{thread}</body></html>".encode())
    assert root is not None
    tree = Page("https://x.go.id/a/", root, "2026-11-27T02:30:05+00:00", link=lambda href: None)
    found = extract_comments(tree, ARTICLE)
    assert [(c.author, c.text, c.parent) for c in found] == [("Lia", "Setuju", None), ("Lia", "Setuju", 0)]


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=20)
    | st.sampled_from(["<p>x", "\ud800", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "name", "taxonomy", "rendered", "parent", "type", "content", "source_url", "caption", "date"]), inner,
        max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(
    ANYTHING, ANYTHING, st.dictionaries(st.sampled_from(["author", "replies", "wp:term", "wp:featuredmedia"]), ANYTHING)
)
def test_no_record_however_odd_raises(title, date, embedded):
    record = {"id": 1, "link": "x", "content": {"rendered": title}, "title": title, "date": date, "_embedded": embedded}
    assert record_tree(record, Api("https://x.go.id")) is not None
    thread_tree([each for each in embedded.values() if isinstance(each, dict)])


def test_the_day_of_a_theme_that_marks_it_in_no_way_of_core_is_read_by_structure():
    text = "Camat meninjau langsung pembangunan jembatan yang ditargetkan rampung pada akhir tahun anggaran ini."
    info = "<li><span class='info--type-date'><time>November 10, 2022</time></span></li><li><time>9:10 pm</time></li>"
    root, _ = parse_html(
        f"<html><head><title>Camat Tinjau Jembatan</title></head><body><div class='post hentry'><h1"
        f" class='entry-title'>Camat Tinjau Jembatan</h1><ul>{info}</ul><div class='entry-content'><p>{text}</p></div>"
        "</div></body></html>".encode()
    )
    page = Page(f"{HOME}/camat-tinjau-jembatan/", root, "2026-11-27T02:30:05+00:00")
    layout = with_day(ARTICLE, page)
    assert [text for expression in layout.published for text in expression(root)] == ["November 10, 2022 9:10 pm"]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='responsivevoice'><span>Dengarkan Berita</span></div>",
        "<div class='printfriendly pf-alignleft'><a href='#'><span>Cetak / Simpan PDF</span></a></div>",
        "<a class='wp-block-file__button' href='/a.pdf' download>Unduh</a>",
        "<div class='mag-box'><h3>Berita Terkait</h3><ul><li><a href='/lain'>Lain</a> <i>1 Mei</i></li></ul></div>",
        "<div class='post-bottom-meta'><div>Tags</div><span class='tagcloud'><a href='/tag/x'>x</a></span></div>",
        "<div class='td-a-rec'><div class='td-adspot-title'>- Info -</div><a href='/lpse'><img src='/b.png'></a></div>",
    ],
)
def test_what_only_a_click_is_for_is_no_content_of_a_post(box):
    root, _ = parse_html(f"<html><body><div><p>Camat meninjau jembatan.</p>{box}</div></body></html>".encode())
    assert root is not None
    drop_boxes(root)
    assert " ".join("".join(root.itertext()).split()) == "Camat meninjau jembatan."


def test_the_content_of_a_module_is_that_of_the_post_and_not_of_a_grid_of_others():
    text = "Camat meninjau langsung pembangunan jembatan yang ditargetkan rampung pada akhir tahun anggaran ini."
    other = "<article class='et_pb_post'><h2 class='entry-title'><a href='/b'>B</a></h2><div class='post-content'>"
    root, _ = parse_html(
        f"<html><body class='single single-post'><div class='et_pb_post_title'><h1 class='entry-title'>Camat</h1></div>"
        f"<div class='et_pb_module et_pb_post_content'><p>{text}</p></div><div class='et_pb_blog_grid_wrapper'><div"
        f" class='et_pb_blog_grid'>{other}<p>Petani panen raya.</p></div></article></div></div></body></html>".encode()
    )
    assert root is not None
    found = [element for expression in ARTICLE.body for element in expression(root)]
    assert [" ".join("".join(element.itertext()).split()) for element in found] == [text]


def test_lists_without_end_are_left_and_none_is_entered_twice():
    spider = spider_classes()[SITE](limit=None)
    spider.by_lists = True
    visit, found = Visit(f"{HOME}/camat-tinjau-jembatan/", "article"), []
    for number in range(40):
        links = "".join(f"<a href='/category/k{number * 20 + each // 2}/'>x</a>" for each in range(40))
        root, _ = parse_html(f"<html><body>{links}</body></html>".encode())
        assert root is not None
        page = spider.page(visit.url, root, "2026-11-27T02:30:05.000Z")
        found += spider.follow(Article(SITE, "camat-tinjau-jembatan", visit.url, page=page, visit=visit))
    urls = [each.url for each in found]
    assert len(urls) == len(set(urls)) == LISTS_LIMIT


def test_a_list_of_the_api_that_repeats_itself_is_left(tmp_path):
    site = WordPress(posts(), api_repeats=True)
    report, server = run(tmp_path / "archive.db", site)
    lists = [asked.path for asked in server.asked if "/wp/v2/posts?" in asked.path]
    assert report.reason == "finished" and len(lists) == 2
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [(len(site.public),)]
