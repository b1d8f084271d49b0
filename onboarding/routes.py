"""The public address of an app's articles, as a pattern: by what its items print, by links, or by the app's routes."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from crawler.addresses import LINK_LIMIT
from onboarding.calls import Route, same_site
from onboarding.itemlists import ItemList
from onboarding.probing import Probe

MOST_LINKS = 500
_IS_NUMBER = re.compile(r"(?:^|_)id(?:$|_|[A-Z])|^id|Id$|nomor|number|no$")
_IS_SECTION = re.compile(r"kategori|categor|section|rubrik", re.I)


def articles_of(found: ItemList, routes: list[Route], probe: Probe, home_url: str) -> tuple[str, str]:
    """Return the pattern of the articles' public addresses, and by what it is known; two empty texts if it is not."""
    if pattern := _by_items(found, home_url):
        return pattern, "as the items themselves print it"
    if pattern := _by_links(found, probe):
        return pattern, "as links on the home page have it"
    for route in routes:
        if pattern := _by_route(route, found):
            return pattern, f"named in {route.named_in[:80]}"
    return "", ""


def _by_items(found: ItemList, home_url: str) -> str:
    """Return the pattern of whole addresses that the items hold as their slug."""
    links = [(found.text(item, "slug"), found.text(item, "id")) for item in found.items]
    paths = [(urlsplit(link), number) for link, number in links if link.startswith(("http", "/"))]
    if len(paths) < len(found.items) or not paths:
        return ""
    if any(parts.netloc and not same_site(home_url, parts.geturl()) for parts, _ in paths):
        return ""
    made = [_generalised(p.path, p.path.rstrip("/").rpartition("/")[2], number, "") for p, number in paths]
    return _common(made)


def _by_links(found: ItemList, probe: Probe) -> str:
    """Return the pattern of links on the home page that hold the slug of an item."""
    hrefs = [href for link in probe.root.iter("a") if (href := link.get("href")) and len(href) < LINK_LIMIT]
    paths = [urlsplit(urljoin(probe.home.url, href)).path for href in hrefs[:MOST_LINKS]]
    made = []
    for item in found.items:
        slug, number = found.text(item, "slug").rstrip("/").rpartition("/")[2], found.text(item, "id")
        section = found.text(item, "section")
        made += [_generalised(path, slug, number, section) for path in paths if slug and slug in path]
    return _common(made)


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
    last = {steps.rpartition(".")[2].lower(): name for name, steps in found.fields.items()}
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
