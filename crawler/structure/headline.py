"""The headline of a page: what is printed as its title says, else the heading that leads the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, Outline, all_text, fold, names_of, text_within
from crawler.structure.hrefs import split
from crawler.structure.parts import CAPTION, COMMENTS, FRAME, HIDDEN, LISTED, META, RELATED, SHARE, SIDE, TITLE_NAMES
from crawler.structure.stated import Stated, plain
from crawler.structure.titles import LONGEST, agreement, names_address, names_site
from crawler.structure.words import DATE, LATEST_LABEL, RELATED_LABEL, is_meta

SHORT: Final = 12
"""Characters below which a line is hardly a headline."""
SURE: Final = 40.0
"""Agreement with the page's title from which a headline is beyond doubt."""
NOT_HEADLINE: Final = FRAME | SIDE | RELATED | COMMENTS | LISTED | HIDDEN
_CANDIDATES: Final = 1_000
"""Headings of a page, and lines that may be its headline, that are looked at."""
_CREDITED: Final = 15.0
"""What a line that says when, right below it, adds to a headline's claim."""
_MENU: Final = 4
"""Links of a site's menu, at least; a trail has fewer."""
_LARGE: Final = ("4", "5", "6", "7", "+1", "+2", "+3")
"""Sizes of ``font`` above that of a text."""
_LEVEL: Final = {"h1": 30, "h2": 24, "h3": 18, "h4": 14, "h5": 8, "h6": 5}
SECTION: Final = re.compile(
    r"\W*(?:(?:detail|baca|halaman|single|isi|semua|indeks|arsip|daftar|info|kumpulan)\s+)?(?:berita|artikel|news|blog|post|pengumuman|informasi"
    r"|kegiatan|beranda|home|detail|siaran pers|press release|pers rilis|rilis|publikasi|agenda|kabar|warta"
    r"|artikel|opini|liputan)"
    r"(?:\s+(?:terbaru|terkini|detail|daerah|utama|kami|desa|kecamatan|kabupaten|kota|dinas|pers))?\W*",
    re.I,
)
"""Headings that name a section of the site."""


@dataclass(slots=True, frozen=True)
class Headline:
    """The headline as printed."""

    element: _Element | None
    """The element that holds it and nothing else."""
    text: str
    first: int
    """Number of its (first) block."""
    last: int
    sure: bool = False
    """Whether the page's title or its address says so."""
    again: Headline | None = None
    """The same, as it is printed a second time above the text."""

    @property
    def lead(self) -> Headline:
        """What stands right above the text."""
        return self.again or self


def find_headline(made: Outline, about: Stated, text_at: int | None, url: str = "") -> Headline | None:
    """Return the headline; ``text_at`` is where the article's text begins, where that is known."""
    best: tuple[float, Headline] | None = None
    candidates = _candidates(made, about)
    for candidate, block in candidates:
        if SECTION.fullmatch(candidate.text) and not _is_entitled(made, candidate, about):
            continue
        if candidate.element is not None and names_site(candidate.element, about):
            continue
        if _is_masthead(made, candidate, about, candidates, text_at):
            continue
        score = _score(candidate, block, about, text_at, url)
        if score is not None and not block.linked and _is_credited(made, candidate):
            score += _CREDITED
        if score is not None and (best is None or score > best[0]):
            sure = candidate.text == made.trail or _certainty(candidate, about, url) >= SURE
            best = (score, replace(candidate, sure=sure))
    if best is not None and best[0] > 0:
        return _printed_again(made, best[1], candidates)
    if text_at is None:
        return _credited_line(made)
    return _credited_line(made) or _line_above(made, text_at) or _lone_heading(candidates, text_at)


def _is_masthead(
    made: Outline, candidate: Headline, about: Stated, candidates: list[tuple[Headline, Block]], text_at: int | None
) -> bool:
    """Tell whether a heading is the site's: the title says no more than it and the section, and a menu parts it from
    another that stands above the text, with a line that says when right below.
    """
    said = plain(candidate.text)
    others = [segment for segment in about.segments if plain(segment) != said]
    if text_at is None or len(others) == len(about.segments) or not all(map(SECTION.fullmatch, others)):
        return False
    return any(
        other.last < text_at
        and not block.linked
        and not block.part & NOT_HEADLINE
        and _is_credited(made, other)
        and _has_menu(made.blocks[candidate.last + 1 : other.first])
        for other, block in candidates
    )


def _has_menu(blocks: list[Block]) -> bool:
    return sum(block.is_linked and block.part & FRAME != 0 for block in blocks) >= _MENU


def _printed_again(made: Outline, headline: Headline, candidates: list[tuple[Headline, Block]]) -> Headline:
    """Add the last of the headings that say the same, with nothing but links and lines about it between.

    A theme may print the headline over a picture and again above the text.
    """
    lead = headline
    for other, block in candidates:
        if other.first <= lead.last or other.element is None or other.text != headline.text:
            continue
        between = made.blocks[lead.last + 1 : other.first]
        if not block.part & NOT_HEADLINE and all(
            one.is_linked or one.part & META or is_meta(one.text) for one in between
        ):
            lead = other
    return headline if lead is headline else replace(headline, again=lead)


def _lone_heading(candidates: list[tuple[Headline, Block]], text_at: int) -> Headline | None:
    """Return the one main heading of a page, where it leads the text, however far above it stands."""
    found = [(one, block) for one, block in candidates if one.element is not None and one.element.tag == "h1"]
    if len({id(one.element) for one, _ in found}) != 1:
        return None
    headline, block = found[0]
    said = is_meta(headline.text) or SECTION.fullmatch(headline.text) is not None or len(headline.text) < SHORT
    return None if said or block.part & NOT_HEADLINE or block.linked or headline.last >= text_at else headline


def _is_entitled(made: Outline, candidate: Headline, about: Stated) -> bool:
    """Tell whether what sections are called is the headline of one release: the page says so, and when it was."""
    return plain(candidate.text) in about.plain_titles and _is_credited(made, candidate, lines=3)


def _is_credited(made: Outline, candidate: Headline, lines: int = 1) -> bool:
    """Tell whether a line that says when stands right below a candidate."""
    below = made.blocks[candidate.last + 1 : candidate.last + 1 + lines]
    return any(is_meta(block.text) and DATE.search(block.text) and not block.part & NOT_HEADLINE for block in below)


def _credited_line(made: Outline) -> Headline | None:
    """Return the one line of a page that stands out above a line about the article; None for none or more."""
    found = [
        block
        for block, following in pairwise(made.blocks)
        if is_meta(following.text)
        and not following.part & NOT_HEADLINE
        and not block.part & (NOT_HEADLINE | CAPTION)
        and not block.linked
        and 4 < len(block.text) <= LONGEST
        and _stands_out(block)
        and not is_meta(block.text)
        and not SECTION.fullmatch(block.text)
    ]
    return Headline(found[0].element, found[0].text, found[0].number, found[0].number) if len(found) == 1 else None


def _line_above(made: Outline, text_at: int) -> Headline | None:
    """Return the line above the text, where neither title nor markup say what the headline is.

    Above the line that says when: that is the headline. Else it is the line nearest to the text.
    """
    first = made.blocks[text_at]
    below = takewhile(lambda block: is_meta(block.text), made.blocks[text_at + 1 :])
    if not first.text.endswith((".", "!", "?", "”")) and any(DATE.search(block.text) for block in below):
        return Headline(first.element, first.text, text_at, text_at)
    nearest: Headline | None = None
    dated = credited = False
    for block in reversed(made.blocks[max(0, text_at - 8) : text_at]):
        if block.part & SHARE:
            continue
        if block.part & NOT_HEADLINE:
            break
        if block.part & (CAPTION | META) or is_meta(block.text):
            dated = dated or DATE.search(block.text) is not None
            credited = True
            continue
        if block.is_linked:
            break
        if credited and nearest is None and len(block.text) <= LONGEST and _stands_out(block):
            return Headline(block.element, block.text, block.number, block.number)
        if not 15 <= len(block.text) <= LONGEST or block.text.endswith((".", ":", ",")) or len(block.text.split()) < 3:
            continue
        line = Headline(block.element, block.text, block.number, block.number)
        if dated:
            return line
        nearest = nearest or line
    return nearest


def _stands_out(block: Block) -> bool:
    """Tell whether a line is printed bold or large, as old pages print what newer ones call a heading."""
    holder = block.holders[0]
    around = takewhile(lambda element: element is not block.container, (holder, *holder.iterancestors()))
    return any(
        element.tag in ("b", "strong", "big") or (element.tag == "font" and (element.get("size") or "") in _LARGE)
        for element in around
    )


def _candidates(made: Outline, about: Stated) -> list[tuple[Headline, Block]]:
    out: list[tuple[Headline, Block]] = []
    for element, (begin, end) in made.spans.items():
        if len(out) >= _CANDIDATES:
            break
        if element.tag in HEADINGS and 0 < end - begin <= 4:
            text = text_within(element, LONGEST)
            if text and len(text) <= LONGEST:
                out.append((Headline(element, text, begin, end - 1), made.blocks[begin]))
    for block in made.blocks:
        if len(out) >= 2 * _CANDIDATES:
            break
        if not 4 < len(block.text) <= LONGEST or block.part & HIDDEN:
            continue
        holder = block.container
        if (
            about.mentions(block.text)
            or holder.tag in HEADINGS
            or TITLE_NAMES.search(names_of(holder))
            or (len(block.holders) < 3 and TITLE_NAMES.search(names_of(block.holders[0])))
            or holder.get("itemprop") == "headline"
        ):
            out.append((Headline(block.element, block.text, block.number, block.number), block))
        elif (inner := _title_within(block, about)) is not None:
            out.append((Headline(inner, fold(all_text(inner)), block.number, block.number), block))
    return out


def _title_within(block: Block, about: Stated) -> _Element | None:
    """Return what says the page's title in a line of its own trail: ``Kota / Berita / Jembatan Diresmikan``."""
    if block.is_linked:
        return None
    inner = (holder for holder in block.holders if holder is not block.container and holder.tag != "a")
    titles = {*about.plain_titles, *about.plain_segments}
    told = ((holder, plain(text_within(holder, LONGEST))) for holder in inner)
    return next((holder for holder, said in told if len(said) >= SHORT and said in titles), None)


def _certainty(candidate: Headline, about: Stated, url: str) -> float:
    """Return how far the page's titles agree with a candidate; as far as they can where its address is made of it."""
    agreed = agreement(plain(candidate.text), about)
    return max(agreed, SURE) if names_address(candidate.text, url) else agreed


def _score(candidate: Headline, block: Block, about: Stated, text_at: int | None, url: str) -> float | None:
    part = block.part
    if part & HIDDEN:
        return None
    if RELATED_LABEL.fullmatch(candidate.text) or LATEST_LABEL.fullmatch(candidate.text):
        return None
    agreed = _certainty(candidate, about, url)
    if agreed < SURE and is_meta(candidate.text):
        return None
    element = candidate.element if candidate.element is not None else block.container
    score = agreed + _level(element, block)
    named = TITLE_NAMES.search(names_of(element)) or TITLE_NAMES.search(names_of(block.container))
    if element.get("itemprop") == "headline" or block.container.get("itemprop") == "headline":
        score += 30
    elif named:
        score += 12
    if agreed <= 0 and score < 10:
        return None
    if block.is_linked and block.links:
        score -= _link_cost(block.links[0], candidate, url, about)
    for outside, cost in ((FRAME, 45), (SIDE, 50), (RELATED, 50), (COMMENTS, 60), (LISTED, 55)):
        if part & outside:
            score -= cost
    if text_at is not None:
        distance = text_at - candidate.last
        score -= 40 if distance <= 0 else min(2.5 * max(distance - 1, 0), 35)
    if len(candidate.text) < SHORT:
        score -= 12
    return score


def _level(element: _Element, block: Block) -> float:
    for holder in (element, block.container, block.container.getparent()):
        if holder is not None and holder.tag in _LEVEL:
            return _LEVEL[holder.tag]
    return 0.0


def _link_cost(link: _Element, candidate: Headline, url: str, about: Stated) -> float:
    href = (link.get("href") or "").strip()
    path = split(href).path.rstrip("/")
    if path in ("", about.home) and not split(href).query:
        return 0.0 if href.startswith("#") else 70.0
    if url and path == split(url).path.rstrip("/"):
        return 0.0
    words = re.findall(r"[a-z0-9]{4,}", candidate.text.lower())
    return 25.0 if words and sum(word in href.lower() for word in words) >= 0.6 * len(words) and not url else 45.0
