"""Configuration: ``lontar.toml`` in the working folder, overridden by ``LONTAR_*`` variables (docs/operator.md)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = "0.1.0"
CONFIG_FILE = "lontar.toml"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class ConfigError(Exception):
    """The configuration cannot be used; the message is one line for the user."""


@dataclass(slots=True, frozen=True)
class Config:
    """What an operator sets."""

    contact: str = ""
    """Mail or web address that stands in the user agent; needed for hosts that are not loopback."""
    archive: Path = field(default_factory=lambda: Path("archive.db"))
    sites: Path | None = None
    """Folder of the sites that ``lontar add-site`` adds; None: ``sites`` beside the archive."""
    delay: float = 1.0
    """Seconds between two requests to a site."""
    sites_at_once: int = 8
    """Sites that are crawled side by side."""
    full_walk_days: int = 90
    """Days after which all listings of a site are walked again."""
    recent_walk_days: int = 30
    """Days after which the listings of the last two months are walked again."""
    rechecks: int = 500
    """Known pages that a run looks at again, at most."""
    documents: int = 100
    """Fetched documents whose text is read after a crawl, at most."""
    memory_mb: int = 1024
    """Memory beyond which no further site is begun; at 1.5 times as much all runs end. 0: no bound."""
    disk_floor_mb: int = 500
    """Free space on the archive's disk below which no run is begun, and runs end. 0: no floor."""
    notify_urls: tuple[str, ...] = ()
    """Services that are told after a crawl, as apprise writes their addresses; they hold secrets."""
    notify_what: str = "digest"
    """digest (all that happened) or alarms (what needs a person, and recoveries)."""
    notify_language: str = "id"
    """Language of the messages: id or en."""
    names: str = "initials"
    """How readers' names are shown in what is published: shown, initials or hidden."""
    public_url: str = ""
    """Address at which the archive is served, for links in messages."""
    log_level: str = "WARNING"
    log_file: Path | None = None
    """Where the log goes; None: to stderr."""
    log_json: bool = False
    """Whether each line of the log is a JSON object."""

    @property
    def user_agent(self) -> str:
        """Return the honest user agent: name, version, contact."""
        return f"Lontar/{VERSION} ({self.contact})" if self.contact else f"Lontar/{VERSION}"


def load(path: str | Path | None = None) -> Config:
    """Read the configuration; raises :class:`ConfigError` with one line for the user."""
    path = Path(path or os.environ.get("LONTAR_CONFIG") or CONFIG_FILE)
    values: dict[str, Any] = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from None
    table = values.pop("notify", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: notify is a table: [notify], then urls = [...]")
    values |= {f"notify_{name}": value for name, value in table.items()}
    if unknown := sorted(set(values) - set(_READERS)):
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; known are {', '.join(_READERS)}")
    for name in _READERS:
        if (text := os.environ.get(f"LONTAR_{name.upper()}")) is not None:
            values[name] = text
    return Config(**{name: _READERS[name](name, value) for name, value in values.items()})


def _contact(name: str, value: Any) -> str:
    text = str(value).strip()
    if any(letter < " " or letter in "()" for letter in text):
        raise ConfigError(f"{name}: must be one line without parentheses")
    return text


def _path(name: str, value: Any) -> Path:
    return Path(str(value))


def _path_or_none(name: str, value: Any) -> Path | None:
    return Path(str(value)) if value else None


def _seconds(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ConfigError(f"{name}: {value!r} is not a number of seconds") from None


def _whole(least: int) -> Callable[[str, Any], int]:
    def read(name: str, value: Any) -> int:
        text = str(value)
        if not text.isdecimal() or int(text) < least:
            raise ConfigError(f"{name}: {value!r} is not a whole number of at least {least}")
        return int(text)

    return read


def _addresses(name: str, value: Any) -> tuple[str, ...]:
    found = value.split() if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
        raise ConfigError(f"{name}: must be a list of addresses")
    return tuple(found)


def _one_of(*known: str) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:
        if value not in known:
            raise ConfigError(f"{name}: {value!r} is none of {', '.join(known)}")
        return str(value)

    return read


def _text(name: str, value: Any) -> str:
    return str(value).strip()


def _level(name: str, value: Any) -> str:
    level = str(value).upper()
    if level not in LOG_LEVELS:
        raise ConfigError(f"{name}: {value!r} is none of {', '.join(LOG_LEVELS)}")
    return level


def _flag(name: str, value: Any) -> bool:
    if (text := str(value).lower()) not in ("true", "false", "1", "0"):
        raise ConfigError(f"{name}: {value!r} is neither true nor false")
    return text in ("true", "1")


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "contact": _contact,
    "archive": _path,
    "sites": _path_or_none,
    "delay": _seconds,
    "sites_at_once": _whole(1),
    "full_walk_days": _whole(1),
    "recent_walk_days": _whole(1),
    "rechecks": _whole(0),
    "documents": _whole(0),
    "memory_mb": _whole(0),
    "disk_floor_mb": _whole(0),
    "notify_urls": _addresses,
    "notify_what": _one_of("digest", "alarms"),
    "notify_language": _one_of("id", "en"),
    "public_url": _text,
    "names": _one_of("shown", "initials", "hidden"),
    "log_level": _level,
    "log_file": _path_or_none,
    "log_json": _flag,
}
"""Every setting, and what reads its value."""
