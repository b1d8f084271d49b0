"""Recorded pages of the CMS and how tests read them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.html import parse_html
from crawler.items import Article, Capture, Listing, Page, Visit
from crawler.platforms.swarakalibata_selectors import LISTING, choose_layout
from pipelines.stages import read_article, read_listing

DATA = Path(__file__).parent / "data"
CMS = DATA / "kediri-cms"
HOST = "https://berita.kedirikab.example"
FETCHED_AT = "2026-11-23T02:00:00.000Z"


@cache
def truth() -> list[dict[str, Any]]:
    """Return one row for every recorded article."""
    with (CMS / "truth.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def recorded() -> list[tuple[str, int]]:
    """Return every recorded article page: file, and its row in the truth."""
    pages = [(row["file"], number) for number, row in enumerate(truth())]
    return pages + [
        (row["file_reconstructed"], number)
        for number, row in enumerate(truth())
        if row.get("file_reconstructed")
    ]


def page_of(body: bytes, url: str, fetched_at: str = FETCHED_AT) -> Page:
    """Parse a page as a spider does."""
    root, problem = parse_html(body, "utf-8")
    assert root is not None and problem is None, problem
    home = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/"

    def link(href: str) -> str | None:
        address = urljoin(url, href.strip())
        return address if address.startswith(("http://", "https://")) else None

    def key(address: str) -> str | None:
        slug = address.removeprefix(home).strip("/").lower()
        return slug if address.startswith(home) and slug and "/" not in slug else None

    return Page(url, root, fetched_at, link=link, key=key, home_url=home)


def printed(root: Any) -> str:
    """Return all text below an element without white space."""
    return "".join("".join(root.itertext()).split())


def read_page(file: Path, url: str) -> Article:
    """Read a recorded article page with every stage."""
    page = page_of(file.read_bytes(), url)
    layout = choose_layout(page.root)
    assert layout is not None
    return read_article(Article("kediri", "key", url, page=page, selectors=layout))


def read_fragment(body: str, lead: str = "", **changes: Any) -> Article:
    """Read an article whose body is the HTML given, in the CMS's stock frame."""
    html = f"""<html><body><div class="article-title"><h1><b>Judul</b></h1></div>
<div class="main-page left"><div class="paragraph-row"><div class="column3"></div>
<div class="column9">{lead}{body}<hr>
<div class='fb-like'></div></div></div>
<div class="article-tags"><strong>TAGS:</strong></div></div></body></html>"""
    page = page_of(html.encode(), f"{HOST}/judul")
    layout = choose_layout(page.root)
    assert layout is not None
    return read_article(Article("kediri", "judul", page.url, page=page, selectors=replace(layout, **changes)))


def read_list(file: Path, url: str) -> Listing:
    """Read a recorded listing."""
    page = page_of(file.read_bytes(), url)
    capture = Capture(url, FETCHED_AT, 200)
    return read_listing(Listing("kediri", Visit(url, "listing"), capture, page, LISTING))
