"""Published copies: a read-only archive for the public, built from an allow-list, with redactions applied.

``DIR/<date>-<digest>/archive.db`` is one copy, ``DIR/current`` a link to the newest. A copy is built under another
name, checked, put on disk, and only then takes its name; the link is switched last.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from pipelines.allow_list import PublicationError, allowed, check_known
from pipelines.copies import FILE, current, switch, sync, tidy
from pipelines.data_package import dictionary
from pipelines.locks import sole_use
from pipelines.publication_checks import check, check_bytes, check_texts, digest_of, index
from pipelines.publication_notes import changes_between, data_package, in_markdown
from pipelines.publication_rows import fill
from pipelines.schema import explain

SHORT_DIGEST = 8

Progress = Callable[[str, int, int], None]
"""Told the present step, how many are done, and how many there are."""


@dataclass(slots=True, frozen=True)
class Published:
    """A copy that was built."""

    version: str
    path: Path
    digest: str
    articles: int
    redactions: int
    fresh: bool
    """False when nothing has changed since the copy before, which stays."""


@dataclass(slots=True, frozen=True)
class About:
    """What the operator adds to a copy: whom to ask, and files that go with it (such as LICENCE.md)."""

    contact: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def publish(
    archive: Path,
    folder: Path,
    instant: str,
    *,
    names: str = "initials",
    keep: int = 5,
    about: About | None = None,
    progress: Progress | None = None,
) -> Published:
    """Build a published copy of an archive in a folder, and make it the current one.

    A crawl may write meanwhile: one state of the archive is read. ``instant`` is now, UTC; ``keep`` is how many copies
    stay; those from before the newest redaction do not.

    Raises :class:`PublicationError` when the archive holds what the allow-list does not know, or a check fails.
    """
    steps = count()
    total = len(allowed()[0]) + 2

    def tell(step: str) -> None:
        if progress is not None:
            progress(step, next(steps), total)

    if not archive.is_file():
        raise PublicationError(f"there is no archive at {archive}: run `make archive` or `lontar crawl` first")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with sole_use(folder / "publication"):  # two builds into one folder would tread on each other
            found = _build(archive, folder, instant, names, about or About(), tell)
            tidy(folder, max(keep, 1))
            return found
    except sqlite3.Error as error:
        raise PublicationError(explain(archive, error)) from error
    except OSError as error:
        raise PublicationError(f"{folder}: {error}") from error


def _build(
    archive: Path, folder: Path, instant: str, names: str, about: About, tell: Callable[[str], None]
) -> Published:
    work = folder / ".building"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        with closing(sqlite3.connect(work / FILE, isolation_level=None, uri=True)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("ATTACH ? AS source", (f"{archive.resolve().as_uri()}?mode=ro",))
            copy.execute("BEGIN")
            tables, private = allowed()
            check_known(copy, tables, private)
            scrubber, ledger = fill(copy, tables, names, tell)
            tell("index")
            index(copy)
            copy.execute("COMMIT")
            copy.execute("DETACH source")
            digest = digest_of(copy, tables)
            version = f"{instant[:10]}-{digest[:SHORT_DIGEST]}"
            redacted_at = max((entry.made_at for entry in ledger), default="")
            copy.execute(
                "INSERT INTO publication VALUES (?, ?, ?, ?, ?, ?, ?)",
                (version, instant, digest, names, len(ledger), redacted_at, about.contact),
            )
            tell("check")
            check_texts(copy, tables, scrubber)
            check(copy)
            (articles,) = copy.execute("SELECT count(*) FROM articles").fetchone()
        check_bytes(work / FILE, scrubber.forbidden + scrubber.addresses)
        before = current(folder)
        if before is not None and before.name == version:
            return Published(version, before, digest, articles, len(ledger), fresh=False)
        tell("write")
        changes = changes_between(before and before / FILE, work / FILE, version)
        (work / "CHANGES.md").write_text(in_markdown(changes), "utf-8")
        (work / "CHANGES.json").write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", "utf-8")
        columns = {name: list(table.columns) for name, table in tables.items()}
        for name, text in about.files.items():
            (work / name).write_text(text, "utf-8")
        (work / "DICTIONARY.md").write_text(dictionary(columns), "utf-8")
        package = data_package(work / FILE, columns)
        (work / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for path in work.iterdir():
            sync(path)
        if not (folder / version / FILE).is_file():  # else it is as it was before something was taken back
            shutil.rmtree(folder / version, ignore_errors=True)
            work.replace(folder / version)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    switch(folder, version)
    return Published(version, folder / version, digest, articles, len(ledger), fresh=True)
