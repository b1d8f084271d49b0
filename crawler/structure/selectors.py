"""What was found on a page of an unknown CMS, put together as a layout of selectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.items import Expression, Selectors
from crawler.structure.apart import Apart
from crawler.structure.blocks import Block, Outline, shared
from crawler.structure.body import find_opening, is_doubtful, is_foreign
from crawler.structure.columns import day_in_column
from crawler.structure.comments import Thread
from crawler.structure.credits import (
    find_author,
    find_caption,
    find_lead_image,
    find_subheadline,
    find_tags,
)
from crawler.structure.crumbs import section_above
from crawler.structure.dates import Dates, find_dates
from crawler.structure.headline import Headline
from crawler.structure.meta import zone_of
from crawler.structure.outline import outline
from crawler.structure.parts import COMMENTS, OUTSIDE
from crawler.structure.place import Place
from crawler.structure.related import find_related
from crawler.structure.sight import Sight
from crawler.structure.stated import Stated
from crawler.structure.subjects import find_category
from crawler.structure.threads import find_thread
from crawler.structure.words import is_meta

LAYOUT: Final = "generic"
MOST_LINES: Final = 5
"""Lines below the headline of a page without text that may be about it."""
NOISE_LENGTH: Final = 90
"""Characters of a line that the stages leave out of a text where it is named as noise."""
_THREAD_PAGES: Final = XPath("//a[contains(@href, '/comment-page-') or contains(@href, 'cpage=')][not(ancestor::li)]")


@dataclass(slots=True, frozen=True)
class Found:
    """What was found on one page, asked like an expression: elements or texts."""

    items: tuple[Any, ...]

    def __call__(self, node: _Element) -> list[Any]:
        """Return what was found, whatever is asked."""
        return list(self.items)


@dataclass(slots=True, frozen=True)
class Of:
    """What was found for each of several elements, asked like an expression."""

    items: Mapping[_Element, str]

    def __call__(self, node: _Element) -> list[str]:
        """Return what was found for an element."""
        return [self.items[node]] if node in self.items else []


@dataclass(slots=True, frozen=True)
class Either:
    """The first expression that finds something."""

    expressions: tuple[Expression, ...]

    def __call__(self, node: _Element) -> Any:
        """Return what the first expression finds that finds anything."""
        return next((found for expression in self.expressions if (found := expression(node))), [])


def found_at(*items: Any) -> tuple[Expression, ...]:
    """Return an expression for what was found; none where that is nothing."""
    return (Found(items),) if items else ()


def selectors_of(root: _Element, sight: Sight) -> Selectors:
    """Make selectors of what was found on a page."""
    made, about, headline, place = sight.made, sight.about, sight.headline, sight.place
    assert headline is not None
    lead = found_at(headline.element if headline.element is not None else headline.text)
    if place is None:
        return _without_text(sight, lead)
    holder = headline.element if headline.element is not None else made.blocks[headline.first].container
    top = shared([holder, place.container])
    zone = zone_of(made, place, headline, top if top is not None else place.container)
    dates: Dates = find_dates(zone, made)
    thread = find_thread(made, place)
    return Selectors(
        LAYOUT,
        headline=lead,
        subheadline=found_at(*find_subheadline(zone)),
        author=found_at(*(find_author(zone) or [about.author][: bool(about.author)])),
        published=found_at(*dates.published),
        published_beside=() if dates.published else found_at(*day_in_column(made)),
        modified=found_at(*dates.modified),
        category=found_at(*(find_category(zone, made) or _section(about, made, headline))),
        tags=found_at(*find_tags(made, place, headline)),
        body=found_at(place.container),
        body_end=found_at(*_end_of(place)),
        without=found_at(*place.without),
        captions=found_at(*place.captions),
        files=found_at(*place.files),
        library="first" if is_foreign(root) else "doubt" if is_doubtful(made, place, headline) else "foreign",
        apart=(Apart(made, headline, place, thread.entries),),
        opening=found_at(*find_opening(made, headline)),
        noise=noise_of(place.noise),
        lead_image=found_at(*find_lead_image(made, place, zone.top)),
        caption=found_at(*find_caption(made, place, headline)),
        related=found_at(*find_related(made, place, headline)),
        comment_pages=(_THREAD_PAGES,),
        **_told_by(thread),
    )


def _section(about: Stated, made: Outline, headline: Headline) -> list[str]:
    """Return the section that a page states for machines, or that stands in the path above its headline."""
    return [about.section] if about.section else section_above(made, headline)


def _end_of(place: Place) -> list[_Element]:
    """Return the element at which the text ends; it is met only where it is not passed over itself."""
    if place.end is None:
        return []
    inside = takewhile(lambda holder: holder is not place.container, place.end.iterancestors())
    passed = [holder for holder in (place.end, *inside) if holder in place.without]
    end = passed[-1] if passed else place.end
    place.without.discard(end)
    return [end]


def _without_text(sight: Sight, lead: tuple[Expression, ...]) -> Selectors:
    """Make selectors of a page whose text was not found: the lines right below the headline may still say when."""
    made, about, headline = sight.made, sight.about, sight.headline
    assert headline is not None
    holder = headline.element if headline.element in made.spans else made.blocks[headline.first].container
    lines = _about(made, headline)
    place = Place(holder, headline.last + 1 + len(lines), headline.last + len(lines), 0.0)
    zone = zone_of(made, place, headline, holder)
    dates = find_dates(zone, made)
    return Selectors(
        LAYOUT,
        headline=lead,
        author=found_at(*(find_author(zone) or [about.author][: bool(about.author)])),
        published=found_at(*dates.published),
        modified=found_at(*dates.modified),
        category=found_at(*(find_category(zone, made) or [about.section][: bool(about.section)])),
        noise=noise_of(block.text for block in lines),
        library="first" if is_foreign(made.root) else "doubt",
        apart=(Apart(made, headline, place),),
    )


def _about(made: Outline, headline: Headline) -> list[Block]:
    """Return the lines right below a headline, up to the last that says when, or that is about the article else."""
    near = made.blocks[headline.last + 1 : headline.last + 1 + MOST_LINES]
    own = list(takewhile(lambda block: not block.part & (OUTSIDE | COMMENTS) and len(block.text) <= NOISE_LENGTH, near))
    told = [at for at, block in enumerate(own) if is_meta(block.printed)]
    return own[: told[-1] + 1] if told else []


@dataclass(slots=True, frozen=True)
class Lines:
    """Lines that are known, asked like a pattern."""

    texts: frozenset[str]

    def fullmatch(self, text: str) -> bool:
        """Tell whether a text is one of the lines."""
        return text in self.texts


def noise_of(lines: Iterable[str]) -> tuple[Lines, ...]:
    """Return what tells the lines that are no part of the text."""
    known = frozenset(line for line in lines if len(line) <= NOISE_LENGTH)
    return (Lines(known),) if known else ()


def _told_by(thread: Thread) -> dict[str, Any]:
    """Return the fields of selectors that give what is known of a thread."""
    return {
        "comments": found_at(*thread.entries),
        "comment_author": Of(thread.author),
        "comment_posted": Of(thread.posted),
        "comment_text": Of(thread.text),
        "comment_answers": thread.answers.get if thread.answers else None,
    }


def thread_below(root: _Element, text: _Element) -> Selectors:
    """Return selectors of the comments that stand below a text, by their structure alone."""
    made = outline(root)
    first, end = made.spans.get(text, (0, 0))
    return Selectors(LAYOUT, **_told_by(find_thread(made, Place(text, first, end - 1, 0.0))))


def tells_thread(layout: Selectors, root: _Element) -> bool | None:
    """Tell whether a layout reads of the comments that it finds who wrote them, when, and what; None: it finds none."""
    entries: Any = next((found for expression in layout.comments if (found := expression(root))), [])
    told = (layout.comment_author, layout.comment_posted, layout.comment_text)
    return all(each is not None and any(map(each, entries)) for each in told) if entries else None


def take_thread(layout: Selectors, found: Selectors) -> Selectors:
    """Return a family's layout that reads readers' comments as was found by their structure."""
    return replace(layout, **{name: getattr(found, name) for name in _told_by(Thread())})


def put_before(known: Selectors, read: Selectors, root: _Element) -> Selectors:
    """Put a site's own selectors before what was found, field by field; no library is asked where they fit."""
    changed: dict[str, Any] = {}
    for one in fields(known):
        own, found = getattr(known, one.name), getattr(read, one.name)
        if isinstance(own, tuple):
            changed[one.name] = (*own, *found)
        elif callable(own):
            changed[one.name] = own if found is None else Either((own, found))
    fits = any(expression(root) for expression in known.body)
    return replace(read, layout=known.layout, library="never" if fits else read.library, **changed)
