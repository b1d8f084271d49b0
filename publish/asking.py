"""What a reader asks the search for, as the arguments of an address say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

LAST_PAGE = 50
NARROWING = ("province", "region", "site", "year", "month", "category", "tag", "status", "comments")
SORTS = ("relevance", "newest", "oldest")


@dataclass(slots=True)
class Asked:
    """What a reader asks for."""

    text: str = ""
    since: str = ""
    until: str = ""
    sort: str = "relevance"
    page: int = 1
    uncertain: bool = False
    """Whether dates that are only bounded count as within the days asked for when they may lie there."""
    chosen: dict[str, str] = field(default_factory=dict)
    """Facet to the value that is chosen."""

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str]) -> Asked:
        """Read an address's arguments; what makes no sense is left out."""
        text = arguments.get("q", "")[:10_000].replace("\0", " ").strip()
        sort = arguments.get("sort", "")
        page = arguments.get("page", "")
        return cls(
            text=text,
            since=_day(arguments.get("since", "")),
            until=_day(arguments.get("until", "")),
            sort=sort if sort in SORTS else "relevance" if text else "newest",
            page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdecimal() and len(page) < 4 else 1,
            uncertain=arguments.get("uncertain", "") == "1",
            chosen={name: arguments[name][:200] for name in NARROWING if arguments.get(name)},
        )

    def arguments(self) -> dict[str, str]:
        """Return the arguments of an address that asks the same."""
        found = {"q": self.text, **self.chosen, "since": self.since, "until": self.until}
        if self.sort != ("relevance" if self.text else "newest"):
            found["sort"] = self.sort
        if self.uncertain:
            found["uncertain"] = "1"
        if self.page > 1:
            found["page"] = str(self.page)
        return {name: value for name, value in found.items() if value}


def _day(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""
