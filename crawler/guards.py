"""What a fetch may reach and how large an answer may grow: addresses, names, ports, inflated size.

Addresses are checked three times, because each place sees something else: the text of a link
(:func:`address_problem`), the answer of the name server (:meth:`AddressGuard.resolve`) and the very socket
address that is about to be connected to (:meth:`AddressGuard.socket`). Only an origin that the operator named
may be private.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import zlib
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.errors import FetchError, Refused

try:
    import brotli
except ImportError:  # an extra: without it we do not offer br
    brotli = None

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Awaitable[list[str]]]
"""From host name and port to addresses as text; raises ``OSError`` when there are none."""

DEFAULT_PORTS = {"http": 80, "https": 443}
PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports on which a web site is expected; any other has to be part of a trusted origin."""
LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".localdomain")
MAXIMUM_ENCODINGS = 3
"""More layers of Content-Encoding than this are no page but an attack."""
MAXIMUM_MEMBERS = 64
"""Gzip members in one body; a web server sends one."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ORIGIN = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)")
_UNSAFE_ORIGIN = re.compile(r"[^!-~]|[\\<>\"'`{}|^]")
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.ip_network(text)
    # IPv4 special purpose, 6to4 relays, local-use NAT64, Teredo, discard: ipaddress does not know them all
    for text in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/32", "100::/64", "5f00::/16")
)


def is_public(address: Address) -> bool:
    """Whether a host on the public internet can have this address; looks into embedded IPv4 addresses."""
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour
        if embedded is None and address in _NAT64:
            embedded = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if embedded is not None:
            return is_public(embedded)
        if address.is_site_local:
            return False
    if address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global:
        return False
    return not any(address.version == network.version and address in network for network in _NEVER)


def origin_of(url: str) -> str | None:
    """``host:port`` of an http(s) address, as in ``TRUSTED_ORIGINS`` (``[::1]:80`` for IPv6); else None."""
    try:
        parts = urlsplit(url)
        return _origin(parts) if parts.hostname and parts.scheme in DEFAULT_PORTS else None
    except ValueError:
        return None


def address_problem(url: str, trusted_origins: Iterable[str] = ()) -> str | None:
    """Say why an address must not be fetched, or None: ``bad-scheme``, ``bad-address``, ``bad-port``,
    ``private-address``.

    Looks at the text only; names are looked up when connecting. A trusted origin (``host:port``) may be
    private and have any port; everything else about its address must still be right.
    """
    if _CONTROL.search(url):
        return "bad-address"
    match = _ORIGIN.match(url)
    if not match:
        return "bad-scheme"
    return _origin_problem(match[1].lower(), match[2], frozenset(trusted_origins))


@lru_cache(maxsize=4096)
def _origin_problem(scheme: str, authority: str, trusted: frozenset[str]) -> str | None:
    """Judge scheme and authority, which are the same for all pages of a site."""
    if scheme not in DEFAULT_PORTS:
        return "bad-scheme"
    if not authority or "@" in authority or _UNSAFE_ORIGIN.search(authority):
        return "bad-address"
    try:
        parts = urlsplit(f"{scheme}://{authority}/")
        host, origin = parts.hostname or "", _origin(parts)
        port = DEFAULT_PORTS[scheme] if parts.port is None else parts.port
    except ValueError:
        return "bad-address"
    if origin in trusted:
        return None
    return _host_problem(host) or (None if port in PUBLIC_PORTS else "bad-port")


def _host_problem(host: str) -> str | None:
    """Judge a host as a link spells it: addresses in every form that a resolver takes, local names."""
    host = host.removesuffix(".")
    try:
        return None if is_public(ipaddress.ip_address(host)) else "private-address"
    except ValueError:
        pass
    if ":" in host or "%" in host or not host or ".." in host or host.startswith("."):
        return "bad-address"
    if _ENDS_IN_NUMBER.search(host):  # 2130706433, 0x7f.1, 0177.0.0.1, 127.1
        try:
            address = ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return "bad-address"
        return "bad-address" if is_public(address) else "private-address"
    if "." not in host or f".{host}".endswith(LOCAL_SUFFIXES):
        return "private-address"
    return None


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    port = parts.port if parts.port is not None else DEFAULT_PORTS.get(parts.scheme, 0)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class PrivateAddressError(OSError):
    """Raised instead of connecting; an ``OSError`` so that the connector cleans up after it."""


class AddressGuard(AbstractResolver):
    """Resolver and socket factory of an aiohttp connector that let nobody inside.

    One private address in an answer refuses the whole answer, so that a name which alternates between a
    public and a private address (rebinding) gains nothing.
    """

    def __init__(self, trusted_origins: Iterable[str] = (), lookup: Lookup | None = None) -> None:
        self.trusted = frozenset(origin.lower() for origin in trusted_origins)
        self.lookup = lookup or look_up
        self._allowed: set[tuple[str, int]] = set()
        """Addresses and ports that trusted origins stand for."""
        for origin in self.trusted:
            host, _, port = origin.rpartition(":")
            try:
                self._allowed.add((str(ipaddress.ip_address(host.strip("[]"))), int(port)))
            except ValueError:
                continue  # a name: its addresses are known once it has been looked up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Look a name up; raise :class:`Refused` if any address is private, ``OSError`` if there is none."""
        host = host.lower()
        addresses = [ipaddress.ip_address(text) for text in await self.lookup(host, port)]
        if not addresses:
            raise OSError("no address")
        if f"{host}:{port}" in self.trusted:
            self._allowed.update((str(address), port) for address in addresses)
        elif not all(map(is_public, addresses)):
            raise Refused("private-address")
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET6 if address.version == 6 else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for one address about to be connected to, unless it is private."""
        family, kind, protocol, _, target = info
        address = ipaddress.ip_address(target[0])
        if not is_public(address) and (str(address), target[1]) not in self._allowed:
            raise PrivateAddressError("private address")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is held."""


async def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver; addresses in its order, without duplicates."""
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def accepted_encodings() -> str:
    """Value of Accept-Encoding: what :func:`inflate` can undo within bounds."""
    return "gzip, deflate, br" if _BOUNDED_BROTLI else "gzip, deflate"


def inflate(body: bytes, content_encoding: str, limit: int) -> bytes:
    """Undo Content-Encoding, holding at most ``limit`` bytes (and one more) a layer.

    Raises :class:`Refused` (``bomb``) beyond the limit, :class:`FetchError` (``bad-encoding``,
    ``incomplete``) for damaged bytes. A body that is not encoded although the header says so is returned as
    it is: some servers compress twice in their headers and once, or not at all, in fact.
    """
    layers = [name for name in (part.strip().lower() for part in content_encoding.split(",")) if name]
    if len(layers) > MAXIMUM_ENCODINGS:
        raise Refused("bomb")
    for name in reversed(layers):
        if not body:
            break
        if name in ("gzip", "x-gzip"):
            body = _gunzip(body, limit) if body[:2] == b"\x1f\x8b" else body
        elif name == "deflate":
            body = _undeflate(body, limit)
        elif name == "br" and _BOUNDED_BROTLI:
            body = _unbrotli(body, limit)
        elif name in ("br", "zstd", "compress", "x-compress", "dcb", "dcz"):
            raise FetchError("bad-encoding")
        # anything else (identity, none, utf-8 ...) is no encoding of bytes
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """Inflate all members; what follows the last one and is no member is padding."""
    parts: list[bytes] = []
    size = 0
    while body[:2] == b"\x1f\x8b":
        if len(parts) == MAXIMUM_MEMBERS:  # each member costs a copy of the rest
            raise Refused("bomb")
        part, body = _inflate_stream(zlib.decompressobj(31), body, limit - size)
        parts.append(part)
        size += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _undeflate(body: bytes, limit: int) -> bytes:
    """Inflate with the zlib wrapper that the standard asks for, or without, as many servers send it."""
    wrapped = body[0] & 0x0F == 8 and len(body) > 1 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate_stream(zlib.decompressobj(15 if wrapped else -15), body, limit)[0]


def _inflate_stream(stream: Any, body: bytes, limit: int) -> tuple[bytes, bytes]:
    """Inflate one stream; returns what it held and the bytes after its end."""
    try:
        data = stream.decompress(body, limit + 1)
    except zlib.error:
        raise FetchError("bad-encoding") from None
    if len(data) > limit:
        raise Refused("bomb")
    if not stream.eof:
        raise FetchError("incomplete")
    return data, stream.unused_data


def _unbrotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    try:
        parts = [stream.process(body, output_buffer_limit=limit + 1)]
        while (size := sum(map(len, parts))) <= limit and not stream.is_finished():
            part = stream.process(b"", output_buffer_limit=limit + 1 - size)
            if not part:
                raise FetchError("incomplete")
            parts.append(part)
    except brotli.error:
        raise FetchError("bad-encoding") from None
    if size > limit:
        raise Refused("bomb")
    return b"".join(parts)


def _brotli_is_bounded() -> bool:
    """Whether the library is there and can stop while inflating (brotli 1.2; not brotlicffi)."""
    if brotli is None:
        return False
    try:
        brotli.Decompressor().process(b"", output_buffer_limit=1)
    except (TypeError, brotli.error):
        return False
    return True


_BOUNDED_BROTLI = _brotli_is_bounded()
