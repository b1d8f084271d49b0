"""Addresses of one site: the site's own form of a link, and the address of a mirror crawled in its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache, partial
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from crawler.structure.hrefs import rooted, without_empty

_NEVER_PRINTED = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
"""Characters that an address escapes; letters beyond ASCII stay as printed (RFC 3987), a request encodes them."""
_BOUNDS = ("", "/", "?")
"""What may follow the root of a site in an address of its: ``/portal-lama`` is not below ``/portal``."""
_WHOLE_HOST = [""]
LINK_LIMIT = 2_000
"""Characters; a longer link is no address of an article."""


class SiteAddresses:
    """Translates between a page's links, the site's own addresses and those really fetched.

    ``home_url`` is the site's own home address. Where it has a path, the site is what stands below it, and whatever
    else is on the host is none of its. ``base_url``, if given, is that of a mirror: fetched instead, and read as if it
    were the site. A mirror may print a third host (the one it was copied from): :meth:`also_own`.
    """

    def __init__(self, home_url: str, base_url: str | None = None, aliases: tuple[str, ...] = ()) -> None:
        parts = urlsplit(home_url)
        self.home_url = home_url
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.prefix = _escaped(parts.path.rstrip("/"))
        """Path below which the site stands, ``/portal``; empty for one that has its host to itself."""
        self.root = self.origin + self.prefix
        self.base_root = base_url.rstrip("/") if base_url else None
        self.own = {parts.netloc.lower(), *aliases}
        self.prefixes = [self.prefix]
        """Paths below which addresses of the site stand as they are printed, the longest first."""
        if base_url:
            mirror = urlsplit(base_url)
            self.own.add(mirror.netloc.lower())
            self.base_origin = f"{mirror.scheme}://{mirror.netloc}"
            self.prefixes = sorted({self.prefix, mirror.path.rstrip("/")}, key=len, reverse=True)
        self.fetched = [self.root]
        """Roots of what a mirror serves in the site's place."""
        self.link = lru_cache(maxsize=20_000)(self._link)
        self.rest_of = lru_cache(maxsize=20_000)(partial(_rest_of, self.root))
        """Gives one of the site's own addresses from its root on, doubled slashes as one: by it addresses are told
        apart, and never fetched. None for an address that is not below the root."""

    def also_own(self, host: str) -> None:
        """Take a host that a mirror prints as its own for the site's."""
        if host and host.lower() not in self.own:
            self.own.add(host.lower())
            self.link.cache_clear()

    def also_fetch(self, root: str) -> None:
        """Ask a mirror, where one is crawled, for what stands under another host, too: that of the site's API."""
        if root not in self.fetched and root != self.origin:
            self.fetched.append(root)

    def fetch_url(self, url: str) -> str:
        """Return the address really asked for one of the site's own."""
        if self.base_root is None:
            return url
        for root in self.fetched:
            if (rest := rest_below(root, url)) is not None:
                return f"{self.base_root}{rest or '/'}"
        if url.startswith(self.origin):  # beside the site: a file of an article, robots.txt
            return f"{self.base_origin}{url[len(self.origin) :] or '/'}"
        return url

    def at_root(self, url: str) -> str | None:
        """Return one of the site's own addresses as it would be if the site had its host to itself; else None."""
        rest = self.rest_of(url)
        return None if rest is None else f"{self.origin}{rest}"

    def is_own(self, url: str) -> bool:
        """Tell whether an absolute address belongs to the site."""
        parts = urlsplit(url)
        return parts.netloc.lower() in self.own and (not self.prefix or is_below(parts.path, self.prefix))

    def is_on_host(self, url: str) -> bool:
        """Tell whether an absolute address is on the site's host, be it of the site or beside it."""
        return urlsplit(url).netloc.lower() in self.own

    def is_beside(self, url: str) -> bool:
        """Tell whether an absolute address is on the site's host, and not of the site."""
        return self.prefix != "" and self.is_on_host(url) and not self.is_own(url)

    def home_paths(self, paths: Collection[str]) -> list[str]:
        """Return paths of the home page, given from the site's root on, as they stand on the host."""
        return [f"{self.prefix}{path}" for path in (*paths, "/index.php")]

    def resolve(self, page_url: str, href: str) -> str | None:
        """Return the site's own absolute address of a link on a page, without fragment; None when it is no address."""
        href = href.strip()
        if not href or len(href) > LINK_LIMIT or href[0] == "#":
            return None
        if href.startswith(("http://", "https://")):
            return self.link(href)
        try:
            absolute = urljoin(page_url, rooted(page_url, href))
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
        path = _escaped(parts.path) or "/"
        query = f"?{_escaped(parts.query)}" if parts.query else ""
        if host in self.own:
            return f"{self.origin}{self._own_path(path) if self.prefixes != _WHOLE_HOST else path}{query}"
        return f"{parts.scheme}://{host}{path}{query}"

    def _own_path(self, path: str) -> str:
        """Return the path of an address of the site, or beside it, whether the site or a mirror prints it."""
        for prefix in self.prefixes:
            if is_below(path, prefix):
                return f"{self.prefix}{path[len(prefix) :] or '/'}"
        return path


def rest_below(root: str, url: str) -> str | None:
    """Return an address from a root on that it begins with, final slash or not; None where it does not."""
    root = root.removesuffix("/")
    if not url.startswith(root):
        return None
    rest = url[len(root) :]
    return rest if rest[:1] in _BOUNDS else None


def _rest_of(root: str, url: str) -> str | None:
    rest = rest_below(root, url)
    return without_empty(rest) if rest else rest


def _escaped(text: str) -> str:
    return _NEVER_PRINTED.sub(lambda match: quote(match[0]), text)


def is_below(path: str, prefix: str) -> bool:
    """Tell whether a path is that of a site's home page, or below it; the prefix has no final slash."""
    return path.startswith(prefix) and path[len(prefix) : len(prefix) + 1] in ("", "/")
