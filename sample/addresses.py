"""Address forms of a release, and which of them the CMS answers."""

from __future__ import annotations

import re
from datetime import datetime

FORMS = {
    "plain": "/{slug}",
    "detail": "/berita/detail/{slug}",
    "baca": "/baca/{month}/{slug}",
    "berita": "/berita-{slug}.html",
    "html": "/{slug}.html",
}
"""Every form occurs in links somewhere on the site."""
SERVED = frozenset({"plain", "detail", "baca"})
"""Forms that open the release; the others redirect to the home page, as every unknown address does."""

_SHAPES = {
    "detail": re.compile(r"/berita/detail/([^/]+)(?:/.*)?"),
    "baca": re.compile(r"/baca/\d{4}/\d{2}/([^/]+)/?"),
    "berita": re.compile(r"/berita-([^/]+)\.html"),
    "html": re.compile(r"/([^/]+)\.html"),
    "plain": re.compile(r"/([^/]+)/?"),
}


def path(form: str, slug: str, published: datetime | None) -> str:
    """Return the path of a release in one form."""
    month = f"{published:%Y/%m}" if published else "2019/01"
    return FORMS[form].format(slug=slug, month=month)


def read(path: str) -> tuple[str, str] | None:
    """Return form and lower-cased slug that a path speaks of; None when it has none of the forms."""
    for form, shape in _SHAPES.items():
        if match := shape.fullmatch(path):
            return form, match[1].lower()
    return None
