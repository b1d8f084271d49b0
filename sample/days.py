"""The script: what happens on the site on each day, as data. Changes of one day stay until another
undoes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sample.comments import Comment
from sample.printed import WIB
from sample.releases import Block, Release, all_releases


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one release, by its key."""

    kind: str
    """add, body, headline, date, delete, restore, comment, uncomment or image."""
    key: str
    text: str = ""
    """New paragraph, headline, date, comment text or image file."""
    position: int = 0
    """Which block or comment, from 0."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the script."""

    number: int
    event: str
    changes: tuple[Change, ...] = ()
    mode: str = "normal"
    """normal, down (503), challenge (200), maintenance (home 200, releases 500) or hijack."""
    layout: str = "normal"
    """normal, renamed (break A: other class names) or dateless (break B: date line moved or gone)."""


DAYS = (
    Day(1, "first state"),
    Day(
        2,
        "three releases added; the feed stops being well-formed",
        (Change("add", "bencana/1"), Change("add", "teknologi/7"), Change("add", "umkm/7")),
    ),
    Day(
        3,
        "a paragraph of one release edited",
        (
            Change(
                "body",
                "pertanian/2",
                "Panitia menambah satu angkatan lagi karena peminat melebihi kuota. Petani muda "
                "yang belum tertampung dapat mendaftar di balai penyuluhan.",
                1,
            ),
        ),
    ),
    Day(
        4,
        "a headline edited: the address moves, the old one redirects to the home page",
        (
            Change(
                "headline", "pertanahan/1", "Sertifikat Tanah Gratis, Warga Diminta Laporkan Pungutan Biaya"
            ),
        ),
    ),
    Day(5, "quiet: only noise moves"),
    Day(6, "only the date of one release changed", (Change("date", "stunting/1", "2026-09-04 09:30:29"),)),
    Day(
        7,
        "a release deleted; its comments stay in the widget and link to the site root",
        (Change("delete", "pertanian/2"),),
    ),
    Day(8, "quiet: the deleted release is still missing"),
    Day(9, "a release added with an old date", (Change("add", "olahraga/6"),)),
    Day(
        10,
        "one comment edited, another removed",
        (
            Change(
                "comment",
                "stunting/1",
                "Kapan giliran desa kami? Sudah tiga tahun mengajukan belum ada kabar.",
                0,
            ),
            Change("uncomment", "pertanahan/1", position=1),
        ),
    ),
    Day(11, "the image of one release replaced", (Change("image", "kesehatan/2", "Sidaluhung_7.jpeg"),)),
    Day(12, "site down: 503 everywhere", mode="down"),
    Day(13, "up again, nothing changed"),
    Day(14, "the deleted release restored", (Change("restore", "pertanian/2"),)),
    Day(15, "layout break A: class names renamed", layout="renamed"),
    Day(16, "layout as before"),
    Day(17, "layout break B: date line moved below the body, or gone", layout="dateless"),
    Day(18, "layout as before"),
    Day(19, "hijack: gambling headlines, spam pages and replaced bodies", mode="hijack"),
    Day(20, "cleaned up, nothing changed"),
    Day(21, "a challenge page with status 200 everywhere", mode="challenge"),
    Day(22, "reachable again, one release added", (Change("add", "stunting/6"),)),
    Day(23, "maintenance page: home 200, everything else 500", mode="maintenance"),
    Day(24, "two releases added", (Change("add", "pendidikan/4"), Change("add", "pariwisata/6"))),
)
LAST_DAY = DAYS[-1].number
HIJACKED = ("pertanian/0", "umkm/0", "kesehatan/2")
"""Releases whose page shows spam on a day of mode hijack."""


def day(number: int) -> Day:
    """Return a day of the script; raise ValueError for one that it does not have."""
    if not 1 <= number <= LAST_DAY:
        raise ValueError(f"the sample site has days 1 to {LAST_DAY}, not {number}")
    return DAYS[number - 1]


@cache
def releases_on(number: int) -> tuple[Release, ...]:
    """Return the releases that exist on a day, newest id first, whatever the site's mode on that day is."""
    day(number)
    known = all_releases()
    later = {change.key for entry in DAYS for change in entry.changes if change.kind == "add"}
    shown = {key: release for key, release in known.items() if key not in later}
    deleted: dict[str, Release] = {}
    for entry in DAYS[:number]:
        for change in entry.changes:
            if change.kind == "add":
                shown[change.key] = known[change.key]
            elif change.kind == "delete":
                deleted[change.key] = shown.pop(change.key)
            elif change.kind == "restore":
                shown[change.key] = deleted.pop(change.key)
            else:
                shown[change.key] = _edited(shown[change.key], change)
    return tuple(sorted(shown.values(), key=lambda release: -release.id))


@cache
def deleted_on(number: int) -> tuple[Release, ...]:
    """Return releases that were deleted before or on a day and are not back; their comments live on
    in the widget.
    """
    here = {release.key for release in releases_on(number)}
    gone = {
        change.key for entry in DAYS[:number] for change in entry.changes if change.kind == "delete"
    } - here
    return tuple(all_releases()[key] for key in sorted(gone))


def _edited(release: Release, change: Change) -> Release:
    if change.kind == "headline":
        return replace(release, headline=change.text)
    if change.kind == "date":
        return replace(release, published=datetime.fromisoformat(change.text).replace(tzinfo=WIB))
    if change.kind == "image":
        return replace(release, image=change.text)
    comments: tuple[Comment, ...] = release.comments
    if change.kind == "comment":
        edited = replace(comments[change.position], text=change.text)
        return replace(
            release, comments=(*comments[: change.position], edited, *comments[change.position + 1 :])
        )
    if change.kind == "uncomment":
        return replace(release, comments=(*comments[: change.position], *comments[change.position + 1 :]))
    blocks = list(release.blocks)
    blocks[change.position] = Block("p", change.text)
    return replace(release, blocks=tuple(blocks))


def views_from(release: Release, number: int) -> int:
    """Return the view counter's value at the start of a day; it falls to 0 when a release is edited."""
    touched = [
        entry.number
        for entry in DAYS[:number]
        for change in entry.changes
        if change.key == release.key and change.kind in ("headline", "body", "date", "image", "add")
    ]
    since = touched[-1] if touched else -20
    return (release.id * 7 % 90 if not touched else 0) + 3 * (number - since)
