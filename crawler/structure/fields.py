"""Labels beside an article and what they name: "Tanggal", "Pukul", "Dibaca" in elements of their own or before a colon.

Themes print them in boxes, tables, lists of definitions and lines. A label tells what a day is of: of the release, of
its last change, or of what the release announces ("Hari/Tanggal", "Waktu", "Tempat"): that is no day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.structure.blocks import HEADINGS, SENTENCE_ENDS, Block, Outline, made_text, shared
from crawler.structure.labels import Kind, kind_of
from crawler.structure.numbered import numbers_text
from crawler.structure.parts import META, OUTSIDE
from crawler.structure.signed import name_beside_sign
from crawler.structure.words import CLOCK, DATE, is_meta

_VALUE: Final = 70
"""Characters of what a label names."""
_BEFORE: Final = re.compile(r"(?P<label>[^\d:]{2,40}?)\s*(?::|(?=\s\d))")
"""A label in one line with what it names."""
RUNNING: Final = 80
"""Characters of a line that is text, whatever stands above it."""
LINES: Final = 24
"""Lines below a headline, or behind a text, among which labels are looked for."""
SIGNS: Final = " :|,-–·•/"
"""What stands between lines about a release."""
_BARE: Final = re.compile(
    rf"(?:{CLOCK.pattern}|\(?(?:WIB|WITA|WIT)\)?|[\d.,]+k?|[:|,·•/-]+"
    r"|(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w+day),?)\s*",
    re.I,
)
"""A clock, a zone, a day of the week or a count, with nothing that says of what."""
_WRITER: Final = re.compile(
    r"\W*(?:(?:oleh|by|penulis|author)\b.{0,40}|(?:super )?admin\w*|administrator|redaksi|humas|operator|editor"
    r"|tim (?:liputan|redaksi)|(?:dis)?kominfo\w*|prokopim)\W*",
    re.I,
)
"""Who wrote a release, as sites call them."""
_SUBJECT: Final = (
    r"(?:pemerintahan?|politik|hukum|ekonomi|bisnis|keuangan|perdagangan|industri|umkm|koperasi|investasi|pembangunan"
    r"|infrastruktur|pendidikan|kesehatan|sosial|(?:ke)?budaya(?:an)?|seni|pariwisata|wisata|olah\s?raga|(?:ke)?agama(?:an)?"
    r"|religi|lingkungan(?: hidup)?|pertanian|peternakan|perikanan|kelautan|perkebunan|kehutanan|pengairan|teknologi"
    r"|digital(?:isasi)?|(?:ke)?bencana(?:an)?|keamanan|ketertiban|kriminal|ketenagakerjaan|perhubungan|transportasi"
    r"|pelayanan publik|kependudukan|perizinan|energi|kepemudaan|pemuda|hiburan|umum|nasional|daerah|regional"
    r"|internasional)"
)
_SUBJECTS: Final = re.compile(rf"\W*{_SUBJECT}(?:\s*(?:,|/|&|\bdan\b)\s*{_SUBJECT}){{0,3}}\W*", re.I)
"""What sites call the subjects of their news."""
_TITLES: Final = ("title", "aria-label", "data-original-title", "data-bs-title", "alt")
_COLUMNS: Final = 12
"""Cells of a row of labels, at most."""
_PAIR: Final = 2
_OF_TIME: Final = frozenset((Kind.DAY, Kind.CLOCK, Kind.EVENT))
_OF_EVENT: Final = frozenset((Kind.DAY, Kind.CLOCK, Kind.PLACE))
"""What labels name of a release, or of what it announces."""


@dataclass(slots=True, frozen=True)
class Field:
    """A line that a label names."""

    block: Block
    kind: Kind
    label: Block | None = None
    """The label's own line, where it has one."""


class Fields:
    """The labelled lines among some lines in the order of the page."""

    def __init__(self, blocks: Sequence[Block], top: _Element | None = None) -> None:
        """``top`` holds more than the lines about the article."""
        self.of = {field.block.number: field for field in _fields(blocks)}
        self.top = top

    def kind(self, block: Block) -> Kind | None:
        """Return what a line is by its label; None where it has none."""
        field = self.of.get(block.number)
        return field.kind if field is not None else None

    def is_event(self, block: Block) -> bool:
        """Tell whether a line tells when or where something takes place: by its label, or by those around it."""
        kind = self.kind(block)
        if kind is Kind.EVENT or kind not in _OF_EVENT:
            return kind is Kind.EVENT
        near = {field.kind for field in self.of.values() if self._stands_with(field.block, block)}
        if kind is Kind.CLOCK and Kind.EVENT in near:
            return True
        return Kind.PLACE in near and near.isdisjoint((Kind.ABOUT, Kind.PUBLISHED))

    def _stands_with(self, one: Block, other: Block) -> bool:
        """Tell whether two lines stand in one box, or side by side in elements alike."""
        around = shared([one.container, other.container])
        if around is None:
            return False
        if self.top is None or (around is not self.top and around not in self.top.iterancestors()):
            return True
        return one.container.tag == other.container.tag and one.container.getparent() is other.container.getparent()


def _fields(blocks: Sequence[Block]) -> Iterator[Field]:
    """Yield each labelled line."""
    lines = [block for block in blocks if block.text.strip(" :") and not _is_data(block)]
    taken: set[int] = set()
    for at, block in enumerate(lines):
        if at in taken:
            continue
        kind = kind_of(block.text) if not block.linked else None
        if kind is None:
            if (found := _kind_inside(block) or _titled(block)) is not None:
                yield Field(block, found)
            continue
        value = _below(lines, at) if _heads_column(block) else at + 1 if at + 1 < len(lines) else None
        if value is None or value in taken or not _may_name(kind, lines[value].text):
            continue
        taken.add(value)
        yield Field(lines[value], kind, block)


def _rows_around(block: Block) -> list[_Element]:
    """Return the rows of the table in which a cell stands, the first few; none where it is no cell."""
    if block.container.tag not in ("td", "th"):
        return []
    table = next(block.container.iterancestors("table"), None)
    return list(islice(table.iter("tr"), _PAIR + 1)) if table is not None else []


def _is_data(block: Block) -> bool:
    """Tell whether a line stands in a table of more than two columns, and of more than labels above what they name."""
    row = block.container.getparent()
    if row is None or len(_rows_around(block)) <= _PAIR:
        return False
    return sum(made_text(cell).strip(SIGNS) != "" for cell in _cells(row)) > _PAIR


def _cells(row: _Element) -> list[_Element]:
    """Return the cells of a row, the first few: more are no labels."""
    return list(islice(row.iterchildren("td", "th"), _COLUMNS + 1))


def _kind_inside(block: Block) -> Kind | None:
    """Return what a line is by the label with which it begins."""
    found = _BEFORE.match(block.apart or block.text) if len(block.text) <= RUNNING else None
    return kind_of(found["label"]) if found is not None else None


def _may_name(kind: Kind, value: str) -> bool:
    """Tell whether a line may be what a label of some kind names: no other label, and no time for what has none."""
    if len(value) > _VALUE or kind_of(value) in (*_OF_TIME, Kind.CHANGED):
        return False
    is_clock = CLOCK.fullmatch(value) is not None
    if kind is Kind.DAY:
        return not is_clock
    return kind not in (Kind.ABOUT, Kind.PLACE) or not (is_clock or DATE.fullmatch(value))


def _heads_column(block: Block) -> bool:
    """Tell whether a cell stands in a row of labels above the one row of what they name."""
    head, *body = _rows_around(block) or (None,)
    if head is None or block.container.getparent() is not head or len(body) != 1:
        return False
    labels, values = _cells(head), _cells(body[0])
    return 1 < len(labels) == len(values) <= _COLUMNS and all(kind_of(made_text(cell)) for cell in labels)


def _below(lines: Sequence[Block], at: int) -> int | None:
    """Return the place of the line in the cell below one in the first row of a table."""
    cell = lines[at].container
    head, body = _rows_around(lines[at])
    wanted = _cells(body)[_cells(head).index(cell)]
    return next((place for place in range(at + 1, len(lines)) if lines[place].container is wanted), None)


def _titled(block: Block) -> Kind | None:
    """Return what the sign before a line means, by the words that it shows when pointed at."""
    whole = block.element
    signs = [block.holders[0]] if whole is None else [whole, *whole.iter("i", "span", "svg", "img", "abbr", "time")]
    titles = (sign.get(name) or "" for sign in signs for name in _TITLES)
    return next((kind for title in titles if (kind := kind_of(title)) is not None), None)


def lines_about(blocks: Sequence[Block], top: _Element | None = None) -> set[int]:
    """Return the numbers of the labels among some lines, and of what they name, where that is about the release.

    A time of day, or a day of the week, may be anything's.
    """
    fields = Fields(blocks, top)
    told = [field for field in fields.of.values() if not fields.is_event(field.block)]
    if not any(field.kind is Kind.ABOUT or DATE.search(field.block.text) for field in told):
        return set()
    return {line.number for field in told for line in (field.label, field.block) if line is not None}


_CLOCK_ALONE: Final = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:WIB|WITA|WIT|[ap]m))?", re.I)


def goes_with_day(line: Block, beside: Block | None) -> bool:
    """Tell whether a line is a time of day, and the one beside it the day, with nothing more on either."""
    if beside is None or _CLOCK_ALONE.fullmatch(line.text) is None:
        return False
    return DATE.search(beside.text) is not None and is_meta(beside.text)


def mark_fields(made: Outline, last: int) -> None:
    """Mark labels and what they name, below the headline that ends with block ``last``, as lines about the article.

    So are a clock, a count, a name of a desk right below the headline, with nothing but such lines between.
    """
    near = [line for line in made.blocks[last + 1 : last + 1 + LINES] if not line.part & OUTSIDE]
    end = next((at for at, line in enumerate(near) if len(line.text) > RUNNING or is_sentence(line)), len(near))
    told = lines_about(near[:end])
    told.update(
        line.number
        for line in takewhile(lambda line: line.number in told or is_about(line), near[:end])
        if not numbers_text(made, line, last + 1)
    )
    for line in near[:end]:
        if line.number in told or (line.number - 1 in told and not line.text.strip(SIGNS)):
            line.part |= META
            told.add(line.number)


def is_about(line: Block) -> bool:
    """Tell whether a line without a label is about the article, right below its headline."""
    if _is_data(line):
        return False
    if is_meta(line.apart or line.text) or _BARE.fullmatch(line.text) is not None or is_writer(line):
        return True
    return _is_subject(line) or name_beside_sign(line) != ""


def _is_subject(line: Block) -> bool:
    """Tell whether a line is a subject of news and no heading of a part of the text."""
    if not names_subject(line.text) or line.container.tag in HEADINGS:
        return False
    return not any(holder.tag in ("b", "strong", "u") for holder in line.holders)


def names_subject(text: str) -> bool:
    """Tell whether words name a subject of news, or several."""
    return _SUBJECTS.fullmatch(text) is not None


def is_writer(line: Block) -> bool:
    """Tell whether a line names who writes for the site."""
    return names_writer(line.text)


def names_writer(text: str) -> bool:
    """Tell whether words name who writes for the site."""
    return _WRITER.fullmatch(text) is not None


def is_sentence(block: Block) -> bool:
    """Tell whether a line is a sentence."""
    return " " in block.text and block.text.endswith(SENTENCE_ENDS) and not block.linked
