"""Replay: the reading of a spider over captures instead of the wire. No network, no frontier, no clock of now."""

from __future__ import annotations

from pathlib import Path

from crawler.captures import CaptureReader, Stored
from crawler.filetypes import FILE_LIMIT
from crawler.guards import inflate
from crawler.items import Answer, Capture, Item, Visit
from crawler.platforms.base import NewsSpider
from crawler.run import spider_classes

INFLATED_LIMIT = 10 << 20
"""Bytes of a body with its content encoding undone; the crawl's own limit."""


class Replayer:
    """Reads captures as the run that made them did; one spider a site and mirror."""

    def __init__(self, folder: Path) -> None:
        self.reader = CaptureReader(folder)
        self.classes = spider_classes(folder.parent / "archive.db")
        self._spiders: dict[tuple[str, str | None], NewsSpider] = {}

    def item(self, site: str, base_url: str | None, capture: Capture, kind: str, original: Capture | None) -> Item:
        """Return what the answer holds; ``original`` is the capture with the payload when ``capture`` is a revisit.

        Raises :class:`KeyError` for a site without a spider, :class:`OSError` and :class:`ValueError` for a record
        that cannot be read.
        """
        record, fields, body = self._payload(capture, original, FILE_LIMIT if kind == "file" else INFLATED_LIMIT)
        visit = Visit(url=capture.url, kind=kind, instant=capture.fetched_at)
        location = {name.lower(): value for name, value in record.headers}.get("location")
        return self._spider(site, base_url).read(
            Answer(visit, capture, body, location, headers=fields)
        )

    def file(self, capture: Capture, original: Capture | None) -> bytes:
        """Return the bytes of a file that was fetched; raises :class:`OSError` and :class:`ValueError`."""
        return self._payload(capture, original, FILE_LIMIT)[2]

    def _payload(
        self, capture: Capture, original: Capture | None, limit: int
    ) -> tuple[Stored, dict[str, str], bytes]:
        """Return a capture's record, and the headers and decoded body of the answer that it stands for."""
        record = self.reader.read(capture.warc_file, capture.warc_offset, capture.warc_length)
        source = record
        if original is not None and capture.status != 304:
            source = self.reader.read(original.warc_file, original.warc_offset, original.warc_length)
        fields = {name.lower(): value for name, value in source.headers}
        body = source.body
        if encoding := fields.get("content-encoding"):
            body = inflate(body, encoding, limit)
        return record, fields, body

    def _spider(self, site: str, base_url: str | None) -> NewsSpider:
        found = self._spiders.get((site, base_url))
        if found is None:
            found = self._spiders[site, base_url] = self.classes[site](base_url=base_url)
        return found

    def close(self) -> None:
        """Close the WARC file that is open."""
        self.reader.close()
