"""Layouts of OpenSID: where the fields stand in its themes natra and esensi, and in Cosmos."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml.etree import _Element

from crawler.items import Block, Selectors
from crawler.platforms.expressions import has, xpath

_ACTION: Final = xpath("//form[contains(@action, 'add_comment/')]/@action")
_FILE: Final = xpath("//a[contains(@href, '/unduh_dokumen_artikel/')]")


def _number(root: _Element) -> str:
    """Return the article's number, which the form for comments holds."""
    found: Any = _ACTION(root)
    match = re.search(r"add_comment/(\d{1,12})", str(found[0])) if found else None
    return match[1] if match else ""


_LINES: Final = xpath("tbody[1]/tr[1]/td[1]/text()[normalize-space()]")


def _lines(comment: _Element) -> list[str]:
    """Return a comment's lines as one text."""
    found: Any = _LINES(comment)
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
    comment_text=_lines,
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
LAYOUTS: Final = (NATRA, ESENSI, COSMOS)
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
