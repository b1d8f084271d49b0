"""Why a site cannot be added or checked, in one line for the user."""

from __future__ import annotations


class SiteError(Exception):
    """What was asked of a site cannot be done; the message says what to change."""


class SiteGoneError(SiteError):
    """The site has stopped answering, or refuses us: the same may work later."""
