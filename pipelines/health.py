"""Watching a site against its own history: what a run measured, compared with the healthy runs before it.

Pure functions over the measures of runs (``runs.metrics``): plain dictionaries, so that history lives in our own table.
A finding names a kind of incident and its evidence. Thresholds have tolerance: an alarm that cries without cause is
switched off by its reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import comb
from statistics import median
from typing import Any

Metrics = dict[str, Any]

LOST_LEAST = 2
LOST_SHARE = 0.5
"""A field is broken when at least two known articles, and half of those looked at, have lost it in one run."""
COVERAGE_CHANCE = 0.001
COVERAGE_DROP = 0.2
"""A field is broken when so few new articles have it that chance alone would do that once in a thousand runs."""
FEWER_LINKS = 0.5
LINKS_LEAST = 4
"""A listing is broken that shows less than half of its usual links, where it usually shows at least four."""
FAILURES_LEAST = 5
FAILURES_SHARE = 0.1
TEMPLATE_ALIKE = 0.6
CLOCK_SECONDS = 3600
HISTORY_LEAST = 5
"""Runs that a comparison with what is usual needs."""
GAPS_LEAST = 10
GAP_LEAST = 5
"""Days of silence that are never an alarm."""
FIELDS = {"published_at": "date", "body": "body", "byline": "byline", "author": "byline"}
"""Covered field to the name of the layout alarm."""


@dataclass(slots=True)
class Finding:
    """One thing out of the ordinary."""

    kind: str
    evidence: dict[str, Any] = field(default_factory=dict)


def assess(now: Metrics, history: Sequence[Metrics]) -> list[Finding]:
    """Return what is out of the ordinary in a run whose site answered; ``history`` holds healthy runs, old first."""
    found = _lost_fields(now) or _coverage(now, history)
    found += _listings(now, history)
    if not found:
        found += _template(now)
    for look in (_failures, _requests, _conditional, _disagreement):
        finding = look(now, history)
        if finding is not None:
            found.append(finding)
    if abs(now.get("skew") or 0) > CLOCK_SECONDS:
        found.append(Finding("clock", {"seconds": round(now["skew"])}))
    return found


def _lost_fields(now: Metrics) -> list[Finding]:
    """Known articles that lost a field: the surest sign of a changed layout."""
    looked_at, lost = now.get("known", 0), now.get("lost", {})
    broken = {name: n for name, n in lost.items() if n >= LOST_LEAST and n >= LOST_SHARE * looked_at}
    if "article" in broken:
        broken = {"article": broken["article"]}
    return [
        Finding(f"layout-{name}", {"lost": n, "looked_at": looked_at, "examples": now.get("lost_examples", [])[:5]})
        for name, n in sorted(broken.items())
    ]


def _coverage(now: Metrics, history: Sequence[Metrics]) -> list[Finding]:
    """New articles that lack a field far more often than new articles did before."""
    fresh = now.get("new", 0)
    if fresh == 0:
        return []
    usual_total = sum(m.get("new", 0) for m in history)
    findings = {}
    for name, layout in FIELDS.items():
        have = now.get("covered", {}).get(name, 0)
        usual = sum(m.get("covered", {}).get(name, 0) for m in history)
        if usual_total < 20:
            continue
        share = (usual + 0.5) / (usual_total + 1)
        if have / fresh < share - COVERAGE_DROP and _chance(have, fresh, share) < COVERAGE_CHANCE:
            findings[layout] = Finding(
                f"layout-{layout}", {"field": name, "have": have, "of": fresh, "usual": round(share, 3)}
            )
    return list(findings.values())


def _chance(have: int, of: int, share: float) -> float:
    """Return the chance that at most ``have`` of ``of`` have what each has with probability ``share``."""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(have + 1))


def _listings(now: Metrics, history: Sequence[Metrics]) -> list[Finding]:
    worst = {}
    for url, links in now.get("listing_links", {}).items():
        seen = [m["listing_links"][url] for m in history if url in m.get("listing_links", {})]
        if seen and (usual := median(seen)) >= LINKS_LEAST and links < FEWER_LINKS * usual:
            worst[url] = {"links": links, "usual": usual}
    return [Finding("layout-listing", {"listings": worst})] if worst else []


def _template(now: Metrics) -> list[Finding]:
    alike = now.get("template_alike")
    return [] if alike is None or alike >= TEMPLATE_ALIKE else [Finding("template", {"alike": round(alike, 2)})]


def _failures(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    failed, requests = now.get("failed", 0), max(now.get("requests", 0), 1)
    shares = [m.get("failed", 0) / max(m.get("requests", 0), 1) for m in history]
    usual = median(shares) if shares else 0.0
    if failed < FAILURES_LEAST or failed / requests < max(FAILURES_SHARE, 3 * usual):
        return None
    return Finding("failures", {"failed": failed, "requests": requests, "usual": round(usual, 3)})


def _requests(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    """Requests for each answer with content, against the same kind of run before."""
    alike = [m for m in history if m.get("mode") == now.get("mode") and m.get("answers")]
    if len(alike) < HISTORY_LEAST or now.get("requests", 0) < 50:
        return None
    usual = median(m["requests"] / m["answers"] for m in alike)
    present = now["requests"] / max(now.get("answers", 0), 1)
    if present < 3 * usual:
        return None
    return Finding("requests", {"requests_per_answer": round(present, 2), "usual": round(usual, 2)})


def _conditional(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    asked = [m for m in history if m.get("conditional", 0) >= 5]
    if len(asked) < HISTORY_LEAST or now.get("conditional", 0) < 10:
        return None
    usual = median(m.get("not_modified", 0) / m["conditional"] for m in asked)
    present = now.get("not_modified", 0) / now["conditional"]
    return Finding("conditional", {"share": present, "usual": usual}) if usual > 0.5 and present < 0.1 else None


def _disagreement(now: Metrics, history: Sequence[Metrics]) -> Finding | None:
    compared = [m for m in history if m.get("compared", 0)]
    if len(compared) < HISTORY_LEAST or now.get("compared", 0) < 4:
        return None
    usual = sum(m.get("disagreed", 0) for m in compared) / sum(m["compared"] for m in compared)
    present = now.get("disagreed", 0) / now["compared"]
    if present < max(0.5, usual + 0.3):
        return None
    evidence = {"disagreed": now["disagreed"], "compared": now["compared"], "usual": round(usual, 3)}
    return Finding("disagreement", evidence | {"examples": now.get("disagreed_examples", [])[:5]})


def silence(days: Sequence[date], today: date) -> Finding | None:
    """Return the finding ``silent`` when nothing was published for far longer than usual.

    ``days`` are the days with releases of about the last year, in order. Indonesian public holidays and days of joint
    leave do not count; they are looked up only where it matters.
    """
    if len(days) <= GAPS_LEAST:
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    usual = gaps[min(len(gaps) - 1, int(0.95 * len(gaps)))]
    limit = max(2 * usual, GAP_LEAST)
    silent = (today - days[-1]).days
    if silent <= limit or silent - _days_off(days[-1], today) <= limit:
        return None
    return Finding("silent", {"last": days[-1].isoformat(), "days": silent, "usual_at_most": usual})


def _days_off(first: date, last: date) -> int:
    """Return the holidays after ``first`` up to ``last``, with the weekend days beside them."""
    from holidays import country_holidays  # a second of import, for days that matter

    off = country_holidays("ID", years=range(first.year, last.year + 1), categories=("public", "government"))
    span = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    near = [timedelta(days=n) for n in (-2, -1, 1, 2)]
    return sum(day in off or (day.weekday() >= 5 and any(day + step in off for step in near)) for day in span)
