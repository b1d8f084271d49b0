"""Pages that stand in for content, and news that speaks of such things, as a table."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blockpages import FEW_ELEMENTS, SOME_ELEMENTS, recognise
from crawler.html import parse_html
from sample import faults

DATA = Path(__file__).parent / "data"
PAGES = tomllib.loads((DATA / "spam" / "blockpages.toml").read_text("utf-8"))["page"]
FAULTS = [
    (faults.DOWN, "error-page"),
    (faults.MAINTENANCE, "maintenance"),
    (faults.CHALLENGE, "challenge"),
    (faults.BAD_ADDRESS, "error-page"),
]


def reason_of(html: str | bytes) -> str | None:
    root, _ = parse_html(html if isinstance(html, bytes) else html.encode())
    assert root is not None
    return recognise(root)


def surrounded(html: str, elements: int) -> str:
    """Return a page with that many more elements in it."""
    return html.replace("</body>", "<i>x</i>" * elements + "</body>")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_pages(page):
    assert reason_of(page["html"]) == page.get("reason")


@pytest.mark.parametrize(("html", "reason"), FAULTS)
def test_bad_days_of_the_sample_site(html, reason):
    assert reason_of(html) == reason


def test_the_cms_own_maintenance_page():
    assert reason_of((DATA / "kediri-cms" / "special" / "maintenance-200.html").read_bytes()) == "maintenance"


@pytest.mark.parametrize("path", sorted((DATA / "kediri-cms").rglob("*.html")), ids=lambda path: path.name)
def test_pages_of_the_cms_pass(path):
    if path.parent.name != "special":
        assert reason_of(path.read_bytes()) is None


@pytest.mark.parametrize(
    "headline",
    [
        "Situs Pemkab Sempat Dibobol: Hacked by Anak Muda",
        "Listrik Padam, Layanan Sedang dalam Perbaikan",
        "Akun Ditangguhkan, Warga Diminta Lapor",
        "Masa Berlaku KTP Tak Pernah Habis",
        "Site Maintenance Jadwal SPSE",
        "Just a Moment, Festival Musik Pelajar",
        "Domain Desa Dijual Murah? Waspada",
    ],
)
@pytest.mark.parametrize("elements", [FEW_ELEMENTS + 1, SOME_ELEMENTS + 1])
def test_a_release_may_speak_of_it(headline, elements):
    page = f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1></body></html>"
    assert reason_of(surrounded(page, elements)) is None


def test_an_unmistakable_title_needs_less_proof():
    page = "<html><head><title>Just a moment...</title></head><body><h1>x</h1></body></html>"
    assert reason_of(surrounded(page, FEW_ELEMENTS + 1)) == "challenge"
    assert reason_of(surrounded(page, SOME_ELEMENTS + 1)) is None


@given(st.text(), st.text())
def test_nothing_breaks_it(title, text):
    page = f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>"
    root, _ = parse_html(page.encode("utf-8", "replace"))
    if root is not None:
        recognise(root)
