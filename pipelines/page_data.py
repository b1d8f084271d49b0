"""When a release was published, by the data that a page of a JavaScript framework carries along for its own script.

Next.js prints what it was rendered from as ``__NEXT_DATA__``, Inertia as ``data-page``. Of all that lies there only the
object with the printed headline counts, and of that only what is named as the day of publication.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.etree import XPath, _Element

_DATA: Final = XPath("//script[@type='application/json']/text() | //*[@id='app']/@data-page", smart_strings=False)
_LONGEST: Final = 2_000_000
"""Characters of data that are read."""
_MOST: Final = 20_000
"""Values that are looked at."""
_HEADLINES: Final = ("title", "judul", "headline", "name", "nama")
_PUBLISHED: Final = (
    "published_at", "publishedAt", "publish_at", "publishAt", "datePublished", "date_published", "publish_date",
    "publishDate", "published_date", "publishedDate", "tanggal_terbit", "tanggalTerbit", "tanggal_publikasi",
    "tanggalPublikasi", "tgl_terbit", "tgl_publikasi",
)  # fmt: skip
"""Names under which an object says when it was published, surest first."""
_DATED: Final = ("tanggal", "date")
"""Names that may mean the day of what is told of, too: they count where they agree with a printed day."""
_LETTERS: Final = re.compile(r"[\W_]+")


def stated_in_data(root: _Element, printed: str | None, *, alone: bool) -> list[str]:
    """Returns what objects with the printed headline say of when they were published; nothing where they disagree.

    ``alone``: the page prints no day with which they might agree.
    """
    wanted = _plain(printed)
    if len(wanted) < 6:
        return []
    scripts: Any = _DATA(root)
    stated: dict[str, None] = {}
    for script in scripts[:5]:
        for value in _values(str(script)):
            if any(_plain(value.get(name)) == wanted for name in _HEADLINES):
                said = (value.get(name) for name in (_PUBLISHED if alone else (*_PUBLISHED, *_DATED)))
                first = next((each for each in said if isinstance(each, str) and each.strip()), None)
                stated |= {first: None} if first else {}
    return list(stated) if len(stated) == 1 else []


def _values(script: str) -> Iterator[dict[str, Any]]:
    """Gives the objects of a text of JSON."""
    try:
        waiting = [json.loads(script, strict=False)] if len(script) <= _LONGEST else []
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
        inner = value.values() if isinstance(value, dict) else value
        waiting.extend(each for each in inner if isinstance(each, (dict, list)))


def _plain(text: object) -> str:
    return _LETTERS.sub("", text).casefold() if isinstance(text, str) else ""
