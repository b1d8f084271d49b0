"""Every field of every recorded page of the CMS, compared exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.items import Article, Selectors
from crawler.platforms.swarakalibata_selectors import LISTING, choose_layout
from pipelines.comments import extract_recent_comments
from pipelines.published import extract_dates
from tests.swarakalibata_pages import (
    CMS,
    DATA,
    HOST,
    page_of,
    printed,
    read_list,
    read_page,
    recorded,
    truth,
)

SEED_URL = f"{HOST}/diskominfo-jatim-gelar-kopilaborasi"
HOME_URL = "https://berita.kedirikab.go.id/"


def body_without_credit(row: dict[str, Any]) -> list[str]:
    """The truth holds the credit inside the body; an article's body leaves it out."""
    paragraphs = list(row["body_paragraphs"])
    if row["byline"] is None:
        return paragraphs
    for number in reversed(range(len(paragraphs))):
        if paragraphs[number].endswith(row["byline"]):
            rest = paragraphs[number].removesuffix(row["byline"]).rstrip()
            paragraphs[number : number + 1] = [rest] if rest else []
            return paragraphs
    raise AssertionError("the truth names a credit that its body does not hold")


def expected(row: dict[str, Any]) -> dict[str, Any]:
    """What must be read from a page, in the words of the truth."""
    return {
        "native_id": str(row["id"]),
        "headline": row.get("headline_as_typed") or row["headline"],
        "headline_raw": row["headline"],
        "subheadline": row["sub_headline"],
        "published_at": row["published_at"],
        "published_raw": row["published_as_printed"],
        "published_precision": "second",
        "published_zone": "stated",
        "author": row["author"],
        "byline": row["byline"],
        "category": row["category"]["name"],
        "tags": [(tag["text"], tag["url"]) for tag in row["tags"]],
        "body": body_without_credit(row),
        "comments": [
            (comment["author"], comment["published_at"], comment["text"]) for comment in row["comments"]
        ],
        "related": [(link["text"], link["url"], number) for number, link in enumerate(row["related"], 1)],
        "inline": [],
        "image": (row["image"], row["caption"]) if row["image"] else None,
        "inline_images": row["inline_images"],
        "latest_headlines": [(link["text"], link["url"]) for link in row["latest_headlines"]],
        "recent_comments": [
            (comment["author"], comment["excerpt"], comment["article_url"])
            for comment in row["recent_comments_widget"]
        ],
    }


def read(article: Article) -> dict[str, Any]:
    """The same of an article."""
    lead = [image for image in article.images if "/asset/foto_berita/" in image.url]
    ticker = [sighting for sighting in article.sightings if sighting.block == "ticker"]
    plain = (
        "native_id",
        "headline",
        "headline_raw",
        "subheadline",
        "published_at",
        "published_raw",
        "published_precision",
        "published_zone",
        "author",
        "byline",
        "category",
    )
    return {name: getattr(article, name) for name in plain} | {
        "tags": [(tag.tag, tag.url) for tag in article.tags],
        "body": article.body.split("\n\n") if article.body else [],
        "comments": [(comment.author, comment.posted_at, comment.text) for comment in article.comments],
        "related": [
            (link.text, link.url, link.position) for link in article.related if link.kind == "related"
        ],
        "inline": [link for link in article.related if link.kind == "inline"],
        "image": (lead[0].url, lead[0].caption) if lead else None,
        "inline_images": [image.url for image in article.images if image not in lead],
        "latest_headlines": [(sighting.text, sighting.url) for sighting in ticker],
        "recent_comments": [
            (comment.author, comment.text, comment.url) for comment in article.recent_comments
        ],
    }


SITE_WIDE = ("latest_headlines", "recent_comments")


@pytest.mark.parametrize(("file", "number"), recorded(), ids=[file for file, _ in recorded()])
def test_recorded_page_is_read_exactly(file: str, number: int) -> None:
    row = truth()[number]
    article = read_page(CMS / file, row["url"])
    got, want = read(article), expected(row)
    if file.startswith("reconstructed/"):
        # The truth holds the site-wide blocks as the stock pages showed them; the other skin was rendered
        # later.
        assert len(got["latest_headlines"]) == 10 and len(got["recent_comments"]) in (2, 3)
        got, want = (
            {name: value for name, value in fields.items() if name not in SITE_WIDE} for fields in (got, want)
        )
    assert got == want
    assert article.layout == ("tigo-related-last" if file.startswith("reconstructed/") else "tigo-stock")
    assert article.page is None


@pytest.mark.parametrize(("file", "number"), recorded(), ids=[file for file, _ in recorded()])
def test_body_html_holds_the_same_text(file: str, number: int) -> None:
    article = read_page(CMS / file, truth()[number]["url"])
    assert article.body is not None and article.body_html is not None
    if not article.body:
        assert article.body_html == ""
        return
    root = page_of(f"<html><body>{article.body_html}</body></html>".encode(), HOST).root
    shown = printed(root)
    assert shown == "".join(article.body.replace(" | ", "").split())
    assert (
        "style" not in article.body_html
        and "class" not in article.body_html
        and "<img" not in article.body_html
    )


def test_recorded_pages_are_all_there() -> None:
    assert len(truth()) == 30 and len(recorded()) == 39
    assert sum(len(row["comments"]) for row in truth()) == 18


def test_alias_address_gives_the_same_article() -> None:
    row = truth()[0]
    alias = read_page(
        CMS / "articles/_alias_berita-detail_diskominfo-jatim-gelar-kopilaborasi.html", row["alt_urls"][0]
    )
    article = read_page(CMS / row["file"], row["url"])
    relative = {name: value for name, value in read(alias).items() if name != "latest_headlines"}
    assert relative == {name: value for name, value in read(article).items() if name != "latest_headlines"}
    # Ticker links are relative to the site's root, also on a page two levels below it.
    assert [item.url for item in alias.sightings] == [item.url for item in article.sightings]


def seed_lines() -> dict[str, list[str]]:
    """The parts of the document that started the project."""
    lines = (CMS / "seed/kediri-article.txt").read_text(encoding="utf-8").splitlines()
    related = lines.index("Berita Terkait")
    bullets = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    return {
        "ticker": bullets[:10],
        "headline": lines[10:11],
        "body": lines[11:related],
        "related": bullets[10:],
    }


@pytest.mark.parametrize("skin", ["stock", "reconstructed"])
def test_seed_release_in_both_skins(skin: str) -> None:
    article = read_page(CMS / f"seed/{skin}.html", SEED_URL)
    seed = seed_lines()
    assert article.headline == seed["headline"][0]
    assert article.body is not None
    assert [*article.body.split("\n\n")] == [
        *seed["body"][:-1],
        seed["body"][-1].removesuffix(" (Kominfo/ng,tee,tj,wk)"),
    ]
    assert (article.byline, article.byline_desk, article.byline_initials) == (
        "(Kominfo/ng,tee,tj,wk)",
        "Kominfo",
        "ng,tee,tj,wk",
    )
    assert [item.text for item in article.sightings if item.block == "ticker"] == seed["ticker"]
    assert [link.text for link in article.related if link.kind == "related"] == seed["related"]
    widget = [(comment.author, comment.text) for comment in article.recent_comments]
    assert ("Nash", "Alhamdulillah ...maju terus Kab. ...") in widget
    assert all(
        comment.is_excerpt and comment.article_key and comment.url != SEED_URL
        for comment in article.recent_comments
    )
    assert article.comments == []


@pytest.mark.parametrize("theme", ["phpmu-magazine", "phpmu-standar"])
def test_other_themes(theme: str) -> None:
    row = truth()[0]
    article = read_page(CMS / f"other-templates/{theme}.html", row["url"])
    got, want = read(article), expected(row)
    for name in (
        "native_id",
        "headline",
        "published_at",
        "author",
        "byline",
        "category",
        "tags",
        "body",
        "image",
    ):
        assert got[name] == want[name], name
    inline = [(link.text, link.url) for link in article.related if link.kind == "inline"]
    assert inline and set(inline) <= {(link["text"], link["url"]) for link in row["related"]}
    assert article.body_html is not None and "Baca Lainnya" not in article.body_html


def test_real_home_page() -> None:
    listing = read_list(DATA / "kediri/berita.kedirikab.go.id-home-2024-08-19.html", HOME_URL)
    blocks: dict[str, list[Any]] = {}
    for item in listing.sightings:
        blocks.setdefault(item.block, []).append(item)
    assert {name: len(items) for name, items in blocks.items()} == {
        "ticker": 10,
        "lead": 2,
        "featured": 12,
        "category": 35,
        "list": 5,
        "latest": 5,
        "tags": 22,
    }
    for name in ("lead", "featured", "category", "list", "latest"):
        assert all(item.date_raw and item.published_at and item.key for item in blocks[name]), name
        assert [item.position for item in blocks[name]] == list(range(1, len(blocks[name]) + 1))
    first = blocks["featured"][0]
    assert (
        first.text
        == "Terima Penghargaan UHC Award 2024, Bupati Dhito Tekankan Peningkatan Mutu Pelayanan Kesehatan"
    )
    assert (first.date_raw, first.published_at) == ("22:00:26, 08 Agu 2024", "2024-08-08T22:00:26+07:00")
    assert blocks["lead"][0].published_at == "2024-07-29T15:00:40+07:00"
    assert [(comment.author, comment.text, comment.article_key) for comment in listing.recent_comments] == [
        (
            "Jojo",
            "Sangat bagus program dari negara terkait sertifikat tanah."
            " Meskipun berbayar Rp 600.000.jika 1 desa ...",
            "13882-sertifikat-untuk-masyarakat-kabupaten-kediri",
        ),
        ("Nash", "Alhamdulillah ...maju terus Kab. ...", "jeglongan-sewu-jadi-kenangan"),
    ]
    # Two releases with one headline share an address; both entries are kept.
    assert len({item.url for item in blocks["list"]}) == 4


def listings() -> list[dict[str, Any]]:
    with (CMS / "listings.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("row", listings(), ids=[row["file"] for row in listings()])
def test_listing_shows_its_items(row: dict[str, Any]) -> None:
    listing = read_list(CMS / row["file"], row["url"])
    block = "list" if "indeks_berita" in row["file"] else "listing"
    items = [item for item in listing.sightings if item.block == block]
    assert [(item.url, item.published_at) for item in items] == [
        (item["url"], item["published_at"]) for item in row["items"]
    ]
    for item, wanted in zip(items, row["items"], strict=True):
        if "'" in wanted["headline"] and item.text.endswith("..."):
            # Listings cut headlines at 33 bytes, and an apostrophe breaks the title attribute that holds
            # the rest.
            assert wanted["headline"].startswith(item.text.removesuffix("..."))
        else:
            assert item.text == wanted["headline"].strip()


def test_day_without_releases() -> None:
    listing = read_list(CMS / "listings/indeks_berita-POST-empty.html", f"{HOST}/berita/indeks_berita")
    assert {item.block for item in listing.sightings} <= {"ticker", "tags", "latest", "popular"}


@pytest.mark.parametrize(
    "file",
    [
        "home.html",
        "reconstructed/home.html",
        "listings/berita-index.html",
        "special/maintenance-200.html",
        "special/not-found-404.html",
    ],
)
def test_pages_that_are_no_article_have_no_layout(file: str) -> None:
    assert choose_layout(page_of((CMS / file).read_bytes(), HOST).root) is None


def test_undated_article_stays_undated() -> None:
    row = truth()[0]
    page = (CMS / row["file"]).read_bytes()
    printed = row["published_as_printed"].encode()
    assert page.count(printed) == 1
    undated = page_of(page.replace(printed, b""), row["url"])
    layout = choose_layout(undated.root)
    assert layout is not None
    assert extract_dates(undated, layout) == []


def test_dates_for_machines_come_after_the_printed_one() -> None:
    row = truth()[0]
    page = (
        (CMS / row["file"])
        .read_bytes()
        .replace(
            b"</head>",
            b'<meta property="article:published_time" content="2020-01-02T03:04:05+07:00">'
            b'<script type="application/ld+json">{"@type": "NewsArticle",'
            b' "dateModified": "2024-10-03T08:00:00"}</script>'
            b"</head>",
        )
    )
    parsed = page_of(page, row["url"])
    layout = choose_layout(parsed.root)
    assert layout is not None
    dates = [
        (date.field, date.value, date.source, date.chosen, date.refused, date.zone)
        for date in extract_dates(parsed, layout)
    ]
    assert dates == [
        ("published", "2024-10-02T10:15:32+07:00", "page:grammar", True, None, "stated"),
        ("published", "2020-01-02T03:04:05+07:00", "meta:iso", False, "lower-priority", "stated"),
        ("modified", "2024-10-03T08:00:00+07:00", "json-ld:iso", True, None, "assumed"),
    ]


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("Wed Jan 08 2025 08:36:05 GMT+0900 (Eastern Indonesia Time)", "2025-01-08T08:36:05+09:00"),
        ("Wed Jan 08 2025 08:36:05 GMT+0700", "2025-01-08T08:36:05+07:00"),
        ("Tue Jan 08 2025 08:36:05 GMT+0900 (Eastern Indonesia Time)", None),
        ("Wed Jan 08 2025 08:36:05", None),
        ("Wed Jan 08 2025", None),
        ("Wed Foo 08 2025 08:36:05 GMT+0900", None),
        ("Wed Jan 38 2025 08:36:05 GMT+0900", None),
        ("1/8/2025, 8:36:05 AM", None),
    ],
)
def test_an_instant_as_javascript_writes_it_is_read(stated, value):
    head = f'<html><head><meta property="article:published_time" content="{stated}"></head><body></body></html>'
    (found,) = extract_dates(page_of(head.encode(), "https://contoh.go.id/berita/a"), Selectors("x"))
    assert (found.value, found.source, found.chosen) == (value, "meta:iso", value is not None)
    assert (found.refused, found.zone) == ((None, "stated") if value else ("not-iso", None))


def test_a_zero_time_is_no_publication_date(tmp_path):
    row = truth()[0]
    page = (CMS / row["file"]).read_text("utf-8").replace(row["published_as_printed"], "01 Jan 1970, 07:00:00 WIB")
    (tmp_path / "zero.html").write_text(page, "utf-8")
    article = read_page(tmp_path / "zero.html", row["url"])
    assert article.published_at is None
    assert "before-the-web" in {candidate.refused for candidate in article.date_candidates}


def test_a_widget_that_stays_the_same_leads_where_each_page_says():
    html = (
        b"<html><body><div class='widget-comments'><ul><li><div><h3>Budi</h3><p>Setuju ...</p>"
        b"<span class='meta'><a href='kabar'>Baca</a></span></div></li></ul></div></body></html>"
    )
    pages = [page_of(html, f"{HOST}/{folder}/rilis") for folder in ("lama", "baru")]
    shown = [extract_recent_comments(page, LISTING)[0].url for page in pages]
    assert shown == [f"{HOST}/lama/kabar", f"{HOST}/baru/kabar"]
