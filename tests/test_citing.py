"""Citations: what each format says of a release, and that nothing in a headline breaks one."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.citing import FORMATS, bibtex, citation, footnote, ris
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get, served

RELEASE = {
    "id": 7, "site": "kedirikab", "site_name": "Kabupaten Kediri", "headline": "Panen 50% & raya_1", "number": 2,
    "url": "https://berita.kedirikab.go.id/panen-raya", "author": "Admin", "language": "id", "digest": "ab" * 32,
    "published_at": "2024-10-02T10:15:00+07:00", "fetched_at": "2026-11-01T01:05:00.000Z",
}  # fmt: skip
ARCHIVED = "https://arsip.example/-/history/7/2"


def test_csl_json():
    item = citation(RELEASE, ARCHIVED)
    assert item["issued"] == {"date-parts": [[2024, 10, 2]]} and item["accessed"] == {"date-parts": [[2026, 11, 1]]}
    assert item["title"] == "Panen 50% & raya_1" and item["author"] == [{"literal": "Admin"}]
    assert "ab" * 32 in item["note"] and "2026-11-01T01:05:00.000Z" in item["note"]


def test_bibtex_and_ris():
    item = citation(RELEASE, ARCHIVED)
    text = bibtex(item)
    assert text.startswith("@online{lontar-kedirikab-7,\n") and r"title = {{Panen 50\% \& raya\_1}}" in text
    assert "langid = {indonesian}" in text and "  date = {2024-10-02}" in text and "urldate = {2026-11-01}" in text
    lines = ris(item).split("\r\n")
    assert lines[0] == "TY  - ELEC" and lines[-2] == "ER  - " and "DA  - 2024/10/02" in lines


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", ["2 Oktober 2024 pukul 10.15 WIB", "keadaan ke-2", "diambil 1 November 2026"]),
     ("en", ["2 October 2024, 10:15 WIB", "state 2", "retrieved 1 November 2026"])],
)  # fmt: skip
def test_footnotes(language, words):
    text = footnote(RELEASE, ARCHIVED, language)
    assert all(word in text for word in [*words, "“Panen 50% & raya_1”", "abababababababab…", ARCHIVED])


@pytest.mark.parametrize(("published", "issued"), [(None, None), ("2019", [2019]), ("2019-05", [2019, 5])])
def test_a_date_is_as_exact_as_it_is_known(published, issued):
    release = RELEASE | {"published_at": published}
    item = citation(release, ARCHIVED)
    assert item.get("issued") == (issued and {"date-parts": [issued]})
    assert ("\n  date = " in bibtex(item)) == ("DA  - " in ris(item)) == (published is not None)
    assert published or ("undated" in footnote(release, ARCHIVED, "en"))


@given(st.text(max_size=60), st.text(max_size=40))
def test_nothing_in_a_release_breaks_a_citation(headline, author):
    item = citation(RELEASE | {"headline": headline, "author": author}, ARCHIVED)
    record = ris(item)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record.split("\r\n")[:-1])
    assert record.count("\n") == record.count("\r\n")
    depth = 0
    for found in re.finditer(r"\\[{}]|[{}]", bibtex(item)):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        assert depth >= 0
    assert depth == 0


def test_citations_are_served(tmp_path):
    archive = hostile_archive(tmp_path)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET status = 'redacted' WHERE id = 3")
        connection.commit()
    with served(archive) as base:
        for number in (7, 9001):
            for name, media_type in FORMATS.items():
                status, headers, text = get(f"{base}/-/cite/{number}.{name}")
                assert (status, headers["content-type"]) == (200, media_type) and text
                assert headers["x-content-type-options"] == "nosniff"
        (item,) = json.loads(get(f"{base}/-/cite/9001.csl.json")[2])
        assert item["title"] == HOSTILE and item["archive_location"] == f"{base}/-/history/9001/1"
        assert get(f"{base}/-/history/7/1")[0] == 200
        for path in ("3.bib", "999999.bib", "7.exe", "x.bib"):
            assert get(f"{base}/-/cite/{path}")[0] == 404
        assert "/-/cite/7.bib" in get(f"{base}/archive/articles/7")[2]
