"""Bounds for articles that print no date: between which days each was published, and by what that is known.

Nothing here is a date. Every rule is first tried on the site's articles whose dates are known, and widened until it
holds for nearly all of them; then all rules together are tried, and widened again. Where rules contradict each other
the widest reading is kept and the contradiction noted. Days are local days of the site, both ends included.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.age_bounds import ages_of
from pipelines.bound_rules import HOURS, Rule, day_of, first_seen, orders_of, rules_of
from pipelines.orders import Interval, Order, Slack, folds_of, slack_of

FEWEST_TRIED = 20
"""Known dates on which a rule has to be tried before its own record counts."""
UNTRIED: Mapping[str, tuple[int | None, int | None]] = {
    "listed-date": (1, 1),
    "feed": (1, 1),
    "sitemap": (None, 0),
    "comment": (None, 0),
    "wayback": (None, 0),
    "age": (0, 0),
    "upload": (31, None),
}
"""Slack, after and before, of rules that could not be tried; the others are then not used."""
RELATED_OLDER = (31, 31)
"""Slack of related lists where the platform declares that they only hold older releases, and nothing could be tried."""


@dataclass(slots=True)
class Voice:
    """One rule about one site: what it says of articles, and its slack."""

    rule: str
    where: str
    says: Rule
    slack: Slack


@dataclass(slots=True)
class Bounds:
    """What is known of one article."""

    interval: Interval
    after_rule: str | None = None
    before_rule: str | None = None
    conflict: bool = False
    evidence: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class BoundsReport:
    """What settling the bounds of one site came to."""

    site: str
    undated: int = 0
    bounded: int = 0
    """Undated articles with both bounds."""
    conflicts: int = 0
    written: int = 0
    """Rows that changed."""


def settle_bounds(connection: sqlite3.Connection, site: str) -> BoundsReport:
    """Compute the bounds of a site's undated articles, within the caller's transaction; write what changed."""
    report = BoundsReport(site)
    _clear_dated(connection, site)
    undated = {
        row[0]
        for row in connection.execute("SELECT id FROM articles WHERE site = ? AND published_at IS NULL", (site,))
    }
    report.undated = len(undated)
    if undated:
        found = bounds_of(connection, site, undated)
        report.bounded = sum(b.interval.after is not None and b.interval.before is not None for b in found.values())
        report.conflicts = sum(bounds.conflict for bounds in found.values())
        report.written = _write(connection, site, found)
    return report


def bounds_of(connection: sqlite3.Connection, site: str, undated: set[int]) -> dict[int, Bounds]:
    """Return the bounds of a site's undated articles."""
    zone, declared = connection.execute(
        "SELECT time_zone, related_older FROM sites WHERE slug = ?", (site,)
    ).fetchone()
    hours = HOURS.get(zone, 7)
    known = {
        number: day
        for number, published_at in connection.execute(
            "SELECT id, published_at FROM articles WHERE site = ? AND length(published_at) >= 10", (site,)
        )
        if number not in undated and (day := day_of(published_at)) is not None
    }
    listed = {
        row[0]
        for row in connection.execute(
            "SELECT id FROM articles WHERE site = ? AND published_source LIKE 'listing:%'", (site,)
        )
    }
    printed = {number: day for number, day in known.items() if number not in listed}  # what lists said proves no list
    seen = first_seen(connection, site, hours)
    orders = [order for order in orders_of(connection, site) if order.turn(known)]
    rules = rules_of(connection, site, known, hours) | {"age": ages_of(connection, site, zone, hours)}
    tried = [_tried_order(order, known, undated) for order in orders]
    tried += [
        _tried_rule(name, says, printed if name == "listed-date" else known, bool(declared))
        for name, says in rules.items()
    ]
    voices = [voice for voice in tried if voice.slack.after is not None or voice.slack.before is not None]
    by_article: dict[int, list[Voice]] = {}
    for voice in voices:
        for article in voice.says:
            by_article.setdefault(article, []).append(voice)
    together = Slack(None, None)
    if len(known) >= FEWEST_TRIED:
        together = slack_of([(_spoken(one, by_article.get(one, []), seen).interval, day) for one, day in known.items()])
    return {
        article: _settled(article, by_article.get(article, []), seen, together) for article in sorted(undated)
    }


def _tried_order(order: Order, known: dict[int, int], undated: set[int]) -> Voice:
    """Hide the known dates in turn, and learn how far the order is right; dated members speak as if hidden."""
    members = {member: known[member] for member in order.members if member in known}
    says: Rule = {}
    for part in folds_of(members):
        says |= order.intervals(known, part)
    slack = slack_of([(says[member], day) for member, day in members.items()])
    says |= order.intervals(known, undated)
    return Voice(order.rule, order.where, says, slack)


def _tried_rule(name: str, says: Rule, known: dict[int, int], declared: bool) -> Voice:
    """Learn on the known dates how far a rule is right; one that cannot be tried has the slack it is declared with."""
    tried = [(interval, known[article]) for article, interval in says.items() if article in known]
    if len(tried) >= FEWEST_TRIED:
        return Voice(name, "", says, slack_of(tried))
    after, before = RELATED_OLDER if name == "related" and declared else UNTRIED.get(name, (None, None))
    return Voice(name, "", says, Slack(after, before, len(tried)))


def _spoken(article: int, voices: list[Voice], seen: Mapping[int, int]) -> Bounds:
    """Let all rules speak of an article: the narrowest of what they say, or the widest where they contradict."""
    spoken = [(voice, voice.says[article].widened(voice.slack)) for voice in voices]
    lows = [(i.after, v.rule, i) for v, i in spoken if i.after is not None]
    highs = [(i.before, v.rule, i) for v, i in spoken if i.before is not None]
    sighted = seen.get(article)
    low = max(lows, key=lambda one: one[0], default=None)
    high = min(highs, key=lambda one: one[0], default=None)
    bounds = Bounds(Interval())
    if low and high and low[0] > high[0]:
        bounds.conflict = True
        low = min(lows, key=lambda one: one[0])
        high = max(highs, key=lambda one: one[0])
    if low:
        bounds.interval.after, bounds.after_rule = low[0], low[1]
    if high:
        bounds.interval.before, bounds.before_rule = high[0], high[1]
    _cap(bounds, sighted)
    return bounds


def _cap(bounds: Bounds, sighted: int | None) -> None:
    """Nothing was published after it was first seen."""
    interval = bounds.interval
    if sighted is None:
        return
    if interval.before is None or interval.before > sighted:
        interval.before, bounds.before_rule = sighted, "first-seen"
    if interval.after is not None and interval.after > sighted:
        bounds.conflict = True
        interval.after = bounds.after_rule = None


def _settled(article: int, voices: list[Voice], seen: Mapping[int, int], together: Slack) -> Bounds:
    """Return the bounds of an article, widened by what all rules together were found to need, with the evidence."""
    bounds = _spoken(article, voices, seen)
    interval = bounds.interval
    if interval.after is not None:
        interval.after -= together.after or 0
    if interval.before is not None and bounds.before_rule != "first-seen":
        interval.before += together.before or 0
    _cap(bounds, seen.get(article))
    for voice in voices:
        widened = voice.says[article].widened(voice.slack)
        if widened.after is None and widened.before is None:
            continue
        bounds.evidence.append(
            {
                "rule": voice.rule,
                **({"where": voice.where} if voice.where else {}),
                **{side: _iso(getattr(widened, side)) for side in ("after", "before")},
                "slack": [voice.slack.after, voice.slack.before],
                **({"neighbours": widened.neighbours} if widened.neighbours else {}),
                "tried_on": voice.slack.checked,
                "held": voice.slack.held,
            }
        )
    if (sighted := seen.get(article)) is not None:
        bounds.evidence.append({"rule": "first-seen", "before": _iso(sighted)})
    if together.after or together.before:
        found = {"slack": [together.after or 0, together.before or 0], "tried_on": together.checked}
        bounds.evidence.append({"rule": "together", **found, "held": together.held})
    return bounds


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _clear_dated(connection: sqlite3.Connection, site: str) -> None:
    """Take the bounds from articles whose date is known by now."""
    connection.execute(
        "DELETE FROM date_bounds WHERE article IN"
        " (SELECT id FROM articles WHERE site = ? AND published_at IS NOT NULL)",
        (site,),
    )
    connection.execute(
        "UPDATE articles SET published_after = NULL, published_before = NULL, published_bounds = NULL WHERE site = ?"
        " AND published_at IS NOT NULL AND published_bounds IS NOT NULL",
        (site,),
    )


def _write(connection: sqlite3.Connection, site: str, found: dict[int, Bounds]) -> int:
    """Write the bounds that differ from those that stand; return how many."""
    standing = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT a.id, a.published_after, a.published_before, a.published_bounds, a.sort_at, b.conflict, b.evidence"
            " FROM articles a LEFT JOIN date_bounds b ON b.article = a.id"
            " WHERE a.site = ? AND a.published_at IS NULL",
            (site,),
        )
    }
    written = 0
    for article, bounds in found.items():
        after, before = _iso(bounds.interval.after), _iso(bounds.interval.before)
        rules = "+".join(dict.fromkeys(rule for rule in (bounds.after_rule, bounds.before_rule) if rule)) or None
        evidence = json.dumps(bounds.evidence, ensure_ascii=False)
        sort_at = middle(bounds)
        if standing[article] == (after, before, rules, sort_at, int(bounds.conflict), evidence):
            continue
        written += 1
        connection.execute(
            "UPDATE articles SET published_after = ?, published_before = ?, published_bounds = ?, sort_at = ?"
            " WHERE id = ?",
            (after, before, rules, sort_at, article),
        )
        connection.execute(
            "INSERT INTO date_bounds (article, after_rule, before_rule, conflict, evidence) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (article) DO UPDATE SET after_rule = ?2, before_rule = ?3, conflict = ?4, evidence = ?5",
            (article, bounds.after_rule, bounds.before_rule, int(bounds.conflict), evidence),
        )
    return written


def middle(bounds: Bounds) -> str | None:
    """Return a UTC instant to sort by, which no page shows; None where the article could be of any age."""
    after, before = bounds.interval.after, bounds.interval.before
    if before is None or (after is None and bounds.before_rule == "first-seen"):
        return None
    return f"{_iso(before if after is None else (after + before) // 2)}T05:00:00Z"
