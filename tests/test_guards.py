"""Addresses that must never be reached, in every spelling; bodies that must never be inflated to their
end.
"""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import socket
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FetchError, Refused
from crawler.guards import AddressGuard, PrivateAddressError, address_problem, inflate, is_public, origin_of

MEGABYTE = 1 << 20

PRIVATE = """
    http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f.1/ http://0x7f000001/
    http://0177.0.0.1/ http://017700000001/ http://127.0.0.1./ http://[::1]/ http://[::ffff:127.0.0.1]/
    http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b::10.0.0.1]/ http://[64:ff9b:1::1]/
    http://[2002:7f00:1::]/ http://[::127.0.0.1]/ http://[::]/ http://0.0.0.0/ http://0/ http://10.1.2.3/
    http://172.16.0.1/ http://192.168.1.1/ http://169.254.169.254/latest/meta-data/ http://100.64.0.1/
    http://100.127.255.255/ http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.7/
    http://203.0.113.9/ http://224.0.0.1/ http://239.255.255.250/ http://240.0.0.1/ http://255.255.255.255/
    http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fc00::1]/ http://[fd00:ec2::254]/ http://[ff02::1]/
    http://[fec0::1]/ http://[2001:db8::1]/ http://[2001::1]/ http://[100::1]/ http://localhost/ http://LOCALHOST/
    http://localhost./ http://api.localhost/ http://intranet/ http://printer.local/ http://db.internal/
    http://router.lan/ http://nas.home.arpa/ https://127.0.0.1/ http://127.0.0.1:8080/ http://127.0.0.1?x
    http://127.0.0.1#x HTTP://127.0.0.1/
""".split()

BAD = [
    ("file:///etc/passwd", "bad-scheme"),
    ("ftp://example.com/", "bad-scheme"),
    ("gopher://example.com:70/", "bad-scheme"),
    ("javascript:alert(1)", "bad-scheme"),
    ("data:text/html,x", "bad-scheme"),
    ("mailto:a@example.com", "bad-scheme"),
    ("//example.com/", "bad-scheme"),
    ("http:/127.0.0.1/", "bad-scheme"),
    ("http:\\\\127.0.0.1/", "bad-scheme"),
    ("", "bad-scheme"),
    ("http:///path", "bad-address"),
    ("http://user:secret@example.com/", "bad-address"),
    ("http://example.com@127.0.0.1/", "bad-address"),
    ("http://example.com\\@127.0.0.1/", "bad-address"),
    ("http://exa mple.com/", "bad-address"),
    ("http://example.com\t/", "bad-address"),
    ("http://127.0.0.1\r\nHost: x/", "bad-address"),
    ("http://①②⑦.0.0.1/", "bad-address"),
    ("http://example。com/", "bad-address"),
    ("http://example.com:99999/", "bad-address"),
    ("http://example.com:-1/", "bad-address"),
    ("http://example.com:8a/", "bad-address"),
    ("http://[::1/", "bad-address"),
    ("http://[example]/", "bad-address"),
    ("http://example..com/", "bad-address"),
    ("http://.example.com/", "bad-address"),
    ("http://256.256.256.256/", "bad-address"),
    ("http://134744072/", "bad-address"),  # 8.8.8.8: public, but nobody writes it so
    ("http://08.8.8.8/", "bad-address"),
    ("http://example.com:25/", "bad-port"),
    ("http://example.com:0/", "bad-port"),
    ("http://example.com:6379/", "bad-port"),
    ("http://8.8.8.8:22/", "bad-port"),
]

GOOD = """
    http://berita.kedirikab.go.id/ https://berita.kedirikab.go.id/x?y=http://127.0.0.1/ https://Example.com./
    http://example.com:8080/ https://example.com:8443/ https://example.com:443/ http://8.8.8.8/
    http://[2606:4700::1111]/ http://[64:ff9b::808:808]/ http://[::ffff:8.8.8.8]/ http://10.example.com/
    http://xn--bcher-kva.example.com/ http://under_score.example.com/ http://example.com
""".split()


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_in_every_spelling(url: str) -> None:
    assert address_problem(url) == "private-address"


@pytest.mark.parametrize(("url", "problem"), BAD)
def test_addresses_that_are_no_web_pages(url: str, problem: str) -> None:
    assert address_problem(url) == problem


@pytest.mark.parametrize("url", GOOD)
def test_public_addresses_pass(url: str) -> None:
    assert address_problem(url) is None


def test_a_trusted_origin_is_that_host_and_port_only() -> None:
    trusted = ["127.0.0.1:8000", "[::1]:8000", "museum.internal:80"]
    for url in (
        "http://127.0.0.1:8000/x",
        "http://[::1]:8000/",
        "http://museum.internal/",
        "http://MUSEUM.internal:80",
    ):
        assert address_problem(url, trusted) is None
    for url in (
        "http://127.0.0.1:8001/",
        "http://127.0.0.1/",
        "http://127.0.0.2:8000/",
        "https://museum.internal/",
    ):
        assert address_problem(url, trusted) == "private-address"
    assert address_problem("http://user@127.0.0.1:8000/", trusted) == "bad-address"
    assert address_problem("ftp://127.0.0.1:8000/", trusted) == "bad-scheme"


def test_origin_of() -> None:
    assert origin_of("https://Example.com/x") == "example.com:443"
    assert origin_of("http://[::1]/") == "[::1]:80"
    assert origin_of("http://example.com:81/") == "example.com:81"
    assert origin_of("file:///x") is None
    assert origin_of("http://example.com:x/") is None


@given(st.ip_addresses(v=4, network="0.0.0.0/0"))
def test_an_embedded_address_is_judged_like_itself(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address))
    assert is_public(mapped) == is_public(translated) == is_public(address)
    decimal = address_problem(f"http://{int(address)}/")
    assert decimal == ("bad-address" if is_public(address) else "private-address")


@given(st.text(max_size=40))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert address_problem("http://" + text) in {None, "bad-address", "bad-port", "private-address"}


def guard_over(answers: dict[str, list[str]], trusted: tuple[str, ...] = ()) -> AddressGuard:
    async def lookup(host: str, port: int) -> list[str]:
        return answers[host]

    return AddressGuard(trusted, lookup)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["::1"],
        ["8.8.8.8", "::ffff:10.0.0.1"],
        ["169.254.169.254"],
        ["fe80::1%2"],
    ],
)
def test_one_private_address_refuses_the_whole_answer(addresses: list[str]) -> None:
    with pytest.raises(Refused, match="private-address"):
        asyncio.run(guard_over({"inside.example": addresses}).resolve("inside.example", 80))


def test_public_answers_and_trusted_names_resolve() -> None:
    public = ["8.8.8.8", "2606:4700::1"]
    guard = guard_over({"a.example": public, "own.example": ["10.0.0.1"]}, ("own.example:81",))
    assert [found["host"] for found in asyncio.run(guard.resolve("a.example", 80))] == public
    assert [found["host"] for found in asyncio.run(guard.resolve("Own.example", 81))] == ["10.0.0.1"]
    with pytest.raises(Refused):
        asyncio.run(guard.resolve("own.example", 80))


def test_the_socket_is_the_last_gate() -> None:
    guard = guard_over({}, ("127.0.0.1:8000",))
    guard.socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 8000))).close()
    guard.socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("8.8.8.8", 80))).close()
    with pytest.raises(PrivateAddressError):
        guard.socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 8001)))


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PAGE = b"<p>Kediri</p>" * 100


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("X-GZIP", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:50], mtime=0) + gzip.compress(PAGE[50:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"\0" * 8),
        ("gzip", PAGE),  # the header lies
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
        ("identity", PAGE),
        ("UTF-8", PAGE),
        ("", PAGE),
    ],
)
def test_inflate(encoding: str, body: bytes) -> None:
    assert inflate(body, encoding, len(PAGE)) == PAGE


def test_inflate_brotli() -> None:
    brotli = pytest.importorskip("brotli")
    assert inflate(brotli.compress(PAGE), "br", len(PAGE)) == PAGE
    with pytest.raises(Refused, match="bomb"):
        inflate(brotli.compress(bytes(30 * MEGABYTE), quality=1), "br", MEGABYTE)
    with pytest.raises(FetchError, match="incomplete"):
        inflate(brotli.compress(PAGE)[:-4], "br", MEGABYTE)
    with pytest.raises(FetchError, match="bad-encoding"):
        inflate(b"\xff" * 50, "br", MEGABYTE)


def test_nothing_encoded_is_nothing() -> None:
    assert inflate(b"", "gzip", 10) == b""


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-20], "incomplete"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-8] + b"\0" * 8, "bad-encoding"),
        ("deflate", b"\xff\xff\xff\xff", "bad-encoding"),
        ("zstd", b"(\xb5/\xfd", "bad-encoding"),
    ],
)
def test_damaged_bodies(encoding: str, body: bytes, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        inflate(body, encoding, MEGABYTE)


def gzip_bomb(size: int) -> bytes:
    """Gzip of ``size`` zeros: one compressed megabyte, repeated (its checksum is never reached)."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + megabyte * (size // MEGABYTE - 1)


def test_a_bomb_is_stopped_while_inflating() -> None:
    """A gigabyte in 4 KB (gzip in gzip) and in 1 MB (gzip) never takes more than the limit, a few times
    over.
    """
    once = gzip_bomb(1 << 30)
    twice = gzip.compress(once, mtime=0)
    assert len(twice) < 10_000
    tracemalloc.start()
    for encoding, body in (("gzip", once), ("gzip, gzip", twice), ("gzip, deflate", zlib.compress(once))):
        with pytest.raises(Refused, match="bomb"):
            inflate(body, encoding, 10 * MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * MEGABYTE


def test_layers_and_members_are_counted() -> None:
    with pytest.raises(Refused, match="bomb"):
        inflate(PAGE, "gzip, gzip, gzip, gzip", MEGABYTE)
    with pytest.raises(Refused, match="bomb"):
        inflate(gzip.compress(b"", mtime=0) * 1000, "gzip", MEGABYTE)
