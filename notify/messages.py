"""Messages in words: plain text in Indonesian or English; what comes from the web is cleaned and cut."""

from __future__ import annotations

import difflib
import sqlite3
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from notify.news import Incident
from notify.sending import Message

EXAMPLES = 5
"""Releases named for each kind of incident of a site."""
LONGEST_TEXT = 160
DIFF_LINES = 10


@cache
def words(language: str) -> dict[str, str]:
    """Return the words of a language, ``id`` or ``en``."""
    return dict(tomllib.loads(resources.files("notify").joinpath("words.toml").read_text("utf-8"))[language])


def clean(text: str | None, limit: int = LONGEST_TEXT) -> str:
    """Return text from the web on one line without control characters, cut at a limit."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def digest_of(
    began: Sequence[Incident], ended: Sequence[Incident], language: str, *, only_alarms: bool
) -> Message | None:
    """Return the message of one crawl; None when there is nothing to say."""
    text = words(language)
    alarms = [incident for incident in began if incident.alarm and incident.closed_at is None]
    recovered = [incident for incident in ended if incident.alarm]
    others = [] if only_alarms else [incident for incident in began if incident not in alarms]
    if not (alarms or recovered or others):
        return None
    lines: list[str] = []
    for heading, incidents in ((text["alarms"], alarms), (text["recovered"], recovered)):
        if incidents:
            lines += [f"{heading}:", *(line for incident in incidents for line in _alarm(incident, text)), ""]
    if others:
        lines += [f"{text['happened']}:", *_grouped(others, text)]
    told = alarms or recovered or others
    sites = ", ".join(sorted({incident.site for incident in told}))
    subject = "subject_alarms" if alarms else "subject_recovered" if recovered else "subject_digest"
    return Message(clean(text[subject].format(count=len(told), sites=sites)), "\n".join(lines).strip() + "\n")


def _alarm(incident: Incident, text: dict[str, str]) -> list[str]:
    since = text["since"].format(day=incident.first_at[:10])
    lines = [f"- {incident.site}: {incident.meaning} ({incident.kind}, {since})"]
    if incident.repair and incident.closed_at is None:
        lines.append(f"  {text['repair']}: {incident.repair}")
    return lines


def _grouped(incidents: Sequence[Incident], text: dict[str, str]) -> list[str]:
    groups: dict[tuple[str, str], list[Incident]] = {}
    for incident in incidents:
        groups.setdefault((incident.site, incident.kind), []).append(incident)
    lines = []
    for (site, kind), group in sorted(groups.items()):
        lines.append(f"- {site}, {kind} ({len(group)}): {group[0].meaning}")
        named = [incident for incident in group if incident.headline]
        lines += [f"    {clean(i.headline)}  {clean(i.url, 300)}" for i in named[:EXAMPLES]]
        if len(named) > EXAMPLES:
            lines.append(f"    {text['more'].format(count=len(named) - EXAMPLES)}")
    return lines


def release_message(
    connection: sqlite3.Connection,
    incidents: Sequence[Incident],
    number: int,
    language: str,
    public_url: str | None,
) -> Message:
    """Return the message of a watched release: what happened to it, with a word-level difference of edits."""
    text = words(language)
    last = incidents[-1]
    lines = [clean(last.headline), clean(last.url, 300)]
    if public_url and last.article is not None:
        lines.append(f"{text['archive']}: {public_url.rstrip('/')}/archive/articles/{last.article}")
    lines.append("")
    for incident in incidents:
        lines.append(f"- {incident.meaning} ({incident.kind}, {incident.first_at[:10]})")
        if incident.kind in ("edited", "restored", "date-changed"):
            fields = ", ".join(map(str, incident.evidence.get("fields", [])))
            lines += [f"  {text['fields']}: {clean(fields)}", *_difference(connection, incident)]
        elif incident.kind == "comment-edited":
            lines += [f"  {text[name]}: {clean(incident.evidence.get(name))}" for name in ("before", "after")]
    lines += ["", text["stop"].format(number=number)]
    return Message(clean(text["subject_watch"].format(title=f"{last.kind}: {last.headline}")), "\n".join(lines) + "\n")


def search_message(
    rows: Sequence[tuple[int, str, str, str]], search: str, number: int, language: str, public_url: str | None
) -> Message:
    """Return the message of a watched search; rows are (article, site, headline, address)."""
    text = words(language)
    title = text["found"].format(text=clean(search, 60))
    lines = [f"{title}:", ""]
    for article, site, headline, url in rows[:EXAMPLES * 4]:
        lines.append(f"- {clean(headline)} ({site})")
        lines.append(f"  {clean(url, 300)}")
        if public_url:
            lines.append(f"  {public_url.rstrip('/')}/archive/articles/{article}")
    if len(rows) > EXAMPLES * 4:
        lines.append(text["more"].format(count=len(rows) - EXAMPLES * 4))
    lines += ["", text["stop"].format(number=number)]
    return Message(clean(text["subject_watch"].format(title=title)), "\n".join(lines) + "\n")


def _difference(connection: sqlite3.Connection, incident: Incident) -> list[str]:
    """Return the words that an edit removed and added, field by field, at most ten lines."""
    number = incident.evidence.get("revision")
    rows = connection.execute(
        "SELECT headline, subheadline, body, byline, author, category, published_at FROM revisions"
        " WHERE article = ? AND number IN (?, ?) ORDER BY number",
        (incident.article, (number or 0) - 1, number or 0),
    ).fetchall()
    if len(rows) != 2:
        return []
    lines = []
    for before, after in zip(*rows, strict=True):
        if before != after:
            lines += _word_changes((before or "").split(), (after or "").split())
    return [f"    {clean(line)}" for line in lines[:DIFF_LINES]]


def _word_changes(before: list[str], after: list[str]) -> list[str]:
    lines = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [f"- {' '.join(before[i1:i2])}"] if i2 > i1 else []
            lines += [f"+ {' '.join(after[j1:j2])}"] if j2 > j1 else []
    return lines
