"""Labelled pages of every platform, with what a person would read on them: the ground of ``bench.exactness``.

Each page goes to our reading and to the general extractors alike. Credits count as part of the text for all, for the
extractors leave them there. What a page does not print is not judged.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.platforms.base import NewsSpider
from crawler.platforms.generic import GenericSpider
from crawler.platforms.wordpress import WordPressSpider
from crawler.spiders.kedirikab import KedirikabSpider
from tests.families_server import FAMILIES, Site
from tests.family_releases import cut
from tests.family_releases import releases as family_releases
from tests.family_spiders import (
    DrupalSite,
    JoomlaSite,
    LokomediaSite,
    OpenSidSite,
    PopojiSite,
    SwarakalibataSite,
)
from tests.servers import Asked
from tests.shapes import held_out, tuned
from tests.shapes import parts as shape_parts
from tests.shapes.content import Shape, releases
from tests.shapes.scoring import others_of
from tests.wordpress_posts import plain
from tests.wordpress_posts import posts as wordpress_posts
from tests.wordpress_server import WordPress

DATA = Path(__file__).parent.parent / "tests" / "data"
FETCHED_AT = "2026-11-27T02:30:05.000Z"


@dataclass(slots=True)
class Sample:
    """One page."""

    platform: str
    shape: str
    """Theme, skin or layout."""
    url: str
    html: bytes
    spider: type[NewsSpider]
    truth: dict[str, Any] = field(default_factory=dict)
    """As in a truth file, see pipelines.scoring; the body with its credit."""


class WordPressSite(WordPressSpider):
    """A WordPress that exists in measurements only."""

    name = "wordpress"
    site_name = "WordPress"
    home_url = "https://wordpress.example/"


class GenericSite(GenericSpider):
    """A site of which nothing is known."""

    name = "generic"
    site_name = "Generic"
    home_url = shape_parts.HOME + "/"


class NewspaperSite(GenericSpider):
    """A real newspaper, as one of which nothing is known."""

    name = "newspaper"
    site_name = "Media Indonesia"
    home_url = "https://mediaindonesia.com/"


SPIDERS = {
    "lokomedia": LokomediaSite, "swarakalibata": SwarakalibataSite, "popojicms": PopojiSite, "opensid": OpenSidSite,
    "joomla": JoomlaSite, "drupal": DrupalSite,
}  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield all labelled pages, platform by platform."""
    yield from _kediri()
    yield from _wordpress()
    yield from _families()
    yield from _shapes("generic, known shapes", tuned.SHAPES)
    yield from _shapes("generic, held out", held_out.SHAPES)
    yield from _newspaper()


def _kediri() -> Iterator[Sample]:
    folder = DATA / "kediri-cms"
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        truth = {
            "headline": row.get("headline_as_typed") or row["headline"], "body": row["body_paragraphs"],
            "published_at": row["published_at"],
            "comments": [
                {"author": c["author"], "posted_at": c["published_at"], "text": c["text"]} for c in row["comments"]
            ],
        }  # fmt: skip
        for name, skin in (("file", "stock"), ("file_reconstructed", "as on the live site")):
            if row.get(name):
                url = "https://berita.kedirikab.go.id" + row["path"]
                page = (folder / row[name]).read_bytes()
                yield Sample("swarakalibata, real CMS", skin, url, page, KedirikabSpider, truth)


def _wordpress() -> Iterator[Sample]:
    for theme in ("classic", "block"):
        site = WordPress([post for post in wordpress_posts() if post.status == "publish"], theme=theme)
        site.root = WordPressSite.home_url.rstrip("/")
        for post in site.posts[:: max(1, len(site.posts) // 24)] + site.posts[-3:]:
            if len(post.public_remarks) > 20:  # a thread over several pages is read from several pages
                continue
            truth = {
                "headline": plain(post.title), "body": post.paragraphs, "published_at": f"{post.at}+07:00",
                "comments": [
                    {"author": r.author, "posted_at": f"{r.at}+07:00", "text": r.text} for r in post.public_remarks
                ],
            }  # fmt: skip
            yield Sample("wordpress", theme, site.link(post), site.page(post).encode(), WordPressSite, truth)


def _families() -> Iterator[Sample]:
    for name, family in FAMILIES.items():
        site = Site(family, family_releases())
        site.root = SPIDERS[family.platform].home_url.rstrip("/")
        for release in site.releases:
            reply = site.answer(Asked("GET", site.path(release), {}))
            page = reply.body.encode() if isinstance(reply.body, str) else reply.body
            truth: dict[str, Any] = {
                "headline": release.headline,
                "body": [text.replace("&amp;", "&") for text in release.paragraphs],
                "published_at": cut(release.at, family.precision),
            }
            if len(release.shown) <= 5:
                truth["comments"] = [
                    {"author": r.author, "posted_at": cut(r.at, family.comment_precision), "text": r.text}
                    for r in release.shown
                ]
            yield Sample(family.platform, name, site.root + site.path(release), page, SPIDERS[family.platform], truth)


def _shapes(platform: str, shapes: list[Shape]) -> Iterator[Sample]:
    for shape in shapes:
        for release in releases():
            facts = shape.facts
            truth: dict[str, Any] = {"headline": release.headline, "body": release.text, "published_at": None}
            if facts.precision is not None:
                truth["published_at"] = _as_printed(release.at, facts.precision)
            if facts.comments or not release.remarks:
                truth["comments"] = [
                    {"author": r.author, "posted_at": f"{r.at:%Y-%m-%d}", "text": r.text} for r in release.remarks
                ]
            page = shape.render(release, others_of(release)).encode()
            yield Sample(platform, shape.name, shape_parts.url(release), page, GenericSite, truth)


def _as_printed(at: datetime, precision: str) -> str:
    if precision == "day":
        return f"{at:%Y-%m-%d}"
    return f"{at:%Y-%m-%dT%H:%M}:{at:%S}+07:00" if precision == "second" else f"{at:%Y-%m-%dT%H:%M}:00+07:00"


def _newspaper() -> Iterator[Sample]:
    folder = DATA / "fundus-id"
    told = json.loads((folder / "MediaIndonesia.json").read_text("utf-8"))["V1"]
    url = json.loads((folder / "meta.info").read_text("utf-8"))["MediaIndonesia_2026_01_20.html.gz"]["url"]
    body = told["body"]
    paragraphs = [*body.get("summary", []), *(text for part in body["sections"] for text in part["paragraphs"])]
    truth = {"headline": told["title"], "body": paragraphs, "published_at": told["publishing_date"][:10]}
    with gzip.open(folder / "MediaIndonesia_2026_01_20.html.gz") as file:
        yield Sample("generic, a real newspaper", "mediaindonesia", url, file.read(), NewspaperSite, truth)
