"""Texts of known layouts without the controls and captions that themes and editors put into them."""

from __future__ import annotations

from dataclasses import replace

from lxml.etree import _Element

from crawler.items import Selectors
from crawler.structure.buttons import is_button
from crawler.structure.clear import is_read_as_caption
from crawler.structure.control_words import says_control
from crawler.structure.outline import outline
from crawler.structure.place import Place, exclude
from crawler.structure.selectors import found_at, noise_of


def cleared_layout(layout: Selectors, root: _Element, *, dressed_alone: bool = False) -> Selectors:
    """Return a family's layout that takes captions and buttons to files in the text for what they are.

    What the stages know by the markup is left to them. ``dressed_alone``: only a text with a link in some dress is
    looked at, for a family whose captions the stages know.
    """
    text = next((found for expression in layout.body for found in expression(root)[:1]), None)
    if not isinstance(text, _Element) or (dressed_alone and not any(map(_is_dressed, text.iter("a", "button")))):
        return layout
    made = outline(text)
    begin, end = made.spans.get(text, (0, 0))
    inside = made.blocks[begin:end]
    buttons = [block for block in inside if is_button(block)]
    controls = [block for block in inside if says_control(block.apart or block.text)]
    captions = [block for block in inside if block.number in made.captions and not is_read_as_caption(block)]
    gone = sorted({block.number for block in (*buttons, *controls, *captions)})
    if not gone:
        return layout
    place = Place(text, begin, end - 1, 0.0)
    exclude(made, place, gone, {block.number for block in inside}.difference(gone))
    return replace(
        layout,
        without=(*layout.without, *found_at(*place.without)),
        captions=(*layout.captions, *found_at(*place.captions)),
        noise=(*layout.noise, *noise_of(place.noise)),
        files=(*layout.files, *found_at(*(link for block in buttons for link in block.links))),
    )


def _is_dressed(link: _Element) -> bool:
    return link.tag == "button" or any(link.get(name) is not None for name in ("class", "style", "role", "download"))
