"""Log lines: a saved item is no line of its own; what went wrong is. To stderr or a rotating file, plain or JSON."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from scrapy.logformatter import LogFormatter

FILE_BYTES = 10 << 20
FILES_KEPT = 5
"""A log file is followed by a new one at so many bytes; so many of the earlier ones are kept."""

SITE: ContextVar[str | None] = ContextVar("SITE", default=None)
"""The site whose crawl writes the line."""


class QuietLogFormatter(LogFormatter):
    """Leaves out the lines that Scrapy writes for every page and item."""

    def crawled(self, *args: Any, **kwargs: Any) -> Any:
        """Say nothing: the run record counts pages."""

    def scraped(self, *args: Any, **kwargs: Any) -> Any:
        """Say nothing: the archive holds the items."""


class PlainFormatter(logging.Formatter):
    """One line a record, in the operator's time; the site stands before the message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the line."""
        if site := _site(record):
            record.message = f"{site}: {record.message}"
        return super().formatMessage(record)


class JSONFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, site (null outside a crawl), message, exception if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "site": _site(record),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _site(record: logging.LogRecord) -> str | None:
    return getattr(getattr(record, "spider", None), "name", None) or SITE.get()


class LontarHandler:
    """Marks the handlers that :func:`log_to` has set, so that it sets them once."""


class StderrHandler(LontarHandler, logging.StreamHandler):
    """The log on stderr."""


class FileHandler(LontarHandler, RotatingFileHandler):
    """The log in a file that is rotated."""


def log_to(file: Path | None, level: str, as_json: bool = False) -> None:
    """Send the log of this process to a file, or to stderr, in the place of where it went before.

    Raises :class:`OSError` when the file cannot be written.
    """
    handler: logging.Handler
    if file is None:
        handler = StderrHandler()
    else:
        handler = FileHandler(file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    handler.setFormatter(JSONFormatter() if as_json else PlainFormatter())
    handler.setLevel(level)
    for earlier in [known for known in logging.root.handlers if isinstance(known, LontarHandler)]:
        logging.root.removeHandler(earlier)
        earlier.close()
    logging.root.addHandler(handler)
    logging.root.setLevel(level)
