"""What a perfect archive of the site holds on a day: for tests that compare exactly."""

from __future__ import annotations

from typing import Any

from sample import addresses, days
from sample.releases import Release, all_releases
from sample.state import State, state_on


def truth(day: int) -> list[dict[str, Any]]:
    """Return one row for every release that exists on a day, newest id first. See README.md for the
    fields.
    """
    state = state_on(day)
    return [_row(state, release) for release in state.everything]


def _row(state: State, release: Release) -> dict[str, Any]:
    paths = {form: addresses.path(form, release.slug, release.published) for form in addresses.FORMS}
    opens = state.by_slug[release.slug] is release
    inline = [
        (all_releases()[block.target], block.form) for block in release.blocks if block.kind == "inline"
    ]
    return {
        "key": release.key,
        "id": release.id,
        "slug": release.slug,
        "path": paths["plain"],
        "urls": [paths[form] for form in addresses.FORMS if form in addresses.SERVED],
        "dead_urls": [paths[form] for form in addresses.FORMS if form not in addresses.SERVED],
        "opens": opens,
        "draft": release.draft,
        "skin": release.skin,
        "style": release.style,
        "hijacked": state.day.mode == "hijack" and release.key in days.HIJACKED,
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
            {"text": other.headline_raw.strip(), "path": f"/{other.slug}"} for other in state.related(release)
        ],
        "inline_links": [
            {"text": other.headline.strip(), "path": addresses.path(form, other.slug, other.published)}
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


def body_paragraphs(release: Release) -> list[str]:
    """Return a body as plain paragraphs: list items, quotes, headings and rows each their own, no
    credit, no caption.
    """
    made: list[str] = []
    for block in release.blocks:
        if block.kind == "list":
            made += block.items
        elif block.kind == "table":
            made += [" | ".join(row) for row in block.rows]
        elif block.kind != "inline":
            made.append(block.text)
    return made
