"""Threads that are about other articles: lists of the newest comments, and lists of releases with names and days.

Each comment of the first leads to what it answers; the "names" of the others are headlines.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline, made_text
from crawler.structure.comments import Thread
from crawler.structure.hrefs import join, split
from crawler.structure.titles import names_address
from crawler.structure.words import AUTHOR_ADDRESS

TEASER: Final = 20
"""Letters of a link that leads to an article."""
_PAGE: Final = re.compile(r"/(?:[a-z]*[-_]?(?:page|hal(?:aman)?)[-_/]?)?\d{1,6}", re.I)
"""What further pages of a thread add to their article's address."""
_PAGED: Final = re.compile(r"c?page|hal\w*|start|offset", re.I)
"""The same, as names of values behind it."""
_ADDRESS: Final = re.compile(r"https?:|www\.", re.I)
_LINES: Final = 6
"""Lines of the last comment."""
_PROFILE: Final = re.compile(
    rf"/(?:users?|pengguna|members?|anggota|profiles?|profil|akun|accounts?|people|u|komentator)/|/@|{AUTHOR_ADDRESS.pattern}",
    re.I,
)
"""Addresses of who writes, not of what is written."""
OWN_LINK: Final = re.compile(r"^(?:#|javascript:|mailto:|https?://[^/]*/?$|$)|repl|balas|comment|komentar", re.I)


def is_of_others(made: Outline, thread: Thread) -> bool:
    """Tell whether each comment names, in a line of its own, the other article that it answers; or whether the names
    are those of other articles."""
    own = _own_address(made)
    return bool(thread.entries) and (_answer_others(made, thread, own) or _are_headlines(made, thread, own))


def begins_list(made: Outline, heading: Block, below: Block | None) -> bool:
    """Tell whether a heading stands above a list of releases: a linked headline, which its address spells, is next."""
    if heading.container.tag not in HEADINGS or heading.linked or below is None or not below.is_linked:
        return False
    own = _own_address(made)
    return any(_is_release(link.get("href") or "", made_text(link), own) for link in below.links)


def _own_address(made: Outline) -> str:
    return next((str(each.get("href")) for each in made.root.iter("link") if each.get("rel") == "canonical"), "")


def _are_headlines(made: Outline, thread: Thread, own: str) -> bool:
    """Tell whether most of the names lead to pages of the site whose addresses spell them, each to another: a list of
    releases. The profile of who comments is none, nor the article's own page."""
    begins = [thread.begins[entry] for entry in thread.entries]
    spelled = []
    for entry, begin, end in zip(thread.entries, begins, [*begins[1:], begins[-1] + _LINES], strict=True):
        name = thread.author[entry]
        links = (link for block in made.blocks[begin:end] for link in block.links if made_text(link) == name)
        spelled += [href for link in links if _is_release(href := link.get("href") or "", name, own)][:1]
    return 2 * len(spelled) > len(thread.entries) and len(set(spelled)) == len(spelled)


def _is_release(href: str, name: str, own: str) -> bool:
    """Tell whether an address is that of another page of the site, and spells a headline."""
    here, there = split(own), split(join(own, href))
    is_foreign = bool(own and there.netloc != here.netloc) or there.path.rstrip("/") == here.path.rstrip("/")
    return not (is_foreign or there.fragment or _PROFILE.search(href)) and names_address(name, href)


def _answer_others(made: Outline, thread: Thread, own: str) -> bool:
    return all(
        any(
            block.is_linked
            and any(_leads_from(own, link) for link in block.links)
            and thread.author[entry] not in block.text
            and not _ADDRESS.search(block.text)
            for block in made.within(entry)
        )
        for entry in thread.entries
    )


def leads_on(link: _Element) -> bool:
    """Tell whether a link is to another page, and says as much as a headline does."""
    return not OWN_LINK.search(link.get("href") or "") and len(made_text(link)) >= TEASER


def _leads_from(own: str, link: _Element) -> bool:
    """Tell whether a link is to another page than the page's own, or a comment there, and says as much as a headline;
    the further pages of a thread are their article's."""
    href, _, fragment = (link.get("href") or "").partition("#")
    if not own or not href or len(made_text(link)) < TEASER:
        return leads_on(link)
    here, there = split(own), split(join(own, href))
    path, target = here.path.rstrip("/"), there.path.rstrip("/")
    rest = path.removeprefix(target) if target else path
    differing = set(parse_qsl(here.query)) ^ set(parse_qsl(there.query))
    if (not rest or (rest != path and _PAGE.fullmatch(rest))) and all(_PAGED.fullmatch(name) for name, _ in differing):
        return False
    return leads_on(link) or bool(fragment and not OWN_LINK.search(href))
