"""Layouts of OpenSID: where the fields stand in its themes natra, esensi and Palanta, and in Cosmos.

Every theme offers an article's file by the same address, in a box of its own making: :func:`set_files_aside`.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from lxml import etree
from lxml.etree import _Element

from crawler.html import drop
from crawler.items import Block, Selectors
from crawler.platforms.expressions import elements, has, xpath

_ACTION: Final = xpath("//form[contains(@action, 'add_comment/')]/@action")
_FILE: Final = xpath("//a[contains(@href, '/unduh_dokumen_artikel/')]")


def _number(root: _Element) -> str:
    """Return the article's number, which the form for comments holds."""
    found: Any = _ACTION(root)
    match = re.search(r"add_comment/(\d{1,12})", str(found[0])) if found else None
    return match[1] if match else ""


_WRITTEN: Final = xpath("tbody[1]/tr[1]/td[1]/text()[normalize-space()]")


def _written(comment: _Element) -> list[str]:
    """Return a comment's lines as one text."""
    found: Any = _WRITTEN(comment)
    return [" ".join(map(str, found))]


_AREA: Final = f"//div[{has('single_page_area')}]"
_META: Final = f"{_AREA}//span[{has('meta_date')}]"
_THREAD: Final = f"//div[{has('contact_bottom')}][not(ancestor::*[{has('single_bottom_rightbar')}])]"
NATRA: Final = Selectors(
    layout="opensid-natra",
    headline=(xpath(f"{_AREA}//*[{has('catg_titile')}][normalize-space()]"),),
    author=(xpath(f"{_META}/i[contains(@class, 'fa-user')]/following-sibling::text()[1]"),),
    published=(xpath(f"{_META}/text()[normalize-space()][1]"),),
    category=(xpath(f"{_META}/a[contains(@href, 'kategori')]"),),
    body=(
        xpath(f"{_AREA}//div[{has('single_page_content')}]/div[{has('teks', 'title_text')}]"),
        xpath(f"{_AREA}//div[{has('single_page_content')}]"),
    ),
    files=(_FILE,),
    lead_image=(xpath(f"preceding-sibling::div[{has('sampul')}][1]//img"),),
    comments=(xpath(f"{_THREAD}//table[thead//i[contains(@class, 'fa-comment')]]"),),
    comment_author=xpath("thead[1]/tr[1]/th[1]/text()[normalize-space()]"),
    comment_posted=xpath("tbody[1]/tr[1]/td[1]//small[1]"),
    comment_text=_written,
    recent_comments=(xpath(f"//div[{has('single_bottom_rightbar')}]//table[.//a[contains(@href, 'artikel/')]]"),),
    recent_author=xpath("thead[1]/tr[1]/th[1]/text()[normalize-space()]"),
    recent_text=xpath("tbody[1]/tr[1]/td[1]/text()[normalize-space()][1]"),
    recent_link=xpath("tbody[1]//a[contains(@href, 'artikel/')]"),
    native_id=(_number,),
)


def _said(comment: _Element) -> list[str]:
    """Return a comment without the one quotation mark that the theme opens and never closes."""
    found: Any = comment.find(".//blockquote")
    return ["".join(found.itertext()).strip().removeprefix('"')] if found is not None else []


REPLIES: Final = xpath("//*[@id='listKomentar']//div[contains(@style, 'margin')][.//blockquote]")
"""Answers to comments, which esensi puts beside what they answer."""
_HEAD: Final = f"//article[h1[{has('text-h2')}]]"
ESENSI: Final = Selectors(
    layout="opensid-esensi",
    headline=(xpath(f"{_HEAD}/h1[normalize-space()]"),),
    author=(xpath(f"{_HEAD}/span[1]/span[1]"),),
    published=(xpath(f"{_HEAD}/span[1]/span[2]"),),
    category=(xpath(f"//nav[{has('breadcrumb')}]//a[contains(@href, 'kategori')]"),),
    body=(xpath(f"{_HEAD}/following-sibling::div[{has('content')}][1]"),),
    files=(_FILE,),
    lead_image=(xpath("a[@data-fancybox]/figure/img"),),
    comments=(xpath(f"//*[@id='listKomentar']//div[{has('flex')}][.//blockquote]"),),
    comment_author=xpath("(descendant::i[contains(@class, 'fa-user')])[1]/following-sibling::text()[1]"),
    comment_posted=xpath("(descendant::i[contains(@class, 'fa-calendar')])[1]/following-sibling::text()[1]"),
    comment_text=_said,
    native_id=(_number,),
)
_PAGE: Final = f"//div[{has('artike-page')}]"


def _credit(icon: str) -> str:
    return f"{_PAGE}/div[{has('artikel-meta')}]/div[{has('meta-item')}][i[{has(icon)}]]/p"


PALANTA: Final = Selectors(
    layout="opensid-palanta",
    headline=(xpath(f"{_PAGE}/h1[normalize-space()]"),),
    author=(xpath(_credit("fa-user")),),
    published=(xpath(_credit("fa-calendar")),),
    category=(xpath(f"{_PAGE}/div[{has('bigmeta')}]//div[{has('meta-item')}]/p"),),
    body=(xpath(f"{_PAGE}/div[{has('artikel-inner')}]/div[{has('artikel-inner-content')}]"),),
    files=(_FILE,),
    lead_image=(xpath(f"ancestor::div[{has('artike-page')}][1]/div[{has('artikel-image-page')}]//img"),),
    comments=(xpath(f"{_PAGE}/div[{has('comment-page')}]//table[thead//i[{has('fa-comment')}]]"),),
    comment_author=xpath("thead[1]/tr[1]/th[1]/text()[normalize-space()]"),
    comment_posted=xpath("tbody[1]/tr[1]/td[1]//small[1]"),
    comment_text=_written,
    native_id=(_number,),
)
_POSTING: Final = f"//div[{has('posting')}]"
COSMOS: Final = Selectors(
    layout="opensid-cosmos",
    headline=(xpath(f"//h2[{has('judul-artikel')}][normalize-space()]"),),
    author=(xpath(f"{_POSTING}/div[{has('meta-berita')}]/span[i[contains(@class, 'fa-user')]]"),),
    published=(xpath(f"{_POSTING}/div[{has('meta-berita')}]/span[i[contains(@class, 'fa-calendar')]]"),),
    category=(xpath(f"{_POSTING}/div[{has('meta-berita')}]/span[i[contains(@class, 'fa-tag')]]"),),
    body=(xpath(f"{_POSTING}/article"),),
    files=(xpath(f"{_POSTING}/div[h4[contains(., 'Lampiran')]]//a"),),
    lead_image=(xpath(f"preceding-sibling::figure[{has('foto-artikel')}][1]//img"),),
    comments=(xpath(f"//ul[{has('comment-section')}]/li[{has('comment')}]"),),
    comment_author=xpath(f"div[{has('info')}]/a[1]"),
    comment_posted=xpath(f"div[{has('info')}]/span[1]"),
    comment_text=xpath("p[1]"),
    native_id=(_number,),
)
LAYOUTS: Final = (NATRA, ESENSI, PALANTA, COSMOS)
FILES: Final = (_FILE,)
_LABEL_WORDS: Final = 8
"""Words of the longest line that a box for a file has besides its link."""
_ANNOUNCES: Final = 5
"""Words of a line ending in a colon from which it is the text that leads to the file."""
_A_SENTENCE: Final = 12
_NEARBY: Final = 4
"""Elements around a box in which the article's text is looked for."""
_TEXTS: Final = xpath("descendant::text()[not(ancestor::a or ancestor::h1 or ancestor::h2 or ancestor::script)]")
_MORE_THAN_A_BOX: Final = xpath(
    "boolean(descendant::*[self::h1 or self::h2 or self::img or self::table or self::form"
    " or self::a[@href and not(contains(@href, '/unduh_dokumen_artikel/'))]])"
)


def set_files_aside(root: _Element) -> None:
    """Move the boxes in which a theme offers an article's file to the end of the page, for they are no text of it.

    An article that is nothing but its file keeps it in its place, for it has no other text.
    """
    bodies: Any = root.find("body")
    for link in elements(_FILE, root) if bodies is not None else ():
        box = link
        while (around := box.getparent()) is not None and around is not bodies and _is_box(around):
            box = around
        if not any(_says_something(around) for around in islice(box.iterancestors(), _NEARBY) if around is not bodies):
            continue
        if box is link and not _stands_alone(link):
            continue  # a sentence goes on around it
        drop(box)
        box.tail = None
        bodies.append(box)


_LABEL: Final = re.compile(
    r"\s*(?:(?:unduh|download|lihat)\s+)?(?:lampiran|dokumen|berkas|file)(?:\s+(?:lampiran|artikel))?\s*:?\s*", re.I
)


def _stands_alone(link: _Element) -> bool:
    """Tell whether a link is a line of its own, with at most a label before it, which is taken away."""
    before, parent = link.getprevious(), link.getparent()
    label = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if (link.tail or "").strip() or (label.strip() and not _LABEL.fullmatch(label)):
        return False
    if before is not None:
        before.tail = None
    elif parent is not None:
        parent.text = None
    return True


def _is_box(element: _Element) -> bool:
    """Tell whether all that an element shows belongs to a file: links to it, and short lines that are no sentences."""
    if element.tag in ("article", "main", "section") or _MORE_THAN_A_BOX(element):
        return False
    return all(
        len(words) <= _LABEL_WORDS
        and not words[-1].endswith((".", "!", "?"))
        and not (len(words) >= _ANNOUNCES and words[-1].endswith(":"))
        for words in _lines(element)
    )


def _says_something(element: _Element) -> bool:
    """Tell whether an element shows a sentence."""
    return any(len(words) > _A_SENTENCE or (len(words) > 3 and words[-1][-1:] in ".!?") for words in _lines(element))


def _lines(element: _Element) -> list[list[str]]:
    texts: Any = _TEXTS(element)
    return [words for text in texts if (words := str(text).split())]


LISTING: Final = Selectors(
    layout="opensid-listing",
    blocks=(
        Block(
            "listing",
            xpath(f"//div[{has('catgimg2_container2')}]"),
            xpath(f"descendant::*[{has('catg_titile')}]/a[1]"),
            xpath(f"descendant::span[{has('meta_date')}]/text()[normalize-space()][1]"),
        ),
        Block(
            "listing",
            xpath(f"//div[a[{has('text-h5')}]][ul/li/i[contains(@class, 'fa-calendar')]]"),
            xpath(f"a[{has('text-h5')}][1]"),
            xpath("ul/li[i[contains(@class, 'fa-calendar')]]"),
        ),
        Block("listing", xpath(f"//*[{has('judul-artikel')}]//a[contains(@href, 'artikel/')]")),
    ),
)


_TIMED: Final = xpath("//p[not(*)][contains(., ' | ')][preceding-sibling::*[1][descendant-or-self::b]]")
_TIME_AND_WORDS: Final = re.compile(r"\s*(\d{1,2} [A-Z][a-z]+ \d{4}(?: \d\d:\d\d(?::\d\d)?)?) \| (.+)", re.S)


def part_timed(root: _Element) -> None:
    """Give the time of an answer an element of its own, where a theme prints it in one line with the words."""
    for line in elements(_TIMED, root):
        match = _TIME_AND_WORDS.fullmatch(line.text or "")
        if match is not None:
            time = etree.Element("small")
            time.text, line.text = match[1], match[2]
            line.addprevious(time)


_CLOSING: Final = xpath(
    f"//h3[{has('pb-20')}][normalize-space()='TERIMA KASIH']"
    "[not(following-sibling::*)][preceding-sibling::*[1][self::hr]]"
)


def drop_closing(root: _Element) -> None:
    """Drop the thanks that the theme Labs prints below every text."""
    for closing in elements(_CLOSING, root):
        drop(closing)
