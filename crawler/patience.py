"""How long one answer may be read: a page can be made to take hours, and must cost itself only.

What is counted is the processor's time of this process, so that a busy machine changes nothing. Known ways to make a
page dear are closed where they are; this bound is for those that nobody knows yet.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SECONDS: Final = 20.0
"""Processor time that one stage of reading an answer may take; pages as they are take some hundredths."""
_AGAIN: Final = 1.0
"""Seconds after which what has passed over the end is told again."""
_under_way = False
_is_told = False
"""Whether the signal reaches us; it is left so, for to ask for it anew costs more than all else here."""


class TookTooLong(Exception):
    """Reading an answer has taken more of the processor's time than any page is worth."""


class _Over(BaseException):
    """The same where it is told: whoever catches all exceptions of a library must not catch this one."""


@contextmanager
def patience(seconds: float | None = None) -> Iterator[None]:
    """Raise :class:`TookTooLong` in what is done meanwhile, once it has taken too long; inside another, that counts.

    Signals reach the main thread only: elsewhere nothing is bounded.
    """
    global _under_way, _is_told  # noqa: PLW0603
    if _under_way or threading.current_thread() is not threading.main_thread():
        yield
        return
    if not _is_told:
        signal.signal(signal.SIGPROF, _interrupt)
        _is_told = True
    _under_way = True
    signal.setitimer(signal.ITIMER_PROF, seconds or SECONDS, _AGAIN)
    try:
        yield
    except _Over:
        raise TookTooLong("reading has taken too long") from None
    finally:
        _under_way = False
        signal.setitimer(signal.ITIMER_PROF, 0)


def _interrupt(number: int, frame: FrameType | None) -> None:
    if _under_way:  # else it was over as the signal came
        raise _Over
