"""``lontar publish`` and ``redact``: the copy for the public, and what must not be in it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.display import say, several, show_json, show_table, stepping
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, MisuseError
from pipelines.export_formats import FORMATS, need
from pipelines.privacy import NAMES


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--names", type=click.Choice(NAMES), help="How readers' names are shown.  [default: as configured]")
@click.option("--keep", type=click.IntRange(1), default=5, show_default=True, help="How many copies stay.")
@click.option("--export", "forms", type=click.Choice(FORMATS), multiple=True, help="Offer the whole copy in this"
              " format, too; may be given several times.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and no progress.")
@pass_invocation
def publish(
    invocation: Invocation, folder: Path, names: str | None, keep: int, forms: tuple[str, ...], as_json: bool
) -> int:
    """Build the copy of the archive that the public reads.

    FOLDER gets a folder for each copy, and a link `current` to the newest. Operational tables and private columns are
    left out, redactions applied, e-mail addresses, phone numbers and NIK masked, readers' names shown as initials. A
    crawl may run meanwhile. `lontar serve --public FOLDER` shows a new copy as soon as it is there. Copies from before
    the newest redaction are removed.

    \b
    Examples:
      lontar publish public
      lontar publish /srv/lontar --keep 30 --names hidden
      lontar publish public --export csv --export sqlite
    """
    from crawler import config
    from pipelines import exports, publication
    from publish.about import licence

    for form in forms:
        need(form)
    settings = config.load()
    about = publication.About(settings.contact, {"LICENCE.md": licence()})
    invocation.migrate(as_json)
    with stepping("publish", as_json) as watch:
        found = publication.publish(
            invocation.archive, folder, _now(), names=names or settings.names, keep=keep, about=about, progress=watch
        )
    offered = exports.add_to_copy(found.path, forms, _now(), licence())
    if as_json:
        show_json(asdict(found) | {"path": str(found.path), "exports": offered})
    elif not found.fresh:
        say(f"{found.version}: nothing has changed since; it stays the current copy")
    else:
        said = f"{several(found.articles, 'release')}, {several(found.redactions, 'redaction')} applied"
        say(f"{found.version}: {said}, in {found.path}")
    return OK


@click.command()
@click.argument("kind", type=click.Choice(["article", "comment", "person"]), required=False)
@click.argument("target", required=False)
@click.option("--why", metavar="TEXT", help="The reason, as the public is told it.")
@click.option("--in-texts", is_flag=True, help="Take a person's name out of texts, too, not only out of comments.")
@click.option("--dry-run", is_flag=True, help="Only say what would be touched.")
@click.option("--list", "as_list", is_flag=True, help="Show the redactions that hold.")
@click.option("--lift", type=int, metavar="NUMBER", help="Lift a redaction.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_invocation
def redact(
    invocation: Invocation,
    kind: str | None,
    target: str | None,
    why: str | None,
    in_texts: bool,
    dry_run: bool,
    as_list: bool,
    lift: int | None,
    as_json: bool,
) -> int:
    """Keep an article, a comment or a person out of what is published.

    KIND is article, comment or person; TARGET is the number, or the person's name. The archive itself keeps what it has
    seen; every copy published from then on has a tombstone in its place, which says why. Redactions survive a reparse.

    \b
    Examples:
      lontar redact comment 812 --why "asked for by its author"
      lontar redact person "Siti Aminah" --dry-run
      lontar redact person "Siti Aminah" --in-texts --why "court order 12/2026"
      lontar redact --list
      lontar redact --lift 3
    """
    from pipelines import redactions
    from pipelines.schema import open_archive

    if as_list or lift is not None:
        if kind:
            raise MisuseError("--list and --lift stand alone: leave out KIND and TARGET")
    elif not kind or not target:
        raise MisuseError("say what to redact: article, comment or person, then its number or name")
    elif not why and not dry_run:
        raise MisuseError("--why is missing: the tombstone says why")
    with closing(open_archive(invocation.archive, create=False).conn) as connection:
        if as_list:
            return _show(redactions.standing(connection), as_json)
        if lift is not None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                redactions.lift(connection, lift, _now())
            say(f"redaction {lift} is lifted; publish again for the public to see it")
            return OK
        assert kind is not None and target is not None
        touched = redactions.reach(connection, kind, target, in_texts=in_texts)
        number = None
        if not dry_run:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                number = redactions.redact(connection, kind, target, why or "", _now(), in_texts=in_texts)
    if as_json:
        show_json({"redaction": number, **asdict(touched)})
        return OK
    what = f"{several(touched.articles, 'release')} and {several(touched.comments, 'comment')}"
    say(f"would touch {what}" if dry_run else f"redaction {number}: {what}; publish again for it to take effect")
    for name, numbers, total in (
        ("releases", touched.article_numbers, touched.articles),
        ("comments", touched.comment_numbers, touched.comments),
    ):
        if numbers:
            more = f" and {total - len(numbers)} more" if total > len(numbers) else ""
            say(f"{name}: {', '.join(map(str, numbers))}{more}")
    return OK


def _show(found: list, as_json: bool) -> int:
    if as_json:
        show_json({"redactions": [asdict(entry) for entry in found]})
    elif not found:
        say("no redactions")
    else:
        rows = [[e.id, e.kind, e.target, "yes" if e.in_texts else "", e.made_at[:10], e.why] for e in found]
        show_table(["Number", "Kind", "Target", "In texts", "Made", "Why"], rows)
    return OK
