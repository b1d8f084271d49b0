"""Sites that are known, but that nothing here can crawl yet: there is no spider of theirs, and a reason why."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_ROWS = Path(__file__).parent / "data" / "known_sites.csv"


@dataclass(frozen=True)
class KnownSite:
    """A site without a spider."""

    host: str
    region: str
    """Code of its region, as of a spider."""
    name: str
    articles: str
    """Shape of the address of a release, where it is known; empty otherwise."""
    platform: str
    why: str
    """What keeps it from being crawled."""


def known_sites() -> list[KnownSite]:
    """Return the sites that are known and cannot be crawled yet."""
    return [KnownSite(**row) for row in csv.DictReader(_ROWS.read_text("utf-8").splitlines())]
