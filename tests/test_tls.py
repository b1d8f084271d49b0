"""Exceptions from the usual TLS rules: each does what it says, for the host that is named and for no other."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tlslite.api import HandshakeSettings, TLSConnection, X509CertChain, parsePEMKey
from tlslite.messages import ClientHello

from crawler import settings
from crawler.run import CrawlOptions, crawl
from tests.family_spiders import OpenSidSite
from tests.servers import ScriptedServer
from tests.test_download import PAGE, certificates, fetch, good, trust  # noqa: F401  a fixture

RENEGOTIATION_INFO = 0xFF01
SIGNALLING_SUITE = 0x00FF


class OldServer:
    """A TLS 1.2 server that has never heard of RFC 5746: it leaves the offer of safe renegotiation unanswered."""

    def __init__(self, certificate: Path) -> None:
        text = certificate.read_text("ascii")
        self.chain = X509CertChain()
        self.chain.parsePemList(text)
        self.key = parsePEMKey(text, private=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.host, self.origin = "127.0.0.1", f"127.0.0.1:{self.port}"
        self.answered = 0

    def url(self, host: str) -> str:
        return f"https://{host}:{self.port}/"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with contextlib.suppress(Exception):  # a client that refuses to go on is what is looked for
                self._answer(TLSConnection(connection))
            connection.close()

    def _answer(self, connection: TLSConnection) -> None:
        wanted = HandshakeSettings()
        wanted.maxVersion = (3, 3)
        connection.handshakeServer(certChain=self.chain, privateKey=self.key, settings=wanted)
        connection.recv(65536)
        self.answered += 1
        body = PAGE.encode()
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )
        connection.close()


@pytest.fixture
def old_server(certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[OldServer]:  # noqa: F811
    """Serve as software from before 2010 did."""
    known, parse = ClientHello.getExtension, ClientHello.parse

    def without_offer(hello: ClientHello, kind: int) -> object:
        return None if kind == RENEGOTIATION_INFO else known(hello, kind)

    def without_signal(hello: ClientHello, parser: object) -> ClientHello:
        parse(hello, parser)
        hello.cipher_suites = [suite for suite in hello.cipher_suites if suite != SIGNALLING_SUITE]
        return hello

    monkeypatch.setattr(ClientHello, "getExtension", without_offer)
    monkeypatch.setattr(ClientHello, "parse", without_signal)
    server = OldServer(certificates[2048][0])
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.socket.close()


def test_a_server_without_safe_renegotiation_is_an_exception_for_its_host_only(certificates, old_server, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(certificates[2048][0]))
    urls = [old_server.url(name) for name in ("127.0.0.1", "site.example")]
    strict = fetch(*urls, trusted=trust(old_server))
    assert strict == ["tls", "tls"] and old_server.answered == 0
    results = fetch(*urls, trusted=trust(old_server), TLS_EXCEPTIONS={"site.example": ["legacy-renegotiation"]})
    assert results[0] == "tls"
    assert good(results[1]).status == 200 and old_server.answered == 1


def test_an_old_handshake_does_not_excuse_an_unknown_issuer(old_server):
    results = fetch(
        old_server.url("site.example"),
        trusted=trust(old_server),
        TLS_EXCEPTIONS={"site.example": ["legacy-renegotiation"]},
    )
    assert results == ["tls"] and old_server.answered == 0


@pytest.mark.parametrize(
    ("bits", "names", "read"),
    [
        (1024, ["unverified-chain"], True),
        (1024, ["small-keys"], False),
        (1024, ["small-keys", "unverified-chain"], True),
        (2048, ["small-keys"], False),
        (2048, ["unverified-chain"], True),
    ],
)
def test_one_exception_does_not_stand_for_another(certificates, bits, names, read):  # noqa: F811
    with ScriptedServer({"*": PAGE}, tls=certificates[bits][1]) as server:
        (result,) = fetch(
            server.url("/", "site.example"), trusted=trust(server), TLS_EXCEPTIONS={"site.example": names}
        )
    assert (not isinstance(result, str)) is read


class Excepted(OpenSidSite):
    name = "uji-tls"
    tls_exceptions = {"127.0.0.1": ("small-keys", "unverified-chain"), "lain.example": ("legacy-renegotiation",)}


class Strict(OpenSidSite):
    name = "uji-tls-strict"


class Misspelt(OpenSidSite):
    name = "uji-tls-misspelt"
    tls_exceptions = {"127.0.0.1": ("everything",)}


@pytest.fixture
def spiders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SPIDER_MODULES", [*settings.SPIDER_MODULES, "tests.test_tls"])


def crawled(name: str, archive: Path, server: ScriptedServer):
    return crawl([name], CrawlOptions(archive=archive, base_url=server.base_url))[0]


def test_a_run_names_the_exceptions_that_its_spider_declares(certificates, spiders, tmp_path):  # noqa: F811
    pages = {"/robots.txt": "User-agent: *\nDisallow:\n", "*": PAGE}
    with ScriptedServer(pages, tls=certificates[1024][1]) as server:
        excepted = crawled("uji-tls", tmp_path / "archive.db", server)
        refused = crawled("uji-tls-strict", tmp_path / "archive.db", server)
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        found = dict(connection.execute("SELECT site, tls_exceptions FROM runs"))
    assert json.loads(found["uji-tls"]) == {
        "127.0.0.1": ["small-keys", "unverified-chain"],
        "lain.example": ["legacy-renegotiation"],
    }
    assert json.loads(found["uji-tls-strict"] or "{}") == {}
    assert excepted.outcomes["listing"] >= 1
    assert refused.outcomes["listing"] == 0


def test_an_exception_that_does_not_exist_is_refused_in_one_line(spiders, tmp_path):
    with (
        ScriptedServer({"*": PAGE}) as server,
        pytest.raises(Exception, match="unknown exception everything") as caught,
    ):
        crawled("uji-tls-misspelt", tmp_path / "archive.db", server)
    assert "\n" not in str(caught.value)
    assert server.hits.total() == 0
