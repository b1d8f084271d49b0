"""Runs and sites: what was executed, recorded at its start and at its end, and what a killed run left behind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.items import Article, Item, Listing, RunReport, Walks
from pipelines.listed import note_listings
from pipelines.measures import COVERED_FIELDS

_READ_LIVE = (
    "finished_at IS NOT NULL AND base_url IS NULL AND ifnull(json_extract(outcomes, '$.new'), 0)"
    " + ifnull(json_extract(outcomes, '$.changed'), 0) + ifnull(json_extract(outcomes, '$.unchanged'), 0) > 0"
)
"""Condition on table runs: the run asked the site itself, and read articles. One that read none has shown nothing."""
Mend = Callable[[Path, int], list]
"""Cuts a torn tail off a WARC file and returns the whole responses after a byte (crawler.captures.mend)."""


def register_site(connection: sqlite3.Connection, site: dict[str, str | None], instant: str) -> None:
    """Insert or update the row of a site: slug, region, name, home_url, platform, time_zone.

    ``verified`` and ``related_older`` are 1, else 0.
    """
    connection.execute(
        "INSERT INTO sites (slug, region, name, home_url, platform, time_zone, verified, related_older,"
        " first_run_at, last_run_at) VALUES (:slug, :region, :name, :home_url, :platform, :time_zone, :verified,"
        " :related_older, :instant, :instant)"
        " ON CONFLICT (slug) DO UPDATE SET region = excluded.region, name = excluded.name,"
        " home_url = excluded.home_url, platform = excluded.platform, time_zone = excluded.time_zone,"
        " verified = excluded.verified, related_older = excluded.related_older, last_run_at = excluded.last_run_at",
        {"verified": "0", "related_older": "0", **site, "instant": instant},
    )


def walks_of(connection: sqlite3.Connection, site: str) -> Walks:
    """Return when a site's listings were last walked completely."""
    row = connection.execute(
        "SELECT full_walk_at, recent_walk_at, (SELECT min(started_at) FROM runs WHERE site = ?1 AND id >"
        " (SELECT ifnull(max(id), 0) FROM runs WHERE site = ?1 AND verdict = 'healthy' AND reason = 'finished')),"
        f" NOT EXISTS (SELECT 1 FROM runs WHERE site = ?1 AND {_READ_LIVE})"
        " FROM sites WHERE slug = ?1",
        (site,),
    ).fetchone()
    return Walks(*row) if row else Walks(None, None)


def once_read(connection: sqlite3.Connection) -> set[str]:
    """Return the sites of which one live run has read articles, and no more than one: the trial, if it had one."""
    rows = connection.execute(f"SELECT site FROM runs WHERE {_READ_LIVE} GROUP BY site HAVING count(*) = 1")
    return {site for (site,) in rows}


def begin_run(connection: sqlite3.Connection, report: RunReport) -> int:
    """Insert the run's row and return its number."""
    cursor = connection.execute(
        "INSERT INTO runs (site, started_at, mode, base_url, user_agent) VALUES (?, ?, ?, ?, ?)",
        (report.site, report.started_at, report.mode, report.base_url, report.user_agent),
    )
    assert cursor.lastrowid is not None
    report.id = cursor.lastrowid
    return cursor.lastrowid


def note_warc(connection: sqlite3.Connection, run: int, warc_file: str) -> None:
    """Record the run's first WARC file before anything is written to it, so that a killed run is found."""
    connection.execute("UPDATE runs SET warc_file = ? WHERE id = ?", (warc_file, run))


def finish_run(connection: sqlite3.Connection, report: RunReport, instant: str) -> None:
    """Complete the run's row."""
    read = report.fields.get("articles", 0)
    shares = {name: round(count / max(read, 1), 4) for name, count in sorted(report.fields.items())}
    coverage = {name: share for name, share in shares.items() if name != "articles"}
    connection.execute(
        "UPDATE runs SET finished_at = ?, mode = ?, reason = ?, requests = ?, outcomes = ?, reasons = ?, coverage = ?,"
        " robots = ?, delay = ?, user_agent = ?, tls_exceptions = ?, bytes = ?, statuses = ?, verdict = ? WHERE id = ?",
        (
            instant, report.mode, report.reason, sum(report.outcomes.values()) - report.held, _json(report.outcomes),
            _json(report.reasons), _json(coverage), _json(report.robots), report.delay, report.user_agent,
            _json(report.tls_exceptions), report.bytes, _json(report.statuses), report.verdict, report.id,
        ),
    )  # fmt: skip
    complete = report.reason == "finished" and report.walk_complete and not report.bounded
    connection.execute(
        "UPDATE sites SET robots_digest = ifnull(?1, robots_digest),"
        " full_walk_at = CASE WHEN ?2 THEN ?4 ELSE full_walk_at END,"
        " recent_walk_at = CASE WHEN ?3 THEN ?4 ELSE recent_walk_at END WHERE slug = ?5",
        (
            report.robots_digest,
            complete and report.mode == "full",
            complete and report.mode in ("full", "recent"),
            instant,
            report.site,
        ),
    )
    if complete and report.mode == "full":
        note_listings(connection, report.site, report.started_at, instant)


def mend_captures(connection: sqlite3.Connection, folder: Path, site: str, mend: Mend) -> int:
    """Mend the WARC files of a site's runs that were killed; whole responses found there become captures.

    Returns the number of captures recovered. Their pages stay due: what was fetched is kept, and is read again.
    """
    recovered = 0
    killed = connection.execute(
        "SELECT id, warc_file FROM runs WHERE site = ? AND finished_at IS NULL AND warc_file IS NOT NULL", (site,)
    ).fetchall()
    for run, first_file in killed:
        stem = first_file.rsplit("-", 1)[0]
        for path in sorted((folder / first_file).parent.glob(Path(stem).name + "-*.warc.gz")):
            name = path.relative_to(folder).as_posix()
            committed = connection.execute(
                "SELECT ifnull(max(warc_offset + warc_length), 0) FROM captures WHERE warc_file = ?", (name,)
            ).fetchone()[0]
            for offset, length, record in mend(path, committed):
                _recover(connection, run, name, offset, length, record)
                recovered += 1
        connection.execute(
            "UPDATE runs SET finished_at = started_at, reason = 'killed' WHERE id = ?", (run,)
        )
    return recovered


def _recover(connection: sqlite3.Connection, run: int, name: str, offset: int, length: int, record: Any) -> None:
    fields = {key.lower(): value for key, value in record.headers}
    same_as = None
    if record.is_revisit:
        row = connection.execute(
            "SELECT id FROM captures WHERE url = ? AND digest = ? AND same_as IS NULL ORDER BY id LIMIT 1",
            (record.url, record.digest),
        ).fetchone()
        same_as = row[0] if row else None
    kind = connection.execute("SELECT kind FROM pages WHERE url = ?", (record.url,)).fetchone()
    connection.execute(
        "INSERT INTO captures (run, url, kind, fetched_at, status, content_type, digest, size, warc_file, warc_offset,"
        " warc_length, etag, last_modified, same_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run, record.url, kind[0] if kind else "article", record.fetched_at, record.status,
            fields.get("content-type", ""), record.digest, len(record.body), name, offset, length,
            fields.get("etag"), fields.get("last-modified"), same_as,
        ),
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def count_answer(report: RunReport, item: Item) -> None:
    """Count one answer, once, by its outcome."""
    visit = item.visit
    assert visit is not None
    report.outcomes[visit.outcome] += 1
    if visit.reason:
        report.reasons[visit.reason] += 1
    if item.capture:
        report.bytes += item.capture.size
        report.statuses[item.capture.status] += 1
    for article in item.articles if isinstance(item, Listing) else ():
        assert article.visit is not None
        report.held += 1
        report.outcomes[article.visit.outcome] += 1
        if article.visit.reason:
            report.reasons[article.visit.reason] += 1
        if article.visit.outcome != "quarantined":
            _count_fields(report, article)
    if isinstance(item, Article):
        _count_fields(report, item)


def _count_fields(report: RunReport, article: Article) -> None:
    report.fields["articles"] += 1
    report.fields.update(name for name in COVERED_FIELDS if getattr(article, name))
    report.comments += len(article.comments)
    report.links += len(article.related)
