"""Readers' comments in a thread, whatever the markup: entries that repeat author, time and text.

Where a thread stands is for generic_threads to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Final

from lxml.etree import _Element

from crawler.platforms.generic_blocks import HEADINGS, Block, Outline, fold, made_text, names_of
from crawler.platforms.generic_meta import machine_of, time_element
from crawler.platforms.generic_words import (
    AGE,
    COMMENTS_LABEL,
    DATE,
    words_beside,
)

MOST_COMMENTS: Final = 400
"""Comments read of one page; what is beyond them would cost more than it is worth."""
_HIGHEST: Final = 12
"""Elements above a time that may be a comment's own."""
_TIME_LENGTH: Final = 160
_NAME_LENGTH: Final = 70
_AROUND: Final = " |-–—•·:,("
"""Signs around a name."""
_CONTROL: Final = re.compile(
    r"\W*(?:(?:balas(?:an)?|tanggapi|suara|votes?|repl(?:y|ies)|jawab|laporkan|report|suka|like|hapus|edit|permalink"
    r"|tautan(?: (?:permanen|komentar))?|comment link|share|bagikan|membalas|kutip|quote|\d{1,9})\b\W*)+"
    r"|(?:in reply to|sebagai balasan (?:untuk|dari)|(?:mem|di)balas|menanggapi)\b.{1,160}\b(?:by|oleh)\b.{1,70}",
    re.I,
)
_ENDS_LINES: Final = re.compile(
    r"\W*(?:isi |form(?:ulir)? |kolom |tulis(?:kan)? |kirim |beri(?:kan)? |tinggalkan )komentar\b.{0,30}"
    r"|\W*(?:nama(?: lengkap| anda)?|e-?mail|website|pesan)\s*:?\s*",
    re.I,
)
_INITIALS: Final = 2
_STAMP_WORDS: Final = 3
_NAME_WORDS: Final = 6
"""Words beside a date in a line that is but a time, and of a name before it."""
_SAYS: Final = re.compile(r"\s*(?:berkata|mengatakan|menulis|says|said|wrote|berkomentar)\s*:?\s*$", re.I)
_TO_WHOM: Final = re.compile(r"(?<=\S)\s+(?:membalas|menanggapi|menjawab|(?:in )?repl(?:y|ied|ying) to)\s.*$", re.I)
"""Whom somebody answers, behind the name."""
_LEADS: Final = re.compile(
    r"^(?:[+-]?\d{1,4}\s+(?=#\d))?(?:#\d{1,5}\s+)?\W*(?:(?:(?:di\w+\s+|komentar\s+)?(?:oleh|dari)|(?:[a-z]{4,9}ed\s+|written\s+)?(?:by|from)|nama)\s*:?\s+)?",
    re.I,
)
_ROLE: Final = re.compile(
    r"\s*\((?:(?:tidak|belum) (?:di)?verifikasi|(?:not|un)\s?verified|tamu|guest"
    r"|(?:super ?)?(?:admin(?:istrator)?|operator|penulis|author|redaksi|redaktur|moderator|kontributor))\)\s*$",
    re.I,
)
_ROLE_ALONE: Final = re.compile(
    r"\W*(?:(?:post )?author|penulis|(?:super ?)?admin(?:istrator)?|operator|redaksi|redaktur|moderator"
    r"|kontributor)\W*",
    re.I,
)
"""What a theme puts behind a name, in an element of its own."""
_WORD: Final = re.compile(r"[^\W\d_]")
_BEFORE_DATE: Final = re.compile(
    r"[\s,(|/•·:–—-]*(?:\b(?:pada|on|tanggal|tgl\.?|at|di)\b\s*(?:(?:min|sen|sel|rab|kam|jum|sab)\b,?\s*)?|,\s*)*"
    r"(?:(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w{2,6}day|mon|tue|wed"
    r"|thu|fri|sat|sun)\b[\s,(]*)?(?:pukul\s*)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\s,|-]*(?:wib|wita|wit)?[\s,|-]*)?$",
    re.I,
)


_ZONE: Final = re.compile(
    r"^[\s,|-]*(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?(?:\s*:?\s*(?:[ap]m|wib|wita|wit)\b)?\s*", re.I
)
_DAY_LENGTH: Final = len("2024-10-02")
_STEP: Final = 10_000
_LEFT: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.I)
_SIDES: Final = re.compile(r"(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+(\d{1,4})", re.I)
CLOCK: Final = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d\d(?!\d)")


@dataclass(slots=True)
class Thread:
    """The comments of a page: their elements, and what each says."""

    entries: list[_Element] = field(default_factory=list)
    author: dict[_Element, str] = field(default_factory=dict)
    posted: dict[_Element, str] = field(default_factory=dict)
    text: dict[_Element, str] = field(default_factory=dict)
    answers: dict[_Element, _Element] = field(default_factory=dict)
    """Comment to the one that it answers, as far as indentation tells."""
    begins: dict[_Element, int] = field(default_factory=dict)
    """Comment to the number of its first block."""


def thread_of(made: Outline, region: list[Block]) -> Thread:
    """Return the comments among the blocks of a thread."""
    blocks = list(map(spaced, region))
    times = times_of(blocks)
    thread = Thread()
    if not times:
        return thread
    entries = _entries(made, blocks, times)
    parts = list(_parts(made, blocks, times, entries))
    if len(parts) < len(times):
        lines = list(_lines(blocks, times))
        parts = lines if len(lines) == len(times) or not parts else parts
    for entry, time, own in parts:
        author, posted, text = _read(time, own)
        if author and text:
            thread.entries.append(entry)
            thread.author[entry], thread.posted[entry], thread.text[entry] = author, posted, text
            thread.begins[entry] = own[0].number
    if len(thread.entries) * 2 < len(times):
        return Thread()
    thread.answers = _answers(thread.entries)
    if all(text.startswith('"') and text.count('"') % 2 for text in thread.text.values()):
        thread.text = {entry: text[1:].lstrip() for entry, text in thread.text.items()}  # the theme's own mark
    return thread


def _parts(
    made: Outline, blocks: list[Block], times: list[Block], entries: dict[int, _Element]
) -> Iterator[tuple[_Element, Block, list[Block]]]:
    """Return element, time and blocks of each comment that has an element of its own."""
    taken = {entry: time for time, entry in entries.items()}
    for number, time in enumerate(times):
        entry = entries.get(number)
        if entry is not None and taken[entry] == number:
            yield entry, time, _own_blocks(made, blocks, entry, set(entries.values()))


def _lines(blocks: list[Block], times: list[Block]) -> Iterator[tuple[_Element, Block, list[Block]]]:
    """Return the same of comments that are but lines: name and time, in one line or two, and words up to the next."""
    places = {block.number: place for place, block in enumerate(blocks)}
    named = [bool(_name_before(time) or _name_after(time)) for time in times]
    if any(named) and not all(named):
        return  # some names stand beside the times: those of the others are not known
    above = 0 if all(named) else 1
    starts = [places[time.number] - above for time in times]
    for time, start, end in zip(times, starts, [*starts[1:], len(blocks)], strict=True):
        if start < 0 or len(blocks[start].text) > _NAME_LENGTH * (2 - above):
            return  # not in this order
        if time.holders[0] is time.container or (above and _held_date(time) is None):
            return  # no element to tell one from the other by
        own = blocks[start:end]
        bounds = (place for place, block in enumerate(own) if _ENDS_LINES.fullmatch(block.text))
        yield time.holders[0], time, own[: next(bounds, len(own))]


def times_of(blocks: list[Block]) -> list[Block]:
    """Return the lines that say when: those that say little else, where there are such."""
    times = [block for block in blocks if says_when(block)][:MOST_COMMENTS]
    return _alike([block for block in times if _is_stamp(block)]) or times


def _alike(stamps: list[Block]) -> list[Block]:
    """Leave out short comments that name a day, where the thread's own stamps look otherwise."""
    apart = [stamp for stamp in stamps if not _says_more(stamp)]
    clocked = [stamp for stamp in stamps if CLOCK.search(stamp.text)]
    told = max(apart, clocked, key=len)
    return told if 2 * len(told) >= len(stamps) else stamps


def _says_more(stamp: Block) -> bool:
    """Tell whether words stand in one run with the date of a stamp: a name, or a sentence."""
    time = time_element(stamp)
    if _held_date(stamp) is not None or (time is not None and machine_of(time)):
        return False
    text = stamp.text
    for holder in dict.fromkeys(stamp.holders):
        if holder is not stamp.container and not DATE.search(told := made_text(holder)):
            text = text.replace(told, " ")
    return words_beside(text) > 0


def _is_stamp(block: Block) -> bool:
    """Tell whether a line is name and time, not words in which a day is named."""
    held = _held_date(block)
    if held is not None:
        return words_beside(made_text(held)) <= _STAMP_WORDS
    time = time_element(block)
    if time is not None and machine_of(time):
        return True
    found = DATE.search(block.text)
    if found is None:
        return False
    before = _BEFORE_DATE.sub("", block.text[: found.start()])
    return words_beside(block.text[found.end() :]) <= _STAMP_WORDS and words_beside(before) <= _NAME_WORDS


def _held_date(block: Block) -> _Element | None:
    """Return the innermost element inside a line that holds its date, where it has one of its own."""
    held: _Element | None = None
    for holder in dict.fromkeys(block.holders):
        text = made_text(holder) if holder is not block.container else ""
        found = DATE.search(text)
        if found is None or words_beside(text[: found.start()]):
            continue
        if held is not None and held not in holder.iterancestors():
            break
        held = holder  # a name such as "Admin" before the date counts for no word, but is none of it
    return held


def spaced(block: Block) -> Block:
    """Return a block with spaces where only a style sheet parts a name from the time behind it, without its age."""
    block = _without_age(block)
    holders = list(dict.fromkeys(block.holders))
    if len(holders) < 2 or len(block.text) > _TIME_LENGTH:
        return block
    text = fold(" ".join(map(made_text, holders)))
    same = text.replace(" ", "") == block.text.replace(" ", "")
    return replace(block, text=text) if same and DATE.search(text) and not DATE.search(block.text) else block


def _without_age(block: Block) -> Block:
    """Return a line that prints a time without how long ago that was, which an element beside it says."""
    age = AGE.search(block.text) if len(block.text) <= _TIME_LENGTH else None
    if age is None or not DATE.search(rest := f"{block.text[: age.start()]} {block.text[age.end() :]}"):
        return block
    holders = [holder for holder in block.holders if not AGE.fullmatch(made_text(holder))]
    return replace(block, text=fold(rest), holders=holders) if holders else block


def _answers(entries: list[_Element]) -> dict[_Element, _Element]:
    """Return which comment each answers, where only its indentation says so: a deeper place, or a margin."""
    holds = Counter(ancestor for entry in entries for ancestor in entry.iterancestors())
    answers: dict[_Element, _Element] = {}
    above: list[tuple[int, _Element]] = []
    for entry in entries:
        around = list(entry.iterancestors())
        own = takewhile(lambda ancestor: holds[ancestor] == 1, around)
        indent = len(around) * _STEP + min(sum(map(_margin, (entry, *own))), _STEP - 1)
        while above and above[-1][0] >= indent:
            above.pop()
        if above:
            answers[entry] = above[-1][1]
        above.append((indent, entry))
    return answers


def _margin(entry: _Element) -> int:
    """Return by how many pixels an element's own style moves it to the right."""
    style = (entry.get("style") or "")[:200]
    found = _LEFT.search(style) or _SIDES.search(style)
    return int(found[1]) if found else 0


def says_when(block: Block) -> bool:
    """Tell whether a block prints a time, and perhaps a name with it."""
    if len(block.text) > _TIME_LENGTH and not DATE.search(block.text[:90]):
        return False
    time = time_element(block)
    if time is not None and machine_of(time):
        return True
    return DATE.search(block.text) is not None or _held_date(block) is not None


def _entries(made: Outline, blocks: list[Block], times: list[Block]) -> dict[int, _Element]:
    """Return the element of each comment, by the number of its time: what looks alike and holds one time of its own."""
    if len(times) == 1:
        entry = _smallest(made, times[0], blocks)
        return {0: entry} if entry is not None else {}
    for with_class in (True, False):
        best: dict[int, _Element] = {}
        for level in _path(made, times[0], blocks):
            look = _look(level, with_class)
            found = {}
            for number, time in enumerate(times):
                entry = next((one for one in _path(made, time, blocks) if _look(one, with_class) == look), None)
                if entry is None:
                    break
                found[number] = entry
            if len(found) == len(times) and len(set(found.values())) == len(times):
                best = found
        if best and all(_has_text(made, entry, times[number]) for number, entry in best.items()):
            return best
    singles = {number: _smallest(made, time, blocks) for number, time in enumerate(times)}
    return {number: entry for number, entry in singles.items() if entry is not None}


def _path(made: Outline, time: Block, blocks: list[Block]) -> list[_Element]:
    """Return the elements around a time, inside out, that lie wholly in the thread."""
    first, last = blocks[0].number, blocks[-1].number
    path = []
    for element in (time.container, *islice(time.container.iterancestors(), _HIGHEST)):
        if element not in made.spans:
            continue
        begin, end = made.spans[element]
        if begin < first or end > last + 1:
            break
        path.append(element)
    return path


def _look(element: _Element, with_class: bool) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0] if with_class else ""


def _smallest(made: Outline, time: Block, blocks: list[Block]) -> _Element | None:
    """Return the innermost element that holds a comment: with the name before its time, where there is one."""
    found = [element for element in _path(made, time, blocks) if _has_text(made, element, time)]
    if _name_before(time):
        return found[0] if found else None
    return next((element for element in found if _is_named(made, element, time)), found[0] if found else None)


def _is_named(made: Outline, element: _Element, time: Block) -> bool:
    before = (block for block in made.within(element) if block.number < time.number)
    return any(len(block.text) <= _NAME_LENGTH and not COMMENTS_LABEL.fullmatch(block.text) for block in before)


def _has_text(made: Outline, element: _Element, time: Block) -> bool:
    """Tell whether an element holds more than a time and a name."""
    others = [b for b in made.within(element) if b.number != time.number and not _CONTROL.fullmatch(b.text)]
    if not others:
        return len(time.text) > 60 or bool(_told_behind(time))
    named = _name_before(time) or _name_after(time)
    return len(others) >= (1 if named else 2)


def _told_behind(time: Block) -> str:
    """Return what stands in the line of a time behind it, outside the element that holds name and time."""
    held = _held_date(time)
    if held is None or held.getparent() is time.container or time.holders[-1] is not time.container:
        return ""
    return time.text.partition(made_text(held))[2].strip(" :)-–,")


def _own_blocks(made: Outline, blocks: list[Block], entry: _Element, entries: set[_Element]) -> list[Block]:
    begin, end = made.spans[entry]
    inner: set[int] = set()
    for other in entries:
        first, last = made.spans[other]
        if other is not entry and begin <= first and last <= end:
            inner.update(range(first - _is_initial(made.blocks, first - 1), last))
    return [block for block in blocks if begin <= block.number < end and block.number not in inner]


def _is_initial(blocks: list[Block], at: int) -> bool:
    """Tell whether a block is but the initials of the line behind it, in the place of a picture."""
    initials = blocks[at].text
    return _abbreviates(initials, blocks[at + 1].text)


def _abbreviates(initials: str, name: str) -> bool:
    """Tell whether one or two letters are how the words of a name begin, or its first word."""
    first = "".join(word[0] for word in name.split()[: len(initials)])
    return len(initials) <= _INITIALS and initials.upper() in (first.upper(), name[: len(initials)].upper())


def _name_before(time: Block) -> str:
    """Return the name printed in the line of a time, before it."""
    when = time_element(time)
    held = when if when is not None else _held_date(time)
    if held is not None:
        inside, around = set(held.iter()), set(held.iterancestors())
        before = list(takewhile(lambda holder: holder not in inside, time.holders))
        own = [holder for holder in dict.fromkeys(before) if holder is not time.container]
        outer = [holder for holder in own if not set(own).intersection(holder.iterancestors())]
        when_told = made_text(held)
        names = [made_text(each).partition(when_told)[0] if each in around else made_text(each) for each in outer]
        if _ends_in_role(names):
            names.pop()
        if names:
            name = _name(" ".join(names))
            return "" if _CONTROL.fullmatch(name) else name
        if when is None and not before:
            return ""
    found = DATE.search(time.text)
    if found is None:
        return ""
    return _name(_BEFORE_DATE.sub("", time.text[: found.start()]))


_INITIAL: Final = re.compile(r"^(?:\S+ ){1,3}\w{1,2}\.$")
"""A name that ends in an initial."""


def _name_after(time: Block) -> tuple[str, str] | None:
    """Return the time and the name that follows it in the same line, in an element of its own; None without one."""
    told = [made_text(holder) for holder in dict.fromkeys(time.holders)]
    dated = next((at for at, text in enumerate(told) if DATE.search(text)), None)
    if dated is None:
        return None
    name = _name(" ".join(told[dated + 1 :]))
    is_name = name and len(name) <= _NAME_LENGTH and not CLOCK.search(name) and not _CONTROL.fullmatch(name)
    if not is_name or (name.endswith((".", "!", "?")) and not _INITIAL.search(name)):
        return None
    return " ".join(told[: dated + 1]), name


def _signed(line: Block) -> str:
    """Return the name that a line is, without the role that an element behind it names."""
    told = [made_text(holder) for holder in dict.fromkeys(line.holders)]
    return _name(line.text.removesuffix(told[-1]) if _ends_in_role(told) else line.text)


def _ends_in_role(told: list[str]) -> bool:
    """Tell whether the last of several elements names a role or is a control, and those before it are somebody."""
    if not told or not any(map(_WORD.search, told[:-1])):
        return False
    return _ROLE_ALONE.fullmatch(told[-1]) is not None or _CONTROL.fullmatch(told[-1]) is not None


def _name(text: str) -> str:
    text = _TO_WHOM.sub("", fold(_SAYS.sub("", text)).strip(_AROUND))
    return _ROLE.sub("", _LEADS.sub("", text)).strip(_AROUND)


def _read(time: Block, own: list[Block]) -> tuple[str, str, str]:
    """Return author, time and text of one comment."""
    element, held = time_element(time), _held_date(time)
    posted = _stated(element) if element is not None else made_text(held) if held is not None else ""
    author = _name_before(time)
    found = DATE.search(time.text)
    posted = posted or (time.text[len(author) :] if author and time.text.startswith(author) else time.text)
    if not author and (signed := _name_after(time)):
        posted, author = signed
    rest = [
        block
        for block in own
        if block is not time and not _is_control(block) and not COMMENTS_LABEL.fullmatch(block.text)
    ]
    if author and rest and rest[0].number < time.number and _abbreviates(rest[0].text, author):
        del rest[0]
    if not author:
        before = [block for block in rest if block.number < time.number and len(block.text) <= _NAME_LENGTH]
        if len(before) > 1 and _is_initial(before, 0):
            rest.remove(before.pop(0))
        after = [block for block in rest if block.number > time.number and len(block.text) <= _NAME_LENGTH]
        chosen = _signature(before) if before else after[0] if after and len(rest) > 1 else None
        if chosen is None:
            return "", posted, ""
        author = _signed(chosen)
        rest = [block for block in rest if block is not chosen]
    texts = [block.text for block in rest if not _repeats(block, rest) and not _entitles(block, rest)]
    text = fold(" ".join(texts))
    if told := _told_behind(time) if author and _name_before(time) and not _name_after(time) else "":
        text = fold(f"{told} {text}")
    elif held is not None and found is not None and (behind := _said_behind(time.text[found.end() :])):
        text = fold(f"{behind} {text}")
        posted = made_text(held)
    elif not text and found is not None and len(time.text) - found.end() > 10:
        text = time.text[found.end() :].strip(" :)-–,")
        posted = time.text[: found.end()]
    return author, fold(posted), text


def _said_behind(text: str) -> str:
    """Return the words behind a day in its line, where a colon says that they are somebody's; empty without one."""
    rest = _ZONE.sub("", text, count=1).strip()
    said = rest[1:].strip() if rest[:1] == ":" else ""
    return "" if _CONTROL.fullmatch(said) else said


def _stated(element: _Element) -> str:
    """Return what a time says for machines; what it prints, where that tells the time of day, too."""
    machine, printed = machine_of(element), made_text(element)
    return printed if len(machine) == _DAY_LENGTH and DATE.search(printed) and CLOCK.search(printed) else machine


_TO_ANSWER: Final = re.compile(r"comment-reply-link|[?&]replytocom=", re.I)


def _is_control(block: Block) -> bool:
    """Tell whether a line is a control of a comment, by what it says or, in whatever words, by where its link leads."""
    if _CONTROL.fullmatch(block.text):
        return True
    if len(block.links) > 1 and not block.printed and all(_CONTROL.fullmatch(made_text(link)) for link in block.links):
        return True
    return block.is_linked and any(_TO_ANSWER.search(f"{a.get('class')} {a.get('href')}") for a in block.links)


_MARKED: Final = frozenset(("b", "strong", "cite", "h2", "h3", "h4", "h5", "h6"))
_CALLED: Final = re.compile(
    r"(?:^|[\s_-])(?:author|name|nama|user|username|nick|pengirim|penulis|fn)(?:$|[\s_-])", re.I
)


def _signature(lines: list[Block]) -> Block:
    """Return which of the short lines above a time is the name: what is marked so, else the first, else the last."""
    for line in lines:
        marked = line.container.tag in _MARKED or any(holder.tag in _MARKED for holder in line.holders)
        if marked or any(_CALLED.search(names_of(holder)) for holder in (line.container, *line.holders)):
            return line
    return next((line for line in lines if not line.text.endswith((".", "!", "?"))), lines[-1])


def _repeats(block: Block, others: list[Block]) -> bool:
    """Tell whether a linked line is but the beginning of the comment's own text."""
    start = block.text.rstrip(" .…")
    return block.is_linked and any(other is not block and other.text.startswith(start) for other in others)


def _entitles(block: Block, others: list[Block]) -> bool:
    """Tell whether a line is the comment's own title, which leads to it, above its text."""
    return block.is_linked and block.container.tag in HEADINGS and others[-1] is not block
