"""Every site with recorded pages: each is read today as it was when a person looked through it.

A site needs no line here: `lontar add-site` and `scrapy savefixture` put its pages where this finds them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.run import spider_classes
from onboarding.fixtures import SUFFIX, compare, load_fixtures

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted(FIXTURES.glob(f"*/*{SUFFIX}"))
SPIDERS = spider_classes()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix(SUFFIX)}")
def test_a_recorded_page_is_read_as_expected(path):
    fixture = next(each for each in load_fixtures(path.parent) if each.path == path)
    assert fixture.read(SPIDERS[path.parent.name]) == fixture.expected


def test_there_are_recorded_pages_and_each_belongs_to_a_site():
    assert PAGES
    for folder in {path.parent for path in PAGES}:
        assert folder.name in SPIDERS
        named = {path.name for path in folder.iterdir() if not path.name.endswith((SUFFIX, ".md"))}
        assert named == {json.loads(path.read_text("utf-8"))["file"] for path in folder.glob(f"*{SUFFIX}")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix(SUFFIX)}")
def test_no_reader_is_named_in_a_recorded_page(path):
    told = json.loads(path.read_text("utf-8"))
    expected = told["expected"]
    writers = [comment["author"] for name in ("comments", "recent_comments") for comment in expected.get(name, ())]
    assert all(re.fullmatch(r"Pembaca \d+", writer) for writer in writers)
    body = (path.parent / told["file"]).read_bytes()
    assert not re.search(rb"avatar\\?/(?!0{32})[0-9a-f]{32}", body)


def test_a_page_that_is_read_otherwise_is_told_field_by_field():
    folder = PAGES[0].parent
    fixtures = load_fixtures(folder)
    fixtures[0].expected["headline"] = "Lain"
    (difference,) = compare(SPIDERS[folder.name], fixtures).differences
    assert (difference.page, difference.field, difference.expected) == (fixtures[0].name, "headline", "Lain")
