"""CPU time of reading one article page, beside the bare tree and the general extractors.

``python -m bench.parse`` prints medians per page over the recorded article pages of the CMS. Every method
gets the page's bytes (newspaper4k: its text) and makes all it can of them; none may open a connection.
"""

from __future__ import annotations

import argparse
import gc
import logging
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.platforms.swarakalibata_selectors import choose_layout
from pipelines import published
from pipelines.stages import read_article

PAGES = Path(__file__).parent.parent / "tests" / "data" / "kediri-cms"
URL = "https://berita.kedirikab.example/release"
FETCHED_AT = "2026-11-23T02:00:00.000Z"
SLOW_PAGES = 5
"""Pages of each round for methods that take tens of milliseconds."""
GOALS = {"over_tree": 3.5, "trafilatura_over_ours": 3.0, "newspaper_over_ours": 30.0}


def pages() -> list[bytes]:
    """Returns the recorded article pages of both skins."""
    files = sorted((PAGES / "articles").glob("*.html"))
    files += [
        file
        for file in sorted((PAGES / "reconstructed").glob("*.html"))
        if file.stem != "home" and not file.stem.startswith("kategori-")
    ]
    return [file.read_bytes() for file in files]


def bare_tree(body: bytes) -> Any:
    """Parses a page with lxml.html and does nothing with it."""
    return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))


def our_tree(body: bytes) -> Any:
    """Parses a page as the crawler does."""
    return parse_html(body, "utf-8")[0]


def _link(href: str) -> str | None:
    return href if href.startswith(("http://", "https://")) else urljoin(URL, href)


def all_fields(body: bytes) -> Article:
    """Reads every field of a page: tree, layout, all stages, sanitised HTML, sightings."""
    root = parse_html(body, "utf-8")[0]
    assert root is not None
    page = Page(
        URL, root, FETCHED_AT, link=_link, key=lambda url: url, home_url="https://berita.kedirikab.example/"
    )
    return read_article(Article("kediri", "release", URL, page=page, selectors=choose_layout(root)))


def trafilatura_with_metadata(body: bytes) -> Any:
    """Extracts text, title, date and author with trafilatura."""
    from trafilatura import bare_extraction

    return bare_extraction(body, url=URL, with_metadata=True)


def newspaper4k(body: bytes) -> Any:
    """Extracts text, title, date and author with newspaper4k, images not fetched."""
    from newspaper import Article as NewspaperArticle  # type: ignore[import-untyped]

    article = NewspaperArticle(URL, fetch_images=False, language="id")
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    return article


METHODS: dict[str, tuple[Callable[[bytes], Any], int | None]] = {
    "bare_tree": (bare_tree, None),
    "our_tree": (our_tree, None),
    "all_fields": (all_fields, None),
    "trafilatura": (trafilatura_with_metadata, SLOW_PAGES),
    "newspaper4k": (newspaper4k, SLOW_PAGES),
}


@contextmanager
def no_network() -> Iterator[None]:
    """Makes every attempt to connect an error."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("the bench opens no connections")

    kept = socket.socket.connect, socket.getaddrinfo
    socket.socket.connect, socket.getaddrinfo = refuse, refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect, socket.getaddrinfo = kept  # type: ignore[method-assign]


def measure(rounds: int = 9, methods: tuple[str, ...] = tuple(METHODS)) -> dict[str, float]:
    """Returns milliseconds of CPU per page by method (medians over rounds) and the ratios of the goals.

    The methods take turns within a round, so that a slow moment of the machine hits all; the general
    extractors get every n-th page only. Date readings are forgotten before each round, as if no page had
    been seen before.
    """
    bodies = pages()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    samples: dict[str, list[float]] = {name: [] for name in methods}
    with no_network():
        for name in methods:
            METHODS[name][0](bodies[0])
        for _ in range(rounds):
            published.forget_readings()
            for name in methods:
                method, count = METHODS[name]
                chosen = bodies if count is None else bodies[:: max(1, len(bodies) // count)]
                gc.collect()
                begin = time.process_time()
                for body in chosen:
                    method(body)
                samples[name].append((time.process_time() - begin) / len(chosen) * 1000)
    figures = {name: statistics.median(values) for name, values in samples.items()}
    figures["over_tree"] = figures["all_fields"] / figures["bare_tree"]
    for name in ("trafilatura", "newspaper4k"):
        if name in figures:
            figures[f"{name.removesuffix('4k')}_over_ours"] = figures[name] / figures["all_fields"]
    return figures


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9)
    figures = measure(arguments.parse_args().rounds)
    print(
        f"{len(pages())} article pages, {sum(map(len, pages())) / len(pages()) / 1000:.1f} kB each;"
        " milliseconds of CPU a page"
    )
    for name in METHODS:
        print(f"{name:14}{figures[name]:9.3f}{figures[name] / figures['bare_tree']:9.2f} x bare tree")
    print(f"all fields: {figures['over_tree']:.2f} x the bare tree (goal: at most {GOALS['over_tree']})")
    for name in ("trafilatura", "newspaper"):
        ratio = figures[f"{name}_over_ours"]
        print(f"{name}: {ratio:.1f} x ours (goal: at least {GOALS[f'{name}_over_ours']:.0f})")


if __name__ == "__main__":
    main()
