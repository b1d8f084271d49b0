"""Sending through apprise: mail, Telegram, Slack, webhooks and some hundred other services.

Addresses of services carry passwords and tokens: nothing here ever puts one into a text.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_BODY = 20_000
"""Characters of a message; what comes after is cut off."""


@dataclass(slots=True, frozen=True)
class Message:
    """A short subject and a plain text."""

    subject: str
    body: str


def masked(url: str) -> str:
    """Return an address of a service without what is secret: its kind, and the host of a web or mail server."""
    scheme, _, rest = url.partition("://")
    host = rest.split("/")[0].rpartition("@")[2].split("?")[0]
    shown = host if scheme.lower() in ("json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos") else ""
    return f"{scheme}://{shown}..." if scheme != url else "(no address)"


def problem_of(url: str) -> str | None:
    """Return why an address is none that apprise knows, in one line without its secrets, or None."""
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it writes addresses into its log
    if "://" in url and Apprise().add(url):
        return None
    return f"{masked(url)} is no address of a service that apprise knows (such as mailto://, tgram://, json://)"


def send(urls: Iterable[str], message: Message) -> list[str]:
    """Send one message to every service; return a line for each that did not take it."""
    from apprise import Apprise, NotifyFormat

    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    problems = []
    for url in urls:
        service = Apprise()
        if not service.add(url):
            problems.append(problem_of(url) or masked(url))
        elif not service.notify(
            title=message.subject[:200], body=message.body[:LONGEST_BODY], body_format=NotifyFormat.TEXT
        ):
            problems.append(f"the notification to {masked(url)} was not taken; it is tried again after the next crawl")
    return problems
