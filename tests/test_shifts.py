"""A site that suddenly speaks another language, leads to other hosts or into unknown sections."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from pipelines.shifts import language_shift, link_shift, links_of

QUIET = {"new": 6, "languages": {"id": 6}, "hosts": ["facebook.com", "youtube.com"], "sections": {"berita": 30}}
HISTORY = [QUIET] * 8
PAGE = """<html><body><a href="/berita/index/15">2</a><a href="/berita/detail/panen">x</a><a href="/panen-raya">y</a>
<a href="https://www.kab.go.id/profil/bupati">z</a><a href="//berita.kab.go.id/Berita/a">w</a>
<a href="https://youtube.com/x">v</a><a href="mailto:a@b.c">m</a><a href="http://[">bad</a>
<a href="javascript:go('a/b')">j</a>
<a href=" https://Slot.example/x ">s</a><a href="#a/b">h</a></body></html>"""


def test_links_of_a_page():
    hosts, sections = links_of(html.document_fromstring(PAGE), "berita.kab.go.id")
    assert hosts == {"youtube.com", "slot.example"}
    assert sections == Counter({"berita": 3})
    page = "<a href='/portal/kategori/a'>x</a><a href='/portal/b'>y</a><a href='/portal-lama/c/d'>z</a>"
    assert links_of(html.document_fromstring(page), "kab.go.id", "/portal")[1] == {"kategori": 1, "portal-lama": 1}


@pytest.mark.parametrize(
    ("now", "history", "told"),
    [
        ({"new": 6, "languages": {"ja": 5, "id": 1}}, HISTORY, True),
        ({"new": 6, "languages": {"ja": 3, "id": 3}}, HISTORY, False),
        ({"new": 20, "languages": {"ja": 5, "id": 15}}, HISTORY, False),
        ({"new": 6, "languages": {"en": 6}}, HISTORY, False),
        ({"new": 6, "languages": {"ja": 6}}, HISTORY[:3], False),
        ({"new": 6, "languages": {"zh": 6}}, [{"new": 4, "languages": {"zh": 4}}] * 8, False),
        ({"new": 0}, HISTORY, False),
        ({}, HISTORY, False),
    ],
)
def test_a_shift_of_language(now, history, told):
    finding = language_shift(now, history)
    assert (finding is not None) == told
    assert finding is None or (finding.kind == "hijacked" and finding.evidence["languages"] == {"ja": 5})


SPREE = [f"shop{number}.example" for number in range(12)]


@pytest.mark.parametrize(
    ("now", "history", "evidence"),
    [
        ({"hosts": SPREE, "sections": {}}, HISTORY, {"hosts"}),
        ({"hosts": SPREE[:9], "sections": {}}, HISTORY, set()),
        ({"hosts": SPREE, "sections": {}}, [*HISTORY, {"hosts": SPREE, "sections": {}}], set()),
        ({"hosts": [], "sections": {"berita": 30, "products": 20}}, HISTORY, {"sections"}),
        ({"hosts": [], "sections": {"berita": 90, "agenda": 5}}, HISTORY, set()),
        ({"hosts": SPREE, "sections": {"products": 20}}, HISTORY, {"hosts", "sections"}),
        ({"hosts": SPREE, "sections": {"products": 20}}, HISTORY[:4], set()),
        ({"hosts": SPREE, "sections": {"products": 20}}, [{"new": 1}] * 8, set()),
    ],
)
def test_a_shift_of_links(now, history, evidence):
    finding = link_shift(now, history)
    assert set(finding.evidence if finding else ()) - {"usual_hosts"} == evidence
    assert finding is None or finding.kind == "shifted"
