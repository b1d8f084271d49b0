"""Takes the pictures of the documentation: ``python docs/pictures.py`` (``make pictures``), with Debian's chromium.

Almost every picture is of the sample site's archive after sixty nights, so that whoever takes them again gets the same.
The sample site lies in an invented region, so the map is one of the synthetic archive (bench/articles.py): sites of
no real agency, in every province.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.articles import build
from pipelines.likeness import refresh
from sample.nights import play
from tests.browser.tab import tab
from tests.served import served

FOLDER = Path(__file__).parent / "images"
DESK, PHONE = 1000, 390
PICTURES = {
    "front": ("/", DESK, 1000),
    "search-phone": ("/-/search?q=biaya+sertifikat+tanah", PHONE, 1100),
    "search": ("/-/search?q=tani", DESK, 820),
    "release": ("/archive/articles/30", PHONE, 1500),
    "compared": ("/-/history/30/1..2", DESK, 900),
    "incidents": ("/-/incidents", DESK, 1100),
    "vanished": ("/-/vanished", DESK, 1000),
    "government": ("/-/sites/contoh", DESK, 1500),
}
OF_MANY_SITES = {"regions": ("/-/regions", DESK, 1050)}
"""Name to address, width and greatest height in pixels."""
MANY = 5_000
"""Releases of the synthetic archive."""


async def take(base: str, profile: Path, pictures: dict[str, tuple[str, int, int]]) -> None:
    """Take pictures of a served archive."""
    async with tab(profile) as page:
        for name, (path, width, tallest) in pictures.items():
            await page.open(f"{base}{path}{'&' if '?' in path else '?'}lang=en", width)
            await page.picture(FOLDER / f"{name}.png", tallest)


def main() -> None:
    """Play the nights, serve them, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        archive, many = Path(folder) / "archive.db", Path(folder) / "many.db"
        list(play(archive, 1, 60))
        refresh(archive)
        build(many, MANY)
        for source, pictures in ((archive, PICTURES), (many, OF_MANY_SITES)):
            with served(source) as base:
                asyncio.run(take(base, Path(folder) / f"{source.stem}-profile", pictures))


if __name__ == "__main__":
    main()
