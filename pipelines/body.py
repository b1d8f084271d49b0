"""The body of an article: its paragraphs, its sanitised HTML, and what stands in it besides text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

import nh3
from lxml.etree import _Element

from crawler.items import Article, Attachment, Image, Page, RelatedLink, Selectors
from pipelines.byline import Byline, extract_dateline, split_byline
from pipelines.fallback import FALLBACK, text_by_library
from pipelines.links import body_links
from pipelines.media import attachments_of, file_name, images_of, media_type
from pipelines.offers import without_offers
from pipelines.paragraphs import Link, Paragraph, Picture
from pipelines.selecting import first_found
from pipelines.textual import ink, text_of
from pipelines.walk import Walk

CAPTION_LENGTH = 300
_CAPTION_LABEL = re.compile(r"(?:Keterangan|Ket\.?)\s*(?:Gambar|Foto)\s*:\s*", re.I)
_PHOTO_LABEL = re.compile(r"(?:FOTO|Foto|Gambar|Caption)(?:\s+Ilustrasi)?\s*:\s*")
_RELATED_LABEL = re.compile(
    r"(?:Baca|Simak|Lihat|Tonton)\s+(?:juga|pula|lainnya|selengkapnya)\s*:?|(?:Baca|Simak)\s*:|(?:Berita|Artikel|Video)\s+Terkait\s*:?",
    re.I,
)
_NOISE = re.compile(
    r"(?:(?:telah )?(?:dibaca|dilihat|dikunjungi|hits?|views?|pembaca|pengunjung)\s*:?\s*[\d.,]+(?:\s*(?:kali|x))?"
    r"|[\d.,]+\s*(?:kali\s+)?(?:dibaca|dilihat|dikunjungi|hits?|views?|pembaca|pengunjung|komentar|comments?)"
    r"|(?:(?:terakhir )?diperbarui\s*:?\s*|diunggah\s*:?\s*)?(?:\d+\s+(?:detik|menit|jam|hari|minggu|bulan|tahun"
    r"|(?:second|min(?:ute)?|hour|day|week|month|year)s?),?\s+(?:(?:dan|and)\s+)?){1,3}(?:(?:yang\s+)?lalu|ago)"
    r"|(?:bagikan|share|sebarkan)(?:\s+(?:ke|di|this|ini|(?:berita|artikel|tulisan|halaman|post) ini))?"
    r"(?:\W+(?:facebook|twitter|x|whatsapp|telegram|linkedin|email|instagram))*)\W*",
    re.I,
)
"""Counters, clocks and share lines that clerks' systems put among the paragraphs: they move, and say nothing."""
NOISE_LENGTH = 90
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]m)?", re.I)
_EMPTY = re.compile(r"<(p|ul|ol|li|blockquote|strong|em|h[2-4]|table|tbody|tr)>\s*</\1>")
_SPACE_BEFORE_END = re.compile(r"\s*((?:<(strong|em)>\s*</\2>\s*)*</(?:p|li|td|th|h[2-4])>)$")

_SANITISER = nh3.Cleaner(
    tags={
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "em",
        "a",
    },
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    link_rel="noopener noreferrer nofollow",
)


@dataclass(slots=True)
class Body:
    """What the body of an article holds."""

    paragraphs: list[str] = field(default_factory=list)
    """Text without captions, inline related links, offers of files and credit."""
    html: str = ""
    """Sanitised HTML of the same."""
    byline: Byline | None = None
    dateline: str | None = None
    links: list[RelatedLink] = field(default_factory=list)
    """Links of kind ``inline`` and ``body``."""
    images: list[Image] = field(default_factory=list)
    """The lead image first."""
    attachments: list[Attachment] = field(default_factory=list)
    by_library: bool = False
    """Whether a generic extractor found the text."""

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between two."""
        return "\n\n".join(self.paragraphs)


def extract_body(page: Page, selectors: Selectors) -> Body | None:
    """Reads the body of an article; None when the page has no element for it."""
    starts = first_found(selectors.body, page.root)
    own = _body_in(starts[0], page, selectors) if starts else None
    found = text_by_library(page, selectors, own.text if own is not None else "")
    if found is None:
        return own
    body = _body_in(found, page, selectors, by_library=True)
    return body if own is None else _with_finds(body, own)


def _with_finds(body: Body, own: Body) -> Body:
    """Gives a library's body the images, files and links that we found in the text: it has no or few of them."""
    body.images = own.images or body.images
    files, links = ({one.url for one in known} for known in (body.attachments, body.links))
    body.attachments += [file for file in own.attachments if file.url not in files]
    body.links += [link for link in own.links if link.url not in links]
    return body


def _body_in(start: _Element, page: Page, selectors: Selectors, *, by_library: bool = False) -> Body:
    """Reads the body that begins at an element; a library's may have lines at its ends whose language nobody knows."""
    lead = first_found(selectors.lead_image, start)
    without, captions = (
        frozenset(element for expression in expressions for element in expression(page.root))
        for expressions in (selectors.without, selectors.captions)
    )
    walk = Walk(page.link, _RELATED_LABEL, without, captions)
    walk.read(start, _end_of(start, selectors))
    body = Body(by_library=by_library)
    lead_caption = _selected_caption(page, selectors)
    pictures = _with_lead(walk.pictures, lead[0] if lead else None)
    kept = _without_captions(walk, pictures, lead[0] if lead else None)
    kept, inline = _without_related(walk, _without_noise(walk, kept, selectors))
    if by_library:
        kept = _without_ends(walk, kept)
    text = without_offers(kept)
    if len(text) < len(kept):
        _drop(walk, kept, text)
    body.paragraphs, body.byline = split_byline([paragraph.text for paragraph in text])
    if body.byline is not None:
        _drop_credit(walk, text[body.byline.paragraph], body.byline)
    body.dateline = extract_dateline(body.paragraphs[0]) if body.paragraphs else None
    body.html = sanitise("".join(walk.html))
    others = [link for paragraph in kept for link in paragraph.links] + walk.links
    body.links = body_links(page, inline, "inline") + body_links(page, others, "body")
    body.images = images_of(page, pictures, lead_caption)
    body.attachments = attachments_of(page, others, walk.embedded)
    body.attachments += _offered_beside(page, selectors, {file.url for file in body.attachments})
    return body


def _offered_beside(page: Page, selectors: Selectors, known: set[str]) -> list[Attachment]:
    """Returns the files that the layout offers outside the text."""
    found: dict[str, Attachment] = {}
    for element in (element for expression in selectors.files for element in expression(page.root)):
        url = page.link(element.get("href") or "")
        if url is not None and url not in known:
            found.setdefault(url, Attachment(url, text_of(element) or file_name(url), media_type(url)))
    return list(found.values())


def sanitise(html: str) -> str:
    """Returns HTML that holds structure only; elements left empty are dropped."""
    found = 1
    while found:
        html, found = _EMPTY.subn("", html)
    return _SANITISER.clean(html) if html else ""


def _end_of(start: _Element, selectors: Selectors) -> _Element | None:
    ends = first_found(selectors.body_end, start)
    return ends[0] if ends else None


def _selected_caption(page: Page, selectors: Selectors) -> str | None:
    found = first_found(selectors.caption, page.root)
    return text_of(found[0]) if found else None


def _with_lead(pictures: list[Picture], lead: _Element | None) -> list[Picture]:
    """Puts the lead image first; it may stand outside the body."""
    if lead is None:
        return pictures
    own = next((picture for picture in pictures if picture.element is lead), None) or Picture(lead)
    return [own] + [picture for picture in pictures if picture is not own]


def _without_noise(walk: Walk, paragraphs: list[Paragraph], selectors: Selectors) -> list[Paragraph]:
    """Leaves out paragraphs that are counters, clocks or share lines, and those the layout declares as noise."""
    patterns = (_NOISE, *selectors.noise)
    kept = []
    for paragraph in paragraphs:
        text = paragraph.text
        if len(text) <= NOISE_LENGTH and any(pattern.fullmatch(text) for pattern in patterns):
            walk.html[paragraph.html_at] = ""
        else:
            kept.append(paragraph)
    return kept


def _without_ends(walk: Walk, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leaves out a time of day above a text and, below it, short lines that announce what does not follow."""
    kept = list(paragraphs)
    while len(kept) > 1 and _CLOCK.fullmatch(kept[0].text):
        walk.html[kept.pop(0).html_at] = ""
    while len(kept) > 1 and len(kept[-1].text) <= NOISE_LENGTH and kept[-1].text.endswith(":"):
        walk.html[kept.pop().html_at] = ""
    return kept


def _without_captions(walk: Walk, pictures: list[Picture], lead: _Element | None) -> list[Paragraph]:
    """Moves captions to their images: what is labelled so, and slanted text directly after an inline
    image."""
    if not pictures:
        return walk.paragraphs
    kept = []
    latest = pictures[0]
    for paragraph in walk.paragraphs:
        picture = paragraph.picture
        latest = picture or latest
        caption = _caption_in(paragraph, inline=picture is not None and picture.element is not lead)
        if caption is None:
            kept.append(paragraph)
            continue
        latest.caption = f"{latest.caption} {caption}" if latest.caption else caption
        walk.html[paragraph.html_at] = ""
    return kept


def _caption_in(paragraph: Paragraph, *, inline: bool) -> str | None:
    text = paragraph.text
    if label := _CAPTION_LABEL.match(text):
        return text[label.end() :]
    if paragraph.kind == "caption":
        return text
    if paragraph.picture is None or len(text) > CAPTION_LENGTH:
        return None
    if label := _PHOTO_LABEL.match(text):
        return text[label.end() :]
    return text if inline and paragraph.italic else None


def _without_related(walk: Walk, paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Link]]:
    """Takes out ``Baca juga`` with its links, in one paragraph or as a label above paragraphs of links
    only."""
    kept: list[Paragraph] = []
    inline: list[Link] = []
    label: Paragraph | None = None
    for paragraph in paragraphs:
        found = _RELATED_LABEL.match(paragraph.text)
        if found is not None and paragraph.kind != "row":
            rest = ink(paragraph.text[found.end() :].lstrip(" :"))
            if not rest:
                label = paragraph
                kept.append(paragraph)
                continue
            if paragraph.links and rest <= _ink_of_links(paragraph):
                inline += paragraph.links
                walk.html[paragraph.html_at] = ""
                label = None
                continue
        elif label is not None and paragraph.links and ink(paragraph.text) == _ink_of_links(paragraph):
            inline += paragraph.links
            walk.html[paragraph.html_at] = walk.html[label.html_at] = ""
            kept = [other for other in kept if other is not label]
            continue
        kept = _without_idle(walk, kept, label)
        label = None
        kept.append(paragraph)
    return _without_idle(walk, kept, label), inline


def _without_idle(walk: Walk, kept: list[Paragraph], label: Paragraph | None) -> list[Paragraph]:
    """Leaves out a heading that announces links (``Baca Lainnya :``) where none follow."""
    if label is None or label.kind != "heading" or not kept or kept[-1] is not label:
        return kept
    walk.html[label.html_at] = ""
    return kept[:-1]


def _ink_of_links(paragraph: Paragraph) -> int:
    return sum(ink(link.text) for link in paragraph.links)


def _drop(walk: Walk, paragraphs: list[Paragraph], kept: list[Paragraph]) -> None:
    """Takes out of the HTML the paragraphs that are not kept."""
    numbers = {paragraph.html_at for paragraph in kept}
    for paragraph in paragraphs:
        if paragraph.html_at not in numbers:
            walk.html[paragraph.html_at] = ""


def _drop_credit(walk: Walk, paragraph: Paragraph, byline: Byline) -> None:
    """Takes the credit out of its paragraph's HTML, if it stands there in one piece."""
    html = walk.html[paragraph.html_at]
    if paragraph.text == byline.raw:
        walk.html[paragraph.html_at] = ""
        return
    for credit in (escape(byline.raw, quote=False), escape(byline.text, quote=False)):
        before, found, after = html.rpartition(credit)
        if found:
            walk.html[paragraph.html_at] = _SPACE_BEFORE_END.sub(r"\1", before.rstrip() + after)
            return


def fill_body(article: Article) -> None:
    """Fills body, body_html, the byline fields, dateline, word_count, images, attachments and links of the
    body."""
    if article.page is None or article.selectors is None:
        return
    body = extract_body(article.page, article.selectors)
    if body is None:
        return
    if body.by_library:
        article.layout = f"{article.selectors.layout}-{FALLBACK}"
    article.body = body.text
    article.body_html = body.html
    article.word_count = len(article.body.split())
    article.dateline = body.dateline
    if body.byline is not None:
        article.byline = body.byline.text
        article.byline_raw = body.byline.raw
        article.byline_desk = body.byline.desk
        article.byline_initials = body.byline.initials
    article.related += body.links
    article.images = body.images
    article.attachments = body.attachments
