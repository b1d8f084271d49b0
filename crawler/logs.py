"""Log lines: a saved item is no line of its own; what went wrong is."""

from __future__ import annotations

from typing import Any

from scrapy.logformatter import LogFormatter


class QuietLogFormatter(LogFormatter):
    """Leaves out the lines that Scrapy writes for every page and item."""

    def crawled(self, *args: Any, **kwargs: Any) -> Any:
        """Say nothing: the run record counts pages."""

    def scraped(self, *args: Any, **kwargs: Any) -> Any:
        """Say nothing: the archive holds the items."""
