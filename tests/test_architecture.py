"""The arrows of the house hold: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bench", "cli", "crawler", "language", "notify", "onboarding", "pipelines", "publish", "sample", "tests")

ALLOWED = {
    "language": ("language",),
    "crawler": ("crawler",),
    "pipelines": ("pipelines", "crawler.items", "crawler.patience", "language"),
    "notify": ("notify", "language"),
    "publish": ("publish", "language", "pipelines.tables"),
    "sample": ("sample", "crawler"),
    "onboarding": ("onboarding", "crawler", "pipelines"),
    "cli": ("cli", "crawler", "language", "notify", "onboarding", "pipelines", "publish", "sample"),
}
"""What each package may import of ours; a dotted name stands for that module alone."""
NEED_TABLES = ("metadata",)
"""Modules of publish that may read pipelines.tables: the generator of the metadata."""


def imports_of(text: str, package: tuple[str, ...] = ()) -> set[str]:
    """Return every module that a text imports, wherever the import stands; ``package`` is its own."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *(node.module or "").split(".")))
            # "from crawler import items" imports crawler.items as much as "import crawler.items" does
            found |= {f"{module}.{alias.name}" for alias in node.names} if module in OURS else {module}
    return found


def forbidden(imported: set[str], allowed: tuple[str, ...]) -> set[str]:
    """Return the modules of ours among those imported that are not allowed."""
    ours = {name for name in imported if name.split(".")[0] in OURS}
    return {name for name in ours if not any(name == room or name.startswith(f"{room}.") for room in allowed)}


def modules() -> list[Path]:
    return sorted(path for package in ALLOWED for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrows(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    allowed = ALLOWED[parts[0]]
    if parts[0] == "publish" and not any(word in parts[-1] for word in NEED_TABLES):
        allowed = ("publish", "language")
    assert not forbidden(imports_of(path.read_text("utf-8"), parts[:-1]), allowed)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "crawler" / "structure").glob("*.py")), ids=lambda path: path.stem
)
def test_the_reading_by_structure_knows_no_platform(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    allowed = ("crawler.structure", "crawler.html", "crawler.items")
    assert not forbidden(imports_of(path.read_text("utf-8"), parts[:-1]), allowed)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "crawler" / "spiders").glob("[!_]*.py")), ids=lambda path: path.stem
)
def test_a_site_imports_its_platform_and_little_else(path):
    imported = forbidden(imports_of(path.read_text("utf-8")), ())
    assert all(name.startswith(("crawler.platforms.", "crawler.items")) for name in imported), imported
    assert f'name = "{path.stem}"' in path.read_text("utf-8"), "one slug names spider and module"


def test_sql_of_the_crawler_stands_in_one_room():
    rooms = {
        path.name
        for path in (ROOT / "crawler").rglob("*.py")
        if any(
            f'"{word} ' in path.read_text("utf-8")
            for word in ("SELECT", "INSERT INTO", "UPDATE", "DELETE FROM")
        )
    }
    assert rooms == {"frontier.py"}


@pytest.mark.parametrize(
    ("text", "package", "found"),
    [
        ("import pipelines.store", "crawler", {"pipelines.store"}),
        ("from pipelines import store", "crawler", {"pipelines.store"}),
        ("def late():\n    from pipelines.store import Store", "crawler", {"pipelines.store"}),
        ("from crawler import captures", "pipelines", {"crawler.captures"}),
        ("from crawler.items import Article", "pipelines", set()),
        ("from crawler.items_more import X", "pipelines", {"crawler.items_more"}),
        ("from pipelines.tables import TABLES", "language", {"pipelines.tables"}),
        ("import json, scrapy", "publish", set()),
    ],
)
def test_the_check_sees_every_form_of_import(text, package, found):
    assert forbidden(imports_of(text), ALLOWED[package]) == found
