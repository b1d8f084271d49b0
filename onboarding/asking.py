"""Asking an API what it answers as JSON, or why it does not."""

from __future__ import annotations

from typing import Any

from crawler.items import Sent
from crawler.platforms.records import load
from crawler.signs import Seen
from onboarding.visiting import Refusal, Visitor


async def get(visitor: Visitor, url: str, sent: Sent | None = None) -> Seen | str:
    """Return the answer at an address of the site or its API's host; else why there is none."""
    try:
        return await visitor.get(url, sent)
    except Refusal as refusal:
        return refusal.reason


async def json_at(visitor: Visitor, url: str, sent: Sent | None = None) -> tuple[Any, str]:
    """Return what an API answers, or why it does not."""
    answer = await get(visitor, url, sent)
    if isinstance(answer, str):
        return None, answer
    if answer.status in (401, 403, 407):
        return None, f"{answer.status}, it wants a key or a password"
    if answer.status != 200:
        return None, str(answer.status)
    data = load(answer.body)
    return data, "no JSON" if data is None else ""
