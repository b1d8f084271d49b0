"""The lines below pictures, whatever they are called: what a reader sees as a caption, apart from the text around it.

A caption stands with its picture in a frame of their own, and nothing else does: a box, a cell, an entry of a gallery,
a paragraph in small letters. That a line names who took the picture is enough; else a text has to stand beside it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import (
    ENDS,
    HEADINGS,
    NOT_TEXT,
    SENTENCE_ENDS,
    Block,
    Outline,
    after_picture,
    all_text,
    fold,
    is_picture,
    made_text,
    names_of,
)
from crawler.structure.buttons import is_button
from crawler.structure.control_words import says_control
from crawler.structure.parts import CAPTION
from crawler.structure.words import is_meta

_LONGEST: Final = 160
"""Characters of a line below a picture that is its caption."""
_LONGEST_CREDITED: Final = 300
"""The same where it names who took the picture."""
_NEAR: Final = 3
_RUNNING: Final = 60
"""Characters of a line of running text, at least."""
_FRAMES: Final = frozenset("div center section figure td tbody table dl article header a".split())
"""Elements that hold a picture and its caption, and no text."""
_ENTRIES: Final = frozenset(("li", "td", "div", "dl", "figure", "section", "article", "p", "a"))
"""Elements that may be entries of a gallery; those of a numbered list are steps."""
_SEVERAL: Final = 2
"""Frames alike that make a gallery."""
_ABOVE_PICTURE: Final = 4
_CREDIT: Final = re.compile(
    r"(?:\((?:[^()]{0,40}\b)?(?:foto|photo|gambar|dok(?:umen(?:tasi)?)?|doc|ist(?:imewa)?|credit|sumber|source)\b[^()]{0,60}\)"
    r"|(?:^|[\s/|–-])(?:foto(?:grafer)?|photo(?:grapher)?|dok(?:umentasi)?|credit|kredit)\.?\s*(?:foto|photo)?\s*[:/]\s?[^.:!?]{2,40}"
    r"|[\s/|–-]\s?(?:foto|photo)\s*[:/]\s?[^:!?]{2,40})\W{0,2}$",
    re.I,
)
"""Who took a picture, at the end of the line below it."""
_SMALL: Final = frozenset(("small", "em", "i", "figcaption", "cite"))
"""Elements in which themes print the line below a picture."""
_SMALL_STYLE: Final = re.compile(
    r"font-size\s*:\s*(?:x{1,2}-small|small(?:er)?|(?:[0-9]|1[0-2])(?:\.\d+)?px|[1-9](?:\.\d+)?pt|0?\.\d+r?em|[1-8]\d(?:\.\d+)?%)"
    r"|font-style\s*:\s*italic",
    re.I,
)
_SMALL_NAMES: Final = re.compile(r"(?:^|\s)(?:text-(?:xs|muted|small)|small|kecil|is-size-[67]|fs-[67])(?:\s|$)", re.I)
_CENTRED: Final = re.compile(r"text-align\s*:\s*center|(?:^|\s)text-center(?:\s|$)", re.I)
_IMAGE_ADDRESS: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.I)


def mark_captions(made: Outline) -> None:
    """Mark the lines that stand below pictures, and keep which picture each belongs to."""
    title = fold(next((all_text(each) for each in made.root.iter("title")), ""))
    frames: dict[_Element, tuple[_Element, Block]] = {}
    looked_at: dict[_Element, bool] = {}
    for image in made.root.iter("img"):
        if not is_picture(image):
            continue
        framed = _framed(made, image, looked_at)
        if framed is not None:
            frames.setdefault(framed[0], (image, framed[1]))
        after = after_picture(image)
        behind = made.within(after) if after is not None and made.lines(after) == 1 else []
        if (
            behind
            and _may_be(behind[0])
            and (_is_credited(behind[0]) or (_stands_out(made, behind[0]) and _has_text_beside(made, behind[0], title)))
        ):
            _mark(made, image, behind[0])
    entries = _galleries(made, {frame: line for frame, (_, line) in frames.items()})
    for frame, (image, line) in frames.items():
        if frame in entries or _is_caption(made, frame, line, title):
            _mark(made, image, line)


def _mark(made: Outline, image: _Element, line: Block) -> None:
    line.part |= CAPTION
    made.captions.setdefault(line.number, image)


def _framed(made: Outline, image: _Element, looked_at: dict[_Element, bool]) -> tuple[_Element, Block] | None:
    """Return the innermost element that holds a picture and one line, and that line, where it stands below.

    Of several pictures in one element the first tells: it is kept which were ``looked_at``, and whether lines stand in
    them.
    """
    for holder in islice(image.iterancestors(), _ABOVE_PICTURE):
        if made.lines(holder) > 1 or looked_at.get(holder):
            return None
        if holder in looked_at:
            continue
        lines = made.within(holder) if holder in made.spans else _inline_line(made, holder)
        looked_at[holder] = bool(lines)
        if not lines:
            continue
        if len(lines) > 1 or not _may_be(lines[0]):
            return None
        if holder.tag == "figure":
            return holder, lines[0]
        before = islice(holder.itertext(), _texts_before(holder, image))
        return None if any(word.strip() for word in before) else (holder, lines[0])
    return None


def _inline_line(made: Outline, holder: _Element) -> list[Block]:
    """Return the line that is the whole text of a link around a picture."""
    text = made_text(holder) if holder.tag == "a" else ""
    around = next((each for each in holder.iterancestors() if each in made.spans), None)
    if not text or around is None:
        return []
    inside = set(holder.iter())
    return [line for line in made.within(around) if line.text == text and inside.issuperset(line.holders)]


def _may_be(line: Block) -> bool:
    """Tell whether a line may be a caption: short, none of a heading, about nothing else, no link to another page."""
    if line.container.tag in HEADINGS or (line.linked and not all(map(_leads_to_image, line.links))):
        return False
    return len(line.text) <= (_LONGEST_CREDITED if _is_credited(line) else _LONGEST) and not is_meta(line.text)


def _leads_to_image(link: _Element) -> bool:
    return _IMAGE_ADDRESS.search(link.get("href") or "") is not None


def _is_credited(line: Block) -> bool:
    return _CREDIT.search(line.text) is not None


def _is_caption(made: Outline, frame: _Element, line: Block, title: str) -> bool:
    """Tell whether the one line in the frame of a picture is its caption."""
    if _is_credited(line):
        return True
    if frame.tag not in _FRAMES:
        dressed = _stands_out(made, line) or (_is_centred(frame) and not line.text.endswith(SENTENCE_ENDS))
        return dressed and _has_text_beside(made, line, title)
    return _has_text_beside(made, line, title) or (line.container.tag != "p" and _leads_sentence(made, frame))


def _stands_out(made: Outline, line: Block) -> bool:
    """Tell whether a line is in small letters, and the text beside it is not."""
    if not _is_small(line):
        return False
    behind = made.blocks[line.number + 1 : line.number + 1 + _NEAR]
    before = made.blocks[max(line.number - _NEAR, 0) : line.number]
    beside = next((each for each in (*behind, *reversed(before)) if _is_text(each) and _says_something(each)), None)
    return beside is None or not _is_small(beside)


def _is_small(line: Block) -> bool:
    """Tell whether all of a line is in small or slanted letters."""
    return all(_is_small_in(holder, line.container) for holder in line.holders)


def _is_small_in(holder: _Element, container: _Element) -> bool:
    for each in (holder, *holder.iterancestors()):
        size = each.get("size") if each.tag == "font" else None
        if each.tag in _SMALL or (size is not None and size.strip() in ("1", "2", "-1", "-2")):
            return True
        if _SMALL_STYLE.search(each.get("style") or "") or _SMALL_NAMES.search(names_of(each)):
            return True
        if each is container:
            return False
    return False


def _is_centred(element: _Element) -> bool:
    return (
        (element.get("align") or "").lower() == "center"
        or _CENTRED.search(element.get("style") or "") is not None
        or _CENTRED.search(element.get("class") or "") is not None
    )


def _has_text_beside(made: Outline, line: Block, title: str) -> bool:
    """Tell whether running text stands near a line: else a short announcement below its picture is no caption.

    A short sentence right beside a line that is none is such text, too; the headline is none, whatever its length.
    """
    beside = (*_behind(made, line), *made.blocks[max(line.number - 1, 0) : line.number])
    small = _stands_out(made, line)
    ends = (*SENTENCE_ENDS[:3], ":") if small else SENTENCE_ENDS[:3]
    if (small or not line.text.endswith(ENDS)) and any(
        (small or each.container.tag == "p") and each.text.endswith(ends) and _is_text(each) and not each.linked
        for each in beside
    ):
        return True
    near = made.blocks[max(line.number - _NEAR, 0) : line.number + _NEAR + 1]
    return any(
        each is not line and not each.linked and len(each.text) >= _RUNNING and each.text.endswith(ENDS)
        and each.text not in title and _is_text(each)
        for each in near
    )  # fmt: skip


def _behind(made: Outline, line: Block) -> list[Block]:
    """Return the line behind one, past those that are but for a click."""
    following = islice(made.blocks, line.number + 1, line.number + 1 + _NEAR)
    own = (each for each in following if not says_control(each.apart or each.text) and not is_button(each))
    return list(islice(own, 1))


def _is_text(block: Block) -> bool:
    return not block.part & NOT_TEXT and not is_meta(block.text)


def _leads_sentence(made: Outline, frame: _Element) -> bool:
    """Tell whether a sentence stands right behind the frame of a picture, in an element beside it."""
    beside = next(frame.itersiblings("*"), None)
    said = [each for each in made.within(beside) if not says_control(each.text)] if beside is not None else []
    return bool(said) and said[0].container.tag == "p" and _is_text(said[0]) and _says_something(said[0])


def _says_something(block: Block) -> bool:
    return not block.linked and " " in block.text and block.text.endswith(SENTENCE_ENDS)


def _galleries(made: Outline, frames: dict[_Element, Block]) -> set[_Element]:
    """Return the frames of which several alike stand side by side, each with a picture and a line that is no sentence.

    Sentences count where they have elements of their own, and the page says more elsewhere.
    """
    looks: dict[tuple[_Element, str, str | None], list[_Element]] = {}
    for frame in frames:
        parent = frame.getparent()
        if parent is not None and parent.tag != "ol" and frame.tag in _ENTRIES:
            looks.setdefault((parent, str(frame.tag), frame.get("class")), []).append(frame)
    lines = {line.number for line in frames.values()}
    says_more = any(block.weight and block.number not in lines for block in made.blocks)
    entries: set[_Element] = set()
    for alike in looks.values():
        said = any(_says_something(frames[frame]) for frame in alike)
        own = says_more and all(frames[frame].container is not frame for frame in alike)
        if len(alike) >= _SEVERAL and (own or not said):
            entries.update(alike)
    return entries


def _texts_before(holder: _Element, image: _Element) -> int:
    """Return how many pieces of text an element holds before a picture."""
    count = 0
    for element in holder.iter():
        if element is image:
            break
        count += element.text is not None
    return count
