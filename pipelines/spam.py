"""Promotional spam on hijacked government sites, told from news about it.

A text is made plain first (accents, look-alike letters, digits for letters and spaced letters undone), then weighed:
terms that promoters use against words of those who act or warn. Terms and weights stand in ``data/spam.toml``. A
look for a few stems comes before all, so that a clean page costs next to nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from lxml.etree import XPath, _Element

SPAM = 4
"""Points over the evidence of news at which a headline with its address is spam."""
LISTING_SPAM = 5
"""The same for one text without a body behind it."""
CERTAIN = 8
"""Points at which no body can save a headline."""
CONTRADICTED = 6
"""Points of news in a body, over those of promotion, that clear a headline."""
BODY_SPAM = 8
"""Points at which a body is spam whatever stands above it."""
DENSE = 2.0
"""Points for each hundred words that a body without links to betting sites must reach."""
COVERED = 0.75
"""Share of a text's letters that strong terms fill where it is nothing but a promotion."""
LONG_WORD = 11
"""Letters from which a word may be several, glued."""
EXAMINED = 20_000
"""Characters from either end of a body that are weighed."""
SHORT = 300
"""Characters up to which what was found in a text is remembered."""
FOREIGN_SHARE = 0.04
"""Share of signs beyond ASCII from which a body's look-alike letters are undone."""

_DATA: dict[str, Any] = tomllib.loads(
    resources.files("pipelines").joinpath("data/spam.toml").read_text("utf-8")
)
_BRANDS, _NEWS = _DATA["brands"], _DATA["news"]
_STEMS: tuple[str, ...] = tuple(_DATA["stems"])
_BODY_STEMS: tuple[str, ...] = tuple(_DATA["body_stems"])
_FOREIGN = [("spam-gambling", term) for term in _DATA["foreign"]["gambling"]] + [
    ("spam-doorway", term) for term in _DATA["foreign"]["doorway"]
]
_LOOKALIKES = {
    ord(sign): letter for letter, signs in _DATA["lookalikes"].items() if len(letter) == 1 for sign in signs
}
_LOOKALIKES |= {first + n: chr(97 + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)}
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_WORD_SIGNS = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
_DIGIT_IN_WORD = re.compile(r"[013457@$!](?<=[a-z].)(?:(?=[a-z])|(?<=[01])(?![0-9a-z]))|0(?<![0-9a-z]0)(?=[a-z]{3})")
_DIGIT_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
_SPACED = re.compile(r"(?<![0-9a-z])[0-9a-z](?: [0-9a-z]){3,}(?![0-9a-z])")
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")
_DIGITS = "|".join(sorted(_BRANDS["digits"], key=len, reverse=True))
_BRAND_DIGITS = re.compile(rf"[a-z](?:{_DIGITS})(?![0-9a-z])")


def _choice(terms: Iterable[str], space: str) -> str:
    longest_first = sorted(terms, key=len, reverse=True)
    return "|".join(term.replace(" ", space).replace("*", "[a-z]*") for term in longest_first)


_LUCKY_WORDS = _choice(_BRANDS["words"], "")
_GROUPS = {
    term.replace(" ", ""): (group["reason"], group["weight"]) for group in _DATA["group"] for term in group["terms"]
}
_TERM = re.compile(
    r"(?<![0-9a-z])(?:(?P<term>"
    + _choice({term for group in _DATA["group"] for term in group["terms"]} | set(_DATA["sales"]["terms"]), " ?")
    + rf")(?![a-z0-9])|(?P<brand>[a-z]{{0,12}}(?:{_LUCKY_WORDS})[a-z]{{0,12}}(?:{_DIGITS}|\d{{3}})"
    r"|[a-z]{3,}(?:togel|gacor)[a-z]{0,2}|\d{2,3}(?:win|bet|slot|toto)|(?!time)[a-z]{3,}slot)(?![0-9a-z])"
    rf"|(?P<lucky>[a-z]{{3,}}(?:{_DIGITS})|[a-z]{{3,}}toto)(?![0-9a-z]))"
)
_OPENING = re.compile(rf"\W*[a-z]{{3,}}(?:{_DIGITS})\s*[^\w\s,.()'\"]", re.I)
_NAMES = {
    term
    for group in _DATA["group"]
    for term in group["terms"]
    if group["reason"] == "spam-gambling" and group["weight"] > 2 and len(term) > (8 if " " in term else 5)
}
_GLUED = re.compile(rf"{_choice(_NAMES, '-?')}|(?:{_LUCKY_WORDS})(?:{_DIGITS})")
"""What the name of a host, or a word too long for one, holds with nothing between its words."""
_AGAINST = re.compile(rf"(?<![0-9a-z])(?:{_choice(_NEWS['against'], ' ')})(?![0-9a-z])")
_PUBLIC = re.compile(rf"(?<![0-9a-z])(?:{_choice(_NEWS['public'], ' ')})(?![0-9a-z])")
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|font-size:0|opacity:0(?![.\d]*[1-9])"
    r"|(?<![a-z-])(?:max-)?(?:height|width):[01](?:px)?(?:;|$)|(?:left|top|text-indent|right|margin-left):-\d{3,}"
)
_HOST = re.compile(r"(?:https?:)?//([^/?#\s]+)", re.I)
_FAMILIAR = re.compile(
    r"(?:https?:)?//(?:[\w.-]+\.go\.id|(?:[\w-]+\.)*(?:facebook|twitter|x|instagram|youtube|tiktok|whatsapp|google|linkedin)"
    r"\.com|wa\.me|t\.me|youtu\.be)(?:[/:?]|$)"
)
"""Hosts to which every page leads; nobody's own pages of betting stand there."""
_ADDRESSES = XPath("//a/@href", smart_strings=False)
_ABOVE = XPath("ancestor-or-self::*[@style or @hidden or self::marquee]")


@dataclass(slots=True, frozen=True)
class Evidence:
    """What stands in one text for and against spam."""

    promotion: int = 0
    """Points of the distinct terms of promoters."""
    strongest: int = 0
    """Points of the weightiest single term."""
    against: int = 0
    """Distinct words of those who act or warn."""
    public: int = 0
    """Points of words of public life, limited."""
    reason: str = "spam-gambling"
    covered: float = 0.0
    """Share of the letters that promoters' terms fill."""

    @property
    def net(self) -> int:
        """Points of a heading that remain as evidence of spam."""
        return self.promotion - _NEWS["heading_weight"] * self.against - self.public


def spam_problem(
    headline: str | None, key: str, body: str | None, links: Sequence[str], *, own_host: str = ""
) -> str | None:
    """Return why an article is itself spam, ``spam-gambling`` or ``spam-doorway``; None where it is not.

    ``key`` is the article's slug, ``links`` are the absolute addresses of the links in its body.
    """
    head = _weigh_heading(f"{headline or ''} | {key}")
    text = _weigh_body(body or "")
    betting = sum(_GLUED.search(host) is not None for host in _hosts_of(links) if host != own_host) if links else 0
    if head is None and text is None and not betting:
        return None
    head, text = head or Evidence(), text or Evidence()
    news = _NEWS["body_weight"] * text.against
    if head.net >= CERTAIN or (head.net >= SPAM and news - text.promotion < CONTRADICTED):
        return head.reason
    points = text.promotion + 4 * min(betting, 3) - news - head.against
    dense = text.promotion * 100 >= DENSE * len((body or "").split())  # spaceless scripts are always dense
    return text.reason if points >= BODY_SPAM and (betting or dense) else None


def spam_text(text: str) -> bool:
    """Tell whether one link's text or one entry of a listing is spam: stricter, as no body tells more."""
    found = _weigh_heading(text)
    if found is None or found.against:
        return False
    return found.net >= LISTING_SPAM or (found.strongest > 2 and found.covered >= COVERED)


def injected_links(
    root: _Element, own_host: str, link: Callable[[str], str | None] = str
) -> list[tuple[str, str]]:
    """Return text and address of the links that an injected block put into a page, in page order.

    Links to other hosts count wherever they stand, those into the site only where they are hidden from readers.
    ``link`` gives the site's own form of an address: a site answers to other hosts than its own, too.
    """
    found: Any = _ADDRESSES(root)
    addresses = set(found)
    own = tuple(f"{scheme}//{own_host}" for scheme in ("http:", "https:", "")) if own_host else ()
    others = {
        href
        for href in addresses
        if href.startswith(("http", "//")) and not (href.startswith(own) or (link(href) or "").startswith(own))
    }
    strange = {href for href in others if not _FAMILIAR.match(href)}
    telling = _any_of(_BODY_STEMS, "\n".join(addresses))
    if not strange and not telling:
        return []
    return [
        (text, href)
        for link in root.iter("a")
        if (href := link.get("href")) and (href in strange or (telling and _any_of(_BODY_STEMS, href)))
        if _is_injected(link, text := " ".join("".join(link.itertext()).split()), href, href in others)  # type: ignore[arg-type]
    ]


def plain(text: str) -> str:
    """Return a text as terms are looked for in it: lower-case ASCII, single spaces, disguises undone."""
    if text.isascii():
        text = text.lower()
    else:
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_LOOKALIKES)
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    if _DIGIT_IN_WORD.search(text):
        text = _DIGIT_IN_WORD.sub(lambda digit: _DIGIT_LETTERS[digit[0]], text.replace("s1", "sl"))
    words = text.translate(_WORD_SIGNS).split()
    text = " ".join(words)
    if len(words) * 4 > len(text):
        text = _SPACED.sub(lambda letters: letters[0].replace(" ", ""), text)
    return _LONG_DRAWN.sub(r"\1", text)


def _any_of(stems: tuple[str, ...], text: str) -> bool:
    for stem in stems:  # noqa: SIM110, a generator would take twice the time
        if stem in text:
            return True
    return False


def _weigh_heading(text: str) -> Evidence | None:
    """Weigh a headline or a link's text; the short texts of a site's frame come back on page after page."""
    return (_weigh_short if len(text) <= SHORT else _weigh_short.__wrapped__)(text)


@lru_cache(maxsize=5_000)
def _weigh_short(text: str) -> Evidence | None:
    words = plain(text)
    if _any_of(_STEMS, words) or _BRAND_DIGITS.search(words):
        return _weigh(words, text)
    return _weigh("", text) if not text.isascii() else None


def _weigh_body(body: str) -> Evidence | None:
    if not body:
        return None
    beyond = len(body) - len(body.encode("ascii", "ignore"))
    if beyond <= FOREIGN_SHARE * len(body) and not _any_of(_BODY_STEMS, body.lower()):
        return None
    if len(body) > 2 * EXAMINED:  # blocks are injected before or after the text
        body = f"{body[:EXAMINED]} {body[-EXAMINED:]}"
    return _weigh(plain(body), body)


def _weigh(words: str, text: str) -> Evidence:
    """Weigh a plain text; ``text`` is the same as printed, for terms of other scripts."""
    terms: dict[str, tuple[str, int]] = {}
    sales: set[str] = set()
    filled = 0
    for match in _TERM.finditer(words):
        term = match[0].replace(" ", "")
        filled += len(term)
        if match["term"] and term in _GROUPS:
            terms[term] = _GROUPS[term]
        elif match["term"]:
            sales.add(term)
        else:
            terms[match.lastgroup or ""] = ("spam-gambling", _BRANDS["weak_weight" if match["lucky"] else "weight"])
    if ("lucky" in terms or "brand" in terms) and _OPENING.match(text):
        terms["opening"] = ("spam-gambling", _BRANDS["opening_weight"])
    foreign = () if text.isascii() else [(term, (reason, 4)) for reason, term in _FOREIGN if term in text]
    terms |= foreign
    for word in words.split():
        if len(word) > LONG_WORD and _GLUED.search(word):
            terms["glued"] = ("spam-gambling", 4)
            filled += len(word)
    if not terms:
        return Evidence()
    points = {reason: sum(points for why, points in terms.values() if why == reason) for reason, _ in terms.values()}
    core = sum(points.values())
    rest = _TERM.sub("|", words)
    return Evidence(
        promotion=core + min(len(sales), 3, core - 1),
        strongest=max(weight for _, weight in terms.values()),
        against=len(set(_AGAINST.findall(rest))),
        public=min(_NEWS["public_limit"], len(set(_PUBLIC.findall(rest)))),
        reason=max(points, key=lambda reason: points[reason]),
        covered=1.0 if foreign else filled / max(1, len(words.replace(" ", ""))),
    )


def _hosts_of(links: Iterable[str]) -> set[str]:
    """Return the hosts, none of the government's, to which links lead; what is no address has none."""
    return {
        host
        for link in links
        if (found := _HOST.match(link)) and not (host := found[1].lower()).endswith(".go.id")
    }


def _is_injected(link: _Element, text: str, href: str, leads_away: bool) -> bool:
    if not leads_away:
        return _is_hidden(link) and (spam_text(text) or spam_text(href.rsplit("/", 1)[-1]))
    found = _weigh_heading(text) or _weigh_heading(href.partition("//")[2].partition("/")[2])
    is_told = found is not None and (found.net >= SPAM or (found.promotion > 1 and found.covered >= COVERED))
    if not is_told and not any(_GLUED.search(host) for host in _hosts_of((href,))):
        return False
    return (found is None or not found.against) and (not _is_cited(link) or _is_hidden(link))


def _is_cited(link: _Element) -> bool:
    """Tell whether a link stands in a sentence of news."""
    around = next(link.iterancestors("p", "li", "td", "blockquote"), None)
    return around is not None and bool(_AGAINST.search(plain(" ".join(around.itertext()))))  # type: ignore[arg-type]


def _is_hidden(link: _Element) -> bool:
    above: Any = _ABOVE(link)
    return any(
        element.tag == "marquee"
        or element.get("hidden") is not None
        or _HIDDEN.search((element.get("style") or "").lower().replace(" ", ""))
        for element in above
    )
