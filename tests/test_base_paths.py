"""Sites below a path of their host, added and crawled; and addresses with a path that are pages of a site."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.__main__ import main
from cli.importing import _keys
from crawler import settings
from crawler.addresses import SiteAddresses
from crawler.html import parse_html
from crawler.platforms.generic import GenericSpider
from crawler.replay import Replayer
from crawler.run import CrawlOptions, crawl
from crawler.signs import Seen
from crawler.sites import load_site
from crawler.structure.reading import article_selectors
from onboarding.bases import keeps_below
from onboarding.given import role_of
from onboarding.visiting import answer_of
from onboarding.writing import spider_text
from pipelines.contents import archive_digest
from pipelines.reparse import reparse
from tests import family_spiders
from tests.below import host_of
from tests.families_server import FAMILIES, Site
from tests.family_releases import releases as releases_of_families
from tests.generic_server import Variant, releases
from tests.servers import Asked, Reply, ScriptedServer
from tests.test_add_app import ROUTES, App
from tests.test_add_site import added, folder, posts, refused, rows  # noqa: F401
from tests.test_wordpress import SOURCES
from tests.wordpress_server import WordPress

STYLE = "<link rel='stylesheet' href='/aset/gaya.css'>"


class Styled(Variant):
    """A site with a file of its own."""

    def frame(self, title, main, head=""):
        return super().frame(title, main, head + STYLE)


class Stated(WordPress):
    """A WordPress that says where its API is, as all do, and knows its posts by their whole path."""

    def frame(self, title, classes, main, head=""):
        return super().frame(title, classes, main, f"{head}<link rel='https://api.w.org/' href='/wp-json/'>")

    def page_answer(self, path, query):
        whole = urlsplit(self.root).path + path
        posts = {urlsplit(self.link(post)).path for post in self.public}
        return super().page_answer(whole if whole.partition("comment-page-")[0] in posts else path, query)


def other_releases():
    """Return releases of another site on the same host."""
    made = releases(6)
    for release in made:
        release.title += " Kecamatan"
        release.slug += "-kecamatan"
    return made


def at_root(**options) -> Variant:
    """Return the site at the root of the host, beside those below a path."""
    return Styled("section-slug", releases=other_releases(), **options)


def put(server: ScriptedServer, site: Variant | WordPress | Site, prefix: str) -> None:
    """Tell a site where it stands."""
    place = f"{server.base_url}{prefix}"
    if isinstance(site, Variant):
        site.base = place
    else:
        site.root = place


def declare(place: Path, name: str, home_url: str) -> None:
    """Write a site's file, without a look at the site."""
    told = {"name": name, "region": None, "site_name": name, "home_url": home_url}
    (place / "sites").mkdir(exist_ok=True)
    (place / "sites" / f"{name}.py").write_text(spider_text(GenericSpider, name, told), "utf-8")


def outside(server: ScriptedServer, prefix: str) -> set[str]:
    """Return what was asked that is not below a path, and not the host's robots.txt."""
    return {path for path in server.hits if not path.startswith(f"{prefix}/")} - {"/robots.txt"}


def headlines(site: str) -> list[str]:
    return [headline for (headline,) in rows(f"SELECT headline FROM articles WHERE site = '{site}' ORDER BY headline")]


def digest_now() -> str:
    with sqlite3.connect("archive.db") as connection:
        return archive_digest(connection)


def replayed() -> str:
    """Read the archive's captures again, and return what it is then."""
    replayer = Replayer(Path("captures"))
    result = reparse(Path("archive.db"), replayer)
    replayer.close()
    assert result.problems == []
    return digest_now()


# ---- addresses ----


@pytest.mark.parametrize(
    ("home", "base", "href", "own"),
    [
        ("/", None, "/berita/1", "/berita/1"),
        ("/portal/", None, "/portal/berita/1", "/portal/berita/1"),
        ("/portal/", None, "https://www.x.go.id/portal", "/portal/"),
        ("/portal/", None, "http://x.go.id/portal?p=1", "/portal/?p=1"),
        ("/portal/", None, "/portal-lama/1", None),
        ("/portal/", None, "/", None),
        ("/portal/", None, "https://lain.go.id/portal/1", None),
        ("/", "http://127.0.0.1:1/salinan", "/salinan/berita/1", "/berita/1"),
        ("/", "http://127.0.0.1:1/salinan", "http://127.0.0.1:1/salinan", "/"),
        ("/portal/", "http://127.0.0.1:1", "/berita/1", "/portal/berita/1"),
        ("/portal/", "http://127.0.0.1:1", "https://x.go.id/portal/1", "/portal/1"),
        ("/portal/", "http://127.0.0.1:1/a/b/", "http://127.0.0.1:1/a/b/1", "/portal/1"),
        ("/portal/", "http://127.0.0.1:1/a/b/", "/a/c", None),
    ],
)
def test_an_address_is_of_the_site_where_it_stands_below_its_root(home, base, href, own):
    addresses = SiteAddresses(f"https://x.go.id{home}", base, ("www.x.go.id",))
    found = addresses.resolve(f"https://x.go.id{home}", href)
    assert (found if addresses.is_own(found) else None) == (own and f"https://x.go.id{own}")
    assert (addresses.rest_of(found) is not None) == (own is not None)
    assert addresses.at_root(found) == (own and f"https://x.go.id{own.removeprefix(home.rstrip('/'))}")
    if own and base:
        rest = own.removeprefix(home.rstrip("/"))
        assert addresses.fetch_url(found) == base.rstrip("/") + rest


def test_what_is_beside_a_site_is_asked_of_its_mirror_and_never_of_itself():
    addresses = SiteAddresses("https://x.go.id/portal/", "http://127.0.0.1:1/portal")
    assert addresses.fetch_url("https://x.go.id/files/a.pdf") == "http://127.0.0.1:1/files/a.pdf"
    assert addresses.fetch_url("https://x.go.id/portal-lama") == "http://127.0.0.1:1/portal-lama"
    assert addresses.fetch_url("https://api.x.go.id/portal") == "https://api.x.go.id/portal"


def page(files: str = "", links: str = "", head: str = "") -> str:
    sheets = "".join(f"<link rel='stylesheet' href='{path}'>" for path in files.split())
    anchors = "".join(f"<a href='{path}'>Tautan</a>" for path in links.split())
    return f"<html><head>{sheets}{head}</head><body><p>Teks</p>{anchors}</body></html>"


INSIDE = "/portal/a /portal/b /portal/c /portal/d"
API_THERE = "<link rel='https://api.w.org/' href='/portal/wp-json/'>"


@pytest.mark.parametrize(
    ("html", "below"),
    [
        (page("/portal/a.css", INSIDE), True),
        (page("gaya.css", "a b c /"), True),  # relative to the page
        (page("gaya.css", "a b /x", "<base href='/'>"), False),
        (page("/a.css", INSIDE), False),
        (page("/portal/a.css /a.css", INSIDE), False),
        (page("/portal/a.css /cdn-cgi/b.css", INSIDE), True),
        (page("/portal/a.css", "/a /b /c"), False),
        (page("/portal/wp-content/a.css", "/a /b /c", API_THERE), True),  # its menu leads to the site at the root
        (page("/wp-content/a.css", INSIDE, API_THERE), False),  # a language of the site at the root
        (page("", INSIDE + " /portal/"), False),  # a list of the site at the root shows the same
        (page("", INSIDE).replace("</body>", "<a href='/portal/'> Beranda</a></body>"), True),
        (page("", INSIDE + " /x /y").replace("</body>", "<a href='/portal/'>Home</a></body>"), False),
        (page("", INSIDE).replace("</body>", "<a href='/'>Beranda</a></body>"), False),
        (page("https://cdn.example/a.css", "https://lain.go.id/portal/a http://[x /portal/a"), False),
    ],
)
def test_a_site_below_a_path_keeps_its_own_there(html, below):
    root, _ = parse_html(html.encode())
    assert keeps_below("https://x.go.id/portal/", root, "/portal") is below


class PortalSpider(GenericSpider):
    name = "portal"
    site_name = "Portal"
    home_url = "https://x.go.id/portal/"


class RootSpider(GenericSpider):
    name = "akar"
    site_name = "Akar"
    home_url = "https://www.x.go.id/"


@pytest.mark.parametrize(
    ("location", "outcome", "reason"),
    [
        ("/portal/", "missing", "redirect-home"), ("/portal/index.php", "missing", "redirect-home"),
        ("/", "missing", "redirect-home"),  # of the host: where servers send what they do not find
        ("/berita/panen-raya", "refused", "redirect-off-site"), ("/portal2/x", "refused", "redirect-off-site"),
        ("/portal/berita/panen", "redirected", "redirect-other-article"),
        ("/portal/berita/panen-raya/", "redirected", "redirect-same-article"),
    ],
)  # fmt: skip
def test_a_redirect_out_of_the_site_is_not_followed(location, outcome, reason):
    seen = Seen("https://x.go.id/portal/berita/panen-raya", 302, {"location": location}, b"")
    item = PortalSpider().read(answer_of(seen, "article"))
    assert (item.visit.outcome, item.visit.reason) == (outcome, reason)


@pytest.mark.parametrize("path", ["/portal/", "/portal/beranda", "/portal/index.php", "/portal?utm_source=x"])
def test_the_home_page_below_a_path_is_no_article(path):
    spider, url = PortalSpider(), f"https://x.go.id{path}"
    assert spider.key_of(url) is None and spider.is_home(url) is ("?" not in path)
    assert spider.key_of("https://x.go.id/beranda") is None and not spider.is_home("https://x.go.id/beranda")


def test_a_name_that_leads_to_the_home_page_below_a_path_is_no_headline():
    text = "<p>Panen raya padi berlangsung di tiga kecamatan, kata kepala dinas di pendopo kabupaten.</p>" * 4
    name = "<h1><a href='/portal/'>Portal Berita Kabupaten Contoh</a></h1>"
    root, _ = parse_html(f"<title>Panen - Portal</title><body>{name}<h2>Panen Raya Padi</h2>{text}</body>".encode())
    layout = article_selectors(root, "https://x.go.id/portal/panen", home="https://x.go.id/portal/")
    assert layout is not None and "".join(layout.headline[0](root)[0].itertext()) == "Panen Raya Padi"


def test_captures_of_others_are_of_the_site_below_whose_path_they_stand():
    key_of = _keys({"akar": RootSpider, "portal": PortalSpider})
    assert key_of("http://x.go.id/portal/berita/a") == ("portal", "berita/a", "https://x.go.id/portal/berita/a")
    assert key_of("http://x.go.id:80/berita/a") == ("akar", "berita/a", "https://www.x.go.id/berita/a")
    assert key_of("https://x.go.id/portal2/a") == ("akar", "portal2/a", "https://www.x.go.id/portal2/a")


# ---- a site below a path ----


@pytest.mark.parametrize("given", ["/portal", "a release"])
def test_a_site_below_a_path_is_all_that_is_taken_of_its_host(folder, capsys, given):  # noqa: F811
    site, beside = Styled("section-slug", feed="rss", sitemap="plain"), at_root()
    with host_of({"/portal": site.answer, "": beside.answer}) as server:
        put(server, site, "/portal")
        put(server, beside, "")
        given = f"/portal{site.path(site.releases[3])}" if given == "a release" else given
        told = added(capsys, f"{server.base_url}{given}", "--slug", "portal", "--region", "35.06")
        (report,) = crawl(["portal"], CrawlOptions(Path("archive.db")))
        assert outside(server, "/portal") <= {"/portal"}, "nothing beside the site is asked for"
        server.hits.clear()
        (second,) = crawl(["portal"], CrawlOptions(Path("archive.db")))
        assert main(["check-site", "portal", "--live"]) == 0
    assert told["home_url"] == f"{server.base_url}/portal/"
    assert report.reason == second.reason == "finished" and second.outcomes["new"] == 0
    assert report.outcomes.get("missing", 0) <= 6, "of the usual places of feeds and sitemaps some are not there"
    assert headlines("portal") == sorted(release.title for release in site.releases)
    assert rows("SELECT DISTINCT substr(key, 1, 7) FROM articles") == [("berita/",)], "keys count from the site's root"
    assert server.hits["/portal/"] and not outside(server, "/portal")
    before = digest_now()
    assert replayed() == before


@pytest.mark.parametrize(
    ("given", "role"),
    [("/portal/", "site"), ("/portal/berita", "list"), ("/portal/index.php", "nothing")],
)
def test_it_is_said_what_an_address_was_taken_for(folder, capsys, given, role):  # noqa: F811
    site = Styled("section-slug")
    with host_of({"/portal": site.answer}) as server:
        put(server, site, "/portal")
        url = server.base_url + (f"/portal{site.path(site.releases[3])}" if given == "a release" else given)
        assert main(["add-site", url, "--yes", "--slug", "portal"]) == 0
        line = capsys.readouterr().out.splitlines()[0]
        home = f"{server.base_url}/portal/"
    expected = {
        "site": f"{home} as the site: its own pages and files keep below it",
        "nothing": f"the site {home}, for there is no page at {url}",
    }.get(role, f"{url} as a {role} of the site {home}")
    assert line == f"Taken: {expected}"


@pytest.mark.parametrize(("source", "kind"), [("api", "api"), ("feed", "feed"), ("pages-only", "listing")])
def test_a_wordpress_below_a_path_is_read_from_its_best_source(folder, capsys, source, kind):  # noqa: F811
    site, beside = Stated(posts(), **SOURCES[source]), at_root()
    with host_of({"/berita": site.answer, "": beside.answer}) as server:
        put(server, site, "/berita")
        put(server, beside, "")
        told = added(capsys, f"{server.base_url}/berita/", "--slug", "warta", "--region", "35.73")
        (report,) = crawl(["warta"], CrawlOptions(Path("archive.db")))
        assert main(["check-site", "warta", "--live"]) == 0
    spider = load_site(folder / "sites" / "warta.py")
    assert (told["platform"], spider.home_url, spider.section) == ("wordpress", f"{server.base_url}/berita/", "")
    assert {each["kind"] for each in told["lists"]} == {kind} and report.outcomes["new"] == len(site.public)
    assert set(rows("SELECT url FROM articles")) == {(site.link(post),) for post in site.public}
    assert not outside(server, "/berita")


@pytest.mark.parametrize(
    "name",
    ["lokomedia", "swarakalibata-older-routes", "popojicms-2-slug", "opensid-natra", "joomla-k2", "drupal-7"],
)
def test_a_family_stands_below_a_path_as_at_the_root(name, tmp_path, monkeypatch):
    """As a mirror, too: a mirror below a path is read as the site at the root of its host."""
    monkeypatch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.family_spiders"])
    found = {}
    for prefix in ("", "/kominfo/portal"):
        site, path = Site(FAMILIES[name], releases_of_families()), tmp_path / f"{len(prefix)}.db"
        with host_of({prefix: site.answer}) as server:
            put(server, site, prefix)
            options = CrawlOptions(path, base_url=f"{server.base_url}{prefix}")
            (report,) = crawl([f"uji-{site.family.platform}"], options)
            assert not outside(server, prefix)
        monkeypatch.chdir(tmp_path)
        path.rename("archive.db")
        read = rows("SELECT key, url, headline, body, published_at FROM articles ORDER BY key")
        found[prefix] = (report.outcomes, read)
        for each in tmp_path.glob("archive.db*"):
            each.unlink()
    assert found[""] == found["/kominfo/portal"] and len(found[""][1]) == len(site.releases)


@pytest.mark.parametrize("name", ["swarakalibata-magazine", "joomla-3"])
def test_a_family_is_recognised_below_a_path(name, folder, capsys):  # noqa: F811
    site, beside = Site(FAMILIES[name], releases_of_families()), at_root()
    home = "<a href='/'>Beranda</a></header>"
    answer = site.answer

    def with_home(asked):
        reply = answer(asked)
        reply.body = str(reply.body).replace("</header>", home)
        return reply

    with host_of({"/dinas/portal": with_home, "": beside.answer}) as server:
        put(server, site, "/dinas/portal")
        put(server, beside, "")
        told = added(capsys, f"{server.base_url}/dinas/portal/", "--slug", "portal")
        crawl(["portal"], CrawlOptions(Path("archive.db")))
    assert (told["platform"], told["taken"]["as"]) == (name.partition("-")[0], "site")
    assert headlines("portal") == sorted(release.headline for release in site.releases)
    assert not outside(server, "/dinas/portal")


def test_a_mirror_stands_where_its_own_address_says(folder):  # noqa: F811
    site = Styled("section-id-slug", releases=releases(6))
    with host_of({"/portal": site.answer}) as server:
        put(server, site, "/portal")
        declare(folder, "portal", f"{server.base_url}/portal/")
        crawl(["portal"], CrawlOptions(Path("archive.db")))
    for prefix in ("", "/salinan"):
        with host_of({prefix: site.answer}) as mirror:
            put(mirror, site, prefix)
            options = CrawlOptions(Path("archive.db"), base_url=f"{mirror.base_url}{prefix}", full=True)
            (report,) = crawl(["portal"], options)
            assert report.outcomes["unchanged"] == len(site.releases) and report.outcomes["new"] == 0
    assert len(rows("SELECT 1 FROM articles")) == len(site.releases)
    assert all(url.startswith(f"{server.base_url}/portal/berita/") for (url,) in rows("SELECT url FROM articles"))


@pytest.mark.parametrize("api", ["/portal/api/berita", "/api/berita"])
def test_an_app_below_a_path_is_read_from_its_call_wherever_that_stands(folder, capsys, api):  # noqa: F811
    app = App(f'fetch("{api}?page="+e).then(t=>t.json());{ROUTES}', "whole")

    def api_at_root(asked: Asked) -> Reply:
        return app.answer(replace(asked, path=f"/api{asked.path}"))

    with host_of({"/portal": app.answer, "/api": api_at_root}) as server:
        app.base = f"{server.base_url}/portal"
        told = added(capsys, f"{server.base_url}/portal/", "--slug", "aplikasi", "--region", "35.71")
        (report,) = crawl(["aplikasi"], CrawlOptions(Path("archive.db")))
        assert main(["check-site", "aplikasi", "--live"]) == 0
    spider = load_site(folder / "sites" / "aplikasi.py")
    expected = "/api/berita?page={page}" if api.startswith("/portal") else f"{server.base_url}/api/berita?page={{page}}"
    assert (told["platform"], spider.api, spider.articles) == ("json_api", expected, "/berita/{slug}")
    assert report.outcomes["new"] == len(app.releases)
    assert {url for (url,) in rows("SELECT url FROM articles")} == {
        f"{server.base_url}/portal/berita/{release.slug}" for release in app.releases
    }


# ---- several sites on one host ----


def test_two_sites_on_one_host_are_two_and_one_is_asked_at_a_time(folder, capsys):  # noqa: F811
    one, other = Styled("section-slug"), Styled("section-slug")
    with host_of({"/bappeda": one.answer, "/dinkes": other.answer}) as server:
        for site, prefix in ((one, "/bappeda"), (other, "/dinkes")):
            put(server, site, prefix)
            added(capsys, f"{server.base_url}{prefix}/", "--slug", prefix.strip("/"))
        assert "127.0.0.1" in refused_again(capsys, f"{server.base_url}/dinkes/berita")
        server.asked.clear()
        reports = crawl(["bappeda", "dinkes"], CrawlOptions(Path("archive.db")))
    assert [report.outcomes["new"] for report in reports] == [len(one.releases)] * 2
    assert headlines("bappeda") == headlines("dinkes") == sorted(release.title for release in one.releases)
    order = re.sub(r"(.)\1+", r"\1", "".join(a.path[1] for a in server.asked if a.path != "/robots.txt"))
    assert sorted(order) == ["b", "d"], "a host is asked by one site at a time"


def test_a_host_that_refuses_one_site_is_not_asked_by_the_next(folder):  # noqa: F811
    with ScriptedServer({"*": lambda asked: Reply("", 404 if asked.path == "/robots.txt" else 403)}) as server:
        for name in ("bappeda", "dinkes"):
            declare(folder, name, f"{server.base_url}/{name}/")
        options = CrawlOptions(Path("archive.db"), settings={"REFUSALS_UNTIL_BLOCKED": 2})
        reports = crawl(["bappeda", "dinkes"], options)
    assert [report.reason for report in reports] == ["blocked", "blocked"]
    assert len({asked.path[1] for asked in server.asked if asked.path != "/robots.txt"}) == 1


def refused_again(capsys, url: str) -> str:
    assert main(["add-site", "--yes", url]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize("first", ["root", "portal"])
def test_a_site_at_the_root_leaves_another_below_a_path_to_itself(folder, first):  # noqa: F811
    site, beside = Styled("section-slug", releases=releases(6)), at_root()
    frame = beside.frame
    link = "</main><a href='/portal/'>Portal Berita</a>"
    beside.frame = lambda title, main, head="": frame(title, main, head).replace("</main>", link)
    with host_of({"/portal": site.answer, "": beside.answer}) as server:
        put(server, site, "/portal")
        put(server, beside, "")
        declare(folder, "portal", f"{server.base_url}/portal/")
        declare(folder, "root", f"{server.base_url}/")
        for name in (first, "portal" if first == "root" else "root", "root"):
            (report,) = crawl([name], CrawlOptions(Path("archive.db"), full=True))
            assert report.reason == "finished"
    assert headlines("portal") == sorted(release.title for release in site.releases)
    if first == "portal":
        assert headlines("root") == sorted(release.title for release in beside.releases)
    assert rows("SELECT DISTINCT status FROM articles") == [("present",)] and not rows("SELECT 1 FROM incidents")
    before = digest_now()
    assert replayed() == before


# ---- an address that is a page of the site at the root ----


class Hidden(Styled):
    """A site whose list nothing on its home page leads to."""

    def frame(self, title, main, head=""):
        return super().frame(title, main, head).replace("<li><a href='/berita'>Berita</a></li>", "").replace(
            "<li><a href='/kategori/ekonomi'>Ekonomi</a></li>", ""
        )


@pytest.mark.parametrize("given", ["/berita", "/berita?page=2"])
def test_a_list_that_is_given_is_one_of_those_that_are_walked(folder, capsys, given):  # noqa: F811
    site = Hidden("section-slug")
    with site.serve() as server:
        told = added(capsys, f"{server.base_url}{given}", "--slug", "situs", "--region", "35.06")
        crawl(["situs"], CrawlOptions(Path("archive.db")))
    spider = load_site(folder / "sites" / "situs.py")
    assert (told["home_url"], told["taken"]["as"]) == (f"{server.base_url}/", "list")
    assert told["taken"]["url"] == f"{server.base_url}{given}"
    assert spider.listings == (("/",) if "?" in given else ("/", given))  # no run begins in the middle of a list
    assert (headlines("situs") == sorted(release.title for release in site.releases)) is ("?" not in given)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("lokomedia", "/semua-berita.html"), ("swarakalibata-standar", "/berita/index"), ("joomla-3", "/"),
        ("popojicms-2-slug", "/category/all"), ("drupal-8", "/node"), ("opensid-natra", "/"),
    ],
)  # fmt: skip
def test_the_platform_says_what_a_page_is(name, path):
    site = Site(FAMILIES[name], releases_of_families())
    spiders = [each for each in vars(family_spiders).values() if getattr(each, "platform", "") == site.family.platform]
    spider = next(each for each in spiders if hasattr(each, "home_url"))
    site.root = spider.home_url.rstrip("/")

    def role(path: str) -> str:
        return role_of(spider(), Seen(site.root + path, 200, {}, site.answer(Asked("GET", path, {})).body.encode()))

    assert (role(path), role(site.path(site.releases[2]))) == ("list", "release")


@pytest.mark.parametrize("kind", [Styled, Variant])
def test_a_release_of_the_site_at_the_root_leads_to_the_whole_site(folder, capsys, kind):  # noqa: F811
    site = kind("category-slug", list_path="/info")
    with site.serve() as server:
        given = site.path(site.releases[2])
        told = added(capsys, f"{server.base_url}{given}", "--slug", "situs", "--region", "35.06")
        crawl(["situs"], CrawlOptions(Path("archive.db")))
    assert (told["home_url"], told["taken"]["as"]) == (f"{server.base_url}/", "release")
    assert load_site(folder / "sites" / "situs.py").listings == ("/",)
    assert headlines("situs") == sorted(release.title for release in site.releases)
