"""An archive rebuilt from its captures: it must be the one that was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.replay import Replayer
from pipelines.contents import archive_digest
from pipelines.reparse import reparse


def same_after_replay(path: Path, articles: int | None = None) -> bool:
    """Tell whether a replay reads every capture, gives so many articles, and leaves the archive's digest as it was."""
    with sqlite3.connect(path) as connection:
        before = archive_digest(connection)
    replayer = Replayer(path.parent / "captures")
    report = reparse(path, replayer)
    replayer.close()
    with sqlite3.connect(path) as connection:
        after = archive_digest(connection)
    return report.problems == [] and articles in (None, report.articles) and after == before
