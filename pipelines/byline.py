"""Who wrote it and where: the credit that ends a text, the name after "By", the place that opens the text.

The grammar of credits was drawn from those met on Indonesian government sites: ``(Kominfo/ng,tee,tj,wk)``,
``*** (Humas/PT BP2MI Makassar/MA)``, ``(EZ/HUMAS)``, ``(MC Kab. Blora/Teguh)``, ``[owi/but]``, ``(nal).``,
``Pewarta : ...``. What merely stands in parentheses is no credit: ``(29/8)``, ``(WTP)``, ``(dalam
jaringan/online)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.items import Article, Page, Selectors
from pipelines.selecting import first_text

_DESK = re.compile(
    r"(?<!\w)(?:\w*kominfo\w*|\w*humas\w*|pro?kom?pim\w*|prokompim\w*|protokol\w*|mc|media\s+cent(?:er|re)|dokpim\w*"
    r"|pimpinan|ppid|infokom\w*|infopublik|kontributor|redaksi|red|rel|tim|kim|newsroom|setda|pers)(?!\w)",
    re.I,
)
_TAIL = re.compile(
    r"[\s*–—-]{0,12}(?P<credit>\((?P<round>[^()]{1,60})\)|\[(?P<square>[^\[\]]{3,30})\])[\s.*]*$"
)
_STARS = re.compile(r"\*{1,6}")
_NOTE = re.compile(r"\(?\*")
"""How a note to a star in the text begins."""
_INITIALS = re.compile(r"[A-Za-z][a-z]{0,3}|[A-Z]{1,3}")
_LOWER = re.compile(r"[A-Z]?[a-z]{2,4}")
_NAME = re.compile(r"[A-Z][a-z]{1,11}(?:[. ][A-Z][a-z]{0,11})?")
_WORD = re.compile(r"[A-Za-z]{3,14}")
_LABEL = re.compile(
    r"(?:Reporter|Pewarta|Penulis|Wartawan|Jurnalis|Editor|Redaktur|Foto(?:grafer)?|Dok|Sumber|Humas|Kontributor)"
    r"\s*[:;]\s*\S",
    re.I,
)
_LEADING = re.compile(
    r"Tim\s+(?:News\s*Room|Liputan|Redaksi|Humas|Kominfo|Diskominfo|Media)\b[^,;:!?]{0,60}", re.I
)
_NO_INITIALS = frozenset(
    ["dll", "dst", "dsb", "dkk", "dlsb", "swt", "saw", "ra", "as", "qs", "hr", "wib", "wita", "wit", "art"]
)
_SENTENCE_END = frozenset(".!?\"”’'»…*:")
_AUTHOR_LABEL = re.compile(
    r"^(?:-\s*)?(?:(?:posted|written|published|ditulis|diposting|diterbitkan)\s+)?(?:by|oleh|penulis)\b\s*:?\s*", re.I
)
_NOT_A_PLACE = re.compile(
    r"\.\w|newsroom|kominfo|humas|infopublik|kbrn|bppm|antara|prokopim|^[A-Z]{2}$|berita|warta|media", re.I
)
_DATELINE = re.compile(r"(?P<head>[A-Z][^\d:;!?\"“”–—]{2,45}?)\s*(?:\s--?\s|--|[–—]|-\s)\s*(?=\S)")
_DATELINE_COLON = re.compile(r"(?P<head>[A-Z]{4,20}|[A-Z][\w .]{1,20},\s*[A-Z][\w .]{2,20}?)\s*:\s+(?=\S)")

PARAGRAPHS_AFTER_CREDIT = 6
"""How many short paragraphs (download notes, sources) may follow the credit at most."""
LABEL_LENGTH = 160


@dataclass(slots=True, frozen=True)
class Byline:
    """A credit split from the text."""

    text: str
    """The credit as printed: ``(Kominfo/ng,tee)``."""
    raw: str
    """The credit with all that stood around it."""
    desk: str | None
    initials: str | None
    """Comma separated."""
    paragraph: int
    """Number of the paragraph it was taken from, from 0."""


def split_byline(paragraphs: Sequence[str]) -> tuple[list[str], Byline | None]:
    """Splits the credit from a text: the paragraphs without it (one of its own falls away), and the credit
    or None."""
    byline = _tail_credit(paragraphs) or _labelled_credit(paragraphs) or _leading_credit(paragraphs)
    rest = list(paragraphs)
    if byline is not None:
        left = rest[byline.paragraph].removesuffix(byline.raw).rstrip()
        rest[byline.paragraph : byline.paragraph + 1] = [left] if left else []
    return rest, byline


def _tail_credit(paragraphs: Sequence[str]) -> Byline | None:
    last = len(paragraphs) - 1
    while last > 0 and len(paragraphs[last]) <= LABEL_LENGTH and _LABEL.match(paragraphs[last]):
        last -= 1  # a line that names the source or the photographer may follow the credit
    for number in range(last, max(-1, last - PARAGRAPHS_AFTER_CREDIT - 1), -1):
        text = paragraphs[number]
        if text[-1:] not in ")].* ":
            continue
        found = _TAIL.search(text)
        if found is None:
            continue
        before = text[: found.start()].rstrip()
        ends_sentence = not before or before[-1] in _SENTENCE_END
        parts = read_credit(found["round"] or found["square"], after_sentence=ends_sentence)
        if parts is None:
            continue
        # Where paragraphs follow, only a credit that names a desk and initials is beyond doubt; behind the colon that
        # announces them, a desk alone, or a star that none of them explains.
        names_desk = parts[0] is not None and _DESK.search(parts[0]) is not None
        is_star = parts == (None, None) and not any(_NOTE.match(line) for line in paragraphs[number + 1 :])
        announces = before.endswith(":") and (names_desk or is_star)
        if number == last or announces or (names_desk and parts[1]):
            return Byline(found["credit"], text[found.start() :].strip(), *parts, number)
    return None


def read_credit(inner: str, *, after_sentence: bool) -> tuple[str | None, str | None] | None:
    """Reads what stands between the brackets: desk and initials (each may be None), or None: no credit.

    ``after_sentence`` says that a finished sentence, or nothing, stands before the bracket: shorter forms
    need it.
    """
    inner = inner.strip()
    if _STARS.fullmatch(inner):
        return (None, None) if after_sentence else None
    if ":" in inner or not any(letter.isalpha() for letter in inner):
        return None
    starred = [part.strip() for part in inner.split("/")]
    parts = [part.strip("* ") for part in starred if not _STARS.fullmatch(part)]
    if not all(parts):
        return None
    desks = [_DESK.search(part) is not None for part in parts]
    if any(desks):
        return _desk_credit(parts, desks, after_sentence)
    if len(starred) == 1 and parts != starred:
        return None  # a star and a word may be a note
    if any(letter.isdigit() for letter in inner) or not after_sentence:
        return None
    tokens = [token.strip() for part in parts for token in part.split(",")]
    if all(_LOWER.fullmatch(token) and token.lower() not in _NO_INITIALS for token in tokens):
        return None, ",".join(tokens)
    if len(parts) == 2 and _WORD.fullmatch(parts[0]) and all(_LOWER.fullmatch(token) for token in tokens[1:]):
        return parts[0], ",".join(tokens[1:])
    if len(parts) in (2, 3) and all(_NAME.fullmatch(part) for part in parts):
        return None, ",".join(parts)
    return None


def _desk_credit(
    parts: list[str], desks: list[bool], after_sentence: bool
) -> tuple[str | None, str | None] | None:
    if len(parts) == 1:
        # "Dinas Komunikasi dan Informatika (Kominfo)." explains a word and credits nobody.
        return (parts[0], None) if after_sentence and len(parts[0].split()) <= 5 else None
    if not desks[0]:
        return ("/".join(parts[1:]), parts[0]) if desks[-1] and _are_people(parts[0]) else None
    if _are_people(parts[-1]):
        return "/".join(parts[:-1]), ",".join(token.strip() for token in parts[-1].split(","))
    return "/".join(parts), None


def _are_people(part: str) -> bool:
    return all(
        _INITIALS.fullmatch(token) or _NAME.fullmatch(token) or _LOWER.fullmatch(token)
        for token in (token.strip() for token in part.split(","))
    )


def _labelled_credit(paragraphs: Sequence[str]) -> Byline | None:
    if paragraphs and len(paragraphs[-1]) <= LABEL_LENGTH and _LABEL.match(paragraphs[-1]):
        raw = paragraphs[-1]
        return Byline(raw.strip(" .*"), raw, None, None, len(paragraphs) - 1)
    return None


def _leading_credit(paragraphs: Sequence[str]) -> Byline | None:
    if len(paragraphs) > 1 and _LEADING.fullmatch(paragraphs[0]):
        raw = paragraphs[0]
        text = raw.strip(" .*")
        return Byline(text, raw, text, None, 0)
    return None


def extract_dateline(text: str) -> str | None:
    """Returns the place that opens a text (``KALIPARE`` of "KALIPARE - Wakil Bupati ..."); None when none
    does."""
    found = _DATELINE.match(text) or _DATELINE_COLON.match(text)
    if found is None:
        return None
    head = re.sub(r"\([^)]*\)", "", found["head"])
    for part in re.split(r"[,|]", head):
        place = part.strip(" *")
        if place and len(place.split()) <= 3 and not _NOT_A_PLACE.search(place) and _is_name(place):
            return place
    return None


def _is_name(place: str) -> bool:
    return all(word[0].isupper() for word in place.replace(".", " ").split()) and len(place) > 2


def extract_author(page: Page, selectors: Selectors) -> str | None:
    """Returns the name printed after "By" or "Oleh", without that word."""
    found = first_text(selectors.author, page.root)
    return _AUTHOR_LABEL.sub("", found) or None if found else None


def fill_author(article: Article) -> None:
    """Fills author."""
    if article.page is not None and article.selectors is not None:
        article.author = extract_author(article.page, article.selectors)
