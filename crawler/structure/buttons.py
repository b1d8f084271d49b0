"""Controls that lead to a file, beside a text or amid it: what a reader presses, and does not read.

A button is dressed as one, and its words say no more than that there is a file, or to save it. Which bare links in a
text do no more is for the stages to tell (``pipelines/offers.py``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final
from urllib.parse import unquote

from lxml.etree import _Element

from crawler.structure.blocks import Block, fold, made_text, names_of, says_just
from crawler.structure.hrefs import split
from crawler.structure.words import FILE_ADDRESS

_VERB: Final = r"(?:unduh|mengunduh|download|lihat|melihat|buka|membuka|view|open|get|pratinjau|preview|simpan|cetak)"
_FILE: Final = (
    r"(?:file|files|berkas|lampiran|dokumen|document|attachment|pdf|docx?|xlsx?|pptx?|zip|rar|word|excel|surat|gambar"
    r"|lengkap|selengkapnya|asli|di ?sini|here|ini|now|sekarang|nya)"
)
_SIZE: Final = r"[\d.,]+\s?(?:k|m|g)?(?:b|bytes?)"
_NAMES_NOTHING: Final = re.compile(
    rf"\W*(?:(?:silakan|silahkan|klik|tekan|click|tap)\s+)*(?:(?:di ?sini|here)\s+)?(?:(?:untuk|to)\s+)?{_VERB}?"
    rf"(?:\W*\b{_FILE}\b)*(?:\W*{_SIZE})?(?:\W*\b(?:pdf|docx?|xlsx?|zip)\b)?\W*",
    re.I,
)
"""Words that say no more than that there is a file."""
_SAVES: Final = re.compile(r"\W*(?:unduh|download)\b.{0,60}", re.I)
_DRESS: Final = re.compile(r"(?:^|[\s_-])(?:btn|button|tombol|badge|chip)(?:$|[\s_-])", re.I)
_FOR_FILES: Final = re.compile(r"unduh|download|lampiran|attachment|berkas|dokumen", re.I)
_STYLED: Final = re.compile(r"\b(?:background|padding|border-radius|border)\b", re.I)
_FILE_BOX: Final = re.compile(r"(?:^|[\s_-])files?(?:$|[\s_-])", re.I)
_AROUND: Final = 4
"""Elements around a link that may be called a file."""
_SIGNS: Final = ("i", "svg", "img")


def is_button(block: Block) -> bool:
    """Tell whether a line is but buttons to files."""
    if not block.links or len(block.text) > 110 or not any(sign.isalpha() for sign in block.text):
        return False
    rest = fold(re.sub(_SIZE, " ", block.printed, flags=re.I))
    if any(sign.isalnum() for sign in rest):
        return False
    return all(_is_one(block, link) for link in block.links)


def _is_one(block: Block, link: _Element) -> bool:
    """Tell whether a link is a button to a file."""
    words = made_text(link)
    names_nothing = _NAMES_NOTHING.fullmatch(words) is not None
    leads_to_file = FILE_ADDRESS.search(link.get("href") or "") is not None or link.get("download") is not None
    says_so = names_nothing or (leads_to_file and _SAVES.fullmatch(words) is not None)
    if says_so:
        return _is_dressed(link, leads_to_file, block)
    return leads_to_file and _is_own_name(words, link) and _is_in_file_box(link)


def _is_own_name(words: str, link: _Element) -> bool:
    """Tell whether a link says the name of the file to which it leads, and nothing else."""
    name = unquote(split(link.get("href") or "").path).rpartition("/")[2]
    said = _letters(words)
    return bool(said) and said in (_letters(name), _letters(name.rpartition(".")[0]))


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_in_file_box(link: _Element) -> bool:
    """Tell whether what is around a link is called a file."""
    return any(_FILE_BOX.search(names_of(each)) for each in islice((link, *link.iterancestors()), _AROUND))


def _is_dressed(link: _Element, leads_to_file: bool, block: Block) -> bool:
    """Tell whether a link looks like a button: by its role, its class or its holder's, its style, the sign in it."""
    holder = link.getparent()
    held = holder is not None and says_just(holder, block.text)
    names = f"{names_of(link)} {names_of(holder) if held and holder is not None else ''}"
    if link.get("role") == "button" or _DRESS.search(names) or link.get("download") is not None:
        return True
    signed = any(sign.tag in _SIGNS and not made_text(sign) for sign in link)
    styled = len(_STYLED.findall(link.get("style") or "")) > 1
    named = _FOR_FILES.search(names) is not None
    return leads_to_file and (styled or named or (signed and block.container.tag not in ("p", "li", "td")))
