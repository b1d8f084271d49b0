"""What tells that a headline is a release's own, where there is little text or none.

As a rule a day that is said of it; a sentence below it is enough where releases are known to stand at such addresses.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.structure.blocks import NOT_TEXT, SENTENCE_ENDS, Block, Outline, all_text, fold, names_of, shared
from crawler.structure.ends import end_of_article
from crawler.structure.headline import SECTION
from crawler.structure.meta import dated_above, dated_behind, parted, split_day
from crawler.structure.parts import FRAME, META, OUTSIDE, SHARE, SIDE, TITLE_NAMES
from crawler.structure.sight import Sight, shows_list
from crawler.structure.words import DATE, NOTHING, PUBLISHED, is_meta, words_beside

MOST_ABOUT: Final = 8
"""Lines about an article below its headline, at most."""
LINES_BETWEEN: Final = 3
"""Lines between a headline and its text, at most, where nothing else tells that it is one."""
MOST_DAYS: Final = 2
"""Days that are said of a release: when it was sent out, and changed."""
MOST_SAID: Final = 12
"""Lines about a release behind its text, at most."""
_ENTRY: Final = 25
"""Characters of a link that is an entry of a list."""
LEAST_WORDS: Final = 4
"""Words of the headline of a release of one sentence that nothing dates."""
STANDING: Final = re.compile(
    r"/(?:halaman|page|pages|profil|profile|statis|static|kontak|contact|tentang|about|visi|misi|struktur|sejarah|tupoksi|login|search|cari"
    r"|galeri|gallery|foto|video|agenda|hubungi|sambutan|privacy|faq"
    r"|(?:informasi[-_]?(?:publik[-_]?)?)?(?:serta[-_]?merta|setiap[-_]?saat|berkala|dikecualikan))(?:[-/.?]|$)",
    re.I,
)
"""Addresses of what stands for ever and is no news; a headline that begins with such a word needs its day.

The last are the classes of public information of the law (UU 14/2008), whose lists every public body keeps.
"""


def is_dated(sight: Sight) -> bool:
    """Tell whether a page without text has the headline of its title and says when: a picture may be all it shows.

    A headline that only its name tells of needs a line right below it that says when, and nothing else.
    """
    assert sight.headline is not None
    below = sight.made.blocks[sight.headline.last + 1 :]
    about = sum(1 for _ in takewhile(lambda block: block.part & META or is_meta(block.text), below[:MOST_ABOUT]))
    following = parted(below[: max(LINES_BETWEEN, about)])
    if not sight.headline.sure:
        below_it = any(DATE.search(line.text) and not words_beside(line.text) for line in following[:1])
        return _is_named(sight) and (below_it or _is_dated_beside(sight))
    if split_day([block for block in following if not block.part & OUTSIDE]):
        return True
    own = list(
        takewhile(lambda block: not (block.is_linked and block.linked >= _ENTRY and not block.part & SHARE), following)
    )
    if any(DATE.search(block.text) and is_meta(block.printed) and not block.part & OUTSIDE for block in own):
        return True
    if _is_dated_beside(sight):
        return True
    return len(own) == len(following) and not shows_list(sight) and _is_dated_apart(sight)


def _is_dated_beside(sight: Sight) -> bool:
    """Tell whether a line right above a headline, or right behind the sentence below it, says when."""
    headline, place = sight.headline, sight.place
    if headline is None or place is None or not _says_something(sight):
        return False
    return dated_above(sight.made, place, headline) or dated_behind(sight.made, place, headline)


def _is_dated_apart(sight: Sight) -> bool:
    """Tell whether the line right above a headline is its day, or what is called a line about the release below it.

    Several days are those of a list.
    """
    headline, made = sight.headline, sight.made
    assert headline is not None
    near = made.blocks[headline.last + 1 : end_of_article(made, headline)]
    below = list(islice((block for block in near if block.part & META or _says_when(block)), MOST_SAID))
    days = [
        line
        for line in parted([*_line_above(sight), *below])
        if not line.part & OUTSIDE and DATE.search(line.text) and words_beside(line.text) <= LINES_BETWEEN
    ]
    return 0 < len(days) <= MOST_DAYS


def _says_when(block: Block) -> bool:
    """Tell whether a line is a day and nothing else, or says of itself that its day is that of the publication."""
    if DATE.search(block.text) is None or block.linked:
        return False
    return not words_beside(block.text) or (PUBLISHED.match(block.text) is not None and is_meta(block.printed))


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


def says_little(sight: Sight, url: str) -> bool:
    """Tell whether a headline of the page's own, which nothing dates, leads a sentence."""
    headline, blocks = sight.headline, sight.made.blocks
    assert headline is not None
    lines = blocks[headline.first : headline.last + 1]
    is_own = (headline.sure or _is_named(sight)) and not any(line.linked or line.part & OUTSIDE for line in lines)
    path = urlsplit(url).path.removeprefix(sight.about.home)
    is_news = len(headline.text.split()) >= LEAST_WORDS and not STANDING.search(path)
    return is_own and is_news and _says_something(sight)


def _says_something(sight: Sight) -> bool:
    """Tell whether a sentence stands right below a headline, and none that says that there is nothing."""
    headline, place = sight.headline, sight.place
    if headline is None or place is None or not 0 < place.first - headline.lead.last <= 1 + LINES_BETWEEN:
        return False
    texts = [
        block.text
        for block in sight.made.blocks[place.first : place.last + 1]
        if not block.part & NOT_TEXT and not block.linked and " " in block.text and block.text.endswith(SENTENCE_ENDS)
    ]
    return bool(texts) and not any(map(NOTHING.search, texts))


def _is_named(sight: Sight) -> bool:
    """Tell whether markup calls an unlinked line the headline: by its name, or as the page's one main heading.

    A heading that names but the section is none, nor is one of the site's frame.
    """
    headline, made = sight.headline, sight.made
    assert headline is not None
    block = made.blocks[headline.first]
    if block.linked or block.part & OUTSIDE:
        return False
    if TITLE_NAMES.search(names_of(block.container)) is not None:
        return True
    mains = (heading for heading in made.root.iter("h1") if _is_main(made, heading))
    is_alone = block.container.tag == "h1" and sum(1 for _ in islice(mains, 2)) == 1
    return is_alone and len(headline.text.split()) >= LEAST_WORDS


def _is_main(made: Outline, heading: _Element) -> bool:
    lines = made.within(heading) if heading in made.spans else []
    return bool(lines) and not lines[0].part & OUTSIDE and not SECTION.fullmatch(fold(all_text(heading)))
