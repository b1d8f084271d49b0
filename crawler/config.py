"""Configuration: ``lontar.toml`` in the working folder, overridden by ``LONTAR_*`` variables (docs/operator.md)."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = "0.1.0"
CONFIG_FILE = "lontar.toml"


class ConfigError(Exception):
    """The configuration cannot be used; the message is one line for the user."""


@dataclass(slots=True, frozen=True)
class Config:
    """What an operator sets."""

    contact: str = ""
    """Mail or web address that stands in the user agent; needed for hosts that are not loopback."""
    archive: Path = field(default_factory=lambda: Path("archive.db"))
    delay: float = 1.0
    """Seconds between two requests to a site."""

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
    unknown = sorted(set(values) - {"contact", "archive", "delay"})
    if unknown:
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; known are contact, archive, delay")
    for name in ("contact", "archive", "delay"):
        if (text := os.environ.get(f"LONTAR_{name.upper()}")) is not None:
            values[name] = text
    try:
        delay = float(values.get("delay", 1.0))
    except (TypeError, ValueError):
        raise ConfigError(f"delay: {values['delay']!r} is not a number of seconds") from None
    contact = str(values.get("contact", "")).strip()
    if any(letter < " " or letter in "()" for letter in contact):
        raise ConfigError("contact: must be one line without parentheses")
    return Config(contact, Path(str(values.get("archive", "archive.db"))), delay)
