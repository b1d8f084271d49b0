"""What the site publishes: releases with their blocks and comments, composed from the banks with
fixed seeds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from sample import calendar, specials
from sample.comments import Comment, threads
from sample.printed import backslashed, slug
from sample.texts import GENERAL, VERBS, Bank, Spec, banks, filler, fitting

AUTHORS = ("Dinas Kominfo Kab. Lawungan", "Bagian Prokopim Setda", "Kontributor Kecamatan")
STYLES = (
    "p",
    "nbsp",
    "p",
    "br",
    "span",
    "div",
    "p",
    "word",
    "entities",
    "font",
    "onep",
    "stray",
    "unclosed",
    "removed",
    "double",
)
CREDITS = (
    "(Kominfo/{a},{b})",
    "(Kominfo/{a})",
    "(Kominfo/{a},{b},{c})",
    "(Humas/{a})",
    "(Kominfo)",
    "(Kominfo/{a}, {b})",
    "",
)
INITIALS = ("ng", "tee", "wk", "ar", "dn", "lsr", "pus", "yo")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body: p, heading, quote, list, table, attachment, or inline (a "Baca juga" link)."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    target: str = ""
    """Path of an attachment; key of the release that an inline link leads to."""
    form: str = "plain"
    """Address form of an inline link, see ``addresses.FORMS``."""


@dataclass(frozen=True, slots=True)
class Release:
    """One press release in one state."""

    key: str
    """Our own name for it in the script of days, never printed."""
    id: int
    headline: str
    """Clean, as typed; a trailing blank is kept because it shows in the address."""
    category: str
    tags: tuple[str, ...]
    author: str
    published: datetime | None
    blocks: tuple[Block, ...]
    byline: str = ""
    """The credit with its parentheses; empty when there is none."""
    byline_place: str = "tail"
    """tail, glued (no blank before), own (a paragraph of its own) or right (own, right-aligned, italic)."""
    dateline: str = ""
    subheadline: str = ""
    image: str = ""
    caption: str = ""
    style: str = "p"
    skin: str = "rebuilt"
    comments: tuple[Comment, ...] = ()
    hidden_comments: int = 0
    traits: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its address, recomputed from the headline as the CMS does on every edit."""
        return slug(self.headline)

    @property
    def headline_raw(self) -> str:
        """The headline as printed, with backslashes."""
        return backslashed(self.headline)

    @property
    def draft(self) -> bool:
        """Not yet released: opens by address, stands in the full list only."""
        return "draft" in self.traits

    @property
    def listed(self) -> bool:
        """Stands in lists; a release that does not opens by address only."""
        return "delisted" not in self.traits


@cache
def all_releases() -> dict[str, Release]:
    """Return every release of the whole script in its first state, by key, in order of id."""
    entries = calendar.entries()
    comments = threads([(entry.key, entry.entered) for entry in entries])
    composed = [_compose(entry) for entry in entries]
    return {release.key: replace(release, comments=comments.get(release.key, ())) for release in composed}


def _compose(entry: calendar.Entry) -> Release:
    rng = random.Random(f"lawungan {entry.key}")
    bank, special = banks()[entry.topic], specials.BY_KEY.get(entry.key)
    spec = special.spec if special else bank.specs[entry.index]
    written = entry.printed or entry.entered
    fill = filler(rng, (written - timedelta(days=rng.choice((0, 0, 1)))).date())
    dateline = "LAWUNGAN" if rng.random() < 0.2 else ""
    paragraphs = [fill(text) for text in _paragraphs(bank, entry.index, spec, rng)]
    if dateline:
        paragraphs[0] = f"{dateline} – {paragraphs[0]}"
    blocks = [Block("p", paragraph) for paragraph in paragraphs]
    blocks[2:2] = [Block(kind, **values) for kind, values in specials.EXTRAS.get(entry.key, ())]
    image = _image(rng, fill("{desa}"), written) if rng.random() < 0.93 else ""
    byline, place = _byline(rng)
    return Release(
        key=entry.key,
        id=entry.id,
        headline=fill(spec.headline),
        category=bank.category,
        tags=((special and special.tags) or bank.tags)[: rng.choice((2, 3, 3))],
        author=AUTHORS[rng.choice((0, 0, 0, 1, 2))],
        published=entry.printed,
        blocks=tuple(blocks),
        byline=byline,
        byline_place=place,
        dateline=dateline,
        subheadline=specials.SUBHEADLINES.get(entry.key, ""),
        image=image,
        caption=fill(rng.choice(specials.CAPTIONS)) if image and rng.random() < 0.3 else "",
        style=specials.STYLES.get(entry.key, STYLES[entry.position % len(STYLES)]),
        skin="stock" if entry.position % 4 == 1 else "rebuilt",
        traits=specials.TRAITS.get(entry.key, ()),
        hidden_comments=specials.HIDDEN.get(entry.key, 0),
    )


def _byline(rng: random.Random) -> tuple[str, str]:
    first, second, third = rng.sample(INITIALS, 3)
    place = rng.choice(("tail", "tail", "tail", "glued", "own", "right"))
    return rng.choice(CREDITS).format(a=first, b=second, c=third), place


def _paragraphs(bank: Bank, index: int, spec: Spec, rng: random.Random) -> list[str]:
    general = banks()[GENERAL]
    own, common = fitting(bank.details, index)[:2], rng.sample(fitting(general.details, index), 3)
    figures = rng.sample(fits := fitting(bank.figures, index), min(2, len(fits)))
    quotes = _quotes(bank, general, index, rng)
    body = [
        *own[:1],
        quotes[0],
        *figures[:1],
        common[0],
        *own[1:],
        quotes[1],
        *figures[1:],
        common[1],
        common[2],
    ]
    closing = rng.choice(fitting(bank.closings, index) + fitting(general.closings, index))
    return [spec.lead, *body[: rng.choice((3, 4, 4, 5, 5, 6, 7))], closing]


def _quotes(bank: Bank, general: Bank, index: int, rng: random.Random) -> list[str]:
    fits = fitting(bank.quotes, index)
    words = [*rng.sample(fits, min(1, len(fits))), *rng.sample(fitting(general.quotes, index), 2)][:2]
    speakers, verbs = rng.sample(bank.speakers, 2), rng.sample(VERBS, 2)
    opening, closing = ('"', '"') if rng.random() < 0.7 else ("“", "”")
    return [
        f"{opening}{quote},{closing} {verb} {speaker}."
        for quote, verb, speaker in zip(words, verbs, speakers, strict=True)
    ]


def _image(rng: random.Random, village: str, written: datetime) -> str:
    return rng.choice(
        (
            f"{village}_{rng.randint(1, 9)}.jpeg",
            f"{village}_({rng.randint(1, 9)}).jpeg",
            f"IMG_{rng.randint(1000, 9999)}1.jpg",
            f"foto-{rng.randint(10, 99)}.png",
            f"WhatsApp_Image_{written:%Y-%m-%d}_at_{rng.randint(8, 20):02d}_"
            f"{rng.randint(10, 59)}_{rng.randint(10, 59)}.jpeg",
        )
    )
