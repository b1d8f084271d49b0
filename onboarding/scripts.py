"""Scripts of a site, read in a process apart: the texts they hold, and with what values they call for something."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

MARK: Final = "\x00"
"""Stands before and behind the name of what a script puts into a text."""
PROGRAM: Final = Path(__file__).with_name("script_reader.py")
WALL_SECONDS: Final = 120
MOST_FAILURES: Final = 3
"""Scripts that may end their reader; what follows them is left unread then."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that a script computes."""

    name: str
    """The last name in it: ``page`` of ``e.state.page``."""


@dataclass(slots=True)
class Script:
    """What stands in one script."""

    address: str
    source: bytes = field(repr=False)
    texts: list[tuple[int, int, str]]
    """Where each begins and ends, and what it says; what a script puts in is ``\\x00name\\x00``."""
    calls: list[tuple[str, list[Any]]]
    """The last two names of what is called, and its values: ``axios.post`` and an address, a body."""

    @property
    def text(self) -> str:
        """The whole script."""
        return self.source.decode("utf-8", "replace")

    def before(self, place: int, letters: int) -> str:
        """Return what stands before a place."""
        return self.source[max(0, place - letters) : place].decode("utf-8", "replace")

    def after(self, place: int, letters: int) -> str:
        """Return what stands behind a place."""
        return self.source[place : place + letters].decode("utf-8", "replace")


def read_scripts(given: Iterable[tuple[str, str]]) -> tuple[list[Script], list[str]]:
    """Return what scripts hold, given as pairs of their address and their text, and the addresses of the unreadable."""
    waiting, read, unread = list(given), [], []
    for _ in range(MOST_FAILURES):
        if not waiting:
            break
        answers = _answers([text for _, text in waiting])
        for (address, text), answer in zip(waiting, answers, strict=False):
            told: dict[str, Any] = json.loads(answer, object_hook=_value)
            source = text.replace(MARK, "\ufffd").encode("utf-8", "replace")
            read.append(Script(address, source, told["texts"], told["calls"]))
        unread += [address for address, _ in waiting[len(answers) : len(answers) + 1]]
        waiting = waiting[len(answers) + 1 :]
    return read, list(dict.fromkeys([*unread, *(address for address, _ in waiting)]))


def _answers(texts: list[str]) -> list[bytes]:
    """Return the lines that a reader answers with, fewer than texts where one of them ends it."""
    try:
        told = subprocess.run(
            [sys.executable, "-I", str(PROGRAM)], input=json.dumps(texts).encode(), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=WALL_SECONDS, cwd="/", env={"LANG": "C.UTF-8"}, check=False,
        ).stdout  # fmt: skip
    except subprocess.TimeoutExpired as error:
        told = error.stdout or b""
    return told.split(b"\n")[:-1]


def _value(told: dict[str, Any]) -> Any:
    return Hole(told[MARK]) if told.keys() == {MARK} else told
