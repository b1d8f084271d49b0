"""The Scrapy pipeline: reads the answers that a spider hands over, and saves what they hold in batches.

Answers are read in bursts, as many as have come in. Batches hold at most 100 items or two seconds' worth, one
transaction each; the WARC file is on disk before what refers to it is committed.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from scrapy.exceptions import NotConfigured

from crawler.items import Answer, Article, Checkpoint, Discovery, Item, Listing, Outcome, RunReport, Walks
from pipelines import locks, runs
from pipelines.conclusion import Conclusion
from pipelines.errors import ArchiveError
from pipelines.measures import Measures
from pipelines.reading import BURST_SECONDS, Burst, failure_of, read_or_fail
from pipelines.schema import explain, open_archive
from pipelines.store import SettlesPages, Store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

BATCH_ITEMS = 100
BATCH_SECONDS = 2.0
CHECKPOINT_SECONDS = 600.0
"""Time after which the archive's log is copied into it, the WARC file being on disk before: what a power cut costs."""
CHECKPOINT_ITEMS = 4_000
"""Items after which it is copied sooner, so that the log stays below some hundred megabytes."""

UNSTORABLE = (sqlite3.IntegrityError, sqlite3.ProgrammingError, ValueError, TypeError, OverflowError)
"""What one item raises that cannot be stored, where the archive itself is sound."""


class CapturesPages(Protocol):
    """What the pipeline needs of the capture writer."""

    name: str

    def flush(self) -> None:
        """Hand everything written to the system."""

    def sync(self) -> None:
        """Put everything written on disk."""

    def close(self) -> None:
        """Close the file."""


class FeedsRun(SettlesPages, Protocol):
    """What the pipeline needs of the frontier."""

    def make_due(self, urls: Iterable[str], why: str) -> int:
        """Make known addresses due at once in this run."""

    def forget(self) -> None:
        """Forget what this process remembers having entered, after a rollback."""


class NewsSite(Protocol):
    """What the pipeline needs of a spider (crawler.platforms.base.NewsSpider)."""

    name: str
    report: RunReport
    captures: CapturesPages
    spared_host: str | None
    """Host that nobody else may ask during the run; None for a server that need not be spared."""
    in_flight: int
    """Requests that have not been dealt with; answers waiting to be read are among them."""

    def prepare(self, answer: Answer) -> None:
        """Parse an answer's page, if it is one."""

    def read(self, answer: Answer) -> Item:
        """Read one answer: what the page is, not yet its fields."""

    def describe(self) -> dict[str, str | None]:
        """Return the site's row."""

    def attach(self, connection: sqlite3.Connection, folder: Path, walks: Walks) -> FeedsRun:
        """Take up the archive: open frontier and captures for the run in ``report``."""

    def mend(self, path: Path, committed: int) -> list:
        """Cut a torn tail off a WARC file."""

    def follow(self, item: Article | Listing) -> Iterable[Discovery]:
        """Return the addresses to which a page that has been read leads."""

    def clock(self) -> str:
        """Return the present instant, UTC."""

    def answered(self, item: Item) -> None:
        """Note that one request has been dealt with."""


class ArchivePipeline:
    """Reads, validates and saves every item of one spider."""

    def __init__(self, crawler: Crawler, path: Path) -> None:
        self.crawler = crawler
        self.path = path
        self.unread = Burst()
        self.reading: asyncio.TimerHandle | None = None
        self.buffer: list[Item] = []
        self.entered = 0
        """How many items of the batch have had what they lead to entered."""
        self.timer: asyncio.TimerHandle | None = None
        self.held = ExitStack()
        self.store: Store | None = None
        self.spider: NewsSite
        self.since_checkpoint = 0
        self.checkpoint_due = time.monotonic() + CHECKPOINT_SECONDS

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from settings: ``ARCHIVE`` is the path of archive.db."""
        if not hasattr(crawler.spidercls, "describe"):
            raise NotConfigured("no spider of a site: nothing is archived")  # scrapy shell, scrapy fetch
        path = crawler.settings.get("ARCHIVE")
        if not path:
            raise NotConfigured("the setting ARCHIVE names no archive")
        return cls(crawler, Path(path))

    def open_spider(self) -> None:
        """Open the archive, mend what a killed run left, and begin the run; raises ArchiveError."""
        self.spider = self.crawler.spider  # type: ignore[assignment]
        try:
            self._begin(self.spider)
        except sqlite3.Error as error:
            raise ArchiveError(explain(self.path, error)) from error
        finally:
            if self.store is None:
                self.held.close()  # at once: what this run has begun must not hold up the other sites

    def _begin(self, spider: NewsSite) -> None:
        report = spider.report
        self.connection = open_archive(self.path).conn
        self.held.callback(self.connection.close)
        self.connection.execute("PRAGMA wal_autocheckpoint = 0")  # see _checkpoint
        folder = self.path.parent / "captures"
        self.held.enter_context(locks.sole_run(self.path, spider.name, spider.spared_host))
        self.connection.execute("BEGIN IMMEDIATE")
        runs.register_site(self.connection, spider.describe(), report.started_at)
        recovered = runs.mend_captures(self.connection, folder, spider.name, spider.mend)
        runs.begin_run(self.connection, report)
        self.connection.execute("COMMIT")
        if recovered:
            logger.info("recovered %d captures of a run that was killed", recovered)
        walks = runs.walks_of(self.connection, spider.name)
        self.frontier = spider.attach(self.connection, folder, walks)
        assert report.id is not None
        runs.note_warc(self.connection, report.id, spider.captures.name)
        self.conclusion = Conclusion(self.connection, report, walks)
        self.measures = Measures(closely=report.mode != "full")
        self.store = Store(self.connection, report.id, self.frontier, incidents=self.conclusion.incidents)

    def process_item(self, item: Answer | Outcome | Checkpoint) -> Any:
        """Take an answer to be read, the outcome of a request without one, or a spider's wish."""
        if isinstance(item, Checkpoint):
            self._check(item)
        elif isinstance(item, Answer):
            self.unread.add(item)
            self._read_soon()
        else:
            self._take(item)
            self._read_soon()
        return item

    def _read_soon(self) -> None:
        """Read what has come in once it makes a burst, or nothing else is under way, or it has waited long enough."""
        if self.unread.is_due(self.spider.in_flight):
            self.read()
        elif self.unread.answers and self.reading is None:
            self.reading = asyncio.get_running_loop().call_later(BURST_SECONDS, self.read)

    def read(self) -> None:
        """Read the answers that have come in: parse all pages first, then read each."""
        if self.reading is not None:
            self.reading.cancel()
            self.reading = None
        answers = self.unread.take()
        for answer in answers:
            self.spider.prepare(answer)
        for answer in answers:
            self._take(self.spider.read(answer))

    def _take(self, item: Item) -> None:
        """Read the fields of one item and put it into the batch."""
        item = read_or_fail(item, self.spider.follow, self.measures.look)
        self.buffer.append(item)
        self.spider.answered(item)
        if len(self.buffer) >= BATCH_ITEMS:
            self.flush()
        elif self.timer is None:
            self.timer = asyncio.get_running_loop().call_later(BATCH_SECONDS, self.flush)

    def _check(self, checkpoint: Checkpoint) -> None:
        """Bring the frontier up to date for a spider that waits for it."""
        try:
            self.read()
            if checkpoint.idle or checkpoint.error is not None:
                self.flush()
            if checkpoint.error is not None:
                self._give_up(checkpoint.error)
            elif not self.spider.report.fatal:
                (self._look_again if checkpoint.idle else self._enter_found)()
        except sqlite3.Error as error:
            self._give_up(error)
        finally:
            checkpoint.done.set()  # the spider waits for it, whatever went wrong

    def _enter_found(self) -> None:
        """Enter what the pages of the batch lead to, ahead of the batch.

        The run goes on to it while the batch grows: small batches cost twice the time in the full-text index.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            for item in self.buffer[self.entered :]:
                assert item.visit is not None
                seen_at = item.capture.fetched_at if item.capture else item.visit.instant
                self.frontier.discover(item.discoveries, seen_at)
            self.connection.execute("COMMIT")
            self.entered = len(self.buffer)
        except Exception as error:
            if not _is_of_an_item(error):
                raise
            self.connection.execute("ROLLBACK")
            self.frontier.forget()
            self.flush()  # finds the item that is at fault

    def flush(self) -> None:
        """Save the batch in one transaction; on failure the run ends with one line for the user."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        batch, self.buffer, self.entered = self.buffer, [], 0
        if not batch or self.spider.report.fatal:
            return
        try:
            self.spider.captures.flush()
            try:
                self._save(batch)
            except Exception as error:
                if not _is_of_an_item(error):
                    raise
                # One item cannot be stored: find it, so that it costs itself and not the batch.
                batch = [self._save_alone(item) for item in batch]
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return
        for item in batch:
            runs.count_answer(self.spider.report, item)
            self.measures.count(item)
        self.since_checkpoint += len(batch)
        if self.since_checkpoint >= CHECKPOINT_ITEMS or time.monotonic() >= self.checkpoint_due:
            self._checkpoint()

    def _look_again(self) -> None:
        """Make due what the listings give cause to look at before the run ends."""
        self.connection.execute("BEGIN IMMEDIATE")
        for url, why in self.conclusion.look_again():
            self.frontier.make_due([url], why)
        self.connection.execute("COMMIT")

    def _checkpoint(self) -> None:
        """Copy the log into the archive; what it refers to is on disk first, so that a power cut tears nothing."""
        self.since_checkpoint, self.checkpoint_due = 0, time.monotonic() + CHECKPOINT_SECONDS
        self.spider.captures.sync()
        self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _save(self, batch: list[Item]) -> None:
        """Save items in one transaction."""
        assert self.store is not None
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            for item in batch:
                self.store.save(item)
            self.store.index()
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
                self.store.forget()
                self.frontier.forget()

    def _save_alone(self, item: Item) -> Item:
        """Save one item in its own transaction; one that cannot be stored becomes a failure with its reason."""
        if item.capture is not None:
            item.capture.id = None
        try:
            self._save([item])
        except Exception as error:
            if not _is_of_an_item(error):
                raise
            assert item.visit is not None
            logger.exception("cannot store %s", item.visit.url)
            item = failure_of(item, f"store-{type(error).__name__}")
            self._save([item])
        return item

    def _give_up(self, error: sqlite3.Error | OSError) -> None:
        if self.spider.report.fatal:
            return
        text = explain(self.path, error) if isinstance(error, sqlite3.Error) else f"{self.path.parent}: {error}"
        self.spider.report.fatal = text
        self.spider.report.reason = "archive-error"
        logger.error("%s", text)
        assert self.crawler.engine is not None
        self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive-error"))

    def close_spider(self) -> None:
        """Save what is left, and end the run."""
        if self.store is None:
            self.held.close()
            return
        self.read()
        self.flush()
        report = self.spider.report
        if not self.crawler.crawling and report.reason in ("finished", "limit"):
            report.reason = "shutdown"  # somebody stopped the crawl: its walk is not complete
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            instant = self.spider.clock()
            self.conclusion.conclude(self.measures, instant)
            runs.finish_run(self.connection, report, instant)
            self.connection.execute("COMMIT")
            self.connection.execute("PRAGMA optimize")
            self._checkpoint()
        except (sqlite3.Error, OSError) as error:
            report.fatal = report.fatal or explain(self.path, error) if isinstance(error, sqlite3.Error) else str(error)
        self.spider.captures.close()
        self.connection.close()
        self.held.close()


def _is_of_an_item(error: Exception) -> bool:
    """Tell whether an error comes of one item, or of a fault of ours in storing it, and not of the archive."""
    return isinstance(error, UNSTORABLE) or not isinstance(error, (sqlite3.Error, OSError))
