"""What of a thread is nobody's word: controls, counts, labels and icons that a theme prints at every comment.

A control says what a reader may do with the comment. It is told by its word, or by its place: links that lead nowhere
beside one whose word is known, or what every comment of the thread has alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, Block, fold, short_text
from crawler.structure.words import DATE, NOWHERE

CONTROL: Final = re.compile(
    r"\W*(?:(?:balas(?:an|i)?|tanggapi|suara|(?:up|down) ?votes?|votes?|repl(?:y|ies)|jawab|laporkan|report|flag"
    r"|(?:tidak |batal )?sukai?|(?:un|dis)?likes?|hapus|delete|edit|batal|cancel|(?:perma)?link"
    r"|tautan(?: (?:permanen|komentar))?"
    r"|comment link|(?:copy|salin) (?:link|tautan)|share|bagikan|membalas|kutip|quote|thumb_\w+|more_\w+|favorite"
    r"|(?:currently )?unrated|rate this(?: comment)?|belum (?:ada )?(?:penilaian|rating|dinilai)"
    r"|di(?:edit|sunting|ubah|perbarui|sematkan)|edited|pinned|ip\W{1,3}[\dx*]{1,3}(?:\.[\dx*]{1,3}){3}"
    r"|\d{1,9} (?:orang|pembaca|pengguna) (?:menyukai|suka)(?: (?:komentar )?ini)?"
    r"|(?:lihat|tampilkan|sembunyikan|muat|tulis|kirim|beri|tambah|view|show|hide|load|write|post)\s+(?:\w+\s+){0,2}"
    r"(?:balasan|tanggapan|repl(?:y|ies))(?:\s+(?:lain(?:nya)?|lagi))?|\d{1,9}(?:\s?(?:k|rb|jt))?)\b\W*)+"
    r"|(?:in reply to|sebagai balasan (?:untuk|dari)|(?:mem|di)balas|menanggapi)\b.{1,160}\b(?:by|oleh)\b.{1,70}",
    re.I,
)
"""A control of a comment, or whom it answers: neither a name nor words of its own."""
_WHEN: Final = (
    r"tanggal|tgl|waktu|jam|pukul|date|time|(?:di)?(?:kirim|tulis|posting)(?:kan)?(?: pada)?"
    r"|(?:posted|submitted|written|sent|added|left|published)(?: (?:at|on))?"
)
WHEN_LABEL: Final = re.compile(rf"\W*(?:{_WHEN})\W*", re.I)
"""What a theme calls a time."""
LABEL: Final = re.compile(
    rf"\W*(?:{_WHEN}|nama(?: lengkap| pengirim)?|(?:di)?(?:kirim|tulis|posting)(?:kan)? oleh|pengirim|penulis|dari|oleh"
    r"|isi(?: (?:komentar|pesan))?|komentar|pesan|tanggapan|name|from|message|comment)\W*",
    re.I,
)
"""What a theme calls name, time or words, in a line or a cell of its own."""
SAID_LABEL: Final = re.compile(r"\W*(?:isi\s+)?(?:isi|komentar|pesan|tanggapan|message|comment)\s*:\s*", re.I)
"""The same, right before the words."""
NAME_LABEL: Final = re.compile(r"\W*(?:nama(?: lengkap| pengirim)?|dari|oleh|pengirim|name|from)\s*:", re.I)
"""The same, right before a name."""
ANSWER: Final = re.compile(
    r"\W*(?:jawaban|balasan|tanggapan|respons?|reply)(?:\s+(?:dari\s+|from\s+)?(?:admin\w*|operator|redaksi|petugas"
    r"|pengelola|moderator|humas|(?:dis)?kominfo|dinas|pem(?:erintah|da|kab|kot|prov|des)|desa|kelurahan)[\w .]{0,40})?"
    r"\s*:\W*",
    re.I,
)
"""What stands above an answer of the site's own that has no time: what follows is not the reader's."""
_FURTHER_PAGE: Final = re.compile(r"[?&/](?:c?page|comment-page|hal\w*|start|offset)[=/-]\d", re.I)
_PAGES: Final = re.compile(
    r"\W*(?:(?:navigasi|halaman) (?:komentar|tanggapan)|comments? (?:navigation|pagination)"
    r"|(?:komentar|tanggapan) (?:lama|baru|sebelumnya|terdahulu|berikutnya|selanjutnya)"
    r"|(?:older|newer|previous|next) (?:comments?|replies))\b.{0,80}",
    re.I,
)
"""What leads to the other pages of a thread, or is the label of that."""
_BETWEEN: Final = re.compile(r"\s*[·•|]\s*")
_SIGNS: Final = re.compile(r"[\s:;,.·•|/–—-]+")
"""Signs that part pieces of a line, and say nothing."""
_WHEN_WORD: Final = re.compile(r"\d[:.]\d\d|\b(?:wib|wita|wit|pukul|pkl|jam)\b", re.I)
_LETTER: Final = re.compile(r"[^\W\d_]")
_TO_WHOM: Final = re.compile(
    r"\W*(?:membalas|menanggapi|menjawab|(?:sebagai )?balasan (?:untuk|kepada|dari)|in reply to|replying to)\W+@?"
    r"[\w .]{1,40}",
    re.I,
)
_ADDRESS: Final = re.compile(r"\W*(?P<label>e-?mail\W{1,3})?[\w.+-]{1,64}@[\w.-]{3,80}\W*", re.I)
_TO_ANSWER: Final = re.compile(r"comment-reply-link|[?&]replytocom=", re.I)
_CONTROL_LENGTH: Final = 40
_LINE: Final = 160
_LINES: Final = 60
"""Lines of one comment among which what all have alike is looked for."""
_SEVERAL: Final = 3
"""Comments that make what they all have alike the theme's."""


def without_controls(block: Block, is_time: bool) -> Block | None:
    """Return a line without its controls; None where nothing else is in it.

    In a line that says when, every piece may be a control; else only links at its ends.
    """
    if not is_time and is_control(block):
        return None
    if not block.pieces or (len(block.text) > _LINE and not block.links):
        return block
    gone = _at_the_end(block) | (_controls(block) if is_time else set())
    shown = _without(block, gone)
    return without_bare(shown) if shown is not None and is_time else shown


def is_control(block: Block) -> bool:
    """Tell whether a line is but controls, whom it answers or what is called a mail address, by what it says or, in
    whatever words, by where its links lead."""
    if CONTROL.fullmatch(block.text) or CONTROL.fullmatch(block.apart):
        return True
    address = _ADDRESS.fullmatch(block.text)
    if address is not None and address["label"]:
        return True
    if _TO_WHOM.fullmatch(block.text) and (block.links or "@" in block.text):
        return True
    links = [link for link in block.links if (link.text or len(link))]
    if not links or not _all_in(block, links):
        return False
    if any(_TO_ANSWER.search(f"{link.get('class')} {link.get('href')}") for link in links):
        return True
    return len(links) > 1 and _is_known(links[0])  # the first of several may be the name


def turns_pages(block: Block) -> bool:
    """Tell whether a line leads to the other pages of a thread, by its words or its links."""
    if _PAGES.fullmatch(block.text) and (block.is_linked or block.container.tag in HEADINGS):
        return True
    return block.is_linked and any(_FURTHER_PAGE.search(link.get("href") or "") for link in block.links)


def is_address(block: Block) -> bool:
    """Tell whether a line is but a mail address: beside a name nobody's word, else a name or words."""
    return "@" in block.text and _ADDRESS.fullmatch(block.text) is not None


def leads_nowhere(block: Block) -> bool:
    """Tell whether a line is but short links that lead to no page."""
    links = block.links
    return (
        bool(links)
        and len(block.text) <= _CONTROL_LENGTH
        and _all_in(block, links)
        and all(NOWHERE.match(link.get("href") or "") for link in links)
    )


def is_label(block: Block, following: Block | None) -> bool:
    """Tell whether a line is but the label of the next."""
    if _SIGNS.fullmatch(block.text):
        return True
    is_term = block.container.tag in ("dt", "th") or block.text.endswith(":")
    return LABEL.fullmatch(block.text) is not None and (
        is_term or (following is not None and following.text.startswith(":"))
    )


def alike(parts: list[list[Block]]) -> set[str]:
    """Return the short pieces that all of several comments have, whatever numbers are in them."""
    if len(parts) < _SEVERAL:
        return set()
    few = [own[:_LINES] for own in parts]
    told = [{plain(piece) for block in own for piece in _set_apart(block, own)} for own in few]
    return {piece for piece in set.intersection(*told) if piece and len(piece) <= _CONTROL_LENGTH}


def _set_apart(block: Block, own: list[Block]) -> list[str]:
    """Return the pieces of a line that have an element of their own, or all of it where no other line looks so: what
    several readers say alike stands among their words."""
    pairs = zip(block.pieces, block.holders, strict=False)
    inline = [piece for piece, holder in pairs if holder is not block.container]
    beside = (other for other in own if other is not block and not DATE.search(other.text))
    is_apart = len(inline) == len(block.pieces) or not any(_looks_like(block, other) for other in beside)
    return [*inline, block.text] if is_apart else inline


def _looks_like(block: Block, other: Block) -> bool:
    one, another = block.container, other.container
    return one is another or (
        one.getparent() is another.getparent() and (one.tag, one.get("class")) == (another.tag, another.get("class"))
    )


def line_look(block: Block) -> tuple[str, ...]:
    """Return how a line looks: its element, and the outermost one in it with which it begins."""
    look = [block.container.tag, block.container.get("class") or ""]
    inside = list(_inline(block.holders[0], block))[-1:]
    return (*look, *(value for each in inside for value in (each.tag, each.get("class") or "")))


def without_alike(own: list[Block], pieces: set[str]) -> list[Block]:
    """Return the lines of a comment without pieces that all have."""
    left = []
    for block in own:
        gone = {at for at, piece in enumerate(block.pieces) if plain(piece) in pieces}
        shown = None if plain(block.text) in pieces else _without(block, gone)
        if DATE.search(block.text) and not (shown and DATE.search(shown.text)):
            shown = block  # the month of a day in pieces
        if shown is not None:
            left.append(shown)
    return left


def plain(piece: str) -> str:
    """Return a piece of a line as it is compared with others; empty where it says nothing, or when."""
    if DATE.search(piece) or _WHEN_WORD.search(piece) or not _LETTER.search(piece):
        return ""
    return re.sub(r"\d+", "0", fold(piece)).strip(" ·•|,")


def _controls(block: Block) -> set[int]:
    """Return which pieces of a line are controls, with the numbers beside them."""
    found = {at for at, holder in enumerate(block.holders) if _holds_control(holder, block)}
    known = {at for at in found if _LETTER.search(block.pieces[at])}
    numbers = {at for at in found - known if {at - 1, at + 1} & known}
    rest = " ".join(piece for at, piece in enumerate(block.pieces) if at not in known | numbers)
    return known | numbers if DATE.search(rest) else known


def _at_the_end(block: Block) -> set[int]:
    """Return the links at the end of a line from the first control on; signs between them count for nothing."""
    group: list[int] = []
    for at in range(len(block.holders) - 1, -1, -1):
        link = _link_of(block.holders[at], block)
        if link is None and not _SIGNS.fullmatch(block.pieces[at]):
            break
        if link is not None and not (_is_known(link) or NOWHERE.match(link.get("href") or "")):
            break
        group.insert(0, at)
    links = {at: link for at in group if (link := _link_of(block.holders[at], block)) is not None}
    first = next((at for at, link in links.items() if _is_known(link)), None)
    return {at for at in group if first is not None and at >= first}


def without_bare(block: Block) -> Block:
    """Return a line that says when without controls that stand in it bare, between signs; another as it is."""
    if len(block.text) > _LINE:
        return block
    parts = [part for part in _BETWEEN.split(block.text) if part]
    left = [part for part in parts if not (CONTROL.fullmatch(part) and _LETTER.search(part))]
    text = " · ".join(left)
    return replace(block, text=text) if len(left) < len(parts) and DATE.search(text) else block


def _without(block: Block, gone: set[int]) -> Block | None:
    """Return a line without some of its pieces; None where no letter, figure or sign of feeling is left."""
    if not gone:
        return block
    kept = [at for at in range(len(block.holders)) if at not in gone]
    text = fold(" ".join(block.pieces[at] for at in kept)).strip(" ·•|–—/,")
    if not text or _SIGNS.fullmatch(text):
        return None
    linked = sum(len(fold(block.pieces[at])) for at in kept if _link_of(block.holders[at], block) is not None)
    holders = [block.holders[at] for at in kept]
    links = [link for link in block.links if any(_link_of(holder, block) is link for holder in holders)]
    pieces = [block.pieces[at] for at in kept]
    return replace(block, text=text, apart="", holders=holders, pieces=pieces, links=links, linked=linked)


def _holds_control(holder: _Element, block: Block) -> bool:
    """Tell whether a piece stands in an element, below that of its line, that is but a control."""
    return any(
        (text := short_text(each, _CONTROL_LENGTH)) and CONTROL.fullmatch(text) for each in _inline(holder, block)
    )


def _is_known(link: _Element) -> bool:
    text = short_text(link, _CONTROL_LENGTH)
    return bool(CONTROL.fullmatch(text) and _LETTER.search(text)) or bool(
        _TO_ANSWER.search(f"{link.get('class')} {link.get('href')}")
    )


def _link_of(holder: _Element, block: Block) -> _Element | None:
    return next((each for each in _inline(holder, block) if each.tag == "a"), None)


def _inline(holder: _Element, block: Block) -> Iterable[_Element]:
    """Give the elements around a piece, inside out, that are below that of its line."""
    for each in (holder, *holder.iterancestors()):
        if each is block.container:
            return
        yield each


def _all_in(block: Block, links: list[_Element]) -> bool:
    """Tell whether all of a line but signs stands in links."""
    if not block.pieces:
        return False
    return all(
        _SIGNS.fullmatch(piece) or _link_of(holder, block) is not None or holder in links
        for holder, piece in zip(block.holders, block.pieces, strict=True)
    )
