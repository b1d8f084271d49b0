"""Where on its host a site stands: at its root, or below a path; and what an address with a path is of the site.

A site that was put below a path keeps below it what is its own: the files that its pages are made of, its menu and its
releases; of a page of the site at the root some of them are elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.etree import XPath, _Element

from crawler.addresses import LINK_LIMIT, is_below, rest_below
from crawler.html import parse_html
from crawler.platforms.generic_pages import GenericReader
from crawler.signs import Seen
from onboarding.visiting import Refusal, Visitor

MOST_STEPS = 5
"""Steps of a path that may be that of a site."""
LEAST_LINKS = 3
"""Links that keep below a path before they tell that a site does."""
FEW_OUTSIDE = 4
"""As many links keep below a path for each that does not, where nothing but links tells of a site."""
_BASE = XPath("string(/html/head/base/@href)")
_FILES = XPath(
    "//script[@src]/@src | //link[@href][contains(concat(' ', @rel, ' '), ' stylesheet ')]/@href", smart_strings=False
)
_LINKS = XPath("//a[@href]")
_API = XPath("string(/html/head/link[@rel='https://api.w.org/']/@href)")
_NOT_OF_SITE = "/cdn-cgi/"
"""Where a proxy puts files of its own, at the root of every host."""
_Page = tuple[Seen, _Element]
_HOMES = frozenset("beranda home depan utama halaman-utama".split())


@dataclass(slots=True, frozen=True)
class Taken:
    """What an address with a path was taken for."""

    url: str
    """The address as given."""
    home_url: str
    """That of its site."""
    role: str = ""
    """``site``, or what of the site it is: ``home page``, ``list``, ``release`` or ``page``; ``nothing`` where no page
    was to be had; empty until the site's platform is known."""
    page: Seen | None = None
    """The page there, or where it leads."""

    def sentence(self) -> str:
        """Return it in words."""
        if self.role == "site":
            return f"{self.home_url} as the site: its own pages and files keep below it"
        if self.role == "nothing":
            return f"the site {self.home_url}, for there is no page at {self.url}"
        article = "the" if self.role == "home page" else "a"
        return f"{self.url} as {article} {self.role} of the site {self.home_url}"


async def place_of(visitor: Visitor, url: str) -> Taken:
    """Return where the site of an address stands; ``visitor`` has the whole host for the site so far."""
    root = f"{visitor.addresses.origin}/"
    page = await _page_at(visitor, url)
    home = f"{visitor.addresses.origin}{await _prefix_of(visitor, url, page)}/"
    if page is None:
        return Taken(url, home, "nothing")
    if home != root and page[0].url.rstrip("/") == home.rstrip("/"):
        return Taken(url, home, "site", page[0])
    parts = urlsplit(f"//{rest_below(home, page[0].url) or ''}")
    is_home = not parts.query and (parts.path.rstrip("/").lower() or "/") in GenericReader.home_paths
    return Taken(url, home, "home page" if is_home else "", page[0])


async def _page_at(visitor: Visitor, url: str) -> _Page | None:
    """Return the page at an address, or where it leads; None where there is none."""
    try:
        seen = await visitor.follow(url)
    except Refusal:
        return None
    root = parse_html(seen.body)[0] if seen.status == 200 else None
    return (seen, root) if root is not None else None


async def _prefix_of(visitor: Visitor, url: str, page: _Page | None) -> str:
    """Return the path below which the site of a page stands; empty for the root of its host.

    Where there is no page, what stands further up tells.
    """
    path = urlsplit(page[0].url if page else url).path
    for prefix in prefixes_of(path):
        if page and not keeps_below(page[0].url, page[1], prefix):
            continue
        if page and path.rstrip("/") == prefix:
            return prefix
        home = await _page_at(visitor, f"{visitor.addresses.origin}{prefix}/")
        if home and is_below(urlsplit(home[0].url).path, prefix) and keeps_below(home[0].url, home[1], prefix):
            return prefix
    return ""


def prefixes_of(path: str) -> list[str]:
    """Return the paths below which the site of a page may stand, the longest first.

    >>> prefixes_of("/portal/index.php/berita/12"), prefixes_of("/kominfo/portal/"), prefixes_of("/")
    (['/portal'], ['/kominfo/portal', '/kominfo'], [])
    """
    steps: list[str] = []
    for step in path.strip("/").split("/")[:MOST_STEPS]:
        if not step or "." in step:
            break
        steps.append(step)
    return ["/" + "/".join(steps[:count]) for count in range(len(steps), 0, -1)]


def keeps_below(url: str, root: _Element, prefix: str) -> bool:
    """Tell whether a page is of a site below a path, by where what it is made of and leads to stands.

    Files of its own tell most, or what WordPress says of its API; where a page has no files, its menu does.
    """
    page = _Own(url, root)
    files, links = page.below(prefix, map(str, _found(_FILES, root))), page.below(prefix, page.links())
    has_api = page.api_root() == prefix
    if files:
        return files[True] > files[False] and (has_api or links[True] >= links[False])
    few_outside = links[True] >= LEAST_LINKS and links[False] * FEW_OUTSIDE <= links[True]
    return has_api or (few_outside and page.leads_home_to(prefix))


class _Own:
    """A page's addresses on its own host."""

    def __init__(self, url: str, root: _Element) -> None:
        self.root = root
        self.host = _bare(urlsplit(url).netloc)
        self.base = _joined(url, str(_BASE(root)))

    def path_of(self, href: str) -> str | None:
        """Return path and query of an address on the page's host; None for any other."""
        try:
            parts = urlsplit(urldefrag(_joined(self.base, href)).url)
        except ValueError:
            return None
        own = parts.scheme in ("http", "https") and _bare(parts.netloc) == self.host
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "") if own else None

    def links(self) -> Iterator[str]:
        """Give the addresses of the page's links."""
        return (link.get("href") or "" for link in _found(_LINKS, self.root))

    def below(self, prefix: str, hrefs: Iterator[str]) -> Counter[bool]:
        """Count the different addresses on the page's host that stand below a path (True), and the others."""
        paths = {path for href in hrefs if (path := self.path_of(href)) and not path.startswith(_NOT_OF_SITE)}
        return Counter(is_below(path.partition("?")[0], prefix) for path in paths)

    def api_root(self) -> str | None:
        """Return the path below which a WordPress says that its API stands; None where it says nothing."""
        href = str(_API(self.root))
        path = self.path_of(href) if href else None
        return path.partition("?")[0].partition("/wp-json")[0].removesuffix("/index.php").rstrip("/") if path else None

    def leads_home_to(self, prefix: str) -> bool:
        """Tell whether what the page calls its home page is the one at a path."""
        homes = (
            self.path_of(link.get("href") or "")
            for link in _found(_LINKS, self.root)
            if link.get("rel") == "home" or "-".join("".join(link.itertext()).lower().split()) in _HOMES
        )
        return any(path is not None and path.rstrip("/") == prefix for path in homes)


def _found(expression: XPath, root: _Element) -> list[Any]:
    found: Any = expression(root)
    return list(found)


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip()) if len(href) <= LINK_LIMIT else ""
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
