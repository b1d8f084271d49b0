"""A host is asked by one process at a time, whichever of its sites each of them is at."""

from __future__ import annotations

import asyncio
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cli.summary import exit_code
from crawler.hosts import host_of, is_loopback, root_of
from crawler.limits import Limits, Pace, PacedCrawler
from crawler.platforms.swarakalibata import SwarakalibataSpider
from crawler.run import CrawlOptions, crawl, project_settings
from crawler.sites import load_site
from onboarding.visiting import Visitor
from onboarding.writing import spider_text
from pipelines.errors import ArchiveBusyError
from pipelines.locks import is_asked, sole_run, sole_visit
from pipelines.schema import open_archive
from tests.servers import Reply, ScriptedServer
from tests.test_cli import ROOT, answer, command, complaint, environment, run

LISTING = Reply("<html><body><div class='article-big'></div></body></html>")
DELAY = 0.1


class Held:
    """A server that answers nothing but robots.txt until it is let go."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.let_go = threading.Event()
        self.server = ScriptedServer({"/robots.txt": Reply("", 404), "*": self.answer})

    async def answer(self, request, writer):
        self.asked.set()
        await asyncio.to_thread(self.let_go.wait, 60)
        writer.write(LISTING.encode(request.method))

    def order(self, *names: str) -> list[str]:
        """Return the sites whose pages were asked, each as long as no other was."""
        found = [name for asked in self.server.asked for name in names if asked.path.startswith(f"/{name}")]
        return [name for name, before in zip(found, ["", *found], strict=False) if name != before]


@contextmanager
def held() -> Iterator[Held]:
    """A held server; what still waits when the test ends is let go."""
    place = Held()
    with place.server:
        try:
            yield place
        finally:
            place.let_go.set()


def declare(folder: Path, name: str, home_url: str) -> None:
    told = {"name": name, "region": None, "site_name": name, "home_url": home_url}
    (folder / "sites").mkdir(exist_ok=True)
    (folder / "sites" / f"{name}.py").write_text(spider_text(SwarakalibataSpider, name, told), "utf-8")


def made(folder: Path) -> Path:
    """Make an archive, so that nothing has to hold it alone for that."""
    open_archive(folder / "archive.db").conn.close()
    return folder / "archive.db"


@pytest.fixture
def crawling(tmp_path) -> Iterator:
    """Begins a crawl in a process of its own."""
    with ExitStack() as stack:

        def begin(*sites: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                command("crawl", *sites, "--quiet", "--delay", DELAY), cwd=tmp_path, env=environment(),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield begin


def plain(line: str) -> str:
    return re.sub(r"\S+ is being asked", "HOST is being asked", re.sub(r"\d+", "0", re.sub(r"\(.*\)", "()", line)))


def test_a_second_process_is_told_who_asks_the_host(tmp_path, crawling):
    with held() as host:
        for name in ("bappeda", "dinkes"):
            declare(tmp_path, name, f"{host.server.base_url}/{name}/")
        first = crawling("bappeda")
        assert host.asked.wait(30)
        line = complaint(run(tmp_path, "crawl", "dinkes", "--quiet", "--delay", DELAY), 4)
        assert f"dinkes: its host {host.server.origin} is being asked by process {first.pid} since 20" in line
        (shown,) = re.findall(r"(?m)^lontar: .* is being asked by .*$", (ROOT / "docs/operator.md").read_text("utf-8"))
        assert plain(line) == plain(shown).replace("bappeda", "dinkes"), "the docs show what is printed"
        assert "bappeda is being crawled by process" in complaint(run(tmp_path, "crawl", "bappeda"), 4)
        assert host.order("bappeda", "dinkes") == ["bappeda"]
        first.kill()
        first.wait()
        host.let_go.set()
        (lock,) = (tmp_path / "captures" / "hosts").iterdir()
        assert lock.read_text("utf-8"), "a file left behind is no lock"
        answer(tmp_path, "crawl", "dinkes", "--quiet", "--delay", DELAY)
        assert lock.read_text("utf-8") == ""
    assert "all in order" in answer(tmp_path, "verify")


def test_a_site_whose_host_another_process_asks_comes_last(tmp_path, crawling):
    with held() as host, held() as another:
        for name in ("bappeda", "dinkes"):
            declare(tmp_path, name, f"{host.server.base_url}/{name}/")
        declare(tmp_path, "elsewhere", f"{another.server.base_url}/elsewhere/")
        first = crawling("bappeda")
        assert host.asked.wait(30)
        second = crawling("dinkes", "elsewhere")
        assert another.asked.wait(30), "a host waits for no other host"
        host.let_go.set()
        assert (first.wait(60), first.stderr.read()) == (0, "")
        another.let_go.set()
        assert (second.wait(60), second.stderr.read()) == (0, "")
    assert host.order("bappeda", "dinkes") == ["bappeda", "dinkes"]


def test_a_site_that_has_waited_in_vain_costs_itself_only(tmp_path, monkeypatch):
    archive = made(tmp_path)
    with held() as host, held() as another:
        host.let_go.set()
        another.let_go.set()
        homes = {"bappeda": host, "dinkes": host, "elsewhere": another}
        for name, place in homes.items():
            declare(tmp_path, name, f"{place.server.base_url}/{name}/")
        spiders = {name: load_site(tmp_path / "sites" / f"{name}.py") for name in homes}
        monkeypatch.setattr("crawler.run.spider_classes", lambda archive=None: spiders)
        options = CrawlOptions(archive, delay=DELAY, is_asked=lambda asked: asked == host.server.origin)
        with sole_run(archive, "other", host.server.origin):
            reports = crawl(list(homes), options)
        assert [report.reason for report in reports] == ["locked", "locked", "finished"] and exit_code(reports) == 4
        assert not host.server.hits
        assert [report.reason for report in crawl(list(homes), options)] == ["finished"] * 3, "a mark alone is no lock"


def test_nobody_waits_to_hurry_a_server_of_their_own(tmp_path):
    archive = made(tmp_path)
    with held() as host:
        host.let_go.set()
        declare(tmp_path, "bappeda", f"{host.server.base_url}/bappeda/")
        with sole_run(archive, "other", host.server.origin), pytest.MonkeyPatch.context() as patch:
            spider = load_site(tmp_path / "sites" / "bappeda.py")
            patch.setattr("crawler.run.spider_classes", lambda archive=None: {"bappeda": spider})
            (report,) = crawl(["bappeda"], CrawlOptions(archive))
    assert report.reason == "finished"


def test_what_looks_at_a_site_does_not_ask_beside_a_crawl(tmp_path):
    archive = tmp_path / "archive.db"

    async def look(spider: type) -> int:
        async with Visitor(spider, CrawlOptions(archive, delay=DELAY)) as visitor:
            with pytest.raises(ArchiveBusyError, match=r"its host .* is being asked by process"):
                sole_run(archive, "other", host.server.origin).__enter__()
            return (await visitor.get(visitor.home_url)).status

    with held() as host:
        host.let_go.set()
        declare(tmp_path, "bappeda", f"{host.server.base_url}/bappeda/")
        spider = load_site(tmp_path / "sites" / "bappeda.py")
        (tmp_path / "captures").mkdir()
        with sole_run(archive, "other", host.server.origin), pytest.raises(ArchiveBusyError, match="is being asked by"):
            asyncio.run(look(spider))
        assert not host.server.hits
        assert asyncio.run(look(spider)) == 200
        with sole_run(archive, "other", host.server.origin):
            pass


def test_the_mark_of_a_host(tmp_path):
    archive = tmp_path / "archive.db"
    with sole_visit(archive, "contohkab.go.id"):
        assert not is_asked(archive, "contohkab.go.id") and not list(tmp_path.iterdir()), "nobody has crawled here"
    with sole_run(archive, "contoh", "contohkab.go.id"), sole_run(archive, "other", "[::1]:8765/../x"):
        assert is_asked(archive, "contohkab.go.id") and is_asked(archive, "[::1]:8765/../x")
        assert not is_asked(archive, "other.go.id")
        assert {path.name for path in (tmp_path / "captures" / "hosts").iterdir()} == {
            "contohkab.go.id.lock", "___1__8765_.._x.lock",
        }  # fmt: skip
    assert not is_asked(archive, "contohkab.go.id")
    for text in ('{"process": 99999999, "host": "elsewhere"}', '{"process": "x"}', "["):
        (tmp_path / "captures" / "hosts" / "contohkab.go.id.lock").write_text(text, "utf-8")
        assert is_asked(archive, "contohkab.go.id") is ("elsewhere" in text)


def test_who_waits_in_a_crawl_that_is_stopped_gives_up(tmp_path):
    async def stopped() -> bool:
        pace = Pace(Limits(tmp_path), lambda host: host == "asked")
        settings = project_settings()
        first, second = (PacedCrawler(SwarakalibataSpider, settings, pace, host) for host in ("free", "asked"))
        assert await pace.begin(first)
        waits = asyncio.create_task(pace.begin(second))
        await asyncio.sleep(0)
        await second.stop_async()
        begun = await waits
        assert not pace.waiting
        return begun

    assert not asyncio.run(stopped())


@pytest.mark.parametrize(
    ("url", "host", "root", "here"),
    [
        ("https://www.Contoh.go.id/a?b", "contoh.go.id", "https://www.Contoh.go.id", False),
        ("http://127.0.0.2:8765/", "127.0.0.2:8765", "http://127.0.0.2:8765", True),
        ("http://[::1]:1/", "[::1]:1", "http://[::1]:1", True),
        ("http://localhost/", "localhost", "http://localhost", True),
        ("http://127.contoh.go.id/", "127.contoh.go.id", "http://127.contoh.go.id", False),
    ],
)
def test_what_an_address_says_of_its_host(url, host, root, here):
    assert (host_of(url), root_of(url), is_loopback(url)) == (host, root, here)


def test_what_is_no_address_has_no_host():
    assert (host_of("http://[x"), is_loopback("http://[x")) == ("", False)
