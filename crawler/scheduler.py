"""A scheduler for requests that the frontier has already ordered and told apart: first come, first served."""

from __future__ import annotations

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler


class FrontierScheduler(BaseScheduler):
    """Hands requests on in the order in which the spider took them from the frontier."""

    def __init__(self) -> None:
        self.requests: deque[Request] = deque()

    def has_pending_requests(self) -> bool:
        """Tell whether a request waits."""
        return bool(self.requests)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request; a retried one (Scrapy lowers its priority) waits its turn like any other."""
        self.requests.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return the request that has waited longest."""
        return self.requests.popleft() if self.requests else None
