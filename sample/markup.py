"""Bodies as clerks paste them: the same blocks in markup of a dozen origins."""

from __future__ import annotations

import html
from collections.abc import Callable

from sample import addresses
from sample.releases import Block, Release, all_releases

WORD_JUNK = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
    '<![endif]--><style type="text/css"><!-- p.MsoNormal { margin: 2cm } --></style>'
)
WORD_PARAGRAPH = '<p class="MsoNormal" style="text-align:justify;text-indent:28.0pt;mso-pagination:none">'
WORD_SPAN = '<span lang="IN" style="font-size:12.0pt;font-family:&quot;Arial&quot;,&quot;sans-serif&quot;">'
INDENT = "&nbsp; &nbsp; &nbsp; &nbsp;"

_NAMED = {"“": "&ldquo;", "”": "&rdquo;", "–": "&ndash;", "é": "&eacute;", '"': "&quot;"}


def escaped(text: str) -> str:
    """Return text with ``& < >`` escaped, quotes left as they are."""
    return html.escape(text, quote=False)


def with_entities(text: str) -> str:
    """Return text with named entities for quotes and dashes and some no-break spaces."""
    named = "".join(_NAMED.get(character, character) for character in escaped(text))
    return named.replace(" Kabupaten ", "&nbsp;Kabupaten ").replace(" yang ", "&nbsp;yang ")


def doubly_escaped(text: str) -> str:
    """Return text whose entities were escaped a second time: the page shows ``&quot;`` to the reader."""
    named = "".join(_NAMED.get(character, character) for character in escaped(text))
    return named.replace("&", "&amp;").replace(". ", ".&amp;nbsp; ")


def _wrap(opening: str, closing: str, text_of: Callable[[str], str] = escaped) -> Callable[[str, int], str]:
    return lambda text, _: f"{opening}{text_of(text)}{closing}"


PARAGRAPHS: dict[str, Callable[[str, int], str]] = {
    "p": _wrap("<p>", "</p>\r\n\r\n"),
    "nbsp": _wrap(
        f'<p style="text-align:justify">{INDENT}', "</p>\r\n\r\n<p>&nbsp;</p>\r\n\r\n", with_entities
    ),
    "br": _wrap("", "<br><br>"),
    "onep": _wrap("", "<br />\r\n<br />\r\n"),
    "div": _wrap('<div style="text-align: justify;">', "</div><div><br></div>"),
    "span": _wrap('<p><span style="font-size:14px"><span style="font-family:Arial">', "</span></span></p>\n"),
    "word": _wrap(WORD_PARAGRAPH + WORD_SPAN, "<o:p></o:p></span></p>", with_entities),
    "entities": _wrap("<p>", "</p>\n", with_entities),
    "font": _wrap('<p align="justify"><font face="Verdana" size="2">', "</font></p>\n"),
    "removed": _wrap('<p [removed]="text-align:justify"><span [removed]>', "</span></p>\n"),
    "double": _wrap("<p>", "</p>\n", doubly_escaped),
    "unclosed": lambda text, number: f"<p>{escaped(text)}" + ("</p>" if number == 0 else "\n"),
    "stray": lambda text, number: f"<p>{escaped(text)}</p>" + ("</div>" if number == 1 else "\n"),
}
"""How each style writes a paragraph; the number counts from 0."""


def body(release: Release, base: str) -> str:
    """Return a release's body; ``base`` is the site's address without a slash at its end."""
    write = PARAGRAPHS[release.style]
    parts, number = [], 0
    last = max(position for position, block in enumerate(release.blocks) if block.kind == "p")
    for position, block in enumerate(release.blocks):
        if block.kind == "p":
            tail = _tail(release) if position == last else ""
            parts.append(write(block.text + tail, number))
            number += 1
        else:
            parts.append(_block(block, base))
    parts.append(_own_byline(release, write, number))
    joined = "".join(parts)
    if release.style == "word":
        return WORD_JUNK + joined
    return f"<p>{joined}</p>" if release.style == "onep" else joined


def _tail(release: Release) -> str:
    if not release.byline or release.byline_place in ("own", "right"):
        return ""
    return release.byline if release.byline_place == "glued" else f" {release.byline}"


def _own_byline(release: Release, write: Callable[[str, int], str], number: int) -> str:
    if not release.byline or release.byline_place in ("tail", "glued"):
        return ""
    if release.byline_place == "right" and release.style not in ("br", "onep"):
        return f'<p style="text-align:right"><em>{release.byline}</em></p>'
    return write(release.byline, number)


def _block(block: Block, base: str) -> str:
    if block.kind == "heading":
        return f"<h3><strong>{escaped(block.text)}</strong></h3>\n"
    if block.kind == "quote":
        return f"<blockquote><p>{escaped(block.text)}</p></blockquote>\n"
    if block.kind == "list":
        return "<ol>\n" + "".join(f"\t<li>{escaped(item)}</li>\n" for item in block.items) + "</ol>\n"
    if block.kind == "table":
        rows = (
            "<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>\n" for row in block.rows
        )
        return (
            f'<table border="1" cellpadding="1" style="width:100%"><tbody>\n{"".join(rows)}</tbody></table>\n'
        )
    if block.kind == "attachment":
        return f'<p><a href="{base}{block.target}" target="_blank">{escaped(block.text)}</a></p>\n'
    # Typed by a clerk: it keeps the address and headline of the day it was written, whatever comes after.
    other = all_releases()[block.target]
    address = base + addresses.path(block.form, other)
    return f'<p><strong>Baca juga: <a href="{address}">{escaped(other.headline)}</a></strong></p>\n'
