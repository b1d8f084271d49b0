"""robots.txt as sites really answer it, read from texts and fetched through Scrapy from servers on
loopback.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import pytest
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner

from crawler.robots import MAXIMUM_BYTES, UNREACHABLE, RobotsPolicy, fetch_robots
from tests.servers import Reply, Route, ScriptedServer, hang, redirect, reset

SITE = "http://berita.example.go.id"
PLAIN = "text/plain"
RULES = b"""\
User-agent: *
Disallow: /admin/
Allow: /admin/terbuka
Disallow: /*.php$
Crawl-delay: 5
Sitemap: http://berita.example.go.id/sitemap.xml
Sitemap: /relative.xml

User-agent: BadBot
Disallow: /
"""
OBEYED = f"obeyed ({len(RULES)} bytes), Crawl-delay 5"
HOME = b"<!DOCTYPE html>\n<html><title>Berita</title><body>User-agent: *\nDisallow: /</body></html>"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/admin/x", False),
        ("/admin/terbuka", True),
        ("/a.php", False),
        ("/a.php?x", True),
        ("/%61dmin/", False),
    ],
)
def test_rules(path: str, allowed: bool) -> None:
    assert RobotsPolicy(200, PLAIN, RULES).allows(SITE + path) == allowed


def test_what_is_recorded() -> None:
    policy = RobotsPolicy(200, PLAIN, RULES)
    assert policy.reason is None
    assert policy.crawl_delay() == 5.0
    assert policy.digest == "sha256:" + hashlib.sha256(RULES).hexdigest()
    assert policy.sitemaps == ["http://berita.example.go.id/sitemap.xml"]
    assert policy.describe() == OBEYED


def test_our_own_group_replaces_the_general_one() -> None:
    policy = RobotsPolicy(200, PLAIN, RULES + b"\nUser-agent: lontar\nDisallow: /rahasia\n")
    assert policy.allows(SITE + "/admin/x")
    assert not policy.allows(SITE + "/rahasia")
    assert policy.crawl_delay() is None


@pytest.mark.parametrize(
    ("value", "delay"),
    [
        ("5", 5.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("-3", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("86400", 60.0),
    ],
)
def test_crawl_delay(value: str, delay: float | None) -> None:
    policy = RobotsPolicy(200, PLAIN, f"User-agent: *\nCrawl-delay: {value}".encode())
    assert policy.crawl_delay() == delay


def test_the_cap_of_crawl_delay_is_a_setting() -> None:
    body = b"User-agent: *\nCrawl-delay: 86400"
    assert RobotsPolicy(200, PLAIN, body, longest_delay=600).crawl_delay() == 600


@pytest.mark.parametrize(
    ("status", "content_type", "body", "state"),
    [
        (200, "text/html", HOME, "absent (soft-404)"),
        (200, "text/plain", HOME, "absent (soft-404)"),
        (200, "", b"\xef\xbb\xbf  <html>", "absent (soft-404)"),
        (200, "text/html", b"<?php echo 1; ?>", "absent (soft-404)"),
        (200, "text/html", b"Halaman tidak ditemukan", "absent (soft-404)"),
        (404, "text/html", HOME, "absent (404)"),
        (401, "text/html", b"", "absent (401)"),
        (403, "text/plain", RULES, "absent (403)"),
        (200, "text/plain", b"", "obeyed (0 bytes)"),
        (200, "text/plain", b"\x00\xff\xfe nonsense", "obeyed (12 bytes)"),
    ],
)
def test_no_rules(status: int, content_type: str, body: bytes, state: str) -> None:
    policy = RobotsPolicy(status, content_type, body)
    assert policy.describe() == state
    assert policy.allows(SITE + "/admin/x")
    assert (policy.reason, policy.crawl_delay(), policy.sitemaps) == (None, None, [])


@pytest.mark.parametrize("status", [500, 502, 503, 429, None])
def test_unreachable_closes_the_site(status: int | None) -> None:
    policy = RobotsPolicy(status, PLAIN, b"User-agent: *\nAllow: /")
    assert policy.reason == UNREACHABLE
    assert not policy.allows(SITE + "/")
    assert policy.describe().startswith("unreachable")


def test_true_rules_labelled_as_a_page() -> None:
    assert not RobotsPolicy(200, "text/html", RULES).allows(SITE + "/admin/x")


def test_a_byte_order_mark() -> None:
    assert not RobotsPolicy(200, PLAIN, b"\xef\xbb\xbf" + RULES).allows(SITE + "/admin/x")


def test_what_is_beyond_the_limit_is_not_read() -> None:
    filler = b"# " + b"x" * MAXIMUM_BYTES
    assert RobotsPolicy(200, PLAIN, filler + b"\n" + RULES).allows(SITE + "/admin/x")


def fetched(
    routes: dict[str, Route], path: str = "/panen", mirror: bool = False
) -> tuple[RobotsPolicy, ScriptedServer]:
    """Fetch robots.txt inside a real crawl; with ``mirror`` the site's own address is another one."""
    policies: list[RobotsPolicy] = []

    def fetch_url(url: str) -> str:
        return url.replace(SITE, server.base_url)

    class Asker(Spider):
        name = "asker"

        async def start(self) -> Any:
            site_url = SITE + path if mirror else server.url(path)
            assert self.crawler.engine
            policies.append(await fetch_robots(self.crawler.engine, site_url, fetch_url))
            for _ in ():
                yield

    async def crawl() -> None:
        settings = {
            "TWISTED_REACTOR_ENABLED": False,
            "DOWNLOAD_HANDLERS": {"http": "crawler.download.GuardedDownloadHandler"},
            "DOWNLOADER_MIDDLEWARES_BASE": {},
            "DOWNLOAD_TIMEOUT": 0.5,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
            "TRUSTED_ORIGINS": [server.origin],
        }
        await AsyncCrawlerRunner(settings).crawl(Asker)

    with ScriptedServer(routes) as server:
        asyncio.run(crawl())
    return policies[0], server


def test_fetches_from_the_root_of_the_site() -> None:
    policy, server = fetched({"/robots.txt": Reply(RULES, content_type=PLAIN)})
    assert policy.describe().startswith("obeyed")
    assert [asked.path for asked in server.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("routes", "state", "hits"),
    [
        ({"/robots.txt": redirect("/"), "/": Reply(HOME)}, "absent (soft-404)", 1),
        ({"/robots.txt": redirect("/main", 307), "/main": Reply(HOME)}, "absent (soft-404)", 2),
        ({"/robots.txt": redirect("/r.txt"), "/r.txt": Reply(RULES)}, OBEYED, 2),
        ({"/robots.txt": redirect("/robots.txt")}, "absent (redirect loop)", 6),
        ({"/robots.txt": redirect("http://judi.example/robots.txt")}, "absent (off-site redirect)", 1),
        ({"/robots.txt": redirect("http://169.254.169.254/")}, "absent (bad redirect)", 1),
        ({"/robots.txt": redirect("file:///etc/passwd")}, "absent (bad redirect)", 1),
        ({"/robots.txt": redirect("http://[")}, "absent (bad redirect)", 1),
        ({"/robots.txt": redirect("")}, "absent (redirect loop)", 6),
        ({"/robots.txt": redirect("/err"), "/err": Reply("", 500)}, "unreachable (500)", 2),
        ({}, "absent (404)", 1),
        ({"/robots.txt": Reply("", 503)}, "unreachable (503)", 1),
        ({"/robots.txt": reset}, "unreachable (reset)", 1),
        ({"/robots.txt": hang}, "unreachable (timeout)", 1),
    ],
)
def test_answers_of_servers(routes: dict[str, Route], state: str, hits: int) -> None:
    policy, server = fetched(routes)
    assert policy.describe() == state
    assert (policy.reason == UNREACHABLE) == state.startswith("unreachable")
    assert len(server.asked) == hits


def test_a_mirror_stands_for_the_site() -> None:
    own = redirect(SITE + "/r.txt")
    policy, server = fetched({"/robots.txt": own, "/r.txt": Reply(RULES, content_type=PLAIN)}, mirror=True)
    assert policy.describe().startswith("obeyed")
    assert not policy.allows(SITE + "/admin/x")
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/r.txt"]
