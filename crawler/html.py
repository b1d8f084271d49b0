"""From the bytes of an answer to one lxml tree, and what was wrong with them.

The cost stays near that of a bare lxml parse: valid UTF-8 is handed to libxml2 as it came. Anything else is
decoded here first, because libxml2 versions differ in what they make of invalid bytes.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from crawler.clicks import has_clicks, name_clicked

WHOLE_BYTES_READ = 4096
"""How far into a page (and back from its end) its own statements about itself are looked for first."""
MOST_ENCODING_FAULTS = 2_000
SURELY_UTF8 = 3
"""Whole characters beyond ASCII for each fault from which bytes are UTF-8 whatever a page says they are."""

_PARSER = etree.HTMLParser(encoding="utf-8", collect_ids=False)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_.:-]{2,40})", re.I)
_TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|p|table|ul|h[1-6]|title|span|article|section)\b", re.I
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b",
    re.I | re.S,
)
_OPENING = re.compile(rb"<(?:html|body)\b", re.I)
_CLOSING = re.compile(rb"</(?:html|body)\s*>", re.I)
_ELEMENT = re.compile(rb"<[a-z]", re.I)
_FRAMES = tuple(
    re.compile(rb"(<%b\b(?:(?!<%b\b).)*?)(</%b\s*>)" % (tag, tag, tag), re.I | re.S) for tag in (b"nav", b"header")
)
_DIV = re.compile(rb"<div\b", re.I)
_DIV_END = re.compile(rb"</div\s*>", re.I)
_PARTS_ASKED = 20
_AFTER = b"<hr id='after-the-page'>"
"""What is put behind a page to see whether it stands in anything but the page."""
_FEET = frozenset(("footer", "site-footer", "page-footer", "colophon"))
_ANCHORS = frozenset("¶#§")
MOST_ATTRIBUTES = 1_000
"""Attributes of one element: libxml2 looks through all of them for each that it adds."""
MOST_ELEMENTS = 200_000
"""Elements of one page: what is kept of each while it is read is some thousand bytes."""
_LEAST_CROWDED = 64 * 1024
"""Bytes below which a page cannot hold enough attributes to matter."""
_SUSPICIONS = 20
"""How often what looks like an element of too many attributes may prove to be part of a script or comment."""
_ATTRIBUTE = rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_UNCROWDED = re.compile(
    rb"(?:[^<]++|<(?![a-z])|<[a-z][^\s/>]*+(?:%b){0,%d}+[\s/]*+(?=>|\Z))*+" % (_ATTRIBUTE, MOST_ATTRIBUTES), re.I
)
"""A page up to the first element of too many attributes, in one pass without a step back."""
_MARK = "lontar-mark"
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"RIFF",
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SINGLE_BYTE = {"iso8859-1", "ascii", "cp1252"}
_ASCII = bytes(range(128))


def parse_html(body: bytes, encoding: str | None = None) -> tuple[_Element | None, str | None]:
    """Parses a page and names what is wrong with it.

    ``encoding`` is the charset of the Content-Type header, if it stated one. The problem is None or one of
    ``empty``, ``not-html``, ``too-many-attributes`` and ``too-many-elements`` (no tree), ``truncated`` and
    ``too-deep`` (the tree holds what could be read), ``wrong-charset`` (the stated charset was false; the tree
    is read with the right one).
    """
    if not body or body.isspace():
        return None, "empty"
    if body.startswith(_MAGIC):
        return None, "not-html"
    data, problem = decode_to_utf8(body, encoding)
    if b"\0" in data:
        if data.count(b"\0") * 10 > len(data):
            return None, "not-html"
        data = data.replace(b"\0", b"")
    if _TAG.search(data) is None or _FEED.match(data) is not None:
        return None, "not-html"
    if is_crowded(data):
        return None, "too-many-attributes"
    try:
        root = etree.fromstring(_without_early_end(data), _PARSER)
    except etree.XMLSyntaxError:
        return None, "not-html"
    if root is None:
        return None, "empty"
    if data.count(b"<") > MOST_ELEMENTS and next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None:
        return None, "too-many-elements"
    if _holds_the_page(root):
        root = etree.fromstring(_with_ends(_without_early_end(data)), _PARSER)
    if has_clicks(data):
        name_clicked(root)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in _PARSER.error_log):
        return root, "too-deep"
    if is_truncated(data):
        return root, "truncated"
    return root, problem


def is_crowded(data: bytes) -> bool:
    """Tells whether an element has so many attributes that to parse them would take minutes."""
    at = 0
    for _ in range(_SUSPICIONS if len(data) >= _LEAST_CROWDED else 0):
        found = _UNCROWDED.match(data, at)
        at = found.end() if found is not None else at
        if at == len(data):
            return False
        before = etree.fromstring(b"%b<%b>" % (data[:at], _MARK.encode()), _PARSER)
        if before is not None and next(before.iter(_MARK), None) is not None:
            return True
        at = data.find(b"</", at + 1)  # behind the script or comment of which it is part
        if at < 0:
            return False
    return len(data) >= _LEAST_CROWDED


def _without_early_end(data: bytes) -> bytes:
    """Takes out the ends of a page where elements follow: browsers read on, libxml2 stops at ``</html>``."""
    end = data.find(b"</html")
    if end < 0:
        end = data.find(b"</HTML")
    if end < 0 or _ELEMENT.search(data, end) is None:
        return data
    return _CLOSING.sub(b"", data)


def _holds_the_page(root: _Element) -> bool:
    """Tells whether a menu holds the main part or the foot of its page: its end was passed over."""
    parts = islice(root.iter("main", "footer"), _PARTS_ASKED)
    return any(next(part.iterancestors("nav"), None) is not None for part in parts)


def _with_ends(data: bytes) -> bytes:
    """Adds the ends of ``div`` that are missing before the end of a menu or header.

    Browsers end at ``</nav>`` whatever is open inside; libxml2 passes over an end that does not match.
    """
    for frame in _FRAMES:
        data = frame.sub(_with_inner_ends, data)
    return data


def _with_inner_ends(match: re.Match[bytes]) -> bytes:
    missing = len(_DIV.findall(match[0])) - len(_DIV_END.findall(match[0]))
    return match[1] + b"</div>" * max(missing, 0) + match[2]


def drop(element: _Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def drop_anchors(root: _Element) -> None:
    """Take the links to themselves out of headings, which documentation systems print there as a sign to point at."""
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        for link in heading.findall("a"):
            if link.text in _ANCHORS and not len(link) and (link.get("href") or "").startswith("#"):
                drop(link)


def is_truncated(data: bytes) -> bool:
    """True for a page that opens ``html`` or ``body`` and closes neither, unless its foot stands whole at its end."""
    if _CLOSING.search(data[-WHOLE_BYTES_READ:]) is not None:
        return False
    return _OPENING.search(data) is not None and _CLOSING.search(data) is None and not _ends_with_foot(data)


def _ends_with_foot(data: bytes) -> bool:
    """True where all but the page itself is closed behind its foot: HTML lets a theme leave the last ends out."""
    root = etree.fromstring(data + _AFTER, _PARSER)
    body = root.find("body") if root is not None else None
    if body is None or not len(body) or body[-1].get("id") != "after-the-page":
        return False
    for element in body[-1].itersiblings(preceding=True):
        if element.tail and not element.tail.isspace():
            return False
        if element.tag not in ("script", "noscript", "style", "link", etree.Comment):
            names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
            return element.tag == "footer" or not _FEET.isdisjoint(names)
    return False


def decode_to_utf8(body: bytes, header_charset: str | None) -> tuple[bytes, str | None]:
    """Returns the page as valid UTF-8, and ``wrong-charset`` when its stated charset was false.

    Order: charset of the header, byte order mark, meta element, UTF-8. Invalid bytes become U+FFFD.
    """
    mark, mark_codec = next(((mark, codec) for mark, codec in _BOMS if body.startswith(mark)), (b"", None))
    if mark:
        body = body[len(mark) :]
    codec = _codec(header_charset) or mark_codec or _meta_codec(body) or "utf-8"
    if codec == "utf-8" or codec in _SINGLE_BYTE:
        return _decode_ascii_based(body, codec)
    try:
        text = body.decode(codec, "replace")
    except ValueError:  # codecs such as punycode know no replacement
        return body.decode("utf-8", "replace").encode(), "wrong-charset"
    return text.encode("utf-8", "replace"), None


def _decode_ascii_based(body: bytes, codec: str) -> tuple[bytes, str | None]:
    if body.isascii():
        return body, None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        sound, stray, cut = _count_utf8(body)
        is_stated = codec != "utf-8"
        if is_stated and sound < SURELY_UTF8 * max(stray + cut, 1):
            return body.decode("cp1252", "replace").encode(), None
        if not is_stated and (stray > sound or (stray + cut > 3 and stray + cut > sound)):
            return body.decode("cp1252", "replace").encode(), "wrong-charset"
        return body.decode("utf-8", "replace").encode(), "wrong-charset" if is_stated else None
    # Servers that add ISO-8859-1 to everything they send are common; text that is valid UTF-8 is UTF-8.
    return body, None if codec == "utf-8" else "wrong-charset"


def _count_utf8(body: bytes) -> tuple[int, int, int]:
    """Counts in bytes that fail as UTF-8 its whole characters beyond ASCII, stray bytes, and cut characters.

    Only bytes from 128 up are looked at, without what stands between them: a template that puts markup
    between the bytes of one character is no Latin-1. A cut character leaves a lead byte behind, Latin-1
    leaves stray trail bytes.
    """
    high = body.translate(None, _ASCII)
    sound = stray = cut = position = 0
    while position < len(high) and stray + cut < MOST_ENCODING_FAULTS:
        try:
            sound += len(high[position:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            sound += len(high[position : position + error.start].decode("utf-8"))
            if error.reason == "invalid start byte":
                stray += 1
            else:
                cut += 1
            position += error.end
    return sound, stray, cut


def _codec(charset: str | None) -> str | None:
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
        b"x".decode(name, "replace")  # refuses codecs that are not for text, such as hex
    except (LookupError, ValueError):
        return None
    return name


def _meta_codec(body: bytes) -> str | None:
    found = _META_CHARSET.search(body, 0, WHOLE_BYTES_READ)
    codec = _codec(found.group(1).decode("ascii")) if found else None
    # A page whose meta element could be read byte by byte is not in UTF-16, whatever it says.
    return None if codec is not None and codec.startswith(("utf-16", "utf-32")) else codec
