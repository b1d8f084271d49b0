"""What stands before the command: the archive, for all commands alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.display import complain, stepping
from cli.outcome import MisuseError
from crawler.hosts import is_loopback

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.platforms.base import NewsSpider
    from crawler.sites import SiteLoader


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

    @cached_property
    def loader(self) -> SiteLoader:
        """What finds the spiders."""
        from crawler.run import site_loader

        return site_loader(self.archive)

    @property
    def settings(self) -> Settings:
        """The crawler's settings, with this call's archive."""
        from crawler.run import project_settings

        settings = project_settings()
        settings.set("ARCHIVE", str(self.archive), priority="cmdline")
        return settings

    def sites(self) -> dict[str, type[NewsSpider]]:
        """Return every spider by the slug of its site, in order; what cannot be used is told, and left out."""
        for problem in self.loader.problems.values():
            complain(problem)
        return {name: self.site(name) for name in sorted(self.loader.list())}

    def site(self, name: str) -> type[NewsSpider]:
        """Return the spider of a site; raises :class:`MisuseError` when there is none that can be used."""
        if problem := self.loader.problems.get(name):
            raise MisuseError(problem)
        if name not in self.loader.list():
            raise MisuseError(f"there is no site {name!r}: `lontar sites` lists those that are known")
        return self.loader.load(name)  # type: ignore[return-value]

    def waiting_sites(self) -> set[str]:
        """Return the sites that have been tried, and that nobody has marked as verified or named since."""
        from pipelines.runs import once_read

        if not self.archive.exists():
            return set()
        with self.reading() as connection:
            tried = once_read(connection)
        found = {name: self.site(name) for name in tried if name in self.loader.list()}
        return {name for name, spider in found.items() if not (spider.verified or is_loopback(spider.home_url))}

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
