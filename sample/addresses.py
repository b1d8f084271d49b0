"""Address forms of a release, and which of them the CMS answers."""

from __future__ import annotations

import re
from typing import NamedTuple

from sample.releases import Release

FORMS = {
    "plain": "/{slug}",
    "detail": "/berita/detail/{slug}",
    "baca": "/baca/{month}/{slug}",
    "read": "/berita/read/{id}/{slug}",
    "berita": "/berita-{slug}.html",
    "html": "/{slug}.html",
}
"""Every form occurs in links somewhere on the site, ``read`` from the day of the move on."""
SERVED = {"plain": ("plain", "detail", "baca"), "read": ("read",)}
"""Forms that open the release, by the form in force."""
FORMER = {"plain": (), "read": SERVED["plain"]}
"""Forms that redirect to the one in force."""
DEAD = ("berita", "html")
"""Forms that are linked, but are answered like every unknown address."""

_SHAPES = {
    "detail": re.compile(r"/berita/detail/(?P<slug>[^/]+)(?:/.*)?"),
    "read": re.compile(r"/berita/read/(?P<id>[0-9]{1,9})/(?P<slug>[^/]+)/?"),
    "baca": re.compile(r"/baca/\d{4}/\d{2}/(?P<slug>[^/]+)/?"),
    "berita": re.compile(r"/berita-(?P<slug>[^/]+)\.html"),
    "html": re.compile(r"/(?P<slug>[^/]+)\.html"),
    "plain": re.compile(r"/(?P<slug>[^/]+)/?"),
}


class Asked(NamedTuple):
    """What an address asks for."""

    form: str
    slug: str
    """In lower case."""
    id: int | None = None
    """None in forms without it."""


def path(form: str, release: Release) -> str:
    """Return the path of a release in one form."""
    month = f"{release.published:%Y/%m}" if release.published else "2019/01"
    return FORMS[form].format(slug=release.slug, id=release.id, month=month)


def read(path: str) -> Asked | None:
    """Return what a path asks for; None when it has none of the forms."""
    for form, shape in _SHAPES.items():
        if match := shape.fullmatch(path):
            found = match.groupdict()
            return Asked(form, found["slug"].lower(), int(found["id"]) if "id" in found else None)
    return None
