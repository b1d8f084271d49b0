"""The public address of an app's articles, as a pattern: by its items, links, the user, or the app's routes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.addresses import LINK_LIMIT, is_below
from crawler.platforms.json_values import at, text_of_value
from crawler.signs import Seen
from onboarding.calls import Route, same_site
from onboarding.itemlists import ItemList
from onboarding.probing import Probe, feed_of

MOST_LINKS = 500
MOST_LISTED = 5_000
_LINK_STEPS = ("link", "url", "permalink", "share_url", "shareUrl", "share_link", "canonical", "canonical_url", "href")
"""Where items print the address under which people are to see them."""
_IS_NUMBER = re.compile(r"(?:^|_)id(?:$|_|[A-Z])|^id|Id$|nomor|number|no$")
_IS_SECTION = re.compile(r"kategori|categor|section|rubrik", re.I)


def articles_of(found: ItemList, routes: list[Route], probe: Probe, home_url: str) -> tuple[str, str]:
    """Return the pattern of the articles' public addresses, and by what it is known; two empty texts if it is not."""
    if pattern := _by_items(found, home_url):
        return pattern, "as the items themselves print it"
    if pattern := _by_addresses(found, _linked(probe), home_url):
        return pattern, "as links on the home page have it"
    for named, lists in (("sitemap", probe.sitemaps), ("feed", probe.feeds)):
        if pattern := _by_addresses(found, _listed(lists, home_url), home_url):
            return pattern, f"as the site's {named} has it"
    if pattern := _by_addresses(found, [probe.start], home_url):
        return pattern, "as the address has it that you gave"
    for route in routes:
        if pattern := _by_route(route, found):
            return pattern, f"named in {route.named_in[:80]}"
    return "", ""


def _by_items(found: ItemList, home_url: str) -> str:
    """Return the pattern of whole addresses that the items hold, as their slug or as a link to be shared."""
    for steps in dict.fromkeys([found.fields.get("slug", ""), *_LINK_STEPS]):
        links = [text_of_value(at(item, steps)) if steps else "" for item in found.items]
        try:
            paths = [urlsplit(link) for link in links if link.startswith(("http", "/"))]
            foreign = any(parts.netloc and not same_site(home_url, parts.geturl()) for parts in paths)
        except ValueError:
            continue
        if len(paths) < len(found.items) or not paths or foreign:
            continue
        if any(parts.query or parts.path.endswith((".jpg", ".png", ".jpeg", ".webp", ".pdf")) for parts in paths):
            continue
        below = [_below(home_url, parts.geturl()) if parts.netloc else parts.path for parts in paths]
        made = [_of_item(path, item, found) for path, item in zip(below, found.items, strict=True)]
        if pattern := _common(made):
            return pattern
    return ""


def _of_item(path: str, item: dict[str, Any], found: ItemList) -> str:
    """Return the address that an item prints with its fields in their place; empty where it has none of them."""
    slug = found.text(item, "slug").rstrip("/").rpartition("/")[2]
    made = _generalised(path, slug, found.text(item, "id"), found.text(item, "section"))
    return made if "slug" not in found.fields or "{slug}" in made or "{id}" in made else ""


def _by_addresses(found: ItemList, urls: list[str], home_url: str) -> str:
    """Return the pattern of addresses of the site that hold the slug of an item, or its number as a step of its own."""
    paths = [path for url in urls if (path := _below(home_url, url))]
    made = []
    for item in found.items:
        slug, number = found.text(item, "slug").rstrip("/").rpartition("/")[2], found.text(item, "id")
        section = found.text(item, "section")
        made += [_generalised(path, slug, number, section) for path in paths if slug and slug in path]
    return _common(made)


def _below(home_url: str, url: str) -> str:
    """Return an address's path from the root of the site on; the whole path where the site has its host to itself."""
    prefix, path = urlsplit(home_url).path.rstrip("/"), urlsplit(url).path
    return path.removeprefix(prefix) if is_below(path, prefix) else ""


def _linked(probe: Probe) -> list[str]:
    hrefs = [href for link in probe.root.iter("a") if (href := link.get("href")) and len(href) < LINK_LIMIT]
    return [_joined(probe.home.url, href) for href in hrefs[:MOST_LINKS]]


def _listed(lists: list[Seen], home_url: str) -> list[str]:
    """Return the site's own addresses that its sitemaps or feeds list."""
    entries = [entry for each in lists if (feed := feed_of(each)) for entry in feed.entries[:MOST_LISTED]]
    urls = [_joined(home_url, entry.url) for entry in entries]
    return [url for url in urls if url.startswith(home_url)]


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _generalised(path: str, slug: str, number: str, section: str) -> str:
    """Return a path with what it says of an article as fields; empty for one that a pattern could not say."""
    if re.search(r"[{}\[\]%]", path):
        return ""
    alone = re.compile(rf"(?<!\d){re.escape(number)}(?!\d)") if number else None
    steps = []
    for step in path.strip("/").split("/"):
        told = step.replace(slug, "{slug}", 1) if slug else step
        told = alone.sub("{id}", told, count=1) if alone else told
        steps.append("{section}" if section and step == section else told)
    return "/" + "/".join(steps)


def _common(patterns: list[str]) -> str:
    """Return what all patterns are; empty when they differ or hold no field."""
    alike = set(patterns)
    pattern = alike.pop() if len(alike) == 1 else ""
    return pattern if "{slug}" in pattern or "{id}" in pattern else ""


def _by_route(route: Route, found: ItemList) -> str:
    """Return a route with our fields in place of the script's names; empty where the items lack one of them."""
    nearest = sorted(found.fields.items(), key=lambda field: -field[1].count("."))  # an item's own slug is its own
    last = {steps.rpartition(".")[2].lower(): name for name, steps in nearest}
    used: set[str] = set()
    pattern = route.path
    for name in re.findall(r"\{([^{}]*)\}", route.path):
        own = last.get(name.lower(), "")
        if own not in ("id", "slug", "section"):
            own = "section" if _IS_SECTION.search(name) else "id" if _IS_NUMBER.search(name) else "slug"
        if own == "slug" and "slug" not in found.fields and "id" in found.fields:
            own = "id"
        if own not in found.fields or own in used:
            return ""
        used.add(own)
        pattern = pattern.replace("{" + name + "}", "{=" + own + "}", 1)
    pattern = pattern.replace("{=", "{")
    return pattern if used & {"id", "slug"} else ""
