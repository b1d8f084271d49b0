"""Addresses of one site: the site's own form of a link, and the address of a mirror crawled in its place."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urldefrag, urljoin, urlsplit

_NEVER_PRINTED = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
"""Characters that an address escapes; letters beyond ASCII stay as printed (RFC 3987), a request encodes them."""
LINK_LIMIT = 2_000
"""Characters; a longer link is no address of an article."""


class SiteAddresses:
    """Translates between a page's links, the site's own addresses and those really fetched.

    ``home_url`` is the site's own home address. ``base_url``, if given, is that of a mirror: fetched instead, and
    read as if it were the site. A mirror may print a third host (the one it was copied from): :meth:`also_own`.
    """

    def __init__(self, home_url: str, base_url: str | None = None, aliases: tuple[str, ...] = ()) -> None:
        parts = urlsplit(home_url)
        self.home_url = home_url
        self.root = f"{parts.scheme}://{parts.netloc}"
        self.base_root = base_url.rstrip("/") if base_url else None
        self.own = {parts.netloc.lower(), *aliases}
        if base_url:
            self.own.add(urlsplit(base_url).netloc.lower())
        self.fetched = [self.root]
        """Roots of what a mirror serves in the site's place."""
        self.link = lru_cache(maxsize=20_000)(self._link)

    def also_own(self, host: str) -> None:
        """Take a host that a mirror prints as its own for the site's."""
        if host and host.lower() not in self.own:
            self.own.add(host.lower())
            self.link.cache_clear()

    def also_fetch(self, root: str) -> None:
        """Ask a mirror, where one is crawled, for what stands under another host, too: that of the site's API."""
        if root not in self.fetched:
            self.fetched.append(root)

    def fetch_url(self, url: str) -> str:
        """Return the address really asked for one of the site's own."""
        for root in self.fetched if self.base_root else ():
            if url.startswith(root):
                return f"{self.base_root}{url[len(root) :] or '/'}"
        return url

    def is_own(self, url: str) -> bool:
        """Tell whether an absolute address belongs to the site."""
        return urlsplit(url).netloc.lower() in self.own

    def resolve(self, page_url: str, href: str) -> str | None:
        """Return the site's own absolute address of a link on a page, without fragment; None when it is no address."""
        href = href.strip()
        if not href or len(href) > LINK_LIMIT or href[0] == "#":
            return None
        if href.startswith(("http://", "https://")):
            return self.link(href)
        try:
            absolute = urljoin(page_url, href)
        except ValueError:
            return None
        return self.link(absolute) if absolute.startswith(("http://", "https://")) else None

    def _link(self, url: str) -> str | None:
        try:
            url = urldefrag(url).url
            parts = urlsplit(url)
            host = parts.netloc.lower()
            parts.port  # noqa: B018  raises for a port that is none
        except ValueError:
            return None
        if not host:
            return None
        path = _NEVER_PRINTED.sub(lambda match: quote(match[0]), parts.path) or "/"
        query = "?" + _NEVER_PRINTED.sub(lambda match: quote(match[0]), parts.query) if parts.query else ""
        if host in self.own:
            return f"{self.root}{path}{query}"
        return f"{parts.scheme}://{host}{path}{query}"
