"""Paragraphs that do no more than offer files: attachments of a release, and no text of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipelines.byline import split_byline
from pipelines.media import is_file
from pipelines.paragraphs import Paragraph

MOST_WORDS = 10
LENGTH = 300
"""Characters of an offer, at most."""
_WORD = r"(?:unduh|download|lihat|klik|lampiran|dokumen|berkas|file)"
_BEGINS = re.compile(rf"\W*{_WORD}\b", re.I)
_LABEL = re.compile(rf"\W*(?:{_WORD}\b\W*)*", re.I)
_SENTENCE_ENDS = (".", "!", "?")


def without_offers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Returns the paragraphs that are no offers of files; all of them where nothing else says anything.

    A list that holds more than offers is kept whole.
    """
    rest: list[Paragraph] = []
    for are_items, group in groupby(paragraphs, lambda paragraph: paragraph.kind == "li"):
        run = list(group)
        left = [paragraph for paragraph in run if not is_offer(paragraph)]
        rest += run if are_items and left else left
    said, _ = split_byline([paragraph.text for paragraph in rest])
    return rest if said else list(paragraphs)


def is_offer(paragraph: Paragraph) -> bool:
    """Tells whether a short line is but links to files, whose words, or a label before them, offer these.

    A sentence is text, wherever a link in it leads; so is a row of a table.
    """
    text = paragraph.text
    if paragraph.kind == "row" or len(text) > LENGTH or text.endswith(_SENTENCE_ENDS) or len(text.split()) > MOST_WORDS:
        return False
    links = [link for link in paragraph.links if link.text]
    if not links or not all(is_file(link.url) for link in links) or not _BEGINS.match(text):
        return False
    for link in links:
        text = text.replace(link.text, " ", 1)
    return _LABEL.fullmatch(text) is not None
