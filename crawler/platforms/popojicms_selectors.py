"""Layouts of PopojiCMS: where the fields stand in the stock themes of its two generations.

``chingsy`` (version 2) prints ``entry-title``, ``entry-content`` and ``commentlist``; ``inews`` (version 3) puts the
text bare behind the lead picture. Both close the text with what is no text: tags, or the form for comments.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml.etree import _Element

from crawler.items import Block, Selectors
from crawler.platforms.expressions import has, xpath

_NUMBER: Final = xpath(
    "string((//form[.//input[@name='seotitle']]//input[@name='id']/@value | //input[@name='post_id']/@value)[1])"
)
_SINGLE: Final = f"//div[{has('single-post')}]/div[{has('entry')}]"
_MERIDIEM = re.compile(r"\s*:\s*[ap]m$", re.I)
_POSTED: Final = xpath("string(descendant::div[@class='comment-author']/span[1])")


def _posted(comment: _Element) -> list[str]:
    """Return the time of a comment without the ``:am`` or ``:pm`` that the CMS prints behind a time of 24 hours."""
    text = _MERIDIEM.sub("", str(_POSTED(comment)).strip())
    return [text] if text else []


CHINGSY: Final = Selectors(
    layout="popojicms-chingsy",
    headline=(xpath(f"{_SINGLE}/div[@class='entry-title']/*[self::h1 or self::h2][normalize-space()]"),),
    author=(xpath(f"{_SINGLE}/ul[{has('entry-meta')}]/li[a/i[{has('icon-user')}]]"),),
    published=(xpath(f"{_SINGLE}/ul[{has('entry-meta')}]/li[i[{has('icon-calendar3')}]]"),),
    tags=(xpath(f"{_SINGLE}//div[{has('tagcloud')}]/a[normalize-space()]"),),
    body=(xpath(f"{_SINGLE}/div[{has('entry-content')}]"),),
    body_end=(xpath(f"descendant::div[{has('tagcloud')}][last()]"),),
    lead_image=(xpath(f"preceding-sibling::div[{has('entry-image')}]//img"),),
    caption=(xpath(f"{_SINGLE}/div[{has('entry-image')}]/p[normalize-space()]"),),
    related=(xpath(f"//div[{has('related-posts')}]//div[{has('entry-title')}]//a"),),
    comments=(xpath(f"//ol[{has('commentlist')}]//li[{has('comment')}]"),),
    comment_author=xpath(f"div[{has('comment-wrap')}]//div[@class='comment-author']/a[1]"),
    comment_posted=_posted,
    comment_text=xpath(f"div[{has('comment-wrap')}]/div[{has('comment-content')}]/p"),
    comment_pages=(xpath("//div[@id='comments']//ul[contains(@class, 'pagination')]//a[@href]"),),
    native_id=(_NUMBER,),
)
_BLOCK: Final = f"//div[{has('post_details_block')}]"


def _day(root: _Element) -> list[str]:
    found: Any = _INFO(root)
    return [text for element in found if re.match(r"\d{1,2} \w+ \d{4}$", text := "".join(element.itertext()).strip())]


_INFO: Final = xpath(f"{_BLOCK}/div[{has('post-header')}]/ul[{has('authar-info')}]/li")
INEWS: Final = Selectors(
    layout="popojicms-inews",
    headline=(xpath(f"{_BLOCK}/div[{has('post-header')}]/*[self::h1 or self::h2][normalize-space()]"),),
    author=(xpath(f"{_BLOCK}/div[{has('post-header')}]/ul[{has('authar-info')}]/li[1]/a"),),
    published=(_day,),
    category=(xpath(f"{_BLOCK}//a[{has('post-category')}]"),),
    body=(xpath(f"{_BLOCK}/div[{has('adaptive')}]"), xpath(_BLOCK)),
    body_end=(xpath(f"following::div[{has('post-footer', 'post-inner-2', 'comments-container')}][1]"),),
    lead_image=(xpath("img[1]"),),
    related=(xpath(f"//div[{has('post-inner-2')}]//h5/a"),),
    comments=(xpath(f"//ul[{has('comments-list')}]//li[div[{has('comment-main-level')}]]"),),
    comment_author=xpath(f"div[{has('comment-main-level')}]//cite[{has('comment-author')}]"),
    comment_posted=xpath(f"div[{has('comment-main-level')}]//time"),
    comment_text=xpath(f"div[{has('comment-main-level')}]//div[{has('comment-content')}]/p"),
    comment_pages=(xpath(f"//div[{has('comments-container')}]//ul[{has('pagination')}]//a[@href]"),),
    native_id=(_NUMBER,),
)
CAPTIONS: Final = xpath(f"{_BLOCK}//div[{has('caption-text')}]")
LAYOUTS: Final = (CHINGSY, INEWS)
LISTING: Final = Selectors(
    layout="popojicms-listing",
    blocks=(
        Block(
            "listing",
            xpath(f"//div[@id='posts']/div[{has('entry')}] | //div[{has('articles-list')}]"),
            xpath(f"(descendant::div[{has('entry-title')}]//a | descendant::h4/a[{has('title')}])[1]"),
            xpath(
                f"(descendant::li[i[{has('icon-calendar3')}]]"
                f" | descendant::ul[{has('authar-info')}]/li[i[{has('ti-timer')}]])[1]"
            ),
        ),
        Block(
            "lead",
            xpath(f"//div[{has('ipost', 'slide')}]"),
            xpath(f"(descendant::div[{has('entry-title')}]//a | a)[1]"),
            xpath(f"(descendant::li[i[{has('icon-calendar3')}]])[1]"),
        ),
        Block(
            "latest",
            xpath(f"//*[@id='recent-post-list-sidebar']/div[{has('spost')}]"),
            xpath(f"descendant::div[{has('entry-title')}]//a[1]"),
            xpath(f"descendant::ul[{has('entry-meta')}]/li[1]"),
            site_wide=True,
        ),
    ),
)
