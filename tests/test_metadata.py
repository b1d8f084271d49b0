"""datasette-metadata.yaml: the part that follows the schema, and the parts that people write."""

from __future__ import annotations

import sqlite3

import pytest
import yaml

from pipelines.tables import HIDDEN_TABLES, TABLE_SENTENCES, TABLES, column_sentences
from publish import metadata

WRITTEN = metadata.FILE.read_text("utf-8")


@pytest.fixture(scope="module")
def archive():
    return yaml.safe_load(WRITTEN)["databases"]["archive"]


def test_every_table_and_column_has_exactly_its_sentence(archive):
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    for table, sentence in TABLE_SENTENCES.items():
        assert archive["tables"][table]["description"] == sentence
        described = archive["tables"][table]["columns"]
        assert described == column_sentences()[table]
        assert list(described) == [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})")]
    connection.close()
    assert set(archive["tables"]) == {*TABLE_SENTENCES, *metadata.INTERNAL_TABLES}


def test_only_operational_and_internal_tables_are_hidden(archive):
    hidden = {name for name, options in archive["tables"].items() if options.get("hidden")}
    assert hidden == {*HIDDEN_TABLES, *metadata.INTERNAL_TABLES}


def test_options_name_columns_that_exist(archive):
    for table, options in archive["tables"].items():
        columns = options.get("columns", {})
        named = options.get("facets", []) + [
            options[name] for name in ("sort", "sort_desc", "label_column") if name in options
        ]
        assert not set(named) - set(columns), table
    articles = archive["tables"]["articles"]
    assert articles["facets"] == ["region", "site", "year", "category", "status"]
    assert articles["sort_desc"] == "sort_at" and articles["fts_table"] == "articles_fts"
    labels = {table: options.get("label_column") for table, options in archive["tables"].items()}
    assert (labels["articles"], labels["sites"], labels["regions"]) == ("headline", "name", "name")


def test_saved_queries_are_the_named_ones_each_described(archive):
    assert tuple(archive["queries"]) == metadata.QUERIES
    assert all({"title", "description", "sql"} <= set(query) for query in archive["queries"].values())


def test_the_file_is_current():
    assert metadata.text() == WRITTEN
    assert metadata.text(metadata.text()) == metadata.text()


def test_what_people_wrote_survives_and_what_follows_the_schema_is_mended():
    changed = WRITTEN.replace("\ntitle: Lontar\n", "\ntitle: Arsip kami # a note\n")
    changed = changed.replace("        size: 20\n", "        size: 33\n")
    changed = changed.replace("SELECT site, substr", "SELECT /* mine */ site, substr")
    mended = changed.replace(TABLE_SENTENCES["sites"], "Wrong.").replace(
        "          slug: Short", "          slag: X"
    )
    mended = mended.replace(
        "      stems:\n", "      tables_of_old:\n        description: Gone.\n      stems:\n"
    )
    assert mended != changed
    assert metadata.text(mended) == changed


def test_a_new_table_needs_no_options():
    start = WRITTEN.index("      tags:\n")
    end = WRITTEN.index("      captures:\n")
    entry = yaml.safe_load(metadata.text(WRITTEN[:start] + WRITTEN[end:]))["databases"]["archive"]["tables"][
        "tags"
    ]
    assert entry == {"description": TABLE_SENTENCES["tags"], "columns": column_sentences()["tags"]}


@pytest.mark.parametrize(
    "broken", ["", "title: [", "databases: {archive: {tables: {articles: {}}}}", "databases:\n  archive: 5\n"]
)
def test_a_broken_file_is_one_clear_line(broken):
    with pytest.raises(metadata.MetadataError) as caught:
        metadata.text(broken)
    assert metadata.FILE.name in str(caught.value) and "\n" not in str(caught.value)
