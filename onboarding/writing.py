"""The file of a site, where it goes, and how it gets there whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import crawler
from crawler.platforms.base import NewsSpider
from crawler.sites import sites_folder
from onboarding.errors import SiteError

LINE = 100
"""Columns of a text in a site's file, before it is broken."""
_INDENT = "    "


@dataclass(slots=True, frozen=True)
class Place:
    """Where what belongs to one site is kept."""

    spider: Path
    fixtures: Path


def checkout() -> Path | None:
    """Return the folder of the project where that is a checkout which may be written to; None in an installed copy."""
    root = Path(crawler.__file__).resolve().parent.parent
    is_one = (root / "setup.cfg").is_file() and (root / "tests").is_dir()
    return root if is_one and os.access(root / "crawler" / "spiders", os.W_OK) else None


def scrapy() -> str:
    """Return how Scrapy is called so that it finds the sites: an installed copy has no scrapy.cfg above it."""
    return "scrapy" if checkout() else "SCRAPY_SETTINGS_MODULE=crawler.settings scrapy"


def place_of(slug: str, settings: Any) -> Place:
    """Return where a site is written: into the project's checkout, else (or if so configured) into folder sites."""
    root = None if settings.get("SITES") else checkout()
    if root is not None:
        return Place(root / "crawler" / "spiders" / f"{slug}.py", root / "tests" / "fixtures" / slug)
    folder = sites_folder(settings)
    return Place(folder / f"{slug}.py", folder / slug)


def fixtures_of(slug: str, settings: Any) -> Path:
    """Return the folder of a site's fixtures: where there are some, else where they would be written."""
    root = checkout()
    known = [sites_folder(settings) / slug, *([root / "tests" / "fixtures" / slug] if root else [])]
    return next((folder for folder in known if folder.is_dir()), place_of(slug, settings).fixtures)


def class_name(slug: str) -> str:
    """Return the name of a site's class."""
    return "".join(part.capitalize() for part in slug.split("_")) + "Spider"


def spider_text(base: type[NewsSpider], title: str, declared: Mapping[str, Any]) -> str:
    """Return the file of a site: its title, its platform, and what it declares, ``name`` among it."""
    lines = [f"{_literal(title, 0, docstring=True)}", "", f"from {base.__module__} import {base.__name__}", "", ""]
    lines.append(f"class {class_name(declared['name'])}({base.__name__}):")
    lines += [_INDENT + _literal(declared["home_url"].rstrip("/"), 0, docstring=True), ""]
    lines += [f"{_INDENT}{name} = {_literal(value, 1)}" for name, value in declared.items()]
    return "\n".join(lines) + "\n"


def _literal(value: Any, depth: int, docstring: bool = False) -> str:
    """Return a value as it is written in a file of a site."""
    pad, closing = _INDENT * (depth + 1), _INDENT * depth
    if docstring:
        safe = "".join(letter for letter in value if letter.isprintable() and letter not in '"\\')
        return f'"""{safe}"""'
    if isinstance(value, str):
        return _text(value, pad, closing)
    if isinstance(value, Mapping):
        rows = "".join(f"{pad}{_quoted(str(k))}: {_literal(v, depth + 1)},\n" for k, v in value.items())
        return "{\n" + rows + closing + "}" if rows else "{}"
    if isinstance(value, (tuple, list)):
        whole = "(" + "".join(f"{_literal(each, depth + 1)}, " for each in value).rstrip() + ")"
        if len(value) > 1:
            whole = whole[:-2] + ")"
        if len(whole) <= LINE and "\n" not in whole:
            return whole
        return "(\n" + "".join(f"{pad}{_literal(each, depth + 1)},\n" for each in value) + closing + ")"
    return repr(value)


def _text(value: str, pad: str, closing: str) -> str:
    whole = _quoted(value)
    if len(whole) + len(pad) <= LINE:
        return whole
    width = LINE - len(pad) - 10
    pieces = [value[start : start + width] for start in range(0, len(value), width)]
    return "(\n" + "".join(f"{pad}{_quoted(piece)}\n" for piece in pieces) + closing + ")"


def _quoted(text: str) -> str:
    """Return a text as a literal, in double quotes unless it has some."""
    if '"' in text or not text.isprintable():
        return repr(text)
    return json.dumps(text, ensure_ascii=False)


@contextmanager
def staged(place: Place) -> Iterator[Place]:
    """Give a place in which a site is put together; it is moved to its own at the end, or leaves nothing behind.

    Raises :class:`SiteError` when there is something already.
    """
    made = _make(place.spider.parent) + _make(place.fixtures.parent)
    folder = Path(tempfile.mkdtemp(prefix=".add-site-", dir=place.spider.parent))
    try:
        prepared = Place(folder / place.spider.name, folder / "fixtures")
        yield prepared
        _move(prepared, place)
        made.clear()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make a folder; return those that were not there, the outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _move(prepared: Place, place: Place) -> None:
    """Move fixtures, then the spider, which is what makes it a site; what was there before stays."""
    if place.fixtures.exists() or place.spider.exists():
        what = place.spider if place.spider.exists() else place.fixtures
        raise SiteError(f"{what} is there already: remove it, or choose another name with --slug")
    has_fixtures = prepared.fixtures.is_dir()
    try:
        if has_fixtures:
            prepared.fixtures.rename(place.fixtures)
        prepared.spider.rename(place.spider)
    except BaseException:
        if has_fixtures and not prepared.fixtures.exists():
            shutil.rmtree(place.fixtures, ignore_errors=True)
        raise
