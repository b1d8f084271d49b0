"""Walks the body of an article in document order and cuts it into paragraphs.

Clerks paste from Word, Google Docs, Facebook and old editors: paragraphs may be ``p`` or ``div`` elements, or
text with two line breaks between; a stray ``</div>`` may close the body's element long before its end. So the
walk goes from the body's element to an end marker wherever that stands, and knows elements only by their part
in the text. It does not recurse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Final

from lxml.etree import _Element

from pipelines.paragraphs import BREAK, PLAIN, Link, Mark, Paragraph, Picture, Row, marked_html
from pipelines.textual import fold, read_entities_left

(
    _BLOCK,
    _HEADING,
    _LIST,
    _ITEM,
    _QUOTE,
    _TABLE,
    _ROW,
    _CELL,
    _BR,
    _IMAGE,
    _LINK,
    _STRONG,
    _EM,
    _CAPTION,
    _SPAN,
    _SKIP,
) = range(16)
"""What an element is to the text."""
_NAMES: Final = {
    _BLOCK: "p div center section article main header footer aside nav figure hr pre address form fieldset"
    " dl dt dd details summary thead tbody tfoot caption legend",
    _HEADING: "h1 h2 h3 h4 h5 h6",
    _LIST: "ul ol",
    _ITEM: "li",
    _QUOTE: "blockquote",
    _TABLE: "table",
    _ROW: "tr",
    _CELL: "td th",
    _BR: "br",
    _IMAGE: "img",
    _LINK: "a",
    _STRONG: "b strong",
    _EM: "em i cite",
    _CAPTION: "figcaption",
    _SPAN: "span font",
    _SKIP: "script style iframe noscript object embed video audio select button textarea input template xml"
    " svg math head title meta link",
}
_PART: Final = {name: part for part, names in _NAMES.items() for name in names.split()}
_UNSEEN: Final = frozenset("visually-hidden sr-only screen-reader-text element-invisible visuallyhidden".split())
"""Classes of labels that are read out, and that no reader sees."""
_CAPTION_CLASS: Final = "wp-caption-text"
"""What WordPress calls the caption that its classic editor puts into a text."""
_SHOWN: Final = frozenset("iframe object embed video audio".split())
"""What shows a film or a document between two paragraphs."""
_INLINE: Final = frozenset({_LINK, _STRONG, _EM, _SPAN})
_PRINTED_HEADING: Final = {"h1": "h2", "h2": "h2", "h3": "h3"}


class Walk:
    """One walk over one body; read :attr:`paragraphs`, :attr:`html`, :attr:`pictures`, :attr:`embedded`
    afterwards."""

    def __init__(
        self,
        link: Callable[[str], str | None],
        breaks_off: re.Pattern[str] | None = None,
        without: frozenset[_Element] = frozenset(),
        captions: frozenset[_Element] = frozenset(),
    ) -> None:
        """``link`` makes addresses absolute; a line that ``breaks_off`` matches starts a paragraph of its
        own; elements of ``without`` are passed over, and those of ``captions`` are such."""
        self.without = without
        self.captions = captions
        self.link_to = link
        self.breaks_off = breaks_off
        self.paragraphs: list[Paragraph] = []
        self.html: list[str] = []
        """Pieces of well-formed HTML in order; a piece may be emptied to drop its paragraph."""
        self.pictures: list[Picture] = []
        self.embedded: list[str] = []
        """Addresses of frames and objects, as written."""
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.mark: Mark = PLAIN
        self.marked = False
        self.links: list[Link] = []
        self.inside: list[tuple[str, Mark, bool]] = []
        """Open inline elements, the mark to return to, and whether a link was opened; blocks inside keep
        the mark."""
        self.open_link: Link | None = None
        self.link_parts: list[str] = []
        self.structure: list[tuple[str, str]] = []
        self.heading: str | None = None
        self.caption_depth = 0
        self.rows: list[Row | None] = []
        """The row that each open table stands in."""
        self.row: Row | None = None
        self.picture: Picture | None = None
        self.after_break = False

    def read(self, start: _Element, end: _Element | None) -> None:
        """Walks from inside ``start`` up to ``end``, or to the end of ``start`` when there is none."""
        self.add(start.text)
        stack: list[_Element] = [start]
        node: _Element | None = start[0] if len(start) else None
        while True:
            if node is None:
                closed = stack.pop()
                if closed is start and end is None:
                    break
                if closed is not start:
                    self.close(closed)
                if not stack:
                    self.flush()
                    parent = closed.getparent()
                    if parent is None:
                        break
                    stack.append(parent)
                self.add(closed.tail)
                node = closed.getnext()
            elif node is end:
                break
            elif node in self.without:
                if _PART.get(node.tag, _BLOCK) not in _INLINE:
                    self.flush()
                self.add(node.tail)
                node = node.getnext()
            else:
                if self.open(node):
                    self.add(node.text)
                    if len(node):
                        stack.append(node)
                        node = node[0]
                        continue
                    self.close(node)
                self.add(node.tail)
                node = node.getnext()
        self.finish()

    def add(self, text: str | None) -> None:
        """Takes a piece of text."""
        if not text:
            return
        if "&" in text:
            text = read_entities_left(text)
        if self.after_break and not text.isspace():
            self.after_break = False
        self.parts.append(text)
        self.marks.append(self.mark)
        if self.open_link is not None:
            self.link_parts.append(text)

    def part_of(self, element: _Element) -> int | None:
        """Return what an element is to the text; None for one that is nothing to it."""
        part = _PART.get(element.tag)
        if element in self.captions:
            return _CAPTION
        if part == _BLOCK and element.tag == "p" and _CAPTION_CLASS in (element.get("class") or ""):
            return _CAPTION
        return part

    def open(self, element: _Element) -> bool:
        """Takes the start of an element; False when nothing below it is text of the body."""
        tag = element.tag
        if not isinstance(tag, str):
            return False
        part = self.part_of(element)
        if _is_unseen(element):
            if part not in _INLINE:
                self.flush()
            return False
        if part is None:
            return True
        if part == _BR:
            self.line_break()
        elif part == _BLOCK:
            self.flush()
            self.caption_depth += _is_pasted_caption(element)
        elif part in _INLINE:
            self.open_inline(tag, part, element)
        elif part == _IMAGE:
            self.picture = Picture(element)
            self.pictures.append(self.picture)
        elif part == _SKIP:
            if tag in _SHOWN:
                self.flush()
            source = element.get("src") or element.get("data")
            if source:
                self.embedded.append(source)
            return False
        else:
            self.open_structure(tag, part, element)
        return True

    def open_inline(self, tag: str, part: int, element: _Element) -> None:
        """Marks the text to come as strong, emphasised or linked."""
        url, strong, emphasised = before = self.mark
        opened = False
        if part == _LINK:
            href = element.get("href")
            if href and self.open_link is None:
                target = self.link_to(href) if href[0] != "#" else None
                self.open_link = Link(target or "", at=len(self.parts))
                self.link_parts = []
                (self.row.links if self.row is not None else self.links).append(self.open_link)
                self.mark = (target, strong, emphasised)
                opened = True
        elif part == _STRONG:
            style = element.get("style")
            if not (style and "normal" in style):
                self.mark = (url, True, emphasised)
        elif part == _EM:
            self.mark = (url, strong, True)
        else:
            style = element.get("style")
            if style and "italic" in style:
                self.mark = (url, strong, True)
        if self.mark != before:
            self.marked = True
        self.inside.append((tag, before, opened))

    def open_structure(self, tag: str, part: int, element: _Element) -> None:
        """Takes the start of a heading, list, quotation, table, row, cell or caption."""
        if self.row is not None and part != _TABLE:
            if part == _CELL:
                self.end_cell("")
            else:
                self.flush()
            return
        if part == _TABLE:
            if self.row is not None:
                # A table in a cell: what stood before it in this row comes first, its own rows follow.
                self.end_cell("td")
                self.end_row()
            self.rows.append(self.row)
            self.row = None
        self.flush()
        if part == _HEADING:
            self.heading = _PRINTED_HEADING.get(tag, "h4")
        elif part == _CAPTION:
            self.caption_depth += 1
        elif part == _ROW and _is_row_of_cells(element):
            self.row = Row()
        else:
            self.structure.append((tag, tag))
            self.html.append(f"<{tag}>")
            return
        self.structure.append((tag, ""))

    def close(self, element: _Element) -> None:
        """Takes the end of an element."""
        tag = element.tag
        part = self.part_of(element)
        if part is None or part in (_BR, _IMAGE, _SKIP):
            return
        if part == _BLOCK:
            self.flush()
            self.caption_depth -= _is_pasted_caption(element)
        elif part in _INLINE:
            if self.inside and self.inside[-1][0] == tag:
                _, before, opened = self.inside.pop()
                if opened and self.open_link is not None:
                    self.open_link.text = fold("".join(self.link_parts))
                    self.open_link = None
                self.mark = before
                self.marked = self.marked or before != PLAIN
        elif part == _CELL and self.row is not None:
            self.end_cell(tag)
        else:
            self.close_structure(tag, part)

    def close_structure(self, tag: str, part: int) -> None:
        """Takes the end of what :meth:`open_structure` took the start of."""
        self.flush()
        if not self.structure or self.structure[-1][0] != tag or (self.row is not None and part != _ROW):
            return
        printed = self.structure.pop()[1]
        if part == _HEADING:
            self.heading = None
        elif part == _CAPTION:
            self.caption_depth -= 1
        elif not printed:
            self.end_row()
            self.row = None
            self.clear()
        else:
            self.html.append(f"</{printed}>")
            if part == _TABLE:
                self.row = self.rows.pop()

    def line_break(self) -> None:
        """Takes a ``br``: the second of two ends the paragraph, unless it stands in a table's cell."""
        if self.after_break and self.row is None:
            self.flush()
        elif self.parts:
            self.parts.append(BREAK)
            self.marks.append(self.mark)
            self.after_break = True
        if self.open_link is not None:
            self.link_parts.append(" ")

    def end_cell(self, tag: str) -> None:
        """Closes a cell (or, with no tag, opens one): its text is what was taken since the last."""
        text = fold("".join(self.parts))
        if self.row is not None and (tag or text):
            self.row.cells.append(text)
            self.row.html.append(f"<{tag or 'td'}>{self.inline_html(text)}</{tag or 'td'}>")
        self.clear()

    def end_row(self) -> None:
        """Makes a paragraph of the row's cells."""
        row = self.row
        if row is not None and any(row.cells):
            self.put(
                "row", " | ".join(row.cells).strip(), "<tr>" + "".join(row.html) + "</tr>", row.links, False
            )
            row.cells, row.html, row.links = [], [], []

    def flush(self) -> None:
        """Ends the paragraph under way, if any text was taken for it."""
        if not self.parts:
            return
        if self.row is not None:
            if not self.after_break:
                self.parts.append(BREAK)
                self.marks.append(self.mark)
                self.after_break = True
            return
        if self.breaks_off is not None and self.links and BREAK in self.parts:
            self.set_lines_apart()
        text = fold("".join(self.parts))
        if text:
            self.flush_text(text)
        else:
            self.clear()

    def flush_text(self, text: str) -> None:
        """Makes a paragraph of the text taken."""
        tag = self.structure[-1][0] if self.structure else ""
        html = self.inline_html(text)
        if self.heading:
            kind, html = "heading", f"<{self.heading}>{html}</{self.heading}>"
        elif tag in ("li", "td", "th"):
            kind = "li" if tag == "li" else "p"
            if not self.html[-1].startswith(f"<{tag}"):
                html = f"<p>{html}</p>"
        else:
            kind = "quote" if tag == "blockquote" else "caption" if self.caption_depth else "p"
            html = f"<p>{html}</p>"
        italic = self.marked and all(
            mark[2] for part, mark in zip(self.parts, self.marks, strict=True) if not part.isspace()
        )
        links = self.links
        self.links = []
        self.put("caption" if self.caption_depth else kind, text, html, links, italic)
        self.clear()

    def set_lines_apart(self) -> None:
        """Ends a paragraph before and after each line (between single ``br``) that has to stand alone."""
        groups = self.groups_of_lines()
        if len(groups) < 2:
            return
        parts, marks, links = self.parts, self.marks, self.links
        taken = 0
        for number, (begin, stop) in enumerate(groups, 1):
            last = number == len(groups)
            self.parts, self.marks, self.marked = parts[begin:stop], marks[begin:stop], True
            before = taken
            while taken < len(links) and (last or links[taken].at < stop):
                taken += 1
            self.links = links[before:taken]
            if not last:
                self.flush_text(fold("".join(self.parts)))

    def groups_of_lines(self) -> list[tuple[int, int]]:
        """Returns where the text taken is to be cut: ranges of its parts, blank ones left out."""
        assert self.breaks_off is not None
        breaks = [number for number, part in enumerate(self.parts) if part is BREAK]
        groups: list[tuple[int, int]] = []
        under_way = False
        for begin, stop in zip([0, *(at + 1 for at in breaks)], [*breaks, len(self.parts)], strict=True):
            line = fold("".join(self.parts[begin:stop]))
            if not line:
                continue
            alone = self.breaks_off.match(line) is not None
            if under_way and not alone:
                groups[-1] = (groups[-1][0], stop)
            else:
                groups.append((begin, stop))
            under_way = not alone
        return groups

    def put(self, kind: str, text: str, html: str, links: list[Link], italic: bool) -> None:
        """Keeps a paragraph with its HTML."""
        self.paragraphs.append(Paragraph(kind, text, len(self.html), links, italic, self.picture))
        self.html.append(html)
        self.picture = None

    def clear(self) -> None:
        """Forgets the text taken; links that had no text yet stay for the next paragraph."""
        self.parts = []
        self.marks = []
        self.marked = self.mark != PLAIN
        self.after_break = False
        for link in self.links:
            link.at = 0

    def inline_html(self, text: str) -> str:
        """Returns the HTML of the text taken: ``a``, ``strong``, ``em`` and ``br``."""
        if not self.marked and BREAK not in self.parts:
            return escape(text, quote=False)
        return marked_html(self.parts, self.marks)

    def finish(self) -> None:
        """Ends all that is still open."""
        self.flush()
        for tag, printed in reversed(self.structure):
            if tag == "tr" and not printed:
                self.end_cell("td")
                self.end_row()
                self.row = None
            elif printed:
                self.html.append(f"</{printed}>")
        self.structure = []


def _is_row_of_cells(row: _Element) -> bool:
    """True for a row of data; False for a row that only lays out the page: one cell, or columns of
    paragraphs."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    alone = row.getnext() is None and row.getprevious() is None
    return not (
        alone and any(sum(_PART.get(child.tag, _BR) <= _QUOTE for child in cell) > 1 for cell in cells)
    )


def _is_unseen(element: _Element) -> bool:
    """Whether an element is there for screen readers alone, such as the label of a field."""
    names = element.get("class")
    return names is not None and not _UNSEEN.isdisjoint(names.split())


def _is_pasted_caption(element: _Element) -> bool:
    """Whether a block is a caption as WordPress made them, which editors paste into every other system, too."""
    names = element.get("class")
    return names is not None and "wp-caption-text" in names.split()
