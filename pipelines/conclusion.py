"""The end of a run: how the site stood, and what may be concluded from what was and was not there.

Everything here happens in the transaction that completes the run's row. A run that was killed is concluded by the
next one: what it left undecided is still undecided.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from crawler.items import RunReport, Walks
from pipelines import backdating, disappearance, moves
from pipelines.bounds import settle_bounds
from pipelines.changes import READ_FROM
from pipelines.health import Finding, Metrics, assess, silence
from pipelines.incidents import Incidents
from pipelines.listed import LeftOut, Listed
from pipelines.measures import Entry, Measures
from pipelines.shifts import language_shift, link_shift

STOPPED = ("shutdown", "time-limit", "memory", "disk-floor", "archive-error")
"""Reasons of a run that ended before it had looked at what it wanted to."""
BLOCKED = ("challenge", "http-401", "http-403", "http-406", "http-429", "http-451")
HISTORY = 60
"""Healthy runs that a run is compared with."""
LAYOUTS = ("layout-article", "layout-headline", "layout-date", "layout-body", "layout-byline", "layout-listing")
SPAM = ("hijacked", "injected")


class Conclusion:
    """What one run of one site leads to."""

    def __init__(self, connection: sqlite3.Connection, report: RunReport, walks: Walks) -> None:
        assert report.id is not None
        self.connection = connection
        self.report = report
        self.site = report.site
        self.started_at = report.started_at
        self.walks = walks
        self.incidents = Incidents(connection, report.site, report.id)
        self.before = self._last_concluded()
        whole = report.mode == "full" and walks.full_at is not None
        self.listed = Listed(connection, report.site, self._compared_since(whole), whole)
        self.left_out: dict[int, LeftOut] = {}

    def _last_concluded(self) -> tuple[str, str, str] | None:
        """Return (started_at, finished_at, verdict) of the last run that was concluded."""
        row = self.connection.execute(
            "SELECT started_at, finished_at, verdict FROM runs WHERE site = ? AND verdict IS NOT NULL AND id < ?"
            " ORDER BY id DESC LIMIT 1",
            (self.site, self.report.id),
        ).fetchone()
        return tuple(row) if row else None

    def _compared_since(self, whole: bool) -> str | None:
        """Return since when listings are compared: the last healthy run, or for a full walk the full one before."""
        query = "SELECT max(started_at) FROM runs WHERE site = ? AND verdict = 'healthy' AND id < ?"
        (since,) = self.connection.execute(query, (self.site, self.report.id)).fetchone()
        if since and whole:
            query = "SELECT max(started_at) FROM runs WHERE site = ? AND mode = 'full' AND finished_at = ?"
            (since,) = self.connection.execute(query, (self.site, self.walks.full_at)).fetchone()
        return str(since) if since else None

    def look_again(self) -> list[tuple[str, str]]:
        """Return addresses to look at before the run ends, each with why: unlisted, headline or listed (again)."""
        if self.before is None:
            return []  # a first run knows no earlier state
        wanted: dict[str, str] = {}
        if not self.report.bounded:
            self.left_out = {found.article: found for found in self.listed.left_out(self.started_at)}
            wanted |= {found.url: "unlisted" for found in self.left_out.values()}
        rows = self.connection.execute(
            f"SELECT DISTINCT ifnull({READ_FROM}, a.url) "
            " FROM sightings s JOIN articles a ON a.id = s.article WHERE s.site = ?1"
            " AND s.first_seen_at >= ?2 AND s.block IN ('listing', 'lead') AND a.first_seen_at < ?2"
            " AND EXISTS (SELECT 1 FROM sightings o WHERE o.article = s.article AND o.block = s.block"
            " AND o.first_seen_at < ?2) AND NOT EXISTS (SELECT 1 FROM sightings o WHERE o.article = s.article"
            " AND o.block = s.block AND o.first_seen_at < ?2 AND o.text = s.text)",
            (self.site, self.started_at),
        )
        wanted |= {url: "headline" for (url,) in rows}
        rows = self.connection.execute(
            f"SELECT DISTINCT ifnull({READ_FROM}, a.url) "
            " FROM articles a JOIN sightings s ON s.article = a.id WHERE a.site = ?"
            " AND a.status <> 'present' AND a.status IN ('missing', 'suspected', 'gone')"
            " AND s.block IN ('listing', 'lead')"
            " AND s.last_seen_at >= ?",
            (self.site, self.started_at),
        )
        return list((wanted | {url: "listed" for (url,) in rows}).items())

    def conclude(self, measures: Measures, instant: str) -> None:
        """Settle the run's verdict, the site's alarms, and what happened to articles."""
        history = self._history()
        metrics = measures.metrics(self.report.mode)
        frame = measures.frame()
        metrics["template_alike"] = self._compare_template(frame)
        findings = self._findings(measures, metrics, history)
        verdict = self._verdict(measures, findings)
        self.report.verdict = verdict
        if verdict != "stopped":
            self._settle_alarms(findings, verdict, instant, measures)
            disappearance.decide(
                self.connection, self.incidents, "counts" if verdict == "healthy" else f"site-{verdict}"
            )
        if verdict == "healthy":
            self._settle_listed(instant)
            moves.join_moved(self.connection, self.incidents, instant)
            if self.before is not None and self.before[2] == "healthy":
                since = self.before[1] or self.started_at
                backdating.tell_back_dated(self.connection, self.incidents, self.walks, self.started_at, since)
            if frame and len(measures.frames) >= 3:
                self.connection.execute(
                    "UPDATE sites SET template = ? WHERE slug = ?", (json.dumps(sorted(frame)), self.site)
                )
        settle_bounds(self.connection, self.site)
        moves.tell_site_move(self.connection, self.incidents, self.started_at, instant)
        self._learn_conditional(history, metrics)
        self.report.alarms = self._open_alarms()
        self.connection.execute(
            "UPDATE runs SET metrics = ? WHERE id = ?",
            (json.dumps(metrics, ensure_ascii=False, sort_keys=True), self.report.id),
        )

    def _history(self) -> list[Metrics]:
        rows = self.connection.execute(
            "SELECT metrics FROM runs WHERE site = ? AND verdict = 'healthy' AND id < ? ORDER BY id DESC LIMIT ?",
            (self.site, self.report.id, HISTORY),
        ).fetchall()
        return [json.loads(text) for (text,) in reversed(rows)]

    # ---- how the site stood ----

    def _findings(self, measures: Measures, metrics: Metrics, history: list[Metrics]) -> list[Finding]:
        """Return what was out of the ordinary; of a site that is down or blocked nothing else is said."""
        if self.report.reason in STOPPED or self.report.fatal:
            return []
        if closed := self._closed(measures):
            return [closed]
        findings = []
        if measures.spam_pages or len(measures.spam_entries) > 1:
            evidence = {"pages": measures.spam_pages, "listed": measures.spam_entries, "injected": measures.injected}
            findings.append(Finding("hijacked", evidence))
        elif measures.injected:
            findings.append(Finding("injected", {"pages": measures.injected}))
        elif shift := language_shift(metrics, history) or link_shift(metrics, history):
            findings.append(shift)
        if measures.missing >= disappearance.MASS_LEAST and (
            measures.missing > disappearance.MASS_SHARE * (measures.missing + measures.known)
        ):
            findings.append(Finding("mass-missing", {"missing": measures.missing, "shown": measures.known}))
        findings += assess(metrics, history)
        if quiet := self._silence():
            findings.append(quiet)
        return findings

    def _closed(self, measures: Measures) -> Finding | None:
        """Return the finding ``down`` or ``blocked`` when no listing of the site could be read.

        Where a site is walked without listings, its API, feed and sitemaps stand for them.
        """
        listings = [entry for entry in measures.entries if entry.kind == "listing"] or measures.entries
        if any(entry.outcome in ("listing", "not-modified") for entry in listings):
            return None
        reasons = {entry.reason or entry.outcome for entry in listings} or {self.report.reason}
        kind = "blocked" if self.report.reason == "blocked" or reasons & set(BLOCKED) else "down"
        return Finding(kind, {"reasons": sorted(reasons), "ended": self.report.reason})

    def _verdict(self, measures: Measures, findings: list[Finding]) -> str:
        if self.report.reason in STOPPED or self.report.fatal:
            return "stopped"
        kinds = {finding.kind for finding in findings}
        for kind in ("down", "blocked"):
            if kind in kinds:
                return kind
        if kinds & set(SPAM):
            return "hijacked"
        if "mass-missing" in kinds or kinds & {"layout-article", "layout-listing"} or _lost(measures.entries):
            return "broken"
        return "healthy"

    def _silence(self) -> Finding | None:
        year_ago = f"{int(self.started_at[:4]) - 1}{self.started_at[4:10]}"
        rows = self.connection.execute(
            "SELECT DISTINCT substr(published_at, 1, 10) FROM articles WHERE site = ? AND sort_at >= ?"
            " AND sort_at <= ? AND length(published_at) >= 10 ORDER BY 1",
            (self.site, year_ago, self.started_at),
        )
        return silence([date.fromisoformat(day) for (day,) in rows], date.fromisoformat(self.started_at[:10]))

    def _compare_template(self, frame: set[str]) -> float | None:
        row = self.connection.execute("SELECT template FROM sites WHERE slug = ?", (self.site,)).fetchone()
        if not row or not row[0] or not frame:
            return None
        usual = set(json.loads(row[0]))
        return len(frame & usual) / max(len(frame | usual), 1)

    def _settle_alarms(self, findings: list[Finding], verdict: str, instant: str, measures: Measures) -> None:
        """Open what was found, and close what is over; what could not be looked at stays as it is."""
        for finding in [] if self.report.trial else findings:
            self.incidents.hold(finding.kind, instant, finding.evidence)
        over = self.incidents.open_kinds() - {finding.kind for finding in findings} - {"site-moved"}
        if verdict in ("down", "blocked"):
            over &= {"down", "blocked"}
        for kind in over:
            if kind in LAYOUTS and kind != "layout-listing" and not (measures.known or measures.new):
                continue  # no article page was looked at
            self.incidents.close(kind, instant)

    def _open_alarms(self) -> list[str]:
        rows = self.connection.execute(
            "SELECT i.kind FROM incidents i JOIN incident_kinds k ON k.kind = i.kind WHERE i.site = ? AND k.alarm"
            " AND i.closed_at IS NULL ORDER BY i.kind",
            (self.site,),
        )
        return [kind for (kind,) in rows]

    # ---- what happened to articles ----

    def _settle_listed(self, instant: str) -> None:
        """Call delisted what is in no listing and whose page is there; and relisted what is listed again."""
        for found in self.left_out.values():
            row = self.connection.execute(
                f"SELECT a.id FROM articles a JOIN pages p ON p.url IN (a.url, {READ_FROM})"
                " WHERE a.id = ? AND p.state = 'known'"
                " AND p.fetched_at >= ? AND a.status IN ('present', 'returned')",
                (found.article, self.started_at),
            ).fetchone()
            if row is not None:
                self.connection.execute("UPDATE articles SET status = 'delisted' WHERE id = ?", row)
                self.incidents.hold("delisted", instant, {"listing": found.listing}, found.article)
        rows = self.connection.execute(
            "SELECT a.id, s.page_url FROM articles a JOIN sightings s ON s.article = a.id WHERE a.site = ?"
            " AND a.status <> 'present' AND a.status = 'delisted' AND s.block IN ('listing', 'lead')"
            " AND s.last_seen_at >= ? GROUP BY a.id",
            (self.site, self.started_at),
        ).fetchall()
        for article, listing in rows:
            self.connection.execute("UPDATE articles SET status = 'present' WHERE id = ?", (article,))
            self.incidents.close("delisted", instant, article)
            self.incidents.tell("relisted", instant, {"listing": listing}, article)

    def _learn_conditional(self, history: list[Metrics], metrics: Metrics) -> None:
        """Remember whether the site really answers 304."""
        asked = sum(m.get("conditional", 0) for m in (*history, metrics))
        if metrics["not_modified"]:
            answers: bool | None = True
        elif asked >= 20 and not sum(m.get("not_modified", 0) for m in history):
            answers = False
        else:
            return
        self.connection.execute("UPDATE sites SET answers_304 = ? WHERE slug = ?", (answers, self.site))


def _lost(entries: list[Entry]) -> bool:
    """Tell whether an entry listing could not be read while another could."""
    listings = [entry for entry in entries if entry.kind == "listing"]
    return any(entry.outcome in ("failed", "quarantined") for entry in listings)
