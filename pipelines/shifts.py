"""Sudden shifts of a site against its own history: other languages, links to other hosts, sections nobody knew.

Takeovers of these sites rarely use words that a list can hold; what they all do is to change what the site speaks of
and where it leads. One run with a shift is told once: if the site stays so, it is its new usual, and the alarm ends.
Releases in another language are another matter: they stand against the site for as long as they come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from pipelines.health import HISTORY_LEAST, Finding, Metrics

HOME_LANGUAGES = ("id", "jv", "su", "ms", "en")
"""Languages in which these governments write."""
FOREIGN_LEAST = 4
FOREIGN_SHARE = 0.5
USUAL_FOREIGN = 0.1
"""A language shift: at least four new releases and half of them in a foreign language, usually less than a tenth."""
NEW_HOSTS = 10
NEW_SECTIONS_LINKS = 15
KEPT = 300
"""Hosts and sections of one run that are kept at most."""
_LINKS = XPath("/html/body//a/@href", smart_strings=False)


def links_of(root: _Element, own_host: str, below: str = "") -> tuple[set[str], Counter[str]]:
    """Return the hosts outside of government to which a page links, and its links per section of its own site.

    A section is the first part of a path of several parts: sites that put all releases at the top have none. Of a site
    below a path it is the first part ``below`` that.
    """
    hosts: set[str] = set()
    sections: Counter[str] = Counter()
    addresses: Any = _LINKS(root)
    for address in addresses:
        try:
            parts = urlsplit(address.strip())
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if parts.scheme not in ("", "http", "https"):
            continue
        if not host or host == own_host.removeprefix("www."):
            first, slash, rest = parts.path.removeprefix(f"{below}/").strip("/").partition("/")
            if slash and rest:
                sections[first[:60].lower()] += 1
        elif not host.endswith(".go.id"):
            hosts.add(host[:100])
    return hosts, sections


def language_shift(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    """Return the finding ``hijacked`` when new releases suddenly are in a language that this site never wrote."""
    fresh = now.get("languages", {})
    foreign = {name: n for name, n in fresh.items() if name not in HOME_LANGUAGES}
    count, total = sum(foreign.values()), now.get("new", 0)
    if count < FOREIGN_LEAST or count < FOREIGN_SHARE * total or len(history) < HISTORY_LEAST:
        return None
    usual_total = sum(m.get("new", 0) for m in history)
    usual = sum(n for m in history for name, n in m.get("languages", {}).items() if name not in HOME_LANGUAGES)
    if usual >= USUAL_FOREIGN * max(usual_total, 1):
        return None
    return Finding("hijacked", {"languages": foreign, "new": total, "usual_foreign": usual})


def link_shift(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    """Return the finding ``shifted`` when listings lead to many hosts or into sections that they never led to."""
    compared = [m for m in history if "hosts" in m]
    if len(compared) < HISTORY_LEAST:
        return None
    known = {host for m in compared for host in m["hosts"]}
    most = max(len(m["hosts"]) for m in compared)
    fresh = sorted(set(now.get("hosts", ())) - known)
    evidence: dict[str, Any] = {}
    if len(fresh) >= NEW_HOSTS and len(fresh) > most:
        evidence["hosts"] = fresh[:20]
        evidence["usual_hosts"] = most
    sections = {name for m in compared for name in m["sections"]}
    unknown = {name: n for name, n in now.get("sections", {}).items() if name not in sections}
    if sum(unknown.values()) >= NEW_SECTIONS_LINKS:
        evidence["sections"] = dict(sorted(unknown.items(), key=lambda entry: -entry[1])[:20])
    return Finding("shifted", evidence) if evidence else None
