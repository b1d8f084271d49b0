"""Crawls of each CMS family and theme on loopback, compared field by field with what was put in."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pytest

from cli.summary import exit_code
from crawler import settings
from crawler.items import Article, Comment
from crawler.platforms.recognition import FAMILIES as SPIDERS
from crawler.run import CrawlOptions, crawl
from crawler.signs import ENOUGH, Seen, matches, score_of, traits_of
from onboarding.visiting import answer_of
from pipelines.reading import read_one
from tests import family_spiders
from tests.families_server import COMMENTS_PER_PAGE, FAMILIES, Site
from tests.family_releases import COUNT, cut, releases
from tests.replays import same_after_replay
from tests.servers import Asked, Reply


@pytest.fixture(scope="module", params=list(FAMILIES))
def crawled(request, tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.family_spiders"])
    path = tmp_path_factory.mktemp("family") / "archive.db"
    site = Site(FAMILIES[request.param], releases())
    with site.serve() as server:
        name = f"uji-{site.family.platform}"
        (report,) = crawl([name], CrawlOptions(archive=path, base_url=server.base_url))
        yield path, site, report, server
    patch.undo()


def rows(path: Path, query: str, *values) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query, values).fetchall()


def test_every_release_is_there_once_with_its_headline_date_author_and_category(crawled):
    path, site, report, _ = crawled
    assert report.reason == "finished" and report.walk_complete
    assert exit_code([report]) == 0
    found = rows(path, "SELECT headline, published_at, author, category FROM articles ORDER BY headline")
    expected = [
        (r.headline, cut(r.at, site.family.precision), r.author, r.category if site.family.categories else None)
        for r in site.releases
    ]
    assert found == sorted(expected)


def test_the_text_is_exact(crawled):
    path, site, *_ = crawled
    found = dict(rows(path, "SELECT headline, body FROM articles"))
    for release in site.releases:
        assert found[release.headline].split("\n\n") == [text.replace("&amp;", "&") for text in release.paragraphs]


def test_comments_stand_on_their_own_article_and_no_other(crawled):
    path, site, *_ = crawled
    found = rows(
        path,
        "SELECT a.headline, c.author, c.text, c.posted_at, p.author FROM comments c JOIN articles a ON a.id = c.article"
        " LEFT JOIN comments p ON p.id = c.parent WHERE NOT c.is_excerpt",
    )
    family, expected = site.family, []
    for release in site.releases:
        for remark in release.shown:
            answered = release.shown[remark.answers].author if remark.answers is not None and family.nests else None
            instant = cut(remark.at, family.comment_precision)
            expected.append((release.headline, remark.author, remark.text, instant, answered))
    assert Counter(found) == Counter(expected)
    assert rows(path, "SELECT 1 FROM comments WHERE missing_since IS NOT NULL") == []
    excerpts = rows(path, "SELECT a.headline FROM comments c JOIN articles a ON a.id = c.article WHERE c.is_excerpt")
    assert {headline for (headline,) in excerpts} <= {site.releases[-1].headline}


def test_tags_pictures_captions_and_files(crawled):
    path, site, *_ = crawled
    family = site.family
    tags = rows(path, "SELECT a.headline, t.tag FROM tags t JOIN articles a ON a.id = t.article")
    assert sorted(tags) == sorted((r.headline, tag) for r in site.releases for tag in r.tags if family.tags)
    pictures = rows(path, "SELECT a.headline, i.url, i.caption FROM images i JOIN articles a ON a.id = i.article")
    assert sorted((headline, url.rpartition("/")[2], caption) for headline, url, caption in pictures) == sorted(
        (r.headline, r.picture, r.caption if family.captions else None)
        for r in site.releases
        if r.picture and family.pictures
    )
    files = rows(path, "SELECT a.headline, f.label FROM attachments f JOIN articles a ON a.id = f.article")
    assert files == [(r.headline, r.file) for r in site.releases if r.file and family.files]


def test_the_listings_are_walked_to_their_end(crawled):
    path, site, *_ = crawled
    found = rows(path, "SELECT DISTINCT text FROM sightings WHERE block IN ('listing', 'category')")
    assert {text for (text,) in found} == {r.headline for r in site.releases}


def test_a_replay_gives_the_same_archive(crawled):
    path, *_ = crawled
    assert same_after_replay(path, COUNT)


def test_the_family_is_recognised_by_its_home_page_alone_and_no_other(crawled):
    _, site, _, server = crawled
    home = site.answer(type("Asked", (), {"path": "/"})())
    headers = {name.lower(): value for name, value in home.headers.items()}
    answers = [(f"{server.base_url}/", traits_of(Seen(f"{server.base_url}/", 200, headers, home.body.encode())))]
    scores = {spider.platform: score_of(matches(spider.signs, answers)) for spider in SPIDERS}
    assert [name for name, score in scores.items() if score >= ENOUGH] == [site.family.platform]


@dataclass
class UnknownTheme(Site):
    """A site whose theme nobody knows: every class and id of its pages has another name, but those of comments."""

    names: str = "kept"
    """What comments are called: as ever (kept), otherwise (renamed), or nothing (none)."""

    def answer(self, asked: Asked) -> Reply:
        reply = super().answer(asked)
        head, body, rest = str(reply.body).partition("<body")
        if body:
            reply.body = head + body + re.sub(r"(?<=\s)((?:class|id)=)(['\"])(.*?)\2", self.renamed, rest)
        return reply

    def renamed(self, match: re.Match[str]) -> str:
        names = match[3].split() if self.names != "none" else []
        kept = "comment|komen" if self.names == "kept" else "^$"
        names = [name if re.search(kept, name) else f"k{crc32(name.encode()):x}" for name in names]
        return f"{match[1]}{match[2]}{' '.join(names)}{match[2]}"


@pytest.mark.parametrize(
    "name",
    ["lokomedia", "swarakalibata-magazine", "popojicms-2-slug", "opensid-natra", "joomla-3", "drupal-8"],
)
def test_a_theme_that_nobody_knows_is_read_by_structure(name, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.family_spiders"])
    path = tmp_path / "archive.db"
    site = UnknownTheme(FAMILIES[name], releases())
    with site.serve() as server:
        crawl([f"uji-{site.family.platform}"], CrawlOptions(archive=path, base_url=server.base_url))
    found = {row[0]: row[1:] for row in rows(path, "SELECT headline, substr(published_at, 1, 10), body FROM articles")}
    expected = {
        r.headline: (f"{r.at:%Y-%m-%d}", "\n\n".join(r.paragraphs).replace("&amp;", "&")) for r in site.releases
    }
    assert set(found) == set(expected)
    assert {headline: expected[headline][0] for headline in found} == {h: day for h, (day, _) in found.items()}
    assert {headline: expected[headline][1] for headline in found} == {h: body for h, (_, body) in found.items()}
    owners = rows(path, "SELECT a.headline FROM comments c JOIN articles a ON a.id = c.article WHERE NOT c.is_excerpt")
    assert {headline for (headline,) in owners} <= {r.headline for r in site.releases if r.shown}


@pytest.mark.parametrize("names", ["kept", "renamed", "none"])
@pytest.mark.parametrize("name", FAMILIES)
def test_no_name_is_needed_to_tell_comments_from_text(name, names):
    """The themes of all families, with other names for everything but comments, for everything, or without any."""
    family = FAMILIES[name]
    home = f"https://{family.platform}.example/"
    spider = next(each for each in vars(family_spiders).values() if getattr(each, "home_url", "") == home)
    site = UnknownTheme(family, releases(), names=names)
    site.root = spider.home_url.rstrip("/")
    for release in (release for release in site.releases if release.shown):
        body = site.answer(Asked("GET", family.path(release), {})).encode().partition(b"\r\n\r\n")[2]
        seen = Seen(site.root + family.path(release), 200, {"content-type": "text/html"}, body)
        article = read_one(spider().read(answer_of(seen, "article")))
        assert isinstance(article, Article), release.headline
        expected = {(remark.author, remark.text) for remark in release.shown}
        found = [(comment.author, comment.text) for comment in article.comments]
        assert len(found) == len(set(found)) >= min(len(expected), COMMENTS_PER_PAGE) and set(found) <= expected
        assert article.body == "\n\n".join(release.paragraphs).replace("&amp;", "&"), "no comment is text"
        if family.nests and names != "none":
            assert nested(article.comments) <= {
                (remark.author, release.remarks[remark.answers].author)
                for remark in release.shown if remark.answers is not None
            }  # fmt: skip


def nested(comments: list[Comment]) -> set[tuple[str, str]]:
    return {(each.author, comments[each.parent].author) for each in comments if each.parent is not None}


@pytest.mark.parametrize("name", ["lokomedia", "popojicms-3", "opensid-natra", "joomla-3", "drupal-8"])
def test_a_release_that_is_taken_away_is_missed_and_the_others_are_as_they_were(name, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.family_spiders"])
    path, site = tmp_path / "archive.db", Site(FAMILIES[name], releases()[:8])
    with site.serve() as server:
        options = {"archive": path, "base_url": server.base_url}
        spider = f"uji-{site.family.platform}"
        crawl([spider], CrawlOptions(**options, at="2026-11-01T00:00:00Z"))
        gone = site.releases.pop(3)
        site.releases[0].paragraphs[0] = "Kalimat pertama yang baru."
        (report,) = crawl([spider], CrawlOptions(**options, at="2026-11-08T00:00:00Z", full=True))
    assert report.outcomes["missing"] >= 1 and report.outcomes["new"] == 0
    assert report.outcomes["changed"] == 1 and report.outcomes["quarantined"] == 0
    assert rows(path, "SELECT headline FROM articles WHERE status <> 'present'") == [(gone.headline,)]
    assert rows(path, "SELECT count(*) FROM revisions WHERE number > 1") == [(1,)]
