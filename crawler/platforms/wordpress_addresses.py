"""Addresses of WordPress: which are of posts, whatever the permalinks, and which page of a list one is."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

RESERVED = frozenset(
    "wp-admin wp-content wp-includes wp-json wp-login.php wp-cron.php xmlrpc.php feed comments category kategori tag"
    " author page search cari sitemap.xml robots.txt wp-sitemap.xml sitemap_index.xml attachment favicon.ico".split()
)
"""First segments that are no post."""
_DATED = re.compile(r"^\d{4}(?:/\d{1,2}){0,2}$")
_TAIL = re.compile(r"/(?:feed(?:/\w+)?|amp|embed|trackback|comment-page-\d+|page/\d+|\d+)$")
_FILE = re.compile(r"\.(?:xml|txt|php|jpe?g|png|gif|pdf|css|js|ico|zip|docx?|xlsx?|mp[34]|xsl)$")
_PAGED = re.compile(r"/page/(\d+)/?$")


def page_of(url: str) -> int:
    """Return which page of the posts an address shows, from 1."""
    parts = urlsplit(url)
    match = _PAGED.search(parts.path)
    found = match[1] if match else dict(parse_qsl(parts.query)).get("paged", "1")
    return int(found) if found.isdecimal() and len(found) < 8 else 1


def without_page(url: str) -> str:
    """Return the address of a list of posts without the number of its page, query and final slash."""
    return _PAGED.sub("", url.partition("?")[0]).rstrip("/")


def page_at(url: str, number: int, *, plain: bool) -> str:
    """Return the address of another page of a list, as WordPress has it; ``plain`` where permalinks are off."""
    if plain or urlsplit(url).query:
        bare = first_page(url)
        return f"{bare}{'&' if '?' in bare else '?'}paged={number}"
    return f"{without_page(url)}/page/{number}/"


def first_page(url: str) -> str:
    """Return the address of the first page of a feed."""
    return re.sub(r"[?&]paged=[^&]*", "", url)


def next_feed(url: str) -> str:
    """Return the address of a feed's next page."""
    bare = first_page(url)
    return f"{bare}{'&' if '?' in bare else '?'}paged={page_of(url) + 1}"


@lru_cache(maxsize=50_000)
def key_of(rest: str, section: str) -> str | None:
    """Return the key of an address, given from the site's root on; ``section`` is where WordPress stands below it."""
    parts = urlsplit(rest)
    query = dict(parse_qsl(parts.query))
    path = parts.path.removeprefix(section) if section else parts.path
    path = path.rstrip("/").removeprefix("/index.php").lower()
    if not path:
        number = query.get("p", "")
        return f"p={number}" if number.isdecimal() and set(query) <= {"p", "cpage"} else None
    path = _TAIL.sub("", path).strip("/") if not _DATED.match(path.strip("/")) else path.strip("/")
    segments = [unquote(segment) for segment in path.split("/")]
    if not segments[0] or segments[0] in RESERVED or _DATED.match(path) or _FILE.search(segments[-1]):
        return None
    key = segments[-1].removesuffix(".html").strip()
    return key if key and len(key) <= 400 else None


def without_thread_page(url: str) -> str:
    """Return an article's address without the page of its comments, which a block theme's canonical address names."""
    return re.sub(r"(?:comment-page-\d{1,6}/?|[?&]cpage=\d{1,6})(?:#.*)?$", "", url)
