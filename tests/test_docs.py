"""The documents hold: commands and options exist, links resolve, generated pages are current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cli.__main__ import lontar
from cli.outcome import EXIT_CODES
from docs import generate
from pipelines.tables import TABLE_SENTENCES, column_sentences
from publish import metadata

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.id.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = lontar.commands


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_commands_and_options_exist(page):
    for line in re.findall(r"lontar ([a-z][^`\n|]*)", page.read_text("utf-8")):
        words = line.split()
        if words[0] not in COMMANDS:
            assert not re.search(r"(?m)^lontar " + re.escape(line), page.read_text("utf-8")), line
            continue
        known = {option for parameter in COMMANDS[words[0]].params for option in parameter.opts}
        for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", " " + line):
            assert option in known, (page.name, line)


def test_the_readme_names_every_command():
    named = set(re.findall(r"^\| `lontar ([a-z-]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_between_documents_resolve(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_generated_pages_are_current():
    for page, text in generate.PAGES.items():
        assert page.read_text("utf-8") == text()
    assert metadata.FILE.read_text("utf-8") == metadata.text()


def test_every_table_and_column_is_described():
    tables = yaml.safe_load(metadata.FILE.read_text("utf-8"))["databases"]["archive"]["tables"]
    for table, columns in column_sentences().items():
        assert tables[table]["description"] == TABLE_SENTENCES[table]
        assert tables[table]["columns"] == columns
        assert all(sentence.endswith(".") for sentence in columns.values())


def test_exit_codes_are_documented():
    text = (ROOT / "docs/operator.md").read_text("utf-8")
    assert [int(code) for code in re.findall(r"(?m)^\| (\d+) \|", text)] == list(EXIT_CODES)
    named = " ".join((ROOT / "README.md").read_text("utf-8").partition("Exit codes:")[2].split())
    assert all(re.search(rf"\b{code} [a-z]", named) for code in EXIT_CODES)
