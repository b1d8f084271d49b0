"""Reading the page of an unknown CMS: whether it shows an article, and where its fields stand.

Computed from each page's own structure, so it needs no knowledge of the site: what is printed as the page's title says
leads, the densest running text after it is the text, and what is said about the article stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice, takewhile
from typing import Any, Final
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler.items import Expression, Page, Selectors
from crawler.platforms.generic_apart import Apart
from crawler.platforms.generic_blocks import NOT_TEXT, SENTENCE_ENDS, Block, Outline, names_of, shared
from crawler.platforms.generic_body import (
    LEAST_TEXT,
    end_of_article,
    find_container,
    find_opening,
    find_place,
    is_doubtful,
    is_foreign,
    is_list_of_others,
)
from crawler.platforms.generic_comments import Thread
from crawler.platforms.generic_credits import (
    find_author,
    find_caption,
    find_category,
    find_lead_image,
    find_subheadline,
    find_tags,
)
from crawler.platforms.generic_headline import Headline, find_headline, title_elements
from crawler.platforms.generic_meta import Dates, dated_above, find_dates, parted, split_day, zone_of
from crawler.platforms.generic_outline import outline
from crawler.platforms.generic_place import Place
from crawler.platforms.generic_related import find_related
from crawler.platforms.generic_short import bare_place, line_place
from crawler.platforms.generic_stated import Stated, stated
from crawler.platforms.generic_threads import find_thread
from crawler.platforms.generic_words import (
    COMMENTS,
    DATE,
    FILE_ADDRESS,
    FRAME,
    LATEST_LABEL,
    LISTED,
    META,
    NOTHING,
    OUTSIDE,
    RELATED_LABEL,
    SHARE,
    SIDE,
    TITLE_NAMES,
    is_meta,
    words_beside,
)

LAYOUT: Final = "generic"
MISNAMED: Final = 3.0
MISNAMED_TEXT: Final = 400
"""How many times as much text has to stand where names say that there is none, and how many characters at least."""
LEAST_ENTRIES: Final = 3
MOST_BESIDE: Final = 40
"""Entries of the lists beside an article, at most; a home page shows more."""
SHORT_TEXT: Final = 600
MOST_ABOUT: Final = 8
"""Lines about an article below its headline, at most."""
LINES_BETWEEN: Final = 3
"""Lines between a headline and its text, at most, where nothing else tells that it is one."""
MOST_DAYS: Final = 2
"""Days that are said of a release: when it was sent out, and changed."""
MOST_SAID: Final = 12
"""Lines about a release behind its text, at most."""
MANY_ENTRIES: Final = 12
"""Links of lists above what looks like a headline: more than a ticker of the newest ten shows."""
MOST_LINES: Final = 5
"""Lines below the headline of a page without text that may be about it."""
LEAST_WORDS: Final = 4
"""Words of the headline of a release of one sentence that nothing dates."""
NOISE_LENGTH: Final = 90
"""Characters of a line that the stages leave out of a text where it is named as noise."""
_STANDING: Final = re.compile(
    r"/(?:halaman|page|pages|profil|profile|statis|static|kontak|contact|tentang|about|visi|misi|struktur|sejarah|tupoksi|login|search|cari"
    r"|galeri|gallery|foto|video|agenda|hubungi|sambutan|privacy|faq)(?:[-/.?]|$)",
    re.I,
)
"""Addresses of what stands for ever and is no news; a headline that begins with such a word needs its day."""
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


def _found(*items: Any) -> tuple[Expression, ...]:
    return (Found(items),) if items else ()


@dataclass(slots=True)
class Sight:
    """What a page shows, as far as its structure tells."""

    made: Outline
    about: Stated
    headline: Headline | None
    place: Place | None


def look(root: _Element, url: str = "") -> Sight:
    """Find headline and text of a page.

    Themes give misleading names: where far more text stands in what is called a sidebar or an advertisement than
    anywhere else, the names of the elements around that text do not count.
    """
    about = stated(root)
    spared = title_elements(root, about)
    sight = _look(outline(root, spared), about, url)
    after = sight.headline.last if sight.headline is not None else -1
    whole = find_container(sight.made, about, after, by_name=False)
    known = sight.place.weight if sight.place is not None else 0.0
    if whole is None or sum(block.raw for block in sight.made.within(whole)) < max(MISNAMED * known, MISNAMED_TEXT):
        return sight
    if is_list_of_others(sight.made, whole):
        return sight
    again = _look(outline(root, spared | {whole, *whole.iterancestors()}), about, url)
    return again if again.place is not None and again.headline is not None else sight


def _look(made: Outline, about: Stated, url: str) -> Sight:
    container = find_container(made, about, -1)
    at = _text_at(made, container)
    headline = find_headline(made, about, at, url)
    if headline is not None and container is not None:
        again = find_container(made, about, headline.last)
        if again is not container:
            container = again
            headline = find_headline(made, about, _text_at(made, container), url) or headline
    place = find_place(made, container, headline) if container is not None else None
    if headline is not None and (place is None or place.weight < LEAST_TEXT):
        end = end_of_article(made, headline)
        place = bare_place(made, headline, end) or place or line_place(made, headline, end)
    return Sight(made, about, headline, place)


def _text_at(made: Outline, container: _Element | None) -> int | None:
    if container is None:
        return None
    texts = [block for block in made.within(container) if block.weight]
    return next((block.number for block in texts if block.weight >= 60), texts[0].number if texts else None)


def article_selectors(
    root: _Element, url: str = "", known: Selectors | None = None, *, released: bool = False
) -> Selectors | None:
    """Return the layout by which this page is read; None when it is no article page.

    ``known`` are a site's own selectors: each of its fields that finds something on this page comes first.
    ``released``: more than the page's text says that releases stand at such addresses, so that one sentence will do.
    """
    sight = look(root, url)
    if sight.headline is None and (sight.about.is_article or is_foreign(root)):
        sight.headline = _unprinted(sight)
    if sight.headline is None or not (_is_article(sight, url) or (released and _says_little(sight, url))):
        return None
    read = _selectors(root, sight)
    return read if known is None else _before(known, read, root)


def _unprinted(sight: Sight) -> Headline | None:
    """Return the headline that a page states above a text without printing one."""
    about, place = sight.about, sight.place
    titles = [*about.titles, *about.segments]
    if place is None or place.weight < LEAST_TEXT or not titles:
        return None
    return Headline(None, titles[0], place.first, place.first - 1)


def _is_article(sight: Sight, url: str) -> bool:
    place, about = sight.place, sight.about
    if place is None or place.weight < LEAST_TEXT:
        return sight.headline is not None and (about.is_article or _offers_file(sight) or _is_dated(sight))
    if _lists(sight) and (place.weight < SHORT_TEXT or _follows_lists(sight)) and not _heads_text(sight, place):
        return False
    standing = _STANDING.search(urlsplit(url).path)
    if standing is None or about.is_article or place.weight > 4000:
        return True
    return standing.group().endswith("-") and (_heads_text(sight, place) or _is_dated(sight))


def _heads_text(sight: Sight, place: Place) -> bool:
    """Tell whether an unlinked headline, a line that says when, and the text stand one below the other."""
    headline, blocks = sight.headline, sight.made.blocks
    assert headline is not None
    between = blocks[headline.last + 1 : place.first]
    dated = [block for block in between if DATE.search(block.text) and is_meta(block.printed)]
    linked = any(block.linked for block in blocks[headline.first : headline.last + 1])
    return not linked and bool(dated) and len(between) <= LINES_BETWEEN and not _follows_lists(sight)


def _follows_lists(sight: Sight) -> bool:
    """Tell whether what looks like a headline stands below long lists, as a section of a home page does."""
    assert sight.headline is not None
    return sum(block.number < sight.headline.first for block in _entries(sight)) >= MANY_ENTRIES


def _offers_file(sight: Sight) -> bool:
    assert sight.headline is not None
    following = sight.made.blocks[sight.headline.last + 1 : sight.headline.last + 12]
    return any(FILE_ADDRESS.search(link.get("href") or "") for block in following for link in block.links)


def _is_dated(sight: Sight) -> bool:
    """Tell whether a page without text has the headline of its title and says when: a picture may be all it shows.

    A headline that only its name tells of needs a line right below it that says when, and nothing else.
    """
    assert sight.headline is not None
    below = sight.made.blocks[sight.headline.last + 1 :]
    about = sum(1 for _ in takewhile(lambda block: block.part & META or is_meta(block.text), below[:MOST_ABOUT]))
    following = parted(below[: max(LINES_BETWEEN, about)])
    if not sight.headline.sure:
        return _is_named(sight) and any(
            DATE.search(line.text) and not words_beside(line.text) for line in following[:1]
        )
    if split_day([block for block in following if not block.part & OUTSIDE]):
        return True
    for block in following:
        if DATE.search(block.text) and is_meta(block.printed) and not block.part & OUTSIDE:
            return True
        if block.is_linked and block.linked >= 25 and not block.part & SHARE:
            return False  # an entry of a list
    if sight.place is not None and _says_something(sight) and dated_above(sight.made, sight.place, sight.headline):
        return True
    return not _lists(sight) and _is_dated_apart(sight)


def _is_dated_apart(sight: Sight) -> bool:
    """Tell whether the line right above a headline is its day, or what is called a line about the release below it.

    Several days are those of a list.
    """
    headline, made = sight.headline, sight.made
    assert headline is not None
    near = made.blocks[headline.last + 1 : end_of_article(made, headline)]
    below = list(islice((block for block in near if block.part & META), MOST_SAID))
    days = [
        line
        for line in parted([*_line_above(sight), *below])
        if not line.part & OUTSIDE and DATE.search(line.text) and words_beside(line.text) <= LINES_BETWEEN
    ]
    return 0 < len(days) <= MOST_DAYS


def _line_above(sight: Sight) -> list[Block]:
    """Return the line right above a headline with words below it, where nothing of the frame stands around the two."""
    headline, place, made = sight.headline, sight.place, sight.made
    if headline is None or place is None or headline.first == 0:
        return []
    said = [block for block in made.blocks[place.first : place.last + 1] if not block.part & NOT_TEXT]
    if not any(not block.linked and block.text.endswith((*SENTENCE_ENDS, ":")) for block in said):
        return []
    line = made.blocks[headline.first - 1]
    held = headline.element if headline.element is not None else made.blocks[headline.first].container
    around = shared([line.container, held])
    if around is None or around not in made.spans or around.tag in ("body", "main"):
        return []
    above = made.blocks[made.spans[around][0] : headline.first]
    return [] if any(block.part & (FRAME | SIDE) for block in above) else [line]


def _says_little(sight: Sight, url: str) -> bool:
    """Tell whether a headline of the page's own, which nothing dates, leads a sentence."""
    headline, blocks = sight.headline, sight.made.blocks
    assert headline is not None
    lines = blocks[headline.first : headline.last + 1]
    is_own = (headline.sure or _is_named(sight)) and not any(line.linked or line.part & OUTSIDE for line in lines)
    is_news = len(headline.text.split()) >= LEAST_WORDS and not _STANDING.search(urlsplit(url).path)
    return is_own and is_news and _says_something(sight)


def _says_something(sight: Sight) -> bool:
    """Tell whether a sentence stands right below a headline, and none that says that there is nothing."""
    headline, place = sight.headline, sight.place
    if headline is None or place is None or not headline.last < place.first <= headline.last + 1 + LINES_BETWEEN:
        return False
    texts = [
        block.text
        for block in sight.made.blocks[place.first : place.last + 1]
        if not block.part & NOT_TEXT and not block.linked and " " in block.text and block.text.endswith(SENTENCE_ENDS)
    ]
    return bool(texts) and not any(map(NOTHING.search, texts))


def _is_named(sight: Sight) -> bool:
    """Tell whether markup calls an unlinked line the headline of an article."""
    assert sight.headline is not None
    block = sight.made.blocks[sight.headline.first]
    return not block.linked and not block.part & OUTSIDE and TITLE_NAMES.search(names_of(block.container)) is not None


def is_listing(root: _Element) -> bool:
    """Tell whether a page is a list of links to articles."""
    sight = look(root)
    return len(_entries(sight)) >= LEAST_ENTRIES and (sight.headline is None or not _is_article(sight, ""))


def _entries(sight: Sight) -> list[Block]:
    """Return the links of lists that stand where an article would, not in sidebar, menu, footer or thread."""
    aside = (OUTSIDE & ~LISTED) | COMMENTS
    return [
        block for block in sight.made.blocks if block.part & LISTED and not block.part & aside and block.linked >= 15
    ]


def _lists(sight: Sight) -> bool:
    """Tell whether a page shows more of a list of links than of a text, and no headline that is surely its own."""
    entries = _before_labels(sight, _entries(sight))
    weight = sum(len(block.text) for block in entries)
    text = sight.place.weight if sight.place is not None else 0.0
    return len(entries) >= LEAST_ENTRIES and (sight.headline is None or not sight.headline.sure) and weight > 2 * text


def _before_labels(sight: Sight, entries: list[Block]) -> list[Block]:
    """Leave out what a page with lines about its article lists behind the text, below a label: related, most read."""
    made, headline, place = sight.made, sight.headline, sight.place
    if headline is None or place is None or len(entries) > MOST_BESIDE:
        return entries
    if not any(is_meta(block.text) for block in made.blocks[headline.last + 1 : place.first]):
        return entries
    labels = (
        block.number
        for block in made.blocks[place.last + 1 :]
        if not block.linked and (RELATED_LABEL.fullmatch(block.text) or LATEST_LABEL.fullmatch(block.text))
    )
    end = next(labels, len(made.blocks))
    return [entry for entry in entries if entry.number < end]


def _selectors(root: _Element, sight: Sight) -> Selectors:
    """Make selectors of what was found on a page."""
    made, about, headline, place = sight.made, sight.about, sight.headline, sight.place
    assert headline is not None
    lead = _found(headline.element if headline.element is not None else headline.text)
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
        subheadline=_found(*find_subheadline(zone)),
        author=_found(*(find_author(zone) or [about.author][: bool(about.author)])),
        published=_found(*dates.published),
        modified=_found(*dates.modified),
        category=_found(*(find_category(zone) or [about.section][: bool(about.section)])),
        tags=_found(*find_tags(made, place, headline)),
        body=_found(place.container),
        body_end=_found(*_end_of(place)),
        without=_found(*place.without),
        files=_found(*place.files),
        library="first" if is_foreign(root) else "doubt" if is_doubtful(made, place, headline) else "foreign",
        apart=(Apart(made, headline, place, thread.entries),),
        opening=_found(*find_opening(made, headline)),
        noise=_noise(place.noise),
        lead_image=_found(*find_lead_image(made, place, zone.top)),
        caption=_found(*find_caption(made, place, headline)),
        related=_found(*find_related(made, place, headline)),
        comment_pages=(_THREAD_PAGES,),
        **_told_by(thread),
    )


def _told_by(thread: Thread) -> dict[str, Any]:
    """Return the fields of selectors that give what is known of a thread."""
    return {
        "comments": _found(*thread.entries),
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


def take_thread(layout: Selectors, found: Selectors) -> Selectors:
    """Return a family's layout that reads readers' comments as was found by their structure."""
    return replace(layout, **{name: getattr(found, name) for name in _told_by(Thread())})


def with_day(layout: Selectors, page: Page) -> Selectors:
    """Return a family's layout that reads the day by the page's structure, where its theme marks it in no known way."""
    if not layout.published or any(expression(page.root) for expression in layout.published):
        return layout
    found = article_selectors(page.root, page.url)
    return replace(layout, published=found.published) if found is not None else layout


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
    holder = headline.element if headline.element is not None else made.blocks[headline.first].container
    lines = _about(made, headline)
    place = Place(holder, headline.last + 1 + len(lines), headline.last + len(lines), 0.0)
    zone = zone_of(made, place, headline, holder)
    dates = find_dates(zone, made)
    return Selectors(
        LAYOUT,
        headline=lead,
        author=_found(*(find_author(zone) or [about.author][: bool(about.author)])),
        published=_found(*dates.published),
        modified=_found(*dates.modified),
        category=_found(*(find_category(zone) or [about.section][: bool(about.section)])),
        noise=_noise(block.text for block in lines),
        library="first" if is_foreign(made.root) else "doubt",
        apart=(Apart(made, headline, place),),
    )


def _about(made: Outline, headline: Headline) -> list[Block]:
    """Return the lines right below a headline, up to the last that says when, or that is about the article else."""
    near = made.blocks[headline.last + 1 : headline.last + 1 + MOST_LINES]
    own = list(takewhile(lambda block: not block.part & (OUTSIDE | COMMENTS) and len(block.text) <= NOISE_LENGTH, near))
    told = [at for at, block in enumerate(own) if is_meta(block.printed)]
    return own[: told[-1] + 1] if told else []


def _noise(lines: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Make patterns of lines that are no part of the text."""
    return tuple(re.compile(re.escape(line)) for line in lines if len(line) <= NOISE_LENGTH)


@dataclass(slots=True, frozen=True)
class Either:
    """The first expression that finds something."""

    expressions: tuple[Expression, ...]

    def __call__(self, node: _Element) -> Any:
        """Return what the first expression finds that finds anything."""
        return next((found for expression in self.expressions if (found := expression(node))), [])


def _before(known: Selectors, read: Selectors, root: _Element) -> Selectors:
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
