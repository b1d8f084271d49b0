"""Spam and news about spam, as tables; the same for injected links and for languages."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blockpages import recognise
from crawler.html import parse_html
from pipelines import spam
from pipelines.languages import foreign_script, language_of
from pipelines.spam import injected_links, plain, spam_problem, spam_text
from sample.frame import SPAM

DATA = Path(__file__).parent / "data"
OWN_HOST = "berita.contohkab.go.id"


def table(name: str) -> dict:
    return tomllib.loads((DATA / "spam" / name).read_text("utf-8"))


HEADLINES = table("headlines.toml")
ARTICLES = table("articles.toml")["article"]
PAGES = table("injected.toml")["page"]
TEXTS = table("languages.toml")["text"]
with (DATA / "spam" / "corpus-headlines.tsv").open(encoding="utf-8", newline="") as lines:
    CORPUS = [row[1] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
RELEASES = [json.loads(line) for line in (DATA / "kediri-cms" / "truth.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("headline", HEADLINES["spam"] + HEADLINES["recorded_spam"])
def test_promotion_is_spam(headline):
    assert spam_problem(headline, "", None, []) in ("spam-gambling", "spam-doorway")


@pytest.mark.parametrize("headline", HEADLINES["spam"] + HEADLINES["recorded_spam"])
def test_promotion_in_a_listing_is_spam(headline):
    if headline not in HEADLINES["needs_body"]:
        assert spam_text(headline)


@pytest.mark.parametrize("headline", HEADLINES["legitimate"] + HEADLINES["recorded_legitimate"] + CORPUS)
def test_news_is_not_spam(headline):
    assert spam_problem(headline, headline.lower().replace(" ", "-"), None, []) is None
    assert not spam_text(headline)


@pytest.mark.parametrize("headline", HEADLINES["missed"])
def test_what_is_known_to_slip_through(headline):
    """A reminder: whoever catches one of these moves it to the table of recorded spam."""
    assert spam_problem(headline, "", None, []) is None


def test_the_sample_sites_hijack_is_spam():
    for address, headline in SPAM:
        assert spam_problem(headline, address, None, []) == "spam-gambling"
        assert spam_problem(None, address, None, []) == "spam-gambling"
        assert spam_text(headline)
        assert spam_text(address)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["headline"][:40])
def test_articles(article):
    problem = spam_problem(
        article["headline"], article["key"], article.get("body"), article.get("links", []), own_host=OWN_HOST
    )
    assert problem == article.get("reason")


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release["path"])
def test_releases_pass(release):
    body = "\n\n".join(release["body_paragraphs"])
    assert spam_problem(release["headline"], release["path"], body, []) is None
    assert language_of(body) in ("id", None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_injected_links(page):
    root, _ = parse_html(f"<html><head><title>Berita</title></head><body>{page['html']}</body></html>".encode())
    assert root is not None
    assert [href for _, href in injected_links(root, OWN_HOST)] == page["found"]


def test_injected_links_come_with_their_text():
    root, _ = parse_html(b"<body><a href='https://x.example/'>Slot <b>Gacor</b>\n Hari Ini</a></body>")
    assert injected_links(root, OWN_HOST) == [("Slot Gacor Hari Ini", "https://x.example/")]


def test_links_to_a_host_that_the_site_answers_to_are_its_own():
    root, _ = parse_html(b"<body><a href='https://cermin.example/slot-gacor'>Slot Gacor Hari Ini</a></body>")
    assert injected_links(root, OWN_HOST, lambda href: href.replace("cermin.example", OWN_HOST)) == []


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("kediri/berita.kedirikab.go.id-home-2024-08-19.html", "berita.kedirikab.go.id"),
        ("kediri-cms/home.html", "berita.kedirikab.example"),
        ("kediri-cms/articles/diskominfo-jatim-gelar-kopilaborasi.html", "berita.kedirikab.example"),
    ],
)
def test_real_pages_are_clean(name, host):
    root, _ = parse_html((DATA / name).read_bytes())
    assert injected_links(root, host) == []
    assert recognise(root) is None


def test_every_term_holds_a_stem():
    terms = [term for group in spam._DATA["group"] for term in group["terms"]]
    assert [term for term in terms if not any(stem in term for stem in spam._STEMS)] == []
    assert [stem for stem in spam._BODY_STEMS if stem not in spam._STEMS] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sl0t G4c0r", "slot gacor"),
        ("s-l-o-t   gacor", "slot gacor"),
        ("S.L.O.T", "slot"),
        ("ＳＬＯＴ\u200b８８", "slot88"),
        ("ѕlоt", "slot"),
        ("Nhà cái", "nha cai"),
        ("Maaaaxwin", "maxwin"),
        ("HUT RI ke-77, 100 peserta", "hut ri ke 77 100 peserta"),
    ],
)
def test_disguises_are_undone(text, expected):
    assert plain(text) == expected


@given(st.text(), st.text(), st.text(), st.lists(st.text()))
def test_nothing_breaks_it(headline, key, body, links):
    spam_problem(headline, key, body, links)
    spam_text(headline)
    language_of(body)
    foreign_script(headline)


@given(st.text(st.sampled_from("slotgacr judime0177-. ѕо")), st.sampled_from([" ", "  ", "\n", "\t", "\u00a0"]))
def test_case_and_white_space_do_not_matter(text, space):
    changed = space.join(text.upper().split(" "))
    assert spam_text(changed) == spam_text(text)
    assert spam_problem(text.upper(), "", None, []) == spam_problem(text, "", None, [])


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["text"][:40])
def test_languages(text):
    assert language_of(text["text"]) == text.get("language")
    assert foreign_script(text["text"]) == text.get("script")


@pytest.mark.parametrize("word", ["slot", "slotgacor", "togel", "a1", "s l o t ", "raja88"])
def test_long_texts_take_no_time(word):
    """Quadratic expressions would take minutes here."""
    text = word * (1_000_000 // len(word))
    spam_problem(text[:10_000], "", text, [])
    language_of(text)
