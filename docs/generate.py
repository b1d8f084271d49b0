"""Writes the pages that tell what code and data say: ``python docs/generate.py``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.known_sites import known_sites
from crawler.run import spider_classes
from pipelines.data_package import dictionary
from pipelines.tables import column_sentences

HERE = Path(__file__).parent
KINDS = HERE.parent / "pipelines" / "data" / "incident_kinds.toml"


def whole_dictionary() -> str:
    """Return the data dictionary of every table."""
    head, rest = dictionary(column_sentences()).split("\n", 1)
    return f"{head}\n\nEvery table and column of the archive. Written by `python docs/generate.py`.\n{rest}"


def incidents() -> str:
    """Return the page of the kinds of incidents."""
    kinds = tomllib.loads(KINDS.read_text("utf-8"))
    parts = ["# Incidents\n\nWhat the archive tells of, kind by kind. Written by `python docs/generate.py`.\n"]
    of_articles = [f"| `{kind}` | {row['en']} |" for kind, row in kinds.items() if row["concerns"] == "article"]
    parts.append("\n".join(["## Releases\n", "| Kind | Meaning |", "| --- | --- |", *of_articles, ""]))
    of_sites = [
        f"| `{kind}` | {row['en']} | {'yes' if row.get('alarm') else ''} | {row.get('repair_en', '')} |"
        for kind, row in kinds.items()
        if row["concerns"] == "site"
    ]
    heads = ["| Kind | Meaning | Alarm | What to do |", "| --- | --- | --- | --- |"]
    parts.append("\n".join(["## Sites\n", *heads, *of_sites, ""]))
    return "\n".join(parts)


def sites() -> str:
    """Return the page of the sites: those that can be crawled, and those that are only known."""
    parts = ["# Sites\n\nWhat can be crawled, and what is only known. Written by `python docs/generate.py`.\n"]
    rows = [
        f"| `{name}` | {spider.region} | [{spider.site_name}]({spider.home_url}) | {spider.platform}"
        f" | {'yes' if spider.verified else 'not yet'} |"
        for name, spider in spider_classes().items()
        if spider.region
    ]
    heads = ["| Site | Region | Name | Platform | Verified |", "| --- | --- | --- | --- | --- |"]
    told = (
        "Verified: somebody has seen its spider read the live site. The first live run of a site that is not is a"
        " trial of few\npages; see [For operators](operator.md#crawling).\n"
    )
    parts.append("\n".join(["## With a spider\n", told, *heads, *rows, ""]))
    heads = ["| Host | Region | Name | Releases at | Why |", "| --- | --- | --- | --- | --- |"]
    known = [
        f"| {each.host} | {each.region} | {each.name} | {f'`{each.articles}`' if each.articles else ''} | {each.why} |"
        for each in known_sites()
    ]
    parts.append("\n".join(["## Known, but not to be crawled yet\n", *heads, *known, ""]))
    return "\n".join(parts)


PAGES = {
    HERE / "data-dictionary.md": whole_dictionary,
    HERE / "incidents.md": incidents,
    HERE / "sites.md": sites,
}
"""Every generated page, and what writes it."""


if __name__ == "__main__":
    for page, text in PAGES.items():
        page.write_text(text(), "utf-8")
