"""How well the search finds what readers ask for: labelled questions, against plain FTS5 on the same archive.

``python -m bench.relevance`` writes the table into docs/search.md; a test makes it again and compares.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from language.stemming import stem, words
from pipelines.schema import open_archive
from publish.asking import Asked
from publish.searching import search
from sample.truth import truth

HERE = Path(__file__).parent.parent
DATA = HERE / "tests" / "data"
PAGE = HERE / "docs" / "search.md"
MARKS = ("<!-- relevance:begin -->", "<!-- relevance:end -->")
TODAY = datetime(2026, 11, 28, tzinfo=UTC)
"""Newer releases rank a little higher: the day on which is asked, so that the figures stay."""
SEEN = "2026-11-28T00:00:00Z"
CUT = 20
_TOKEN = re.compile(r'"[^"]*"|\S+')


@dataclass(slots=True, frozen=True)
class Question:
    """What somebody asks, and the releases that answer it."""

    kind: str
    text: str
    wants: frozenset[str]


@dataclass(slots=True, frozen=True)
class Figures:
    """Means over questions."""

    recall: float
    reciprocal_rank: float
    questions: int


def questions() -> list[Question]:
    """Return the labelled questions."""
    rows = tomllib.loads((DATA / "search" / "queries.toml").read_text("utf-8"))["query"]
    return [Question(row["kind"], row["text"], frozenset(row["wants"])) for row in rows]


def build(path: Path) -> dict[int, str]:
    """Make an archive of the releases of the sample site and of the recorded pages; return the name of each number."""
    db = open_archive(path)
    db.conn.execute("BEGIN")
    for slug in ("lawungan", "kediri"):
        db.conn.execute(
            "INSERT INTO sites (slug, region, name, home_url, platform, time_zone)"
            " VALUES (?1, '35.06', ?1, 'https://' || ?1 || '.example/', 'swarakalibata', 'WIB')",
            (slug,),
        )
    names = {}
    for number, (site, name, row) in enumerate(_releases(), 1):
        names[number] = name
        body, day = row["body"], row["published_at"]
        at = datetime.fromisoformat(day).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if day else None
        db.conn.execute(
            "INSERT INTO articles (id, site, region, key, url, headline, body, published_at, sort_at, year, digest,"
            " first_seen_at, last_seen_at) VALUES (?1, ?2, '35.06', ?3, ?3, ?4, ?5, ?6, ?7, ?8, 'd', ?9, ?9)",
            (number, site, name, row["headline"], body, day, at, int(day[:4]) if day else None, SEEN),
        )
        known = words(f"{row['headline']}\n{body}")
        db.conn.executemany("INSERT OR IGNORE INTO stems VALUES (?, ?)", [(word, stem(word)) for word in known])
    db.conn.execute("COMMIT")
    db.conn.close()
    return names


def _releases() -> list[tuple[str, str, dict[str, Any]]]:
    found = [("lawungan", str(row["key"]), {**row, "body": _text(row["body"])}) for row in truth(1)]
    for line in (DATA / "kediri-cms" / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        row |= {"body": _text(row["body_paragraphs"]), "headline": row.get("headline_as_typed") or row["headline"]}
        found.append(("kediri", f"kediri{row['path'].rstrip('/')}", row))
    return found


def _text(body: Any) -> str:
    return body if isinstance(body, str) else "\n\n".join(map(str, body))


def ours(connection: sqlite3.Connection, text: str) -> tuple[list[int], str | None]:
    """Return what our search shows first, and another spelling that it offers."""
    found = search(connection, Asked.from_arguments({"q": text}), CUT, TODAY)
    return [*found["ids"], *found["partly"]], found["suggestion"]


def plain(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return what FTS5 alone finds: words as they are, its own operators, its own ranking."""
    parts = [part if _is_syntax(part) else f'"{part}"' for part in _TOKEN.findall(text)]
    parts = [f'"{part[:-1]}" *' if part.endswith("*") else part for part in parts]
    query = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?"
    return [row[0] for row in connection.execute(query, (" ".join(parts), CUT))]


def _is_syntax(part: str) -> bool:
    return part in ("AND", "OR", "NOT") or part.startswith('"') or part.endswith("*")


def measure(folder: Path) -> tuple[dict[str, dict[str, Figures]], list[str]]:
    """Return the figures by kind of question and way of searching, and the questions that ours answers worst."""
    names = build(folder / "relevance.db")
    connection = sqlite3.connect(folder / "relevance.db")
    connection.execute("CREATE VIRTUAL TABLE temp.plain USING fts5(headline, body, tokenize='unicode61')")
    connection.execute("INSERT INTO temp.plain (rowid, headline, body) SELECT id, headline, body FROM articles")
    scores: dict[str, dict[str, list[tuple[float, float]]]] = {}
    missed = []
    for question in questions():
        found, suggestion = ours(connection, question.text)
        followed = ours(connection, suggestion)[0] if suggestion else found
        for way, ids in (("plain", plain(connection, question.text)), ("ours", found), ("followed", followed)):
            score = _score([names[number] for number in ids], question.wants)
            for kind in (question.kind, "all"):
                scores.setdefault(kind, {}).setdefault(way, []).append(score)
        if _score([names[number] for number in followed], question.wants)[0] < 0.5:
            missed.append(question.text)
    connection.close()
    means = {kind: {way: _mean(values) for way, values in ways.items()} for kind, ways in scores.items()}
    return means, missed


def _score(found: list[str], wants: frozenset[str]) -> tuple[float, float]:
    """Return the share of the wanted that is among the first, and one by the place of the first of them."""
    hits = [place for place, name in enumerate(found[:CUT], 1) if name in wants]
    return len(hits) / len(wants), 1 / hits[0] if hits else 0.0


def _mean(values: list[tuple[float, float]]) -> Figures:
    return Figures(*(sum(part) / len(values) for part in zip(*values, strict=True)), len(values))


def table(folder: Path) -> str:
    """Return the figures in Markdown."""
    means, missed = measure(folder)
    lines = [
        "| Questions | | plain FTS5 | | Lontar | | with the spelling it offers | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| | number | recall@20 | MRR | recall@20 | MRR | recall@20 | MRR |",
    ]
    for kind, ways in sorted(means.items(), key=lambda item: (item[0] == "all", item[0])):
        cells = [f"{ways[way].recall:.2f} | {ways[way].reciprocal_rank:.2f}" for way in ("plain", "ours", "followed")]
        lines.append(f"| {kind} | {ways['ours'].questions} | {' | '.join(cells)} |")
    told = ", ".join(f"`{text}`" for text in missed)
    return "\n".join([*lines, "", f"Questions of which Lontar finds less than half: {told or 'none'}."])


def put(page: str, marks: tuple[str, str], text: str) -> str:
    """Return a page with a text between two marks."""
    begin, end = (re.escape(mark) for mark in marks)
    return re.sub(f"{begin}.*?{end}", lambda _: f"{marks[0]}\n{text}\n{marks[1]}", page, flags=re.DOTALL)


def main() -> None:
    """Measure, print the table, and write it into the page."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = table(Path(folder))
    print(text)
    PAGE.write_text(put(PAGE.read_text("utf-8"), MARKS, text), "utf-8")


if __name__ == "__main__":
    main()
