"""Adding sites: servers on loopback of known platforms, and of everything that is none."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError

from cli.__main__ import main
from cli.adding import TLS_NAMES
from crawler import download
from crawler.commands.savefixture import Command
from crawler.run import CrawlOptions, crawl, project_settings
from crawler.sites import load_site
from onboarding import visiting
from sample.server import serve
from tests.families_server import FAMILIES, Site
from tests.family_releases import releases as releases_of_families
from tests.generic_server import Variant
from tests.kediri_server import kediri_server
from tests.servers import Asked, Reply, ScriptedServer, hang, redirect, reset
from tests.test_cli import ROOT, command, environment
from tests.test_download import certificates  # noqa: F401  a fixture
from tests.test_wordpress import SOURCES
from tests.wordpress_posts import posts as all_posts
from tests.wordpress_server import Post, WordPress


def posts() -> list[Post]:
    """Return a few posts, among them those with comments and a draft."""
    return all_posts()[-24:]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A working folder, with its sites beside its archive."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("crawler.settings.SITES", str(tmp_path / "sites"))
    return tmp_path


def added(capsys, url: str, *arguments: str) -> dict:
    """Add a site and return what a program is told."""
    code = main(["add-site", url, "--yes", "--json", *arguments])
    told = capsys.readouterr()
    assert (code, told.err) == (0, ""), told
    return json.loads(told.out)


def refused(capsys, code: int, *arguments: str) -> str:
    """Return the one line with which a call is refused; nothing may have been written."""
    assert main(["add-site", "--yes", *arguments]) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert not Path("sites").exists(), "nothing is left behind"
    return line


def rows(query: str) -> list[tuple]:
    with sqlite3.connect("archive.db") as connection:
        return connection.execute(query).fetchall()


# ---- sites of a known platform ----


@pytest.mark.parametrize("source", ["api", "pages-plain-block"])
def test_a_wordpress_is_added_and_crawled_whole_from_its_file_alone(folder, capsys, source):
    site = WordPress(posts(), **SOURCES[source])
    with site.serve() as server:
        told = added(capsys, server.base_url, "--slug", "kotaku", "--region", "35.73")
        asked = sum(server.hits.values())
        (report,) = crawl(["kotaku"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "wordpress" and told["requests"] < asked < 50
    assert [each["confidence"] for each in told["articles"]].count("low") == 0
    assert (report.reason, report.trial, report.outcomes["new"]) == ("finished", False, len(site.public))
    found = {url: (headline, at) for url, headline, at in rows("SELECT url, headline, published_at FROM articles")}
    assert set(found) == {site.link(post) for post in site.public}
    assert all(found[site.link(post)][1] == site.stated(post.at) for post in site.public)
    assert rows("SELECT region, home_url FROM sites") == [("35.73", f"{server.base_url}/")]


@pytest.mark.parametrize("name", ["joomla-3", "opensid-natra", "popojicms-3"])
def test_a_site_of_a_family_is_recognised_and_read(folder, capsys, name):
    site = Site(FAMILIES[name], releases_of_families())
    with site.serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs")
    headlines = {release.headline for release in site.releases}
    assert told["platform"] == name.partition("-")[0] and told["evidence"] and len(told["articles"]) == 7
    assert {each["headline"] for each in told["articles"]} <= headlines and told["paginated"]
    assert {each["confidence"] for each in told["articles"]} == {"high"}


class FarDates(Variant):
    """A site of no known CMS that prints, on every other page, a long notice between headline and date."""

    def page(self, release):
        notice = "".join(f"<p>Layanan nomor {number} buka setiap hari kerja</p>" for number in range(9))
        page = super().page(release)
        return page.replace("</h1><div class='meta'>", f"</h1>{notice}<div class='meta'>") if release.id % 2 else page


@pytest.mark.parametrize(("kind", "induced"), [(Variant, set()), (FarDates, {"published"})])
def test_an_unknown_site_is_added_and_crawled_whole(folder, capsys, kind, induced):
    site = kind("section-slug", "page", "list", list_path="/berita")
    with site.serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
        (report,) = crawl(["situs"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "generic" and set(told["induced"]) == induced and not told["warnings"]
    assert report.reason == "finished"
    found = rows("SELECT headline, substr(published_at, 1, 10) FROM articles ORDER BY headline")
    assert found == sorted((release.title, release.day.isoformat()) for release in site.releases)
    assert main(["check-site", "situs"]) == 0


class Disguised(Variant):
    """A site of no known CMS that has kept a style sheet of WordPress, and whose lists are called as none of it are."""

    def frame(self, title, main, head=""):
        page = super().frame(title, main, f"{head}<link rel='stylesheet' href='/wp-content/themes/lama/style.css'>")
        return page.replace("<a href='/kategori/ekonomi'>Ekonomi</a>", "").replace(">Berita</a>", ">Isi</a>")


def test_a_platform_that_does_not_fit_is_overruled_and_that_is_said(folder, capsys):
    with Disguised("section-slug", "page", "list", list_path="/isi").serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
    assert told["platform"] == "generic" and len(told["articles"]) == 7
    assert told["warnings"] == ["it looks like wordpress, but the rules of generic read it better"]
    assert told["recognised"] == "wordpress" and "/wp-content/themes/" in told["evidence"][0]
    assert Path(told["spider"]).read_text("utf-8").startswith('"""Kabupaten Kediri, Jawa Timur: on wordpress, read by')


class Unthemed(Variant):
    """A Swarakalibata in a theme of nobody's, with a box that the known themes print, too."""

    def path(self, release):
        return f"/berita/detail/{release.slug}"

    def frame(self, title, main, head=""):
        box = "<div class='widget'><div class='tag-cloud'><a href='/tag/detail/padi'>padi</a></div></div>"
        return super().frame(title, main + box, f"{head}<link rel='stylesheet' href='/template/phpmu-baru/gaya.css'>")


def test_a_family_in_a_theme_that_nobody_knows_is_read_by_structure_and_that_is_declared(folder, capsys):
    site = Unthemed("section-slug", "page", "list", list_path="/berita/index")
    with site.serve() as server:
        told = added(capsys, server.base_url, "--slug", "situs", "--region", "35.06")
        (report,) = crawl(["situs"], CrawlOptions(Path("archive.db")))
    assert told["platform"] == "swarakalibata" and not told["warnings"]
    assert load_site(folder / "sites" / "situs.py").by_structure
    assert report.reason == "finished" and report.outcomes["quarantined"] == 0
    found = rows("SELECT headline, substr(published_at, 1, 10) FROM articles ORDER BY headline")
    assert found == sorted((release.title, release.day.isoformat()) for release in site.releases)


def test_a_site_that_calls_itself_otherwise_is_one_with_its_other_name(folder, capsys):
    with kediri_server() as server:
        told = added(capsys, server.base_url, "--slug", "salinan")
    spider = load_site(folder / "sites" / "salinan.py")
    assert spider.aliases == ("berita.kedirikab.example",)
    assert told["platform"] == "swarakalibata" and told["found"] > 50


def test_readers_are_blanked_in_what_is_recorded(folder, capsys):
    names = ("Penulis 3", "Siti", "Budi")
    for number, options in enumerate(({}, {"api": False})):
        with WordPress(posts(), **options).serve() as server:
            told = added(capsys, server.base_url, "--slug", f"kota{number}")
        recorded = [path.read_text("utf-8") for path in Path(told["fixtures"]).iterdir()]
        assert any("Pembaca 1" in text for text in recorded)
        assert not any(name in text for name in names for text in recorded)
        assert main(["check-site", f"kota{number}"]) == 0
        assert f"kota{number} fits." in capsys.readouterr().out


def test_what_is_asked_is_only_what_cannot_be_known(folder, capsys, monkeypatch):
    answers = iter(["kedirikab", "Kota!", "", "99.99", "81.71", "y"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(answers))
    site = WordPress(posts(), offset=9)
    with site.serve() as server:
        assert main(["add-site", server.base_url]) == 0
    shown = capsys.readouterr().out
    assert "there is a site kedirikab already" in shown and "there is no region '99.99'" in shown
    assert "must begin with a small letter" in shown
    spider = load_site(folder / "sites" / "beranda.py")
    assert (spider.region, spider.time_zone) == ("81.71", "WIT")


def test_a_no_writes_nothing(folder, capsys, monkeypatch):
    answers = iter(["", "", "n"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(answers))
    with kediri_server() as server:
        assert main(["add-site", server.base_url]) == 130
    assert not Path("sites").exists()


@pytest.mark.parametrize("prompts", [0, 1, 2])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_who_stops_at_a_prompt_leaves_nothing_behind(folder, capsys, monkeypatch, prompts, stop):
    answers = iter(["kotaku", "35.06"][:prompts])

    def ask(prompt: str) -> str:
        for answer in answers:
            return answer
        raise stop

    monkeypatch.setattr("click.termui.visible_prompt_func", ask)
    with kediri_server() as server:
        assert main(["add-site", server.base_url]) == 130
    assert not list(folder.iterdir()) and capsys.readouterr().err.strip() == "lontar: stopped"


def test_the_zone_that_pages_state_is_taken_where_no_region_is_known(folder, capsys):
    with WordPress(posts(), offset=8).serve() as server:
        told = added(capsys, server.base_url, "--slug", "kotaku")
    spider = load_site(folder / "sites" / "kotaku.py")
    assert (told["region"], spider.region, spider.time_zone) == (None, None, "WITA")


@pytest.mark.parametrize(("given", "home", "section"), [("/", "/", "/berita"), ("/berita/", "/berita/", "")])
def test_a_wordpress_that_is_a_part_of_a_site_is_read_there(folder, capsys, given, home, section):
    site = WordPress(posts())
    api = "<link rel='https://api.w.org/' href='/berita/wp-json/'>"

    def answer(asked: Asked) -> Reply:
        if not asked.path.startswith("/berita"):
            return Reply(f"{api}<h1>Kota</h1><a href='/berita/'>Berita</a>", 200 if asked.path == "/" else 404)
        if "/wp-json" in asked.path:
            return site.answer(Asked("GET", asked.path.removeprefix("/berita"), asked.headers))
        return Reply(str(site.page(site.posts[0])).replace("</head>", f"{api}</head>"))

    with ScriptedServer({"*": answer}) as server:
        site.root = f"{server.base_url}/berita"
        told = added(capsys, f"{server.base_url}{given}", "--slug", "kotaku", "--region", "35.73")
    spider = load_site(folder / "sites" / "kotaku.py")
    assert (told["platform"], told["home_url"]) == ("wordpress", f"{server.base_url}{home}")
    assert spider.section == section
    assert [(each["kind"], each["entries"]) for each in told["lists"]] == [("api", len(site.public))]


def test_the_documentation_shows_what_the_command_prints(folder, capsys):
    page = (ROOT / "docs" / "contributor.md").read_text("utf-8")
    shown = page.partition("<!-- add-site:begin -->")[2].partition("<!-- add-site:end -->")[0]
    with serve(day=1) as running:
        assert main(["add-site", running.base_url, "--slug", "latihan", "--yes"]) == 0
    printed = capsys.readouterr().out.replace(running.base_url, "http://127.0.0.1:8765")
    lines = "\n".join(line.rstrip() for line in printed.splitlines())
    command = "$ lontar add-site http://127.0.0.1:8765 --slug latihan --yes"
    assert shown == f"\n```text\n{command}\n{lines}\n```\n"


# ---- what is no site to be added ----

PAGE = "<!DOCTYPE html><html><head><title>Toko</title></head><body><h1>Toko</h1><p>Kami menjual sepatu.</p></body>"
CLOSED = Reply("User-agent: *\nDisallow: /", content_type="text/plain")
ROBOTS = Reply("", 404)


@pytest.mark.parametrize(
    ("routes", "reason"),
    [
        ({"/robots.txt": ROBOTS, "/": PAGE}, "no listing, feed or sitemap there leads to articles"),
        ({"/robots.txt": ROBOTS, "/": "<div id='app'></div><script src='/app.js'></script>"}, "a script fills"),
        ({"/robots.txt": ROBOTS, "/": Reply("", 500)}, "answers 500"),
        ({"/robots.txt": ROBOTS, "/": Reply(b"%PDF-1.4", content_type="application/pdf")}, "is no web page (not-html)"),
        ({"/robots.txt": ROBOTS, "/": redirect("https://lain.example/")}, "leads to lain.example"),
        ({"/robots.txt": ROBOTS, "/": redirect("/")}, "redirect-loop"),
        ({"/robots.txt": ROBOTS, "/": reset}, "gives no home page (reset)"),
        ({"/robots.txt": CLOSED, "/": PAGE}, "robots.txt forbids"),
        ({"/robots.txt": Reply("", 503)}, "robots.txt is unreachable (503)"),
        ({"/robots.txt": ROBOTS, "/": "<title>Just a moment...</title><div id='cf-wrapper'>challenge</div>"}, ""),
    ],
)
def test_what_is_no_news_site_is_refused_in_one_line(folder, capsys, routes, reason):
    with ScriptedServer(routes) as server:
        assert reason in refused(capsys, 2, server.base_url, "--slug", "toko")


def test_a_site_with_broken_tls_is_added_with_the_exception_that_its_file_then_names(
    folder, capsys, certificates  # noqa: F811
):
    site = WordPress(posts())
    with ScriptedServer({"*": site.answer}, tls=certificates[2048][1]) as server:
        site.root = server.base_url
        assert "(tls): its TLS set-up is broken" in refused(capsys, 2, server.base_url, "--slug", "kotaku")
        refused(capsys, 2, server.base_url, "--slug", "kotaku", "--tls", "small-keys")
        added(capsys, server.base_url, "--slug", "kotaku", "--tls", "unverified-chain")
        (report,) = crawl(["kotaku"], CrawlOptions(Path("archive.db")))
    spider = load_site(folder / "sites" / "kotaku.py")
    assert spider.tls_exceptions == {"127.0.0.1": ("unverified-chain",)}
    assert report.tls_exceptions == {"127.0.0.1": ["unverified-chain"]}
    assert report.outcomes["new"] == len(site.public)


def test_the_names_of_exceptions_are_those_of_the_downloader():
    assert TLS_NAMES == download.TLS_NAMES


def test_an_address_where_nobody_answers_is_refused(folder, capsys):
    assert "refused-connection" in refused(capsys, 2, "http://127.0.0.1:9", "--slug", "toko")
    assert "contact = " in refused(capsys, 2, "https://berita.example.go.id", "--slug", "toko")
    assert "no web address" in refused(capsys, 2, "https://", "--slug", "toko")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--slug", "kedirikab"], "there is a site kedirikab already"),
        (["--slug", "Kota-Ku"], "must begin with a small letter"),
        (["--region", "99.99"], "there is no region '99.99'"),
    ],
)
def test_a_name_or_a_region_that_cannot_be_is_refused_before_anything_is_asked(folder, capsys, arguments, reason):
    with ScriptedServer({"*": PAGE}) as server:
        assert reason in refused(capsys, 2, server.base_url, *arguments)
    assert not server.hits


def test_a_host_that_is_crawled_already_is_named(folder, capsys):
    assert "is the site kedirikab already" in refused(capsys, 2, "https://berita.kedirikab.go.id/berita/index")


def dying(server_of: WordPress, after: int) -> ScriptedServer:
    """Return a site that stops answering after so many requests."""
    asked: list[Asked] = []

    def answer(request: Asked) -> Reply:
        asked.append(request)
        if len(asked) > after:
            raise ConnectionResetError
        return server_of.answer(request)

    server = ScriptedServer({"*": answer})
    server_of.root = server.base_url
    return server


@pytest.mark.parametrize("after", [1, 9])
def test_a_site_that_dies_half_way_leaves_nothing(folder, capsys, after):
    with dying(WordPress(posts()), after) as server:
        line = refused(capsys, 2 if after == 1 else 1, server.base_url, "--slug", "kotaku")
    assert "reset" in line


def test_a_site_that_hangs_is_given_up(folder, capsys, monkeypatch):
    monkeypatch.setattr("crawler.download.DEFAULT_IDLE_TIMEOUT", 0.3)
    with ScriptedServer({"/robots.txt": ROBOTS, "/": hang}) as server:
        assert "timeout" in refused(capsys, 2, server.base_url, "--slug", "toko")


def test_requests_have_a_bound(folder, capsys, monkeypatch):
    monkeypatch.setattr(visiting, "MOST_REQUESTS", 3)
    with WordPress(posts(), api=False).serve() as server:
        refused(capsys, 2, server.base_url, "--slug", "kotaku")
    assert sum(server.hits.values()) == 4, "robots.txt and three more"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_command_leaves_nothing_behind(tmp_path, number):
    slow = WordPress(posts())

    def answer(request: Asked) -> Reply:
        time.sleep(0.2)
        return slow.answer(request)

    server = ScriptedServer({"*": answer})
    slow.root = server.base_url
    with server:
        process = subprocess.Popen(
            command("add-site", server.base_url, "--slug", "kotaku", "--yes"),
            cwd=tmp_path, env=environment(LONTAR_SITES=str(tmp_path / "sites"), TMPDIR=str(tmp_path)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while server.hits.total() < 3 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, "lontar: stopped"), out
    assert not list(tmp_path.iterdir())


# ---- checking ----


@pytest.fixture
def wordpress(folder, capsys) -> Iterator[tuple[WordPress, ScriptedServer]]:
    """An added site whose pages are read, with its server."""
    site = WordPress(posts(), api=False)
    with site.serve() as server:
        added(capsys, server.base_url, "--slug", "kotaku", "--region", "35.73")
        yield site, server


def checked(capsys, code: int, *arguments: str) -> dict:
    assert main(["check-site", "kotaku", "--json", *arguments]) == code
    return json.loads(capsys.readouterr().out)


def test_a_site_that_is_well_fits(wordpress, capsys):
    told = checked(capsys, 0, "--live")
    assert told["fits"] and not told["live"]["problems"] and len(told["recorded"]["pages"]) == 6
    assert told["recorded"]["fields"]["headline"] == {"expected": 5, "fit": 5}
    assert all(field["fit"] == field["expected"] for field in told["live"]["fields"].values())


def test_what_is_no_longer_read_as_recorded_is_named(wordpress, capsys):
    path = next(Path("sites/kotaku").glob("article-*.expected.json"))
    told = json.loads(path.read_text("utf-8"))
    told["expected"]["headline"] = "Lain"
    path.write_text(json.dumps(told), "utf-8")
    found = checked(capsys, 3)
    (difference,) = found["recorded"]["differences"]
    assert (difference["field"], difference["expected"]) == ("headline", "Lain")
    assert main(["check-site", "kotaku"]) == 3
    assert "kotaku no longer fits in 1 places" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("found", "instead", "problem"),
    [
        (b"<time class='entry-date", b"<i class='x", "published_at is another one on every recorded page"),
        (b"single-post", b"page", "none of the recorded pages can be read any more: no-article"),
        (b"<link>", b"<link>http://lain.example", "no list of the site leads to articles"),
    ],
)
def test_a_redesign_is_seen_live(wordpress, capsys, found, instead, problem):
    site, server = wordpress
    server.routes["*"] = lambda asked: Reply(
        site.answer(asked).encode().partition(b"\r\n\r\n")[2].replace(found, instead)
    )
    told = checked(capsys, 3, "--live")
    assert problem in told["live"]["problems"] and not told["recorded"]["differences"]


def savefixture(*arguments: str, base_url: str | None = None) -> None:
    recorder = Command()
    recorder.settings = project_settings()
    recorder.run(list(arguments), Namespace(base_url=base_url))


def test_one_more_page_is_recorded_for_review(wordpress, capsys):
    site, server = wordpress
    post = site.posts[3]
    savefixture("kotaku", site.link(post))
    path = Path(capsys.readouterr().out.partition(":")[0])
    told = json.loads(path.read_text("utf-8"))
    assert (told["kind"], told["url"], told["expected"]["author"]) == ("article", site.link(post), post.author)
    savefixture("kotaku", f"{server.base_url}/tidak-ada/")
    capsys.readouterr()
    assert len(checked(capsys, 0)["recorded"]["pages"]) == 8


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["kotaku"], "name a site and the address"),
        (["lain", "http://127.0.0.1/"], "there is no site 'lain'"),
        (["kotaku", "https://lain.example/x"], "is no address of kotaku"),
        (["kotaku", "/wp-admin/x"], "robots"),
    ],
)
def test_a_page_that_cannot_be_recorded_is_one_line(wordpress, arguments, reason):
    with pytest.raises(UsageError, match=reason):
        savefixture(*arguments)


def test_an_edited_article_is_no_misfit(wordpress, capsys):
    site, _ = wordpress
    for post in site.posts[::2]:
        post.paragraphs.append("Diperbarui hari ini.")
    told = checked(capsys, 0, "--live")
    assert told["fits"]


def test_a_dead_site_and_one_without_recorded_pages(wordpress, capsys):
    _, server = wordpress
    server.routes["*"] = reset
    assert main(["check-site", "kotaku", "--live"]) == 2
    assert "cannot be asked" in capsys.readouterr().err
    assert main(["check-site", "malangkota"]) == 2
    assert "savefixture" in capsys.readouterr().err
