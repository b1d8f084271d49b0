"""What stands before the command: the archive, for all commands alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from cli.display import stepping
from cli.outcome import MisuseError


@dataclass
class Invocation:
    """One call of ``lontar``."""

    chosen: Path | None = None
    """The value of ``--archive``."""

    @cached_property
    def archive(self) -> Path:
        """Path of the archive: ``--archive``, else the configuration's; raises ConfigError."""
        from crawler import config

        return self.chosen if self.chosen is not None else config.load().archive

    @property
    def captures(self) -> Path:
        """Folder of the captures, beside the archive."""
        return self.archive.parent / "captures"

    def migrate(self, unseen: bool = False) -> None:
        """Bring an archive that an older version wrote up to date, with progress where somebody watches.

        Raises ArchiveError; an archive that is missing or up to date is left alone.
        """
        from pipelines.schema import open_archive

        if self.archive.is_file():
            with stepping("archive", unseen) as watch:
                open_archive(self.archive, watch=watch).conn.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the archive to read one unchanging state of it; raises ArchiveError."""
        from pipelines.errors import ArchiveError
        from pipelines.schema import explain, open_archive

        with stepping("archive") as watch:
            opened = open_archive(self.archive, create=False, watch=watch).conn
        with closing(opened) as connection:
            try:
                connection.execute("BEGIN")
                yield connection
            except sqlite3.Error as error:
                raise ArchiveError(explain(self.archive, error)) from error


pass_invocation = click.make_pass_decorator(Invocation, ensure=True)


def known_site(name: str) -> type:
    """Return the spider of a site; raises :class:`MisuseError` when there is none."""
    from crawler.run import spider_classes

    classes = spider_classes()
    if name not in classes:
        raise MisuseError(f"there is no site {name!r}: `lontar sites` lists those that are known")
    return classes[name]


def waiting_sites(invocation: Invocation) -> set[str]:
    """Return the sites that have been tried, and that nobody has marked as verified or named since."""
    from crawler.platforms.base import is_loopback
    from crawler.run import spider_classes
    from pipelines.runs import once_read

    if not invocation.archive.exists():
        return set()
    with invocation.reading() as connection:
        tried = once_read(connection)
    classes = {name: cls for name, cls in spider_classes().items() if name in tried}
    return {name for name, cls in classes.items() if not (cls.verified or is_loopback(cls.home_url))}  # type: ignore[attr-defined]
