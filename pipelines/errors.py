"""Errors that a user can do something about: each message is one line that says what."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message is for the user."""
