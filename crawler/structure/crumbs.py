"""The section of a release by the path that themes print above it: home, section, headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import Outline, made_text
from crawler.structure.headline import Headline
from crawler.structure.stated import plain

_NEAR: Final = 16
"""Lines above a headline among which its path stands."""
_MOST_STEPS: Final = 6
_LONGEST: Final = 60
"""Characters of a section."""
_LEAST_HEADLINE: Final = 12
"""Letters of the headline that a path repeats, at least: themes cut it short."""
_HOME: Final = re.compile(r"\W*(?:home|beranda|halaman (?:utama|depan)|depan|utama|dashboard)\W*", re.I)
_HOLDERS: Final = 2
"""Elements around a line that may hold a path of one element for each step."""
_ANY_NEWS: Final = re.compile(
    r"\W*(?:(?:semua|daftar|arsip|indeks|index|detail|baca|list|all|portal|kumpulan|pusat|halaman|read|latest|isi)\s+)*"
    r"(?:berita|news|artikel|articles?|posts?|posting(?:an)?|blogs?|kabar|warta|informasi|publikasi|media|arsip|detail"
    r"|indeks|kategori|category|konten|content|halaman|read|baca|single)"
    r"(?:\s+(?:terkini|terbaru|lainnya|terkait|utama|kami|detail|publik|cent(?:er|re)))*\W*",
    re.I,
)
"""What sites call all that they publish: no category of a release."""


def section_above(made: Outline, headline: Headline | None) -> list[str]:
    """Return the last step of the path above a headline that leads from the home page to the release.

    What all releases of a site are called is no category; nor is a step among other words.
    """
    if headline is None:
        return []
    near = made.blocks[max(0, headline.first - _NEAR) : headline.first]
    for block in reversed(near):
        holders = (block.container, *islice(block.container.iterancestors(), _HOLDERS))
        paths = (list(_steps(holder)) for holder in holders if holder in made.spans)
        steps = next((path for path in paths if 1 < len(path) <= _MOST_STEPS and _HOME.fullmatch(path[0])), [])
        if steps and _leads_to(steps[-1], headline):
            section = steps[-2]
            named = len(steps) > _HOLDERS and len(section) <= _LONGEST and not _ANY_NEWS.fullmatch(section)
            return [section] if named else []
    return []


def _steps(holder: _Element) -> Iterator[str]:
    """Yield what the steps of a path say: each in an element of its own, or behind its sign; one too many at most."""
    if len(made_text(holder)) > (_MOST_STEPS + 1) * _LONGEST:
        return
    said = (part.strip(" \t\n/\\|»›>→·•-–—") for part in map(str, holder.itertext()))
    yield from islice((" ".join(part.split()) for part in said if any(map(str.isalnum, part))), _MOST_STEPS + 1)


def _leads_to(step: str, headline: Headline) -> bool:
    """Tell whether the last step of a path is the headline, or as much of it as there is room for."""
    said, whole = plain(step), plain(headline.text)
    return said == whole or (len(said) >= _LEAST_HEADLINE and whole.startswith(said))
