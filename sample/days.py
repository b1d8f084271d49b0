"""What exists on each day: the script played up to it, or before its first day what clerks had entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from typing import TypeVar

from sample.calendar import entries
from sample.printed import WIB, morning
from sample.releases import Block, Release, all_releases
from sample.script import DAYS, LAST_DAY, Change, Day

EARLIEST_DAY = -120
"""Days up to 0 are ordinary ones before the script."""
DELETIONS = ("deleted-redirect", "deleted-404", "deleted-soft-404")
UNDOING = {"restored-text": "blocks", "comment-returned": "comments", "relisted": "traits"}
"""Changes that undo the latest one of their release, and the field that is again as before."""
REWRITING = {
    *("added", "headline", "body", "date", "byline", "image"),
    *("restored-text", "attachment-added", "attachment-removed"),
}
"""Changes on which the CMS starts a view counter anew."""

Item = TypeVar("Item")


def day(number: int) -> Day:
    """Return a day; raise ValueError for one that the site does not have."""
    if not EARLIEST_DAY <= number <= LAST_DAY:
        raise ValueError(f"the sample site has days {EARLIEST_DAY} to {LAST_DAY}, not {number}")
    return DAYS[number - 1] if number > 0 else Day(number, "quiet: before the script")


def script_until(number: int) -> tuple[Day, ...]:
    """Return the days of the script up to a day; none before the first."""
    return DAYS[: max(number, 0)]


def _changes_until(number: int) -> list[tuple[int, Change]]:
    return [(entry.number, change) for entry in script_until(number) for change in entry.changes]


def arrival(moment: datetime) -> int:
    """Return the first day whose morning does not come before a moment."""
    return 1 + ceil((moment - morning(1)) / timedelta(days=1))


@cache
def releases_on(number: int) -> tuple[Release, ...]:
    """Return the releases that exist on a day, newest id first, whatever the site's mode on that day is."""
    day(number)
    shown = _entered_until(min(number, 1))
    before: dict[str, Release] = {}
    for _, change in _changes_until(number):
        previous = before.get(change.key)
        if change.key in shown:
            before[change.key] = shown.pop(change.key)
        if change.kind in DELETIONS:
            continue
        if change.kind == "added":
            shown[change.key] = all_releases()[change.key]
        elif change.kind == "restored-release":
            shown[change.key] = before[change.key]
        elif previous and (name := UNDOING.get(change.kind)):
            shown[change.key] = replace(before[change.key], **{name: getattr(previous, name)})
        else:
            shown[change.key] = _edited(before[change.key], change)
    return tuple(sorted(shown.values(), key=lambda release: -release.id))


def _entered_until(number: int) -> dict[str, Release]:
    now, known = morning(number), all_releases()
    here = [known[entry.key] for entry in entries() if entry.entered <= now]
    return {
        release.key: replace(release, comments=tuple(each for each in release.comments if each.posted <= now))
        for release in here
    }


def _edited(release: Release, change: Change) -> Release:
    at, text, comments = change.position, change.text, release.comments
    match change.kind:
        case "headline":
            return replace(release, headline=text)
        case "byline":
            return replace(release, byline=text)
        case "image":
            return replace(release, image=text)
        case "date":
            return replace(release, published=datetime.fromisoformat(text).replace(tzinfo=WIB))
        case "delisted":
            return replace(release, traits=(*release.traits, "delisted"))
        case "attachment-replaced":
            return release
        case "body":
            return replace(release, blocks=_spliced(release.blocks, at, 1, [Block("p", text)]))
        case "attachment-added":
            return replace(release, blocks=_spliced(release.blocks, at, 0, change.blocks))
        case "attachment-removed":
            return replace(release, blocks=_spliced(release.blocks, at, 1))
        case "comment-added":
            return replace(release, comments=comments + change.comments)
        case "comment-edited":
            return replace(release, comments=_spliced(comments, at, 1, [replace(comments[at], text=text)]))
        case "comment-removed":
            return replace(release, comments=_spliced(comments, at, 1))
    raise ValueError(f"no such change: {change.kind}")


def _spliced(items: tuple[Item, ...], at: int, count: int, new: Iterable[Item] = ()) -> tuple[Item, ...]:
    return (*items[:at], *new, *items[at + count :])


@cache
def deletions_until(number: int) -> dict[str, str]:
    """Return how each release that is not here any more was deleted, by key."""
    here = {release.key for release in releases_on(number)}
    return {
        change.key: change.kind
        for _, change in _changes_until(number)
        if change.kind in DELETIONS and change.key not in here
    }


def deleted_on(number: int) -> tuple[Release, ...]:
    """Return releases that were deleted before or on a day and are not back; their comments live on
    in the widget.
    """
    return tuple(all_releases()[key] for key in sorted(deletions_until(number)))


def replaced_files(number: int) -> dict[str, tuple[int, str]]:
    """Return, by path, since which day an attachment has other bytes, and the note that they show."""
    return {
        all_releases()[change.key].blocks[change.position].target: (since, change.text)
        for since, change in _changes_until(number)
        if change.kind == "attachment-replaced"
    }


def address_form(number: int) -> str:
    """Return the form of the releases' addresses on a day."""
    return next((entry.address_form for entry in reversed(script_until(number)) if entry.address_form), "plain")


def last_change(number: int) -> int:
    """Return the latest day up to a day on which an editor opened the list of releases."""
    if number < 1:
        return max(since for entry in entries() if (since := arrival(entry.entered)) <= number)
    return max(entry.number for entry in script_until(number) if entry.changes or entry.number == 1)


def views_from(release: Release, number: int) -> int:
    """Return the view counter's value at the start of a day; it falls to 0 when a release is edited."""
    touched = [
        since
        for since, change in _changes_until(number)
        if change.key == release.key and change.kind in REWRITING
    ]
    since = touched[-1] if touched else -20
    return max(0, (release.id * 7 % 90 if not touched else 0) + 3 * (number - since))
