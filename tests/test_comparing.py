"""States of a release compared: words, paragraphs, and the pages at their permanent addresses."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.comparing import MOST_WORDS, Pair, compare_states, compare_texts, compare_words, groups
from publish.words import LANGUAGES
from sample.nights import play
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get, served

TEXT = st.lists(st.sampled_from(["tani", "raya", "2024", ".", ",", "Bupati"]), max_size=12).map(" ".join)
TEXTS = st.lists(TEXT.filter(bool), max_size=6).map("\n\n".join)


def told(spans) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[span.mark].format(span.text) for span in spans or [])


@pytest.mark.parametrize(
    ("before", "after", "inline"),
    [
        ("Rp50 juta", "Rp75 juta", "[-Rp50-]{+Rp75+} juta"),
        ("panen raya padi", "panen padi", "panen [-raya -]padi"),
        ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),
        ("sama", "sama", "sama"),
        ("", "baru", "{+baru+}"),
        ("selesai", "selesai.", "selesai{+.+}"),
    ],
)
def test_words(before, after, inline):
    assert told(compare_words(before, after).inline) == inline


@given(TEXT, TEXT)
def test_both_versions_can_be_read_off_a_comparison(before, after):
    pair = compare_words(before, after)
    assert "".join(span.text for span in pair.before) == before
    assert "".join(span.text for span in pair.after) == after
    assert "".join(span.text for span in pair.inline if span.mark != "added") == before
    assert "".join(span.text for span in pair.inline if span.mark != "removed") == after
    assert pair.same == (before == after)


@given(TEXTS, TEXTS)
def test_all_paragraphs_of_both_texts_are_shown_in_order(before, after):
    pairs = compare_texts(before, after)
    sides = (("".join(s.text for s in side) for side in column if side is not None) for column in zip(
        *[(pair.before, pair.after) for pair in pairs], strict=True)) if pairs else ((), ())
    assert ["\n\n".join(side) for side in sides] == [before, after]
    assert [pair for _, shown in groups(pairs) for pair in shown] == pairs
    assert all(pair.same for near, shown in groups(pairs) if not near for pair in shown)


def test_paragraphs_that_are_versions_of_each_other_stand_side_by_side():
    pairs = compare_texts("satu dua tiga\n\nhilang sudah\n\nakhir", "satu dua empat\n\nakhir\n\nbaru sekali")
    assert [(told(pair.before), told(pair.after)) for pair in pairs] == [
        ("satu dua [-tiga-]", "satu dua {+empat+}"), ("[-hilang sudah-]", ""), ("akhir", "akhir"),
        ("", "{+baru sekali+}"),
    ]  # fmt: skip


def test_long_texts_are_not_compared_word_by_word():
    before, after = "tani " * MOST_WORDS, "padi " * MOST_WORDS
    assert told(compare_words(before, after).inline) == f"[-{before}-]{{+{after}+}}"
    old, new = ("\n\n".join(f"{sign}{n}" for n in range(2000)) for sign in "ab")
    pairs = compare_texts(old, new)
    assert len(pairs) == 4000 and pairs[0].after is None and pairs[-1].before is None


def test_only_fields_that_differ_are_told():
    earlier = {"headline": "A", "byline": None, "body": "x"}
    compared = compare_states(earlier, {"headline": "B", "byline": "", "body": "x"})
    assert [field["name"] for field in compared["fields"]] == ["headline"]
    assert compared["paragraphs"] == [Pair(*3 * [[("same", "x")]])]


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    archive = tmp_path_factory.mktemp("history") / "archive.db"
    list(play(archive, 1, 14))
    return archive


@pytest.fixture(scope="module")
def edited(nights) -> tuple[int, int]:
    """The number of an article that was edited, and of its last state."""
    with closing(sqlite3.connect(nights)) as connection:
        return connection.execute(
            "SELECT article, max(number) FROM revisions WHERE changed LIKE '%body%' GROUP BY article LIMIT 1"
        ).fetchone()


@pytest.fixture(scope="module")
def site(nights):
    with served(nights) as base:
        yield base


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["side", "inline"])
def test_the_page_of_two_states(site, edited, language, view):
    article, last = edited
    status, headers, text = get(f"{site}/-/history/{article}/1..{last}?lang={language}&view={view}")
    assert status == 200 and f'<html lang="{language}">' in text
    assert "default-src 'none'" in headers["content-security-policy"] and "<script" not in text
    assert "<del>" in text and "<ins>" in text
    assert ('class="pair"' in text) == (view == "side")
    assert {"id": "paragraf tidak berubah", "en": "paragraphs unchanged"}[language] in text


def test_the_page_of_one_state_and_its_json(site, nights, edited):
    article, last = edited
    with closing(sqlite3.connect(nights)) as connection:
        headline, body, digest = connection.execute(
            "SELECT headline, body, digest FROM revisions WHERE article = ? AND number = 1", (article,)
        ).fetchone()
    status, _, text = get(f"{site}/-/history/{article}/1?lang=en")
    assert status == 200 and digest in text and text.count("<ins>") == 0
    assert json.loads(get(f"{site}/-/history/{article}/1.json")[2])["state"]["body"] == body
    found = json.loads(get(f"{site}/-/history/{article}/1..{last}.json")[2])
    assert found["earlier"]["headline"] == headline and found["later"]["number"] == last
    old = ["".join(text for _, text in pair["before"]) for pair in found["paragraphs"] if pair["before"]]
    assert "\n\n".join(old) == body
    assert f"/-/history/{article}/{last - 1}..{last}" in get(f"{site}/archive/articles/{article}")[2]


@pytest.mark.parametrize("path", ["999999/1", "1/99", "1/0..1", "1/1..99", "x/1", "1/1..", "1/1..2..3"])
def test_states_that_are_none(site, path):
    status, headers, text = get(f"{site}/-/history/{path}?lang=en")
    assert status == 404 and "There is no such page" in text
    assert "default-src 'none'" in headers["content-security-policy"]


def test_hostile_text_is_escaped(tmp_path):
    archive = hostile_archive(tmp_path)
    with closing(sqlite3.connect(archive)) as connection:
        (article,) = connection.execute("SELECT id FROM articles LIMIT 1").fetchone()
        connection.execute("DELETE FROM revisions WHERE article = ?", (article,))
        for number in (1, 2):
            connection.execute(
                "INSERT INTO revisions (article, number, seen_at, kind, headline, body, byline, digest)"
                " VALUES (?, ?, '2026-01-01T00:00:00Z', 'content', ?, ?, ?, 'd')",
                (article, number, f"{HOSTILE} {number}", f"{HOSTILE} {number}\n\n{HOSTILE}", HOSTILE),
            )
        connection.commit()
    with served(archive) as base:
        for path in ("1", "1..2", "1..2?view=inline"):
            status, _, text = get(f"{base}/-/history/{article}/{path}")
            assert status == 200 and HOSTILE not in text and "&lt;script" in text
