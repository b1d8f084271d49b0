"""Errors that a user can do something about: each message is one line that says what."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message is for the user."""

    reason = "archive-error"
    """Reason of the run that it ends."""


class ArchiveBusyError(ArchiveError):
    """Another process is at work there; the message says which."""

    reason = "locked"


class TruthError(Exception):
    """A truth file cannot be used; the message says where and why."""
