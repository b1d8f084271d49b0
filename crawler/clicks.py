"""Links that only a click follows: addresses that ``onclick`` goes to, as links that everything else reads.

A browser goes where ``location.href = '...'`` says, written out or in a function of the page that does nothing else. No
script is run: what is not written out as a whole is no address.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml.etree import SubElement, XPath, _Element

_CLICKED: Final = XPath("//*[@onclick] | //a[starts-with(@href, 'javascript:')]")
_SCRIPTS: Final = XPath("//script[not(@src)]/text()")
_GOES: Final = r"(?:\b(?:window|document|self|top|parent)\s*\.\s*)?\blocation\s*(?:\.\s*href\s*)?=(?!=)\s*"
_END: Final = r"\s*(?=[;}),]|$)"
_GO: Final = re.compile(
    rf"(?:{_GOES}|\blocation\s*\.\s*(?:assign|replace)\s*\(\s*)(?P<quote>['\"])(?P<url>[^'\"]+)(?P=quote){_END}", re.I
)
_FUNCTION: Final = re.compile(
    rf"\bfunction\s+(\w{{1,60}})\s*\(\s*(\w{{1,60}})\b[^)]{{0,200}}\)\s*\{{\s*{_GOES}\2\s*;?\s*\}}", re.I
)
_CALL: Final = re.compile(r"\b(?P<name>\w{1,60})\s*\(\s*(?P<quote>['\"])(?P<url>[^'\"]+)(?P=quote)\s*[,)]")
_ADDRESS: Final = re.compile(r"(?:https?:)?//[^/]|(?!\w+:|#|//)\S", re.I)
_NO_ADDRESS: Final = re.compile(r"\s*(?:#|javascript:|$)", re.I)
_EMPTY: Final = frozenset(("img", "input"))
"""Elements that hold nothing: the link stands beside them."""
_BEFORE: Final = 200
"""Bytes before ``location`` among which the attribute begins whose script goes there."""
_TAKEN: Final = re.compile(rb"location\s*(?:\.\s*href\s*)?=\s*\w{1,60}\s*;?\s*\}")
"""How a function ends that goes where it is told."""
_SCRIPT_LIMIT: Final = 200_000
"""Characters of one script that are looked through for functions."""


def has_clicks(data: bytes) -> bool:
    """Tell whether a page may have such links; costs next to nothing where it has none."""
    at = data.find(b"location")
    while at >= 0:
        before = data[max(at - _BEFORE, 0) : at].lower()
        if b"onclick" in before or b"javascript:" in before or _TAKEN.match(data, at) is not None:
            return True
        at = data.find(b"location", at + 1)
    return False


def name_clicked(root: _Element) -> None:
    """Give links without an address that which their click goes to, and other elements a link of no text to it."""
    clicked: Any = _CLICKED(root)
    if not clicked:
        return
    scripts: Any = _SCRIPTS(root)
    going = {name for script in scripts for name, _ in _FUNCTION.findall(script[:_SCRIPT_LIMIT])}
    others = []
    for element in clicked:
        href = element.get("href")
        url = _address_in(element.get("onclick") or href, going)
        if url is None:
            continue
        if element.tag != "a":
            others.append((element, url))
        elif href is None or _NO_ADDRESS.match(href):
            element.set("href", url)
    for element, url in others:
        around = (element.iterancestors("a"), element.iter("a"))
        holder = element.getparent() if element.tag in _EMPTY else element
        if holder is not None and not any(link.get("href") == url for links in around for link in links):
            SubElement(holder, "a", href=url)


def _address_in(script: str, going: set[str]) -> str | None:
    """Return the address that a click goes to; ``going`` are functions that go where they are told."""
    found = _GO.search(script) or next((call for call in _CALL.finditer(script) if call["name"] in going), None)
    url = found["url"].strip() if found is not None else ""
    return url if _ADDRESS.match(url) else None
