"""The labelled questions: sound labels, and the figures of docs/search.md made again."""

from __future__ import annotations

from collections import Counter

from bench.relevance import MARKS, PAGE, build, measure, questions, table


def test_labels_name_releases_and_all_kinds_of_questions(tmp_path):
    names = set(build(tmp_path / "archive.db").values())
    asked = questions()
    assert len(asked) >= 60 and len({question.text for question in asked}) == len(asked)
    assert {name for question in asked for name in question.wants} <= names
    assert all(question.wants for question in asked)
    kinds = Counter(question.kind for question in asked)
    assert set(kinds) == {"question", "word", "affix", "acronym", "phrase", "boolean", "prefix", "misspelt"}


def test_the_table_of_the_documentation_is_what_is_measured(tmp_path):
    page = PAGE.read_text("utf-8")
    written = page.partition(MARKS[0])[2].partition(MARKS[1])[0].strip()
    assert written == table(tmp_path), "python -m bench.relevance writes it anew"


def test_the_search_finds_more_than_plain_words_and_no_less_of_any_kind(tmp_path):
    means, _ = measure(tmp_path)
    for ways in means.values():
        assert ways["ours"].recall >= ways["plain"].recall
        assert ways["ours"].reciprocal_rank >= ways["plain"].reciprocal_rank
    assert means["all"]["followed"].recall > 0.9 > 0.7 > means["all"]["plain"].recall
