"""Adding sites whose addresses follow a pattern: deduced, declared where it reads the site better, crawled whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.run import CrawlOptions, crawl
from crawler.sites import load_site
from onboarding.patterning import _rest, pattern_of
from tests.generic_server import PER_PAGE, SHAPES, Variant, releases
from tests.servers import Reply
from tests.test_add_site import added, folder, rows  # noqa: F401


class Undated(Variant):
    """A site that prints no date anywhere, at addresses that do not say that they are news."""

    def page(self, release):
        return re.sub(r"<span class='tanggal'>[^<]*</span>", "", super().page(release))


class Scripted(Variant):
    """A site whose lists have a button that only a script understands."""

    def listing(self, base, rows, number, last):
        page = super().listing(base, rows, number, last)
        return re.sub(r"<ul class='pagination'>.*?</ul>", "<button>Muat lagi</button>", page)


@pytest.mark.parametrize(
    ("site", "declared"),
    [
        (Undated("unix", "page", "list", dated=False), {"articles": "/001/{id}"}),
        (Scripted("id-slug", "offset"), {"listing": "/berita[/index/{page}]", "first_page": 0, "step": PER_PAGE}),
        (Scripted("section-id-slug", "path"), {"listing": "/berita[/page/{page}]", "first_page": 1, "step": 1}),
        (
            Scripted("slug-id", "start", "table"),
            {"listing": "/berita[?start={page}]", "first_page": 0, "step": PER_PAGE},
        ),
    ],
)
def test_a_site_that_needs_its_addresses_declared_gets_them(folder, capsys, site, declared):  # noqa: F811
    with site.serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
        (report,) = crawl(["situs"], CrawlOptions(Path("archive.db")))
    spider = load_site(folder / "sites" / "situs.py")
    assert told["platform"] == "slug" and "alike" in told["evidence"][0], told
    assert {name: getattr(spider, name) for name in declared} == declared
    found = rows("SELECT headline FROM articles ORDER BY headline")
    assert found == sorted((release.title,) for release in site.releases) and report.reason == "finished"


class Shuffled(Scripted):
    """The same, beside a box of other releases that are others on each look."""

    looks = 0

    def frame(self, title, main, head=""):
        self.looks += 1
        picked = [self.releases[(self.looks * 5 + step) % len(self.releases)] for step in (1, 7, 12)]
        entries = "".join(f"<li><a href='{self.path(r)}'>{r.title}</a> <i>{r.printed}</i></li>" for r in picked)
        return super().frame(title, f"{main}<div class='kotak'><h4>Sering dibaca</h4><ul>{entries}</ul></div>", head)


def test_what_changes_from_look_to_look_is_no_further_page(folder, capsys):  # noqa: F811
    with Shuffled("id-slug", "halaman").serve() as server:
        added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
        crawl(["situs"], CrawlOptions(Path("archive.db")))
    assert load_site(folder / "sites" / "situs.py").listing == "/berita[?halaman={page}]"
    assert len(rows("SELECT 1 FROM articles")) == len(releases())


class Doubled(Variant):
    """A site whose releases stand at their number alone, too, to which a box on every page leads."""

    canonical = None

    def path(self, release):
        return f"/berita/{release.id}/{release.slug}"

    def answer(self, asked):
        found = [release for release in self.releases if asked.path == f"/berita/{release.id}"]
        return Reply(self.page(found[0])) if found else super().answer(asked)

    def frame(self, title, main, head=""):
        few = self.releases[:6]
        links = "".join(f"<li><a href='/berita/{r.id}'>{r.title}</a> <i>{r.printed}</i></li>" for r in few)
        return super().frame(title, f"{main}<div class='kotak'><h4>Sering dibaca</h4><ul>{links}</ul></div>", head)


def test_a_release_at_two_addresses_is_one_by_their_pattern(folder, capsys):  # noqa: F811
    with Doubled("section-slug", canonical=None).serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
        crawl(["situs"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "slug"
    assert rows("SELECT count(*), count(DISTINCT headline) FROM articles") == [(len(releases()), len(releases()))]


PATTERNS = {
    "slug": "", "section-slug": "/berita/{slug}", "category-slug": "",
    "section-id-slug": "/berita/detail/{id}/{slug}", "id-slug": "/artikel/{id}-{slug}",
    "slug-id": "/informasi/detail/berita/{slug}-{id}", "id_slug": "/berita/{id}_{slug}",
    "date": "/{year}/{month}/{day}/{slug}", "baca": "/baca/{year}/{month}/{slug}", "plain": "/?p={id}",
    "unix": "/001/{id}", "index.php": "/Berita/detail/{id}/{slug}", "query": "/index.php?mod=berita&id={id}",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_pattern_is_made_of_addresses_that_are_alike(shape):
    assert pattern_of([(_rest(f"https://x{SHAPES[shape](r)}"), r.title) for r in releases()]) == PATTERNS[shape]


@pytest.mark.parametrize(
    "rests",
    [
        ["/a/b", "/a"], ["/kontak", "/profil", "/sejarah"], ["/berita/{x}", "/berita/y"],
        ["/halaman?cari=a", "/halaman?cari=b"],
    ],
)  # fmt: skip
def test_what_is_not_alike_or_says_too_little_makes_none(rests):
    assert pattern_of([(rest, "") for rest in rests]) == ""
