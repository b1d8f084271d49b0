"""Takes the pictures of the documentation: ``python docs/pictures.py`` (``make pictures``), with Debian's chromium.

Every picture is of the sample site's archive after sixty nights, so that whoever takes them again gets the same.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipelines.likeness import refresh
from sample.nights import play
from tests.browser.tab import tab
from tests.served import served

FOLDER = Path(__file__).parent / "images"
DESK, PHONE = 1000, 390
PICTURES = {
    "search": ("/-/search?q=tani", DESK, 820),
    "release": ("/archive/articles/30", PHONE, 1500),
    "compared": ("/-/history/30/1..2", DESK, 900),
    "incidents": ("/-/incidents", DESK, 1100),
    "vanished": ("/-/vanished", DESK, 1000),
    "government": ("/-/sites/contoh", DESK, 1500),
}
"""Name to address, width and greatest height in pixels."""


async def take(base: str, folder: Path) -> None:
    """Take all pictures of a served archive."""
    async with tab(folder / "profile") as page:
        for name, (path, width, tallest) in PICTURES.items():
            await page.open(f"{base}{path}{'&' if '?' in path else '?'}lang=en", width)
            await page.picture(FOLDER / f"{name}.png", tallest)


def main() -> None:
    """Play the nights, serve them, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        list(play(archive, 1, 60))
        refresh(archive)
        with served(archive) as base:
            asyncio.run(take(base, Path(folder)))


if __name__ == "__main__":
    main()
