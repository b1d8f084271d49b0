"""Where a redirect leads: a missing page, another name of the same article, another article, elsewhere.

Nothing here follows anything. On this family of sites a page that does not exist answers with a redirect to
the home page; following it blindly stores the home page as an article.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from crawler.guards import DEFAULT_PORTS

Kind = Literal["home", "same-article", "other-article", "inside", "off-site", "bad"]

MAXIMUM_HOPS = 5
"""Redirects followed from one address; what comes after them is a loop."""
REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})


def classify_redirect(
    site_url: str,
    location: str | bytes | None,
    *,
    home_paths: Collection[str] = ("/",),
    same_site: Callable[[str], bool],
    key_of: Callable[[str], str | None],
) -> tuple[Kind, str | None]:
    """Classify one redirect; returns the kind and the absolute target without fragment (None when ``bad``).

    ``site_url`` is the site's own address of the page that answered, ``location`` the header as sent,
    ``home_paths`` paths of the home page, ``same_site`` tells addresses of the site, ``key_of`` is the
    platform's key of an article address. Kinds: ``home`` (a missing page, unless the home page itself was
    asked), ``same-article`` (an alias: slash, case, https, ending), ``other-article``, ``inside`` (of the
    site, no article), ``off-site``, ``bad`` (no usable address, another scheme, or the page itself again).
    """
    target = _target(site_url, location)
    if target is None or target == urldefrag(site_url).url:
        return "bad", None
    if not same_site(target):
        return "off-site", target
    homes = {_path(path) for path in home_paths} | {""}
    before, after = key_of(site_url), key_of(target)
    if _is_home(target, homes) and (after is None or not urlsplit(target).query):
        return ("inside" if _is_home(site_url, homes) else "home"), target
    if before is None or after is None:
        return "inside", target
    return ("same-article" if before == after else "other-article"), target


def _target(site_url: str, location: str | bytes | None) -> str | None:
    """Resolve a Location header; None when it is empty, damaged or not for http."""
    text = (location.decode("utf-8", "replace") if isinstance(location, bytes) else location or "").strip()
    if not text or any(letter < " " or letter == "\x7f" for letter in text):
        return None
    try:
        if (
            urlsplit(text).scheme and not urlsplit(text).netloc
        ):  # "http:x", "http:///x": read differently everywhere
            return None
        target = urldefrag(urljoin(site_url, text)).url
        parts = urlsplit(target)
        usable = parts.scheme in DEFAULT_PORTS and parts.hostname and "@" not in parts.netloc
        return target if usable and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None


def _is_home(url: str, homes: Collection[str]) -> bool:
    """Whether an address is the home page, with whatever query: ``/?p=12`` is one unless the platform knows a
    key.
    """
    return _path(urlsplit(url).path) in homes


def _path(path: str) -> str:
    """A path without what these servers ignore: final slash, case, the front controller."""
    path = path.lower().rstrip("/")
    return path.removeprefix("/index.php").removesuffix("/index.html").rstrip("/")
