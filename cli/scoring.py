"""``lontar score``: how exact the archive is, against a truth that a person has made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.display import printable, say, show_json, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError

if TYPE_CHECKING:
    from pipelines.scoring import FieldScore, Score


@click.command()
@click.argument("site", required=False)
@click.argument("truth", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--all", "all_sites", is_flag=True, help="Every site that the truth tells of.")
@click.option("--complete", is_flag=True, help="The truth holds every article: list those that it has not.")
@click.option("--worst", type=click.IntRange(0, 100), default=3, show_default=True, help="Cases shown of each field.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_invocation
def score(
    invocation: Invocation,
    site: str | None,
    truth: Path | None,
    *,
    all_sites: bool,
    complete: bool,
    worst: int,
    as_json: bool,
) -> int:
    """Measure how exact the archive is, field by field, against a truth.

    TRUTH is a file of JSON lines, one article a line, or a folder with a file SITE.jsonl for each site. A line names
    its article by url, path or key, and tells any of headline, subheadline, body (a list of paragraphs), byline,
    author, category, published_at, tags, comments (author, posted_at, text) and related (text, url): what it does not
    tell is not judged. Precision and recall of a body count its words, those of lists their entries. Nothing is
    fetched or written.

    \b
    Examples:
      lontar score kedirikab truth.jsonl
      lontar score --all truths/ --worst 10
      lontar score kedirikab truth.jsonl --complete --json
    """
    from pipelines.errors import TruthError
    from pipelines.scored import score_sites
    from pipelines.scoring import merged

    if all_sites and truth is None and site is not None:
        truth, site = Path(site), None
        if not truth.exists():
            raise MisuseError(f"{truth}: there is no such file or folder")
    if truth is None or (site is None) != all_sites:
        raise MisuseError("name a site and its truth, `lontar score SITE TRUTH`, or `lontar score --all TRUTH`")
    with invocation.reading() as connection:
        if site and not connection.execute("SELECT 1 FROM sites WHERE slug = ?", (site,)).fetchone():
            raise MisuseError(f"the archive has no site {site!r}: `lontar status` lists those it has")
        try:
            scores = score_sites(connection, truth, site, complete=complete)
        except TruthError as error:
            raise MisuseError(str(error)) from error
    if not scores:
        raise MisuseError(f"{truth} has no row{f' of {site}' if site else ''}")
    if as_json:
        show_json({name: _plain(each, worst, complete) for name, each in sorted(scores.items())})
        return OK
    for name, each in sorted(scores.items()):
        _show(name, each, worst, complete)
    if len(scores) > 1:
        _show("all", merged(scores.values()), worst, complete)
    return OK


def _show(name: str, score: Score, worst: int, complete: bool) -> None:
    say(f"{name}: {score.covered} of {score.articles} articles of the truth are archived ({_percent(score.coverage)});"
        f" {score.wrong_days} on a wrong day, {score.wrong_articles} comments on a wrong article"
        + (f"; {len(score.invented)} archived that the truth has not" if complete else ""))  # fmt: skip
    if score.fields:
        numbers = ("articles", "exact", "precision", "recall", "F1")
        rows = [_row(each) for each in score.fields.values()]
        show_table(("field", *numbers), rows, numbers)
    for label, paths in (("not archived", score.missing), ("not in the truth", score.invented)):
        for path in paths[:worst]:
            say(f"  {label}: {printable(path)}")
    for each in score.fields.values():
        each.keep_worst(worst)
        for case in each.worst:
            say(f"  {each.name} {case.score:.3f} {printable(case.article)}")
            say(f"    true:  {printable(case.expected)[:160]}")
            say(f"    found: {printable(case.found)[:160]}")
    say()


def _row(score: FieldScore) -> tuple[object, ...]:
    share = (None if value is None else f"{value:.4f}" for value in (score.precision, score.recall, score.f1))
    return (score.name, score.judged, _percent(score.rate), *share)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _plain(score: Score, worst: int, complete: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "articles": score.articles, "covered": score.covered, "coverage": score.coverage,
        "wrong_days": score.wrong_days, "wrong_articles": score.wrong_articles, "missing": score.missing,
        "fields": {},
    }  # fmt: skip
    if complete:
        found["invented"] = score.invented
    for name, each in score.fields.items():
        each.keep_worst(worst)
        found["fields"][name] = {
            "judged": each.judged, "exact": each.exact, "rate": each.rate, "precision": each.precision,
            "recall": each.recall, "f1": each.f1,
            "worst": [
                {"article": c.article, "expected": c.expected, "found": c.found, "score": c.score} for c in each.worst
            ],
        }  # fmt: skip
    return found
