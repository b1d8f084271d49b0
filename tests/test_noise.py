"""Noise makes no history: every page of the sample site and of the recorded CMS, read again and again."""

from __future__ import annotations

import re

import pytest

from crawler.items import Article
from pipelines.contents import article_content, content_digest
from pipelines.reading import read_one
from sample.site import Request, Site
from sample.spiders.sample_site import SampleSpider
from sample.truth import truth
from tests.kediri_server import PAGES
from tests.swarakalibata_pages import page_of

HOME = SampleSpider.home_url.rstrip("/")


def digest_of(body: bytes, url: str) -> str:
    """Return the content digest of the article that a page holds."""
    spider = SampleSpider()
    page = page_of(body, url)
    layout = spider.article_layout(page.root)
    assert layout is not None
    item = read_one(Article("contoh", "k", url, page=page, selectors=layout))
    assert isinstance(item, Article)
    return content_digest(article_content(item))


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.prove)])
def test_refetches_of_every_sample_page_make_no_revision(times):
    site = Site(HOME, 5)
    for row in truth(5):
        if not row["opens"]:
            continue
        bodies = [site.answer(Request("GET", row["path"])).body for _ in range(times)]
        assert len(set(bodies)) > 1, "the noise moves"
        assert len({digest_of(body, HOME + row["path"]) for body in bodies}) == 1, row["path"]


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.prove)])
def test_moving_noise_on_every_recorded_page_makes_no_revision(times):
    pages = [page for folder in ("articles", "reconstructed") for page in sorted((PAGES / folder).glob("*.html"))]
    pages = [page for page in pages if page.stem not in ("home", "kategori-pertanian")]
    assert len(pages) >= 35
    for path in pages:
        url = f"https://berita.kedirikab.go.id/{path.stem}"
        whole = path.read_bytes()
        assert len({digest_of(noisy(whole, n), url) for n in range(times)}) == 1, path


def noisy(body: bytes, n: int) -> bytes:
    """Return a page as a later view shows it: other counters, clock, spaces between tags, and entities."""
    body = re.sub(rb"(\d+) (views?|kali dibaca|x dibaca)", str(n * 7).encode() + rb" \2", body)
    body = re.sub(rb">\s*\n\s*<", b">" + b"\n" * (1 + n % 3) + b" " * (n % 5) + b"<", body)
    body = body.replace(b"&nbsp;", (b"&nbsp;", b"&#160;", b"\xc2\xa0")[n % 3])
    body = body.replace(b"&quot;", (b"&quot;", b"&#34;")[n % 2])
    return body.replace(b"</title>", b" - " + str(n).encode() + b"</title>")
