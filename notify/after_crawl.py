"""After a crawl: at most one message to the operator, and one for each watch that has something to tell."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from notify import memory, watches
from notify.memory import Memory
from notify.messages import digest_of
from notify.news import ended_since, incidents_since
from notify.sending import Message, send

STATE = "notify.json"


@dataclass(slots=True, frozen=True)
class Notices:
    """What the operator configured: ``[notify]`` of lontar.toml."""

    urls: tuple[str, ...] = ()
    what: str = "digest"
    """digest (the default) or alarms."""
    language: str = "id"
    public_url: str | None = None


def opened(archive: Path) -> sqlite3.Connection:
    """Open an archive to read."""
    return sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)


def before_crawl(archive: Path, notices: Notices) -> None:
    """Note where the archive stands when notifications are new, so that the past is not told as news."""
    state = archive.parent / STATE
    if notices.urls and not state.exists() and archive.exists():
        with closing(opened(archive)) as connection:
            memory.save(state, memory.mark(connection))


def pending(archive: Path, notices: Notices) -> tuple[Message | None, Memory]:
    """Return the message that is to be sent now, and what to remember once it is sent."""
    with closing(opened(archive)) as connection:
        seen = memory.load(archive.parent / STATE, {"incident": 0, "article": 0, "open": {}})
        began = incidents_since(connection, seen, notices.language)
        ended = ended_since(connection, seen, notices.language)
        message = digest_of(began, ended, notices.language, only_alarms=notices.what == "alarms")
        return message, memory.mark(connection)


def after_crawl(archive: Path, notices: Notices, instant: str) -> list[str]:
    """Send what is to be told; return a line for each problem. What nobody took is told after the next crawl."""
    try:
        return _tell_operator(archive, notices) + _tell_watches(archive, notices, instant)
    except (sqlite3.Error, OSError, ValueError) as error:
        return [f"notifications: {error}"]


def _tell_operator(archive: Path, notices: Notices) -> list[str]:
    if not notices.urls:
        return []
    message, seen = pending(archive, notices)
    problems = send(notices.urls, message) if message else []
    if len(problems) < len(notices.urls):  # somebody has it: it is not sent twice
        memory.save(archive.parent / STATE, seen)
    return problems


def _tell_watches(archive: Path, notices: Notices, instant: str) -> list[str]:
    kept = watches.load(archive.parent)
    problems: list[str] = []
    if not kept:
        return problems
    with closing(opened(archive)) as connection:
        seen = memory.mark(connection)
        for watch in kept:
            message = watches.message_of(connection, watch, notices.language, notices.public_url)
            failed = send([watch.notify], message) if message else []
            problems += [f"watch {watch.number}: {line}" for line in failed]
            if not failed:
                watch.seen = seen
                watch.told_at = instant if message else watch.told_at
    watches.save(archive.parent, kept)
    return problems
