"""Pages that stand in the place of content: challenges, maintenance, errors with status 200, suspended hosting.

Recognised by their title and by how little else they hold; a release that merely speaks of such things has an
article's markup and a long page around it.
"""

from __future__ import annotations

import re

from lxml.etree import XPath, _Element

_TITLE = XPath("string(/html/head/title)")
_ELEMENTS = XPath("count(//body//*)")
FEW_ELEMENTS = 120
"""A page that stands in is small; a news page of this family has many hundreds of elements."""

_SIGNS = (
    ("challenge", re.compile(r"just a moment|attention required|checking your browser|ddos protection|verifikasi anda"
                             r"|are you (a )?(human|robot)|access denied|request rejected", re.I)),
    ("maintenance", re.compile(r"site maintenance|under maintenance|sedang dalam (perbaikan|pemeliharaan)", re.I)),
    ("suspended", re.compile(r"account (has been )?suspended|website (is )?suspended"
                             r"|hosting.*(expired|suspended)", re.I)),
    ("parked", re.compile(r"domain (is )?(for sale|parked)|parked domain|default web page|welcome to nginx"
                          r"|apache2 .*default page", re.I)),
    ("error-page", re.compile(r"database error|an? (php )?error was encountered|internal server error"
                              r"|service unavailable|bad gateway|fatal error", re.I)),
)  # fmt: skip


def recognise(root: _Element) -> str | None:
    """Return what a page is instead of content: challenge, maintenance, suspended, parked, error-page; or None."""
    title = " ".join(str(_TITLE(root)).split())[:300]
    for reason, sign in _SIGNS:
        if sign.search(title) and float(_ELEMENTS(root)) <= FEW_ELEMENTS:  # type: ignore[arg-type]
            return reason
    return None
