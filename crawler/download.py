"""The download handler: one guarded, cheap way to the web, over aiohttp, for http and https (HTTP/1.1).

It follows no redirect, keeps no cookie, takes no proxy from the environment and repeats no request by itself;
every limit is checked while bytes arrive. Scrapy gets the inflated body; what came over the wire is in
``request.meta``:

``lontar_raw``
    the body as transferred, Content-Encoding not undone (the same object where nothing was encoded);
``lontar_http``
    ``(version, status, phrase, headers)``: ``"HTTP/1.1"``, number, text, (name, value) bytes in order.

Both are there too when the bytes came whole but could not be inflated. Settings: ``DOWNLOAD_TIMEOUT``,
``DOWNLOAD_CONNECT_TIMEOUT``, ``DOWNLOAD_IDLE_TIMEOUT`` (seconds), ``DOWNLOAD_MAXSIZE`` (bytes, as transferred
and as inflated), ``TRUSTED_ORIGINS`` (list of ``host:port``), ``TLS_EXCEPTIONS`` (see :func:`tls_contexts`),
``USER_AGENT``. Meta keys ``download_timeout`` and ``download_maxsize`` override for one request.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Mapping

import aiohttp
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, HtmlResponse, Request, Response
from scrapy.responsetypes import responsetypes
from yarl import URL

from crawler.errors import ConnectionLostError, FetchError, Refused
from crawler.guards import (
    AddressGuard,
    Lookup,
    PrivateAddressError,
    accepted_encodings,
    address_problem,
    inflate,
)

DEFAULT_CONNECT_TIMEOUT = 10.0
DEFAULT_IDLE_TIMEOUT = 15.0
MAXIMUM_LINE = 8190
"""Bytes of the status line or of one header field."""
MAXIMUM_HEADERS = 100
"""Header fields of a response."""
MAXIMUM_HEADER_BYTES = 64 * 1024
KEEP_ALIVE = 60.0
"""Seconds that an idle connection is kept: longer than the usual Crawl-delay."""
DNS_SECONDS = 300
TLS_NAMES = ("legacy-renegotiation", "small-keys", "unverified-chain")
"""Exceptions that a host may have, the mildest first; see :func:`tls_contexts`."""
_OLD_HANDSHAKES = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)  # named from Python 3.12 on


class GuardedDownloadHandler(BaseDownloadHandler):
    """Fetches what the guards let pass; raises :mod:`crawler.errors` or Scrapy's own download errors."""

    lazy = True

    def __init__(self, crawler: Crawler, lookup: Lookup | None = None) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self.trusted = frozenset(origin.lower() for origin in settings.getlist("TRUSTED_ORIGINS"))
        self.maximum_size = settings.getint("DOWNLOAD_MAXSIZE")
        if self.maximum_size <= 0 or settings.getfloat("DOWNLOAD_TIMEOUT") <= 0:
            raise ValueError(
                "DOWNLOAD_MAXSIZE and DOWNLOAD_TIMEOUT: must be above 0, nothing is fetched without"
            )
        self.timeout = aiohttp.ClientTimeout(
            total=settings.getfloat("DOWNLOAD_TIMEOUT"),
            sock_connect=settings.getfloat("DOWNLOAD_CONNECT_TIMEOUT", DEFAULT_CONNECT_TIMEOUT),
            sock_read=settings.getfloat("DOWNLOAD_IDLE_TIMEOUT", DEFAULT_IDLE_TIMEOUT),
        )
        self.identity = (
            (b"User-Agent", settings["USER_AGENT"].encode()),
            (b"Accept-Encoding", accepted_encodings().encode()),
        )
        self.tls: ssl.SSLContext | None = None
        self.tls_exceptions = tls_contexts(settings.getdict("TLS_EXCEPTIONS"))
        guard = AddressGuard(self.trusted, lookup)
        self.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,  # the downloader's slots limit already
                resolver=guard,
                socket_factory=guard.socket,
                ttl_dns_cache=DNS_SECONDS,
                keepalive_timeout=KEEP_ALIVE,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=self.timeout,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            max_line_size=MAXIMUM_LINE,
            max_field_size=MAXIMUM_LINE,
            max_headers=MAXIMUM_HEADERS,
            middlewares=(_never_repeat,),
        )

    def _tls_for(self, host: str) -> ssl.SSLContext:
        """Return the host's own context, or the one of all others, which is dear to make and often not needed."""
        if host not in self.tls_exceptions:
            self.tls = self.tls or ssl.create_default_context()
            return self.tls
        return self.tls_exceptions[host]

    async def download_request(self, request: Request) -> Response:
        """Fetch one request; the response has the inflated body and no Content-Encoding."""
        meta = request.meta
        meta.pop("lontar_raw", None)  # a retried request brings the last attempt's
        meta.pop("lontar_http", None)
        problem = address_problem(request.url, self.trusted)
        if problem:
            raise Refused(problem)
        for name, value in self.identity:
            dict.setdefault(request.headers, name, [value])
        started = time.monotonic()
        try:
            answer = await self._send(request)
            meta["download_latency"] = time.monotonic() - started
            try:
                body = await _read(answer, meta.get("download_maxsize", self.maximum_size))
            except BaseException:
                answer.close()
                raise
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise translated(error) from None
        return self._response(request, answer, body)

    async def _send(self, request: Request) -> aiohttp.ClientResponse:
        """Send the request as it is and wait for the response's headers."""
        url = URL(request.url, encoded=True)  # as Scrapy quoted it: the capture names what was asked
        timeout = self.timeout
        if "download_timeout" in request.meta:
            timeout = aiohttp.ClientTimeout(
                total=request.meta["download_timeout"],
                sock_connect=timeout.sock_connect,
                sock_read=timeout.sock_read,
            )
        return await self.session.request(
            request.method,
            url,
            data=request.body or None,
            headers=[
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in dict.items(request.headers)
                for value in values
            ],
            allow_redirects=False,
            timeout=timeout,
            ssl=self._tls_for(url.raw_host or "") if url.scheme == "https" else True,
        )

    def _response(self, request: Request, answer: aiohttp.ClientResponse, raw: bytes) -> Response:
        """Make Scrapy's response and leave the wire's view in the request's meta."""
        version = f"HTTP/{answer.version.major}.{answer.version.minor}" if answer.version else "HTTP/1.1"
        meta, fields = request.meta, answer.raw_headers
        meta["lontar_raw"] = raw
        meta["lontar_http"] = (version, answer.status, answer.reason or "", list(fields))
        headers = Headers()
        for (
            name,
            value,
        ) in fields:  # filled at dict level: half the time of Headers(fields), and once instead of twice
            dict.setdefault(headers, name.title(), []).append(value)
        encodings = headers.getlist(b"Content-Encoding")
        body = raw
        if encodings:
            encoding = b",".join(encodings).decode("latin-1")
            body = inflate(raw, encoding, meta.get("download_maxsize", self.maximum_size))
            del headers[b"Content-Encoding"]
        kind = _response_class(request.url, headers, body)
        response = kind(request.url, status=answer.status, body=body, protocol=version)
        response.headers = headers
        return response

    async def close(self) -> None:
        """Close all connections."""
        await self.session.close()


def tls_contexts(exceptions: Mapping[str, Iterable[str]]) -> dict[str, ssl.SSLContext]:
    """Make the TLS context of each host that has exceptions; raise ``ValueError`` for an unknown one.

    ``legacy-renegotiation``: servers without RFC 5746. ``small-keys``: keys and Diffie-Hellman groups of 1024
    bits. ``unverified-chain``: nothing of the certificate is checked, neither issuer nor name, day or key (a
    missing intermediate, an expired certificate).
    """
    contexts: dict[str, ssl.SSLContext] = {}
    for host, listed in exceptions.items():
        names = {listed} if isinstance(listed, str) else set(listed)
        unknown = names - set(TLS_NAMES)
        if unknown:
            raise ValueError(f"TLS_EXCEPTIONS: {host}: unknown exception {', '.join(sorted(unknown))}")
        context = ssl.create_default_context()
        if "legacy-renegotiation" in names:
            context.options |= _OLD_HANDSHAKES
        if "small-keys" in names:
            context.set_ciphers("DEFAULT:@SECLEVEL=1")
        if "unverified-chain" in names:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        contexts[host.lower()] = context
    return contexts


def translated(error: BaseException) -> Exception:
    """Turn an error of the HTTP library into one of ours or of Scrapy's, without the library's words."""
    if isinstance(error, (Refused, FetchError, ConnectionLostError)):
        return error
    if isinstance(error, TimeoutError):
        return DownloadTimeoutError("timeout")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return CannotResolveHostError("dns")
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError)):
        return FetchError("tls")
    if isinstance(error, aiohttp.ClientConnectorError):
        return _translated_connection(error.os_error)
    if isinstance(error, aiohttp.ClientPayloadError):
        return ResponseDataLossError("incomplete")
    if isinstance(error, (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)):
        return Refused("bad-address")
    if isinstance(error, (aiohttp.ServerDisconnectedError, OSError)):
        return ConnectionLostError("reset")
    return FetchError("bad-request" if isinstance(error, ValueError) else "bad-response")


def _translated_connection(error: OSError) -> Exception:
    if isinstance(error, PrivateAddressError):
        return Refused("private-address")
    if isinstance(error, TimeoutError):
        return DownloadTimeoutError("timeout")
    if isinstance(error, ConnectionRefusedError):
        return DownloadConnectionRefusedError("refused-connection")
    return ConnectionLostError("reset" if isinstance(error, ConnectionError) else "unreachable")


async def _never_repeat(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request at once after a broken connection: a repeat waits its turn."""
    try:
        return await handler(request)
    except aiohttp.ServerDisconnectedError:
        raise ConnectionLostError("reset") from None
    except aiohttp.ClientOSError as error:
        raise translated(error) from None


async def _read(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """Read the body as transferred; raise :class:`Refused` (``too-large``) once it exceeds ``limit``."""
    head = sum(len(name) + len(value) for name, value in answer.raw_headers)
    if head > MAXIMUM_HEADER_BYTES or answer.status < 200:  # 101: nobody asked for another protocol
        raise FetchError("bad-response")
    if (answer.content_length or 0) > limit:
        raise Refused("too-large")
    content = answer.content
    first = await content.readany()
    parts, size = [first], len(first)
    while size <= limit:
        part = await content.readany()
        if not part:
            return first if len(parts) == 1 else b"".join(parts)
        parts.append(part)
        size += len(part)
    raise Refused("too-large")


def _response_class(url: str, headers: Headers, body: bytes) -> type[Response]:
    """Choose the class by Content-Type; the usual case costs one look."""
    content_type = (headers.get(b"Content-Type") or b"").partition(b";")[0].strip().lower()
    if content_type == b"text/html":
        return HtmlResponse
    if content_type:
        return responsetypes.from_content_type(content_type)
    return responsetypes.from_args(headers=headers, url=url, body=body)
