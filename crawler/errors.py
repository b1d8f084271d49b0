"""What can go wrong between a request and its response, each with one short, stable reason for the run
record.

Reasons end up in ``pages.last_error`` and in the counts of ``runs``; they never hold an address or a server's
words.
"""

from __future__ import annotations

import asyncio
import socket
import ssl

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)


class Refused(IgnoreRequest):
    """We will not fetch or keep this: ``private-address``, ``bad-address``, ``bad-scheme``, ``bad-port``,
    ``too-large``, ``bomb``, ``off-site``, ``robots``. Scrapy neither retries it nor logs it as an error.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FetchError(Exception):
    """The site's fault, and asking again at once cannot help: ``tls``, ``bad-response``, ``bad-encoding``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ConnectionLostError(DownloadFailedError):
    """No answer came because the connection failed: ``reset``, ``unreachable``. May be retried."""

    def __init__(self, reason: str = "reset") -> None:
        super().__init__(reason)
        self.reason = reason


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused-connection"),
    (ResponseDataLossError, "incomplete"),
    (UnsupportedURLSchemeError, "bad-scheme"),
    (NotSupported, "bad-scheme"),
    (DownloadCancelledError, "cancelled"),
    (asyncio.CancelledError, "cancelled"),
    (DownloadFailedError, "failed"),
    (IgnoreRequest, "refused"),
    (TimeoutError, "timeout"),
    (socket.gaierror, "dns"),
    (ssl.SSLError, "tls"),
    (ConnectionRefusedError, "refused-connection"),
    (ConnectionError, "reset"),
    (OSError, "network"),
)
"""From special to general: the first that matches names the reason."""

FETCH_ERRORS: tuple[type[Exception], ...] = (
    FetchError,
    *(kind for kind, _ in _REASONS if issubclass(kind, Exception)),
)
"""Everything that a fetch through :mod:`crawler.download` raises."""


def failure_reason(error: BaseException) -> str:
    """Name the reason of an error that a fetch raised: lower-case words, ``-`` between, else ``error``."""
    if isinstance(error, (Refused, FetchError, ConnectionLostError)):
        return error.reason
    status = getattr(getattr(error, "response", None), "status", None)
    if isinstance(status, int):  # scrapy.spidermiddlewares.httperror.HttpError
        return f"http-{status}"
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "error")
