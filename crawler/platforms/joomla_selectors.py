"""Layouts of Joomla: where the fields stand on the pages of its own content and of K2, whatever the template.

Templates change frames, seldom the markup of the components: ``item-page`` around an article, ``article-info`` for its
credits, ``time`` with the instant from Joomla 3 on. Joomla 2.5 prints the text bare behind the credits. Comments are
those of JComments and of K2, for Joomla itself has none.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from lxml import etree
from lxml.etree import _Element

from crawler.items import Block, Selectors
from crawler.platforms.expressions import elements, has, text_of, xpath

_PAGE: Final = f"//*[{has('item-page', 'com-content-article')}]"
_INFO: Final = f"{_PAGE}//dl[{has('article-info')}]"
_LABEL = re.compile(
    r"^(?:published|created|written|diterbitkan|dipublikasikan|dibuat|ditulis|ditayangkan)"
    r"(?: (?:on|pada|tanggal|hari))*\s*:?\s*", re.I
)  # fmt: skip
_STATED: Final = tuple(
    xpath(f"{_PAGE}//{where}//time/@datetime") for where in (f"*[{has('published')}]", f"*[{has('create')}]")
)
_PRINTED: Final = tuple(
    xpath(f"({where})[1]")
    for where in (f"{_INFO}//*[{has('published')}]", f"{_INFO}//*[{has('create')}]", f"//*[{has('createdate')}]")
)


def _printed(root: _Element) -> list[str]:
    """Return the printed date without the word before it."""
    for expression in _PRINTED:
        found: Any = expression(root)
        if found:
            return [_LABEL.sub("", text_of(found[0]))]
    return []


_WRITTEN = re.compile(r"^(?:(?:written|posted|created|submitted|sent|di[a-z]{3,12})\s+)?(?:by|oleh)\b\s*:?\s*", re.I)
"""What themes print before who wrote: "Ditulis oleh", "dikirim oleh", "posted by"."""
_CREDIT: Final = xpath(f"({_INFO}//*[{has('createdby')}] | //*[{has('itemAuthor')}])[1]")


_LABELS: Final = (
    r"(?:ditulis oleh|written by|(?:diterbitkan|dipublikasikan|published|dibuat|created|(?:terakhir )?diperbarui"
    r"|last updated)(?: on\b| pada\b|:)|(?:dilihat|hits|kategori|category):)"
)
"""What Joomla itself prints about an article, whatever the markup of the template."""
_LABELLED: Final = re.compile(_LABELS, re.I)
_SIGNED: Final = re.compile(rf"(?:ditulis oleh|written by)[\s:]+(\S.*?)\s*(?:[|•·]|$|{_LABELS})", re.I)
_CREDITS_LENGTH: Final = 300
_LINES: Final = xpath(f"{_PAGE}/*[@itemprop='articleBody']/preceding-sibling::*")


def _says_credits(text: str) -> bool:
    """Tell whether a text begins as Joomla's lines about an article do, and has two of them or more."""
    is_labelled = len(text) <= _CREDITS_LENGTH and _LABELLED.match(text) is not None
    return is_labelled and len(_LABELLED.findall(text)) > 1


def _author(root: _Element) -> list[str]:
    found: Any = _CREDIT(root)
    if found:
        return [_WRITTEN.sub("", text_of(found[0]))]
    lines = [text for line in elements(_LINES, root) if _says_credits(text := text_of(line))]
    return [signed[1] for line in lines if (signed := _SIGNED.search(line))][:1]


SINGLE: Final = xpath(f"boolean({_PAGE} | //*[@id='k2Container' or {has('itemView')}])")
"""Whether a page shows one article, and no list."""
MENU_ENTRY: Final = xpath(
    f"//ul//li[{has('current')} or @id='current'][{has('active')}]"
    "[contains(@class, 'item') or starts-with(@id, 'item')]/a[1]/@href"
)
"""Where the entry leads that menus mark as the present one: a page of its own, or the list that an article is of."""
JUNK: Final = xpath(
    f"{_PAGE}//*[{has('icons', 'actions', 'pagenavigation', 'pagenav', 'pager', 'content_rating', 'content_vote')}"
    f" or {has('readmore', 'article-index', 'addtoany_container', 'jsn-article-toolbar', 'edit', 'contentRating')}]"
    f" | //*[{has('itemToolbar', 'itemRatingBlock', 'itemSocialSharing', 'itemDateModified')}]"
    f" | //*[{has('itemTitle')}]/span[sup]"
)
"""Buttons, pagers, votes, and what K2 puts to headline and text: that an item is featured, when it was changed."""
NESTED: Final = xpath("//div[starts-with(@id, 'comments-list-')]")
"""Answers of JComments, which stand beside what they answer."""


def nest(root: _Element, thread: _Element) -> None:
    """Put the answers to a comment into its element."""
    number = (thread.get("id") or "").rpartition("-")[2]
    found: Any = root.xpath("//div[@id=$name]", name=f"comment-item-{number}") if number.isdecimal() else []
    if found and found[0] is not thread and found[0] not in list(thread.iter()):
        found[0].append(thread)


_BARE: Final = xpath(
    f"//*[{has('item-page')}][not(.//*[@itemprop='articleBody'] or .//*[{has('com-content-article__body')}])]"
)


def wrap_text(root: _Element) -> None:
    """Put the text that stands bare behind heading and credits (Joomla 2.5) into an element of its own."""
    for page in elements(_BARE, root):
        heads = [
            child
            for child in page
            if child.tag in ("h1", "h2", "dl") or "page-header" in (child.get("class") or "").split()
        ]
        text = etree.Element("div", itemprop="articleBody")
        if heads:
            last = _credits_below(heads[-1])
            text.text, last.tail = last.tail, None
            for sibling in list(last.itersiblings()):
                text.append(sibling)
            last.addnext(text)


def _credits_below(head: _Element) -> _Element:
    """Return the credits right below a heading that stand in a template's own markup; the heading where none do."""
    above = head
    for line in head.itersiblings("*"):
        if (above.tail or "").strip():
            break
        if text := text_of(line):
            return line if _says_credits(text) else head
        above = line
    return head


_CAPTIONED: Final = xpath(f"{_PAGE}//img[{has('caption')}][normalize-space(@title)]")


def _captions(root: _Element) -> list[_Element]:
    """Return the lines around pictures that print what Joomla takes for their captions: their titles."""
    return [
        line
        for image in elements(_CAPTIONED, root)
        for holder in islice(image.iterancestors("div", "figure"), 2)
        for line in holder.iter("div", "p", "span", "figcaption")
        if not len(line) and text_of(line) == " ".join((image.get("title") or "").split())
    ]


_BELOW: Final = f"{_PAGE}/following-sibling::*[1]"
"""Where templates put category and tags that end the item page before them."""
CONTENT: Final = Selectors(
    layout="joomla-content",
    headline=(
        xpath(f"{_PAGE}//*[self::h1 or self::h2][@itemprop='headline' or @itemprop='name'][normalize-space()]"),
        xpath(f"({_PAGE}//div[{has('page-header')}])[last()]/*[self::h1 or self::h2][normalize-space()]"),
        xpath(f"{_PAGE}/h2[normalize-space()]"),
        xpath(f"{_PAGE}/h1[normalize-space()]"),
    ),
    author=(_author,),
    published=(*_STATED, _printed),
    category=(
        xpath(f"{_INFO}//*[{has('category-name')}]//a"),
        xpath(f"{_INFO}//*[{has('category-name')}]//span"),
        xpath(f"({_BELOW}//a[@rel='tag'][not(ancestor::*[{has('tags')}])])[last()]"),
    ),
    tags=(xpath(f"{_PAGE}//*[{has('tags')}]//a"), xpath(f"{_BELOW}//ul[{has('tags')}]/li[@itemprop='keywords']//a")),
    body=(xpath(f"{_PAGE}//*[{has('com-content-article__body')}]"), xpath(f"{_PAGE}//*[@itemprop='articleBody']")),
    body_end=(xpath("descendant::*[@id='jc' or @id='comments' or @id='disqus_thread'][1]"),),
    files=(xpath(f"{_PAGE}//*[{has('attachmentsContainer')}]//a[{has('at_url')}]"),),
    captions=(_captions,),
    lead_image=(xpath(f"preceding-sibling::*[{has('item-image')}]/descendant-or-self::img"),),
    caption=(xpath(f"{_PAGE}/*[{has('item-image')}]//figcaption[normalize-space()]"),),
    comments=(xpath("//div[starts-with(@id, 'comment-item-')]"),),
    comment_author=xpath(f"(descendant::*[{has('comment-author', 'author-homepage')}])[1]"),
    comment_posted=xpath(f"(descendant::*[{has('comment-date')}])[1]"),
    comment_text=xpath(f"(descendant::*[{has('comment-body')}])[1]"),
)
_POSTER: Final = xpath(f"string((descendant::*[{has('commentAuthorName')}])[1])")


def _poster(comment: _Element) -> list[str]:
    return [_WRITTEN.sub("", str(_POSTER(comment)).strip())]


_ITEM: Final = f"//*[@id='k2Container' or {has('itemView')}]"
K2: Final = Selectors(
    layout="joomla-k2",
    headline=(xpath(f"{_ITEM}//*[{has('itemTitle')}][normalize-space()]"),),
    author=(_author,),
    published=(
        xpath(f"({_ITEM}//*[{has('itemDateCreated')}]//time/@datetime)[1]"),
        xpath(f"({_ITEM}//*[{has('itemDateCreated')}])[1]"),
        xpath(f"({_ITEM}//*[{has('itemDatePublished')}])[1]"),
    ),
    category=(xpath(f"{_ITEM}//*[{has('itemCategory')}]//a"),),
    tags=(xpath(f"{_ITEM}//ul[{has('itemTags')}]//a"),),
    body=(xpath(f"{_ITEM}//*[{has('itemIntroText')}]"), xpath(f"{_ITEM}//*[{has('itemFullText')}]")),
    body_end=(
        xpath(f"following::*[{has('itemExtraFields', 'itemContentFooter', 'itemLinks', 'itemAttachmentsBlock')}][1]"),
    ),
    files=(xpath(f"{_ITEM}//*[{has('itemAttachments')}]//a"),),
    lead_image=(xpath(f"preceding::*[{has('itemImage')}][1]//img"),),
    caption=(xpath(f"{_ITEM}//*[{has('itemImageCaption')}][normalize-space()]"),),
    related=(xpath(f"{_ITEM}//*[{has('itemRelated')}]//a[{has('itemRelTitle')} or not(@class)]"),),
    comments=(xpath(f"{_ITEM}//ul[{has('itemCommentsList')}]/li"),),
    comment_author=_poster,
    comment_posted=xpath(f"(descendant::*[{has('commentDate')}])[1]"),
    comment_text=xpath("p"),
)
LAYOUTS: Final = (CONTENT, K2)
_DATE_OF_LINK = xpath(
    f"(ancestor::*[{has('item-content', 'item', 'blog-item', 'catItemView', 'itemContainer')} or self::tr][1]"
    f"//*[self::time[@datetime] or {has('list-date', 'catItemDateCreated')}])[1]"
)
LISTING: Final = Selectors(
    layout="joomla-listing",
    blocks=(
        Block(
            "listing",
            xpath(
                f"//div[{has('page-header')}]/*[self::h1 or self::h2 or self::h3]/a"
                f" | //*[{has('item-title', 'contentheading', 'catItemTitle', 'itemTitle')}]//a"
                f" | //div[{has('blog', 'blog-featured', 'item')}]//h2/a | //td[{has('list-title')}]/a"
                f" | //th[{has('list-title')}]/a | //table[{has('category')}]//td[1]/a"
                f" | //*[{has('items-more')}]//li/a"
            ),
            date=_DATE_OF_LINK,
        ),
        Block(
            "latest",
            xpath(
                f"//ul[{has('latestnews', 'mod-articlesnews', 'mod-list', 'mod-articleslatest')}]"
                f"[not({has('mod-menu', 'menu', 'nav')})]/li//a"
            ),
        ),
    ),
)
