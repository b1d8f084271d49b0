"""Layout of Lokomedia's stock themes: where the fields stand on its pages.

The markup is not well-formed (``<class ...>``, unclosed spans, paragraphs in paragraphs), so the body is what stands
between the picture and the marker behind the text, wherever the parser has put them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from lxml.etree import _Element

from crawler.items import Block, Selectors
from crawler.platforms.expressions import xpath

_POST: Final = "//div[contains(concat(' ', @class, ' '), ' post ')][h2[contains(@class, 'article-title')]]"
_INFO = xpath(f"string({_POST}/div[@class='info'])")
_DATE = re.compile(r"\d{1,2} \w+ \d{4}(?: - \d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?(?: *WI[BT]A?)?")


def _published(root: _Element) -> list[str]:
    """Return the date of the line of credits, without the counter that stands behind it."""
    found = _DATE.search(" ".join(str(_INFO(root)).split()))
    return [found[0]] if found else []


def _posted(comment: _Element) -> list[str]:
    found: Any = comment.find("span[@class='tanggal01']")
    match = _DATE.search(" ".join("".join(found.itertext()).split())) if found is not None else None
    return [match[0]] if match else []


STOCK: Final = Selectors(
    layout="lokomedia",
    headline=(xpath(f"{_POST}/h2[contains(@class, 'article-title')][normalize-space()]"),),
    subheadline=(xpath(f"{_POST}/div[@class='sub_judul2'][1]"),),
    author=(xpath(f"{_POST}/div[@class='info']//span[@class='date']/b[1]"),),
    published=(_published,),
    category=(xpath(f"{_POST}/h4[1]/a[starts-with(@href, 'kategori-') or contains(@href, '/kategori-')]"),),
    body=(
        xpath(f"{_POST}/div[@class='image2']/following-sibling::p[1]"),
        xpath(f"{_POST}/div[@class='info']/following-sibling::p[1]"),
    ),
    body_end=(xpath("descendant::div[@class='fb-like'][1]"), xpath("following::div[@class='fb-like'][1]")),
    lead_image=(xpath("preceding::div[@class='image2'][1]/img[1]"),),
    caption=(xpath(f"{_POST}/div[@class='image2']/p[@class='ket_gambar'][normalize-space()]"),),
    related=(xpath("//img[contains(@src, 'berita_terkait')]/following::ul[1]/li/a"),),
    comments=(xpath("//div[@class='komen']"),),
    comment_author=xpath("descendant::h5[1]"),
    comment_posted=_posted,
    comment_text=xpath("span[@class='tanggal01']/following::div[1]"),
    comment_pages=(xpath("//div[@class='pages']//a[contains(@href, 'halkomentar-')]"),),
    native_id=(xpath("string(//form[contains(@action, 'simpankomentar')]//input[@name='id']/@value)"),),
)
LAYOUTS: Final = (STOCK,)
_ITEM_DATE = xpath("div[@class='info']//span[@class='date']/text()[normalize-space()]")
LISTING: Final = replace(
    Selectors(layout="lokomedia-listing"),
    blocks=(
        Block("listing", xpath("//div[@class='blog-style-1']//div[@class='item'][h2/a]"), xpath("h2/a[1]"), _ITEM_DATE),
        Block("headline", xpath("//ul[contains(@class, 'lof-main-wapper')]/li"), xpath("descendant::h3/a[1]")),
        Block("category", xpath("//div[@class='category']//li/a"), site_wide=False),
        Block(
            "latest",
            xpath("//*[contains(@id, 'triple_recent')]//div[@class='item']"),
            xpath("descendant::div[@class='text']/a[1]"),
            xpath("descendant::span[@class='tanggal01']"),
            site_wide=True,
        ),
    ),
)
