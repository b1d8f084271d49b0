"""The download handler against real servers on loopback that do what servers do, and what they should not."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import os
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse, XmlResponse
from scrapy.settings import Settings

from crawler.download import GuardedDownloadHandler, tls_contexts
from crawler.errors import failure_reason
from tests.servers import Asked, Reply, Route, ScriptedServer, drip, endless, hang, raw, redirect, reset

KILOBYTE = 1024
LIMIT = 64 * KILOBYTE
HOSTS = {
    "inside.example": ["127.0.0.1"],
    "mixed.example": ["8.8.8.8", "127.0.0.1"],
    "six.example": ["::1"],
    "metadata.example": ["169.254.169.254"],
    "site.example": ["127.0.0.1"],
    "other.example": ["127.0.0.1"],
}


async def lookup(host: str, port: int) -> list[str]:
    """The tests' name server."""
    if host not in HOSTS:
        raise OSError("no such name")
    return HOSTS[host]


def fetch(*requests: str | Request, trusted: list[str], **settings: Any) -> list[Response | str]:
    """Fetch one request after the other through one handler; a failure is given as its reason."""

    async def run() -> list[Response | str]:
        values = {
            "DOWNLOAD_MAXSIZE": LIMIT,
            "DOWNLOAD_TIMEOUT": 3,
            "DOWNLOAD_IDLE_TIMEOUT": 2,
            "TRUSTED_ORIGINS": trusted,
            "USER_AGENT": "Lontar/1 (+arsip@example.org)",
            **settings,
        }
        handler = GuardedDownloadHandler(Crawler(Spider, Settings(values)), lookup)
        results: list[Response | str] = []
        for request in requests:
            try:
                results.append(await handler.download_request(_request(request)))
            except Exception as error:  # the reason is what is tested
                results.append(failure_reason(error))
        await handler.close()
        return results

    return asyncio.run(run())


def _request(request: str | Request) -> Request:
    return request if isinstance(request, Request) else Request(request)


def fetch_one(route: Route, path: str = "/", **settings: Any) -> tuple[Response | str, ScriptedServer]:
    """Fetch one page from a server that has only this route."""
    with ScriptedServer({path: route}) as server:
        return fetch(server.url(path), trusted=[server.origin], **settings)[0], server


def good(result: Response | str) -> Response:
    assert isinstance(result, Response), result
    return result


PAGE = "<html><body><p>Kediri</p></body></html>"


def test_a_page_and_what_came_over_the_wire() -> None:
    with ScriptedServer(
        {"/x?b=%2D1&a=%7e": Reply(PAGE, headers={"x-One": "1", "ETag": '"e"', "X-ONE": "2"})}
    ) as server:
        request = Request(
            server.url("/x?b=%2D1&a=%7e"), headers={"If-None-Match": '"old"', "Accept": "text/html"}
        )
        response = good(fetch(request, trusted=[server.origin])[0])
    assert type(response) is HtmlResponse
    assert (response.status, response.body, response.url) == (200, PAGE.encode(), request.url)
    assert response.headers.getlist("X-One") == [b"1", b"2"]
    assert response.text == PAGE
    assert request.meta["lontar_raw"] is response.body
    version, status, phrase, headers = request.meta["lontar_http"]
    assert (version, status, phrase) == ("HTTP/1.1", 200, "OK")
    assert headers[1:4] == [(b"x-One", b"1"), (b"ETag", b'"e"'), (b"X-ONE", b"2")]
    asked = server.asked[0]
    assert asked.path == "/x?b=%2D1&a=%7e"  # as quoted by us, not as the library would quote it
    asked.headers.pop("accept-encoding")
    assert asked.headers == {
        "host": server.origin,
        "if-none-match": '"old"',
        "accept": "text/html",
        "user-agent": "Lontar/1 (+arsip@example.org)",
    }


def test_a_request_may_name_itself() -> None:
    with ScriptedServer({"/": PAGE}) as server:
        headers = {"User-Agent": "Museum/2", "Accept-Encoding": "identity"}
        fetch(Request(server.url("/"), headers=headers), trusted=[server.origin])
    assert server.asked[0].headers["user-agent"] == "Museum/2"
    assert server.asked[0].headers["accept-encoding"] == "identity"


def test_connections_are_reused_and_cookies_are_not_sent() -> None:
    with ScriptedServer({"*": Reply(PAGE, headers={"Set-Cookie": "ci_session=1; path=/"})}) as server:
        results = fetch(*(server.url(f"/{number}") for number in range(5)), trusted=[server.origin])
    assert [good(result).status for result in results] == [200] * 5
    assert server.connections == 1
    assert not any("cookie" in asked.headers for asked in server.asked)


def test_the_environments_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer({"*": "proxy"}) as proxy, ScriptedServer({"/": PAGE}) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url)
        assert good(fetch(server.url("/"), trusted=[server.origin])[0]).body == PAGE.encode()
    assert not proxy.asked


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("text/html", HtmlResponse),
        ("Text/HTML ; charset=iso-8859-1", HtmlResponse),
        ("application/rss+xml", XmlResponse),
        ("application/json", JsonResponse),
        ("text/plain", TextResponse),
        ("application/pdf", Response),
        (None, HtmlResponse),
    ],
)
def test_response_classes(content_type: str | None, kind: type[Response]) -> None:
    result, _ = fetch_one(Reply(PAGE, content_type=content_type))
    assert type(result) is kind


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0)),
    ],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_encoded_bodies(encoding: str, body: bytes, chunked: bool) -> None:
    with ScriptedServer(
        {"/": Reply(body, headers={"Content-Encoding": encoding}, chunked=chunked)}
    ) as server:
        request = Request(server.url("/"))
        response = good(fetch(request, trusted=[server.origin])[0])
    assert response.body == PAGE.encode()
    assert isinstance(response, HtmlResponse)
    assert "Content-Encoding" not in response.headers
    assert request.meta["lontar_raw"] == body
    assert (b"Content-Encoding", encoding.encode()) in request.meta["lontar_http"][3]


@pytest.mark.parametrize("status", [204, 304, 404, 410, 500, 503])
def test_every_status_is_an_answer(status: int) -> None:
    result, _ = fetch_one(Reply("" if status in (204, 304) else PAGE, status))
    assert good(result).status == status
    assert good(result).body == (b"" if status in (204, 304) else PAGE.encode())


def test_head_has_no_body() -> None:
    with ScriptedServer({"/": PAGE}) as server:
        result = fetch(Request(server.url("/"), method="HEAD"), server.url("/"), trusted=[server.origin])
    assert [good(response).body for response in result] == [b"", PAGE.encode()]


def test_redirects_are_given_back_not_followed() -> None:
    targets = [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "/loop",
        "//",
        "",
    ]
    with ScriptedServer({f"/{place}": redirect(target) for place, target in enumerate(targets)}) as server:
        server.routes["/loop"] = redirect("/loop")
        paths = [*(f"/{place}" for place in range(len(targets))), "/loop"]
        results = fetch(*map(server.url, paths), trusted=[server.origin])
        follow_ups = fetch(*targets[:3], trusted=[server.origin])
    assert [good(result).status for result in results] == [302] * 7
    assert server.hits == dict.fromkeys(paths, 1)
    assert follow_ups == ["private-address", "private-address", "bad-scheme"]


# Where nobody may go


def test_only_the_trusted_origin_is_reached_on_this_machine() -> None:
    with ScriptedServer({"*": PAGE}) as server, ScriptedServer({"*": PAGE}) as neighbour:
        odd = [
            f"http://{host}:{neighbour.port}/"
            for host in ("127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]")
        ]
        names = [neighbour.url("/", name) for name in ("inside.example", "mixed.example", "six.example")]
        results = fetch(
            server.url("/"), *odd, *names, server.url("/", "inside.example"), trusted=[server.origin]
        )
    assert good(results[0]).status == 200
    # A name on an odd port is refused for its port; the port of the names' own test is trusted below.
    assert set(results[1:6]) == {"private-address"}
    assert set(results[6:]) == {"bad-port"}
    assert (server.connections, neighbour.connections) == (1, 0)


@pytest.mark.parametrize("name", ["inside.example", "mixed.example", "six.example", "metadata.example"])
def test_names_that_point_inside_are_refused_before_connecting(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer({"*": PAGE}) as server:
        monkeypatch.setattr("crawler.guards.PUBLIC_PORTS", frozenset({server.port}))
        assert fetch(server.url("/", name), trusted=[]) == ["private-address"]
    assert server.connections == 0


def test_a_trusted_name_may_point_inside_and_an_untrusted_one_beside_it_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ScriptedServer({"*": PAGE}) as server:
        monkeypatch.setattr("crawler.guards.PUBLIC_PORTS", frozenset({server.port}))
        urls = [server.url("/", name) for name in ("site.example", "other.example", "127.0.0.1")]
        results = fetch(*urls, trusted=[f"site.example:{server.port}"])
    assert good(results[0]).status == 200
    assert results[1:] == ["private-address", "private-address"]
    assert server.connections == 1


def test_the_socket_stops_what_the_text_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a spelling ever to slip past the check of the text, the connector still does not connect."""
    with ScriptedServer({"*": PAGE}) as server:
        monkeypatch.setattr("crawler.download.address_problem", lambda url, trusted: None)
        assert fetch(server.url("/"), trusted=[]) == ["private-address"]
    assert server.connections == 0


def test_an_unknown_name() -> None:
    assert fetch("http://nowhere.example/", trusted=[]) == ["dns"]


# Too much


def test_a_declared_size_over_the_limit_is_refused_before_the_body() -> None:
    route = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n", interval=1.0)  # no byte of a body
    started = time.monotonic()
    result, _ = fetch_one(route)
    assert result == "too-large"
    assert time.monotonic() - started < 0.9


@pytest.mark.parametrize(
    ("head", "chunk"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        (b"HTTP/1.0 200 OK\r\n\r\n", b"x" * 4096),
    ],
)
def test_an_undeclared_size_over_the_limit_stops_the_transfer(head: bytes, chunk: bytes) -> None:
    route = endless(head, chunk)
    result, _ = fetch_one(route)
    assert result == "too-large"
    # the kernel's buffers take some
    assert route.sent < 20 * 1024 * KILOBYTE  # type: ignore[attr-defined]


def test_the_limit_itself_is_allowed() -> None:
    assert len(good(fetch_one(Reply("x" * LIMIT))[0]).body) == LIMIT
    assert fetch_one(Reply("x" * (LIMIT + 1)))[0] == "too-large"
    assert fetch_one(Reply("x" * (LIMIT + 1), chunked=True))[0] == "too-large"


def test_one_request_may_have_its_own_limit() -> None:
    with ScriptedServer({"*": Reply("x" * (LIMIT + 1))}) as server:
        larger = Request(server.url("/"), meta={"download_maxsize": 2 * LIMIT})
        results = fetch(larger, server.url("/"), trusted=[server.origin])
    assert good(results[0]).status == 200
    assert results[1] == "too-large"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_bombs(encoding: str) -> None:
    zeros = bytes(32 * 1024 * KILOBYTE)
    body = zlib.compress(zeros, 9) if encoding == "deflate" else gzip.compress(zeros, 9, mtime=0)
    body = gzip.compress(body, mtime=0) if encoding == "gzip, gzip" else body
    assert len(body) < LIMIT
    result, _ = fetch_one(Reply(body, headers={"Content-Encoding": encoding}))
    assert result == "bomb"


@pytest.mark.parametrize(
    "header",
    [
        b"X: " + b"x" * 20_000,
        b"\r\n".join(b"X-%d: 1" % number for number in range(200)),
        b"\r\n".join(b"X-%d: %s" % (number, b"x" * 8000) for number in range(20)),
    ],
)
def test_header_blocks_are_bounded(header: bytes) -> None:
    result, _ = fetch_one(raw(b"HTTP/1.1 200 OK\r\n" + header + b"\r\nContent-Length: 1\r\n\r\nx"))
    assert result == "bad-response"


def test_endless_headers() -> None:
    result, _ = fetch_one(endless(b"HTTP/1.1 200 OK\r\n", b"X-Y: 1\r\n" * 100))
    assert result == "bad-response"


# Broken answers

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (reset, "reset"),
        (raw(), "reset"),  # closed without a word
        (raw(b"HTTP/1.1 200 OK\r\nContent-Le"), "reset"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), "incomplete"),
        (raw(CHUNKED + b"5\r\nhello\r\n"), "incomplete"),
        (raw(CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n"), "bad-response"),
        (raw(CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "bad-response"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "bad-response"),
        (raw(b"\x16\x03\x01\x00\x05hello"), "bad-response"),
        (raw(b"HTTP/1.1 9999 What\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 101 Switch\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\nx"), "bad-response"),
        (raw(b"HTTP/1.1 twenty OK\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\n\x1f\x8b..........")
         , "bad-encoding"),
        (Reply(gzip.compress(PAGE.encode(), mtime=0)[:-12], headers={"Content-Encoding": "gzip"}), "incomplete"),
    ],
)  # fmt: skip
def test_broken_answers(route: Route, reason: str) -> None:
    result, server = fetch_one(route)
    assert result == reason
    assert server.hits["/"] == 1  # nothing is repeated behind our back


def test_odd_bytes_in_headers_survive() -> None:
    odd = raw(b"HTTP/1.1 200 Baik Sekali\xff\r\nX-Judul: Kediri \xe9\xff\r\nContent-Length: 2\r\n\r\nok")
    with ScriptedServer({"/": odd}) as server:
        request = Request(server.url("/"))
        response = good(fetch(request, trusted=[server.origin])[0])
    assert response.headers["X-Judul"] == b"Kediri \xe9\xff"
    assert request.meta["lontar_http"][3][0] == (b"X-Judul", b"Kediri \xe9\xff")


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    assert (
        good(fetch_one(raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a", b"<p>b"))[0]).body
        == b"<p>a<p>b"
    )


def test_a_broken_answer_does_not_spoil_the_next() -> None:
    with ScriptedServer(
        {"/bad": raw(CHUNKED + b"zz\r\n"), "/large": Reply("x" * (LIMIT * 2)), "/": PAGE}
    ) as server:
        paths = ["/bad", "/", "/large", "/"]
        results = fetch(*map(server.url, paths), trusted=[server.origin])
    assert [results[0], results[2]] == ["bad-response", "too-large"]
    assert [good(results[1]).status, good(results[3]).status] == [200, 200]


def test_a_failed_attempt_leaves_nothing_of_the_last_one() -> None:
    with ScriptedServer({"/": reset}) as server:
        request = Request(server.url("/"), meta={"lontar_raw": b"old", "lontar_http": ()})
        assert fetch(request, trusted=[server.origin]) == ["reset"]
    assert "lontar_raw" not in request.meta
    assert "lontar_http" not in request.meta


# Slow ones


@pytest.mark.parametrize(
    ("route", "settings"),
    [
        (hang, {"DOWNLOAD_IDLE_TIMEOUT": 0.2}),
        (hang, {"DOWNLOAD_TIMEOUT": 0.2}),
        (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), {"DOWNLOAD_TIMEOUT": 0.2}),
        (
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"x", b"", interval=1.0),
            {"DOWNLOAD_IDLE_TIMEOUT": 0.2},
        ),
        (drip(b"x" * 100, 0.1), {"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_IDLE_TIMEOUT": 5}),
        (
            raw(b"HTTP/1.1 200 OK\r\nX: ", *[b"x"] * 50, interval=0.1),
            {"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_IDLE_TIMEOUT": 5},
        ),
    ],
)
def test_slow_servers_time_out(route: Route, settings: dict[str, Any]) -> None:
    started = time.monotonic()
    result, _ = fetch_one(route, **settings)
    assert result == "timeout"
    assert time.monotonic() - started < 1.5


def test_a_slow_but_steady_page_arrives() -> None:
    assert good(fetch_one(drip(b"kediri", 0.05), DOWNLOAD_IDLE_TIMEOUT=0.5)[0]).body == b"kediri"


def test_one_request_may_have_its_own_timeout() -> None:
    with ScriptedServer({"/": hang}) as server:
        started = time.monotonic()
        assert fetch(Request(server.url("/"), meta={"download_timeout": 0.2}), trusted=[server.origin]) == [
            "timeout"
        ]
    assert time.monotonic() - started < 1.5


def test_nobody_listens() -> None:
    with ScriptedServer() as server:
        pass
    assert fetch(server.url("/"), trusted=[server.origin]) == ["refused-connection"]


# TLS


def make_certificate(folder: Path, bits: int) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for the names of the tests, and a server's context that shows it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site.example")])
    names = x509.SubjectAlternativeName(
        [x509.DNSName("site.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"certificate-{bits}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(path)
    return path, context


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, ssl.SSLContext]]:
    folder = tmp_path_factory.mktemp("tls")
    return {bits: make_certificate(folder, bits) for bits in (1024, 2048)}


def trust(server: ScriptedServer) -> list[str]:
    return [f"{name}:{server.port}" for name in ("127.0.0.1", "site.example", "other.example")]


def test_an_unknown_issuer_is_refused_and_an_exception_holds_for_its_host_only(certificates: Any) -> None:
    with ScriptedServer({"*": PAGE}, tls=certificates[2048][1]) as server:
        urls = [server.url("/", name) for name in ("127.0.0.1", "site.example", "other.example")]
        strict = fetch(*urls, trusted=trust(server))
        excepted = fetch(*urls, trusted=trust(server), TLS_EXCEPTIONS={"site.example": ["unverified-chain"]})
    assert strict == ["tls"] * 3
    assert [excepted[0], excepted[2]] == ["tls", "tls"]
    assert good(excepted[1]).status == 200
    assert len(server.asked) == 1


def test_a_known_issuer_and_a_wrong_name(certificates: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(certificates[2048][0]))
    with ScriptedServer({"*": PAGE}, tls=certificates[2048][1]) as server:
        urls = [server.url("/", name) for name in ("site.example", "other.example")]
        results = fetch(*urls, trusted=trust(server))
    assert good(results[0]).status == 200
    assert results[1] == "tls"


def test_small_keys_are_an_exception(certificates: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(certificates[1024][0]))
    with ScriptedServer({"*": PAGE}, tls=certificates[1024][1]) as server:
        urls = [server.url("/", name) for name in ("127.0.0.1", "site.example")]
        results = fetch(*urls, trusted=trust(server), TLS_EXCEPTIONS={"site.example": ["small-keys"]})
    assert results[0] == "tls"
    assert good(results[1]).status == 200


def test_tls_exceptions_change_only_what_they_name() -> None:
    contexts = tls_contexts({"A.example": ["legacy-renegotiation"], "b.example": ["unverified-chain"]})
    assert contexts["a.example"].options & 0x4
    assert contexts["a.example"].verify_mode is ssl.CERT_REQUIRED
    assert not contexts["b.example"].options & 0x4
    with pytest.raises(ValueError, match=r"c\.example: unknown exception everything"):
        tls_contexts({"c.example": ["everything"]})


def test_plain_http_on_a_tls_port(certificates: Any) -> None:
    with ScriptedServer({"*": PAGE}, tls=certificates[2048][1]) as server:
        url = server.url("/").replace("https:", "http:")
        assert fetch(url, trusted=[server.origin])[0] in {"reset", "bad-response"}


def test_the_handshake_counts_as_connecting() -> None:
    with ScriptedServer({"*": PAGE}) as server:  # waits for a request in plain text
        url = server.url("/").replace("http:", "https:")
        assert fetch(url, trusted=[server.origin], DOWNLOAD_CONNECT_TIMEOUT=0.2) == ["timeout"]


# In Scrapy itself


def test_scrapy_uses_the_handler_without_twisted() -> None:
    found: dict[str, Any] = {}

    class Collector(Spider):
        name = "collector"

        async def start(self) -> Any:
            for path in ("/", "/reset", "/private"):
                url = "http://10.0.0.1/" if path == "/private" else server.url(path)
                yield Request(
                    url, self.parse, errback=self.failed, cb_kwargs={"path": path}, meta={"path": path}
                )

        def parse(self, response: Response, path: str) -> None:
            found[path] = (response.status, type(response), response.meta["lontar_http"][1])

        def failed(self, failure: Any) -> None:
            found[failure.request.meta["path"]] = failure_reason(failure.value)

    settings = {
        "TWISTED_REACTOR_ENABLED": False,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.download.GuardedDownloadHandler"),
        "DOWNLOADER_MIDDLEWARES_BASE": {"scrapy.downloadermiddlewares.retry.RetryMiddleware": 1},
        "RETRY_TIMES": 2,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
    }

    async def crawl() -> None:
        await AsyncCrawlerRunner({**settings, "TRUSTED_ORIGINS": [server.origin]}).crawl(Collector)

    with ScriptedServer({"/": PAGE, "/reset": reset}) as server:
        asyncio.run(crawl())
    assert found == {"/": (200, HtmlResponse, 200), "/reset": "reset", "/private": "private-address"}
    assert server.hits == {"/": 1, "/reset": 3}


def test_a_redirecting_server_is_asked_once() -> None:
    with ScriptedServer({"*": lambda asked: redirect(asked.path + "x")}) as server:
        assert good(fetch(server.url("/a"), trusted=[server.origin])[0]).status == 302
    assert server.asked == [Asked("GET", "/a", server.asked[0].headers)]
