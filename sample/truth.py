"""What a perfect archive of the site holds on a day: for tests that compare exactly."""

from __future__ import annotations

from typing import Any

from sample import addresses, days
from sample.calendar import entries
from sample.releases import Release, all_releases
from sample.script import HIJACKED
from sample.specials import BACK_DATED
from sample.state import State, state_on


def truth(day: int) -> list[dict[str, Any]]:
    """Return one row for every release that exists on a day, newest id first. See README.md for the
    fields.
    """
    state = state_on(day)
    return [_row(state, release) for release in state.everything]


def events(first: int, last: int) -> list[tuple[int, str, str]]:
    """Return what really happened from one day to another: day, kind, key (empty for the whole site)."""
    return [
        (number, kind, key) for number in range(first, last + 1) for kind, key in _arrived(number) + _happened(number)
    ]


def _arrived(number: int) -> list[tuple[str, str]]:
    if number > 1:
        return []
    found = [("added", entry.key) for entry in entries() if days.arrival(entry.entered) == number]
    found += [
        ("comment-added", release.key)
        for release in days.releases_on(number)
        for comment in release.comments
        if days.arrival(comment.posted) == number
    ]
    return found


def _happened(number: int) -> list[tuple[str, str]]:
    entry = days.day(number)
    found = [(change.kind, change.key) for change in entry.changes]
    found += [("back-dated", key) for kind, key in found if kind == "added" and key in BACK_DATED]
    if entry.mode != "normal":
        found.append((entry.mode, ""))
    if entry.layout != "normal":
        found.append((f"layout-{entry.layout}", ""))
    if entry.address_form:
        found.append(("moved", ""))
    return found


def _row(state: State, release: Release) -> dict[str, Any]:
    paths = {form: addresses.path(form, release) for form in addresses.FORMS}
    served, former = addresses.SERVED[state.address_form], addresses.FORMER[state.address_form]
    inline = [
        (all_releases()[block.target], block.form) for block in release.blocks if block.kind == "inline"
    ]
    return {
        "key": release.key,
        "id": release.id,
        "slug": release.slug,
        "path": paths[state.address_form],
        "url_form": state.address_form,
        "urls": [paths[form] for form in served],
        "former_urls": [paths[form] for form in former],
        "dead_urls": [paths[form] for form in addresses.DEAD],
        "opens": state.opens(release),
        "listed": release.listed,
        "draft": release.draft,
        "skin": release.skin,
        "style": release.style,
        "hijacked": state.day.mode == "hijack" and release.key in HIJACKED,
        "headline": release.headline.strip(),
        "headline_raw": release.headline_raw,
        "subheadline": release.subheadline or None,
        "dateline": release.dateline or None,
        "body": body_paragraphs(release),
        "byline": release.byline.strip("()") or None,
        "byline_raw": release.byline or None,
        "author": release.author,
        "published_at": release.published.isoformat() if release.published else None,
        "zero_date": "zero-date" in release.traits,
        "category": release.category,
        "tags": list(release.tags),
        "comments": [
            {"author": comment.author, "posted_at": comment.posted.isoformat(), "text": comment.text}
            for comment in release.comments
        ],
        "related": [
            {"text": other.headline_raw.strip(), "path": state.path(other)} for other in state.related(release)
        ],
        "inline_links": [
            {"text": other.headline.strip(), "path": addresses.path(form, other)}
            for other, form in inline
        ],
        "image": f"/asset/foto_berita/{release.image}" if release.image else None,
        "caption": release.caption or None,
        "attachments": [
            {"label": block.text, "path": block.target}
            for block in release.blocks
            if block.kind == "attachment"
        ],
    }


OFFERS = ("Lampiran", "Unduh")
"""How lines begin that only offer a file: an attachment, and no text."""


def body_paragraphs(release: Release) -> list[str]:
    """Return a body as plain paragraphs: list items, quotes, headings and rows each their own, no
    credit, no caption, no line that only offers a file.
    """
    made: list[str] = []
    for block in release.blocks:
        if block.kind == "list":
            made += block.items
        elif block.kind == "table":
            made += [" | ".join(row) for row in block.rows]
        elif block.kind != "inline" and not (block.kind == "attachment" and block.text.startswith(OFFERS)):
            made.append(block.text)
    return made
